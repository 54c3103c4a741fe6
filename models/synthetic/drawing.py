"""Sheets as PDF bytes, with the text put down the way different programs do."""

from __future__ import annotations

import io
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from models.synthetic.fonts import register, width
from models.synthetic.sheet import PageOps, RectOp, Sheet, TextOp

Mode = Literal["line", "word", "glyph", "kern", "ligature"]
"""How text is put down: whole lines with blanks (word processors); single words without blanks
(browsers); single letters (design tools); one array of letters and distances, blanks as distances
(LaTeX); whole lines with the ligatures ﬁ and ﬂ."""

_CREATORS: dict[Mode, str] = {
    "line": "Word processor",
    "word": "Browser",
    "glyph": "Design tool",
    "kern": "LaTeX with hyperref",
    "ligature": "Typesetter",
}


def render(sheet: Sheet, mode: Mode, title: str) -> bytes:
    """The PDF; the same sheet gives the same bytes."""
    register()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setCreator(_CREATORS[mode])
    for page in sheet.pages:
        _page(canvas, page, sheet.height, mode)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _page(canvas: Any, page: PageOps, height: float, mode: Mode) -> None:
    for rect in (*page.back, *page.shapes):
        _rect(canvas, rect, height)
    for op in page.text:
        text = canvas.beginText()
        text.setFont(op.font, op.size)
        text.setFillColor(HexColor(op.colour))
        _put(text, op, height - op.y, mode)
        canvas.drawText(text)
    for link in page.links:
        bottom = height - link.y - link.height
        area = (link.x, bottom - 1, link.x + link.width, bottom + link.height)
        canvas.linkURL(link.url, area, relative=0)


def _rect(canvas: Any, rect: RectOp, height: float) -> None:
    if rect.fill:
        canvas.setFillColor(HexColor(rect.fill))
    if rect.stroke:
        canvas.setStrokeColor(HexColor(rect.stroke))
        canvas.setLineWidth(0.5)
    bottom = height - rect.y - rect.height
    canvas.rect(
        rect.x, bottom, rect.width, rect.height,
        stroke=int(rect.stroke is not None), fill=int(rect.fill is not None),
    )  # fmt: skip


def _put(text: Any, op: TextOp, y: float, mode: Mode) -> None:
    """Puts one run of text down in the mode."""
    vera = op.font.startswith("Vera")
    if op.spread:
        _glyphs(text, op, y)
    elif mode == "glyph":
        _glyphs(text, op, y)
    elif mode == "kern" and not vera:
        _kerned(text, op, y)
    elif mode == "word" or op.gap:
        _words(text, op, y)
    else:
        shown = op.text
        if mode == "ligature" and vera:
            shown = shown.replace("fi", "ﬁ").replace("fl", "ﬂ")
        text.setTextOrigin(op.x, y)
        text.textOut(shown)


def _words(text: Any, op: TextOp, y: float) -> None:
    x, blank = op.x, width(" ", op.font, op.size) + op.gap
    for word in op.text.split(" "):
        if word:
            text.setTextOrigin(x, y)
            text.textOut(word)
        x += width(word, op.font, op.size) + blank


def _glyphs(text: Any, op: TextOp, y: float) -> None:
    x = op.x
    for char in op.text:
        if char != " ":
            text.setTextOrigin(x, y)
            text.textOut(char)
        x += width(char, op.font, op.size) + op.spread + (op.gap if char == " " else 0.0)


def _kerned(text: Any, op: TextOp, y: float) -> None:
    """One TJ array: letters in short strings, blanks as distances in thousandths of the size."""
    blank = width(" ", op.font, op.size) + op.gap
    distance = round(-1000 * blank / op.size)
    parts = [_escaped(part) for part in op.text.split(" ")]
    text.setTextOrigin(op.x, y)
    text._code.append("[" + f" {distance} ".join(f"({part})" for part in parts) + "] TJ")


def _escaped(part: str) -> str:
    """A literal PDF string in Windows-1252, split by a small kern after A, T, V and W."""
    octets = part.encode("cp1252")
    shown = "".join(
        chr(o) if 32 <= o < 127 and chr(o) not in "()\\" else f"\\{o:03o}" for o in octets
    )
    for letter in "TVWA":
        shown = shown.replace(letter, f"{letter}) 18 (", 1) if letter in shown else shown
    return shown
