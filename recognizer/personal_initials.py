"""What a name leaves on its line where it is shortened or partly taken out.

Applicants who hide their names by hand leave initials behind, and initials beside a name are part
of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from recognizer.personal_name import PersonName
from recognizer.resume import Document, Line

_NAMED = re.compile(r"(?i)\W*(?:full )?name(?: in full)?[ \t]*[:\-–\t]+[\s:]*([^\W\d_].*)")
_INITIALS = re.compile(r"(?!C\.? ?V\b)[^\W\d_](?:(?:\s*\.\s*|\s+)[^\W\d_])*\s*[.,]?")
"""Single letters and nothing else: what an applicant who shortens the name writes on its line."""
_SHORT = re.compile(r"(?!CV)[A-Z]{2}\.?")
"""Two letters, as initials only at the very top."""
_REST = re.compile(r"(?<![\w.&+#/-])[^\W\d_]\.?(?![\w&+#/-]|\.\w)")
"""A single letter: an initial, where it stands on the line of the name."""
_TOP = 3
"""Lines from the top of the first page on which initials alone are the name."""
_DEGREES = frozenset("BA BE BS MA MD ME MS JD".split())
"""Degrees of two letters, below the first line."""
_LONGEST = 5
"""Words of the longest value behind a label "Name"."""


def initials(
    document: Document, contact: Iterable[Line], name: PersonName | None
) -> Iterator[tuple[int, int]]:
    """Initials alone at the top of the first page, all behind a label "Name" in a contact block,
    and single letters on lines that hold the name; ranges of the text.
    """
    blocks = tuple(contact)
    said = [line for line in blocks if line.page == 1]
    said = [line for line in said if any(map(str.isalpha, document.line_text(line)))]
    for number, line in enumerate(said[:_TOP]):
        bare = document.line_text(line).strip()
        degree = number > 0 and bare.replace(".", "").upper() in _DEGREES
        short = number == 0 and _SHORT.fullmatch(bare) is not None
        if (_INITIALS.fullmatch(bare) or short) and bare[0].isupper() and not degree:
            yield line.start, line.end
    for line in blocks:
        text = document.line_text(line)
        if found := _NAMED.match(text):
            if len(found[1].split()) <= _LONGEST:
                yield line.start + found.start(1), line.end
        elif name is not None and line.page == 1:
            for start, end in name.full_in(text):
                yield from ((line.start + s, line.start + e) for s, e in _rest(text, start, end))


def _rest(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Initials beside the name at `start` to `end`, with no bar or comma between."""
    for found in _REST.finditer(line):
        between = line[end : found.start()] if found.start() >= end else line[found.end() : start]
        outside = found.start() >= end or found.end() <= start
        if outside and found.group()[0].isupper() and not re.search(r"[|•·,:;/(–-]", between):
            yield found.span()
