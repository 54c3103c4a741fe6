"""The journal of a run: what is in it after any cut, spoilt byte or second writer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from invented import report
from recognizer.errors import NotAPdf, RecognizerError
from recognizer.items import Item
from recognizer.journal import Journal
from recognizer.lines import Result, failed

RUN = {"given": ["in\udce9"], "settings": {"max_seconds": 20.0}}
ITEMS = [
    Item("in/a.pdf", "in/a.pdf"),
    Item("in/r\udce9sum\udce9\t1\n.pdf", "in/r\udce9sum\udce9\t1\n.pdf"),
    Item("in.zip/c.pdf", "in.zip", 2),
    Item("in/same.pdf", "in/same.pdf"),
    Item("in/no.pdf", "in/no.pdf"),
    Item("in/also-no.pdf", "in/also-no.pdf"),
]


def result(name: str) -> Result:
    return Result("report", report(name=name).to_json(indent=None).rstrip(b"\n"))


def fill(path: Path) -> Journal:
    """A finished journal: results in another order than the files, two of them shared."""
    journal = Journal.create(path, RUN)
    for item in ITEMS:
        journal.add(item)
    journal.seal({".docx": 2})
    finish(journal)
    return journal


def finish(journal: Journal) -> None:
    todo = dict(journal.unfinished())
    for index in (4, 2, 0, 1):
        if index in todo:
            refused = failed(NotAPdf("no.pdf", "it is odd"))
            made = refused if index == 4 else result(todo[index].name)
            journal.keep(index, todo[index], f"key {index}" if index else None, made)
    for index, first in ((5, 4), (3, 2)):
        if index in todo:
            journal.keep_same(index, first)


def test_journal_gives_rows_in_the_order_of_the_files(tmp_path: Path) -> None:
    journal = fill(tmp_path / "j")
    rows = [json.loads(line) for line in journal.lines()]
    assert [row["file"] for row in rows[2:]] == [item.file for item in ITEMS[2:]]
    assert rows[1]["file"] == "in/r?sum?\t1\n.pdf"
    assert [row["report"]["document"]["name"] for row in rows[2:4]] == ["c.pdf", "same.pdf"]
    assert rows[4]["error"]["message"].startswith("no.pdf is not a PDF (it is odd).")
    assert rows[5]["error"]["message"].startswith("also-no.pdf is not a PDF (it is odd).")
    plain = report(name="same.pdf").to_json(indent=None).rstrip(b"\n")
    assert list(journal.lines())[3] == b'{"file":"in/same.pdf","report":' + plain + b"}\n"
    journal.close()


def test_journal_comes_back_as_it_was(tmp_path: Path) -> None:
    with fill(tmp_path / "j") as journal:
        before = list(journal.lines())
    with Journal.open(tmp_path / "j") as journal:
        assert (journal.run, journal.others, journal.sealed) == (RUN, {".docx": 2}, True)
        assert (journal.total, journal.finished) == (6, 6)
        assert [item for _, item in journal.items()] == ITEMS
        assert list(journal.unfinished()) == []
        assert sorted(journal.keys()) == [(1, "key 1"), (2, "key 2"), (4, "key 4")]
        assert list(journal.lines()) == before
    assert (tmp_path / "j").stat().st_mode & 0o077 == 0


def test_journal_goes_on_after_a_cut_at_any_byte(tmp_path: Path) -> None:
    path = tmp_path / "j"
    fill(path).close()
    whole = path.read_bytes()
    with Journal.open(path) as journal:
        wanted = list(journal.lines())
    sealed_from = whole.index(b" all\t") + len(b' all\t{".docx":2}\n')
    unfinished = set()
    for length in range(0, len(whole) + 1, 3):
        path.write_bytes(whole[:length])
        with Journal.open(path) as journal:
            assert journal.sealed == (length >= sealed_from)
            if journal.sealed:
                unfinished.add(journal.total - journal.finished)
                finish(journal)
                assert list(journal.lines()) == wanted
        if length >= sealed_from:
            assert path.read_bytes().count(b"\n") == whole.count(b"\n")
    assert unfinished >= {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize("spoil", [lambda b: b ^ 1, lambda b: 0, lambda b: 10])
def test_journal_drops_what_was_spoilt_and_what_follows(tmp_path: Path, spoil: object) -> None:
    path = tmp_path / "j"
    fill(path).close()
    whole = bytearray(path.read_bytes())
    start = whole.index(b"row\t")
    whole[start + 40] = spoil(whole[start + 40])  # type: ignore[operator]
    path.write_bytes(whole)
    with Journal.open(path) as journal:
        assert (journal.total, journal.finished) == (6, 0)
        finish(journal)
        assert journal.finished == 6


def test_journal_is_one_run_s_at_a_time(tmp_path: Path) -> None:
    with fill(tmp_path / "j"):
        before = (tmp_path / "j").read_bytes()
        for again in (
            lambda: Journal.open(tmp_path / "j"),
            lambda: Journal.create(tmp_path / "j", {}),
        ):
            with pytest.raises(RecognizerError, match="Another run is writing"):
                again()
        assert (tmp_path / "j").read_bytes() == before


def test_journal_has_a_record_before_the_program_is_killed(tmp_path: Path, root: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from test_journal import fill;"
        "fill(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    paths = os.pathsep.join([str(root), str(root / "tests")])
    command = [sys.executable, "-c", script, str(tmp_path / "j")]
    assert subprocess.run(command, env=os.environ | {"PYTHONPATH": paths}).returncode == -9
    with Journal.open(tmp_path / "j") as journal:
        assert journal.finished == 6
