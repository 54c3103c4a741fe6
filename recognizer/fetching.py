"""The bytes of what is to be read, within limits, and which files have the same ones."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path, PurePath

from recognizer.archives import Archive
from recognizer.errors import CannotOpen, TooLarge, UnsupportedFormat
from recognizer.items import Item
from recognizer.settings import Settings


def fetch(item: Item, settings: Settings) -> bytes:
    """The bytes of a file or URL, at most one more than are read; raises UnreadableResume.

    Pipes and devices are refused: they may never end. Safe in any thread and on any machine.
    """
    limit = settings.max_bytes
    if "://" in item.place:
        from recognizer import remote

        data = remote.read(item.place, limit + 1)
    else:
        data = _file(Path(item.place), item.name, limit)
    return checked(data, item.name, limit)


def checked(data: bytes, name: str, limit: int) -> bytes:
    """The data; raises TooLarge above the limit."""
    if len(data) > limit:
        raise TooLarge(name, f"more than {limit:,} bytes")
    return data


def _file(path: Path, name: str, limit: int) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnsupportedFormat(name, "it is a folder")
        if not stat.S_ISREG(mode):
            raise UnsupportedFormat(name, "it is a pipe or a device")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise CannotOpen(name, "there is no such file") from error
    except PermissionError as error:
        raise CannotOpen(name, "permission denied") from error
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or "the system refused"
        raise CannotOpen(name, detail) from error


def key_of(data: bytes, name: str) -> str:
    """What files with the same result share: the hash of their bytes and the suffix of their name.

    Where the bytes are no PDF, the error speaks of the suffix. Plain ASCII in one line.
    """
    return hashlib.sha256(data).hexdigest() + json.dumps(PurePath(name).suffix.lower())


class Members:
    """Reads members of archives one after the other, keeping the last archive open."""

    def __init__(self, settings: Settings) -> None:
        self._limit = settings.max_bytes
        self._open: Archive | None = None

    def fetch(self, item: Item) -> bytes:
        """The bytes of a member; within one archive the calls come in the members' order."""
        if self._open is None or self._open.path != item.place:
            self.close()
            self._open = Archive(item.place, item.name)
        data = self._open.read(item.member or 0, item.name, self._limit + 1)
        return checked(data, item.name, self._limit)

    def close(self) -> None:
        """Closes what is open."""
        if self._open is not None:
            self._open.close()
            self._open = None


class Seen:
    """Which file came first with some bytes: a temporary database, in memory only while small."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._base = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, first INTEGER) WITHOUT ROWID")

    def first(self, key: str, index: int) -> int:
        """The index that was first said with this key; the one said now if it is new."""
        with self._lock, closing(self._base.cursor()) as cursor:
            cursor.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, index))
            if cursor.rowcount:
                return index
            cursor.execute("SELECT first FROM seen WHERE key = ?", (key,))
            return int(cursor.fetchone()[0])

    def close(self) -> None:
        """Deletes the database."""
        self._base.close()
