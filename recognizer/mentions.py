"""Section → Mentions: where a résumé names credentials, and the words that speak of each.

Sections that list credentials are read entry by entry; in all other text only what names itself
a credential counts. What the labelling guidelines call "not credentials" is passed over here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from recognizer.acronyms import AcronymReader
from recognizer.cues import Cues
from recognizer.dates import DateReader, fold
from recognizer.degrees import names_degree, names_schooling
from recognizer.entries import Entry, group_entries, in_columns
from recognizer.lead_ins import title_range
from recognizer.names import normalize
from recognizer.organizations import OrganizationReader
from recognizer.parts import PartReader
from recognizer.phrases import Phrase, PhraseFinder
from recognizer.resume import Degree, Document, Line, Mention, Part, Reading, Section
from recognizer.sections import SectionTitles
from recognizer.taxonomy import Taxonomy
from recognizer.units import GUESSED, Unit, UnitReader

_MAX_TITLE_WORDS = 20
"""Words; longer "titles" are sentences."""
_SILENT = frozenset({"references", "declaration", "publications", "interests", "personal"})
"""Kinds of section whose text never claims a credential."""
_PLAIN = frozenset({"skills", "coursework", "projects", "languages", "objective"})
"""Kinds of section where names of credentials are mostly skills, plans or products."""
_TABLE_HEAD = re.compile(
    r"(?i)^(?:s(?:r|l)?\.?\s?no\.?|courses?|certificat\w+|certifying authority|degree|qualification|exam\w*|institut\w*|university|board|organi[sz]ation|"
    r"issuing \w+|issuer|provider|year.*|duration|date|period|percentage|grade|marks?|title|name.*|subject|training|place|validity|description|specialization|location|from|to|status|remarks|"
    r"authority|certifying body|name of course|university/board|session/year|school/college|institution|course name|name of.*)$"
)
_JOB = re.compile(
    r"\b(?:intern|assistant|manager|officer|resident|chairman|student|lecturer|professor|teacher|scientist|fellow|captain|president|"
    r"secretary|head|lead|coordinator|executive|supervisor|employee|representative|consultant)\b"
)
_COURSE = re.compile(r"\b(?:course|training|boot ?camp|apprentice(?:ship)?|nanodegree)\b")
_COURSEWORK = re.compile(r"\b(?:main|relevant|key|core|selected) course|\bcourse ?work\b|\bcourses:|\bgpa\b|\bcgpa\b")
_EXCHANGE = re.compile(r"\b(?:exchange|erasmus|semester|visiting|foundation year|year abroad|study abroad)\b")
_HIGHER = re.compile(
    r"\b(?:university|universit\w+|univ|college|(?:high|public|secondary|primary|higher|senior|grammar|model|convent|central|govt|government) school|lycee|faculty|polytechnic|vidyalaya|hospital|board|ecole|escuela|gymnasium|"
    r"iit|nit|iiit|campus|preparatory|department|institute of (?:technology|science|management|engineering))\b"
)
_LONG_LINE = re.compile(r"([^\n]{60,}[^\n.:;!?])\n")
_DEED = re.compile(r"^[A-Z][a-z]+(?:ed|ing)\s+\S+\s+\S+")
_NOT_DEED = re.compile(
    r"^(?:Certified|Accredited|Licen[cs]ed|Registered|Chartered|Advanced|Applied|Integrated|Distributed|Trained|Automated|Embedded|"
    r"Programming|Engineering|Marketing|Accounting|Training|Testing|Networking|Learning|Understanding|Welding|Rigging|Nursing|Banking|"
    r"Processing|Modeling|Modelling|Writing|Teaching|Coaching|Drawing|Drafting|Designing|Building|Getting|Introducing|Mastering|Planning|"
    r"Ethical|Computing|Fundamentals|Qualified|Authorized|Supervised|Unsupervised|Working|Screenwriting|Editing|Leading|Managing|Creating|Developing|Using)\b"
)
_GENERIC = frozenset(
    "certificate certificates certification certifications course courses training trainings license licence diploma completed online "
    "workshop workshops seminar internship skills others other details achievements professional technical program passed "
    "member membership certified yes no na n a nil none".split()
)


@dataclass(frozen=True, slots=True)
class MentionFinder:
    """Finds mentions with the taxonomy's names and the cue words; built once."""

    titles: SectionTitles
    cues: Cues
    parts: PartReader
    units: UnitReader
    phrases: PhraseFinder
    taxonomy: Taxonomy
    acronyms: AcronymReader
    _curated: frozenset[str]

    @classmethod
    def load(cls, taxonomy: Taxonomy, titles: SectionTitles) -> Self:
        """From a taxonomy and its cue files."""
        cues = Cues.of(taxonomy.data("claim_cues"))
        dates = DateReader.of(taxonomy.data("months"))
        places = frozenset(normalize(p) for p in taxonomy.data("places")["places"])
        organizations = OrganizationReader(taxonomy, cues, places)
        parts = PartReader(cues, dates, organizations)

        acronyms = AcronymReader.of(taxonomy)

        def is_credential(text: str) -> bool:
            return bool(
                taxonomy.credentials_named(text)
                or acronyms.credentials(text, text)
                or taxonomy.credentials_coded(text)
            )

        def is_skill(text: str) -> bool:
            return normalize(text) in taxonomy.skill_names

        units = UnitReader(cues, is_credential, is_skill)
        phrases = PhraseFinder.of(taxonomy, acronyms, taxonomy.data("claim_patterns"))
        return cls(titles, cues, parts, units, phrases, taxonomy, acronyms, frozenset(taxonomy.curated_ids))

    def find(self, document: Document, sections: Sequence[Section]) -> Reading:
        """Mentions in text order, each credential once; degrees apart."""
        mentions: list[Mention] = []
        degrees: list[Degree] = []
        for section in sections:
            if section.kind in _SILENT:
                continue
            lines = [
                line for line in document.lines if line.start < section.end and line.end > section.body_start
            ]
            if section.kind in self.titles.credential_kinds or section.kind == "education":
                mentions.extend(self._listed(document, section, lines, degrees))
            else:
                mentions.extend(self._running(document, section, lines))
        return Reading(tuple(_once(mentions)), tuple(degrees))

    def _listed(
        self, document: Document, section: Section, lines: list[Line], degrees: list[Degree]
    ) -> Iterable[Mention]:
        """Mentions of a section that lists credentials or education."""
        entries = group_entries(document, _bodies(lines, section), self.parts)
        read = _with_shared_organization(
            [(entry, self._parts(entry)) for entry in entries]
        )
        follow = _organizations_follow([parts for _, parts in read])
        dated = sum(any(p.role == "date" for p in parts) for _, parts in read)
        for entry, parts in read:
            if dated >= 3 and dated >= 0.6 * len(read) and {p.role for p in parts} == {"title"}:
                continue  # a heading between dated entries
            if _is_table_head(parts) or self._is_refused(entry.head):
                continue
            degree = _degree(entry, parts)
            if degree is not None:
                degrees.append(degree)
                if section.kind == "education" or not self.cues.claim_words.search(fold(entry.head)):
                    continue
            if entry.group is not None:
                parts = [entry.group, *parts]
            for unit in self.units.read(
                parts, entry.text, entry.start, organizations_follow=follow
            ):
                mention = self._mention(entry, unit, section)
                if mention is not None:
                    yield mention

    def _parts(self, entry: Entry) -> list[Part]:
        parts = self.parts.read(entry.head, entry.start)
        return in_columns(entry, parts) if entry.columns else parts

    def _is_refused(self, text: str) -> bool:
        folded = fold(text)
        refused = self.cues.not_credentials
        return bool(
            refused["declarations"].search(folded)
            or refused["awards"].search(folded)
            or refused["companies"].search(folded)
        )

    def _mention(self, entry: Entry, unit: Unit, section: Section) -> Mention | None:
        """The unit as a mention, None if its title names no credential."""
        raw = entry.text[unit.start - entry.start : unit.end - entry.start]
        if unit.start < entry.start:
            return None
        start, end = title_range(raw, self.cues)
        title = raw[start:end]
        plain = normalize(title)
        words = plain.split()
        known = self._known(title, unit.parts, entry.text)
        if not words or (not known and (len(words) > _MAX_TITLE_WORDS or not _named(words, title))):
            return None
        if names_schooling(title) and not known:
            return None
        if names_degree(title) and not known:
            return None
        supported = any(p.role == "organization" and p.lead != GUESSED for p in unit.parts)
        dated = any(p.role in ("date", "identifier") for p in unit.parts)
        supported = supported or bool(self.parts.organizations.inside(title))
        claimed = bool(self.cues.claim_words.search(fold(entry.head)))
        folded = fold(raw)
        duty = self.cues.not_credentials["duties"].match(folded)
        if duty and not known and not claimed and not supported:
            return None
        deed = _DEED.match(title)
        if deed and not _NOT_DEED.match(title) and not (known or claimed):
            if deed.group().split()[0].endswith("ed") or not supported:
                return None
        if self.cues.label(title) == "note" and not known:
            return None
        if section.kind == "education" and not (known or self._is_course(title, unit, entry)):
            return None
        if not (known or supported or dated or claimed) and (
            len(words) > 10
            or self.titles.is_mixed(section.title)
            or self.titles.is_weak(section.title)
        ):
            return None
        first, last = _stretch(entry, unit)
        confidence = 0.55 + 0.25 * bool(known) + 0.1 * supported + 0.05 * dated + 0.05 * claimed
        return Mention(
            text=title,
            start=unit.start + start,
            end=unit.start + end,
            section=section,
            found_by="list",
            entry_start=first,
            entry_end=last,
            parts=unit.parts,
            context=entry.text[first - entry.start : last - entry.start],
            credential=known,
            confidence=min(0.97, round(confidence, 2)),
        )

    def _known(self, title: str, parts: Sequence[Part], context: str) -> str | None:
        """The credential that the title names exactly; a common name only beside its provider."""
        ids = self.taxonomy.credentials_named(title) or self.acronyms.credentials(title, context)
        providers = {
            self.parts.organizations.known(p.text) for p in parts if p.role == "organization"
        }
        for credential in ids:
            entry = self.taxonomy.credential(credential)
            common = entry.ambiguous or credential not in self._curated
            if not common or providers & {entry.issuer, *entry.platforms}:
                return credential
        return None

    def _is_course(self, title: str, unit: Unit, entry: Entry) -> bool:
        """In an education section: says that it is a certificate, or comes from such a provider."""
        folded = fold(title)
        if self.cues.claim_words.search(folded):
            return True
        if _JOB.search(folded) or _COURSEWORK.search(fold(entry.head)):
            return False
        if _is_short(unit.parts) and not _EXCHANGE.search(folded):
            return True
        beside = " ".join(p.text for p in unit.parts if p.role in ("title", "note"))
        if self.cues.claim_words.search(fold(beside)) or _COURSE.search(folded):
            return True
        for part in unit.parts:
            if part.role != "organization" or part.lead == GUESSED:
                continue
            provider = self.parts.organizations.known(part.text)
            if provider is None and part.sep and not (part.hard or part.lead or part.sure):
                continue
            if provider is None:
                return not _HIGHER.search(fold(part.text)) and not names_schooling(part.text)
            if self.parts.organizations.is_platform(provider):
                return True
        return False

    def _running(
        self, document: Document, section: Section, lines: list[Line]
    ) -> Iterable[Mention]:
        """Mentions in text that lists no credentials: only what names itself one."""
        text = document.text[section.start : section.end]
        if not self._may_claim(text):
            return
        joined = _LONG_LINE.sub(r"\1 ", text)
        for phrase in self.phrases.find(joined):
            sentence = _sentence(text, phrase.start, phrase.end)
            if not self._claims(joined, phrase, sentence, section):
                continue
            around = joined[sentence[0] : sentence[1]]
            start, end = 0, len(phrase.text)
            if phrase.rule != "certified-in":
                start, end = title_range(phrase.text, self.cues)
            parts = self.parts.read(around, section.start + sentence[0])
            near = tuple(p for p in parts if p.role != "title")
            yield Mention(
                text=phrase.text[start:end],
                start=section.start + phrase.start + start,
                end=section.start + phrase.start + end,
                section=section,
                found_by=phrase.rule,
                entry_start=section.start + sentence[0],
                entry_end=section.start + sentence[1],
                parts=near,
                context=around,
                credential=phrase.credential,
                confidence=0.75 if phrase.credential else 0.55,
            )

    def _may_claim(self, text: str) -> bool:
        """Cheap test before the search: a claim word, or an acronym in capitals."""
        return bool(self.cues.claim_words.search(fold(text))) or bool(
            re.search(r"\b[A-Z][A-Za-z]{0,3}[A-Z]{1,4}\b", text)
        )

    def _claims(
        self, text: str, phrase: Phrase, sentence: tuple[int, int], section: Section
    ) -> bool:
        around = fold(text[sentence[0] : sentence[1]])
        refused = self.cues.not_credentials
        if any(refused[k].search(around) for k in ("declarations", "awards", "companies")):
            return False
        claimed = bool(self.cues.claim_words.search(around))
        if names_degree(phrase.text) or names_schooling(phrase.text):
            return False
        if phrase.credential is not None:
            kind = self.taxonomy.credential(phrase.credential).type
            if kind in ("certification", "license"):
                header = section.kind is None and section.title is None
                return claimed or header or section.kind in ("summary", "awards", "memberships")
            return claimed and section.kind not in _PLAIN
        if section.kind in _PLAIN | {"experience"} and phrase.rule != "certified-role":
            duty = refused["duties"].search(around)
            return claimed and not duty and section.kind not in ("projects", "objective", "coursework")
        return claimed


