"""Mention in context → Claim: who, when, which number, which link, and how it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recognizer.awarding import AwardingReader
from recognizer.credential import Provider
from recognizer.credential_type import type_of
from recognizer.cues import Cues
from recognizer.dates import fold
from recognizer.names import normalize
from recognizer.report import Match
from recognizer.resume import (
    NOT_EARNED_YET,
    Claim,
    CredentialType,
    DateSpan,
    Document,
    Link,
    Mention,
    Organization,
    Part,
    PartialDate,
    Status,
)
from recognizer.taxonomy import Taxonomy

_NEAR = 14
"""Characters before a date in which a cue such as "valid until" decides what the date is."""
_HOLDS = re.compile(r"(?i)\b(?:holds?|holder|holding)\b")
_HELD = frozenset({"certification", "license"})
"""Types for which "2019 – Present" says since when it is held, not that it is being earned."""


@dataclass(frozen=True, slots=True)
class ClaimReader:
    """Reads claims with the same words and names that found the mentions."""

    taxonomy: Taxonomy
    cues: Cues
    awarding: AwardingReader

    def read(self, document: Document, mention: Mention) -> Claim:
        """What the résumé says about the mentioned credential."""
        url = self._url(document, mention)
        issuer, platform = self.awarding.read(mention, url)
        kind = self._type(mention, issuer, platform)
        issued, expires, ongoing = self._when(mention)
        status = self._status(mention, kind, ongoing)
        if status in NOT_EARNED_YET:
            issued = None
        elif ongoing is not None and (kind in _HELD or _says_held(mention)):
            issued = ongoing.first
        identifier = next((p.text for p in mention.parts if p.role == "identifier"), None)
        return Claim(
            mention=mention,
            title=_tidy(mention.text),
            type=kind,
            issuer=issuer,
            platform=platform,
            issued=issued,
            expires=expires,
            credential_id=identifier if status not in NOT_EARNED_YET else None,
            url=url,
            status=status,
            confidence=mention.confidence,
        )

    def settle(self, claim: Claim, match: Match) -> Claim:
        """The claim with the type of its entry, where name and provider both agree with it."""
        if match.credential is None or match.kind not in ("exact", "alias"):
            return claim
        entry = self.taxonomy.credential(match.credential)
        named = {o.id for o in (claim.issuer, claim.platform) if o is not None}
        if not (named & {entry.issuer, *entry.platforms} or not (named or entry.ambiguous)):
            return claim
        return replace(claim, type=entry.type)

    def _type(
        self, mention: Mention, issuer: Organization | None, platform: Organization | None
    ) -> CredentialType:
        """The taxonomy's type where the name is certain and the providers agree, else by words."""
        ids = [o.id for o in (issuer, platform) if o is not None and o.id is not None]
        if mention.credential is not None:
            credential = self.taxonomy.credential(mention.credential)
            own = {credential.issuer, *credential.platforms}
            if own & set(ids) or (not ids and not credential.ambiguous):
                return credential.type
        providers: list[Provider] = [self.taxonomy.provider(i) for i in dict.fromkeys(ids)]
        return type_of(
            mention.text,
            providers,
            section=mention.section.kind,
            organization=issuer.name if issuer else platform.name if platform else None,
            said=mention.context.partition(mention.text)[0],
        )

    def _when(
        self, mention: Mention
    ) -> tuple[PartialDate | None, PartialDate | None, DateSpan | None]:
        """(issued, expires, range that is still running)."""
        issued: PartialDate | None = None
        expires: PartialDate | None = None
        ongoing: DateSpan | None = None
        for part in mention.parts:
            if part.date is None:
                continue
            before = fold(self._before(mention, part))
            cues = [m.end() for m in self.cues.expiry.finditer(before)]
            if cues and not self.cues.issue.search(before, cues[-1]):
                expires = expires or part.date.last
            elif part.date.ongoing:
                ongoing = ongoing or part.date
            elif issued is None:
                issued = part.date.last
        return issued, expires, ongoing

    def _before(self, mention: Mention, part: Part) -> str:
        at = part.start - mention.entry_start
        if not 0 <= at <= len(mention.context):
            return ""
        return mention.context[max(0, at - _NEAR) : at]

    def _status(self, mention: Mention, kind: CredentialType, ongoing: DateSpan | None) -> Status:
        """By cue words in the entry's head, on the title's side of other entries."""
        if ongoing is not None and _says_held(mention):
            return "earned"
        if ongoing is not None and kind not in _HELD:
            return "in_progress"
        if ongoing is not None and ongoing.start != ongoing.end and _since(mention, ongoing):
            return "in_progress"
        text = fold(_near(mention))
        for cue in self.cues.status:
            if cue.pattern.search(text):
                return cue.status  # type: ignore[return-value]
        return "earned"

    def _url(self, document: Document, mention: Mention) -> str | None:
        """The link laid over the title, else over the entry, else beside it, else printed."""
        over_title = [k for k in document.links if k.start < mention.end and k.end > mention.start]
        if over_title:
            return over_title[0].url
        start, end = _range(mention)
        over_entry = [
            k for k in document.links if k.end > k.start and k.start < end and k.end > start
        ]
        if over_entry:
            return over_entry[0].url
        printed = next((p.text for p in mention.parts if p.role == "url"), None)
        if printed is not None:
            return printed if "://" in printed else f"https://{printed}"
        return self._beside(document, mention)

    def _beside(self, document: Document, mention: Mention) -> str | None:
        """A link over no text (an icon): at the height of the title, else right under the entry."""
        icons: Sequence[Link] = [k for k in document.links if k.start == k.end]
        if not icons or mention.found_by != "list":
            return None
        for line in document.lines_between(mention.start, mention.end):
            for icon in icons:
                if icon.page == line.page and line.bbox.top <= _middle(icon) <= line.bbox.bottom:
                    return icon.url
        last = document.lines_between(mention.entry_start, mention.entry_end)[-1]
        left, bottom, below = (
            last.bbox.x0,
            last.bbox.bottom,
            last.bbox.bottom + 1.5 * last.font_size,
        )
        for icon in icons:
            near = abs(icon.bbox.x0 - left) < 2 * last.font_size
            if icon.page == last.page and near and bottom <= _middle(icon) <= below:
                return icon.url
        return None


def _middle(icon: Link) -> float:
    """Height of its middle, in points from the page's top."""
    return (icon.bbox.top + icon.bbox.bottom) / 2


def _tidy(text: str) -> str:
    return " ".join(text.replace("\xad", "").split()).strip(" ,;:–—|").removesuffix(" -")


def _range(mention: Mention) -> tuple[int, int]:
    """The stretch of text of this credential alone: its parts inside the entry."""
    inside = [p for p in mention.parts if mention.entry_start <= p.start < mention.entry_end]
    start = min([mention.start, *(p.start for p in inside)])
    end = max([mention.end, *(p.end for p in inside)])
    return start, end


def _near(mention: Mention) -> str:
    start, end = _range(mention)
    before = max(0, start - mention.entry_start - 40)
    return mention.context[before : end - mention.entry_start + 40]


def _says_held(mention: Mention) -> bool:
    """Since then it is held, not studied for: "Holder of the MOS Excel since 2021"."""
    return _HOLDS.search(mention.context[: mention.start - mention.entry_start]) is not None


def _since(mention: Mention, ongoing: DateSpan) -> bool:
    """True for "Since Aug 2025" beside a certification: it is being prepared, not held."""
    return normalize(mention.context).find(
        f"since {normalize(str(ongoing.first.year))}"
    ) < 0 and any(p.date is ongoing and p.text.lower().startswith("since") for p in mention.parts)
