"""Examples → a Judge: the same examples and seed give the same figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from spacy.language import Language
from spacy.training import Example as Lesson
from thinc.api import fix_random_seed

from models.mention.examples import Example
from recognizer.judging import (
    FORMAT,
    META,
    VOTERS,
    WEIGHTS,
    Judge,
    Shown,
    answer,
    asked,
    blank,
)  # fmt: skip

VERSION = "1"
SEED = 7
ROUNDS = 3
"""How often every example is shown."""
BATCH = 64
HIDDEN = 0.3
"""Share of the words hidden from a network in training, so that it relies on no single name:
real résumés use other words than generated ones."""
DROPPED = 0.2
"""Share of the units switched off in training."""
THRESHOLD = 0.3
"""Below this probability a mention is dropped: the middle of the range, 0.2 to 0.4, in which F1 is
best on one half of the labelled résumés; no true title is lost there up to 0.4."""
_HIDDEN_WORD = "_"


def train(examples: Iterable[Example], *, seed: int = SEED, rounds: int = ROUNDS) -> Judge:
    """A judge from examples; takes two or three minutes on one core for twenty thousand."""
    given = list(examples)
    nlp = blank()
    for number, name in enumerate(VOTERS):
        fix_random_seed(seed + number)
        hidden = 0.0 if name == "bag" else HIDDEN
        _teach(nlp, name, given, Teaching(Random(seed + number), hidden, rounds))
    return Judge(nlp, THRESHOLD, f"{VERSION}+{digest(nlp)[:8]}")


class Teaching:
    """How one classifier is taught."""

    def __init__(self, rng: Random, hidden: float, rounds: int) -> None:
        self.rng, self.hidden, self.rounds = rng, hidden, rounds

    def with_hidden_words(self, seen: Shown) -> Shown:
        """Some words replaced by a mark; their roles stay."""
        words, roles = seen
        if not self.hidden:
            return seen
        return [
            _HIDDEN_WORD if role != "kind" and self.rng.random() < self.hidden else word
            for word, role in zip(words, roles, strict=True)
        ], roles


def _teach(
    nlp: Language,
    name: str,
    given: Sequence[Example],
    how: Teaching,
) -> None:
    def lesson(example: Example) -> Lesson:
        doc = asked(nlp, name, how.with_hidden_words(example.seen))
        return Lesson.from_dict(doc, {"cats": answer(example.claimed)})

    first = [lesson(example) for example in given[:300]]
    others = [other for other in nlp.pipe_names if other != name]
    with nlp.select_pipes(disable=others):
        pipe: Any = nlp.get_pipe(name)
        pipe.initialize(lambda: first, nlp=nlp)
        optimizer = nlp.create_optimizer()  # type: ignore[no-untyped-call]
        order = list(given)
        for _ in range(how.rounds):
            how.rng.shuffle(order)
            for at in range(0, len(order), BATCH):
                lessons = [lesson(example) for example in order[at : at + BATCH]]
                pipe.update(lessons, sgd=optimizer, drop=DROPPED, losses={})
        pipe.finish_update(optimizer)


def weights(nlp: Language) -> bytes:
    """All voters as msgpack."""
    return nlp.to_bytes(exclude=["vocab", "tokenizer"])


def digest(nlp: Language) -> str:
    """SHA-256 of the weights."""
    return hashlib.sha256(weights(nlp)).hexdigest()


def save(judge: Judge, folder: Path, facts: dict[str, Any]) -> None:
    """Writes weights and their meta data; `facts` say what they were made of."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(weights(judge.nlp))
    meta = {"format": FORMAT, "version": VERSION, "sha256": digest(judge.nlp),
            "threshold": judge.threshold, **facts}  # fmt: skip
    (folder / META).write_text(json.dumps(meta, indent=1) + "\n", "utf-8")


def accuracy(judge: Judge, examples: Sequence[Example]) -> dict[str, float]:
    """Of the examples: share kept of those that are credentials, share dropped of the others."""
    found = judge.probabilities([example.seen for example in examples])
    kept = [chance >= judge.threshold for chance in found]
    yes = [k for k, e in zip(kept, examples, strict=True) if e.claimed]
    no = [not k for k, e in zip(kept, examples, strict=True) if not e.claimed]
    return {"kept": round(sum(yes) / max(1, len(yes)), 4),
            "dropped": round(sum(no) / max(1, len(no)), 4)}  # fmt: skip
