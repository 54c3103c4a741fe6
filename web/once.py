"""Requests that a program may repeat without doing a thing twice (the header Idempotency-Key).

A key counts for one owner and one operation, for a day. It leads to the upload that the first
request made; the answer is written anew from there, so nothing of a résumé is kept a second time
and a deleted upload takes its keys along.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recognizer.web.database import Database
from recognizer.web.tables import IdempotentRequest, now

KEPT = timedelta(hours=24)
"""How long a key leads to its upload."""


class StillBusy(Exception):
    """The first request with this key is still being answered."""


class OtherRequest(Exception):
    """The key was used for another request."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A key in use; `batch` is the upload of the earlier request, if there was one."""

    owner: str
    operation: str
    key_hash: str
    batch: str | None

    @property
    def place(self) -> tuple[str, str, str]:
        """Its primary key."""
        return self.owner, self.operation, self.key_hash


class Once:
    """The repeatable requests of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(
        self, owner: str, operation: str, key: str, fingerprint: str, seconds: float
    ) -> Ticket:
        """Takes the key for at most these seconds, or finds what it led to.

        Raises StillBusy or OtherRequest.
        """
        hashed = hashlib.sha256(key.encode()).hexdigest()
        ticket = Ticket(owner, operation, hashed, None)
        try:
            with self._database.session() as session:
                known = session.get(IdempotentRequest, ticket.place, with_for_update=True)
                if known is not None and _forgotten(known):
                    session.delete(known)
                    session.flush()
                    known = None
                if known is None:
                    session.add(
                        IdempotentRequest(
                            owner=owner,
                            operation=operation,
                            key_hash=hashed,
                            fingerprint=fingerprint,
                            busy_until=now() + timedelta(seconds=seconds),
                        )
                    )
                    return ticket
                if known.fingerprint != fingerprint:
                    raise OtherRequest
                if known.busy_until is not None and known.busy_until > now():
                    raise StillBusy
                known.busy_until = now() + timedelta(seconds=seconds)
                return Ticket(owner, operation, hashed, known.batch_id)
        except IntegrityError as error:  # another server took it in the same moment
            raise StillBusy from error

    def made(self, ticket: Ticket) -> Callable[[Session, str], None]:
        """Writes the upload down in the transaction that makes it."""

        def write(session: Session, batch: str) -> None:
            known = session.get(IdempotentRequest, ticket.place)
            if known is not None:
                known.batch_id = batch

        return write

    def end(self, ticket: Ticket) -> None:
        """Lets go of the key; one that led to nothing is free again."""
        with self._database.session() as session:
            known = session.get(IdempotentRequest, ticket.place)
            if known is not None and known.batch_id is None:
                session.delete(known)
            elif known is not None:
                known.busy_until = None

    def forget_old(self) -> None:
        """Deletes the keys whose time is over."""
        with self._database.session() as session:
            over = IdempotentRequest.created < now() - KEPT
            session.execute(delete(IdempotentRequest).where(over))


def _forgotten(known: IdempotentRequest) -> bool:
    """Past its time, or left behind by a server that died before it made anything."""
    busy = known.busy_until is not None and known.busy_until > now()
    return known.created < now() - KEPT or (known.batch_id is None and not busy)
