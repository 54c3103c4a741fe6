"""A pool of worker processes that can be killed and replaced: `submit` a file, get a Future.

Each worker loads the recognizer once and reads one file at a time. The Future gives what the
reader returned, or raises the file's UnreadableResume: `timed_out` for a worker that was killed at
its limit, `crashed` for a file on which two workers died, `out_of_memory` above the memory allowed.
The pool serves any number of threads and lives as long as a server does:

    with Pool(settings=Settings(), size=4) as pool:
        pool.start()                                  # raises RecognizerError if none can start
        report = pool.submit(data, name="ada.pdf").result()

One thread of the pool owns every worker: it starts, feeds, hears, kills and replaces them. Programs
that make a pool in a script need the usual `if __name__ == "__main__":` guard of multiprocessing.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import CancelledError, Future
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Self

from recognizer.errors import Crashed, RecognizerError, TimedOut
from recognizer.settings import Settings
from recognizer.worker import Task, Worker
from recognizer.worker_limits import Wall
from recognizer.worker_process import Answer, Job, Load, Source, load_recognizer

_TRIES = 2
"""Workers that may die on one file: the first may have been killed from outside."""
_LOST = 20
"""Workers that may die before they take up one file: it was not tried, only handed to the dying.
Bounds the case that taking it up is itself what kills them."""
_FAILED_STARTS = 3
"""Workers in a row that die before they are ready: then waiting files are given up."""
SIGNAL_SECONDS = 0.5
"""How long the main thread waits at once: a signal that comes just before it begins to wait is
heard only when that ends."""
MOST_BY_DEFAULT = 8


def default_jobs() -> int:
    """One worker per core this process may use, at most eight."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(MOST_BY_DEFAULT, cores or 1))


