"""What is concluded: matches, tiers, verification states, and the report that says it all.

Field names are the published contract (`recognizer schema`): add, never rename or drop one
without a new SCHEMA_VERSION. Reading confidence, tier of the kind of credential, verification
state of this claim and relevance to a job are four things and are never merged.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from pydantic_core import PydanticSerializationError, to_json

from recognizer.resume import NOT_EARNED_YET, BBox, CredentialType, Notice, Status

SCHEMA_VERSION = "1.0"

MatchKind = Literal["exact", "alias", "fuzzy", "provider_only", "none"]
Basis = Literal["catalogue", "estimate"]
VerificationState = Literal[
    "claimed",
    "identifier_present",
    "official_link_present",
    "opened_by_reviewer",
    "signature_valid_issuer_unknown",
    "signature_valid_issuer_trusted",
    "expired",
    "revoked",
    "lookalike_domain",
    "link_not_official",
    "cannot_be_checked_publicly",
]

TIER_NAMES: dict[int, str] = {
    1: "Independently examined",
    2: "Externally assured or supervised",
    3: "Assessed by the provider",
    4: "Course completed",
    5: "Took part",
}

NO_LINK = "No checkable link was printed"
"""How `Verification.how` begins where nothing can be opened."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was concluded. `code` is stable, `text` is for people, `source` a URL."""

    code: str
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ProviderName:
    """A provider in the report; `id` is None for one outside the taxonomy."""

    name: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where on the résumé it stands: page from 1, words, box in points (origin top left)."""

    page: int
    quote: str
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Alternative:
    """A runner-up of the match. `score` 0–1 is similarity, not probability."""

    credential: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What the taxonomy knows about a mention; `credential` is None below the threshold.

    `kind` `provider_only`: the provider is known, this credential of it is not.
    """

    credential: str | None
    name: str | None
    score: float
    kind: MatchKind
    alternatives: tuple[Alternative, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class TierEstimate:
    """How strongly the design of this kind of credential supports trust in it.

    `level` 1–5 or None when not rated; `probabilities` (keys "1" to "5") sum to 1 and are None
    iff not rated.
    """

    level: int | None
    name: str | None
    probability: float | None
    probabilities: dict[str, float] | None
    basis: Basis | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """How far this claim can be checked. `pattern` is the id in verification_links.yaml."""

    state: VerificationState
    how: str
    pattern: str | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def action(self) -> str:
        """What to do, without the remark that no link was printed: for lists that say it once."""
        rest = self.how.removeprefix(f"{NO_LINK}; ")
        return rest[:1].upper() + rest[1:]


@dataclass(frozen=True, slots=True)
class SkillName:
    """A skill that the matched credential evidences."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Stack:
    """The larger credential this one counts towards."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Course:
    """A course of a programme, as named under it; `id` is None outside the taxonomy."""

    title: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One credential of the report. Dates are `YYYY-MM` or `YYYY`; unknown is None."""

    title: str
    type: CredentialType
    issuer: ProviderName | None
    platform: ProviderName | None
    issued: str | None
    expires: str | None
    credential_id: str | None
    url: str | None
    status: Status
    confidence: float
    evidence: Evidence
    match: Match
    tier: TierEstimate
    verification: Verification
    skills: tuple[SkillName, ...] = ()
    stackable_into: tuple[Stack, ...] | None = None
    courses: tuple[Course, ...] = ()
    """Courses that the résumé names under this programme; they are not counted again."""


@dataclass(frozen=True, slots=True)
class DegreeFinding:
    """A degree, reported apart: credentials complement degrees and do not replace them."""

    title: str
    institution: str | None
    year: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a hiring manager reads in thirty seconds."""

    headline: str
    paragraphs: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleEvidence:
    """A credential of the report that evidences a skill: its index in `Report.credentials` (from
    0), the status of the claim, and the course of the programme that does, if it is one.
    """

    credential: int
    status: Status
    course: str | None = None


@dataclass(frozen=True, slots=True)
class RoleSkill:
    """One skill that the job needs, and what evidences it, in the order of the résumé.

    No evidence means that no credential found evidences it: it says nothing about the person.
    `asked` is the skill as the job's text has it.
    """

    id: str
    name: str
    asked: str
    evidence: tuple[RoleEvidence, ...] = ()

    @property
    def earned(self) -> tuple[int, ...]:
        """Indexes of the earned credentials among the evidence."""
        return self._indexes("earned")

    @property
    def not_earned(self) -> tuple[int, ...]:
        """Indexes of credentials that are in progress or planned."""
        return self._indexes(*NOT_EARNED_YET)

    @property
    def expired(self) -> tuple[int, ...]:
        """Indexes of credentials that the résumé says have expired."""
        return self._indexes("expired")

    def _indexes(self, *statuses: Status) -> tuple[int, ...]:
        found = (one.credential for one in self.evidence if one.status in statuses)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class UnknownSkill:
    """A skill of the job that skills.csv does not know, with the nearest that it does."""

    asked: str
    nearest: tuple[SkillName, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """Which of a job's skills the credentials evidence: in the job's order, never as a number.

    Relevance to a job is a thing of its own beside confidence, tier and verification.
    """

    name: str | None
    skills: tuple[RoleSkill, ...]
    unknown: tuple[UnknownSkill, ...]
    note: str


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """Which file the report is about."""

    name: str
    sha256: str
    pages: int
    language: str | None


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the report. A model that took no part is None."""

    recognizer: str
    taxonomy: str
    rubric: str
    mention_model: str | None = None
    tier_model: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One résumé's credentials. Same bytes and same versions give the same JSON."""

    schema_version: str
    document: DocumentInfo
    credentials: tuple[Finding, ...]
    degrees: tuple[DegreeFinding, ...]
    summary: Summary
    warnings: tuple[Notice, ...]
    versions: Versions
    role: RoleCoverage | None = None

    def to_json(self, *, indent: int | None = 2) -> bytes:
        """UTF-8 JSON of the contract with a newline at the end: the bytes that every door prints.

        `indent=None` gives one line, as in JSONL.
        """
        try:
            return to_json(self, indent=indent) + b"\n"
        except PydanticSerializationError:  # half of a surrogate pair, which UTF-8 does not have
            separators = (",", ":") if indent is None else (",", ": ")
            text = json.dumps(
                asdict(self), ensure_ascii=False, indent=indent, separators=separators
            )
            return text.encode("utf-8", "replace") + b"\n"
