"""ZIP and TAR archives: what is in them, and the bytes of one member, unpacked in memory only.

Nothing is written to the disk, and a member's name is a label that leads nowhere. An archive is
refused when it unpacks to absurd sizes, holds absurdly many members, or is broken; one in another
is not opened. Members are read in their order, so a compressed TAR is gone through once.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import PurePath
from typing import IO, Any, Self

from recognizer.errors import (
    CannotOpen,
    DamagedArchive,
    EncryptedPdf,
    TooLarge,
    UnreadableResume,
    UnsupportedFormat,
)
from recognizer.items import ARCHIVES, Item

MAX_MEMBERS = 200_000
"""Members of one archive, whatever they are."""
_MAX_DIRECTORY = 30_000_000
"""Bytes of a ZIP's list of members, which is read into memory whole: 150 for each of them."""
MAX_RATIO = 100
"""Unpacked bytes for a byte of the archive: PDFs are packed already and reach about 3, deflate
itself 1,032."""
FREE_BYTES = 200_000_000
"""Unpacked bytes that are not held against a small archive."""
_MAX_HEADER = 1_000_000
"""Bytes of a TAR header's extension (a long name), which is read into memory whole."""
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError,
           NotImplementedError, UnicodeError, ValueError, OSError, RuntimeError)  # fmt: skip
"""What the standard library raises for archives that are not as they should be."""


def members(path: str, others: Counter[str], *, max_bytes: int) -> Iterator[Item]:
    """The PDFs in an archive, and what keeps others from being read; other kinds are counted."""
    number = 0
    try:
        with _opened(path) as archive:
            for number, member in enumerate(archive.list()):
                if number >= MAX_MEMBERS:
                    raise TooLarge(path, f"more than {MAX_MEMBERS:,} files in it")
                yield from _item(path, number, member, others, max_bytes)
    except UnreadableResume as error:
        yield Item.bad(path, path, error)
    except FileNotFoundError:
        yield Item.bad(path, path, CannotOpen(path, "there is no such file"))
    except PermissionError:
        yield Item.bad(path, path, CannotOpen(path, "permission denied"))
    except _BROKEN as error:
        yield Item.bad(path, path, DamagedArchive(path, type(error).__name__))


def _item(
    path: str, number: int, member: _Member, others: Counter[str], max_bytes: int
) -> Iterator[Item]:
    name = harmless(member.name)
    file = f"{path}/{name}"
    suffix = PurePath(name).suffix.lower()
    if not member.is_file or name.startswith("__MACOSX/"):  # what macOS adds for itself
        return
    if name.lower().endswith(ARCHIVES):
        detail = "it is an archive in an archive; unpack the outer one"
        yield Item.bad(file, path, UnsupportedFormat(file, detail))
    elif suffix != ".pdf":
        if not PurePath(name).name.startswith("."):
            others[suffix] += 1
    elif member.locked:
        yield Item.bad(file, path, EncryptedPdf(file, "in the archive"))
    elif member.size > max_bytes:
        yield Item.bad(file, path, TooLarge(file, f"more than {max_bytes:,} bytes"))
    else:
        yield Item(file, path, number)


