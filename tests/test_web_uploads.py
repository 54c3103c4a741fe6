"""Files and archives of an upload: bad ones are errors of their own, hostile ones stay harmless."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from werkzeug.datastructures import FileStorage

from recognizer.settings import Settings
from recognizer.web.batches import NewFile
from recognizer.web.config import ServerSettings
from recognizer.web.uploads import NothingUploaded, TooManyFiles, harmless, read_files

PDF = b"%PDF-1.4 not much"


def upload(name: str, content: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def packed(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def read(*uploads: FileStorage, **settings: int) -> tuple[NewFile, ...]:
    return read_files(uploads, ServerSettings.read(**settings), Settings(max_bytes=2_000_000))


def codes(files: tuple[NewFile, ...]) -> list[str | None]:
    return [file.error.code if file.error else None for file in files]


def test_uploads_keep_the_order_given_members_of_archives_too() -> None:
    files = read(
        upload("z.pdf", PDF),
        upload("pack.zip", packed({"in/b.pdf": PDF, "a.pdf": PDF, "in/": b""})),
        upload("y.pdf", PDF),
    )
    assert [file.name for file in files] == ["z.pdf", "b.pdf", "a.pdf", "y.pdf"]
    assert codes(files) == [None] * 4


def test_uploads_what_archivers_add_is_left_out() -> None:
    files = read(upload("p.zip", packed({"__MACOSX/._a.pdf": b"x", ".DS_Store": b"x", "a": PDF})))
    assert [file.name for file in files] == ["a"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/absolute/cv.pdf", "cv.pdf"),
        ("cv\x00\n\x1b[31m.pdf", "cv[31m.pdf"),
        ("..", "unnamed file"),
        ("", "unnamed file"),
        ("résumé – ü.pdf", "résumé – ü.pdf"),
        ("\u202egnp.pdf", "gnp.pdf"),
    ],
)
def test_uploads_names_lead_nowhere(name: str, kept: str) -> None:
    assert harmless(name) == kept


def test_uploads_climbing_member_is_only_a_name() -> None:
    (file,) = read(upload("p.zip", packed({"../../../tmp/evil.pdf": PDF})))
    assert (file.name, file.content) == ("evil.pdf", PDF)


def test_uploads_bomb_is_stopped_and_the_others_go_on() -> None:
    bomb = packed({"bomb.pdf": b"\0" * 1_900_000, "good.pdf": PDF})
    files = read(upload("p.zip", bomb))
    assert codes(files) == ["too_large", None]


def test_uploads_sum_of_members_is_limited() -> None:
    parts = {f"{n}.pdf": bytes([n]) + zlib.compress(b"x") * 20_000 for n in range(6)}
    files = read(
        upload("p.zip", packed(parts, method=zipfile.ZIP_STORED)), max_unpacked_bytes=500_000
    )
    assert codes(files) == [None, None, "too_large", "too_large", "too_large", "too_large"] or (
        codes(files).count("too_large") >= 3
    )


def test_uploads_header_that_lies_about_its_size_is_not_believed() -> None:
    content = bytearray(packed({"liar.pdf": b"\0" * 3_000_000}))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    (file,) = read(upload("p.zip", bytes(content)))
    assert file.error is not None
    assert file.error.code in ("too_large", "damaged_pdf")
    assert file.content == b""


def test_uploads_archive_in_archive_is_refused() -> None:
    inner = packed({"a.pdf": PDF})
    assert codes(read(upload("p.zip", packed({"inner.zip": inner})))) == ["unsupported_format"]


def test_uploads_member_with_a_password_is_an_error_of_its_own() -> None:
    content = bytearray(packed({"secret.pdf": PDF}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + place] |= 1
    assert codes(read(upload("p.zip", bytes(content)))) == ["encrypted_pdf"]


def test_uploads_damaged_archive_says_so() -> None:
    (file,) = read(upload("p.zip", packed({"a.pdf": PDF})[:-30]))
    assert file.error is not None
    assert "ZIP" in str(file.error)


def test_uploads_too_large_file_is_an_error_of_its_own() -> None:
    assert codes(read(upload("a.pdf", b"x" * 2_000_001), upload("b.pdf", PDF))) == [
        "too_large",
        None,
    ]


@pytest.mark.parametrize("files", [(), ("",)])
def test_uploads_of_nothing_say_what_to_do(files: tuple[str, ...]) -> None:
    with pytest.raises(NothingUploaded, match="Choose"):
        read(*(upload(name, b"") for name in files))


def test_uploads_too_many_files_say_what_to_do() -> None:
    many = packed({f"{number}.pdf": PDF for number in range(5)})
    with pytest.raises(TooManyFiles, match="smaller parts"):
        read(upload("p.zip", many), max_files=4)
