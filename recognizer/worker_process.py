"""The life of one worker process: load once, then an answer for every file, within limits.

It runs on the other side of a pipe from `workers.py`. It ends when the pipe closes, and with its
parent however that one ends, so a killed program leaves no process behind.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from recognizer.errors import DamagedPdf, OutOfMemory, RecognizerError, UnreadableResume
from recognizer.settings import Settings
from recognizer.worker_limits import (
    Wall,
    confine,
    die_with_parent,
    limit_cpu,
    limit_memory,
    resident_bytes,
)

_GROWTH_BYTES = 150_000_000
"""A worker that holds so much more than after loading is replaced: what one heavy file needed is
seldom given back to the system, and a leak would show the same way."""

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


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has loaded and waits for jobs. `walls`: the system's own around it."""

    walls: tuple[Wall, ...]


def load_recognizer(settings: Settings) -> Read:
    """The real recognizer, ready to read: `read(source, name=…, **options)` → Report."""
    from recognizer.pipeline import Recognizer

    return Recognizer.load(settings).recognize


def work(link: Connection, settings: Settings, load: Load) -> None:
    """Load, say so, then one answer per job until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    die_with_parent()
    walls = confine()
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it would quote the résumé
    try:
        read = load(settings)
    except RecognizerError as error:
        link.send(error)
        return
    gc.collect()
    gc.freeze()  # what was loaded lives as long as the process: walking it again finds nothing
    held = resident_bytes()
    limit_memory(settings.max_memory_bytes, held)
    link.send(Ready(walls))
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            job = link.recv()
            limit_cpu(settings.max_cpu_seconds)
            answer = _answer(read, job, held)
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