def harmless(name: str) -> str:
    """A member's name as a relative path of visible characters that stays below its archive.

    >>> harmless("../../etc/ada.pdf")
    'etc/ada.pdf'
    """
    seen = "".join("_" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in name)
    parts = [part for part in seen.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "_"


class Archive:
    """An open archive whose members are read by number, in rising order."""

    def __init__(self, path: str, name: str) -> None:
        """Opens it; an error names the member `name`, for whose sake it is opened."""
        self.path = path
        try:
            self._archive = _opened(path)
        except (FileNotFoundError, PermissionError) as error:
            raise CannotOpen(name, "the archive is gone") from error
        except _BROKEN as error:
            raise DamagedArchive(name, type(error).__name__) from error
        self._members = enumerate(self._archive.list())

    def read(self, number: int, name: str, limit: int) -> bytes:
        """At most `limit` bytes of a member; raises UnreadableResume when it cannot be read."""
        try:
            for reached, member in self._members:
                if reached == number:
                    return self._archive.read(member, limit)
        except UnreadableResume:
            raise
        except _BROKEN as error:
            raise DamagedArchive(name, type(error).__name__) from error
        raise CannotOpen(name, "the archive was changed during the run")

    def close(self) -> None:
        """Closes the archive's file."""
        self._archive.close()


class _Member:
    __slots__ = ("info", "is_file", "locked", "name", "size")

    def __init__(
        self, info: Any, name: str, size: int, *, is_file: bool, locked: bool = False
    ) -> None:
        self.info, self.name, self.size = info, name, size
        self.is_file, self.locked = is_file, locked


class _CautiousFile(io.FileIO):
    """A ZIP that does not make the library read an endless list into memory."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MAX_DIRECTORY:
            raise zipfile.BadZipFile("a list of members of absurd size")
        return super().read(size)


class _Zip:
    def __init__(self, path: str) -> None:
        self._allowed = _allowed(path)
        self._path = path
        with ExitStack() as ends:
            self._file = zipfile.ZipFile(ends.enter_context(_CautiousFile(path)))
            ends.callback(self._file.close)
            self._ends = ends.pop_all()

    def list(self) -> Iterator[_Member]:
        infos = self._file.infolist()
        if len(infos) <= MAX_MEMBERS and sum(i.file_size for i in infos) > self._allowed:
            raise TooLarge(self._path, f"unpacks to more than {self._allowed:,} bytes")
        for info in infos:
            locked = bool(info.flag_bits & 1)
            yield _Member(
                info, info.filename, info.file_size, is_file=not info.is_dir(), locked=locked
            )

    def read(self, member: _Member, limit: int) -> bytes:
        with self._file.open(member.info) as file:
            return file.read(limit)

    def close(self) -> None:
        self._ends.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Cautious(tarfile.TarInfo):
    """A header that does not make the library read an endless name into memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        found = super().frombuf(buf, encoding, errors)
        if found.type in (b"x", b"g", b"L", b"K", b"X") and found.size > _MAX_HEADER:
            raise tarfile.ReadError("a header of absurd size")
        return found


class _Tar:
    def __init__(self, path: str) -> None:
        with ExitStack() as ends:
            file = ends.enter_context(_unpacked(path))
            counted: Any = _Counted(file, path, _allowed(path))
            self._tar: Any = tarfile.open(fileobj=counted, mode="r|", tarinfo=_Cautious)
            ends.callback(self._tar.close)
            self._ends = ends.pop_all()

    def list(self) -> Iterator[_Member]:
        for info in self._tar:
            self._tar.members = []  # it would remember every member
            yield _Member(info, info.name, info.size, is_file=info.isreg())

    def read(self, member: _Member, limit: int) -> bytes:
        file = self._tar.extractfile(member.info)
        return file.read(limit) if file is not None else b""

    def close(self) -> None:
        self._ends.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Counted:
    """What is read through it stays within a limit."""

    def __init__(self, file: IO[bytes], path: str, limit: int) -> None:
        self._file, self._path = file, path
        self._limit = self._left = limit

    def read(self, size: int) -> bytes:
        found = self._file.read(size)
        self._left -= len(found)
        if self._left < 0:
            raise TooLarge(self._path, f"unpacks to more than {self._limit:,} bytes")
        return found


def _opened(path: str) -> _Zip | _Tar:
    return _Zip(path) if path.lower().endswith(".zip") else _Tar(path)


def _unpacked(path: str) -> IO[bytes]:
    lower = path.lower()
    if lower.endswith((".gz", ".tgz")):
        return gzip.open(path)  # type: ignore[return-value]
    if lower.endswith((".bz2", ".tbz2")):
        return bz2.open(path)
    if lower.endswith((".xz", ".txz")):
        return lzma.open(path)
    return open(path, "rb")


def _allowed(path: str) -> int:
    return max(FREE_BYTES, MAX_RATIO * os.stat(path).st_size)
