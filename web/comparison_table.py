"""Two or three résumés beside each other: a row for each credential, a cell for each résumé.

What several name stands first, the rest in the order in which the résumés name it. Nothing is
added up, and what a reviewer rejected is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recognizer.names import normalize
from recognizer.report import Finding
from recognizer.web.cards import Card, cards
from recognizer.web.reports import Shown
from recognizer.web.tables import Review


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A credential, and what each résumé says of it: None where it does not name it."""

    title: str
    issuer: str | None
    cells: tuple[Card | None, ...]


def compare_rows(
    shown: Sequence[Shown], reviews: Mapping[tuple[str, int], Review], today: date
) -> tuple[ComparedRow, ...]:
    """One row a credential: the same entry of the catalogue, or else the same title and issuer."""
    found: dict[tuple[str, ...], list[Card | None]] = {}
    for place, one in enumerate(shown):
        if one.report is None:
            continue
        for card in cards(one.report, reviews, one.id, today):
            if card.rejected:
                continue
            row = found.setdefault(_key(card.item), [None] * len(shown))
            row[place] = row[place] or card
    rows = sorted(found.values(), key=lambda cells: sum(card is not None for card in cells) < 2)
    return tuple(map(_row, rows))


def _row(cells: list[Card | None]) -> ComparedRow:
    first = next(card.item for card in cells if card)
    name = first.match.name if first.match.credential and first.match.name else first.title
    return ComparedRow(name, first.issuer.name if first.issuer else None, tuple(cells))


def _key(item: Finding) -> tuple[str, ...]:
    if item.match.credential:
        return (item.match.credential,)
    return (normalize(item.title), normalize(item.issuer.name) if item.issuer else "")
