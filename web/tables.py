"""What is kept: accounts, keys, uploads, documents with their reports, pictures, reviews, audit.

Ids that stand in addresses are random. `owner` says whose an upload is ("local", "account:3",
"key:1f0c…"); every query for a visitor names it, so nothing crosses. Times are UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import JSON, DateTime, ForeignKey, Index, LargeBinary, String, Text, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

State = Literal["queued", "running", "done", "failed", "cancelled"]
ENDED: frozenset[State] = frozenset({"done", "failed", "cancelled"})
OPEN: frozenset[State] = frozenset({"queued", "running"})
PictureState = Literal["none", "wanted", "running", "ready", "failed"]
Action = Literal[
    "uploaded",
    "read",
    "failed",
    "cancelled",
    "viewed",
    "exported",
    "reviewed",
    "deleted",
    "expired",
    "purged",
    "key_added",
    "key_rotated",
    "key_old_ended",
    "key_revoked",
    "webhook_secret",
    "account_added",
    "account_password",
    "account_locked",
    "account_disabled",
    "account_enabled",
    "audit_expired",
]
DeliveryState = Literal["waiting", "delivered", "failed"]
Verdict = Literal["matches", "does_not_match", "not_a_credential", "wrong_match"]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random id of 32 hexadecimal digits: not to be guessed."""
    return uuid4().hex


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """With its zone."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Table(DeclarativeBase):
    """Root of the tables."""

    type_annotation_map = {datetime: UtcTime, dict[str, Any]: JSON, bytes: LargeBinary}


class Account(Table):
    """Someone who may sign in. `failures` counts wrong passwords since the last right one."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    admin: Mapped[bool] = mapped_column(default=False)
    disabled: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created: Mapped[datetime] = mapped_column(default=now)


class SignIn(Table):
    """One browser signed in; the cookie holds a token of which only the hash is kept."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    created: Mapped[datetime] = mapped_column(default=now)
    seen: Mapped[datetime] = mapped_column(default=now)
    account: Mapped[Account] = relationship(lazy="joined")


class Batch(Table):
    """Files uploaded together, in the order given."""

    __tablename__ = "batches"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    owner: Mapped[str] = mapped_column(String(80), index=True)
    created: Mapped[datetime] = mapped_column(default=now)
    expires: Mapped[datetime] = mapped_column(index=True)
    role_text: Mapped[str | None] = mapped_column(Text)
    """What the job needs, as typed in; None when nobody said."""
    blind: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the endpoint answers with names hidden, whatever a later call asks for."""
    documents: Mapped[list[Document]] = relationship(
        order_by="Document.position", back_populates="batch", passive_deletes=True
    )


class Document(Table):
    """One uploaded file: a job until it has ended, then its report or its error."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_waiting", "state", "priority", "created"),
        Index("ix_documents_pictures", "pictures", "state", "created"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    created: Mapped[datetime] = mapped_column(default=now)
    priority: Mapped[int] = mapped_column(default=1)
    """0 someone waits for the answer, 1 they do not."""
    state: Mapped[State] = mapped_column(String(10), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(String(32))
    """Who works on it; a result under another lease is not taken."""
    leased_until: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_message: Mapped[str | None] = mapped_column(Text)
    report: Mapped[str | None] = mapped_column(Text)
    blind_report: Mapped[str | None] = mapped_column(Text)
    hidden: Mapped[list[Any] | None] = mapped_column(JSON)
    """Personal details on the pages: [page, x0, top, x1, bottom] in points."""
    pictures: Mapped[PictureState] = mapped_column(String(10), default="none")
    batch: Mapped[Batch] = relationship(back_populates="documents")


class Upload(Table):
    """A document's bytes, until it has been read (longer only where PDFs are kept)."""

    __tablename__ = "uploads"

    document_id: Mapped[str] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    content: Mapped[bytes]


class Picture(Table):
    """One page as a picture; width and height of the page in points."""

    __tablename__ = "pictures"

    document_id: Mapped[str] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    page: Mapped[int] = mapped_column(primary_key=True)
    width: Mapped[float]
    height: Mapped[float]
    content: Mapped[bytes]


class Review(Table):
    """What a reviewer says of one credential of a report; the latest that stands counts."""

    __tablename__ = "reviews"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    document_id: Mapped[str] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), index=True
    )
    credential: Mapped[int]
    """Place in the report's list, from 0."""
    verdict: Mapped[Verdict] = mapped_column(String(20))
    entry: Mapped[str | None] = mapped_column(String(200))
    """For a wrong match: the taxonomy's id, or the name that the reviewer typed in."""
    by: Mapped[str] = mapped_column(String(80))
    created: Mapped[datetime] = mapped_column(default=now)


class ApiKey(Table):
    """What a program shows instead of signing in; only the hash of its secret is kept."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[str] = mapped_column(String(80))
    """What it may do, with blanks between."""
    per_minute: Mapped[int | None]
    """Requests a minute; None for the server's setting."""
    created: Mapped[datetime] = mapped_column(default=now)
    expires: Mapped[datetime | None]
    revoked: Mapped[datetime | None]
    used: Mapped[datetime | None]
    """Last use of the secret, to the minute."""
    old_secret_hash: Mapped[str | None] = mapped_column(String(64), unique=True, index=True)
    """The secret before, while it works beside the new one."""
    old_ends: Mapped[datetime | None]
    old_used: Mapped[datetime | None]
    """Last use of the old secret, before or after it was replaced."""
    webhook_secret: Mapped[str | None] = mapped_column(String(80))
    """Signs what is sent to this key's receivers; kept as it is, because signing needs it."""


class Delivery(Table):
    """A message to a receiver that a batch has ended: owed from the moment the batch is made."""

    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_due", "state", "next_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), index=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("api_keys.id", ondelete="CASCADE"), index=True)
    url: Mapped[str] = mapped_column(Text)
    state: Mapped[DeliveryState] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=now)
    """Not before this; while it is being sent: when the server that does so must be dead."""
    outcome: Mapped[str | None] = mapped_column(String(40))
    """Of the last attempt: the receiver's status, or why there was none."""
    created: Mapped[datetime] = mapped_column(default=now)


class IdempotentRequest(Table):
    """A request that its sender may repeat, and the upload that it made."""

    __tablename__ = "idempotent_requests"

    owner: Mapped[str] = mapped_column(String(80), primary_key=True)
    operation: Mapped[str] = mapped_column(String(20), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Hash of everything that the request asked for."""
    batch_id: Mapped[str | None] = mapped_column(
        ForeignKey("batches.id", ondelete="CASCADE"), index=True
    )
    busy_until: Mapped[datetime | None]
    """While it is being answered: when the server that does so must be dead."""
    created: Mapped[datetime] = mapped_column(default=now, index=True)


class AuditEntry(Table):
    """One line of the audit: who did what, to which bytes, with which versions; never content.

    The database itself refuses changes, and deletion within AUDIT_LOCKED_DAYS.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    actor: Mapped[str] = mapped_column(String(80))
    """An owner, "server", or "command" for someone at the machine's command line."""
    action: Mapped[Action] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(32))
    """Id of the document or of the key; of an account, its number ("account:3")."""
    document_sha256: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str | None] = mapped_column(String(40))
    """The error's code of a file that could not be read; of what was shown, the form; of a review,
    the verdict; of a new secret, how long the old one works beside it."""
    versions: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    result_sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the report's bytes."""


AUDIT_LOCKED_DAYS = 180
"""Days in which no line can be deleted: six months, Article 26(6) of Regulation (EU) 2024/1689."""
