"""What curators need: every problem at once, files put in order, the schema, and a way to look.

`Taxonomy.load` stops at the first problem; `check` lists them all and adds house rules that do
not keep the data from working: canonical form, stale reviews, names that mislead.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from recognizer.browse import show, stats, stats_lines
from recognizer.canonical import canonical
from recognizer.credential import Curated
from recognizer.curation_rules import house_rules
from recognizer.errors import TaxonomyError
from recognizer.search import Hit, search
from recognizer.taxonomy import Taxonomy
from recognizer.taxonomy_files import Problem, digest, read_folder
from recognizer.taxonomy_names import Names
from recognizer.taxonomy_rows import COLUMNS
from recognizer.taxonomy_rules import known_ids, problems, references
from recognizer.taxonomy_tables import (
    ACRONYMS,
    MODELS,
    ORGANIZATIONS,
    AmbiguousAcronym,
    Release,
    Tables,
    read_tables,
)

__all__ = [
    "Hit",
    "Problem",
    "check",
    "draft",
    "format_directory",
    "schema",
    "search",
    "show",
    "stats",
    "stats_lines",
]

SCHEMA = "schema.json"


def check(directory: Path) -> tuple[Problem, ...]:
    """Everything wrong with a taxonomy folder, sorted by file and entry; empty when it is well."""
    try:
        files = read_folder(directory)
    except TaxonomyError as error:
        return (Problem(error.file, error.message, error.entry, error.field),)
    found: list[Problem] = []
    tables = read_tables(files, found.append)
    found += problems(tables)
    found += house_rules(tables)
    found += [
        Problem(name, "is not in canonical form; run `recognizer taxonomy check --fix`")
        for name, content in files.items()
        if _ordered(name, content) not in (content, None)
    ]
    if _schema_is_stale(directory):
        found.append(Problem(SCHEMA, "is out of date; run `recognizer taxonomy check --fix`"))
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda p: (p.file, p.entry or "", p.field or "", p.message)))


def format_directory(directory: Path) -> tuple[str, ...]:
    """Rewrites files that are not in canonical form and names them; broken files are left alone.

    A schema.json in the folder is generated anew when it is out of date.

    Each file is replaced whole, so that an interruption leaves the old or the new one.
    """
    changed = []
    for name, content in read_folder(directory).items():
        wanted = _ordered(name, content)
        if wanted not in (content, None):
            _replace(directory / name, wanted or b"")
            changed.append(name)
    if _schema_is_stale(directory):
        _replace(directory / SCHEMA, _schema_bytes())
        changed.append(SCHEMA)
    return tuple(changed)


def _schema_bytes() -> bytes:
    return (json.dumps(schema(), indent=2, ensure_ascii=False) + "\n").encode()


def _schema_is_stale(directory: Path) -> bool:
    """Whether the folder keeps the generated schema and it is another one."""
    path = directory / SCHEMA
    return path.is_file() and path.read_bytes() != _schema_bytes()


def _ordered(name: str, content: bytes) -> bytes | None:
    """The canonical form, or None for a file that has none because it is broken."""
    try:
        return canonical(name, content)
    except (TaxonomyError, ValidationError):
        return None


def _replace(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".format-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, path.stat().st_mode & 0o777)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def draft(directory: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """A taxonomy of what is sound in a folder under work, with the problems that were left out.

    For curators' eyes only: broken entries and references to what is not there yet are dropped.
    Raises TaxonomyError when not even the files can be read.
    """
    files = read_folder(directory)
    found: list[Problem] = []
    tables = read_tables(files, found.append)
    found += problems(tables)
    tables.release.setdefault("version", "0")
    while _drop_unresolved(tables):
        pass
    return Taxonomy.of(tables, Names.of(tables), digest(files)), tuple(dict.fromkeys(found))


def _drop_unresolved(tables: Tables) -> bool:
    """Takes out references to unknown ids, and entries that cannot do without them."""
    known = known_ids(tables)
    before = _size(tables)
    for kind, model in MODELS.items():
        table = getattr(tables, kind)
        for id_, entry in list(table.items()):
            missing = [
                (name, target)
                for name, target, where in references(kind, entry)
                if not any(target in known[part] for part in where)
            ]
            if missing and not _mend(model, entry, missing):
                del table[id_]
    _drop_unknown_acronyms(tables)
    providers = frozenset().union(*(known[table] for table in ORGANIZATIONS))
    for id_, row in list(tables.catalogue.items()):
        if row[2] not in providers or (row[3] and row[3] not in providers):
            del tables.catalogue[id_]
        elif row[-1] not in known["sources"]:
            del tables.catalogue[id_]
    for table in (tables.universities, tables.employers):
        for id_, row in list(table.items()):
            if row[-1] not in known["sources"]:
                del table[id_]
    return before != _size(tables)


def _size(tables: Tables) -> int:
    kinds = dict.fromkeys((*MODELS, "catalogue", *ORGANIZATIONS))
    return sum(len(getattr(tables, kind)) for kind in kinds)


def _drop_unknown_acronyms(tables: Tables) -> None:
    """Takes out candidates that are not there, and acronyms without a candidate left."""
    listed = tables.data.get("ambiguous_acronyms", [])
    for entry in listed:
        candidates = entry["candidates"]
        entry["candidates"] = [c for c in candidates if c["credential"] in tables.credentials]
    listed[:] = [entry for entry in listed if entry["candidates"]]


def _mend(model: type[Curated], entry: dict[str, Any], missing: list[tuple[str, str]]) -> bool:
    """Whether the entry still stands when the references are taken out of it (and they are)."""
    for path, target in missing:
        *parents, last = path.removesuffix(".source").split(".")
        holder = entry
        for part in parents:
            holder = holder[part]
        if isinstance(holder.get(last), list):
            holder[last] = [id_ for id_ in holder[last] if id_ != target]
        else:
            holder.pop(last, None)
    try:
        model.model_validate(entry)
    except ValidationError:
        return False
    return True


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of every kind of file; CSV files as their columns."""
    kinds: dict[str, TypeAdapter[Any]] = {
        f"{kind}/*.yaml": TypeAdapter(list[model])  # type: ignore[valid-type]
        for kind, model in MODELS.items()
    }
    definitions: dict[str, Any] = {}
    files: dict[str, Any] = {}
    kinds |= {
        "release.yaml": TypeAdapter(Release),
        ACRONYMS: TypeAdapter(list[AmbiguousAcronym]),
    }
    for name, adapter in kinds.items():
        part = adapter.json_schema(ref_template="#/$defs/{model}")
        definitions |= part.pop("$defs", {})
        files[name] = part
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Files of the credential taxonomy",
        "description": "One schema per kind of file; CSV files are described by their columns.",
        "type": "object",
        "properties": dict(sorted(files.items())),
        "x-columns": {name: list(names) for name, names in sorted(COLUMNS.items())},
        "$defs": dict(sorted(definitions.items())),
    }
