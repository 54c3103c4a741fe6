"""The files that bulk runs are measured on."""

from __future__ import annotations

import shutil
from pathlib import Path

from models.synthetic import LAYOUTS, default_stock, generate

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def gather(folder: Path, count: int) -> str:
    """Fills a new folder with that many résumés and says what they are.

    The real ones beside the checkout come first, if they are there; generated ones fill up.
    """
    real = sorted(CORPUS.glob("*/pdf/*.pdf"))[:count]
    said = f"{count:,} résumés, {len(real)} of them real, the others generated"
    if len(list(folder.glob("*.pdf"))) == count:
        return said
    folder.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(real):
        shutil.copyfile(path, folder / f"{number * count // max(1, len(real)):06}-real.pdf")
    stock, layouts = default_stock(), sorted(LAYOUTS)
    taken = {path.name[:6] for path in folder.glob("*-real.pdf")}
    left = (n for n in range(count) if f"{n:06}" not in taken)
    for number in left:
        made = generate(number, layouts[number % len(layouts)], stock=stock)
        (folder / f"{number:06}-made.pdf").write_bytes(made.pdf)
    return said
