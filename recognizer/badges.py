"""Checks an Open Badge file: what it states, who signed it, and what a person can do with that.

    checker = BadgeChecker.load()
    report = checker.check(Path("badge.png").read_bytes(), name="badge.png")

Nothing is fetched unless the checker was made with `online=True`; what could not be checked for
that reason is said. Needs the packages of the extra `badges`. Unlike a résumé's report, the result
depends on the day: badges end.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from recognizer import __version__
from recognizer.acronyms import AcronymReader
from recognizer.badge_assertions import check_assertion
from recognizer.badge_claims import (
    Statement,
    inner_credentials,
    is_record,
    read_assertion,
    read_credential,
)
from recognizer.badge_files import Payload, payloads
from recognizer.badge_json import parse_object, parse_token
from recognizer.badge_proofs import (
    Proof,
    Secured,
    check_proof,
    check_status,
    require_libraries,
)
from recognizer.badge_result import (
    Badge,
    BadgeCheck,
    BadgeDocument,
    BadgeIssuer,
    BadgeRecipient,
    BadgeReport,
    BadgeVersions,
    Carrier,
)
from recognizer.badge_trust import TrustList, read_curated, read_own
from recognizer.badge_words import WITHDRAWN, checks_of, how, is_past
from recognizer.countries import CountryReader
from recognizer.errors import DamagedBadge, NotABadge, TooLarge
from recognizer.match import Matcher
from recognizer.report import Match, VerificationState
from recognizer.resume import Claim, Mention, Organization, Section
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy

if TYPE_CHECKING:
    from recognizer.badge_fetching import Fetcher

__all__ = ["SCHEMA_VERSION", "BadgeChecker"]

SCHEMA_VERSION = "1.0"
"""Of the result; fields may be added under it, never renamed or dropped."""
MAX_BADGES = 50
"""Badges in one learner record, at most."""
MAX_SECONDS = 10.0
"""Seconds after which no further badge of a record is begun. One takes 20 ms; the packages that
check proofs stop a hostile one after about a second."""


@dataclass(frozen=True, slots=True)
class BadgeChecker:
    """Everything loaded once; `check` may then be called for any number of files, in any thread.

    `fetcher` makes what fetches for one file; None fetches nothing.
    """

    settings: Settings
    taxonomy: Taxonomy
    matcher: Matcher
    trust: TrustList
    fetcher: Callable[[], Fetcher] | None = None

    @classmethod
    def load(
        cls,
        settings: Settings | None = None,
        *,
        taxonomy: Taxonomy | None = None,
        trust: Path | None = None,
        online: bool = False,
    ) -> Self:
        """Loads the taxonomy and the lists of issuers; `trust` is a file of one's own.

        Raises BadgesNotInstalled, TrustError, TaxonomyError or SettingsError.
        """
        require_libraries()
        settings = settings or Settings()
        taxonomy = taxonomy or Taxonomy.load(settings.taxonomy_dir)
        known = frozenset(taxonomy.provider_ids)
        curated = read_curated(_curated(taxonomy), known)
        own = read_own(trust, known) if trust is not None else ()
        matcher = Matcher(
            taxonomy,
            AcronymReader.of(taxonomy),
            CountryReader.of(taxonomy),
            settings.min_match_score,
        )
        fetcher: Callable[[], Fetcher] | None = None
        if online:
            from recognizer.badge_fetching import Fetcher as fetcher  # noqa: N813
        return cls(settings, taxonomy, matcher, TrustList.of(curated, own), fetcher)

    def check(self, data: bytes, *, name: str, email: str | None = None) -> BadgeReport:
        """The result of one file; `email` is compared with whom the badges were awarded to.

        Raises NotABadge, DamagedBadge or TooLarge.
        """
        if len(data) > self.settings.max_bytes:
            raise TooLarge(name, f"more than {self.settings.max_bytes:,} bytes")
        fetch = self.fetcher() if self.fetcher is not None else None
        started = time.monotonic()
        badges: list[Badge] = []
        for carrier, secured in _credentials(payloads(data, name), name):
            if len(badges) >= MAX_BADGES:
                raise TooLarge(name, f"a record of more than {MAX_BADGES} badges")
            if time.monotonic() - started > MAX_SECONDS:
                raise TooLarge(name, "checking its badges takes too long")
            badges.append(self._badge(carrier, secured, email, fetch))
        if not badges:
            raise NotABadge(name)
        return BadgeReport(
            schema_version=SCHEMA_VERSION,
            document=BadgeDocument(name, hashlib.sha256(data).hexdigest()),
            badges=tuple(badges),
            versions=BadgeVersions(__version__, self.taxonomy.version),
        )

    def _badge(
        self, carrier: Carrier, secured: Secured, email: str | None, fetch: Fetcher | None
    ) -> Badge:
        stated = _stated(secured.document)
        assert stated is not None  # `_credentials` yields nothing else
        trusted = self.trust.find(stated.issuer)
        keys = trusted.keys if trusted is not None else ()
        if stated.version == "2.0":
            proof, stated = check_assertion(secured, stated, keys, fetch)
        else:
            proof = check_proof(secured, stated, keys, fetch)
        trusted = self.trust.find(stated.issuer) or trusted
        now = datetime.now(UTC)
        checks = checks_of(stated, proof, _listed(secured, stated, proof, fetch), email, now)
        past = is_past(stated, proof, now)
        state, valid = _state(checks, stated, past=past, trusted=trusted is not None)
        believed = trusted if proof.outcome == "passed" else None
        provider = believed.provider if believed else None
        named = self.taxonomy.provider(provider).name if provider else believed and believed.name
        return Badge(
            title=stated.title,
            type=stated.type,
            issuer=BadgeIssuer(stated.issuer_name, stated.issuer, provider),
            recipient=_named(stated),
            issued=_day(stated.starts),
            expires=_day(stated.ends),
            carrier=carrier,
            version=stated.version,
            state=state,
            valid=valid,
            how=how(state, checks, provider=named or None, identifier=stated.issuer),
            checks=checks,
            match=self._match(stated, provider),
        )

    def _match(self, stated: Statement, provider: str | None) -> Match:
        """The entry that the badge's words name: title and issuer as it writes them."""
        title = stated.title or ""
        nowhere = Section(None, None, 0, 0, 0)
        mention = Mention(title, 0, len(title), nowhere, "badge", 0, len(title))
        issuer = None
        if stated.issuer_name:
            ids = (provider,) if provider else self.taxonomy.providers_named(stated.issuer_name)
            issuer = Organization(stated.issuer_name, ids[0] if len(ids) == 1 else None)
        return self.matcher.match(Claim(mention, title, stated.type, issuer))


