"""Synthetic résumés with gold labels: for tests, golden reports and training text.

Everybody and every employer in them is invented. See docs/synthetic.md.
"""

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
