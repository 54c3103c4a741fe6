"""An entry that is running text → its sentences, each a claim of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from recognizer.entries import Entry
from recognizer.lead_ins import CLAIMS

_CLAIMING = rf"(?i:(?:(?:in|since|on)\s+[\w/.,-]+(?:\s+\d{{4}})?,?\s+(?:i\s+)?)?{CLAIMS})"
_FIRST = re.compile(_CLAIMING)
"""How running text about credentials begins; a description under a title does not."""
_NEXT = re.compile(rf"(?<=[\w)\"”’'][.;])\s+(?={_CLAIMING})")
"""Where a sentence ends and the next one begins with words that claim something."""


def sentences_of(entry: Entry) -> Iterator[Entry]:
    """The entry itself, or one entry for each sentence that claims something.

    The pieces lie one after the other and together cover the entry's text.
    """
    told = not entry.columns and _FIRST.match(entry.text) is not None
    cuts = [m.end() for m in _NEXT.finditer(entry.text)] if told else []
    edges = [0, *cuts, len(entry.text)]
    for first, last in pairwise(edges):
        if not cuts:
            yield entry
            return
        start, end = entry.start + first, entry.start + last
        lines = tuple(line for line in entry.lines if line.start < end and line.end > start)
        text = entry.text[first:last].replace("\n", " ")
        yield replace(entry, start=start, end=end, text=text, head_end=end, lines=lines)
