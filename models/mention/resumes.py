"""Whole résumés for training: which sections, which lines in them, in which habits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from models.mention.pages import (
    MARGIN,
    WIDTH,
    Range,
    Row,
    Runs,
    Sheet,
    set_sheet,
    spoilt,
    torn,
    wrap,
)
from models.mention.words import Run, Words, Writer, lines
from models.synthetic.people import contact, person

CLAIMING = ("certifications", "courses", "training", "licenses", "workshops")
"""Kinds of section that list credentials."""
LAYOUTS = ("list", "narrow", "two_columns", "torn", "plain")
"""`narrow`: titles break over lines. `torn`: two columns were read across. `plain`: no list
marks and no white space."""
EMPTY = 0.15
"""Share of credential sections that list something else: jobs, duties, what was learnt."""
OTHER = {
    "education": ("schooling",), "experience": ("jobs", "duties"), "projects": ("projects",),
    "skills": ("lists",), "awards": ("awards",), "personal": ("details",),
    "publications": ("publications",), "activities": ("teaching", "duties", "awards"),
    "summary": ("duties",), "interests": ("lists",), "declaration": ("details",),
}  # fmt: skip
"""Kind of section → the lists of data/lines.yaml from which its lines are taken."""
CLAIMS_IN = {"education": 0.5, "awards": 0.15, "experience": 0.08, "activities": 0.15,
             "personal": 0.03, "summary": 0.1, "projects": 0.04, "skills": 0.04}  # fmt: skip
"""Share of sections of other kinds with a credential among their lines."""
CAPITALS, SMALL, LOUD = 0.06, 0.03, 0.06
"""Shares of résumés in capitals, in small letters; of other entries in capitals."""


@dataclass(slots=True)
class Author:
    """One person's hand."""

    writer: Writer
    rng: Random
    titles: Any
    layout: str
    bullets: bool
    bold: bool
    loose: bool
    case: str

    def heading(self, kind: str, block: int) -> Row:
        """The title of a section as people write it."""
        entry = next(e for e in self.titles if e["kind"] == kind)
        text = str(self.rng.choice(entry.get("titles") or entry["words"]))
        if self.rng.random() < 0.5 and entry.get("words"):
            text = str(self.rng.choice(entry["words"]))
        text = text.upper() if self.rng.random() < 0.5 else text.title()
        text += self.rng.choice(("", "", "", ":", " :"))
        return Row(([Run(text)],), bold=True, size=12.0, gap=14.0, block=block)

    def item(self, template: str, block: int, *, doubtful: bool = False) -> list[Row]:
        """The rows of one entry."""
        rows: list[Row] = []
        loud = self.rng.random() < LOUD
        for number, line in enumerate(template.split("\n")):
            deeper = line.startswith("• ")
            cells = tuple(
                spoilt(self.cased(self.writer.line(cell), loud=loud), self.rng)
                for cell in line.removeprefix("• ").split("\t")
            )
            row = Row(
                cells,
                bullet=deeper or (self.bullets and number == 0),
                bold=self.bold and number == 0 and not deeper,
                indent=12.0 if deeper else 0.0,
                gap=6.0 if self.loose and number == 0 else 2.0,
                block=block,
                doubtful=doubtful,
            )
            width = {"narrow": 170.0, "two_columns": 240.0}.get(self.layout, WIDTH - 2 * MARGIN)
            rows.extend(wrap(row, width))
        return rows

    def cased(self, runs: Runs, *, loud: bool) -> Runs:
        """In the letters that this person uses throughout, or in this entry."""
        if self.case == "capitals" or loud:
            return [Run(run.text.upper(), run.title) for run in runs]
        if self.case == "small":
            return [Run(run.text.lower(), run.title) for run in runs]
        return runs

    def claiming(self, kind: str, block: int) -> list[Row]:
        """A section that lists credentials, with intruders."""
        given = lines()
        styles = self.rng.sample(given["claims"], self.rng.choice((1, 1, 2, 3, 5)))
        rows = [self.heading(kind, block)]
        empty = self.rng.random() < EMPTY
        for _ in range(self.rng.randint(1, 8)):
            chance = self.rng.random()
            if chance < 0.06:
                rows += self.item(self.rng.choice(given["borderline"]), block, doubtful=True)
            elif empty or chance < 0.28:
                rows += self.item(self.other(), block)
            else:
                rows += self.item(self.rng.choice(styles), block)
        return rows

    def other(self, names: tuple[str, ...] = ()) -> str:
        """A line that names no credential."""
        given = lines()["others"]
        name = self.rng.choice(names or tuple(given))
        return str(self.rng.choice(given[name]))

    def section(self, kind: str, block: int) -> list[Row]:
        """A section of any kind."""
        if kind in CLAIMING:
            return self.claiming(kind, block)
        rows = [self.heading(kind, block)]
        names = OTHER[kind]
        items = [self.other(names) for _ in range(self.rng.randint(1, 7))]
        if self.rng.random() < 0.3:
            items.append(self.other())
        if self.rng.random() < CLAIMS_IN.get(kind, 0.0):
            place = self.rng.randrange(len(items) + 1)
            items.insert(place, str(self.rng.choice(lines()["claims"])))
        for item in items:
            rows += self.item(item, block)
        return rows


def resume(seed: int, words: Words, titles: Any) -> Sheet:
    """The résumé of that seed; `titles` are the kinds of taxonomy/section_titles.yaml."""
    rng = Random(f"mention/{seed}")
    layout = LAYOUTS[seed % len(LAYOUTS)]
    chance = rng.random()
    author = Author(
        Writer.of(words, rng),
        rng,
        titles,
        layout,
        bullets=layout != "plain" and rng.random() < 0.6,
        bold=rng.random() < 0.35,
        loose=layout != "plain" and rng.random() < 0.4,
        case="capitals" if chance < CAPITALS else "small" if chance < CAPITALS + SMALL else "",
    )
    someone = person(rng)
    head = [someone.name, someone.title, *contact(someone, rng)]
    rows = [Row(([Run(text)],), size=18.0 if n == 0 else 10.0) for n, text in enumerate(head)]
    kinds = rng.sample(sorted(OTHER), rng.randint(2, 5)) + rng.sample(CLAIMING, rng.randint(1, 2))
    rng.shuffle(kinds)
    parts = [author.section(kind, 0) for kind in kinds]
    if layout == "torn" and len(parts) > 1:
        first = rng.randrange(len(parts) - 1)
        parts[first : first + 2] = [torn(parts[first], parts[first + 1], rng)]
    if layout == "two_columns":
        half = len(parts) // 2
        parts[half:] = [[replace(row, block=1) for row in part] for part in parts[half:]]
    return set_sheet([*rows, *(row for part in parts for row in part)], layout)


def overlaps(one: Range, two: Range) -> float:
    """Common characters in parts of all characters of both, 0–1."""
    common = min(one.end, two.end) - max(one.start, two.start)
    return max(0, common) / (max(one.end, two.end) - min(one.start, two.start))
