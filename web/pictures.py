"""Pages of a PDF as pictures, and rectangles painted over what is to stay hidden."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pypdfium2
from PIL import Image, ImageDraw

from recognizer.web.outcomes import PagePicture

_DOTS_PER_POINT = 110 / 72
"""110 dots an inch: ten-point text is legible on a laptop, a page takes about 120 KB."""
_MAX_SIDE = 2_200
"""Longest side of a picture in dots: a poster is drawn smaller."""
_QUALITY = 82
_MARGIN = 1.5
"""Points by which a hidden box is larger than its text: strokes reach over their boxes."""
_BEYOND = 1e6
"""Points: further than any page reaches. A crop box is cut off at the page's own box."""
_PAINT = (70, 78, 88)
MIME = "image/jpeg"

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, origin top left."""


def draw(content: bytes, max_pages: int) -> tuple[PagePicture, ...]:
    """Each page, at most `max_pages`; none when the file cannot be drawn."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ()
    try:
        return tuple(_page(document, index) for index in range(min(len(document), max_pages)))
    except pypdfium2.PdfiumError:
        return ()
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, index: int) -> PagePicture:
    page = document[index]
    page.set_cropbox(-_BEYOND, -_BEYOND, _BEYOND, _BEYOND)  # what is read is the whole page
    width, height = page.get_size()
    scale = min(_DOTS_PER_POINT, _MAX_SIDE / max(width, height, 1.0))
    # Notes and the fields of forms are not read, so nothing of them could be covered.
    image = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil()
    page.close()
    return PagePicture(index + 1, width, height, _encoded(image.convert("RGB")))


def paint_over(content: bytes, width: float, boxes: Iterable[Box]) -> bytes:
    """The picture with the boxes covered; `width` is the page's, in points."""
    with Image.open(io.BytesIO(content)) as image:
        scale = image.width / width
        brush = ImageDraw.Draw(image)
        for x0, top, x1, bottom in boxes:
            left, right = min(x0, x1) - _MARGIN, max(x0, x1) + _MARGIN
            grown = (left, min(top, bottom) - _MARGIN, right, max(top, bottom) + _MARGIN)
            brush.rectangle([value * scale for value in grown], fill=_PAINT)
        return _encoded(image)


def _encoded(image: Image.Image) -> bytes:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=_QUALITY)
    return kept.getvalue()
