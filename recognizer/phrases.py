"""Names of credentials in running text, found by the taxonomy's aliases and by word patterns.

A spaCy pipeline (blank English) cuts the text into tokens; our own component looks every run of
tokens up in the taxonomy's name index, so that its cost grows with the text and not with the
number of names. Token patterns come from taxonomy/claim_patterns.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import spacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from recognizer.acronyms import AcronymReader
from recognizer.names import normalize
from recognizer.taxonomy import Taxonomy

_MAX_TOKENS = 12
"""Tokens of the longest name that is looked up; punctuation counts."""
_CONTEXT = 90
"""Characters on each side that may settle what an acronym means."""
_MIN_LETTERS = 5
"""Letters of the shortest alias that is searched in running text without regard to case."""
_TRIED = frozenset("(-")
_WIDER = "auditor"
"""The pattern that a name inside it does not outdo."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of text that names a credential. `credential` is None for a pattern's find."""

    start: int
    end: int
    text: str
    rule: str
    credential: str | None = None


@dataclass(frozen=True, slots=True)
class PhraseFinder:
    """Looks names up; built once per taxonomy."""

    nlp: Language
    matcher: Matcher
    taxonomy: Taxonomy
    acronyms: AcronymReader
    first_words: frozenset[str]
    openings: frozenset[str]

    @classmethod
    def of(
        cls, taxonomy: Taxonomy, acronyms: AcronymReader, patterns: Sequence[dict[str, Any]]
    ) -> Self:
        """From the taxonomy and the parsed claim_patterns.yaml."""
        nlp = spacy.blank("en")
        matcher = Matcher(nlp.vocab)
        for entry in patterns:
            matcher.add(entry["id"], entry["patterns"], greedy="LONGEST")
        first = frozenset(name.split(" ", 1)[0] for name in taxonomy.credential_names)
        capitals = map(normalize, (*taxonomy.credential_acronyms, *acronyms.meanings))
        openings = frozenset(map(_opening, (*taxonomy.credential_names, *capitals)))
        return cls(nlp, matcher, taxonomy, acronyms, first, openings)

    def find(self, text: str) -> list[Phrase]:
        """Phrases left to right, not overlapping; names of the taxonomy win over patterns, but
        not where a standard says more than the name ("certified internal auditor for ISO 9001").
        """
        doc = self.nlp.make_doc(text)
        matches = sorted(self.matcher(doc), key=lambda m: (m[1], -m[2]))
        wider = [doc[a:b] for m, a, b in matches if self.nlp.vocab.strings[m] == _WIDER]
        named = [
            phrase
            for phrase in self._names(doc)
            if not any(s.start_char <= phrase.start and phrase.end < s.end_char for s in wider)
        ]
        taken = [(p.start, p.end) for p in named]
        for match, start, end in matches:
            span = doc[start:end]
            if all(span.end_char <= a or span.start_char >= b for a, b in taken):
                rule = self.nlp.vocab.strings[match]
                named.append(Phrase(span.start_char, span.end_char, span.text, rule))
                taken.append((span.start_char, span.end_char))
        return sorted(named, key=lambda p: p.start)

    def _names(self, doc: Doc) -> list[Phrase]:
        """Names of credentials, the longest first at each place."""
        spans = [(token.idx, token.idx + len(token), token.text) for token in doc]
        text = doc.text  # spaCy joins it anew at every access
        found: list[Phrase] = []
        at = 0
        while at < len(spans):
            phrase, size = self._longest(text, spans, at)
            if phrase is not None:
                found.append(phrase)
            at += size
        return found

    def _longest(
        self, text: str, spans: Sequence[tuple[int, int, str]], at: int
    ) -> tuple[Phrase | None, int]:
        """The longest name that begins at a token, and how many tokens to go on."""
        start, _, word = spans[at]
        if not word[0].isalnum() or not self._may_begin(word):
            return None, 1
        for size in range(self._reach(text, spans, at), 0, -1):
            _, end, last = spans[at + size - 1]
            if not (last[-1].isalnum() or last[-1] in "+#)"):
                continue
            piece = text[start:end]
            ids = self._ids(piece, text, start, end)
            if ids:
                return Phrase(start, end, piece, "alias", ids[0]), size
        return None, 1

    def _reach(self, text: str, spans: Sequence[tuple[int, int, str]], at: int) -> int:
        """Tokens of the longest piece of the line that may be a name.

        Three words, and no name begins with the first two: more of the text is none either.
        Brackets are left out of names, and hyphens out of codes, so these are always tried.
        """
        start = spans[at][0]
        line_end = text.find("\n", start)
        most = min(_MAX_TOKENS, len(spans) - at)
        while 0 <= line_end < spans[at + most - 1][1] and most:
            most -= 1
        if most and not _TRIED.isdisjoint(text[start : spans[at + most - 1][1]]):
            return most
        for size in range(3, most + 1):
            plain = normalize(text[start : spans[at + size - 1][1]])
            if plain.count(" ") >= 2:
                return most if _opening(plain) in self.openings else size - 1
        return most

    def _may_begin(self, word: str) -> bool:
        """Cheap test: some name begins like this, or it may be an acronym or a code."""
        if word.isupper() or any(c.isdigit() for c in word):
            return True
        return word[0].isupper() and normalize(word).split(" ")[0] in self.first_words

    def _ids(self, piece: str, text: str, start: int, end: int) -> tuple[str, ...]:
        """Curated, unambiguous credentials that the piece of text names exactly."""
        plain = normalize(piece)
        ids: tuple[str, ...] = ()
        if " " in plain and len(plain) >= _MIN_LETTERS:
            ids = self.taxonomy.credential_names.get(plain, ())
        if not ids and (piece.isupper() or " " in plain):
            around = text[max(0, start - _CONTEXT) : end + _CONTEXT]
            ids = self.acronyms.credentials(piece, around)
        if not ids and "-" in piece and len(piece) >= 5 and any(c.isdigit() for c in piece):
            ids = self.taxonomy.credentials_coded(piece)
        return tuple(i for i in ids if not self.taxonomy.credential(i).ambiguous)


def _opening(plain: str) -> str:
    """The first two words of a normal form."""
    return " ".join(plain.split(" ", 2)[:2])
