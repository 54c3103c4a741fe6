"""Which lines of a list belong to one entry, and where its head ends."""

from __future__ import annotations

from typing import Any

import pytest

from recognizer.entries import Entry, group_entries
from recognizer.resume import Document
from recognizer.sections import find_sections
from tests.drawn import listing, resume
from tests.pdfs import Sheet, read


def grouped(recognizer: Any, document: Document, kind: str = "certifications") -> list[Entry]:
    section = next(s for s in find_sections(document, recognizer.titles) if s.kind == kind)
    lines = [
        line
        for line in document.lines
        if line.start >= section.body_start and line.end <= section.end
    ]
    return group_entries(document, lines, recognizer.finder.parts)


def entries(recognizer: Any, *lines: str) -> list[Entry]:
    return grouped(recognizer, read(resume(listing(*lines))))


def texts(found: list[Entry]) -> list[str]:
    return [entry.text.replace("\t", " | ") for entry in found]


TWO = ["Orchard Care, Plum Academy", "Bookkeeping, Fig Institute"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(TWO, TWO, id="plain"),
        pytest.param([f"- {t}" for t in TWO], TWO, id="bulleted"),
        pytest.param(
            ["1. Orchard Care, Plum Academy", "2. Bookkeeping, Fig Institute"],
            TWO,
            id="numbered",
        ),
        pytest.param(
            ["Orchard Care\tJan 2021", "Plum Academy", "Bookkeeping\tMay 2020", "Fig Institute"],
            ["Orchard Care | Jan 2021\nPlum Academy", "Bookkeeping | May 2020\nFig Institute"],
            id="dates at the margin",
        ),
        pytest.param(
            ["**Orchard Care", "Plum Academy", "May 2021", "**Bookkeeping", "Fig Institute"],
            ["Orchard Care\nPlum Academy\nMay 2021", "Bookkeeping\nFig Institute"],
            id="bold heads",
        ),
        pytest.param(
            ["Orchard Care", "Plum Academy", "May 2021", "", "Bookkeeping", "Fig Institute"],
            ["Orchard Care\nPlum Academy\nMay 2021", "Bookkeeping\nFig Institute"],
            id="white space between",
        ),
        pytest.param(
            ["2021 Orchard Care, Plum Academy", "2020 Bookkeeping, Fig Institute"],
            ["2021 Orchard Care, Plum Academy", "2020 Bookkeeping, Fig Institute"],
            id="dates first",
        ),
        pytest.param(
            ["May 2021", "Orchard Care, Plum Academy", "June 2020", "Bookkeeping, Fig Institute"],
            ["May 2021\nOrchard Care, Plum Academy", "June 2020\nBookkeeping, Fig Institute"],
            id="dates above",
        ),
        pytest.param(
            ["Orchard Care||Plum Academy||2021", "Bookkeeping||Fig Institute||2020"],
            ["Orchard Care | Plum Academy | 2021", "Bookkeeping | Fig Institute | 2020"],
            id="table without a head",
        ),
        pytest.param(
            ["- Orchard Care,", "> Plum Academy, 2021", "- Bookkeeping"],
            ["Orchard Care, Plum Academy, 2021", "Bookkeeping"],
            id="line ends with a comma",
        ),
        pytest.param(
            ["- Certificate in the Care of", "> Old Orchards", "- Bookkeeping"],
            ["Certificate in the Care of Old Orchards", "Bookkeeping"],
            id="line ends with a joint",
        ),
        pytest.param(
            ["- Orchard Care (Plum", "> Academy, 2021)", "- Bookkeeping"],
            ["Orchard Care (Plum Academy, 2021)", "Bookkeeping"],
            id="open bracket",
        ),
        pytest.param(
            ["- Orchard Care", "> and pruning, Plum Academy", "- Bookkeeping"],
            ["Orchard Care and pruning, Plum Academy", "Bookkeeping"],
            id="small letter goes on",
        ),
        pytest.param(
            ["- Bookkeeping, Fig Institute", "> https://certs.example.com/a/1", "- Orchard Care"],
            ["Bookkeeping, Fig Institute https://certs.example.com/a/1", "Orchard Care"],
            id="address below",
        ),
        pytest.param(
            ["Certificate in the Modern Care of", "Old Orchards and of Trees in,", "Plum Town"],
            ["Certificate in the Modern Care of Old Orchards and of Trees in, Plum Town"],
            id="three lines",
        ),
        pytest.param([""], [], id="nothing"),
    ],
)
def test_entries_of_lines(recognizer: Any, lines: list[str], expected: list[str]) -> None:
    found = [
        text.removeprefix(f"{n}. ") for n, text in enumerate(texts(entries(recognizer, *lines)), 1)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        (
            ["**Orchard Care, Plum Academy, 2021", "- Learned to prune old trees"],
            "Orchard Care, Plum Academy, 2021",
        ),
        (
            [
                "**Orchard Care, Plum Academy",
                "Covered the pruning of old trees, the picking of pears and all of the ledgers.",
            ],
            "Orchard Care, Plum Academy",
        ),
        (["**Orchard Care", "Plum Academy", "May 2021"], "Orchard Care\nPlum Academy\nMay 2021"),
    ],
)
def test_entries_head_ends_where_the_description_begins(
    recognizer: Any, lines: list[str], head: str
) -> None:
    (entry,) = entries(recognizer, *lines)
    assert entry.head.strip() == head


