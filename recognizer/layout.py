"""Segments of a page → rows in reading order: columns, sidebars, banners and tables.

The method is a recursive cut: the tallest vertical white band with text on both sides is a
column gutter if the two sides read independently; if their rows stand on the same baselines
and one side holds only dates, labels or table cells, they are one row and stay together.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from recognizer.glyphs import Deadline
from recognizer.resume import BBox
from recognizer.rows import Segment
from recognizer.tables import Block, find_table

_MIN_SIDE = 3
"""Fewest segments on each side of a gutter."""
_MIN_GUTTER = 2.0
"""Points of white space that even the longest line leaves to the next column."""
_TIGHT_GAP = 0.45
"""em: white space inside a row at a gutter from which it is taken for the gutter (a space
between words is about 0.25 em)."""
_ALIGNED = 0.3
"""em: baselines of two sides closer than this stand on one row."""
_BESIDE = 0.8
"""em: a date this much higher or lower than a line still stands beside it."""
_STEP = 3.0
"""Points between two tested gutter positions."""
_SHORT = 26
"""Characters: dates, places and labels at a margin are rarely longer."""

_DATE_LIKE = re.compile(
    r"(?i)\b(?:19|20)\d{2}\b|\b\d{1,2}[/.]\d{2,4}\b|\bpresent\b|\bongoing\b|'\d{2}\b|^\W*$"
)
_TABLE_HEADS = re.compile(
    r"(?i)^(?:s(?:r|l)?\.? ?no\.?|course|courses|certificat\w+|degree|qualification|exam\w*|institut\w*|"
    r"university|board|organi[sz]ation|issuing \w+|issuer|provider|year\b.*|duration|date|period|"
    r"percentage|grade|marks?|title|name\b.*|subject|training|place|validity|specialization|authority|certifying \w+|%)\W*\w*$"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of one column. `cells` are its segments from left to right."""

    cells: tuple[Segment, ...]
    block: int

    @property
    def bbox(self) -> BBox:
        """Box around all cells, in points."""
        box = self.cells[0].bbox
        for cell in self.cells[1:]:
            box = box.union(cell.bbox)
        return box


def reading_order(
    segments: Sequence[Segment], rules: Sequence[BBox], deadline: Deadline
) -> list[Row]:
    """Rows in the order in which a person reads them; `block` numbers the column blocks from 0.

    Raises DeadlineError.
    """
    blocks: list[Block] = []
    _cut(list(segments), list(rules), blocks, deadline)
    return [
        Row(tuple(cells), number) for number, block in enumerate(blocks) for cells in block
    ]


def _cut(
    segments: list[Segment], rules: list[BBox], blocks: list[Block], deadline: Deadline
) -> None:
    """Appends the column blocks of a region, in reading order."""
    table = find_table(segments, rules)
    if table is not None:
        _cut(table.above, rules, blocks, deadline)
        blocks.append(table.rows)
        _cut(table.below, rules, blocks, deadline)
        return
    gutter = _best_gutter(segments, rules, deadline)
    if gutter is None:
        if segments:
            blocks.append(_rows_of(segments))
        return
    x, top, bottom = gutter
    segments = [piece for s in segments for piece in _apart(s, x, top, bottom)]
    above = [s for s in segments if s.baseline < top]
    below = [s for s in segments if s.baseline > bottom]
    inside = [s for s in segments if top <= s.baseline <= bottom]
    _cut(above, rules, blocks, deadline)
    for side in _sides(inside, x):
        _cut(side, rules, blocks, deadline)
    _cut(below, rules, blocks, deadline)


def _sides(band: list[Segment], x: float) -> tuple[list[Segment], list[Segment]]:
    """What stands left and right of `x`, by the middle of each segment."""
    left = [s for s in band if (s.x0 + s.x1) / 2 < x]
    return left, [s for s in band if (s.x0 + s.x1) / 2 >= x]


def _apart(segment: Segment, x: float, top: float, bottom: float) -> tuple[Segment, ...]:
    """A segment inside the band that runs over the gutter, cut there."""
    if top <= segment.baseline <= bottom and segment.x0 < x < segment.x1:
        return segment.split_at(x, _TIGHT_GAP) or (segment,)
    return (segment,)


