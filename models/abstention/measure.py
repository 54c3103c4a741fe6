"""Feeds drawn titles through claim and matcher, and counts what is named rightly and wrongly.

Naming is right where the entry is the one the title was made of; any entry named for a title
without one is wrong. Precision is the share of right ones among those named, recall the share
among titles that have an entry. Both depend on the mixture, which is the same number of titles
of each kind as far as there are as many.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from models.abstention.titles import SPELT_ALIKE, Written
from recognizer.match import Matcher
from recognizer.pipeline import Recognizer
from recognizer.report import Match
from recognizer.resume import Claim, Document, Mention, Part, Section

RECORD = Path(__file__).resolve().parents[2] / "docs" / "abstention.json"
THRESHOLDS = (0.70, 0.74, 0.78, 0.82, 0.86, 0.88, 0.90, 0.92, 0.94, 0.96, 0.98)
_STEP = 0.01
"""A match's score is rounded to so much."""


class Shares(NamedTuple):
    """Shares (0–1); None where nothing was named, or nothing has an entry."""

    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of title, with or without a provider: how many, and how many are named rightly
    and wrongly at each threshold.
    """

    kind: str
    has_entry: bool
    provider: bool
    titles: int
    right: tuple[int, ...]
    wrong: tuple[int, ...]


def thresholds(in_use: float) -> tuple[float, ...]:
    """Those measured, with the one in use among them."""
    return tuple(sorted({*THRESHOLDS, in_use}))


def claim_of(recognizer: Recognizer, written: Written) -> Claim:
    """What the program reads from a listed entry "title, provider, provider"."""
    text, title = ", ".join((written.title, *written.providers)), written.title
    parts = [Part("title", 0, len(title), title)]
    for name in written.providers:
        start = parts[-1].end + 2
        parts.append(Part("organization", start, start + len(name), name, ", ", sure=True))
    section = Section("certifications", None, 0, 0, len(text))
    mention = Mention(
        text=title,
        start=0,
        end=len(title),
        section=section,
        found_by="list",
        entry_start=0,
        entry_end=len(text),
        parts=tuple(parts),
        context=text,
        credential=recognizer.finder._known(title, parts, text),
    )
    return recognizer.claims.read(Document("drawn", "", text, (), ()), mention)


def measure(recognizer: Recognizer, titles: Iterable[Written]) -> tuple[Cell, ...]:
    """Counts of every kind, in the order of the titles."""
    steps = thresholds(recognizer.settings.min_match_score)
    found: dict[tuple[str, bool, bool], list[tuple[bool, tuple[bool, ...]]]] = {}
    for written in titles:
        claim = claim_of(recognizer, written)
        lowest = replace(recognizer.matcher, min_score=steps[0])
        match = lowest.match(claim)
        named = tuple(_names(lowest, claim, match, step) for step in steps)
        right = written.entry is not None and match.credential == written.entry
        key = (written.kind, written.entry is not None, bool(written.providers))
        found.setdefault(key, []).append((right, named))
    return tuple(_cell(key, rows, len(steps)) for key, rows in found.items())


def _names(matcher: Matcher, claim: Claim, match: Match, threshold: float) -> bool:
    """Whether the match's entry is named at that threshold, too.

    The best candidate is the same at each; only where its rounded score is the threshold does
    the matcher have to say.
    """
    if match.credential is None or abs(match.score - threshold) > _STEP / 2:
        return match.credential is not None and match.score > threshold
    return replace(matcher, min_score=threshold).match(claim).credential is not None


def _cell(
    key: tuple[str, bool, bool], rows: Sequence[tuple[bool, tuple[bool, ...]]], steps: int
) -> Cell:
    right = tuple(sum(good and named[n] for good, named in rows) for n in range(steps))
    wrong = tuple(sum(not good and named[n] for good, named in rows) for n in range(steps))
    return Cell(*key, len(rows), right, wrong)


def shares(cells: Sequence[Cell], step: int) -> Shares:
    """Precision and recall of these cells at a threshold, by its number."""
    right = sum(cell.right[step] for cell in cells)
    named = right + sum(cell.wrong[step] for cell in cells)
    there = sum(cell.titles for cell in cells if cell.has_entry)
    return Shares(right / named if named else None, right / there if there else None)


def as_json(cells: Sequence[Cell], in_use: float) -> str:
    """The counts as recorded, a line per kind."""
    rows = ",\n".join(
        json.dumps({name: getattr(cell, name) for name in Cell.__slots__}, ensure_ascii=False)
        for cell in cells
    )
    steps = json.dumps(thresholds(in_use))
    return f'{{"threshold": {in_use},\n"thresholds": {steps},\n"cells": [\n{rows}\n]}}\n'


def of_json(recorded: dict[str, Any]) -> tuple[tuple[Cell, ...], int]:
    """The cells on record, and the number of the threshold in use among those measured."""
    cells = tuple(
        Cell(**cell | {"right": tuple(cell["right"]), "wrong": tuple(cell["wrong"])})
        for cell in recorded["cells"]
    )
    return cells, recorded["thresholds"].index(recorded["threshold"])


def table(cells: Sequence[Cell], step: int) -> Iterator[str]:
    """Markdown: what is named at a threshold, by kind of title."""
    said = "rightly · wrongly · no entry named"
    yield f"| title | beside a provider: {said} | alone: {said} |"
    yield "| --- | ---: | ---: |"
    for has_entry, head in ((True, "*has an entry*"), (False, "*has none*")):
        yield f"| {head} | | |"
        for kind in dict.fromkeys(c.kind for c in cells if c.has_entry == has_entry):
            pair = {c.provider: c for c in cells if c.kind == kind}
            yield f"| {kind} | {_shown(pair.get(True), step)} | {_shown(pair.get(False), step)} |"


def section(recorded: dict[str, Any]) -> Iterator[str]:
    """Markdown of what is on record: by kind at the threshold in use, then over thresholds."""
    cells, step = of_json(recorded)
    yield from table(cells, step)
    yield ""
    yield from curve(cells, recorded["thresholds"], recorded["threshold"])


def _shown(cell: Cell | None, step: int) -> str:
    if cell is None:
        return "–"
    right, wrong = cell.right[step], cell.wrong[step]
    first = str(right) if cell.has_entry else "–"
    return f"{first} · {wrong} · {cell.titles - right - wrong}"


def curve(cells: Sequence[Cell], steps: Sequence[float], in_use: float) -> Iterator[str]:
    """Markdown: precision and recall over thresholds, of all kinds and of groups of them."""
    entries = [cell for cell in cells if cell.has_entry]
    none = [cell for cell in cells if not cell.has_entry]
    others = [cell for cell in cells if cell.kind != SPELT_ALIKE]
    there = sum(cell.titles for cell in none)
    yield (
        "| threshold | recall | precision | precision, without words spelt alike "
        "| precision, titles with an entry | share named of those without |"
    )
    yield "| ---: | ---: | ---: | ---: | ---: | ---: |"
    for n, step in enumerate(steps):
        both, kinder, own = (shares(part, n) for part in (cells, others, entries))
        named = sum(cell.wrong[n] for cell in none) / there if there else None
        row = (both.recall, both.precision, kinder.precision, own.precision, named)
        mark = " (in use)" if step == in_use else ""
        yield f"| {step:.2f}{mark} | {' | '.join(map(_share, row))} |"


def by_kind(cells: Sequence[Cell], steps: Sequence[float]) -> Iterator[str]:
    """Plain text: precision and recall per kind and threshold, or the share named of none."""
    yield f"{'':80}" + "".join(f"{step:>13.2f}" for step in steps)
    for cell in cells:
        name = f"{cell.kind}, {'beside a provider' if cell.provider else 'alone'} ({cell.titles})"
        if cell.has_entry:
            values = [" ".join(map(_share, shares([cell], n))) for n in range(len(steps))]
        else:
            values = [f"named {wrong / cell.titles:.2f}" for wrong in cell.wrong]
        yield f"{name:80}" + "".join(f"{value:>13}" for value in values)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
