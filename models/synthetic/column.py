"""A column of a page into which headings, paragraphs, lists and tables flow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.synthetic.fonts import font_for, width
from models.synthetic.sheet import LINK_COLOUR, Drawn, Fragment, Look, RectOp, Row, Sheet, TextOp
from models.synthetic.story import Block, Part, Piece
from models.synthetic.wrapping import Line, words_of, wrap

PAIR_SHARE = 0.28
"""Share of the width that the label of a pair takes."""
PADDING = 3.0
"""Room inside table cells, in points."""
WIDEST_GAP = 0.8
"""Most extra room per blank of a justified line, as a share of the font size."""
INDENT = 14.0
"""Indent of list items, in points."""


@dataclass(slots=True)
class Column:
    """A cursor on a sheet. `y` is the top of the next line."""

    sheet: Sheet
    look: Look
    x: float
    width: float
    y: float
    page: int = 1
    colour: str = "#222222"
    part: Part | None = None

    def part_of(self, part: Part) -> None:
        """Draws a whole section: heading, blocks, a gap."""
        self.part = part
        self.heading(part.title)
        rows = [block for block in part.blocks if block.kind == "row"]
        widths = self._widths(rows)
        for block in part.blocks:
            if block.kind in ("row", "pair"):
                shares = widths if block.kind == "row" else [PAIR_SHARE, 1 - PAIR_SHARE]
                self._cells(block, shares, ruled=part.ruled and block.kind == "row")
            else:
                self._paragraph(block)
        self.y += self.look.size * 0.7

    def line(self, pieces: Sequence[Piece], *, size: float, centre: bool = False) -> None:
        """One line outside any section, such as the name."""
        for words in self._wrapped(pieces, self.width, size=size):
            y = self._advance(size * self.look.leading)
            x = self.x + (self.width - _length(words)) / 2 if centre else self.x
            self._record("text", [self.sheet.put(self.page, x, y, words)])

    def heading(self, text: str) -> None:
        """A section heading in the look's manner."""
        look, size = self.look, self.look.size * 1.2
        shown = text.upper() if look.capitals else text
        if look.spelled:
            shown = "   ".join(" ".join(word) for word in shown.split())
        font = font_for(shown, look.family, True, False)
        if width(shown, font, size) + look.spread * len(shown) > self.width:
            size *= 0.72
        if self.y + 3.2 * size > self.sheet.bottom:
            self._turn()
        y = self._advance(size * 1.5)
        page = self.sheet.page(self.page)
        if look.rule == "box":
            page.back.append(RectOp(self.x, y - size, self.width, size * 1.4, fill="#d9dfe8"))
        spread = look.spread
        for shift in (0.0, 0.25)[: 1 + look.doubled]:
            op = TextOp(self.x + shift, y, shown, font, size, look.accent, 0.0, spread)
            page.text.append(op)
        if look.rule == "line":
            page.shapes.append(RectOp(self.x, y + 3, self.width, 0.6, fill=look.accent))
        words = list(words_of((Piece(shown),), look.family, size, look.accent, look.accent))
        self._record("heading", [Row(_fragments(words))])
        self.y += size * 0.35

    def _paragraph(self, block: Block) -> None:
        look = self.look
        indent = INDENT if block.kind in ("bullet", "continued") else 0.0
        self.y += block.gap * look.size
        right = list(self._words(block.right))
        reserved = _length(right) + 12 if right else 0.0
        pieces = block.pieces
        if block.kind == "subheading":
            pieces = tuple(Piece(p.text, p.tag, p.award, bold=True) for p in pieces)
        lines = self._wrapped(pieces, self.width - indent, narrower=reserved)
        rows: list[Row] = []
        start = 0
        for k, words in enumerate(lines):
            y = self._advance(look.size * look.leading)
            start = start or self.page
            if k == 0 and block.kind == "bullet":
                self._bullet(y)
            gap = self._gap(words, self.width - indent) if k < len(lines) - 1 and not right else 0
            row = self.sheet.put(self.page, self.x + indent, y, words, gap=gap)
            if k == 0 and right:
                other = self.sheet.put(self.page, self.x + self.width - _length(right), y, right)
                row = Row((*row.fragments, *_spaced(other)))
            rows.append(row)
        self._record(block.kind, rows, page=start)

    def _cells(self, block: Block, shares: list[float], *, ruled: bool) -> None:
        look = self.look
        widths = [self.width * share for share in shares]
        wrapped = [
            self._wrapped(cell, w - 2 * PADDING) if cell else []
            for cell, w in zip(block.cells, widths, strict=True)
        ]
        height = max(len(lines) for lines in wrapped) * look.size * look.leading + 2 * PADDING
        if self.y + height > self.sheet.bottom:
            self._turn()
        x, rows = self.x, list[Row]()
        for lines, w in zip(wrapped, widths, strict=True):
            y = self.y + PADDING + look.size
            for words in lines:
                rows.append(self.sheet.put(self.page, x + PADDING, y, words))
                y += look.size * look.leading
            if ruled:
                box = RectOp(x, self.y, w, height, stroke="#777777")
                self.sheet.page(self.page).shapes.append(box)
            x += w
        self.y += height
        self._record(block.kind, rows)

    def _widths(self, rows: list[Block]) -> list[float]:
        """Shares of the table's columns: by their longest text, none below a tenth."""
        if not rows:
            return []
        lengths = [
            max(sum(len(p.text) for p in row.cells[k]) for row in rows)
            for k in range(len(rows[0].cells))
        ]
        bounded = [min(max(length, 9), 45) for length in lengths]
        return [length / sum(bounded) for length in bounded]

    def _bullet(self, y: float) -> None:
        mark, size = self.look.bullet, self.look.size
        font = font_for(mark, self.look.family, False, False)
        op = TextOp(self.x + 3, y, mark, font, size, self.colour)
        self.sheet.page(self.page).text.append(op)

    def _gap(self, words: Line, room: float) -> float:
        """Extra room per blank that fills the line, if the text is justified."""
        blanks = sum(1 for word in words[1:] if word.space)
        missing = room - _length(words)
        if not self.look.justify or not blanks or missing / blanks > WIDEST_GAP * self.look.size:
            return 0.0
        return missing / blanks

    def _words(self, pieces: Sequence[Piece], size: float | None = None) -> Line:
        link = self.colour if self.colour != "#222222" else LINK_COLOUR
        look = self.look
        return list(words_of(pieces, look.family, size or look.size, self.colour, link))

    def _wrapped(
        self, pieces: Sequence[Piece], room: float, *, size: float = 0, narrower: float = 0
    ) -> list[Line]:
        words = iter(self._words(pieces, size or None))
        return wrap(words, room, hyphen=self.look.hyphen, narrower=narrower)

    def _advance(self, height: float) -> float:
        """Moves down one line, to the next page if need be; returns the baseline."""
        if self.y + height > self.sheet.bottom:
            self._turn()
        self.y += height
        return self.y - height * 0.25

    def _turn(self) -> None:
        self.page += 1
        self.y = self.sheet.top

    def _record(self, kind: str, rows: list[Row], *, page: int = 0) -> None:
        role, section = (self.part.role, self.part.title) if self.part else (None, None)
        self.sheet.drawn.append(Drawn(kind, role, section, page or self.page, tuple(rows)))


def _length(words: Line) -> float:
    return sum(word.width + (word.blank if k else 0.0) for k, word in enumerate(words))


def _fragments(words: Line) -> tuple[Fragment, ...]:
    return tuple(Fragment(word.text, word.space, word.tag, word.award) for word in words)


def _spaced(row: Row) -> tuple[Fragment, ...]:
    """The fragments of what stands at the right margin, apart from the rest of the line."""
    first, *rest = row.fragments
    return (replace(first, space=True), *rest)
