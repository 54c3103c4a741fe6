"""A credential named twice (in the summary and in the list) is one mention."""

from __future__ import annotations

from collections.abc import Sequence

from recognizer.names import normalize
from recognizer.resume import Mention

_FEWEST = 3
"""Telling words from which titles that differ in small words are one."""
_SMALL = frozenset("a an and certificate certified for in of on the".split())
_PROGRAMMES = frozenset("apprenticeship bootcamp immersive".split())
"""Words for a school's one programme in a subject."""
_FORMS = {"apprentice": "apprenticeship", "trainee": "traineeship"}


def once(mentions: Sequence[Mention]) -> list[Mention]:
    """Each credential once: the mention that says most about it stays."""
    best: dict[str, int] = {}
    kept: list[Mention | None] = list(mentions)
    for number, mention in enumerate(mentions):
        key = mention.credential or normalize(mention.text)
        organizations = sorted(normalize(p.text) for p in mention.parts if p.role == "organization")
        if mention.found_by == "list" and mention.credential is None:
            key += "|" + (organizations[0] if organizations else "")
        other = best.get(key)
        if other is None:
            best[key] = number
            continue
        first = kept[other]
        assert first is not None
        weak = number if _says(first) >= _says(mention) else other
        kept[weak] = None
        best[key] = other if weak == number else number
    listed = _in_other_words([m for m in kept if m is not None])
    return [m for m in listed if m.found_by == "list" or not _inside_another(m, listed)]


def _in_other_words(mentions: Sequence[Mention]) -> list[Mention]:
    """Without what is listed again in other small words or another form ("Apprentice")."""
    kept: list[Mention] = []
    for mention in mentions:
        again = next((n for n, m in enumerate(kept) if _same(m, mention)), None)
        if again is None:
            kept.append(mention)
        elif _says(mention) > _says(kept[again]):
            kept[again] = mention
    return kept


def _same(one: Mention, other: Mention) -> bool:
    """The same telling words, no other organization and no other year; no entry tells better."""
    places = [
        {normalize(p.text) for p in m.parts if p.role == "organization"} for m in (one, other)
    ]
    words = _telling(one.text)
    if not places[0] & places[1] or not _is_programme(one, other):
        if one.credential is not None or other.credential is not None:
            return False
        if len(words) < _FEWEST or words != _telling(other.text):
            return False
    years = [{p.date.last.year for p in m.parts if p.date is not None} for m in (one, other)]
    return all(not a or not b or bool(a & b) for a, b in (places, years))


def _is_programme(one: Mention, other: Mention) -> bool:
    """A school's bootcamp under its own name and as what one was there ("Apprentice")."""
    subjects = [[w for w in _telling(m.text) if w not in _PROGRAMMES] for m in (one, other)]
    forms = [not _PROGRAMMES.isdisjoint(_telling(m.text)) for m in (one, other)]
    return bool(subjects[0]) and subjects[0] == subjects[1] and all(forms)


def _telling(title: str) -> list[str]:
    return [_FORMS.get(w, w) for w in normalize(title).split() if w not in _SMALL]


def _says(mention: Mention) -> tuple[int, int, float]:
    roles = {p.role for p in mention.parts}
    return (mention.found_by == "list", len(roles), mention.confidence)


def _inside_another(mention: Mention, others: Sequence[Mention]) -> bool:
    """The same words are already part of a listed title, or of one with more words."""
    plain = normalize(mention.text)
    for other in others:
        if other is mention:
            continue
        whole = normalize(other.text)
        if f" {plain} " in f" {whole} " and (other.found_by == "list" or len(whole) > len(plain)):
            return True
        if plain == whole and other.start <= mention.start < other.end:
            return _says(other) > _says(mention)
    return False
