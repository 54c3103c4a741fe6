"""PDF bytes → Document: pdfminer reads, this file guards it and assembles text, lines and links.

Everything that can go wrong with a file leaves here as one of the errors of `errors.py`.
"""

from __future__ import annotations

import hashlib
import io
import signal
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral

from recognizer import errors
from recognizer.annotations import RawLink, page_links
from recognizer.assemble import assemble
from recognizer.deadline import Deadline, DeadlineError
from recognizer.glyphs import GlyphDevice, PageGlyphs, page_glyphs
from recognizer.resume import Document
from recognizer.settings import Settings

_HEADER_WITHIN = 1024
"""Bytes: a PDF header may stand after this much rubbish (ISO 32000-1, annex H.3.4.1)."""
_OTHER_FORMATS = {
    b"PK\x03\x04": "a Word or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89PNG": "a PNG picture",
    b"{\\rtf": "an RTF file",
}
_MAX_COLUMNS = 100_000
"""Values in a row of packed data, which pdfminer makes room for before it looks at the data: a
sheet of A0 paper scanned at 1,200 dots per inch is 56,000 wide."""
_MIN_TEXT = 20
"""Visible characters in the whole document below which it counts as pictures of text."""


def load_bytes(source: Path, settings: Settings) -> bytes:
    """The file's bytes; raises CannotOpen, UnsupportedFormat (a folder) or TooLarge."""
    name = source.name or str(source)
    try:
        if source.is_dir():
            raise errors.UnsupportedFormat(name, "it is a folder")
        if source.stat().st_size > settings.max_bytes:
            raise errors.TooLarge(name, f"more than {settings.max_bytes:,} bytes")
        return source.read_bytes()
    except FileNotFoundError as error:
        raise errors.CannotOpen(name, "there is no such file") from error
    except PermissionError as error:
        raise errors.CannotOpen(name, "permission denied") from error
    except OSError as error:
        raise errors.CannotOpen(name, error.strerror or "the system refused") from error


def read_pdf(data: bytes, *, name: str, settings: Settings) -> Document:
    """Text, lines and links of a PDF. Raises an UnreadableResume for whatever is wrong with it."""
    _check_bytes(data, name, settings)
    deadline = Deadline(settings.max_seconds)
    try:
        with _alarm(settings.max_seconds):
            pages, links = _pages_and_links(data, name, settings, deadline)
            if sum(not g.text.isspace() for page in pages for g in page.glyphs) < _MIN_TEXT:
                raise errors.NoTextLayer(name)
            digest = hashlib.sha256(data).hexdigest()
            return assemble(name, digest, pages, links, deadline, max_links=settings.max_links)
    except DeadlineError as error:
        raise errors.TimedOut(name, f"more than {settings.max_seconds:g} seconds") from error


def _pages_and_links(
    data: bytes, name: str, settings: Settings, deadline: Deadline
) -> tuple[list[PageGlyphs], list[RawLink]]:
    """What pdfminer reads; its errors, and those that it lets through, become ours here."""
    try:
        return _read_pages(data, name, settings, deadline)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise errors.EncryptedPdf(name) from error
    except MemoryError as error:
        raise errors.OutOfMemory(name) from error
    except (PSException, RecursionError) as error:
        raise errors.DamagedPdf(name, type(error).__name__) from error
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError,
            struct.error, zlib.error, OSError, RuntimeError, StopIteration,
            EOFError) as error:  # fmt: skip
        # pdfminer lets these through for files whose objects are of the wrong type.
        raise errors.DamagedPdf(name, type(error).__name__) from error


def _check_bytes(data: bytes, name: str, settings: Settings) -> None:
    """Size and header, before pdfminer sees anything."""
    if len(data) > settings.max_bytes:
        raise errors.TooLarge(name, f"more than {settings.max_bytes:,} bytes")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        for magic, what in _OTHER_FORMATS.items():
            if data.startswith(magic):
                raise errors.UnsupportedFormat(name, f"it is {what}")
        suffix = PurePath(name).suffix.lower()
        if data and suffix not in ("", ".pdf"):
            raise errors.UnsupportedFormat(name, f"it is a {suffix} file")
        raise errors.NotAPdf(name, "" if data else "it is empty")


class _WeighedParser(PDFParser):
    """Weighs the streams that pdfminer unpacks while it is still looking for objects."""

    doc: _WeighedDocument | None

    def push(self, *objs: tuple[int, Any]) -> None:
        """Takes what was just parsed."""
        for _, found in objs:
            if isinstance(found, PDFStream) and found.rawdata is not None and self.doc is not None:
                kind = found.get("Type")
                if isinstance(kind, PSLiteral) and kind.name in ("XRef", "ObjStm"):
                    self.doc.weigh(found, found.rawdata)
        super().push(*objs)


