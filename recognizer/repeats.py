"""A credential named twice (in the summary and in the list) is one mention."""

from __future__ import annotations

from collections.abc import Sequence

from recognizer.names import normalize
from recognizer.resume import Mention


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
    listed = [m for m in kept if m is not None]
    return [m for m in listed if m.found_by == "list" or not _inside_another(m, listed)]


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
