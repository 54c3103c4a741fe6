"""Files → tables: what each file of the folder means, entry by entry.

Tables hold plain data (what JSON can hold), so that they can be kept in a cache; `Taxonomy`
makes objects of single entries when they are asked for. References between entries are the
business of `taxonomy_rules`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field, ValidationError

from recognizer.credential import Credential, Curated, Id, Provider, Skill, Source, Text
from recognizer.errors import TaxonomyError
from recognizer.taxonomy_files import Problem, parse_csv, parse_yaml
from recognizer.taxonomy_rows import WRONG_IN, columns_of, split_aliases

RELEASE = "release.yaml"
ACRONYMS = "ambiguous_acronyms.yaml"
MODELS: dict[str, type[Curated]] = {
    "sources": Source,
    "providers": Provider,
    "credentials": Credential,
}
"""Folder of YAML lists → the model of an entry."""
ORGANIZATIONS = ("providers", "universities", "employers")
"""Tables whose entries are organizations: one set of ids for all of them."""

ONE_FILE = ("skills", "universities", "employers")
"""Tables that are one file each, by their own name."""


class Release(Curated):
    """What taxonomy/release.yaml says: entries are judged by its date, never by the clock."""

    version: str
    date: datetime.date
    rubric: str


class Candidate(Curated):
    """One meaning of an acronym and the words that show it is meant."""

    credential: Id
    context: tuple[Text, ...] = Field(min_length=1)


class AmbiguousAcronym(Curated):
    """An entry of ambiguous_acronyms.yaml: capitals that decide only with words of context."""

    acronym: Text
    candidates: tuple[Candidate, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Tables:
    """All entries by id as plain data. `files` tells which file an entry stands in, for tables of
    several files.

    Rows keep the columns of their file (`taxonomy_rows`). `data` holds the files that belong to
    one stage each, by stem. Tables that come from the kept copy are read-only mappings instead of
    dictionaries (`taxonomy_packed`).
    """

    release: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    providers: dict[str, dict[str, Any]] = field(default_factory=dict)
    credentials: dict[str, dict[str, Any]] = field(default_factory=dict)
    skills: dict[str, dict[str, Any]] = field(default_factory=dict)
    universities: dict[str, list[str]] = field(default_factory=dict)
    employers: dict[str, list[str]] = field(default_factory=dict)
    catalogue: dict[str, list[str]] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def file_of(self, table: str, id_: str) -> str:
        """The file in which an entry of a table stands."""
        return f"{table}.csv" if table in ONE_FILE else self.files[f"{table}/{id_}"]


def read_tables(files: dict[str, bytes], report: Callable[[Problem], None]) -> Tables:
    """Fills the tables from the files; each broken file or entry is reported and left out."""
    tables = Tables()
    if RELEASE not in files:
        report(Problem(RELEASE, "is missing; write version, date and rubric into it"))
    for name, content in files.items():
        try:
            value = _parse(name, content)
        except TaxonomyError as error:
            report(Problem(error.file, error.message, error.entry, error.field))
        else:
            _fill(tables, name, value, report)
    return tables


def _parse(name: str, content: bytes) -> Any:
    """The plain data of one file."""
    folder, _, _ = name.partition("/")
    columns = columns_of(name)
    if columns:
        return parse_csv(name, content, columns)
    if name.endswith(".yaml") and (folder == name or folder in MODELS):
        return parse_yaml(name, content)
    raise TaxonomyError(name, "is not part of a taxonomy; see CURATING.md for the folders")


def _fill(tables: Tables, name: str, value: Any, report: Callable[[Problem], None]) -> None:
    kind = name.partition("/")[0]
    if name == RELEASE:
        tables.release.update(_checked(Release, value, name, None, report) or {})
    elif name == ACRONYMS:
        tables.data["ambiguous_acronyms"] = _acronyms(name, value, report)
    elif name == "skills.csv":
        _read_skills(tables, name, value, report)
    elif name in ("universities.csv", "employers.csv"):
        _read_rows(tables, name.removesuffix(".csv"), name, value, report)
    elif kind == "catalogues":
        _read_rows(tables, "catalogue", name, value, report)
    elif kind in MODELS:
        _read_entries(tables, kind, name, value, report)
    else:
        tables.data[name.removesuffix(".yaml")] = value


def _read_entries(
    tables: Tables, kind: str, name: str, value: object, report: Callable[[Problem], None]
) -> None:
    if not isinstance(value, list):
        report(Problem(name, "must be a list of entries, each beginning with `- id:`"))
        return
    table: dict[str, dict[str, Any]] = getattr(tables, kind)
    for number, entry in enumerate(value, start=1):
        id_ = entry.get("id") if isinstance(entry, dict) else None
        label = id_ if isinstance(id_, str) else f"entry {number}"
        checked = _checked(MODELS[kind], entry, name, label, report)
        if checked is not None:
            _keep(tables, table, kind, name, (checked["id"], checked), report)


def _acronyms(name: str, value: object, report: Callable[[Problem], None]) -> list[dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = {}
    for number, entry in enumerate(value if isinstance(value, list) else [value], start=1):
        label = str(entry.get("acronym")) if isinstance(entry, dict) else f"entry {number}"
        checked = _checked(AmbiguousAcronym, entry, name, label, report)
        if label in kept:
            report(Problem(name, "is listed twice; put the candidates together", label))
        elif checked is not None:
            kept[label] = checked
    return list(kept.values())


def _checked(
    model: type[Curated],
    value: object,
    name: str,
    entry: str | None,
    report: Callable[[Problem], None],
) -> dict[str, Any] | None:
    """The entry as plain data if its model accepts it; refusals are reported by field."""
    try:
        return model.model_validate(value).model_dump(mode="json", exclude_defaults=True)
    except ValidationError as error:
        items = error.errors(include_url=False, include_context=False)
        # A misspelt key is also a missing one: name the misspelling first.
        for item in sorted(items, key=lambda item: item["type"] != "extra_forbidden"):
            where = ".".join(str(part) for part in item["loc"]) or None
            report(Problem(name, _plain_message(item["type"], item["msg"]), entry, where))
        return None


def _plain_message(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "is not a key of this kind of entry; see schema.json for the keys"
    if kind == "missing":
        return "is missing"
    if kind == "string_type":
        return f"{message}; quote a number that is meant as text"
    return message.removeprefix("Value error, ")


def _keep(
    tables: Tables,
    table: dict[str, Any],
    kind: str,
    name: str,
    item: tuple[str, Any],
    report: Callable[[Problem], None],
) -> None:
    """Adds an entry unless its id is taken: organizations share one set of ids."""
    id_, value = item
    for other in ORGANIZATIONS_IDS.get(kind, (kind,)):
        if id_ in getattr(tables, other):
            first = tables.file_of(other, id_)
            report(Problem(name, f"the id is taken in {first}; choose another", id_, "id"))
            return
    table[id_] = value
    if kind not in ONE_FILE:
        tables.files[f"{kind}/{id_}"] = name


ORGANIZATIONS_IDS = {
    **dict.fromkeys(ORGANIZATIONS, ORGANIZATIONS),
    "credentials": ("credentials", "catalogue"),
    "catalogue": ("credentials", "catalogue"),
}


def _read_skills(
    tables: Tables, name: str, rows: Sequence[list[str]], report: Callable[[Problem], None]
) -> None:
    for id_, title, aliases, esco in rows:
        entry = {
            "id": id_,
            "name": title,
            "aliases": split_aliases(aliases),
            "esco": split_aliases(esco),
        }
        if _checked(Skill, entry, name, id_, report) is not None:
            _keep(tables, tables.skills, "skills", name, (id_, entry), report)


def _read_rows(
    tables: Tables,
    kind: str,
    name: str,
    rows: Sequence[list[str]],
    report: Callable[[Problem], None],
) -> None:
    wrong = WRONG_IN[kind]
    table = getattr(tables, kind)
    for row in rows:
        problems = list(wrong(row))
        for column, message in problems:
            report(Problem(name, message, row[0] or None, column))
        if not problems:
            _keep(tables, table, kind, name, (row[0], row), report)
