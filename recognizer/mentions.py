"""Section → Mentions: where a résumé names credentials, and the words that speak of each.

Sections that list credentials are read entry by entry; in all other text only what names itself
a credential counts. What the labelling guidelines call "not credentials" is passed over here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from recognizer.acronyms import AcronymReader
from recognizer.cues import Cues
from recognizer.dates import DateReader, fold
from recognizer.degree_entries import degrees_of
from recognizer.degrees import names_education
from recognizer.entries import Entry, group_entries
from recognizer.furniture import furniture_of
from recognizer.headings import owner_in
from recognizer.judging import Judge
from recognizer.lead_ins import title_range
from recognizer.name_parts import NameReader
from recognizer.names import normalize
from recognizer.neighbours import is_item, organizations_follow, trusts, with_shared_organization
from recognizer.organizations import OrganizationReader
from recognizer.parts import PartReader
from recognizer.phrases import PhraseFinder
from recognizer.programmes import with_courses
from recognizer.repeats import once
from recognizer.resume import Degree, Document, Line, Mention, Part, Reading, Section
from recognizer.running import RunningReader
from recognizer.screening import Screen
from recognizer.section_titles import SILENT, SectionTitles
from recognizer.sentences import sentences_of
from recognizer.short_names import ShortNames
from recognizer.table_rows import in_columns, names_columns
from recognizer.taxonomy import Taxonomy
from recognizer.units import Unit, UnitReader

_LABELLED = re.compile(r"[\w /&-]{2,30}:\s")
"""A line that begins with a label ("Languages: C, Java")."""
_ENTRY_NOUNS = frozenset({"bootcamp", "nanodegree", "apprenticeship", "micromasters"})
"""Last words of a title that names one credential, not a list of them."""


@dataclass(frozen=True, slots=True)
class MentionFinder:
    """Finds mentions with the taxonomy's names and the cue words; built once."""

    titles: SectionTitles
    cues: Cues
    parts: PartReader
    units: UnitReader
    screen: Screen
    running: RunningReader
    taxonomy: Taxonomy
    acronyms: AcronymReader
    _curated: frozenset[str]
    judge: Judge | None = None

    @classmethod
    def load(cls, taxonomy: Taxonomy, titles: SectionTitles, judge: Judge | None = None) -> Self:
        """From a taxonomy and its cue files; without a judge the rules alone decide."""
        cues = Cues.of(taxonomy.data("claim_cues"))
        dates = DateReader.of(taxonomy.data("months"))
        places = frozenset(normalize(p) for p in taxonomy.data("places")["places"])
        organizations = OrganizationReader(taxonomy, cues, places)
        parts = PartReader(cues, dates, organizations, ShortNames(taxonomy))

        acronyms = AcronymReader.of(taxonomy)

        def is_credential(text: str) -> bool:
            return bool(
                taxonomy.credentials_named(text)
                or acronyms.credentials(text, text)
                or taxonomy.credentials_coded(text)
            )

        def is_certification(text: str) -> bool:
            ids = taxonomy.credentials_named(text) or acronyms.credentials(text, text)
            entries = [taxonomy.credential(i) for i in ids]
            return any(e.type in ("certification", "license") and not e.ambiguous for e in entries)

        def is_skill(text: str) -> bool:
            return normalize(text) in taxonomy.skill_names

        def opens_with_provider(text: str) -> bool:
            known = organizations.inside(text)
            return bool(known) and known[0].start == 0

        names = NameReader(is_credential, is_certification)
        units = UnitReader(
            cues, names, is_credential, is_certification, is_skill, opens_with_provider
        )
        screen = Screen(cues, titles, organizations)
        phrases = PhraseFinder.of(taxonomy, acronyms, taxonomy.data("claim_patterns"))
        running = RunningReader(cues, parts, units, phrases, screen, taxonomy)
        curated = frozenset(taxonomy.curated_ids)
        return cls(titles, cues, parts, units, screen, running, taxonomy, acronyms, curated, judge)

    def find(self, document: Document, sections: Sequence[Section]) -> Reading:
        """Mentions in text order, each credential once; degrees apart."""
        mentions, degrees = self.candidates(document, sections)
        if self.judge is not None:
            mentions = self.judge.kept(document, mentions)
        return Reading(tuple(once(mentions)), tuple(degrees))

    def candidates(
        self, document: Document, sections: Sequence[Section]
    ) -> tuple[list[Mention], list[Degree]]:
        """What the rules alone find, the same credential as often as it is named."""
        mentions: list[Mention] = []
        degrees: list[Degree] = []
        furniture = furniture_of(document)
        for section in sections:
            if section.kind in SILENT:
                continue
            lines = [
                line
                for line in document.lines
                if line.start < section.end
                and line.end > section.body_start
                and line.start not in furniture
            ]
            if section.kind in self.titles.credential_kinds or section.kind == "education":
                listed = list(self._listed(document, section, lines, degrees))
                mentions.extend(with_courses(document, listed))
            else:
                if section.kind == "skills":
                    for named in self._named_in(document, section, lines):
                        mentions.extend(self._listed(document, named, lines, []))
                mentions.extend(self.running.read(document, section))
        return mentions, degrees

    def _named_in(
        self, document: Document, section: Section, lines: Sequence[Line]
    ) -> Iterator[Section]:
        """Lines among skills that list credentials, each with what runs on from it, as a section
        of their own.
        """
        start: int | None = None
        for line in lines:
            text = document.line_text(line)
            claims = len(self.cues.claim_words.findall(fold(text)))
            lists = not line.bullet and not _LABELLED.match(text) and text.count(",") >= 1
            if start is None and claims >= 2 and lists:
                start = line.start
            elif start is not None and (line.bullet or _LABELLED.match(text)):
                yield Section("certifications", "Certifications", start, start, line.start)
                start = None
        if start is not None:
            yield Section("certifications", "Certifications", start, start, section.end)

    def _listed(
        self, document: Document, section: Section, lines: list[Line], degrees: list[Degree]
    ) -> Iterable[Mention]:
        """Mentions of a section that lists credentials or education."""
        if self._titles_an_entry(document, section, lines):
            section = replace(section, body_start=section.start)
            lines = [*document.lines_between(section.start, lines[0].start), *lines]
        grouped = group_entries(document, _bodies(document, lines, section), self.parts)
        entries = [sentence for entry in grouped for sentence in sentences_of(entry)]
        owner = self._owner_of(section)
        read = with_shared_organization([(entry, self._parts(entry)) for entry in entries])
        follow = organizations_follow([parts for _, parts in read])
        dated = sum(any(p.role == "date" for p in parts) for _, parts in read)
        named: list[tuple[Entry, Unit]] = []
        for number, (entry, parts) in enumerate(read, start=1):
            between = number < len(read) and dated >= 3 and dated >= 0.6 * len(read)
            if between and self._is_heading(entry, parts):
                continue  # a heading between dated entries
            if names_columns(parts) or self.screen.refuses_entry(entry.head):
                continue
            taught = names_education(entry.head) or any(c.degrees for c in entry.columns)
            if taught and not self._names_certification(parts):
                degrees.extend(degrees_of(entry.head, parts))
                if section.kind == "education" or not self.cues.claim_words.search(
                    fold(entry.head)
                ):
                    continue
            group = entry.group or owner
            if group is not None:
                parts = [group, *parts]
            for unit in self.units.read(
                parts, entry.text, entry.start, organizations_follow=follow
            ):
                named.append((entry, unit))
        yield from self._weighed(named, section)

    def _weighed(self, named: Sequence[tuple[Entry, Unit]], section: Section) -> Iterable[Mention]:
        """Where most of what a list names are credentials, the rest of the same form is, too."""
        found = [self._mention(entry, unit, section) for entry, unit in named]
        trusted = trusts([entry for entry, _ in named], [one is not None for one in found])
        for (entry, unit), one in zip(named, found, strict=True):
            if one is None and trusted and section.kind != "education" and is_item(entry):
                told = replace(section, kind="certifications", title="Certifications")
                one = self._mention(entry, unit, told)
                one = one and replace(one, section=section)
            if one is not None:
                yield one

    def _titles_an_entry(self, document: Document, section: Section, lines: Sequence[Line]) -> bool:
        """The section's title is what was earned, and where it was stands right under it."""
        words = normalize(section.title or "").split()
        if len(words) < 3 or words[-1] not in _ENTRY_NOUNS or not lines:
            return False
        below = self.parts.read(document.line_text(lines[0]))
        roles = {p.role for p in below}
        return "organization" in roles and roles <= {"organization", "date", "place", "note"}

    def _owner_of(self, section: Section) -> Part | None:
        """The provider that the section's title names ("Certifications from Coursera")."""
        name = owner_in(section.title or "", self.parts.organizations)
        if name is None:
            return None
        return Part("organization", section.start, section.body_start, name, sure=True)

    def _is_examined(self, title: str) -> bool:
        """Certifications or licences go by this name."""
        ids = self.taxonomy.credentials_named(title)
        return any(self.taxonomy.credential(i).type in ("certification", "license") for i in ids)

    def _is_heading(self, entry: Entry, parts: Sequence[Part]) -> bool:
        """A line without mark that names nothing: no credential, no word of one."""
        if {p.role for p in parts} != {"title"} or entry.lines[0].bullet:
            return False
        named = any(self.units.is_credential(p.text) for p in parts)
        return not named and not self.cues.claim_words.search(fold(entry.head))

    def _names_certification(self, parts: Sequence[Part]) -> bool:
        """The first title is that of a certification, whatever letters it holds ("IOSH MS")."""
        first = next((p for p in parts if p.role == "title"), None)
        return first is not None and self.units.is_certification(first.text)

    def _parts(self, entry: Entry) -> list[Part]:
        parts = self.parts.read(entry.head, entry.start)
        return in_columns(entry.lines, entry.columns, parts) if entry.columns else parts

    def _mention(self, entry: Entry, unit: Unit, section: Section) -> Mention | None:
        """The unit as a mention, None if its title names no credential."""
        raw = entry.text[unit.start - entry.start : unit.end - entry.start]
        if unit.start < entry.start:
            return None
        start, end = title_range(raw, self.cues)
        title = raw[start:end]
        known = self._known(title, unit.parts, entry.text)
        signs = self.screen.signs(
            title,
            unit.parts,
            entry.head,
            known=known is not None,
            examined=self._is_examined(title),
            named=self.units.names.is_telling(title),
        )
        if not self.screen.accepts(title, unit.parts, entry.head, section, signs):
            return None
        first, last = _stretch(entry, unit)
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
            confidence=signs.confidence,
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


