"""System calls that a worker process does without: a filter in Linux's kernel, never lifted again.

It also binds compiled code, needs no rights, and works in containers that refuse namespaces.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

_AUDIT_ARCH = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
"""From <linux/audit.h>: how the kernel calls a machine's usual set of calls."""
_CALLS = {
    "x86_64": {
        "socket": 41,
        "execve": 59,
        "ptrace": 101,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "execveat": 322,
        "io_uring_setup": 425,
    },
    "aarch64": {
        "ptrace": 117,
        "socket": 198,
        "execve": 221,
        "process_vm_readv": 270,
        "process_vm_writev": 271,
        "execveat": 281,
        "io_uring_setup": 425,
    },
}
"""From <asm/unistd.h>: new connections, new programs, reaching into other processes, and the ring
through which the first two could be asked for unseen."""
_X32 = 0x4000_0000
"""From here on x86_64 has the same calls under other numbers."""
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
"""From <linux/prctl.h> and <linux/seccomp.h>."""
_ALLOW, _REFUSE = 0x7FFF_0000, 0x0005_0000 | errno.EPERM
"""What a filter answers, from <linux/seccomp.h>: go on, or the error "not permitted"."""
_LOAD, _IS, _AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06
"""Instructions of a filter, from <linux/bpf_common.h>."""
_NUMBER, _ARCH = 0, 4
"""Where a filter finds a call's number and its set (`struct seccomp_data`), in bytes."""


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def refuse_calls() -> bool:
    """Has these calls fail from now on, in this thread and all that it starts.

    False where that cannot be: no Linux, another kind of machine, a kernel without filters, or
    a process that may still gain rights (PR_SET_NO_NEW_PRIVS must have been set).
    """
    machine = os.uname().machine if sys.platform == "linux" else ""
    if machine not in _CALLS or sys.maxsize < 2**32:  # a 32-bit Python has other calls
        return False
    content = _filter(machine)
    program = _Program(len(content) // 8, content)
    system = ctypes.CDLL(None, use_errno=True)
    done = system.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return bool(done == 0)


def _filter(machine: str) -> bytes:
    """Its instructions, of eight bytes each: code, steps if so, steps if not, value."""
    conditions = [(_AT_LEAST, _X32), *((_IS, number) for number in _CALLS[machine].values())]
    last = len(conditions)
    made = [(_LOAD, 0, 0, _ARCH), (_IS, 0, last + 2, _AUDIT_ARCH[machine]), (_LOAD, 0, 0, _NUMBER)]
    made += [(code, last - place, 0, value) for place, (code, value) in enumerate(conditions)]
    made += [(_ANSWER, 0, 0, _ALLOW), (_ANSWER, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *one) for one in made)
