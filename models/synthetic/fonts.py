"""Fonts of the résumés: the standard PDF fonts, and Vera for characters they lack."""

from __future__ import annotations

from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FAMILIES = {
    "helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    "times": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
    "courier": ("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
    "vera": ("Vera", "VeraBd", "VeraIt", "VeraBI"),
}
"""Regular, bold, italic, bold italic."""

_BORROWED = {
    "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "»", "\uf076": "◊", "\uf08e": "»", "\uf095": "¤",
    "\uf0e0": "@", "\uf041": "¶", "\uf08c": "®", "\uf09b": "©", "○": "o",
    "▪": "•", "➢": "»", "●": "•", "◆": "◊", "✓": "√", "■": "•",
    "ř": "r", "ń": "n", "ę": "e", "ą": "a", "ő": "o", "ś": "s",
}  # fmt: skip
"""Characters Vera lacks, drawn with the glyph of another but keeping their own code in the PDF:
private-use bullets of word processors, icon fonts, and letters of names."""


@lru_cache(maxsize=1)
def register() -> None:
    """Registers the four Vera fonts that come with reportlab, once."""
    for name in FAMILIES["vera"]:
        font = TTFont(name, f"{name}.ttf")
        face = font.face
        for char, lender in _BORROWED.items():
            if ord(lender) in face.charToGlyph and ord(char) not in face.charToGlyph:
                face.charToGlyph[ord(char)] = face.charToGlyph[ord(lender)]
                face.charWidths[ord(char)] = face.charWidths[ord(lender)]
        pdfmetrics.registerFont(font)


def drawable(text: str) -> bool:
    """Whether Vera, the widest of the fonts, has every character."""
    register()
    glyphs = pdfmetrics.getFont("Vera").face.charToGlyph
    return all(ord(char) in glyphs for char in text)


@lru_cache(maxsize=100_000)
def font_for(text: str, family: str, bold: bool, italic: bool) -> str:
    """The family's font, or Vera where the text has a character outside Windows-1252."""
    register()
    style = int(bold) + 2 * int(italic)
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return FAMILIES["vera"][style]
    return FAMILIES[family][style]


@lru_cache(maxsize=200_000)
def width(text: str, font: str, size: float) -> float:
    """Width in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
