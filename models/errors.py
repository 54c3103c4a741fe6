"""Where the recognizer errs on labelled résumés: by layout, by section, by type, by kind of error.

`make figures` records the counts in docs/errors.json, and docs/recognition.md shows them. Only
numbers are stored: no name and no text of any résumé.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from recognizer.comparison import Entry, assign
from recognizer.errors import UnreadableResume
from recognizer.evaluation import found_in, read_labels
from recognizer.names import normalize
from recognizer.pipeline import Recognizer
from recognizer.read import read_pdf
from recognizer.resume import Document, Mention, Section
from recognizer.sections import find_sections

RECORD = Path(__file__).resolve().parent.parent / "docs" / "errors.json"
TABLE_CELLS, TABLE_ROWS = 3, 2
"""Cells of a row, and rows of sections that list credentials, from which a résumé has a table."""
NEAR_WORDS = 5
"""Words of a label's quote that are looked for where its title does not stand in one piece."""
FOUND, MISSED, FALSE = "found", "missed", "false"
NOWHERE = "not found in the text"

Counts = dict[str, dict[str, dict[str, int]]]
"""Table → row → found, missed, false; of the table `kind` → kind → how many."""


@dataclass(frozen=True, slots=True)
class Case:
    """One résumé: what it says, what was found in it, and where.

    `proposed` are the mentions of the rules before the model and the merging of repetitions.
    """

    document: Document
    sections: Sequence[Section]
    golds: Sequence[Entry]
    found: Sequence[Entry]
    mentions: Sequence[Mention]
    proposed: Sequence[Mention]
    listing: frozenset[str]

    def layout(self) -> str:
        """`table`, `columns` or `one column`, as the page is read."""
        rows = sum(
            len(line.cells) >= TABLE_CELLS
            for section in self.sections
            if section.kind in self.listing
            for line in self.document.lines_between(section.body_start, section.end)
        )
        if rows >= TABLE_ROWS:
            return "table"
        several = any(page.columns > 1 for page in self.document.pages)
        return "columns" if several else "one column"

    def place(self, gold: Entry) -> tuple[int, int] | None:
        """Where a labelled credential stands, None where its words are not found."""
        words = _words(self.document.text)
        for wanted in (gold.title or "", " ".join(gold.quote.split()[:NEAR_WORDS])):
            sought = [word for word, _, _ in _words(wanted)]
            for at in range(len(words) - len(sought) + 1 if sought else 0):
                if all(words[at + n][0] == word for n, word in enumerate(sought)):
                    return words[at][1], words[at + len(sought) - 1][2]
        return None

    def section(self, place: tuple[int, int] | None) -> str:
        """The kind of section at a place."""
        if place is None:
            return NOWHERE
        kinds = (s.kind or "none" for s in self.sections if s.start <= place[0] < s.end)
        return next(kinds, "none")

    def why_missed(self, gold: Entry) -> str:
        """What became of a labelled credential that was not found."""
        place = self.place(gold)
        if place is None:
            return "missed: its words are not in the text as labelled"
        if assign([gold], [Entry(m.text) for m in self.proposed])[0]:
            return "missed: dropped by the model or as a repetition"
        if any(m.start < place[1] and place[0] < m.end for m in self.mentions):
            return "missed: title cut wrongly"
        kind = self.section(place)
        if kind in self.listing:
            return "missed: passed over in a list of credentials"
        return f"missed: stands {'among degrees' if kind == 'education' else 'outside such lists'}"

    def why_false(self, mention: Mention) -> str:
        """What was taken for a credential."""
        places = [self.place(gold) for gold in self.golds]
        if any(p and mention.start < p[1] and p[0] < mention.end for p in places):
            return "false: part of a credential, or two in one"
        if mention.found_by != "list":
            return "false: in running text"
        if mention.section.kind == "education":
            return "false: among degrees"
        return "false: something else in a list of credentials"


