"""Reading tables of facts and writing tables of the taxonomy, the same way every time.

A facts folder holds the public tables named in each import's docstring, as CSV or gzipped CSV
with a header row. Nothing is fetched: whoever runs an import brings the folder.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from recognizer.names import normalize

TAXONOMY = Path(__file__).resolve().parent.parent
MAX_ID_CHARS = 100
"""Longest id the schema allows."""

_SPACES = re.compile(r"\s+")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_SIGNS = {"c++": "c-plus-plus", "c#": "c-sharp", "f#": "f-sharp", ".net": "dotnet"}


def read(facts: Path, name: str) -> Iterator[dict[str, str]]:
    """Rows of `facts/name`, or of `facts/name.gz`, as dictionaries of clean text."""
    path = facts / name
    if path.is_file():
        text = path.read_text("utf-8")
    else:
        text = gzip.decompress(path.with_name(path.name + ".gz").read_bytes()).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {key: clean(value or "") for key, value in row.items() if key}


def clean(text: str) -> str:
    """One line, single spaces, no surrounding quotes, no bars (they separate aliases)."""
    return _SPACES.sub(" ", text).strip(" \"'\u200b")


def slug(text: str) -> str:
    """The id made of a name: lower-case words joined by hyphens, at most 100 characters.

    >>> slug("Indian Institute of Technology, Madras")
    'indian-institute-of-technology-madras'
    >>> slug("C++ for C programmers")
    'c-plus-plus-for-c-programmers'
    """
    words = [_SIGNS.get(word, word) for word in normalize(text).split()]
    return _NOT_ID.sub("-", "-".join(words))[:MAX_ID_CHARS].strip("-")


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes the rows sorted by id (the first column) and returns how many there are."""
    ordered = sorted(rows, key=lambda row: row[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(ordered)
    return len(ordered)
