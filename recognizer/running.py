"""Mentions in running text: a summary, a job's description, the line under the name.

Nothing lists credentials here, so only what names itself one counts: names of the taxonomy,
word patterns, and sentences that say what was completed and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recognizer.cues import Cues
from recognizer.dates import fold
from recognizer.degrees import names_degree, names_schooling
from recognizer.lead_ins import title_range
from recognizer.names import normalize
from recognizer.parts import PartReader
from recognizer.phrases import Phrase, PhraseFinder
from recognizer.resume import Document, Mention, Part, Section
from recognizer.screening import Screen
from recognizer.taxonomy import Taxonomy
from recognizer.units import Unit, UnitReader

_PLAIN = frozenset({"skills", "coursework", "projects", "languages", "objective"})
"""Kinds of section where names of credentials are mostly skills, plans or products."""
_TELLING = frozenset({None, "summary", "awards", "activities", "objective", "skills", "experience"})
"""Kinds of section whose sentences may say what was completed."""
_HELD = frozenset({"summary", "awards", "activities", "memberships"})
"""Kinds of section that name a belt because it is held, not because work was done for it."""
_HOLDERS = frozenset({"licensed-role", "auditor"})
"""Word patterns that say what somebody may call himself."""
_SURE = _HOLDERS | {"belt"}
"""Word patterns that nothing but a credential matches."""
_BELT = re.compile(r"(?i)\b(?:yellow|green|black)\s?belt\b")
_NO_CLAIM = frozenset(
    "i am is was been have has having also recently actively currently presently active current "
    "valid participation online merit studied studying took taken got participated participating "
    "participant learned learnt".split()
)
"""Words before a title that alone do not say that anything was earned."""
_NAMED = re.compile(r"[A-Z]|[a-z]{1,5}[-\u2010\u2011]?[A-Z]")
"""How a name begins: "Excel", "e-Office", "iOS", "macOS"."""
_SHORT_SENTENCE = 30
"""Words; a longer sentence tells of more than one credential."""

_GONE_THROUGH = re.compile(
    r"(?:\W|\d)*(?i:(?:(?:i|have|has|also|successfully|recently)\s+)*"
    r"(?:completed|attended|undergone|underwent|did|done)\s+(?:(?:an?|the|my)\s+)?"
    r"(?:(?:one|two|three|four|five|six|\d{1,3})[\s-]*(?:hours?|hrs|days?|weeks?|months?)\s+)?"
    r"(?:(?:online|short|short[\s-]term|certificate|certification|training|professional)\s+)?"
    r"(?:course|training|certification|program(?:me)?)\s+(?:in|on)\s*)[\"\u201c\u201d\u2018']?\s?[A-Z]"
)
"""How a sentence begins that says which course or training was gone through."""
_PREPARES = re.compile(
    r"(?i)\W*(?:exam\w*\s+)?(?:prep|preparation|preparatory|study|revision|mock|coaching|candidates?|students?|"
    r"sessions?|classes|tutor\w*|questions?|trainees?|trainers?|holders?|team|practice)\b"
)
"""After a credential's name: somebody else's, or lessons about it."""
_LONG_LINE = re.compile(r"((?!\S*://)[^\n]{60,}[^\n.:;!?])\n")
_CLOSE = re.compile(r"[^()\n]{0,25}\)")
"""The rest of a bracket that a name begins ("OSHA (30 hours)")."""
_MORE = re.compile(r"(?:\s?,\s?(?:and\s)?[A-Z][\w+#-]*(?:\s\d+)?)+(?=\s?(?:[.;\n\u2029]|$))")
"""The rest of what a certificate is in, to the end of its sentence ("…, CREO, SolidWorks.")."""
_TELLS = re.compile(r"\b[A-Z][A-Za-z]{0,3}[A-Z]{1,4}\b|(?i:six\ssigma\s)")
"""An acronym or a belt, without which and without a word that claims no name is looked for."""
_ITEM = "\u2029"
"""Paragraph separator, in place of the break before an item of a list."""
_SENTENCE = re.compile(r"[^\n.;•\u2029]+(?:\.(?!\s|$)[^\n.;•\u2029]*)*")


@dataclass(frozen=True, slots=True)
class RunningReader:
    """Reads sections that list no credentials."""

    cues: Cues
    parts: PartReader
    units: UnitReader
    phrases: PhraseFinder
    screen: Screen
    taxonomy: Taxonomy

    def read(self, document: Document, section: Section) -> Iterator[Mention]:
        """Mentions of one section, in no order."""
        text = _with_marks(document, section)
        joined = _LONG_LINE.sub(r"\1 ", text)
        if self.cues.claim_words.search(fold(text)) or _TELLS.search(text):
            for phrase in self.phrases.find(joined):
                phrase = _whole(phrase, joined)
                left, right = _sentence(text, phrase.start, phrase.end)
                if self._claims(phrase, joined[left:right], section):
                    yield self._of_phrase(phrase, joined, left, right, section)
        if section.kind in _TELLING:
            yield from self._told(joined, section)

    def _of_phrase(
        self, phrase: Phrase, text: str, left: int, right: int, section: Section
    ) -> Mention:
        around = text[left:right]
        start, end = 0, len(phrase.text)
        if phrase.rule != "certified-in":
            start, end = title_range(phrase.text, self.cues)
        parts = self.parts.read(around, section.start + left)
        listed = phrase.text.find(",") if phrase.rule == "certification-in" else -1
        if listed >= 0:
            first, last = section.start + phrase.start + listed, section.start + phrase.end
            parts = [p for p in parts if not first <= p.start < last]
        return Mention(
            text=phrase.text[start:end],
            start=section.start + phrase.start + start,
            end=section.start + phrase.start + end,
            section=section,
            found_by=phrase.rule,
            entry_start=section.start + left,
            entry_end=section.start + right,
            parts=tuple(p for p in parts if p.role != "title"),
            context=around,
            credential=phrase.credential,
            confidence=0.75 if phrase.credential or _is_sure(phrase) else 0.55,
        )

    def _names_nothing(self, text: str) -> bool:
        """Words such as "completion of certification", with bodies or without; which of their
        certifications is not said.
        """
        if all(map(self.cues.is_lead_in, normalize(text).split())):
            return True
        known = self.parts.organizations.inside(text)
        rest = text
        for one in reversed(known):
            rest = rest[: one.start] + rest[one.end :]
        named = set(normalize(rest).split()) - {"and", "certification", "certified", "certificate"}
        return bool(known) and not named

    def _taught(self, phrase: Phrase, around: str) -> bool:
        """The credential is what others were prepared for, or a session about it."""
        at = around.find(phrase.text)
        return at >= 0 and bool(_PREPARES.match(around[at + len(phrase.text) :]))

    def _claims(self, phrase: Phrase, around: str, section: Section) -> bool:
        """The sentence says that it is held, or stands where nothing else would be named."""
        if self.screen.refuses_entry(around):
            return False
        if self._taught(phrase, around):
            return False
        if phrase.credential is None and self._names_nothing(phrase.text):
            return False
        if names_degree(phrase.text) or names_schooling(phrase.text):
            return False
        claimed = bool(self.cues.claim_words.search(fold(around)))
        if phrase.rule == "named-certification" and len(normalize(phrase.text).split()) < 3:
            return False  # "Intensive bootcamp" names nothing
        if phrase.rule in _HOLDERS and section.kind not in ("projects", "objective"):
            before = around[: around.find(phrase.text)].rpartition("|")[2]
            return not self.cues.not_credentials["duties"].search(fold(before))
        if phrase.rule == "belt" and section.kind in _HELD:
            return not self.cues.not_credentials["duties"].search(fold(around))
        if phrase.credential is not None:
            kind = self.taxonomy.credential(phrase.credential).type
            if kind in ("certification", "license"):
                header = section.kind is None and section.title is None
                return claimed or header or section.kind in ("summary", "awards", "memberships")
            return claimed and section.kind not in _PLAIN
        if section.kind in _PLAIN | {"experience"} and phrase.rule != "certified-role":
            duty = self.cues.not_credentials["duties"].search(fold(around))
            unfit = section.kind in ("projects", "objective", "coursework")
            return claimed and not duty and not unfit
        return claimed

    def _told(self, text: str, section: Section) -> Iterator[Mention]:
        """Sentences such as "Completed Advanced Excel through Udemy in May 2019"."""
        for found in _SENTENCE.finditer(text):
            sentence = found.group()
            words = normalize(sentence).split()
            if not (3 <= len(words) <= _SHORT_SENTENCE) or self.screen.refuses_entry(sentence):
                continue
            claims = any(word in self.cues.lead_verbs - _NO_CLAIM for word in words[:5])
            if not claims and words[0] != "completion":
                continue
            start = section.start + found.start()
            parts = self.parts.read(sentence, start)
            supported = any(p.role == "organization" and (p.sure or p.lead) for p in parts)
            supported = supported or (
                section.kind != "experience" and _GONE_THROUGH.match(sentence) is not None
            )
            if not supported and not self._names_certification(parts):
                continue
            for unit in self.units.read(parts, sentence, start):
                mention = self._of_unit(unit, sentence, start, section)
                if mention is not None:
                    yield mention

    def _names_certification(self, parts: Sequence[Part]) -> bool:
        """A title that, without the words that claim it, is a certification's name, or the long
        name of a course.
        """
        titles = [p.text for p in parts if p.role == "title"]
        bare = [text[slice(*title_range(text, self.cues))] for text in titles]
        return any(
            self.units.is_certification(text) or self.units.names.is_telling(text) for text in bare
        )

    def _of_unit(self, unit: Unit, sentence: str, base: int, section: Section) -> Mention | None:
        raw = sentence[unit.start - base : unit.end - base]
        start, end = title_range(raw, self.cues)
        title = raw[start:end]
        if start == 0 or not _NAMED.match(title):
            return None  # no word such as "Completed" stands before it
        signs = self.screen.signs(title, unit.parts, sentence, known=False)
        told = Section(
            "certifications", "certifications", section.start, section.start, section.end
        )
        if not self.screen.accepts(title, unit.parts, sentence, told, signs):
            return None
        return Mention(
            text=title,
            start=unit.start + start,
            end=unit.start + end,
            section=section,
            found_by="told",
            entry_start=base,
            entry_end=base + len(sentence),
            parts=unit.parts,
            context=sentence,
            confidence=min(0.7, signs.confidence),
        )


def _is_sure(phrase: Phrase) -> bool:
    return phrase.rule in _SURE or _BELT.search(phrase.text) is not None


def _whole(phrase: Phrase, text: str) -> Phrase:
    """The phrase to its bracket's end, and from before a hyphen ("Full-Stack Bootcamp")."""
    if phrase.text.count("(") > phrase.text.count(")"):
        close = _CLOSE.match(text, phrase.end)
        if close is not None:
            return replace(phrase, text=text[phrase.start : close.end()], end=close.end())
    more = _MORE.match(text, phrase.end) if phrase.rule == "certification-in" else None
    if more is not None:
        return replace(phrase, text=text[phrase.start : more.end()], end=more.end())
    before = re.search(r"[A-Za-z]+-$", text[: phrase.start])
    if before is None or phrase.credential is not None:
        return phrase
    return replace(phrase, start=before.start(), text=text[before.start() : phrase.end])


def _with_marks(document: Document, section: Section) -> str:
    """The section's text; the break before each item of a list ends a paragraph."""
    text = list(document.text[section.start : section.end])
    for line in document.lines:
        at = line.start - section.start - 1
        if line.bullet and 0 <= at < len(text) and text[at] == "\n":
            text[at] = _ITEM
    return "".join(text)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The line or sentence around a phrase, one wrapped line before it at most."""
    marks = (". ", "\n", "•", ";", _ITEM)
    left = max(text.rfind(mark, 0, start) for mark in marks)
    rights = [p for p in (text.find(mark, end) for mark in marks) if p >= 0]
    right = min(rights) if rights else len(text)
    if left > 0 and text[left] == "\n":
        before = text.rfind("\n", 0, left)
        line = text[before + 1 : left]
        if len(line) > 60 and "://" not in line and not line.rstrip().endswith((".", ":", ";")):
            left = max(before, text.rfind(". ", 0, left))
    return max(0, left + 1), right