def _stretch(entry: Entry, unit: Unit) -> tuple[int, int]:
    """The part of the entry that speaks of this unit: all of it when it is the only one."""
    if unit.alone:
        return entry.start, entry.end
    inside = [p for p in unit.parts if entry.start <= p.start and p.end <= entry.end]
    first = min([unit.start, *(p.start for p in inside if p.role != "date" or p.start < unit.start)])
    last = unit.end
    for part in sorted(inside, key=lambda p: p.start):
        if unit.start <= part.start and part.start - last <= 25:
            last = max(last, part.end)
    return first, last


def _bodies(lines: Sequence[Line], section: Section) -> list[Line]:
    """Lines without the part of the first one that is the section's title."""
    from dataclasses import replace

    out = []
    for line in lines:
        if line.start < section.body_start < line.end:
            cells = tuple((max(a, section.body_start), b) for a, b in line.cells if b > section.body_start)
            start = section.body_start
            out.append(replace(line, start=cells[0][0] if cells else start, cells=cells, bold=False))
        elif line.start >= section.body_start:
            out.append(line)
    return out


def _is_short(parts: Sequence[Part]) -> bool:
    """An organization is named, and the dates lie less than a year apart: no degree takes so long."""
    if not any(p.role == "organization" and p.lead != GUESSED for p in parts):
        return False
    for part in parts:
        span = part.date
        if span is not None and span.is_range and span.first.month and span.last.month:
            months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month
            return not span.ongoing and 0 <= months < 12
    return False


