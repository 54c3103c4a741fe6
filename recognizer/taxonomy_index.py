"""Names → ids: the look-ups that make a taxonomy quick to ask, whatever its size."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest

from rapidfuzz import fuzz, process

Index = Mapping[str, tuple[str, ...]]

MAX_POSTINGS = 1_500
"""Most entries of the word index walked for one text: bounds the cost at any taxonomy size."""
MAX_WORDS = 16
"""Most words of a text that are looked up, rarest first."""
MAX_BEGUN = 200
"""Most names looked at that begin with one text."""
MIN_SPELLING = 80.0
"""Similarity (0–100) at which an unknown word counts as a known one with a slip of the pen."""

_NOT_CODE = re.compile(r"[\W_]+")


def fold_code(text: str) -> str:
    """Exam codes without case, spaces and hyphens.

    >>> fold_code("az 900") == fold_code("AZ-900")
    True
    """
    return _NOT_CODE.sub("", text).upper()


def group(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Ids by name in the order given, each once."""
    result: dict[str, dict[str, None]] = {}
    for name, id_ in pairs:
        result.setdefault(name, {})[id_] = None
    return {name: tuple(ids) for name, ids in result.items()}


def begun_by(names: Sequence[str], start: str) -> Iterator[str]:
    """Of sorted names, those that begin with a text and have more words than it.

    >>> list(begun_by(["red", "red hat", "red hat linux", "redis"], "red"))
    ['red hat', 'red hat linux']
    """
    first = bisect_left(names, start + " ")
    for name in names[first : first + MAX_BEGUN]:
        if not name.startswith(start + " "):
            return
        yield name


def by_host(domains: Index, host: str) -> tuple[str, ...]:
    """Ids at the longest suffix of the host, cut at dots only ("evil-coursera.org" is nobody)."""
    labels = host.strip().rstrip(".").casefold().split(".")
    for start in range(len(labels)):
        found = domains.get(".".join(labels[start:]))
        if found:
            return found
    return ()


@dataclass(frozen=True)
class WordIndex:
    """Finds names that share rare words with a text, for fuzzy comparison.

    `names` are (normalized name, id) with the shorter names first: where many names share only
    common words, the short ones are the likelier and are kept.
    """

    names: Sequence[tuple[str, str]]
    _common: dict[str, frozenset[int]] = field(default_factory=dict, repr=False)

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        postings: dict[str, list[int]] = {}
        for number, (name, _) in enumerate(self.names):
            for word in dict.fromkeys(name.split()):
                postings.setdefault(word, []).append(number)
        return postings

    @cached_property
    def _spellings(self) -> dict[tuple[str, int], list[str]]:
        """Known words of five letters and more by first letter and length."""
        buckets: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._postings):
            if len(word) >= 5:
                buckets.setdefault((word[0], len(word)), []).append(word)
        return buckets

    def frequency(self, word: str) -> int:
        """How many names hold the word, spelt so."""
        return len(self._postings.get(word, ()))

    def candidates(self, text: str, limit: int) -> tuple[tuple[str, str], ...]:
        """At most `limit` names, those sharing the most telling words first; deterministic."""
        words = self._known(dict.fromkeys(text.split()))
        scores: dict[int, float] = {}
        left = MAX_POSTINGS
        for word in words:
            weight = math.log(1 + len(self.names) / len(self._postings[word]))
            posting = self._postings[word]
            if scores and len(posting) > left:
                members = self._members(word)
                for number in scores:
                    if number in members:
                        scores[number] += weight
                continue
            for number in posting[:left]:
                scores[number] = scores.get(number, 0.0) + weight
            left -= len(posting)
        best = nsmallest(limit, ((-round(score, 9), number) for number, score in scores.items()))
        return tuple(self.names[number] for _, number in best)

    def _known(self, words: Iterable[str]) -> list[str]:
        """Words of the index for the words of a text, rarest first, spelling slips mended."""
        known: dict[str, None] = {}
        for word in words:
            if word in self._postings:
                known[word] = None
            elif len(word) >= 5:
                known.update(dict.fromkeys(self._like(word)))
        ranked = sorted(known, key=lambda word: (len(self._postings[word]), word))
        return ranked[:MAX_WORDS]

    def _like(self, word: str) -> list[str]:
        near = [
            other
            for length in (len(word) - 1, len(word), len(word) + 1)
            for other in self._spellings.get((word[0], length), ())
        ]
        found = process.extract(word, near, scorer=fuzz.ratio, score_cutoff=MIN_SPELLING, limit=3)
        return [other for other, _, _ in found]

    def _members(self, word: str) -> frozenset[int]:
        if word not in self._common:
            self._common[word] = frozenset(self._postings[word])
        return self._common[word]
