"""How far one claim can be checked: by its link, its printed number, or a public register.

Nothing is opened and nothing is looked up: the state says what stands on the résumé, and `how`
says what a person can do. The clock is never asked, so a report stays the same tomorrow: expired
is only what the résumé itself calls expired. docs/verification.md lists states and reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from recognizer.links import Address, resembled_host
from recognizer.report import Match, Reason, Verification, VerificationState
from recognizer.resume import NOT_EARNED_YET, Claim
from recognizer.verification_link import Mode, VerificationLink, read_links
from recognizer.verification_words import (
    FILE_SHARES,
    SHORTENERS,
    how_to_open,
    how_without_link,
    reason,
)

if TYPE_CHECKING:
    from recognizer.taxonomy import Taxonomy

__all__ = ["Verifier", "check"]

_SHOWS_ONE_AWARD: tuple[Mode, ...] = ("record", "badge", "file", "profile")
_BEST_WITHOUT_LINK: tuple[Mode, ...] = ("portal", "optin", "record", "badge", "file", "profile")
"""Which rule of a provider is told first when no link is printed: one that can be used at once."""


def check(claim: Claim, match: Match, taxonomy: Taxonomy) -> Verification:
    """The verification state of one claim; `Verifier` is read once per taxonomy."""
    return _verifier(taxonomy).check(claim, match)


@lru_cache(maxsize=4)
def _verifier(taxonomy: Taxonomy) -> Verifier:
    return Verifier.load(taxonomy)


@dataclass(frozen=True, slots=True)
class _Providers:
    """Who may answer for a claim: ids in the order of closeness, and a name to print."""

    ids: tuple[str, ...]
    name: str | None
    named_rules: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Verifier:
    """The rules of verification_links.yaml and the hosts that others may imitate."""

    taxonomy: Taxonomy
    links: tuple[VerificationLink, ...]
    hosts: tuple[str, ...]

    @classmethod
    def load(cls, taxonomy: Taxonomy) -> Verifier:
        """Reads the rules; raises TaxonomyError when an entry is wrong."""
        links = read_links(taxonomy.data("verification_links"))
        samples = (one.sample for one in links if one.sample and one.mode != "generic")
        return cls(taxonomy, links, tuple(sorted({text.split("/")[0] for text in samples})))

    def check(self, claim: Claim, match: Match) -> Verification:
        """State, what to do, the rule's id, and the reasons."""
        providers = self._providers(claim, match)
        found = self._by_link(claim, providers) or self._without_link(claim, match, providers)
        if claim.status == "expired":
            return _with(found, "expired", reason("stated-expired"))
        if claim.expires is not None:
            return _with(found, found.state, reason("expiry-printed", date=str(claim.expires)))
        return found

    def _by_link(self, claim: Claim, providers: _Providers) -> Verification | None:
        """What the link says; None when there is none, or it leads to an official form."""
        if claim.url is None:
            return None
        address = Address.parse(claim.url)
        if address is None:
            return _unofficial("link-unreadable", host="", issuer=providers.name)
        link = None if address.disguised else self._rule(address)
        if link is not None and link.mode in _SHOWS_ONE_AWARD:
            return self._official(link, address, claim, providers)
        if link is not None and link.mode != "generic":
            return None
        imitated = self._imitated(address)
        if imitated:
            return _lookalike(address.host, imitated)
        owners = set(self.taxonomy.providers_at(address.host))
        if link is not None:
            if owners & set(providers.ids):
                return self._official(link, address, claim, providers)
            return _unofficial("generic-record", address.host, providers.name, link)
        code = _kind_of_host(address.host)
        if code == "link-elsewhere" and owners & set(providers.ids):
            return None
        return _unofficial(code, address.host, providers.name)

    def _official(
        self, link: VerificationLink, address: Address, claim: Claim, providers: _Providers
    ) -> Verification:
        """A link of an official form: what the page must show."""
        reasons = [reason(f"official-{link.mode}", name=link.name, host=address.host)]
        if link.issuer_varies:
            reasons.append(reason("issuer-varies", name=link.name))
        elif providers.ids and not self._is_of(link, providers):
            reasons.append(reason("other-provider", name=link.name))
        how = how_to_open(link, address.host, claim.issuer.name if claim.issuer else None)
        return Verification("official_link_present", how, link.id, tuple(reasons))

    def _is_of(self, link: VerificationLink, providers: _Providers) -> bool:
        """Whether a rule's provider, or the company above it, is one of the claim's."""
        if link.provider is None or link.provider in providers.ids:
            return True
        known = self.taxonomy.has_provider(link.provider)
        return known and self.taxonomy.provider(link.provider).parent in providers.ids

    def _without_link(self, claim: Claim, match: Match, providers: _Providers) -> Verification:
        """What can be done without a link to a record: a number, a register, or asking."""
        reasons: list[Reason] = []
        typed = Address.parse(claim.url) if claim.url else None
        link = self._rule(typed) if typed else None
        if link is not None:
            code = "optin-directory" if link.mode == "optin" else "portal-link"
            reasons.append(reason(code, name=link.name))
        elif typed is not None:
            reasons.append(reason("official-site", host=typed.host))
        link = link or self._best(providers)
        if link is not None and link.absence_is_inconclusive and typed is None:
            reasons.append(reason("optin-directory", name=link.name))
        state: VerificationState = "claimed"
        if claim.credential_id is not None:
            state = "identifier_present"
            reasons.append(self._number_reason(claim.credential_id, providers))
        elif typed is not None and link is not None and typed.query and link.mode == "portal":
            state = "identifier_present"
        if claim.status in NOT_EARNED_YET:
            reasons.append(reason("not-yet-earned"))
        elif link is None or link.mode == "none":
            if link is not None or self._without_public_check(claim, match, providers):
                state = "cannot_be_checked_publicly"
                reasons.append(reason("no-public-check"))
        how = how_without_link(link, claim, state, providers.name)
        used = link is not None and link.mode not in _SHOWS_ONE_AWARD
        return Verification(state, how, link.id if link and used else None, tuple(reasons))

    def _rule(self, address: Address) -> VerificationLink | None:
        """The rule that an address fits; rules of a named host come before generic ones."""
        fitting = [one for one in self.links if one.matches_url(address.text)]
        return min(fitting, key=lambda one: one.mode == "generic", default=None)

    def _imitated(self, address: Address) -> str | None:
        """The official host that an address imitates, unless the host is known as somebody's."""
        if self.taxonomy.providers_at(address.host):
            return None
        return resembled_host(address.host, self.hosts)

    def _best(self, providers: _Providers) -> VerificationLink | None:
        """The most useful rule of the closest provider that has one."""
        for id_ in providers.named_rules:
            return next((one for one in self.links if one.id == id_), None)
        for provider in providers.ids:
            own = [one for one in self.links if one.provider == provider]
            for mode in (*_BEST_WITHOUT_LINK, "none"):
                for one in own:
                    if one.mode == mode and (one.portal or mode not in ("portal", "optin")):
                        return one
        return None

    def _number_reason(self, number: str, providers: _Providers) -> Reason:
        """Whether the number has a known format of one of the providers."""
        own = [one for one in self.links if one.provider in providers.ids]
        fits = [one.matches_number(number.strip()) for one in own]
        if True in fits:
            return reason("number-fits")
        return reason("number-differs" if False in fits else "number-printed")

    def _without_public_check(self, claim: Claim, match: Match, providers: _Providers) -> bool:
        """Whether the catalogue's facts say that this kind has no public check."""
        if match.credential and self.taxonomy.has_credential(match.credential):
            fact = self.taxonomy.facts(self.taxonomy.credential(match.credential)).verifiability
            return fact is not None and fact.value == 0
        for id_ in providers.ids:
            facts = self.taxonomy.provider(id_).defaults.get(claim.type)
            if facts is not None and facts.verifiability is not None:
                return facts.verifiability.value == 0
        return False

    def _providers(self, claim: Claim, match: Match) -> _Providers:
        """Platform and issuer as the résumé names them, then those of the matched entry."""
        ids = list(_named_ids(claim))
        rules: list[str] = []
        if match.credential and self.taxonomy.has_credential(match.credential):
            credential = self.taxonomy.credential(match.credential)
            ids += [credential.issuer, *credential.platforms]
            own = self.taxonomy.verification_of(credential)
            rules += [own] if own else []
        known = dict.fromkeys(id_ for id_ in ids if self.taxonomy.has_provider(id_))
        for id_ in tuple(known):
            provider = self.taxonomy.provider(id_)
            rules += [provider.verification] if provider.verification else []
            if provider.parent:
                known.setdefault(provider.parent)
        named = claim.issuer or claim.platform
        name = named.name if named else self.taxonomy.provider(ids[0]).name if known else None
        return _Providers(tuple(known), name, tuple(dict.fromkeys(rules)))


