"""Generated résumés → examples: what the rules would report, and whether it is a credential.

The rules themselves read the generated text, so that the model meets in training what it will
meet in use: titles cut wrongly, lines torn apart, headings not recognized.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.mention.pages import Range, Sheet
from models.mention.resumes import overlaps, resume
from models.mention.words import Words
from recognizer.comparison import Entry, assign
from recognizer.judging import Shown, shown
from recognizer.mentions import MentionFinder
from recognizer.resume import Mention
from recognizer.sections import find_sections

HELD_OUT = 1_000_000
"""First seed of the résumés that are never trained on."""
PARTLY = 0.25
"""Common part of a found and a true title from which the found one is not plainly wrong."""


@dataclass(frozen=True, slots=True)
class Example:
    """What the model is shown and what it should say; `layout` is that of the résumé."""

    seen: Shown
    claimed: bool
    layout: str


def examples(seeds: Iterable[int], finder: MentionFinder) -> Iterator[Example]:
    """Of the résumés of these seeds; names that the taxonomy knows are not the model's business."""
    words = Words.load(finder.taxonomy)
    titles = finder.taxonomy.data("section_titles")["kinds"]
    for seed in seeds:
        sheet = resume(seed, words, titles)
        sections = find_sections(sheet.document, finder.titles)
        for mention in finder.candidates(sheet.document, sections)[0]:
            claimed = claimed_in(sheet, mention)
            if mention.credential is None and claimed is not None:
                yield Example(shown(sheet.document, mention), claimed, sheet.layout)


def claimed_in(sheet: Sheet, mention: Mention) -> bool | None:
    """Whether the mention is a credential of the résumé; None where that can be disputed."""
    here = Range(mention.start, mention.end)
    if any(overlaps(here, line) > 0 for line in sheet.doubtful):
        return None
    touched = [title for title in sheet.titles if overlaps(here, title) > 0]
    for title in touched:
        true = Entry(sheet.document.text[title.start : title.end])
        if assign([true], [Entry(mention.text)])[0]:
            return True
    inside = any(here.start <= t.start and t.end <= here.end for t in touched)
    return None if inside or any(overlaps(here, t) >= PARTLY for t in touched) else False
