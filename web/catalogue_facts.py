"""Entries of the taxonomy as the catalogue lays them out: values in words, each with source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from recognizer.credential import DIMENSIONS, Credential, Facts, Provider, Source
from recognizer.names import normalize
from recognizer.report import TIER_NAMES
from recognizer.taxonomy import Taxonomy
from recognizer.tier_reasons import FACT_REASONS
from recognizer.tier_rules import RULES, level_of
from recognizer.wording import TYPES

_MOST_SHOWN = 200
"""Credentials of one provider that its page lists; search finds the rest."""
_OTHER = "#"
"""The letter of names that begin with none of A to Z."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """One of the rubric's seven facts; `text` and `source` are None when it is not known."""

    dimension: str
    text: str | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class KindTier:
    """The tier that the catalogue's facts give a kind of credential; `possible` are stronger ones
    that stay possible, with the facts unknown for them. `level` is None when none decides.
    """

    level: int | None
    name: str
    possible: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, facts: Facts) -> KindTier:
        """Of the facts of a kind of credential."""
        level, possible = level_of(facts)
        unknown = tuple((n, ", ".join(map(_plain, names))) for n, names in possible)
        return cls(level, TIER_NAMES[level] if level else "not rated by facts", unknown)


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """One credential with what its ids stand for."""

    entry: Credential
    tier: KindTier
    issuer: Provider
    platforms: tuple[Provider, ...]
    facts: tuple[FactLine, ...]
    skills: tuple[str, ...]
    counts_towards: tuple[Credential, ...]
    counting: tuple[Credential, ...]
    superseded_by: Credential | None
    sources: tuple[Source, ...]
    workload_source: Source | None

    @classmethod
    def of(cls, taxonomy: Taxonomy, id_: str) -> CredentialFacts:
        """Of a credential that the taxonomy has."""
        entry = taxonomy.credential(id_)
        return cls(
            entry=entry,
            tier=KindTier.of(taxonomy.facts(entry)),
            issuer=taxonomy.provider(entry.issuer),
            platforms=tuple(map(taxonomy.provider, entry.platforms)),
            facts=tuple(_lines(taxonomy, taxonomy.facts(entry))),
            skills=tuple(taxonomy.skill(skill).name for skill in entry.skills),
            counts_towards=tuple(map(taxonomy.credential, entry.stackable_into)),
            counting=_counting(taxonomy, entry),
            superseded_by=taxonomy.credential(entry.superseded_by) if entry.superseded_by else None,
            sources=tuple(map(taxonomy.source, entry.sources)),
            workload_source=taxonomy.source(entry.workload.source) if entry.workload else None,
        )


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """One provider, what holds for its credentials in general, and those that are known."""

    entry: Provider
    parent: Provider | None
    defaults: tuple[tuple[str, tuple[FactLine, ...]], ...]
    credentials: tuple[Credential, ...]
    count: int
    sources: tuple[Source, ...]

    @classmethod
    def of(cls, taxonomy: Taxonomy, id_: str) -> ProviderFacts:
        """Of a provider that the taxonomy has."""
        entry = taxonomy.provider(id_)
        ids = taxonomy.credentials_of(id_)
        known = sorted(
            map(taxonomy.credential, ids[: 20 * _MOST_SHOWN]),
            key=lambda one: (not one.core, normalize(one.name)),
        )
        return cls(
            entry=entry,
            parent=taxonomy.provider(entry.parent) if entry.parent else None,
            defaults=tuple(
                (TYPES[type_], tuple(_lines(taxonomy, facts)))
                for type_, facts in entry.defaults.items()
            ),
            credentials=tuple(known[:_MOST_SHOWN]),
            count=len(ids),
            sources=tuple(map(taxonomy.source, entry.sources)),
        )


def _lines(taxonomy: Taxonomy, facts: Facts) -> Iterator[FactLine]:
    for dimension in DIMENSIONS:
        fact = getattr(facts, dimension)
        name = _plain(dimension).capitalize()
        if fact is None:
            yield FactLine(name, None, None)
        else:
            text = FACT_REASONS[dimension][fact.value][1]
            yield FactLine(name, text, taxonomy.source(fact.source))


def _plain(dimension: str) -> str:
    return dimension.replace("_", " ")


def rules_in_words() -> tuple[tuple[int, tuple[tuple[str, str], ...]], ...]:
    """The rubric's rules in order: tier, and for each deciding fact what it must say."""
    return tuple(
        (
            level,
            tuple(
                (_plain(name), " or ".join(FACT_REASONS[name][v][1].rstrip(".") for v in values))
                for name, values in rule.items()
            ),
        )
        for level, rule in RULES
    )


def _counting(taxonomy: Taxonomy, entry: Credential) -> tuple[Credential, ...]:
    """The issuer's and platforms' credentials that count towards this one."""
    near = (entry.issuer, *entry.platforms)
    ids = dict.fromkeys(id_ for provider in near for id_ in taxonomy.credentials_of(provider))
    found = (taxonomy.credential(id_) for id_ in ids)
    return tuple(one for one in found if entry.id in one.stackable_into)[:_MOST_SHOWN]


@lru_cache(maxsize=2)
def _by_letter(taxonomy: Taxonomy) -> dict[str, tuple[Provider, ...]]:
    apart = frozenset(taxonomy.university_ids) | frozenset(taxonomy.employer_ids)
    curated = [taxonomy.provider(id_) for id_ in taxonomy.provider_ids if id_ not in apart]
    found: dict[str, list[Provider]] = {}
    for entry in sorted(curated, key=lambda one: normalize(one.name)):
        first = normalize(entry.name)[:1].upper()
        found.setdefault(first if "A" <= first <= "Z" else _OTHER, []).append(entry)
    return {letter: tuple(entries) for letter, entries in sorted(found.items())}


def letters(taxonomy: Taxonomy) -> tuple[tuple[str, int], ...]:
    """(first letter, how many providers); universities and employers are found by search."""
    return tuple((letter, len(entries)) for letter, entries in _by_letter(taxonomy).items())


def providers_at(taxonomy: Taxonomy, letter: str) -> tuple[Provider, ...]:
    """The providers under a letter, by name."""
    return _by_letter(taxonomy).get(letter, ())
