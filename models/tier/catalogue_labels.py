"""Draws labelled credentials from the catalogue: the rubric's rule on sourced facts is the rater.

Titles are written as people write them (name, alias, code before the name) and a third carry
words beside the title that say the same as the facts. A cap for each provider and tier keeps the
large platforms from deciding everything. The same taxonomy and seed give the same rows.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from recognizer.credential import Credential, Facts, Provider
from recognizer.report import TIER_NAMES
from recognizer.taxonomy import Taxonomy
from recognizer.tier_rules import level_of

SEED = 20261122
WANTED = {1: 140, 2: 140, 3: 230, 4: 700, 5: 60}
"""Rows for each tier: near the shares among the credentials of ordinary résumés."""
CAP = 12
"""Most rows of one group (see `group_of`) and tier."""
CAPS = {"mooc_platform": 130, "course_platform": 45}
"""The same for platforms, on which hundreds publish or which have thousands of courses."""
DEFAULT_ROWS = 3
"""Rows for each kind of credential that a provider is known to assess in one way."""
SAID_SHARE = 0.35
"""Share of rows with words beside the title."""

SAID: dict[str, tuple[str, ...]] = {
    "supervised": (
        "proctored exam",
        "exam passed",
        "passed the exam at a test centre",
        "exam score 820/1000",
        "examination passed",
    ),
    "renewed": ("valid until 2027", "expires 06/2026", "valid 3 years", "renewed 2024"),
    "assessed": (
        "final project graded",
        "online exam, 80 % to pass",
        "capstone project",
        "assessment passed",
        "projects reviewed",
    ),
    "completed": (
        "certificate of completion",
        "completed",
        "online course",
        "8 weeks",
        "40 hours",
        "self-paced",
        "6 modules with quizzes",
    ),
    "present": ("participated", "attended", "participant"),
}
"""Words that a résumé may put beside a title, by what the facts say."""


SUBJECTS: dict[str, tuple[str, ...]] = {
    "course_certificate": (
        "Python for Data Analysis",
        "Introduction to Databases",
        "Digital Marketing",
        "Project Management Basics",
        "Cloud Computing",
        "Web Development",
        "Excel",
        "Machine Learning",
    ),
    "training": ("Advanced Excel", "AutoCAD", "Core Java", "Office Management", "Networking"),
    "bootcamp": (
        "Full Stack Web Development",
        "Data Science Bootcamp",
        "Software Engineering Immersive",
        "UX Design Bootcamp",
    ),
    "professional_certificate": (
        "Data Analytics Program",
        "Professional Certificate in Cloud Computing",
        "Career Track: Front-End Developer",
    ),
    "badge": ("Python", "SQL (Advanced)", "Data Fundamentals", "Problem Solving (Basic)"),
    "certification": ("Certified Associate", "Certified Professional", "Certified Specialist"),
    "license": ("Professional Licence", "Registered Practitioner", "Licence to practise"),
}
"""Titles that say little more than the kind, as much of what stands on résumés does."""


class _Candidate(NamedTuple):
    """An entry with its facts and tier, its group and the most rows of that group."""

    credential: Credential
    facts: Facts
    level: int
    group: str
    cap: int


class Drawn(NamedTuple):
    """One credential of the catalogue, as a résumé might name it."""

    group: str
    title: str
    issuer: str
    issuer_kind: str
    platform: str
    platform_kind: str
    type: str
    context: str
    tier: int
    reason: str


def draw(taxonomy: Taxonomy) -> list[Drawn]:
    """Labelled rows from every tier and as many providers as there are, in a fixed order."""
    pool = _pool(taxonomy)
    used: Counter[tuple[str, int]] = Counter()
    missing = Counter(WANTED)
    drawn: list[Drawn] = []
    for most in range(1, max(CAPS.values()) + 1):  # one row of each provider, then a second one …
        left = []
        for one in pool:
            if missing[one.level] <= 0:
                continue
            if used[one.group, one.level] >= min(one.cap, most):
                left.append(one)
                continue
            used[one.group, one.level] += 1
            missing[one.level] -= 1
            drawn.append(_written(one, taxonomy))
        pool = left
    return sorted({*drawn, *_by_default(taxonomy)})


def _by_default(taxonomy: Taxonomy) -> Iterator[Drawn]:
    """What a provider does for a kind in general, with subjects that people name there."""
    for id_ in taxonomy.provider_ids:
        provider = taxonomy.provider(id_)
        for kind, facts in sorted(provider.defaults.items()):
            level, possible = level_of(facts)
            if level is None or possible or kind not in SUBJECTS:
                continue
            for title in _chance(id_, kind).sample(SUBJECTS[kind], DEFAULT_ROWS):
                yield Drawn(
                    _root(id_, taxonomy),
                    title,
                    provider.name,
                    provider.kind,
                    "",
                    "",
                    kind,
                    "",
                    level,
                    _reason(facts, level),
                )


def _chance(*of: str) -> random.Random:
    """Chance of one entry's own, so that a change of another entry changes nothing here."""
    return random.Random(":".join((str(SEED), *of)))


