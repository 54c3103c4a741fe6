"""Acronyms and names that mean several things: taken for a credential only where the words around
say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from recognizer.names import normalize
from recognizer.taxonomy import Taxonomy

_PARENS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class AcronymReader:
    """Resolves acronyms, and names of several words, with taxonomy/ambiguous_acronyms.yaml.

    `meanings`: acronym as written, or normalized name → (credential id, words of its context) in
    the order of the file.
    """

    taxonomy: Taxonomy
    meanings: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> Self:
        """From the taxonomy's list of ambiguous acronyms."""
        meanings = {
            _key(entry["acronym"]): tuple(
                (c["credential"], frozenset(normalize(w) for w in c.get("context", ())))
                for c in entry["candidates"]
            )
            for entry in taxonomy.data("ambiguous_acronyms")
        }
        return cls(taxonomy, meanings)

    def credentials(self, text: str, context: str) -> tuple[str, ...]:
        """Ids that an acronym in capitals, or a name that several bodies give to what they award,
        means in this context; empty where nothing settles it.

        Of several meanings the one with most context words nearby wins; a draw settles nothing.
        """
        acronym = text.strip(" .®™")
        if not acronym[:1].isalnum():
            return ()
        key = _key(acronym)
        if key not in self.meanings:
            return self.taxonomy.credential_acronyms.get(acronym, ())
        around = f" {normalize(context)} "
        votes = [
            (sum(f" {word} " in around for word in words), credential)
            for credential, words in self.meanings[key]
        ]
        best = max(votes)[0]
        winners = [credential for vote, credential in votes if vote == best]
        return tuple(winners) if best > 0 and len(winners) == 1 else ()


def _key(text: str) -> str:
    """Acronyms count only as written; names of several words in any case, without brackets."""
    return normalize(_PARENS.sub(" ", text)) if " " in text else text
