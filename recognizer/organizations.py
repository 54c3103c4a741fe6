"""Which words name an organization: a provider of the taxonomy, or something that looks like "
"one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from recognizer.cues import Cues
from recognizer.names import normalize, without_legal_form
from recognizer.resume import Organization
from recognizer.taxonomy import Taxonomy

_MAX_WORDS = 12
"""An organization's name with its place is rarely longer."""
_MAX_NAME = 7
"""Words of the longest provider name that is searched inside a text."""
_MAX_PLACE = 3
"""Words of the longest place that a branch writes beside its network's name."""
_JOINTS = frozenset({"of", "at", "in", "the", "de", "do", "da", "-", "–"})
"""Words between a network's name and a branch's place."""

_COUNTRY_END = re.compile(r"(?i)[\s,.]*\bindia$")
"""The country that a firm's local company carries in its name ("Cummins India")."""
_UNIT = re.compile(
    r"(?i)\b(?:(?:steel|power|thermal power|cement|fertili[sz]er) (?:plant|station)|plant|refinery|"
    r"works|factory|shipyard|training (?:institute|school|department)|"
    r"(?:training|learning) cent(?:er|re))$"
)
"""What a company calls its own places, at the end of a stated name."""
_TRAILING = re.compile(r"[\s,;:.\-–—|(]+$")
_LEADING = re.compile(r"^[\s,;:.\-–—|)]+")
_QUOTES = "\"'“”„‘’«»`"
_WORD = re.compile(r"[^\s,;:()|]+")
_ONLINE_KINDS = frozenset(
    {"mooc_platform", "course_platform", "assessment_platform", "simulation_platform", "bootcamp"}
)

_FOR_WHOM = frozenset({"for", "to", "with", "on"})
"""After these, a word such as "Consultants" says for whom a course is, not who gives it."""
_ISSUERS = frozenset(
    {"vendor", "professional_body", "regulator", "university", "employer", "government"}
)
"""Kinds that award in their own name, even where they teach online too."""
_SCHOOLS = frozenset({"training_company", "government"})


class Known(NamedTuple):
    """A provider's name inside a text."""

    start: int
    end: int
    provider: str


_HOLDERS = frozenset("diplomate fellow licentiate member registered chartered licensed".split())
"""Words before a body's name that say what it made of somebody."""
_BEFORE_NAMES = frozenset("at by during for from under with".split())
"""Words that begin no name."""
_NO_NAMES = _HOLDERS | _BEFORE_NAMES
_BODY_OF = re.compile(
    r"(?i)\b(?:institute|academy|school|college|cent(?:re|er)|university|board|department) of\b"
)
"""A body and its field: whatever follows belongs to its name."""


