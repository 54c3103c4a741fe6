"""Badges of nobody, signed with keys made on the spot: every carrier, good and forged."""

from __future__ import annotations

import base64
import copy
import io
import json
import struct
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.ob3.did import did_key_from_pem
from openbadgeslib.ob3.ldp import add_data_integrity_proof
from PIL import Image

TITLE = "AWS Certified Solutions Architect - Associate"
ISSUER = "Amazon Web Services"
EMAIL = "ada@example.org"
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
OB2 = "https://w3id.org/openbadges/v2"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'


def day(offset: float) -> str:
    """A time so many days from now."""
    return (datetime.now(UTC) + timedelta(days=offset)).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Mint:
    """An issuer with a key of its own."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @cached_property
    def pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    @cached_property
    def public_pem(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    @cached_property
    def did(self) -> str:
        return did_key_from_pem(self.public_pem)

    @property
    def jwk(self) -> dict[str, str]:
        raw = self.key.public_key().public_bytes_raw()
        return {"kty": "OKP", "crv": "Ed25519", "x": packed(raw)}

    def credential(self, issuer: str | None = None, **changes: Any) -> dict[str, Any]:
        """An unsigned credential of Open Badges 3.0."""
        made = {
            "@context": CONTEXTS,
            "id": "urn:uuid:0a3e6b9c-1111-4222-8333-444455556666",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": TITLE,
            "issuer": {"id": issuer or self.did, "type": ["Profile"], "name": ISSUER},
            "validFrom": day(-30),
            "credentialSubject": {
                "id": f"mailto:{EMAIL}",
                "type": ["AchievementSubject"],
                "achievement": {
                    "id": "urn:uuid:0a3e6b9c-7777-4222-8333-444455556666",
                    "type": ["Achievement"],
                    "achievementType": "Certification",
                    "name": TITLE,
                    "description": "Invented for tests.",
                    "criteria": {"narrative": "Pass the examination."},
                },
            },
            **changes,
        }
        return {name: value for name, value in made.items() if value is not None}

    def document(self, credential: dict[str, Any] | None = None, method: str = "") -> str:
        """With a Data Integrity proof."""
        method = method or f"{self.did}#{self.did.removeprefix('did:key:')}"
        made = add_data_integrity_proof(credential or self.credential(), self.pem, method)
        return json.dumps(made)

    def token(
        self, credential: dict[str, Any] | None = None, *, wrapped: bool = False, **header: Any
    ) -> str:
        """As a token: the credential is its payload, or lies in its member `vc`."""
        credential = credential or self.credential()
        claims = claims_of(credential)
        payload = {**claims, "vc": older(credential)} if wrapped else {**credential, **claims}
        kid = f"{self.did}#{self.did.removeprefix('did:key:')}"
        named = {k: v for k, v in {"kid": kid, **header}.items() if v is not None}
        return jwt.encode(payload, self.key, algorithm="EdDSA", headers=named)


def claims_of(credential: dict[str, Any]) -> dict[str, Any]:
    """The registered claims that go with a credential."""
    made: dict[str, Any] = {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "nbf": seconds(credential["validFrom"]),
    }
    if subject := credential["credentialSubject"].get("id"):
        made["sub"] = subject
    if "validUntil" in credential:
        made["exp"] = seconds(credential["validUntil"])
    return made


def older(credential: dict[str, Any]) -> dict[str, Any]:
    """The same in the older data model, as the member `vc` has it."""
    made = {**copy.deepcopy(credential), "issuanceDate": credential["validFrom"]}
    made["@context"] = ["https://www.w3.org/2018/credentials/v1", CONTEXTS[1]]
    del made["validFrom"]
    if "validUntil" in made:
        made["expirationDate"] = made.pop("validUntil")
    return made


def seconds(when: str) -> int:
    return int(datetime.fromisoformat(when).timestamp())


def packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def forged(token: str, *, header: Any = None, payload: Any = None, signature: str = "") -> str:
    """A token with parts replaced; the signature stays, unless another is given."""
    parts = token.split(".")
    for place, value in enumerate((header, payload)):
        if value is not None:
            old = json.loads(base64.urlsafe_b64decode(parts[place] + "=="))
            parts[place] = packed(json.dumps({**old, **value}).encode())
    return ".".join((*parts[:2], signature or parts[2]))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(out, "PNG")
    return out.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", check)


def png(*texts: str, keyword: bytes = b"openbadgecredential", compressed: bool = False) -> bytes:
    """A picture that carries these texts."""
    chunks = [text_chunk(text.encode(), keyword, compressed=compressed) for text in texts]
    return with_chunks(*chunks)


def text_chunk(text: bytes, keyword: bytes, *, compressed: bool = False) -> bytes:
    flags = bytes((compressed, 0))
    body = zlib.compress(text, 9) if compressed else text
    return chunk(b"iTXt", keyword + b"\0" + flags + b"\0\0" + body)


def with_chunks(*chunks: bytes) -> bytes:
    """A picture with more chunks before its end."""
    whole, end = picture(), chunk(b"IEND", b"")
    assert whole.endswith(end)
    return whole.removesuffix(end) + b"".join(chunks) + end


def svg(text: str, *, element: str = "credential", attribute: bool = True) -> bytes:
    """A drawing that carries this text."""
    space = "http://openbadges.org" if element == "assertion" else _OB3
    escaped = text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    body = f'verify="{escaped}"/>' if attribute else f">{escaped}</ob:{element}>"
    added = f'<ob:{element} xmlns:ob="{space}" {body}'
    return SVG.replace(b"</svg>", added.encode() + b"</svg>")


_OB3 = "https://purl.imsglobal.org/ob/v3p0"


def assertion(**changes: Any) -> dict[str, Any]:
    """An Open Badges 2.0 assertion, hosted."""
    return {
        "@context": OB2,
        "type": "Assertion",
        "id": "https://badges.example/assertions/1",
        "recipient": {"type": "email", "hashed": False, "identity": EMAIL},
        "badge": "https://badges.example/classes/1",
        "verification": {"type": "HostedBadge"},
        "issuedOn": day(-30),
        **changes,
    }
