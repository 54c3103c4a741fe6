"""`python -m models.abstention [--size N] [--record] [--list]`: precision and recall of matching.

Titles are drawn from the repository's own catalogue with a fixed seed; `--record` keeps the
counts in docs/abstention.json, which docs/recognition.md shows. `--list` shows what is
named wrongly or not at all at the threshold in use.
"""

from __future__ import annotations

import argparse

from models.abstention.known import Known
from models.abstention.measure import RECORD, as_json, by_kind, claim_of, curve, measure, thresholds
from models.abstention.titles import Drawing
from recognizer.pipeline import Recognizer

SIZE = 200
"""Titles of each kind with, and as many without, a provider."""


def main() -> None:
    """Draws, matches, prints."""
    parser = argparse.ArgumentParser(prog="python -m models.abstention", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help=f"titles of each kind ({SIZE})")
    parser.add_argument("--record", action="store_true", help="keep the counts in docs/")
    parser.add_argument("--list", action="store_true", help="list what is not named rightly")
    chosen = parser.parse_args()
    recognizer = Recognizer.load()
    in_use = recognizer.settings.min_match_score
    titles = tuple(Drawing(Known.of(recognizer.taxonomy), chosen.size).titles())
    cells = measure(recognizer, titles)
    steps = thresholds(in_use)
    print("\n".join((*by_kind(cells, steps), "", *curve(cells, steps, in_use))))
    if chosen.list:
        for written in titles:
            match = recognizer.matcher.match(claim_of(recognizer, written))
            if match.credential != written.entry:
                row = (written.kind, written.title, *written.providers, "→", match.name)
                print(*row, match.kind, match.score, sep=" | ")
    if chosen.record:
        RECORD.write_text(as_json(cells, in_use), "utf-8")


if __name__ == "__main__":
    main()
