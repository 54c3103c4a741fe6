"""A report for reading blind: the same conclusions, without what names or describes the person.

Only texts change. Titles are touched where the full name or an address stands in them and nowhere
else; tiers, matches, confidence and verification are those of the plain report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from recognizer.links import MASK
from recognizer.personal import Kind, PersonalDetails
from recognizer.personal_emails import without_emails
from recognizer.personal_lines import PRONOUNS
from recognizer.personal_links import URL, masked_address
from recognizer.report import (
    Course,
    DegreeFinding,
    Finding,
    ProviderName,
    Reason,
    Report,
    Summary,
)
from recognizer.resume import Notice

__all__ = ["HIDDEN", "NEUTRAL_NAME", "blind"]

NEUTRAL_NAME = "resume.pdf"
"""Stands for the file's name, which mostly holds the person's; `document.sha256` finds it again."""

HIDDEN: dict[Kind, str] = {
    "name": "[name hidden]",
    "email": "[e-mail hidden]",
    "phone": "[phone hidden]",
    "address": "[address hidden]",
    "birth": "[date of birth hidden]",
    "status": "[personal detail hidden]",
    "pronoun": "[pronoun hidden]",
    "number": "[number hidden]",
    "profile": "[user name hidden]",
    "degree_year": "[year hidden]",
    "photo": "[photo hidden]",
}
"""What stands instead of a detail."""

_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")


def blind(report: Report, personal: PersonalDetails) -> Report:
    """The report without personal details; nothing that was concluded changes."""
    mask = _Mask.of(personal)
    return replace(
        report,
        document=replace(report.document, name=NEUTRAL_NAME),
        credentials=tuple(mask.finding(item) for item in report.credentials),
        degrees=tuple(mask.degree(item) for item in report.degrees),
        summary=mask.summary(report.summary),
        warnings=tuple(Notice(item.code, mask.title(item.text)) for item in report.warnings),
    )


@dataclass(frozen=True, slots=True)
class _Mask:
    """Hides the details of one person in the texts of a report."""

    personal: PersonalDetails
    values: tuple[tuple[Kind, str, str], ...]
    """Kind, text, and the text without case."""
    known: dict[str, str] = field(default_factory=dict)
    """Titles and sentences that were met, as they are shown: reasons repeat."""

    @classmethod
    def of(cls, personal: PersonalDetails) -> _Mask:
        plain = ((kind, value, _without_case(value)) for kind, value in personal.values)
        return cls(personal, tuple(plain))

    def finding(self, item: Finding) -> Finding:
        kept = tuple(
            text
            for text in (
                item.title,
                item.match.name,
                item.issuer and item.issuer.name,
                item.platform and item.platform.name,
            )
            if text
        )
        verification = replace(
            item.verification,
            how=self.title(item.verification.how),
            reasons=self._reasons(item.verification.reasons),
        )
        number = item.credential_id if item.type == "license" else None
        quote = self.quote(_unnumbered(item.evidence.quote, number), kept)
        return replace(
            item,
            title=self.title(item.title),
            issuer=self._provider(item.issuer),
            platform=self._provider(item.platform),
            credential_id=HIDDEN["number"] if number else self._id(item.credential_id),
            url=item.url and _unnumbered(self._url(item.url), number, MASK),
            evidence=replace(item.evidence, quote=quote),
            match=replace(item.match, reasons=self._reasons(item.match.reasons)),
            tier=replace(item.tier, reasons=self._reasons(item.tier.reasons)),
            verification=verification,
            courses=tuple(Course(self.title(one.title), one.id) for one in item.courses),
        )

    def degree(self, item: DegreeFinding) -> DegreeFinding:
        def hide(text: str) -> str:
            return _YEAR.sub(HIDDEN["degree_year"], self.title(text))

        return DegreeFinding(hide(item.title), item.institution and hide(item.institution), None)

    def summary(self, item: Summary) -> Summary:
        def all_of(texts: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(map(self.title, texts))

        return Summary(
            self.title(item.headline),
            all_of(item.paragraphs),
            all_of(item.to_check),
            all_of(item.not_known),
        )

    def title(self, text: str) -> str:
        """A title or sentence without e-mail addresses, values and the full name."""
        if text not in self.known:
            self.known[text] = self._named(self._valued(without_emails(text, HIDDEN["email"])))
        return self.known[text]

    def quote(self, text: str, kept: tuple[str, ...]) -> str:
        """A quote without details; the words of `kept` (title, issuer) are left as titles are."""
        pieces = re.split("(" + "|".join(map(re.escape, sorted(kept, key=len)[::-1])) + ")", text)
        shown = []
        for number, piece in enumerate(pieces if kept else [text]):
            if number % 2 and kept:
                shown.append(self.title(piece))
            else:
                shown.append(self._single(self.title(self._linked(piece))))
        return "".join(shown)

    def _provider(self, item: ProviderName | None) -> ProviderName | None:
        return item and (item if item.id else ProviderName(self.title(item.name), None))

    def _reasons(self, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        shown = ((one, self.title(one.text)) for one in reasons)
        return tuple(one if one.text == text else replace(one, text=text) for one, text in shown)

    def _id(self, text: str | None) -> str | None:
        """A credential's number: hidden where it is that of a register of persons, and in what is
        made of the name or an e-mail address.
        """
        if text is None or text in self._numbers():
            return text and HIDDEN["number"]
        name = self.personal.name
        text = without_emails(text, HIDDEN["email"])
        ranges = [*name.full_in(text), *name.glued_in(text, alone=True)] if name else []
        return _without(text, ranges, HIDDEN["name"])

    def _numbers(self) -> frozenset[str]:
        return frozenset(value for kind, value in self.personal.values if kind == "number")

    def _url(self, url: str) -> str:
        """The address with what names a person as `***`; any other address as it is."""
        shown = masked_address(url)
        name = self.personal.name
        ranges = [*name.glued_in(shown, alone=True), *name.full_in(shown)] if name else []
        for kind, value in self.personal.values:
            if kind == "profile":
                ranges += [m.span() for m in re.finditer(re.escape(value), shown, re.I)]
        shown = _without(shown, ranges, MASK)
        return shown if MASK in shown else url

    def _linked(self, text: str) -> str:
        return URL.sub(lambda found: self._url(found.group()), text)

    def _valued(self, text: str) -> str:
        plain = _without_case(text)
        for kind, value, without_case in self.values:
            if without_case in plain:
                text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", HIDDEN[kind], text, flags=re.I)
        return text

    def _named(self, text: str) -> str:
        if self.personal.name is None:
            return text
        return _without(text, [*self.personal.name.full_in(text)], HIDDEN["name"])

    def _single(self, text: str) -> str:
        text = PRONOUNS.sub(HIDDEN["pronoun"], text)
        if self.personal.name is None:
            return text
        found = self.personal.name.single_in(text, self.personal.common.__contains__)
        return _without(text, [*found], HIDDEN["name"])


def _without_case(text: str) -> str:
    """Where a text holds another whatever the case, this one holds that one: `re.IGNORECASE` takes
    the two Turkish letters for i, too.
    """
    return text.replace("İ", "i").casefold().replace("ı", "i")


def _unnumbered(text: str, number: str | None, instead: str = HIDDEN["number"]) -> str:
    """The text without the number of a license, where there is one."""
    if not number:
        return text
    return re.sub(rf"(?<!\w){re.escape(number)}(?!\w)", instead, text, flags=re.IGNORECASE)


def _without(text: str, ranges: list[tuple[int, int]], instead: str) -> str:
    """The text with each stretch of overlapping ranges replaced."""
    shown, at = [], 0
    for start, end in sorted(ranges):
        if start >= at:
            shown += [text[at:start], instead]
        at = max(at, end)
    return "".join([*shown, text[at:]])
