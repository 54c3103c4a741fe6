"""Readers for tests of the worker pool: each does what the file's name says, and loads nothing."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import socket
import stat
import struct
import time
from pathlib import Path
from typing import Any

from invented import finding, report
from recognizer import syscall_filter
from recognizer.errors import NotAPdf, TaxonomyError
from recognizer.report import Report, Summary
from recognizer.settings import Settings
from recognizer.worker_process import Read


def pretend(settings: Settings) -> Read:
    """The ways in which a real reader goes wrong; `resume7` and the like are read."""
    seen: list[str] = []

    def read(source: Path | str | bytes, *, name: str, **options: Any) -> Report:
        seen.append(name)
        match Path(name).stem.rstrip("0123456789"):
            case "hang":
                time.sleep(600)
            case "burn":
                while True:
                    pass
            case "call":
                socket.create_connection(("127.0.0.1", int(str(source))), 5).close()
            case "call-in-c":
                return report(name=connect_in_c(int(str(source))))
            case "ask-in-c":
                return report(name=call_in_c(str(source)))
            case "network":
                return report(name=os.readlink("/proc/self/ns/net"))
            case "slow":
                time.sleep(0.2)
            case "crash":
                os._exit(139)
            case "burn-and-linger":  # the pipe is closed some time before the process has ended
                for held in range(3, 64):
                    with contextlib.suppress(OSError):
                        if stat.S_ISSOCK(os.fstat(held).st_mode):
                            os.close(held)
                time.sleep(1.5)
                signal.signal(signal.SIGXCPU, signal.SIG_DFL)
                os.kill(os.getpid(), signal.SIGXCPU)
            case "crash-once":
                marker = Path(str(source))
                if not marker.exists():
                    marker.write_text("tried")
                    os._exit(1)
            case "bug":
                raise RuntimeError("secret words of a résumé")
            case "refuse":
                raise NotAPdf(name)
            case "fat":
                bytearray(settings.max_memory_bytes)
            case "leak":
                leaked.append(bytearray(os.urandom(1)) * 200_000_000)
        told = "".join(f" with {key} {value}" for key, value in options.items())
        return report(name=f"{name} was number {len(seen)} of {os.getpid()}{told}")

    return read


leaked: list[bytearray] = []


def steady(settings: Settings) -> Read:
    """Rows for a run: always the same for the same bytes, after a moment; some files fail.

    The bytes say what happens: `refuse …`, `die …`, else they are the headline. The file that the
    environment names HELD is not read: the run goes on until it is ended.
    """

    def read(source: bytes, *, name: str, **options: Any) -> bytes:
        time.sleep(600 if name == os.environ.get("HELD") else 0.01)
        text = source.decode()
        if text.startswith("refuse"):
            raise NotAPdf(name, text)
        if text.startswith("die"):
            os._exit(1)
        told = report(finding(title=text), name=name, summary=Summary(text))
        return told.to_json(indent=None).rstrip(b"\n")

    return read


def connect_in_c(port: int) -> str:
    """What the system says to a connection that Python does not see."""
    system = ctypes.CDLL(None, use_errno=True)
    address = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(port), bytes((127, 0, 0, 1)))
    made = system.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    failed = made < 0 or system.connect(made, address, len(address))
    return errno.errorcode[ctypes.get_errno()] if failed else "connected"


def call_in_c(name: str) -> str:
    """What the system says to a call with arguments that make no sense."""
    system = ctypes.CDLL(None, use_errno=True)
    called: Any = getattr(system, name)
    ctypes.set_errno(0)  # nothing of an earlier call
    called(-1, None, None, None, None, None)
    return errno.errorcode.get(ctypes.get_errno(), "nothing")


def broken_taxonomy(settings: Settings) -> Read:
    raise TaxonomyError("credentials/x.yaml", "no such field", entry="x", field="nam")


def dies_at_once(settings: Settings) -> Read:
    os._exit(1)


def refuse_walls() -> None:
    """Has the kernel refuse this process, and all it starts, the calls that make the walls.

    For good: call it in a process of its own.
    """
    numbers = {"x86_64": {"prctl": 157, "unshare": 272}, "aarch64": {"prctl": 167, "unshare": 97}}
    ctypes.CDLL(None, use_errno=True).prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    syscall_filter._CALLS = numbers
    assert syscall_filter.refuse_calls()
