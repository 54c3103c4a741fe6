"""The contract's codes in plain words, said the same wherever a person reads them."""

from __future__ import annotations

from recognizer.report import MatchKind, VerificationState
from recognizer.resume import CredentialType, Status

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
NO_RECORD = "link shows no record"
"""The state `claimed` where a link is printed all the same."""
MATCHES: dict[MatchKind, str] = {
    "exact": "by its name",
    "alias": "by another name the catalogue knows",
    "fuzzy": "by a nearly equal name",
    "provider_only": "only the provider is in the catalogue",
    "none": "not in the catalogue",
}
