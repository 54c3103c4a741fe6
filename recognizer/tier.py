"""Which tier a kind of credential has: the rubric's rules on sourced facts, first met rule decides.

Facts decide first. Where the deciding fact is unknown the result is "not rated", with reasons
that say what is missing; nothing is assumed. A tier is a property of the kind of credential, never
of the person, and never rests on a link, a number or a date of one claim. docs/tiers.md lists
every reason code of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recognizer.credential import DIMENSIONS, Credential, Fact, Facts, Provider, ProviderKind
from recognizer.names import normalize
from recognizer.report import TIER_NAMES, Reason, TierEstimate
from recognizer.resume import Claim, CredentialType, Organization
from recognizer.tier_estimate import estimate, shown_of
from recognizer.tier_reasons import FACT_REASONS, UNKNOWN_NAMES
from recognizer.tier_reasons import reason as _reason
from recognizer.tier_rules import level_of

if TYPE_CHECKING:
    from recognizer.taxonomy import Taxonomy
    from recognizer.tier_model import TierModel

__all__ = ["rate", "says_attendance", "says_exam_passed", "telling_provider"]

TRAINING_KINDS: frozenset[ProviderKind] = frozenset(
    {"training_company", "bootcamp", "course_platform", "mooc_platform", "simulation_platform"}
)
"""Providers that teach: naming one beside somebody else's certification means its course."""

EXAM_TYPES: frozenset[CredentialType] = frozenset({"certification", "license", "language_test"})
"""Types that are earned by an examination, so that a course with the same name is another thing."""

COURSE_TYPES: tuple[CredentialType, ...] = ("course_certificate", "training")
"""The weakest types, which meet at local institutes: each may stand in for the other."""

ATTENDANCE_PROBABILITY = 0.92
"""How often an entry with attendance words is mere attendance, 0–1: all 11 of the 11 such entries
in the labelled development résumés, by Laplace's rule (11 + 1) / (11 + 2)."""

_TEACHES = re.compile(
    r"\b(academy|bootcamp|centre|center|classes|coaching|college|institute|instituto|school|"
    r"training|trainings|tutorials?)\b",
    re.IGNORECASE,
)
_ATTENDANCE = re.compile(
    r"\b(certificat\w*|attestation|zertifikat)\s+(of|de|d['’]|der)\s*"
    r"(participa\w+|attendance|asistencia|pr[ée]sence|teilnahme)\b"
    r"|\b(participation|attendance)\s+certificates?\b"
    r"|\bteilnahmebe(scheinigung|stätigung)\b"
    r"|\bwebinars?\b|\battendees?\b|\bparticipated\s+in\b"
    r"|\battended\b(?=(\W+\w+){0,6}?\W+(workshop|seminar|conference|symposium|summit|talk)s?\b)",
    re.IGNORECASE,
)
_EXAM_PASSED = re.compile(
    r"\b(passed|cleared|qualified)\b(?=(\W+\w+){0,8}?\W+(exam|examination|test|certification)\b)"
    r"|\b(exam|examination|test)s?\b(\W+\w+){0,4}?\W+(passed|cleared|qualified)\b"
    r"|\b(exam|test)\s+(score|result)\b|\bscored?\s*:?\s*\d{2,4}\s*(/|out of|%)",
    re.IGNORECASE,
)
_NOT_PASSED = re.compile(r"\b(not|never|yet|will|to be|prepar\w+|expected)\b", re.IGNORECASE)


def says_attendance(text: str) -> bool:
    """Whether the words state mere attendance or participation.

    >>> says_attendance("Certificate of Participation: AI Summit"), says_attendance("AI Workshop")
    (True, False)
    """
    return bool(_ATTENDANCE.search(text))


def says_exam_passed(text: str) -> bool:
    """Whether the words around a credential state that its examination was passed.

    >>> says_exam_passed("CCNA, Rao Institute (passed exam 200-301)")
    True
    """
    return bool(_EXAM_PASSED.search(text)) and not _NOT_PASSED.search(text)


