"""The titles of résumé sections, by kind: taxonomy/section_titles.yaml ready for look-up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from rapidfuzz import fuzz, process

from recognizer.names import normalize

_MISSPELT = 7
"""Letters from which a word is compared with the known ones by likeness."""
MAX_WORDS = 8
"""A title of more words is a sentence."""

_LEAD = re.compile(r"^[\W\d_]*(?:[ivx]{1,4}[.)]\s+|[a-z][.)]\s+)?", re.IGNORECASE)
_TAIL = re.compile(r"[\s:;.\-–—_|•*]+$")


SILENT = frozenset({"references", "declaration", "publications", "interests", "personal"})
"""Kinds of section whose text never claims a credential."""
_DONE = frozenset({"awards", "projects", "activities", "publications"})
"""Kinds of what one did at school, beside words that only say that it was there."""
_OF_SCHOOL = frozenset({"academic", "educational", "scholastic"})
OWNED = re.compile(
    r"(?P<title>\W*[A-Za-z &/]{4,40}?)\s+(?:from|by|at|via|through|on)\s+(?P<owner>[A-Z].{1,40})$"
)
"""A title that says where everything under it is from: "Certifications from Coursera"."""


@dataclass(frozen=True, slots=True)
class SectionTitles:
    """The titles of every kind, ready for look-up by normal form."""

    titles: Mapping[str, str]
    words: Mapping[str, str]
    refused: frozenset[str]
    glue: frozenset[str]
    order: tuple[str, ...]
    credential_kinds: frozenset[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From the parsed section_titles.yaml."""
        titles: dict[str, str] = {}
        words: dict[str, str] = {}
        refused: set[str] = set()
        for entry in data["kinds"]:
            kind = entry["kind"]
            for title in entry.get("titles", ()):
                titles.setdefault(normalize(title), kind)
            for word in entry.get("words", ()):
                words.setdefault(normalize(word), kind)
            refused.update(normalize(title) for title in entry.get("not", ()))
        return cls(
            titles,
            words,
            frozenset(refused),
            frozenset(normalize(word) for word in data["glue"]),
            tuple(entry["kind"] for entry in data["kinds"]),
            frozenset(e["kind"] for e in data["kinds"] if e.get("credentials")),
        )

    def kind_of(self, text: str) -> tuple[str, bool] | None:
        """(kind, whether the whole title is listed); None when the words make no title."""
        plain = normalize(_TAIL.sub("", _LEAD.sub("", text)))
        if not plain:
            return None
        if plain in self.titles:
            return self.titles[plain], True
        if (owned := OWNED.match(text)) is not None and owned["title"].rstrip().endswith("s"):
            found = self.kind_of(owned["title"])
            return (found[0], False) if found and found[0] in self.credential_kinds else None
        parts = self._mended(plain.split())
        if len(parts) > MAX_WORDS or plain in self.refused:
            return None
        kinds = {self.words[part] for part in parts if part in self.words}
        if not kinds or any(part not in self.words and part not in self.glue for part in parts):
            return None
        schools = {part for part in parts if self.words.get(part) == "education"}
        if kinds & _DONE and schools <= _OF_SCHOOL:
            kinds.discard("education")  # "Academic & Extra-curricular Achievements"
        return min(kinds, key=self.order.index), len(parts) == 1

    def _mended(self, parts: Sequence[str]) -> list[str]:
        """The words with those that a blank parts put together ("Back ground", "Work shops")."""
        out: list[str] = []
        for part in parts:
            if out and part not in self.words and part not in self.glue:
                if (whole := out[-1] + part) in self.words or whole in self.glue:
                    out[-1] = whole
                    continue
            out.append(part)
        return out

    def is_weak(self, title: str | None) -> bool:
        """The title does not say that credentials follow ("Technical Qualifications")."""
        parts = normalize(title or "").split()
        return not any(self.words.get(part) in self.credential_kinds for part in parts)

    def is_mixed(self, title: str | None) -> bool:
        """The title promises other things too ("Skills & Certifications")."""
        parts = normalize(title or "").split()
        kinds = {self.words[part] for part in parts if part in self.words}
        return bool(kinds - self.credential_kinds - {"education"})

    def leaning(self, text: str) -> str | None:
        """The kind that a title's last word names, for titles with words of their own; its first
        word, too, where a colon marks it as a title.
        """
        parts = normalize(_TAIL.sub("", _LEAD.sub("", text))).split()
        if not parts:
            return None
        spelt = " ".join(self._spelt(part) for part in parts)
        if spelt in self.titles:
            return self.titles[spelt]
        by_first = self._near(parts[0]) if text.rstrip().endswith(":") else None
        kind = self._near(parts[-1]) or by_first
        if kind in self.credential_kinds and not (parts[-1].endswith("s") or text.isupper()):
            return None  # one workshop or course is an entry, not a title
        return kind

    def _spelt(self, word: str) -> str:
        """The word of titles that is meant ("QUALIFIACTION"), the word itself if there is none."""
        usual = (*self.words, *self.glue)
        if word in usual or len(word) < _MISSPELT:
            return word
        found = process.extractOne(word, usual, scorer=fuzz.ratio, score_cutoff=88)
        return found[0] if found else word

    def _near(self, word: str) -> str | None:
        """The kind of a word, misspelt ones included ("ACHIEVMENTS")."""
        if word in self.words or len(word) < _MISSPELT:
            return self.words.get(word)
        found = process.extractOne(word, self.words.keys(), scorer=fuzz.ratio, score_cutoff=88)
        return self.words[found[0]] if found else None
