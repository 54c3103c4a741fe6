"""ZIP and TAR archives: members as if they lay in a folder, and hostile ones refused."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from recognizer.archives import harmless
from recognizer.errors import UnreadableResume
from recognizer.fetching import Members
from recognizer.inputs import Finder
from recognizer.items import Item
from recognizer.settings import Settings

FILES = {
    "a.pdf": b"first",
    "more/b.PDF": b"second" * 1_000,
    "more/notes.txt": b"words",
    "__MACOSX/more/._b.pdf": b"junk",
    "../../etc/c.pdf": b"third",
    "inner.zip": b"PK",
    "huge.pdf": bytes(9_001),
}
KINDS = ("zip", "tar", "tar.gz", "tgz", "tar.bz2", "tar.xz")


def make(folder: Path, kind: str, files: dict[str, bytes] | None = None) -> Path:
    path = folder / f"in.{kind}"
    files = FILES if files is None else files
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("more/", b"")
            for name, data in files.items():
                archive.writestr(name, data)
        return path
    packed = kind.replace("tgz", "tar.gz").partition(".")[2]
    with tarfile.open(path, f"w:{packed}") as tar:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.pdf")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return path


def find(path: Path) -> tuple[list[Item], dict[str, int]]:
    finder = Finder(max_bytes=9_000)
    return list(finder.find([str(path)])), finder.others


def read(items: list[Item]) -> list[bytes | str]:
    members = Members(Settings(max_bytes=9_000))
    found: list[bytes | str] = []
    for item in items:
        try:
            if item.error is not None:
                raise item.error
            found.append(members.fetch(item))
        except UnreadableResume as error:
            found.append(f"{error.code}: {error.detail}")
    members.close()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_archive_members_are_read_like_files(tmp_path: Path, kind: str) -> None:
    path = make(tmp_path, kind)
    items, others = find(path)
    assert [os.path.relpath(item.file, path) for item in items] == [
        "a.pdf",
        "more/b.PDF",
        "etc/c.pdf",
        "inner.zip",
        "huge.pdf",
    ]
    assert read(items) == [
        b"first",
        b"second" * 1_000,
        b"third",
        "unsupported_format: it is an archive in an archive; unpack the outer one",
        "too_large: more than 9,000 bytes",
    ]
    assert others == {".txt": 1}
    assert read(items[1:3]) == [b"second" * 1_000, b"third"], "a resumed run skips the first"


def test_archive_in_a_folder_is_opened_in_its_place(tmp_path: Path) -> None:
    make(tmp_path, "zip", {"z.pdf": b"in the archive"})
    for name in ("a.pdf", "z.pdf"):
        (tmp_path / name).write_bytes(b"")
    items, _ = find(tmp_path)
    names = [os.path.relpath(item.file, tmp_path) for item in items]
    assert names == ["a.pdf", "in.zip/z.pdf", "z.pdf"]


def test_archive_locked_member_is_an_error_of_its_own(tmp_path: Path) -> None:
    path = make(tmp_path, "zip", {"a.pdf": b"open", "b.pdf": b"locked"})
    data = bytearray(path.read_bytes())
    place = data.index(b"b.pdf", data.index(b"PK\x01\x02"))
    data[place - 46 + 8] |= 1  # the encryption bit of the central directory (APPNOTE 4.4.4)
    path.write_bytes(data)
    assert read(find(path)[0]) == [b"open", "encrypted_pdf: in the archive"]


@pytest.mark.parametrize("kind", KINDS)
def test_archive_that_was_cut_loses_no_more_than_its_end(tmp_path: Path, kind: str) -> None:
    path = make(tmp_path, kind, {f"{n}.pdf": os.urandom(8_000) for n in range(20)})
    path.write_bytes(path.read_bytes()[:-60_000])
    items, _ = find(path)
    assert [item.error and item.error.code for item in items[-1:]] == ["damaged_archive"]
    assert items[-1].file == str(path)
    found = read(items[:-1])
    assert all(isinstance(data, bytes) or data.startswith("damaged_archive") for data in found)


def test_archive_that_is_none_is_an_error(tmp_path: Path) -> None:
    for name in ("words.zip", "words.tar", "words.tar.gz", "words.tar.xz"):
        path = tmp_path / name
        path.write_text("only words\n" * 99)
        ((item,), _) = find(path)
        assert item.refused is not None and item.refused[0] == "damaged_archive"


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar.xz"])
def test_archive_bomb_is_refused(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recognizer.archives.FREE_BYTES", 1_000_000)
    path = make(tmp_path, kind, {"notes.txt": bytes(3_000_000), "a.pdf": b"never reached"})
    items, _ = find(path)
    assert read(items) == ["too_large: unpacks to more than 1,000,000 bytes"]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_archive_of_too_many_members_is_refused(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recognizer.archives.MAX_MEMBERS", 3)
    path = make(tmp_path, kind, {f"{n}.txt": b"" for n in range(4)})
    assert read(find(path)[0]) == ["too_large: more than 3 files in it"]


def test_archive_header_of_absurd_size_is_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("long")
    info.type, info.size = tarfile.XHDTYPE, 50_000_000
    (tmp_path / "a.tar").write_bytes(info.tobuf() + bytes(50_000_512))
    found = read(find(tmp_path / "a.tar")[0])
    assert found == ["damaged_archive: ReadError"]


def test_archive_changed_during_the_run_is_an_error(tmp_path: Path) -> None:
    path = make(tmp_path, "zip", {"a.pdf": b"", "b.pdf": b""})
    items, _ = find(path)
    make(tmp_path, "zip", {"a.pdf": b""})
    assert read(items) == [b"", "cannot_open: the archive was changed during the run"]
    path.unlink()
    assert read(items[:1]) == ["cannot_open: the archive is gone"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/etc/a.pdf", "etc/a.pdf"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("a\x1b[2J\u202e.pdf", "a_[2J_.pdf"),
        ("", "_"),
        ("Zoë/résumé.pdf", "Zoë/résumé.pdf"),
    ],
)
def test_archive_names_lead_nowhere(name: str, expected: str) -> None:
    assert harmless(name) == expected


def test_archive_counts_are_kept_apart(tmp_path: Path) -> None:
    from recognizer.archives import members

    others: Counter[str] = Counter()
    list(members(str(make(tmp_path, "zip")), others, max_bytes=9_000))
    assert others == {".txt": 1}
