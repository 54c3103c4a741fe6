"""Lines that belong to the page and not to the résumé's text: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict

from recognizer.names import normalize
from recognizer.resume import Document, Line

_ALWAYS = re.compile(
    r"(?i)^\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}\b.*|^https?://\S+\s+\d+/\d+$|"
    r"^\W*(?:page\W*\d+.*|\d{1,2}\s*(?:/|of)\s*\d{1,2}|r[ée]sum[ée]|curriculum vitae|cv|"
    r"\d{1,2}|page)\W*$"
)
"""Words that stand in no other place; a printed web page's date and address among them."""
_BAND = 0.14
"""Share of the page's height at its top and foot where headers and footers stand."""
_TALL_BAND = 0.25
"""The same for what stands at the same height on several pages."""
_SAME_HEIGHT = 2.0
"""Points by which a header may stand higher or lower on another page."""
_PAGES = 3
"""Pages on which a line of a tall header stands at least."""
_SIDEWAYS = 4
"""Lines of a letter or two in a row from which a word is written down the page."""


def furniture_of(document: Document) -> frozenset[int]:
    """`start` of the lines that are headers or footers.

    A line that stands in the band at the top or foot of two pages, numbers apart, is one; on the
    first page it stays, where the same words are the person's name. So is a word whose letters
    stand under each other, down the margin.
    """
    heights = {page.number: page.height for page in document.pages}
    seen: dict[str, list[Line]] = defaultdict(list)
    tall: dict[str, list[Line]] = defaultdict(list)
    found = _letters_down(document)
    for line in document.lines:
        text = document.line_text(line)
        if _ALWAYS.match(text):
            found.add(line.start)
        elif _in_band(line, heights.get(line.page, 0.0), _BAND):
            seen[re.sub(r"\d+", "#", normalize(text))].append(line)
        elif len(heights) >= _PAGES and _in_band(line, heights.get(line.page, 0.0), _TALL_BAND):
            tall[normalize(text)].append(line)
    for lines in seen.values():
        first = min(line.page for line in lines)
        if any(line.page != first for line in lines):
            found.update(line.start for line in lines if line.page != first or first > 1)
    for lines in tall.values():
        alike = [x for x in lines if abs(x.bbox.top - lines[0].bbox.top) < _SAME_HEIGHT]
        if len({line.page for line in alike}) >= _PAGES:
            found.update(line.start for line in alike[1:])
    return frozenset(found)


def _letters_down(document: Document) -> set[int]:
    """`start` of the lines that are the letters of a word written down the page."""
    found: set[int] = set()
    run: list[int] = []
    for line in document.lines:
        text = document.line_text(line).strip()
        if len(text) <= 2 and text.isalpha() and not line.bullet:
            run.append(line.start)
            continue
        found.update(run if len(run) >= _SIDEWAYS else ())
        run = []
    return found.union(run if len(run) >= _SIDEWAYS else ())


def _in_band(line: Line, height: float, share: float) -> bool:
    return line.bbox.bottom <= share * height or line.bbox.top >= (1 - share) * height