def _stretch(entry: Entry, unit: Unit) -> tuple[int, int]:
    """The part of the entry that speaks of this unit: all of it when it is the only one."""
    if unit.alone:
        return entry.start, entry.end
    inside = [p for p in unit.parts if entry.start <= p.start and p.end <= entry.end]
    first = min(
        [unit.start, *(p.start for p in inside if p.role != "date" or p.start < unit.start)]
    )
    last = unit.end
    for part in sorted(inside, key=lambda p: p.start):
        if unit.start <= part.start and part.start - last <= 25:
            last = max(last, part.end)
    return first, last


def _bodies(document: Document, lines: Sequence[Line], section: Section) -> list[Line]:
    """Lines without the part of the first one that is the section's title."""
    out = []
    for line in lines:
        if line.start < section.body_start < line.end:
            cells = tuple(
                (max(a, section.body_start), b) for a, b in line.cells if b > section.body_start
            )
            start = cells[0][0] if cells else section.body_start
            edges = line.edges[len(line.edges) - len(cells) :]
            inner = len(cells) < len(line.cells)
            bbox = line.bbox._replace(x0=edges[0][0]) if inner else line.bbox
            out.append(replace(line, start=start, cells=cells, edges=edges, bbox=bbox, bold=False))
        elif line.start >= section.body_start:
            out.append(line)
    return out
