"""Mention in context → Claim: who, when, which number, which link, and how it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from recognizer.credential import Provider
from recognizer.credential_type import type_of
from recognizer.cues import Cues
from recognizer.dates import fold
from recognizer.names import normalize
from recognizer.organizations import OrganizationReader
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
from recognizer.short_names import ShortNames
from recognizer.taxonomy import Taxonomy

_PLATFORM_LEADS = frozenset(
    {"via", "on", "through", "platform", "using", "powered by", "hosted by"}
)
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
    organizations: OrganizationReader
    short_names: ShortNames

    def read(self, document: Document, mention: Mention) -> Claim:
        """What the résumé says about the mentioned credential."""
        url = self._url(document, mention)
        issuer, platform = self._who(mention, url)
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

    def _who(
        self, mention: Mention, url: str | None
    ) -> tuple[Organization | None, Organization | None]:
        """(issuer, platform). A platform that teaches itself is both when nobody else is named."""
        issuer: Organization | None = None
        platform: Organization | None = None
        for part in mention.parts:
            if part.role != "organization":
                continue
            name = self.organizations.clean(part.text)
            if not name:
                continue
            found = Organization(name, self._known(name, mention))
            if found.id is not None and (part.start, part.end) == (mention.start, mention.end):
                found = Organization(self.taxonomy.provider(found.id).name, found.id)
            led = part.lead in _PLATFORM_LEADS
            if found.id is not None and (led or self._is_platform(found.id)):
                platform = platform or found
            elif issuer is None:
                issuer = found
        issuer = issuer or self._in_title(mention, on_platform=platform is not None)
        if (
            issuer is not None
            and issuer.id is not None
            and platform is None
            and self._is_platform(issuer.id)
        ):
            issuer, platform = None, issuer
        if platform is None and issuer is None and url is not None:
            platform = self._of_link(url)
        if issuer is None:
            issuer = self._of_credential(mention, platform)
        if issuer is None and platform is not None and not self._shows_others(platform):
            issuer = platform
        if (
            issuer is not None
            and platform is None
            and issuer.id is not None
            and self.organizations.teaches_online(issuer.id)
        ):
            platform = issuer
        return issuer, platform

    def _short(self, name: str, mention: Mention) -> str | None:
        """The issuer of the named credential, where the name is its initials."""
        if mention.credential is None:
            return None
        issuer = self.taxonomy.credential(mention.credential).issuer
        return self.short_names.of(name, (issuer,))

    def _is_platform(self, provider: str) -> bool:
        return self.taxonomy.provider(provider).multi_issuer or self.organizations.is_platform(
            provider
        )

    def _shows_others(self, platform: Organization) -> bool:
        return platform.id is not None and self.taxonomy.provider(platform.id).multi_issuer

    def _in_title(self, mention: Mention, *, on_platform: bool) -> Organization | None:
        """The vendor that the title itself names ("Microsoft Certified …").

        Beside a named platform the words must say more: "Google Cloud for Beginners, Udemy" is a
        course about the vendor's product, not the vendor's.
        """
        inside = self.organizations.inside(mention.text)
        if mention.credential is not None:
            credential = self.taxonomy.credential(mention.credential)
            if not credential.ambiguous:
                for known in inside:
                    named = mention.text[known.start : known.end]
                    if self._known(named, mention) == credential.issuer:
                        return Organization(named, credential.issuer)
                return None
        for known in inside:
            kind = self.taxonomy.provider(known.provider).kind
            after = mention.text[known.end : known.end + 12].lower()
            leads = (
                known.start == 0
                and not on_platform
                and kind
                in (
                    "vendor",
                    "professional_body",
                    "nonprofit",
                    "government",
                )
            )
            if (
                leads
                or "certified" in after
                or "exam" in after
                or (not on_platform and self._is_platform(known.provider) and known.start == 0)
            ):
                named = mention.text[known.start : known.end]
                return Organization(named, self._known(named, mention) or known.provider)
        return None

    def _known(self, name: str, mention: Mention) -> str | None:
        """The provider that a name beside the mention means: as written, as initials, as stated."""
        return (
            self.organizations.meant(name, mention.text, mention.credential)
            or self._short(name, mention)
            or self.organizations.stated(name)
        )

    def _of_credential(
        self, mention: Mention, platform: Organization | None
    ) -> Organization | None:
        """The issuer that the taxonomy gives for a name that cannot mean anything else."""
        if mention.credential is None:
            return None
        credential = self.taxonomy.credential(mention.credential)
        on_platform = platform is not None and (
            platform.id in credential.platforms or self._shows_others(platform)
        )
        if platform is not None and self._shows_others(platform) and credential.ambiguous:
            return None
        if credential.ambiguous and not on_platform:
            return None
        if platform is not None and not on_platform and platform.id != credential.issuer:
            return None
        return Organization(self.taxonomy.provider(credential.issuer).name, credential.issuer)

    def _of_link(self, url: str) -> Organization | None:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        for provider in self.taxonomy.providers_at(host):
            if self._is_platform(provider):
                return Organization(self.taxonomy.provider(provider).name, provider)
        return None

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
