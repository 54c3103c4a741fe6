"""Lines of a section → entries: the lines that speak of one thing, wrapped lines joined.

List marks, indents, weight, white space and dates show where an entry begins; commas, small
letters and full lines show where a line runs on. Each entry knows where its head (title,
organization, dates) ends and its description begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recognizer.entry_shape import (
    INDENT,
    NUMBERED,
    WIDE_GAP,
    Shape,
    first_role,
    roles_of,
    set_alike,
    shape_of,
)
from recognizer.headings import claims_for, heading_of, owner_of, tells
from recognizer.lead_ins import CLAIM
from recognizer.parts import PartReader
from recognizer.resume import Document, Line, Part
from recognizer.table_rows import Column, columns_of, ends_table, is_row
from recognizer.wrapping import TOLD, wraps

_PARAGRAPH = 1.8
"""Times the distance between lines of a paragraph from which a line begins a new paragraph."""
_ROW_GAP = 0.6
"""em of white space between rows of a table; lines of a paragraph stand closer."""
_LONG = 9
"""Words from which a line under a head is a sentence of its description."""

_SOFT_HYPHEN = "\xad"
"""Stands for a hyphen at a line's end that is no part of the word, and for the break after it."""

_SENTENCE = re.compile(
    r"(?i:completed|learn(?:ed|t)|gain\w*|cover\w*|focus\w*|developed|built|skilled|"
    r"understood|used|working|worked|includ\w*|in this|i |it |we |"
    r"topics?|skills?|modules?|contents?|description|relevant|hands[- ]on|"
    r"explored|studied|acquired|demonstrated|implemented|designed|created|participat\w*)\b"
    r"|(?i:develop\w*|build\w*|understand\w*|knowledge|using|acquir\w*|demonstrat\w*|implement\w*|creat\w*|this|"
    r"learning|the|an?|exploring|comprehensive|intensive)\s+[a-z]"
)
_OPEN_END = re.compile(r"(?i)(?:current|present|now|ongoing|today|(?:till|to) date)\b")
"""The second end of a range, under its first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a section lists. `text` equals `document.text[start:end]` with the breaks of
    wrapped lines turned into spaces, so offsets agree. `head_end` is an offset into the document
    where the description begins. `group` is the heading above a list, if it names a provider.
    """

    start: int
    end: int
    text: str
    head_end: int
    lines: tuple[Line, ...]
    group: Part | None = None
    columns: tuple[Column, ...] = ()

    @property
    def head(self) -> str:
        """The text without its description."""
        return self.text[: self.head_end - self.start]


def group_entries(document: Document, lines: Sequence[Line], reader: PartReader) -> list[Entry]:
    """Entries of a section's lines, in text order."""
    lines = [line for line in lines if document.line_text(line).strip()]
    if not lines:
        return []
    shape = shape_of(document, lines, reader)
    groups: list[list[Line]] = []
    joined: set[int] = set()
    heading: Part | None = None
    headings: list[Part | None] = []
    columns: tuple[Column, ...] = ()
    tables: list[tuple[Column, ...]] = []
    told: Line | None = None
    for number, line in enumerate(lines):
        previous = lines[number - 1] if number else None
        following = lines[number + 1] if number + 1 < len(lines) else None
        title = heading_of(document, line, following, shape, reader)
        if (
            told is not None
            and title is None
            and (line.bullet or line.bbox.x0 > told.bbox.x0 + INDENT)
        ):
            continue
        told = line if tells(title) else None
        head = columns_of(document, line, reader)
        if title is not None or head:
            owned = title is not None and title.role == "organization"
            heading = title if owned or claims_for(title) else None
            columns = head
            groups.append([])
            headings.append(None)
            tables.append(())
            continue
        if columns:
            if is_row(line, columns):
                groups.append([])
                headings.append(None)
                tables.append(columns)
            elif ends_table(line, columns):
                columns = ()
            if columns and groups and groups[-1] is not None:
                groups[-1].append(line)
                continue
        wrapped = previous is not None and wraps(document, previous, line, shape)
        if wrapped:
            joined.add(previous.end if previous else 0)
        fresh = previous is None or not groups or not groups[-1]
        if fresh or (not wrapped and _begins(document, groups[-1], line, shape)):
            if not fresh and heading is not None and _leaves_list(groups[-1][0], line, shape):
                heading = None
            owner = None if fresh else owner_of(groups[-1], headings[-1], line, shape)
            groups.append([])
            headings.append(heading or owner)
            tables.append(())
        groups[-1].append(line)
        headings[-1] = heading if headings[-1] is None else headings[-1]
    return [
        _entry(document, group, joined, title, shape, table)
        for group, title, table in zip(groups, headings, tables, strict=True)
        if group
    ]


