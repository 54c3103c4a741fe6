"""Measures the whole program's tiers on rated credentials of real résumés; never trains on them.

`python -m models.tier.measure TIERS.csv PDF_DIR`. The CSV has the columns title, issuer, platform,
type, tier (empty where nobody can rate it) and ids (the résumés that name it, `PDF_DIR/ID.pdf`).
A rated credential is looked for among those that the program finds in each of its résumés.
"""

from __future__ import annotations

import argparse
import csv
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.tier.scores import macro_f1, macro_recall, quadratic_kappa
from recognizer import Recognizer
from recognizer.comparison import Entry, assign
from recognizer.errors import UnreadableResume
from recognizer.report import Finding, TierEstimate


class Pair(NamedTuple):
    """A rated credential (`tier` 1–5 or None) and what the program says of it."""

    document: str
    title: str
    tier: int | None
    found: TierEstimate


class Measured(NamedTuple):
    """Pairs, how many rated credentials were not found, and bases of everything found."""

    pairs: tuple[Pair, ...]
    missed: int
    bases: Counter[str]


def measure(recognizer: Recognizer, tiers: Path, folder: Path) -> Measured:
    """Reads every PDF of the folder and compares its tiers with those of the CSV."""
    wanted = read_tiers(tiers)
    pairs: list[Pair] = []
    missed = 0
    bases: Counter[str] = Counter()
    for path in sorted(folder.glob("*.pdf")):
        try:
            found = recognizer.recognize(path).credentials
        except UnreadableResume:
            found = ()
        bases.update(finding.tier.basis or "not rated" for finding in found)
        golds = wanted.get(path.stem, ())
        matched, lost, _ = assign([gold for gold, _ in golds], [entry_of(f) for f in found])
        missed += len(lost)
        for i, j in matched:
            gold, tier = golds[i]
            pairs.append(Pair(path.stem, gold.title or "", tier, found[j].tier))
    return Measured(tuple(pairs), missed, bases)


def read_tiers(path: Path) -> Mapping[str, Sequence[tuple[Entry, int | None]]]:
    """Rated credentials by résumé id."""
    result: dict[str, list[tuple[Entry, int | None]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = Entry(row["title"], row["type"], row["issuer"] or None, row["platform"] or None)
            for id_ in row["ids"].split():
                tier = int(row["tier"]) if row["tier"] else None
                result.setdefault(id_, []).append((entry, tier))
    return result


def entry_of(finding: Finding) -> Entry:
    """What is compared of a finding."""
    issuer, platform = finding.issuer, finding.platform
    return Entry(
        finding.title,
        finding.type,
        issuer.name if issuer else None,
        platform.name if platform else None,
    )


def lines(measured: Measured) -> Iterator[str]:
    """The figures, then the table of true tiers against those of the program."""
    gold = [pair for pair in measured.pairs if pair.tier is not None]
    rated = [pair for pair in gold if pair.found.level is not None]
    if not rated:
        yield "nothing that is rated was found"
        return
    y = np.array([pair.tier for pair in rated])
    level = np.array([pair.found.level for pair in rated])
    wanted = np.array([pair.tier for pair in gold])
    found = np.array([pair.found.level or 0 for pair in gold])
    unrated = [pair for pair in measured.pairs if pair.tier is None]
    yield f"{'rated credentials found':42} {len(gold)}"
    yield f"{'not found':42} {measured.missed}"
    for name, value in (
        ("coverage", len(rated) / len(gold)),
        ("accuracy", float((y == level).mean())),
        ("mean absolute error", float(np.abs(y - level).mean())),
        ("macro recall", macro_recall(y, level)),
        ("macro recall, not rated counted as wrong", macro_recall(wanted, found)),
        ("macro F1", macro_f1(y, level)),
        ("quadratic kappa", quadratic_kappa(y, level)),
    ):
        yield f"{name:42} {value:.4f}"
    for basis in ("catalogue", "estimate"):
        part = [pair for pair in rated if pair.found.basis == basis]
        right = sum(pair.tier == pair.found.level for pair in part)
        yield f"{'right by ' + basis:42} {right} of {len(part)}"
    withheld = sum(pair.found.level is None for pair in unrated)
    yield f"{'cannot be rated and is not':42} {withheld} of {len(unrated)}"
    total = sum(measured.bases.values())
    for basis, count in sorted(measured.bases.items()):
        yield f"{'share of all found: ' + basis:42} {count / total:.4f} ({count} of {total})"
    table = Counter((pair.tier, pair.found.level) for pair in gold)
    yield "true tier (rows)    1    2    3    4    5    –"
    for k in range(1, 6):
        yield f"{k:>16} " + "".join(f"{table[k, n]:5}" for n in (1, 2, 3, 4, 5, None))


def main() -> None:
    """Prints the figures, and with --errors each difference."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tiers", type=Path)
    parser.add_argument("pdfs", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each difference")
    args = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it would quote the résumé
    measured = measure(Recognizer.load(), args.tiers, args.pdfs)
    for pair in measured.pairs if args.errors else ():
        if pair.tier != pair.found.level:
            print(pair.document, pair.tier, pair.found.level, pair.found.basis, pair.title)
    print("\n".join(lines(measured)))


if __name__ == "__main__":
    main()
