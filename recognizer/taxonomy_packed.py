"""Tables and look-ups as few long texts, opened entry by entry when they are asked for.

A taxonomy has tens of thousands of entries, a résumé asks for some hundreds. Making every one of
them a list or dictionary was most of the time that loading took; here loading splits a few texts
into lines, and the rest waits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from itertools import chain, groupby, repeat
from typing import Any, Generic, TypeVar

from recognizer.taxonomy_names import Names
from recognizer.taxonomy_tables import ONE_FILE, Tables

T = TypeVar("T")
END = "\0"
"""Between two texts; the files of a taxonomy hold no NUL."""
_ENTRIES = ("sources", "providers", "credentials", "skills")
_ROWS = ("universities", "employers", "catalogue")
_SMALL = ("release", "data")
_SPREAD = tuple(kind for kind in _ENTRIES + _ROWS if kind not in ONE_FILE)
"""Tables whose entries stand in several files."""


class Packed(Mapping[str, T], Generic[T]):
    """A mapping whose values are lines of UTF-8 until they are asked for.

    `open_line` makes a value of a key and its line; it is called at every access.
    """

    __slots__ = ("_lines", "_open")

    def __init__(self, keys: bytes, lines: bytes, open_line: Callable[[str, bytes], T]) -> None:
        names = keys.decode("utf-8").split("\n") if keys else []
        self._lines = dict(zip(names, lines.split(b"\n") if names else (), strict=True))
        self._open = open_line

    def __getitem__(self, key: str) -> T:
        return self._open(key, self._lines[key])

    def get(self, key: str, default: Any = None) -> Any:
        """The value, or the default."""
        line = self._lines.get(key)
        return default if line is None else self._open(key, line)

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class Files(Mapping[str, str]):
    """`Tables.files`, worked out at the first question: which file an entry stands in.

    `runs` holds for each table how many of its entries, in their order, are from which file.
    """

    def __init__(self, runs: list[list[Any]], tables: Mapping[str, Iterable[str]]) -> None:
        self._runs = runs
        self._tables = tables

    @cached_property
    def _files(self) -> dict[str, str]:
        keys = (f"{kind}/{id_}" for kind in _SPREAD for id_ in self._tables[kind])
        names = chain.from_iterable(repeat(name, number) for name, number in self._runs)
        return dict(zip(keys, names, strict=True))

    def __getitem__(self, key: str) -> str:
        return self._files[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def pack(tables: Tables, names: Names) -> bytes:
    """Both as UTF-8. Raises ValueError where a key or an id holds a separator."""
    small = {name: getattr(tables, name) for name in _SMALL}
    texts = [_as_json({**small, "files": _runs(tables)})]
    for name in _ENTRIES:
        texts += _texts(getattr(tables, name), _as_json)
    for name in _ROWS:
        texts += _texts(getattr(tables, name), lambda row: "\t".join(row[1:]))
    for item in fields(Names):
        texts += _texts(getattr(names, item.name), " ".join)
    if any(END in text for text in texts):
        raise ValueError("a text holds NUL")
    return END.join(texts).encode("utf-8")


def unpack(content: bytes) -> tuple[Tables, Names]:
    """What was packed. Raises ValueError, KeyError or TypeError for anything else."""
    small, *texts = content.split(END.encode())
    pairs = list(zip(texts[::2], texts[1::2], strict=True))
    if len(pairs) != len(_ENTRIES) + len(_ROWS) + len(fields(Names)):
        raise ValueError("not a packed taxonomy")
    values = iter(pairs)
    plain = json.loads(small)
    tables: dict[str, Any] = {name: plain[name] for name in _SMALL}
    tables.update({name: Packed(*next(values), _open_entry) for name in _ENTRIES})
    tables.update({name: Packed(*next(values), _open_row) for name in _ROWS})
    tables["files"] = Files(plain["files"], dict(tables))
    indexes = {item.name: Packed(*next(values), _open_ids) for item in fields(Names)}
    return Tables(**tables), Names(**indexes)


def _runs(tables: Tables) -> list[tuple[str, int]]:
    """[(file, number of entries that follow one another)] over all tables."""
    names = (tables.file_of(kind, id_) for kind in _SPREAD for id_ in getattr(tables, kind))
    return [(name, len(list(same))) for name, same in groupby(names)]


def _texts(values: Mapping[str, Any], close: Callable[[Any], str]) -> tuple[str, str]:
    """The keys, one a line, and the values, one a line."""
    keys, lines = "\n".join(values), "\n".join(map(close, values.values()))
    if values and not keys.count("\n") == lines.count("\n") == len(values) - 1:
        raise ValueError("a key or value holds a line break")
    return keys, lines


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _open_entry(_: str, line: bytes) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(line)
    return entry


def _open_row(key: str, line: bytes) -> list[str]:
    return [key, *line.decode("utf-8").split("\t")]


def _open_ids(_: str, line: bytes) -> tuple[str, ...]:
    return tuple(line.decode("utf-8").split(" "))