class Pool:
    """At most `size` workers, started when there is work for them. Safe to use from any thread."""

    def __init__(
        self,
        load: Load = load_recognizer,
        *,
        settings: Settings | None = None,
        size: int | None = None,
    ) -> None:
        self._settings = settings or Settings()
        self._load = load
        self.size = size or default_jobs()
        self.walls: tuple[Wall, ...] | None = None
        """The system's own around the latest worker; None before the first is ready."""
        self._workers: list[Worker] = []
        self._queue: deque[Task] = deque()
        self._lock = threading.Lock()
        self._bell, self._rope = multiprocessing.Pipe(duplex=False)
        self._rung = False
        self._open = True
        self._stop = False
        self._wanted = 0
        self._started: list[Future[None]] = []
        self._failed_starts = 0
        self._thread = threading.Thread(target=self._run, name="recognizer-pool", daemon=True)
        self._thread.start()

    def submit(self, source: Source, *, name: str | None = None, **options: Any) -> Future[Any]:
        """The Future of one file: a path, or bytes with the name that messages call it.

        `options` go to the reader, as to `Recognizer.recognize`. A Future that waits can be
        cancelled. Raises RecognizerError when the pool is closed.
        """
        called = name or ("resume.pdf" if isinstance(source, bytes) else Path(source).name)
        task = Task(Job(source, called, options))
        self._say(lambda: self._queue.append(task))
        return task.future

    def start(self) -> None:
        """Starts every worker now and waits until one is ready.

        Raises RecognizerError, for example a TaxonomyError, when none can start.
        """
        ready: Future[None] = Future()

        def ask() -> None:
            self._wanted = self.size
            self._started.append(ready)

        self._say(ask)
        while not ready.done():
            futures.wait([ready], SIGNAL_SECONDS)
        ready.result()

    @property
    def waiting(self) -> int:
        """Files that no worker has taken up yet."""
        return len(self._queue)

    @property
    def processes(self) -> tuple[int, ...]:
        """Process ids of the workers there are now."""
        return tuple(worker.pid for worker in tuple(self._workers))

    def close(self, *, finish: bool = True) -> None:
        """Takes no more files; by default waits for those submitted, else drops them at once.

        Futures that are dropped raise CancelledError. Closing twice does nothing.
        """
        with self._lock:
            self._open = False
            self._stop = self._stop or not finish
            self._ring()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.close(finish=kind is None)

    def _say(self, change: Callable[[], None]) -> None:
        """Makes a change that the pool's thread should see."""
        with self._lock:
            if not self._open:
                raise RecognizerError("The pool of workers is closed.")
            change()
            self._ring()

    def _ring(self) -> None:
        if not self._rung:
            self._rung = True
            with contextlib.suppress(OSError):  # its thread has ended
                self._rope.send_bytes(b"!")

    def _run(self) -> None:
        """What the pool's thread does until the pool is closed."""
        error: BaseException = CancelledError()
        try:
            while self._goes_on():
                self._give()
                self._hear()
        except BaseException as unexpected:
            error = unexpected
            raise
        finally:
            with self._lock:
                self._open = False
            for worker in self._workers:
                worker.stop()
                if worker.task is not None:
                    worker.task.future.set_exception(error)
            self._give_up(error)
            self._workers.clear()
            self._bell.close()
            self._rope.close()

    def _goes_on(self) -> bool:
        with self._lock:
            busy = bool(self._queue) or any(worker.task for worker in self._workers)
            return self._open or (busy and not self._stop)

    def _give(self) -> None:
        """Hands waiting files to idle workers, and starts workers that are missing."""
        idle = [worker for worker in self._workers if worker.idle]
        while idle and (task := self._next()) is not None:
            idle.pop().give(task)
        coming = sum(not worker.ready for worker in self._workers)
        missing = max(len(self._queue) - coming, self._wanted - len(self._workers))
        for _ in range(min(missing, self.size - len(self._workers))):
            self._workers.append(Worker(self._settings, self._load))
        if self._started and any(worker.ready for worker in self._workers):
            self._tell_started(None)

    def _next(self) -> Task | None:
        while True:
            with self._lock:
                if not self._queue:
                    return None
                task = self._queue.popleft()
            if task.future.running() or task.future.set_running_or_notify_cancel():
                return task

    def _hear(self) -> None:
        """Waits until something happens: the bell, an answer, a death, a limit reached."""
        deadlines = [worker.deadline for worker in self._workers if worker.deadline is not None]
        timeout = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        said = wait([self._bell, *(worker.link for worker in self._workers)], timeout)
        if self._bell in said:
            with self._lock:
                self._bell.recv_bytes()
                self._rung = False
        for worker in tuple(self._workers):
            goes_on = self._heard(worker) if worker.link in said else not self._late(worker)
            if not goes_on:
                worker.stop()
                self._workers.remove(worker)

    def _heard(self, worker: Worker) -> bool:
        """Takes what a worker says; False when it has to go."""
        try:
            message = worker.link.recv()
        except ConnectionResetError:  # what a socket says whose peer closed with unread bytes
            self._died(worker, unread=True)
            return False
        except (EOFError, OSError):
            self._died(worker, unread=worker.refused)
            return False
        worker.deadline = None
        if isinstance(message, Answer):
            worker.answered(message)
            return not message.last
        if isinstance(message, RecognizerError):
            self._cannot_start(message)
            return False
        worker.ready = True
        self.walls = message.walls
        self._failed_starts = 0
        self._tell_started(None)
        return True

    def _late(self, worker: Worker) -> bool:
        if worker.deadline is None or time.monotonic() < worker.deadline:
            return False
        if worker.task is None:
            self._died(worker)
        else:
            job = worker.task.job
            worker.fail(TimedOut(job.name, f"stopped after {worker.limit:.0f} s"))
        return True

    def _died(self, worker: Worker, *, unread: bool = False) -> None:
        task = worker.task
        if task is not None:
            task.lost += unread
            task.tries += not unread
            if worker.out_of_time:
                seconds = self._settings.max_cpu_seconds
                worker.fail(TimedOut(task.job.name, f"stopped after {seconds:.0f} s of computing"))
            elif task.tries >= _TRIES or task.lost >= _LOST:
                worker.fail(Crashed(task.job.name, worker.end()))
            else:
                worker.task = None
                with self._lock:
                    self._queue.appendleft(task)
        elif not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                self._cannot_start(
                    RecognizerError(
                        "A worker process could not start. Try `recognizer show` on one file to "
                        "see why, or give fewer --jobs if memory is short."
                    )
                )

    def _cannot_start(self, error: RecognizerError) -> None:
        """Gives up what waits; a later `submit` tries anew."""
        self._failed_starts = self._wanted = 0
        self._tell_started(error)
        if not any(worker.ready for worker in self._workers):
            self._give_up(error)

    def _tell_started(self, error: RecognizerError | None) -> None:
        with self._lock:
            asked, self._started = self._started, []
        for future in asked:
            future.set_exception(error) if error else future.set_result(None)

    def _give_up(self, error: BaseException) -> None:
        with self._lock:
            left, asked = list(self._queue), self._started
            self._queue.clear()
            self._started = []
        for task in left:
            if task.future.running() or task.future.set_running_or_notify_cancel():
                task.future.set_exception(error)
        for future in asked:
            future.set_exception(error)
