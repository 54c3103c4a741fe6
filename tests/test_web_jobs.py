"""The queue: every document gets exactly one result, whoever is killed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from recognizer.errors import TooLarge
from recognizer.web.batches import Batches, NewFile
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.jobs import Queue
from recognizer.web.outcomes import Failed, PagePicture, Read
from recognizer.web.tables import Batch, Document, Picture, Upload, now

READ = Read('{"versions": {}}', '{"b": 2}', ((1, 2.0, 3.0, 4.0, 5.0),))
PICTURE = PagePicture(1, 595.0, 842.0, b"jpeg")
OWNER = "account:1"


class Kept:
    """A database with its queue and batches."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.settings = ServerSettings.read(data_dir=folder, **settings)
        self.database = Database.open(self.settings.url)
        self.batches = Batches(self.database, self.settings)
        self.queue = Queue(self.database, self.settings)

    def add(self, *names: str, pictures: bool = False, priority: int = 1) -> str:
        files = [NewFile(name, name.encode()) for name in names]
        return self.batches.add(OWNER, files, pictures=pictures, priority=priority)

    def let_leases_run_out(self) -> None:
        with self.database.session() as session:
            session.execute(update(Document).values(leased_until=now() - timedelta(seconds=1)))

    def documents(self) -> tuple[Document, ...]:
        with self.database.session(writes=False) as session:
            query = select(Document).order_by(Document.created, Document.position)
            return tuple(session.scalars(query))

    def count(self, table: type) -> int:
        with self.database.session(writes=False) as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def kept(tmp_path: Path, database_url: str) -> Iterator[Kept]:
    made = Kept(tmp_path, database_url=database_url)
    yield made
    made.database.close()


def test_queue_gives_each_document_once_in_the_order_given(kept: Kept) -> None:
    kept.add("a", "b")
    kept.add("c")
    names = [job.name for _ in range(3) if (job := kept.queue.take())]
    assert names == ["a", "b", "c"]
    assert kept.queue.take() is None


def test_queue_serves_those_who_wait_first(kept: Kept) -> None:
    kept.add("slow")
    kept.add("waiting", priority=0)
    first = kept.queue.take()
    assert first is not None
    assert first.name == "waiting"


def test_queue_under_many_hands_gives_nothing_twice(kept: Kept) -> None:
    kept.add(*(f"file {number}" for number in range(40)))

    def work(_: int) -> list[str]:
        done = []
        while job := kept.queue.take():
            assert kept.queue.finish(job, READ)
            done.append(job.document)
        return done

    with ThreadPoolExecutor(8) as pool:
        taken = [one for done in pool.map(work, range(8)) for one in done]
    assert len(taken) == len(set(taken)) == 40
    assert {document.state for document in kept.documents()} == {"done"}
    assert {document.attempts for document in kept.documents()} == {1}


def test_queue_result_is_kept_and_the_pdf_forgotten(kept: Kept) -> None:
    kept.add("a")
    job = kept.queue.take()
    assert job is not None
    assert kept.queue.finish(job, READ)
    (document,) = kept.documents()
    assert (document.state, document.report, document.blind_report) == (
        "done",
        READ.report,
        READ.blind_report,
    )
    assert document.hidden == [[1, 2.0, 3.0, 4.0, 5.0]]
    assert kept.count(Upload) == 0


def test_queue_keeps_pdfs_where_that_is_wanted(tmp_path: Path, database_url: str) -> None:
    kept = Kept(tmp_path, keep_pdfs=True, database_url=database_url)
    kept.add("a")
    job = kept.queue.take()
    assert job is not None
    kept.queue.finish(job, READ)
    assert kept.count(Upload) == 1
    kept.database.close()


def test_queue_pictures_follow_reports_and_end_the_upload(kept: Kept) -> None:
    kept.add("a", "b", pictures=True)
    for _ in range(2):
        job = kept.queue.take()
        assert job is not None
        assert job.step == "read"
        kept.queue.finish(job, READ)
    drawing = kept.queue.take()
    assert drawing is not None
    assert drawing.step == "pictures"
    assert kept.queue.finish(drawing, (PICTURE,))
    assert kept.count(Picture) == 1
    assert kept.count(Upload) == 1
    assert [document.pictures for document in kept.documents()] == ["ready", "wanted"]


def test_queue_pictures_that_fail_leave_the_report(kept: Kept) -> None:
    kept.add("a", pictures=True)
    reading, drawing = kept.queue.take(), None
    assert reading is not None
    kept.queue.finish(reading, READ)
    drawing = kept.queue.take()
    assert drawing is not None
    kept.queue.finish(drawing, ())
    (document,) = kept.documents()
    assert (document.state, document.pictures) == ("done", "failed")
    assert kept.queue.take() is None


