"""What must hold between entries: references, unique names, no circles, no dates to come.

Every rule is a function from tables to problems. A taxonomy that breaks one is not loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from recognizer.names import normalize
from recognizer.taxonomy_files import Problem
from recognizer.taxonomy_rows import split_aliases
from recognizer.taxonomy_tables import ACRONYMS, ORGANIZATIONS, RELEASE, Tables

_REFERENCES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "providers": (
        ("parent", ("providers",)),
        ("verification", ("patterns",)),
        ("sources", ("sources",)),
    ),
    "credentials": (
        ("issuer", ORGANIZATIONS),
        ("platforms", ORGANIZATIONS),
        ("skills", ("skills",)),
        ("stackable_into", ("credentials", "catalogue")),
        ("superseded_by", ("credentials",)),
        ("verification", ("patterns",)),
        ("sources", ("sources",)),
    ),
}
"""Table → its fields that hold ids, and the tables in which those ids must be."""


def problems(tables: Tables) -> Iterator[Problem]:
    """Everything that keeps the tables from being a taxonomy, in a fixed order."""
    yield from unknown_references(tables)
    yield from unknown_in_rows(tables)
    yield from unknown_in_acronyms(tables)
    yield from future_dates(tables)
    yield from names_claimed_twice(tables)
    yield from circles(tables)


def known_ids(tables: Tables) -> dict[str, frozenset[str]]:
    """Ids that may be referred to, by table; `patterns` are those of verification_links.yaml."""
    names = ("sources", *ORGANIZATIONS, "credentials", "catalogue", "skills")
    known = {name: frozenset(getattr(tables, name)) for name in names}
    return {**known, "patterns": _pattern_ids(tables.data.get("verification_links"))}


def _pattern_ids(value: object) -> frozenset[str]:
    """Ids of a list of entries, at the top of the file or under one of its keys."""
    lists = [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        lists = [part for part in value.values() if isinstance(part, list)]
    entries = [entry for entry in chain.from_iterable(lists) if isinstance(entry, dict)]
    return frozenset(entry["id"] for entry in entries if isinstance(entry.get("id"), str))


def references(kind: str, entry: dict[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(field, id, tables it must be in) for everything an entry refers to."""
    for name, tables in _REFERENCES.get(kind, ()):
        value = entry.get(name)
        for id_ in value if isinstance(value, list) else [value] if value else []:
            yield name, id_, tables
    for name, source in _fact_sources(entry):
        yield name, source, ("sources",)


