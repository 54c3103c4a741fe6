"""What a résumé shows: pages, lines, links, sections, mentions and claims.

One coordinate system everywhere: points (1/72 inch), origin at the top left of the page.
One offset system everywhere: half-open ranges into `Document.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self

Status = Literal["earned", "in_progress", "planned", "expired"]
NOT_EARNED_YET: frozenset[Status] = frozenset({"in_progress", "planned"})
"""Nothing of these can be checked yet, and an expected date is no date of issue."""

CredentialType = Literal[
    "certification",
    "professional_certificate",
    "course_certificate",
    "bootcamp",
    "badge",
    "license",
    "training",
    "language_test",
]


class BBox(NamedTuple):
    """A rectangle in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """Bottom minus top, in points."""
        return self.bottom - self.top

    def union(self, other: BBox) -> BBox:
        """The smallest rectangle around both."""
        return BBox(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, or a year and a month. No month is invented where only a year stands."""

    year: int
    month: int | None = None

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `YYYY` or `YYYY-MM`; raises ValueError for anything else."""
        year, _, month = text.partition("-")
        return cls(int(year), int(month) if month else None)


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink annotation and the text it covers (start == end when it covers none)."""

    url: str
    page: int
    bbox: BBox
    start: int
    end: int


class Word(NamedTuple):
    """A stretch of a line drawn in one go, mostly a word: `document.text[start:end]`."""

    page: int
    start: int
    end: int
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Page:
    """One page; width and height in points. `images` are the boxes of its pictures, icons left
    out, cut to what the page shows of them.
    """

    number: int
    width: float
    height: float
    columns: int = 1
    images: tuple[BBox, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line (one row of one column). `document.text[start:end]` is its text.

    `block` numbers the column blocks of the document in reading order: two lines with the same
    block stand in the same column. `gap_above` is the white space to the previous line of the
    block in points (0.0 for the first). `bullet` is True when a list mark stood before the text;
    the mark itself is not part of the text.
    """

    page: int
    start: int
    end: int
    bbox: BBox
    font_size: float
    bold: bool
    block: int
    gap_above: float = 0.0
    bullet: bool = False
    cells: tuple[tuple[int, int], ...] = ()
    edges: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the report should know about the file; `code` is stable."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A résumé's text in reading order, with a box for every line and for every word."""

    name: str
    sha256: str
    text: str
    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    links: tuple[Link, ...] = ()
    language: str | None = None
    warnings: tuple[Notice, ...] = ()
    words: tuple[Word, ...] = ()

    def line_text(self, line: Line) -> str:
        """The text of one line."""
        return self.text[line.start : line.end]

    def leading(self) -> float:
        """White space between the lines of a paragraph, in points: the lower quartile of all
        distances between lines; 2.0 for a document of single lines.
        """
        gaps = sorted(line.gap_above for line in self.lines if line.gap_above > 0)
        return gaps[len(gaps) // 4] if gaps else 2.0

    def lines_between(self, start: int, end: int) -> tuple[Line, ...]:
        """Lines that overlap the range, in reading order."""
        return tuple(line for line in self.lines if line.start < end and line.end > start)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text under one title; sections tile the whole text.

    `kind` is one of the kinds of taxonomy/section_titles.yaml, or None before the first title.
    `start` includes the title line; `body_start` is where the title ends.
    """

    kind: str | None
    title: str | None
    start: int
    body_start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date or range in a text. `ongoing` is True for a range up to the present.

    `bare` is True for a single year with nothing else: it may be part of a product's name.
    """

    start: int
    end: int
    first: PartialDate
    last: PartialDate
    ongoing: bool = False
    bare: bool = False

    @property
    def is_range(self) -> bool:
        """Two ends were written."""
        return self.ongoing or self.first != self.last


Role = Literal[
    "title", "organization", "date", "identifier", "url", "link", "place", "note", "status"
]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an entry's text with its role; `sep` is the text between it and the one before.

    `sure` marks an organization that a cue word or the taxonomy confirms; `lead` is the word that
    led to it ("via", "issued by"). `line` counts the line breaks of the entry before it.
    """

    role: Role
    start: int
    end: int
    text: str
    sep: str = ""
    line: int = 0
    sure: bool = False
    lead: str = ""
    date: DateSpan | None = None

    @property
    def hard(self) -> bool:
        """A tab, a line break, a bar or a semicolon stands before this part."""
        return any(mark in self.sep for mark in "\t\n|;•·") or "//" in self.sep


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of résumé text that seems to name a credential.

    `text == document.text[start:end]` is the title as written, except that the breaks of wrapped
    lines read as spaces. The entry (`entry_start`, `entry_end`) is the stretch of text that
    speaks of this credential; `parts` are its labelled pieces, those of a heading above a list
    ("Coursera:") included. `found_by` names the rule or model. `credential` is the taxonomy
    entry whose name stands there, where the name itself found the mention.
    """

    text: str
    start: int
    end: int
    section: Section
    found_by: str
    entry_start: int
    entry_end: int
    parts: tuple[Part, ...] = ()
    context: str = ""
    credential: str | None = None
    confidence: float = 0.5
    courses: tuple[str, ...] = ()
    """Courses of a programme that are named under it and not claimed for themselves."""


@dataclass(frozen=True, slots=True)
class Organization:
    """A provider as the résumé names it; `id` is None outside the taxonomy."""

    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What the résumé states about holding a credential. Unknown is None."""

    mention: Mention
    title: str
    type: CredentialType
    issuer: Organization | None = None
    platform: Organization | None = None
    issued: PartialDate | None = None
    expires: PartialDate | None = None
    credential_id: str | None = None
    url: str | None = None
    status: Status = "earned"
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree named on the résumé: context, never an input to a tier."""

    title: str
    institution: str | None = None
    year: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the mention stage found: credentials to claim, and degrees apart."""

    mentions: tuple[Mention, ...] = field(default=())
    degrees: tuple[Degree, ...] = field(default=())
