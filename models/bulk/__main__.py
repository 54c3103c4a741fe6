"""`python -m models.bulk [WHAT…]`: how bulk runs behave, measured on this machine.

`make bulk` runs them one after the other. Nothing is asserted but that results are the same bytes;
docs/scale.md says what was seen.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from models.bulk.ceiling import ceiling
from models.bulk.files import gather
from models.bulk.kills import kills
from models.bulk.lost import cluster
from models.bulk.pages import pages
from models.bulk.speed import speed

_WHAT: dict[str, tuple[int, Callable[[Path, int], Iterator[str]]]] = {
    "speed": (2_000, speed),
    "pages": (300, pages),
    "ceiling": (2_000, ceiling),
    "kills": (200, kills),
    "cluster": (300, cluster),
}
"""Measurement → how many files it takes by default, and what it does with a folder of them."""


def main() -> None:
    """Prints the lines of what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m models.bulk", description=__doc__)
    parser.add_argument("what", nargs="*", help="by default all")
    parser.add_argument("--files", type=int, help="how many files instead of the usual number")
    parser.add_argument("--rounds", type=int, default=0, help="repetitions instead of the usual")
    parser.add_argument("--folder", type=Path, help="keep the files here, for the next time")
    chosen = parser.parse_args()
    if unknown := {*chosen.what} - {*_WHAT}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(_WHAT)}")
    with tempfile.TemporaryDirectory() as temporary:
        for what in chosen.what or _WHAT:
            usual, measure = _WHAT[what]
            count = chosen.files or usual
            folder = (chosen.folder or Path(temporary)) / f"{count}"
            print(f"{what}: {gather(folder, count)}", flush=True)
            for text in measure(folder, chosen.rounds):
                print(f"  {text}", flush=True)


if __name__ == "__main__":
    main()
