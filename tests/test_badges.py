"""Open Badges of every form: what they state, what is proven, and what is said about it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import minting
from minting import EMAIL, ISSUER, TITLE, Mint, assertion, day, png, svg
from recognizer.badge_result import CHECKS, Badge
from recognizer.badges import BadgeChecker
from recognizer.schema import badge_schema

MINT = Mint()
UNKNOWN, TRUSTED = "signature_valid_issuer_unknown", "signature_valid_issuer_trusted"
AWS = "amazon-web-services"


@pytest.fixture(scope="module")
def checker() -> BadgeChecker:
    return BadgeChecker.load()


def trusting(folder: Path, checker: BadgeChecker, *entries: dict[str, Any]) -> BadgeChecker:
    """A checker with a list of one's own."""
    file = folder / "trust.json"
    file.write_text(json.dumps(entries))
    return BadgeChecker.load(taxonomy=checker.taxonomy, trust=file)


def one(checker: BadgeChecker, data: bytes | str, **options: Any) -> Badge:
    content = data.encode() if isinstance(data, str) else data
    (badge,) = checker.check(content, name="badge", **options).badges
    return badge


CARRIED: dict[str, tuple[bytes, str]] = {
    "json": (MINT.document().encode(), "json"),
    "json with a mark before it": (b"\xef\xbb\xbf\n" + MINT.document().encode(), "json"),
    "token": (MINT.token().encode() + b"\n", "jwt"),
    "token of the older model": (MINT.token(wrapped=True).encode(), "jwt"),
    "png with token": (png(MINT.token()), "png"),
    "png with older token": (png(MINT.token(wrapped=True)), "png"),
    "png with json": (png(MINT.document()), "png"),
    "png, packed": (png(MINT.document(), compressed=True), "png"),
    "svg with token": (svg(MINT.token()), "svg"),
    "svg with token as text": (svg(MINT.token(), attribute=False), "svg"),
    "svg with json": (svg(MINT.document(), attribute=False), "svg"),
    "svg with a declaration": (
        b'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n' + svg(MINT.token()),
        "svg",
    ),
}


@pytest.mark.parametrize("form", CARRIED)
def test_badge_in_every_carrier_is_proven(checker: BadgeChecker, form: str) -> None:
    content, carrier = CARRIED[form]
    badge = one(checker, content, email=EMAIL)
    assert (badge.title, badge.type, badge.carrier) == (TITLE, "certification", carrier)
    assert (badge.issuer.name, badge.issuer.identifier, badge.issuer.id) == (ISSUER, MINT.did, None)
    assert (badge.state, badge.valid) == (UNKNOWN, True)
    assert {check.outcome for check in badge.checks} == {"passed"}
    assert [check.name for check in badge.checks] == list(CHECKS)
    assert (badge.match.credential, badge.match.kind) == (
        "aws-certified-solutions-architect-associate",
        "exact",
    )
    assert "not known who holds the key" in badge.how and MINT.did in badge.how


@pytest.mark.parametrize("form", ["json", "token", "token of the older model"])
def test_badge_of_a_trusted_issuer(checker: BadgeChecker, tmp_path: Path, form: str) -> None:
    trusted = trusting(tmp_path, checker, {"id": MINT.did, "provider": AWS})
    badge = one(trusted, CARRIED[form][0])
    assert (badge.state, badge.issuer.id, badge.valid) == (TRUSTED, AWS, True)
    assert badge.how.startswith("Amazon Web Services signed this badge")


def make(form: str, credential: dict[str, Any]) -> str:
    if form == "json":
        return MINT.document(credential)
    return MINT.token(credential, wrapped=form == "older")


@pytest.mark.parametrize("form", ["json", "token", "older"])
@pytest.mark.parametrize(
    ("changes", "state", "text"),
    [
        ({"validUntil": day(-2)}, "expired", "It expired on 20"),
        ({"validFrom": day(3)}, "claimed", "It is not valid before 20"),
        ({"validUntil": day(3)}, UNKNOWN, "Today lies within the dates that it states"),
    ],
)
def test_badge_outside_its_dates(
    checker: BadgeChecker, form: str, changes: dict[str, Any], state: str, text: str
) -> None:
    """What the libraries say of dates comes after the proof: a forged one is not called expired."""
    content = make(form, MINT.credential(**changes))
    badge = one(checker, content)
    assert badge.state == state
    assert badge.outcome("proof") == "passed"
    status = next(check for check in badge.checks if check.name == "status")
    assert status.text.startswith(text)
    assert badge.valid is (state == UNKNOWN)
    assert badge.outcome("status") == ("passed" if state == UNKNOWN else "failed")


def test_badge_expired_and_forged_is_forged(checker: BadgeChecker) -> None:
    token = MINT.token(MINT.credential(validUntil=day(-2)))
    badge = one(checker, minting.forged(token, payload={"name": "Another"}))
    assert (badge.state, badge.outcome("proof"), badge.valid) == ("claimed", "failed", False)
    document = json.loads(MINT.document(MINT.credential(validUntil=day(-2))))
    badge = one(checker, json.dumps({**document, "name": "Another"}))
    assert (badge.state, badge.outcome("proof")) == ("claimed", "failed")


