"""Keys of programs: made, found by their secret, renewed and revoked.

A key is `rcr_` and 256 random bits, so its SHA-256 is all that need be kept: unlike a password it
cannot be guessed from the hash. Whose data a request sees depends on the key's id, which stays when
the secret is renewed. The old secret may work beside the new one for a while, but only one.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

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
"""How often the last use of a secret is written down."""
LONGEST_OVERLAP_HOURS = 720
"""Hours for which an old secret may work beside the new one: thirty days."""

_FIND = select(ApiKey).where(
    or_(
        ApiKey.secret_hash == bindparam("digest"),
        ApiKey.old_secret_hash == bindparam("digest"),
    )
)
"""Made once: every request asks it."""


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

    def rotate(self, id_: str, *, overlap_hours: int = 0) -> str:
        """A new secret in place of the old one; the data stay.

        The old one ends at once, or works beside it for so many hours. One that was replaced
        earlier ends at once in any case.
        """
        if not 0 <= overlap_hours <= LONGEST_OVERLAP_HOURS:
            raise RecognizerError(f"An overlap has 0 to {LONGEST_OVERLAP_HOURS} hours.")
        secret = _new_secret()
        with self._database.session() as session:
            key = _in_use(session, id_)
            if overlap_hours:
                key.old_secret_hash, key.old_used = key.secret_hash, key.used
                key.old_ends = now() + timedelta(hours=overlap_hours)
            else:
                key.old_secret_hash = key.old_used = key.old_ends = None
            key.secret_hash, key.used = _digest(secret), None
            outcome = f"overlap-{overlap_hours}-hours" if overlap_hours else None
            note(session, COMMAND, "key_rotated", id_, outcome=outcome)
        return secret

    def end_old(self, id_: str) -> None:
        """Ends the old secret that works beside the new one, before its time."""
        with self._database.session() as session:
            key = _in_use(session, id_)
            if not has_old_secret(key):
                raise RecognizerError(
                    f"Key {id_} has no old secret in use. See `recognizer keys list`."
                )
            key.old_secret_hash = key.old_used = key.old_ends = None
            note(session, COMMAND, "key_old_ended", id_)

    def revoke(self, id_: str) -> None:
        """Ends a key at once, with its old secret; its data stay until their time is over."""
        with self._database.session() as session:
            key = session.get(ApiKey, id_)
            if key is None:
                raise RecognizerError(f"There is no key {id_}. See `recognizer keys list`.")
            if key.revoked is None:
                key.revoked = now()
                note(session, COMMAND, "key_revoked", id_)

    def caller(self, secret: str) -> Caller | None:
        """Whose key it is; None for one that is unknown, revoked or past its time."""
        digest = _digest(secret)
        with self._database.session(writes=False) as session:
            key = session.scalar(_FIND, {"digest": digest})
        if key is None or key.revoked is not None or _over(key.expires):
            return None
        is_old = key.secret_hash != digest
        if is_old and _over(key.old_ends):
            return None
        used = key.old_used if is_old else key.used
        if used is None or now() - used > _USED_EVERY:
            self._note_use(key.id, digest)
        scopes = frozenset(scope for scope in SCOPES if scope in key.scopes.split())
        return Caller(f"key:{key.id}", scopes, key.per_minute)

    def _note_use(self, id_: str, digest: str) -> None:
        """Writes down that this secret was used, unless it was replaced meanwhile."""
        with self._database.session() as session:
            key = session.get(ApiKey, id_)
            if key is not None and key.secret_hash == digest:
                key.used = now()
            elif key is not None and key.old_secret_hash == digest:
                key.old_used = now()


def has_old_secret(key: ApiKey) -> bool:
    """Whether a secret that was replaced still works."""
    return key.old_ends is not None and not any(map(_over, (key.old_ends, key.expires)))


def _in_use(session: Session, id_: str) -> ApiKey:
    """The key, if it was not revoked; raises RecognizerError."""
    key = session.get(ApiKey, id_)
    if key is None or key.revoked is not None:
        raise RecognizerError(f"There is no key {id_} in use. See `recognizer keys list`.")
    return key


def _new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(_BYTES)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _over(moment: datetime | None) -> bool:
    return moment is not None and moment <= now()
