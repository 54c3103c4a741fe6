"""A report as it is laid out on the page: cards, the strip above them, and the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from recognizer.links import MASK
from recognizer.report import TIER_NAMES, Finding, Report
from recognizer.resume import NOT_EARNED_YET
from recognizer.web.tables import Review
from recognizer.web.words import month, over
from recognizer.wording import check_of, match_of, platform_beside, tier_of

Checkable = Literal["link", "number", "none", "later", "doubt"]
CHECKABLE: dict[Checkable, str] = {
    "link": "official link: one click",
    "number": "number to look up",
    "none": "nothing printed to check",
    "later": "not earned yet",
    "doubt": "look closely: the link or record is doubtful",
}
_DOUBTS = frozenset({"lookalike_domain", "link_not_official", "revoked"})
_LINKS = frozenset(
    {"official_link_present", "signature_valid_issuer_trusted", "opened_by_reviewer"}
)
_WIDTH, _ROW = 1000, 26
"""Units of the timeline's drawing: its width, and the height of one credential's row."""
_LEAST_YEARS = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One credential; `number` counts from 1 in the order of the résumé."""

    number: int
    item: Finding
    review: Review | None
    today: date

    @property
    def index(self) -> int:
        """Its place in the report's list, from 0."""
        return self.number - 1

    @property
    def platform(self) -> str | None:
        """Where it was taken, where that is not the issuer itself."""
        return platform_beside(self.item)

    @property
    def tier(self) -> str:
        """The tier in words."""
        return tier_of(self.item)

    @property
    def match(self) -> str:
        """What the catalogue knows."""
        return match_of(self.item)

    @property
    def checkable(self) -> Checkable:
        """Which way there is to check it."""
        state = self.item.verification.state
        if self.item.status in NOT_EARNED_YET:
            return "later"
        if state in _DOUBTS:
            return "doubt"
        if state in _LINKS:
            return "link"
        return "number" if state == "identifier_present" else "none"

    @property
    def checked(self) -> str | None:
        """The verification state, once more as words; after a review, the reviewer's."""
        if self.review is not None and self.review.verdict == "matches":
            return "opened by a reviewer"
        return check_of(self.item)

    @property
    def dates(self) -> str:
        """When it was issued, or what is known instead."""
        if self.item.status in NOT_EARNED_YET:
            return f"planned for {month(self.item.expires)}" if self.item.expires else "no date yet"
        return f"issued {month(self.item.issued)}" if self.item.issued else "no date shown"

    @property
    def currency(self) -> str:
        """Whether it is current, as far as the résumé says."""
        item = self.item
        if item.status in NOT_EARNED_YET:
            return "in progress" if item.status == "in_progress" else "planned"
        if item.expires:
            passed = over(item.expires, self.today)
            return f"{'expired' if passed else 'valid until'} {month(item.expires)}"
        if item.status == "expired":
            return "expired, by the résumé's own words"
        if not item.issued:
            return "date not shown: whether it is current cannot be told"
        return "no expiry printed"

    @property
    def past(self) -> bool:
        """Whether it has expired."""
        expires = self.item.expires
        return self.item.status == "expired" or bool(expires and over(expires, self.today))

    @property
    def host(self) -> str | None:
        """The site its link leads to, for a link that a browser may open."""
        if not self.item.url:
            return None
        try:
            parts = urlsplit(self.item.url)
        except ValueError:
            return None
        return parts.hostname if parts.scheme in ("http", "https") else None

    @property
    def masked(self) -> bool:
        """Whether the link names the person, so that blind mode shows a part of it only."""
        return MASK in (self.item.url or "")

    @property
    def openable(self) -> bool:
        """Whether the page offers the link: never one that imitates an official site."""
        doubtful = self.item.verification.state == "lookalike_domain"
        return self.host is not None and not self.masked and not doubtful


def cards(
    report: Report, reviews: Mapping[tuple[str, int], Review], document: str, today: date
) -> tuple[Card, ...]:
    """One card a credential, in the report's order."""
    return tuple(
        Card(number, item, reviews.get((document, number - 1)), today)
        for number, item in enumerate(report.credentials, start=1)
    )


@dataclass(frozen=True, slots=True)
class Strip:
    """Counts above the cards: (label, how many), only what occurs."""

    tiers: tuple[tuple[int | None, str, int], ...]
    checks: tuple[tuple[Checkable, str, int], ...]


def strip(shown: Iterable[Card]) -> Strip:
    """How many credentials by tier and by what is checkable; those not earned yet apart."""
    kept = tuple(shown)
    tiers = Counter(card.item.tier.level for card in kept)
    checks = Counter(card.checkable for card in kept)
    levels = (*TIER_NAMES, None)
    return Strip(
        tuple(
            (level, TIER_NAMES[level] if level else "Not rated", tiers[level])
            for level in levels
            if tiers[level]
        ),
        tuple((key, label, checks[key]) for key, label in CHECKABLE.items() if checks[key]),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """One row of the timeline; x in units of the drawing, `until` None for a moment."""

    card: Card
    x: float
    until: float | None
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing of `width` × `height` units; `years` are (year, x); `today` is an x."""

    width: int
    height: int
    years: tuple[tuple[int, float], ...]
    today: float
    spans: tuple[Span, ...]
    undated: int


def timeline(shown: Iterable[Card], today: date) -> Timeline | None:
    """When credentials were issued and expire; None when no date is printed."""
    kept = tuple(shown)
    dated = [card for card in kept if card.item.issued or card.item.expires]
    if not dated:
        return None
    values = [_years(v) for c in dated for v in (c.item.issued, c.item.expires) if v]
    now = today.year + (today.month - 1) / 12
    first, last = int(min([*values, now - _LEAST_YEARS])), int(max([*values, now])) + 1
    step = max(1, -(-(last - first) // 12))

    def place(value: float) -> float:
        return round((value - first) / (last - first) * _WIDTH, 1)

    dated.sort(key=lambda card: (_years(card.item.issued or card.item.expires), card.number))
    spans = tuple(_span(card, row, place) for row, card in enumerate(dated))
    return Timeline(
        _WIDTH,
        _ROW * (len(spans) + 1),
        tuple((year, place(year)) for year in range(first, last + 1, step)),
        place(now),
        spans,
        len(kept) - len(dated),
    )


def _span(card: Card, row: int, place: Callable[[float], float]) -> Span:
    item = card.item
    start = place(_years(item.issued or item.expires))
    end = place(_years(item.expires)) if item.expires and item.issued else None
    label = f"{card.dates}, {card.currency}"
    return Span(card, start, end, _ROW * row + _ROW / 2, label)


def _years(value: str | None) -> float:
    """`2024-07` as 2024.5; a year alone as its middle."""
    year, _, number = (value or "").partition("-")
    return int(year) + ((int(number) - 1) / 12 if number else 0.5)