def _best_gutter(
    segments: list[Segment], rules: list[BBox], deadline: Deadline
) -> tuple[float, float, float] | None:
    """(x, first baseline, last baseline) of the best gutter, None if the region is one column."""
    if len(segments) < 2 * _MIN_SIDE:
        return None
    left, right = min(s.x0 for s in segments), max(s.x1 for s in segments)
    ordered = sorted(segments, key=lambda s: (s.baseline, s.x0))
    candidates: list[tuple[float, float, list[Segment]]] = []
    x = left + _STEP
    centred = _centred(ordered)
    while x < right:
        deadline.check()
        for band in _bands(ordered, x, centred):
            trimmed = _trimmed(band, x)
            score = _score(trimmed, x)
            if score:
                candidates.append((score, x, trimmed))
        x += _STEP
    candidates.sort(key=lambda c: (-c[0], c[1]))
    judged: set[tuple[float, float, int]] = set()
    for _, x, band in candidates:
        sides = _sides(band, x)
        key = (band[0].baseline, band[-1].baseline, len(sides[0]))
        if key in judged:
            continue
        judged.add(key)
        if _independent(*sides, rules):
            return x, band[0].baseline, band[-1].baseline
        if len(judged) >= 12:
            break
    return None


def _bands(
    ordered: list[Segment], x: float, centred: frozenset[int]
) -> list[list[Segment]]:
    """Runs of segments, top to bottom, that no segment crossing `x` interrupts."""
    bands: list[list[Segment]] = [[]]
    for segment in ordered:
        if id(segment) in centred:
            bands.append([])
        elif segment.x0 < x < segment.x1:
            pieces = segment.split_at(x, _TIGHT_GAP)
            if pieces is None:
                bands.append([])
                continue
            bands[-1].extend(pieces)
        else:
            bands[-1].append(segment)
    return [band for band in bands if len(band) >= 2 * _MIN_SIDE]


def _centred(ordered: list[Segment]) -> frozenset[int]:
    """Titles in the middle of the region, alone on their rows: they end columns above them.

    Two at least are needed; one may stand in the middle by chance.
    """
    left, right = min(s.x0 for s in ordered), max(s.x1 for s in ordered)
    body = statistics.median(s.size for s in ordered)
    middle = [
        s
        for s in ordered
        if (s.bold or s.size > 1.08 * body or s.text.isupper())
        and not s.bullet
        and abs(s.x0 + s.x1 - left - right) < 0.06 * (right - left)
        and 4 <= len(s.text) <= 45
        and s.x0 > left + 0.15 * (right - left)
        and not any(o is not s and abs(o.baseline - s.baseline) < 0.5 * s.size for o in ordered)
    ]
    return frozenset(id(s) for s in middle) if len(middle) >= 2 else frozenset()


def _trimmed(band: list[Segment], x: float) -> list[Segment]:
    """The band without a last row that belongs to what follows it.

    A lone date far below its column's last line is the date of an entry under the columns.
    """
    while True:
        right = _sides(band, x)[1]
        if len(right) <= _MIN_SIDE:
            return band
        last, before = right[-1], right[-2]
        apart = last.baseline - before.baseline > 2.6 * max(last.size, before.size)
        if not (apart and _DATE_LIKE.search(last.text) and len(last.text) <= 34):
            return band
        band = [s for s in band if s.baseline <= before.baseline]


def _score(band: list[Segment], x: float) -> float:
    """Text on the poorer side, weighed by the height of the band; 0 when this is no gutter."""
    left, right = _sides(band, x)
    if min(len(left), len(right)) < _MIN_SIDE:
        return 0.0
    if min(s.x0 for s in right) - max(s.x1 for s in left) < _MIN_GUTTER:
        return 0.0
    height = band[-1].baseline - band[0].baseline
    return height * min(len(left), len(right)) ** 0.5


def _independent(left: list[Segment], right: list[Segment], rules: list[BBox]) -> bool:
    """True when the sides read on their own; False when they are cells of the same rows."""
    small, large = sorted((left, right), key=len)
    paired = [
        s for s in small if any(abs(s.baseline - o.baseline) <= _ALIGNED * s.size for o in large)
    ]
    share = len(paired) / len(small)
    if _is_margin(left) or _is_margin(right) or _is_label_column(left, right):
        return False
    if _has_table_head(left, right):
        return False
    if share < 0.6:
        return True
    if _is_table(left, right, rules):
        return False
    if _listed(left) and _listed(right):
        return True
    if share >= 0.9:
        return _titled(left) and _titled(right) and _own_lines(left) and _own_lines(right)
    return not _is_labels(left, right)


def _listed(side: list[Segment]) -> bool:
    """Most lines begin with a list mark: a list of its own."""
    return sum(s.bullet for s in side) >= 0.6 * len(side)


def _titled(side: list[Segment]) -> bool:
    """The first line is set as a title and the lines under it are not."""
    first, rest = side[0], side[1:]
    body = statistics.median(s.size for s in rest)
    larger = first.size > 1.08 * body
    heavier = first.bold and sum(s.bold for s in rest) < 0.5 * len(rest)
    capitals = first.text.isupper() and sum(s.text.isupper() for s in rest) < 0.5 * len(rest)
    return (larger or heavier or capitals) and len(first.text) <= 40


