"""Sections → a Document with its titles, spoilt on purpose.

No PDF is drawn: lines get the boxes that a reader would give them, so that a thousand résumés
take seconds. Torn columns, broken and run-together words are part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import NamedTuple

from models.mention.words import Run
from recognizer.resume import BBox, Document, Line, Page

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 56.0
"""A4, in points."""
COLUMN = 260.0
"""Points by which the second column stands further right."""
LETTER = 0.5
"""Width of a letter, in parts of the font size."""
MISSPELT, RUN_TOGETHER = 0.02, 0.015
"""Shares of lines with two letters swapped, with a blank lost."""

Runs = list[Run]


class Range(NamedTuple):
    """Half-open, in the document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line before it is set; cells of runs."""

    cells: tuple[Runs, ...]
    bullet: bool = False
    bold: bool = False
    indent: float = 0.0
    size: float = 10.0
    gap: float = 2.0
    block: int = 0
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document, where titles of credentials stand in it, and which lines count neither way."""

    document: Document
    titles: tuple[Range, ...]
    doubtful: tuple[Range, ...]
    layout: str = ""


@dataclass(slots=True)
class _Text:
    """The text so far, with the number of the title to which each character belongs."""

    chunks: list[str] = field(default_factory=list)
    length: int = 0
    marks: dict[int, list[Range]] = field(default_factory=dict)

    def add(self, text: str, title: int = -1) -> None:
        if title >= 0 and text:
            self.marks.setdefault(title, []).append(Range(self.length, self.length + len(text)))
        self.chunks.append(text)
        self.length += len(text)


def wrap(row: Row, width: float) -> list[Row]:
    """The row broken where it is too wide; what follows is no new item."""
    if len(row.cells) > 1:
        return [row]
    most = max(8, int((width - row.indent) / (LETTER * row.size)))
    rows: list[Row] = []
    current: Runs = []
    used = 0
    for run in row.cells[0]:
        for word in _words(run):
            if used and used + len(word.text.rstrip()) > most:
                rows.append(replace(row, cells=(current,)))
                current, used = [], 0
                word = Run(word.text.lstrip(), word.title)
            if word.text:
                current.append(word)
                used += len(word.text)
    rows.append(replace(row, cells=(current,)))
    first, *rest = rows
    return [first, *(replace(r, bullet=False, gap=2.0) for r in rest)]


def _words(run: Run) -> Runs:
    pieces, at = [], 0
    for place, letter in enumerate(run.text):
        if letter == " ":
            pieces.append(Run(run.text[at : place + 1], run.title))
            at = place + 1
    return [*pieces, Run(run.text[at:], run.title)]


def torn(left: list[Row], right: list[Row], rng: Random) -> list[Row]:
    """Two columns read across: each row of the one with a row of the other behind it."""
    glue = rng.random() < 0.5
    rows = []
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else None
        two = right[number] if number < len(right) else None
        if one is None or two is None:
            rows.append(one or two)
        elif glue:
            cells = ([*one.cells[-1], Run(" "), *two.cells[0]],)
            rows.append(replace(one, cells=(*one.cells[:-1], *cells, *two.cells[1:])))
        else:
            rows.append(replace(one, cells=(*one.cells, *two.cells)))
    return [row for row in rows if row is not None]


def spoilt(runs: Runs, rng: Random) -> Runs:
    """With a misspelling or a lost blank, in few lines."""
    chance = rng.random()
    if chance > MISSPELT + RUN_TOGETHER or not runs:
        return runs
    at = rng.randrange(len(runs))
    text = runs[at].text
    if chance < MISSPELT and len(text) > 5:
        k = rng.randrange(1, len(text) - 2)
        text = text[:k] + text[k + 1] + text[k] + text[k + 2 :]
    elif " " in text.strip():
        k = text.strip().index(" ")
        text = text[:k] + text[k + 1 :]
    return [*runs[:at], Run(text, runs[at].title), *runs[at + 1 :]]


def set_sheet(rows: list[Row], layout: str) -> Sheet:
    """Rows in reading order as a document of one page; rows of one block stand in one column."""
    text = _Text()
    lines: list[Line] = []
    doubtful: list[Range] = []
    bottoms = {0: MARGIN}
    for row in rows:
        first = not lines or lines[-1].block != row.block
        line = _set_line(row, text, bottoms.get(row.block, MARGIN) + row.gap, first=first)
        lines.append(line)
        if row.doubtful:
            doubtful.append(Range(line.start, line.end))
        bottoms[row.block] = line.bbox.bottom
        text.add("\n")
    titles = tuple(
        Range(ranges[0].start, ranges[-1].end) for _, ranges in sorted(text.marks.items())
    )
    document = Document(
        name="", sha256="", text="".join(text.chunks), pages=(Page(1, WIDTH, HEIGHT),),
        lines=tuple(lines), language="en",
    )  # fmt: skip
    return Sheet(document, titles, tuple(doubtful), layout)


def _set_line(row: Row, text: _Text, top: float, *, first: bool) -> Line:
    """The row as a line at a height, its words added to the text; `first` of its block."""
    start = text.length
    cells, edges = [], []
    x = MARGIN + row.indent + (COLUMN if row.block else 0)
    for number, runs in enumerate(row.cells):
        if number:
            text.add("\t")
            x = max(x + 20, MARGIN + 150 * number)
        at = text.length
        for run in runs:
            text.add(run.text, run.title)
        width = LETTER * row.size * (text.length - at)
        cells.append((at, text.length))
        edges.append((x, x + width))
        x += width
    return Line(
        page=1, start=start, end=text.length, font_size=row.size, bold=row.bold, block=row.block,
        bbox=BBox(edges[0][0], top, edges[-1][1], top + row.size),
        gap_above=0.0 if first else row.gap,
        bullet=row.bullet, cells=tuple(cells), edges=tuple(edges),
    )  # fmt: skip
