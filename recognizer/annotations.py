"""Hyperlink annotations of a page: targets and rectangles in points, origin top left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral

from recognizer.resume import BBox

_MAX_URL = 2_000
"""Characters; browsers and mail programs cut longer ones, so nobody links to them on purpose."""


class RawLink(NamedTuple):
    """A link as drawn on its page, before it is laid onto the text."""

    url: str
    page: int
    bbox: BBox


def page_links(page: PDFPage, number: int, limit: int) -> list[RawLink]:
    """At most `limit` web links of a page; broken annotations are passed over."""
    found: list[RawLink] = []
    if limit <= 0:
        return found
    for item in _items(page):
        link = _link(item, page, number)
        if link is not None:
            found.append(link)
            if len(found) >= limit:
                break
    return found


def _items(page: PDFPage) -> Iterator[dict[str, Any]]:
    try:
        items = resolve1(page.annots)
        if not isinstance(items, list):
            return
        for reference in items:
            item = resolve1(reference)
            if isinstance(item, dict):
                yield item
    except PSException:
        return


def _link(item: dict[str, Any], page: PDFPage, number: int) -> RawLink | None:
    try:
        subtype, action = resolve1(item.get("Subtype")), resolve1(item.get("A"))
        if not (
            isinstance(subtype, PSLiteral) and subtype.name == "Link" and isinstance(action, dict)
        ):
            return None
        uri = resolve1(action.get("URI"))
        rect = [float(resolve1(value)) for value in resolve1(item.get("Rect"))]
    except (PSException, TypeError, ValueError):
        return None
    if not isinstance(uri, bytes) or len(rect) != 4:
        return None
    url = _decoded(uri)
    if (
        not url
        or len(url) > _MAX_URL
        or url.lower().startswith(("mailto:", "tel:", "javascript:", "file:"))
    ):
        return None
    return RawLink(url, number, _upright(rect, page))


def _decoded(uri: bytes) -> str:
    if uri.startswith(b"\xfe\xff"):
        return uri.decode("utf-16", "ignore").strip()
    try:
        return uri.decode("utf-8").strip()
    except UnicodeDecodeError:
        return uri.decode("latin-1").strip()


def _upright(rect: list[float], page: PDFPage) -> BBox:
    """The rectangle in the frame in which the page is read, as pdfminer turns it."""
    x0, y0, x1, y1 = page.mediabox
    corners = [(rect[0], rect[1]), (rect[2], rect[3])]
    if page.rotate == 90:
        points = [(y - y0, x - x0) for x, y in corners]
    elif page.rotate == 180:
        points = [(x1 - x, y - y0) for x, y in corners]
    elif page.rotate == 270:
        points = [(y1 - y, x1 - x) for x, y in corners]
    else:
        points = [(x - x0, y1 - y) for x, y in corners]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return BBox(min(xs), min(ys), max(xs), max(ys))
