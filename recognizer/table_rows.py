"""Rows of a table whose head names its columns: what a cell is, its column says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from recognizer.parts import PartReader
from recognizer.resume import Document, Line, Part, Role

_TABLE_HEAD = re.compile(
    r"(?i)^(?:s(?:r|l)?\.?\s?no\.?|courses?|certificat\w+|certifying authority|degree|"
    r"qualification|exam\w*|institut\w*|university|board|organi[sz]ation|"
    r"issuing \w+|issuer|provider|year.*|duration|date|period|percentage|grade|marks?|title|"
    r"name.*|subject|training|place|validity|description|specialization|location|from|to|status|"
    r"remarks|"
    r"authority|issued\b.*|awarded by|complet\w*|certifying body|name of course|"
    r"university/board|session/year|school/college|"
    r"institution|course name|name of.*)$"
)


_DEGREES = re.compile(r"(?i)\W*(?:name of )?(?:the )?(?:academic )?(?:degrees?|standard|class)\b.*")
"""Title of a column that holds degrees and school years."""


_BESIDE = 4.0
"""Points left of the first column at which a table is over."""
_ACROSS = 30.0
"""Points into the second column at which a line that has no cells runs across it."""


class Column(NamedTuple):
    """A column of a table: where it begins, in points, and the role that its title gives. `degrees`
    is True where the title promises degrees and nothing else.
    """

    x0: float
    role: Role
    degrees: bool = False


def columns_of(document: Document, line: Line, reader: PartReader) -> tuple[Column, ...]:
    """The columns that a table's head names, empty if the line is no such head."""
    if len(line.cells) < 2 or any(c.isdigit() for c in document.line_text(line)):
        return ()
    titles = [document.text[a:b] for a, b in line.cells]
    roles = [_role_of(title.strip(" .:"), reader) for title in titles]
    if sum(role is not None for role in roles) < max(2, 0.6 * len(titles)) or "title" not in roles:
        return ()
    return tuple(
        Column(x0, role or "note", _DEGREES.fullmatch(title) is not None)
        for (x0, _), role, title in zip(line.edges, roles, titles, strict=True)
    )


def _role_of(title: str, reader: PartReader) -> Role | None:
    """What a column's title promises; of two titles, what both do ("Board / University")."""
    role = reader.cues.label(title)
    if role is not None or "/" not in title:
        return role
    each = {reader.cues.label(one.strip()) for one in title.split("/")}
    return each.pop() if len(each) == 1 else None


def is_row(line: Line, columns: Sequence[Column]) -> bool:
    """A line with something in the first column, or in the title's column beside others."""
    cells = {_column_of(x0, columns) for x0, _ in line.edges}
    if _runs_across(line, columns):
        return False
    return 0 in cells or (len(cells) > 1 and any(columns[n].role == "title" for n in cells))


def ends_table(line: Line, columns: Sequence[Column]) -> bool:
    """A line that begins left of the table, or one of text across its columns."""
    return line.bbox.x0 < columns[0].x0 - _BESIDE or _runs_across(line, columns)


def _runs_across(line: Line, columns: Sequence[Column]) -> bool:
    """Text without cells that begins in the first column and goes on into the second one."""
    first = _column_of(line.bbox.x0, columns) == 0
    return first and len(line.cells) < 2 and line.bbox.x1 > columns[1].x0 + _ACROSS


def _column_of(x0: float, columns: Sequence[Column]) -> int:
    """Number of the column whose title begins nearest."""
    return min(range(len(columns)), key=lambda n: abs(columns[n].x0 - x0))


def in_columns(
    lines: Sequence[Line], columns: Sequence[Column], parts: Sequence[Part]
) -> list[Part]:
    """The parts of a table's row with the roles that its column titles give them."""
    found: list[Part] = []
    for part in parts:
        role = part.role
        for line in lines:
            for (start, end), (x0, _) in zip(line.cells, line.edges, strict=True):
                if start <= part.start < end:
                    column = columns[_column_of(x0, columns)].role
                    if column == "note" or role in ("title", "organization", "place"):
                        role = column if column != "date" else role
        found.append(
            replace(part, role=role, sure=role == "organization") if role != part.role else part
        )
    return found


def names_columns(parts: Sequence[Part]) -> bool:
    """Most parts are titles of columns ("Course", "Year"): the head of a table."""
    heads = sum(bool(_TABLE_HEAD.match(p.text.strip(" .:"))) for p in parts)
    return heads >= 2 and heads >= 0.6 * len(parts)
