"""Claim → Match: the taxonomy entry that is meant, or none; never a wrong one on purpose.

Exact name, then alias, then likeness of spelling (RapidFuzz), each guarded: codes, levels and
numbers must agree, and so must the issuer or platform where the résumé names one. A long course
title that was cut off counts where the platform has only one that begins so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter

from rapidfuzz import fuzz

from recognizer.acronyms import AcronymReader
from recognizer.countries import CountryReader
from recognizer.credential import Credential
from recognizer.names import normalize
from recognizer.report import Alternative, Match, MatchKind, Reason
from recognizer.resume import Claim
from recognizer.taxonomy import Taxonomy

_SAME_WORD = 82.0
"""Likeness (0–100) from which two words count as one, misspelt: "Assosiate", "Architech"."""
_ENDING = 3
"""Letters by which the forms of one word differ in length, at most."""
_PREPARES = 0.04
"""By how much a course must be the more alike to come before an examination of that name."""
_STRIPPED = 0.01
"""Taken off where only the title without brackets, code or last word is the name."""
_AGREES = 0.03
"""Added to the score where issuer or platform agree."""
_SHORTEST = 6
"""Letters of the shortest title that is matched by likeness."""
_MAX_ALTERNATIVES = 3
_LABEL_WORDS = 3
"""Words before a colon that may only say whose exam it is ("Microsoft Exam 740: …"); the name
after it has more.
"""

_BEGINNING_WORDS = 4
"""Words that tell something, at least, in a title that may be the beginning of a longer one."""
_BEGINNING_SCORE = 0.9

_EXAMINED = frozenset({"certification", "license", "language_test"})
"""Types that others prepare for: an institute's name beside them is no contradiction."""
_LEVELS = frozenset(
    "associate professional expert foundation foundations fundamentals practitioner specialty "
    "basic basics intermediate advanced beginner "
    "i ii iii iv v 1 2 3 4 5 level master core junior senior entry green black yellow white belt "
    "lead internal managing working "
    "administrator developer architect engineer analyst consultant "
    "designer operator operations sysops devops security data network".split()
)
_FILLERS = frozenset(
    "certified certification certificate certificates course exam examination the of in on for "
    "and a an to with by program programme training "
    "online professional completion specialization nanodegree from at as coursera udemy edx "
    "test".split()
)
_CODE = re.compile(r"\b[A-Za-z]{1,5}[- ]?\d{2,4}(?:[- ]?[A-Za-z]\d{1,2})?\b|\b\d{2,3}-\d{3}\b")
_PARENS = re.compile(r"\(([^()]{2,40})\)")
_BRACKETS = re.compile(r"\[[^\[\]]{2,40}\]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST_WORD = re.compile(
    r"(?i)[\s-]+(?:certification|certificate|certified|course|exam|training|program)$"
)
_SMALL_WORDS = frozenset("a an and as at by for from in of on or the to with".split())


