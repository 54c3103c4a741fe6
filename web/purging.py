"""Deleting before the time: one person's file, an owner's uploads, what is no longer needed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from recognizer.web.audit import COMMAND, note_documents
from recognizer.web.database import Database
from recognizer.web.tables import Batch, Document, now


def digest(path: Path) -> str:
    """SHA-256 of a file, by which its uploads are found."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def purge(
    database: Database,
    *,
    days: int | None = None,
    hashes: Iterable[str] = (),
    owner: str | None = None,
) -> int:
    """Deletes the documents that fit every condition given, batches left empty too.

    Without a condition: what has expired. Returns how many documents; the audit has a line for
    each. On SQLite the bytes are overwritten and the log beside the file is emptied.
    """
    which = _chosen(days, tuple(value.lower() for value in hashes), owner)
    with database.session() as session:
        count = session.scalar(select(func.count()).select_from(Document).where(which)) or 0
        note_documents(session, COMMAND, "purged", which)
        session.execute(delete(Document).where(which))
        full = select(Document.id).where(Document.batch_id == Batch.id).exists()
        session.execute(delete(Batch).where(~full))
    if database.engine.dialect.name == "sqlite":
        database.empty_log()
    return count


def _chosen(days: int | None, hashes: tuple[str, ...], owner: str | None) -> ColumnElement[bool]:
    batches = select(Batch.id)
    if owner is not None:
        batches = batches.where(Batch.owner == owner)
    if days is not None:
        batches = batches.where(Batch.created <= now() - timedelta(days=days))
    elif not hashes and owner is None:
        batches = batches.where(Batch.expires < now())
    within = Document.batch_id.in_(batches)
    return and_(within, or_(*(Document.sha256 == value for value in hashes))) if hashes else within
