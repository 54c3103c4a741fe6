"""Titles of sections in a margin of their own, beside the text that they are titles of.

A careful academic layout: "EDUCATION" stands at the left, its entries begin at the same height
further right. Read as two columns, all titles would come first and say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

from recognizer.columns import DATE_LIKE
from recognizer.rows import Segment

_LEADING = 1.8
"""em between the baselines of the lines of one title, at most."""
_LEVEL = 0.6
"""em by which a title may stand lower than the first line it belongs to."""
_MOST = 0.6
"""Share of the margin's pieces that must be titles, and of these that stand level with a line."""
_LONGEST = 40
"""Characters of a line of a title."""
_WIDEST = 0.45
"""Share of the whole width that the margin may take."""

Passage = tuple[list[list[Segment]], list[Segment]]
"""A title's row, its lines joined (rows of other notes in the margin; none above the first title),
and the text beside it."""


def margin_passages(left: Sequence[Segment], right: Sequence[Segment]) -> list[Passage] | None:
    """Titles with their text, top to bottom; None where the left side is no margin of titles."""
    width = max(s.x1 for s in right) - min(s.x0 for s in left)
    if max(s.x1 for s in left) - min(s.x0 for s in left) > _WIDEST * width:
        return None
    groups = _groups(left)
    titles = [group for group in groups if all(map(_titled, group))]
    starts = [group[0] for group in _groups(right)]
    level = [group for group in titles if any(_heads(group[0], s) for s in starts)]
    if len(level) < 2 or len(titles) < _MOST * len(groups) or len(level) < _MOST * len(titles):
        return None
    own = sum(s.text.isupper() and len(s.text) > 3 for s in right)
    if len(right) < 1.5 * len(left) or own > 0.1 * len(right):
        return None
    tops = [group[0].baseline - _LEVEL * group[0].size for group in groups]
    above = [s for s in right if s.baseline < tops[0]]
    passages: list[Passage] = [([], above)] if above else []
    for (top, end), group in zip(pairwise([*tops, float("inf")]), groups, strict=True):
        title = [[_joined(group)]] if group in titles else [[line] for line in group]
        passages.append((title, [s for s in right if top <= s.baseline < end]))
    return passages


def _joined(lines: Sequence[Segment]) -> Segment:
    """The lines of one title as one segment."""
    return reduce(lambda one, other: one.joined(other), lines)


def _groups(lines: Sequence[Segment]) -> list[list[Segment]]:
    """Lines that stand as close as lines of one title do."""
    groups: list[list[Segment]] = []
    for line in sorted(lines, key=lambda s: (s.baseline, s.x0)):
        if groups and line.baseline - groups[-1][-1].baseline <= _LEADING * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _titled(line: Segment) -> bool:
    """Set in capitals or bold, short, neither a date nor an item of a list."""
    set_so = line.text.isupper() or line.bold
    return (
        set_so and len(line.text) <= _LONGEST and not (line.bullet or DATE_LIKE.search(line.text))
    )


def _heads(title: Segment, start: Segment) -> bool:
    """The title stands level with the first line of a passage, or one line above it."""
    return -_LEVEL * title.size <= start.baseline - title.baseline <= _LEADING * title.size
