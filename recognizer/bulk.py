"""Many files → outcomes in input order, read in worker processes that can be replaced.

Each worker loads the recognizer once and reads one file at a time. A worker that is still busy
after its limit is killed (the file is `timed_out`); one that dies is reported as `damaged_pdf`;
both are replaced, so one bad file never stops the rest. Programs that call `read_many` from a
script need the usual `if __name__ == "__main__":` guard of multiprocessing.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recognizer.errors import DamagedPdf, RecognizerError, TimedOut, UnreadableResume
from recognizer.report import Report
from recognizer.settings import Settings

if TYPE_CHECKING:
    from recognizer.role import Role

_GRACE_SECONDS = 10.0
"""Wall time beyond twice Settings.max_seconds before a worker is killed: the recognizer stops
itself first, unless it hangs inside compiled code."""
_START_SECONDS = 120.0
"""Longest time a worker may take to load the taxonomy on a busy machine."""
_AHEAD = 64
"""Files per worker that may be finished before an earlier one: bounds the memory of the order."""

Read = Callable[[Path], Report]
Load = Callable[[Settings], Read]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a report or the error, never both. `file` is the path as given."""

    file: str
    report: Report | None
    error: UnreadableResume | None = None

    @property
    def result(self) -> Report | UnreadableResume:
        """The one of the two that there is."""
        result = self.report or self.error
        assert result is not None
        return result


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, and how many of other kinds the folders hold, by suffix ("" for none)."""

    files: tuple[Path, ...]
    others: Mapping[str, int]


def find_files(paths: Iterable[Path]) -> Found:
    """The files to read: folders give their *.pdf recursively and sorted, files stand as given.

    A file that is reached twice is kept once, at its first place. A folder that may not be
    listed is kept as if it were a file, so that it shows up among the errors. What else folders
    hold is counted by suffix, hidden files apart.
    """
    found: dict[str, Path] = {}
    others: dict[str, str] = {}
    for path in paths:
        if not path.is_dir():
            found.setdefault(os.path.realpath(path), path)
            continue
        for file in _files_below(path):
            if file.suffix.lower() == ".pdf" or file.is_dir():
                found.setdefault(os.path.realpath(file), file)
            elif not file.name.startswith("."):
                others[os.path.realpath(file)] = file.suffix.lower()
    left = Counter(suffix for file, suffix in others.items() if file not in found)
    return Found(tuple(found.values()), dict(sorted(left.items())))


def _files_below(folder: Path) -> list[Path]:
    """Its files, and the folders in it that may not be listed, sorted."""
    refused: list[Path] = []

    def refuse(error: OSError) -> None:
        refused.append(Path(error.filename))

    files = [
        path
        for parent, _, names in os.walk(folder, onerror=refuse)
        for path in (Path(parent, name) for name in names)
        if path.is_file()
    ]
    return sorted(files + refused)


def default_jobs() -> int:
    """One worker per core this process may use, at most eight."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(8, cores or 1))


def load_recognizer(settings: Settings) -> Read:
    """What a worker does once: the real recognizer, ready to read."""
    return load_reader(settings)


def load_reader(settings: Settings, *, blind: bool = False, role: Role | None = None) -> Read:
    """The same with options of `Recognizer.recognize`; for `load`, bind them with `partial`."""
    from recognizer.pipeline import Recognizer

    return partial(Recognizer.load(settings).recognize, blind=blind, role=role)


def read_many(
    files: Iterable[Path],
    *,
    settings: Settings | None = None,
    jobs: int | None = None,
    load: Load = load_recognizer,
) -> Iterator[Outcome]:
    """One outcome per file, in input order. Raises RecognizerError when no worker can start.

    `load` runs in each worker, so it must be a function of a module.
    """
    todo = tuple(files)
    settings = settings or Settings()
    count = min(jobs or default_jobs(), len(todo))
    pool = [_Worker(settings, load) for _ in range(count)]
    try:
        yield from _in_order(todo, pool)
    finally:
        for worker in pool:
            worker.stop()


