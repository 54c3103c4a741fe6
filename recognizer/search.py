"""Search in a taxonomy by a rough name: the entries in whose names most of the words occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from recognizer.names import normalize
from recognizer.taxonomy import Taxonomy

_CANDIDATES = 400
"""Names compared for one search, by words that they share with it."""
_MIN_COVERED = 0.6
"""Share (0–1) of the words asked for that a name must have: both of two, two of three."""
_SAME_WORD = 82.0
"""Likeness (0–100) from which two words count as one, misspelt: "certifed", "architct"."""
_LOOSE = 70.0
"""Likeness (0–100, parts forgiven) below which the words of a provider's name are not compared."""
_SHORTEST_SLIP = 4
"""Letters of the shortest word in which a slip of the pen is forgiven."""
_SHORTEST_START = 3
"""Letters of the shortest beginning of a word that counts for the word ("cert")."""
_BEGINNING = 0.9
"""What the beginning of a word counts, where the whole word counts 1."""
_COVERED, _PRECISE, _ALIKE, _NAME, _CORE = 0.6, 0.2, 0.1, 0.04, 0.06
"""Parts of a score, their sum 1: words asked for that occur, words of the name that were asked
for, likeness as a whole; a name and no alias; a core entry or a provider."""
_SMALL_WORDS = frozenset("a an and at by for from in of on the to with".split())

Kind = Literal["credential", "provider"]
Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a search found; `score` 0–1 says how well its name answers the text."""

    kind: Kind
    id: str
    name: str
    score: float

    def __str__(self) -> str:
        return f"{self.score:.2f}  {self.kind}  {self.id}  {self.name}"


def search(taxonomy: Taxonomy, text: str, limit: int = 10) -> tuple[Hit, ...]:
    """Credentials and providers that go by this name or a similar one, the best first.

    Codes, acronyms and ids count as they are. Otherwise the words decide: most of them must occur
    in a name, spelt alike, or name the provider ("machine learning stanford"). Of equal answers
    core entries and providers come first, and names before aliases.
    """
    wanted = normalize(text)
    scores: dict[Key, float] = {}
    if wanted:
        for key, name, named in _candidates(taxonomy, wanted):
            likeness = _likeness(wanted, name, named)
            if likeness:
                scores[key] = max(scores.get(key, 0.0), likeness + _standing(taxonomy, key, name))
    for kind, ids in _exact(taxonomy, text):
        scores.update(dict.fromkeys(((kind, id_) for id_ in ids), 1.0))
    hits = [_hit(taxonomy, kind, id_, score) for (kind, id_), score in scores.items()]
    hits.sort(key=lambda hit: (-hit.score, hit.kind, len(hit.name), hit.id))
    return tuple(hits[:limit])


def _exact(taxonomy: Taxonomy, text: str) -> Iterator[tuple[Kind, tuple[str, ...]]]:
    text = text.strip()
    capitals = text.upper()
    yield "credential", taxonomy.credentials_coded(text)
    yield "credential", taxonomy.credential_acronyms.get(capitals, ())
    yield "provider", taxonomy.provider_acronyms.get(capitals, ())
    yield "provider", taxonomy.employers_called(text) or taxonomy.employers_called(capitals)
    if taxonomy.has_credential(text):
        yield "credential", (text,)
    if taxonomy.has_provider(text):
        yield "provider", (text,)


def _candidates(taxonomy: Taxonomy, wanted: str) -> Iterator[tuple[Key, str, frozenset[str]]]:
    """(entry, one normalized name of it, words asked for that name its provider)."""
    said = _providers_said(taxonomy, wanted)
    owned = {id_ for provider in said for id_ in taxonomy.credentials_of(provider)}
    names = dict.fromkeys(name for name, _ in taxonomy.fuzzy_candidates(wanted, _CANDIDATES))
    names |= dict.fromkeys(_squeezed(taxonomy.credential_names, wanted))
    for name in names:
        for id_ in taxonomy.credential_names[name]:
            if id_ not in owned:
                yield ("credential", id_), name, frozenset()
    asked = set(wanted.split())
    for name, ids in taxonomy.credential_names.items() if owned else ():
        if not owned.isdisjoint(ids) and not asked.isdisjoint(name.split()):
            for id_ in owned.intersection(ids):
                words = (said[p] for p in _around(taxonomy, id_) if p in said)
                yield ("credential", id_), name, frozenset().union(*words)
    near = process.extract(
        wanted, list(taxonomy.provider_names), scorer=fuzz.WRatio, score_cutoff=_LOOSE, limit=300
    )
    for name, _, _ in near:
        for id_ in taxonomy.provider_names[name]:
            yield ("provider", id_), name, frozenset()


def _around(taxonomy: Taxonomy, credential: str) -> tuple[str, ...]:
    entry = taxonomy.credential(credential)
    return (entry.issuer, *entry.platforms)


def _providers_said(taxonomy: Taxonomy, wanted: str) -> dict[str, frozenset[str]]:
    """Provider → the words of the text that are a whole name or acronym of it."""
    words = wanted.split()
    said: dict[str, frozenset[str]] = {}
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            part = " ".join(words[start:end])
            ids = (
                *taxonomy.provider_names.get(part, ()),
                *taxonomy.provider_acronyms.get(part.upper(), ()),
            )
            for id_ in ids:
                said.setdefault(id_, frozenset(words[start:end]))
    return said


def _squeezed(names: Iterable[str], wanted: str) -> Iterator[str]:
    """Names that differ in blanks only ("hacker rank")."""
    letters = wanted.replace(" ", "")
    return (name for name in names if name.replace(" ", "") == letters)


def _likeness(wanted: str, name: str, named: frozenset[str]) -> float:
    """How well a name answers, without its standing; 0 where too many words are missing."""
    asked = [word for word in wanted.split() if word not in _SMALL_WORDS] or wanted.split()
    own = [word for word in name.split() if word not in _SMALL_WORDS] or name.split()
    if wanted.replace(" ", "") == name.replace(" ", ""):
        covered = precise = 1.0
    else:
        found = [1.0 if word in named else _best(word, own) for word in asked]
        covered = sum(found) / len(asked)
        if covered < _MIN_COVERED or not any(_best(word, own) for word in asked):
            return 0.0
        precise = sum(any(_same(word, other) for word in asked) for other in own) / len(own)
    return _COVERED * covered + _PRECISE * precise + _ALIKE * fuzz.ratio(wanted, name) / 100


def _best(word: str, others: Iterable[str]) -> float:
    return max((_same(word, other) for other in others), default=0.0)


def _same(word: str, other: str) -> float:
    """1 for the same word, less for its beginning or a misspelling, 0 for another word."""
    if word == other:
        return 1.0
    if len(word) >= _SHORTEST_START and other.startswith(word):
        return _BEGINNING
    if min(len(word), len(other)) >= _SHORTEST_SLIP and not any(map(str.isdigit, word + other)):
        ratio = fuzz.ratio(word, other)
        return ratio / 100 if ratio >= _SAME_WORD else 0.0
    return 0.0


def _standing(taxonomy: Taxonomy, key: Key, name: str) -> float:
    kind, id_ = key
    entry = taxonomy.provider(id_) if kind == "provider" else taxonomy.credential(id_)
    known = kind == "provider" or taxonomy.credential(id_).core
    return _NAME * (normalize(entry.name) == name) + _CORE * known


def _hit(taxonomy: Taxonomy, kind: Kind, id_: str, score: float) -> Hit:
    entry = taxonomy.provider(id_) if kind == "provider" else taxonomy.credential(id_)
    return Hit(kind, id_, entry.name, round(min(1.0, score), 3))
