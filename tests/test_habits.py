"""Habits of real résumés, each drawn as a page, and what must be read from it.

Where a name is of no vendor, it is invented.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.drawn import listing, report

Expected = list[tuple[str, str | None, str | None]]
"""Title, issuer's name, date of issue."""


def found(recognizer: Any, lines: list[str], title: str = "Certifications") -> Expected:
    credentials = report(recognizer, listing(*lines, title=title))["credentials"]
    return [(c["title"], c["issuer"] and c["issuer"]["name"], c["issued"]) for c in credentials]


CASES: dict[str, tuple[list[str], Expected]] = {
    "every other line bold": (
        [
            "**Certified Plum Keeper, Plum Academy",
            "Certified Pear Keeper, Fig Institute",
            "**Certified Fig Keeper, Plum Academy",
        ],
        [
            ("Certified Plum Keeper", "Plum Academy", None),
            ("Certified Pear Keeper", "Fig Institute", None),
            ("Certified Fig Keeper", "Plum Academy", None),
        ],
    ),
    "date first, on a line of its own": (
        ["05/2019", "**PMP", "PMI", "07/2021", "**CISSP", "ISC2"],
        [("PMP", "PMI", "2019-05"), ("CISSP", "ISC2", "2021-07")],
    ),
    "a month under its title is no page number": (
        ["**Certified Kubernetes Administrator", "06/2016"],
        [("Certified Kubernetes Administrator", "The Linux Foundation", "2016-06")],
    ),
    "provider above the title": (
        ["HackerRank", "**Problem Solving (Basic)", "", "HubSpot Academy", "**Inbound Marketing"],
        [
            ("Problem Solving (Basic)", "HackerRank", None),
            ("Inbound Marketing", "HubSpot Academy", None),
        ],
    ),
    "initials of the body that awards it": (
        ["BLS Provider, AHA, 2020", "API 570 Piping Inspector | API | 2019"],
        [("BLS Provider", "AHA", "2020"), ("API 570 Piping Inspector", "API", "2019")],
    ),
    "labels on lines of their own": (
        ["- Title: PMP", "  Institute: PMI", "  Year: 02-2021"],
        [("PMP", "PMI", "2021-02")],
    ),
    "a list in one line, providers in brackets": (
        ["Certified in CCNA (Cisco), Plum Keeping Course (Plum Academy), PMP (PMI)"],
        [
            ("CCNA", "Cisco", None),
            ("Plum Keeping Course", "Plum Academy", None),
            ("PMP", "PMI", None),
        ],
    ),
    "what was learnt stands under it": (
        ["**Plum Keeping Course", "Plum Academy, 2020", "Gained practical knowledge of pruning"],
        [("Plum Keeping Course", "Plum Academy", "2020")],
    ),
    "an award among certificates": (
        ["- PMP, PMI", "- Certificate of Excellence in the annual sports meet", "- CISSP, ISC2"],
        [("PMP", "PMI", None), ("CISSP", "ISC2", None)],
    ),
    "a town that no list knows": (
        ["Linux Training at Plum Academy, Figtown, 06-2012"],
        [("Linux Training", "Plum Academy", "2012-06")],
    ),
    "numbered items": (
        ["1. Plum Keeping Course from Plum Academy", "2. Pear Keeping Course from Fig Institute"],
        [
            ("Plum Keeping Course", "Plum Academy", None),
            ("Pear Keeping Course", "Fig Institute", None),
        ],
    ),
    "quoted names, one by one": (
        ["Certified by Plum Academy for completion of “Plum Keeping” and “Pear Keeping”"],
        [("Plum Keeping", "Plum Academy", None), ("Pear Keeping", "Plum Academy", None)],
    ),
    "two certifications by their short forms": (
        ["CCNA – CISSP"],
        [("CCNA", "Cisco", None), ("CISSP", "ISC2", None)],
    ),
}


@pytest.mark.parametrize("habit", CASES)
def test_habits_are_read(recognizer: Any, habit: str) -> None:
    lines, expected = CASES[habit]
    assert found(recognizer, lines) == expected


def test_habits_a_section_that_names_its_provider(recognizer: Any) -> None:
    lines = ["- Plum Analytics Certificate, 2020", "- Pear Analytics Certificate, 2021"]
    credentials = report(recognizer, listing(*lines, title="Certifications from Coursera"))[
        "credentials"
    ]
    assert [c["platform"]["id"] for c in credentials] == ["coursera", "coursera"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "I hold the PMP from PMI, obtained in 2015. Completed Plum Keeping through Udemy",
                "in May 2019. Currently pursuing CISSP with ISC2.",
            ],
            [("PMP", "earned"), ("Plum Keeping", "earned"), ("CISSP", "in_progress")],
        ),
        (["Holder of the CCNA of Cisco since 2019."], [("CCNA", "earned")]),
    ],
)
def test_habits_sentences_in_a_list(
    recognizer: Any, lines: list[str], expected: list[tuple[str, str]]
) -> None:
    credentials = report(recognizer, listing(*lines))["credentials"]
    assert [(c["title"], c["status"]) for c in credentials] == expected


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("Experience", "Organised PMP preparation sessions for colleagues as coordinator"),
        ("Summary", "Auditor with ISACA & ISC2 Certification"),
        ("Certifications", "Orchard Scientist, Plum Laboratories, 2005 – 2009"),
        ("Certifications", "a member of the orchard keepers, chosen after a long examination"),
    ],
)
def test_habits_that_claim_nothing(recognizer: Any, section: str, line: str) -> None:
    assert found(recognizer, [f"- {line}"], section) == []


@pytest.mark.parametrize(
    ("lines", "titles", "courses"),
    [
        (
            [
                "Deep Learning Specialization: Sequence Models; "
                "Structuring Machine Learning Projects"
                " (Coursera)"
            ],
            ["Deep Learning Specialization"],
            ["Sequence Models", "Structuring Machine Learning Projects"],
        ),
        (
            [
                "Deep Learning Specialization, Coursera",
                "- Convolutional Neural Networks",
                "- Sequence Models",
                "PMP, PMI",
            ],
            ["Deep Learning Specialization", "PMP"],
            ["Convolutional Neural Networks", "Sequence Models"],
        ),
        (
            [
                "Deep Learning Specialization, Coursera",
                "- Convolutional Neural Networks, Coursera, 2019",
                "- Sequence Models, Coursera, 2020",
            ],
            ["Deep Learning Specialization", "Convolutional Neural Networks", "Sequence Models"],
            [],
        ),
    ],
)
def test_habits_a_programme_and_its_courses(
    recognizer: Any, lines: list[str], titles: list[str], courses: list[str]
) -> None:
    credentials = report(recognizer, listing(*lines))["credentials"]
    assert [c["title"] for c in credentials] == titles
    assert [course["title"] for course in credentials[0]["courses"]] == courses
    assert all(course["id"] for course in credentials[0]["courses"])
