"""What there is to read: files, folders, patterns, archives, URLs and lists of these, in order.

Everything streams: a folder of a million files takes the memory of one folder's names and a hash
per path. The order is that of the arguments; inside a folder that of the names, part by part.
"""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import IO

from recognizer import archives, remote
from recognizer.errors import CannotOpen
from recognizer.items import ARCHIVES, Item

_PATTERN = frozenset("*?[")
_CHUNK = 1 << 16
"""Bytes of a list that are read at once."""


class Finder:
    """Finds what to read; what is reached twice is found once, at its first place."""

    def __init__(self, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._seen: set[int] = set()
        self._others: dict[int, str] = {}
        self._in_archives: Counter[str] = Counter()

    @property
    def others(self) -> dict[str, int]:
        """Files of other kinds that folders and archives hold, by suffix ("" for none)."""
        counted = Counter(self._others.values()) + self._in_archives
        return dict(sorted(counted.items()))

    def find(self, paths: Iterable[str]) -> Iterator[Item]:
        """The files behind the paths given: what is named stands for itself, whatever its kind.

        Folders give their *.pdf and archives, archives their *.pdf, patterns what they match. A
        folder that may not be listed and a pattern without a match are items, so that they show
        up among the errors.
        """
        for path in paths:
            if "://" in path:
                yield from self._once(remote.find(path, self._in_archives))
            elif os.path.isdir(path):
                yield from self._once(self._below(path))
            elif _PATTERN & set(path) and not os.path.lexists(path):
                yield from self._matching(path)
            else:
                yield from self._once(self._file(path))

    def _matching(self, pattern: str) -> Iterator[Item]:
        matches = sorted(glob.glob(pattern, recursive=True), key=lambda path: PurePath(path).parts)
        if not matches:
            refused = CannotOpen(pattern, "no file matches the pattern")
            yield Item.bad(pattern, pattern, refused)
        for path in matches:
            whole = "**" in PurePath(pattern).parts and os.path.isdir(path)
            if not whole:  # `**` matches the folders on the way, whose files match as well
                yield from (
                    self.find([path]) if os.path.isdir(path) else self._once(self._file(path))
                )

    def _file(self, path: str) -> Iterator[Item]:
        """A file that was named: itself, or what is in it."""
        path = str(Path(path))
        self._others.pop(_identity(path), None)
        if not (path.lower().endswith(ARCHIVES) and os.path.isfile(path)):
            yield Item(path, path)
        elif self._new(path):
            yield from archives.members(path, self._in_archives, max_bytes=self._max_bytes)

    def _below(self, folder: str) -> Iterator[Item]:
        """What is in a folder, depth first, names in order; links to folders are not followed."""
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            refused = CannotOpen(folder, error.strerror or "the system refused")
            yield Item.bad(str(Path(folder)), folder, refused)
            return
        for entry in entries:
            path = entry.path
            if entry.is_dir(follow_symlinks=False):
                yield from self._below(path)
            elif not entry.is_file():
                continue
            elif path.lower().endswith((".pdf", *ARCHIVES)):
                yield from self._file(path)
            elif not entry.name.startswith(".") and (one := _identity(path)) not in self._seen:
                self._others[one] = PurePath(path).suffix.lower()

    def _once(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            if item.member is not None or item.refused or self._new(item.place):
                yield item

    def _new(self, place: str) -> bool:
        identity = _identity(place)
        if identity in self._seen:
            return False
        self._seen.add(identity)
        return True


def _identity(place: str) -> int:
    """A hash that two paths to one file share."""
    return hash(place if "://" in place else os.path.realpath(place))


def listed(file: IO[bytes]) -> Iterator[str]:
    """The paths of a list, one a line, or each ended by a NUL as `find -print0` writes them."""
    chunk = file.read(_CHUNK)
    end = b"\0" if b"\0" in chunk else b"\n"
    rest = b""
    while chunk:
        *whole, rest = (rest + chunk).split(end)
        yield from (os.fsdecode(path) for path in map(_bare, whole) if path)
        chunk = file.read(_CHUNK)
    if last := _bare(rest):
        yield os.fsdecode(last)


def _bare(path: bytes) -> bytes:
    return path.removesuffix(b"\r")
