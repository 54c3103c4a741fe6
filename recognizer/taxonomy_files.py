"""The files of a taxonomy folder: bytes → plain data, refusing whatever is not plain.

YAML here is a small, safe part of YAML 1.2: mappings with text keys (a number as key becomes its
digits), lists, text, numbers, true/false and null. Dates stay text, and `NO` is Norway, not false.
Nothing in this file knows what the data means; `taxonomy_tables` does.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from recognizer.errors import TaxonomyError

MAX_FILE_BYTES = 20_000_000
"""Largest file of a taxonomy, in bytes: ten times the largest catalogue expected."""
MAX_FIELD_CHARS = 10_000
"""Longest single value, in characters: no name, note or URL comes near it."""
MAX_DEPTH = 12
"""Deepest nesting of lists and mappings: the schema needs five."""

_SUFFIXES = (".yaml", ".csv")
_IGNORED = (".md", ".json")
_WORKSHOP = ("imports", "__pycache__")
"""Folders that say how rows were made; they are no data."""
_ANCHOR = re.compile(r"(?:^|[\s\[{,])[&*](?=\S)", re.MULTILINE)
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS: dict[str, object] = {"": None, "null": None, "~": None, "true": True, "false": False}
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = ("str", "int", "float", "bool", "null")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the curated data: where it stands and how to mend it."""

    file: str
    message: str
    entry: str | None = None
    field: str | None = None

    def error(self) -> TaxonomyError:
        """The same as an exception."""
        return TaxonomyError(self.file, self.message, entry=self.entry, field=self.field)

    def __str__(self) -> str:
        return str(self.error())


def read_folder(directory: Path) -> dict[str, bytes]:
    """Every data file by its path below the folder, sorted; documentation is left out.

    A file of another kind is listed without its content, to be refused by name. Raises
    TaxonomyError when the folder is missing or a file is unreadable or too large.
    """
    if not directory.is_dir():
        raise TaxonomyError(str(directory), "is not a folder; give the path of the taxonomy folder")
    files: dict[str, bytes] = {}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if not path.is_dir() and is_data(name):
            files[name] = _read(path, name) if path.suffix in _SUFFIXES else b""
    return files


def is_data(name: str) -> bool:
    """Whether a file below the folder is data: no documentation, nothing hidden, no workshop."""
    parts = PurePosixPath(name).parts
    hidden = parts[0] in _WORKSHOP or any(part.startswith(".") for part in parts)
    return not hidden and PurePosixPath(name).suffix not in _IGNORED


