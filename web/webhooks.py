"""Webhooks as they are kept: secrets that sign them, and messages that are owed.

A message is owed from the transaction that makes its batch, and due once the batch has ended, so
no crash can forget one. Whoever sends takes it for a minute; when that one dies, another takes it
again. A receiver may therefore meet a message twice, always under the same id.
"""

from __future__ import annotations

import base64
import random
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from recognizer.errors import RecognizerError
from recognizer.public_addresses import AddressRefused, check_url
from recognizer.web.audit import COMMAND, note
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.tables import ENDED, ApiKey, Delivery, Document, now

_SECRET_BYTES = 32
"""The specification asks for 24 to 64."""
_HOLD = timedelta(seconds=60)
"""How long a message stays with whoever sends it; sending ends much earlier."""
_FIRST_WAIT, _LONGEST_WAIT, _FACTOR = 5.0, 36_000.0, 3.0
"""Seconds until the second attempt, the most between two, and how these grow."""
ATTEMPTS = 11
"""5 s, 15 s, 45 s, 2 min, 7 min, 20 min, 1 h, 3 h, 9 h, 10 h: a day in all, then it is given up."""
_JITTER = 0.2
"""Share by which a wait is lengthened or shortened, so that a receiver that comes back is not met
by everything at once."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to send now. `state` is the batch's: "done" or "cancelled"."""

    id: str
    url: str
    secret: str
    batch: str
    state: str
    attempt: int


class Webhooks:
    """The messages of one database."""

    def __init__(self, database: Database, settings: ServerSettings) -> None:
        self._database = database
        self._settings = settings

    def new_secret(self, key: str) -> str:
        """A key's secret in place of an earlier one, which ends at once; never shown again."""
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
        with self._database.session() as session:
            found = session.get(ApiKey, key)
            if found is None or found.revoked is not None:
                raise RecognizerError(f"There is no key {key} in use. See `recognizer keys list`.")
            found.webhook_secret = secret
            note(session, COMMAND, "webhook_secret", key)
        return secret

    def check(self, owner: str, url: str) -> None:
        """Whether this owner may name this receiver. Raises AddressRefused, with what to do."""
        if not self._settings.webhooks:
            raise AddressRefused("Webhooks are switched off on this server.")
        check_url(url, insecure=self._settings.webhook_insecure)
        with self._database.session(writes=False) as session:
            key = session.get(ApiKey, _key_of(owner))
        if key is None or key.webhook_secret is None:
            raise AddressRefused("Webhooks need a key with a secret for signing them.")

    def owe(self, session: Session, owner: str, batch: str, url: str) -> None:
        """Notes a message within the transaction that makes its batch."""
        session.add(
            Delivery(
                id=f"msg_{secrets.token_hex(16)}", batch_id=batch, key_id=_key_of(owner), url=url
            )
        )

    def of_batch(self, batch: str) -> Delivery | None:
        """What became of a batch's message; None where no one asked for one."""
        with self._database.session(writes=False) as session:
            return session.scalar(select(Delivery).where(Delivery.batch_id == batch))

    def list(self) -> tuple[Delivery, ...]:
        """All messages, the newest first."""
        with self._database.session(writes=False) as session:
            return tuple(session.scalars(select(Delivery).order_by(Delivery.created.desc())))

    def take(self, most: int) -> tuple[Message, ...]:
        """Messages that are due, held for whoever asks."""
        query = select(Delivery).where(_due()).order_by(Delivery.next_at).limit(most)
        with self._database.session(writes=False) as session:
            if session.scalar(query) is None:  # looked up without keeping writers waiting
                return ()
        with self._database.session() as session:
            found = tuple(session.scalars(query.with_for_update(skip_locked=True)))
            taken = (_taken(session, delivery) for delivery in found)
            return tuple(message for message in taken if message is not None)

    def ended(self, message: Message, outcome: str, *, delivered: bool, final: bool) -> None:
        """What became of an attempt; tried again later unless it is `final` or was the last."""
        with self._database.session() as session:
            delivery = session.get(Delivery, message.id)
            if delivery is None or delivery.attempts != message.attempt:
                return  # deleted, or taken again by another since
            delivery.outcome = outcome
            if delivered:
                delivery.state = "delivered"
            elif final or message.attempt >= ATTEMPTS:
                delivery.state = "failed"
            else:
                delivery.next_at = now() + timedelta(seconds=wait_after(message.attempt))

    def again(self, id_: str) -> None:
        """Sends a message once more, from the first attempt on."""
        with self._database.session() as session:
            delivery = session.get(Delivery, id_)
            if delivery is None:
                raise RecognizerError(
                    f"There is no message {id_}. See `recognizer webhooks list`; messages go with "
                    "their batch."
                )
            delivery.state, delivery.attempts, delivery.next_at = "waiting", 0, now()


def wait_after(attempt: int) -> float:
    """Seconds from this attempt (from 1) to the next."""
    usual = min(_FIRST_WAIT * _FACTOR ** (attempt - 1), _LONGEST_WAIT)
    return usual * random.uniform(1 - _JITTER, 1 + _JITTER)


def _due() -> ColumnElement[bool]:
    under_way = select(Document.id).where(
        Document.batch_id == Delivery.batch_id, Document.state.not_in(ENDED)
    )
    return and_(Delivery.state == "waiting", Delivery.next_at <= now(), ~under_way.exists())


def _taken(session: Session, delivery: Delivery) -> Message | None:
    """The message, held; None when its key can sign no more."""
    key = session.get(ApiKey, delivery.key_id)
    if key is None or key.webhook_secret is None or key.revoked is not None:
        delivery.state, delivery.outcome = "failed", "key not in use"
        return None
    delivery.attempts += 1
    delivery.next_at = now() + _HOLD
    cancelled = select(func.count()).where(
        Document.batch_id == delivery.batch_id, Document.state == "cancelled"
    )
    return Message(
        id=delivery.id,
        url=delivery.url,
        secret=key.webhook_secret,
        batch=delivery.batch_id,
        state="cancelled" if session.scalar(cancelled) else "done",
        attempt=delivery.attempts,
    )


def _key_of(owner: str) -> str:
    return owner.removeprefix("key:")
