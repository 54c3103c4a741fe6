"""What differs between two states of the taxonomy: for taxonomy/CHANGES.md and for curators.

A family is a file without its suffix ("credentials/adobe"); an entry that moves to another file
is the same entry. Facts are the entry's own values and the defaults of providers.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recognizer.credential import DIMENSIONS
from recognizer.errors import TaxonomyError
from recognizer.taxonomy_files import is_data, read_folder
from recognizer.taxonomy_rows import split_aliases
from recognizer.taxonomy_tables import Tables, read_tables

_SHARED_IDS = (
    ("credentials", "catalogue"),
    ("providers", "universities", "employers"),
    ("skills",),
)
"""Tables whose entries have ids of one space, so that one may move between them."""
KINDS = ("added", "removed", "renamed", "superseded", "facts", "details", "names")
"""What may happen to an entry, in the order of the lists and tables."""

Item = dict[str, Any]
_DETAILS = ("type", "issuer", "platforms", "validity_months", "does_not_expire", "verification")
"""Fields whose change a report may show."""


@dataclass(frozen=True, slots=True)
class Changes:
    """`families`: family → kind of change (`KINDS`) → items by id. Empty families are left out.

    `old` and `new` are what release.yaml says; `old` is empty where there was nothing before.
    """

    old: Mapping[str, Any]
    new: Mapping[str, Any]
    families: Mapping[str, Mapping[str, list[Item]]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data; `from` and `to` are null where a fact was or is unknown."""
        return {"old": dict(self.old) or None, "new": dict(self.new), "families": self.families}


def state(place: str, beside: Path) -> Tables:
    """The tables of a folder, or of a git revision of the folder `beside`.

    An empty folder gives empty tables: the time before the first release. Raises TaxonomyError
    when the place is neither, or what is there is broken.
    """
    folder = Path(place)
    files = read_folder(folder) if folder.is_dir() else _of_revision(place, beside)

    def refuse(problem: Any) -> None:
        raise problem.error()

    return read_tables(files, refuse) if files else Tables()


def _of_revision(revision: str, beside: Path) -> dict[str, bytes]:
    """The data files as git keeps them at a revision."""
    command = ["git", "-C", str(beside), "archive", "--format=tar", "--end-of-options", revision]
    try:
        made = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        message = "is neither a folder nor a git revision of the taxonomy's repository"
        raise TaxonomyError(revision, message) from error
    with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        found = [(part.name, archive.extractfile(part)) for part in archive if part.isfile()]
        return {name: file.read() for name, file in sorted(found) if file and is_data(name)}


def compare(old: Tables, new: Tables) -> Changes:
    """Everything that a user of the data may notice, by family."""
    families: dict[str, dict[str, list[Item]]] = {}
    for family, kind, item in sorted(
        _all_changes(old, new), key=lambda c: (c[0], KINDS.index(c[1]), c[2]["id"], str(c[2]))
    ):
        families.setdefault(family, {}).setdefault(kind, []).append(item)
    return Changes(old.release, new.release, families)


def _all_changes(old: Tables, new: Tables) -> Iterator[tuple[str, str, Item]]:
    for group in _SHARED_IDS:
        before, after = _entries(old, group), _entries(new, group)
        for id_ in before.keys() - after.keys():
            family, entry = before[id_]
            yield family, "removed", {"id": id_, "name": entry["name"]}
        for id_, (family, entry) in after.items():
            if id_ not in before:
                yield family, "added", {"id": id_, "name": entry["name"]}
                continue
            for kind, item in _differences(before[id_][1], entry, old, new):
                yield family, kind, {"id": id_, **item}


