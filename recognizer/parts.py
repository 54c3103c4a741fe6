"""An entry's text → parts with a role: title, organization, date, identifier, link, place, note.

What is certain is taken away first (dates, numbers, links, organizations after "by" or "from");
what then stands first is the title. Roles are decided by words and by where separators stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from recognizer.chunks import chunks_of
from recognizer.cues import Cues
from recognizer.dates import DateReader, fold
from recognizer.masks import masks_of
from recognizer.organizations import OrganizationReader
from recognizer.resume import Part

_NOTE = re.compile(
    r"(?i)^(?:\W*(?:\d+(?:\.\d+)?\s?\+?\s?(?:hours?|hrs?|days?|weeks?|months?|years?|yrs?|"
    r"credits?|ects|pdus?|ceus?)|(?:one|two|three|four|six)\s(?:day|week|month|year)s?|"
    r"duration\b.*|score\b.*|grade\b.*|marks?\b.*|"
    r"percentage\b.*|\d{1,3}(?:\.\d+)?\s?%.*|gpa\b.*|cgpa\b.*|with (?:distinction|honou?rs|grade|"
    r"a score|\d).*|distinction|first class|passed|pass|completed|certified|certificate|"
    r"certification|course|training|elite|elite\s?\+\s?(?:silver|gold)|silver|gold|"
    r"rank\b.*|top \d.*|aggregate.*|sl\.?\s?no\b.*|s\.?\s?no\b.*|certificate course|"
    r"certification course|"
    r"certified course|online course|online certification|training course|attendee|participant|"
    r"participated|attended|part[- ]time|full[- ]time|self[- ]paced|certificate of (?:completion|"
    r"attendance|participation)|with certificate|verified|free|paid|issued|ongoing|in progress|"
    r"pursuing|expected|current|present|graduated?|exam|workshop)\W*)$"
)


@dataclass(frozen=True, slots=True)
class PartReader:
    """Splits the text of one entry; holds the readers that tell roles."""

    cues: Cues
    dates: DateReader
    organizations: OrganizationReader

    def read(self, text: str, base: int = 0) -> list[Part]:
        """Parts in text order. Offsets are `base` plus positions in `text`."""
        masks = masks_of(text, self.cues, self.dates)
        chunks = list(chunks_of(text, masks))
        parts: list[Part] = list(masks)
        label: Part | None = None
        for number, chunk in enumerate(chunks):
            following = chunks[number + 1].sep if number + 1 < len(chunks) else ""
            role = self.cues.label(chunk.text) if following.lstrip().startswith(":") else None
            if role is not None:
                label = replace(chunk, role=role)
                parts.append(replace(chunk, role="note"))
            elif label is not None and chunk.line == label.line:
                parts.extend(self._labelled(chunk, label))
            elif (
                number and "(" in chunk.sep and _is_short_form(chunk.text, chunks[number - 1].text)
            ):
                parts.append(chunk)
            else:
                label = None
                if not _is_item_number(chunk, following, text):
                    parts.extend(self._classified(_without_stray_end(chunk, masks)))
        parts.sort(key=lambda p: (p.start, p.end))
        return [replace(p, start=p.start + base, end=p.end + base) for p in parts]

    def _labelled(self, chunk: Part, label: Part) -> Iterable[Part]:
        """What stands after "Institute:" is an institute, whatever its words are."""
        found = list(self._classified(chunk))
        if label.role == "organization":
            return [
                replace(p, role="organization", sure=True) if p.role == "title" else p
                for p in found
            ]
        if label.role == "note":
            return [
                replace(p, role="note") if p.role in ("title", "organization") else p for p in found
            ]
        return found

    def _classified(self, chunk: Part) -> Iterable[Part]:
        text = chunk.text
        folded = fold(text).strip(" .:-–—")
        if not any(c.isalnum() for c in text) or folded in _STRAY:
            return []
        if self.cues.link_words.fullmatch(folded):
            return [replace(chunk, role="link")]
        if _NOTE.match(text):
            return [replace(chunk, role="note")]
        said = _JOINT_END.sub("", folded)
        if (
            self.cues.expiry.fullmatch(folded)
            or self.cues.issue.fullmatch(folded)
            or any(cue.pattern.fullmatch(said) for cue in self.cues.status)
        ):
            return [replace(chunk, role="status")]
        if (link := _LINK_END.search(text)) is not None and link.start() > 0:
            return [
                *self._classified(_sub(chunk, 0, link.start())),
                replace(_sub(chunk, link.start(), len(text), " "), role="link"),
            ]
        if self.organizations.is_place(text):
            return [replace(chunk, role="place")]
        if self.organizations.known(text) is not None:
            return [replace(chunk, role="organization", sure=True)]
        if (honour := self._with_honour(chunk)) is not None:
            return honour
        led = self._led(chunk)
        if led is not None:
            return led
        at_edge = self._platform_at_edge(chunk)
        if len(at_edge) > 1:
            return at_edge
        if self.organizations.looks_like(text, strictly=chunk.sep.strip() in ("", ":")):
            return [replace(chunk, role="organization")]
        return at_edge

    def _led(self, chunk: Part) -> list[Part] | None:
        """Splits at a word that leads to an organization: "X by Y", "X from Y", "via Y"."""
        text, folded = chunk.text, fold(chunk.text)
        for kind, pattern in (
            ("sure", self.cues.sure_leads),
            ("likely", self.cues.likely_leads),
            ("known", self.cues.known_leads),
        ):
            for lead in pattern.finditer(folded):
                cut = self._organization_after(text, lead, kind, chunk)
                if cut is None:
                    continue
                parts: list[Part] = []
                if lead.start() > 0 and any(c.isalnum() for c in text[: lead.start()]):
                    parts.extend(self._classified(_sub(chunk, 0, lead.start())))
                organization = _sub(chunk, cut[0], cut[1], lead.group() + " ")
                parts.append(
                    replace(
                        organization,
                        role="organization",
                        sure=kind != "likely" or cut[2],
                        lead=lead.group(),
                    )
                )
                if any(c.isalnum() for c in text[cut[1] :]):
                    rest = _sub(chunk, cut[1], len(text), " ")
                    parts.extend(self._classified(rest))
                return parts
        return None

    def _organization_after(
        self, text: str, lead: re.Match[str], kind: str, chunk: Part
    ) -> tuple[int, int, bool] | None:
        """(start, end, known) of the organization after a lead word, None if there is none."""
        start = lead.end()
        while start < len(text) and not text[start].isalnum() and text[start] not in "\"“'‘":
            start += 1
        if start >= len(text):
            return None
        quoted = re.compile(r"[\"“”‘']([^\"“”’']{2,60})[\"“”’']").match(text, start)
        if quoted is not None and kind != "known":
            return quoted.start(1), quoted.end(1), False
        rest = text[start:]
        if kind == "likely" and fold(lead.group()) == "from" and re.search(r"\sto\s+[A-Z]", rest):
            return None
        first_word = text[lead.start() : lead.end()]
        capital_lead = first_word[:1].isupper() and lead.start() > 0 and not text.isupper()
        ends = [len(rest)] + [
            m.start()
            for m in re.finditer(
                r"(?i)\s(?:for|on|in|during|dated|with|since|under|as|at|and|through|via|to|from|"
                r"by|where|which|held|,)\s",
                rest,
            )
        ]
        for end in sorted(set(ends), reverse=True):
            known = self.organizations.known if kind == "known" else self.organizations.stated
            provider = known(rest[:end]) if end else None
            if provider is not None and (kind != "known" or self.organizations.teaches(provider)):
                return start, start + end, True
        if kind == "known":
            return None
        for end in sorted(set(ends)):
            name = rest[:end].strip(" .,")
            led = self.cues.has_organization_word(name) and kind != "known" and name[:1].isupper()
            if end and (led or self.organizations.looks_like(name)):
                longer = [
                    e for e in ends if e > end and re.match(r"(?i)\s(?:and|of)\s", rest[end:])
                ]
                return (
                    start,
                    start
                    + (
                        min(longer)
                        if longer and self.organizations.looks_like(rest[: min(longer)])
                        else end
                    ),
                    False,
                )
        if kind == "sure" or (
            not capital_lead and first_word.lower() in ("by", "@", "from", "via", "at")
        ):
            end = min(ends)
            name = rest[:end].strip(" .,")
            words = name.split()
            named = name[:1].isupper() and sum(w[:1].isupper() for w in words) >= 0.6 * len(words)
            lone = first_word.lower() == "at" and len(words) < 2
            if (
                lone
                and not self.cues.claim_words.search(fold(text))
                and "course" not in text.lower()
            ):
                return None
            if (
                named
                and 1 <= len(words) <= 8
                and (kind == "sure" or lead.start() == 0 or len(text[: lead.start()].split()) >= 2)
            ):
                credential = sum(w.lower().strip(".,") in self.cues.credential_words for w in words)
                return None if credential and kind != "sure" else (start, start + end, False)
        return None

    def _with_honour(self, chunk: Part) -> list[Part] | None:
        """Splits "NPTEL Elite": a provider and a note on how it went."""
        known = self.organizations.inside(chunk.text)
        if not known or known[0].start > 0 or not _HONOUR.match(chunk.text[known[0].end :].strip()):
            return None
        end = known[0].end
        return [
            replace(_sub(chunk, 0, end), role="organization", sure=True),
            replace(_sub(chunk, end, len(chunk.text), " "), role="note"),
        ]

    def _platform_at_edge(self, chunk: Part) -> list[Part]:
        """Takes the platform off "Machine Learning Coursera" and "Udemy Python Masterclass"."""
        known = self.organizations.inside(chunk.text)
        title = replace(chunk, role="title")
        platforms = [
            k
            for k in known
            if self.organizations.is_platform(k.provider)
            and fold(chunk.text[k.start : k.end]) not in self.cues.credential_words
        ]
        if known and known[0].start == 0 and re.match(r"[’']s\s", chunk.text[known[0].end - 2 :]):
            owner = replace(_sub(chunk, 0, known[0].end - 2), role="organization", sure=True)
            return [owner, replace(_sub(chunk, known[0].end, len(chunk.text), " "), role="title")]
        if not platforms or len(chunk.text.split()) < 2:
            return [title]
        last, first = platforms[-1], platforms[0]
        if last.end >= len(chunk.text.rstrip(" .")) and last.start > 0:
            before = chunk.text[: last.start].rstrip()
            if before.split()[-1].lower() not in _BINDS:
                return [
                    replace(_sub(chunk, 0, last.start), role="title"),
                    replace(_sub(chunk, last.start, last.end, " "), role="organization", sure=True),
                ]
        if first.start == 0 and len(chunk.text[first.end :].split()) >= 2:
            after = chunk.text[first.end :].lstrip()
            if after[:1].isupper() or after[:1].isdigit():
                return [
                    replace(_sub(chunk, 0, first.end), role="organization", sure=True),
                    replace(_sub(chunk, first.end, len(chunk.text), " "), role="title"),
                ]
        return [title]


def _is_short_form(short: str, name: str) -> bool:
    """The capitals of `short` are initials of the words of `name` ("Good Clinical Practice "
    "(GCP)").
    """
    if not (2 <= len(short) <= 8 and short.replace("-", "").isalpha() and short[1:].isupper()):
        return False
    initials = [word[0].upper() for word in re.findall(r"[A-Za-z]+", name)]
    letters = iter(initials)
    return len(initials) >= 2 and all(c in letters for c in short.upper() if c.isalpha())


def _without_stray_end(chunk: Part, masks: list[Part]) -> Part:
    """The chunk without its last word where it is "Coursera in" before a date."""
    stray = _STRAY_END.search(chunk.text)
    dated = any(m.role == "date" and 0 <= m.start - chunk.end <= 3 for m in masks)
    if stray is None or not dated or stray.start() == 0:
        return chunk
    return _sub(chunk, 0, stray.start())


def _is_item_number(chunk: Part, following: str, text: str) -> bool:
    """The number of a list's item at the start of its line ("3. PMP", "4) CCNA")."""
    alone = not text[: chunk.start].rpartition("\n")[2].strip(" (")
    return alone and bool(_ITEM.fullmatch(chunk.text)) and following[:1] in (".", ")")


