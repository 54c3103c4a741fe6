"""Whether a badge's proof holds: the only file that knows the libraries which check proofs.

openbadgeslib takes credentials as Open Badges 3.0 writes them (Data Integrity, and tokens whose
payload is the credential) and 2.0; openvc-core takes tokens of the older form, with the credential
in the member `vc`. Both are pinned exactly. Neither is asked to fetch anything: whatever they want
comes through the `fetch` that is given, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from recognizer.badge_claims import Statement
from recognizer.badge_result import Outcome
from recognizer.errors import BadgesNotInstalled, TrustError

if TYPE_CHECKING:
    from openbadgeslib.ob3.credential import OpenBadgeCredential

__all__ = [
    "BROKEN",
    "HOLDS",
    "KEY_ALONG",
    "Fetch",
    "Keys",
    "Proof",
    "Secured",
    "check_proof",
    "check_status",
    "pem_of",
    "require_libraries",
]

Fetch = Callable[[str], bytes]
Keys = tuple[dict[str, str], ...]

_CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
"""What openbadgeslib wants to see before it reads a credential whose proof has held already."""
_SUITES = frozenset({"eddsa-rdfc-2022", "ecdsa-sd-2023"})
_PAST = ("Credential has expired", "Assertion has expired")
_EARLY = ("Credential is not yet valid", "Assertion is not yet valid", "The token is not yet valid")
"""Beginnings of what openbadgeslib says after a proof has held and a date has not: it checks the
proof first (held by a test, and the version is pinned)."""


@dataclass(frozen=True, slots=True)
class Secured:
    """A credential with what secures it: a token, or the JSON with its proof.

    `document` is the credential itself; `claims` is the token's payload that it came in.
    """

    text: str
    document: Mapping[str, Any]
    header: Mapping[str, Any] | None = None
    claims: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """Outcome and reason. `past` and `early`: it holds, but today is outside its dates."""

    outcome: Outcome
    text: str
    past: bool = False
    early: bool = False
    revoked: bool = False


HOLDS = Proof("passed", "The signature fits the badge and the issuer's identifier in it.")
BROKEN = Proof(
    "failed",
    "The proof does not hold: the badge was changed, or somebody else than the issuer it names "
    "has signed it.",
)
NO_PROOF = Proof("not_checked", "The badge carries no proof.")
OTHER_KIND = Proof("not_checked", "The badge carries a kind of proof that is not checked here.")
VOCABULARY = Proof(
    "not_checked",
    "The badge uses a vocabulary (@context) that is not kept here, so its proof cannot be checked.",
)
NO_KEY = Proof(
    "not_checked",
    "The issuer's key is not in the badge's identifier, and nothing was fetched: allow fetching, "
    "or add the issuer's key to the list of trusted issuers.",
)
KEY_ALONG = Proof(
    "not_checked",
    "The key came along with the badge, which proves nothing of who signed it.",
)
UNREACHED = Proof("not_checked", "The issuer's key could not be fetched.")
NO_SUCH_KEY = Proof("not_checked", "The issuer's identifier is of a kind that is not checked here.")


def require_libraries() -> None:
    """Raises BadgesNotInstalled without the packages of the extra `badges`."""
    if not all(find_spec(name) for name in ("defusedxml", "openbadgeslib", "openvc", "pyld")):
        raise BadgesNotInstalled


def check_proof(secured: Secured, stated: Statement, keys: Keys, fetch: Fetch | None) -> Proof:
    """Whether the proof of a 3.0 credential holds, with `keys` where the issuer's are trusted."""
    issuer = stated.issuer or ""
    if secured.header is None and (refused := _form(secured.document)) is not None:
        return refused
    if secured.header is not None and (refused := _mismatch(secured, issuer)) is not None:
        return refused
    if not keys and (refused := _key(issuer, secured, fetch)) is not None:
        return refused
    if secured.header is None:
        return _data_integrity(secured, keys, fetch)
    if secured.claims is not None and "vc" in secured.claims:
        return _wrapped(secured, keys, fetch)
    return _token(secured, issuer, keys, fetch)


def check_status(document: Mapping[str, Any], fetch: Fetch) -> Proof:
    """Whether the issuer's list says that the badge was withdrawn; the list must be signed."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3.credential import OpenBadgeCredential
    from openbadgeslib.ob3.status import check_credential_status

    try:
        credential = OpenBadgeCredential.from_vc_document({**document, "@context": _CONTEXT})
        check_credential_status(credential, download=fetch, verify_list=True)
    except LibOpenBadgesException as error:
        if str(error).startswith("Credential status '"):
            return Proof("failed", "The issuer's list says that it was withdrawn.", revoked=True)
        text = "The issuer's list of withdrawn badges could not be read, or is not signed by it."
        return Proof("not_checked", text)
    except (ValueError, TypeError, KeyError):
        return Proof("not_checked", "Where the issuer lists withdrawn badges cannot be read.")
    return Proof("passed", "The issuer's list does not name it as withdrawn.")


def _form(document: Mapping[str, Any]) -> Proof | None:
    """What keeps the proof of a JSON credential from being checked; None for nothing."""
    from openbadgeslib.ob3.contexts import bundled_contexts

    proofs = document.get("proof")
    found = [one for one in (proofs if isinstance(proofs, list) else [proofs]) if one]
    if not found:
        return NO_PROOF
    if not any(isinstance(one, dict) and str(one.get("cryptosuite")) in _SUITES for one in found):
        return OTHER_KIND
    context = document.get("@context")
    named = context if isinstance(context, list) else [context]
    known = bundled_contexts()
    return None if all(isinstance(one, str) and one in known for one in named) else VOCABULARY


def _mismatch(secured: Secured, issuer: str) -> Proof | None:
    """Whether the token names another issuer, or another's key, than the credential in it."""
    header, claims = secured.header or {}, secured.claims or {}
    kid = header.get("kid")
    if claims.get("iss") not in (None, issuer):
        return BROKEN
    if isinstance(kid, str) and kid.startswith("did:") and kid.partition("#")[0] != issuer:
        return BROKEN
    return None


