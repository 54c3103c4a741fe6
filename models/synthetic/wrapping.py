"""Pieces of text broken into lines that fit a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.synthetic.fonts import font_for, width
from models.synthetic.story import Piece, Tag

SHORTEST_HYPHENATED = 9
"""Fewest letters of a word that may be divided."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a part of one, with its look; `space` says whether a blank stands before it."""

    text: str
    space: bool
    font: str
    size: float
    colour: str
    tag: Tag | None = None
    award: int | None = None
    url: str | None = None

    @property
    def width(self) -> float:
        """Its own width in points, without the blank."""
        return width(self.text, self.font, self.size)

    @property
    def blank(self) -> float:
        """Width in points of the blank before it."""
        return width(" ", self.font, self.size) if self.space else 0.0


Line = list[Word]


def words_of(
    pieces: Sequence[Piece], family: str, size: float, colour: str, link_colour: str
) -> Iterator[Word]:
    """The words of the pieces; a piece that does not begin with a blank sticks to the last."""
    space, first = False, True
    for piece in pieces:
        for k, part in enumerate(piece.text.split(" ")):
            space = space or k > 0
            if not part:
                continue
            font = font_for(part, family, piece.bold, piece.italic)
            shade = link_colour if piece.url else colour
            yield Word(
                part, space and not first, font, size, shade, piece.tag, piece.award, piece.url
            )
            space, first = False, False


def wrap(
    words: Iterator[Word], room: float, *, hyphen: str = "", narrower: float = 0
) -> list[Line]:
    """Lines no wider than `room` points; the first is narrower by `narrower`."""
    lines: list[Line] = [[]]
    used, limit = 0.0, room - narrower
    for chunk in _chunks(words, room):
        needed = sum(word.width for word in chunk)
        blank = chunk[0].blank if lines[-1] else 0.0
        if lines[-1] and used + blank + needed > limit:
            divided = _divide(chunk, limit - used - blank, hyphen) if hyphen else None
            if divided:
                lines[-1].append(divided[0])
                chunk = [divided[1], *chunk[1:]]
                needed = sum(word.width for word in chunk)
            lines.append([])
            used, blank, limit = 0.0, 0.0, room
        if not lines[-1]:
            chunk = [replace(chunk[0], space=False), *chunk[1:]]
        lines[-1].extend(chunk)
        used += blank + needed
    return lines


def _chunks(words: Iterator[Word], room: float) -> Iterator[Line]:
    """Words that stick together; what is wider than a line is cut into letters that fit."""
    chunk: Line = []
    for word in words:
        if word.space and chunk:
            yield from _cut(chunk, room)
            chunk = []
        chunk.append(word)
    if chunk:
        yield from _cut(chunk, room)


def _cut(chunk: Line, room: float) -> Iterator[Line]:
    if sum(word.width for word in chunk) <= room:
        yield chunk
        return
    for word in chunk:
        rest = word
        while rest.width > room:
            count = max(int(len(rest.text) * room / rest.width) - 1, 1)
            yield [replace(rest, text=rest.text[:count])]
            rest = replace(rest, text=rest.text[count:], space=False)
        yield [rest]


def _divide(chunk: Line, room: float, hyphen: str) -> tuple[Word, Word] | None:
    """The first word in two, the former with a hyphen, if at least four letters fit."""
    word = chunk[0]
    text = word.text
    if len(text) < SHORTEST_HYPHENATED or not text.isalpha() or text.isupper():
        return None
    for count in range(len(text) - 3, 3, -1):
        if text[count - 1] in "aeiou" or text[count] in "aeiou":
            head = replace(word, text=text[:count] + hyphen)
            if head.width <= room:
                return head, replace(word, text=text[count:], space=False)
    return None