def _sub(chunk: Part, start: int, end: int, sep: str | None = None) -> Part:
    """A piece of a chunk, trimmed."""
    piece = chunk.text[start:end]
    lead = len(piece) - len(piece.lstrip(" \"“”‘'.,:-–—"))
    tail = len(piece.rstrip(' "“”‘.,:-–—'))
    tail = max(tail, lead)
    return replace(
        chunk,
        start=chunk.start + start + lead,
        end=chunk.start + start + tail,
        text=piece[lead:tail],
        sep=chunk.sep if sep is None else sep,
    )


_LINK_END = re.compile(
    r"(?i)\s+(?:see here|click here|view here|verify here|verify|show credential|see credential|"
    r"view credential|view certificate|see certificate|show certificate|certificate link)$"
)
_HONOUR = re.compile(r"(?i)^(?:elite|silver|gold|bronze|topper|distinction|\+|\s|and)+$")
_ITEM = re.compile(r"\d{1,2}")
_JOINT_END = re.compile(r"\s(?:for|in|on|by|at)$")
_STRAY_END = re.compile(r"(?i)\s+(?:in|on|since|during|dated|from|of|at|year)$")
_STRAY = frozenset("in on at from the and of by to for with a an i from de du".split())
"""Words that stay behind when a date or an organization is taken out of a sentence."""

_BINDS = frozenset("of for with using the in to and & + / , - about into from".split())
"""Words before a platform's name that make it part of the title ("LangChain & HuggingFace")."""
