"""What leaves by a download: CSV, JSON and paper, filtered as shown, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

import hostile
from recognizer.report import Report
from recognizer.web.reports import parse
from visiting import Visit, parsed, sample, words

FORMULAS = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)")


def table(visit: Visit, place: str, **asked: str) -> list[dict[str, str]]:
    answer = visit.get(f"{place}/export.csv", query_string=asked)
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def objects(visit: Visit, place: str, **asked: str) -> list[dict[str, Any]]:
    answer = visit.get(f"{place}/export.json", query_string=asked)
    assert answer.mimetype == "application/json"
    found: list[dict[str, Any]] = json.loads(answer.data)
    return found


def report_of(entry: dict[str, Any]) -> Report:
    """The report as the contract has it."""
    return parse(json.dumps(entry["report"]))


def test_exports_hold_every_credential_of_every_resume(
    visit: Visit, three: tuple[str, list[str]]
) -> None:
    reports = [report_of(entry) for entry in objects(visit, three[0])]
    titles = [item.title for report in reports for item in report.credentials]
    assert [row["title"] for row in table(visit, three[0])] == titles
    assert len(titles) > 8
    assert len(parsed(visit.get(f"{three[0]}/print")).query("tbody tr")) == len(titles)


@pytest.mark.parametrize("asked", [{"tier": "1"}, {"type": "badge"}, {"issuer": "Coursera"}])
def test_exports_hold_what_the_filter_shows(
    visit: Visit, three: tuple[str, list[str]], asked: dict[str, str]
) -> None:
    shown = len(parsed(visit.get(three[0], query_string=asked)).query("ul.brief > li"))
    assert shown > 0
    exported = [report_of(entry) for entry in objects(visit, three[0], **asked)]
    assert sum(len(report.credentials) for report in exported) == shown
    assert len(table(visit, three[0], **asked)) == shown
    paper = visit.get(f"{three[0]}/print", query_string=asked)
    assert len(parsed(paper).query("tbody tr")) == shown
    assert "Filtered" in words(paper)


def test_exports_name_errors_of_files_that_cannot_be_read(visit: Visit) -> None:
    place, _ = visit.read(("jane-doe.pdf", hostile.encrypted()), ("b.pdf", sample()))
    first, second = objects(visit, place)
    assert first["error"]["code"] == "encrypted_pdf"
    assert len(report_of(second).credentials) == 8
    row = table(visit, place)[0]
    assert (row["file"], row["error_code"], row["title"]) == ("Résumé 1", "encrypted_pdf", "")
    assert "password" in words(visit.get(f"{place}/print"))


@pytest.mark.parametrize("formula", FORMULAS)
def test_exports_cells_are_no_formulas(visit: Visit, formula: str) -> None:
    lines = ("Ada Example", "Certifications", f"{formula} Certified Example Analyst, 2021")
    place, (document, _) = visit.read(
        (f"{formula}.pdf", hostile.resume(lines)), (f"{formula}2.pdf", b"no pdf")
    )
    visit.post(f"/resumes/{document}/credentials/0/review", verdict="wrong_match", entry=formula)
    visit.show_names()
    rows = table(visit, place)
    cells = [cell for row in rows for cell in row.values() if formula in cell]
    assert len(cells) >= 2
    starts = {cell[0] for row in rows for cell in row.values() if cell}
    assert not starts & set("=+-@\t\r")


def test_exports_of_one_resume_alone_for_paper(visit: Visit, three: tuple[str, list[str]]) -> None:
    page = visit.get(f"{three[0]}/print", query_string={"d": three[1][1]})
    assert [words(node) for node in parsed(page).query("section.sheet h2")] == ["Résumé 2"]


@pytest.mark.parametrize("kind", ["exe", "", "csv/", "../print"])
def test_exports_of_another_kind_do_not_exist(
    visit: Visit, three: tuple[str, list[str]], kind: str
) -> None:
    assert visit.get(f"{three[0]}/export.{kind}").status_code == 404