def _entries(tables: Tables, group: tuple[str, ...]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Id → (family, entry) of tables that share their ids; rows become entries."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for table in group:
        for id_, entry in getattr(tables, table).items():
            family = tables.file_of(table, id_).rpartition(".")[0]
            found[id_] = (family, entry if isinstance(entry, dict) else _row(table, entry))
    return found


def _row(table: str, row: list[str]) -> dict[str, Any]:
    aliases = split_aliases(row[2]) if table != "catalogue" and table != "skills" else []
    return {"name": row[1], "aliases": aliases}


def _differences(
    before: dict[str, Any], after: dict[str, Any], old: Tables, new: Tables
) -> Iterator[tuple[str, Item]]:
    name = after["name"]
    if before["name"] != name:
        yield "renamed", {"from": before["name"], "to": name}
    state, was = after.get("lifecycle", "active"), before.get("lifecycle", "active")
    if (state, after.get("superseded_by")) != (was, before.get("superseded_by")):
        yield (
            "superseded",
            {"name": name, "from": was, "to": state, "by": after.get("superseded_by")},
        )
    facts, known = _facts(after), _facts(before)
    for dimension in sorted(facts.keys() | known.keys(), key=_place):
        one, other = known.get(dimension), facts.get(dimension)
        if one != other:
            yield (
                "facts",
                {
                    "name": name,
                    "fact": dimension,
                    "from": one and one["value"],
                    "to": other and other["value"],
                    "from_source": _source(old, one),
                    "to_source": _source(new, other),
                },
            )
    for detail in _DETAILS:
        if before.get(detail) != after.get(detail):
            told = {"from": before.get(detail), "to": after.get(detail)}
            yield "details", {"name": name, "field": detail, **told}
    was_called, called = _names(before), _names(after)
    if was_called != called:
        gained, lost = sorted(called - was_called), sorted(was_called - called)
        yield "names", {"name": name, "added": gained, "removed": lost}


def _facts(entry: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Dimension, for providers "type dimension" → value and source."""
    found = {name: fact for name, fact in (entry.get("facts") or {}).items() if fact}
    for type_, facts in (entry.get("defaults") or {}).items():
        found |= {f"{type_} {name}": fact for name, fact in facts.items() if fact}
    return found


def _place(dimension: str) -> tuple[str, int]:
    """By type, then in the order of the rubric."""
    type_, _, name = dimension.rpartition(" ")
    return type_, DIMENSIONS.index(name)


def _source(tables: Tables, fact: dict[str, Any] | None) -> Item | None:
    if fact is None:
        return None
    found = tables.sources.get(fact["source"], {})
    return {"id": fact["source"], "title": found.get("title"), "url": found.get("url")}


def _names(entry: dict[str, Any]) -> set[str]:
    """Every other name: aliases, acronyms, codes, former names."""
    fields = ("aliases", "acronyms", "codes", "former_names")
    return {text for name in fields for text in entry.get(name) or ()}


def as_text(changes: Changes) -> Iterator[str]:
    """Lines of a section of CHANGES.md: a table of counts, then each change of curated entries.

    Of the long tables of rows, and of the first release, only the counts are told.
    """
    yield f"## {_title(changes.new)}"
    yield ""
    if changes.old:
        yield f"Compared with {_title(changes.old)}."
        yield ""
    shown = [kind for kind in KINDS if any(kind in made for made in changes.families.values())]
    if not shown:
        yield "Nothing has changed."
        return
    yield f"| family | {' | '.join(shown)} |"
    yield f"| --- |{' ---: |' * len(shown)}"
    for family, made in changes.families.items():
        counts = (str(len(made[kind])) if kind in made else "" for kind in shown)
        yield f"| {family} | {' | '.join(counts)} |"
    sums = (sum(len(made.get(kind, ())) for made in changes.families.values()) for kind in shown)
    yield f"| together | {' | '.join(map(str, sums))} |"
    for family, made in changes.families.items() if changes.old else ():
        if family.startswith(("credentials/", "providers/")):
            yield from ("", f"### {family}", "")
            yield from (_line(kind, item) for kind, items in made.items() for item in items)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "unknown" if value is None else str(value)


def _title(release: Mapping[str, Any]) -> str:
    return f"{release.get('version')} ({release.get('date')})"


def _line(kind: str, item: Item) -> str:
    told = {
        "added": "added: {name}",
        "removed": "removed: {name}",
        "renamed": "renamed: {from} → {to}",
        "superseded": "{from} → {to}",
        "facts": "{fact}: {from} → {to}",
        "details": "{field}: {from} → {to}",
        "names": "also called",
    }[kind].format(**{key: _plain(value) for key, value in item.items()})
    if kind == "superseded" and item["by"]:
        told += f" by `{item['by']}`"
    if kind == "facts":
        source = item["to_source"] or item["from_source"]
        verb = "" if item["to_source"] else "no longer: "
        told += f" ({verb}{source['title']}, {source['url']})"
    if kind == "names":
        told += "".join(f" +{text};" for text in item["added"])
        told += "".join(f" −{text};" for text in item["removed"])
        told = told.removesuffix(";")
    return f"- `{item['id']}` {told}"
