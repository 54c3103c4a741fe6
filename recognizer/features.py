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
from recognizer.issuer_words import ISSUER_WORDS, LETTERS, UNDER_ANOTHER
from recognizer.names import normalize
from recognizer.resume import CredentialType
from recognizer.workload import hours_of, workload

FEATURES_VERSION = 2
"""Raised whenever the same words would give other features; a model fits one version."""

_NEAR = 160
"""Characters of context on either side of the title that are read: an entry's own words."""

COURSE_SECTIONS = frozenset({"courses", "training", "workshops"})
"""Sections whose heading says what the entries below it are."""

EXAMINED = frozenset({"exam", "supervised", "public_exam", "test", "practical"})
"""Cues that say that something was examined."""
_OF_THE_EXAMINATION = frozenset({"certified", "belt", "graded_level", "lead_auditor", "licensed"})
"""What the title says of the examination and not of a course with its name."""
_OF_ITS_OWN = frozenset({"project", "graded", "program", "accredited", "licensed"})
"""Cues of an entry that is more than what the heading of its list says."""

FEW_HOURS = 36.0
"""Up to six days: what calls itself a bootcamp and is as short, or a club's, is a workshop."""
_COMMUNITY = re.compile(r"\b(?:community|meet-?up|chapter|club)\b", re.IGNORECASE)

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

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LATIN_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Shown:
    """All that may be known of a credential before it is rated; None is unknown.

    `issuer` and `platform` are names as written, read only for the kind of organization and taken
    out of the other texts. The kinds are the catalogue's where it has them. `borrowed` says that
    the title is somebody else's examination, named beside an institute that teaches for it.
    `heading` holds names of cues that the title of the list gives (`heading_cues`).
    """

    title: str
    type: CredentialType
    issuer: str | None = None
    issuer_kind: ProviderKind | None = None
    platform: str | None = None
    platform_kind: ProviderKind | None = None
    context: str = ""
    borrowed: bool = False
    heading: tuple[str, ...] = ()


def heading_cues(kind: str | None, title: str | None) -> tuple[str, ...]:
    """Cues that the title of a section of courses, trainings or workshops gives its entries.

    >>> heading_cues("training", "Trainings attended"), heading_cues("workshops", "Workshops")
    (('course', 'attended'), ('workshop',))
    """
    if kind not in COURSE_SECTIONS:
        return ()
    said = {c.name for c in CUES if title and c.pattern.search(title)}
    attended = ("attended",) if "attended" in said else ()
    if kind != "workshops" or "course" in said:
        return ("course", *attended)
    gathering = next((n for n in ("faculty_program", "workshop", "event") if n in said), "workshop")
    return (gathering, *attended)


def features(shown: Shown) -> dict[str, float]:
    """Named values of everything that is shown, in a fixed order.

    >>> sorted(features(Shown("Python workshop", "training", context="2 days")))
    ['issuer:other', 'says:workshop', 'type:training', 'workload:short']
    """
    issuer = issuer_kind(shown)
    type_, said = _called(shown, issuer)
    hours = hours_of(_text(shown))
    kind = "other" if issuer == "unnamed" else issuer  # nothing is known of either
    found = {f"type:{type_}": 1.0, f"issuer:{kind}": 1.0, f"workload:{workload(hours)}": 1.0}
    if shown.platform is not None and shown.platform_kind is not None:
        found[f"platform:{_ISSUER_OF_KIND[shown.platform_kind]}"] = 1.0
    found.update((f"says:{name}", 1.0) for name in said)
    found.update(_together(set(said), issuer, shown))
    return found


def own_words(shown: Shown) -> frozenset[str]:
    """Names of the cues in title and entry; the heading of the list does not count."""
    text, title = _text(shown), _without_names(shown.title, shown)
    return frozenset(c.name for c in CUES if c.pattern.search(title if c.in_title else text))


def is_brief_bootcamp(shown: Shown) -> bool:
    """Whether a "bootcamp" lasts some days, is a club's or stands among workshops: no school's."""
    if shown.type != "bootcamp" and "bootcamp" not in own_words(shown):
        return False
    text, issuer = _text(shown), issuer_kind(shown)
    if {"workshop", "event"} & set(shown.heading):
        return True
    community = issuer in ("other", "unnamed") and _COMMUNITY.search(text)
    return issuer == "club" or bool(community) or 0 < hours_of(text) <= FEW_HOURS


def _called(shown: Shown, issuer: str) -> tuple[str, list[str]]:
    """(type, cues in order) after what title, entry and heading say together."""
    own = own_words(shown)
    examined = bool(EXAMINED & own)
    heading = set(shown.heading)
    if examined or own & _OF_ITS_OWN or (issuer != "unnamed" and "course" in heading):
        heading &= {"course"}  # what was attended may be assessed: a named issuer's course is one
    type_: str = shown.type
    said = own | heading
    attended_course = {"course", "attended"} <= heading
    course = issuer == "unnamed" and (bool({"course", "program"} & own) or attended_course)
    if (shown.borrowed or course) and not examined:  # a course with the examination's name
        examination = type_ in ("certification", "license") or said & _OF_THE_EXAMINATION
        type_ = "course_certificate" if shown.borrowed or examination else type_
        said -= _OF_THE_EXAMINATION
    if is_brief_bootcamp(shown):
        type_ = "training" if type_ in ("bootcamp", "course_certificate") else type_
        said = said - {"bootcamp", "course"} | {"workshop"}
    return type_, [cue.name for cue in CUES if cue.name in said]


def _together(said: set[str], issuer: str, shown: Shown) -> dict[str, float]:
    """What means more together: each of these only appears, never goes, when a fact is added."""
    found: dict[str, float] = {}
    examined = bool(said & EXAMINED)
    licenses = issuer in ("examiner", "regulator", "government")
    if examined and (licenses or issuer == "professional_body"):
        found["both:exam+awarding-body"] = 1.0
    if licenses and (shown.type == "license" or "licensed" in said):
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
    own = UNDER_ANOTHER.sub(" ", name)
    if not LETTERS.search(own):  # only who registered it: who taught is not named
        return "unnamed"
    for kind, pattern in ISSUER_WORDS:
        if pattern.search(own):
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


def title_words(shown: Shown) -> tuple[str, ...]:
    """Words of the title alone, names of issuer and platform left out, for comparing models."""
    title = _without_names(shown.title, shown)
    return tuple(dict.fromkeys(_LATIN_WORD.findall(normalize(title))))
