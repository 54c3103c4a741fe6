"""A database that is locked, full or away: 503 and Retry-After, nothing lost, then on as before."""

from __future__ import annotations

import gc
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from sqlalchemy import event, select

from calling import Program, problem
from hostile import LINES, resume
from postgres import running_or_skipped
from recognizer.web import create_app
from recognizer.web.services import Services
from recognizer.web.tables import AuditEntry
from served import Reading, server, services
from visiting import until

PDF = resume(LINES)
FILES = tuple((f"{number}.pdf", PDF) for number in range(3))


@pytest.fixture
def start(
    shared_reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., tuple[Program, Services]]]:
    """Starts a server whose writers wait half a second for each other, or as long as is set."""
    monkeypatch.setattr("recognizer.web.database._BUSY_SECONDS", 0.5)
    monkeypatch.setattr("recognizer.web.dispatch._AGAIN_SECONDS", 0.2)
    with ExitStack() as stack:

        def run(**settings: Any) -> tuple[Program, Services]:
            made = stack.enter_context(services(tmp_path, shared_reading, **settings))
            app = create_app(made)
            return Program.new(app, made), made

        yield run


def refused(answer: Any) -> None:
    problem(answer, 503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0


def all_read(program: Program, place: str) -> None:
    state = program.finished(place)
    assert state["counts"]["done"] == state["total"] == len(FILES)


def lock(path: Path) -> sqlite3.Connection:
    other = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_database_locked_for_a_moment_is_waited_for(
    start: Callable[..., tuple[Program, Services]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("recognizer.web.database._BUSY_SECONDS", 120.0)
    program, _ = start()
    with closing(lock(tmp_path / "recognizer.db")) as other:
        timer = threading.Timer(0.2, other.rollback)
        timer.start()
        sent = program.send(*FILES)
        timer.join()
    assert sent.status_code == 202
    all_read(program, sent.headers["Location"])


def test_database_locked_for_long_is_said_and_results_wait(
    start: Callable[..., tuple[Program, Services]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("recognizer.web.jobs.LEASE_SECONDS", 600.0)  # outlasts the lock
    program, made = start()
    sent = program.send(*FILES)
    with closing(lock(tmp_path / "recognizer.db")) as other:
        refused(program.send(*FILES))
        refused(program.read(PDF))
        assert program.get("/healthz").status_code == 200
        other.rollback()
    all_read(program, sent.headers["Location"])
    assert attempts(made) == {1}, "what was read was not read again"


def attempts(made: Services) -> set[int]:
    (key,) = made.keys.list()
    batches = made.batches.recent(f"key:{key.id}")
    return {document.attempts for batch in batches for document in batch.documents}


def test_disk_full_is_said_and_results_wait_for_room(
    start: Callable[..., tuple[Program, Services]],
) -> None:
    program, made = start()
    pages = {"most": 1_000_000}

    @event.listens_for(made.database.engine, "begin")
    def limit(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages['most']}")

    with made.database.session() as session:
        used = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
    sent = program.send(*FILES)
    pages["most"] = used
    refused(program.send(("large.pdf", PDF + b"%" * 500_000)))
    assert program.get(sent.headers["Location"]).status_code == 200, "what is there can be read"
    pages["most"] = 1_000_000
    all_read(program, sent.headers["Location"])
    assert program.send(*FILES).status_code == 202


@dataclass(frozen=True)
class Disk:
    """A file system in memory that is soon full, and grows when told."""

    folder: Path

    def grow(self) -> None:
        run = ["mount", "-o", "remount,size=200m", str(self.folder)]
        subprocess.run(run, check=True)

    def is_empty(self) -> bool:
        """Whether nobody holds a file there any more, also none without a name."""
        gc.collect()
        return shutil.disk_usage(self.folder).used == 0


@pytest.fixture
def disk() -> Iterator[Disk]:
    """One of 16 MB."""
    folder = Path(tempfile.mkdtemp(prefix="disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m,mode=777", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("only root may mount a file system")
    yield Disk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


@pytest.fixture(params=["sqlite", "postgresql"])
def small_database(request: pytest.FixtureRequest, disk: Disk) -> str:
    """A database of either kind whose tables lie on it."""
    if request.param == "sqlite":
        return f"sqlite:///{disk.folder / 'recognizer.db'}"
    return str(request.getfixturevalue("stoppable").new_database(disk.folder))


def test_disk_really_full_in_mid_batch_loses_nothing(
    start: Callable[..., tuple[Program, Services]], disk: Disk, small_database: str
) -> None:
    program, made = start(database_url=small_database)
    noise = b"%" + Random(1).randbytes(300_000)  # nothing that a database could pack
    large = tuple((name, content + noise) for name, content in FILES)
    places = []
    while (answer := program.send(*large)).status_code == 202:
        places.append(answer.headers["Location"])
        assert len(places) < 100, "the disk must fill"
    refused(answer)
    assert {program.get(place).status_code for place in places} == {200}
    assert program.get("/healthz").status_code == 200
    disk.grow()
    for place in places:
        all_read(program, place)
    assert program.send(*FILES).status_code == 202
    with made.database.session(writes=False) as session:
        read = select(AuditEntry.subject).where(AuditEntry.action == "read")
        lines = Counter(session.scalars(read))
    assert set(lines.values()) == {1} and len(lines) >= len(places) * len(FILES)


# A file that tempfile could not fill is left to be closed by itself.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_temporary_folder_full_is_said_before_and_in_the_app(
    shared_reading: Reading, tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large request waits there, then each of its large files."""
    monkeypatch.setattr("tempfile.tempdir", str(disk.folder))
    large = [("files", ("a.pdf", PDF + bytes(3_000_000)))] * 4
    with server(tmp_path, shared_reading) as made:

        def send(*files: Any) -> httpx.Response:
            return httpx.post(f"{made.url}/api/v1/batches", files=list(files), timeout=300)

        for count in (6, 3):  # neither the request; nor, beside it, its files
            answer = send(*(large * 2)[:count])
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
            assert int(answer.headers["Retry-After"]) > 0
            until(disk.is_empty, "the end of what was refused")
        assert send(large[0]).status_code == 202
        disk.grow()
        assert send(*large).status_code == 202


@pytest.fixture
def stoppable() -> Iterator[Any]:
    """A PostgreSQL of its own."""
    with running_or_skipped() as server:
        yield server


def test_postgresql_away_is_said_and_comes_back(
    start: Callable[..., tuple[Program, Services]], stoppable: Any
) -> None:
    program, made = start(database_url=stoppable.new_database())
    sent = program.send(*FILES)
    stoppable.stop()
    for answer in (program.send(*FILES), program.get(sent.headers["Location"])):
        refused(answer)
    refused(program.get("/readyz"))
    assert program.get("/healthz").status_code == 200
    page = program.app.test_client().get("/")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    stoppable.start()
    all_read(program, sent.headers["Location"])
    assert program.get("/readyz").status_code == 200
    assert max(attempts(made)) <= 2
