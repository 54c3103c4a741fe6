"""Ways to look into a taxonomy: search by a rough name, show one entry, count what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz, process

from recognizer.credential import DIMENSIONS, Credential, Facts
from recognizer.names import normalize
from recognizer.taxonomy import Taxonomy

MIN_HIT = 60.0
"""Lowest similarity (0–100) of a name that a search still offers."""
_CANDIDATES = 400
"""Credentials compared for one search."""

Kind = Literal["credential", "provider"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a search found; `score` 0–1 is how alike the names are."""

    kind: Kind
    id: str
    name: str
    score: float

    def __str__(self) -> str:
        return f"{self.score:.2f}  {self.kind}  {self.id}  {self.name}"


def search(taxonomy: Taxonomy, text: str, limit: int = 10) -> tuple[Hit, ...]:
    """Credentials and providers that go by this name or a similar one, the most alike first."""
    scores: dict[tuple[Kind, str], float] = {}
    for kind, ids in _exact(taxonomy, text):
        scores.update(dict.fromkeys(((kind, id_) for id_ in ids), 100.0))
    wanted = normalize(text)
    if wanted:
        _score(scores, "credential", wanted, _credential_names(taxonomy, text))
        _score(scores, "provider", wanted, taxonomy.provider_names)
        _score_with_provider(taxonomy, scores, wanted)
    hits = [_hit(taxonomy, kind, id_, score) for (kind, id_), score in scores.items()]
    hits.sort(key=lambda hit: (-hit.score, hit.kind, len(hit.name), hit.id))
    return tuple(hits[:limit])


def _exact(taxonomy: Taxonomy, text: str) -> Iterable[tuple[Kind, tuple[str, ...]]]:
    capitals = text.strip().upper()
    yield "credential", taxonomy.credentials_coded(text)
    yield "credential", taxonomy.credential_acronyms.get(capitals, ())
    yield "provider", taxonomy.provider_acronyms.get(capitals, ())
    if taxonomy.has_credential(text.strip()):
        yield "credential", (text.strip(),)
    if taxonomy.has_provider(text.strip()):
        yield "provider", (text.strip(),)


def _credential_names(taxonomy: Taxonomy, text: str) -> Mapping[str, tuple[str, ...]]:
    """Names worth comparing; all of them when no word of the text is known."""
    near = taxonomy.fuzzy_candidates(text, _CANDIDATES)
    names = taxonomy.credential_names
    return {name: names[name] for name, _ in near} if near else names


def _score(
    scores: dict[tuple[Kind, str], float],
    kind: Kind,
    wanted: str,
    names: Mapping[str, tuple[str, ...]],
) -> None:
    found = process.extract(
        wanted, list(names), scorer=fuzz.WRatio, score_cutoff=MIN_HIT, limit=200
    )
    for name, rough, _ in found:
        # WRatio forgives what is missing; the plain ratio puts the whole name first.
        score = 0.6 * rough + 0.4 * fuzz.ratio(wanted, name)
        for id_ in names[name]:
            scores[kind, id_] = max(scores.get((kind, id_), 0.0), score)


def _score_with_provider(
    taxonomy: Taxonomy, scores: dict[tuple[Kind, str], float], wanted: str
) -> None:
    """Raises the best credentials whose provider is named as well ("machine learning stanford")."""
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    for key in ranked[:_CANDIDATES]:
        if key[0] == "credential":
            credential = taxonomy.credential(key[1])
            for id_ in (credential.issuer, *credential.platforms):
                provider = taxonomy.provider(id_)
                for name in (provider.name, *provider.aliases):
                    both = normalize(f"{credential.name} {name}")
                    scores[key] = max(scores[key], fuzz.token_sort_ratio(wanted, both))


def _hit(taxonomy: Taxonomy, kind: Kind, id_: str, score: float) -> Hit:
    entry = taxonomy.provider(id_) if kind == "provider" else taxonomy.credential(id_)
    return Hit(kind, id_, entry.name, round(score / 100, 3))


def show(taxonomy: Taxonomy, id: str) -> tuple[str, ...]:
    """Lines about a credential, provider or skill, each value with its source.

    Raises KeyError when nothing has this id.
    """
    if taxonomy.has_credential(id):
        return tuple(_credential_lines(taxonomy, taxonomy.credential(id)))
    if taxonomy.has_provider(id):
        return tuple(_provider_lines(taxonomy, id))
    skill = taxonomy.skill(id)
    return tuple(_lines({"skill": skill.name, "id": id, "aliases": skill.aliases}))


