"""Résumés of one column drawn from plain text, and what the recognizer makes of them.

Every person, employer and institute in them is invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from recognizer.pipeline import Recognizer
from recognizer.resume import Claim, Document, Mention
from recognizer.sections import find_sections
from tests.pdfs import Sheet, read, width_of

LEFT, RIGHT, STEP = 72.0, 523.0, 15.0
INDENT = 14.0
NAME = "Robin Quince"
CONTACT = "12 Fig Lane, Plum Town, by the mill | robin@quince.example | 555 0100 | after six"
"""As wide as the column, so that no other line looks full."""
WORK = "Orchard Keeper at Pear Valley Farms, 2016 to 2019"


def resume(
    sections: Mapping[str, str | Sequence[str]],
    *,
    links: Mapping[str, str] | None = None,
    name: str = NAME,
    contact: str = CONTACT,
    photo: bool = False,
) -> bytes:
    """A page with a name, then each title in bold above its lines.

    In a line, "- " at the start is a list mark, each leading "> " sets it in, "**" makes it bold,
    a tab sends the rest to the right margin and "||" to the next of four columns; an empty line
    leaves room. `links` lays a target over the first place where its words are drawn.
    """
    sheet = Sheet()
    targets = dict(links or {})
    sheet.text(LEFT, 60, name, size=18, bold=True)
    sheet.text(LEFT, 78, contact)
    if photo:
        sheet.picture(470, 20, RIGHT, 66)
    y = 96.0
    for title, lines in sections.items():
        if title:
            y += 12
            sheet.heading(LEFT, y, title)
            y += 18
        for line in [lines] if isinstance(lines, str) else lines:
            if line:
                _draw(sheet, y, line, targets)
            y += STEP if line else 9
    assert y < sheet.height and not targets, f"not drawn: {y}, {targets}"
    return sheet.pdf()


def _draw(sheet: Sheet, y: float, line: str, targets: dict[str, str]) -> None:
    x, bold = LEFT, False
    while line.startswith(("> ", "**")):
        x += INDENT if line.startswith("> ") else 0
        bold = bold or line.startswith("**")
        line = line[2:]
    left, _, right = line.partition("\t")
    if left.startswith("- "):
        sheet.text(x, y, "•")
        x, left = x + 10, left[2:]
    for number, cell in enumerate(left.split("||")):
        _draw_text(sheet, x + 125 * number, y, cell.strip(), targets, bold)
    if right:
        _draw_text(sheet, RIGHT - width_of(right, bold=bold), y, right, targets, bold)


def _draw_text(
    sheet: Sheet, x: float, y: float, text: str, targets: dict[str, str], bold: bool
) -> None:
    sheet.text(x, y, text, bold=bold)
    for words in [w for w in targets if w in text]:
        x0 = x + width_of(text[: text.index(words)], bold=bold)
        sheet.link(targets.pop(words), x0, y - 9, x0 + width_of(words, bold=bold), y + 2)


def listing(*lines: str, title: str = "Certifications") -> dict[str, str | Sequence[str]]:
    """A résumé with one section of credentials among others."""
    return {"Experience": WORK, title: lines}


def report(
    recognizer: Recognizer,
    sections: Mapping[str, str | Sequence[str]],
    *,
    links: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The report of such a résumé, as it is printed."""
    found: dict[str, Any] = json.loads(
        recognizer.recognize(resume(sections, links=links)).to_json()
    )
    return found


def titles(recognizer: Recognizer, sections: Mapping[str, str | Sequence[str]]) -> list[str]:
    """The titles of the credentials of such a résumé."""
    return [item["title"] for item in report(recognizer, sections)["credentials"]]


def mentions(recognizer: Recognizer, document: Document) -> tuple[Mention, ...]:
    """The mentions of a document."""
    return recognizer.finder.find(document, find_sections(document, recognizer.titles)).mentions


def claims(
    recognizer: Recognizer,
    sections: Mapping[str, str | Sequence[str]],
    *,
    links: Mapping[str, str] | None = None,
) -> Iterator[Claim]:
    """The claims of such a résumé, in text order."""
    document = read(resume(sections, links=links))
    for mention in mentions(recognizer, document):
        yield recognizer.claims.read(document, mention)