def test_badge_whose_status_is_declared_is_said_not_to_be_checked(checker: BadgeChecker) -> None:
    status = {
        "id": "https://badges.example/status/1#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://badges.example/status/1",
    }
    for form in ("json", "token", "older"):
        badge = one(checker, make(form, MINT.credential(credentialStatus=status)))
        assert (badge.state, badge.valid) == (UNKNOWN, True)
        assert badge.outcome("status") == "not_checked"
        assert "Ask the issuer whether it was withdrawn; that was not checked." in badge.how


def test_badge_that_may_be_refreshed_or_is_endorsed_says_so(checker: BadgeChecker) -> None:
    refresh = {"id": "https://badges.example/new", "type": "1EdTechCredentialRefresh"}
    badge = one(checker, MINT.token(MINT.credential(refreshService=refresh)))
    assert badge.outcome("refresh") == "not_checked"
    badge = one(checker, MINT.token(MINT.credential(endorsementJwt=["a.b.c"])))
    assert (badge.outcome("endorsements"), badge.state) == ("not_checked", UNKNOWN)


def hashed(email: str, salt: str) -> dict[str, Any]:
    digest = hashlib.sha256((email + salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": salt,
    }


@pytest.mark.parametrize(
    ("subject", "email", "outcome", "is_hashed"),
    [
        ({"id": f"mailto:{EMAIL}"}, EMAIL.upper(), "passed", False),
        ({"id": f"mailto:{EMAIL}"}, "bob@example.org", "failed", False),
        ({"id": f"mailto:{EMAIL}"}, None, "not_checked", False),
        ({"id": "did:example:holder"}, EMAIL, "not_checked", False),
        ({"id": None, "identifier": [hashed(EMAIL, "pepper")]}, EMAIL, "passed", True),
        ({"id": None, "identifier": [hashed(EMAIL, "pepper")]}, "Ada@Example.org", "passed", True),
        ({"id": None, "identifier": [hashed(EMAIL, "pepper")]}, "b@example.org", "failed", True),
        ({"id": "did:example:a", "identifier": [hashed(EMAIL, "")]}, EMAIL, "passed", True),
    ],
)
def test_badge_recipient_is_compared_and_never_repeated(
    checker: BadgeChecker, subject: dict[str, Any], email: str | None, outcome: str, is_hashed: bool
) -> None:
    credential = MINT.credential()
    whole = {**credential["credentialSubject"], **subject}
    credential["credentialSubject"] = {k: v for k, v in whole.items() if v is not None}
    for content in (MINT.token(credential), MINT.document(credential)):
        report = checker.check(content.encode(), name="badge", email=email)
        (badge,) = report.badges
        assert badge.outcome("recipient") == outcome
        assert (badge.recipient.present, badge.recipient.hashed) == (True, is_hashed)
        assert badge.valid is (outcome != "failed")
        assert (badge.state == "claimed") is (outcome == "failed")
        assert b"@" not in report.to_json() and b"sha256$" not in report.to_json()


@pytest.mark.parametrize(
    ("achievement_type", "type_"),
    [
        ("License", "license"),
        ("Course", "course_certificate"),
        ("ext:Medal", "badge"),
        (7, "badge"),
    ],
)
def test_badge_type_is_ours(checker: BadgeChecker, achievement_type: Any, type_: str) -> None:
    credential = MINT.credential()
    credential["credentialSubject"]["achievement"]["achievementType"] = achievement_type
    assert one(checker, MINT.token(credential)).type == type_


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"issuer": {"type": ["Profile"]}}, "names no issuer"),
        ({"credentialSubject": {"id": "did:example:a"}}, "names no achievement"),
        ({"issuer": "did:web:" + "a" * 2_000}, "names no issuer"),
        ({"issuer": "did:web:a.example\u202e"}, "names no issuer"),
        ({"validFrom": "yesterday"}, "no date of issue"),
        ({"validUntil": "one day"}, "end of validity"),
    ],
)
def test_badge_without_the_standards_form(
    checker: BadgeChecker, changes: dict[str, Any], problem: str
) -> None:
    badge = one(checker, json.dumps({**json.loads(MINT.document()), **changes}))
    assert (badge.outcome("schema"), badge.state, badge.valid) == ("failed", "claimed", False)
    assert problem in badge.checks[0].text


def test_hosted_assertion_is_not_proven_without_asking(checker: BadgeChecker) -> None:
    badge = one(checker, json.dumps(assertion()), email=EMAIL)
    assert (badge.version, badge.state, badge.valid) == ("2.0", "claimed", None)
    assert (badge.outcome("proof"), badge.outcome("recipient")) == ("not_checked", "passed")
    assert "nothing was fetched" in badge.how
    withdrawn = one(checker, json.dumps(assertion(revoked=True)))
    assert (withdrawn.state, withdrawn.valid) == ("revoked", False)
    past = one(checker, json.dumps(assertion(expires=day(-1))))
    assert (past.state, past.valid) == ("expired", False)
    assert "Its proof was not checked." in past.how


