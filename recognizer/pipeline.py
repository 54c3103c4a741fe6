"""The pipeline: the only place that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from recognizer import __version__
from recognizer.awarding import AwardingReader
from recognizer.blind import blind as blinded
from recognizer.claims import ClaimReader
from recognizer.countries import CountryReader
from recognizer.errors import UnreadableResume
from recognizer.judging import Judge
from recognizer.match import Matcher
from recognizer.mentions import MentionFinder
from recognizer.personal import PersonalDetails, find_personal
from recognizer.read import load_bytes, read_pdf
from recognizer.report import (
    SCHEMA_VERSION,
    Course,
    DegreeFinding,
    DocumentInfo,
    Evidence,
    Finding,
    Match,
    ProviderName,
    Report,
    SkillName,
    Stack,
    TierEstimate,
    Versions,
)
from recognizer.resume import Claim, Degree, Document, Organization, Section
from recognizer.role import Role, cover
from recognizer.section_titles import SectionTitles
from recognizer.sections import find_sections
from recognizer.settings import Settings
from recognizer.summary import write
from recognizer.taxonomy import Taxonomy
from recognizer.tier import rate, says_attendance, says_exam_passed, telling_provider
from recognizer.tier_model import TierModel
from recognizer.verify import check


@dataclass(frozen=True, slots=True)
class Examination:
    """A report and the personal details of the same résumé."""

    report: Report
    personal: PersonalDetails


@dataclass(frozen=True, slots=True)
class Recognizer:
    """Everything loaded once; `recognize` may then be called for any number of résumés."""

    settings: Settings
    taxonomy: Taxonomy
    titles: SectionTitles
    finder: MentionFinder
    claims: ClaimReader
    matcher: Matcher
    tiers: TierModel | None = None

    @classmethod
    def load(cls, settings: Settings | None = None) -> Self:
        """Loads the taxonomy, the rules and the models.

        Raises TaxonomyError, ArtefactError or SettingsError.
        """
        settings = settings or Settings()
        taxonomy = Taxonomy.load(settings.taxonomy_dir)
        return cls.of(settings, taxonomy)

    @classmethod
    def of(cls, settings: Settings, taxonomy: Taxonomy) -> Self:
        """From a taxonomy that is loaded already."""
        titles = SectionTitles.of(taxonomy.data("section_titles"))
        folder = settings.mention_model_dir
        judge = Judge.load(folder) if folder is not None else None
        finder = MentionFinder.load(taxonomy, titles, judge)
        parts = finder.parts
        awarding = AwardingReader(taxonomy, parts.organizations, parts.short_names)
        claims = ClaimReader(taxonomy, finder.cues, awarding)
        countries = CountryReader.of(taxonomy)
        matcher = Matcher(taxonomy, finder.acronyms, countries, settings.min_match_score)
        return cls(settings, taxonomy, titles, finder, claims, matcher, _model(settings, taxonomy))

    def recognize(
        self,
        source: Path | str | bytes,
        *,
        name: str | None = None,
        blind: bool = False,
        role: Role | None = None,
    ) -> Report:
        """The report of one résumé, from a path or the bytes of a PDF.

        `blind` hides what names or describes the person; `role` adds which of a job's skills the
        credentials evidence. Raises an UnreadableResume (EncryptedPdf, NoTextLayer, …) when the
        file cannot be read.
        """
        document, sections = self._read(source, name)
        report = self._report(document, sections)
        if blind:
            report = blinded(report, self._personal(document, sections, report))
        if role is not None:
            report = replace(report, role=cover(report, role, self.taxonomy))
        return report

    def examine(self, source: Path | str | bytes, *, name: str | None = None) -> Examination:
        """The plain report, and the personal details that `blind.blind` hides in it.

        For those who show pages, too: each detail comes with its boxes. Raises what `recognize`
        raises.
        """
        document, sections = self._read(source, name)
        report = self._report(document, sections)
        return Examination(report, self._personal(document, sections, report))

    def _personal(
        self, document: Document, sections: Sequence[Section], report: Report
    ) -> PersonalDetails:
        """Of the report only numbers are taken: it tells those of licenses from the others."""
        numbers = [(item.type == "license", item.credential_id) for item in report.credentials]
        licenses = [number for is_license, number in numbers if is_license and number]
        papers = frozenset(number for is_license, number in numbers if not is_license and number)
        return find_personal(document, sections, self.taxonomy, licenses, papers)

    def _read(
        self, source: Path | str | bytes, name: str | None
    ) -> tuple[Document, tuple[Section, ...]]:
        data, name = self._bytes(source, name)
        document = read_pdf(data, name=name, settings=self.settings)
        return document, find_sections(document, self.titles)

    def _report(self, document: Document, sections: Sequence[Section]) -> Report:
        reading = self.finder.find(document, sections)
        mentions = map(self.matcher.countries.settled, reading.mentions)
        claims = [self.claims.read(document, mention) for mention in mentions]
        matched = [(claim, self.matcher.match(claim)) for claim in claims]
        findings = tuple(
            self._conclude(document, self.claims.settle(claim, match), match)
            for claim, match in matched
        )
        degrees = tuple(_degree(degree) for degree in reading.degrees)
        return Report(
            schema_version=SCHEMA_VERSION,
            document=DocumentInfo(
                document.name, document.sha256, len(document.pages), document.language
            ),
            credentials=findings,
            degrees=degrees,
            summary=write(findings, degrees, document.warnings),
            warnings=document.warnings,
            versions=self._versions(),
        )

    def recognize_many(
        self, sources: Iterable[Path | str]
    ) -> Iterator[tuple[str, Report | UnreadableResume]]:
        """(path, report or the error of that file), in the order given; never stops at a file."""
        for source in sources:
            try:
                yield str(source), self.recognize(source)
            except UnreadableResume as error:
                yield str(source), error

    def _bytes(self, source: Path | str | bytes, name: str | None) -> tuple[bytes, str]:
        if isinstance(source, bytes):
            return source, name or "resume.pdf"
        path = Path(source)
        return load_bytes(path, self.settings), name or path.name

    def _conclude(self, document: Document, claim: Claim, match: Match) -> Finding:
        """One credential of the report: claim, match, tier and verification together."""
        known = self.taxonomy.credential(match.credential) if match.credential else None
        return Finding(
            title=claim.title,
            type=claim.type,
            issuer=_provider(claim.issuer),
            platform=_provider(claim.platform),
            issued=str(claim.issued) if claim.issued else None,
            expires=str(claim.expires) if claim.expires else None,
            credential_id=claim.credential_id,
            url=claim.url,
            status=claim.status,
            confidence=claim.confidence,
            evidence=_evidence(document, claim),
            match=match,
            tier=self._tier(claim, match),
            verification=check(claim, match, self.taxonomy),
            skills=tuple(
                SkillName(s, self.taxonomy.skill(s).name) for s in (known.skills if known else ())
            ),
            stackable_into=self._stack(known.stackable_into if known else ()),
            courses=tuple(self._course(c, match.credential) for c in claim.mention.courses),
        )

    def _tier(self, claim: Claim, match: Match) -> TierEstimate:
        known = self.taxonomy.credential(match.credential) if match.credential else None
        named = [o.id for o in (claim.issuer, claim.platform) if known is None and o and o.id]
        provider = telling_provider(map(self.taxonomy.provider, named), claim.type)
        context = claim.mention.context
        return rate(
            known,
            claim,
            self.taxonomy,
            exam_stated=says_exam_passed(context),
            attendance_stated=says_attendance(context),
            provider=provider,
            model=self.tiers,
        )

    def _versions(self) -> Versions:
        release = self.taxonomy.release
        return Versions(
            __version__,
            self.taxonomy.version,
            release.rubric,
            mention_model=self.finder.judge.version if self.finder.judge else None,
            tier_model=self.tiers.version if self.tiers else None,
        )

    def _course(self, title: str, programme: str | None) -> Course:
        """A course named under a programme, with its entry where that counts towards it."""
        for id_ in self.taxonomy.credentials_named(title) if programme else ():
            if programme in self.taxonomy.credential(id_).stackable_into:
                return Course(title, id_)
        return Course(title)

    def _stack(self, ids: Sequence[str]) -> tuple[Stack, ...] | None:
        return tuple(Stack(i, self.taxonomy.credential(i).name) for i in ids) or None


def _model(settings: Settings, taxonomy: Taxonomy) -> TierModel | None:
    """The trained estimate, if the settings want one and rubric and versions are its own."""
    if settings.tier_model_dir is None:
        return None
    return TierModel.load(
        settings.tier_model_dir,
        recognizer=__version__,
        taxonomy=taxonomy.version,
        rubric=taxonomy.release.rubric,
    )


def _provider(organization: Organization | None) -> ProviderName | None:
    return ProviderName(organization.name, organization.id) if organization else None


def _degree(degree: Degree) -> DegreeFinding:
    return DegreeFinding(
        degree.title, degree.institution, str(degree.year) if degree.year else None
    )


def _evidence(document: Document, claim: Claim) -> Evidence:
    """The words of the entry, and the box around the lines in which the title stands."""
    mention = claim.mention
    lines = document.lines_between(mention.start, mention.end) or document.lines[:1]
    box = lines[0].bbox
    for line in lines[1:]:
        if line.page == lines[0].page:
            box = box.union(line.bbox)
    quote = " ".join(document.text[mention.entry_start : mention.entry_end].split())
    rounded = type(box)(*(round(value, 1) for value in box))
    return Evidence(lines[0].page, quote[:300], rounded)
