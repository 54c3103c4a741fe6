"""What the catalogue holds, as far as drawing titles needs it: which words tell entries apart,
and whether a title is the name of any.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from models.abstention.spoiling import SMALL
from recognizer.credential import Credential
from recognizer.names import normalize
from recognizer.taxonomy import Taxonomy

_MANY = 10
"""Entries from which a platform or university is one that people name."""
_TEACHING = frozenset({"mooc_platform", "course_platform", "university"})


@dataclass(frozen=True, slots=True)
class Known:
    """The catalogue's names by the telling words in them.

    `teachers` are platforms and universities with many entries, without those that only show
    other people's badges.
    """

    taxonomy: Taxonomy
    named: Mapping[frozenset[str], frozenset[str]]
    often: Mapping[str, int]
    teachers: tuple[str, ...]

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> Self:
        """From all names and aliases."""
        named: defaultdict[frozenset[str], set[str]] = defaultdict(set)
        often: Counter[str] = Counter()
        for name, ids in taxonomy.credential_names.items():
            named[telling(name)].update(ids)
            often.update(set(name.split()) - SMALL)
        kept = {key: frozenset(ids) for key, ids in named.items()}
        return cls(taxonomy, kept, often, _teachers(taxonomy))

    def entries(self, title: str) -> frozenset[str]:
        """Entries with a name of the same telling words, in whatever order."""
        exact = frozenset(self.taxonomy.credentials_named(title))
        return exact | self.named.get(telling(title), frozenset())

    def providers(self, entry: Credential) -> frozenset[str]:
        """Ids of those who issue or deliver it, and of those they belong to."""
        out: set[str] = set()
        for provider in (entry.issuer, *entry.platforms):
            step: str | None = provider
            while step and step not in out and self.taxonomy.has_provider(step):
                out.add(step)
                step = self.taxonomy.provider(step).parent
        return frozenset(out)

    def others(self, title: str, entry: Credential, *, beside: bool) -> frozenset[str]:
        """Other entries which the title names as well; `beside`: those of its providers only."""
        rest = self.entries(title) - {entry.id}
        own = self.providers(entry)
        if not beside:
            return rest
        return frozenset(i for i in rest if own & self.providers(self.taxonomy.credential(i)))

    def telling_word(self, title: str) -> str | None:
        """The rarest word of the title that is no small word, number or code, as written."""
        words = [w for w in title.split() if w.isalpha() and normalize(w) not in SMALL]
        words = [w for w in words if len(w) > 2 and normalize(w) in self.often]
        return min(words, key=lambda w: (self.often[normalize(w)], w), default=None)


def telling(title: str) -> frozenset[str]:
    """The words of a title in normal form without small words, plurals folded."""
    words = (word for word in normalize(title).split() if word not in SMALL)
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words)


def _teachers(taxonomy: Taxonomy) -> tuple[str, ...]:
    many = (i for i in taxonomy.provider_ids if len(taxonomy.credentials_of(i)) >= _MANY)
    return tuple(i for i in many if taxonomy.provider(i).kind in _TEACHING)
