"""Do two sides of a white band read on their own, or are they cells of the same rows?

Rows of real columns stand where they like; dates at a margin, labels and table cells stand on the
baselines of what they belong to.
"""

from __future__ import annotations

import re
import statistics

from recognizer.column_titles import TABLE_HEADS
from recognizer.resume import BBox
from recognizer.rows import Segment

ALIGNED = 0.3
"""em: baselines of two sides closer than this stand on one row."""
_FEW = 6
"""Segments below which a side must hold more than single words to be a column."""
_SHORT = 26
"""Characters: dates, places and labels at a margin are rarely longer."""

DATE_LIKE = re.compile(
    r"(?i)\b(?:19|20)\d{2}\b|\b\d{1,2}[/.]\d{2,4}\b|\bpresent\b|\bongoing\b|'\d{2}\b|^\W*$"
)


def independent(left: list[Segment], right: list[Segment], rules: list[BBox]) -> bool:
    """True when the sides read on their own; False when they are cells of the same rows."""
    small, large = sorted((left, right), key=len)
    paired = [
        s for s in small if any(abs(s.baseline - o.baseline) <= ALIGNED * s.size for o in large)
    ]
    share = len(paired) / len(small)
    if is_margin(left) or is_margin(right) or _is_label_column(left, right):
        return False
    if len(small) < _FEW and not _own_lines(small):
        return False  # a few short cells are no column
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


def is_margin(side: list[Segment]) -> bool:
    """Only dates, places and other short notes: a margin that belongs to the rows beside it."""
    dates = sum(bool(DATE_LIKE.search(s.text)) and len(s.text) <= 34 for s in side)
    return dates >= 0.5 * len(side) and statistics.median(len(s.text) for s in side) <= 30


def _has_table_head(left: list[Segment], right: list[Segment]) -> bool:
    """A row of nothing but column titles, on both sides: three of them, or in the upper half."""
    both = sorted(left + right, key=lambda s: s.baseline)
    half = (both[0].baseline + both[-1].baseline) / 2
    for segment in right:
        row = [s for s in both if abs(s.baseline - segment.baseline) <= ALIGNED * s.size]
        if (
            (segment.baseline <= half or len(row) >= 3)
            and any(s in left for s in row)
            and all(TABLE_HEADS.match(s.text) for s in row)
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
        return (
            len(right) >= 1.3 * len(labels)
            and statistics.median(len(s.text) for s in labels) <= _SHORT
        )
    paired = all(
        any(abs(s.baseline - o.baseline) <= ALIGNED * s.size for o in right) for s in labels
    )
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
