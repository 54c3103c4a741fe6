"""Who saw which report: a line for each that goes out, for pages and programs, without content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calling import Program
from hostile import encrypted, resume
from recognizer.web import create_app, viewings
from recognizer.web.audit import entries, export
from recognizer.web.services import Services
from recognizer.web.tables import AuditEntry
from served import services
from visiting import Visit, sample, until

MARK = "Zaphod Beeblebrox"
RESUME = resume((MARK, "Certifications", "CISSP, ISC2, 2021"))


@pytest.fixture
def made(shared_reading: Any, tmp_path: Path, database_url: str) -> Iterator[Services]:
    with services(tmp_path, shared_reading, database_url=database_url) as running:
        yield running


@pytest.fixture
def keyed(made: Services) -> Program:
    return Program.new(create_app(made), made)


def shown(made: Services) -> list[AuditEntry]:
    kinds = ("viewed", "exported", "reviewed")
    return [entry for entry in entries(made.database) if entry.action in kinds]


def said(made: Services) -> list[tuple[str, str | None]]:
    return [(entry.action, entry.outcome) for entry in shown(made)]


def test_viewings_of_a_program_have_who_which_and_what(keyed: Program, made: Services) -> None:
    sent = keyed.read(RESUME, "?name=zaphod.pdf")
    place = sent.headers["Location"]
    assert shown(made) == [], "the first answer is the reading itself"
    assert keyed.get(place).status_code == 200
    (line,) = shown(made)
    assert line.actor == f"key:{made.keys.list()[0].id}"
    assert (line.action, line.outcome) == ("viewed", "json")
    assert line.subject == sent.headers["X-Report-Id"]
    assert line.document_sha256 == sent.json["document"]["sha256"]
    assert line.versions == sent.json["versions"]
    assert f'"{line.result_sha256}"' == sent.headers["ETag"]
    assert "zaphod" not in "".join(export(made.database, "jsonl")).lower()


@pytest.mark.parametrize(
    ("query", "outcome"),
    [
        ("", "json"),
        ("?blind=true", "json blind"),
        ("?as=jsonresume", "jsonresume"),
        ("?as=workday-certifications&blind=true", "workday-certifications blind"),
    ],
)
def test_viewings_say_the_form(keyed: Program, made: Services, query: str, outcome: str) -> None:
    place = keyed.read(RESUME).headers["Location"]
    assert keyed.get(place + query).status_code == 200
    assert said(made) == [("viewed", outcome)]


def test_viewings_of_what_was_sent_blind_are_blind(keyed: Program, made: Services) -> None:
    keyed.get(keyed.read(RESUME, "?blind=true").headers["Location"])
    assert said(made) == [("viewed", "json blind")]


def test_viewings_are_of_reports_that_went_out(keyed: Program, made: Services) -> None:
    sent = keyed.read(RESUME)
    place, tag = sent.headers["Location"], sent.headers["ETag"]
    assert keyed.get(place, headers={"If-None-Match": tag}).status_code == 304
    assert keyed.call("HEAD", place).status_code == 200
    other = Program.new(keyed.app, made)
    assert other.get(place).status_code == 404
    refused = keyed.read(encrypted()).json["report_id"]
    assert keyed.get(f"/api/v1/reports/{refused}").status_code == 422
    assert shown(made) == []


def test_viewings_again_are_one_line_for_a_while(
    keyed: Program, made: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = keyed.read(RESUME).headers["Location"]
    for _ in range(3):
        keyed.get(place)
    assert len(shown(made)) == 1
    monkeypatch.setattr(viewings, "_AGAIN_SECONDS", 0.0)
    keyed.get(place)
    assert len(shown(made)) == 2


def test_viewings_remember_no_more_than_they_may(
    keyed: Program, made: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewings, "_MOST", 1)
    first, second = (keyed.read(RESUME).headers["Location"] for _ in range(2))
    for place in (first, second, first, first):
        keyed.get(place)
    assert len(shown(made)) == 3


def test_viewings_of_results_are_those_of_the_page(keyed: Program, made: Services) -> None:
    files = [(f"{n}.pdf", RESUME) for n in range(3)]
    place = keyed.send(*files, ("locked.pdf", encrypted())).headers["Location"]
    keyed.finished(place)
    keyed.get(place + "/results?limit=2&format=csv")
    assert said(made) == [("viewed", "csv")] * 2
    keyed.get(place + "/results")
    assert said(made)[2:] == [("viewed", "json")] * 3


def test_viewings_cover_the_pages(made: Services) -> None:
    visit = Visit(create_app(made))
    place, (first, second) = visit.read(("a.pdf", sample()), ("b.pdf", RESUME))
    before = len(shown(made))
    for path, new in [
        (place, [("viewed", "list blind")] * 2),
        (f"/resumes/{first}", [("viewed", "page blind")]),
        (f"/resumes/{first}/pages/1.jpg", []),
        (f"/resumes/{second}/pages/1.jpg", [("viewed", "page blind")]),
        (f"{place}/compare?d={first}&d={second}", [("viewed", "comparison blind")] * 2),
        (f"{place}/print?d={second}", [("exported", "print blind")]),
        (f"{place}/export.csv", [("exported", "csv blind")] * 2),
        (f"{place}/export.json", [("exported", "json blind")] * 2),
    ]:
        until(lambda: visit.get(path).status_code == 200, path)  # noqa: B023  # pictures come
        assert said(made)[before:] == new, path
        before = len(shown(made))
    assert {entry.actor for entry in shown(made)} == {"local"}


def test_viewings_with_names_are_told_apart(made: Services) -> None:
    visit = Visit(create_app(made))
    _, (document,) = visit.read(("a.pdf", RESUME))
    before = len(shown(made))
    visit.get(f"/resumes/{document}")
    visit.post("/names", shown="yes")
    visit.get(f"/resumes/{document}")
    assert said(made)[before:] == [("viewed", "page blind"), ("viewed", "page")]


def test_reviews_are_in_the_audit(made: Services) -> None:
    visit = Visit(create_app(made))
    _, (document,) = visit.read(("a.pdf", sample()))
    for verdict in ("matches", "undo", "undo"):
        visit.post(f"/resumes/{document}/credentials/0/review", verdict=verdict)
    lines = [entry for entry in shown(made) if entry.action == "reviewed"]
    assert [entry.outcome for entry in lines] == ["matches", "taken_back"]
    read = next(entry for entry in entries(made.database) if entry.action == "read")
    for line in lines:
        assert (line.subject, line.result_sha256) == (document, read.result_sha256)
        assert (line.document_sha256, line.versions) == (read.document_sha256, read.versions)
