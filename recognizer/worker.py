"""One worker process as its pool sees it: the pipe, the file it reads now, its deadline."""

from __future__ import annotations

import multiprocessing
import signal
import time
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import Any

from recognizer.settings import Settings
from recognizer.worker_process import Answer, Job, Load, work

_GRACE_SECONDS = 10.0
"""Wall time beyond twice Settings.max_seconds before a worker is killed: the recognizer stops
itself first, unless it hangs inside compiled code."""
_START_SECONDS = 120.0
"""Longest time a worker may take to load the taxonomy on a busy machine."""
_END_SECONDS = 10.0
"""Longest time that a worker may take from closing its pipe to its end: what the system has to
tidy up for it, on a busy machine."""


class Task:
    """A job with its Future; `tries` counts the workers that died on it, `lost` those that died
    before they took it up.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.future: Future[Any] = Future()
        self.tries = 0
        self.lost = 0


class Worker:
    """One process with a pipe; used by the pool's thread alone."""

    def __init__(self, settings: Settings, load: Load) -> None:
        context = multiprocessing.get_context("spawn")
        self.link: Connection
        self.link, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, settings, load), daemon=True)
        self._process.start()
        theirs.close()
        self.pid = self._process.pid or 0
        self.limit = 2 * settings.max_seconds + _GRACE_SECONDS
        self.ready = False
        self.refused = False
        self.task: Task | None = None
        self.deadline: float | None = time.monotonic() + _START_SECONDS

    @property
    def idle(self) -> bool:
        """Ready for a file."""
        return self.ready and self.task is None

    def give(self, task: Task) -> None:
        """Hands it a file; its time runs from now. A worker that was killed while it waited has
        it too: the pipe says next that it ended with the file unread.
        """
        self.task = task
        self.deadline = time.monotonic() + self.limit
        try:
            self.link.send(task.job)
        except OSError:
            self.refused = True

    def answered(self, answer: Answer) -> None:
        """Passes on what became of its file; it is idle again."""
        if answer.error is not None:
            self.fail(answer.error)
        elif self.task is not None:
            task, self.task = self.task, None
            task.future.set_result(answer.value)

    def fail(self, error: Exception) -> None:
        """Says that its file, if it has one, failed."""
        if self.task is not None:
            task, self.task = self.task, None
            task.future.set_exception(error)

    def end(self) -> str:
        """How the process ended, for the message."""
        self._process.join(timeout=_END_SECONDS)
        code = self._process.exitcode
        return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"

    @property
    def out_of_time(self) -> bool:
        """Whether the system ended it because it had computed too long."""
        self._process.join(timeout=_END_SECONDS)
        limit = getattr(signal, "SIGXCPU", None)
        return limit is not None and self._process.exitcode == -limit

    def stop(self) -> None:
        """Ends the process at once, whatever it does."""
        self.link.close()
        self._process.kill()
        self._process.join()
        self._process.close()
