"""Open Badges 2.0: a signed assertion has a key at an address, a hosted one is the address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from recognizer.badge_claims import Statement, read_assertion
from recognizer.badge_proofs import BROKEN, HOLDS, KEY_ALONG, Keys, Proof, Secured, pem_of

if TYPE_CHECKING:
    from recognizer.badge_fetching import Fetcher

__all__ = ["check_assertion"]

_NOT_ASKED = Proof(
    "not_checked",
    "A hosted badge is proven by the issuer's site alone, and nothing was fetched: allow fetching, "
    "or open the badge at the issuer's site.",
)
_NO_KEY = Proof(
    "not_checked",
    "The issuer's key lies at an address, and nothing was fetched: allow fetching, or add the key "
    "to the list of trusted issuers.",
)
_UNREACHED = Proof("not_checked", "The issuer's site could not be asked.")
_UNSIGNED = Proof("not_checked", "The badge says that it is signed, but carries no signature.")
_EMBEDDED = Proof("not_checked", "This form of hosted badge is not checked here.")
_SERVED = Proof("passed", "The issuer's site serves this badge at the address that it names.")
_OTHER = Proof(
    "failed",
    "The issuer's site does not serve this badge, or the address is not the issuer's own.",
)


def check_assertion(
    secured: Secured, stated: Statement, keys: Keys, fetch: Fetcher | None
) -> tuple[Proof, Statement]:
    """The proof, and what the badge states, with what it links to where that was fetched."""
    signed = secured.header is not None and not stated.hosted
    if not signed and not stated.hosted:
        return _UNSIGNED, stated
    if signed and not keys and "jwk" in (secured.header or {}) and fetch is None:
        return KEY_ALONG, stated
    if fetch is None and not (signed and keys):
        return (_NO_KEY if signed else _NOT_ASKED), stated
    if stated.hosted and not isinstance(secured.document.get("badge"), str):
        return _EMBEDDED, stated
    proof = _signed(secured, keys, fetch) if signed else _hosted(secured, fetch)
    if proof.outcome == "passed" and fetch is not None:
        return proof, _completed(secured.document, stated, fetch)
    return proof, stated


def _signed(secured: Secured, keys: Keys, fetch: Fetcher | None) -> Proof:
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob2.verifier import OB2Verifier

    found = BROKEN
    pems: list[bytes | None] = [pem_of(key) for key in keys]
    for pem in pems or [None]:
        verifier = OB2Verifier(pem, download=fetch or _refuse)
        try:
            verifier.verify(secured.text, check_revocation=fetch is not None)
        except LibOpenBadgesException as error:
            found = _translated(str(error), HOLDS, BROKEN, fetch)
            if found is BROKEN:
                continue
            return found
        return HOLDS
    return found


def _hosted(secured: Secured, fetch: Fetcher | None) -> Proof:
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob2.verifier import OB2Verifier

    if fetch is None:
        return _NOT_ASKED
    document = dict(secured.document)
    try:
        OB2Verifier(download=fetch).verify_hosted(document, check_revocation=True)
    except LibOpenBadgesException as error:
        if str(document.get("id")) in fetch.gone:
            return Proof("passed", _SERVED.text, revoked=True)
        return _translated(str(error), _SERVED, _OTHER, fetch)
    return _SERVED


def _translated(said: str, good: Proof, bad: Proof, fetch: Fetcher | None) -> Proof:
    """What the library's error means: it checks the proof first, then dates, then withdrawal."""
    if said.startswith("Assertion has expired"):
        return Proof("passed", good.text, past=True)
    if said.startswith("Assertion is not yet valid"):
        return Proof("passed", good.text, early=True)
    if said.startswith("Assertion ") and " has been revoked" in said:
        return Proof("passed", good.text, revoked=True)
    return _UNREACHED if fetch is not None and fetch.missing else bad


def _completed(document: Mapping[str, Any], stated: Statement, fetch: Fetcher) -> Statement:
    """The same with the badge's and the issuer's names, which stand at addresses of their own."""
    badge = _object(document.get("badge"), fetch)
    if badge is None:
        return stated
    issuer = _object(badge.get("issuer"), fetch) or badge.get("issuer")
    whole = read_assertion({**document, "badge": {**badge, "issuer": issuer}})
    return whole or stated


def _object(value: Any, fetch: Fetcher) -> dict[str, Any] | None:
    """An object that is given, or lies at an address."""
    from recognizer.badge_fetching import NotFetched

    if isinstance(value, dict):
        return value
    try:
        found = json.loads(fetch(value)) if isinstance(value, str) else None
    except (NotFetched, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refuse(url: str) -> bytes:
    raise ValueError("nothing is fetched")