def _with_shared_organization(
    read: list[tuple[Entry, list[Part]]],
) -> list[tuple[Entry, list[Part]]]:
    """A provider on a line of its own under several listed titles speaks of all of them."""
    out = list(read)
    for number in range(len(read) - 1, 0, -1):
        entry, parts = out[number]
        own = [p for p in parts if p.role == "organization"]
        lines = entry.lines
        if not own or own[0].line == 0 or len(lines) < 2 or not lines[0].bullet or lines[-1].bullet:
            continue
        above = number - 1
        while above >= 0 and out[above][0].lines[0].bullet and len(out[above][0].lines) == 1 and not any(
            p.role == "organization" for p in out[above][1]
        ):
            out[above] = (out[above][0], [*out[above][1], *own])
            above -= 1
    return out


def _is_table_head(parts: Sequence[Part]) -> bool:
    heads = sum(bool(_TABLE_HEAD.match(p.text.strip(" .:"))) for p in parts)
    return heads >= 2 and heads >= 0.6 * len(parts)


def _organizations_follow(entries: Sequence[Sequence[Part]]) -> bool:
    """True when most entries name an organization right after the title."""
    second = [
        [p for p in parts if p.role in ("title", "organization")][1:2] for parts in entries
    ]
    named = sum(bool(s) and s[0].role == "organization" for s in second)
    return named >= 2 and named >= 0.4 * len(entries)


