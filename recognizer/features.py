"""What a résumé shows of one credential → named feature values, for training and rating alike.

A feature is present with a value in (0, 1] or absent; what is unknown is a feature of its own
("issuer:other", "workload:unstated"). The provider's name is never a feature, nor anything
about the person, the date, a link or the layout: only the kind of provider, the words of the
title and the words beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recognizer.assessment_words import CUES
from recognizer.credential import ProviderKind
from recognizer.issuer_words import ISSUER_WORDS
from recognizer.names import normalize
from recognizer.resume import CredentialType

FEATURES_VERSION = 1
"""Raised whenever the same words would give other features; a model fits one version."""

_NEAR = 160
"""Characters of context on either side of the title that are read: an entry's own words."""

EXAMINED = frozenset({"exam", "supervised", "public_exam", "test", "practical"})
"""Cues that say that something was examined."""
_OF_THE_EXAMINATION = frozenset({"certified", "belt", "graded_level", "lead_auditor", "licensed"})
"""What the title says of the examination and not of a course with its name."""

FEW_HOURS = 36.0
"""Up to six days: what calls itself a bootcamp and is as short, or a club's, is a workshop."""

_ISSUER_OF_KIND: dict[ProviderKind, str] = {
    "mooc_platform": "mooc_platform",
    "course_platform": "course_platform",
    "simulation_platform": "simulation_platform",
    "assessment_platform": "assessment_platform",
    "badge_platform": "course_platform",
    "vendor": "vendor",
    "professional_body": "professional_body",
    "regulator": "regulator",
    "accreditor": "examiner",
    "university": "university",
    "bootcamp": "bootcamp",
    "training_company": "training",
    "government": "government",
    "employer": "employer",
    "nonprofit": "professional_body",
}
"""Kind of a known provider → the kind of issuer that names outside the catalogue also show."""

