"""PDF page → glyphs with boxes, through pdfminer's interpreter and a device of our own.

The device keeps what layout needs (text, box, size, weight, whether it can be seen) and builds
none of pdfminer's layout objects: that is most of what `extract_text` spends its time on.
Coordinates leave here in points, origin top left.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_pt, mult_matrix

from recognizer.covering import covered
from recognizer.deadline import Deadline
from recognizer.interpreter import Clip, Interpreter
from recognizer.resume import BBox

Matrix = tuple[float, float, float, float, float, float]

UNMAPPED = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

_BOLD_WORDS = ("bold", "black", "heavy", "semibd", "demi", "cmbx", "sfbx", "-medi", "-bd")
_ASCENT, _DESCENT = 0.8, 0.2
"""Share of the font size above and below the baseline: fonts' own figures are often wrong."""
_TEX_CODES = {
    **dict(zip(range(11, 16), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict(zip(range(27, 32), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    0x7F: "•",  # unused codes of WinAnsiEncoding are bullets (ISO 32000-1, annex D.2)
    **{code: chr(code) for code in range(0xC0, 0x100)},
}
"""Codes that TeX's fonts (OT1 and T1 encoding, LaTeX2e fontenc guide) give to ligatures and
accented letters: used where a font does not say what a code means."""
_MIN_VISIBLE_SIZE = 1.0
"""Points; smaller text cannot be read on paper and is treated as hidden."""
_MIN_IMAGE = 24.0
"""Points: a picture of a shorter side is an icon (a third of an inch)."""
_WHITE = 0.96
"""Lightness (0–1) from which a fill counts as white paper."""


class Glyph(NamedTuple):
    """One character. `baseline` is measured from the page top; `turn` is 0, 90, 180 or 270."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool
    turn: int = 0

    @property
    def top(self) -> float:
        """Upper edge in points from the page top."""
        return self.baseline - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Lower edge in points from the page top."""
        return self.baseline + _DESCENT * self.size


@dataclass(slots=True)
class PageGlyphs:
    """What one page shows. `hidden` counts characters that a reader cannot see."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[BBox] = field(default_factory=list)
    hidden: int = 0
    unmapped: int = 0
    images: list[BBox] = field(default_factory=list)


class GlyphDevice(PDFTextDevice):
    """Collects the glyphs, filled areas and pictures of one page at a time."""

    def __init__(self, rsrcmgr: PDFResourceManager, deadline: Deadline) -> None:
        super().__init__(rsrcmgr)
        self.deadline = deadline
        self.has_shading = False
        self.clip: Clip | None = None
        self.page = PageGlyphs(0, 0)
        self._fills: list[BBox] = []
        self._covers: list[tuple[int, BBox]] = []
        self._pale: list[Glyph] = []
        self._fonts: dict[int, tuple[PDFFont, bool, dict[int, tuple[str, float]]]] = {}

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Starts a page; `ctm` already undoes the page's rotation."""
        x0, y0, x1, y1 = page.mediabox
        width, height = abs(x1 - x0), abs(y1 - y0)
        if page.rotate in (90, 270):
            width, height = height, width
        self.page = PageGlyphs(width, height)
        self.has_shading = False
        self.clip = None
        self._fills, self._covers, self._pale = [], [], []

    def end_page(self, page: PDFPage) -> None:
        """Takes away what is covered; decides which white characters stand on something dark."""
        self._uncover()
        for glyph in self._pale:
            self.deadline.check()
            if self.has_shading or any(
                f.x0 - 1 <= glyph.x0
                and glyph.x1 <= f.x1 + 1
                and f.top - 1 <= glyph.baseline <= f.bottom + 1
                for f in self._fills
            ):
                self.page.glyphs.append(glyph)
            else:
                self._hide(glyph)

    def _uncover(self) -> None:
        glyphs = self.page.glyphs
        hidden = covered(glyphs, self._covers, self.page.width * self.page.height)
        if hidden:
            self.page.hidden += sum(not glyphs[n].text.isspace() for n in hidden)
            self.page.glyphs = [g for n, g in enumerate(glyphs) if n not in hidden]

    def paint_path(
        self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any
    ) -> None:
        """Keeps filled areas (what white text may stand on) and thin ruled lines."""
        self.deadline.check()
        assert self.ctm is not None
        points = [apply_matrix_pt(self.ctm, p) for seg in path for p in _points_of(seg)]
        if len(points) < 2:
            return
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        height = self.page.height
        box = BBox(min(xs), height - max(ys), max(xs), height - min(ys))
        if min(box.x1 - box.x0, box.height) <= 2.0:
            self.page.rules.append(box)
        elif fill:
            self._covers.append((len(self.page.glyphs), box))
            if _lightness(graphicstate.ncolor) < _WHITE:
                self._fills.append(box)

    def begin_figure(self, name: str, bbox: Any, matrix: Matrix) -> None:
        """A form or picture: what is drawn inside may stand on it."""
        self.deadline.check()

    def render_image(self, name: str, stream: Any) -> None:
        """A picture fills the unit square of the current matrix."""
        assert self.ctm is not None
        corners = [apply_matrix_pt(self.ctm, p) for p in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        box = BBox(min(xs), self.page.height - max(ys), max(xs), self.page.height - min(ys))
        self._fills.append(box)
        self._covers.append((len(self.page.glyphs), box))
        shown = self._clipped(box)
        if min(shown.x1 - shown.x0, shown.height) >= _MIN_IMAGE:
            self.page.images.append(shown)

    def _clipped(self, box: BBox) -> BBox:
        """What the page's edges and the clipping path leave of a box; maybe turned inside out."""
        width, height = self.page.width, self.page.height
        edges = BBox(0.0, 0.0, width, height)
        if self.clip is not None:
            edges = BBox(self.clip.x0, height - self.clip.y1, self.clip.x1, height - self.clip.y0)
        return BBox(
            max(box.x0, edges.x0, 0.0),
            max(box.top, edges.top, 0.0),
            min(box.x1, edges.x1, width),
            min(box.bottom, edges.bottom, height),
        )

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Turns one shown string into glyphs; moves the text position as the PDF says."""
        self.deadline.check()
        font: PDFFont = textstate.font
        assert self.ctm is not None
        matrix = mult_matrix(textstate.matrix, self.ctm)
        size = textstate.fontsize * math.hypot(matrix[2], matrix[3])
        if font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        _, bold, cache = self._font(font)
        keep = self._keeper(textstate, graphicstate, abs(size))
        scaling = textstate.scaling * 0.01
        charspace = textstate.charspace * scaling
        wordspace = 0 if font.is_multibyte() else textstate.wordspace * scaling
        unit = textstate.fontsize * scaling
        x, y = textstate.linematrix
        run: list[tuple[str, float, float]] = []
        spaced = False
        for item in seq:
            if isinstance(item, int | float):
                x -= item * 0.001 * unit
                spaced = True
                continue
            if not isinstance(item, bytes):
                continue
            for cid in font.decode(item):
                if spaced:
                    x += charspace
                spaced = True
                if cid not in cache:
                    cache[cid] = _character(font, cid)
                text, width = cache[cid]
                advance = width * unit
                if text:
                    run.append((text, x, advance))
                x += advance
                if cid == 32:
                    x += wordspace
        textstate.linematrix = (x, y)
        bold = bold or textstate.render == 2
        self._place(run, matrix, y + textstate.rise, abs(size), bold, keep)

    def _place(
        self,
        run: list[tuple[str, float, float]],
        matrix: Matrix,
        y: float,
        size: float,
        bold: bool,
        keep: Callable[[Glyph], None],
    ) -> None:
        """Puts characters onto the page; a run is (text, place, width) in units of text space."""
        a, b, c, d, e, f = matrix
        turn = _turn(matrix)
        height, clip = self.page.height, self.clip
        for text, x, advance in run:
            ux, uy = a * x + c * y + e, b * x + d * y + f
            if clip is not None and not clip.shows(ux + a * advance / 2, uy):
                self.page.hidden += not text.isspace()
            elif turn == 0:
                keep(Glyph(text, ux, ux + a * advance, height - uy, size, bold))
            else:
                px1, py1 = ux + a * advance, height - uy - b * advance
                keep(self._turned(text, ux, height - uy, px1, py1, size, bold, turn))

    def _turned(self, text: str, x0: float, y0: float, x1: float, y1: float,
                size: float, bold: bool, turn: int) -> Glyph:  # fmt: skip
        """A character in the frame in which turned text reads from left to right."""
        width, height = self.page.width, self.page.height
        if turn == 90:
            return Glyph(text, height - y0, height - y1, x0, size, bold, 90)
        if turn == 270:
            return Glyph(text, y0, y1, width - x0, size, bold, 270)
        return Glyph(text, width - x0, width - x1, height - y0, size, bold, 180)

    def _keeper(self, textstate: Any, graphicstate: Any, size: float) -> Callable[[Glyph], None]:
        """The list that characters of this string belong to: seen, white, or hidden."""
        if textstate.render in (3, 7) or size < _MIN_VISIBLE_SIZE:
            return self._hide
        if _lightness(graphicstate.ncolor) >= _WHITE and textstate.render in (0, 2):
            return self._pale.append
        return self.page.glyphs.append

    def _hide(self, glyph: Glyph) -> None:
        self.page.hidden += not glyph.text.isspace()

    def _font(self, font: PDFFont) -> tuple[PDFFont, bool, dict[int, tuple[str, float]]]:
        key = id(font)
        if key not in self._fonts:
            self._fonts[key] = (font, _is_bold(font), {})
        return self._fonts[key]

    def render_char(self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float,
                    cid: int, ncs: Any, graphicstate: Any) -> float:  # fmt: skip
        """Only reached for vertical writing: kept as single characters down the page."""
        text, width = _character(font, cid)
        size = fontsize * math.hypot(matrix[2], matrix[3])
        baseline = self.page.height - matrix[5]
        self.page.glyphs.append(Glyph(text, matrix[4], matrix[4] + size, baseline, size, False))
        return width * fontsize * scaling


def page_glyphs(
    page: PDFPage, device: GlyphDevice, rsrcmgr: PDFResourceManager, deadline: Deadline
) -> PageGlyphs:
    """The glyphs of one page; raises DeadlineError when the clock runs out."""
    interpreter = Interpreter(rsrcmgr, device)
    interpreter.deadline = deadline
    interpreter.process_page(page)
    return device.page


def _character(font: PDFFont, cid: int) -> tuple[str, float]:
    try:
        text = font.to_unichr(cid)
    except (PDFUnicodeNotDefined, KeyError, ValueError):
        text = UNMAPPED if font.is_multibyte() else _TEX_CODES.get(cid, UNMAPPED)
    if not isinstance(text, str):
        text = UNMAPPED
    return text, font.char_width(cid)


def _is_bold(font: PDFFont) -> bool:
    name = str(font.fontname).lower()
    weight = font.descriptor.get("FontWeight", 0)
    return any(word in name for word in _BOLD_WORDS) or (
        isinstance(weight, int | float) and weight >= 600
    )


def _turn(matrix: Matrix) -> int:
    """Direction of writing in degrees, counter-clockwise, to the nearest quarter."""
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    return round(angle / 90) % 4 * 90


def _points_of(segment: Any) -> list[tuple[float, float]]:
    numbers = segment[1:]
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _lightness(color: Any) -> float:
    """0 (black) to 1 (white); patterns and unknown colours count as dark."""
    if isinstance(color, int | float):
        return float(color)
    if isinstance(color, tuple | list) and all(isinstance(c, int | float) for c in color):
        if len(color) == 1:
            return float(color[0])
        if len(color) == 3:
            return float(min(color))
        if len(color) == 4:
            return 1.0 - min(1.0, float(max(color[:3])) + float(color[3]))
    return 0.0
