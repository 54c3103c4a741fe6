"""What reviewers corrected on the web page, grouped for curators.

The server writes a line per verdict, `{"review": {"id", "verdict", "entry", "title", "type",
"issuer", "platform", "match"}}`; the latest line of an id counts, and a verdict of null takes an
earlier one back. The id begins with the résumé's: groups count résumés.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from recognizer.canonical import entries_as_yaml
from recognizer.names import normalize

_CORRECTIONS: Mapping[str, str] = {
    "wrong_match": "matched to the wrong entry: give the right one this title as alias, "
    "or mark the matched one ambiguous",
    "not_a_credential": "no credential: a rule of the recognizer to look at",
    "does_not_match": "the link showed something else: is the rule of verification right?",
}
"""Verdicts that a curator can act on, and how; a link that matches needs nothing."""
_MAX_TEXT = 300


@dataclass(slots=True)
class Corrections:
    """Verdicts as they are read; later lines replace earlier ones of the same id."""

    _standing: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, review: Mapping[str, Any]) -> None:
        """One line. Raises KeyError or TypeError when it is none."""
        id_, verdict = review["id"], review["verdict"]
        if verdict is None:
            self._standing.pop(id_, None)
        else:
            names = ("verdict", "title", "match", "entry", "issuer", "platform")
            self._standing[id_] = {name: _plain(review[name]) for name in names}

    def as_yaml(self, at_least: int) -> str:
        """Those of at least so many résumés, the most frequent first; empty text for none."""
        return "".join(self._lines(at_least))

    def _lines(self, at_least: int) -> Iterator[str]:
        groups: dict[tuple[str, ...], tuple[dict[str, Any], set[str]]] = {}
        for id_, review in self._standing.items():
            if review["verdict"] in _CORRECTIONS:
                _, resumes = groups.setdefault(_key(review), (review, set()))
                resumes.add(id_.partition("/")[0])
        ranked = sorted(groups.items(), key=lambda pair: (-len(pair[1][1]), pair[0]))
        kept = [value for _, value in ranked if len(value[1]) >= at_least]
        if kept:
            yield "reviews:\n"
        for review, resumes in kept:
            count = len(resumes)
            yield f"# {count} résumé{'s' if count != 1 else ''}: "
            yield f"{_CORRECTIONS[review['verdict']]}\n"
            yield entries_as_yaml([{name: text for name, text in review.items() if text}])


def _key(review: Mapping[str, Any]) -> tuple[str, ...]:
    texts = (review["title"], review["entry"], review["issuer"] or review["platform"])
    return (review["verdict"], review["match"] or "", *(normalize(text or "") for text in texts))


def _plain(text: str | None) -> str | None:
    """One printable line; a résumé's or a reviewer's text must not leave its YAML line."""
    if text is None:
        return None
    line = " ".join(text.split())
    return "".join(c for c in line if c.isprintable())[:_MAX_TEXT]
