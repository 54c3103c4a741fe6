"""What was found of a badge file: the result that the command, the endpoint and the library share.

Names are fixed like those of the report (`docs/verification.md`). A result never repeats who the
badge was awarded to: only whether it names somebody, and whether the name is hashed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from recognizer.report import Match, VerificationState
from recognizer.resume import CredentialType

__all__ = [
    "CHECKS",
    "Badge",
    "BadgeCheck",
    "BadgeDocument",
    "BadgeIssuer",
    "BadgeRecipient",
    "BadgeReport",
    "BadgeVersions",
    "Carrier",
    "CheckName",
    "Outcome",
    "Version",
]

Carrier = Literal["json", "jwt", "png", "svg"]
Version = Literal["2.0", "3.0"]
CheckName = Literal["schema", "proof", "refresh", "status", "recipient", "endorsements"]
Outcome = Literal["passed", "failed", "not_checked"]
CHECKS: tuple[CheckName, ...] = (
    "schema",
    "proof",
    "refresh",
    "status",
    "recipient",
    "endorsements",
)
"""The steps of Open Badges 3.0, section "Verification", in its order. `status` is both: whether
the issuer has withdrawn the badge, and whether today lies within its dates."""


@dataclass(frozen=True, slots=True)
class BadgeCheck:
    """One step, its outcome, and in plain words why."""

    name: CheckName
    outcome: Outcome
    text: str


@dataclass(frozen=True, slots=True)
class BadgeIssuer:
    """Who the badge says has issued it: `identifier` is a DID or an address.

    `id` is the taxonomy's provider, and only where a valid signature and the list of trusted
    issuers say so; a name alone never gives one.
    """

    name: str | None
    identifier: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class BadgeRecipient:
    """Whether the badge says whom it was awarded to; `hashed` is None where it does not."""

    present: bool
    hashed: bool | None


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge: what it states, and how far that can be believed.

    `issued` and `expires` are days (YYYY-MM-DD). `valid` is True when the proof was checked and
    nothing speaks against the badge, False when something does, None when the proof could not be
    checked. `match` is the entry of the taxonomy that the badge's own words name.
    """

    title: str | None
    type: CredentialType
    issuer: BadgeIssuer
    recipient: BadgeRecipient
    issued: str | None
    expires: str | None
    carrier: Carrier
    version: Version
    state: VerificationState
    valid: bool | None
    how: str
    checks: tuple[BadgeCheck, ...]
    match: Match

    def outcome(self, name: CheckName) -> Outcome:
        """What came of one step."""
        return next(check.outcome for check in self.checks if check.name == name)


@dataclass(frozen=True, slots=True)
class BadgeDocument:
    """The file."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class BadgeVersions:
    """What the result depends on, beside the day it was made."""

    recognizer: str
    taxonomy: str


@dataclass(frozen=True, slots=True)
class BadgeReport:
    """All badges of one file: most hold one, a learner record (CLR) any number."""

    schema_version: str
    document: BadgeDocument
    badges: tuple[Badge, ...]
    versions: BadgeVersions

    @property
    def valid(self) -> bool:
        """Whether every badge is."""
        return all(badge.valid for badge in self.badges)

    def to_json(self, *, indent: int | None = 2) -> bytes:
        """UTF-8 JSON with a newline at the end; `indent=None` gives one line."""
        separators = (",", ":") if indent is None else (",", ": ")
        text = json.dumps(asdict(self), ensure_ascii=False, indent=indent, separators=separators)
        return text.encode("utf-8", "replace") + b"\n"