def _begins(document: Document, current: Sequence[Line], line: Line, shape: Shape) -> bool:
    """True when the line begins another entry than the one `current` belongs to."""
    first, previous = current[0], current[-1]
    parts, text = shape.parts[line.start], document.line_text(line)
    roles = roles_of(parts)
    if len(previous.cells) > 1 and (first_role(parts) == "date" or _OPEN_END.match(text)):
        if document.text[slice(*previous.cells[0])].rstrip().endswith(("-", "–", "—")):
            return False  # the range's second end stands under its first
    if _is_mark(document, line):
        return not _describes(document, current, line, shape)
    if TOLD.match(text):
        return False
    if line.start in shape.awards and first.start not in shape.awards and text[:1].isupper():
        return True
    known = roles_of(_parts_of(current, shape))
    if len(current) == 1 and "title" in roles and known and "title" not in known:
        return bool(shape.parts[first.start][0].lead)  # its date or provider stands first
    beside = line.bbox.x0 < first.bbox.x0 + INDENT and line.font_size > first.font_size - 0.6
    if beside and not first.bullet and _stands_alone(line, text, current, shape):
        return True
    margin = abs(line.bbox.x0 - first.bbox.x0) < INDENT
    if previous.bullet and not first.bullet and margin and roles - _DETAILS:
        return True
    if line.gap_above > max(WIDE_GAP * shape.gap, 0.75 * line.font_size) and roles - _DETAILS:
        return True
    paragraph = line.gap_above >= max(_PARAGRAPH * shape.leading, 0.3 * line.font_size)
    if "title" in roles and "title" in known and not shape.dated_first:
        if paragraph and abs(line.font_size - first.font_size) < 0.6:
            return True
        if "date" in roles and "date" in known:
            return True
    if _same_columns(first, line):
        return True
    if shape.dated_first and "title" in roles and _is_undated_row(first, line):
        return True
    if shape.dated_first:
        return first_role(parts) == "date" and bool(
            {"title", "organization"} & roles or "date" in known
        )
    if line.bold and not previous.bold and shape.has_bold and roles - _DETAILS:
        return not roles <= _DETAILS | {"organization"} or _has_title(
            current, shape, "organization"
        )
    if line.font_size > previous.font_size + 0.6 and roles - _DETAILS:
        return True
    if line.font_size < first.font_size - 0.6:
        return False
    if roles <= _DETAILS | {"organization"} and "organization" not in known and "title" in known:
        return False
    if first.bullet and shape.bulleted:
        return line.bbox.x0 < first.bbox.x0 - INDENT and bool(roles - _DETAILS)
    if roles <= _DETAILS:
        return False
    if first.bold and not line.bold and shape.has_bold:
        return False
    if roles <= _DETAILS | {"organization"}:
        return "organization" in known and "title" in known
    if "title" not in known and "organization" in known:
        return False
    if line.bbox.x0 > first.bbox.x0 + INDENT and len(current) < 6:
        return False
    return not (_count(text) >= _LONG and _SENTENCE.match(text))


def _stands_alone(line: Line, text: str, current: Sequence[Line], shape: Shape) -> bool:
    """A line that says all an entry needs, after one that does so too."""
    if "title" not in roles_of(_parts_of(current, shape)):
        return False
    parts = shape.parts[line.start]
    roles = roles_of(parts)
    if CLAIM.match(text):
        return bool(roles & {"organization", "date"})
    if line.start in shape.named and {"title", "organization"} <= roles:
        return True
    return set_alike(parts, shape.parts[current[0].start])


