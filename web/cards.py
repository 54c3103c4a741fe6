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
from recognizer.web.tables import Review, Verdict
from recognizer.web.words import month, over
from recognizer.wording import check_of, match_of, platform_beside, tier_of

Checkable = Literal["checked", "mismatch", "doubt", "link", "number", "norecord", "none", "later"]
CHECKABLE: dict[Checkable, str] = {
    "checked": "checked by a reviewer: matches",
    "mismatch": "checked by a reviewer: does not match",
    "doubt": "look closely: the link or record is doubtful",
    "link": "official link: one click",
    "number": "number to look up",
    "norecord": "a link, but to no record",
    "none": "nothing printed to check",
    "later": "not earned yet",
}
"""What there is to check a claim with, the strongest first."""
_DOUBTS = frozenset({"lookalike_domain", "link_not_official", "revoked"})
_REVIEWED: dict[Verdict, Checkable] = {"matches": "checked", "does_not_match": "mismatch"}
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
    def earned(self) -> bool:
        """Whether the résumé says that it was earned, be it expired since."""
        return self.item.status not in NOT_EARNED_YET

    @property
    def rejected(self) -> bool:
        """Whether a reviewer said that it is no credential: then it is not counted."""
        return self.review is not None and self.review.verdict == "not_a_credential"

    @property
    def estimated(self) -> bool:
        """Whether the tier is an estimate."""
        return self.item.tier.basis == "estimate"

    @property
    def basis(self) -> str:
        """What the tier rests on."""
        tier = self.item.tier
        if tier.basis == "estimate" and tier.probability is not None:
            return f"estimated, {tier.probability:.0%} sure"
        if tier.basis == "catalogue":
            own = self.item.match.credential is not None
            return "from the catalogue" if own else "from the catalogue: so its provider does it"
        return "too little is known to rate it"

    @property
    def match(self) -> str:
        """What the catalogue knows."""
        return match_of(self.item)

    @property
    def checkable(self) -> Checkable:
        """Which way there is to check it."""
        state = self.item.verification.state
        if self.review is not None and self.review.verdict in _REVIEWED:
            return _REVIEWED[self.review.verdict]
        if self.item.status in NOT_EARNED_YET:
            return "later"
        if state in _DOUBTS:
            return "doubt"
        if state in _LINKS:
            return "link"
        if state == "identifier_present":
            return "number"
        return "norecord" if state == "claimed" and self.item.url else "none"

    @property
    def checked(self) -> str:
        """The verification state in words; after a review, the reviewer's."""
        if self.checkable in _REVIEWED.values():
            return CHECKABLE[self.checkable]
        return check_of(self.item) or "not earned yet"

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
            return "it may have expired"
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
    """Counts above the cards, only what occurs: of earned credentials by (tier, its name, how
    many, how many of these estimated) and by what is checkable; how many are not earned yet, and
    how many a reviewer rejected.
    """

    tiers: tuple[tuple[int | None, str, int, int], ...]
    checks: tuple[tuple[Checkable, str, int], ...]
    later: int
    rejected: int


def strip(shown: Iterable[Card]) -> Strip:
    """How many credentials by tier and by what is checkable."""
    every = tuple(shown)
    kept = [card for card in every if card.earned and not card.rejected]
    tiers = Counter(card.item.tier.level for card in kept)
    estimated = Counter(card.item.tier.level for card in kept if card.estimated)
    checks = Counter(card.checkable for card in kept)
    levels = (*TIER_NAMES, None)
    return Strip(
        tuple(
            (level, TIER_NAMES[level] if level else "Not rated", tiers[level], estimated[level])
            for level in levels
            if tiers[level]
        ),
        tuple((key, label, checks[key]) for key, label in CHECKABLE.items() if checks[key]),
        later=sum(not card.earned and not card.rejected for card in every),
        rejected=sum(card.rejected for card in every),
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
