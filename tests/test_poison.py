"""Sixty broken, hostile and endless files among good ones: all typed errors, no hang."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import hostile
from recognizer.bulk import Run
from recognizer.errors import UnreadableResume
from recognizer.scoring import Scoring
from recognizer.settings import Settings

BAD: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "words": lambda: b"only words",
    "word": lambda: b"PK\x03\x04" + bytes(99),
    "old word": lambda: b"\xd0\xcf\x11\xe0" + bytes(99),
    "jpeg": lambda: b"\xff\xd8\xff" + bytes(99),
    "png": lambda: b"\x89PNG\r\n\x1a\n",
    "rtf": lambda: b"{\\rtf1 Ada}",
    "html": lambda: b"<html>Ada</html>",
    "zeros": lambda: bytes(100_000),
    "header": hostile.cut_in_header,
    "garbage": hostile.garbage,
    "truncated": hostile.truncated,
    "locked": hostile.encrypted,
    "scan": hostile.pictures_only,
    "long": hostile.many_pages,
    "big": lambda: b"%PDF-1.7\n" + bytes(20_000_000),
    "bomb": hostile.bomb,
    "endless": hostile.endless_operators,
    "circle": hostile.circular_pages,
    "form": hostile.self_drawing_form,
    "arrays": hostile.deep_arrays,
    "xref": hostile.looping_xref,
    "no pages": hostile.no_pages,
    "no root": hostile.no_root,
    "deep tree": hostile.deep_page_tree,
    "endless objects": hostile.endless_objects,
    "numbers": hostile.huge_numbers,
    "negative": hostile.negative_length,
} | {
    f"spoilt {n}": (lambda n=n: hostile.spoilt(n)) for n in range(16)
} | {
    f"spoilt pack {n}": (lambda n=n: hostile.spoilt_pack(n)) for n in range(11)
}  # fmt: skip
GOOD = int(os.environ.get("POISON_GOOD", "40"))
"""Readable files among them."""


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A folder of good and bad files in turn, and what only a path can lead to."""
    folder = tmp_path_factory.mktemp("poison") / "inbox"
    folder.mkdir()
    for number, (name, make) in enumerate(BAD.items()):
        (folder / f"{number:02} bad {name}.pdf").write_bytes(make())
    for number in range(GOOD):
        lines = (f"Ada Example {number}", *hostile.LINES[1:])
        (folder / f"{number:03} good.pdf").write_bytes(hostile.resume(lines))
    with (folder / "20 bad sparse.pdf").open("wb") as file:
        file.truncate(1 << 40)
    outside = folder.parent
    (outside / "bad device.pdf").symlink_to("/dev/zero")
    (outside / "bad loop.pdf").symlink_to("bad loop.pdf")
    os.mkfifo(outside / "bad pipe.pdf")
    named = ("bad device.pdf", "bad loop.pdf", "bad pipe.pdf", "bad missing.pdf")
    return [str(folder), *(str(outside / name) for name in named)]


@pytest.mark.slow
def test_poison_is_one_typed_error_a_file(paths: list[str], tmp_path: Path) -> None:
    run = Run(Settings(max_seconds=6), jobs=2)
    scoring = Scoring(tmp_path / "out.jsonl", "jsonl", run)
    with scoring.begin(paths, paths) as journal:
        found = Counter(code is None for code in scoring.read(journal))
        rows = [json.loads(line) for line in journal.lines()]
    known = {kind.code for kind in UnreadableResume.__subclasses__()}
    bad = [row for row in rows if "bad" in Path(row["file"]).name]
    assert len(bad) == 60
    assert [row["file"] for row in bad if "error" not in row] == []
    assert {row["error"]["code"] for row in bad} <= known
    assert [row["error"]["message"] for row in bad if "unexpected" in row["error"]["message"]] == []
    good = [row for row in rows if "good" in Path(row["file"]).name]
    assert [len(row["report"]["credentials"]) for row in good] == [1] * GOOD
    assert found == {False: 60, True: GOOD}
    codes = {Path(row["file"]).stem.split("bad ")[1]: row["error"]["code"] for row in bad}
    assert codes["endless"] == "timed_out"
    assert codes["sparse"] == codes["big"] == "too_large"
    assert codes["device"] == codes["pipe"] == "unsupported_format"
