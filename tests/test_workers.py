"""The pool of workers: futures, limits, replacement, several threads, a graceful end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pretending import broken_taxonomy, dies_at_once, pretend
from recognizer.errors import (
    Crashed,
    NotAPdf,
    OutOfMemory,
    RecognizerError,
    TaxonomyError,
    TimedOut,
    UnreadableResume,
)
from recognizer.settings import Settings
from recognizer.workers import Pool

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and its signals")


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(pretend, size=2) as pool:
        yield pool


def told(future: Future[Any]) -> list[str]:
    """What the pretended reader says: name, how many it has read, its process, options."""
    return future.result(timeout=60).document.name.replace(" was number", "").split()


def state(process: int) -> str:
    """The letter that proc(5) gives the state of a process; X when there is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def ended(process: int) -> bool:
    """Whether a process is gone, or waits only for its parent to take notice."""
    return state(process) in "ZX"


def gone(process: int) -> bool:
    """Whether a process ends within a minute; a zombie has ended."""
    for _ in range(600):
        if ended(process):
            return True
        time.sleep(0.1)
    return False


def test_pool_reads_bytes_and_paths_with_options(pool: Pool) -> None:
    both = pool.submit(b"%PDF", name="ada.pdf", blind=True), pool.submit(Path("in/bob.pdf"))
    first, second = map(told, both)
    assert (first[0], first[-3:]) == ("ada.pdf", ["with", "blind", "True"])
    assert second[0] == "bob.pdf"


def test_pool_serves_many_threads(pool: Pool) -> None:
    with ThreadPoolExecutor(8) as threads:
        names = list(threads.map(lambda n: told(pool.submit(b"", name=f"{n}.pdf"))[0], range(80)))
    assert names == [f"{n}.pdf" for n in range(80)]
    assert len(pool.processes) == 2
    assert pool.waiting == 0


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("refuse.pdf", NotAPdf, "is not a PDF"),
        ("crash.pdf", Crashed, "exit status 139"),
        ("bug.pdf", UnreadableResume, "unexpected RuntimeError"),
        pytest.param("fat.pdf", OutOfMemory, "too much memory", marks=linux),
    ],
)
def test_pool_gives_the_error_of_a_file_and_goes_on(
    pool: Pool, name: str, error: type[UnreadableResume], said: str
) -> None:
    before, bad, after = (pool.submit(b"", name=n) for n in ("a.pdf", name, "b.pdf"))
    assert (told(before)[0], told(after)[0]) == ("a.pdf", "b.pdf")
    with pytest.raises(error, match=said) as raised:
        bad.result(timeout=60)
    assert name in str(raised.value)
    assert "secret" not in str(raised.value)


def test_pool_kills_what_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recognizer.worker._GRACE_SECONDS", 0.5)
    with Pool(pretend, settings=Settings(max_seconds=0.5), size=1) as pool:
        pool.start()
        monkeypatch.setattr("recognizer.worker._GRACE_SECONDS", 60.0)  # for the one after it
        hanging, after = pool.submit(b"", name="hang.pdf"), pool.submit(b"", name="after.pdf")
        with pytest.raises(TimedOut, match="stopped after 2 s"):
            hanging.result(timeout=60)
        assert told(after)[:2] == ["after.pdf", "1"]


@linux
def test_pool_ends_what_computes_too_long() -> None:
    with Pool(pretend, settings=Settings(max_cpu_seconds=1), size=1) as pool:
        burning, after = pool.submit(b"", name="burn.pdf"), pool.submit(b"", name="after.pdf")
        with pytest.raises(TimedOut, match="stopped after 1 s of computing"):
            burning.result(timeout=60)
        assert told(after)[:2] == ["after.pdf", "1"], "a file of before is no burden"


@linux
def test_pool_waits_for_the_end_of_a_worker_to_know_why() -> None:
    with Pool(pretend, settings=Settings(max_cpu_seconds=2), size=1) as pool:
        with pytest.raises(TimedOut, match="stopped after 2 s of computing"):
            pool.submit(b"", name="burn-and-linger.pdf").result(timeout=60)


def test_pool_tries_again_when_a_worker_was_killed(pool: Pool, tmp_path: Path) -> None:
    source = tmp_path / "crash-once.pdf"
    assert told(pool.submit(source))[0] == "crash-once.pdf"
    assert source.read_text() == "tried"


