"""What a worker process may not do: outlive its parent, grow, compute for ever, reach a network.

Each limit holds where the system knows it (Linux knows all), and none needs an administrator.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import struct
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Literal

from recognizer.syscall_filter import refuse_calls

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

Wall = Literal["namespace", "filter"]
"""What the system itself keeps a worker process from the network with: one of its own without any
interface, and a filter of system calls."""
NO_WALLS = (
    "Only Python itself keeps the reading processes from the network and from other programs: this "
    "system allows them neither a namespace without a network nor a filter of system calls. Allow "
    "one of the two, or let `recognizer work` read where no network leads out "
    "(docs/operations.md, The walls around reading)."
)
"""What whoever runs a server should know where confine() returned nothing."""
_LEAST_ROOM_BYTES = 50_000_000
"""Memory that every worker gets above what it holds after loading, whatever the settings say."""
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
"""From <linux/prctl.h>: a signal when the parent ends; whether memory may be written to a file when
this process crashes; never more rights than now."""
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000
"""From <linux/sched.h>: a namespace of users, in which anyone may make one of networks."""
_CAPABILITY_VERSION, _CAPABILITY_BYTES = 0x2008_0522, 24
"""From <linux/capability.h>: all none, as a new namespace would give all within it."""
_FORBIDDEN = frozenset(
    {
        "os.exec",
        "os.posix_spawn",
        "os.system",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.sendmsg",
        "socket.sendto",
        "subprocess.Popen",
    }
)
"""Audit events of Python (docs.python.org/3/library/audit_events.html) that no reader needs."""


def confine() -> tuple[Wall, ...]:
    """Gives up the network, starting programs, further rights and memory dumps, for good.

    A namespace without any network interface is the first wall; the system may refuse it (some
    containers do). The second is a filter of system calls; elsewhere than on Linux only Python's
    own doors are shut. Returns those of the system's own walls that stand.
    """
    walls: list[Wall] = []
    if sys.platform == "linux":
        system = ctypes.CDLL(None, use_errno=True)
        system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if _leave_network(system):
            walls.append("namespace")
        if refuse_calls():
            walls.append("filter")
        system.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    sys.addaudithook(_refuse)
    return tuple(walls)


def _leave_network(system: Any) -> bool:
    """Moves into a namespace without a network; False where the system refuses."""
    if system.unshare(_CLONE_NEWNET) == 0:
        return True
    if system.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    system.capset(struct.pack("=Ii", _CAPABILITY_VERSION, 0), bytes(_CAPABILITY_BYTES))
    return True


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"a reading process may not do this: {event}")


def limit_cpu(seconds: float) -> None:
    """Lets this process compute so many seconds more; then the system ends it with SIGXCPU."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime + seconds)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (_within(until, hard), hard))


def _within(limit: int, hard: int) -> int:
    return limit if resource is None or hard == resource.RLIM_INFINITY else min(limit, hard)


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
    resource.setrlimit(resource.RLIMIT_AS, (_within(limit, hard), hard))


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
