"""What stands on a résumé before it is laid out: parts of blocks of pieces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from models.synthetic.awards import Award

Tag = Literal["TITLE", "ISSUER", "PLATFORM", "DATE", "ID", "URL"]
BlockKind = Literal["subheading", "text", "bullet", "continued", "row", "pair"]
Role = Literal[
    "summary", "experience", "education", "skills", "credentials", "projects", "awards",
    "publications", "languages", "hobbies", "personal", "declaration", "references",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one style. `award` is the index of the credential it speaks of."""

    text: str
    tag: Tag | None = None
    award: int | None = None
    bold: bool = False
    italic: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or table row.

    `right` is set against the right margin of the first line; `cells` are the columns of a
    "row" (table) or the label and value of a "pair". A "continued" line stands under the text of
    the list item before it. `gap` is white space above, in lines.
    """

    kind: BlockKind
    pieces: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    cells: tuple[tuple[Piece, ...], ...] = ()
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its heading; `ruled` draws lines around its table rows."""

    role: Role
    title: str
    blocks: tuple[Block, ...]
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One invented person's résumé. `awards[i]` is what pieces with `award == i` speak of."""

    name: str
    headline: tuple[Piece, ...]
    contact: tuple[str, ...]
    parts: tuple[Part, ...]
    awards: tuple[Award, ...] = field(default=())


def plain(text: str, *, bold: bool = False, italic: bool = False) -> tuple[Piece, ...]:
    """One untagged piece."""
    return (Piece(text, bold=bold, italic=italic),)