@linux
def test_pool_replaces_a_worker_that_grew(pool: Pool) -> None:
    first = told(pool.submit(b"", name="leak.pdf"))
    second = told(pool.submit(b"", name="leak.pdf"))
    assert first[3] != second[3]
    assert (first[1], second[1]) == ("1", "1")
    assert gone(int(first[3]))


@linux
def test_pool_survives_the_death_of_all_its_workers(pool: Pool) -> None:
    pool.start()
    told(pool.submit(b"", name="a.pdf"))
    processes = pool.processes
    for process in processes:
        os.kill(process, signal.SIGKILL)
    while not all(map(ended, processes)):  # a busy machine takes its time to end them
        time.sleep(0.01)
    assert told(pool.submit(b"", name="b.pdf"))[:2] == ["b.pdf", "1"]


@linux
def test_pool_does_not_count_a_worker_that_died_waiting(pool: Pool) -> None:
    pool.start()
    for number in range(6):  # more often than a file may be tried
        for process in pool.processes:
            os.kill(process, signal.SIGKILL)
        assert told(pool.submit(b"", name=f"{number}.pdf"))[0] == f"{number}.pdf"


@linux
def test_pool_does_not_count_a_worker_that_never_took_up_the_file() -> None:
    with Pool(pretend, size=3) as pool:
        answering: set[str] = set()
        while len(answering) < pool.size:
            futures = [pool.submit(b"", name="slow.pdf") for _ in range(pool.size)]
            answering = {told(future)[3] for future in futures}
        for process in pool.processes:
            os.kill(process, signal.SIGSTOP)
        future = pool.submit(b"", name="a.pdf")
        for process in reversed(pool.processes):  # the last is given the file first
            while pool.waiting:
                time.sleep(0.01)
            os.kill(process, signal.SIGKILL)
            while process in pool.processes:
                time.sleep(0.01)
        assert told(future)[:2] == ["a.pdf", "1"]


@linux
def test_pool_gives_up_a_file_that_no_worker_can_take_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recognizer.workers._LOST", 3)
    with Pool(pretend, settings=Settings(max_memory_bytes=1), size=1) as pool:
        with pytest.raises(Crashed, match=r"a\.pdf ended the process"):
            pool.submit(bytes(300_000_000), name="a.pdf").result(timeout=60)
        assert told(pool.submit(b"", name="b.pdf"))[:2] == ["b.pdf", "1"]


@pytest.mark.parametrize(
    ("load", "error", "said"),
    [
        (broken_taxonomy, TaxonomyError, "credentials/x.yaml: x: nam"),
        (dies_at_once, RecognizerError, "could not start"),
    ],
)
def test_pool_says_why_it_cannot_start_and_tries_anew(
    load: Any, error: type[RecognizerError], said: str
) -> None:
    with Pool(load, size=1) as pool:
        for _ in range(2):
            with pytest.raises(error, match=said):
                pool.start()
            with pytest.raises(error, match=said):
                pool.submit(b"").result(timeout=60)


def test_pool_closes_gracefully_or_at_once() -> None:
    pool = Pool(pretend, size=1)
    futures = [pool.submit(b"", name=f"slow{n}.pdf") for n in range(3)]
    pool.close()
    assert [told(future)[0] for future in futures] == [f"slow{n}.pdf" for n in range(3)]
    with pytest.raises(RecognizerError, match="closed"):
        pool.submit(b"")
    assert pool.processes == ()
    pool.close()

    pool = Pool(pretend, size=1)
    pool.start()
    futures = [pool.submit(b"", name=f"hang{n}.pdf") for n in range(3)]
    assert futures[2].cancel()
    pool.close(finish=False)
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(timeout=60)


ORPHANS = """
import sys, time
sys.path[:0] = {path!r}
from pretending import pretend
from recognizer.workers import Pool
if __name__ == "__main__":
    pool = Pool(pretend, size=2)
    pool.start()
    hanging = [pool.submit(b"", name="hang.pdf") for _ in range(2)]
    while pool.waiting:
        time.sleep(0.01)
    print(*pool.processes, flush=True)
    time.sleep(600)
"""


@linux
def test_pool_workers_end_with_their_parent(tmp_path: Path, root: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS.format(path=[str(root), str(root / "tests")]))
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(word) for word in parent.stdout.readline().split()]
        parent.kill()
    assert len(workers) == 2
    assert all(map(gone, workers))
