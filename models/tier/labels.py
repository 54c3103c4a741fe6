"""The labelled credentials of models/tier_labels.csv: those rated by rule and those by reading.

`python -m models.tier.labels` draws the rows of the catalogue anew and keeps those that were read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from models.tier.catalogue_labels import Drawn, draw
from recognizer.features import Shown, issuer_kind
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from recognizer.tier import EXAM_TYPES

LABELS = Path(__file__).resolve().parent.parent / "tier_labels.csv"
RULE = "rule"
"""Rater of rows whose tier the rubric's rule gives from the catalogue's facts."""


@dataclass(frozen=True, slots=True)
class Label:
    """One row. `group` is what is held out together; `tier` is "" where nobody can rate it.

    `borrowed` is "yes" where the title is an examination of the catalogue and the issuer another.

    `rater_a` and `rater_b` are what two readers gave without seeing each other ("" for none).
    """

    id: str
    group: str
    title: str
    issuer: str
    issuer_kind: str
    platform: str
    platform_kind: str
    type: str
    context: str
    borrowed: str
    tier: str
    rater: str
    date: str
    rater_a: str
    rater_b: str
    reason: str

    @property
    def read(self) -> bool:
        """Rated by reading, not by rule."""
        return self.rater != RULE

    def shown(self) -> Shown:
        """What the features are made from: the same as a résumé's entry gives."""
        return Shown(
            title=self.title,
            type=self.type,  # type: ignore[arg-type]
            issuer=self.issuer or None,
            issuer_kind=self.issuer_kind or None,  # type: ignore[arg-type]
            platform=self.platform or None,
            platform_kind=self.platform_kind or None,  # type: ignore[arg-type]
            context=self.context,
            borrowed=self.borrowed == "yes",
        )


def read_labels(path: Path = LABELS) -> tuple[Label, ...]:
    """All rows, in the file's order. Raises ValueError for columns that are not `Label`'s."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        expected = [field.name for field in fields(Label)]
        if reader.fieldnames != expected:
            raise ValueError(f"{path}: columns are {reader.fieldnames}, not {expected}")
        return tuple(Label(**row) for row in reader)


def write_labels(labels: Iterable[Label], path: Path = LABELS) -> None:
    """Writes the rows, sorted by id."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Label)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(label) for label in sorted(labels, key=lambda label: label.id))


def by_rule(drawn: Drawn, number: int, date: str) -> Label:
    """The label of a row drawn from the catalogue; `date` is that of the taxonomy's release."""
    values = drawn._asdict() | {"tier": str(drawn.tier), "borrowed": ""}
    return Label(id=f"c{number:04d}", rater=RULE, date=date, rater_a="", rater_b="", **values)


def borrows(label: Label, taxonomy: Taxonomy) -> bool:
    """Whether the title is the name of an examination in the catalogue, beside an institute."""
    institute = issuer_kind(label.shown()) == "training"
    named = taxonomy.credentials_named(label.title) + taxonomy.credential_acronyms.get(
        label.title, ()
    )
    return institute and any(taxonomy.credential(id_).type in EXAM_TYPES for id_ in named)


def main() -> None:
    """Draws the catalogue's rows anew."""
    taxonomy = Taxonomy.load(Settings().taxonomy_dir)
    date = taxonomy.release.date.isoformat()
    kept = [
        replace(label, borrowed="yes" if borrows(label, taxonomy) else "")
        for label in read_labels()
        if label.read
    ]
    rows = [by_rule(one, n, date) for n, one in enumerate(draw(taxonomy), start=1)]
    write_labels([*rows, *kept])
    print(f"{len(rows)} rows by rule, {len(kept)} by reading: {LABELS.name}")


if __name__ == "__main__":
    main()
