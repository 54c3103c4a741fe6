"""House rules of the curated data: habits that keep it useful, beyond what makes it load."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from recognizer.badge_trust import read_curated
from recognizer.errors import TaxonomyError
from recognizer.name_rules import shared_names, university_aliases
from recognizer.names import normalize, without_legal_form
from recognizer.spelling import spelling
from recognizer.taxonomy_files import Problem
from recognizer.taxonomy_index import fold_code, group
from recognizer.taxonomy_rows import split_aliases
from recognizer.taxonomy_rules import credential_names
from recognizer.taxonomy_tables import ACRONYMS, ORGANIZATIONS, Tables

REVIEW_MONTHS = 24
"""An entry is to be looked at again after so many months."""
_ACRONYM = re.compile(r"[A-Za-z0-9][A-Za-z0-9&+/.-]{1,11}( [A-Z0-9][A-Z0-9&+.-]{0,4})?")


def house_rules(tables: Tables) -> Iterator[Problem]:
    """Everything that a curator should mend although the taxonomy would load."""
    yield from skills_named_alike(tables)
    yield from stale_reviews(tables)
    yield from codes_claimed_twice(tables)
    yield from names_half_ambiguous(tables)
    yield from names_that_are_skills(tables)
    yield from short_names(tables)
    yield from odd_acronyms(tables)
    yield from undecided_acronyms(tables)
    yield from repeated_courses(tables)
    yield from employers_named_like_titles(tables)
    yield from verified_elsewhere(tables)
    yield from badge_issuers_unsourced(tables)
    yield from university_aliases(tables)
    yield from shared_names(tables)


def skills_named_alike(tables: Tables) -> Iterator[Problem]:
    """Skills with one name between them, perhaps as plural or in British spelling: a job that asks
    for one would not find what evidences the other. Unused skills are fine.
    """
    owners: dict[str, tuple[str, str]] = {}
    named = [
        (column, text, id_)
        for column in ("name", "aliases")
        for id_, entry in sorted(tables.skills.items())
        for text in ([entry["name"]] if column == "name" else entry["aliases"])
    ]
    for column, text, id_ in named:
        owner, other = owners.setdefault(spelling(text), (id_, text))
        if owner != id_:
            message = f"{text!r} is {other!r} of {owner}; make one entry of both or drop one name"
            yield Problem("skills.csv", message, id_, column)


def stale_reviews(tables: Tables) -> Iterator[Problem]:
    """Entries whose last review lies too far before the release."""
    if not tables.release:
        return
    day = datetime.date.fromisoformat(tables.release["date"])
    months = day.year * 12 + day.month - 1 - REVIEW_MONTHS
    oldest = f"{months // 12:04d}-{months % 12 + 1:02d}-{day.day:02d}"
    for kind in ("providers", "credentials"):
        for id_, entry in getattr(tables, kind).items():
            if entry["reviewed"] < oldest:
                message = f"reviewed before {oldest}; look at the sources again"
                yield Problem(tables.file_of(kind, id_), message, id_, "reviewed")


def codes_claimed_twice(tables: Tables) -> Iterator[Problem]:
    """One exam code for two credentials, neither of which took the other's place."""
    pairs = (
        (fold_code(code), id_)
        for id_, entry in sorted(tables.credentials.items())
        for code in entry.get("codes", ())
    )
    for code, ids in group(pairs).items():
        for first, second in pairwise(ids):
            if not _succeeds(tables, first, second):
                file = tables.file_of("credentials", second)
                yield Problem(file, f"the code {code} already belongs to {first}", second, "codes")


def _succeeds(tables: Tables, first: str, second: str) -> bool:
    return first in _successors(tables, second) or second in _successors(tables, first)


def _successors(tables: Tables, id_: str) -> list[str]:
    chain: list[str] = []
    current: str | None = tables.credentials[id_].get("superseded_by")
    while current in tables.credentials and current not in chain:
        chain.append(current)
        current = tables.credentials[current].get("superseded_by")
    return chain


def names_half_ambiguous(tables: Tables) -> Iterator[Problem]:
    """A name shared by an ambiguous entry and one that claims to be the only one."""
    pairs = (
        (normalize(text), id_)
        for id_, entry in sorted(tables.credentials.items())
        for _, text in credential_names(entry)
    )
    for name, ids in group(pairs).items():
        ambiguous = [id_ for id_ in ids if tables.credentials[id_].get("ambiguous")]
        for id_ in ids:
            if ambiguous and id_ not in ambiguous:
                message = f"{name!r} also names {ambiguous[0]}; mark both ambiguous or neither"
                yield Problem(tables.file_of("credentials", id_), message, id_, "ambiguous")


def names_that_are_skills(tables: Tables) -> Iterator[Problem]:
    """A deciding name that is also the plain name of a skill ("Python")."""
    skills = {normalize(entry["name"]) for entry in tables.skills.values()}
    for id_, entry in sorted(tables.credentials.items()):
        for field, text in credential_names(entry):
            if normalize(text) in skills and not entry.get("ambiguous"):
                message = f"{text!r} is the name of a skill; drop it or mark the entry ambiguous"
                yield Problem(tables.file_of("credentials", id_), message, id_, field)


def short_names(tables: Tables) -> Iterator[Problem]:
    """Names of one or two letters, which would be found in any text."""
    for id_, entry in sorted(tables.credentials.items()):
        for field, text in credential_names(entry):
            if len(normalize(text)) < 3:
                message = f"{text!r} is too short; names are compared without case"
                yield Problem(tables.file_of("credentials", id_), message, id_, field)


