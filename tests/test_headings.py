"""What a line over others says of them: whose they are, or that they only describe."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.drawn import WORK, claims, listing, titles
from tests.pdfs import Sheet

PROJECTS = [
    "- Looking for Pears: Catching Falling Fruit with a Net (Python, May 2021)",
    "- Voices of the Valley: Plum Town, 2000-2010 (R, January 2021)",
]


@pytest.mark.parametrize(
    "label",
    [
        "Independent projects include:",
        "Collaborative (3-4 person team) projects include:",
        "Projects:",
        "Topics covered:",
        "Skills learned:",
        "Key responsibilities:",
    ],
)
def test_headings_what_a_label_tells_is_no_credential(recognizer: Any, label: str) -> None:
    school = ["**Bootcamp in Orchard Care, Plum Academy", "2020 – 2021"]
    after = ["**Certificate in Bookkeeping, Fig Institute", "2019"]
    listed = listing(*school, label, *PROJECTS, *after, title="Training")
    assert titles(recognizer, listed) == ["Bootcamp in Orchard Care", "Certificate in Bookkeeping"]


def test_headings_a_label_of_courses_lists_them(recognizer: Any) -> None:
    lines = ["Courses:", "- Orchard Care, Plum Academy, 2021", "- Bookkeeping, Fig Institute, 2020"]
    assert titles(recognizer, listing(*lines)) == ["Orchard Care", "Bookkeeping"]


def test_headings_a_school_over_dated_lines_speaks_of_each(recognizer: Any) -> None:
    lines = [
        "**Plum Academy | Nashville, TN",
        "Orchard Care Bootcamp | Certificate | Spring 2021",
        "Counting for Keepers | Certificate | Summer 2020",
        "Pruning for Keepers | Certificate | Summer 2019",
    ]
    found = list(claims(recognizer, listing(*lines, title="Education")))
    assert [c.title for c in found] == [
        "Orchard Care Bootcamp",
        "Counting for Keepers",
        "Pruning for Keepers",
    ]
    assert {c.issuer.name for c in found if c.issuer} == {"Plum Academy"}
    assert [str(c.issued) for c in found] == ["2021", "2020", "2019"]


def test_headings_a_school_does_not_speak_of_the_next_one(recognizer: Any) -> None:
    lines = [
        "**Plum Academy | Nashville, TN",
        "Orchard Care Bootcamp | Certificate | Spring 2021",
        "**Fig Institute | Nashville, TN",
        "Counting for Keepers | Certificate | Summer 2020",
    ]
    found = list(claims(recognizer, listing(*lines, title="Education")))
    assert [c.issuer and c.issuer.name for c in found] == ["Plum Academy", "Fig Institute"]


@pytest.mark.parametrize(
    ("second", "issued", "status"),
    [("Current", None, "in_progress"), ("2022-03", "2022-03", "earned")],
)
def test_headings_the_ends_of_a_range_may_stand_under_each_other(
    recognizer: Any, second: str, issued: str | None, status: str
) -> None:
    lines = [
        "2021-09 -||Orchard Care Bootcamp",
        f"{second}||Plum Academy",
        "",
        "2018-08 -||Bookkeeping Bootcamp",
        "2018-12||Fig Institute",
    ]
    first, other = claims(recognizer, listing(*lines, title="Training"))
    assert (first.title, str(first.issued or "") or None, first.status) == (
        "Orchard Care Bootcamp",
        issued,
        status,
    )
    assert (other.title, str(other.issued)) == ("Bookkeeping Bootcamp", "2018-12")


def test_headings_a_school_under_a_title_is_no_title(recognizer: Any) -> None:
    sheet = Sheet().text(72, 60, "Robin Quince", 18).filler(90)
    sheet.text(72, 150, "EDUCATION", 16, bold=True)
    sheet.text(72, 170, "Plum Academy of Software", 11, bold=True)
    sheet.text(72, 184, "Orchard Care Bootcamp, 2021")
    sheet.text(72, 230, "EXPERIENCE", 16, bold=True).lines(72, 250, [WORK])
    found = json.loads(recognizer.recognize(sheet.pdf()).to_json())["credentials"]
    assert [c["title"] for c in found] == ["Orchard Care Bootcamp"]


@pytest.mark.parametrize(
    ("introduction", "issuer"),
    [
        ("Following is a list of all that was learnt after a day in the orchard -", None),
        ("I have completed the following courses from Fig Academy", "Fig Academy"),
        ("The courses listed below were attended after work", None),
    ],
)
def test_headings_a_sentence_introduces_a_list(
    recognizer: Any, introduction: str, issuer: str | None
) -> None:
    lines = [introduction, "- Completed a course in Pear Growing", "- Completed a course in Grafts"]
    found = list(claims(recognizer, listing(*lines)))
    assert [c.title for c in found] == ["Pear Growing", "Grafts"]
    assert {c.issuer.name if c.issuer else None for c in found} == {issuer}


def test_headings_letters_down_the_page_part_no_list(recognizer: Any) -> None:
    lines = ["- Completed a course in Pear Growing", *"PROFILE", "- Completed a course in Grafts"]
    assert [(c.title, c.issuer) for c in claims(recognizer, listing(*lines))] == [
        ("Pear Growing", None),
        ("Grafts", None),
    ]


def test_headings_a_level_speaks_of_each_method(recognizer: Any) -> None:
    lines = ["ASNT Level II in", "- Penetrant testing", "- Magnetic particle testing"]
    found = titles(recognizer, listing(*lines, title="Technical Qualification"))
    assert found == ["Penetrant testing", "Magnetic particle testing"]
