"""Lists of trainings and certificates in other words and forms, read from the page to the report.

Where a name is of no vendor, it is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.drawn import WORK, listing, report, titles
from tests.pdfs import Sheet

Expected = list[tuple[str, str | None, str | None]]
"""Title, issuer's name, date of issue."""


def found(recognizer: Any, *lines: str, title: str = "Certifications") -> Expected:
    credentials = report(recognizer, listing(*lines, title=title))["credentials"]
    return [(c["title"], c["issuer"] and c["issuer"]["name"], c["issued"]) for c in credentials]


@pytest.mark.parametrize(
    ("line", "title", "issued"),
    [
        ("Certified Internal Auditor for ISO 9001-2015", None, None),
        ("Certified Internal Auditor for ISO 9001:2015", None, None),
        ("Certified Lead Auditor OHSAS 18001–2007", None, None),
        ("Lead Auditor Certification, ISO 45001 : 2018, 2021",
         "Lead Auditor Certification, ISO 45001 : 2018", "2021"),
        ("Certified Internal Auditor ISO/IEC 27001-2013, 05/2016",
         "Certified Internal Auditor ISO/IEC 27001-2013", "2016-05"),
        ("Certified Internal Auditor ISO 9001, 2015",
         "Certified Internal Auditor ISO 9001", "2015"),
        ("Certified Internal Auditor ISO 9001 - 2015",
         "Certified Internal Auditor ISO 9001", "2015"),
    ],
)  # fmt: skip
def test_training_lists_a_standards_edition_is_no_date(
    recognizer: Any, line: str, title: str | None, issued: str | None
) -> None:
    credentials = report(recognizer, listing(line))["credentials"]
    assert [(c["title"], c["issued"]) for c in credentials] == [(title or line, issued)]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Undergone Pearstrup draw out type crate system training in Denmark",
         "Pearstrup draw out type crate system training in Denmark"),
        ("Undergone for Elmsteel Cellar Design Software for Orchards and Gardens",
         "Elmsteel Cellar Design Software for Orchards and Gardens"),
        ("Undergone 10days of Pruning, Grafting & Storage Training from Plum Systems Pvt Ltd",
         "Pruning, Grafting & Storage Training"),
        ("Done E-Plum Orchard Drawing Software Training in Dubai",
         "E-Plum Orchard Drawing Software Training in Dubai"),
    ],
)  # fmt: skip
def test_training_lists_what_was_gone_through_is_one(
    recognizer: Any, line: str, title: str
) -> None:
    sections = listing(f"- {line}", "- Plum Care, Fig Academy", title="Technical Trainings")
    assert titles(recognizer, sections) == [title, "Plum Care"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["- Holder of “ Plum ABC-2 ” certificate with DISTINCTION from Fig Academy"],
            [("Plum ABC-2", "Fig Academy", None)],
            id="a quoted name, what it is and how it went",
        ),
        pytest.param(
            ["Pear Growing, Plum Academy, 2019", "Fig Care, Plum Academy, 2020",
             "Quince Storage, Plum Academy, 2021", "Advanced Orchard Bookkeeping"],
            [("Pear Growing", "Plum Academy", "2019"), ("Fig Care", "Plum Academy", "2020"),
             ("Quince Storage", "Plum Academy", "2021"),
             ("Advanced Orchard Bookkeeping", None, None)],
            id="the last of a dated list has no date",
        ),
        pytest.param(
            ["ACCA Applied Knowledge, Google Data Analytics"],
            [("ACCA Applied Knowledge", "ACCA", None), ("Google Data Analytics", "Google", None)],
            id="a vendor's credential after a comma",
        ),
        pytest.param(
            ["Certified Pear Keeper (Plum Academy, Fig Town), INDIA",
             "CERTIFIED ORCHARD AUDITOR FOR SOILS"],
            [("Certified Pear Keeper", "Plum Academy", None),
             ("CERTIFIED ORCHARD AUDITOR FOR SOILS", None, None)],
            id="a place ends its entry",
        ),
        pytest.param(
            ["Certified in Pear Storage, 3months Duration", "GRE, 320"],
            [("Pear Storage", None, None),
             ("GRE", "Educational Testing Service", None)],
            id="durations and scores are no part of a title",
        ),
        pytest.param(
            ["Certified Pear Keeper, 2021", "Kaggle competition: Pear prices, top 5%, 2021",
             "New Delhi, 2008", "Passport Details"],
            [("Certified Pear Keeper", None, "2021")],
            id="contests, places and titles of other sections are none",
        ),
    ],
)  # fmt: skip
def test_training_lists_are_read(recognizer: Any, lines: Sequence[str], expected: Expected) -> None:
    assert found(recognizer, *lines) == expected


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("LinkedIn Learning Courses:", "LinkedIn Learning"),
        ("NPTEL Courses:", "NPTEL"),
        ("New Plum Academy Courses:", "New Plum Academy"),
        ("HSE Courses:", None),
        ("Online Courses:", None),
    ],
)
def test_training_lists_are_of_the_provider_in_their_title(
    recognizer: Any, title: str, issuer: str | None
) -> None:
    lines = ["- Pear Care Essential Training", "- Fig Care Essential Training"]
    assert [row[1] for row in found(recognizer, *lines, title=title)] == [issuer, issuer]


