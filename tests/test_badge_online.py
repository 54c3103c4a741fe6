"""What is fetched where the user allows it: issuers' keys, hosted badges, withdrawals."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jwt
import pytest

import minting
from hosting import Site
from minting import Mint, assertion, day
from recognizer.badge_fetching import Fetcher
from recognizer.badge_result import Badge
from recognizer.badges import BadgeChecker

MINT = Mint()
UNKNOWN = "signature_valid_issuer_unknown"


@pytest.fixture(scope="module")
def offline() -> BadgeChecker:
    return BadgeChecker.load()


@pytest.fixture
def checker(offline: BadgeChecker, fetcher: Callable[[], Fetcher]) -> BadgeChecker:
    return replace(offline, fetcher=fetcher)


def one(checker: BadgeChecker, content: str) -> Badge:
    (badge,) = checker.check(content.encode(), name="badge").badges
    return badge


def with_key(site: Site, *mints: Mint) -> None:
    """The site's DID document with these keys."""
    methods = [
        {
            "id": f"{site.did}#key-{number}",
            "type": "JsonWebKey",
            "controller": site.did,
            "publicKeyJwk": mint.jwk,
        }
        for number, mint in enumerate(mints, 1)
    ]
    site.pages["/.well-known/did.json"] = {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": site.did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def made(form: str, site: Site, mint: Mint = MINT, **changes: Any) -> str:
    credential = mint.credential(site.did, **changes)
    if form == "json":
        return mint.document(credential, f"{site.did}#key-1")
    return mint.token(credential, wrapped=form == "older", kid=f"{site.did}#key-1")


@pytest.mark.parametrize("form", ["json", "token", "older"])
def test_key_of_an_issuer_is_fetched_only_when_allowed(
    offline: BadgeChecker, checker: BadgeChecker, site: Site, form: str
) -> None:
    with_key(site, MINT)
    content = made(form, site)
    badge = one(offline, content)
    assert (badge.state, badge.valid, site.asked) == ("claimed", None, [])
    badge = one(checker, content)
    assert (badge.state, badge.valid) == (UNKNOWN, True)
    assert set(site.asked) == {"/.well-known/did.json"} and len(site.asked) == 1


@pytest.mark.parametrize("form", ["json", "token", "older"])
def test_key_of_another_is_no_proof(checker: BadgeChecker, site: Site, form: str) -> None:
    with_key(site, Mint())
    badge = one(checker, made(form, site))
    assert (badge.state, badge.outcome("proof"), badge.valid) == ("claimed", "failed", False)


@pytest.mark.parametrize(
    "page", [(404, b"", {}), (500, b"", {}), b"no json", b"[]", b"[" * 5_000, {"id": "did:web:x"}]
)
@pytest.mark.parametrize("form", ["json", "token", "older"])
def test_key_that_cannot_be_fetched_leaves_it_open(
    checker: BadgeChecker, site: Site, form: str, page: Any
) -> None:
    site.pages["/.well-known/did.json"] = page
    badge = one(checker, made(form, site))
    assert badge.state == "claimed"
    assert badge.valid is not True


def listing(site: Site, *withdrawn: int, mint: Mint = MINT, **changes: Any) -> str:
    """The site's signed list of withdrawn badges."""
    bits = bytearray(16_384)
    for number in withdrawn:
        bits[number // 8] |= 0x80 >> number % 8
    credential = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": site.url("/status/1"),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": mint.did,
        "validFrom": day(-1),
        "credentialSubject": {
            "id": site.url("/status/1#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "u" + minting.packed(gzip.compress(bytes(bits))),
        },
        **changes,
    }
    claims = {"iss": mint.did, "nbf": minting.seconds(day(-1))}
    return jwt.encode({**credential, **claims}, mint.key, algorithm="EdDSA")


def listed(site: Site, form: str) -> str:
    """A badge that the list may withdraw as its number 7."""
    status = {
        "id": site.url("/status/1#7"),
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": site.url("/status/1"),
    }
    credential = MINT.credential(credentialStatus=status)
    if form == "json":
        return MINT.document(credential)
    return MINT.token(credential, wrapped=form == "older")


@pytest.mark.parametrize("form", ["json", "token", "older"])
def test_list_of_withdrawn_badges(checker: BadgeChecker, site: Site, form: str) -> None:
    content = listed(site, form)
    site.pages["/status/1"] = listing(site, 3, 70_000).encode()
    badge = one(checker, content)
    assert (badge.state, badge.outcome("status"), badge.valid) == (UNKNOWN, "passed", True)
    site.pages["/status/1"] = listing(site, 7).encode()
    badge = one(checker, content)
    assert (badge.state, badge.outcome("status"), badge.valid) == ("revoked", "failed", False)
    assert badge.how.startswith("The issuer has withdrawn this badge.")


@pytest.mark.parametrize("way", ["missing", "unsigned", "signed by another", "ended", "bomb"])
def test_list_that_cannot_be_believed_leaves_it_open(
    checker: BadgeChecker, site: Site, way: str
) -> None:
    subject = {"type": "BitstringStatusList", "statusPurpose": "revocation"}
    bomb = "u" + minting.packed(gzip.compress(bytes(50_000_000)))
    pages: dict[str, Any] = {
        "missing": (404, b"", {}),
        "unsigned": {"issuer": MINT.did, "credentialSubject": {**subject, "encodedList": "uH4sI"}},
        "signed by another": listing(site, mint=Mint()).encode(),
        "ended": listing(site, validUntil=day(-1)).encode(),
        "bomb": listing(site, credentialSubject={**subject, "encodedList": bomb}).encode(),
    }
    site.pages["/status/1"] = pages[way]
    badge = one(checker, listed(site, "token"))
    assert (badge.state, badge.outcome("status"), badge.valid) == (UNKNOWN, "not_checked", True)
    assert "that was not checked" in badge.how


def host(site: Site, **changes: Any) -> dict[str, Any]:
    """A hosted badge of the site, with its class and issuer; returns the assertion."""
    document = assertion(id=site.url("/a/1"), badge=site.url("/class"), **changes)
    site.pages |= {
        "/a/1": document,
        "/class": {
            "@context": minting.OB2,
            "type": "BadgeClass",
            "id": site.url("/class"),
            "name": "Certified Kubernetes Administrator",
            "issuer": site.url("/issuer"),
        },
        "/issuer": {
            "@context": minting.OB2,
            "type": "Issuer",
            "id": site.url("/issuer"),
            "name": "Cedar Learn",
            "publicKey": site.url("/key"),
            "revocationList": site.url("/revoked"),
        },
        "/revoked": {"type": "RevocationList", "revokedAssertions": []},
    }
    return document


def test_hosted_badge_is_asked_for_at_its_address(checker: BadgeChecker, site: Site) -> None:
    badge = one(checker, json.dumps(host(site)))
    assert (badge.state, badge.valid) == ("official_link_present", True)
    assert (badge.title, badge.issuer.name) == ("Certified Kubernetes Administrator", "Cedar Learn")
    assert badge.issuer.identifier == site.url("/issuer") and badge.issuer.identifier in badge.how
    assert badge.outcome("status") == "passed"
    assert badge.match.credential == "certified-kubernetes-administrator" or badge.match.name
    assert len(site.asked) == len(set(site.asked)), "nothing is asked for twice"


@pytest.mark.parametrize(
    ("path", "page", "state", "valid"),
    [
        ("/a/1", (404, b"", {}), "claimed", None),
        ("/a/1", (410, b'{"revoked": true}', {}), "revoked", False),
        ("/a/1", {"type": "Assertion"}, "claimed", False),
        ("/issuer", (500, b"", {}), "claimed", None),
        ("/issuer", {"type": "Issuer", "id": "https://other.example/issuer"}, "claimed", False),
        ("/revoked", {"revokedAssertions": ["{id}"]}, "revoked", False),
        ("/revoked", {"revokedAssertions": [{"id": "{id}"}]}, "revoked", False),
    ],
)
def test_hosted_badge_that_its_site_does_not_stand_by(
    checker: BadgeChecker, site: Site, path: str, page: Any, state: str, valid: bool | None
) -> None:
    document = host(site)
    text = json.dumps(page).replace("{id}", document["id"]) if isinstance(page, dict) else ""
    site.pages[path] = json.loads(text) if text else page
    badge = one(checker, json.dumps(document))
    assert (badge.state, badge.valid) == (state, valid)


def test_hosted_badge_with_words_of_its_own_is_refused(checker: BadgeChecker, site: Site) -> None:
    document = host(site)
    other = {"type": "email", "hashed": False, "identity": "thief@example.org"}
    badge = one(checker, json.dumps({**document, "recipient": other}))
    assert (badge.state, badge.outcome("proof")) == ("claimed", "failed")
    embedded = {**document, "badge": {"id": site.url("/class"), "name": "CISSP"}}
    badge = one(checker, json.dumps(embedded))
    assert (badge.state, badge.outcome("proof"), badge.valid) == ("claimed", "not_checked", None)


def test_signed_assertion_by_the_key_at_its_address(checker: BadgeChecker, site: Site) -> None:
    document = host(site, verification={"type": "SignedBadge", "creator": site.url("/key")})
    site.pages["/key"] = {
        "type": "CryptographicKey",
        "id": site.url("/key"),
        "owner": site.url("/issuer"),
        "publicKeyPem": MINT.public_pem.decode(),
    }
    token = jwt.encode(document, MINT.key, algorithm="EdDSA")
    badge = one(checker, token)
    assert (badge.state, badge.title) == (UNKNOWN, "Certified Kubernetes Administrator")
    badge = one(checker, jwt.encode(document, Mint().key, algorithm="EdDSA"))
    assert (badge.state, badge.outcome("proof")) == ("claimed", "failed")
    site.pages["/issuer"]["publicKey"] = site.url("/another")
    assert one(checker, token).outcome("proof") == "failed"


def test_issuer_at_an_address_may_be_trusted(
    checker: BadgeChecker, site: Site, tmp_path: Path
) -> None:
    file = tmp_path / "trust.json"
    file.write_text(json.dumps([{"id": site.did, "name": "Cedar Learn"}]))
    trusting = BadgeChecker.load(taxonomy=checker.taxonomy, trust=file)
    with_key(site, MINT)
    badge = one(replace(trusting, fetcher=checker.fetcher), made("token", site))
    assert (badge.state, badge.issuer.id) == ("signature_valid_issuer_trusted", None)
    assert badge.how.startswith("Cedar Learn signed this badge")
