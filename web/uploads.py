"""Files of one upload, ZIP archives opened: names made harmless, sizes and counts limited.

A bad file, or a bad member of an archive, becomes an error of its own; the others go on.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from recognizer.errors import (
    DamagedPdf,
    EncryptedPdf,
    RecognizerError,
    TooLarge,
    UnreadableResume,
    UnsupportedFormat,
)
from recognizer.settings import Settings
from recognizer.web.batches import NewFile
from recognizer.web.config import ServerSettings

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_MAX_RATIO = 200
"""Unpacked bytes per packed byte that are believed: PDFs are packed already, text reaches 20."""
_CHUNK = 65_536
_ADDED = ("__MACOSX/", ".DS_Store", "._")
"""Beginnings of paths and names of members that archivers add by themselves."""


class Uploaded(Protocol):
    """A file of a form, as Werkzeug gives it."""

    filename: str | None

    @property
    def stream(self) -> IO[bytes]:
        """Its bytes."""


class NothingUploaded(RecognizerError):
    """The form held no file."""


class TooManyFiles(RecognizerError):
    """More files than the server takes at once."""


@dataclass(slots=True)
class _Budget:
    """What one upload may still take."""

    files: int
    unpacked: int


def read_files(
    uploads: Iterable[Uploaded], settings: ServerSettings, limits: Settings
) -> tuple[NewFile, ...]:
    """The files in the order given, members of archives in the archive's order.

    Raises NothingUploaded or TooManyFiles, which concern the upload as a whole.
    """
    budget = _Budget(settings.max_files, settings.max_unpacked_bytes)
    found: list[NewFile] = []
    for upload in uploads:
        if not upload.filename:
            continue
        name = harmless(upload.filename)
        head = upload.stream.read(4)
        upload.stream.seek(0)
        if head == _ZIP or head == _EMPTY_ZIP:
            new = _members(name, upload.stream, budget, limits)
        else:
            new = iter((_plain(name, upload.stream, limits),))
        for file in new:
            budget.files -= 1
            if budget.files < 0:
                raise TooManyFiles(
                    f"More than {settings.max_files} files. Upload them in smaller parts, or use "
                    "`recognizer score` for whole folders."
                )
            found.append(file)
    if not found:
        raise NothingUploaded("No file was chosen. Choose one or more PDF files, or a ZIP of them.")
    return tuple(found)


def harmless(name: str) -> str:
    """The last part of a path, without control characters; never empty, never a way upwards."""
    last = posixpath.basename(name.replace("\\", "/").rstrip("/"))
    clean = "".join(character for character in last if character.isprintable()).strip()
    return clean if clean.strip(".") else "unnamed file"


def _plain(name: str, stream: IO[bytes], limits: Settings) -> NewFile:
    content = stream.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        return NewFile(name, b"", TooLarge(name, f"more than {limits.max_bytes:,} bytes"))
    return NewFile(name, content)


def _members(
    archive: str, stream: IO[bytes], budget: _Budget, limits: Settings
) -> Iterator[NewFile]:
    try:
        packed = zipfile.ZipFile(stream)
        members = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        yield NewFile(archive, b"", _Damaged(archive))
        return
    with packed:
        for member in members:
            name = harmless(member.filename)
            if member.is_dir() or member.filename.startswith(_ADDED) or name.startswith(_ADDED):
                continue
            try:
                yield NewFile(name, _unpacked(packed, member, name, budget, limits))
            except UnreadableResume as error:
                yield NewFile(name, b"", error)


def _unpacked(
    packed: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    name: str,
    budget: _Budget,
    limits: Settings,
) -> bytes:
    """A member's bytes, counted as they come: what its header says is not believed."""
    if member.flag_bits & 0x1:
        raise EncryptedPdf(name, "in an archive with a password")
    most = min(limits.max_bytes, budget.unpacked, _MAX_RATIO * max(member.compress_size, 1_000))
    content = io.BytesIO()
    try:
        with packed.open(member) as file:
            while chunk := file.read(_CHUNK):
                content.write(chunk)
                if content.tell() > most:
                    raise TooLarge(name, f"more than {most:,} bytes when unpacked")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise DamagedPdf(name, "its place in the archive is damaged") from error
    budget.unpacked -= content.tell()
    if content.getbuffer()[:4] == _ZIP and name.lower().endswith(".zip"):
        raise UnsupportedFormat(name, "an archive in an archive")
    return content.getvalue()


class _Damaged(DamagedPdf):
    """A ZIP archive that cannot be opened."""

    what = "is a damaged ZIP archive"
    next_step = "Pack the files again, or upload the PDFs themselves."