def _in_order(todo: tuple[Path, ...], pool: list[_Worker]) -> Iterator[Outcome]:
    waiting = deque(range(len(todo)))
    done: dict[int, Outcome] = {}
    following = 0
    while following < len(todo):
        for worker in pool:
            if worker.idle and waiting and waiting[0] < following + _AHEAD * len(pool):
                index = waiting.popleft()
                worker.give(index, todo[index])
        done.update(_collect(pool))
        while following in done:
            yield done.pop(following)
            following += 1


def _collect(pool: list[_Worker]) -> Iterator[tuple[int, Outcome]]:
    """Waits until a worker answers, dies or reaches its limit; replaces the last two."""
    deadlines = [worker.deadline for worker in pool if worker.deadline is not None]
    timeout = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
    wait([worker.link for worker in pool], timeout)
    for place, worker in enumerate(pool):
        message, alive = worker.receive()
        if not alive:
            pool[place] = worker.replaced()
        if message is not None and worker.task is not None:
            (index, path), worker.task = worker.task, None
            answer = (message, None) if isinstance(message, Report) else (None, message)
            yield index, Outcome(str(path), *answer)


class _Worker:
    """One process with a pipe. `task` is the index and path of the file it reads now."""

    def __init__(self, settings: Settings, load: Load) -> None:
        context = multiprocessing.get_context("spawn")
        self.link, theirs = context.Pipe()
        self._parts = (settings, load)
        self._process = context.Process(target=_work, args=(theirs, *self._parts), daemon=True)
        self._process.start()
        theirs.close()
        self._limit = 2 * settings.max_seconds + _GRACE_SECONDS
        self._ready = False
        self.task: tuple[int, Path] | None = None
        self.deadline: float | None = time.monotonic() + _START_SECONDS

    @property
    def idle(self) -> bool:
        return self._ready and self.task is None

    def give(self, index: int, path: Path) -> None:
        self.task = (index, path)
        self.deadline = time.monotonic() + self._limit
        with contextlib.suppress(OSError):  # it died while idle: receive() finds out
            self.link.send(path)

    def receive(self) -> tuple[Report | UnreadableResume | None, bool]:
        """What became of its file, if anything did, and whether it can go on."""
        name = self.task[1].name if self.task else ""
        try:
            message: Any = self.link.recv() if self.link.poll() else None
        except (EOFError, OSError):
            return DamagedPdf(name, "the reader stopped while reading it"), False
        if message is None:
            late = self.deadline is not None and time.monotonic() >= self.deadline
            return (
                (TimedOut(name, f"stopped after {self._limit:.0f} s"), False)
                if late
                else (None, True)
            )
        self.deadline = None
        if self._ready:
            return message, True
        if isinstance(message, RecognizerError):
            raise message
        self._ready = True
        return None, True

    def replaced(self) -> _Worker:
        """A fresh worker in its place; raises RecognizerError when this one never got ready."""
        self.stop()
        if not self._ready:
            raise RecognizerError(
                "A worker process could not start. Try `recognizer show` on one file to see why, "
                "or give fewer --jobs if memory is short."
            )
        return _Worker(*self._parts)

    def stop(self) -> None:
        if not self.link.closed:
            self.link.close()
            self._process.kill()
            self._process.join()
            self._process.close()


def _work(link: Connection, settings: Settings, load: Load) -> None:
    """The life of a worker: load, say so, then one answer per path until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it would quote the résumé
    try:
        read = load(settings)
    except RecognizerError as error:
        link.send(error)
        return
    link.send("ready")
    with contextlib.suppress(EOFError):
        while True:
            link.send(_answer(read, link.recv()))


def _answer(read: Read, path: Path) -> Report | UnreadableResume:
    try:
        return read(path)
    except UnreadableResume as error:
        return error
    except Exception as error:  # a mistake of ours in one file must not stop the rest
        return DamagedPdf(path.name, f"unexpected {type(error).__name__}")