def _named_ids(claim: Claim) -> Iterator[str]:
    for named in (claim.platform, claim.issuer):
        if named is not None and named.id is not None:
            yield named.id


def _kind_of_host(host: str) -> str:
    """Why a link is not official: a file share, a short link, or simply elsewhere."""
    if any(host == one or host.endswith("." + one) for one in FILE_SHARES):
        return "file-share"
    return "short-link" if host in SHORTENERS else "link-elsewhere"


def _unofficial(
    code: str, host: str, issuer: str | None, link: VerificationLink | None = None
) -> Verification:
    whose = f" of {issuer}" if issuer else ""
    where = f"The link leads to {host}, which is not known as a certificate page{whose}"
    if not host:
        where = "The link cannot be followed"
    how = f"{where}; ask the applicant for the issuer's own link."
    pattern = link.id if link else None
    return Verification("link_not_official", how, pattern, (reason(code, host=host),))


def _lookalike(host: str, imitated: str) -> Verification:
    how = (
        f"The link's address ({host}) resembles {imitated} but is another one. It may be a typing "
        "mistake. Do not enter anything there; ask the applicant for the official link."
    )
    told = reason("resembles-official", host=host, official=imitated)
    return Verification("lookalike_domain", how, None, (told,))


def _with(found: Verification, state: VerificationState, added: Reason) -> Verification:
    return Verification(state, found.how, found.pattern, (*found.reasons, added))
