"""Servers and readers as processes of their own, on one database of either kind."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from recognizer.web.batches import Batches, NewFile
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.tables import ENDED

ROOT = Path(__file__).resolve().parent.parent
PDF = (ROOT / "docs" / "sample" / "resume.pdf").read_bytes()
PATIENCE = 180.0
Start = Callable[..., tuple[subprocess.Popen[str], str]]


@contextmanager
def program(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A command that runs on, and the first line it says."""
    command = [sys.executable, "-m", "recognizer", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        yield process, process.stderr.readline()
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts `recognizer NAME …` on the test's database."""
    with ExitStack() as stack:
        where = ("--database", database_url, "--data", str(tmp_path))
        yield lambda *arguments: stack.enter_context(program(*arguments, *where))


@pytest.fixture
def batches(database_url: str, tmp_path: Path) -> Iterator[Batches]:
    database = Database.open(database_url)
    yield Batches(database, ServerSettings.read(data_dir=tmp_path))
    database.close()


def states(batches: Batches, batch: str) -> list[str]:
    found = batches.find("local", batch)
    assert found is not None
    return [document.state for document in found.documents]


def all_ended(batches: Batches, batch: str) -> list[str]:
    end = time.monotonic() + PATIENCE
    while not set(now := states(batches, batch)) <= ENDED and time.monotonic() < end:
        time.sleep(0.1)
    return now


def test_work_of_several_readers_on_one_database(start: Start, batches: Batches) -> None:
    batch = batches.add("local", [NewFile("a.pdf", PDF)] * 8, pictures=False)
    readers = [start("work", "--jobs", "1") for _ in range(2)]
    assert [said for _, said in readers] == ["Reading with 1 processes (stop with Ctrl-C)\n"] * 2
    assert all_ended(batches, batch) == ["done"] * 8
    found = batches.find("local", batch)
    assert found is not None
    assert {document.attempts for document in found.documents} == {1}
    for reader, _ in readers:
        reader.send_signal(signal.SIGTERM)
    assert [reader.wait(PATIENCE) for reader, _ in readers] == [0, 0]


def test_work_for_a_server_that_reads_nothing_itself(start: Start) -> None:
    start("work", "--jobs", "1")
    _, said = start("serve", "--port", "0", "--jobs", "0")
    answer = httpx.post(
        f"{said.split()[1]}/api/v1/reports",
        content=PDF,
        headers={"Content-Type": "application/pdf"},
        timeout=PATIENCE,
    )
    assert answer.status_code == 200
    assert answer.json()["document"]["pages"] == 1


def test_work_database_that_does_not_answer_is_named(tmp_path: Path) -> None:
    url = "postgresql+psycopg://nobody:secret-word@127.0.0.1:1/none"
    command = [sys.executable, "-m", "recognizer", "work", "--database", url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 2
    assert "cannot be opened" in done.stderr
    assert "secret-word" not in done.stderr


@pytest.fixture
def nobody_reads(start: Start) -> tuple[subprocess.Popen[str], str]:
    process, said = start("serve", "--port", "0", "--jobs", "0")
    return process, said.split()[1]


def asked(url: str, answers: list[Any]) -> None:
    headers = {"Content-Type": "application/pdf", "Connection": "close"}
    answers.append(httpx.post(url, content=PDF, headers=headers, timeout=PATIENCE))


def test_serve_told_to_stop_answers_those_who_wait(
    nobody_reads: tuple[subprocess.Popen[str], str], batches: Batches
) -> None:
    process, address = nobody_reads
    answers: list[httpx.Response] = []
    waiting = threading.Thread(target=asked, args=(f"{address}/api/v1/reports", answers))
    waiting.start()
    end = time.monotonic() + PATIENCE
    while not batches.recent("local") and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    waiting.join(PATIENCE)
    (answer,) = answers
    assert (answer.status_code, answer.json()["code"]) == (504, "not_ready")
    document = batches.document("local", answer.json()["report_id"])
    assert document is not None
    assert document.state == "queued", "whoever reads next will find it"
    assert re.fullmatch(r"/api/v1/reports/[0-9a-f]{32}", answer.headers["Location"])
    assert process.wait(PATIENCE) == 0
