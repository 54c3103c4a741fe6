"""The contract's codes in plain words, said the same wherever a person reads them."""

from __future__ import annotations

from recognizer.names import normalize
from recognizer.report import Finding, MatchKind, VerificationState
from recognizer.resume import NOT_EARNED_YET, CredentialType, Status

TYPES: dict[CredentialType, str] = {
    "certification": "certification",
    "professional_certificate": "professional certificate",
    "course_certificate": "course certificate",
    "bootcamp": "bootcamp",
    "badge": "badge",
    "license": "licence",
    "training": "training",
    "language_test": "language test",
}
STATUSES: dict[Status, str] = {
    "earned": "earned",
    "in_progress": "in progress",
    "planned": "planned",
    "expired": "expired",
}
STATES: dict[VerificationState, str] = {
    "claimed": "no link printed",
    "identifier_present": "number printed",
    "official_link_present": "official link",
    "opened_by_reviewer": "opened by a reviewer",
    "signature_valid_issuer_unknown": "signature valid, issuer not known",
    "signature_valid_issuer_trusted": "signature valid, issuer trusted",
    "expired": "expired",
    "revoked": "revoked by the issuer",
    "lookalike_domain": "address resembles an official one",
    "link_not_official": "link not official",
    "cannot_be_checked_publicly": "not publicly checkable",
}
BADGE_STATES: dict[VerificationState, str] = STATES | {
    "claimed": "not proven",
    "official_link_present": "served by the site that it names",
}
"""The same of a badge file, where another thing was looked at than a printed link."""
NO_RECORD = "link shows no record"
"""The state `claimed` where a link is printed all the same."""
MATCHES: dict[MatchKind, str] = {
    "exact": "by its name",
    "alias": "by another name the catalogue knows",
    "fuzzy": "by a nearly equal name",
    "provider_only": "only the provider is in the catalogue",
    "none": "not in the catalogue",
}


def tier_of(item: Finding) -> str:
    """Its tier, and how sure where it is an estimate."""
    tier = item.tier
    if tier.level is None:
        return "Not rated"
    if tier.basis == "estimate" and tier.probability is not None:
        return f"Tier {tier.level}: {tier.name} (estimated, {tier.probability:.0%})"
    return f"Tier {tier.level}: {tier.name}"


def match_of(item: Finding) -> str:
    """What the catalogue knows of it."""
    match = item.match
    if match.kind == "none":
        return "not in the catalogue; nothing was assumed"
    if match.kind == "provider_only":
        return "the provider is in the catalogue, this credential is not"
    same = match.name is not None and normalize(match.name) == normalize(item.title)
    return "in the catalogue" if same else f"in the catalogue as “{match.name}”"


def check_of(item: Finding) -> str | None:
    """What is printed for checking it; None for what is not earned yet."""
    if item.status in NOT_EARNED_YET:
        return None
    state = item.verification.state
    return NO_RECORD if state == "claimed" and item.url else STATES[state]


def platform_beside(item: Finding) -> str | None:
    """The platform's name, unless it is the issuer's own."""
    issuer, platform = item.issuer, item.platform
    if platform and not (issuer and (platform.id or platform.name) in (issuer.id, issuer.name)):
        return platform.name
    return None
