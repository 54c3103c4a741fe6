"""The trained estimate in the report's words: used where the facts of the catalogue end.

An estimate never looks like a fact: its basis is "estimate", its reasons begin with "estimated",
name the features that moved it most and say which fact would settle it. Below the model's
threshold, and for a bare subject, there is no tier.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from recognizer.assessment_words import CUES, STRENGTHENING
from recognizer.credential import Credential
from recognizer.features import Shown, features, issuer_kind
from recognizer.report import TIER_NAMES, Reason, TierEstimate
from recognizer.resume import Claim, Organization
from recognizer.tier_model import Estimated, TierModel
from recognizer.tier_reasons import reason

if TYPE_CHECKING:
    from recognizer.taxonomy import Taxonomy

__all__ = ["bare", "estimate", "shown_of"]

MOST_REASONS = 3
"""Features that are named: a person reads no more."""
LEAST_SHIFT = 0.08
"""Tiers by which a feature has to move the expected tier in order to be named."""

TELLING: frozenset[str] = STRENGTHENING | frozenset(
    "bootcamp program course introductory unassessed_online completed quiz in_house workshop "
    "event attended contest membership simulation gathering faculty_program".split()
)
"""Cues that say how something was earned. The others are only names of a subject or level."""

EXAMINED_TYPES = frozenset({"certification", "badge", "license", "language_test"})
"""Types whose worth hangs on who examines."""

COURSE_SECTIONS = frozenset({"courses", "training", "workshops"})
"""Sections whose heading says that what stands below it is a course."""

_ISSUERS = {
    "mooc_platform": "a platform for open online courses",
    "course_platform": "a platform for online courses",
    "simulation_platform": "a platform for job simulations",
    "assessment_platform": "a platform for skill tests",
    "vendor": "the maker of a product",
    "professional_body": "a professional body or association",
    "regulator": "a board, council or authority",
    "examiner": "an examining or certifying body",
    "university": "a university or college",
    "training": "a training institute",
    "bootcamp": "a bootcamp's provider",
    "government": "a public office",
    "employer": "a company or employer",
    "health": "a hospital or clinic",
    "club": "a club, student group or community",
    "other": "of no kind that its name shows",
}
_TYPES = {
    "certification": "a certification",
    "professional_certificate": "a programme of several courses",
    "course_certificate": "a single course",
    "bootcamp": "a bootcamp",
    "badge": "a badge",
    "license": "a licence",
    "training": "a training",
    "language_test": "a language test",
}
_WORKLOADS = {
    "short": "at most two days are stated",
    "medium": "up to a hundred hours are stated",
    "long": "months or more than a hundred hours are stated",
    "unstated": "no workload is stated",
}
_TOGETHER = {
    "exam+awarding-body": "an examination of a body that examines or licenses",
    "license+awarding-body": "a licence of a body that licenses",
    "license+renewed": "a licence that has to be renewed",
    "exam+renewed": "an examination with a limited validity",
    "exam+renewed+registered": "an examination with a limited validity and a register",
    "certification+institute": "a certification's name with a training institute as issuer",
}
_SETTLES = {
    (1, 2): "whether identity is checked at the exam, whether it has to be renewed, and whether "
    "the public can check it",
    (2, 3): "whether an exam is supervised, or an outside body assures it",
    (3, 4): "whether anything beyond automatic quizzes is examined or graded",
    (4, 5): "whether anything was assessed at all",
}
_CUES = {cue.name: cue.said for cue in CUES}


def shown_of(
    claim: Claim, credential: Credential | None, taxonomy: Taxonomy, *, borrowed: bool
) -> Shown:
    """What the résumé and the catalogue show of a claim, for the features.

    The matched entry's issuer stands in for one that the résumé does not name, unless the title
    is `borrowed` by an institute.
    """
    issuer, platform = claim.issuer, claim.platform
    if issuer is None and platform is None and credential is not None:
        issuer = Organization(taxonomy.provider(credential.issuer).name, credential.issuer)
    if issuer is not None and platform is not None and issuer.name == platform.name:
        platform = issuer
    context = claim.mention.context
    if claim.mention.section.kind in COURSE_SECTIONS:
        context += " · course"
    return Shown(
        title=claim.title,
        type=claim.type,
        issuer=issuer.name if issuer else None,
        issuer_kind=taxonomy.provider(issuer.id).kind if issuer and issuer.id else None,
        platform=platform.name if platform else None,
        platform_kind=taxonomy.provider(platform.id).kind if platform and platform.id else None,
        context=context,
        borrowed=borrowed,
    )


def estimate(model: TierModel, shown: Shown, so_far: tuple[Reason, ...]) -> TierEstimate:
    """The estimate with its reasons after `so_far`, or not rated with the reason why not."""
    values = features(shown)
    if bare(shown, values):
        return _none((*so_far, reason("bare-subject")))
    found = model.estimate(values)
    words = _words(found)
    if "both:certification+institute" in values:
        so_far = (*so_far, reason("institute-name"))
    if found.probability < model.threshold:
        return _none((*so_far, reason("estimate-unsure", **words), _settles(found)))
    reasons = [*so_far, reason("estimated", **words)]
    reasons += [_moved(name, shift) for name, shift in _named(found)]
    reasons.append(_settles(found))
    probabilities = {str(n): p for n, p in enumerate(found.probabilities, start=1)}
    return TierEstimate(
        found.level,
        TIER_NAMES[found.level],
        found.probability,
        probabilities,
        "estimate",
        tuple(reasons),
    )


def bare(shown: Shown, values: Mapping[str, float]) -> bool:
    """Nothing says how it was earned, and no issuer does by its kind.

    A course of a named issuer is no bare subject: courses are completed. A "certification" of a
    name that says nothing may be anything.
    """
    told = {name.removeprefix("says:") for name in values if name.startswith("says:")}
    if told & TELLING:
        return False
    kind = issuer_kind(shown)
    examined = shown.type in EXAMINED_TYPES and not shown.borrowed
    return kind == "unnamed" or (kind == "other" and examined)


def _none(reasons: tuple[Reason, ...]) -> TierEstimate:
    return TierEstimate(None, None, None, None, None, reasons)


def _words(found: Estimated) -> dict[str, str]:
    """The likeliest tiers in words."""
    second = _second(found)
    percent = round(100 * found.probabilities[second - 1])
    return {
        "level": str(found.level),
        "percent": str(round(100 * found.probability)),
        "second": f", tier {second} {percent} %" if percent >= 5 else "",
    }


def _second(found: Estimated) -> int:
    """The likeliest tier beside the estimated one."""
    others = [n for n in TIER_NAMES if n != found.level]
    return max(others, key=lambda n: (found.probabilities[n - 1], -n))


def _settles(found: Estimated) -> Reason:
    """The fact that lies between the estimated tier and the one next to it on the likelier side."""
    second = _second(found)
    low = found.level if second > found.level else found.level - 1
    return reason("would-settle", what=_SETTLES[(low, low + 1)])


def _named(found: Estimated) -> list[tuple[str, float]]:
    """The features that moved it most, those without words left out."""
    return [
        (name, shift)
        for name, shift in found.moved
        if abs(shift) >= LEAST_SHIFT and _what(name) is not None
    ][:MOST_REASONS]


def _moved(name: str, shift: float) -> Reason:
    what = _what(name) or name
    return reason("points-stronger" if shift > 0 else "points-weaker", what=what)


def _what(name: str) -> str | None:
    """A feature in plain words."""
    group, _, value = name.partition(":")
    if group == "says":
        return _CUES[value]
    if group == "both":
        return _TOGETHER[value]
    if group == "workload":
        return _WORKLOADS[value]
    if group == "type":
        return f"it reads as {_TYPES[value]}"
    if group == "platform":
        return f"it is given on {_ISSUERS[value]}"
    return f"its issuer is {_ISSUERS[value]}"
