"""`python -m models.tier`: compares, trains and writes; the same labels give the same files."""

from __future__ import annotations

from models.tier.compare import compare
from models.tier.labels import read_labels
from models.tier.matrix import table
from models.tier.train import FIGURES, write_artefact
from models.tier.write import rounded, write_card, write_figures


def main() -> None:
    """Everything from models/tier_labels.csv."""
    labels = read_labels()
    data = table(labels)
    figures = rounded(compare(labels, data))
    write_artefact(data, figures["temperature"], figures["threshold"])
    write_figures(figures, FIGURES)
    write_card(figures)
    print(f"written: {FIGURES.name}, CARD.md, reliability.svg, artefact/")


if __name__ == "__main__":
    main()
