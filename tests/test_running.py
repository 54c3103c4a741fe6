"""What running text claims in words of its own: belts, licences, courses gone through."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drawn import listing, report, titles


def told(recognizer: Any, line: str, title: str) -> list[str]:
    return titles(recognizer, listing(f"- {line}", title=title))


@pytest.mark.parametrize(
    ("title", "line", "expected"),
    [
        ("Summary", "Orchard keeper with six sigma greenbelt and 8 years of work",
         "six sigma greenbelt"),
        ("Achievements & Deeds",
         "Took the lessons and earned a black belt certificate in lean six sigma.",
         "black belt certificate in lean six sigma"),
        ("Achievements", "Awarded as Six Sigma Green Belt certification, 2018",
         "Six Sigma Green Belt certification"),
        ("Academic Achievements", "Awarded Six Sigma Green Belt certification in 2018 by KPMG",
         "Six Sigma Green Belt certification"),
        ("Summary", "Greenbelt certified in Lean Six Sigma",
         "Greenbelt certified in Lean Six Sigma"),
        ("Scholastic & Extra-curricular Achievements",
         "Lean six sigma greenbelt from Fig Academy, 2017",
         "Lean six sigma greenbelt"),
        ("Skills", "Lessons | State Licensed K-12 Physics Teacher.",
         "Licensed K-12 Physics Teacher"),
        ("Summary", "Licensed Master Electrician with 10 years in orchards",
         "Licensed Master Electrician"),
        ("Summary", "Qualified ISO 9001 Lead Auditor and keeper of pears for ten years",
         "ISO 9001 Lead Auditor"),
        ("Summary", "Certified internal auditor for ISO 14001:2015 with pears",
         "Certified internal auditor for ISO 14001:2015"),
    ],
)  # fmt: skip
def test_running_text_names_belts_and_licences(
    recognizer: Any, title: str, line: str, expected: str
) -> None:
    assert told(recognizer, line, title) == [expected]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Summary", "Supervised a Licensed Plumber and a licensed electrician"),
        ("Experience", "Worked with a licensed contractor"),
        ("Experience", "Worked with a certified ISO 9001 lead auditor"),
        ("Experience", "Led five projects for the green belt certification in six sigma"),
        ("Summary", "Green belts of trees around the orchard"),
    ],
)
def test_running_text_of_others_claims_nothing(recognizer: Any, title: str, line: str) -> None:
    assert told(recognizer, line, title) == []


@pytest.mark.parametrize(
    ("title", "line", "expected"),
    [
        ("Activities", "2 Attended 5 days training on Orchard Leadership.",
         ("Orchard Leadership", "training", None)),
        ("Skills", "Successfully completed the course in “Basic Orchard Administration”.",
         ("Basic Orchard Administration", "course_certificate", None)),
        ("Skills", "Done PEAR.NET and Figs course in Q-Plum Computer center.",
         ("PEAR.NET and Figs", "training", "Q-Plum Computer center")),
        ("Professional Training & Certification", "Completed training on Windows Server 2012",
         ("Windows Server 2012", "training", None)),
        ("Professional Training & Certification", "Completed training on CCNA",
         ("CCNA", "certification", "Cisco")),
    ],
)  # fmt: skip
def test_running_text_tells_of_courses_and_trainings(
    recognizer: Any, title: str, line: str, expected: tuple[str, str, str | None]
) -> None:
    credentials = report(recognizer, listing(f"- {line}", title=title))["credentials"]
    assert [(c["title"], c["type"], c["issuer"] and c["issuer"]["name"]) for c in credentials] == [
        expected
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Completed the training on time",
        "Attended trade fairs and training on pears",
        "Conducted training on Orchard Safety",
        "Done with Orchard Safety",
    ],
)
def test_running_text_of_other_doings_names_no_course(recognizer: Any, line: str) -> None:
    assert told(recognizer, line, "Activities") == []
