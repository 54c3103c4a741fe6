"""Whose résumé it is: the name, and every place where it stands.

Nothing but the page says who the person is, so candidates are weighed: size and place of the line,
a label before it, and whether the e-mail address or a profile's user name is made of the same
words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from recognizer.personal_words import NOT_NAMES, PARTICLES, PLACES_OF_MANY
from recognizer.resume import Document, Line

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`](?=[^\W\d_]))*")
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
_TELLING = 6
"""Letters from which one word of a name means the person in an address or a number."""
_NEAR = 80
"""Characters before a word of the name in which another capitalized word is looked for."""
_FORM_OF_ADDRESS = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|To|By|Awarded to|Issued to|Name)[.:]? $")
"""What may stand before a name without being a part of it."""
_CAPITALIZED_END = re.compile(r"[A-Z][\w.]*[ -]$")
_GOES_ON = re.compile(r"[ -](?:of\b|[A-Z])")
_BETWEEN = re.compile(r"[\s.,\-_]{1,4}")
"""Between two words of one name."""
_NO_LETTER = re.compile(r"[\W\d_]")
_END_OF_NAME = re.compile(r"[,|•·/:;(\[–—]| - |\d|@")
_BLANKS = re.compile(r"[\s.]+")
_GLUED = re.compile(r"[\w.-]{5,}")
_STANDS_OUT = 1.2
"""Times the usual type size from which the largest one of a page means something."""


class Candidate(NamedTuple):
    """A stretch of the text that may be the name, with its points."""

    points: float
    start: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonName:
    """Words of a name, folded (no case, no accents), initials among them."""

    words: tuple[str, ...]

    @property
    def long_words(self) -> tuple[str, ...]:
        """Words of at least two letters, particles left out."""
        return tuple(w for w in self.words if len(w) > 1 and w not in PARTICLES)

    def full_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Ranges where two or more of its words stand together, or one with its initials."""
        words = self.long_words
        for run in self._runs(text) if _may_hold(words, text) else ():
            said = {word for word, _, _ in run}
            long = said.intersection(words)
            if len(long) >= 2 or (long and len(words) == 1 and len(said) > 1):
                yield run[0][1], run[-1][2]
            elif long and len(said) > 1 and any(len(w) == 1 for w in said):
                yield run[0][1], run[-1][2]

    def single_in(self, text: str, is_common: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
        """Ranges where one word of it stands for the person: capitalized, no word of some
        credential's name, and with no other capitalized word beside it.
        """
        words = {word for word in self.long_words if len(word) > 2 and not is_common(word)}
        for found in _WORD.finditer(text) if _may_hold(words, text) else ():
            said = found.group()
            if not said[0].isupper() or folded(said) not in words:
                continue
            before = _FORM_OF_ADDRESS.sub("", text[max(0, found.start() - _NEAR) : found.start()])
            if not _CAPITALIZED_END.search(before) and not _GOES_ON.match(text, found.end()):
                yield found.span()

    def glued_in(self, text: str, *, alone: bool = False) -> Iterator[tuple[int, int]]:
        """Ranges of words in which two of its words stand without a gap ("robinquince",
        "robin.quince-77"); with `alone` also one that is a word of six letters or more.
        """
        words = {w for w in self.long_words if len(w) > 2}
        for found in _GLUED.finditer(text) if alone or _may_hold(words, text) else ():
            plain = folded(found.group())
            held = sum(word in plain for word in words)
            if held >= 2 or (alone and _is_telling(plain, words)):
                yield found.span()

    def made_of(self, user: str) -> bool:
        """Whether a user name is built from the name ("robin.quince", "rquince", "quince77")."""
        plain = re.sub(r"[^a-z]", "", folded(user))
        long = self.long_words
        if any(len(word) >= 4 and word in plain for word in long):
            return True
        initials = "".join(word[0] for word in self.words)
        return any(
            plain == first[:size] + second or plain == second + first[:size]
            for first in long
            for second in long
            for size in (1, 2, 3)
            if first != second
        ) or (len(initials) > 2 and plain == initials)

    def _runs(self, text: str) -> Iterator[list[tuple[str, int, int]]]:
        known, initials = set(self.words), {word[0] for word in self.words}
        run: list[tuple[str, int, int]] = []
        for found in _WORD.finditer(text):
            said = found.group()
            word = folded(said)
            mine = word in known or (len(word) == 1 and said.isupper() and word in initials)
            if run and not _BETWEEN.fullmatch(text, run[-1][2], found.start()):
                yield run
                run = []
            if mine:
                run.append((word, *found.span()))
            elif run:
                yield run
                run = []
        if run:
            yield run


def folded(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():  # most words of most résumés, in a tenth of the time
        lower = text.lower()
        return lower if lower.isalpha() else lower.replace("'", "").replace("`", "")
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`")


def _may_hold(words: Iterable[str], text: str) -> bool:
    """False where none of these folded words can stand in a text; quicker than looking for them."""
    plain = text.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = decomposed.encode("ascii", "ignore").decode("ascii")
    plain = plain.replace("'", "").replace("`", "")
    return any(word in plain or not word.isascii() for word in words)


def _is_telling(plain: str, words: Container[str]) -> bool:
    """A folded word with digits and signs is nothing but one long word of the name."""
    bare = _NO_LETTER.sub("", plain)
    return len(bare) >= _TELLING and bare in words


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
    words = (word for word in _WORD.findall(" ".join(plain)) if word.islower() and len(word) > 2)
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
    words = (found.group() for found in _WORD.finditer(text))
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
        if not _WORD.fullmatch(word):
            return None
        if word[0].islower() and word not in PARTICLES:
            return None
    return tuple(split) if len(split) <= _MAX_WORDS else None
