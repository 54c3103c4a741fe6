"""Document → Sections that together cover the whole text, each with a kind from the title.

A title is known by its words (taxonomy/section_titles.yaml) and by how it is set: alone on its
line, bold, larger or in capitals. Lines set like this document's known titles but with other
words open a section of no kind, so that a list of certificates ends where the next title begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from recognizer.column_titles import TABLE_HEADS
from recognizer.resume import Document, Line, Section
from recognizer.section_titles import MAX_WORDS, SectionTitles

_LARGER = 1.07
"""Times the body's font size from which a line counts as set larger."""
_FULL = 60
"""Characters of a line that ends because its column does."""
_APART = 1.2
"""Times the usual white space above a title that only its weight tells from the text."""
_RARE_STYLE = 3.0
"""A style that has this many times more other lines than known titles is not a title style."""

_ONE_STYLE = 0.8
"""Share of a page's lines that are set alike where all of it is."""
_FLAT_TITLES = 4
"""Kinds of section whose titles such a text must hold."""
_SPACED = 1.3
"""Times the distance between lines of a paragraph that a title in body type needs above it."""

_LABEL = re.compile(r"^([A-Z][\w &/.'-]{2,32}?)\s*:")
_INLINE = re.compile(r"^(.{3,48}?)\s*(?::-|:–|:|\s[-–—]\s)\s*(?=\S)")


_Mark = tuple[str | None, str | None, int]
"""(kind, title, where the body starts)"""
_NO_TITLE: _Mark = (None, None, -1)


def find_sections(document: Document, titles: SectionTitles) -> tuple[Section, ...]:
    """Sections in text order; the first one has no kind unless the text begins with a title."""
    marks = _known_titles(document, titles)
    marks |= _titles_by_style(document, marks, titles)
    marks |= _continued(document, marks)
    starts = sorted(marks)
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    ends = [*starts[1:], len(document.text)]
    sections = []
    for start, end in zip(starts, ends, strict=True):
        kind, title, body = marks.get(start, (None, None, start))
        sections.append(Section(kind, title, start, body, end))
    return tuple(sections)


def _known_titles(document: Document, titles: SectionTitles) -> dict[int, _Mark]:
    """Start of each title line → (kind, title, where its body starts)."""
    body, leading = _body_size(document.lines), document.leading()
    marks: dict[int, _Mark] = {}
    listed_titles = sum(
        line.bullet and bool(titles.kind_of(document.line_text(line))) for line in document.lines
    )
    plain_titles = sum(
        not line.bullet and bool(titles.kind_of(document.line_text(line)))
        for line in document.lines
    )
    flat = _is_flat(document, titles)
    for number, line in enumerate(document.lines):
        text = document.line_text(line)
        if text[:1].islower() or (line.bullet and not line.bold and plain_titles >= listed_titles):
            continue
        first_start, first_end = line.cells[0] if line.cells else (line.start, line.end)
        first = document.text[first_start:first_end]
        known = titles.kind_of(text) if len(text) <= 70 else None
        if known is not None and not flat and _is_list_item(document, number, leading):
            continue
        if known is not None:
            kind, listed = known
            spaced = line.gap_above == 0 or line.gap_above > _SPACED * leading
            colon = listed and text.rstrip().endswith(":") and kind in titles.credential_kinds
            plain = listed and spaced and not text.rstrip().endswith(".") and _alone(text)
            plain = plain or (colon and not line.bullet) or (flat and listed and _alone(text))
            if _set_apart(line, text, body) or plain:
                marks[line.start] = (kind, text, line.end)
            continue
        if len(line.cells) > 1 and (pair := _side_by_side(document, line, titles)):
            marks[line.start] = (pair, text, line.end)
            continue
        if len(line.cells) > 1 and _is_table_head(document, line, titles):
            continue
        if len(line.cells) > 1 and (cell := titles.kind_of(first)) is not None:
            # A title at the left margin with its content on the same row.
            if _set_apart(line, first, body) or cell[1]:
                table = _heads_columns(document, line)
                marks[line.start] = (cell[0], first, line.start if table else first_end)
            continue
        inline = _INLINE.match(first)
        if (
            inline
            and (found := titles.kind_of(inline.group(1))) is not None
            and _opens(inline.group(1), found, titles, line)
        ):
            marks[line.start] = (found[0], inline.group(1), line.start + inline.end())
    return marks | _labels_after(document, marks)


