"""A file whose sender waits: read and kept in one go, by the queue where that cannot be."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from limits.storage import MemoryStorage
from sqlalchemy import func, select

from calling import REPORTS, Program, problem
from hostile import garbage, resume
from recognizer.web import create_app
from recognizer.web.api import access
from recognizer.web.batches import Batches, NewFile
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.dispatch import Dispatcher
from recognizer.web.jobs import Queue
from recognizer.web.outcomes import Failed, Read
from recognizer.web.tables import AuditEntry, Batch, Document, Upload
from served import Reading, services

RESUME = resume()
READ = Read('{"versions": {"rubric": "1"}}', "{}", (), {"rubric": "1"})


def rows(database: Database, table: Any) -> list[Any]:
    with database.session(writes=False) as session:
        return list(session.scalars(select(table)))


class Reader:
    """Pretends to read; never in time for somebody who waits, when it is `late`."""

    def __init__(self, size: int = 1, *, late: bool = False) -> None:
        self.size, self._late = size, late
        self.asked: list[str] = []

    def read(self, name: str, content: bytes) -> Read | Failed:
        self.asked.append(f"queue {name}")
        return READ

    def read_within(self, name: str, content: bytes, seconds: float) -> Read | None:
        self.asked.append(f"at once {name}")
        return None if self._late else READ

    def pictures(self, name: str, content: bytes) -> tuple[()]:
        return ()


def asked(folder: Path, shared: Any, reader: Reader, **settings: Any) -> Iterator[Program]:
    with services(folder, Reading(shared.limits, shared.taxonomy, reader), **settings) as made:
        yield Program(create_app(made), made)


@pytest.mark.parametrize("keep_pdfs", [False, True])
def test_at_once_keeps_the_report_and_the_pdf_only_where_pdfs_are_kept(
    shared_reading: Any, tmp_path: Path, database_url: str, keep_pdfs: bool
) -> None:
    options = {"database_url": database_url, "keep_pdfs": keep_pdfs}
    with services(tmp_path, shared_reading, **options) as made:
        program = Program(create_app(made), made)
        sent = program.read(RESUME, "?name=ada.pdf&blind=true&role=Python", Idempotency_Key="k1")
        assert sent.status_code == 200
        (document,) = rows(made.database, Document)
        (batch,) = rows(made.database, Batch)
        assert (document.state, document.attempts, document.name) == ("done", 1, "ada.pdf")
        assert (batch.blind, batch.role_text, batch.id) == (True, "Python", document.batch_id)
        assert batch.expires > document.created
        kept = [upload.content for upload in rows(made.database, Upload)]
        assert kept == ([RESUME] if keep_pdfs else [])
        again = program.read(RESUME, "?name=ada.pdf&blind=true&role=Python", Idempotency_Key="k1")
        assert again.data == sent.data and len(rows(made.database, Document)) == 1
        assert made.dispatcher.ended == 1


@pytest.mark.parametrize(
    ("content", "action", "outcome"),
    [(RESUME, "read", None), (garbage(), "failed", "damaged_pdf")],
)
def test_at_once_writes_the_same_audit_as_the_queue(
    shared_reading: Any, tmp_path: Path, content: bytes, action: str, outcome: str | None
) -> None:
    with services(tmp_path, shared_reading) as made:
        program = Program(create_app(made), made)
        program.read(content)
        made.batches.add("local", [NewFile("b.pdf", content)], pictures=False)
        made.dispatcher.wake()
        end = time.monotonic() + 60
        while len(lines := rows(made.database, AuditEntry)) < 4 and time.monotonic() < end:
            time.sleep(0.05)
        said = [
            (line.actor, line.action, line.document_sha256, line.outcome, line.versions)
            for line in lines
        ]
        assert said[:2] == said[2:]
        assert [line[1] for line in said[:2]] == ["uploaded", action]
        assert said[1][3] == outcome
        assert (lines[1].result_sha256 is None) == (outcome is not None)


def test_at_once_not_in_time_is_left_to_the_queue(shared_reading: Any, tmp_path: Path) -> None:
    reader = Reader(late=True)
    for program in asked(tmp_path, shared_reading, reader, answer_seconds=60):
        assert program.read(RESUME, "?name=a.pdf").data == READ.report.encode()
        assert reader.asked == ["at once a.pdf", "queue a.pdf"]
        (document,) = rows(program.services.database, Document)
        assert document.state == "done" and document.attempts == 1


def test_at_once_is_not_asked_of_a_server_that_reads_nothing(
    shared_reading: Any, tmp_path: Path
) -> None:
    reader = Reader(size=0)
    for program in asked(tmp_path, shared_reading, reader, answer_seconds=0.2):
        said = problem(program.read(RESUME), 504, "not_ready")
        assert program.get(f"{REPORTS}/{said['report_id']}").status_code == 202
        assert reader.asked == []


def test_dispatch_finds_what_nobody_told_of_with_all_its_threads(
    tmp_path: Path, database_url: str
) -> None:
    settings = ServerSettings.read(data_dir=tmp_path, database_url=database_url)
    database = Database.open(settings.url)
    both = threading.Barrier(4)

    class Together(Reader):
        def read(self, name: str, content: bytes) -> Read | Failed:
            both.wait(60)  # passes only when four are read at the same time
            return READ

    dispatcher = Dispatcher(Queue(database, settings), Together(size=2))
    dispatcher.start()
    try:
        files = [NewFile(f"{n}.pdf", b"%PDF") for n in range(8)]
        Batches(database, settings).add("local", files, pictures=False)
        end = time.monotonic() + 60
        done = select(func.count()).select_from(Document).where(Document.state == "done")
        while time.monotonic() < end:
            with database.session(writes=False) as session:
                if session.scalar(done) == 8:
                    break
            time.sleep(0.05)
        assert {document.state for document in rows(database, Document)} == {"done"}
    finally:
        both.abort()
        dispatcher.stop()
        database.close()


def test_counters_forget_what_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = 1000.0
    monkeypatch.setattr(time, "time", lambda: moment)
    counters = access._Counters()
    assert isinstance(counters, MemoryStorage)
    assert [counters.incr("a", 60), counters.incr("a", 60), counters.incr("b", 200)] == [1, 2, 1]
    moment += 61
    assert counters.get("a") == 0 and counters.get("b") == 1
    assert counters.incr("a", 60) == 1
    moment += 61
    counters.incr("c", 60)
    assert set(counters.storage) == {"b", "c"}
