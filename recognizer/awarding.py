"""Who awards the mentioned credential, and on whose platform."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from recognizer.organizations import OrganizationReader
from recognizer.resume import Mention, Organization, Part
from recognizer.short_names import ShortNames
from recognizer.taxonomy import Taxonomy

_PLATFORM_LEADS = frozenset(
    {"via", "on", "through", "platform", "using", "powered by", "hosted by"}
)

_BODIES = frozenset({"professional_body", "nonprofit", "government", "regulator"})
"""Kinds of providers that make no products: named first in a title, the title is theirs."""


@dataclass(frozen=True, slots=True)
class AwardingReader:
    """Reads issuers and platforms with the names that found the mentions."""

    taxonomy: Taxonomy
    organizations: OrganizationReader
    short_names: ShortNames

    def read(
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
            elif issuer is None and not self._stands_beside(part, found, mention):
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

    def _stands_beside(self, part: Part, found: Organization, mention: Mention) -> bool:
        """Another vendor's name after a comma is the next of a list: "PMP, GitHub, Jira"."""
        if found.id is None or part.lead or self.taxonomy.provider(found.id).kind != "vendor":
            return False
        own: str | None = None
        if mention.credential is not None:
            entry = self.taxonomy.credential(mention.credential)
            own = None if entry.ambiguous or found.id in entry.platforms else entry.issuer
        else:
            first = next(iter(self.organizations.inside(mention.text)), None)
            if first is not None and first.start == 0:
                body = self.taxonomy.provider(first.provider).kind in _BODIES
                own = first.provider if body else None
        return own is not None and not self._lineage(own) & self._lineage(found.id)

    def _lineage(self, provider: str) -> set[str]:
        """The provider and those it belongs to."""
        out: set[str] = set()
        at: str | None = provider
        while at and at not in out and self.taxonomy.has_provider(at):
            out.add(at)
            at = self.taxonomy.provider(at).parent
        return out

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
