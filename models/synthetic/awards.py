"""One person's credentials: which offer, in which spelling, with which dates, numbers and links."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from models.synthetic.dates import Written, write, write_range, write_running
from models.synthetic.links import certificate_number, certificate_url
from models.synthetic.stock import Offer, vendor_in
from recognizer.resume import CredentialType, Status

MISSPELLING_RATE = 0.02
"""Share of titles with two letters swapped; the label keeps the title as written."""
IN_PROGRESS_RATE, PLANNED_RATE, EXPIRED_RATE = 0.07, 0.015, 0.02
"""Shares of claims that are not simply earned; labels of real résumés show about one in ten."""
ID_RATE, EXPIRY_RATE = 0.10, 0.06
"""Shares of entries with a printed number and with a printed expiry."""

LinkPlace = Literal["none", "title", "word", "icon", "printed"]

_NOTES: dict[Status, tuple[str, ...]] = {
    "in_progress": (
        "(In Progress)", "- Ongoing", "(Pursuing)", "(in progress, expected Jun 2027)",
        "(Expected 2027)", "(exam scheduled Mar 2027)", "– currently enrolled",
    ),
    "planned": ("(planned)", "(planned for 2027)"),
    "expired": ("(expired)", "(lapsed)", "(Expired)"),
    "earned": (),
}  # fmt: skip
_VALID = ("Valid until", "Expires", "Valid through", "Exp.", "Expiry:")
_NUMBER = (
    "Credential ID", "Credential ID:", "Certificate No.", "Cert. No:", "License #", "ID:",
    "Certificate Number:", "Certification No.",
)  # fmt: skip
_WORDS = ("View", "Credential", "Show credential", "[Link]", "Verify", "(certificate)", "See here")
_JOINTS = (
    "{issuer} ({platform})", "{issuer} via {platform}", "{issuer}, {platform}",
    "{platform} ({issuer})", "{issuer} on {platform}", "{issuer} | {platform}",
    "{issuer} - {platform}", "{issuer} through {platform}",
)  # fmt: skip
_COURSES = ("course_certificate", "training", "bootcamp", "professional_certificate")
_DURATIONS = ("6 months", "Three months", "45 days", "2 weeks", "One month")
ICON = "\uf08e"
"""Font Awesome's "external link": a glyph without a meaning in plain text."""


@dataclass(frozen=True, slots=True)
class Award:
    """A credential as this résumé tells it; `used` names the slots that really were printed.

    Slots: issuer, platform, date, valid, id, url, note. `vendor` is the issuer's name inside
    the title. `alone` is true where the platform is the issuer too.
    """

    title: str
    type: CredentialType
    required: bool
    status: Status
    issuer: str | None
    platform: str | None
    vendor: str | None
    alone: bool
    joint: str
    date: Written | None = None
    note: str | None = None
    valid: Written | None = None
    valid_word: str = _VALID[0]
    number: str | None = None
    number_word: str = _NUMBER[0]
    url: str | None = None
    link: LinkPlace = "none"
    link_word: str = _WORDS[0]
    tail: str | None = None
    city: str = ""
    duration: str = ""
    local: bool = False
    used: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Habits:
    """How one person writes credentials; the same for all entries of a résumé."""

    date_styles: tuple[str, ...]
    links: tuple[LinkPlace, ...] = ("none",)
    date_rate: float = 0.75
    capitals: bool = False
    name_issuer: float = 0.7
    city: str = "Chennai"


