"""Aliases of universities that are no names, and those that look odd and are."""

from __future__ import annotations

from pathlib import Path

import pytest

from recognizer import curation
from recognizer.name_rules import not_a_name
from tests.taxonomy_folder import break_taxonomy

OSTMARK = "University of Ostmark"


@pytest.mark.parametrize(
    ("alias", "why"),
    [
        ("www.ostmark.ac.at", "is a web address"),
        ("https://ostmark.example/en", "is a web address"),
        ("ostmark.edu", "is a web address"),
        ("Ostmark College; OC; The Old Place", "holds several names"),
        ("Ostmark Arts &amp; Crafts", "holds a code of HTML"),
        ("Welcome to Ostmark University", "is the title of a page"),
        ("Home", "is the title of a page"),
        ("Home | Ostmark", "is the title of a page"),
        ("Official website of Ostmark", "is the title of a page"),
        ("Ostmark Student Portal", "is the title of a page"),
        ("1234 Long Road", "is an address"),
        ("Ostmark, OH 45223", "is an address"),
        ("Address: Long Road", "is an address"),
        ("Ostmark Campus:", "is an address"),
        ("Ostmark MBA", "is the name of a course or degree"),
        ("Bachelor of Science", "is the name of a course or degree"),
        ("Ostmark Online Courses", "is the name of a course or degree"),
        ("College", "consists of words that many schools have"),
        ("The Graduate School", "consists of words that many schools have"),
        ("International University of Technology", "consists of words that many schools have"),
        ("U of O", "consists of single letters"),
    ],
)
def test_not_a_name(alias: str, why: str) -> None:
    assert (not_a_name(alias, OSTMARK) or "").startswith(why)


@pytest.mark.parametrize(
    "alias",
    [
        "Ostmark",
        "OstmarkX",
        "O.U.O.",
        "A-B Tech",
        "TU/e",
        "Ostmark A&M",
        "The Master's College",
        "Ostmark University International Programmes",
        "Degree College of Ostmark",
        "20 August 1955 Ostmark University",
        "Ostmark State University - Mountain Home",
        "Ostmark Institute of Technology (OIT)",
        "جامعة أوستمارك",
    ],
)
def test_odd_names_are_names(alias: str) -> None:
    assert not_a_name(alias, OSTMARK) is None


def test_a_name_without_its_article_is_a_name() -> None:
    assert not_a_name("Open University", "The Open University") is None
    assert not_a_name("Open University", OSTMARK) is not None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Ostmark Uni|UOM", "UO", "university-of-ostmark: aliases: 'UO' is too short"),
        ("Ostmark Uni|UOM", "statistics", "aliases: 'statistics' is the name of a skill"),
        ("Ostmark Uni|UOM", "Main Campus", "aliases: 'Main Campus' consists of words"),
        (",University of Ostmark,", ",Ostmark Degrees,", "name: 'Ostmark Degrees' is the name of"),
    ],
)
def test_check_names_the_alias(tmp_path: Path, old: str, new: str, message: str) -> None:
    folder = break_taxonomy(tmp_path, "universities.csv", old, new)
    found = [str(problem) for problem in curation.check(folder)]
    assert any(message in line for line in found), found
