"""Runs that are killed, interrupted, resumed: the results are those of an uninterrupted one."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pretending import steady
from recognizer.bulk import Run, read_all
from recognizer.errors import RecognizerError
from recognizer.export import Format
from recognizer.journal import Journal
from recognizer.scoring import Scoring
from recognizer.settings import Settings
from scored import run

FILES = 150


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented files, among them copies, refused ones, deadly ones, and an archive."""
    folder = tmp_path_factory.mktemp("runs") / "inbox"
    folder.mkdir()
    for number in range(FILES):
        kind = "refuse" if number % 10 == 3 else "die" if number == 77 else "Certified"
        text = f"{kind} {number - number % 2 if number % 20 > 13 else number}"
        (folder / f"{number:03}.pdf").write_text(text)
    with zipfile.ZipFile(folder / "050.zip", "w") as archive:
        for number in range(20):
            archive.writestr(f"z{number:02}.pdf", f"Certified in the archive {number % 15}")
    return folder


@pytest.fixture(scope="module")
def whole(inbox: Path) -> bytes:
    """The results of an uninterrupted run."""
    out = inbox.parent / "whole.jsonl"
    run(out, [str(inbox)])
    return out.read_bytes()


def start(out: Path, inbox: Path, root: Path, held: str = "") -> subprocess.Popen[str]:
    """A run in a process group of its own; `held` is a file that is never read to its end."""
    paths = os.pathsep.join([str(root), str(root / "tests")])
    return subprocess.Popen(
        [sys.executable, str(root / "tests" / "scored.py"), str(out), str(inbox)],
        env=os.environ | {"PYTHONPATH": paths, "HELD": held},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def scoring(out: Path, kind: Format = "jsonl", **changes: object) -> Scoring:
    return Scoring(out, kind, replace(Run(jobs=2, load=steady), **changes))  # type: ignore[arg-type]


def test_run_gives_every_file_its_row_in_order(inbox: Path, whole: bytes) -> None:
    rows = [json.loads(line) for line in whole.splitlines()]
    names = [os.path.relpath(row["file"], inbox) for row in rows]
    assert len(names) == FILES + 20
    assert names == sorted(names, key=lambda name: Path(name).parts)
    assert [row["error"]["code"] for row in rows if "error" in row].count("not_a_pdf") >= 14
    assert sum(row.get("error", {}).get("code") == "crashed" for row in rows) == 1
    reports = {Path(row["file"]).name: row["report"] for row in rows if "report" in row}
    assert all(name == report["document"]["name"] for name, report in reports.items())
    assert reports["015.pdf"]["summary"] == reports["014.pdf"]["summary"]
    papers = json.loads((inbox.parent / "whole.jsonl.manifest.json").read_bytes())
    assert papers["counts"]["files"] == FILES + 20
    assert not (inbox.parent / "whole.jsonl.journal").exists()


def finished(out: Path) -> bool:
    """Whether a run has left its results: the journal goes last."""
    return out.exists() and not out.with_name(f"{out.name}.journal").exists()


def test_run_killed_at_any_moment_ends_with_the_same_bytes(
    inbox: Path, whole: bytes, tmp_path: Path, root: Path
) -> None:
    out, rng, done = tmp_path / "out.jsonl", random.Random(4), []
    for _ in range(4):
        process = start(out, inbox, root)
        assert process.stdout is not None
        done.append(int((process.stdout.readline() or "0").split()[0]))
        time.sleep(rng.uniform(0.5, 1.2))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if finished(out):
            break
    assert done == sorted(done)
    if not finished(out):
        run(out, [str(inbox)])
    assert out.read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        out.name,
        f"{out.name}.manifest.json",
    ]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_run_interrupted_keeps_what_is_done_and_says_how_to_go_on(
    inbox: Path, whole: bytes, tmp_path: Path, root: Path, number: int, status: int
) -> None:
    out = tmp_path / "out.jsonl"
    process = start(out, inbox, root, held="100.pdf")
    journal = tmp_path / "out.jsonl.journal"
    while not journal.exists() or b" row\t" not in journal.read_bytes():
        assert process.poll() is None
        time.sleep(0.05)
    os.kill(process.pid, number)
    told = process.communicate()[1]
    assert process.returncode == status
    assert f"of 170 files are done and kept in {journal}. Go on with the same command" in told
    assert not out.exists()
    partial = tmp_path / "out.partial.jsonl"
    assert partial.exists() == (number == signal.SIGINT)
    if partial.exists():
        assert set(partial.read_bytes().splitlines()) < set(whole.splitlines())
    run(out, [str(inbox)])
    assert out.read_bytes() == whole
    assert not partial.exists()