@pytest.mark.parametrize(
    ("lines", "groups"),
    [
        (
            ["Coursera:", "- Orchard Care", "- Bookkeeping", "Udemy:", "- Tree Pruning"],
            [("Orchard Care", "Coursera"), ("Bookkeeping", "Coursera"), ("Tree Pruning", "Udemy")],
        ),
        (
            ["Plum Academy:", "- Orchard Care", "- Bookkeeping"],
            [("Orchard Care", "Plum Academy"), ("Bookkeeping", "Plum Academy")],
        ),
        (
            ["Taken in winter:", "- Orchard Care", "- Bookkeeping"],
            [("Orchard Care", None), ("Bookkeeping", None)],
        ),
        (
            ["Coursera:", "- Orchard Care", "Bookkeeping, Fig Institute, 2020"],
            [("Orchard Care", "Coursera"), ("Bookkeeping, Fig Institute, 2020", None)],
        ),
    ],
)
def test_entries_know_the_provider_above_their_list(
    recognizer: Any, lines: list[str], groups: list[tuple[str, str | None]]
) -> None:
    found = entries(recognizer, *lines)
    assert [(e.text, e.group.text if e.group else None) for e in found] == groups


def test_entries_of_a_table_know_its_columns(recognizer: Any) -> None:
    found = entries(
        recognizer,
        "Course||Institute||Year",
        "Orchard Care||Plum Academy||2021",
        "Bookkeeping||Fig Institute||2020",
    )
    assert [[c.role for c in entry.columns] for entry in found] == [
        ["title", "organization", "date"]
    ] * 2
    assert texts(found)[0] == "Orchard Care | Plum Academy | 2021"


def test_entries_join_a_word_divided_at_the_end_of_a_line(recognizer: Any) -> None:
    sheet = Sheet().filler(60).heading(72, 120, "Certifications")
    sheet.lines(72, 140, ["• Certificate in Practi-", "   cal Orchard Care"])
    (entry,) = grouped(recognizer, sheet.read())
    assert entry.text.replace("\xad", "") == "Certificate in Practical Orchard Care"
    assert len(entry.text) == entry.end - entry.start


def test_entries_offsets_are_those_of_the_document(recognizer: Any) -> None:
    document = read(resume(listing("- Orchard Care,", "> Plum Academy, 2021", "- Bookkeeping")))
    for entry in grouped(recognizer, document):
        assert entry.text == document.text[entry.start : entry.end].replace("\n", " ")
        assert entry.start < entry.head_end <= entry.end
