"""Ways to look into a taxonomy: show one entry in plain words, count what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from recognizer.credential import DIMENSIONS, Credential, Facts
from recognizer.taxonomy import Taxonomy
from recognizer.tier_reasons import FACT_REASONS

_COUNTED = {
    "version": "Release",
    "providers": "Providers, universities apart",
    "employers": "Employers and public bodies among them",
    "universities": "Universities",
    "credentials": "Credentials, rows of catalogues included",
    "curated": "Credentials with an entry of their own",
    "core": "Core entries",
    "skills": "Skills",
    "unused_skills": "Skills that no entry uses",
    "sources": "Sources",
}
"""Key of `stats` → what it is called; a test holds both in step."""
_NAME_WIDTH = 52
"""Columns for a file's name: the longest has fewer letters."""


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
            "type": _plain(credential.type),
            "issuer": f"{issuer.name} ({issuer.id})",
            "platforms": tuple(taxonomy.provider(id_).name for id_ in credential.platforms),
            "aliases": credential.aliases,
            "acronyms": credential.acronyms,
            "codes": credential.codes,
            "ambiguous": "name decides only with issuer or platform"
            if credential.ambiguous
            else None,
            "country": credential.country,
            "language": credential.language,
            "hours": workload.hours if workload else None,
            "valid, months": credential.validity_months,
            "skills": tuple(taxonomy.skill(id_).name for id_ in credential.skills),
            "counts towards": credential.stackable_into,
            "lifecycle": credential.lifecycle,
            "superseded by": credential.superseded_by,
            "verification": _rule(taxonomy, taxonomy.verification_of(credential)),
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
            "kind": _plain(provider.kind),
            "roles": tuple(map(_plain, provider.roles)),
            "aliases": (*provider.aliases, *provider.acronyms),
            "former names": provider.former_names,
            "country": provider.country,
            "homepage": provider.homepage,
            "domains": provider.domains,
            "part of": provider.parent,
            "credentials": len(taxonomy.credentials_of(id)),
            "verification": _rule(taxonomy, provider.verification),
            "reviewed": provider.reviewed,
        }
    )
    for type_, facts in provider.defaults.items():
        yield from _fact_lines(taxonomy, facts, f"unless said otherwise, a {_plain(type_)}")
    yield from _source_lines(taxonomy, provider.sources)


def _lines(values: Mapping[str, object]) -> Iterable[str]:
    for label, value in values.items():
        if value not in (None, (), ""):
            text = " · ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield f"{label}: {text}"


def _plain(code: str) -> str:
    """A code of the schema as words: "mooc_platform" is an MOOC platform."""
    return code.replace("_", " ").replace("mooc", "MOOC")


def _rule(taxonomy: Taxonomy, id: str | None) -> str | None:
    """A rule of verification_links.yaml: whose it is, and its id."""
    links = taxonomy.data("verification_links") if id else ()
    name = next((link.get("name") for link in links if link["id"] == id), None)
    return f"{name} ({id})" if name else id


def _fact_lines(taxonomy: Taxonomy, facts: Facts, title: str) -> Iterable[str]:
    """Each value in the words of docs/tiers.md with its number, and below it where it was read."""
    yield f"{title}:"
    for dimension in DIMENSIONS:
        fact = getattr(facts, dimension)
        if fact is None:
            yield f"  {_plain(dimension)}: unknown"
        else:
            yield f"  {_plain(dimension)} {fact.value}: {FACT_REASONS[dimension][fact.value][1]}"
            yield f"    {_said_in(taxonomy, fact.source)}"


def _source_lines(taxonomy: Taxonomy, ids: Iterable[str]) -> Iterable[str]:
    yield from (f"source: {_said_in(taxonomy, id_)}" for id_ in ids)


def _said_in(taxonomy: Taxonomy, source: str) -> str:
    found = taxonomy.source(source)
    return f"{found.title}, {found.url}, read {found.retrieved}"


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
        "providers": len(taxonomy.provider_ids) - len(taxonomy.university_ids),  # employers too
        "universities": len(taxonomy.university_ids),
        "employers": len(taxonomy.employer_ids),
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


def stats_lines(counts: Mapping[str, Any]) -> tuple[str, ...]:
    """What `stats` counted, as lines to read: totals, then shares of known facts per file."""
    width = max(map(len, _COUNTED.values())) + 2
    lines = [f"{label:{width}}{_number(counts[key])}" for key, label in _COUNTED.items()]
    head = "".join(f"{_plain(dimension).split()[0]:>15}" for dimension in DIMENSIONS)
    lines += ["", "Entries whose facts are known:", f"{'':{_NAME_WIDTH}}entries{head}"]
    lines.append(_known("all entries", counts["curated"], counts["facts"]))
    lines.append(_known("core entries", counts["core"], counts["core_facts"]))
    for name, family in counts["families"].items():
        lines.append(_known(name, family["credentials"], family["facts"]))
    return tuple(lines)


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _known(name: str, entries: int, facts: Mapping[str, float]) -> str:
    shares = "".join(f"{facts.get(dimension, 0.0):>15.0%}" for dimension in DIMENSIONS)
    return f"{name:{_NAME_WIDTH}}{entries:>7,}{shares if facts else ''}"
