"""What there is to read: folders in order, patterns, lists, URLs; nothing twice, nothing lost."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from recognizer.errors import CannotOpen, RecognizerError, TooLarge, UnsupportedFormat
from recognizer.fetching import Seen, fetch, key_of
from recognizer.inputs import Finder, listed
from recognizer.items import Item
from recognizer.settings import Settings


def find(*paths: object) -> tuple[list[Item], dict[str, int]]:
    finder = Finder(max_bytes=1_000)
    return list(finder.find(map(str, paths))), finder.others


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def test_find_takes_pdfs_of_folders_and_every_file_named(tmp_path: Path) -> None:
    touch(tmp_path, "b.pdf", "a.PDF", "notes.txt", "deep/er/c.Pdf", "deep/d.docx")
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "deep" / "again").symlink_to(tmp_path, target_is_directory=True)
    found, _ = find(tmp_path / "notes.txt", tmp_path, tmp_path / "b.pdf", "missing.pdf")
    assert [os.path.relpath(item.file, tmp_path) for item in found[:-1]] == [
        "notes.txt",
        "a.PDF",
        "b.pdf",
        "deep/er/c.Pdf",
    ]
    assert found[-1] == Item("missing.pdf", "missing.pdf")


def test_find_has_the_order_of_sorted_paths(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "a/z.pdf", "a/b/c.pdf", "a-b/x.pdf", "B.pdf", "a/b.pdf", "é/1.pdf")
    found = [Path(item.file) for item in find(tmp_path)[0]]
    assert found == sorted(tmp_path.rglob("*.pdf"))
    assert len(found) == 7


def test_find_names_files_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.pdf", "in/b.pdf")
    monkeypatch.chdir(tmp_path)
    for given in (["."], ["./"], ["./*"], ["./a.pdf", "in//"]):
        assert [item.file for item in find(*given)[0]] == ["a.pdf", "in/b.pdf"]


def test_find_keeps_a_folder_it_may_not_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a.pdf", "closed/b.pdf", "d.pdf")
    scandir = os.scandir

    def refuse(folder: str) -> Any:
        if folder.endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr("os.scandir", refuse)
    found, _ = find(tmp_path)
    assert [Path(item.file).name for item in found] == ["a.pdf", "closed", "d.pdf"]
    assert isinstance(found[1].error, CannotOpen)
    assert "closed cannot be opened (Permission denied)" in str(found[1].error)


def test_find_counts_what_folders_hold_besides(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "b.docx", "deep/c.DOCX", "d.png", "deep/README", ".DS_Store", "e.txt")
    found, others = find(tmp_path, tmp_path / "deep", tmp_path / "e.txt")
    assert [Path(item.file).name for item in found] == ["a.pdf", "e.txt"]
    assert others == {"": 1, ".docx": 2, ".png": 1}


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.pdf", ["a.pdf", "b[1].pdf"]),
        ("*", ["a.pdf", "b[1].pdf", "deep/c.pdf", "deep/er/d.pdf", "notes.txt"]),
        ("**/*.pdf", ["a.pdf", "b[1].pdf", "deep/c.pdf", "deep/er/d.pdf"]),
        ("**", ["a.pdf", "b[1].pdf", "deep/c.pdf", "deep/er/d.pdf", "notes.txt"]),
        ("deep/[a-c].pdf", ["deep/c.pdf"]),
        ("b[1].pdf", ["b[1].pdf"]),
    ],
)
def test_find_understands_patterns(tmp_path: Path, pattern: str, names: list[str]) -> None:
    touch(tmp_path, "a.pdf", "b[1].pdf", "deep/c.pdf", "deep/er/d.pdf", "notes.txt")
    found, _ = find(tmp_path / pattern)
    assert [os.path.relpath(item.file, tmp_path) for item in found] == names


def test_find_says_when_nothing_matches_a_pattern(tmp_path: Path) -> None:
    (item,), _ = find(tmp_path / "*.pdf")
    assert "no file matches the pattern" in str(item.error)


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"a.pdf\nb c.pdf\n\nd.pdf", ["a.pdf", "b c.pdf", "d.pdf"]),
        (b"a.pdf\r\nb.pdf\r\n", ["a.pdf", "b.pdf"]),
        (b"a\nb.pdf\0c.pdf\0", ["a\nb.pdf", "c.pdf"]),
        (b"", []),
        (b"r\xe9sum\xe9.pdf\n", [os.fsdecode(b"r\xe9sum\xe9.pdf")]),
        (b"x" * 200_000 + b"\n" + b"y.pdf\n" * 30_000, ["x" * 200_000, *["y.pdf"] * 30_000]),
    ],
)
def test_list_of_paths_is_read(data: bytes, paths: list[str]) -> None:
    assert list(listed(io.BytesIO(data))) == paths


def test_urls_are_found_and_read(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    touch(tmp_path, "b.pdf", "deep/a.PDF", "notes.txt")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    found, others = find(f"file://{tmp_path}", f"file://{tmp_path}/*.pdf", f"file://{tmp_path}/x")
    assert [item.file for item in found] == [
        f"file://{tmp_path}/b.pdf",
        f"file://{tmp_path}/deep/a.PDF",
        f"file://{tmp_path}/x",
    ]
    assert others == {".txt": 1}
    assert fetch(found[0], Settings()) == b"%PDF"
    with pytest.raises(CannotOpen, match="there is no such file"):
        fetch(found[2], Settings())
    with pytest.raises(RecognizerError, match="begin with nowhere:// are not known"):
        find("nowhere://a/b.pdf")


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda path: path.mkdir(), UnsupportedFormat, "it is a folder"),
        (os.mkfifo, UnsupportedFormat, "it is a pipe or a device"),
        (lambda path: path.symlink_to("/dev/zero"), UnsupportedFormat, "it is a pipe or a device"),
        (lambda path: path.write_bytes(bytes(11)), TooLarge, "more than 10 bytes"),
        (lambda path: path.symlink_to(path), CannotOpen, "cannot be opened"),
        (lambda path: None, CannotOpen, "there is no such file"),
    ],
)
def test_fetch_refuses_what_may_never_end(
    tmp_path: Path, make: Any, error: type[Exception], said: str
) -> None:
    path = tmp_path / "a.pdf"
    make(path)
    with pytest.raises(error, match=said):
        fetch(Item(str(path), str(path)), Settings(max_bytes=10))


@pytest.mark.parametrize(
    "item",
    [
        Item("a.pdf", "a.pdf"),
        Item("in.zip/a.pdf", "in.zip", 7),
        Item.bad("b", "b", CannotOpen("b", "why")),
    ],
)
def test_item_comes_back_from_its_fields(item: Item) -> None:
    assert Item.of(item.fields()) == item


def test_seen_knows_the_first_with_a_key() -> None:
    seen = Seen()
    keys = [key_of(data, name) for data, name in ((b"x", "a.pdf"), (b"x", "b.PDF"), (b"x", "c"))]
    assert key_of(b"x", "odd.\t\udce9\n").isascii() and not {*key_of(b"", "a.\t\n")} & {*"\t\n"}
    assert [seen.first(key, index) for index, key in enumerate([*keys, keys[2]])] == [0, 0, 2, 2]
    seen.close()
