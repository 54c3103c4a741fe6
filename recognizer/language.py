"""Which language most of a text is written in, by its commonest small words."""

from __future__ import annotations

import re
from collections import Counter

_SMALL_WORDS = {
    "en": "the and of in to for with a on from at by as is",
    "de": "und der die das in mit von für im zu bei als den auf",
    "fr": "et de la le les des en du un une pour dans avec au",
    "es": "y de la el en los las del con para por una un al",
    "pt": "e de da do em os das dos com para por uma um no na",
    "it": "e di il la in per con del della dei un una le nel",
    "nl": "en de het van een in met voor op te bij als aan",
}
_OWNERS: dict[str, list[str]] = {}
for _code, _line in _SMALL_WORDS.items():
    for _word in _line.split():
        _OWNERS.setdefault(_word, []).append(_code)

_WORD = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 12
"""Small words needed before a guess is made; shorter texts stay unknown."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code, or None when too little running text is there to tell."""
    votes: Counter[str] = Counter()
    total = 0
    for word, times in Counter(_WORD.findall(text.lower())).items():
        owners = _OWNERS.get(word, ())
        total += times if owners else 0
        for owner in owners:
            votes[owner] += times
    if total < _MIN_WORDS:
        return None
    best = max(sorted(votes), key=lambda code: votes[code])
    return best if votes[best] >= 0.45 * total else None
