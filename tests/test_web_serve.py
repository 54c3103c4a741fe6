"""`recognizer serve` as it is started: what it refuses, what it says, how it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.faults import Server
from served import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
SECRET = {"RECOGNIZER_SECRET_KEY": "s" * 40}
PATIENCE = 120.0
"""Seconds until a test gives up waiting: a busy machine takes its time to start a program."""


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "recognizer", *arguments, "--data", str(folder)]


def run(
    folder: Path, *arguments: str, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *arguments),
        cwd=ROOT,
        env={**os.environ, **environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        command(tmp_path, "serve", "--port", "0", "--jobs", "1"),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = process.stderr.readline()
    assert said.startswith("Ready: http://127.0.0.1:"), said
    yield process, said.split()[1]
    process.kill()
    process.wait(PATIENCE)
    process.stderr.close()


def test_serve_open_address_without_secret_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 2
    assert "RECOGNIZER_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_serve_open_address_without_an_administrator_is_refused(tmp_path: Path) -> None:
    made = run(tmp_path, "accounts", "add", "otto", "--password", "-", typed=PASSWORD + "\n")
    assert made.returncode == 0, made.stderr
    done = run(tmp_path, "serve", "--host", "0.0.0.0", "--port", "0", **SECRET)
    assert done.returncode == 2
    assert "recognizer accounts add NAME --admin" in done.stderr
    assert "Traceback" not in done.stderr


def test_serve_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_ends_cleanly_when_told(
    running: tuple[subprocess.Popen[str], str], number: signal.Signals
) -> None:
    process, address = running
    with urllib.request.urlopen(f"{address}/tiers", timeout=PATIENCE) as answer:
        assert answer.status == 200
        assert answer.headers["Server"] is None
    process.send_signal(number)
    assert process.wait(PATIENCE) == 0
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{address}/tiers", timeout=PATIENCE)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_ends_cleanly_when_told_before_it_is_ready(
    tmp_path: Path, number: signal.Signals
) -> None:
    asked = command(tmp_path, "serve", "--port", "0", "--jobs", "1")
    with subprocess.Popen(asked, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        end = time.monotonic() + PATIENCE
        while not (readers := Server(tmp_path, "", process=process).readers()):
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.01)
        os.kill(readers[0], signal.SIGSTOP)  # so that it is not ready before it is told
        process.send_signal(number)
        process.wait(PATIENCE)
        with contextlib.suppress(ProcessLookupError):  # it should be gone
            os.kill(readers[0], signal.SIGKILL)
        said = process.communicate(timeout=PATIENCE)[1]
    assert (process.returncode, said) == (0, "")


def test_serve_data_are_for_their_owner_only(
    running: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    _, address = running
    urllib.request.urlopen(f"{address}/tiers", timeout=PATIENCE).close()
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {"recognizer.db", "secret.key"} <= {path.name for path in files}
    assert {path.name: oct(path.stat().st_mode & 0o077) for path in files} == {
        path.name: oct(0) for path in files
    }


def test_serve_reads_what_waited_when_it_was_killed(tmp_path: Path) -> None:
    """Nothing that was uploaded is lost to a kill."""
    from recognizer.web.batches import Batches, NewFile, ended
    from recognizer.web.config import ServerSettings
    from recognizer.web.database import Database

    settings = ServerSettings.read(data_dir=tmp_path)
    database = Database.open(settings.url)
    batches = Batches(database, settings)
    content = (ROOT / "docs" / "sample" / "resume.pdf").read_bytes()
    batch = batches.add("local", [NewFile("a.pdf", content)], pictures=False)
    process = subprocess.Popen(
        command(tmp_path, "serve", "--port", "0", "--jobs", "1"), cwd=ROOT, stderr=subprocess.PIPE
    )
    try:
        end = time.monotonic() + PATIENCE
        while (found := batches.find("local", batch)) and not ended(found):
            assert time.monotonic() < end
            time.sleep(0.05)
        assert found is not None
        assert [document.state for document in found.documents] == ["done"]
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
        database.close()
    assert process.returncode == 0
