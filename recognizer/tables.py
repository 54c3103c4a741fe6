"""Ruled tables: rows and cells where lines are drawn around them, wrapped cells closed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from recognizer.column_titles import TABLE_HEADS
from recognizer.resume import BBox
from recognizer.rows import Segment

Block = list[list[Segment]]
"""Rows of one column block, top to bottom; each row is its cells from left to right."""

_TOUCH = 3.0
"""Points: ends of drawn lines closer than this meet."""
_MAX_CELL_LINES = 5
"""A cell with more lines is a frame around running text, not a table cell."""
_CELL_LEADING = 1.45
"""em between the baselines of two lines of one cell, at most."""
_ROOM = 2.2
"""em between the baselines of two lines of a cell, from which they are of two rows."""
_ROW_STEP = 1.2
"""Times the smallest distance between lines that the largest must be, for cells to wrap."""
_COLUMN = 1.5
"""em by which a cell may begin left or right of its column's title."""
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
    run: list[tuple[float, float, Block]] = []
    for top, bottom, edges in strips:
        rows = _table_rows(segments, top, bottom, edges)
        if rows is None or (run and top - run[-1][1] > _TOUCH):
            if len(run) >= _MIN_ROWS:
                break
            run = []
        if rows is not None:
            run.append((top, bottom, rows))
    if len(run) < _MIN_ROWS:
        return None
    first, last = run[0][0], run[-1][1]
    return Table(
        [s for s in segments if s.baseline <= first],
        [row for _, _, rows in run for row in rows],
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
    for top, bottom in pairwise(levels):
        edges: list[float] = []
        for rule in sorted(upright, key=lambda r: r.x0):
            spans = rule.top <= top + _TOUCH and rule.bottom >= bottom - _TOUCH
            if spans and (not edges or rule.x0 - edges[-1] > _TOUCH):
                edges.append(rule.x0)
        strips.append((top, bottom, edges))
    return strips


def _table_rows(
    segments: Sequence[Segment], top: float, bottom: float, edges: list[float]
) -> Block | None:
    """The cells of one strip, each closed up to one segment; None if it is no table row. More rows
    than one where the lines of every cell stand beside each other and far apart.
    """
    if len(edges) < 3:
        return None
    inside = [s for s in segments if top < s.baseline <= bottom]
    cells: list[Segment] = []
    columns: Block = []
    for x0, x1 in pairwise(edges):
        lines = sorted(
            (s for s in inside if x0 <= (s.x0 + s.x1) / 2 < x1), key=lambda s: (s.baseline, s.x0)
        )
        if len(lines) > _MAX_CELL_LINES:
            return None
        if lines:
            columns.append(lines)
            cell = lines[0]
            for line in lines[1:]:
                cell = cell.joined(line)
            cells.append(cell)
    outside = [
        s for s in inside if not edges[0] - _TOUCH <= (s.x0 + s.x1) / 2 <= edges[-1] + _TOUCH
    ]
    if outside or not cells:
        return None
    if len(columns) == len(edges) - 1 and _stand_apart(columns):
        return [list(row) for row in zip(*columns, strict=True)]
    return [cells]


def _stand_apart(columns: Block) -> bool:
    """Every cell has as many lines as the others, level with theirs, with room for one between."""
    count = len(columns[0])
    if count < 2 or any(len(lines) != count for lines in columns):
        return False
    steps = [b.baseline - a.baseline for lines in columns for a, b in pairwise(lines)]
    level = max(
        max(s.baseline for s in row) - min(s.baseline for s in row)
        for row in zip(*columns, strict=True)
    )
    return min(steps) >= _ROOM * columns[0][0].size and level < 0.5 * min(steps)


def close_rows(block: Block) -> Block:
    """Tables without ruled lines: under a row of column titles, wrapped cells are closed up.

    Lines of one cell stand closer than rows do; a row that fills every column or begins with a
    number is always new.
    """
    head = next((n for n, row in enumerate(block) if is_head(row)), None)
    if head is None or len(block) < head + 3:
        return block
    steps = [b[0].baseline - a[0].baseline for a, b in pairwise(block[head:])]
    tight = _CELL_LEADING * block[head][0].size
    body = block[head + 1 :]
    end = next((n for n in range(1, len(body)) if steps[n] > tight and len(body[n]) < 2), len(body))
    rest = close_rows(body[end:])
    if max(steps[:end]) < _ROW_STEP * min(steps[:end]):
        return block[: head + 1] + body[:end] + rest
    edges = [cell.x0 for cell in block[head]]
    closed: Block = block[: head + 1]
    for number, (step, row) in enumerate(zip(steps[:end], body[:end], strict=True)):
        whole = len(row) == len(edges) > 2
        new = not number or step > tight or whole or row[0].text.rstrip(".").isdigit()
        if new or not all(_fits(cell, edges) for cell in row):
            closed.append(row)
        else:
            closed[-1] = _closed_up(closed[-1], row)
    return closed + rest


def _fits(cell: Segment, edges: Sequence[float]) -> bool:
    """Begins under a column's title and ends before the next one's."""
    near = min(range(len(edges)), key=lambda n: abs(edges[n] - cell.x0))
    ends = edges[near + 1] if near + 1 < len(edges) else float("inf")
    return abs(edges[near] - cell.x0) < _COLUMN * cell.size and cell.x1 <= ends and not cell.bullet


def is_head(row: Sequence[Segment]) -> bool:
    """Nothing but column titles, two at least."""
    return len(row) >= 2 and all(TABLE_HEADS.match(cell.text) for cell in row)


def _closed_up(row: list[Segment], more: Sequence[Segment]) -> list[Segment]:
    """The row with each further cell added to the cell of its column."""
    cells = list(row)
    for extra in more:
        near = min(range(len(cells)), key=lambda n: abs(cells[n].x0 - extra.x0))
        if abs(cells[near].x0 - extra.x0) < _COLUMN * extra.size:
            cells[near] = cells[near].joined(extra)
        else:
            cells.append(extra)
    return sorted(cells, key=lambda c: c.x0)