def _fact_sources(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for dimension, fact in (entry.get("facts") or {}).items():
        if fact:
            yield f"facts.{dimension}.source", fact["source"]
    for type_, facts in (entry.get("defaults") or {}).items():
        for dimension, fact in facts.items():
            if fact:
                yield f"defaults.{type_}.{dimension}.source", fact["source"]
    if entry.get("workload"):
        yield "workload.source", entry["workload"]["source"]


def unknown_references(tables: Tables) -> Iterator[Problem]:
    """Ids in curated entries that no entry has."""
    known = known_ids(tables)
    for kind in _REFERENCES:
        for id_, entry in getattr(tables, kind).items():
            for name, target, where in references(kind, entry):
                if not any(target in known[table] for table in where):
                    message = f"{target} is not in {' or '.join(where)}; add it or mend the id"
                    yield Problem(tables.file_of(kind, id_), message, id_, name)


def unknown_in_rows(tables: Tables) -> Iterator[Problem]:
    """Ids in rows of CSV files that no entry has."""
    known = known_ids(tables)
    providers = frozenset().union(*(known[table] for table in ORGANIZATIONS))
    for id_, (_, _, issuer, platform, _, _, _, source) in tables.catalogue.items():
        file = tables.file_of("catalogue", id_)
        for name, target in (("issuer", issuer), ("platform", platform)):
            if target not in providers and (target or name == "issuer"):
                message = f"{target!r} is not in {' or '.join(ORGANIZATIONS)}"
                yield Problem(file, message, id_, name)
        if source not in known["sources"]:
            yield Problem(file, f"{source} is not in sources", id_, "source")
    for table in ("universities", "employers"):
        for id_, row in getattr(tables, table).items():
            if row[-1] not in known["sources"]:
                file = tables.file_of(table, id_)
                yield Problem(file, f"{row[-1]} is not in sources", id_, "source")


def unknown_in_acronyms(tables: Tables) -> Iterator[Problem]:
    """Candidates of ambiguous acronyms that are no curated credential."""
    for entry in tables.data.get("ambiguous_acronyms", ()):
        for candidate in entry["candidates"]:
            if candidate["credential"] not in tables.credentials:
                message = f"{candidate['credential']} is not in credentials; add it or mend the id"
                yield Problem(ACRONYMS, message, entry["acronym"], "candidates")


def future_dates(tables: Tables) -> Iterator[Problem]:
    """Days of reading or review after the day of the release."""
    today = str(tables.release.get("date") or "9999-12-31")
    for kind, name in (
        ("sources", "retrieved"),
        ("providers", "reviewed"),
        ("credentials", "reviewed"),
    ):
        for id_, entry in getattr(tables, kind).items():
            if str(entry[name]) > today:
                message = f"{entry[name]} is after the date in {RELEASE} ({today})"
                yield Problem(tables.file_of(kind, id_), message, id_, name)


def provider_names(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, name) for every name a provider goes by, acronyms apart."""
    yield "name", entry["name"]
    for name in ("aliases", "former_names"):
        yield from ((name, text) for text in entry.get(name) or ())


def credential_names(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, name) for every name a credential goes by, acronyms and codes apart."""
    yield "name", entry["name"]
    yield from (("aliases", text) for text in entry.get("aliases") or ())


def names_claimed_twice(tables: Tables) -> Iterator[Problem]:
    """One name for two providers, or for two credentials that both decide by name alone."""
    yield from _claimed("providers", provider_names, tables, tables.providers)
    yield from employers_named_before(tables)
    deciding = {k: v for k, v in tables.credentials.items() if not v.get("ambiguous")}
    yield from _claimed("credentials", credential_names, tables, deciding)


def employers_named_before(tables: Tables) -> Iterator[Problem]:
    """Names of employers.csv that an entry, a university or another row has."""
    owners = {
        normalize(text): id_
        for id_, row in tables.universities.items()
        for text in (row[1], *split_aliases(row[2]))
    }
    for id_, entry in tables.providers.items():
        for text in (*(t for _, t in provider_names(entry)), *entry.get("acronyms", ())):
            owners[normalize(text)] = id_
    for id_, (_, title, aliases, *_) in tables.employers.items():
        for column, text in (("name", title), *(("aliases", a) for a in split_aliases(aliases))):
            owner = owners.setdefault(normalize(text), id_)
            if owner != id_:
                file = tables.file_of("employers", id_)
                yield Problem(file, f"{text!r} already names {owner}; drop one", id_, column)


def _claimed(
    kind: str, names: Any, tables: Tables, entries: dict[str, dict[str, Any]]
) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for id_, entry in entries.items():
        file = tables.file_of(kind, id_)
        for name, text in names(entry):
            key = normalize(text)
            if not key:
                yield Problem(file, f"{text!r} has no letter or digit", id_, name)
                continue
            owner = owners.setdefault(key, id_)
            if owner != id_:
                other = f"{owner} in {tables.file_of(kind, owner)}"
                hint = "; mark both ambiguous or drop one" if kind == "credentials" else ""
                yield Problem(file, f"{text!r} already names {other}{hint}", id_, name)


def circles(tables: Tables) -> Iterator[Problem]:
    """Entries that lead back to themselves by parent, stackable_into or superseded_by."""
    for kind, name in (
        ("providers", "parent"),
        ("credentials", "stackable_into"),
        ("credentials", "superseded_by"),
    ):
        entries = getattr(tables, kind)
        for id_ in _on_circle({key: _targets(entry.get(name)) for key, entry in entries.items()}):
            yield Problem(tables.file_of(kind, id_), "leads back to this entry", id_, name)


def _targets(value: object) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) else []


def _on_circle(edges: dict[str, list[str]]) -> list[str]:
    """Nodes that can reach themselves: what is left when nodes without way on are taken off."""
    left = {node: [t for t in targets if t in edges] for node, targets in edges.items()}
    while True:
        ends = {node for node, targets in left.items() if not targets}
        if not ends:
            break
        left = {n: [t for t in ts if t not in ends] for n, ts in left.items() if n not in ends}
    return [node for node in left if _reaches(left, node)]


def _reaches(edges: dict[str, list[str]], node: str) -> bool:
    seen: set[str] = set()
    stack = list(edges[node])
    while stack:
        current = stack.pop()
        if current == node:
            return True
        if current not in seen:
            seen.add(current)
            stack.extend(edges[current])
    return False
