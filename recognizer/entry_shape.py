"""What the lines of one section have in common: distances, marks, weights, margins of dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from recognizer.dates import fold
from recognizer.parts import PartReader
from recognizer.resume import Document, Line, Part

WIDE_GAP = 1.7
"""Times the usual distance between lines from which white space separates entries."""
INDENT = 4.0
"""Points by which a line must stand further right to be set in."""
NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+|^\d{1,2}[.)](?=[A-Z][a-z]{2})")


@dataclass(slots=True)
class Shape:
    """What the lines of one section have in common."""

    gap: float
    leading: float
    tight: float
    bulleted: bool
    has_bold: bool
    right: dict[int, float] = field(default_factory=dict)
    dated_first: bool = False
    date_columns: tuple[float, ...] = ()
    parts: dict[int, list[Part]] = field(default_factory=dict)
    awards: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)


def shape_of(document: Document, lines: Sequence[Line], reader: PartReader) -> Shape:
    """The shape of a section's lines; every line's parts are read once, here."""
    gaps = [line.gap_above for line in lines[1:] if line.gap_above > 0]
    usual = median(gaps) if gaps else 2.0
    bullets = sum(line.bullet or bool(NUMBERED.match(document.line_text(line))) for line in lines)
    plain = [line for line in lines if not line.bullet]
    shape = Shape(
        gap=min(usual, median(line.font_size for line in lines)),
        leading=document.leading(),
        tight=min(gaps) if len(gaps) > 2 else 0.0,
        bulleted=bullets >= max(1, 0.3 * len(lines)),
        has_bold=any(x.bold for x in plain) and any(not x.bold for x in lines),
    )
    for line in document.lines:
        shape.right[line.block] = max(shape.right.get(line.block, 0.0), line.bbox.x1)
    for line in lines:
        shape.parts[line.start] = reader.read(document.line_text(line), line.start)
        if reader.cues.not_credentials["awards"].search(fold(document.line_text(line))):
            shape.awards.add(line.start)
    _read_short_names(lines, shape, reader)
    columns = [
        line.edges[-1][0]
        for line in lines
        if len(line.edges) > 1
        and any(p.role == "date" and p.start >= line.cells[-1][0] for p in shape.parts[line.start])
    ]
    if len(columns) >= 2:
        shape.date_columns = (min(columns),)
    leading = [line for line in lines if first_role(shape.parts[line.start]) == "date"]
    titled = "title" in roles_of(shape.parts[lines[0].start]) and lines[0].bold
    shape.dated_first = len(leading) >= 2 and leading[0] in lines[: 1 if titled else 2]
    return shape


def _read_short_names(lines: Sequence[Line], shape: Shape, reader: PartReader) -> None:
    """Initials on a line of their own stand for the issuer of what the next lines name."""
    issuers = [reader.short_names.issuers(shape.parts[line.start]) for line in lines]
    shape.named = {line.start for line, found in zip(lines, issuers, strict=True) if found}
    if not any(issuers):
        return
    for number, line in enumerate(lines):
        near = frozenset().union(*issuers[max(0, number - 2) : number + 2])
        shape.parts[line.start] = reader.short_names.read(shape.parts[line.start], near)


def first_role(parts: Sequence[Part]) -> str:
    """The role of the first part, empty where there is none."""
    return parts[0].role if parts else ""


def roles_of(parts: Sequence[Part]) -> set[str]:
    """The roles that occur."""
    return {part.role for part in parts}


def set_alike(one: Sequence[Part], other: Sequence[Part]) -> bool:
    """Both lines name a title and an organization, in the same order: an entry each."""
    pattern = _pattern(one)
    return {"title", "organization"} <= set(pattern) and pattern == _pattern(other)


def _pattern(parts: Sequence[Part]) -> list[str]:
    """Titles and organizations in the order in which they stand, each run once."""
    roles = [p.role for p in parts if p.role in ("title", "organization")]
    return [role for n, role in enumerate(roles) if not n or roles[n - 1] != role]
