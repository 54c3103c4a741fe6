"""What reading processes may not do: reach a network, start programs, look into other processes."""

from __future__ import annotations

import os
import platform
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from pretending import call_in_c, connect_in_c, pretend
from recognizer.errors import UnreadableResume
from recognizer.syscall_filter import refuse_calls
from recognizer.worker_limits import NO_WALLS
from recognizer.workers import Pool

ROOT = Path(__file__).resolve().parent.parent
WITHOUT_WALLS = """
import sys
sys.path.insert(1, "tests")
from pretending import refuse_walls
refuse_walls()
from recognizer.cli import cli
cli()
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux has these walls")
filtered = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="the numbers of this machine's system calls are not known",
)


def namespaces_allowed() -> bool:
    return (
        subprocess.run(["unshare", "--user", "--net", "true"], capture_output=True).returncode == 0
    )


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(pretend, size=1) as pool:
        yield pool


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.settimeout(0.2)
        yield made


def told(future: Future[Any]) -> str:
    return str(future.result(timeout=60).document.name)


def test_readers_cannot_call_out(pool: Pool, listener: socket.socket) -> None:
    with pytest.raises(UnreadableResume, match="unexpected PermissionError"):
        pool.submit(str(listener.getsockname()[1]), name="call.pdf").result(timeout=60)
    with pytest.raises(TimeoutError):
        listener.accept()


@linux
@pytest.mark.skipif(not namespaces_allowed(), reason="the system allows no namespaces here")
def test_readers_are_in_a_network_of_their_own(pool: Pool) -> None:
    assert told(pool.submit(b"", name="network.pdf")) != os.readlink("/proc/self/ns/net")


@filtered
def test_readers_cannot_call_out_below_python_either(pool: Pool, listener: socket.socket) -> None:
    port = str(listener.getsockname()[1])
    assert connect_in_c(int(port)) == "connected"
    listener.accept()[0].close()
    assert told(pool.submit(port, name="call-in-c.pdf")) == "EPERM"


@filtered
@pytest.mark.parametrize("call", ["socket", "execve", "ptrace", "process_vm_readv"])
def test_readers_are_refused_calls_of_the_system(pool: Pool, call: str) -> None:
    assert call_in_c(call) != "EPERM", "it is the wall that refuses"
    assert told(pool.submit(call, name="ask-in-c.pdf")) == "EPERM"


@linux
@filtered
def test_walls_that_stand_are_told(pool: Pool) -> None:
    pool.start()
    assert pool.walls is not None and "filter" in pool.walls
    assert ("namespace" in pool.walls) == namespaces_allowed()


@filtered
@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("work",)], ids=["serve", "work"])
def test_walls_that_the_system_refuses_are_told_once(tmp_path: Path, words: tuple[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WITHOUT_WALLS, *words, "--jobs", "1", "--data", str(tmp_path)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = [process.stderr.readline() for _ in range(2)]
    process.send_signal(signal.SIGTERM)
    rest = process.communicate(timeout=60)[1]
    assert said[0].startswith(("Ready: ", "Reading with 1 "))
    assert said[1].strip() == NO_WALLS
    assert (process.returncode, rest) == (0, "")


def test_filter_is_left_out_on_machines_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recognizer.syscall_filter._CALLS", {})
    assert refuse_calls() is False
