"""What only looks like a credential, and what only looks like none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drawn import WORK, listing, titles

ANCHOR = "- CompTIA A+, CompTIA, 2018"


@pytest.mark.parametrize(
    "line",
    [
        "- National Register (#44017)",
        "- Plum Valley Directory, 2014",
        "- Orchard Lab – Pear Fellow & Quince Fellow, Fig University, 2013 – 2016",
        "- Familiar in Pear Inspection, Plum Inspection",
        "- Conversant with orchard software",
        "- Awarded Best Keeper in the Pear Project by Fig Farms",
    ],
)
def test_screening_passes_over(recognizer: Any, line: str) -> None:
    assert titles(recognizer, listing(ANCHOR, line)) == ["CompTIA A+"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("- Licensed Master Social Worker (#11017) Ohio", "Licensed Master Social Worker"),
        ("- Approved First Aider", "Approved First Aider"),
        ("- Medic First Aid", "Medic First Aid"),
        ("- OHSAS Lead Auditor", "OHSAS Lead Auditor"),
        ("- Certificate in “Orchard Safety”", "Certificate in “Orchard Safety”"),
        ("- Seminar on “Old Orchards” at Plum Academy", "Seminar on “Old Orchards”"),
        ("- Completed the seminar titled “ Old Orchards”", "Old Orchards"),
        (
            "- Completed FPKA(USA) certificate course in “Orchard Safety”",
            "FPKA(USA) certificate course in “Orchard Safety”",
        ),
        ("- Orchard Trainee Scheme Fellowship Course, 2019", "Orchard Trainee Scheme"),
    ],
)
def test_screening_keeps(recognizer: Any, line: str, title: str) -> None:
    (found,) = [t for t in titles(recognizer, listing(ANCHOR, line)) if t != "CompTIA A+"]
    assert found.startswith(title)


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ("Made care personal, hopefully enabling Plum VPP certification soon", []),
        ("Led the plant towards its VPP Star and the VPP certification", []),
        ("Earned the Certified Scrum Master while planning harvests", ["Certified Scrum Master"]),
    ],
)
def test_screening_a_company_is_certified_not_its_keeper(
    recognizer: Any, duty: str, expected: list[str]
) -> None:
    sections = {"Experience": [WORK, f"- {duty}"], "Skills": "Pruning, counting, bookkeeping"}
    assert titles(recognizer, sections) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["- Orchard Care Apprenticeship, Plum Academy, 2021",
             "- Orchard Care Apprentice, Plum Academy, June 2021"],
            1,
        ),
        (
            ["- Diploma in Pear and Plum Care, Fig Academy, 2015",
             "- Certified in Diploma Pear and Plum Care"],
            1,
        ),
        (
            ["- Orchard Care Apprenticeship, Plum Academy, 2021",
             "- Orchard Care Apprenticeship, Fig Institute, 2021"],
            2,
        ),
        (
            ["- Orchard Care Apprenticeship, Plum Academy, 2019",
             "- Orchard Care Apprentice, Plum Academy, 2021"],
            2,
        ),
        (["- Pear Care Level 1, Plum Academy", "- Pear Care Level 2, Plum Academy"], 2),
    ],
)  # fmt: skip
def test_screening_the_same_in_other_small_words_is_one(
    recognizer: Any, lines: list[str], expected: int
) -> None:
    assert len(titles(recognizer, listing(*lines))) == expected


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        ("Professional Qualification", ["- Mechanical Engg from Plum Institute, 70%, 2011"], []),
        (
            "Professional Qualification",
            ["- Orchard Care from Plum Institute, 2011"],
            ["Orchard Care"],
        ),
        (
            "Technical Training",
            ["Data Scientist | 2019 – 2020 | General Assembly"],
            ["Data Scientist"],
        ),
        ("Technical Training", ["Data Scientist | 2019 – 2020 | Pear Valley Farms"], []),
        ("Other Certifications", ["C", "P", "R", "O"], []),
    ],
)
def test_screening_by_what_the_title_promises(
    recognizer: Any, title: str, lines: list[str], expected: list[str]
) -> None:
    assert titles(recognizer, {title: lines}) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "- Completion of certification in “Orchard Care” from Plum Academy in 2016",
            ["Orchard Care"],
        ),
        ("- Completion of certification is a plus", []),
        ("- 3 Attended 4 days training on Tree Care from Red Cross", ["Tree Care"]),
    ],
)
def test_screening_what_a_sentence_says_was_completed(
    recognizer: Any, line: str, expected: list[str]
) -> None:
    assert titles(recognizer, {"Experience": [WORK], "Skills": [line]}) == expected


def test_screening_a_line_over_a_list_says_what_its_entries_are(recognizer: Any) -> None:
    lines = ["Plum Council Level II Certification in,", "- Pear Testing", "- Quince Reading (QR)"]
    assert titles(recognizer, {"Additional Qualification": lines}) == [
        "Pear Testing",
        "Quince Reading (QR)",
    ]
    assert titles(recognizer, {"Additional Qualification": lines[1:]}) == []