def _is_margin(side: list[Segment]) -> bool:
    """Only dates, places and other short notes: a margin that belongs to the rows beside it."""
    dates = sum(bool(_DATE_LIKE.search(s.text)) and len(s.text) <= 34 for s in side)
    return dates >= 0.5 * len(side) and statistics.median(len(s.text) for s in side) <= 30


def _has_table_head(left: list[Segment], right: list[Segment]) -> bool:
    """A row of nothing but column titles, on both sides, in the upper half."""
    both = sorted(left + right, key=lambda s: s.baseline)
    half = (both[0].baseline + both[-1].baseline) / 2
    for segment in right:
        row = [s for s in both if abs(s.baseline - segment.baseline) <= _ALIGNED * s.size]
        if (
            segment.baseline <= half
            and any(s in left for s in row)
            and all(_TABLE_HEADS.match(s.text) for s in row)
        ):
            return True
    return False


def _is_table(left: list[Segment], right: list[Segment], rules: list[BBox]) -> bool:
    """Ruled lines between the rows across both sides."""
    first = min(s.baseline for s in left + right)
    x0, x1 = min(s.x0 for s in left), max(s.x1 for s in right)
    edge_l, edge_r = max(s.x1 for s in left), min(s.x0 for s in right)
    top, bottom = first, max(s.baseline for s in left + right)
    across = [r for r in rules if r.x0 < edge_l and r.x1 > edge_r and top < r.top < bottom
              and r.x1 - r.x0 > 0.5 * (x1 - x0)]  # fmt: skip
    return len({round(r.top) for r in across}) >= 3


def _is_label_column(left: list[Segment], right: list[Segment]) -> bool:
    """Short labels, each beside a line of a column without titles; titles stand with the labels."""
    labels = [s for s in left if not _like_title(s, left)]
    if len(labels) < 2 or len(right) < len(labels) or any(_like_title(s, right) for s in right):
        return False
    if sum(s.text.rstrip().endswith((":", ":-")) for s in labels) >= 0.7 * len(labels):
        return len(right) >= 1.3 * len(labels) and statistics.median(len(s.text) for s in labels) <= _SHORT
    paired = all(any(abs(s.baseline - o.baseline) <= _ALIGNED * s.size for o in right) for s in labels)
    return paired and statistics.median(len(s.text) for s in labels) <= _SHORT


def _like_title(segment: Segment, side: list[Segment]) -> bool:
    """Set in capitals, or larger than most of its side."""
    body = statistics.median(s.size for s in side)
    letters = [c for c in segment.text if c.isalpha()]
    capitals = len(letters) >= 4 and all(c.isupper() for c in letters)
    return len(segment.text) <= 40 and (capitals or segment.size > 1.08 * body)


def _is_labels(left: list[Segment], right: list[Segment]) -> bool:
    """Europass style: short labels at the left, each on the first row of what it labels."""
    short = statistics.median(len(s.text) for s in left) <= _SHORT
    colon = sum(s.text.endswith(":") or s.text.endswith(":-") for s in left) >= 0.3 * len(left)
    starts = sum(s.text.startswith(":") for s in right) >= 0.3 * len(right)
    return (short and len(right) >= 1.4 * len(left)) or colon or starts


def _own_lines(side: list[Segment]) -> bool:
    """More than a word or number on most lines: a column of its own."""
    return statistics.median(len(s.text) for s in side) >= 6


def _rows_of(block: list[Segment]) -> Block:
    """Segments of one column block grouped by baseline, top to bottom."""
    rows: Block = []
    for segment in sorted(block, key=lambda s: (s.baseline, s.x0)):
        if rows and abs(segment.baseline - rows[-1][0].baseline) <= _ALIGNED * min(
            segment.size, rows[-1][0].size
        ):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.x0) for row in _with_lone_dates(rows)]


def _with_lone_dates(rows: Block) -> Block:
    """A date set a little higher or lower than the line it belongs to joins that line."""
    joined: Block = []
    waiting: list[Segment] | None = None
    for row in rows:
        if waiting is not None and _beside(waiting[0], row):
            row = [*row, *waiting]
        elif waiting is not None:
            joined.append(waiting)
        waiting = None
        if len(row) == 1 and _is_margin(row):
            if joined and _beside(row[0], joined[-1]):
                joined[-1] = [*joined[-1], row[0]]
            else:
                waiting = row
            continue
        joined.append(row)
    if waiting is not None:
        joined.append(waiting)
    return joined


def _beside(date: Segment, row: list[Segment]) -> bool:
    """Side by side: close in height and with white space between them."""
    near = min(abs(date.baseline - s.baseline) for s in row) <= _BESIDE * date.size
    return near and all(date.x0 > s.x1 or date.x1 < s.x0 for s in row)
