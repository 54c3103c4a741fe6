"""Rows for spreadsheets and pipelines, the terminal text, and the schema."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.console import Console

from invented import finding, report, tier
from recognizer import export, result_files, terminal
from recognizer.errors import EncryptedPdf, RecognizerError, UnreadableResume
from recognizer.report import NO_LINK, ProviderName, Report, Summary, Verification
from recognizer.schema import report_schema

RESULTS: list[tuple[str, Report | UnreadableResume]] = [
    ("in/résumé.pdf", report(finding(), finding(title="=1+1", tier=tier(None), issuer=None))),
    ("in/none.pdf", report(name="none.pdf")),
    ("in/locked.pdf", EncryptedPdf("locked.pdf")),
]


Results = Iterable[tuple[str, Report | UnreadableResume]]


def write(results: Results, out: Path, kind: export.Format) -> None:
    result_files.write((export.json_line(*item) for item in results), out, kind)


def test_export_jsonl_holds_one_row_per_file(tmp_path: Path) -> None:
    write(RESULTS, tmp_path / "out.jsonl", "jsonl")
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines()
    read = [json.loads(line) for line in lines]
    assert [row["file"] for row in read] == ["in/résumé.pdf", "in/none.pdf", "in/locked.pdf"]
    assert read[0]["report"] == json.loads(RESULTS[0][1].to_json())  # type: ignore[union-attr]
    assert read[2]["error"] == {"code": "encrypted_pdf", "message": str(RESULTS[2][1])}
    assert set(read[0]) == {"file", "report"}
    assert set(read[2]) == {"file", "error"}


def test_export_csv_names_every_file_and_disarms_formulas(tmp_path: Path) -> None:
    write(RESULTS, tmp_path / "out.csv", "csv")
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbffile,title,issuer,platform,type,status,tier_level")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["file"] for row in rows] == [RESULTS[n][0] for n in (0, 0, 1, 2)]
    assert [row["title"] for row in rows] == ["Certified Example Analyst", "'=1+1", "", ""]
    assert rows[0]["skills"] == "Analysis; Examples"
    assert rows[1]["tier_level"] == "" == rows[1]["issuer"]
    assert [row["error_code"] for row in rows] == ["", "", "", "encrypted_pdf"]


@pytest.mark.parametrize("name_and_result", RESULTS)
def test_export_rows_fill_the_columns_with_their_types(
    name_and_result: tuple[str, Report | UnreadableResume],
) -> None:
    for row in export.rows(*name_and_result):
        assert list(row) == list(export.COLUMNS)
        for name, cell in row.items():
            assert cell is None or (type(cell) is export.COLUMNS[name] and cell != ""), name


def test_export_parquet_has_the_same_rows(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write(RESULTS, tmp_path / "out.parquet", "parquet")
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.to_pylist() == [row for item in RESULTS for row in export.rows(*item)]


@pytest.mark.parametrize(
    ("path", "chosen", "expected"),
    [
        ("a.jsonl", None, "jsonl"),
        ("a.CSV", None, "csv"),
        ("a.txt", "csv", "csv"),
        ("a.csv", "jsonl", "jsonl"),
    ],
)
def test_export_format_comes_from_choice_or_suffix(
    path: str, chosen: str | None, expected: str
) -> None:
    assert export.format_of(Path(path), chosen) == expected


def test_export_format_unknown_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RecognizerError, match=r"results\.xlsx: .*--format"):
        export.format_of(Path("results.xlsx"))
    monkeypatch.setattr("recognizer.export.find_spec", lambda name: None)
    with pytest.raises(RecognizerError, match="pip install pyarrow"):
        export.format_of(Path("results.parquet"))


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_export_leaves_the_old_file_when_something_fails(
    tmp_path: Path, kind: export.Format
) -> None:
    out = tmp_path / f"out.{kind}"
    out.write_text("old")

    def failing() -> Iterator[tuple[str, Report | UnreadableResume]]:
        yield RESULTS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(failing(), out, kind)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_text() == "old"


def test_export_says_where_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(RecognizerError, match=r"out\.csv cannot be written \(No such file"):
        write(RESULTS, tmp_path / "nowhere" / "out.csv", "csv")


def test_export_results_are_for_their_owner_only(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    write(RESULTS, out, "jsonl")
    assert out.stat().st_mode & 0o077 == 0


def shown(*credentials: Any, **changes: Any) -> str:
    out = io.StringIO()
    terminal.show(report(*credentials, **changes), Console(file=out, width=100, highlight=False))
    return out.getvalue()


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (finding(), "certification · Example Institute · 2021-05 · number EX-1"),
        (finding(), "Tier 2: Externally assured or supervised"),
        (finding(), "Page 1: “Certified Example Analyst, 05/2021”"),
        (finding(), "Link: https://example.org/verify/EX-1"),
        (finding(issuer=None, issued=None), "issuer not stated · no date shown"),
        (finding(status="in_progress"), "[in progress]"),
        (finding(tier=tier(None)), "Not rated"),
        (finding(platform=ProviderName("Somewhere", None)), "on Somewhere"),
        (
            finding(verification=Verification("claimed", f"{NO_LINK}; ask for one."), url=None),
            "Check (no link printed): Ask for one.",
        ),
        (
            finding(verification=Verification("claimed", "Look at the page.")),
            "Check (link shows no record): Look at the page.",
        ),
        (
            finding(verification=Verification("claimed", "Nothing to check."), status="planned"),
            "Check: Nothing to check.",
        ),
        (finding(), "in the catalogue as “Certified Example Analyst (CEA)”"),
        (finding(title="[red]Markup[/red] \x1b[2JEscape\u202e"), "[red]Markup[/red]  [2JEscape"),
    ],
)
def test_terminal_shows(item: Any, expected: str) -> None:
    text = shown(item)
    assert expected in text
    assert "\x1b" not in text


def test_terminal_shows_the_rest_of_the_report() -> None:
    text = shown(finding())
    for words in ("resume.pdf  2 pages", "B.Sc. Examples · University of Nowhere · 2020"):
        assert words in text
    order = ("found.", "In short", " 1  ", "Degrees", "To check", "About this file")
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_terminal_says_a_notice_once() -> None:
    said = Summary("None was found.", not_known=("Some text is not visible.", "No date shown."))
    text = shown(summary=said)
    assert text.count("Some text is not visible.") == 1
    assert "No date shown." in text


def violations(value: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(report_schema())
    return [error.json_path for error in validator.iter_errors(value)]


def test_schema_accepts_reports_and_says_no_to_spoiled_ones() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())
    good = json.loads(report(finding(), finding(tier=tier(None))).to_json())
    assert violations(good) == []
    spoiled = [
        ("$.schema_version", lambda r: r.update(schema_version="9")),
        ("$.document.sha256", lambda r: r["document"].update(sha256="no")),
        ("$.credentials[0].issued", lambda r: r["credentials"][0].update(issued="May 2021")),
        ("$.credentials[0].confidence", lambda r: r["credentials"][0].update(confidence=1.5)),
        ("$.credentials[0].url", lambda r: r["credentials"][0].update(url="")),
        ("$.credentials[0].type", lambda r: r["credentials"][0].update(type="degree")),
        ("$.credentials[0].tier.level", lambda r: r["credentials"][0]["tier"].update(level=6)),
        ("$.credentials[0]", lambda r: r["credentials"][0].pop("platform")),
    ]
    for path, spoil in spoiled:
        bad = json.loads(json.dumps(good))
        spoil(bad)  # type: ignore[no-untyped-call]
        assert violations(bad) == [path]
