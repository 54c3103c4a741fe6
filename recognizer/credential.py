"""What the taxonomy knows: providers, credentials, skills and the sources of each fact.

These models are the schema of the curated files (`taxonomy/schema.json` is generated from
them). They are frozen and refuse unknown keys, so that a typing mistake never passes silently.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, model_validator

from recognizer.resume import CredentialType

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
PatternId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=100)
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Domain = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]

ProviderKind = Literal[
    "mooc_platform",
    "course_platform",
    "badge_platform",
    "assessment_platform",
    "simulation_platform",
    "vendor",
    "professional_body",
    "regulator",
    "accreditor",
    "university",
    "bootcamp",
    "training_company",
    "government",
    "employer",
    "nonprofit",
]
Role = Literal["issuer", "platform", "assessor", "quality_assurance", "regulator"]
Lifecycle = Literal["active", "retired", "superseded"]

DIMENSIONS = (
    "assessment",
    "identity",
    "quality_assurance",
    "verifiability",
    "currency",
    "transparency",
    "stackability",
)
"""The seven dimensions of the rubric, D1 to D7 in this order."""


class Curated(BaseModel):
    """Base of everything typed in by a person."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Curated):
    """Where facts come from (taxonomy/sources/*.yaml). `retrieved` is the day it was read there.

    `licence` is the licence of the data as its publisher states it; None where single facts
    were read from a public page.
    """

    id: Id
    title: Text
    url: HttpUrl
    retrieved: datetime.date
    licence: Text | None = None
    note: Text | None = None

    @property
    def from_files(self) -> bool:
        """Whether the address was only seen in public files, as its note then says."""
        return self.note is not None and "code index" in self.note


class Fact(Curated):
    """One rubric value with the id of the source that supports it."""

    value: int = Field(ge=0, le=4)
    source: Id


class Facts(Curated):
    """The seven rubric dimensions; a missing one is unknown, never zero.

    Scales: assessment 0–4, identity 0–2, quality_assurance 0–3, verifiability 0–3,
    currency 0–2, transparency 0–2, stackability 0–2 (recognizer's rubric, docs/tiers.md).
    """

    assessment: Fact | None = None
    identity: Fact | None = None
    quality_assurance: Fact | None = None
    verifiability: Fact | None = None
    currency: Fact | None = None
    transparency: Fact | None = None
    stackability: Fact | None = None

    @model_validator(mode="after")
    def _in_range(self) -> Facts:
        limits = dict(zip(DIMENSIONS, (4, 2, 3, 3, 2, 2, 2), strict=True))
        for name, limit in limits.items():
            fact = getattr(self, name)
            if fact is not None and fact.value > limit:
                raise ValueError(f"{name}: value {fact.value} is above {limit}")
        return self


class Workload(Curated):
    """Notional learner hours; `ects` only if the awarding body states it."""

    hours: float | None = Field(default=None, gt=0, le=5000)
    ects: float | None = Field(default=None, gt=0, le=120)
    source: Id


class Provider(Curated):
    """An organization that issues, delivers, displays, assesses or regulates credentials.

    `aliases` are other names in use; `former_names` are names it gave up. `acronyms` are short
    forms that only count when written in capitals. `teaches_online` is true for platforms that
    teach and certify online themselves, so that they are issuer and platform both when a résumé
    names nobody else. `multi_issuer` is true for platforms that show other organizations'
    credentials (Credly, Accredible). `branches` is true for a network whose centres, clubs or
    chapters write their place beside its name ("Industrial Training Institute Almora").
    `defaults` holds facts per kind of credential it issues.
    """

    id: Id
    name: Text
    kind: ProviderKind
    roles: tuple[Role, ...] = Field(min_length=1)
    aliases: tuple[Text, ...] = ()
    acronyms: tuple[Text, ...] = ()
    former_names: tuple[Text, ...] = ()
    country: Country | None = None
    homepage: HttpUrl | None = None
    domains: tuple[Domain, ...] = ()
    parent: Id | None = None
    teaches_online: bool = False
    multi_issuer: bool = False
    branches: bool = False
    default_type: CredentialType | None = None
    defaults: dict[CredentialType, Facts] = Field(default_factory=dict)
    verification: PatternId | None = None
    sources: tuple[Id, ...] = Field(min_length=1)
    reviewed: datetime.date


class Credential(Curated):
    """A kind of thing one can earn. See `Facts` for the rubric and CURATING.md for the habits.

    `aliases` are other names (any case); `acronyms` count only in capitals; `codes` are exam or
    course codes (`AZ-900`, `SY0-701`), newest first. `ambiguous` marks a name that alone is too
    common to decide ("Machine Learning"): it matches only when the issuer or platform agrees.
    `country` is given where bodies of other countries award a title of the same name.
    """

    id: Id
    name: Text
    type: CredentialType
    issuer: Id
    platforms: tuple[Id, ...] = ()
    aliases: tuple[Text, ...] = ()
    acronyms: tuple[Text, ...] = ()
    codes: tuple[Text, ...] = ()
    ambiguous: bool = False
    country: Country | None = None
    core: bool = False
    language: str | None = None
    facts: Facts = Facts()
    validity_months: int | None = Field(default=None, gt=0, le=600)
    does_not_expire: bool | None = None
    workload: Workload | None = None
    skills: tuple[Id, ...] = ()
    stackable_into: tuple[Id, ...] = ()
    lifecycle: Lifecycle = "active"
    superseded_by: Id | None = None
    verification: PatternId | None = None
    sources: tuple[Id, ...] = Field(min_length=1)
    reviewed: datetime.date

    @model_validator(mode="after")
    def _consistent(self) -> Credential:
        if self.validity_months and self.does_not_expire:
            raise ValueError("validity_months: cannot be given when does_not_expire is true")
        if self.superseded_by and self.lifecycle == "active":
            raise ValueError("lifecycle: an entry with superseded_by is not active")
        return self


class Skill(Curated):
    """A node of skills.csv; `esco` holds the ids of the ESCO concepts that it is."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    esco: tuple[Text, ...] = ()
