"""The country behind a title that bodies of several countries award: Kenya's Certified Public
Accountant is not the one of the United States.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from recognizer.credential import Credential
from recognizer.names import normalize
from recognizer.resume import Mention
from recognizer.taxonomy import Taxonomy

_REACH = 60
"""Characters behind a title in which its country stands: a body's name and a comma."""
_END = re.compile(r"\n|[.;!?]\s+(?=[A-Z])|\b(?i:with|working|worked|experience)\b")
"""Where what is said of the title ends."""


@dataclass(frozen=True, slots=True)
class CountryReader:
    """Finds countries in titles and behind them. `codes`: name as written → code of ISO 3166-1."""

    taxonomy: Taxonomy
    codes: Mapping[str, str]
    names: re.Pattern[str]

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> Self:
        """From the taxonomy's list of countries; the longest name at a place is meant."""
        listed = taxonomy.data("countries")["countries"]
        codes = {_key(name): code for code, names in listed.items() for name in names}
        spelt = sorted((name for names in listed.values() for name in names), key=len, reverse=True)
        either = "|".join(re.escape(n) if n.isupper() else f"(?i:{re.escape(n)})" for n in spelt)
        return cls(taxonomy, codes, re.compile(rf"(?<!\w)(?:{either})(?!\w)"))

    def is_of_another(self, entry: Credential, mention: Mention) -> bool:
        """Whether the entry is one country's and only others are named with the title."""
        if entry.country is None:
            return False
        named = {code for code, _ in self._named(mention)}
        return bool(named) and entry.country not in named

    def forms(self, mention: Mention) -> Iterator[tuple[str, bool]]:
        """The title with each country behind it, as entries of national titles are called; whether
        that says the whole title.
        """
        for _, name in self._named(mention):
            yield f"{mention.text} {name}", True

    def settled(self, mention: Mention) -> Mention:
        """The mention without an entry of another country, with that country's own if known."""
        if mention.credential is None or not self._is_wrong(mention.credential, mention):
            return mention
        named = (
            id_ for form, _ in self.forms(mention) for id_ in self.taxonomy.credentials_named(form)
        )
        right = (id_ for id_ in named if not self._is_wrong(id_, mention))
        return replace(mention, credential=next(right, None))

    def _is_wrong(self, id_: str, mention: Mention) -> bool:
        return self.is_of_another(self.taxonomy.credential(id_), mention)

    def _named(self, mention: Mention) -> Iterator[tuple[str, str]]:
        """(code, name) of the countries in the title, then behind it."""
        behind = mention.context[max(0, mention.end - mention.entry_start) :][:_REACH]
        for text in (mention.text, _END.split(behind, maxsplit=1)[0]):
            for found in self.names.finditer(text):
                yield self.codes.get(found[0]) or self.codes[normalize(found[0])], found[0]


def _key(name: str) -> str:
    return name if name.isupper() else normalize(name)