def stopped(one: Scoring, inbox: Path, after: int = 5) -> None:
    """A run that ended after a few files."""
    with one.begin([str(inbox)], [str(inbox)]) as journal:
        codes: Iterator[str | None] = read_all(journal, one.run)
        for _ in range(after):
            next(codes)
        codes.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("changes", "said", "message"),
    [
        ({"settings": Settings(max_pages=7)}, None, "begun with another max pages"),
        ({"options": {"blind": True}}, None, "begun with another blind"),
        ({}, ["elsewhere"], "begun with other files"),
    ],
)
def test_run_is_not_resumed_with_something_else(
    inbox: Path, tmp_path: Path, changes: dict[str, object], said: list[str] | None, message: str
) -> None:
    out = tmp_path / "out.csv"
    stopped(scoring(out, "csv"), inbox)
    before = (tmp_path / "out.csv.journal").read_bytes()
    with pytest.raises(RecognizerError, match=message):
        scoring(out, "csv", **changes).go_on(said or [str(inbox)])
    assert (tmp_path / "out.csv.journal").read_bytes() == before


def test_run_resumed_without_paths_keeps_its_first_list(inbox: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / "out.jsonl", tmp_path / "more"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.pdf").write_text(f"Certified {number}")
    stopped(scoring(out), folder)
    (folder / "0-new.pdf").write_text("Certified later")
    journal = scoring(out).go_on([])
    assert journal is not None
    with journal:
        assert (journal.total, journal.run["given"]) == (9, [str(folder)])
        assert 5 <= journal.finished < 9
        assert all(code is None for code in scoring(out).read(journal))
        assert journal.finished == 9


def test_run_interrupted_while_listing_begins_anew(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    Journal.create(scoring(out).journal_path, {"given": []}).close()
    assert scoring(out).go_on([]) is None


def test_run_that_cannot_start_keeps_its_journal(inbox: Path, tmp_path: Path) -> None:
    from pretending import broken_taxonomy

    out = scoring(tmp_path / "out.jsonl", load=broken_taxonomy)
    with out.begin([str(inbox)], []) as journal:
        with pytest.raises(RecognizerError, match="no such field"):
            list(out.read(journal))
    assert out.journal_path.exists()


def test_run_as_tables_tells_the_same_in_every_form(inbox: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    run(tmp_path / "out.csv", [str(inbox)])
    run(tmp_path / "out.parquet", [str(inbox)])
    run(tmp_path / "again.parquet", [str(inbox)])
    names = {path.name for path in tmp_path.iterdir()}
    assert names >= {"out.csv", "out.resumes.csv", "out.csv.manifest.json", "out.resumes.parquet"}
    for table in ("out", "out.resumes"):
        rows = parquet.read_table(tmp_path / f"{table}.parquet").num_rows
        lines = (tmp_path / f"{table}.csv").read_text("utf-8-sig").splitlines()
        assert len(lines) == rows + 1 == FILES + 20 + 1
        again = tmp_path / f"{table.replace('out', 'again')}.parquet"
        assert again.read_bytes() == (tmp_path / f"{table}.parquet").read_bytes()
