"""Rows and links of all pages → one Document: text, lines with boxes, links on the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from recognizer.annotations import RawLink
from recognizer.deadline import Deadline
from recognizer.glyphs import Glyph, PageGlyphs
from recognizer.language import language_of
from recognizer.layout import Row, reading_order
from recognizer.resume import BBox, Document, Line, Link, Notice, Page, Word
from recognizer.rows import segments_of

_OFF_PAGE = 2.0
"""Points by which a character may stand over the edge of the page and still count as on it."""
_MIN_HIDDEN = 12
"""Hidden characters from which a warning is worth a reader's attention (about two words)."""
CELL = "\t"
"""Stands between the cells of one row in `Document.text`."""


@dataclass(slots=True)
class _Builder:
    """Grows the text and keeps, for every line, where each word stands."""

    text: str = ""
    lines: list[Line] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    chunks: list[str] = field(default_factory=list)
    length: int = 0
    block: int = 0

    def add(self, row: Row, page: int, block: int, box: BBox, previous: Line | None) -> Line:
        """Appends one row as a line."""
        start = self.length
        cells: list[tuple[int, int]] = []
        at = start
        for number, cell in enumerate(row.cells):
            if number:
                self.chunks.append(CELL)
                at += 1
            cells.append((at, at + len(cell.text)))
            ends = [span.offset - 1 for span in cell.spans[1:]] + [len(cell.text)]
            for span, end in zip(cell.spans, ends, strict=True):
                word = BBox(
                    span.x0,
                    span.baseline - 0.8 * cell.size,
                    span.x1,
                    span.baseline + 0.2 * cell.size,
                )
                self.words.append(Word(page, at + span.offset, at + end, word))
            self.chunks.append(cell.text)
            at += len(cell.text)
        self.chunks.append("\n")
        self.length = at + 1
        gap = max(0.0, box.top - previous.bbox.bottom) if previous else 0.0
        line = Line(
            page=page, start=start, end=at, bbox=box,
            font_size=max(cell.size for cell in row.cells),
            bold=row.cells[0].bold, block=block, gap_above=round(gap, 2),
            bullet=row.cells[0].bullet, cells=tuple(cells),
            edges=tuple((cell.x0, cell.x1) for cell in row.cells),
        )  # fmt: skip
        self.lines.append(line)
        return line


def assemble(
    name: str,
    sha256: str,
    pages: Sequence[PageGlyphs],
    links: Sequence[RawLink],
    deadline: Deadline,
    *,
    max_links: int,
) -> Document:
    """The Document of a file. Lines are sorted by `start` and do not overlap.

    Links beyond `max_links` are dropped with a warning.

    Raises DeadlineError: a page of thousands of scattered words takes its time.
    """
    builder = _Builder()
    block, hidden, off_page = 0, 0, 0
    shown: list[Page] = []
    for number, page in enumerate(pages, start=1):
        hidden += page.hidden
        columns = 0
        for turn in (0, 90, 180, 270):
            glyphs = [g for g in page.glyphs if g.turn == turn]
            inside = _on_page(glyphs, turn, page)
            off_page += _letters(glyphs) - _letters(inside) if len(inside) < len(glyphs) else 0
            rules = page.rules if turn == 0 else ()
            rows = reading_order(segments_of(inside), rules, deadline)
            previous: Line | None = None
            first = len(builder.words)
            for row in rows:
                if previous is not None and previous.block != block + row.block:
                    previous = None
                box = _turned_back(row.bbox, turn, page)
                previous = builder.add(row, number, block + row.block, box, previous)
            if turn:
                builder.words[first:] = [
                    word._replace(bbox=_turned_back(word.bbox, turn, page))
                    for word in builder.words[first:]
                ]
            here = rows[-1].block + 1 if rows else 0
            columns = max(columns, here) if turn == 0 else columns
            block += here
        shown.append(_page(number, page, max(1, columns)))
    text = "".join(builder.chunks)
    return Document(
        name=name,
        sha256=sha256,
        text=text,
        pages=tuple(shown),
        lines=tuple(builder.lines),
        links=tuple(_lay(link, builder.words, deadline) for link in links[:max_links]),
        language=language_of(text),
        warnings=tuple(_warnings(hidden, off_page, max_links if len(links) > max_links else None)),
        words=tuple(builder.words),
    )


def _page(number: int, page: PageGlyphs, columns: int) -> Page:
    images = dict.fromkeys(BBox(*(round(side, 1) for side in box)) for box in page.images)
    return Page(number, round(page.width, 2), round(page.height, 2), columns, tuple(images))


def _on_page(glyphs: Sequence[Glyph], turn: int, page: PageGlyphs) -> list[Glyph]:
    """Those that stand on the page; all are turned alike."""
    width, height = page.width, page.height
    if turn in (90, 270):
        width, height = height, width
    right, bottom = width + _OFF_PAGE, height + _OFF_PAGE
    return [
        g
        for g in glyphs
        if g.x1 >= -_OFF_PAGE and g.x0 <= right and -_OFF_PAGE <= g.baseline <= bottom + g.size
    ]


def _letters(glyphs: Sequence[Glyph]) -> int:
    return sum(not g.text.isspace() for g in glyphs)


def _turned_back(box: BBox, turn: int, page: PageGlyphs) -> BBox:
    """From the frame in which turned text reads left to right to the page's own frame."""
    width, height = page.width, page.height
    if turn == 90:
        return BBox(box.top, height - box.x1, box.bottom, height - box.x0)
    if turn == 180:
        return BBox(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return BBox(width - box.bottom, box.x0, width - box.top, box.x1)
    return box


def _lay(link: RawLink, words: Sequence[Word], deadline: Deadline) -> Link:
    """The link on the words it covers; on an empty range when it covers none."""
    deadline.check()
    box = link.bbox
    covered = [
        (start, end)
        for page, start, end, word in words
        if page == link.page
        and box.top - 1 <= (word.top + word.bottom) / 2 <= box.bottom + 1
        and min(word.x1, box.x1) - max(word.x0, box.x0) > 0.4 * max(0.1, word.x1 - word.x0)
    ]
    if not covered:
        return Link(link.url, link.page, box, 0, 0)
    return Link(link.url, link.page, box, min(c[0] for c in covered), max(c[1] for c in covered))


def _warnings(hidden: int, off_page: int, used_links: int | None) -> list[Notice]:
    """`used_links`: how many links were used when there are more; None when all were."""
    found: list[Notice] = []
    if hidden >= _MIN_HIDDEN:
        found.append(
            Notice(
                "hidden-text",
                f"{hidden} characters cannot be seen by a reader (white, tiny or invisible text). "
                "They were not used.",
            )
        )
    if off_page >= _MIN_HIDDEN:
        found.append(
            Notice(
                "off-page-text",
                f"{off_page} characters stand outside the page. They were not used.",
            )
        )
    if used_links is not None:
        found.append(
            Notice(
                "links-dropped",
                f"The file holds more than {used_links:,} links. Only the first ones were used.",
            )
        )
    return found
