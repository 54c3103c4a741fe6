"""A person's name, and every place of a text where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from recognizer.personal_words import PARTICLES

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`](?=[^\W\d_]))*")
"""A word of letters, with apostrophes inside."""
_TELLING = 6
"""Letters from which one word of a name means the person in an address or a number."""
_BROKEN = 2
"""Most lines on either side over which a name is broken."""
_NEAR = 80
"""Characters before a word of the name in which another capitalized word is looked for."""
_FORM_OF_ADDRESS = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|To|By|Awarded to|Issued to|Name)[.:]? $")
"""What may stand before a name without being a part of it."""
_CAPITALIZED_END = re.compile(r"[A-Z][\w.]*[ -]$")
_GOES_ON = re.compile(r"[ -](?:of\b|[A-Z])")
_BETWEEN = re.compile(r"[\s.,\-_]{1,4}")
"""Between two words of one name."""
_NO_LETTER = re.compile(r"[\W\d_]")
_GLUED = re.compile(r"[\w.-]{5,}")


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
        for run in self._runs(text, words):
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
        for found in _words_near(words, text):
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

    def _runs(self, text: str, near: Iterable[str]) -> Iterator[list[tuple[str, int, int]]]:
        known, initials = set(self.words), {word[0] for word in self.words}
        run: list[tuple[str, int, int]] = []
        for found in _words_near(near, text):
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


def _words_near(names: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    """The words of the lines in which one of these folded names may stand, and of those beside
    them: a name may be broken. Looking at every word of a résumé takes three times as long.
    """
    if "\n" not in text:
        yield from WORD.finditer(text) if _may_hold(names, text) else ()
        return
    near: set[int] = set()
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _may_hold(names, line):
            near.update(range(number - _BROKEN, number + _BROKEN + 1))
    at = 0
    begun: int | None = None
    for number, line in enumerate(lines if near else ()):
        if number in near and begun is None:
            begun = at
        elif number not in near and begun is not None:
            yield from WORD.finditer(text, begun, at)
            begun = None
        at += len(line) + 1
    if begun is not None:
        yield from WORD.finditer(text, begun)


def _is_telling(plain: str, words: Container[str]) -> bool:
    """A folded word with digits and signs is nothing but one long word of the name."""
    bare = _NO_LETTER.sub("", plain)
    return len(bare) >= _TELLING and bare in words