@dataclass(frozen=True, slots=True)
class _Basis:
    """Facts to rate by, which of them are a provider's defaults, and the reasons so far."""

    facts: Facts
    own: Facts
    reasons: tuple[Reason, ...] = ()


def rate(
    credential: Credential | None,
    claim: Claim,
    taxonomy: Taxonomy,
    *,
    exam_stated: bool = False,
    attendance_stated: bool = False,
    provider: Provider | None = None,
    model: TierModel | None = None,
) -> TierEstimate:
    """The tier of the claimed kind of credential, with a reason for every step.

    `credential` is the matched entry; `provider` the known provider when only that was matched.
    `exam_stated` and `attendance_stated` say what the résumé's entry states (`says_exam_passed`,
    `says_attendance` of its text). `model` estimates where the facts do not decide, nowhere else.
    """
    named_so = credential is not None and says_attendance(credential.name)
    if (attendance_stated or says_attendance(claim.title)) and not named_so:
        return _took_part()
    institute = None
    if credential is not None:
        institute = _institute(credential, claim, taxonomy)
        basis = _of_credential(credential, institute, taxonomy, exam_stated)
    elif provider is not None:
        basis = _of_provider(provider, claim.type)
    else:
        basis = None
    decided = _not_rated((_reason("not-matched"),)) if basis is None else _decide(basis, taxonomy)
    if decided.level is not None or model is None:
        return decided
    borrowed = institute is not None and not exam_stated
    shown = shown_of(claim, credential, taxonomy, borrowed=borrowed)
    return estimate(model, shown, decided.reasons)


def _not_rated(reasons: tuple[Reason, ...]) -> TierEstimate:
    """No tier: the reasons say what is missing."""
    return TierEstimate(None, None, None, None, None, reasons)


def _took_part() -> TierEstimate:
    """Tier 5 as an estimate: the résumé says so, the catalogue does not."""
    rest = round(1 - ATTENDANCE_PROBABILITY, 2)
    probabilities = {"1": 0.0, "2": 0.0, "3": 0.0, "4": rest, "5": ATTENDANCE_PROBABILITY}
    return TierEstimate(
        5,
        TIER_NAMES[5],
        ATTENDANCE_PROBABILITY,
        probabilities,
        "estimate",
        (_reason("attendance-stated"),),
    )


def _of_credential(
    credential: Credential,
    institute: Organization | None,
    taxonomy: Taxonomy,
    exam_stated: bool,
) -> _Basis:
    """The credential's facts, unless the résumé shows that it is an institute's course."""
    if institute is None:
        return _Basis(taxonomy.facts(credential), credential.facts)
    told = {"provider": institute.name, "credential": credential.name}
    if exam_stated:
        reason = _reason("institute-exam-stated", **told)
        return _Basis(taxonomy.facts(credential), credential.facts, (reason,))
    known = taxonomy.provider(institute.id) if institute.id else None
    course = _of_provider(known, _course_type(known))
    return _Basis(course.facts, course.own, (_reason("institute-course", **told), *course.reasons))


def _institute(credential: Credential, claim: Claim, taxonomy: Taxonomy) -> Organization | None:
    """The training organization that the résumé names beside somebody else's certification."""
    if credential.type not in EXAM_TYPES:
        return None
    awarding = {credential.issuer, *credential.platforms}
    parent = credential.issuer
    for _ in range(5):
        above = taxonomy.provider(parent).parent if taxonomy.has_provider(parent) else None
        if above is None:
            break
        awarding.add(above)
        parent = above
    for named in (claim.issuer, claim.platform):
        if named is None or named.id in awarding:
            continue
        if named.id is None:
            if _TEACHES.search(named.name) and not _names_one(named.name, awarding, taxonomy):
                return named
        elif taxonomy.provider(named.id).kind in TRAINING_KINDS:
            return named
    return None