@dataclass(frozen=True, slots=True)
class _Candidate:
    credential: str
    score: float
    kind: MatchKind
    begun: bool = False
    """Whether the title is only the beginning of the name."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Matches claims against one taxonomy. `min_score` is 0–1."""

    taxonomy: Taxonomy
    acronyms: AcronymReader
    countries: CountryReader
    min_score: float

    def match(self, claim: Claim) -> Match:
        """The best entry that passes the guards; runners-up stay visible."""
        candidates = self._candidates(claim)
        accepted = [c for c in candidates if c.score >= self.min_score]
        best = accepted[0] if accepted else None
        alternatives = tuple(
            Alternative(
                c.credential,
                self.taxonomy.credential(c.credential).name,
                round(min(1.0, c.score), 2),
            )
            for c in candidates
            if c is not best
        )[:_MAX_ALTERNATIVES]
        if best is None:
            return self._provider_only(claim, alternatives)
        name = self.taxonomy.credential(best.credential).name
        return Match(
            best.credential,
            name,
            round(min(1.0, best.score), 2),
            best.kind,
            alternatives,
            (Reason(f"match-{best.kind}", _why(best).format(name=name)),),
        )

    def _provider_only(self, claim: Claim, alternatives: tuple[Alternative, ...]) -> Match:
        for organization in (claim.issuer, claim.platform):
            if organization is not None and organization.id is not None:
                name = self.taxonomy.provider(organization.id).name
                reason = Reason(
                    "match-provider-only",
                    f"{name} is known; this credential of it is not in the catalogue.",
                )
                return Match(None, name, 1.0, "provider_only", alternatives, (reason,))
        reason = Reason("match-none", "This text was not matched; nothing was assumed.")
        return Match(None, None, 0.0, "none", alternatives, (reason,))

    def _candidates(self, claim: Claim) -> list[_Candidate]:
        """Candidates with their scores, best first; those that disagree are left out."""
        found: dict[str, _Candidate] = {}
        for form, full in (*_forms(claim, self.taxonomy), *self.countries.forms(claim.mention)):
            for credential in self._named(form, claim.mention.context):
                plain = normalize(self.taxonomy.credential(credential).name)
                kind: MatchKind = "exact" if normalize(form) == plain else "alias"
                score = (1.0 if kind == "exact" else 0.98) if full else 0.95
                score -= 0.0 if form == claim.title else _STRIPPED
                _keep(found, _Candidate(credential, score, kind))
        for code in _CODE.findall(claim.title):
            for credential in self.taxonomy.credentials_coded(code):
                _keep(found, _Candidate(credential, 0.97, "alias"))
        if not any(self._agreement(c.credential, claim) >= 0 for c in found.values()):
            for candidate in (*self._alike(claim), *self._begun(claim)):
                _keep(found, candidate)
        judged = []
        for candidate in found.values():
            agreement = self._agreement(candidate.credential, claim)
            entry = self.taxonomy.credential(candidate.credential)
            if agreement < 0 or (entry.ambiguous and agreement <= 0):
                continue
            if self.countries.is_of_another(entry, claim.mention):
                continue
            agreeing = replace(candidate, score=candidate.score + _AGREES * agreement)
            # A course, where no provider is named: the examination of that name is the likelier.
            prepares = agreement == 0 and entry.type not in _EXAMINED
            rank = (-agreeing.score + _PREPARES * prepares, entry.lifecycle != "active", entry.id)
            judged.append((rank, agreeing))
        return [candidate for _, candidate in sorted(judged, key=itemgetter(0))]

    def _named(self, form: str, context: str) -> tuple[str, ...]:
        return self.taxonomy.credentials_named(form) or self.acronyms.credentials(form, context)

    def _alike(self, claim: Claim) -> Iterable[_Candidate]:
        """Names spelt like the title whose telling words all have a partner."""
        title = normalize(claim.title)
        if len(title) < _SHORTEST:
            return
        for name, credential in self.taxonomy.fuzzy_candidates(title, limit=60):
            score = fuzz.token_sort_ratio(title, name) / 100
            if _is_bare(title) and ("certified" in title.split()) != ("certified" in name.split()):
                continue  # a course for internal auditors is no Certified Internal Auditor
            if score >= 0.7 and self._same_words(title, name):
                yield _Candidate(
                    credential, min(0.97, max(score, 0.86 if score >= 0.8 else score)), "fuzzy"
                )

    def _same_words(self, one: str, two: str) -> bool:
        """Every telling word of each has a partner in the other; numbers and levels are equal."""
        a, b = one.split(), two.split()
        levels_a = {w for w in a if w in _LEVELS or any(c.isdigit() for c in w)}
        levels_b = {w for w in b if w in _LEVELS or any(c.isdigit() for c in w)}
        return levels_a == levels_b and self._covered(a, b) and self._covered(b, a)

    def _covered(self, words: list[str], others: list[str]) -> bool:
        for word in words:
            if word in _FILLERS or word in others:
                continue
            if len(word) < 4 or not any(self._is_slip(word, other) for other in others):
                return False
        return True

    def _is_slip(self, one: str, two: str) -> bool:
        """Spelt alike, and not two words that names use each for itself ("statics", "statistics").

        Forms of one word begin alike: "analytic", "analytics".
        """
        if fuzz.ratio(one, two) < _SAME_WORD:
            return False
        akin = one[:4] == two[:4] and abs(len(one) - len(two)) <= _ENDING
        usual = self.taxonomy.is_word_of_names
        return akin or not (usual(one) and usual(two))

    def _begun(self, claim: Claim) -> Iterable[_Candidate]:
        """The course whose name begins with the whole title, if its provider has one only."""
        title = normalize(_LAST_WORD.sub("", _undated(_PARENS.sub(" ", claim.title)).strip()))
        ids = {o.id for o in (claim.issuer, claim.platform) if o is not None and o.id is not None}
        telling = [word for word in title.split() if word not in _SMALL_WORDS]
        if not ids or len(telling) < _BEGINNING_WORDS or "certified" in telling:
            return
        courses = []
        for id_ in self.taxonomy.credentials_beginning(title):
            entry = self.taxonomy.credential(id_)
            if entry.type not in _EXAMINED and ids & {entry.issuer, *entry.platforms}:
                courses.append(id_)
        if len(courses) == 1:
            yield _Candidate(courses[0], _BEGINNING_SCORE, "fuzzy", begun=True)

    def _agreement(self, credential: str, claim: Claim) -> float:
        """1: a named provider is the entry's; 0.5: of its family; 0: none is known; -1: another."""
        entry = self.taxonomy.credential(credential)
        named = {entry.issuer, *entry.platforms}
        own = self._family(named)
        ids = {o.id for o in (claim.issuer, claim.platform) if o is not None and o.id is not None}
        unknown = any(o is not None and o.id is None for o in (claim.issuer, claim.platform))
        if not ids:
            return -1 if unknown and entry.type not in _EXAMINED else 0
        if entry.type not in _EXAMINED and (
            self._is_of_another(claim, entry.issuer, own) or self._is_elsewhere(entry, claim)
        ):
            return -1
        if named & ids:
            return 1
        if own & self._family(ids) or self._named_with(credential, claim):
            return 0.5
        if entry.type in _EXAMINED:
            kinds = {self.taxonomy.provider(i).kind for i in ids}
            rivals = kinds & {"vendor", "professional_body", "regulator"}
            return -1 if rivals else 0
        return -1

    def _named_with(self, credential: str, claim: Claim) -> bool:
        """Whether people name the entry together with that body ("AICPA CPA", "CWI AWS")."""
        title = _PARENS.sub(" ", claim.title).strip()
        for organization in (claim.issuer, claim.platform):
            if organization is not None:
                for both in (f"{organization.name} {title}", f"{title} {organization.name}"):
                    if credential in self.taxonomy.credentials_named(both):
                        return True
        return False

    def _is_elsewhere(self, entry: Credential, claim: Claim) -> bool:
        """The same teacher's course on another platform; where a badge is shown says nothing."""
        platform = claim.platform.id if claim.platform is not None else None
        if platform is None or not entry.platforms:
            return False
        if self.taxonomy.provider(platform).kind == "badge_platform":
            return False
        return platform not in self._family({entry.issuer, *entry.platforms})

    def _is_of_another(self, claim: Claim, issuer: str, own: set[str]) -> bool:
        """Two teachers on one platform: "Machine Learning, University of Washington, Coursera" is
        not the course of that name by another university.
        """
        if claim.issuer is None or claim.issuer.id is None or claim.platform is None:
            return False
        if claim.issuer.id == claim.platform.id or own & self._family({claim.issuer.id}):
            return False
        return issuer not in self._family({p for p in (claim.platform.id,) if p})

    def _family(self, ids: Iterable[str]) -> set[str]:
        """The providers and those they belong to."""
        out: set[str] = set()
        for provider in ids:
            while provider and provider not in out and self.taxonomy.has_provider(provider):
                out.add(provider)
                provider = self.taxonomy.provider(provider).parent or ""
        return out


