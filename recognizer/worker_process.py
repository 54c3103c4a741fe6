"""The life of one worker process: load once, then an answer for every file, within limits.

It runs on the other side of a pipe from `workers.py`. It ends when the pipe closes, and with its
parent however that one ends, so a killed program leaves no process behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from recognizer.errors import DamagedPdf, OutOfMemory, RecognizerError, UnreadableResume
from recognizer.settings import Settings

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_GROWTH_BYTES = 150_000_000
"""A worker that holds so much more than after loading is replaced: what one heavy file needed is
seldom given back to the system, and a leak would show the same way."""
_LEAST_ROOM_BYTES = 50_000_000
"""Memory that every worker gets above what it holds after loading, whatever the settings say."""
_PR_SET_PDEATHSIG = 1
"""From <sys/prctl.h>: the signal this process gets when its parent ends."""

Source = Path | str | bytes
Read = Callable[..., Any]
"""Called as `Recognizer.recognize` is: `read(source, name=…, **options)`."""
Load = Callable[[Settings], Read]
"""Runs once in each worker; must be a function of a module, because it is named to the worker."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: a path or its bytes, the name for messages, options of this one call."""

    source: Source
    name: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job. `last`: the worker ends after it and wants to be replaced."""

    value: Any
    error: UnreadableResume | None = None
    last: bool = False


def load_recognizer(settings: Settings) -> Read:
    """The real recognizer, ready to read: `read(source, name=…, **options)` → Report."""
    from recognizer.pipeline import Recognizer

    return Recognizer.load(settings).recognize


def work(link: Connection, settings: Settings, load: Load) -> None:
    """Load, say so, then one answer per job until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    die_with_parent()
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it would quote the résumé
    try:
        read = load(settings)
    except RecognizerError as error:
        link.send(error)
        return
    held = resident_bytes()
    limit_memory(settings.max_memory_bytes, held)
    link.send("ready")
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            answer = _answer(read, link.recv(), held)
            link.send(answer)
            if answer.last:
                return


def _answer(read: Read, job: Job, held: int) -> Answer:
    try:
        value = read(job.source, name=job.name, **job.options)
    except OutOfMemory as error:
        return Answer(None, error, last=True)
    except UnreadableResume as error:
        return Answer(None, error, last=_grown(held))
    except MemoryError:
        return Answer(None, OutOfMemory(job.name), last=True)
    except Exception as error:  # a mistake of ours in one file must not stop the rest
        return Answer(None, DamagedPdf(job.name, f"unexpected {type(error).__name__}"))
    return Answer(value, last=_grown(held))


def _grown(held: int) -> bool:
    return resident_bytes() > held + _GROWTH_BYTES


def resident_bytes(process: int | str = "self") -> int:
    """Memory that a process holds now; 0 where the system does not say (it has no /proc)."""
    return _pages(process)[1]


def _pages(process: int | str) -> tuple[int, int]:
    """Address space and resident memory in bytes (proc(5), statm)."""
    try:
        size, resident = Path(f"/proc/{process}/statm").read_text("ascii").split()[:2]
    except OSError:
        return 0, 0
    page = os.sysconf("SC_PAGE_SIZE")
    return int(size) * page, int(resident) * page


def limit_memory(most: int, held: int) -> None:
    """Lets this process grow to `most` bytes; beyond, allocations fail with MemoryError.

    The system limits address space, of which libraries reserve more than they use: what is
    reserved already comes on top. Nothing is limited where the system does not say what is held.
    """
    if resource is None or not held:
        return
    room = max(most - held, _LEAST_ROOM_BYTES)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = _pages("self")[0] + room
    resource.setrlimit(
        resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard)
    )


def die_with_parent() -> None:
    """However the parent ends, this process does not outlive it.

    Linux has a signal for it, which also reaches a process that hangs in compiled code; elsewhere
    a thread watches.
    """
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent.pid:  # it ended before the signal was asked for
            os._exit(1)
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