@pytest.mark.parametrize(
    ("section", "line", "title"),
    [
        ("Computer Literacy", "- Done e-Plum course at Fig Institute of Computer Education",
         "e-Plum"),
        ("Achievements", "- Qualified online Orchard Care examination held by AUTODESK.",
         "Orchard Care"),
        ("Achievements", "- Certificate Course in REVIT, PRO-E, TEKLA.",
         "Certificate Course in REVIT, PRO-E, TEKLA"),
        ("Summary", "Keeper of pears. Completed RESPONSIVE CSS WITH SASS AND COMPASS in Jun 2015.",
         "RESPONSIVE CSS WITH SASS AND COMPASS"),
    ],
)  # fmt: skip
def test_training_lists_are_not_the_only_place(
    recognizer: Any, section: str, line: str, title: str
) -> None:
    credentials = report(recognizer, {"Experience": WORK, section: [line]})["credentials"]
    assert [c["title"] for c in credentials] == [title]
    assert credentials[0]["issuer"] is None or "ANSYS" not in credentials[0]["issuer"]["name"]


def test_training_lists_a_schools_programme_is_named_once(recognizer: Any) -> None:
    sections = {
        "Education": ["**Plum Software School", "Data Science Bootcamp", "June 2021"],
        "Technical Training": ["**Plum Software School | Data Science Apprentice", "June 2021"],
    }
    assert len(titles(recognizer, sections)) == 1
    sections["Technical Training"][0] = "**Fig Software School | Data Science Apprentice"
    assert len(titles(recognizer, sections)) == 2


def test_training_lists_a_label_at_the_end_is_none(recognizer: Any) -> None:
    sections = listing("Orchard Care, Plum Academy, 2020", "Other projects include:")
    assert titles(recognizer, sections) == ["Orchard Care"]


def test_training_lists_of_degrees_are_none(recognizer: Any) -> None:
    rows = ["Degree||College/University||Year", "DPE & Keeper||Plum Polytechnic||2001"]
    sections = listing(*rows, title="Professional Qualification")
    assert titles(recognizer, sections) == []
    sections = listing("Course||College/University||Year", *rows[1:], title="Certifications")
    assert titles(recognizer, sections) == ["DPE & Keeper"]


def test_training_lists_in_a_ruled_cell_are_rows(recognizer: Any) -> None:
    sheet = Sheet().text(72, 60, "Robin Quince", size=18, bold=True).filler(300)
    sheet.heading(72, 96, "Training Details").grid((72, 250, 350, 520), (110, 140, 220))
    head = ("Name of the Industry", "Duration", "Areas of Work")
    cells = (
        ("Plum training centre", "30 Days", "Pear storage"),
        ("Fig training centre", "20 Days", "Soil and water"),
    )
    for y, row in zip((128, 160, 195), (head, *cells), strict=True):
        for x, text in zip((80, 258, 358), row, strict=True):
            sheet.text(x, y, text)
    credentials = recognizer.recognize(sheet.pdf()).credentials
    assert [(c.title, c.issuer.name) for c in credentials] == [
        ("Pear storage", "Plum training centre"),
        ("Soil and water", "Fig training centre"),
    ]


def test_training_lists_go_on_on_the_next_page(recognizer: Any) -> None:
    sheet = Sheet().text(72, 60, "Robin Quince", size=18, bold=True).filler(100)
    sheet.heading(72, 700, "Certifications").text(72, 730, "Certified Keeper of Pears, Quinces and")
    sheet.turn_page().text(72, 60, "Figs, Plum Academy, 2020").filler(300)
    credentials = recognizer.recognize(sheet.pdf()).credentials
    assert [(c.title, c.issued) for c in credentials] == [
        ("Certified Keeper of Pears, Quinces and Figs", "2020")
    ]


@pytest.mark.parametrize(
    "label", ["ASNT Level II Certification in,", "Certified in:", "Completed courses on -"]
)
def test_training_lists_under_words_that_claim_all(recognizer: Any, label: str) -> None:
    lines = [f"- {label}", "> - Pear Storage (PS)", "> - Soils and Water (SW)"]
    sections = listing(*lines, title="Additional Qualification")
    assert titles(recognizer, sections) == ["Pear Storage (PS)", "Soils and Water (SW)"]


@pytest.mark.parametrize(
    ("section", "line", "expected"),
    [
        ("Achievements", "- Lean six sigma greenbelt by Plum Institute, 2015",
         ["Lean six sigma greenbelt"]),
        ("Summary", "Six Sigma Black Belt with ten years in orchards.", ["Six Sigma Black Belt"]),
        ("Work", "- Picked pears beside a Six Sigma Black Belt", []),
        ("Skills", "Six Sigma Green Belt methods", []),
    ],
)  # fmt: skip
def test_training_lists_belts_are_held_where_people_speak_of_themselves(
    recognizer: Any, section: str, line: str, expected: list[str]
) -> None:
    sections = {"Experience": WORK, section: [line], "Hobbies": "Pears"}
    assert titles(recognizer, sections) == expected


