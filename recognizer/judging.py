"""The trained mention model: vetoes titles that no rule is sure of and that look like none.

Small spaCy text classifiers read the same words and vote: convolutional networks that see words,
their endings and shapes in order, alike but for the chance of their training, and a bag that sees
only which words stand where. Made by `python -m models.mention`, described in
models/mention/CARD.md. The weights are msgpack, never pickle, and are refused when they are not
those that the data beside them describe.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from recognizer.errors import ArtefactError
from recognizer.resume import Document, Mention
from recognizer.units import GUESSED

FORMAT = 1
"""Of the words that the model is shown; a model made for another one is refused."""
WEIGHTS, META = "weights.msgpack", "meta.json"
YES = "credential"
_NO = "other"
_AROUND = 80
"""Characters before and behind the entry from which words are taken, inside the section."""
_NEAR_WORDS, _MOST_WORDS = 8, 90
"""Words taken from before and from behind the entry; words in all."""
_LEAST = 1e-4
"""Keeps the odds finite."""
_WIDTH = 64
_LINKS = ("url", "link")
"""Roles that are not shown: whether a link was printed must not matter."""
_NOT_SHARED = ("title", *_LINKS)
_SHORT = re.compile(r"[A-Z][A-Z0-9+/&.-]{1,6}")
_WORD = re.compile(r"\w+|[^\w\s]|[\n\t]")
_DIGIT = re.compile(r"\d")
_BREAKS = {"\n": "⏎", "\t": "⇥"}

Shown = tuple[list[str], list[str]]
"""Words and, for each, what part of the entry it belongs to."""

NETWORK: dict[str, Any] = {
    "@architectures": "spacy.TextCatReduce.v1",
    "exclusive_classes": True,
    "use_reduce_first": False,
    "use_reduce_last": False,
    "use_reduce_max": True,
    "use_reduce_mean": True,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": _WIDTH,
            "attrs": ["NORM", "SUFFIX", "SHAPE", "TAG"],
            "rows": [3000, 1000, 500, 200],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": _WIDTH,
            "depth": 2,
            "window_size": 1,
            "maxout_pieces": 2,
        },
    },
}
BAG: dict[str, Any] = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": True,
    "ngram_size": 1,
    "no_output_layer": False,
    "length": 65536,
}


VOTERS: dict[str, dict[str, Any]] = {
    "network-1": NETWORK,
    "network-2": NETWORK,
    "network-3": NETWORK,
    "bag": BAG,
}
"""Every voter with its architecture."""


def blank() -> Language:
    """All voters without weights."""
    nlp = spacy.blank("xx")
    for name, model in VOTERS.items():
        pipe: Any = nlp.add_pipe("textcat", name=name, config={"model": model})
        for label in (YES, _NO):
            pipe.add_label(label)
    return nlp


def answer(claimed: bool) -> dict[str, float]:
    """The answer that training gives for an example."""
    return {YES: float(claimed), _NO: float(not claimed)}


def shown(document: Document, mention: Mention) -> Shown:
    """What the model sees of a mention: its section's title, the entry with the role of every
    word, and in a titled section a few words before and behind. Digits are all the same, links
    are left out, and so is what stands around the person's name at the top of the page.
    """
    words: list[str] = []
    roles: list[str] = []

    def add(text: str, role: str, first: int | None = None, last: int = 0) -> None:
        found = _words(text)[-last:][:first]
        words.extend(found)
        roles.extend([role] * len(found))

    section, text = mention.section, document.text
    start, end = mention.entry_start, mention.entry_end
    around = _AROUND if section.kind is not None else 0
    words.append(f"§{section.kind}")
    roles.append("kind")
    add(section.title or "", "heading", first=6)
    before = text[max(section.body_start, start - around) : start]
    add(before, "before", last=_NEAR_WORDS)
    at = start
    for left, right, role in sorted(_marks(mention)):
        if left >= at:
            add(text[at:left], "other")
            if role not in _LINKS:
                add(text[left:right], role)
            at = right
    add(text[at:end], "other")
    for part in mention.parts:
        inside = start <= part.start and part.end <= end
        if part.role not in _NOT_SHARED and not inside:
            add(part.text, f"shared-{part.role}", first=6)
    add(text[end : min(section.end, end + around)], "after", first=_NEAR_WORDS)
    return words[:_MOST_WORDS], roles[:_MOST_WORDS]


def _marks(mention: Mention) -> Iterator[tuple[int, int, str]]:
    yield mention.start, mention.end, "title"
    for part in mention.parts:
        inside = mention.entry_start <= part.start and part.end <= mention.entry_end
        if part.role != "title" and inside:
            sure = part.sure or (part.lead and part.lead != GUESSED)
            role = part.role if part.role in _LINKS else part.role + ("+" if sure else "")
            yield part.start, part.end, role


def _words(text: str) -> list[str]:
    return [_BREAKS.get(word) or _DIGIT.sub("0", word) for word in _WORD.findall(text)]


def asked(nlp: Language, voter: str, seen: Shown) -> Doc:
    """What a voter is asked: words and roles in order, or for the bag each word with its role, the
    roles that occur, the title's length and case.
    """
    words, roles = seen
    if voter != "bag":
        return Doc(nlp.vocab, words=words, tags=roles)
    title = [word for word, role in zip(words, roles, strict=True) if role == "title"]
    upper = bool(title) and title[0][:1].isupper()
    extra = [f"roles={''.join(sorted(set(roles)))}", f"words={min(12, len(title))}",
             f"upper={upper}"]  # fmt: skip
    pairs = [f"{role}={word}".lower() for word, role in zip(words, roles, strict=True)]
    return Doc(nlp.vocab, words=[*pairs, *extra])


@dataclass(frozen=True, slots=True)
class Judge:
    """Says which mentions to keep. `version` goes into every report."""

    nlp: Language
    threshold: float
    version: str

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Raises ArtefactError when a file is missing or the two do not belong together."""
        try:
            meta = json.loads((folder / META).read_bytes())
            weights = (folder / WEIGHTS).read_bytes()
            digest = hashlib.sha256(weights).hexdigest()
            if meta["sha256"] != digest or meta["format"] != FORMAT:
                raise ArtefactError(f"{folder}: the weights are not those that {META} describes")
            nlp = blank().from_bytes(weights, exclude=["vocab", "tokenizer"])
            threshold = float(meta["threshold"])
            if not 0 <= threshold < 1:
                raise ArtefactError(f"{folder}/{META}: threshold {threshold} is not from 0 to 1")
            return cls(nlp, threshold, f"{meta['version']}+{digest[:8]}")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ArtefactError(
                f"{folder}: the mention model cannot be loaded ({error!r}). Make it anew with "
                "`python -m models.mention`, or install the package again."
            ) from error

    def probabilities(self, seen: Sequence[Shown]) -> list[float]:
        """How probable it is, 0–1, that each is a credential: the mean of the votes, as odds."""
        if not seen:
            return []
        votes = [self._vote(name, seen) for name in VOTERS]
        means = (sum(odds) / len(odds) for odds in zip(*votes, strict=True))
        return [1 / (1 + math.exp(-mean)) for mean in means]

    def _vote(self, name: str, seen: Sequence[Shown]) -> list[float]:
        """Odds, as logarithms, that each is a credential."""
        pipe: Any = self.nlp.get_pipe(name)
        column = list(pipe.labels).index(YES)
        docs = [asked(self.nlp, name, one) for one in seen]
        return [_odds(float(row[column])) for row in pipe.predict(docs)]

    def kept(self, document: Document, mentions: Sequence[Mention]) -> list[Mention]:
        """Without those that are none. What the taxonomy knows always stays, and so do short names
        in capitals ("CMA"), of which words tell too little.
        """
        unsure = [m for m in mentions if m.credential is None and not _SHORT.fullmatch(m.text)]
        found = self.probabilities([shown(document, m) for m in unsure])
        refused = {
            id(m) for m, chance in zip(unsure, found, strict=True) if chance < self.threshold
        }
        return [m for m in mentions if id(m) not in refused]


def _odds(chance: float) -> float:
    return math.log((chance + _LEAST) / (1 - chance + _LEAST))
