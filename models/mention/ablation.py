"""`python -m models.mention.ablation LABELS PDFS`: the rules, the model, and both, side by side.

"Model only": the rules cut the text into titles, and the model alone says which of them are
credentials. Figures of both halves of the labelled résumés (the threshold was chosen on `seen`)
and of generated résumés by layout. No text of any résumé is printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.mention.__main__ import FOLDER, HELD, rules
from models.mention.examples import HELD_OUT
from models.mention.resumes import resume
from models.mention.words import Words
from models.synthetic import LAYOUTS, generate, own_stock
from recognizer.comparison import Entry
from recognizer.errors import UnreadableResume
from recognizer.evaluation import Evaluation, half_of, read_labels
from recognizer.judging import Judge
from recognizer.mentions import MentionFinder
from recognizer.names import normalize
from recognizer.read import read_pdf
from recognizer.resume import Document, Mention, Part, Section
from recognizer.screening import Screen, Signs
from recognizer.sections import find_sections
from recognizer.settings import Settings

ALONE = 0.5
"""Probability from which the model alone takes a title for a credential."""
SEEDS = range(60, 64)
"""Of the drawn résumés of each layout; the tests use others."""

Case = tuple[str, str, Document, Sequence[Entry]]
"""(name, group, document, the credentials that are there)."""


class Unscreened(Screen):
    """Accepts every title: the model is to decide."""

    def refuses_entry(self, text: str) -> bool:
        """Never."""
        return False

    def accepts(
        self, title: str, parts: Sequence[Part], head: str, section: Section, signs: Signs
    ) -> bool:
        """Whatever holds a word."""
        return bool(normalize(title))


@dataclass(frozen=True, slots=True)
class Alone(Judge):
    """Judges known names, too."""

    def kept(self, document: Document, mentions: Sequence[Mention]) -> list[Mention]:
        """As for unknown names."""
        unknown = [replace(m, credential=None) for m in mentions]
        kept = {id(m) for m in Judge.kept(self, document, unknown)}
        return [m for m, u in zip(mentions, unknown, strict=True) if id(u) in kept]


def finders(judge: Judge) -> dict[str, MentionFinder]:
    """The three ways to decide."""
    alone = rules()
    open_screen = Unscreened(alone.cues, alone.titles, alone.parts.organizations)
    return {
        "rules": alone,
        "model": replace(
            alone,
            screen=open_screen,
            running=replace(alone.running, screen=open_screen),
            judge=Alone(judge.nlp, ALONE, judge.version),
        ),
        "both": replace(alone, judge=judge),
    }


def labelled(labels: Path, pdfs: Path) -> Iterator[Case]:
    """The labelled résumés that can be read, by half."""
    for name, golds in read_labels(labels).items():
        path = pdfs / f"{name}.pdf"
        try:
            document = read_pdf(path.read_bytes(), name=name, settings=Settings())
        except UnreadableResume:
            continue
        yield name, half_of(name), document, golds


def drawn() -> Iterator[Case]:
    """Résumés of models/synthetic by layout."""
    for layout in LAYOUTS:
        for seed in SEEDS:
            made = generate(seed, layout, stock=own_stock())
            golds = [Entry.from_json(item) for item in made.label["credentials"]]
            document = read_pdf(made.pdf, name=made.id, settings=Settings())
            yield made.id, f"drawn: {layout}", document, golds


def spoilt(finder: MentionFinder) -> Iterator[Case]:
    """Résumés like those of the training, held out; lines that count neither way are not asked."""
    words = Words.load(finder.taxonomy)
    titles = finder.taxonomy.data("section_titles")["kinds"]
    for seed in range(HELD_OUT, HELD_OUT + HELD // 4):
        sheet = resume(seed, words, titles)
        text = sheet.document.text
        golds = [Entry(" ".join(text[a:b].split())) for a, b in sheet.titles]
        golds += [Entry(" ".join(text[a:b].split()), required=False) for a, b in sheet.doubtful]
        yield str(seed), f"spoilt: {sheet.layout}", sheet.document, golds


def compared(
    cases: Iterable[Case], ways: Mapping[str, MentionFinder]
) -> dict[str, dict[str, Evaluation]]:
    """Group of résumés → way → counts; all cases of a set together under `all`."""
    found: dict[str, dict[str, Evaluation]] = {}
    for name, group, document, golds in cases:
        for way, finder in ways.items():
            sections = find_sections(document, finder.titles)
            mentions = finder.find(document, sections).mentions
            for key in ("all", group):
                counted = found.setdefault(key, {w: Evaluation() for w in ways})
                counted[way].add(name, golds, [Entry(m.text) for m in mentions])
    return found


def lines(found: Mapping[str, Mapping[str, Evaluation]]) -> Iterator[str]:
    """Rows of a Markdown table: precision, recall and F1 of titles for each way."""
    for group, ways in found.items():
        cells = [f"{count.count['tp'] + count.count['fn']}" for count in list(ways.values())[:1]]
        for counted in ways.values():
            figures = counted.figures()
            cells.append(" / ".join(f"{figures[k]:.3f}" for k in ("precision", "recall", "f1")))
        yield f"| {group} | " + " | ".join(cells) + " |"


def main() -> None:
    """Prints the table of the card."""
    parser = argparse.ArgumentParser(prog="python -m models.mention.ablation", description=__doc__)
    parser.add_argument("labels", type=Path, nargs="?", help="folder of ID.json label files")
    parser.add_argument("pdfs", type=Path, nargs="?", help="folder of ID.pdf")
    parser.add_argument("--model", type=Path, default=FOLDER, help="folder of the artefact")
    chosen = parser.parse_args()
    ways = finders(Judge.load(chosen.model))
    print(json.dumps({"model": ways["both"].judge.version if ways["both"].judge else None}))
    print("| résumés | credentials | " + " | ".join(ways) + " |")
    print("| --- " * (2 + len(ways)) + "|")
    if chosen.labels and chosen.pdfs:
        print("\n".join(lines(compared(labelled(chosen.labels, chosen.pdfs), ways))))
    print("\n".join(lines(compared(drawn(), ways))))
    print("\n".join(lines(compared(spoilt(ways["rules"]), ways))))


if __name__ == "__main__":
    main()
