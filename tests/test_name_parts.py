"""Names that commas cut in pieces, and names that a word joins."""

from __future__ import annotations

import pytest

from recognizer.name_parts import NameReader
from recognizer.resume import Part

NAMES = {"soils roots and pears", "orchard care", "plum keeping"}


def plain(text: str) -> str:
    return text.replace(",", "").lower()


READER = NameReader(lambda text: plain(text) in NAMES, lambda text: plain(text) in NAMES)


def parts_of(text: str) -> list[Part]:
    """Every piece between commas a title."""
    found: list[Part] = []
    at = 0
    for piece in text.split(", "):
        found.append(Part("title", at, at + len(piece), piece, ", " if at else ""))
        at += len(piece) + 2
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Soils, Roots, and Pears", ["Soils, Roots, and Pears"]),
        ("Figs, Soils, Roots, and Pears", ["Figs", "Soils, Roots, and Pears"]),
        ("Soils, Roots, and Pears, Figs", ["Soils, Roots, and Pears", "Figs"]),
        ("Soils, Roots, Pears", ["Soils", "Roots", "Pears"]),
        ("Orchard Care and Plum Keeping", ["Orchard Care", "Plum Keeping"]),
        ("Orchard Care and Figs", ["Orchard Care and Figs"]),
        ("“Pears” and “Figs”", ["“Pears”", "“Figs”"]),
    ],
)
def test_name_parts_hold_one_name_each(text: str, names: list[str]) -> None:
    found = READER.read(parts_of(text), text, 0)
    assert [part.text for part in found] == names
    assert [text[part.start : part.end] for part in found] == names


def test_name_parts_stand_where_their_entry_does() -> None:
    text = "Soils, Roots, and Pears"
    moved = [Part(p.role, p.start + 7, p.end + 7, p.text, p.sep) for p in parts_of(text)]
    assert [(p.start, p.end) for p in READER.read(moved, text, 7)] == [(7, 7 + len(text))]