def test_training_lists_where_somebody_was_trained_is_no_name(recognizer: Any) -> None:
    lines = [
        "- Four weeks Training in PEAR POWER CORPORATION (FIG TOWN)",
        "- Plum Care, Fig Academy",
    ]
    assert "FIG TOWN" not in titles(recognizer, listing(*lines, title="Training"))


def test_training_lists_a_table_ends_where_text_runs_across_it(recognizer: Any) -> None:
    lines = [
        "Course||Institute||Year",
        "Pear Care||Plum Academy||2019",
        "Financial Markets||Fig University through||2020",
        "||Coursera||",
        "Soil Basics||Elm School||2021",
        "Picked pears and quinces in three valleys, and counted all the baskets twice a day",
    ]
    credentials = report(recognizer, listing(*lines))["credentials"]
    found = [(c["title"], c["issued"]) for c in credentials]
    assert found == [("Pear Care", "2019"), ("Financial Markets", "2020"), ("Soil Basics", "2021")]


@pytest.mark.parametrize(
    ("line", "title", "issuer"),
    [
        ("Certified by Fig Academy in Pear Storage", "Pear Storage", "Fig Academy"),
        ("Certified by Fig Institute as a Plum Auditor", "Plum Auditor", "Fig Institute"),
        ("Certified by national council of plums in tree work.",
         "tree work", "national council of plums"),
        ("Certificate course of Post Graduation in orchard care from Fig Academy",
         "Certificate course of Post Graduation in orchard care", "Fig Academy"),
        ("Post Graduate Certification in Plum Storage, Fig Academy",
         "Post Graduate Certification in Plum Storage", "Fig Academy"),
        ("Certificate in Plum Storage with Honours, Fig Academy",
         "Certificate in Plum Storage with Honours", "Fig Academy"),
    ],
)  # fmt: skip
def test_training_lists_who_certified_and_in_what(
    recognizer: Any, line: str, title: str, issuer: str
) -> None:
    lines = ["- B.Tech in Botany from Plum University, 2014", f"- {line}"]
    assert found(recognizer, *lines, title="Professional Qualification") == [(title, issuer, None)]


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        pytest.param(
            "Trainings Undergone",
            ["- Basics of Ruby Programming", "- Orchard development using Pears and PLUMSQL",
             "- Introduction to Figs and Fig Schema", "- Introduction to Windows Scripting",
             "- Fundamentals of MySQL"],
            ["Basics of Ruby Programming", "Orchard development using Pears and PLUMSQL",
             "Introduction to Figs and Fig Schema", "Introduction to Windows Scripting",
             "Fundamentals of MySQL"],
            id="longer names among names",
        ),
        pytest.param(
            "Additional Qualification",
            ["- CCNA, Cisco", "- ITIL Foundation", "- LADDER INSPECTOR", "- NEBOSH IGC"],
            ["CCNA", "ITIL Foundation", "LADDER INSPECTOR", "NEBOSH IGC"],
            id="a heading that promises little",
        ),
        pytest.param(
            "Additional Qualification",
            ["- CCNA, Cisco", "- Pear picking", "- Good with people", "- Tall"],
            ["CCNA"],
            id="one credential among other things vouches for none",
        ),
    ],
)  # fmt: skip
def test_training_lists_are_weighed_as_a_whole(
    recognizer: Any, title: str, lines: Sequence[str], expected: Sequence[str]
) -> None:
    assert titles(recognizer, listing(*lines, title=title)) == expected


def test_training_lists_a_course_in_a_subject_is_of_no_institute(recognizer: Any) -> None:
    lines = [
        "- Course in Institute Management, Fig Academy",
        "- Java course in Plum Computer Centre",
    ]
    assert found(recognizer, *lines) == [
        ("Course in Institute Management", "Fig Academy", None),
        ("Java course", "Plum Computer Centre", None),
    ]


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("Certified Arbor Expert (CAE)", None),
        ("BLS Provider (AHA)", "AHA"),
    ],
)
def test_training_lists_a_titles_own_initials_are_no_issuer(
    recognizer: Any, line: str, issuer: str | None
) -> None:
    assert [one for _, one, _ in found(recognizer, line)] == [issuer]


def test_training_lists_what_one_told_others_is_none(recognizer: Any) -> None:
    told = ["2021 Bees in winter, at the Orchard Day", "2020 How wasps think"]
    lines = ["Certificate in Pears, Fig Academy, 2019", "", "**Contributed talks", *told]
    assert [one[0] for one in found(recognizer, *lines)] == ["Certificate in Pears"]


def test_training_lists_a_company_by_its_label_is_no_title(recognizer: Any) -> None:
    lines = ["Name of the Company: Plum Power Corporation", "Duration: 10 days"]
    assert found(recognizer, *lines, title="Inplant Training") == []
