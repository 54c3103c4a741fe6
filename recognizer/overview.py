"""Counts over the results of one bulk run, made in one pass and in bounded memory.

Everything is counted over credentials and files; nothing is kept of a single person. A copy of a
file (the same bytes) counts once. Names that a résumé states and the taxonomy does not know are
shown only from AT_LEAST résumés on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from recognizer.names import normalize
from recognizer.overview_rows import Claimed, Organization, Row
from recognizer.resume import NOT_EARNED_YET

AT_LEAST = 3
"""Fewest résumés that name a title or an organization before the page does: what one or two name
may tell whose résumé it is."""

NO_RECORD = "claimed_with_link"
"""The verification state `claimed` where a link is printed all the same."""

_OUTSIDE = "outside: "
"""Before the keys of organizations that the taxonomy does not know; ids hold no blank."""

_MOST_NAMES = 50_000
"""Different names kept at a time, about 15 MB: the rest of what a list counts is forgotten when
it grows beyond, the rarest first."""


@dataclass(slots=True)
class _Group:
    """One name: how often, and its usual spelling, found by majority vote in constant memory."""

    name: str
    count: int = 0
    votes: int = 0


@dataclass(slots=True)
class Commonest:
    """Counts names and keeps the commonest, however many there are (lossy counting).

    `total` is exact. `short` is the most by which a count may be too low: 0 as long as there were
    not more than `most` different names.
    """

    most: int = _MOST_NAMES
    total: int = 0
    short: int = 0
    _groups: dict[str, _Group] = field(default_factory=dict)

    def add(self, key: str, name: str) -> None:
        """Counts one more of `key`, spelt `name`."""
        self.total += 1
        group = self._groups.get(key)
        if group is None:
            if len(self._groups) >= self.most:
                self._forget()
            group = self._groups[key] = _Group(name)
        group.count += 1
        if group.votes == 0:
            group.name = name
        group.votes += 1 if group.name == name else -1

    def count(self, key: str) -> int:
        """How often it was counted."""
        group = self._groups.get(key)
        return group.count if group else 0

    def top(self, at_least: int = 1) -> list[tuple[str, str, int]]:
        """(key, name, count) of those counted often enough, the commonest first."""
        kept = [(k, g.name, g.count) for k, g in self._groups.items() if g.count >= at_least]
        return sorted(kept, key=lambda item: (-item[2], item[0]))

    def _forget(self) -> None:
        """Makes room for half as many names by dropping the rarest."""
        limit = 0
        while len(self._groups) > self.most // 2:
            limit += 1
            self._groups = {k: g for k, g in self._groups.items() if g.count > limit}
        self.short += limit


@dataclass(slots=True)
class Counts:
    """What a run found. Providers, platforms and skills count credentials; `entries`, `titles`
    and `outside` count résumés.
    """

    files: int = 0
    copies: int = 0
    failed: int = 0
    without: int = 0
    credentials: int = 0
    held: int = 0
    """Credentials stated as earned, expired ones included."""
    errors: Counter[str] = field(default_factory=Counter)
    versions: Counter[str] = field(default_factory=Counter)
    per_resume: Counter[int] = field(default_factory=Counter)
    """Number of credentials → résumés with as many."""
    types: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    tiers: Counter[tuple[int | None, str | None]] = field(default_factory=Counter)
    """(level, basis) → credentials."""
    matches: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    """Verification state of those held; with NO_RECORD."""
    issued: Counter[int] = field(default_factory=Counter)
    """Year → credentials held; no entry for those without a date."""
    expires: Counter[str] = field(default_factory=Counter)
    """`YYYY-MM` or `YYYY` → credentials held."""
    providers: Commonest = field(default_factory=Commonest)
    platforms: Commonest = field(default_factory=Commonest)
    skills: Commonest = field(default_factory=Commonest)
    entries: Commonest = field(default_factory=Commonest)
    titles: Commonest = field(default_factory=Commonest)
    """Titles without an entry."""
    outside: Commonest = field(default_factory=Commonest)
    """Organizations outside the taxonomy."""

    @property
    def read(self) -> int:
        """Files that gave a report, copies apart."""
        return self.files - self.failed - self.copies

    def may_show(self, key: str) -> bool:
        """Whether a provider's name may stand on the page: it is the taxonomy's, or many use it."""
        return not key.startswith(_OUTSIDE) or self.outside.count(key) >= AT_LEAST


def count(rows: Iterable[Row]) -> Counts:
    """The counts of all rows, in one pass."""
    counts = Counts()
    seen: set[int] = set()
    for row in rows:
        counts.files += 1
        if row.error is not None:
            counts.failed += 1
            counts.errors[row.error] += 1
            continue
        if row.sha256 is not None:
            known = len(seen)
            seen.add(int(row.sha256[:16], 16))
            if len(seen) == known:
                counts.copies += 1
                continue
        _add(row, counts)
    return counts


def is_outside(key: str) -> bool:
    """Whether a key of `providers` or `platforms` is of an organization outside the taxonomy."""
    return key.startswith(_OUTSIDE)


def _add(row: Row, counts: Counts) -> None:
    if row.versions:
        counts.versions[row.versions] += 1
    counts.per_resume[len(row.claims)] += 1
    counts.without += not row.claims
    counts.credentials += len(row.claims)
    entries: dict[str, str] = {}
    titles: dict[str, str] = {}
    outside: dict[str, str] = {}
    for claim in row.claims:
        _add_claim(claim, counts)
        if claim.entry and claim.entry.id:
            entries.setdefault(claim.entry.id, claim.entry.name)
        elif normalize(claim.title):
            titles.setdefault(normalize(claim.title), claim.title)
        for organization in (claim.issuer, claim.platform):
            if organization and organization.id is None and normalize(organization.name):
                outside.setdefault(_key(organization), organization.name)
    for group, names in (
        (counts.entries, entries),
        (counts.titles, titles),
        (counts.outside, outside),
    ):
        for key, name in names.items():
            group.add(key, name)


def _add_claim(claim: Claimed, counts: Counts) -> None:
    counts.types[claim.type] += 1
    counts.statuses[claim.status] += 1
    counts.tiers[claim.level, claim.basis] += 1
    counts.matches[claim.match] += 1
    provider = claim.issuer or claim.platform
    if provider:
        counts.providers.add(_key(provider), provider.name)
    if claim.platform:
        counts.platforms.add(_key(claim.platform), claim.platform.name)
    if claim.status in NOT_EARNED_YET:
        return
    counts.held += 1
    counts.states[NO_RECORD if claim.state == "claimed" and claim.linked else claim.state] += 1
    if claim.issued:
        counts.issued[int(claim.issued[:4])] += 1
    if claim.expires:
        counts.expires[claim.expires] += 1
    for skill in claim.skills:
        counts.skills.add(skill, skill)


def _key(organization: Organization) -> str:
    return organization.id or _OUTSIDE + normalize(organization.name)
