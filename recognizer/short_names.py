"""Initials beside a credential that stand for its issuer: "BLS Provider, AHA"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from recognizer.resume import Part
from recognizer.taxonomy import Taxonomy

_INITIALS = re.compile(r"[A-Z]{2,6}")
_SMALL = frozenset("a and for in of on the de del des du la le y".split())
"""Words whose first letter initials leave out, in most bodies' names."""


@dataclass(frozen=True)
class ShortNames:
    """Reads initials as an organization where a credential of that organization stands beside."""

    taxonomy: Taxonomy

    @cached_property
    def _meanings(self) -> dict[str, tuple[str, ...]]:
        """Acronyms of several credentials → all of them: the initials beside tell which."""
        return {
            entry["acronym"]: tuple(c["credential"] for c in entry["candidates"])
            for entry in self.taxonomy.data("ambiguous_acronyms")
        }

    def issuers(self, parts: Iterable[Part]) -> frozenset[str]:
        """Ids of the providers that award what the titles among the parts name."""
        found = set()
        for part in parts:
            if part.role == "title":
                named = self.taxonomy.credentials_named(part.text)
                short = self.taxonomy.credential_acronyms.get(part.text, ())
                for id_ in named or short or self._meanings.get(part.text, ()):
                    found.add(self.taxonomy.credential(id_).issuer)
        return frozenset(found)

    def read(self, parts: Sequence[Part], issuers: frozenset[str] | None = None) -> list[Part]:
        """The parts, with titles that are only such initials turned into organizations."""
        issuers = self.issuers(parts) if issuers is None else issuers
        titles = [p.text for p in parts if p.role == "title"]
        return [
            replace(part, role="organization", sure=True)
            if part.role == "title"
            and _INITIALS.fullmatch(part.text)
            and not _names_itself(part, parts[:number])
            and (self.of(part.text, issuers) or _leads_another(part.text, titles))
            else part
            for number, part in enumerate(parts)
        ]

    def of(self, short: str, issuers: Iterable[str]) -> str | None:
        """The provider among `issuers` whose initials these are, None if it is none of them."""
        return next((i for i in sorted(issuers) if self._abbreviates(short, i)), None)

    def _abbreviates(self, short: str, provider: str) -> bool:
        entry = self.taxonomy.provider(provider)
        if short in entry.acronyms:
            return True
        names = (entry.name, *entry.aliases)
        return len(short) > 1 and any(short in _initials(name) for name in names)


def _initials(name: str) -> tuple[str, str]:
    """First letters of the words of a name, without and with its small words.

    >>> _initials("Institute of Management Accountants")
    ('IMA', 'IOMA')
    """
    words = re.findall(r"[A-Za-z]+", name.replace("U.S.", "").partition("(")[0])
    large = [w for w in words if w.lower() not in _SMALL]
    return "".join(w[0] for w in large).upper(), "".join(w[0] for w in words).upper()


def _names_itself(part: Part, before: Sequence[Part]) -> bool:
    """In brackets behind a title, the title's own initials: "Certified Estate Planner (CEP)"."""
    if not before or before[-1].role != "title" or not part.sep.rstrip().endswith("("):
        return False
    return part.text in _initials(before[-1].text)


def _leads_another(short: str, titles: Iterable[str]) -> bool:
    """Another title begins with the same letters: "API | API 570 Piping Inspector"."""
    return any(title.startswith(f"{short} ") for title in titles)
