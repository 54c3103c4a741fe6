"""Parts of an entry → units: one unit for each credential that the entry names.

"Coursera: Python for Everybody; SQL for Data Science" is two units, "AWS Certified Developer –
Associate, 2021" is one. A unit holds its title's range and the parts that speak of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from recognizer.chunks import is_short_form
from recognizer.cues import Cues
from recognizer.lead_ins import title_range
from recognizer.name_parts import CLOSING, OPENING, NameReader
from recognizer.names import normalize
from recognizer.resume import Part

GUESSED = "?"
"""`lead` of an organization that only its place in the entry makes one."""
_IN_BRACKETS = 25
"""Characters within which a bracket that a title opens is closed."""
_SHORT_NAME = 4
"""Words of an organization's name that no list knows, after a dash ("– Rinex")."""
_DESCRIPTION = 7
"""Words from which a second part is a description, not an organization."""

_NAME_END = re.compile(r"(?i)^(?:certificate|certification|course|training)$")
_OPEN = re.compile(r"[(\[]\s*$")
_DOT = re.compile(r"[•·●∙♦▪;\ufffd]")
DESCRIBES = re.compile(
    r"(?:An?|The|This)\s+[a-z]|(?i:(?:(?:practical|hands[- ]on|working|good|in-?depth)\s+)+"
    r"(?:knowledge|experience|exposure|skills|understanding)|familiar(?:ity)?\s+(?:in|with)|"
    r"conversant\s+with|exposure\s+to|experienced\s+(?:in|with)|"
    r"(?:knowledge|experience|proficien(?:t|cy))\s+(?:in|of|with))\b"
)
"""Words with which a description begins, not a name."""
_CLOSED = re.compile(r"\)\s*,\s*")
"""After "X (Provider), " comes another name."""
_COURSE_NOUNS = frozenset(
    "bootcamp certificate certification course licence license nanodegree specialisation "
    "specialization training workshop".split()
)
_NAMING = frozenset(
    "certified certification certificate specialization nanodegree bootcamp".split()
)
"""Words of titles that name a credential in any list."""
_SHORT_FORM = re.compile(r"[A-Z]{2,5}\+?")
_LIST_MARK = re.compile(r",\s*$|\s*[;|•·]\s*|\t|\s(?:and|&)\s$")