@dataclass(frozen=True, slots=True)
class OrganizationReader:
    """Reads organizations with the taxonomy's names and the words of claim_cues.yaml."""

    taxonomy: Taxonomy
    cues: Cues
    places: frozenset[str]

    def known(self, text: str) -> str | None:
        """Id of the provider that the whole text names, if exactly one does."""
        for form in self._forms(text):
            ids = self.taxonomy.providers_named(form)
            if not ids and form.isupper():
                ids = self.taxonomy.provider_acronyms.get(form, ())
            if len(ids) == 1:
                return ids[0]
            if len(ids) > 1:
                return self._preferred(ids)
        return self._network(text)

    def _network(self, text: str) -> str | None:
        """Id of the network one of whose branches the text names: its name beside a place."""
        words = self.clean(text).replace(",", " ").split()
        for size in range(min(len(words) - 1, _MAX_NAME), 0, -1):
            for name, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
                if not self._may_be_branch(rest, size):
                    continue
                for id_ in self.taxonomy.provider_names.get(normalize(" ".join(name)), ()):
                    if self.taxonomy.has_branches(id_):
                        return id_
        return None

    def _may_be_branch(self, rest: list[str], size: int) -> bool:
        """Words that may be a branch's place; beside a name of one word only a listed place."""
        place = " ".join(word for word in rest if word.lower() not in _JOINTS)
        plain = normalize(place)
        if not place or self.is_place(place):
            return bool(place)
        return (
            1 < size
            and len(place.split()) <= _MAX_PLACE
            and all(word[:1].isupper() and word.isalpha() for word in place.split())
            and not any(word in self.cues.credential_words for word in plain.split())
            and plain not in self.taxonomy.skill_names
            and plain not in self.taxonomy.credential_names
        )

    def stated(self, text: str) -> str | None:
        """Id of the organization that a text names which states who issued something.

        Here, and only here, rows of employers.csv count too: nothing but the whole text names
        them, and the place of the text says that it is a name.
        """
        return self._whole(text) or next(
            filter(None, map(self._whole, self._without_unit(text))), None
        )

    def _whole(self, text: str) -> str | None:
        """The provider or employer that goes by exactly this name."""
        found = self.known(text)
        if found is not None:
            return found
        for form in self._forms(text):
            ids = self.taxonomy.employers_called(form)
            if ids:
                return ids[0] if len(ids) == 1 else None
        return None

    def _without_unit(self, text: str) -> Iterator[str]:
        """The name without the place or plant behind it: "BHEL Bhopal", "NTPC Dadri Power Plant".

        What is left has two words or is a short form: "Cambridge Training Centre" is anybody's.
        """
        words = text.split()
        unit = _UNIT.search(text)
        for size in range(len(words) - 1, 0, -1):
            head, tail = " ".join(words[:size]), " ".join(words[size:])
            within = unit is not None and len(head) <= unit.start() and len(words) - size <= 4
            if (size > 1 or head.isupper()) and (within or self.is_place(tail.strip("-–— "))):
                yield head

    def meant(self, text: str, title: str, credential: str | None = None) -> str | None:
        """Id of the provider that a name means beside a title, None if it is nobody's.

        Where several go by the same capitals, the one that awards the credential is meant, or the
        one whose name shares a word with the title: AWS beside a welding inspector is the
        American Welding Society.
        """
        known = self.known(text)
        several = self.taxonomy.provider_acronyms.get(text.strip(_QUOTES + " "), ())
        if len(several) < 2:
            return known
        if credential is not None and self.taxonomy.credential(credential).issuer in several:
            return self.taxonomy.credential(credential).issuer
        words = set(normalize(title).split()) - self.cues.strong_organization
        akin = [
            i for i in several if words & set(normalize(self.taxonomy.provider(i).name).split())
        ]
        return akin[0] if len(akin) == 1 else known

    def _preferred(self, ids: tuple[str, ...]) -> str | None:
        """Of several providers with one name, the one in providers/, or the best known of them:
        that with the most credentials.
        """
        curated = [i for i in ids if self.taxonomy.provider(i).kind != "university"]
        if len(curated) < 2:
            return curated[0] if curated else ids[0]
        return max(curated, key=lambda i: len(self.taxonomy.credentials_of(i)))

    def _forms(self, text: str) -> Iterator[str]:
        """The text, then the text without what names carry along: legal form, place, brackets."""
        base = _LEADING.sub("", _TRAILING.sub("", text.strip(_QUOTES + " ")))
        seen: set[str] = set()
        stack = [base]
        stack.append(without_legal_form(base))
        stack.append(without_legal_form(_COUNTRY_END.sub("", stack[-1])))
        stack.append(re.sub(r"(?i)\.(?:com|org|in|io|net|co)\b.*$", "", base))
        stack.append(re.sub(r"\s*\([^)]*\)\s*$", "", base))
        if (inside := re.search(r"\(([^)]{2,40})\)\s*$", base)) is not None:
            stack.append(inside.group(1))
        if base.lower().startswith("the "):
            stack.append(base[4:])
        head, comma, tail = base.rpartition(",")
        while comma:
            if self.is_place(tail):
                stack.append(head)
            base = head
            head, comma, tail = base.rpartition(",")
        for form in stack:
            form = form.strip()
            if form and form not in seen:
                seen.add(form)
                yield form

    def read(self, text: str) -> Organization | None:
        """The organization that the whole text names, None if it names none."""
        name = self.clean(text)
        if not name:
            return None
        found = self.stated(name)
        if found is not None:
            return Organization(name, found)
        return Organization(name) if self.looks_like(name) else None

    def clean(self, text: str) -> str:
        """The name without quotes, separators and the place after it."""
        name = _LEADING.sub("", _TRAILING.sub("", text.strip())).strip(_QUOTES + " ")
        if name.count("(") > name.count(")"):
            name += ")"
        while True:
            head, comma, tail = name.rpartition(",")
            if not comma or not self.is_place(tail) or not head.strip():
                return name
            name = head.strip().rstrip(",;:-–— ")

    def is_place(self, text: str) -> bool:
        """Only a country, state or large city, or several of them."""
        parts = [normalize(p) for p in re.split(r"[,|/–—-]|\s-\s", text.strip(" ().")) if p.strip()]
        return bool(parts) and all(self._is_one_place(p) for p in parts)

    def _is_one_place(self, plain: str) -> bool:
        """A place, or a city and its state without a comma ("Nashville TN")."""
        words = plain.split()
        return plain in self.places or any(
            " ".join(words[:n]) in self.places and " ".join(words[n:]) in self.places
            for n in range(1, len(words))
        )

    def looks_like(self, text: str, *, strictly: bool = False) -> bool:
        """Words such as Institute or Ltd, a name in capitals, no word of a credential.

        `strictly` leaves out words that organizations share with titles ("Services", "Systems").
        """
        words = normalize(text).split()
        if not words or len(words) > _MAX_WORDS or not any(c.isupper() for c in text):
            return False
        strong = sum(
            w in self.cues.strong_organization
            and words[max(0, n - 1)] not in _FOR_WHOM
            and (w != "foundation" or words[n + 1 : n + 2] in ([], ["of"], ["for"], ["trust"]))
            for n, w in enumerate(words)
        )
        credential = sum(w in self.cues.credential_words for w in words)
        if words[0] in _NO_NAMES or self.taxonomy.credentials_named(text):
            return False
        if strong and _BODY_OF.search(text):
            return True
        if strong:
            return (
                not credential
                or (words[-1] in self.cues.strong_organization and words[-1] != "foundation")
                or strong > credential
            )
        if words[-2:] in (["computer", "education"], ["technical", "education"]) and len(words) > 2:
            return True
        weak = not strictly and words[-1] in self.cues.weak_organization and 2 <= len(words) <= 5
        return weak and not credential and text[:1].isupper()

    def inside(self, text: str) -> list[Known]:
        """Names of known providers in the text, longest first at each place, left to right."""
        tokens = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        found: list[Known] = []
        at = 0
        while at < len(tokens):
            for size in range(min(_MAX_NAME, len(tokens) - at), 0, -1):
                start, end = tokens[at][0], tokens[at + size - 1][1]
                piece = text[start:end]
                if not (piece[0].isupper() or piece[0].isdigit() or size == 1):
                    continue
                provider = self._named(piece)
                if provider is not None:
                    found.append(Known(start, end, provider))
                    at += size - 1
                    break
            at += 1
        return found

    def _named(self, piece: str) -> str | None:
        piece = piece.strip(_QUOTES + ".").removesuffix("’s").removesuffix("'s")
        if len(piece) < 2:
            return None
        ids = self.taxonomy.provider_names.get(normalize(piece), ())
        if not ids and piece.isupper():
            ids = self.taxonomy.provider_acronyms.get(piece, ())
        return self._preferred(ids) if ids else None

    def teaches_online(self, provider: str) -> bool:
        """A platform that stands as issuer and platform both when nobody else is named."""
        entry = self.taxonomy.provider(provider)
        return entry.teaches_online and entry.kind not in _ISSUERS

    def teaches(self, provider: str) -> bool:
        """Not a maker of products: after "with" or "using", a vendor's name is its product."""
        return self.taxonomy.provider(provider).kind not in ("vendor", "employer", "university")

    def is_school(self, provider: str) -> bool:
        """A trainer in rooms of its own, who gives courses and now and then degrees as well."""
        entry = self.taxonomy.provider(provider)
        return entry.kind in _SCHOOLS and not self.is_platform(provider)

    def is_platform(self, provider: str) -> bool:
        """A place where courses are taken, whoever issues them."""
        entry = self.taxonomy.provider(provider)
        return entry.kind in _ONLINE_KINDS or (
            entry.kind not in _ISSUERS
            and (
                entry.teaches_online or ("platform" in entry.roles and "issuer" not in entry.roles)
            )
        )