def _pool(taxonomy: Taxonomy) -> list[_Candidate]:
    """Every entry whose tier no unknown fact could change, shuffled, curated entries first."""
    curated = set(taxonomy.curated_ids)
    ids = sorted(
        taxonomy.credential_ids, key=lambda id_: (id_ not in curated, _chance(id_).random())
    )
    pool = []
    for id_ in ids:
        credential = taxonomy.credential(id_)
        facts = taxonomy.facts(credential)
        level, possible = level_of(facts)
        if level is not None and not possible:
            group = group_of(credential, taxonomy)
            cap = CAPS.get(taxonomy.provider(group).kind, CAP)
            pool.append(_Candidate(credential, facts, level, group, cap))
    return pool


def group_of(credential: Credential, taxonomy: Taxonomy) -> str:
    """The provider that is held out together: the platform, else the issuer's topmost parent."""
    for platform in credential.platforms:
        if taxonomy.has_provider(platform):
            return _root(platform, taxonomy)
    return _root(credential.issuer, taxonomy)


def _root(provider: str, taxonomy: Taxonomy) -> str:
    for _ in range(6):
        above = taxonomy.provider(provider).parent
        if above is None:
            return provider
        provider = above
    return provider


def _written(one: _Candidate, taxonomy: Taxonomy) -> Drawn:
    """The row: title in a form that people write, issuer, platform and words beside it."""
    credential = one.credential
    chance = _chance("words", credential.id)
    issuer = taxonomy.provider(credential.issuer)
    platform: Provider | None = None
    if credential.platforms and taxonomy.has_provider(credential.platforms[0]):
        platform = taxonomy.provider(credential.platforms[0])
    said = ", ".join(_said(one.facts, one.level, credential, chance))
    return Drawn(
        group=one.group,
        title=_title(credential, chance),
        issuer=issuer.name,
        issuer_kind=issuer.kind,
        platform=platform.name if platform else "",
        platform_kind=platform.kind if platform else "",
        type=credential.type,
        context=said if chance.random() < SAID_SHARE else "",
        tier=one.level,
        reason=_reason(one.facts, one.level),
    )


def _title(credential: Credential, chance: random.Random) -> str:
    """The name, an alias, or the code and the name."""
    dice = chance.random()
    if credential.aliases and dice < 0.3:
        return str(chance.choice(credential.aliases))
    if credential.codes and dice > 0.75:
        return f"{credential.codes[0]}: {credential.name}"
    return credential.name


def _said(facts: Facts, level: int, credential: Credential, chance: random.Random) -> Iterator[str]:
    """Words that say what the facts say, never more than they do."""
    assessment = facts.assessment.value if facts.assessment else 0
    kind = {0: "present", 1: "completed", 2: "assessed", 3: "supervised", 4: "supervised"}
    yield chance.choice(SAID[kind[assessment]])
    if facts.currency is not None and facts.currency.value == 2 and chance.random() < 0.6:
        yield chance.choice(SAID["renewed"])
    if credential.workload and credential.workload.hours and chance.random() < 0.5:
        yield f"{credential.workload.hours:g} hours"
    if level == 2 and assessment == 2:
        yield chance.choice(("ACE credit recommended", "ECTS credits", "accredited"))


def _reason(facts: Facts, level: int) -> str:
    values = (
        f"D{n}={fact.value}"
        for n, fact in enumerate(
            (
                facts.assessment,
                facts.identity,
                facts.quality_assurance,
                facts.verifiability,
                facts.currency,
            ),
            start=1,
        )
        if fact is not None
    )
    return f"{TIER_NAMES[level]}: {' '.join(values)}"