_WHY: dict[MatchKind, str] = {
    "exact": "The title is the catalogue's name: {name}.",
    "alias": "The title is another name or the code of {name}.",
    "fuzzy": "The title is spelt almost like {name}.",
}


_WHY_BEGUN = "The title is the beginning of {name}; nothing else there begins so."


def _why(candidate: _Candidate) -> str:
    return _WHY_BEGUN if candidate.begun else _WHY[candidate.kind]


def _undated(title: str) -> str:
    """The title without "[2023 edition]" and the like, and without a year at either end."""
    words = _BRACKETS.sub(" ", title).split()
    if len(words) > _BEGINNING_WORDS:
        if _YEAR.fullmatch(words[0].rstrip(":")):
            words = words[1:]
        elif _YEAR.fullmatch(words[-1]):
            words = words[:-1]
    return " ".join(words)


def _keep(found: dict[str, _Candidate], candidate: _Candidate) -> None:
    other = found.get(candidate.credential)
    if other is None or candidate.score > other.score:
        found[candidate.credential] = candidate


def _forms(claim: Claim, taxonomy: Taxonomy) -> Iterable[tuple[str, bool]]:
    """(form of the title to look up, whether it says the whole title)."""
    title = claim.title
    yield title, True
    bare = _PARENS.sub(" ", title).strip()
    if bare != title and bare:
        yield bare, True
        for inside in _PARENS.findall(title):
            yield inside.strip(), False
    trimmed = _LAST_WORD.sub("", bare).strip()
    if trimmed and trimmed != bare:
        yield trimmed, True
    undated = _undated(bare)
    if undated != " ".join(bare.split()):
        yield undated, False
    for organization in (claim.issuer, claim.platform):
        if organization is None:
            continue
        names = {organization.name}
        if organization.id is not None:
            provider = taxonomy.provider(organization.id)
            names |= {provider.name, *provider.acronyms}
        for name in sorted(names):
            yield f"{name} {bare}", True
            if normalize(bare).startswith(normalize(name) + " "):
                yield bare[len(name) :].strip(" :-–"), True
    label, colon, after = bare.partition(":")
    if colon and len(label.split()) <= _LABEL_WORDS < len(after.split()):
        yield after.strip(), False
    without_code = _CODE.sub(" ", bare).strip(" :-–")
    if without_code and without_code != bare:
        yield without_code, True


def _is_bare(title: str) -> bool:
    """Two telling words at most: too common to tell a course from the certification."""
    return sum(word not in _FILLERS for word in title.split()) <= 2
