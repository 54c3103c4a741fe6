"""The one way a curated file is written, so that a change shows only what changed.

YAML lists: entries by id, keys in the order of the model, nothing that equals its default, dates
and names unquoted where that is safe, short lists and facts on one line, no comments (a source
has a `note`). CSV: rows by id, cells quoted only where needed. Both UTF-8 with plain line feeds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import yaml

from recognizer.names import normalize
from recognizer.taxonomy_files import parse_csv, parse_yaml
from recognizer.taxonomy_rows import columns_of, split_aliases
from recognizer.taxonomy_tables import MODELS

WIDTH = 100
"""Longest line, in characters, where a break is possible."""
_SHORT = 72
"""Longest sum of a list's texts, in characters, that is written on one line."""


class _Dumper(yaml.CSafeDumper):
    """Writes dates plain (they are text to us) and quotes what YAML 1.1 takes for true or false."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
        for first, rules in yaml.CSafeDumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data: object) -> bool:
        return True


def _list_node(dumper: _Dumper, value: list[Any]) -> yaml.Node:
    plain = all(isinstance(item, str | int | float) for item in value)
    short = plain and sum(len(str(item)) + 2 for item in value) <= _SHORT
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


def _mapping_node(dumper: _Dumper, value: dict[str, Any]) -> yaml.Node:
    short = set(value) == {"value", "source"}
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=short)


def _number_node(dumper: _Dumper, value: float) -> yaml.Node:
    if value.is_integer():
        return dumper.represent_int(int(value))
    return dumper.represent_scalar("tag:yaml.org,2002:float", repr(value))


_Dumper.add_representer(list, _list_node)
_Dumper.add_representer(dict, _mapping_node)
_Dumper.add_representer(float, _number_node)


def canonical(name: str, content: bytes) -> bytes:
    """The file as it should be written; files without a fixed form come back as they are.

    Raises TaxonomyError for a file that cannot be parsed and pydantic's ValidationError for an
    entry that its model refuses.
    """
    kind = name.split("/")[0]
    if name.endswith(".yaml") and "/" in name and kind in MODELS:
        return _yaml(kind, name, content)
    columns = columns_of(name)
    return _csv(columns, parse_csv(name, content, columns)) if columns else content


def _yaml(kind: str, name: str, content: bytes) -> bytes:
    entries = parse_yaml(name, content, repeated_values=True)
    if not isinstance(entries, list):
        return content
    models = [MODELS[kind].model_validate(entry) for entry in entries]
    values = [model.model_dump(mode="json", exclude_defaults=True) for model in models]
    for value in values:
        _drop_repeated(value)
    values.sort(key=lambda value: str(value["id"]))
    return entries_as_yaml(values).encode()


def entries_as_yaml(values: list[dict[str, Any]]) -> str:
    """Entries as text in the house's form, in the order given."""
    text: str = yaml.dump(
        values,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH,
        default_flow_style=False,
    )
    return text


def _drop_repeated(entry: dict[str, Any]) -> None:
    """Takes out aliases that normalize to a name the entry has already."""
    seen = {normalize(str(entry.get("name", "")))}
    for field in ("aliases", "former_names"):
        kept = list(_unseen(entry.get(field) or (), seen))
        if kept:
            entry[field] = kept
        else:
            entry.pop(field, None)


def _unseen(texts: Iterable[str], seen: set[str]) -> Iterable[str]:
    for text in texts:
        key = normalize(text)
        if key not in seen:
            seen.add(key)
            yield text


def _csv(columns: tuple[str, ...], rows: list[list[str]]) -> bytes:
    place = columns.index("aliases") if "aliases" in columns else None
    for row in rows:
        if place is not None:
            row[place] = "|".join(dict.fromkeys(split_aliases(row[place])))
    rows.sort(key=lambda row: row[0])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()
