"""Cue phrases from taxonomy/claim_cues.yaml, compiled once; every search is by whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from recognizer.dates import fold
from recognizer.names import normalize
from recognizer.resume import Role

_GAP = r"[\s.'’:/-]+"
"""What may stand between the words of a phrase: résumés write `B.Tech`, `b tech`, `B-Tech`."""


@dataclass(frozen=True, slots=True)
class StatusCue:
    """Phrases that say how a claim stands."""

    status: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Everything claim_cues.yaml says, as patterns over folded text and as word sets."""

    status: tuple[StatusCue, ...]
    expiry: re.Pattern[str]
    issue: re.Pattern[str]
    identifiers: re.Pattern[str]
    link_words: re.Pattern[str]
    lead_verbs: frozenset[str]
    lead_things: frozenset[str]
    lead_joints: frozenset[str]
    sure_leads: re.Pattern[str]
    likely_leads: re.Pattern[str]
    known_leads: re.Pattern[str]
    strong_organization: frozenset[str]
    weak_organization: frozenset[str]
    credential_words: frozenset[str]
    claim_words: re.Pattern[str]
    not_credentials: Mapping[str, re.Pattern[str]]
    labels: Mapping[str, Role]

    def has_organization_word(self, text: str) -> bool:
        """A word such as Institute or University is in it."""
        return any(word in self.strong_organization for word in normalize(text).split())

    def is_lead_in(self, word: str) -> bool:
        """A word that only leads to a title ("actively", "participated", "course")."""
        return word in self.lead_verbs or word in self.lead_things or word in self.lead_joints

    def label(self, text: str) -> Role | None:
        """The role of what follows a label such as "Institute:", None if it is no label."""
        return self.labels.get(normalize(text))

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From the parsed claim_cues.yaml."""
        leads, lead_ins = data["organization_leads"], data["lead_ins"]
        words = data["organization_words"]
        return cls(
            status=tuple(StatusCue(c["status"], phrases(c["phrases"])) for c in data["status"]),
            expiry=phrases(data["expiry"]),
            issue=phrases(data["issue"]),
            identifiers=phrases(data["identifiers"]),
            link_words=phrases(data["link_words"]),
            lead_verbs=frozenset(lead_ins["verbs"]),
            lead_things=frozenset(lead_ins["things"]),
            lead_joints=frozenset(lead_ins["joints"]),
            sure_leads=phrases(leads["sure"]),
            likely_leads=phrases(leads["likely"]),
            known_leads=phrases(leads["known"]),
            strong_organization=frozenset(words["strong"]),
            weak_organization=frozenset(words["weak"]),
            credential_words=frozenset(data["credential_words"]),
            claim_words=phrases(data["claim_words"]),
            not_credentials={
                kind: phrases(found) for kind, found in data["not_credentials"].items()
            },
            labels={
                normalize(word): role for role, words in data["labels"].items() for word in words
            },
        )


def phrases(items: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases, longest first; search it in folded text."""
    alternatives = sorted({fold(item) for item in items}, key=lambda p: (-len(p), p))
    joined = "|".join(_GAP.join(re.escape(word) for word in p.split()) for p in alternatives)
    return re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])")
