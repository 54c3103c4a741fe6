"""How many credentials an entry names, and where each title stands."""

from __future__ import annotations

import itertools
from random import Random
from typing import Any

import pytest

from recognizer.units import Unit
from tests.drawn import listing, titles


def units(recognizer: Any, text: str, *, follow: bool = False) -> list[Unit]:
    finder = recognizer.finder
    found: list[Unit] = finder.units.read(
        finder.parts.read(text), text, 0, organizations_follow=follow
    )
    return found


def named(recognizer: Any, text: str, **options: bool) -> list[str]:
    return [text[unit.start : unit.end] for unit in units(recognizer, text, **options)]


def organizations(unit: Unit) -> list[str]:
    return [p.text for p in unit.parts if p.role == "organization"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Orchard Care", ["Orchard Care"]),
        ("Orchard Care, Plum Academy, 2021", ["Orchard Care"]),
        ("Orchard Care | Plum Academy | May 2021", ["Orchard Care"]),
        ("Orchard Care – Plum Academy (2021)", ["Orchard Care"]),
        ("Plum Academy: Orchard Care", ["Orchard Care"]),
        ("Orchard Care\nPlum Academy\nMay 2021", ["Orchard Care"]),
        ("AWS Certified Developer – Associate, 2021", ["AWS Certified Developer – Associate"]),
        ("Microsoft Certified: Azure Fundamentals", ["Microsoft Certified: Azure Fundamentals"]),
        ("AZ-900: Azure Fundamentals", ["AZ-900: Azure Fundamentals"]),
        ("Project Management Professional (PMP)", ["Project Management Professional (PMP)"]),
        ("HTML, CSS and JavaScript for Web Developers", None),
        ("PMP, CISSP", ["PMP", "CISSP"]),
        ("PMP; CISSP; CCNA", ["PMP", "CISSP", "CCNA"]),
        ("PMP | CISSP", ["PMP", "CISSP"]),
        ("PMP\tCISSP\tCCNA", ["PMP", "CISSP", "CCNA"]),
        ("PMP, PMI, 2019; CISSP, ISC2, 2020", ["PMP", "CISSP"]),
        (
            "Coursera: Python for Everybody; SQL for Data Science",
            ["Python for Everybody", "SQL for Data Science"],
        ),
        (
            "Coursera: Python for Everybody, SQL for Data Science",
            ["Python for Everybody", "SQL for Data Science"],
        ),
        (
            "Orchard Care (Plum Academy), Bookkeeping (Fig Institute)",
            ["Orchard Care", "Bookkeeping"],
        ),
        (
            "Orchard Care, Plum Academy, 2021; Bookkeeping, Fig Institute, 2020",
            ["Orchard Care", "Bookkeeping"],
        ),
        ("• Orchard Care • Bookkeeping • Pruning", ["Orchard Care", "Bookkeeping", "Pruning"]),
        ("CompTIA A+ • CompTIA Network+", ["CompTIA A+", "CompTIA Network+"]),
        ("", []),
        ("Plum Academy, 2021", []),
        ("May 2021", []),
    ],
)
def test_units_of_an_entry(recognizer: Any, text: str, titles: list[str] | None) -> None:
    assert named(recognizer, text) == ([text] if titles is None else titles)


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("Coursera: Python for Everybody; SQL for Data Science", ["Coursera"]),
        ("PMP, PMI, 2019; CISSP, ISC2, 2020", None),
        ("Orchard Care (Plum Academy), Bookkeeping (Fig Institute)", None),
        ("PMP; CISSP, Plum Academy", ["Plum Academy"]),
    ],
)
def test_units_share_what_stands_before_or_after_the_list(
    recognizer: Any, text: str, shared: list[str] | None
) -> None:
    found = units(recognizer, text)
    assert len(found) == 2
    assert not any(unit.alone for unit in found)
    named = [organizations(unit) for unit in found]
    if shared is None:
        assert named[0] != named[1] and all(len(names) == 1 for names in named)
    else:
        assert named == [shared, shared]


@pytest.mark.parametrize(
    ("text", "follow", "organization"),
    [
        ("Orchard Care – Perrin", False, ["Perrin"]),
        ("Orchard Care | Perrin & Sons", False, ["Perrin & Sons"]),
        ("Orchard Care, Perrin", True, ["Perrin"]),
        ("Certificate in Pomology, Perrin Brothers", False, ["Perrin Brothers"]),
        ("Orchard Care | pruning and picking", False, []),
    ],
)
def test_units_take_what_stands_second_for_the_organization(
    recognizer: Any, text: str, follow: bool, organization: list[str]
) -> None:
    (unit,) = units(recognizer, text, follow=follow)
    assert organizations(unit) == organization


def test_units_alone_only_where_nothing_else_is_named(recognizer: Any) -> None:
    (unit,) = units(recognizer, "Orchard Care, Plum Academy, 2021")
    assert unit.alone


def test_units_offsets_start_at_the_base(recognizer: Any) -> None:
    finder, text = recognizer.finder, "Orchard Care, Plum Academy"
    (unit,) = finder.units.read(finder.parts.read(text, 100), text, 100)
    assert (unit.start, unit.end) == (100, 112)


PIECES = (
    "AWS Certified Developer – Associate PMP CCNA CPA Coursera: Udemy Plum Academy Orchard Care by "
    "from via on ( ) [ ] : ; , | • // / & + # – - 2021 05/2021 expires until ID: ABC-123 pursuing "
    "https://a.example/x View Certificate of in and Institute Ltd. B.Sc. 90% 1. a) the “ ” ' ® ™ "
    "\u00ad Ω é C++ No. { } \\ % \n \t"
).split(" ")


@pytest.mark.parametrize("seed", range(40))
def test_units_of_any_text_stay_inside_it(recognizer: Any, seed: int) -> None:
    rng = Random(seed)
    for _ in range(20):
        text = " ".join(rng.choice(PIECES) for _ in range(rng.randint(1, 14)))
        found = units(recognizer, text)
        for unit in found:
            assert 0 <= unit.start < unit.end <= len(text)
            assert text[unit.start : unit.end].strip()
        assert all(a.end <= b.start for a, b in itertools.pairwise(found)), text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("AWS Solutions Architect, CKA, Terraform Associate",
         ["AWS Solutions Architect", "CKA", "Terraform Associate"]),
        ("Project Management Professional, PMP", ["Project Management Professional"]),
    ],
)  # fmt: skip
def test_units_a_short_form_after_a_comma_is_another(
    recognizer: Any, line: str, expected: list[str]
) -> None:
    assert titles(recognizer, listing(line)) == expected
