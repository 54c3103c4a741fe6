"""A copy of the checked tables in the user's own cache folder, so that loading is quick.

The copy is text (`taxonomy_packed`), named after the hash of the taxonomy's files and of the code
that read them: it is never stale, only unused. It is optional: whatever goes wrong here, the
folder is read again; a checksum shows damage. Files of other users, or that others may write, are
never read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from recognizer.taxonomy_names import Names
from recognizer.taxonomy_packed import pack, unpack
from recognizer.taxonomy_tables import Tables

KEPT = 3
"""Most copies kept, newest first: a released taxonomy and a draft or two beside it."""
MAX_BYTES = 400_000_000
"""Largest copy read back, in bytes."""

_CODE = (
    "credential.py",
    "names.py",
    "taxonomy_files.py",
    "taxonomy_index.py",
    "taxonomy_names.py",
    "taxonomy_packed.py",
    "taxonomy_rows.py",
    "taxonomy_rules.py",
    "taxonomy_tables.py",
)


def cache_folder() -> Path | None:
    """Where copies are kept, or None where files have no owner (Windows) or home is unknown."""
    if not hasattr(os, "getuid"):
        return None
    try:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    except RuntimeError:
        return None
    return Path(base) / "recognizer" if Path(base).is_absolute() else None


def recall(digest: str) -> tuple[Tables, Names] | None:
    """The copy kept for a hash of taxonomy files, or None."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        check, _, content = _read_own(folder / _name(digest)).partition(b"\n")
        if check != _checksum(content):
            return None
        return unpack(content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def remember(digest: str, tables: Tables, names: Names) -> None:
    """Keeps a copy, atomically and readable for the user only; does nothing if that fails."""
    folder = cache_folder()
    if folder is None:
        return
    try:
        content = pack(tables, names)
    except ValueError:
        return
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(folder.lstat(), stat.S_ISDIR):
            return
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".taxonomy-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_checksum(content) + b"\n" + content)
            os.replace(temporary, folder / _name(digest))
        except BaseException:
            os.unlink(temporary)
            raise
        _forget_old(folder)


def _checksum(content: bytes) -> bytes:
    return b"%08x" % zlib.crc32(content)


@cache
def _code_digest() -> str:
    """Hash of everything besides the data that decides what the tables look like."""
    total = hashlib.sha256(unicodedata.unidata_version.encode())
    for name in _CODE:
        total.update((Path(__file__).parent / name).read_bytes())
    return total.hexdigest()


def _name(digest: str) -> str:
    key = hashlib.sha256(f"{digest} {_code_digest()}".encode()).hexdigest()
    return f"taxonomy-{key[:32]}.txt"


def _read_own(path: Path) -> bytes:
    """The bytes of a file that only this user may write; raises OSError otherwise."""
    if not _is_own(path.parent.lstat(), stat.S_ISDIR):
        raise PermissionError(path)
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not _is_own(state, stat.S_ISREG) or state.st_size > MAX_BYTES:
            raise PermissionError(path)
        return file.read()


def _is_own(state: os.stat_result, is_kind: Any) -> bool:
    closed = not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return bool(is_kind(state.st_mode)) and state.st_uid == os.getuid() and closed


def _forget_old(folder: Path) -> None:
    copies = sorted(folder.glob("taxonomy-*"), key=lambda path: -path.stat().st_mtime)
    for path in copies[KEPT:]:
        path.unlink(missing_ok=True)