def _degree(entry: Entry, parts: Sequence[Part]) -> Degree | None:
    """The degree or school certificate that the head of an entry names."""
    if names_schooling(entry.head) and not names_degree(entry.head):
        return Degree(title=_clip(entry.head))
    if not names_degree(entry.head):
        return None
    titles = [p for p in parts if p.role == "title" and names_degree(p.text)]
    organization = next((p.text for p in parts if p.role == "organization"), None)
    date = next((p.date for p in reversed(parts) if p.date is not None), None)
    title = titles[0].text if titles else _clip(entry.head)
    return Degree(title=title, institution=organization, year=date.last if date else None)


def _clip(text: str) -> str:
    return " ".join(re.split(r"[\t\n]", text)[0].split())[:120]


def _named(words: Sequence[str], title: str) -> bool:
    """More than general words: something is named."""
    if all(w in _GENERIC or w.isdigit() for w in words):
        return False
    return sum(c.isalpha() for c in title) >= 2 and (title[:1].isalnum() or title[:1] in "(.‘'")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The line or sentence around a phrase, one wrapped line on each side at most."""
    left = max(text.rfind(mark, 0, start) for mark in (". ", "\n", "•", ";"))
    rights = [p for p in (text.find(mark, end) for mark in (". ", "\n", "•", ";")) if p >= 0]
    right = min(rights) if rights else len(text)
    if left > 0 and text[left] == "\n":
        before = text.rfind("\n", 0, left)
        line = text[before + 1 : left]
        if len(line) > 60 and not line.rstrip().endswith((".", ":", ";")):
            left = max(before, text.rfind(". ", 0, left))
    return max(0, left + 1), right


def _once(mentions: Sequence[Mention]) -> list[Mention]:
    """Each credential once: the mention that says most about it stays."""
    best: dict[str, int] = {}
    kept: list[Mention | None] = list(mentions)
    for number, mention in enumerate(mentions):
        key = mention.credential or normalize(mention.text)
        organizations = sorted(
            normalize(p.text) for p in mention.parts if p.role == "organization"
        )
        if mention.found_by == "list" and mention.credential is None:
            key += "|" + (organizations[0] if organizations else "")
        other = best.get(key)
        if other is None:
            best[key] = number
            continue
        first = kept[other]
        assert first is not None
        weak = number if _says(first) >= _says(mention) else other
        kept[weak] = None
        best[key] = other if weak == number else number
    listed = [m for m in kept if m is not None]
    return [m for m in listed if m.found_by == "list" or not _inside_another(m, listed)]


def _says(mention: Mention) -> tuple[int, int, float]:
    roles = {p.role for p in mention.parts}
    return (mention.found_by == "list", len(roles), mention.confidence)


def _inside_another(mention: Mention, others: Sequence[Mention]) -> bool:
    """The same words are already part of a listed title, or of one with more words."""
    plain = normalize(mention.text)
    for other in others:
        if other is mention:
            continue
        whole = normalize(other.text)
        if f" {plain} " in f" {whole} " and (other.found_by == "list" or len(whole) > len(plain)):
            return True
    return False
