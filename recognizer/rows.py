"""Glyphs → words → segments: pieces of one row that no wide white space interrupts.

Distances are in points; thresholds are shares of the font size (em), named below with the
observation they come from.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from recognizer.glyphs import UNMAPPED, Glyph
from recognizer.resume import BBox

_SAME_ROW = 0.32
"""em: baselines closer than this are one row; superscripts are raised by about 0.33 em."""
_SUPERSCRIPT = 0.8
"""Superscripts are at most this share of the size of the text around them."""
_RAISED = 0.6
"""em: superscripts are raised by less than this."""
_WORD_GAP = 0.13
"""em beyond the usual distance between letters: justified LaTeX squeezes spaces to about 0.15 em;
kerning stays below 0.1 em."""
_SEGMENT_GAP = 1.25
"""em: wider white space is a tab, a table cell or another column."""
_JUSTIFIED = 2.5
"""By how much the limit grows with the width of a justified row's spaces."""
_USUAL_SPACE = 0.4
"""em: spaces between words of text that is not justified are narrower."""
_SPACED_OUT = 0.12
"""em: a median distance between letters above this is a letter-spaced heading."""
_BULLET_GAP = 4.0
"""em: a list mark belongs to the text that starts within this distance."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DROP = dict.fromkeys([*range(32), 127, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF], None)
_CLEAN = str.maketrans({**{ord(k): v for k, v in _LIGATURES.items()}, **_DROP, 0xA0: " "})

BULLETS = frozenset(
    "•●○◦▪▫■□‣⁃∙·►▶▷➢➤➔→⇒»❖◆◇✓✔✦✧★☆✱❑❒⬥⦿⚫⮚⯈◈◉◎⊙❯➣➥➡✅🔹🔸🔷🔶📌👉📚📘📜🎓🏅🏆\u2012" + UNMAPPED
)
_BULLET = re.compile(
    rf"(?:[{re.escape(''.join(sorted(BULLETS)))}\ue000-\uf8ff]+|[-–—−*o§ØüÿÞð](?=\s))\s*"
)
"""A list mark; the letters are what marks of Wingdings become where its table is missing."""


_DOWN = attrgetter("baseline", "x0")
_ACROSS = attrgetter("x0", "x1")


class Span(NamedTuple):
    """One word of a segment: where it starts in the text, and where it stands on the page."""

    offset: int
    x0: float
    x1: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a row. `bullet` is True when a list mark stood before the text."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool
    bullet: bool = False
    spans: tuple[Span, ...] = ()

    @property
    def bbox(self) -> BBox:
        """Box in points, origin top left."""
        last = self.spans[-1].baseline if self.spans else self.baseline
        return BBox(
            self.x0,
            self.baseline - 0.8 * self.size,
            self.x1,
            max(last, self.baseline) + 0.2 * self.size,
        )

    def gaps(self, least: float) -> list[tuple[float, float]]:
        """Where the white space between two words begins and ends, if it is at least so many em."""
        return [
            (before.x1, after.x0)
            for before, after in itertools.pairwise(self.spans)
            if after.x0 - before.x1 >= least * self.size
        ]

    def split_at(self, x: float, least_gap: float) -> tuple[Segment, Segment] | None:
        """The words left and right of `x`, if white space of `least_gap` em stands there."""
        for before, after in zip(self.spans, self.spans[1:], strict=False):
            if before.x1 <= x + 1 and after.x0 >= x - 1:
                if after.x0 - before.x1 < least_gap * self.size:
                    return None
                cut = after.offset
                right = tuple(
                    s._replace(offset=s.offset - cut) for s in self.spans if s.offset >= cut
                )
                left = tuple(s for s in self.spans if s.offset < cut)
                return (
                    replace(self, text=self.text[:cut].rstrip(), x1=before.x1, spans=left),
                    replace(self, text=self.text[cut:], x0=after.x0, spans=right, bullet=False),
                )
        return None

    def joined(self, other: Segment) -> Segment:
        """The segment with the words of `other` after it: a wrapped table cell."""
        shift = len(self.text) + 1
        moved = tuple(span._replace(offset=span.offset + shift) for span in other.spans)
        return replace(
            self,
            text=f"{self.text} {other.text}",
            x0=min(self.x0, other.x0),
            x1=max(self.x1, other.x1),
            spans=self.spans + moved,
        )


def segments_of(glyphs: Sequence[Glyph]) -> list[Segment]:
    """All segments of a page's glyphs, top to bottom and left to right."""
    found: list[Segment] = []
    for row in _rows(glyphs):
        pieces = [_segment(piece) for piece in _split_row(row)]
        found.extend(_join_bullets([piece for piece in pieces if piece is not None]))
    return found


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs grouped by baseline, each row sorted from left to right, doubles removed."""
    rows: list[list[Glyph]] = []
    row: list[Glyph] = []
    base, height = float("-inf"), 0.0
    for glyph in sorted(glyphs, key=_DOWN):
        size = glyph.size
        if glyph.baseline - base <= _SAME_ROW * (size if size < height else height):
            row.append(glyph)
        else:
            row, base, height = [glyph], glyph.baseline, size
            rows.append(row)
    rows = _with_superscripts(rows)
    return [_without_doubles(sorted(row, key=_ACROSS)) for row in rows]


def _with_superscripts(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Raised small letters ("15th") join the row they stand in, which begins below them."""
    joined: list[list[Glyph]] = []
    largest = 0.0
    for row in rows:
        size = max([g.size for g in row])
        if joined:
            above = joined[-1]
            raised = largest <= _SUPERSCRIPT * size
            if raised and row[0].baseline - above[0].baseline <= _RAISED * size:
                joined[-1] = above + row
                largest = max(largest, size)
                continue
        joined.append(row)
        largest = size
    return joined


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    """Drops letters drawn twice in the same place to look bold."""
    kept: list[Glyph] = []
    for glyph in row:
        near = 0.15 * glyph.size
        for other in kept[-2:]:
            if other.text == glyph.text and abs(other.x0 - glyph.x0) < near:
                if glyph.text.isspace():
                    kept.append(glyph)
                break
        else:
            kept.append(glyph)
    return kept