def award(offer: Offer, habits: Habits, rng: Random) -> Award:
    """An award of the offer with this person's habits."""
    title = _spelled(rng.choice(offer.titles), habits, rng)
    status = "earned" if offer.tail else _status(offer, rng)
    date, note = _date_and_note(offer, status, habits, rng)
    issuer, platform = _named(offer, title, habits, rng)
    link: LinkPlace = rng.choice(habits.links) if status == "earned" else "none"
    provider = offer.platform or (offer.issuers[0] if offer.issuers else "")
    return Award(
        title=title,
        type=offer.type,
        required=offer.required,
        status=status,
        issuer=issuer,
        platform=platform,
        vendor=vendor_in(title, offer.issuers),
        alone=offer.platform is not None and offer.platform in offer.issuers,
        joint=rng.choice(_JOINTS),
        date=date,
        note=note,
        valid=_expiry(offer, status, rng),
        valid_word=rng.choice(_VALID),
        number=certificate_number(rng) if rng.random() < ID_RATE else None,
        number_word=rng.choice(_NUMBER),
        url=certificate_url(provider, rng) if link != "none" else None,
        link=link,
        link_word=rng.choice(_WORDS),
        tail=offer.tail,
        city=habits.city,
        duration=rng.choice(_DURATIONS),
        local=offer.local,
    )


def _spelled(title: str, habits: Habits, rng: Random) -> str:
    if rng.random() < MISSPELLING_RATE:
        words = title.split(" ")
        long = [i for i, word in enumerate(words) if len(word) >= 7 and word.isalpha()]
        if long:
            i, k = rng.choice(long), rng.randint(2, 4)
            w = words[i]
            words[i] = w[:k] + w[k + 1] + w[k] + w[k + 2 :]
            title = " ".join(words)
    return title.upper() if habits.capitals else title


def _status(offer: Offer, rng: Random) -> Status:
    if not offer.required:
        return "earned"
    chance = rng.random()
    if chance < IN_PROGRESS_RATE:
        return "in_progress"
    if chance < IN_PROGRESS_RATE + PLANNED_RATE:
        return "planned"
    if chance < IN_PROGRESS_RATE + PLANNED_RATE + EXPIRED_RATE and offer.type in (
        "certification",
        "license",
    ):
        return "expired"
    return "earned"


def _date_and_note(
    offer: Offer, status: Status, habits: Habits, rng: Random
) -> tuple[Written | None, str | None]:
    style = rng.choice(habits.date_styles)
    year, month = rng.randint(2012, 2025), rng.randint(1, 12)
    course = offer.type in _COURSES
    if status == "in_progress" and (style == "since" or (course and rng.random() < 0.3)):
        return write_running(2026, month, rng), None
    note = rng.choice(_NOTES[status]) if status != "earned" else None
    if status in ("in_progress", "planned") or rng.random() > habits.date_rate:
        return None, note
    if style in ("range", "month_range", "short_range") or (course and rng.random() < 0.12):
        kind = style if style.endswith("range") else rng.choice(("month_range", "short_range"))
        if course:
            return write_range(year, month, kind, rng), note
        style = "mon"
    return write(year, month, "mon" if style == "since" else style, rng), note


def _expiry(offer: Offer, status: Status, rng: Random) -> Written | None:
    if offer.type not in ("certification", "license") or status != "earned":
        return None
    if not offer.required or rng.random() > EXPIRY_RATE:
        return None
    return write(rng.randint(2027, 2029), rng.randint(1, 12), rng.choice(("mon", "slash")), rng)


def _named(offer: Offer, title: str, habits: Habits, rng: Random) -> tuple[str | None, str | None]:
    """Spellings of issuer and platform that this entry may print.

    A course with a short, common name is never left without a provider: nobody could tell then
    what it is.
    """
    if not offer.issuers:
        return None, None
    bare = offer.type != "certification" and len(title.split()) < 4
    if not offer.local and not bare and rng.random() > habits.name_issuer:
        return None, None
    if offer.local and rng.random() > 0.85:
        return None, None
    name = rng.choice(offer.issuers)
    if offer.platform is None:
        return name, None
    if offer.platform in offer.issuers:
        return None, offer.platform
    both = rng.random()
    if offer.type == "professional_certificate" and vendor_in(title, offer.issuers):
        both = max(both, 0.21)
    return (name if both < 0.65 else None), (offer.platform if both > 0.2 else None)
