"""Pages under construction: columns into which blocks flow, and the record of what was drawn.

Coordinates are points with the origin at the top left; `drawing` turns them for the PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from models.synthetic.story import Role, Tag
from models.synthetic.wrapping import Line, Word

LINK_COLOUR = "#1155cc"


@dataclass(frozen=True, slots=True)
class Look:
    """The typography of a résumé.

    `rule` says how headings are set off: none, line, box or bar. `hyphen` is the mark at divided
    words ("" never divides). `spread` is extra room between the letters of headings in points;
    `spelled` puts blanks between them instead. `icons` puts glyphs of an
    icon font before the contact details; `doubled` draws headings twice to make them bolder.
    """

    family: str = "helvetica"
    size: float = 10.0
    leading: float = 1.25
    accent: str = "#1f3a5f"
    rule: str = "line"
    capitals: bool = False
    spread: float = 0.0
    spelled: bool = False
    bullet: str = "•"
    hyphen: str = ""
    justify: bool = False
    icons: bool = False
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class TextOp:
    """Text at a baseline; `gap` is extra room per blank, `spread` per letter, in points."""

    x: float
    y: float
    text: str
    font: str
    size: float
    colour: str
    gap: float = 0.0
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class RectOp:
    """A rectangle from its top left corner, filled or outlined."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None


@dataclass(frozen=True, slots=True)
class LinkOp:
    """A link annotation."""

    x: float
    y: float
    width: float
    height: float
    url: str


@dataclass(slots=True)
class PageOps:
    """What one page shows; `back` is drawn first."""

    back: list[RectOp] = field(default_factory=list)
    text: list[TextOp] = field(default_factory=list)
    shapes: list[RectOp] = field(default_factory=list)
    links: list[LinkOp] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A word as drawn, with its label."""

    text: str
    space: bool
    tag: Tag | None
    award: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one visual line of one cell."""

    fragments: tuple[Fragment, ...]

    def text(self) -> str:
        """The words, joined."""
        return "".join(" " * f.space + f.text for f in self.fragments).strip()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One block as drawn: where it began, and its visual lines."""

    kind: str
    role: Role | None
    section: str | None
    page: int
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Sheet:
    """All pages of one résumé; they come into being when something is put on them."""

    width: float
    height: float
    top: float
    bottom: float
    pages: list[PageOps] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)

    def page(self, number: int) -> PageOps:
        """The page of that number, from 1."""
        while len(self.pages) < number:
            self.pages.append(PageOps())
        return self.pages[number - 1]

    def put(self, number: int, x: float, y: float, line: Line, *, gap: float = 0.0) -> Row:
        """Draws a line of words from x with its baseline at y; returns its record."""
        page = self.page(number)
        group: Line = []
        start = x
        for word in line:
            ahead = word.blank + gap if word.space else 0.0
            if group and not _alike(group[-1], word):
                self._text(page, start, y, group, gap)
                group = []
            if not group:
                start = x + ahead
            group.append(word)
            if word.url:
                left = x + ahead
                _link(page, LinkOp(left, y - word.size * 0.8, word.width, word.size, word.url))
            x += ahead + word.width
        if group:
            self._text(page, start, y, group, gap)
        return Row(tuple(Fragment(w.text, w.space, w.tag, w.award) for w in line))

    @staticmethod
    def _text(page: PageOps, x: float, y: float, group: Line, gap: float) -> None:
        text = "".join((" " if w.space and k else "") + w.text for k, w in enumerate(group))
        first = group[0]
        page.text.append(TextOp(x, y, text, first.font, first.size, first.colour, gap))


def _alike(a: Word, b: Word) -> bool:
    return (a.font, a.size, a.colour) == (b.font, b.size, b.colour)


def _link(page: PageOps, link: LinkOp) -> None:
    """Adds the link; words of one line with one target share one rectangle."""
    last = page.links[-1] if page.links else None
    if last and last.url == link.url and last.y == link.y and last.x < link.x:
        page.links[-1] = LinkOp(last.x, last.y, link.x + link.width - last.x, last.height, last.url)
    else:
        page.links.append(link)