def _same_columns(first: Line, line: Line) -> bool:
    """Rows of a table without a head: as many cells, at the same places, set alike."""
    if len(line.cells) < 2 or len(line.cells) != len(first.cells):
        return False
    if first.bullet != line.bullet or first.bold != line.bold:
        return False
    return all(abs(a[0] - b[0]) < INDENT for a, b in zip(first.edges, line.edges, strict=True))


def _is_undated_row(first: Line, line: Line) -> bool:
    """Beside no date, but under the second cell of a row and as far from it as rows are."""
    apart = line.gap_above >= _ROW_GAP * line.font_size
    return apart and len(first.cells) == 2 and abs(line.bbox.x0 - first.edges[1][0]) < INDENT


_DETAILS = {"date", "place", "note", "link", "url", "identifier", "status"}
"""Roles of lines that cannot stand alone."""


def _is_mark(document: Document, line: Line) -> bool:
    return line.bullet or bool(NUMBERED.match(document.line_text(line)))


def _describes(document: Document, current: Sequence[Line], line: Line, shape: Shape) -> bool:
    """A list under a head of its own ("Bootcamp, School, 2020" and what was learnt there)."""
    first = current[0]
    if first.bullet:
        deeper = line.bbox.x0 > first.bbox.x0 + INDENT
        return deeper and len(document.line_text(line).split()) >= 4
    head = roles_of(_parts_of(current, shape))
    text = document.line_text(line)
    if NUMBERED.match(text) and NUMBERED.match(document.line_text(first)):
        return False
    own = shape.parts[line.start]
    if first_role(own) == "title" and any(
        p.role in ("date", "identifier") or (p.role == "organization" and p.sure) for p in own
    ):
        return False
    sentence = _count(text) >= _LONG or bool(_SENTENCE.match(text))
    return "title" in head and (sentence or bool({"organization", "date"} <= head))


def _parts_of(current: Sequence[Line], shape: Shape) -> list[Part]:
    return [part for line in current for part in shape.parts[line.start]]


def _has_title(current: Sequence[Line], shape: Shape, role: str) -> bool:
    roles = roles_of(_parts_of(current, shape))
    return "title" in roles and role in roles


def _leaves_list(first: Line, line: Line, shape: Shape) -> bool:
    """The list under a heading is over: back to the margin without a mark."""
    return first.bullet and not line.bullet and line.bbox.x0 < first.bbox.x0 - 1


def _entry(
    document: Document,
    group: Sequence[Line],
    joined: set[int],
    heading: Part | None,
    shape: Shape,
    table: tuple[Column, ...],
) -> Entry:
    start, end = group[0].start, group[-1].end
    text = list(document.text[start:end])
    for line in group:
        at = line.end - start
        if line.end in joined and 0 < at < end - start:
            text[at] = " "
            if text[at - 1] == _SOFT_HYPHEN or (
                text[at - 1] == "-" and text[at - 2].isalpha() and text[at + 1].islower()
            ):
                text[at - 1] = text[at] = _SOFT_HYPHEN
    head_end = end
    for number, line in enumerate(group):
        before = group[number - 1] if number else None
        if before is None or before.end in joined:
            continue
        words = document.line_text(line)
        if roles_of(shape.parts[line.start]) >= {"title", "date"}:
            continue
        if roles_of(_parts_of(group[:number], shape)) <= _DETAILS:
            continue  # a label alone ("Degree:") is no head
        smaller = line.font_size < group[0].font_size - 0.4 or (line.bullet and not group[0].bullet)
        if number >= 1 and (
            (
                _count(words) >= _LONG
                and (smaller or _SENTENCE.match(words) or words.rstrip().endswith("."))
            )
            or (line.bullet and not group[0].bullet)
            or (_SENTENCE.match(words) and number >= 2)
        ):
            head_end = line.start
            break
    if table:
        head_end = end
    return Entry(start, end, "".join(text), head_end, tuple(group), heading, table)


def _count(text: str) -> int:
    """Words with letters: bars and dashes between short notes do not make a sentence."""
    return sum(any(c.isalpha() for c in word) for word in text.split())