def test_queue_lost_work_is_taken_again_and_a_late_result_refused(kept: Kept) -> None:
    kept.add("a")
    first = kept.queue.take()
    assert first is not None
    assert kept.queue.take() is None
    kept.let_leases_run_out()
    second = kept.queue.take()
    assert second is not None
    assert second.document == first.document
    assert kept.queue.finish(second, READ)
    assert not kept.queue.finish(first, Failed("late", "came too late"))
    assert kept.documents()[0].state == "done"


def test_queue_lost_pictures_are_taken_again(kept: Kept) -> None:
    kept.add("a", pictures=True)
    reading = kept.queue.take()
    assert reading is not None
    kept.queue.finish(reading, READ)
    lost = kept.queue.take()
    kept.let_leases_run_out()
    again = kept.queue.take()
    assert lost is not None
    assert again is not None
    assert kept.queue.finish(again, (PICTURE,))
    assert not kept.queue.finish(lost, (PICTURE,))
    assert kept.count(Picture) == 1


def test_queue_renewed_leases_hold(kept: Kept) -> None:
    kept.add("a")
    job = kept.queue.take()
    assert job is not None
    kept.let_leases_run_out()
    kept.queue.renew([job.lease])
    assert kept.queue.take() is None


def test_queue_gives_up_after_the_last_attempt(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recognizer.web.jobs._LOOK_SECONDS", 0.0)
    kept.add("poison", "good")
    for _ in range(kept.settings.max_attempts):
        job = kept.queue.take()
        assert job is not None
        assert job.name == "poison"
        kept.let_leases_run_out()
    following = kept.queue.take()
    assert following is not None
    assert following.name == "good"
    poison = kept.documents()[0]
    assert (poison.state, poison.error_code) == ("failed", "crashed")
    assert "poison" not in (poison.error_message or ""), "names of files name people"


def test_queue_error_of_reading_is_kept(kept: Kept) -> None:
    kept.add("a")
    job = kept.queue.take()
    assert job is not None
    assert kept.queue.finish(job, Failed("no_text_layer", "A scan."))
    (document,) = kept.documents()
    assert (document.state, document.error_code, document.error_message) == (
        "failed",
        "no_text_layer",
        "A scan.",
    )
    assert kept.count(Upload) == 0


def test_batches_bad_files_stand_beside_good_ones(kept: Kept) -> None:
    bad = NewFile("jane-doe.pdf", b"", TooLarge("jane-doe.pdf", "very"))
    batch = kept.batches.add(OWNER, [bad, NewFile("b", b"b")], pictures=True)
    found = kept.batches.find(OWNER, batch)
    assert found is not None
    assert [document.state for document in found.documents] == ["failed", "queued"]
    assert "jane" not in (found.documents[0].error_message or "")


def test_batches_of_others_do_not_exist(kept: Kept) -> None:
    batch = kept.add("a")
    document = kept.documents()[0].id
    other = "account:2"
    assert kept.batches.find(other, batch) is None
    assert kept.batches.document(other, document) is None
    assert kept.batches.picture(other, document, 1) is None
    assert kept.batches.recent(other) == ()
    assert not kept.batches.append(other, batch, [NewFile("b", b"b")], pictures=False)
    assert not kept.batches.set_role(other, batch, "python")
    assert not kept.batches.delete_document(other, document)
    assert not kept.batches.delete(other, batch)
    assert kept.batches.find(OWNER, batch) is not None


def test_batches_deleted_or_expired_leave_nothing(kept: Kept) -> None:
    first, second = kept.add("a", pictures=True), kept.add("b")
    job = kept.queue.take()
    assert job is not None
    kept.queue.finish(job, READ)
    assert kept.batches.delete(OWNER, first)
    assert not kept.queue.finish(job, READ), "a result for a deleted document is dropped"
    with kept.database.session() as session:
        session.execute(update(Batch).values(expires=now() - timedelta(days=1)))
    assert kept.batches.forget_old() == 1
    assert kept.batches.find(OWNER, second) is None
    assert [kept.count(table) for table in (Batch, Document, Upload, Picture)] == [0, 0, 0, 0]


def test_batches_last_document_takes_its_batch_with_it(kept: Kept) -> None:
    batch = kept.add("a", "b")
    for document in kept.documents():
        assert kept.batches.find(OWNER, batch) is not None
        assert kept.batches.delete_document(OWNER, document.id)
    assert kept.batches.find(OWNER, batch) is None


def test_database_remembers_across_restarts(tmp_path: Path, database_url: str) -> None:
    first = Kept(tmp_path, database_url=database_url)
    batch = first.add("a")
    first.database.close()
    second = Kept(tmp_path, database_url=database_url)
    assert second.batches.find(OWNER, batch) is not None
    assert second.queue.take() is not None
    second.database.close()
