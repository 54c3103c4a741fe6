"""Many files → outcomes. `read_many` for programs, `read_all` for a run that keeps a journal.

Both read in the worker processes of a pool (`workers.py`); one bad file never stops the rest.
Programs that call them from a script need the usual `if __name__ == "__main__":` guard of
multiprocessing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from recognizer.errors import UnreadableResume
from recognizer.fetching import Members, Seen, fetch, key_of
from recognizer.items import Item
from recognizer.journal import Journal
from recognizer.lines import Result, failed, load_lines
from recognizer.report import Report
from recognizer.settings import Settings
from recognizer.worker_process import Load, load_recognizer
from recognizer.workers import Pool, default_jobs

_AHEAD = 64
"""Files per worker that may be finished before an earlier one: bounds the memory of the order."""
_FLYING = 3
"""Files per worker that are fetched, read or waiting at a time: bounds the memory of a run."""
_FETCHERS = 4
"""Threads that fetch bytes: disks and object stores answer late, not slowly."""


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


def read_many(
    files: Iterable[Path],
    *,
    settings: Settings | None = None,
    jobs: int | None = None,
    load: Load = load_recognizer,
    **options: Any,
) -> Iterator[Outcome]:
    """One outcome per file, in input order. Raises RecognizerError when no worker can start.

    `load` runs in each worker, so it must be a function of a module; `options` are those of
    `Recognizer.recognize`.
    """
    with Pool(load, settings=settings, size=jobs) as pool:
        flying: deque[tuple[Path, Future[Report]]] = deque()
        for file in files:
            flying.append((file, pool.submit(file, **options)))
            if len(flying) >= _AHEAD * pool.size:
                yield _outcome(*flying.popleft())
        while flying:
            yield _outcome(*flying.popleft())


def _outcome(file: Path, future: Future[Report]) -> Outcome:
    try:
        return Outcome(str(file), future.result())
    except UnreadableResume as error:
        return Outcome(str(file), None, error)


@dataclass(frozen=True, slots=True)
class Run:
    """How the files of a journal are read. `options` are those of `Recognizer.recognize`."""

    settings: Settings = field(default_factory=Settings)
    options: Mapping[str, Any] = field(default_factory=dict)
    jobs: int | None = None
    scheduler: str | None = None
    """Address of a Dask cluster that reads instead of this machine."""
    load: Load = load_lines


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was read: its result, or the index of another with the same bytes."""

    index: int
    item: Item
    key: str | None = None
    result: Result | None = None
    same_as: int | None = None
    stop: BaseException | None = None
    """What ends the run: not the file's fault."""


def read_all(journal: Journal, run: Run) -> Iterator[str | None]:
    """Reads what the journal has no result for and notes it there; yields each error code.

    None stands for a file that was read. The order is that of completion. Raises RecognizerError
    when no worker can start; then, and on any other end, the journal holds what is done.
    """
    if run.scheduler is not None:
        from recognizer.cluster import read_on_cluster

        for read in read_on_cluster(journal.unfinished(), run):
            journal.keep(read.index, read.item, read.key, read.result)
            yield read.result.code
        return
    for done in _read_here(journal, run):
        if done.stop is not None:
            raise done.stop
        if done.same_as is not None:
            journal.keep_same(done.index, done.same_as)
            yield None
        elif done.result is not None:
            journal.keep(done.index, done.item, done.key, done.result)
            yield done.result.code


def _read_here(journal: Journal, run: Run) -> Iterator[Done]:
    """Reads on this machine; a few files for each worker are under way at a time."""
    reading = _Reading(run)
    try:
        for index, key in journal.keys():
            reading.seen.first(key, index)
        flying = 0
        for index, item in journal.unfinished():
            if flying == reading.most:
                yield reading.done.get()
                flying -= 1
            reading.begin(index, item)
            flying += 1
        for _ in range(flying):
            yield reading.done.get()
    finally:
        reading.close()


class _Reading:
    """Files under way: fetched in threads, read in worker processes, handed back in a queue."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._ends = ExitStack()
        self.seen = Seen()
        self._ends.callback(self.seen.close)
        jobs = run.jobs or default_jobs()
        self.most = _FLYING * jobs
        self._pool = Pool(run.load, settings=run.settings, size=jobs)
        self._ends.callback(self._pool.close, finish=False)
        self._fetchers = ThreadPoolExecutor(_FETCHERS, thread_name_prefix="fetch")
        self._ends.callback(self._fetchers.shutdown, cancel_futures=True)
        self._members = Members(run.settings)
        self._ends.callback(self._members.close)
        self.done: SimpleQueue[Done] = SimpleQueue()

    def begin(self, index: int, item: Item) -> None:
        """Starts on a file; what becomes of it comes out of `done`."""
        if item.error is not None:
            self.done.put(Done(index, item, result=failed(item.error)))
        elif item.member is None:
            self._fetchers.submit(self._fetch, index, item)
        else:
            self._fetch(index, item)

    def _fetch(self, index: int, item: Item) -> None:
        try:
            if item.member is None:
                data = fetch(item, self._run.settings)
            else:
                data = self._members.fetch(item)
            key = key_of(data, item.name)
            first = self.seen.first(key, index)
            if first != index:
                self.done.put(Done(index, item, same_as=first))
                return
            future = self._pool.submit(data, name=item.name, **self._run.options)
            future.add_done_callback(lambda found: self._finish(index, item, key, found))
        except UnreadableResume as error:
            self.done.put(Done(index, item, result=failed(error)))
        except BaseException as error:  # a thread's error is the run's
            self.done.put(Done(index, item, stop=error))

    def _finish(self, index: int, item: Item, key: str, future: Future[bytes]) -> None:
        error = future.exception()
        if error is None:
            self.done.put(Done(index, item, key, Result("report", future.result())))
        elif isinstance(error, UnreadableResume):
            self.done.put(Done(index, item, key, failed(error)))
        else:
            self.done.put(Done(index, item, stop=error))

    def close(self) -> None:
        """Ends everything at once; what is under way is dropped."""
        self._ends.close()
