"""Whose résumé it is.

Nothing but the page says so, therefore candidates are weighed: size and place of the line, a label
before it, and whether the e-mail address or a profile's user name is made of the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from recognizer.personal_name import WORD, PersonName, folded
from recognizer.personal_words import NOT_NAMES, PARTICLES, PLACES_OF_MANY
from recognizer.resume import Document, Line

_BEFORE = re.compile(
    r"(?i)^\W*(?:(?:curriculum vitae|r[ée]sum[ée]|cv|bio-?data|profile)[\s_]*(?:of|for|[-–:]|)\s*|"
    r"(?:full |candidate |applicant )?name\s*[:\-–]+\s*|"
    r"(?:mr|mrs|ms|miss|dr|er|prof|engr|ca|cs|adv|eng|ing|sir|shri|smt|kum|md|mohd)\.?\s+"
    r"(?=\S+ \S))+"
)
_TITLED = re.compile(
    r"(?i)\W*(?:curriculum vitae|r[ée]sum[ée]|cv|bio-?data)(?:\s+(?:of|for)\s+|\s*[-–:_]\s*)(?=\w)"
)
"""A title of the page with the name behind it ("Résumé – Robin Quince")."""
_LABEL = re.compile(
    r"(?i)(?:^|\n|\t)\W*(?:(?:full|candidate(?:['’]s)?|applicant(?:['’]s)?|my) )?"
    r"name(?: in full)?"
    r"[ \t]*[:\-–\t]+[\s:]*([^\n\t|,;]{2,60})"
)
_JOINED = re.compile(r"\w+[.-]\w\S*")
_ADDRESS = re.compile(r"[/:,;(–-]?\s?\d|, ?[A-Z]{2}\b")
"""What follows the words of an address: a number, or a comma and a state."""
_CANDIDATES = 40
"""Lines of the first page, in reading order, that may hold the name."""
_ENOUGH = 3.5
"""Points from which a candidate is taken for the name; being the first line in the largest type
is enough, and so is a label with a name-like value."""
_MAX_WORDS = 5
_END_OF_NAME = re.compile(r"[,|•·/:;(\[–—]| - |\d|@")
_BLANKS = re.compile(r"[\s.]+")
_STANDS_OUT = 1.2
"""Times the usual type size from which the largest one of a page means something."""


class Candidate(NamedTuple):
    """A stretch of the text that may be the name, with its points."""

    points: float
    start: int
    words: tuple[str, ...]


def find_name(
    document: Document,
    titles: frozenset[int],
    users: Iterable[str],
    is_common: Callable[[str], bool],
    is_other: Callable[[str], bool],
) -> PersonName | None:
    """The name, or None where nothing looks like one.

    `titles` are the `start` of lines that are sections' titles; `users` local parts of e-mail
    addresses and user names of profiles; `is_common` says of a word that names of credentials use
    it, `is_other` of a text that it is a title, an organization, a skill or a place.
    """
    known = tuple(dict.fromkeys(users))
    usual = _usual_words(document.text)
    weighed = [
        one._replace(points=one.points + _strangeness(one.words, usual, is_common) + agreement)
        for one in (*_labelled(document), *_at_the_top(document, titles))
        for agreement in (_agreement(one.words, known),)
        if agreement or not is_other(" ".join(one.words))
    ]
    best = max(weighed, key=lambda one: (one.points, -one.start), default=None)
    if best is None or best.points < _ENOUGH:
        return None
    return PersonName(tuple(folded(word) for word in best.words))


def _usual_words(text: str) -> frozenset[str]:
    """Words that the résumé writes without a capital, addresses and user names ("r-quince",
    "quince_r") left out: they are no names.
    """
    plain = (
        _JOINED.sub(" ", token) if "." in token or "-" in token else token
        for token in text.split()
        if not ("@" in token or "/" in token or "_" in token)
    )
    words = (word for word in WORD.findall(" ".join(plain)) if word.islower() and len(word) > 2)
    return frozenset(map(folded, words))


def _strangeness(
    words: tuple[str, ...], usual: frozenset[str], is_common: Callable[[str], bool]
) -> float:
    """Points for words that mean nothing else: 1 for all of them, less 3 for each that does."""
    long = [folded(word) for word in words if len(word) > 2]
    known = sum(word in usual or is_common(word) for word in long)
    return 1.0 - 3.0 * known if known else 1.0


def _labelled(document: Document) -> Iterator[Candidate]:
    for found in _LABEL.finditer(document.text):
        words = _name_words(found[1])
        if words:
            yield Candidate(5.0, found.start(1), words)


def _at_the_top(document: Document, titles: frozenset[int]) -> Iterator[Candidate]:
    lines = [line for line in document.lines if line.page == 1]
    sizes = sorted(line.font_size for line in lines)
    ordinary = sizes[len(sizes) // 2] if sizes else 1.0
    height = next((page.height for page in document.pages), 842.0)
    number = 0
    for at, line in enumerate(lines[:_CANDIDATES]):
        text = document.line_text(line)
        if line.start in titles or not _says_something(text):
            continue
        points = _standing(line, number, sizes[-1], ordinary, height)
        number += 1
        after = lines[at + 1] if at + 1 < len(lines) else None
        texts = [document.text[start:end] for start, end in line.cells] or [text]
        if after is not None and after.start not in titles and _stacked(line, after):
            texts.append(f"{text} {document.line_text(after)}")
        for text in texts:
            if words := _name_words(text):
                points_here = points + (0.5 if len(words) > 1 else -2.0)
                points_here += 3.0 * (_TITLED.match(text) is not None)
                yield Candidate(points_here + 0.5 * text.isupper(), line.start, words)


def _says_something(text: str) -> bool:
    """More than the words that stand on every résumé ("Curriculum Vitae", "Phone:")."""
    words = (found.group() for found in WORD.finditer(text))
    return any(folded(word) not in NOT_NAMES and len(word) > 1 for word in words)


def _stacked(line: Line, after: Line) -> bool:
    """Two large lines under one another: given name and family name."""
    same = abs(line.font_size - after.font_size) <= 0.12 * line.font_size
    return same and line.font_size >= 14 and after.gap_above < 1.2 * line.font_size


def _standing(line: Line, number: int, largest: float, ordinary: float, height: float) -> float:
    """Points for size, weight and place: at most 8."""
    stands_out = largest >= _STANDS_OUT * ordinary
    points = 3.0 * (stands_out and line.font_size >= 0.95 * largest)
    points += 1.0 * (stands_out and line.font_size >= 0.8 * largest) + 0.5 * line.bold
    points += 1.5 * (number == 0) + 0.5 * (number < 3) + 0.5 * (number < 8)
    return points + 0.5 * (line.bbox.top < 0.15 * height)


def _agreement(words: tuple[str, ...], users: tuple[str, ...]) -> float:
    """Points for user names made of the same words: 3 for one that is, 2 more for two words."""
    name = PersonName(tuple(folded(word) for word in words))
    best = 0.0
    for user in users:
        plain = folded(user)
        held = sum(len(word) > 2 and word in plain for word in name.long_words)
        best = max(best, 3.0 * name.made_of(user) + 2.0 * (held > 1) + 0.5 * (held == 1))
    return best


def _name_words(text: str) -> tuple[str, ...] | None:
    """The words of a text that may be a name; None when it is something else."""
    plain = " ".join(text.split())
    if before := _BEFORE.match(plain):
        plain = plain[before.end() :]
    pieces = _END_OF_NAME.split(plain, maxsplit=1)
    if _ADDRESS.match(plain[len(pieces[0]) :]):
        return None
    plain = pieces[0].strip(" .-_")
    words = [w for w in _BLANKS.split(plain) if w]
    if len(words) > _MAX_WORDS and all(len(word) == 1 for word in words):
        words = ["".join(words)]
    if not words or len(words) > 2 * _MAX_WORDS or not any(len(word) > 2 for word in words):
        return None
    split = [part for word in words for part in word.split("-") if part]
    job = next((n for n, word in enumerate(split) if folded(word) in NOT_NAMES), len(split))
    if job < min(2, len(split)) or not PLACES_OF_MANY.isdisjoint(map(folded, split)):
        return None
    split = split[:job]  # a name and a trade on one line
    for word in split:
        if not WORD.fullmatch(word):
            return None
        if word[0].islower() and word not in PARTICLES:
            return None
    return tuple(split) if len(split) <= _MAX_WORDS else None