def _names_one(text: str, ids: Iterable[str], taxonomy: Taxonomy) -> bool:
    """Whether a name holds one of the providers' names: "AWS Training and Certification"."""
    padded = f" {normalize(text)} "
    providers = (taxonomy.provider(id_) for id_ in ids if taxonomy.has_provider(id_))
    names = (name for one in providers for name in (one.name, *one.aliases, *one.acronyms))
    return any(f" {normalize(name)} " in padded for name in names)


def _course_type(provider: Provider | None) -> CredentialType:
    """The type under which a provider's courses are described."""
    if provider is not None and provider.default_type in COURSE_TYPES:
        return provider.default_type
    return COURSE_TYPES[0]


def _of_provider(provider: Provider | None, kind: CredentialType) -> _Basis:
    """A provider's defaults for a type; course and training stand in for each other.

    For other types only a default type that is a course may stand in: it is never the stronger.
    """
    if provider is None:
        return _Basis(Facts(), Facts())
    stand_ins: tuple[CredentialType, ...] = COURSE_TYPES if kind in COURSE_TYPES else ()
    if provider.default_type in COURSE_TYPES:
        stand_ins = (*stand_ins, _course_type(provider))
    for one in (kind, *stand_ins):
        if one in provider.defaults:
            told = _reason("provider-default", provider=provider.name, kind=_plural(one))
            return _Basis(provider.defaults[one], provider.defaults[one], (told,))
    return _Basis(Facts(), Facts())


def telling_provider(providers: Iterable[Provider], kind: CredentialType) -> Provider | None:
    """The first provider that is known to assess this kind in one way, else the first.

    Give the issuer first, then the platform.
    """
    known = tuple(providers)
    for provider in known:
        if _of_provider(provider, kind).facts.assessment is not None:
            return provider
    return known[0] if known else None


def _plural(kind: CredentialType) -> str:
    """The type in words: "course certificates"."""
    words = kind.replace("_", " ")
    return words if kind == "training" else words + "s"


def _decide(basis: _Basis, taxonomy: Taxonomy) -> TierEstimate:
    """The first rule that the known facts meet, or not rated."""
    facts = basis.facts
    told = tuple(
        _fact_reason(name, fact, getattr(basis.own, name) is None, taxonomy)
        for name in DIMENSIONS
        if (fact := getattr(facts, name)) is not None
    )
    if facts.assessment is None:
        kept = [one for one in basis.reasons if one.code != "provider-default"]
        return _not_rated((*kept, _reason("assessment-unknown"), *told))
    level, open_levels = level_of(facts)
    assert level is not None, "the assessment is known"
    possible = tuple(_possible(stronger, names) for stronger, names in open_levels)
    reasons = basis.reasons + told + possible + _unknown(facts)
    probabilities = {str(n): float(n == level) for n in TIER_NAMES}
    return TierEstimate(level, TIER_NAMES[level], 1.0, probabilities, "catalogue", reasons)


def _possible(level: int, unknown: Iterable[str]) -> Reason:
    """Says that a stronger tier is not excluded, and by which missing fact."""
    missing = " or ".join(UNKNOWN_NAMES[name] for name in unknown)
    return _reason(
        "stronger-tier-possible", level=str(level), name=TIER_NAMES[level], unknown=missing
    )


def _unknown(facts: Facts) -> tuple[Reason, ...]:
    """One reason that lists the unknown among the five dimensions that may decide."""
    missing = [words for name, words in UNKNOWN_NAMES.items() if getattr(facts, name) is None]
    return (_reason("facts-unknown", unknown=", ".join(missing)),) if missing else ()


def _fact_reason(name: str, fact: Fact, default: bool, taxonomy: Taxonomy) -> Reason:
    """One fact in words, with its source's address and the day it was read there."""
    code, text = FACT_REASONS[name][fact.value]
    source = taxonomy.source(fact.source)
    how = "Known from public files," if source.from_files else "Read"
    usual = " This is what the provider does for this kind in general." if default else ""
    told = f"{text}{usual} ({how} {source.retrieved.isoformat()}.)"
    return Reason(code, told, str(source.url))
