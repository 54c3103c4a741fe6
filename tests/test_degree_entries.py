"""What is said of a degree: title, institution and year of award; what is none is not reported."""

from __future__ import annotations

from typing import Any

import pytest

from recognizer.degree_entries import degrees_of
from recognizer.pipeline import Recognizer

DEGREES: list[tuple[str, list[tuple[str, str | None, int | None]]]] = [
    ("B.Sc. Botany, Fig University, 2019", [("B.Sc. Botany", "Fig University", 2019)]),
    ("Fig University\tPear Valley\nB.Sc. Botany\t2016 - 2019",
     [("B.Sc. Botany", "Fig University", 2019)]),
    ("MBA (Finance)\nFig University\n08/2013 – 07/2015",
     [("MBA (Finance)", "Fig University", 2015)]),
    ("Bachelor of Engineering, 2024 to Present\nFig University",
     [("Bachelor of Engineering", "Fig University", None)]),
    ("Bachelor of Science, Fig University, expected May 2026",
     [("Bachelor of Science", "Fig University", None)]),
    ("B.Tech (Pursuing)\tFig Institute of Technology\t2025",
     [("B.Tech", "Fig Institute of Technology", None)]),
    ("2015 TO\nFig University\nMaster of Arts", [("Master of Arts", "Fig University", None)]),
    ("2009-12, Bachelor of Commerce, Fig University",
     [("Bachelor of Commerce", "Fig University", 2012)]),
    ("Completed B.Sc. Botany with 71 % from Fig University in 2008",
     [("B.Sc. Botany", "Fig University", 2008)]),
    ("Degree\tBoard/University\tYear of Passing\nB.E\tFig University\t2013",
     [("B.E", "Fig University", 2013)]),
    ("MBA, Fig University, 2011\nB.Com, Pear University, 2009",
     [("MBA", "Fig University", 2011), ("B.Com", "Pear University", 2009)]),
    ("2020 | Fig Software School\nBACHELOR OF SCIENCE – Botany 2018 | University of Fig",
     [("BACHELOR OF SCIENCE", "University of Fig", 2018)]),
    ("B.Com, Fig University, 2011\nClass XII, Pear High School, 2008",
     [("B.Com", "Fig University", 2011)]),
    ("Fig University, Boston, MA\nM.Sc. in Botany, 2021",
     [("M.Sc. in Botany", "Fig University", 2021)]),
    ("Teaching License, Pear Valley Board, 2019 M.Ed, Fig University, 2018",
     [("M.Ed", "Fig University", 2018)]),
    ("2015 B.Com, Fig College, Pear Valley, 2010 XII Pear School",
     [("B.Com", "Fig College", 2015)]),
    ("Graduation, Fig University, 2012", [("Graduation", "Fig University", 2012)]),
    ("Master of Education", [("Master of Education", None, None)]),
]  # fmt: skip
NO_DEGREES = [
    "10th, Pear Valley Board, 2008",
    "12th Standard, Pear High School, 2010",
    "SSC\t2004\t71 %",
    "HSC, Pear Board, 2006",
    "Matriculation, Pear High School",
    "Higher Secondary School, 2015",
    "High School Diploma, 2016 – 2020",
    "Baccalauréat, Lycée Fig, 2010",
    "GCE O/L – Good Fig School (2020)",
    "Degree/Course\tUniversity\tYear",
    "Teaching License, Secondary Education, 2019",
    "Master Teaching License, State Board, 2019",
    "Licensed Master Social Worker",
    "Honors & Awards",
    "Graduated with Honors, 2010",
    "Expected graduation: May 2027",
    "Data Science Certificate\nFig Software School Graduation, June 2020",
    "Certificate course after a Post Graduation in Plums, Fig Institute",
    "M.Tech Project: A bridge for the valley",
    "Master's thesis on figs",
    "Received certificate of internship work in b.tech, Fig Ltd.",
    "Preparing master schedules, resource schedules and forecasts for the works",
]


@pytest.mark.parametrize(("text", "expected"), DEGREES)
def test_degrees_take_title_institution_and_year_of_award(
    recognizer: Recognizer, text: str, expected: list[Any]
) -> None:
    found = degrees_of(text, recognizer.finder.parts.read(text, 0))
    told = [(d.title, d.institution, d.year.year if d.year else None) for d in found]
    assert told == expected
    assert all(d.year is None or d.year.month is None for d in found)


@pytest.mark.parametrize("text", NO_DEGREES)
def test_degrees_are_not_made_of_schools_heads_and_licences(
    recognizer: Recognizer, text: str
) -> None:
    assert degrees_of(text, recognizer.finder.parts.read(text, 0)) == ()


def test_degrees_of_nothing() -> None:
    assert degrees_of("", ()) == ()