@dataclass(frozen=True, slots=True)
class Unit:
    """One credential of an entry. `start` and `end` are the title's range in the document;
    `alone` is False where the entry names others too.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    alone: bool = True


@dataclass(frozen=True, slots=True)
class UnitReader:
    """Finds the units of an entry. `is_credential` tells whether a text is a credential's name,
    `is_certification` whether it is that of a certification or licence.
    """

    cues: Cues
    names: NameReader
    is_credential: Callable[[str], bool]
    is_certification: Callable[[str], bool]
    is_skill: Callable[[str], bool]
    opens_with_provider: Callable[[str], bool]

    def read(
        self, parts: Sequence[Part], text: str, base: int, *, organizations_follow: bool = False
    ) -> list[Unit]:
        """Units in text order. `organizations_follow`: in this section, what stands second in an
        entry names the organization, known or not.
        """
        parts = _with_title(self.names.read(parts, text, base))
        parts = self._with_guessed_organizations(parts, organizations_follow)
        groups = self._groups(parts)
        units: list[Unit] = []
        for group in groups:
            span = self._title(group, text, base)
            if span is not None:
                units.append(Unit(span[0], span[1], tuple(group), alone=len(groups) == 1))
        return units

    def _with_guessed_organizations(self, parts: list[Part], follow: bool) -> list[Part]:
        """The second title-like part becomes the organization where its place says so."""
        if any(p.role == "organization" for p in parts):
            return parts
        titles = [n for n, p in enumerate(parts) if p.role == "title"]
        if len(titles) < 2:
            return parts
        at = next((n for n in titles[1:] if parts[n].hard), titles[1])
        if not self._may_be_organization(parts[at], parts[titles[0]], follow):
            return parts
        parts[at] = replace(parts[at], role="organization", lead=GUESSED)
        return parts

    def _may_be_organization(self, part: Part, first: Part, follow: bool) -> bool:
        words = part.text.split()
        plain = normalize(part.text).split()
        if (
            not part.text[:1].isupper()
            or len(words) >= _DESCRIPTION
            or any(w in self.cues.credential_words for w in plain)
            or any(c.isdigit() for c in part.text)
            or self.is_credential(part.text)
            or _OPEN.search(part.sep)
        ):
            return False
        if part.hard:
            return len(words) <= 6 and not self.is_skill(part.text)
        if self.is_skill(part.text) or self.is_credential(f"{first.text} {part.text}"):
            return False
        taught = (
            any(w in self.cues.credential_words for w in normalize(first.text).split())
            and len(words) >= 2
        )
        if taught and part.sep.strip() == "," and all(w[:1].isupper() for w in words):
            return True
        dash = bool(re.search(r"[-–—]", part.sep))
        capitals = all(w[:1].isupper() for w in words if len(w) > 3)
        joined = any(w in ("and", "of", "&") for w in words) and not dash
        return capitals and ((dash and len(words) <= _SHORT_NAME) or (follow and not joined))

    def _groups(self, parts: Sequence[Part]) -> list[list[Part]]:
        """Cuts the parts where another credential begins; shared parts go to every group."""
        titles = [n for n, p in enumerate(parts) if p.role == "title"]
        if len(titles) < 2:
            return [list(parts)]
        cuts = [n for n in titles[1:] if self._starts_another(parts, titles, n)]
        if not cuts:
            return [list(parts)]
        edges = [0, *cuts, len(parts)]
        groups = [list(parts[a:b]) for a, b in itertools.pairwise(edges)]
        shared = [p for p in groups[0][: self._first_title(groups[0])] if p.role == "organization"]
        tail = groups[-1]
        last = max(n for n, p in enumerate(tail) if p.role == "title")
        trailing = [
            p
            for p in tail[last + 1 :]
            if p.role in ("organization", "date")
            or (p.role == "status" and not _OPEN.search(p.sep))
        ]
        alone = not any(
            p.role in ("organization", "date") for g in groups[:-1] for p in g if p not in shared
        )
        return [
            g
            + (shared if number and not _has(g, "organization") else [])
            + (trailing if alone and number < len(groups) - 1 else [])
            for number, g in enumerate(groups)
        ]

    def _first_title(self, group: Sequence[Part]) -> int:
        return next((n for n, p in enumerate(group) if p.role == "title"), 0)

    def _starts_another(self, parts: Sequence[Part], titles: list[int], at: int) -> bool:
        part = parts[at]
        before = parts[max(t for t in titles if t < at)]
        between = parts[parts.index(before) + 1 : at]
        listed = (
            part.hard
            or bool(_LIST_MARK.search(part.sep))
            or any(_LIST_MARK.search(p.sep) for p in between)
        )
        sentence = ". " in part.sep + " " and part.sep.strip().startswith(".")
        if sentence and self._is_claim(part.text):
            return True
        if part.text[:1] in OPENING and before.text[-1:] in CLOSING:
            return True
        if _both_short(before.text, part.text) and self.is_certification(part.text):
            return self.is_certification(before.text)
        if not listed or _OPEN.search(part.sep):
            return False
        if _DOT.search(part.sep) and part.text[:1].isupper():
            return True
        if _CLOSED.fullmatch(part.sep) and between and part.text[:1].isupper():
            return True
        run = [p.text for p in parts[:at] if p.role == "title"]
        one = any(self._is_named(" ".join(run[n:])) for n in range(max(0, len(run) - 3), len(run)))
        two = self._is_named(part.text)
        if all(_SHORT_FORM.fullmatch(p.text) and not self.is_skill(p.text) for p in (before, part)):
            return True
        named = self._names_itself(part.text)
        if two and _CLOSED.fullmatch(part.sep):
            return True
        if two and part.sep.strip() == "," and self._is_vendors(before.text, part.text):
            return True
        if any(_is_course(text) for text in run[-2:]) and (_is_course(part.text) or named):
            return True
        if "\n" in part.sep and not two:
            return False
        if one and "\t" in part.sep and len(part.text.split()) >= 2:
            return True
        if two and (one or named or part.hard or self._names_itself(before.text)):
            return True
        if named and (one or self._names_itself(before.text)):
            return True
        taught = any(w in self.cues.credential_words for w in normalize(part.text).split())
        if one and taught and len(part.text.split()) >= 2:
            return True
        if between and between[-1].role == "organization" and _is_place(part):
            return False
        closed = any(p.role in ("organization", "date") for p in between)
        return closed and part.text[:1].isupper() and "\n" not in part.sep and _follows(parts, at)

    def _is_named(self, text: str) -> bool:
        """A credential's name, also with words before it ("Certified in Network+")."""
        if self.is_credential(text):
            return True
        start, end = title_range(text, self.cues)
        return start > 0 and self.is_credential(text[start:end])

    def _is_vendors(self, before: str, text: str) -> bool:
        """A vendor's credential, named with the vendor or in short, after what is no skill."""
        full = len(before.split()) > 1 and not self.is_skill(before) and not DESCRIBES.match(before)
        if _SHORT_FORM.fullmatch(text) and not is_short_form(text, before):
            return full and self.is_certification(text)
        return full and len(text.split()) > 2 and self.opens_with_provider(text)

    def _is_claim(self, text: str) -> bool:
        """Begins like a sentence that claims something ("Completed …", "Also earned …")."""
        return any(word in self.cues.lead_verbs for word in normalize(text).split()[:3])

    def _names_itself(self, text: str) -> bool:
        words = normalize(text).split()
        return len(words) >= 2 and not _NAMING.isdisjoint(words)

    def _title(self, group: Sequence[Part], text: str, base: int) -> tuple[int, int] | None:
        """The range of the title: the first title part and what belongs to it."""
        first = self._first_title(group)
        if not group or group[first].role != "title":
            return self._organization_as_title(group)
        start, end = group[first].start, group[first].end
        line = group[first].line
        lead = group[:first]
        named = lead and lead[-1].role == "organization" and len(lead[-1].text.split()) == 1
        if named and _OPEN.search(group[first].sep):
            start = lead[-1].start  # "IOSH (Managing Safely)"
        for number, part in enumerate(group[first + 1 :], start=first + 2):
            if part.role == "place" and _runs_on(part, group[number : number + 1]):
                end = part.end  # "NASP (USA) certificate course in …"
                continue
            if part.role in ("note", "link") and part.line == line and not part.hard:
                between = text[end - base : part.start - base]
                if _NAME_END.match(part.text) and re.fullmatch(r"\)?\s*", between):
                    end = part.end
                    continue
                if _OPEN.search(part.sep):
                    continue
            if part.role != "title" or part.hard or part.line != line or DESCRIBES.match(part.text):
                break
            if text[end - base : part.start - base].strip() and not _joins(
                text[end - base : part.start - base]
            ):
                break
            if part.sep.strip() == "," and self._is_whole(
                text[start - base : end - base], text[start - base : part.end - base]
            ):
                break
            end = part.end
        if text[start - base : end - base].count("(") > text[start - base : end - base].count(")"):
            close = text.find(")", end - base)
            if 0 <= close <= end - base + _IN_BRACKETS and "\n" not in text[end - base : close]:
                end = base + close + 1
        return start, end

    def _is_whole(self, name: str, longer: str) -> bool:
        """A credential's full name, which the words after it would spoil."""
        return len(name.split()) > 1 and self.is_certification(name) and not self._is_named(longer)

    def _organization_as_title(self, group: Sequence[Part]) -> tuple[int, int] | None:
        """A licence or a body's own certificate may be named by the body alone ("NEBOSH")."""
        for part in group:
            if part.role == "organization" and (
                self.is_credential(part.text) or (len(group) == 1 and self._awards(part.text))
            ):
                return part.start, part.end
        return None

    def _awards(self, name: str) -> bool:
        """The name ends in that of what the body awards ("Medic First Aid")."""
        words = name.split()
        return any(self.is_credential(" ".join(words[n:])) for n in range(1, len(words) - 1))