_HOURS = re.compile(
    r"(?P<n>\d{1,4}(?:[.,]\d)?|one|two|three|four|five|six|half)[- ]?(?:\+ ?)?"
    r"(?P<unit>hours?|hrs?\b|h\b|horas|heures|stunden|ore\b|saat|часа?\w*|"
    r"days?|d[íi]as|jours?|tage?\b|weeks?|wks?\b|semanas|wochen|months?|mo\b|meses|mois|monate?|"
    r"years?|a[ñn]os?|ans?\b)",
    re.IGNORECASE,
)
_NUMBERS = {"half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_UNITS = (  # first letters of the unit, hours that one of it stands for
    (("h", "st", "or", "sa", "ча"), 1.0),
    (("d", "jo", "ta"), 6.0),
    (("w", "se", "wo"), 10.0),
    (("me", "mo"), 40.0),
    (("y", "a"), 400.0),
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_VALIDITY = re.compile(
    r"(?:valid|every|renew|recert|revalid|re-?assess|expir|g[üu]ltig|vigen|valable)\w*"
    r"(?:\W+\w+){0,3}?\W+(?:years?|yrs?|months?|jahre?|a[ñn]os?|ans)\b"
    r"|\d+\+? (?:years?|months?)['’]? experience",
    re.IGNORECASE,
)
"""How long it is valid, or how long somebody worked: no workload of the credential."""
_LATIN_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Shown:
    """All that may be known of a credential before it is rated; None is unknown.

    `issuer` and `platform` are names as written, read only for the kind of organization and taken
    out of the other texts. The kinds are the catalogue's where it has them. `borrowed` says that
    the title is somebody else's examination, named beside an institute that teaches for it.
    """

    title: str
    type: CredentialType
    issuer: str | None = None
    issuer_kind: ProviderKind | None = None
    platform: str | None = None
    platform_kind: ProviderKind | None = None
    context: str = ""
    borrowed: bool = False


def features(shown: Shown) -> dict[str, float]:
    """Named values of everything that is shown, in a fixed order.

    >>> sorted(features(Shown("Python workshop", "training", context="2 days")))
    ['issuer:other', 'says:workshop', 'type:training', 'workload:short']
    """
    text = _text(shown)
    title = _without_names(shown.title, shown)
    said = [c.name for c in CUES if c.pattern.search(title if c.in_title else text)]
    issuer = issuer_kind(shown)
    hours = _hours(text)
    type_ = shown.type
    if shown.borrowed and not EXAMINED & set(said):  # the institute's course, by the rubric
        type_ = "course_certificate"
        said = [name for name in said if name not in _OF_THE_EXAMINATION]
    if (type_ == "bootcamp" or "bootcamp" in said) and (issuer == "club" or 0 < hours <= FEW_HOURS):
        type_ = "training" if type_ == "bootcamp" else type_
        said = [*(name for name in said if name not in ("bootcamp", "workshop")), "workshop"]
    kind = "other" if issuer == "unnamed" else issuer  # nothing is known of either
    found = {f"type:{type_}": 1.0, f"issuer:{kind}": 1.0, f"workload:{_workload(hours)}": 1.0}
    if shown.platform is not None and shown.platform_kind is not None:
        found[f"platform:{_ISSUER_OF_KIND[shown.platform_kind]}"] = 1.0
    found.update((f"says:{name}", 1.0) for name in said)
    found.update(_together(set(said), issuer, shown))
    return found


def _together(said: set[str], issuer: str, shown: Shown) -> dict[str, float]:
    """What means more together: each of these only appears, never goes, when a fact is added."""
    found: dict[str, float] = {}
    examined = bool(said & EXAMINED)
    awards = issuer in ("examiner", "regulator", "professional_body", "government")
    if examined and awards:
        found["both:exam+awarding-body"] = 1.0
    if awards and (shown.type == "license" or "licensed" in said):
        found["both:license+awarding-body"] = 1.0
        if "renewed" in said:
            found["both:license+renewed"] = 1.0
    if examined and "renewed" in said:
        found["both:exam+renewed"] = 1.0
        if "registered" in said or "numbered_license" in said:
            found["both:exam+renewed+registered"] = 1.0
    certified = shown.type == "certification" or "certified" in said
    if issuer in ("training", "bootcamp") and certified and not examined and not shown.borrowed:
        found["both:certification+institute"] = 1.0
    return found


def issuer_kind(shown: Shown) -> str:
    """Kind of issuer: the catalogue's, else by the words of its name, else "other".

    >>> issuer_kind(Shown("Tally", "training", issuer="Rao Computer Institute"))
    'training'
    """
    if shown.issuer_kind is not None:
        return _ISSUER_OF_KIND[shown.issuer_kind]
    name = shown.issuer or shown.platform
    if name is None:
        return "unnamed"
    if shown.issuer is None and shown.platform_kind is not None:
        return _ISSUER_OF_KIND[shown.platform_kind]
    for kind, pattern in ISSUER_WORDS:
        if pattern.search(name):
            return kind
    return "other"


def _text(shown: Shown) -> str:
    """Title and context without the names of issuer and platform, and without years."""
    at = max(0, shown.context.find(shown.title))
    context = shown.context[max(0, at - _NEAR) : at + len(shown.title) + _NEAR]
    return _YEAR.sub(" ", _without_names(f"{shown.title} · {context}", shown))


def _without_names(text: str, shown: Shown) -> str:
    """The text without issuer and platform, unless one of them is all that the title says."""
    for name in (shown.issuer, shown.platform):
        if name and len(name) > 2 and normalize(name) != normalize(shown.title):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _workload(hours: float) -> str:
    """The stated workload: "short" to 16 hours, "medium" to 100, "long", or "unstated"."""
    if hours <= 0:
        return "unstated"
    return "short" if hours <= 16 else "medium" if hours <= 100 else "long"


def _hours(text: str) -> float:
    """The longest stated workload in hours; 0 where none is stated."""
    most = 0.0
    for match in _HOURS.finditer(_VALIDITY.sub(" ", text)):
        written = match["n"].lower()
        number = _NUMBERS.get(written) or float(written.replace(",", "."))
        unit = match["unit"].lower()
        hours = next(value for starts, value in _UNITS if unit.startswith(starts))
        most = max(most, number * hours)
    return most


def title_words(shown: Shown) -> tuple[str, ...]:
    """Words of the title alone, names of issuer and platform left out, for comparing models."""
    title = _without_names(shown.title, shown)
    return tuple(dict.fromkeys(_LATIN_WORD.findall(normalize(title))))