def _is_flat(document: Document, titles: SectionTitles) -> bool:
    """Set in one size and weight with even white space, as if typed into a form: titles of several
    kinds stand among the lines and only their words show it.
    """
    styles = Counter((round(line.font_size * 2), line.bold) for line in document.lines)
    if not styles or max(styles.values()) < _ONE_STYLE * len(document.lines):
        return False
    leading = document.leading()
    kinds, last = set(), -2
    for number, line in enumerate(document.lines):
        text = document.line_text(line)
        if line.bullet or len(line.cells) > 1 or len(text) > 40 or not text[:1].isupper():
            continue
        if not _is_list_item(document, number, leading):
            continue
        found = titles.kind_of(text)
        if found is not None and found[1]:
            if number == last + 1:
                return False  # words of a list
            kinds.add(found[0])
            last = number
    return len(kinds) >= _FLAT_TITLES


def _is_list_item(document: Document, number: int, leading: float) -> bool:
    """Between two lines set alike and no further away than they are: "Training" among duties."""
    lines = document.lines
    if not 0 < number < len(lines) - 1:
        return False
    line, before, after = lines[number], lines[number - 1], lines[number + 1]
    if line.block != before.block or line.block != after.block:
        return False
    alike = _style(document, before) == _style(document, line) == _style(document, after)
    return alike and line.gap_above <= 1.25 * max(after.gap_above, leading)


def _side_by_side(document: Document, line: Line, titles: SectionTitles) -> str | None:
    """The kind of titles of columns ("Passport details:   Driving licence:"): each is listed and
    has its colon, and none promises credentials.
    """
    kinds = set()
    for start, end in line.cells:
        cell = document.text[start:end].rstrip()
        kind, listed = titles.kind_of(cell) or (None, False)
        if not (listed and cell.endswith(":")) or kind in titles.credential_kinds:
            return None
        kinds.add(kind)
    return kinds.pop() if len(kinds) == 1 else None


def _is_table_head(document: Document, line: Line, titles: SectionTitles) -> bool:
    """Several cells that are titles, or all set like titles: the head of a table."""
    cells = [document.text[a:b] for a, b in line.cells]
    if sum(titles.kind_of(cell) is not None for cell in cells) >= 2:
        return True
    return all(
        cell.isupper() and len(cell.split()) <= 3 and not any(c in ",;:0123456789" for c in cell)
        for cell in cells
    )


def _heads_columns(document: Document, line: Line) -> bool:
    """Every cell after the first is the title of a column, whatever the first one is."""
    return all(TABLE_HEADS.match(document.text[a:b].strip()) for a, b in line.cells[1:])


def _labels_after(document: Document, marks: Mapping[int, _Mark]) -> dict[int, _Mark]:
    """After "Training: Web Design" the next label at the same margin ends the section."""
    found: dict[int, _Mark] = {}
    inline: Line | None = None
    before: Line | None = None
    for line in document.lines:
        above, before = before, line
        if line.start in marks:
            inside = marks[line.start][2] < line.end
            inline = line if inside else None
            continue
        if inline is None or line.block != inline.block or abs(line.bbox.x0 - inline.bbox.x0) > 3:
            continue
        label = _LABEL.match(document.line_text(line))
        if not label or line.bold != inline.bold or line.bullet:
            continue
        if above is None or not _ends_full(document, above):
            found[line.start] = (None, label.group(1), line.start)
            inline = None
    return found


def _ends_full(document: Document, line: Line) -> bool:
    """The line ends at its column's right edge and in the middle of something."""
    right = max(other.bbox.x1 for other in document.lines if other.block == line.block)
    full = line.bbox.x1 > right - 4 * line.font_size and line.end - line.start > _FULL
    return full and document.line_text(line).rstrip()[-1:] not in ".;:"


def _opens(title: str, found: tuple[str, bool], titles: SectionTitles, line: Line) -> bool:
    """A title run into its content counts when it promises credentials, or ends such a list."""
    kind, listed = found
    if kind in ("courses", "training", "workshops") and not line.bold and not title.isupper():
        return listed and line.gap_above > 0.6 * line.font_size
    if kind in titles.credential_kinds:
        return listed or len(title.split()) <= 4
    return listed and title[:1].isupper()