def _with_title(parts: list[Part]) -> list[Part]:
    """Of several organizations and no title, the one that only looks like one is the title."""
    if any(p.role == "title" for p in parts):
        return parts
    organizations = [n for n, p in enumerate(parts) if p.role == "organization"]
    unsure = [n for n in organizations if not parts[n].sure and not parts[n].lead]
    if unsure and len(organizations) > 1:
        parts[unsure[0]] = replace(parts[unsure[0]], role="title")
    return parts


def _both_short(one: str, two: str) -> bool:
    """Two different short forms: "CCNA – CISSP"."""
    return one != two and all(_SHORT_FORM.fullmatch(text) for text in (one, two))


def _runs_on(part: Part, after: Sequence[Part]) -> bool:
    """A place in brackets within a title that goes on in small letters."""
    small = bool(after) and after[0].role == "title" and after[0].text[:1].islower()
    return small and _OPEN.search(part.sep) is not None and after[0].sep.strip() == ")"


def _is_place(part: Part) -> bool:
    """One word after an organization and a comma: the town, even if no list knows it."""
    return part.sep.strip() == "," and len(part.text.split()) == 1 and part.text.istitle()


def _is_course(text: str) -> bool:
    """Ends with the word for what it is: "Spoken English Course", "Teaching License (Biology)"."""
    words = normalize(text.partition("(")[0]).split()
    return len(words) >= 2 and words[-1] in _COURSE_NOUNS


def _joins(between: str) -> bool:
    """Only soft separators stand between two pieces of a title."""
    return bool(re.fullmatch(r"[\s,:()\[\]/.–—-]*", between))


def _has(parts: Sequence[Part], role: str) -> bool:
    return any(p.role == role for p in parts)


def _follows(parts: Sequence[Part], at: int) -> bool:
    """After the part, an organization or date of its own."""
    for part in parts[at + 1 :]:
        if part.role in ("organization", "date"):
            return True
        if part.role == "title":
            return False
    return False
