"""What running text claims in words of its own: belts, licences, courses gone through."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drawn import listing, titles


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
        ("Summary", "Greenbelt certified in Lean Six Sigma",
         "Greenbelt certified in Lean Six Sigma"),
        ("Scholastic & Extra-curricular Achievements",
         "Lean six sigma greenbelt from Fig Academy, 2017",
         "Lean six sigma greenbelt"),
        ("Skills", "Lessons | State Licensed K-12 Physics Teacher.",
         "Licensed K-12 Physics Teacher"),
        ("Summary", "Licensed Master Electrician with 10 years in orchards",
         "Licensed Master Electrician"),
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
        ("Experience", "Led five projects for the green belt certification in six sigma"),
        ("Summary", "Green belts of trees around the orchard"),
    ],
)
def test_running_text_of_others_claims_nothing(recognizer: Any, title: str, line: str) -> None:
    assert told(recognizer, line, title) == []
