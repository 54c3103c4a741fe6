"""Counts over the results of a bulk run: real runs, made-up rows, damaged files, many names."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import hostile
from invented import finding, tier
from recognizer import export
from recognizer.cli import cli
from recognizer.errors import EncryptedPdf, RecognizerError, UnreadableResume
from recognizer.overview import AT_LEAST, NO_RECORD, Commonest, count
from recognizer.overview_rows import OTHER, Row, read
from recognizer.report import Report, Verification
from tests.drawn import listing, resume
from tests.results import UNKNOWN, VALLEY, counted, numbered, written

LISTS = (
    ("PMP, PMI, 07/2021", "CISSP, ISC2, 2019", "Certified Plum Keeper, Plum Academy"),
    ("PMP, PMI, 03/2020", "Certified Plum Keeper, Plum Academy, 2018"),
    ("Certified plum keeper, Plum Academy", "CCNA, Cisco, 2018, expires 2021", "PMP (in progress)"),
    (),
)
"""What four résumés list under certifications."""


@pytest.fixture(scope="module")
def run(recognizer: Any) -> list[Report | UnreadableResume]:
    """What the real recognizer makes of four invented résumés, a copy and a locked file."""
    pages = [resume(listing(*lines) if lines else {"Experience": "Plum Keeper"}) for lines in LISTS]
    results: list[Report | UnreadableResume] = [recognizer.recognize(page) for page in pages]
    results.append(recognizer.recognize(pages[0], name="copy.pdf"))
    with pytest.raises(EncryptedPdf) as error:
        recognizer.recognize(hostile.encrypted())
    return [*results, error.value]


@pytest.mark.parametrize("name", ["results.jsonl", "results.csv"])
def test_overview_counts_a_real_run(
    tmp_path: Path, run: list[Report | UnreadableResume], name: str
) -> None:
    counts = counted(tmp_path, *run, name=name)
    assert (counts.files, counts.read, counts.copies, counts.failed) == (6, 4, 1, 1)
    assert (counts.without, counts.credentials, counts.held) == (1, 8, 7)
    assert counts.errors == {"encrypted_pdf": 1}
    assert counts.per_resume == {0: 1, 2: 1, 3: 2}
    assert sum(counts.types.values()) == sum(counts.tiers.values()) == 8
    assert counts.statuses == {"earned": 7, "in_progress": 1}
    assert counts.issued == {2018: 2, 2019: 1, 2020: 1, 2021: 1}
    assert counts.expires == {"2021": 1}
    assert [(key, n) for key, _, n in counts.providers.top(2)] == [
        ("outside: plum academy", 3),
        ("pmi", 3),
    ]
    assert [(key, n) for key, _, n in counts.entries.top(2)] == [("pmp", 3)]
    assert counts.titles.top(2) == [("certified plum keeper", "Certified Plum Keeper", 3)]
    assert counts.outside.top(2) == [("outside: plum academy", "Plum Academy", 3)]
    assert sum(counts.states.values()) == 7


def test_overview_csv_and_jsonl_of_one_run_give_the_same_rows(
    tmp_path: Path, run: list[Report | UnreadableResume]
) -> None:
    awkward = numbered(9, finding(title="=1+1", tier=tier(None), issuer=None), finding())
    lines, cells = (
        list(read(written(tmp_path, *run, awkward, name=f"r.{kind}"))) for kind in ("jsonl", "csv")
    )
    assert [replace(row, versions=None) for row in lines] == cells
    assert lines[-1].claims[0].title == "=1+1"


def test_overview_counts_tiers_and_states_as_they_are(tmp_path: Path) -> None:
    claimed = Verification("claimed", "Ask.")
    estimate = replace(tier(4), basis="estimate", probability=0.8)
    counts = counted(
        tmp_path,
        numbered(1, finding(), finding(tier=estimate, verification=claimed)),
        numbered(2, finding(tier=tier(None), verification=claimed, url=None, issued=None)),
        numbered(3, finding(status="planned", issued=None), finding(status="expired")),
    )
    assert counts.tiers == {(2, "catalogue"): 3, (4, "estimate"): 1, (None, None): 1}
    assert counts.states == {"official_link_present": 2, NO_RECORD: 1, "claimed": 1}
    assert (counts.credentials, counts.held, sum(counts.issued.values())) == (5, 4, 3)
    assert counts.skills.top() == [("Analysis", "Analysis", 4), ("Examples", "Examples", 4)]
    assert counts.versions == {"recognizer 0, taxonomy 0, rubric 0": 3}


def test_overview_counts_a_title_once_per_resume(tmp_path: Path) -> None:
    item = finding(title="Bee Care", match=UNKNOWN, issuer=VALLEY)
    few = counted(tmp_path, numbered(1, item, item, item), numbered(2, item), name="few.jsonl")
    assert few.titles.top() == [("bee care", "Bee Care", 2)]
    key = few.providers.top()[0][0]
    assert few.providers.count(key) == 4 and few.outside.count(key) == 2
    assert not few.may_show(key) and few.may_show("example-institute")
    many = counted(tmp_path, *(numbered(n, item) for n in range(AT_LEAST)))
    assert many.may_show(key)


def test_overview_several_files_count_together_and_copies_once(tmp_path: Path) -> None:
    first = written(tmp_path, numbered(1, finding()), numbered(2), name="a.jsonl")
    second = written(tmp_path, numbered(2), numbered(3, finding()), name="b.csv")
    out = tmp_path / "page.html"
    done = CliRunner().invoke(cli, ["overview", str(first), str(second), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert f"Files: 4 (3 read, 0 failed). Credentials: 2. Page: {out}" in done.stderr
    assert out.stat().st_mode & 0o077 == 0


def test_overview_knows_what_this_version_does_not(tmp_path: Path) -> None:
    path = written(tmp_path, numbered(1, finding()))
    line = path.read_text("utf-8").replace('"type":"certification"', '"type":"medal"')
    path.write_text(line.replace('"kind":"alias"', '"kind":"guess"'), "utf-8")
    counts = count(read(path))
    assert (counts.types, counts.matches) == ({OTHER: 1}, {OTHER: 1})


GOOD = json.loads(export.json_line("a.pdf", numbered(1, finding())))


def spoilt(**changes: Any) -> bytes:
    """A row whose credential has other values."""
    row = json.loads(json.dumps(GOOD))
    row["report"]["credentials"][0] |= changes
    return json.dumps(row).encode()


@pytest.mark.parametrize(
    "line",
    [
        b'{"file": "a.pdf", "report": {"document": {"sha256": ""}, "credentials": []}}',
        b"no json",
        b"[]",
        b"{}",
        b"7",
        b"[" * 100_000,
        b'{"file": "a.pdf"}',
        b'{"file": "a.pdf", "error": "text"}',
        b'{"file": "a.pdf", "error": {"code": 7}}',
        b'{"file": "a.pdf", "report": {"document": {"sha256": "no hash"}, "credentials": []}}',
        b"\xff\xfe",
        json.dumps(GOOD).encode()[:-40],
        spoilt(title=None),
        spoilt(type=[]),
        spoilt(tier=None),
        spoilt(issuer="Example"),
        spoilt(issued=2021),
        spoilt(skills=["Analysis"]),
    ],
)
def test_overview_names_file_and_line_that_is_damaged(tmp_path: Path, line: bytes) -> None:
    path, out = tmp_path / "run.jsonl", tmp_path / "page.html"
    path.write_bytes(json.dumps(GOOD).encode() + b"\n\n" + line + b"\n")
    done = CliRunner().invoke(cli, ["overview", str(path), "--out", str(out)])
    assert (done.exit_code, out.exists()) == (1, False)
    assert "run.jsonl: line 3 is not a row of results." in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: text[: text.index("earned")], "line 2 is not a row"),
        (lambda text: text.replace(",2,", ",two,", 1), "line 2 is not a row"),
        (lambda text: text.replace("tier_level", "level"), "does not name the column tier_level"),
        (lambda text: "", "does not name the column file"),
        (lambda text: text + 'b.pdf,"open', "line 3 is not a row"),
        (lambda text: text + "b.pdf,x\nc.pdf,y\n", "line 3 is not a row"),
        (lambda text: text + "b\udcff.pdf", "line 3 is not a row"),
    ],
)
def test_overview_names_the_damaged_line_of_a_csv(tmp_path: Path, spoil: Any, message: str) -> None:
    path = written(tmp_path, numbered(1, finding()), name="run.csv")
    spoilt = spoil(path.read_text("utf-8-sig"))
    path.write_text(spoilt, "utf-8", errors="surrogateescape", newline="")
    with pytest.raises(RecognizerError, match=rf"^run\.csv: .*{message}"):
        count(read(path))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["r.jsonl", "--out", "r.jsonl", "--overwrite"], "is one of the results"),
        (["r.jsonl", "--out", "nowhere/page.html"], "does not exist. Create it first"),
        (["r.jsonl", "--out", "there.html"], "exists already. Give --overwrite"),
        (["r.jsonl", "--out", "p.html", "--as-of", "soon"], "does not match the formats"),
        (["missing.jsonl", "--out", "p.html"], "does not exist"),
    ],
)
def test_overview_refuses_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = written(tmp_path, numbered(1, finding()), name="r.jsonl").read_bytes()
    (tmp_path / "there.html").write_text("mine")
    done = CliRunner().invoke(cli, ["overview", *arguments])
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())
    assert (tmp_path / "r.jsonl").read_bytes() == before
    assert (tmp_path / "there.html").read_text() == "mine"


def test_overview_refuses_parquet_with_what_to_give(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(RecognizerError, match=r"r\.parquet: .* Give the run's JSONL or CSV"):
        count(read(path))


def test_overview_commonest_names_survive_any_number_of_rare_ones() -> None:
    names = Commonest(most=100)
    for number in range(5_000):
        names.add(f"rare {number}", f"Rare {number}")
        if number % 10 == 0:
            names.add("often", "OFTEN" if number % 30 == 0 else "Often")
    assert len(names.top()) <= 100
    assert (names.total, names.top(AT_LEAST)) == (5_500, [("often", "Often", 500)])
    assert 0 < names.short <= 5_500 / 50


def test_overview_of_no_rows_is_all_zeros() -> None:
    counts = count(())
    assert (counts.files, counts.read, counts.credentials) == (0, 0, 0)
    errors = count([Row(None, "timed_out"), Row(None, "not_a_pdf"), Row(None, "timed_out")])
    assert (errors.read, errors.failed) == (0, 3)
    assert errors.errors == {"timed_out": 2, "not_a_pdf": 1}
