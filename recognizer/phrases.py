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
_CONTEXT = 12
"""Tokens on each side that may settle what an acronym means."""
_MIN_LETTERS = 5
"""Letters of the shortest alias that is searched in running text without regard to case."""


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

    @classmethod
    def of(
        cls, taxonomy: Taxonomy, acronyms: AcronymReader, patterns: Sequence[dict[str, Any]]
    ) -> Self:
        """From the taxonomy and the parsed claim_patterns.yaml."""
        nlp = spacy.blank("en")
        matcher = Matcher(nlp.vocab)
        for entry in patterns:
            matcher.add(entry["id"], entry["patterns"], greedy="LONGEST")
        return cls(nlp, matcher, taxonomy, acronyms)

    def find(self, text: str) -> list[Phrase]:
        """Phrases left to right, not overlapping; names of the taxonomy win over patterns."""
        doc = self.nlp.make_doc(text)
        named = self._names(doc)
        taken = [(p.start, p.end) for p in named]
        for match, start, end in sorted(self.matcher(doc), key=lambda m: (m[1], -m[2])):
            span = doc[start:end]
            if all(span.end_char <= a or span.start_char >= b for a, b in taken):
                rule = self.nlp.vocab.strings[match]
                named.append(Phrase(span.start_char, span.end_char, span.text, rule))
                taken.append((span.start_char, span.end_char))
        return sorted(named, key=lambda p: p.start)

    def _names(self, doc: Doc) -> list[Phrase]:
        found: list[Phrase] = []
        at = 0
        while at < len(doc):
            token = doc[at]
            if not (token.is_alpha or token.like_num or token.text[:1].isalnum()):
                at += 1
                continue
            size = self._longest(doc, at, found)
            at += max(1, size)
        return found

    def _longest(self, doc: Doc, at: int, found: list[Phrase]) -> int:
        """Adds the longest name that begins at a token; returns how many tokens it takes."""
        for size in range(min(_MAX_TOKENS, len(doc) - at), 0, -1):
            span = doc[at : at + size]
            if "\n" in span.text or span[-1].is_punct and span[-1].text not in "+#)":
                continue
            around = doc[max(0, at - _CONTEXT) : at + size + _CONTEXT].text
            ids = self._ids(span.text, around)
            if ids:
                found.append(Phrase(span.start_char, span.end_char, span.text, "alias", ids[0]))
                return size
        return 0

    def _ids(self, text: str, around: str) -> tuple[str, ...]:
        """Curated, unambiguous credentials that the text names exactly."""
        plain = normalize(text)
        ids: tuple[str, ...] = ()
        if " " in plain and len(plain) >= _MIN_LETTERS and text[:1].isupper():
            ids = self.taxonomy.credential_names.get(plain, ())
        if not ids and text.isupper():
            ids = self.acronyms.credentials(text, around)
        if not ids and any(c.isdigit() for c in text) and any(c.isalpha() for c in text):
            ids = self.taxonomy.credentials_coded(text) if len(text) >= 5 and "-" in text else ()
        return tuple(i for i in ids if not self.taxonomy.credential(i).ambiguous)
