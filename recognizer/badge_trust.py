"""Whom to believe: issuers by the identifier that their badges carry, from curated or own files.

A valid signature shows that the holder of a key signed. Whose key it is stands here and nowhere in
the badge: neither the issuer's name nor a key that comes along with the badge proves it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, HttpUrl, ValidationError, field_validator

from recognizer.credential import Curated, Id, Text
from recognizer.errors import TaxonomyError, TrustError
from recognizer.taxonomy_files import parse_yaml

__all__ = ["FILE", "TrustList", "TrustedIssuer", "read_curated", "read_own"]

FILE = "badge_issuers.yaml"
MAX_BYTES = 2_000_000
"""Largest file of one's own, in bytes: some thousand issuers."""
_SECRET = frozenset({"d", "k", "p", "q", "dp", "dq", "qi", "oth"})
"""Members of a key that must stay with its owner (RFC 7518, section 6)."""

Identifier = Annotated[str, Field(pattern=r"^(did:[a-z0-9]+:|https://)\S+$", max_length=2_000)]


class TrustedIssuer(Curated):
    """One issuer: its DID or address, the provider that it is, and its public keys (JWK) if they
    are to be used without asking anybody.

    Curated entries give the page of the issuer that states the identifier, and the day it was read.
    """

    id: Identifier
    provider: Id | None = None
    name: Text | None = None
    keys: tuple[dict[str, str], ...] = ()
    source: HttpUrl | None = None
    reviewed: date | None = None

    @field_validator("keys")
    @classmethod
    def _public(cls, keys: tuple[dict[str, str], ...]) -> tuple[dict[str, str], ...]:
        for key in keys:
            if key.get("kty") not in ("OKP", "EC", "RSA"):
                raise ValueError("give public keys as JWK of type OKP, EC or RSA")
            if _SECRET & key.keys():
                raise ValueError("this is a private key; keep it secret and give the public one")
        return keys


@dataclass(frozen=True, slots=True)
class TrustList:
    """Issuers by identifier; of two entries the one that comes later counts."""

    issuers: dict[str, TrustedIssuer]

    @classmethod
    def of(cls, *lists: Iterable[TrustedIssuer]) -> TrustList:
        """Several lists laid over each other."""
        return cls({one.id: one for entries in lists for one in entries})

    def find(self, identifier: str | None) -> TrustedIssuer | None:
        """The entry of exactly this identifier."""
        return None if identifier is None else self.issuers.get(identifier)


def read_curated(data: Any, providers: Collection[str]) -> tuple[TrustedIssuer, ...]:
    """The entries of the taxonomy's file. Raises TaxonomyError for the first that is wrong."""
    found: list[TrustedIssuer] = []
    for row in data if isinstance(data, list) else [data]:
        entry = str(row.get("id")) if isinstance(row, dict) else None
        try:
            issuer = TrustedIssuer.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or None
            raise TaxonomyError(FILE, first["msg"], entry=entry, field=field) from error
        if issuer.provider not in providers:
            raise TaxonomyError(FILE, "names no provider there is", entry=entry, field="provider")
        if issuer.source is None or issuer.reviewed is None:
            message = "give the issuer's page that states it, and the day it was read"
            raise TaxonomyError(FILE, message, entry=entry, field="source")
        if found and found[-1].id >= issuer.id:
            message = "comes out of order or twice; entries are sorted by id"
            raise TaxonomyError(FILE, message, entry=entry, field="id")
        found.append(issuer)
    return tuple(found)


def read_own(path: Path, providers: Collection[str]) -> tuple[TrustedIssuer, ...]:
    """The entries of a user's own file, YAML or JSON. Raises TrustError."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise TrustError(f"{path} cannot be read ({error.strerror}).") from error
    if len(content) > MAX_BYTES:
        raise TrustError(f"{path} has more than {MAX_BYTES:,} bytes.")
    try:
        is_json = path.suffix.lower() == ".json"
        rows = json.loads(content) if is_json else parse_yaml(path.name, content)
    except TaxonomyError as error:
        raise TrustError(str(error)) from error
    except (ValueError, RecursionError) as error:
        raise TrustError(f"{path} is not valid JSON.") from error
    if not isinstance(rows, list):
        raise TrustError(f"{path} is not a list of issuers, each with `id` and `provider`.")
    found = []
    for number, row in enumerate(rows, 1):
        try:
            issuer = TrustedIssuer.model_validate(row)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            field = ".".join(map(str, first["loc"]))
            raise TrustError(f"{path}, entry {number}, {field}: {first['msg']}") from error
        if issuer.provider is not None and issuer.provider not in providers:
            said = f"{issuer.provider} is no provider of the taxonomy; leave it out or correct it"
            raise TrustError(f"{path}, entry {number}, provider: {said}.")
        found.append(issuer)
    return tuple(found)
