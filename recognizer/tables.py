"""Ruled tables: rows and cells where lines are drawn around them, wrapped cells closed up."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from recognizer.resume import BBox
from recognizer.rows import Segment

Block = list[list[Segment]]
"""Rows of one column block, top to bottom; each row is its cells from left to right."""

_TOUCH = 3.0
"""Points: ends of drawn lines closer than this meet."""
_MAX_CELL_LINES = 5
"""A cell with more lines is a frame around running text, not a table cell."""
_MIN_ROWS = 2
"""A table has at least this many rows with two filled cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table and what stands above and below it in the same region."""

    above: list[Segment]
    rows: Block
    below: list[Segment]


def find_table(segments: Sequence[Segment], rules: Sequence[BBox]) -> Table | None:
    """The first ruled table of a region, None if there is none."""
    strips = _strips(rules)
    if len(strips) < _MIN_ROWS or len(segments) < 2 * _MIN_ROWS:
        return None
    run: list[tuple[float, float, list[Segment]]] = []
    for top, bottom, edges in strips:
        row = _table_row(segments, top, bottom, edges)
        if row is None or (run and top - run[-1][1] > _TOUCH):
            if len(run) >= _MIN_ROWS:
                break
            run = []
        if row is not None:
            run.append((top, bottom, row))
    if len(run) < _MIN_ROWS:
        return None
    first, last = run[0][0], run[-1][1]
    return Table(
        [s for s in segments if s.baseline <= first],
        [row for _, _, row in run],
        [s for s in segments if s.baseline > last],
    )


def _strips(rules: Sequence[BBox]) -> list[tuple[float, float, list[float]]]:
    """(top, bottom, x of the vertical lines) between each two neighbouring horizontal lines."""
    levels: list[float] = []
    for level in sorted(r.top for r in rules if r.x1 - r.x0 > r.height):
        if not levels or level - levels[-1] > _TOUCH:
            levels.append(level)
    upright = [r for r in rules if r.height > r.x1 - r.x0]
    strips = []
    for top, bottom in itertools.pairwise(levels):
        edges: list[float] = []
        for rule in sorted(upright, key=lambda r: r.x0):
            spans = rule.top <= top + _TOUCH and rule.bottom >= bottom - _TOUCH
            if spans and (not edges or rule.x0 - edges[-1] > _TOUCH):
                edges.append(rule.x0)
        strips.append((top, bottom, edges))
    return strips


def _table_row(
    segments: Sequence[Segment], top: float, bottom: float, edges: list[float]
) -> list[Segment] | None:
    """The cells of one strip, each closed up to one segment; None if it is no table row."""
    if len(edges) < 3:
        return None
    inside = [s for s in segments if top < s.baseline <= bottom]
    cells: list[Segment] = []
    for x0, x1 in itertools.pairwise(edges):
        lines = sorted(
            (s for s in inside if x0 <= (s.x0 + s.x1) / 2 < x1), key=lambda s: (s.baseline, s.x0)
        )
        if len(lines) > _MAX_CELL_LINES:
            return None
        if lines:
            cell = lines[0]
            for line in lines[1:]:
                cell = cell.joined(line)
            cells.append(cell)
    outside = [
        s for s in inside if not edges[0] - _TOUCH <= (s.x0 + s.x1) / 2 <= edges[-1] + _TOUCH
    ]
    if outside or not cells or len(inside) == 0:
        return None
    return cells if len(cells) >= 2 or len(edges) >= 3 else None