def odd_acronyms(tables: Tables) -> Iterator[Problem]:
    """Acronyms that are names, or so short that they need words of context."""
    listed = {entry["acronym"] for entry in tables.data.get("ambiguous_acronyms", ())}
    for kind in ("credentials", "providers"):
        for id_, entry in sorted(getattr(tables, kind).items()):
            for text in entry.get("acronyms", ()):
                file = tables.file_of(kind, id_)
                capitals = sum(map(str.isupper, text))
                if not _ACRONYM.fullmatch(text) or capitals < (2 if kind == "credentials" else 1):
                    message = f"{text!r} is no acronym (PMP, PSM I, aPHR); make it an alias"
                    yield Problem(file, message, id_, "acronyms")
                elif kind == "credentials" and len(text) <= 2 and text not in listed:
                    message = f"{text!r} is too short to decide; list it in {ACRONYMS}"
                    yield Problem(file, message, id_, "acronyms")


def undecided_acronyms(tables: Tables) -> Iterator[Problem]:
    """Acronyms of two credentials without words of context for each."""
    listed = {entry["acronym"]: entry for entry in tables.data.get("ambiguous_acronyms", ())}
    pairs = (
        (text, id_)
        for id_, entry in sorted(tables.credentials.items())
        for text in entry.get("acronyms", ())
    )
    for acronym, ids in group(pairs).items():
        missing = set(ids) - {c["credential"] for c in _candidates(listed.get(acronym))}
        if len(ids) > 1 and missing and not _one_line(tables, ids):
            message = f"stands for {' and '.join(ids)}; list it with context words in {ACRONYMS}"
            yield Problem(tables.file_of("credentials", ids[0]), message, acronym, "acronyms")


def _candidates(entry: dict[str, Any] | None) -> list[dict[str, Any]]:
    return list(entry["candidates"]) if entry else []


def _one_line(tables: Tables, ids: tuple[str, ...]) -> bool:
    """Whether all but one were superseded by another of them."""
    return sum(not set(_successors(tables, id_)) & set(ids) for id_ in ids) == 1


def repeated_courses(tables: Tables) -> Iterator[Problem]:
    """Catalogue rows that repeat each other, or an entry of the same issuer and platform."""
    curated = {
        (normalize(text), entry["issuer"], platform): id_
        for id_, entry in tables.credentials.items()
        for _, text in credential_names(entry)
        for platform in entry.get("platforms") or (entry["issuer"], "")
    }
    counts = Counter(
        (normalize(row[1]), row[2], row[3], row[6]) for row in tables.catalogue.values()
    )
    for id_, row in tables.catalogue.items():
        file = tables.file_of("catalogue", id_)
        twin = curated.get((normalize(row[1]), row[2], row[3]))
        if twin:
            yield Problem(file, f"repeats the entry {twin}; drop the row", id_, "title")
        if counts[(normalize(row[1]), row[2], row[3], row[6])] > 1:
            yield Problem(file, "stands twice with the same issuer and platform", id_, "title")


def employers_named_like_titles(tables: Tables) -> Iterator[Problem]:
    """Names of employers.csv that are a title's or skill's too, or short, or of a legal form."""
    titles = {
        normalize(text)
        for entry in (*tables.credentials.values(), *tables.skills.values())
        for text in (entry["name"], *entry.get("aliases", ()), *entry.get("acronyms", ()))
    } | {normalize(row[1]) for row in tables.catalogue.values()}
    for id_, (_, name, aliases, *_) in tables.employers.items():
        for column, text in (("name", name), *(("aliases", a) for a in split_aliases(aliases))):
            if normalize(text) in titles:
                message = f"{text!r} is also the name of a skill or credential; drop it"
                yield Problem("employers.csv", message, id_, column)
            elif len(normalize(text)) < 3:
                yield Problem("employers.csv", f"{text!r} is too short", id_, column)
            elif without_legal_form(text) != text and not text.endswith(" Corporation"):
                message = f"{text!r} carries a legal form; write {without_legal_form(text)!r}"
                yield Problem("employers.csv", message, id_, column)


def verified_elsewhere(tables: Tables) -> Iterator[Problem]:
    """Rules of verification that belong to somebody who neither awards nor delivers the entry."""
    links = tables.data.get("verification_links") or ()
    owners = {link["id"]: link["provider"] for link in links if link.get("provider")}
    for kind in ("providers", "credentials"):
        for id_, entry in sorted(getattr(tables, kind).items()):
            owner = owners.get(entry.get("verification", ""))
            near = {id_} if kind == "providers" else {entry["issuer"], *entry.get("platforms", ())}
            if owner and owner not in _with_parents(tables, near):
                message = f"checks at {owner}, which neither awards nor delivers it"
                yield Problem(tables.file_of(kind, id_), message, id_, "verification")


def badge_issuers_unsourced(tables: Tables) -> Iterator[Problem]:
    """The first entry of badge_issuers.yaml without its provider, page or day of reading."""
    try:
        providers = {id_ for table in ORGANIZATIONS for id_ in getattr(tables, table)}
        read_curated(tables.data.get("badge_issuers") or [], providers)
    except TaxonomyError as error:
        yield Problem(error.file, error.message, error.entry, error.field)


def _with_parents(tables: Tables, ids: set[str]) -> set[str]:
    """The providers, those above them, and their platforms of the same house."""
    found: set[str] = set()
    for id_ in sorted(ids):
        current: str | None = id_
        while current and current not in found:
            found.add(current)
            current = tables.providers.get(current, {}).get("parent")
    return found
