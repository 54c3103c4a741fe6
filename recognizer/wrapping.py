"""Is a line the rest of what the line before it began?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recognizer.entry_shape import (
    INDENT,
    NUMBERED,
    WIDE_GAP,
    Shape,
    first_role,
    roles_of,
    set_alike,
)
from recognizer.lead_ins import CLAIM, CLAIMS
from recognizer.resume import Document, Line, Part

_RUNS_ON = re.compile(
    r"(?i)(?:[,&/(\xad]|\b(?:and|of|in|for|from|the|to|with|by|on|at|an?|de|von|und|et|y|e|für|or|"
    r"as)|[-–—])\s*$|\b[A-Z]{2,4}-?[A-Z]?\d{2,4}:\s*$"
)
_PROSE = re.compile(rf"\w{{3,}}\.\s+(?i:{CLAIMS})(?=.*\w{{3,}}$)")
"""A new sentence begins within the line and runs on: a paragraph."""
_LABEL_END = re.compile(
    r"(?i)\b(?:certificat\w+|credential|cert|licen[cs]e|registration|reg)\.?\s*(?:no|number|id|code)\b\.?\s*:?$"
)
"""A label whose number stands on the next line."""
_LABEL = re.compile(
    r"(?i)(?:duration|period|year|date|institute|institution|organi[sz]ation|grade|score|issued)"
    r"\s?[:–-]"
)
"""A line that begins with the label of a detail."""
_ROW_GAP = 0.55
"""em of white space above a row, where the lines of one row stand much closer."""
_CLOSE = 0.6
"""Times the usual distance between lines under which a line belongs to the one above it."""
_LISTED = re.compile(r"[;•|●]|,.*,")
TOLD = re.compile(
    r"(?:Gained|Covered|Learned|Learnt|Acquired|Focus(?:ed|es|ing)|Developed|Explored|Studied|"
    r"Demonstrated|Hands-on|Topics?|Skills|Modules|Grade)\b(?=\s+[a-z]|\s?:)"
)
"""How a line begins that tells what was learnt: never a title, however short the line is."""
_DASHES = frozenset({"-", "–", "—", "|", "·"})
_NAME = re.compile(r"[A-Z]|[a-z]{1,3}[A-Z]")
"""How a name begins, "macOS" and "iOS" among them."""
_CONTINUES = re.compile(r"^(?:[a-zà-öø-ÿ),&.:/]|\((?!\s?(?:19|20)\d\d)|[-–—]\s?[a-z])")


def wraps(document: Document, previous: Line, line: Line, shape: Shape) -> bool:
    """True when the line is the rest of the sentence or name that the previous line began."""
    text, before = document.line_text(line), document.line_text(previous)
    if line.page == previous.page + 1 and not line.bullet:
        return _over_the_page(text, before, line, previous)
    if line.bullet or line.page != previous.page or line.block != previous.block:
        return False
    if NUMBERED.match(text) or len(line.cells) > 1:
        return False
    if _LABEL.match(text) and not _RUNS_ON.search(before):
        return False
    parts, others = shape.parts[line.start], shape.parts[previous.start]
    dated = first_role(others) == "date" and len(previous.cells) == 2
    if dated and _under_second_cell(previous, line, shape):
        return True
    if _ends_entry(parts, others) and _NAME.match(text):
        return False
    if first_role(parts) == "date" and first_role(others) == "date":
        return False
    if line.gap_above > max(WIDE_GAP * shape.gap, 0.6 * line.font_size):
        return False
    if 0 < shape.tight < 0.4 * line.font_size and line.gap_above >= max(
        _ROW_GAP * line.font_size, 2.2 * shape.tight
    ):
        return False
    if line.bold != previous.bold and abs(line.font_size - previous.font_size) > 0.6:
        return False
    if before.count("(") > before.count(")") or before.count("“") > before.count("”"):
        return True
    if _closes_quote(document, previous, text):
        return True
    date_first = text.startswith("(") and first_role(parts) == "date" and "title" in roles_of(parts)
    goes_on = _CONTINUES.match(text) is not None and not date_first
    if _RUNS_ON.search(before) or goes_on or _PROSE.search(before):
        return True
    if TOLD.match(text):
        return False
    if _LABEL_END.search(before):
        return True
    if others and others[-1].role == "organization" and others[-1].sure and others[-1].hard:
        return False
    if set_alike(parts, others) and (previous.bold == line.bold or others[-1].role == "date"):
        return False
    if line.bold != previous.bold and roles_of(parts) <= {"organization", "date", "place"}:
        return False
    if CLAIM.match(text) or (not previous.bullet and line.bbox.x0 < previous.bbox.x0 - INDENT):
        return False
    if roles_of(parts) >= {"title", "date"} and others and others[-1].role in ("date", "place"):
        if roles_of(others) >= {"title", "date"} and text[:1].isupper():
            return False
    listing = bool(_LISTED.search(before) or _LISTED.search(text))
    if not listing and all(roles_of(p) >= {"title", "date"} for p in (parts, others)):
        return False
    claims = CLAIM.match(before) is not None
    told_so = claims and bool(others) and others[-1].role == "title"
    only_title = roles_of(others) == {"title"} or told_so
    if (line.bold != previous.bold and not only_title) or len(previous.cells) > 2:
        return False
    if dated:
        return False
    if len(previous.cells) == 2:
        return _beside_date(document, previous, line, shape)
    first_word = text.split()[0]
    width = (line.bbox.x1 - line.bbox.x0) * len(first_word) / max(1, len(text))
    limit = shape.right[line.block]
    dates = [x for x in shape.date_columns if x > previous.bbox.x0]
    if dates and previous.bbox.x1 < min(dates):
        limit = min(limit, min(dates) - 0.5 * line.font_size)
    full = previous.bbox.x1 + width + 0.2 * line.font_size > limit
    ended = before.rstrip().endswith((".", ":")) or (
        before.rstrip().endswith((")", ";"))
        and text[:1].isupper()
        and not listing
        and not (claims and only_title)
    )
    long = (claims and only_title) or previous.bbox.x1 - previous.bbox.x0 > 0.55 * (
        limit - previous.bbox.x0
    )
    return full and long and not ended and len(before) > 15


def _over_the_page(text: str, before: str, line: Line, previous: Line) -> bool:
    """A sentence goes on at the top of the next page: set alike, and cut in its middle."""
    if line.bold != previous.bold or abs(line.font_size - previous.font_size) > 0.6:
        return False
    if NUMBERED.match(text) or len(line.cells) > 1 or len(previous.cells) > 1:
        return False
    opened = before.count("(") > before.count(")") or before.count("“") > before.count("”")
    return opened or bool(_RUNS_ON.search(before)) or _CONTINUES.match(text) is not None


def _ends_entry(parts: Sequence[Part], others: Sequence[Part]) -> bool:
    """A name begins after a line that gives the provider and then the date, a provider behind a
    dash, or a place last.
    """
    if first_role(parts) != "title" or not others:
        return False
    roles = [p.role for p in others]
    given = roles[0] == "organization" and roles[-1] == "date" and "title" not in roles
    last = others[-1]
    dashed = last.role == "organization" and last.sure and last.sep.strip(" )") in _DASHES
    closed = dashed and "title" in roles and len(parts[0].text.split()) > 1
    return given or closed or (roles[-1] == "place" and "organization" in roles)


def _closes_quote(document: Document, previous: Line, text: str) -> bool:
    """Ends a quotation that was opened two lines before."""
    if "”" not in text or "“" in text.partition("”")[0]:
        return False
    lines = document.lines_between(max(0, previous.start - 120), previous.end)[-2:]
    before = " ".join(document.line_text(line) for line in lines)
    return len(lines) == 2 and before.count("“") > before.count("”")


def _under_second_cell(previous: Line, line: Line, shape: Shape) -> bool:
    """What stands beside a date at the left margin runs on, closer than entries stand."""
    aligned = abs(line.bbox.x0 - previous.edges[1][0]) < INDENT
    return aligned and line.gap_above < _CLOSE * shape.gap


def _beside_date(document: Document, previous: Line, line: Line, shape: Shape) -> bool:
    """A title, or the organization after it, runs on under its date at the right margin: set
    alike, and the first line full.
    """
    roles = roles_of(shape.parts[line.start])
    date = document.text[slice(*previous.cells[1])]
    if not roles_of(shape.parts[previous.start]) >= {"title", "date"} or len(date) > 30:
        return False
    short = roles <= {"title", "organization"} and len(document.line_text(line).split()) <= 4
    if not (roles == {"title"} or short) or abs(line.font_size - previous.font_size) > 0.4:
        return False
    if _RUNS_ON.search(document.text[slice(*previous.cells[0])]):
        return True
    (x0, x1), (next_x0, _) = previous.edges[0], previous.edges[1]
    text = document.line_text(line)
    width = (line.bbox.x1 - line.bbox.x0) * len(text.split()[0]) / max(1, len(text))
    return x1 + width > next_x0 - 1.5 * line.font_size and x1 - x0 > 0.5 * (next_x0 - x0)
