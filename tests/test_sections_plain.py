"""Titles of sections that only their words show: in texts typed into a form, in heads of tables."""

from __future__ import annotations

import pytest

from tests.pdfs import Sheet, bodies, sections

COURSES = ["Orchard Care, Plum Academy, 2021", "Bookkeeping, Fig Institute, 2020"]
JOBS = ["Orchard Keeper, Pear Valley Farms", "Counted baskets and kept the ledgers there"]
FORM = [
    *("Robin Quince", "Education", "Plum University, 2010", "Certification", *COURSES),
    *("Employment History", *JOBS, "Skills", "Counting and pruning of trees", "References"),
    "Will follow when they are wanted",
]


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (FORM, ["Education", "Certification", "Employment History", "Skills", "References"]),
        (["Robin Quince", *JOBS, "Training", *JOBS, "Skills", *COURSES], []),
        (["Robin Quince", *JOBS, "Skills", "Training", "Languages", "Education", *COURSES], []),
    ],
    ids=["a form", "too few of them", "words of a list"],
)
def test_sections_of_a_form_are_known_by_words_alone(lines: list[str], titles: list[str]) -> None:
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.text(72, 80 + 20 * number, line)
    assert [s.title for s in sections(sheet.read()) if s.title] == titles


def test_sections_titled_by_a_tables_head_keep_it_whole() -> None:
    sheet = Sheet().text(72, 60, "Robin Quince", size=18, bold=True).filler(400)
    table = (
        ("Qualification", "Board/University", "Duration"),
        ("Certificate in Figs", "Fig Institute", "Two months"),
    )
    for number, row in enumerate(table):
        for x, cell in zip((72, 250, 420), row, strict=True):
            sheet.text(x, 120 + 20 * number, cell, bold=not number)
    found = next(lines for _, title, lines in bodies(sheet.read()) if title == "Qualification")
    assert found[0] == " | ".join(table[0])