def _read(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise TaxonomyError(name, f"has {size} bytes; split it below {MAX_FILE_BYTES}")
        return path.read_bytes()
    except OSError as error:
        raise TaxonomyError(name, f"cannot be read ({error.strerror})") from error


def digest(files: dict[str, bytes]) -> str:
    """SHA-256 over names and contents, in hexadecimal."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()


def decode(name: str, content: bytes) -> str:
    """The text of a file; raises TaxonomyError when it is not plain UTF-8."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TaxonomyError(name, f"line {line} is not UTF-8; save the file as UTF-8") from error
    if text.startswith("\ufeff"):
        raise TaxonomyError(name, "begins with a byte order mark; save it as UTF-8 without BOM")
    if "\0" in text:
        raise TaxonomyError(name, "holds a NUL character; remove it")
    return text


def parse_yaml(name: str, content: bytes, *, repeated_values: bool = False) -> object:
    """Plain data of one YAML file (see the module's words on what is plain).

    With `repeated_values`, anchors on single values are read (YAML writers put them on dates
    that occur twice), so that a formatter can write the values out; on lists and mappings never.

    Raises TaxonomyError naming the file and line for tabs, anchors, tags, duplicate keys, keys
    that are not text, very deep nesting, very long values and broken syntax.
    """
    text = decode(name, content)
    if "\t" in text:
        raise TaxonomyError(name, f"line {_line_of(text, chr(9))} holds a tab; indent by spaces")
    try:
        if _ANCHOR.search(text):
            _refuse_anchors(name, text, repeated_values)
        loader = yaml.CBaseLoader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except (yaml.YAMLError, RecursionError) as error:
        first = " ".join(str(error).split())[:300]
        raise TaxonomyError(name, f"is not valid YAML: {first}") from error
    if node is None:
        raise TaxonomyError(name, "is empty; write [] or remove the file")
    return _plain(name, node, 0)


def _line_of(text: str, part: str) -> int:
    return text.count("\n", 0, text.index(part)) + 1


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark is not None else 0


def _refuse_anchors(name: str, text: str, repeated_values: bool) -> None:
    """Anchors and aliases are what YAML bombs are made of, and curated data needs none."""
    harmless = (yaml.ScalarEvent, yaml.AliasEvent) if repeated_values else ()
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if getattr(event, "anchor", None) is not None and not isinstance(event, harmless):
            line = _line(event.start_mark)
            raise TaxonomyError(name, f"line {line} holds an anchor or alias; write the value out")


def _plain(name: str, node: yaml.Node, depth: int) -> object:
    line = _line(node.start_mark)
    if depth > MAX_DEPTH:
        raise TaxonomyError(name, f"line {line} is nested deeper than {MAX_DEPTH} levels")
    if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
        return [_plain(name, item, depth + 1) for item in node.value]
    if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG}map":
        return _mapping(name, node, depth)
    if isinstance(node, yaml.ScalarNode):
        if len(node.value) > MAX_FIELD_CHARS:
            raise TaxonomyError(
                name, f"line {line}: the value is longer than {MAX_FIELD_CHARS} characters"
            )
        return _scalar(name, node)
    raise TaxonomyError(name, f"line {line} holds the tag {node.tag}; write plain data")


def _mapping(name: str, node: yaml.MappingNode, depth: int) -> dict[str, object]:
    result: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = _plain(name, key_node, depth + 1)
        if type(key) is int:
            key = str(key)
        line = _line(key_node.start_mark)
        if not isinstance(key, str) or key == "<<":
            raise TaxonomyError(name, f"line {line}: the key {key!r} is not text; quote it")
        if key in result:
            raise TaxonomyError(name, f"line {line}: the key is given twice", field=key)
        result[key] = _plain(name, value_node, depth + 1)
    return result


def _scalar(name: str, node: yaml.ScalarNode) -> object:
    value: str = node.value
    if node.tag.removeprefix(_TAG) not in _PLAIN_TAGS:
        line = _line(node.start_mark)
        raise TaxonomyError(name, f"line {line} holds the tag {node.tag}; write plain data")
    if node.style in ("'", '"', "|", ">"):
        return value
    if value in _WORDS:
        return _WORDS[value]
    if _INT.fullmatch(value):
        return int(value) if len(value) < 16 else value
    return float(value) if _FLOAT.fullmatch(value) else value


def parse_csv(name: str, content: bytes, header: Sequence[str]) -> list[list[str]]:
    """Rows below the header, each with exactly one cell per column, surrounding space removed.

    Raises TaxonomyError for another header, a short or long row, or a very long cell.
    """
    reader = csv.reader(io.StringIO(decode(name, content), newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise TaxonomyError(name, f"line {reader.line_num} is not valid CSV: {error}") from error
    if not rows or rows[0] != list(header):
        raise TaxonomyError(name, f"the first line must be {','.join(header)}")
    result = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            raise TaxonomyError(
                name,
                f"row {number} has {len(row)} cells instead of {len(header)}; quote its commas",
                entry=row[0] if row else None,
            )
        for column, cell in zip(header, row, strict=True):
            if len(cell) > MAX_FIELD_CHARS or "\n" in cell or "\t" in cell:
                message = f"row {number}: the cell is too long or holds a line break or tab"
                raise TaxonomyError(name, message, entry=row[0], field=column)
        result.append([cell.strip() for cell in row])
    return result
