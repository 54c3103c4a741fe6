"""What a badge states, before anything of it is checked: Open Badges 3.0 and 2.0 in one shape.

Field names: https://www.imsglobal.org/spec/ob/v3p0/ and
https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/. Values of another type than the
standard gives them count as not stated.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from recognizer.badge_result import Outcome, Version
from recognizer.resume import CredentialType

__all__ = ["Statement", "inner_credentials", "is_record", "read_assertion", "read_credential"]

Object = Mapping[str, Any]

_CREDENTIALS = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_TYPES: dict[str, CredentialType] = {
    "Certification": "certification",
    "License": "license",
    "Certificate": "professional_certificate",
    "MasterCertificate": "professional_certificate",
    "MicroCredential": "professional_certificate",
    "LearningProgram": "professional_certificate",
    "ApprenticeshipCertificate": "training",
    "JourneymanCertificate": "training",
    "CertificateOfCompletion": "course_certificate",
    "Course": "course_certificate",
}
"""`achievementType` of the standard → our type; what is not listed is called a badge."""
_IDENTIFIER = re.compile(r"[!-~]{1,2000}")
_LONGEST = 500
"""Characters of a name that are shown."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A badge's own words. Unknown is None.

    `problem` says, in fixed words, why it has not the form that the standard asks for. `status`
    says whether the issuer offers a list of what it has withdrawn; `withdrawn` that the badge
    itself says so. `identities` are (text, salt or None where it is not hashed).
    """

    version: Version
    title: str | None
    type: CredentialType
    issuer_name: str | None
    issuer: str | None
    starts: datetime | None
    ends: datetime | None
    identities: tuple[tuple[str, str | None], ...]
    status: bool
    refresh: bool
    endorsements: bool
    withdrawn: bool = False
    hosted: bool = False
    problem: str | None = None

    def recipient(self, email: str) -> Outcome:
        """Whether it was awarded to the holder of this address, as far as that can be told."""
        wanted = email.strip()
        comparable = False
        for text, salt in self.identities:
            if salt is None:
                plain = text.removeprefix("mailto:")
                comparable = comparable or "@" in plain
                if plain.casefold() == wanted.casefold():
                    return "passed"
            elif text.startswith("sha256$"):
                comparable = True
                hashes = {_hash(form, salt) for form in (wanted, wanted.lower())}
                if text.removeprefix("sha256$").lower() in hashes:
                    return "passed"
        return "failed" if comparable else "not_checked"


def is_record(document: Object) -> bool:
    """Whether it is a learner record (CLR 2.0), which holds badges instead of being one."""
    return "ClrCredential" in _texts(document.get("type"))


def inner_credentials(record: Object) -> Iterator[Any]:
    """The credentials of a learner record: objects, or tokens in an envelope or as text."""
    for subject in _objects(record.get("credentialSubject")):
        inner = subject.get("verifiableCredential")
        for one in inner if isinstance(inner, list) else (inner,):
            if isinstance(one, Mapping) and "EnvelopedVerifiableCredential" in _texts(
                one.get("type")
            ):
                yield str(one.get("id", "")).partition(",")[2]
            elif one is not None:
                yield one


def read_credential(document: Object) -> Statement | None:
    """Open Badges 3.0; None where it is no badge credential."""
    if not _CREDENTIALS & _texts(document.get("type")):
        return None
    issuer, issuer_name = _issuer(document.get("issuer"))
    subject = next(iter(_objects(document.get("credentialSubject"))), {})
    achievement = next(iter(_objects(subject.get("achievement"))), {})
    identities = tuple(_identities(subject))
    starts_at = document.get("validFrom") or document.get("issuanceDate")
    ends_at = document.get("validUntil") or document.get("expirationDate")
    starts, ends = _time(starts_at), _time(ends_at)
    title = _name(achievement.get("name"))
    problem = _first(
        (issuer is None, "it names no issuer"),
        (title is None, "it names no achievement"),
        (not identities, "it does not say whom it was awarded to"),
        (starts is None, "it has no date of issue that can be read"),
        (ends_at is not None and ends is None, "its end of validity cannot be read"),
    )
    endorsed = (document, subject, achievement, *_objects(document.get("issuer")))
    return Statement(
        version="3.0",
        title=title,
        type=_TYPES.get(str(achievement.get("achievementType")), "badge"),
        issuer_name=issuer_name,
        issuer=issuer,
        starts=starts,
        ends=ends,
        identities=identities,
        status=bool(document.get("credentialStatus")),
        refresh=bool(document.get("refreshService")),
        endorsements=any(one.get("endorsement") or one.get("endorsementJwt") for one in endorsed),
        problem=problem,
    )


def read_assertion(document: Object) -> Statement | None:
    """Open Badges 2.0; None where it is no assertion. What it only links to is not known."""
    if "Assertion" not in _texts(document.get("type")):
        return None
    recipient = next(iter(_objects(document.get("recipient"))), {})
    badge = next(iter(_objects(document.get("badge"))), {})
    issuer, issuer_name = _issuer(badge.get("issuer"))
    verification = next(iter(_objects(document.get("verification"))), {})
    hosted = str(verification.get("type", "")).lower().startswith("hosted")
    identity = _text(recipient.get("identity"))
    salt = (_text(recipient.get("salt")) or "") if recipient.get("hashed") is True else None
    starts, ends = _time(document.get("issuedOn")), _time(document.get("expires"))
    problem = _first(
        (_text(document.get("id")) is None, "it has no identifier"),
        (not document.get("badge"), "it names no badge"),
        (identity is None, "it does not say whom it was awarded to"),
        (starts is None, "it has no date of issue that can be read"),
        (bool(document.get("expires")) and ends is None, "its end of validity cannot be read"),
        (not verification, "it does not say how to verify it"),
    )
    return Statement(
        version="2.0",
        title=_name(badge.get("name")),
        type="badge",
        issuer_name=issuer_name,
        issuer=issuer or (None if hosted else _identifier(verification.get("creator"))),
        starts=starts,
        ends=ends,
        identities=((identity, salt),) if identity else (),
        status=True,  # whether there is a list stands in the issuer's profile
        refresh=False,
        endorsements=bool(badge.get("endorsement")) or bool(document.get("endorsement")),
        withdrawn=document.get("revoked") is True,
        hosted=hosted,
        problem=problem,
    )


def _hash(email: str, salt: str) -> str:
    """IdentityHash: SHA-256 of the address with the salt behind it."""
    return hashlib.sha256((email + salt).encode()).hexdigest()


def _identities(subject: Object) -> Iterator[tuple[str, str | None]]:
    if own := _text(subject.get("id")):
        yield own, None
    for one in _objects(subject.get("identifier")):
        if found := _text(one.get("identityHash")):
            yield found, (_text(one.get("salt")) or "") if one.get("hashed") is True else None


def _issuer(value: Any) -> tuple[str | None, str | None]:
    """(identifier, name) of an issuer given as an address or as a profile."""
    if isinstance(value, str):
        return _identifier(value), None
    profile = next(iter(_objects(value)), {})
    return _identifier(profile.get("id")), _name(profile.get("name"))


def _identifier(value: Any) -> str | None:
    """A DID or an address: ASCII that can be printed, of bounded length."""
    return value if isinstance(value, str) and _IDENTIFIER.fullmatch(value) else None


def _objects(value: Any) -> Iterator[Object]:
    """The objects of a value that may be one or a list of them."""
    for one in value if isinstance(value, list) else (value,):
        if isinstance(one, Mapping):
            yield one


def _texts(value: Any) -> set[str]:
    return {one for one in (value if isinstance(value, list) else (value,)) if isinstance(one, str)}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _name(value: Any) -> str | None:
    """A name for people: one line, of bounded length."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text[:_LONGEST] or None


def _time(value: Any) -> datetime | None:
    """An ISO 8601 date and time; without a zone it is taken as UTC."""
    try:
        found = datetime.fromisoformat(value)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def _first(*problems: tuple[bool, str]) -> str | None:
    return next((text for wrong, text in problems if wrong), None)
