"""What is refused, with which error, and the limits on size, pages and time."""

from __future__ import annotations

import base64
import io
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from recognizer import errors
from recognizer.read import load_bytes
from recognizer.settings import Settings
from tests import hostile
from tests.pdfs import FILLER, SETTINGS, Sheet, read, rows

PACKED = zlib.compress(b"0 0 m " * 30_000, 9)
"""180,000 bytes when unpacked, some three hundred packed."""
LIMIT = 100_000


def page_of(data: bytes, *filters: str) -> bytes:
    names = "".join(f"/{name}" for name in filters)
    return hostile.one_page(hostile.stream(data, f"/Filter[{names}]".encode()))


def locked_bomb() -> bytes:
    """Opens without a password, so its streams are read; packed and scrambled."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("", "owner", strength=128), pageCompression=1)
    canvas.drawString(72, 700, FILLER[0])
    canvas._code.append("0 0 m " * 30_000)
    canvas.save()
    return out.getvalue()


def summed_bomb() -> bytes:
    """No stream alone passes the limit."""
    part = hostile.stream(zlib.compress(b"0 0 m " * 9_000), b"/Filter/FlateDecode")
    whole = hostile.one_page(part, more={6: part})
    return whole.replace(b"/Contents 4 0 R", b"/Contents[4 0 R 6 0 R]", 1)


def compact(packed: bytes, filters: bytes, kind: bytes) -> bytes:
    """A file without a cross-reference table; the given stream takes part in finding objects."""
    inside = b"<</Type/%b/N 1/First 4/Size 7/W[1 2 1]%b/Root 1 0 R>>" % (kind, filters)
    extra = inside.replace(b"<<", b"<</Length %d" % len(packed), 1)
    whole = hostile.one_page(
        hostile.stream(b"BT ET"), more={6: extra + b"\nstream\n%b\nendstream" % packed}
    )
    if kind == b"ObjStm":
        return whole.replace(b"startxref", b"startnone")
    place = whole.index(b"6 0 obj")
    at = whole.rindex(b"startxref")
    return whole[:at] + b"startxref\n%d\n%%%%EOF\n" % place


def repeated(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


BOMBS: dict[str, Callable[[], bytes]] = {
    "flate": lambda: page_of(PACKED, "FlateDecode"),
    "two-flates": lambda: page_of(repeated(PACKED, 1), "FlateDecode", "FlateDecode"),
    "three-flates": lambda: page_of(repeated(PACKED, 2), *["FlateDecode"] * 3),
    "six-flates": lambda: page_of(repeated(PACKED, 5), *["FlateDecode"] * 6),
    "ascii85": lambda: page_of(base64.a85encode(PACKED) + b"~>", "ASCII85Decode", "FlateDecode"),
    "short-names": lambda: page_of(base64.a85encode(PACKED) + b"~>", "A85", "Fl"),
    "hex": lambda: page_of(PACKED.hex().encode() + b">", "ASCIIHexDecode", "FlateDecode"),
    "runs": lambda: page_of(bytes([129, 32]) * 1_000 + b"\x80", "RunLengthDecode"),
    "packed-runs": lambda: page_of(
        zlib.compress(bytes([129, 32]) * 1_000 + b"\x80"), "FlateDecode", "RunLengthDecode"
    ),
    "blank-before-data": lambda: page_of(PACKED, "FlateDecode").replace(b"stream\n", b"stream \n"),
    "old-line-end": lambda: page_of(PACKED, "FlateDecode").replace(b"\nstream\n", b"\nstream\r"),
    "cross-references": lambda: compact(PACKED, b"/Filter/FlateDecode", b"XRef"),
    "cross-references in hex": lambda: compact(
        PACKED.hex().encode() + b">", b"/Filter[/AHx/FlateDecode]", b"XRef"
    ),
    "objects": lambda: compact(PACKED, b"/Filter/FlateDecode", b"ObjStm"),
    "scrambled": locked_bomb,
    "summed": summed_bomb,
}


@pytest.mark.parametrize("name", BOMBS)
def test_read_refuses_what_unpacks_to_too_much(name: str) -> None:
    data = BOMBS[name]()
    assert len(data) < LIMIT
    with pytest.raises(errors.TooLarge, match="unpacks to more than 100,000 bytes"):
        read(data, max_unpacked_bytes=LIMIT)


@pytest.mark.parametrize("kind", ["content", "XRef"])
@pytest.mark.parametrize("name", ["FlateDecode", "CCITTFaxDecode"])
def test_read_refuses_rows_too_wide_for_the_memory(kind: str, name: str) -> None:
    """Room for a whole row is made before any of its data is looked at."""
    entries = f"/Filter/{name}/DecodeParms<</K -1/Predictor 12/Columns 2000000000>>".encode()
    packed = zlib.compress(b"\x02" * 50)
    if kind == "XRef":
        data = compact(packed, entries, b"XRef")
    else:
        data = hostile.one_page(hostile.stream(packed, entries))
    with pytest.raises(errors.TooLarge, match="rows of 2,000,000,000 columns"):
        read(data)


def test_read_takes_what_unpacks_to_just_the_limit() -> None:
    content = b"BT /F1 11 Tf 72 700 Td (%b) Tj ET " % FILLER[0].encode()
    data = page_of(zlib.compress(content), "FlateDecode")
    assert rows(read(data, max_unpacked_bytes=len(content))) == [FILLER[0]]
    with pytest.raises(errors.TooLarge):
        read(data, max_unpacked_bytes=len(content) - 1)


def two_pages() -> bytes:
    return Sheet().filler().turn_page().filler().pdf()


def scan_with_page_number() -> bytes:
    return Sheet().picture(0, 0, 595, 842).text(300, 800, "1 / 2").pdf()


REFUSED: dict[str, tuple[Callable[[], bytes], type[errors.UnreadableResume], dict[str, Any]]] = {
    "empty": (lambda: b"", errors.NotAPdf, {}),
    "prose": (lambda: b"Ada Example\nCertified Example Analyst\n", errors.NotAPdf, {}),
    "late header": (lambda: bytes(1024) + hostile.resume(), errors.NotAPdf, {}),
    "word": (lambda: b"PK\x03\x04" + bytes(50), errors.UnsupportedFormat, {}),
    "old word": (lambda: b"\xd0\xcf\x11\xe0" + bytes(50), errors.UnsupportedFormat, {}),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(50), errors.UnsupportedFormat, {}),
    "png": (lambda: b"\x89PNG\r\n" + bytes(50), errors.UnsupportedFormat, {}),
    "rtf": (lambda: b"{\\rtf1 Ada}", errors.UnsupportedFormat, {}),
    "password": (hostile.encrypted, errors.EncryptedPdf, {}),
    "cut off": (hostile.truncated, errors.DamagedPdf, {}),
    "header only": (hostile.cut_in_header, errors.DamagedPdf, {}),
    "rubbish": (hostile.garbage, errors.DamagedPdf, {}),
    "no pages": (hostile.no_pages, errors.DamagedPdf, {}),
    "circle": (hostile.circular_pages, errors.DamagedPdf, {}),
    "half a run": (lambda: page_of(b"\xf0", "RunLengthDecode"), errors.DamagedPdf, {}),
    "half a copy": (lambda: page_of(b"\x05a", "RunLengthDecode"), errors.DamagedPdf, {}),
    "bad lzw": (lambda: page_of(b"\xff\xff\xff\x01", "LZWDecode"), errors.DamagedPdf, {}),
    "bad ascii85": (lambda: page_of(b"zz~~~~", "ASCII85Decode"), errors.DamagedPdf, {}),
    "unknown filter": (lambda: page_of(b"zzz", "Crypt"), errors.DamagedPdf, {}),
    "scan": (hostile.pictures_only, errors.NoTextLayer, {}),
    "scan, page number": (scan_with_page_number, errors.NoTextLayer, {}),
    "no content": (lambda: Sheet().turn_page().pdf(), errors.NoTextLayer, {}),
    "bytes": (hostile.resume, errors.TooLarge, {"max_bytes": 500}),
    "pages": (two_pages, errors.TooManyPages, {"max_pages": 1}),
    "time": (two_pages, errors.TimedOut, {"max_seconds": 1e-9}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_read_refuses_with_a_typed_error(name: str) -> None:
    make, kind, limits = REFUSED[name]
    with pytest.raises(errors.UnreadableResume) as caught:
        read(make(), **limits)
    assert type(caught.value) is kind
    assert caught.value.name == "resume.pdf"
    assert str(caught.value).startswith(f"resume.pdf {kind.what}")
    assert str(caught.value).endswith(kind.next_step)


@pytest.mark.parametrize(
    ("limits", "make"),
    [
        ({"max_bytes": len(hostile.resume())}, hostile.resume),
        ({"max_pages": 2}, two_pages),
        ({"max_seconds": 5.0}, two_pages),
        ({}, lambda: bytes(1000) + hostile.resume()),
        ({}, lambda: hostile.resume() + b"\n\x00 rubbish at the end"),
    ],
)
def test_read_takes_what_is_within_the_limits(
    limits: dict[str, Any], make: Callable[[], bytes]
) -> None:
    assert read(make(), **limits).lines


def test_read_opens_a_file_that_needs_no_password_to_be_read() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("", "owner", canPrint=0, strength=128))
    canvas.drawString(72, 700, FILLER[0])
    canvas.save()
    assert rows(read(out.getvalue())) == [FILLER[0]]


def endless_drawing() -> bytes:
    return page_of(zlib.compress(b"0 0 m " * 2_000_000), "FlateDecode")


def confetti() -> bytes:
    """Eight thousand words with white space around each: every gutter is possible."""
    shown = b"".join(
        b"1 0 0 1 %d %d.%d Tm (ab) Tj " % (5 + column * 14, 5 + row * 4, (column * row) % 10)
        for row in range(200)
        for column in range(40)
    )
    return page_of(zlib.compress(b"BT /F1 1.2 Tf " + shown + b"ET"), "FlateDecode")


@pytest.mark.parametrize("make", [endless_drawing, confetti])
@pytest.mark.parametrize("in_thread", [False, True])
def test_read_stops_in_time(make: Callable[[], bytes], in_thread: bool) -> None:
    """In the main thread a signal interrupts it, elsewhere it looks at the clock itself."""
    data = make()
    caught: list[BaseException] = []

    def work() -> None:
        try:
            read(data, max_seconds=0.3)
        except errors.RecognizerError as error:
            caught.append(error)

    if in_thread:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(120)
        assert not thread.is_alive()
    else:
        work()
    assert [type(error) for error in caught] == [errors.TimedOut]


def test_load_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(errors.UnsupportedFormat, match=r"it is a folder.*score FOLDER"):
        load_bytes(tmp_path, SETTINGS)


def test_load_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(errors.CannotOpen, match=r"^ada\.pdf .*there is no such file"):
        load_bytes(tmp_path / "ada.pdf", SETTINGS)


def test_load_refuses_a_large_file_before_reading_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ada.pdf"
    path.write_bytes(bytes(1_000))
    monkeypatch.delattr(Path, "read_bytes")
    with pytest.raises(errors.TooLarge, match="more than 999 bytes"):
        load_bytes(path, Settings(max_bytes=999))


def test_load_gives_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "ada.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert load_bytes(path, SETTINGS) == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("max_bytes", 0),
        ("max_unpacked_bytes", -1),
        ("max_pages", 0),
        ("max_seconds", 0.0),
        ("max_links", 0),
        ("min_match_score", 1.2),
        ("min_confidence", 0.0),
    ],
)
def test_settings_out_of_range_name_themselves(setting: str, value: float) -> None:
    with pytest.raises(errors.SettingsError, match=setting):
        Settings(**{setting: value})  # type: ignore[arg-type]