@dataclass(slots=True)
class Errors:
    """Counts over résumés; add them one by one, then read `counts`."""

    tables: dict[str, defaultdict[str, dict[str, int]]] = field(default_factory=dict)
    kinds: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, case: Case) -> None:
        """Counts one résumé."""
        layout = case.layout()
        pairs, missed, extra = assign(case.golds, case.found)
        for outcome, numbers in ((FOUND, [i for i, _ in pairs]), (MISSED, missed)):
            for gold in (case.golds[i] for i in numbers if case.golds[i].required):
                section = case.section(case.place(gold))
                self._count(outcome, layout=layout, section=section, type=str(gold.type))
                if outcome == MISSED:
                    self.kinds[case.why_missed(gold)] += 1
        for j in extra:
            mention = case.mentions[j]
            section, kind = mention.section.kind or "none", str(case.found[j].type)
            self._count(FALSE, layout=layout, section=section, type=kind)
            self.kinds[case.why_false(mention)] += 1

    def _count(self, outcome: str, **rows: str) -> None:
        for table, row in rows.items():
            counted = self.tables.setdefault(table, defaultdict(_nothing))
            counted[row][outcome] += 1

    def counts(self) -> Counts:
        """All tables, rows with most to find first."""
        out: Counts = {}
        for table, rows in self.tables.items():
            order = sorted(rows, key=lambda r: (-rows[r][FOUND] - rows[r][MISSED], r))
            out[table] = {row: rows[row] for row in order}
        kinds = sorted(self.kinds, key=lambda k: (-self.kinds[k], k))
        return out | {"kind": {kind: {"errors": self.kinds[kind]} for kind in kinds}}


def _nothing() -> dict[str, int]:
    return {FOUND: 0, MISSED: 0, FALSE: 0}


def _words(text: str) -> list[tuple[str, int, int]]:
    """Words in normal form with their places; words without letters or digits are left out."""
    words, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        words += [(plain, at, at + len(word)) for plain in normalize(word).split()]
        at += len(word)
    return words


def cases(labels: Path, pdfs: Path, recognizer: Recognizer) -> Iterator[Case]:
    """Every labelled résumé that can be read."""
    for name, golds in read_labels(labels).items():
        data = (pdfs / f"{name}.pdf").read_bytes()
        try:
            document = read_pdf(data, name=name, settings=recognizer.settings)
        except UnreadableResume:
            continue
        sections = find_sections(document, recognizer.titles)
        yield Case(
            document,
            sections,
            golds,
            found_in(recognizer.recognize(data).to_json()),
            recognizer.finder.find(document, sections).mentions,
            recognizer.finder.candidates(document, sections)[0],
            recognizer.titles.credential_kinds,
        )


def tables(counts: Counts) -> Iterator[str]:
    """Markdown tables of the counts."""
    heads = {"layout": "layout", "section": "kind of section", "type": "type of credential"}
    for table, head in heads.items():
        yield f"| {head} | to be found | found | share | falsely reported |"
        yield "| --- | ---: | ---: | ---: | ---: |"
        for row, one in counts.get(table, {}).items():
            there = one[FOUND] + one[MISSED]
            share = f"{one[FOUND] / there:.2f}" if there else "–"
            yield f"| {row.replace('_', ' ')} | {there} | {one[FOUND]} | {share} | {one[FALSE]} |"
        yield ""
    yield "| kind of error | errors |"
    yield "| --- | ---: |"
    yield from (f"| {kind} | {one['errors']} |" for kind, one in counts.get("kind", {}).items())


def main() -> None:
    """`python -m models.errors LABELS PDFS [--record]`."""
    parser = argparse.ArgumentParser(prog="python -m models.errors", description=__doc__)
    parser.add_argument("labels", type=Path, help="folder of ID.json label files")
    parser.add_argument("pdfs", type=Path, help="folder of ID.pdf")
    parser.add_argument("--record", action="store_true", help="keep the counts in docs/")
    chosen = parser.parse_args()
    errors = Errors()
    for case in cases(chosen.labels, chosen.pdfs, Recognizer.load()):
        errors.add(case)
    counts = errors.counts()
    print("\n".join(tables(counts)))
    if chosen.record:
        RECORD.write_text(json.dumps(counts, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