def _named(stated: Statement) -> BadgeRecipient:
    """Whether it says whom it was awarded to, and whether openly."""
    if not stated.identities:
        return BadgeRecipient(present=False, hashed=None)
    return BadgeRecipient(True, any(salt is not None for _, salt in stated.identities))


def _curated(taxonomy: Taxonomy) -> Any:
    try:
        return taxonomy.data("badge_issuers")
    except KeyError:
        return []


def _credentials(found: tuple[Payload, ...], name: str) -> Iterator[tuple[Carrier, Secured]]:
    """Every badge of a file, those in a learner record one by one."""
    for payload in found:
        outer = _secured(payload.text, name)
        if not is_record(outer.document):
            if _stated(outer.document) is None:
                raise NotABadge(name, "it is a credential of another kind")
            yield payload.carrier, outer
            continue
        for inner in inner_credentials(outer.document):
            secured = _secured(inner if isinstance(inner, str) else json.dumps(inner), name)
            if _stated(secured.document) is not None:
                yield payload.carrier, secured


def _secured(text: str, name: str) -> Secured:
    if text.startswith("{"):
        return Secured(text, parse_object(text, name))
    if text.count(".") != 2:
        raise DamagedBadge(name, "its token is broken")
    header, claims = parse_token(text, name)
    inner = claims.get("vc")
    document = _filled(inner, claims) if isinstance(inner, dict) else claims
    return Secured(text, document, header, claims)


def _filled(inner: Mapping[str, Any], claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """A credential in `vc` may leave out what the token's own claims say (VCDM 1.1, 6.3.1)."""
    subject = inner.get("credentialSubject")
    made = {"issuer": claims.get("iss"), "id": claims.get("jti"), **inner}
    if isinstance(subject, dict):
        made["credentialSubject"] = {"id": claims.get("sub"), **subject}
    for member, claim in (("issuanceDate", "nbf"), ("expirationDate", "exp")):
        newer = {"issuanceDate": "validFrom", "expirationDate": "validUntil"}[member]
        if not {member, newer} & inner.keys() and (when := _moment(claims.get(claim))):
            made[member] = when
    return made


def _moment(seconds: Any) -> str | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _stated(document: Mapping[str, Any]) -> Statement | None:
    return read_credential(document) or read_assertion(document)


def _listed(
    secured: Secured, stated: Statement, proof: Proof, fetch: Fetcher | None
) -> Proof | None:
    """What came of asking for the issuer's list of withdrawn badges; None if it was not asked."""
    if fetch is None or proof.outcome != "passed" or not stated.status:
        return None
    if stated.version == "2.0":  # asked together with the proof
        return Proof("passed", "The issuer does not name it as withdrawn.")
    return check_status(secured.document, fetch)


def _state(
    checks: tuple[BadgeCheck, ...], stated: Statement, *, past: bool, trusted: bool
) -> tuple[VerificationState, bool | None]:
    """The state of the contract, and whether the badge is valid.

    A state with `signature_valid` means that nothing speaks against the badge.
    """
    came = {check.name: check for check in checks}
    failed = {name for name, check in came.items() if check.outcome == "failed"}
    if failed & {"schema", "proof", "recipient"}:
        return "claimed", False
    if "status" in failed:
        if came["status"].text == WITHDRAWN:
            return "revoked", False
        return ("expired" if past else "claimed"), False
    if came["proof"].outcome != "passed":
        return "claimed", None
    if stated.hosted:
        return "official_link_present", True
    known: VerificationState = "signature_valid_issuer_trusted"
    return (known if trusted else "signature_valid_issuer_unknown"), True


def _day(when: datetime | None) -> str | None:
    return when.date().isoformat() if when else None
