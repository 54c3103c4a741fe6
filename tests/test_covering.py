"""Text that cannot be seen: under later drawings, or outside the clip."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from tests.pdfs import WHITE, Sheet, read, rows

GHOST = ("Certified Quince Grower, Orchard Board", "Certified Plum Grower, Orchard Board")
REAL = ("Keeper of the orchard since the spring", "Counted every basket in the lower barn")


def codes(sheet: Sheet) -> tuple[list[str], set[str]]:
    """(lines, codes of the warnings)."""
    document = sheet.read()
    return rows(document), {w.code for w in document.warnings}


def test_covered_text_goes_where_other_text_stands_on_its_spot() -> None:
    sheet = Sheet().lines(72, 100, GHOST).box(40, 60, 560, 400, WHITE).lines(72, 100, REAL).filler()
    lines, warnings = codes(sheet)
    assert lines[:2] == list(REAL)
    assert not any("Certified" in line for line in lines)
    assert "hidden-text" in warnings


def test_covered_text_stays_where_nothing_else_stands() -> None:
    """A picture over its recognized text, or a marker over words."""
    sheet = Sheet().lines(72, 100, GHOST).picture(40, 60, 560, 400).lines(72, 300, REAL).filler()
    lines, warnings = codes(sheet)
    assert lines[:2] == list(GHOST)
    assert "hidden-text" not in warnings


def test_covered_by_a_small_box_is_not_hidden() -> None:
    sheet = Sheet().lines(72, 100, GHOST).box(70, 92, 90, 102).lines(72, 102, REAL[:1]).filler()
    _, warnings = codes(sheet)
    assert "hidden-text" not in warnings


def test_drawn_before_the_box_only() -> None:
    sheet = Sheet().box(40, 60, 560, 400, (0.9, 0.9, 1)).lines(72, 100, REAL).filler()
    lines, warnings = codes(sheet)
    assert lines[:2] == list(REAL)
    assert not warnings


def clipped(x0: float, y0: float, width: float, height: float) -> bytes:
    """A page whose first lines are drawn under a clip, in points from the bottom left."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x0, y0, width, height)
    canvas.clipPath(path, stroke=0, fill=0)
    for number, line in enumerate(GHOST):
        canvas.drawString(72, 742 - 14 * number, line)
    canvas.restoreState()
    for number, line in enumerate(REAL):
        canvas.drawString(72, 600 - 14 * number, line)
    canvas.save()
    return out.getvalue()


def test_text_outside_the_clip_is_not_read() -> None:
    document = read(clipped(10, 10, 40, 40))
    assert rows(document) == list(REAL)
    assert "hidden-text" in {w.code for w in document.warnings}


def test_text_inside_the_clip_is_read_and_the_clip_ends_with_its_state() -> None:
    document = read(clipped(50, 700, 500, 100))
    assert rows(document) == [*GHOST, *REAL]
    assert not document.warnings
