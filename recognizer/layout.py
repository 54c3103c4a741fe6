"""Segments of a page → rows in reading order: columns, sidebars, banners and tables.

The method is a recursive cut: the tallest vertical white band with text on both sides is a
column gutter if the two sides read independently; if their rows stand on the same baselines
and one side holds only dates, labels or table cells, they are one row and stay together.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recognizer.columns import ALIGNED, DATE_LIKE, independent, is_margin
from recognizer.deadline import Deadline
from recognizer.margin_titles import margin_passages
from recognizer.resume import BBox
from recognizer.rows import Segment
from recognizer.tables import Block, close_rows, find_table

_MIN_SIDE = 3
"""Fewest segments on each side of a gutter."""
_MIN_GUTTER = 2.0
"""Points of white space that even the longest line leaves to the next column."""
_TIGHT_GAP = 0.45
"""em: white space inside a row at a gutter from which it is taken for the gutter (a space
between words is about 0.25 em)."""
_SLACK = 3.0
"""em by which one column may begin or end before the other and still stand beside it."""
_BESIDE = 0.8
"""em: a date this much higher or lower than a line still stands beside it."""
_OPENING_GAP = 4.0
"""em between lines of a column that begins above the one beside it."""
_STEP = 3.0
"""Points between two tested gutter positions."""

Gaps = Mapping[int, Sequence[tuple[float, float]]]
"""Where a segment, by its `id`, may be cut."""


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
    return [Row(tuple(cells), number) for number, block in enumerate(blocks) for cells in block]


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
            blocks.append(close_rows(_rows_of(segments)))
        return
    x, top, bottom = gutter
    segments = [piece for s in segments for piece in _apart(s, x, top, bottom)]
    above = [s for s in segments if s.baseline < top]
    below = [s for s in segments if s.baseline > bottom]
    inside = [s for s in segments if top <= s.baseline <= bottom]
    left, right = _sides(inside, x)
    opening = _opening(above, right, x)
    above, right = [s for s in above if s not in opening], [*opening, *right]
    _cut(above, rules, blocks, deadline)
    passages = margin_passages(left, right)
    if passages is not None:
        blocks.extend(title + close_rows(_rows_of(body)) for title, body in passages)
    else:
        _cut(left, rules, blocks, deadline)
        _cut(right, rules, blocks, deadline)
    _cut(below, rules, blocks, deadline)


def _opening(above: list[Segment], right: list[Segment], x: float) -> list[Segment]:
    """What the right column holds above the left one's first line: from its topmost title on.

    A line larger than the column's titles, such as a name, belongs to no column.
    """
    largest = max(s.size for s in right)
    if largest < 1.08 * statistics.median(s.size for s in right):
        return []
    run: list[Segment] = []
    below = min(right, key=lambda s: s.baseline)
    for segment in sorted(above, key=lambda s: (-s.baseline, s.x0)):
        apart = below.baseline - segment.baseline > _OPENING_GAP * segment.size
        if segment.x0 < x or apart or segment.size > largest + 0.5:
            break
        run.append(segment)
        below = segment
    run.reverse()
    titles = [n for n, s in enumerate(run) if s.size > largest - 0.5]
    return run[titles[0] :] if titles else []


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
    gaps = {id(s): s.gaps(_TIGHT_GAP) for s in ordered}
    first, last = _reach([s for s in ordered if id(s) not in centred], gaps)
    while x < right:
        deadline.check()
        for band in _bands(ordered, x, centred, gaps) if first <= x <= last else ():
            trimmed = _trimmed(band, x)
            score = _score(trimmed, x) if trimmed else 0.0
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
        if independent(*sides, rules):
            return x, band[0].baseline, band[-1].baseline
        if len(judged) >= 12:
            break
    return None


def _reach(segments: list[Segment], gaps: Gaps) -> tuple[float, float]:
    """The x between which enough segments, or pieces of them, may stand on each side."""
    left = sorted(x for s in segments for x in ((s.x0, s.x0) if gaps[id(s)] else (s.x1,)))
    right = sorted(x for s in segments for x in ((s.x1, s.x1) if gaps[id(s)] else (s.x0,)))
    if len(left) < _MIN_SIDE:
        return float("inf"), float("-inf")
    return left[_MIN_SIDE - 1], right[-_MIN_SIDE]


def _bands(
    ordered: list[Segment], x: float, centred: frozenset[int], gaps: Gaps
) -> list[list[Segment]]:
    """Runs of segments, top to bottom, that no segment crossing `x` interrupts."""
    bands: list[list[Segment]] = []
    band: list[Segment] = []
    for segment in ordered:
        if id(segment) not in centred:
            if not segment.x0 < x < segment.x1:
                band.append(segment)
                continue
            near = any([x0 <= x + 1 and x1 >= x - 1 for x0, x1 in gaps[id(segment)]])
            pieces = segment.split_at(x, _TIGHT_GAP) if near else None
            if pieces is not None:
                band.extend(pieces)
                continue
        if len(band) >= 2 * _MIN_SIDE:
            bands.append(band)
        band = []
    if len(band) >= 2 * _MIN_SIDE:
        bands.append(band)
    return bands


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
    """The band where both sides have text: what one side has above or below is no column.

    Empty where a side has too little. A lone date far below its column's last line is the date of
    an entry under the columns.
    """
    while True:
        left, right = _sides(band, x)
        if len(left) < _MIN_SIDE or len(right) < _MIN_SIDE:
            return []
        slack = _SLACK * max(left[0].size, right[0].size)
        top = max(left[0].baseline, right[0].baseline) - slack
        bottom = min(left[-1].baseline, right[-1].baseline) + slack
        inside = [s for s in band if top <= s.baseline <= bottom]
        right = _sides(inside, x)[1]
        if len(right) >= 2 and _is_lone_date(right[-1], right[-2]):
            inside = [s for s in inside if s.baseline <= right[-2].baseline]
        if len(inside) == len(band):
            return band
        band = inside


def _is_lone_date(last: Segment, before: Segment) -> bool:
    apart = last.baseline - before.baseline > 2.6 * max(last.size, before.size)
    return apart and bool(DATE_LIKE.search(last.text)) and len(last.text) <= 34


def _score(band: list[Segment], x: float) -> float:
    """Text on the poorer side, weighed by the height of the band; 0 when this is no gutter."""
    left, right = _sides(band, x)
    if min(s.x0 for s in right) - max(s.x1 for s in left) < _MIN_GUTTER:
        return 0.0
    height = band[-1].baseline - band[0].baseline
    return float(height * min(len(left), len(right)) ** 0.5)


def _rows_of(block: list[Segment]) -> Block:
    """Segments of one column block grouped by baseline, top to bottom."""
    rows: Block = []
    for segment in sorted(block, key=lambda s: (s.baseline, s.x0)):
        if rows and abs(segment.baseline - rows[-1][0].baseline) <= ALIGNED * min(
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
        if len(row) == 1 and is_margin(row):
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
