"""Text that a later picture or filled area covers: drawn, but not to be seen.

A cover alone proves nothing (a scan's picture lies over its recognized text, a marker lies over
words it highlights). It counts only where other text stands on the same spot: two texts cannot
both be read there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from recognizer.resume import BBox

_MIN_AREA = 0.03
"""Share of the page from which a filled area or picture may cover text."""
_MIN_LETTERS = 30
"""Fewer covered characters are a caption under a picture's edge."""
_OVERLAID = 0.1
"""Share of the covered characters on whose spot other text stands, from which they are hidden."""
_CELL = 12.0
"""Points: side of the squares in which neighbours are looked up, about one line of text."""


class Placed(Protocol):
    """A character with its place, in points from the top left."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def x0(self) -> float: ...  # noqa: D102
    @property
    def x1(self) -> float: ...  # noqa: D102
    @property
    def baseline(self) -> float: ...  # noqa: D102
    @property
    def size(self) -> float: ...  # noqa: D102


def covered(
    glyphs: Sequence[Placed], covers: Sequence[tuple[int, BBox]], page_area: float
) -> frozenset[int]:
    """Indexes of the glyphs that cannot be seen.

    `glyphs` are in drawing order; a cover is (how many glyphs were drawn before it, its box).
    """
    under: set[int] = set()
    for drawn, box in covers:
        if (box.x1 - box.x0) * box.height < _MIN_AREA * page_area:
            continue
        for number in range(drawn):
            glyph = glyphs[number]
            if (
                box.x0 <= glyph.x0
                and glyph.x1 <= box.x1
                and box.top <= glyph.baseline <= box.bottom
            ):
                under.add(number)
    letters = [number for number in under if not glyphs[number].text.isspace()]
    if len(letters) < _MIN_LETTERS:
        return frozenset()
    seen = _Grid([g for n, g in enumerate(glyphs) if n not in under and not g.text.isspace()])
    overlaid = sum(seen.meets(glyphs[number]) for number in letters)
    return frozenset(under) if overlaid >= _OVERLAID * len(letters) else frozenset()


class _Grid:
    """Characters by the square they stand in."""

    def __init__(self, glyphs: Sequence[Placed]) -> None:
        self._squares: dict[tuple[int, int], list[Placed]] = defaultdict(list)
        for glyph in glyphs:
            self._squares[self._square(glyph.x0, glyph.baseline)].append(glyph)

    @staticmethod
    def _square(x: float, y: float) -> tuple[int, int]:
        return int(x // _CELL), int(y // _CELL)

    def meets(self, glyph: Placed) -> bool:
        """Another character stands on more than half of this one's spot."""
        column, row = self._square(glyph.x0, glyph.baseline)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                for other in self._squares.get((x, y), ()):
                    wide = min(glyph.x1, other.x1) - max(glyph.x0, other.x0)
                    near = abs(glyph.baseline - other.baseline)
                    if wide > 0.4 * (glyph.x1 - glyph.x0) and near < 0.6 * glyph.size:
                        return True
        return False