class _WeighedDocument(PDFDocument):
    """A PDF whose streams are unpacked piece by piece first: a bomb never reaches the memory."""

    def __init__(
        self, parser: _WeighedParser, settings: Settings, name: str, deadline: Deadline
    ) -> None:
        self._limit = self._left = settings.max_unpacked_bytes
        self._name, self._deadline = name, deadline
        self._weighed: set[int] = set()
        super().__init__(parser)

    def getobj(self, objid: int) -> object:
        """The object; raises TooLarge when the streams met so far unpack to too many bytes."""
        found = super().getobj(objid)
        if (
            isinstance(found, PDFStream)
            and found.rawdata is not None
            and objid not in self._weighed
        ):
            self._weighed.add(objid)
            self.weigh(found, found.rawdata)
        return found

    def weigh(self, stream: PDFStream, data: bytes) -> None:
        """Takes what the stream unpacks to off the limit; raises TooLarge below zero."""
        if stream.decipher is not None and stream.objid is not None:
            data = stream.decipher(stream.objid, stream.genno or 0, data, stream.attrs)
        for kind, params in stream.get_filters():
            columns = resolve1(params.get("Columns")) if isinstance(params, dict) else None
            if isinstance(columns, int | float) and columns > _MAX_COLUMNS:
                raise errors.TooLarge(self._name, f"asks for rows of {columns:,} columns")
            try:
                data = self._unpacked(str(kind.name) if isinstance(kind, PSLiteral) else "", data)
            except (PSException, zlib.error, ValueError, LookupError, TypeError):
                return  # broken: pdfminer gives up at the same place
            if not data:
                return

    def _unpacked(self, kind: str, data: bytes) -> bytes:
        """The data without one filter, taken off what is left of the limit; empty at its end."""
        if kind in ("FlateDecode", "Fl"):
            found = zlib.decompressobj().decompress(data, self._left + 1)
        elif kind in ("LZWDecode", "LZW"):
            found = self._collected(LZWDecoder(io.BytesIO(data)).run())
        elif kind in ("RunLengthDecode", "RL"):
            found = self._collected(_runs(data))
        elif kind in ("ASCII85Decode", "A85"):
            return ascii85decode(data)
        elif kind in ("ASCIIHexDecode", "AHx"):
            return asciihexdecode(data)
        else:
            return b""
        self._left -= len(found)
        if self._left < 0:
            raise errors.TooLarge(self._name, f"unpacks to more than {self._limit:,} bytes")
        return found

    def _collected(self, pieces: Iterable[bytes]) -> bytes:
        """The pieces until they pass the limit."""
        found = bytearray()
        for piece in pieces:
            self._deadline.check()
            found += piece
            if len(found) > self._left:
                break
        return bytes(found)


def _runs(data: bytes) -> Iterator[bytes]:
    """The runs of a RunLengthDecode stream (ISO 32000-1, 7.4.5)."""
    at = 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        copied = length + 1 if length < 128 else 1
        yield data[at + 1 : at + 1 + copied] * (1 if length < 128 else 257 - length)
        at += 1 + copied


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Interrupts even code that never looks at the clock; works in the main thread only.

    In other threads the device's own checks stop the reading at the next operator.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return

    def ring(_signal: int, _frame: Any) -> None:
        raise DeadlineError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds + 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _read_pages(
    data: bytes, name: str, settings: Settings, deadline: Deadline
) -> tuple[list[PageGlyphs], list[RawLink]]:
    try:
        document = _WeighedDocument(_WeighedParser(io.BytesIO(data)), settings, name, deadline)
    except PDFSyntaxError as error:
        raise errors.DamagedPdf(name, "no page structure is in it") from error
    resources = PDFResourceManager()
    device = GlyphDevice(resources, deadline)
    pages: list[PageGlyphs] = []
    links: list[RawLink] = []
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        deadline.check()
        if number > settings.max_pages:
            raise errors.TooManyPages(name, f"more than {settings.max_pages}")
        pages.append(page_glyphs(page, device, resources, deadline))
        one_too_many = settings.max_links + 1  # shows that there are more than are used
        links.extend(page_links(page, number, one_too_many - len(links)))
    if not pages:
        raise errors.DamagedPdf(name, "it has no pages")
    return pages, links