def _set_apart(line: Line, text: str, body: float) -> bool:
    letters = [c for c in text if c.isalpha()]
    capitals = bool(letters) and all(c.isupper() for c in letters)
    titled = text[:1].isupper() and sum(w[:1].isupper() for w in text.split()) >= 0.6 * len(
        text.split()
    )
    return (
        line.bold
        or capitals
        or (line.font_size >= _LARGER * body and titled)
        or (text.rstrip().endswith(":") and titled and line.gap_above > 0.5 * line.font_size)
    )


def _alone(text: str) -> bool:
    """A listed title that stands alone on its line, written like one."""
    return text[:1].isupper() or not text[:1].isalpha()


def _body_size(lines: Sequence[Line]) -> float:
    """The font size in which most text is set, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.font_size, 1)] += line.end - line.start
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 10.0


_Style = tuple[float, bool, bool]


def _continued(document: Document, marks: Mapping[int, _Mark]) -> dict[int, _Mark]:
    """Column blocks that begin without a title → the section whose title stands over them.

    The end of the left column is not continued at the top of the right one: what stands there
    goes on from the last title in the same column, or belongs to no section.
    """
    spans: dict[int, tuple[float, float]] = {}
    for line in document.lines:
        x0, x1 = spans.get(line.block, (line.bbox.x0, line.bbox.x1))
        spans[line.block] = (min(x0, line.bbox.x0), max(x1, line.bbox.x1))
    found: dict[int, _Mark] = {}
    owners: list[tuple[int, _Mark]] = []
    block = -1
    for line in document.lines:
        if line.start in marks:
            owners.append((line.block, marks[line.start]))
        elif line.block != block and owners and not _over(spans[owners[-1][0]], spans[line.block]):
            owner = next(
                (m for b, m in reversed(owners) if _over(spans[b], spans[line.block])), None
            )
            kind, title = (owner[0], owner[1]) if owner else (None, None)
            found[line.start] = (kind, title, line.start)
            owners.append((line.block, found[line.start]))
        block = line.block
    return found


def _over(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Two columns share at least half of the narrower one's width."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= 0.5 * min(one[1] - one[0], other[1] - other[0])


def _style(document: Document, line: Line) -> _Style:
    letters = [c for c in document.line_text(line) if c.isalpha()]
    return (
        round(line.font_size * 2) / 2,
        line.bold,
        bool(letters) and all(c.isupper() for c in letters),
    )


def _apart(line: Line, gap: float) -> bool:
    """At least so much white space above, in points, or the first line of its column."""
    return line.gap_above >= gap or line.gap_above == 0.0


def _titles_by_style(
    document: Document,
    marks: Mapping[int, _Mark],
    titles: SectionTitles,
) -> dict[int, _Mark]:
    """Lines set like the known titles, with words that no list knows."""
    body = _body_size(document.lines)
    alone = (line for line in document.lines if marks.get(line.start, _NO_TITLE)[2] >= line.end)
    known = Counter(_style(document, line) for line in alone)
    others = Counter(
        _style(document, line)
        for line in document.lines
        if line.start not in marks and not line.bullet
    )
    gaps = [line.gap_above for line in document.lines if line.gap_above > 0]
    usual_gap = median(gaps) if gaps else 0.0
    found: dict[int, _Mark] = {}
    for number, line in enumerate(document.lines):
        style = _style(document, line)
        above = document.lines[number - 1] if number else line
        text = document.line_text(line)
        larger = style[0] >= _LARGER * body
        distinct = larger or style[1] or style[2]
        if (
            distinct
            and line.start not in marks
            and not line.bullet
            and len(text.split()) <= MAX_WORDS - 2
            and (_apart(line, line.font_size) or text.rstrip().endswith(":"))
            and len(line.cells) == 1
            and not (above.start in marks and style[0] < _style(document, above)[0])
            and titles.leaning(text) is not None
        ):
            found[line.start] = (titles.leaning(text), text, line.end)
            continue
        if (
            line.start in marks
            or line.bullet
            or not distinct
            or known[style] < 2
            or others[style] > _RARE_STYLE * known[style]
            or len(text.split()) > MAX_WORDS - 2
            or len(line.cells) > 1
            or any(c.isdigit() for c in text)
            or not text[:1].isupper()
            or line.gap_above < usual_gap * (1.0 if larger or style[2] else _APART)
        ):
            continue
        found[line.start] = (titles.leaning(text), text, line.end)
    return found