def _key(issuer: str, secured: Secured, fetch: Fetch | None) -> Proof | None:
    """What keeps the issuer's key from being known; None for nothing."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3.did import fetch_did_web_document, resolve_did

    along = secured.header is not None and "jwk" in secured.header
    try:
        if issuer.startswith("did:key:"):
            resolve_did(issuer, download=_refuse)
            return None
        if not issuer.startswith("did:web:"):
            return KEY_ALONG if along else NO_SUCH_KEY
        if fetch is None:
            return KEY_ALONG if along else NO_KEY
        fetch_did_web_document(issuer, fetch)
    except LibOpenBadgesException:
        return UNREACHED if issuer.startswith("did:web:") else NO_SUCH_KEY
    return None


def _data_integrity(secured: Secured, keys: Keys, fetch: Fetch | None) -> Proof:
    from openbadgeslib.ob3.ldp import OB3LdpVerifier

    def once(pem: bytes | None) -> OpenBadgeCredential:
        return OB3LdpVerifier(pem).verify(secured.text, download=fetch or _refuse)

    return _first_that_holds(once, keys)


def _token(secured: Secured, issuer: str, keys: Keys, fetch: Fetch | None) -> Proof:
    from openbadgeslib.ob3.verifier import OB3Verifier

    def once(pem: bytes | None) -> OpenBadgeCredential:
        if pem is not None:
            return OB3Verifier(pem, issuer_did=issuer).verify(secured.text)
        return OB3Verifier.for_issuer_did(issuer, download=fetch or _refuse).verify(secured.text)

    return _first_that_holds(once, keys)


def _first_that_holds(once: Callable[[bytes | None], object], keys: Keys) -> Proof:
    """The proof with the first key that fits; without keys, with the one that is found."""
    from openbadgeslib.errors import LibOpenBadgesException

    pems: list[bytes | None] = [pem_of(key) for key in keys]
    for pem in pems or [None]:
        try:
            once(pem)
        except LibOpenBadgesException as error:
            said = str(error)
            if said.startswith(_PAST):
                return Proof("passed", HOLDS.text, past=True)
            if said.startswith(_EARLY):
                return Proof("passed", HOLDS.text, early=True)
        else:
            return HOLDS
    return BROKEN


def _wrapped(secured: Secured, keys: Keys, fetch: Fetch | None) -> Proof:
    """A token with the credential in `vc`."""
    from openvc import OpenvcError, VerificationPolicy, verify_credential
    from openvc.did.base import DidResolverRegistry
    from openvc.did.did_key import DidKeyResolver
    from openvc.did.did_web import DidWebResolver
    from openvc.proof.errors import CredentialNotYetValid
    from openvc.proof.vc_jwt import VcJwtProofSuite

    policy = VerificationPolicy(require_status=False, require_not_expired=False)
    web = DidWebResolver(lambda url: dict(json.loads((fetch or _refuse)(url))))
    resolver = DidResolverRegistry([DidKeyResolver(), web])
    suite = VcJwtProofSuite(leeway_s=policy.leeway_s)

    def expired(key: dict[str, str] | None) -> bool:
        if key is None:
            return verify_credential(secured.text, policy=policy, resolver=resolver).expired
        pem_of(key)
        return suite.verify(secured.text, public_key_jwk=key, check_temporal=False).expired

    for key in keys or (None,):
        try:
            past = expired(key)
        except CredentialNotYetValid:
            return Proof("passed", HOLDS.text, early=True)
        except (OpenvcError, ValueError, TypeError) as error:
            if str(error).startswith(_EARLY):
                return Proof("passed", HOLDS.text, early=True)
            continue
        return Proof("passed", HOLDS.text, past=past)
    return BROKEN


def pem_of(key: Mapping[str, str]) -> bytes:
    """The public key of a JWK, as PEM. Raises TrustError: keys stand in a list of issuers."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3.did import _jwk_to_pem

    try:
        return bytes(_jwk_to_pem(dict(key)))
    except LibOpenBadgesException as error:
        raise TrustError("A key in the list of trusted issuers is no public key (JWK).") from error


def _refuse(url: str) -> bytes:
    raise ValueError("nothing is fetched")
