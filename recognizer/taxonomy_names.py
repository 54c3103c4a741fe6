"""Every name in the tables → the ids that go by it, worked out once for all look-ups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recognizer.names import normalize
from recognizer.taxonomy_index import Index, fold_code, group
from recognizer.taxonomy_rows import is_acronym, split_acronyms, split_aliases
from recognizer.taxonomy_tables import Tables


@dataclass(frozen=True)
class Names:
    """Look-ups by name. Ids of curated entries come before those of rows, each part sorted.

    Keys of `providers`, `credentials` and `skills` are normal forms; acronyms stand as written,
    codes are folded, domains are lower case. `issued` leads from a provider to what it issues
    or delivers.

    `employers` and `employer_acronyms` stand apart: too many firms are called by words of titles
    ("Blue Star", "Data Patterns") for their names to be looked for inside a text.
    """

    providers: Index
    provider_acronyms: Index
    employers: Index
    employer_acronyms: Index
    credentials: Index
    credential_acronyms: Index
    codes: Index
    skills: Index
    domains: Index
    issued: Index

    @classmethod
    def of(cls, tables: Tables) -> Names:
        """The look-ups over tables."""
        providers, universities = tables.providers, tables.universities
        employers = tables.employers
        credentials, courses = tables.credentials, tables.catalogue
        return cls(
            providers=_index(normalize, _texts(providers, _PROVIDER), _full_names(universities)),
            provider_acronyms=_index(
                str, _texts(providers, ("acronyms",)), _short_names(universities)
            ),
            employers=_index(
                normalize, (pair for pair in _full_names(employers) if not is_acronym(pair[0]))
            ),
            employer_acronyms=_index(str, _in_capitals(employers), _short_names(employers)),
            credentials=_index(normalize, _texts(credentials, _CREDENTIAL), _cells(courses, 1)),
            credential_acronyms=_index(str, _texts(credentials, ("acronyms",))),
            codes=_index(fold_code, _texts(credentials, ("codes",))),
            skills=_index(normalize, _texts(tables.skills, _CREDENTIAL)),
            domains=_index(
                str, _texts(providers, ("domains",)), _cells(universities, 4), _cells(employers, 5)
            ),
            issued=_issued(tables),
        )


_PROVIDER = ("name", "aliases", "former_names")
_CREDENTIAL = ("name", "aliases")


def _texts(
    entries: Mapping[str, dict[str, Any]], fields: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """(text, id) for every text in these fields, by id."""
    for id_ in sorted(entries):
        for name in fields:
            value = entries[id_].get(name, ())
            for text in (value,) if isinstance(value, str) else value:
                yield text, id_


def _full_names(rows: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for id_ in sorted(rows):
        _, name, aliases, *_ = rows[id_]
        for text in (name, *split_acronyms(aliases)[1]):
            yield text, id_


def _short_names(rows: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for id_ in sorted(rows):
        for text in split_acronyms(rows[id_][2])[0]:
            yield text, id_


def _in_capitals(rows: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Names that are all capitals (NHPC)."""
    return ((rows[id_][1], id_) for id_ in sorted(rows) if is_acronym(rows[id_][1]))


def _cells(rows: Mapping[str, list[str]], column: int) -> Iterator[tuple[str, str]]:
    for id_ in sorted(rows):
        texts = split_aliases(rows[id_][column]) if column != 1 else [rows[id_][column]]
        for text in texts:
            yield text, id_


def _index(fold: Callable[[str], str], *parts: Iterable[tuple[str, str]]) -> Index:
    """Folded text → ids, those of the first part first."""
    return group((fold(text), id_) for part in parts for text, id_ in part)


def _issued(tables: Tables) -> Index:
    pairs = [
        (provider, id_)
        for id_, entry in tables.credentials.items()
        for provider in (entry["issuer"], *entry.get("platforms", ()))
    ]
    for id_, (_, _, issuer, platform, *_) in tables.catalogue.items():
        pairs += [(issuer, id_), (platform, id_)] if platform else [(issuer, id_)]
    return _index(str, sorted(pairs))
