"""Keeps the figures on labelled résumés from getting worse unseen.

`make figures` evaluates and records the figures in docs/figures.json; `.ci/run` evaluates and
compares. Figures are those of `recognizer evaluate`, of all résumés and of each half. No text of
any résumé is stored.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recognizer.evaluation import Half, evaluate, read_labels

FIGURES = Path(__file__).resolve().parent.parent / "docs" / "figures.json"

FLOORS = {"f1": 0.70, "exact_f1": 0.50, "provider": 0.80}
"""Lowest figures (0–1) of all résumés with which the program is fit for use."""
MOST_FALSE = 0.3
"""Most credentials found, on average, on a résumé that claims none."""
KEPT = ("f1", "exact_f1", "provider", "type", "status", "issued", "url")
"""Figures that may not fall."""
NOISE = {"all": 0.01, "seen": 0.02, "unseen": 0.02}
"""Falls (0–1) that pass: a better rule may turn one credential the other way, and one credential
weighs twice as much in a half."""
_FALSE = "false_per_document_without_credentials"
_SIZE = ("documents", "required")

Figures = dict[str, dict[str, Any]]


def measured(labels: Path, reports: Path) -> Figures:
    """Figures by part: `all`, `seen` and `unseen` (see `evaluation.half_of`)."""
    found = {path.stem: path.read_bytes() for path in sorted(reports.glob("*.json"))}
    halves: dict[str, Half | None] = {"all": None, "seen": "seen", "unseen": "unseen"}
    return {
        part: evaluate(read_labels(labels, half=half), found).figures()
        for part, half in halves.items()
    }


def complaints(now: Figures, recorded: Figures) -> Iterator[str]:
    """What is below a floor, and what fell by more than noise since it was recorded.

    Recorded figures of another set of labels are no measure and are passed over.
    """
    for name, floor in FLOORS.items():
        if (now["all"][name] or 0.0) < floor:
            yield f"{name} is {now['all'][name]}, below the floor of {floor}"
    if (now["all"][_FALSE] or 0.0) > MOST_FALSE:
        yield f"{_FALSE} is {now['all'][_FALSE]}, above {MOST_FALSE}"
    if not comparable(now, recorded):
        return
    for part, noise in NOISE.items():
        for name in KEPT:
            value, before = now[part][name], recorded[part][name]
            if before is not None and (value is None or value < before - noise):
                yield f"{name} of {part} fell from {before} to {value}"


def comparable(now: Figures, recorded: Figures) -> bool:
    """Whether both are of the same labels, as far as their numbers tell."""
    return bool(recorded) and all(
        now[part][name] == recorded[part].get(name) for part in NOISE for name in _SIZE
    )


def read_recorded() -> Figures:
    """The figures last accepted; empty before the first `make figures`."""
    recorded: Figures = json.loads(FIGURES.read_text("utf-8"))
    return recorded


def table(now: Figures, recorded: Figures) -> Iterator[str]:
    """One line for each figure that is kept: all, halves, and what was recorded of all."""
    before = recorded["all"] if comparable(now, recorded) else {}
    yield f"{'':12}{'all':>9}{'seen':>9}{'unseen':>9}{'recorded':>10}"
    for name in (*_SIZE, "precision", "recall", *KEPT):
        values = "".join(f"{now[part][name]!s:>9}" for part in NOISE)
        yield f"{name:12}{values}{before.get(name, '–')!s:>10}"


def main() -> None:
    """`python -m models.figures LABELS REPORTS [--record]`; exit status 1 if anything got worse."""
    parser = argparse.ArgumentParser(prog="python -m models.figures", description=main.__doc__)
    parser.add_argument("labels", type=Path, help="folder of ID.json label files")
    parser.add_argument("reports", type=Path, help="folder of `recognizer evaluate --reports`")
    parser.add_argument("--record", action="store_true", help="accept the figures as they are")
    chosen = parser.parse_args()
    now = measured(chosen.labels, chosen.reports)
    recorded = read_recorded()
    print("\n".join(table(now, recorded)))
    if chosen.record:
        FIGURES.write_text(json.dumps(now, indent=1) + "\n", "utf-8")
        recorded = now
    worse = list(complaints(now, recorded))
    for line in worse:
        print(f"Worse: {line}. Mend it, or accept it with `make figures`.", file=sys.stderr)
    raise SystemExit(1 if worse else 0)


if __name__ == "__main__":
    main()
