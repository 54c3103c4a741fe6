"""Synthetic résumés with gold labels: for tests, golden reports and trying models.

Everybody and every employer in them is invented. See docs/synthetic.md. Names are looked up when
they are first used, so that `python -m models.synthetic` can say which package is missing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.synthetic.generator import Resume, generate
    from models.synthetic.labels import Span, TextBlock
    from models.synthetic.layouts import LAYOUTS
    from models.synthetic.offers import default_stock
    from models.synthetic.sample import sample_resume
    from models.synthetic.stock import Stock, own_stock

__all__ = [
    "LAYOUTS",
    "Resume",
    "Span",
    "Stock",
    "TextBlock",
    "default_stock",
    "generate",
    "own_stock",
    "sample_resume",
]

_PLACES = {
    "LAYOUTS": "layouts",
    "Resume": "generator",
    "Span": "labels",
    "Stock": "stock",
    "TextBlock": "labels",
    "default_stock": "offers",
    "generate": "generator",
    "own_stock": "stock",
    "sample_resume": "sample",
}
"""The module of each name."""


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
