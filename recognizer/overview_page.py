"""The overview as one HTML page that asks nothing of anybody: no script, no font, no picture.

Bars are SVG drawn here; the template escapes every text. The page's own policy forbids whatever
the style below does not need, so that not even a mistake could load or run something.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from math import ceil

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from recognizer.overview import AT_LEAST, Counts
from recognizer.overview_figures import Bar, Figure, sections

_DATA = files("recognizer") / "data" / "overview"
_POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
_COLUMN_HEIGHT = 120.0
"""Height of the tallest column, in CSS pixels; page.html draws the floor below it."""
_COLUMN_TOP = 18.0
"""Room above it for its number, in CSS pixels."""
_COLUMN_SHARE = 0.72
"""Part of its place that a column fills."""
_LABEL_ROOM = 41
"""Characters of labels that fit below columns on a page 320 CSS pixels wide: 288 pixels of text,
7 for a character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a horizontal bar: start and width in percent, and which series it is of."""

    x: float
    width: float
    series: int


@dataclass(frozen=True, slots=True)
class Column:
    """One upright bar: places along the page in percent, heights in CSS pixels."""

    bar: Bar
    x: float
    width: float
    middle: float
    y: float
    height: float
    labelled: bool


def page(counts: Counts, as_of: date | None = None) -> bytes:
    """The whole page as UTF-8; the same counts give the same bytes."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"number": number, "pieces": pieces, "columns": columns}
    environment.globals["share"] = share
    style = (_DATA / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = environment.from_string((_DATA / "page.html").read_text("utf-8"))
    text = template.render(
        style=Markup(style),
        policy=_POLICY.format(digest=digest),
        counts=counts,
        sections=sections(counts, as_of),
        versions=sorted(counts.versions.items()),
        at_least=AT_LEAST,
    )
    return text.encode("utf-8", "replace")


def number(value: int) -> str:
    """With commas between thousands.

    >>> number(1234567)
    '1,234,567'
    """
    return f"{value:,}"


def share(count: int, of: int) -> str:
    """A share in whole percent, without calling little nothing or nearly all all; "" of nothing.

    >>> share(1, 3), share(1, 1000), share(999, 1000), share(0, 5), share(0, 0)
    ('33%', '<1%', '>99%', '0%', '')
    """
    if of <= 0:
        return ""
    percent = round(100 * count / of)
    if percent == 0 and count:
        return "<1%"
    if percent == 100 and count < of:
        return ">99%"
    return f"{percent}%"


def pieces(bar: Bar, figure: Figure) -> tuple[Piece, ...]:
    """The parts of a bar side by side, the longest bar of the figure filling its place."""
    longest = max((other.count for other in figure.bars), default=0) or 1
    made, x = [], 0.0
    for series, count in enumerate(bar.parts):
        if count:
            width = 100 * count / longest
            made.append(Piece(round(x, 2), round(width, 2), series))
            x += width
    return tuple(made)


def columns(figure: Figure) -> tuple[Column, ...]:
    """The bars of a figure as columns, every so many of them labelled."""
    tallest = max((bar.count for bar in figure.bars), default=0) or 1
    place = 100 / max(1, len(figure.bars))
    every = ceil(sum(len(bar.label) + 1 for bar in figure.bars) / _LABEL_ROOM)
    made = []
    for index, bar in enumerate(figure.bars):
        height = _COLUMN_HEIGHT * bar.count / tallest
        made.append(
            Column(
                bar,
                x=round(place * (index + (1 - _COLUMN_SHARE) / 2), 2),
                width=round(place * _COLUMN_SHARE, 2),
                middle=round(place * (index + 0.5), 2),
                y=round(_COLUMN_TOP + _COLUMN_HEIGHT - height, 1),
                height=round(height, 1),
                labelled=(len(figure.bars) - 1 - index) % every == 0,
            )
        )
    return tuple(made)
