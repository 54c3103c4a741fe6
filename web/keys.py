"""Keys of programs: made, found by their secret, renewed and revoked.

A key is `rcr_` and 256 random bits, so its SHA-256 is all that need be kept: unlike a password it
cannot be guessed from the hash. Whose data a request sees depends on the key's id, which stays when
the secret is renewed.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import select

from recognizer.errors import RecognizerError
from recognizer.web.audit import COMMAND, note
from recognizer.web.database import Database
from recognizer.web.tables import ApiKey, now

Scope = Literal["read", "score", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""Read what there is; have résumés read, and delete them; see the server's metrics."""
PREFIX = "rcr_"
"""Beginning of every key, so that scanners for leaked secrets know one."""
_BYTES = 32
_ID_BYTES = 6
_USED_EVERY = timedelta(minutes=1)
"""How often the last use of a key is written down."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks the endpoint. `owner` is what their uploads carry; `per_minute` None: the usual."""

    owner: str
    scopes: frozenset[Scope]
    per_minute: int | None = None


class Keys:
    """The keys of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def any(self) -> bool:
        """Whether a key was ever made: then every program must show one."""
        with self._database.session(writes=False) as session:
            return session.scalar(select(ApiKey.id).limit(1)) is not None

    def list(self) -> tuple[ApiKey, ...]:
        """All keys, the oldest first."""
        with self._database.session(writes=False) as session:
            return tuple(session.scalars(select(ApiKey).order_by(ApiKey.created)))

    def add(
        self,
        name: str,
        scopes: Iterable[Scope],
        *,
        days: int | None = None,
        per_minute: int | None = None,
    ) -> tuple[str, str]:
        """Makes a key; its id, and the secret that is never shown again."""
        name = name.strip()
        if not 1 <= len(name) <= 80 or not name.isprintable():
            raise RecognizerError("A key's name has 1 to 80 printable characters.")
        granted = [scope for scope in SCOPES if scope in set(scopes)]
        if not granted:
            raise RecognizerError(f"A key needs a scope: {', '.join(SCOPES)}.")
        id_, secret = secrets.token_hex(_ID_BYTES), _new_secret()
        key = ApiKey(
            id=id_,
            name=name,
            secret_hash=_digest(secret),
            scopes=" ".join(granted),
            per_minute=per_minute,
            expires=now() + timedelta(days=days) if days else None,
        )
        with self._database.session() as session:
            session.add(key)
            note(session, COMMAND, "key_added", id_)
        return id_, secret

    def rotate(self, id_: str) -> str:
        """A new secret in place of the old one, which ends at once; the data stay."""
        secret = _new_secret()
        with self._database.session() as session:
            key = session.get(ApiKey, id_)
            if key is None or key.revoked is not None:
                raise RecognizerError(f"There is no key {id_} in use. See `recognizer keys list`.")
            key.secret_hash = _digest(secret)
            note(session, COMMAND, "key_rotated", id_)
        return secret

    def revoke(self, id_: str) -> None:
        """Ends a key at once; its data stay until their time is over."""
        with self._database.session() as session:
            key = session.get(ApiKey, id_)
            if key is None:
                raise RecognizerError(f"There is no key {id_}. See `recognizer keys list`.")
            if key.revoked is None:
                key.revoked = now()
                note(session, COMMAND, "key_revoked", id_)

    def caller(self, secret: str) -> Caller | None:
        """Whose key it is; None for one that is unknown, revoked or past its time."""
        query = select(ApiKey).where(ApiKey.secret_hash == _digest(secret))
        with self._database.session(writes=False) as session:
            key = session.scalar(query)
        if key is None or key.revoked is not None or _over(key.expires):
            return None
        if key.used is None or now() - key.used > _USED_EVERY:
            with self._database.session() as session:
                if (known := session.get(ApiKey, key.id)) is not None:
                    known.used = now()
        scopes = frozenset(scope for scope in SCOPES if scope in key.scopes.split())
        return Caller(f"key:{key.id}", scopes, key.per_minute)


def _new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(_BYTES)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _over(moment: datetime | None) -> bool:
    return moment is not None and moment <= now()
