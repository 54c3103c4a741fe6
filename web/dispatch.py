"""Threads that take jobs from the queue and have them done in the limited reading processes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from recognizer.web.jobs import LEASE_SECONDS, Job, Queue
from recognizer.web.outcomes import Failed, PagePicture, Read

_POLL_SECONDS = 0.5
"""How often the queue is asked without being told: for leases that ran out and other servers."""
_AGAIN_SECONDS = 2.0
"""How long a result waits before it is tried again to keep it."""

Result = Read | Failed | tuple[PagePicture, ...]

log = logging.getLogger("recognizer.web")


class Reader(Protocol):
    """Does one job in a process of its own with limits; may be called from many threads."""

    size: int

    def read(self, name: str, content: bytes) -> Read | Failed:
        """Reads one résumé."""

    def read_within(self, name: str, content: bytes, seconds: float) -> Read | Failed | None:
        """Reads one; None when there is no result after so many seconds."""

    def pictures(self, name: str, content: bytes) -> tuple[PagePicture, ...]:
        """Its pages as pictures; none when they cannot be drawn."""


class Dispatcher:
    """Two threads for each reading process, and one that renews leases.

    While one writes down a result and takes the next job, the other's job keeps the process busy.
    """

    def __init__(self, queue: Queue, reader: Reader) -> None:
        self._queue = queue
        self._reader = reader
        self._held: set[str] = set()
        self._stopping = threading.Event()
        self._work = threading.Condition()
        self._calls = 0
        self._one_looks = False
        self._lock = threading.Lock()
        self._watched: dict[str, list[threading.Event]] = {}
        self._count = 0
        self._failed = float("-inf")
        self._threads = [
            threading.Thread(target=self._run, name=f"reading-{n}", daemon=True)
            for n in range(2 * reader.size)
        ]
        self._threads.append(threading.Thread(target=self._renew, name="leases", daemon=True))

    def start(self) -> None:
        """Begins to work."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Tells that there is new work."""
        with self._work:
            self._calls += 1
            self._work.notify_all()

    @property
    def ended(self) -> int:
        """How many jobs have ended here."""
        return self._count

    @property
    def able(self) -> bool:
        """Whether jobs can be done: False while the processes could not do one a moment ago."""
        return time.monotonic() - self._failed > LEASE_SECONDS

    @contextmanager
    def watching(self, document: str) -> Iterator[threading.Event]:
        """An event that is set when a job of this document has ended here."""
        event = threading.Event()
        with self._lock:
            self._watched.setdefault(document, []).append(event)
        try:
            yield event
        finally:
            with self._lock:
                self._watched[document].remove(event)
                if not self._watched[document]:
                    del self._watched[document]

    def read_now(self, name: str, content: bytes, seconds: float) -> Read | Failed | None:
        """What a file came to, for somebody who waits for it: it is in no queue. None where nothing
        is read here, or not in time.
        """
        if not self._reader.size:
            return None
        result = self._reader.read_within(name, content, seconds)
        with self._lock:
            self._count += result is not None
        return result

    def stop(self, seconds: float = 30.0) -> None:
        """Finishes what is under way, takes nothing more."""
        self._stopping.set()
        self.wake()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(seconds)

    def _run(self) -> None:
        looked = False
        while not self._stopping.is_set():
            seen = self._calls
            try:
                job = self._queue.take()
                if job is not None:
                    if looked:  # there may be more, and somebody else has to look
                        self.wake()
                    looked = False
                    self._do(job)
            except SQLAlchemyError as error:  # the lease runs out and the job is taken again
                log.error("the database did not answer: %s", type(error).__name__)
                self._stopping.wait(_POLL_SECONDS)
            except Exception as error:  # no process can start: this thread must not end with it
                log.error("a file could not be read: %s", type(error).__name__)
                self._failed = time.monotonic()
                self._stopping.wait(_AGAIN_SECONDS)
            else:
                if job is None:
                    looked = self._rest(seen)

    def _rest(self, seen: int) -> bool:
        """Waits to be told of new work since `seen`.

        One of the threads looks by itself now and then (True), so that resting costs the same
        however many there are.
        """

        def told() -> bool:
            return self._calls != seen or self._stopping.is_set()

        with self._work:
            if self._one_looks:
                self._work.wait_for(told)
                return False
            self._one_looks = True
            came = self._work.wait_for(told, _POLL_SECONDS)
            self._one_looks = False
            return not came

    def _do(self, job: Job) -> None:
        self._held.add(job.lease)
        try:
            act = self._reader.read if job.step == "read" else self._reader.pictures
            self._keep(job, act(job.name, job.content))
            self._failed = float("-inf")
        finally:
            self._held.discard(job.lease)
            with self._lock:
                self._count += 1
                for event in self._watched.get(job.document, ()):
                    event.set()

    def _keep(self, job: Job, result: Result) -> None:
        """Keeps a result, when need be after the database has come back: reading it was work.

        Should the lease run out meanwhile, another may have taken the job: the queue refuses then.
        """
        while True:
            try:
                self._queue.finish(job, result)
                return
            except OperationalError as error:  # locked, full or away
                log.error("a result could not be kept yet: %s", type(error).__name__)
                if self._stopping.wait(_AGAIN_SECONDS):
                    return

    def _renew(self) -> None:
        while not self._stopping.wait(LEASE_SECONDS / 3):
            try:
                self._queue.renew(tuple(self._held))
            except SQLAlchemyError as error:
                log.error("leases could not be renewed: %s", type(error).__name__)
