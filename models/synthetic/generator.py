"""One résumé from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from models.synthetic.composition import compose_story
from models.synthetic.drawing import render
from models.synthetic.labels import TextBlock, label, text_blocks
from models.synthetic.layouts import LAYOUTS
from models.synthetic.offers import default_stock
from models.synthetic.pages import lay_out
from models.synthetic.stock import Stock

SCRAMBLED_RATE = 0.06
"""Share of PDFs whose text is stored in no order at all, as some design tools do."""


@dataclass(frozen=True, slots=True)
class Resume:
    """A synthetic résumé with its gold label and its text with spans.

    `label` has the form of the label files: id, credentials, notes. `Span.award` in `text_blocks`
    counts `label["credentials"]`.
    """

    id: str
    layout: str
    pdf: bytes
    label: dict[str, Any]
    text_blocks: tuple[TextBlock, ...]


def generate(seed: int, layout: str | None = None, *, stock: Stock | None = None) -> Resume:
    """The résumé of that seed; the same seed, layout and stock give the same bytes.

    Without a layout the seed chooses one. Raises KeyError for an unknown layout.

    >>> generate(7, "table").layout
    'table'
    """
    name = layout or sorted(LAYOUTS)[seed % len(LAYOUTS)]
    kind = LAYOUTS[name]
    rng = Random(f"{seed}/{name}")
    story = compose_story(name, kind, stock or default_stock(), rng)
    sheet = lay_out(story, kind, rng)
    if rng.random() < SCRAMBLED_RATE:
        for page in sheet.pages:
            rng.shuffle(page.text)
    id = f"s{seed:05d}-{name.replace('_', '-')}"
    return Resume(
        id=id,
        layout=name,
        pdf=render(sheet, rng.choice(kind.modes), f"Resume {story.name}"),
        label={
            "id": id,
            "credentials": [label(a, k, sheet.drawn) for k, a in enumerate(story.awards)],
            "notes": f"synthetic, layout {name}, seed {seed}",
        },
        text_blocks=text_blocks(sheet.drawn),
    )