CREATOR = "https://badges.example/keys/1"
SIGNED = assertion(verification={"type": "SignedBadge", "creator": CREATOR})


@pytest.mark.parametrize("form", ["token", "png", "svg"])
def test_signed_assertion_with_a_trusted_key(
    checker: BadgeChecker, tmp_path: Path, form: str
) -> None:
    token = assertion_token(MINT, SIGNED)
    carried = {
        "token": token.encode(),
        "png": png(token, keyword=b"openbadges"),
        "svg": svg(token, element="assertion"),
    }[form]
    badge = one(checker, carried)
    assert (badge.version, badge.state, badge.valid) == ("2.0", "claimed", None)
    entry = {"id": CREATOR, "provider": AWS, "keys": [MINT.jwk]}
    badge = one(trusting(tmp_path, checker, entry), carried)
    assert (badge.state, badge.issuer.id, badge.valid) == (TRUSTED, AWS, True)
    assert badge.outcome("status") == "not_checked"
    entry["keys"] = [Mint().jwk]
    badge = one(trusting(tmp_path, checker, entry), carried)
    assert (badge.state, badge.issuer.id, badge.valid) == ("claimed", None, False)


def assertion_token(mint: Mint, document: dict[str, Any]) -> str:
    import jwt

    return jwt.encode(document, mint.key, algorithm="EdDSA")


def test_assertion_that_says_it_is_signed_and_is_not(checker: BadgeChecker) -> None:
    badge = one(checker, json.dumps(SIGNED))
    assert (badge.state, badge.valid) == ("claimed", None)
    assert "carries no signature" in badge.how


@pytest.mark.parametrize("issuer", ["did:web:badges.example", "https://badges.example/issuer"])
@pytest.mark.parametrize("form", ["json", "token", "older"])
def test_badge_of_an_issuer_elsewhere_needs_its_key(
    checker: BadgeChecker, tmp_path: Path, issuer: str, form: str
) -> None:
    """Offline an issuer that is an address is believed by a key of the list, or not at all."""
    credential = MINT.credential(issuer)
    kid = f"{issuer}#key-1"
    content = (
        MINT.document(credential, kid)
        if form == "json"
        else MINT.token(credential, wrapped=form == "older", kid=kid)
    )
    badge = one(checker, content)
    assert (badge.state, badge.outcome("proof"), badge.valid) == ("claimed", "not_checked", None)
    entry = {"id": issuer, "provider": AWS, "keys": [Mint().jwk, MINT.jwk]}
    badge = one(trusting(tmp_path, checker, entry), content)
    assert (badge.state, badge.issuer.id) == (TRUSTED, AWS)
    entry["keys"] = [Mint().jwk]
    badge = one(trusting(tmp_path, checker, entry), content)
    assert (badge.state, badge.outcome("proof")) == ("claimed", "failed")


def record(*inner: Any) -> dict[str, Any]:
    return {
        "@context": [
            *minting.CONTEXTS,
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        ],
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": "did:example:school", "type": ["Profile"]},
        "validFrom": day(-1),
        "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": list(inner)},
    }


def test_learner_record_gives_each_badge_for_itself(checker: BadgeChecker) -> None:
    good, token = json.loads(MINT.document()), MINT.token()
    envelope = {
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{token}",
    }
    another = {"type": ["VerifiableCredential", "DiplomaCredential"]}
    inner = (good, {**good, "name": "Changed"}, MINT.credential(), envelope, token, another)
    report = checker.check(json.dumps(record(*inner)).encode(), name="record.json")
    states = [(badge.state, badge.outcome("proof")) for badge in report.badges]
    assert states == [
        (UNKNOWN, "passed"),
        ("claimed", "failed"),
        ("claimed", "not_checked"),
        (UNKNOWN, "passed"),
        (UNKNOWN, "passed"),
    ]
    assert not report.valid


def test_badge_of_the_documentation_is_good(checker: BadgeChecker, root: Path) -> None:
    content = (root / "docs" / "sample" / "badge.png").read_bytes()
    badge = one(checker, content, email="ines@example.org")
    assert (badge.title, badge.state) == ("Certified Bee Keeper", UNKNOWN)
    assert (badge.outcome("recipient"), badge.recipient.hashed) == ("passed", True)


def test_picture_with_a_badge_of_each_standard(checker: BadgeChecker) -> None:
    older = minting.text_chunk(json.dumps(assertion()).encode(), b"openbadges")
    newer = minting.text_chunk(MINT.token().encode(), b"openbadgecredential")
    report = checker.check(minting.with_chunks(older, newer), name="both.png")
    assert [(badge.version, badge.valid) for badge in report.badges] == [
        ("2.0", None),
        ("3.0", True),
    ]


def test_result_fits_its_schema_and_says_the_same_again(checker: BadgeChecker) -> None:
    validator = Draft202012Validator(badge_schema())
    contents = [content for content, _ in CARRIED.values()] + [json.dumps(assertion()).encode()]
    for content in contents:
        report = checker.check(content, name="badge")
        validator.validate(json.loads(report.to_json()))
        assert checker.check(content, name="badge") == report
        assert report.document.sha256 == hashlib.sha256(content).hexdigest()