def _credential_lines(taxonomy: Taxonomy, credential: Credential) -> Iterable[str]:
    issuer = taxonomy.provider(credential.issuer)
    workload = credential.workload
    yield from _lines(
        {
            "credential": credential.name,
            "id": credential.id,
            "type": credential.type,
            "issuer": f"{issuer.name} ({issuer.id})",
            "platforms": tuple(taxonomy.provider(id_).name for id_ in credential.platforms),
            "aliases": credential.aliases,
            "acronyms": credential.acronyms,
            "codes": credential.codes,
            "ambiguous": "name decides only with issuer or platform"
            if credential.ambiguous
            else None,
            "language": credential.language,
            "hours": workload.hours if workload else None,
            "valid, months": credential.validity_months,
            "skills": tuple(taxonomy.skill(id_).name for id_ in credential.skills),
            "counts towards": credential.stackable_into,
            "lifecycle": credential.lifecycle,
            "superseded by": credential.superseded_by,
            "verification": taxonomy.verification_of(credential),
            "reviewed": credential.reviewed,
        }
    )
    yield from _fact_lines(taxonomy, taxonomy.facts(credential), "facts")
    yield from _source_lines(taxonomy, credential.sources)


def _provider_lines(taxonomy: Taxonomy, id: str) -> Iterable[str]:
    provider = taxonomy.provider(id)
    yield from _lines(
        {
            "provider": provider.name,
            "id": provider.id,
            "kind": provider.kind,
            "roles": provider.roles,
            "aliases": (*provider.aliases, *provider.acronyms),
            "former names": provider.former_names,
            "country": provider.country,
            "homepage": provider.homepage,
            "domains": provider.domains,
            "part of": provider.parent,
            "credentials": len(taxonomy.credentials_of(id)),
            "verification": provider.verification,
            "reviewed": provider.reviewed,
        }
    )
    for type_, facts in provider.defaults.items():
        yield from _fact_lines(taxonomy, facts, f"unless said otherwise, a {type_}")
    yield from _source_lines(taxonomy, provider.sources)


def _lines(values: Mapping[str, object]) -> Iterable[str]:
    for label, value in values.items():
        if value not in (None, (), ""):
            text = " · ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield f"{label}: {text}"


def _fact_lines(taxonomy: Taxonomy, facts: Facts, title: str) -> Iterable[str]:
    yield f"{title}:"
    for dimension in DIMENSIONS:
        fact = getattr(facts, dimension)
        known = f"{fact.value}  ({taxonomy.source(fact.source).url})" if fact else "unknown"
        yield f"  {dimension}: {known}"


def _source_lines(taxonomy: Taxonomy, ids: Iterable[str]) -> Iterable[str]:
    for source in map(taxonomy.source, ids):
        yield f"source: {source.title}, {source.url}, read {source.retrieved}"


def stats(taxonomy: Taxonomy) -> dict[str, Any]:
    """Counts, and the share (0–1) of curated credentials for which each dimension is known.

    The shares are given for all (`facts`), for core entries (`core_facts`) and by family.
    `credentials` counts entries and catalogue rows; `curated` the entries alone. A family is a
    file of credentials/. Provider defaults count as known.
    """
    families: dict[str, list[Credential]] = {}
    for id_ in taxonomy.curated_ids:
        families.setdefault(taxonomy.family_of(id_), []).append(taxonomy.credential(id_))
    curated = [entry for entries in families.values() for entry in entries]
    return {
        "version": taxonomy.version,
        "providers": len(taxonomy.provider_ids) - len(taxonomy.university_ids),
        "universities": len(taxonomy.university_ids),
        "credentials": len(taxonomy.credential_ids),
        "curated": len(curated),
        "core": sum(entry.core for entry in curated),
        "skills": len(taxonomy.skill_ids),
        "unused_skills": len(set(taxonomy.skill_ids).difference(*(e.skills for e in curated))),
        "sources": len(taxonomy.source_ids),
        "facts": _coverage(taxonomy, curated),
        "core_facts": _coverage(taxonomy, [entry for entry in curated if entry.core]),
        "families": {
            name: {"credentials": len(entries), "facts": _coverage(taxonomy, entries)}
            for name, entries in sorted(families.items())
        },
    }


def _coverage(taxonomy: Taxonomy, entries: list[Credential]) -> dict[str, float]:
    """Share of entries for which each dimension is known; empty for no entries."""
    if not entries:
        return {}
    known = [taxonomy.facts(entry) for entry in entries]
    return {
        dimension: round(
            sum(getattr(facts, dimension) is not None for facts in known) / len(known), 3
        )
        for dimension in DIMENSIONS
    }
