"""PDF bytes → Document: pdfminer reads, this file guards it and assembles text, lines and links.

Everything that can go wrong with a file leaves here as one of the errors of `errors.py`.
"""

from __future__ import annotations

import hashlib
import io
import re
import signal
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.psexceptions import PSException

from recognizer import errors
from recognizer.glyphs import Deadline, DeadlineError, GlyphDevice, PageGlyphs, page_glyphs
from recognizer.annotations import RawLink, annotations
from recognizer.assemble import assemble
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
_STREAM = re.compile(rb"stream\r?\n")
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
            pages, links = _read_pages(data, name, settings, deadline)
    except DeadlineError as error:
        raise errors.TimedOut(name, f"more than {settings.max_seconds:g} seconds") from error
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise errors.EncryptedPdf(name) from error
    except (PSException, RecursionError, MemoryError) as error:
        raise errors.DamagedPdf(name, type(error).__name__) from error
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError,
            struct.error, zlib.error, OSError, NotImplementedError) as error:  # fmt: skip
        # pdfminer lets these through for files whose objects are of the wrong type.
        raise errors.DamagedPdf(name, type(error).__name__) from error
    if sum(not g.text.isspace() for page in pages for g in page.glyphs) < _MIN_TEXT:
        raise errors.NoTextLayer(name)
    return assemble(name, hashlib.sha256(data).hexdigest(), pages, links)


def _check_bytes(data: bytes, name: str, settings: Settings) -> None:
    """Size, header and unpacked size, before pdfminer sees anything."""
    if len(data) > settings.max_bytes:
        raise errors.TooLarge(name, f"more than {settings.max_bytes:,} bytes")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        for magic, what in _OTHER_FORMATS.items():
            if data.startswith(magic):
                raise errors.UnsupportedFormat(name, f"it is {what}")
        raise errors.NotAPdf(name, "" if data else "it is empty")
    if _unpacked_size(data, settings.max_unpacked_bytes) > settings.max_unpacked_bytes:
        raise errors.TooLarge(name, f"unpacks to more than {settings.max_unpacked_bytes:,} bytes")


def _unpacked_size(data: bytes, limit: int) -> int:
    """Bytes that the zlib streams unpack to, counted until `limit` is passed; nested ones too."""
    total = 0
    for found in _STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        chunk = data[found.end() : end if end > 0 else len(data)]
        for _ in range(3):
            if total > limit or chunk[:1] not in (b"x", b"h", b"X", b"H"):
                break
            try:
                chunk = zlib.decompressobj().decompress(chunk, limit - total + 1)
            except zlib.error:
                break
            total += len(chunk)
        if total > limit:
            break
    return total


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Interrupts even code that never looks at the clock; works in the main thread only.

    In other threads the device's own checks stop the reading at the next operator.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
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
        document = PDFDocument(PDFParser(io.BytesIO(data)))
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
        links.extend(annotations(page, number, settings.max_links - len(links)))
    if not pages:
        raise errors.DamagedPdf(name, "it has no pages")
    return pages, links
