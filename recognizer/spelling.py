"""One form for names that differ only in plural, spacing or British spelling: one and the same
skill.
"""

from __future__ import annotations

import re

from recognizer.names import words

_OTHER_PLURALS = frozenset({"medicines", "securities"})
"""Plurals of another meaning than their singular: a medicine is a drug, medicine a science;
securities are bonds and shares."""
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(..)ies$", r"\1y"),
        (r"(..)(ss|sh|ch|x|zz)es$", r"\1\2"),
        (r"(...)(?<![aius])(?<!ic)s$", r"\1"),
        (r"(...)is(e|ed|er|ing|ation|ational)$", r"\1iz\2"),
        (r"(al)ys(e|ed|er|ing)$", r"\1yz\2"),
        (r"^(behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|tum|vap)our", r"\1or"),
        (r"(cent|fib|theat|(?<!tro)met)re$", r"\1er"),
        (r"^(channel|counsel|fuel|label|level|model|panel|signal|travel|tunnel)l", r"\1"),
        (r"(gram)me$", r"\1"),
        (r"([aeo]log)ue$", r"\1"),
        (r"(defen|licen|offen)ce$", r"\1se"),
        (r"^(an|gyn|h|orthop|p)ae", r"\1e"),
    )
)
"""Endings of plurals, then British spellings → the form that is compared. "Analysis", "canvas",
"status" and "physics" are no plurals."""


def spelling(name: str) -> str:
    """What names that differ only in plural, British spelling or spaces have in common.

    >>> spelling("3D modelling"), spelling("Search-engine optimisations")
    ('3dmodeling', 'searchengineoptimization')
    >>> spelling("Canvas"), spelling("Canva")
    ('canvas', 'canva')
    """
    return "".join(map(_word, words(name)))


def _word(word: str) -> str:
    if word in _OTHER_PLURALS:
        return word
    for pattern, form in _FORMS:
        word = pattern.sub(form, word)
    return word
