"""An entry's text → parts with a role: title, organization, date, identifier, link, place, note.

What is certain is taken away first (dates, numbers, links, organizations after "by" or "from");
what then stands first is the title. Roles are decided by words and by where separators stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from recognizer.chunks import chunks_of, is_item_number, is_short_form, piece_of, without_stray_end
from recognizer.cues import Cues
from recognizer.dates import DateReader, fold
from recognizer.lead_ins import AWARDS, CLAIM, IN_WHAT, TRAINED_AT
from recognizer.masks import masks_of
from recognizer.notes import NOTE, is_note
from recognizer.organizations import OrganizationReader
from recognizer.resume import Part
from recognizer.short_names import ShortNames


@dataclass(frozen=True, slots=True)
class PartReader:
    """Splits the text of one entry; holds the readers that tell roles."""

    cues: Cues
    dates: DateReader
    organizations: OrganizationReader
    short_names: ShortNames

    def read(self, text: str, base: int = 0) -> list[Part]:
        """Parts in text order. Offsets are `base` plus positions in `text`."""
        masks = masks_of(text, self.cues, self.dates)
        chunks = list(chunks_of(text, masks))
        parts: list[Part] = list(masks)
        label: Part | None = None
        for number, chunk in enumerate(chunks):
            following = text[chunk.end : chunk.end + 3]
            role = self.cues.label(chunk.text) if following.lstrip().startswith(":") else None
            if role is not None:
                label = replace(chunk, role=role)
                parts.append(replace(chunk, role="note"))
            elif label is not None and chunk.line == label.line:
                parts.extend(self._labelled(chunk, label))
            elif number and "(" in chunk.sep and is_short_form(chunk.text, chunks[number - 1].text):
                parts.append(chunk)
            else:
                label = None
                if not is_item_number(chunk, following, text):
                    parts.extend(self._classified(without_stray_end(chunk, masks)))
        parts.sort(key=lambda p: (p.start, p.end))
        parts = self.short_names.read(parts)
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
        if is_note(chunk) or self.cues.identifiers.fullmatch(folded):
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
                *self._classified(piece_of(chunk, 0, link.start())),
                replace(piece_of(chunk, link.start(), len(text), " "), role="link"),
            ]
        if self.organizations.is_place(text):
            return [replace(chunk, role="place")]
        if self.organizations.known(text) is not None or self._is_branch(text):
            return [replace(chunk, role="organization", sure=True)]
        if (honour := self._with_honour(chunk)) is not None:
            return honour
        led = self._led(chunk)
        if led is not None:
            return led
        at_edge = self._platform_at_edge(chunk)
        if len(at_edge) > 1:
            return at_edge
        at = TRAINED_AT.match(text)
        if at is not None and self._is_where(
            text[at.end() :], sure=at["thing"].lower() != "course"
        ):
            return [
                replace(piece_of(chunk, 0, at.end("what")), role="title"),
                replace(
                    piece_of(chunk, at.end(), len(text), " "), role="organization", lead=at["lead"]
                ),
            ]
        if self.organizations.looks_like(text, strictly=chunk.sep.strip() in ("", ":")):
            return [replace(chunk, role="organization")]
        return at_edge

    def _is_where(self, text: str, *, sure: bool) -> bool:
        """An organization; unless `sure`, not "Institute Management": its last word says it."""
        ends = sure or self.cues.has_organization_word(text.rstrip(" .").rpartition(" ")[2])
        return ends and self.organizations.looks_like(text)

    def _led(self, chunk: Part) -> list[Part] | None:
        """Splits at a word that leads to an organization: "X by Y", "X from Y", "via Y"."""
        text, folded = chunk.text, fold(chunk.text)
        if (owned := self._owned(chunk)) is not None:
            return owned
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
                    parts.extend(self._classified(piece_of(chunk, 0, lead.start())))
                organization = piece_of(chunk, cut[0], cut[1], lead.group() + " ")
                if not cut[2] and self._is_credential(organization.text):
                    parts.append(replace(organization, role="title"))
                else:
                    parts.append(
                        replace(
                            organization,
                            role="organization",
                            sure=kind != "likely" or cut[2],
                            lead=lead.group(),
                        )
                    )
                if any(c.isalnum() for c in text[cut[1] :]):
                    said = IN_WHAT.match(text, cut[1]) if fold(lead.group()) in AWARDS else None
                    rest = piece_of(chunk, said.end() if said else cut[1], len(text), " ")
                    parts.extend(self._classified(rest))
                return parts
        return None

    def _is_credential(self, text: str) -> bool:
        """What follows "certified by" is what was earned, not who gave it ("NEBOSH IGC")."""
        known = self.short_names.taxonomy.credentials_named(text.strip(" ."))
        return bool(known) and self.organizations.stated(text) is None

    def _is_branch(self, text: str) -> bool:
        """A known provider and nothing but a place behind it: "NIIT Chennai"."""
        head, _, tail = text.rpartition(" ")
        named = self.organizations.is_place(tail) and self.organizations.known(head) is not None
        return named and not self.short_names.taxonomy.credentials_named(head)

    def _owned(self, chunk: Part) -> list[Part] | None:
        """Splits "Holder of the MOS Excel of Microsoft" and "passed the exam of the Board"."""
        if ")" in chunk.sep and (after := _EXAM_OF.match(chunk.text)) is not None:
            name = chunk.text[after.end() :]
            known = self.organizations.known(name) is not None
            if known or self.organizations.looks_like(name):
                owner = piece_of(chunk, after.end(), len(chunk.text))
                return [replace(owner, role="organization", sure=known, lead="of")]
        if not CLAIM.match(chunk.text):
            return None
        at = chunk.text.rfind(" of ")
        name = chunk.text[at + 4 :].removeprefix("the ")
        before = chunk.text[:at].split()
        if at < 0 or len(before) < 4 or not name[:1].isupper() or before[-1].lower() in _OF_WHAT:
            return None
        known = self.organizations.known(name) is not None
        if not known and not self.organizations.looks_like(name, strictly=True):
            return None
        start = len(chunk.text) - len(name)
        organization = piece_of(chunk, start, len(chunk.text), " of ")
        return [
            *self._classified(piece_of(chunk, 0, at)),
            replace(organization, role="organization", sure=known, lead="of"),
        ]

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
        if kind == "known" and not (lead.group() == "with" and CLAIM.match(text)):
            return None
        for end in sorted(set(ends)):
            name = rest[:end].strip(" .,")
            led = self.cues.has_organization_word(name) and kind != "known"
            led = led and (name[:1].isupper() or fold(lead.group()) in AWARDS)
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
                and (
                    kind == "sure"
                    or lead.start() == 0
                    or len(text[: lead.start()].split()) >= 2
                    or text[: lead.start()].strip() in self.short_names.taxonomy.credential_acronyms
                )
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
            replace(piece_of(chunk, 0, end), role="organization", sure=True),
            replace(piece_of(chunk, end, len(chunk.text), " "), role="note"),
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
            and not NOTE.match(chunk.text[k.start : k.end])  # "One month", which is a school, too
        ]
        if known and known[0].start == 0 and re.match(r"[’']s\s", chunk.text[known[0].end - 2 :]):
            owner = replace(piece_of(chunk, 0, known[0].end - 2), role="organization", sure=True)
            return [
                owner,
                replace(piece_of(chunk, known[0].end, len(chunk.text), " "), role="title"),
            ]
        if known and known[-1].end >= len(chunk.text.rstrip(" .")):
            last = known[-1]
            named = self.short_names.issuers([piece_of(chunk, 0, last.start)])
            if last.provider in named:
                return [
                    replace(piece_of(chunk, 0, last.start), role="title"),
                    replace(
                        piece_of(chunk, last.start, last.end, " "), role="organization", sure=True
                    ),
                ]
        if not platforms or len(chunk.text.split()) < 2:
            return [title]
        last, first = platforms[-1], platforms[0]
        if last.end >= len(chunk.text.rstrip(" .")) and last.start > 0:
            before = chunk.text[: last.start].rstrip()
            if before.split()[-1].lower() not in _BINDS:
                return [
                    replace(piece_of(chunk, 0, last.start), role="title"),
                    replace(
                        piece_of(chunk, last.start, last.end, " "), role="organization", sure=True
                    ),
                ]
        if first.start == 0 and len(chunk.text[first.end :].split()) >= 2:
            after = chunk.text[first.end :].lstrip()
            if after[:1].isupper() or after[:1].isdigit():
                return [
                    replace(piece_of(chunk, 0, first.end), role="organization", sure=True),
                    replace(piece_of(chunk, first.end, len(chunk.text), " "), role="title"),
                ]
        return [title]


_LINK_END = re.compile(
    r"(?i)\s+(?:see here|click here|view here|verify here|verify|show credential|see credential|"
    r"view credential|view certificate|see certificate|show certificate|certificate link)$"
)
_HONOUR = re.compile(r"(?i)^(?:elite|silver|gold|bronze|topper|distinction|\+|\s|and)+$")
_JOINT_END = re.compile(r"\s(?:for|in|on|by|at)$")
_STRAY = frozenset("in on at from the and of by to for with a an i from de du".split())
"""Words that stay behind when a date or an organization is taken out of a sentence."""

_EXAM_OF = re.compile(r"(?:exam(?:ination)?\s+)?of\s+(?:the\s+)?(?=[A-Z])")
_OF_WHAT = frozenset("certificate certification completion course training".split())
_BINDS = frozenset("of for with using the in to and & + / , - about into from".split())
"""Words before a platform's name that make it part of the title ("LangChain & HuggingFace")."""
