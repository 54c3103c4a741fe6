"""The trained estimate in the report's words: used where the facts of the catalogue end.

An estimate never looks like a fact: its basis is "estimate", its reasons begin with "estimated",
name the features that moved it most and say which fact would settle it. Below the model's
threshold, and for a bare subject, there is no tier.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from recognizer.assessment_words import STRENGTHENING
from recognizer.credential import Credential
from recognizer.features import EXAMINED, Shown, features, heading_cues, issuer_kind, own_words
from recognizer.report import TIER_NAMES, Reason, TierEstimate
from recognizer.resume import Claim, Organization
from recognizer.tier_model import Estimated, TierModel
from recognizer.tier_pointers import pointers, second_tier, settles
from recognizer.tier_reasons import reason

if TYPE_CHECKING:
    from recognizer.taxonomy import Taxonomy

__all__ = ["bare", "estimate", "shown_of", "unfounded"]

TELLING: frozenset[str] = STRENGTHENING | frozenset(
    "bootcamp program course introductory unassessed_online completed quiz in_house workshop "
    "event attended contest membership simulation gathering faculty_program".split()
)
"""Cues that say how something was earned. The others are only names of a subject or level."""

EXAMINED_TYPES = frozenset({"certification", "badge", "license", "language_test"})
"""Types whose worth hangs on who examines."""

FIRST_TIER: frozenset[str] = frozenset(
    f"says:{cue}" for cue in EXAMINED | {"renewed", "registered", "numbered_license"}
) | {"both:license+awarding-body", "issuer:examiner", "issuer:regulator", "issuer:government"}
"""Features of which one at least has to be there for tier 1: no association's name is enough."""


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
    section = claim.mention.section
    return Shown(
        title=claim.title,
        type=claim.type,
        issuer=issuer.name if issuer else None,
        issuer_kind=taxonomy.provider(issuer.id).kind if issuer and issuer.id else None,
        platform=platform.name if platform else None,
        platform_kind=taxonomy.provider(platform.id).kind if platform and platform.id else None,
        context=claim.mention.context,
        borrowed=borrowed,
        heading=heading_cues(section.kind, section.title),
    )


def estimate(model: TierModel, shown: Shown, so_far: tuple[Reason, ...]) -> TierEstimate:
    """The estimate with its reasons after `so_far`, or not rated with the reason why not."""
    values = features(shown)
    kind = issuer_kind(shown)
    if bare(shown, values):
        return _none((*so_far, reason("bare-subject" if kind == "unnamed" else "bare-issuer")))
    found = model.estimate(values)
    words = _words(found)
    if "both:certification+institute" in values:
        so_far = (*so_far, reason("institute-name"))
    unnamed = (reason("issuer-not-found"),) if kind == "unnamed" else ()
    settling = settles(found, shown, so_far)
    if found.probability < model.threshold or unfounded(found.level, values):
        return _none((*so_far, reason("estimate-unsure", **words), *unnamed, settling))
    reasons = [*so_far, reason("estimated", **words), *pointers(found, shown), *unnamed, settling]
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
    name that says nothing may be anything. That a list is one of courses says nothing alone.
    """
    told = {name.removeprefix("says:") for name in values if name.startswith("says:")}
    if "course" in shown.heading and "course" not in own_words(shown):
        told -= {"course"}
    if told & TELLING:
        return False
    kind = issuer_kind(shown)
    examined = shown.type in EXAMINED_TYPES and not shown.borrowed
    return kind == "unnamed" or (kind == "other" and examined)


def unfounded(level: int, values: Mapping[str, float]) -> bool:
    """Whether tier 1 would rest on what the issuer is and not on a word about the credential."""
    return level == 1 and not FIRST_TIER & set(values)


def _none(reasons: tuple[Reason, ...]) -> TierEstimate:
    return TierEstimate(None, None, None, None, None, reasons)


def _words(found: Estimated) -> dict[str, str]:
    """The likeliest tiers in words."""
    second = second_tier(found)
    percent = round(100 * found.probabilities[second - 1])
    return {
        "level": str(found.level),
        "percent": str(round(100 * found.probability)),
        "second": f", tier {second} {percent} %" if percent >= 5 else "",
    }
