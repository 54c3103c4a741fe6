"""Pages drawn for tests, and what the reader makes of them. Every text in them is invented.

Positions are points from the top left corner; `y` is a baseline.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from recognizer.read import read_pdf
from recognizer.resume import Document, Section
from recognizer.section_titles import SectionTitles
from recognizer.sections import find_sections
from recognizer.settings import Settings
from recognizer.taxonomy_files import parse_yaml

WIDTH, HEIGHT = 595.0, 842.0
TAXONOMY = Path(__file__).resolve().parent.parent / "taxonomy"
SETTINGS = Settings()
BLACK, WHITE, NAVY = (0, 0, 0), (1, 1, 1), (0.1, 0.1, 0.4)
FILLER = (
    "Planned the harvest of pears and quinces",
    "Counted every basket twice a day",
    "Kept the ledgers of the orchard in order",
)
"""Readable lines that name nothing; a page below twenty letters counts as a picture."""


class Sheet:
    """A PDF under construction; every method but `pdf` and `read` returns the sheet."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT) -> None:
        self.width, self.height = width, height
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pagesize=(width, height), invariant=1)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        *,
        bold: bool = False,
        right: bool = False,
        color: tuple[float, float, float] = BLACK,
        spread: float = 0.0,
        mode: int = 0,
        angle: float = 0.0,
    ) -> Self:
        """One string. With `right`, `x` is its right end; `spread` widens every letter."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        x -= width_of(text, size, bold=bold) if right else 0.0
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, self.height - y)
        canvas.rotate(angle)
        shown = canvas.beginText(0, 0)
        shown.setFont(font, size)
        shown.setFillColorRGB(*color)
        shown.setCharSpace(spread)
        shown.setTextRenderMode(mode)
        shown.textOut(text)
        canvas.drawText(shown)
        canvas.restoreState()
        return self

    def lines(
        self, x: float, y: float, lines: Iterable[str], *, step: float = 14, **style: Any
    ) -> Self:
        """Strings under one another; an empty one leaves room."""
        for number, line in enumerate(lines):
            if line:
                self.text(x, y + number * step, line, **style)
        return self

    def heading(self, x: float, y: float, text: str, **style: Any) -> Self:
        return self.text(x, y, text, **{"size": 13, "bold": True, **style})

    def filler(self, y: float = 700, x: float = 72) -> Self:
        return self.lines(x, y, FILLER)

    def link(self, url: str, x0: float, top: float, x1: float, bottom: float) -> Self:
        self._canvas.linkURL(url, (x0, self.height - bottom, x1, self.height - top))
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float, color: Any = NAVY) -> Self:
        """A filled rectangle."""
        self._canvas.saveState()
        self._canvas.setFillColorRGB(*color)
        self._canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self._canvas.restoreState()
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Self:
        self._canvas.line(x0, self.height - y0, x1, self.height - y1)
        return self

    def grid(self, xs: Iterable[float], ys: Iterable[float]) -> Self:
        """The ruled lines of a table."""
        xs, ys = list(xs), list(ys)
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def picture(self, x0: float, top: float, x1: float, bottom: float) -> Self:
        """A grey photograph of one pixel."""
        pixel = io.BytesIO(b"P6 1 1 255\n\x40\x40\x40")
        self._canvas.drawImage(ImageReader(pixel), x0, self.height - bottom, x1 - x0, bottom - top)
        return self

    def turn_page(self) -> Self:
        self._canvas.showPage()
        return self

    def pdf(self) -> bytes:
        """The finished bytes; the sheet is done with."""
        self._canvas.save()
        return self._out.getvalue()

    def read(self) -> Document:
        return read(self.pdf())


def read(data: bytes, **limits: Any) -> Document:
    """The Document of a PDF under the given limits."""
    return read_pdf(data, name="resume.pdf", settings=Settings(**limits) if limits else SETTINGS)


def width_of(text: str, size: float = 10, *, bold: bool = False) -> float:
    """Points that the text is wide."""
    return float(stringWidth(text, "Helvetica-Bold" if bold else "Helvetica", size))


def rows(document: Document) -> list[str]:
    """The text of every line; a bar stands where a cell ends."""
    return [document.line_text(line).replace("\t", " | ") for line in document.lines]


def blocks(document: Document) -> list[list[str]]:
    """The same by column block."""
    found: dict[int, list[str]] = {}
    for line, row in zip(document.lines, rows(document), strict=True):
        found.setdefault(line.block, []).append(row)
    return list(found.values())


def data_of(name: str) -> Any:
    """A data file of the taxonomy, parsed."""
    return parse_yaml(f"{name}.yaml", (TAXONOMY / f"{name}.yaml").read_bytes())


TITLES = SectionTitles.of(data_of("section_titles"))


def sections(document: Document) -> tuple[Section, ...]:
    return find_sections(document, TITLES)


def bodies(document: Document) -> list[tuple[str | None, str | None, list[str]]]:
    """(kind, title, lines under it) of every section."""
    return [
        (
            section.kind,
            section.title,
            [
                part
                for line in document.text[section.body_start : section.end].split("\n")
                if (part := line.strip().replace("\t", " | "))
            ],
        )
        for section in sections(document)
    ]