def _split_row(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cuts a row where the white space is wider than `_SEGMENT_GAP`, or than the row's own wide
    spaces where it is justified.
    """
    gaps = [(b.x0 - a.x1) / max(a.size, 0.1) for a, b in itertools.pairwise(_visible(row))]
    limit = _SEGMENT_GAP + max(_JUSTIFIED * _space(gaps), 2 * _spread(gaps))
    pieces: list[list[Glyph]] = []
    piece: list[Glyph] = []
    end = float("-inf")
    for glyph in row:
        if glyph.text.isspace():
            if pieces:
                piece.append(glyph)
            continue
        if glyph.x0 - end > limit * glyph.size:
            piece = []
            pieces.append(piece)
        piece.append(glyph)
        if glyph.x1 > end:
            end = glyph.x1
    return pieces


def _visible(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [g for g in glyphs if not g.text.isspace()]


def _space(gaps: Sequence[float]) -> float:
    """How much wider than usual the spaces of a row are, in em: 0 unless it is justified."""
    wide = sorted([gap for gap in gaps if gap > _WORD_GAP])
    if len(wide) < 4:
        return 0.0
    return max(0.0, wide[len(wide) // 4] - _USUAL_SPACE)


def _spread(gaps: Sequence[float]) -> float:
    """The room between the letters of a letter-spaced row, in em: 0 for ordinary rows."""
    usual = statistics.median(gaps) if len(gaps) >= 3 else 0.0
    return usual if usual > _SPACED_OUT else 0.0


def _segment(piece: Sequence[Glyph]) -> Segment | None:
    """One segment; None when nothing readable is in it."""
    visible = _visible(piece)
    if not visible:
        return None
    size = statistics.median_high([g.size for g in visible])
    words = _words(piece, visible, size)
    baseline = statistics.mode([round(g.baseline, 1) for g in visible])
    text, spans = "", []
    for word, x0, x1 in words:
        if text:
            text += " "
        spans.append(Span(len(text), x0, x1, baseline))
        text += word
    if not text:
        return None
    mark = _BULLET.match(text)
    bullet = bool(mark and mark.end())
    if mark and mark.end() < len(text):
        cut = mark.end()
        text = text[cut:]
        inside = [span._replace(offset=span.offset - cut) for span in spans if span.offset >= cut]
        spans = inside or [spans[-1]._replace(offset=0)]
        if spans[0].offset > 0:
            spans[0] = spans[0]._replace(offset=0)
    text = text.rstrip()
    bold = sum([g.bold for g in visible]) * 2 > len(visible)
    return Segment(text, spans[0].x0, spans[-1].x1, baseline, size, bold, bullet, tuple(spans))


def _words(
    piece: Sequence[Glyph], visible: Sequence[Glyph], size: float
) -> list[tuple[str, float, float]]:
    """(word, x0, x1) of a piece; letter-spaced text is closed up first."""
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(visible)]
    even = len(gaps) == 2 and max(gaps) < 1.5 * min(gaps)
    usual = statistics.median(gaps) if len(gaps) >= 3 or even else 0.0
    gap_limit = _WORD_GAP * size + max(0.0, usual)
    spaced_out = usual > _SPACED_OUT * size
    if spaced_out:
        gap_limit = max(gap_limit, 1.55 * usual + 0.04 * size)
    words: list[tuple[str, float, float]] = []
    current, x0, x1, blank = "", 0.0, 0.0, False
    for glyph in piece:
        letter = glyph.text
        if letter.isspace():
            blank = True
            continue
        if current and (glyph.x0 - x1 > gap_limit or (blank and not spaced_out)):
            words.append((current, x0, x1))
            current = ""
        if not current:
            x0 = x1 = glyph.x0
        current += letter
        if glyph.x1 > x1:
            x1 = glyph.x1
        blank = False
    words.append((current, x0, x1))
    cleaned = ((clean(word), a, b) for word, a, b in words)
    return [(word, a, b) for word, a, b in cleaned if word]


def clean(word: str) -> str:
    """Ligatures opened; control, zero-width and soft-hyphen characters removed (a soft hyphen
    at the end stays, so that the next line can be joined).
    """
    word = word.translate(_CLEAN).strip()
    ended = word.endswith("\xad")
    word = word.replace("\xad", "")
    return word + "\xad" if ended and word else word


def _join_bullets(row: list[Segment]) -> list[Segment]:
    """A segment that is only a list mark becomes the `bullet` of the segment after it."""
    joined: list[Segment] = []
    pending: Segment | None = None
    for segment in row:
        only_mark = bool(_BULLET.fullmatch(segment.text + " ")) and (segment.bullet or not joined)
        if only_mark:
            pending = segment
            continue
        if pending is not None and segment.x0 - pending.x1 <= _BULLET_GAP * segment.size:
            segment = replace(segment, bullet=True)
        elif pending is not None and not pending.bullet:
            joined.append(pending)  # a hyphen or a letter far from any text
        pending = None
        joined.append(segment)
    return joined
