"""Uploads as they are kept: making, finding, deleting and forgetting them.

Every query names the owner; what is another's does not exist.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select, update
from sqlalchemy.orm import Session, selectinload

from recognizer.errors import UnreadableResume
from recognizer.web.audit import SERVER, note, note_documents
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.outcomes import Failed, Read
from recognizer.web.tables import (
    ENDED,
    Action,
    AuditEntry,
    Batch,
    Document,
    Picture,
    Table,
    Upload,
    new_id,
    now,
)

_LONGEST_NAME = 255
"""Characters of a file name that are kept."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """One file of an upload: its bytes, or why they could not be had."""

    name: str
    content: bytes
    error: UnreadableResume | None = None


class Batches:
    """The uploads of one database."""

    def __init__(self, database: Database, settings: ServerSettings) -> None:
        self._database = database
        self._settings = settings

    def add(
        self,
        owner: str,
        files: Iterable[NewFile],
        *,
        pictures: bool,
        priority: int = 1,
        role: str | None = None,
        blind: bool = False,
        made: Callable[[Session, str], None] | None = None,
    ) -> str:
        """Keeps the files and queues them; returns the new batch's id.

        `made` is told the id within the same transaction.
        """
        expires = now() + timedelta(days=self._settings.keep_days)
        with self._database.session() as session:
            batch = Batch(owner=owner, expires=expires, role_text=role or None, blind=blind)
            session.add(batch)
            session.flush()
            _add(session, batch, files, first=0, pictures=pictures, priority=priority)
            if made is not None:
                made(session, batch.id)
            return batch.id

    def add_read(
        self,
        owner: str,
        file: NewFile,
        outcome: Read | Failed,
        *,
        role: str | None = None,
        blind: bool = False,
        made: Callable[[Session, str], None] | None = None,
    ) -> Document:
        """Keeps one file that was read already, with what came of it, as `add` and the queue do
        together; without its bytes, where PDFs are not kept.
        """
        batch = Batch(
            id=new_id(),
            owner=owner,
            created=now(),
            expires=now() + timedelta(days=self._settings.keep_days),
            role_text=role or None,
            blind=blind,
        )
        document = _document(batch.id, 0, file, 0)
        document.id, document.created, document.attempts = new_id(), batch.created, 1
        document.batch = batch
        for name, value in outcome.kept().items():
            setattr(document, name, value)
        about: dict[str, Any] = {"subject": document.id, "document_sha256": document.sha256}
        about |= {"outcome": None, "versions": None, "result_sha256": None}
        said: Action = "read" if isinstance(outcome, Read) else "failed"
        lines = [
            {"actor": owner, "action": "uploaded", **about},
            {"actor": SERVER, "action": said, **about, **outcome.noted()},
        ]
        with self._database.session() as session:
            connection = session.connection()  # without the session's books, in half the time
            connection.execute(insert(Batch), _values(batch))
            connection.execute(insert(Document), _values(document))
            connection.execute(insert(AuditEntry), lines)
            if self._settings.keep_pdfs:
                kept = {"document_id": document.id, "content": file.content}
                connection.execute(insert(Upload), kept)
            if made is not None:
                made(session, batch.id)
        return document

    def append(self, owner: str, batch: str, files: Iterable[NewFile], *, pictures: bool) -> bool:
        """Adds files behind those that are there; False when there is no such batch."""
        with self._database.session() as session:
            found = session.scalar(_of(owner).where(Batch.id == batch).with_for_update())
            if found is None:
                return False
            last = session.scalar(
                select(func.max(Document.position)).where(Document.batch_id == batch)
            )
            first = 0 if last is None else last + 1
            _add(session, found, files, first=first, pictures=pictures, priority=1)
            return True

    def find(self, owner: str, batch: str) -> Batch | None:
        """The batch with its documents, in the order given."""
        with self._database.session(writes=False) as session:
            query = _of(owner).where(Batch.id == batch).options(selectinload(Batch.documents))
            return session.scalar(query)

    def recent(self, owner: str, limit: int = 20) -> tuple[Batch, ...]:
        """The newest first, with their documents."""
        with self._database.session(writes=False) as session:
            query = _of(owner).options(selectinload(Batch.documents))
            return tuple(session.scalars(query.order_by(Batch.created.desc()).limit(limit)))

    def document(self, owner: str, document: str) -> Document | None:
        """One document with its batch."""
        with self._database.session(writes=False) as session:
            query = select(Document).join(Batch).where(Batch.owner == owner)
            return session.scalar(
                query.where(Document.id == document).options(selectinload(Document.batch))
            )

    def picture(self, owner: str, document: str, page: int) -> Picture | None:
        """A page of a document as a picture."""
        with self._database.session(writes=False) as session:
            query = select(Picture).join(Document).join(Batch).where(Batch.owner == owner)
            return session.scalar(
                query.where(Picture.document_id == document, Picture.page == page)
            )

    def picture_sizes(self, document: str) -> dict[int, tuple[float, float]]:
        """Page → width and height in points, of the pages there are pictures of."""
        with self._database.session(writes=False) as session:
            query = select(Picture.page, Picture.width, Picture.height)
            rows = session.execute(query.where(Picture.document_id == document))
            return {page: (width, height) for page, width, height in rows}

    def set_role(self, owner: str, batch: str, text: str | None) -> bool:
        """What the job needs; False when there is no such batch."""
        with self._database.session() as session:
            statement = update(Batch).where(Batch.owner == owner, Batch.id == batch)
            return bool(_count(session.execute(statement.values(role_text=text or None))))

    def delete(self, owner: str, batch: str) -> bool:
        """Deletes a batch and everything about it at once."""
        with self._database.session() as session:
            mine = and_(Batch.owner == owner, Batch.id == batch)
            note_documents(session, owner, "deleted", _within(mine))
            return bool(_count(session.execute(delete(Batch).where(mine))))

    def delete_document(self, owner: str, document: str) -> bool:
        """Deletes one document and everything about it; an empty batch goes too."""
        with self._database.session() as session:
            query = select(Document).join(Batch).where(Batch.owner == owner)
            found = session.scalar(query.where(Document.id == document))
            if found is None:
                return False
            note(session, owner, "deleted", found.id, document_sha256=found.sha256)
            session.execute(delete(Document).where(Document.id == document))
            left = select(Document.id).where(Document.batch_id == found.batch_id).limit(1)
            if session.scalar(left) is None:
                session.execute(delete(Batch).where(Batch.id == found.batch_id))
            return True

    def forget_old(self) -> int:
        """Deletes the batches whose time is over; returns how many."""
        with self._database.session() as session:
            over = Batch.expires < now()
            note_documents(session, SERVER, "expired", _within(over))
            return _count(session.execute(delete(Batch).where(over)))


def said_of(error: UnreadableResume) -> str:
    """The error in words, without the file's name: names of files name people."""
    detail = f" ({error.detail})" if error.detail else ""
    return f"This file {error.what}{detail}. {error.next_step}"


def ended(batch: Batch) -> int:
    """How many documents of a batch are done, failed or cancelled."""
    return sum(document.state in ENDED for document in batch.documents)


def _of(owner: str) -> Select[Batch]:
    return select(Batch).where(Batch.owner == owner)


def _count(result: object) -> int:
    return int(getattr(result, "rowcount", 0))


def _within(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """The documents of these batches."""
    return Document.batch_id.in_(select(Batch.id).where(which))


def _add(
    session: Session,
    batch: Batch,
    files: Iterable[NewFile],
    *,
    first: int,
    pictures: bool,
    priority: int,
) -> None:
    for position, file in enumerate(files, first):
        session.add(document := _document(batch.id, position, file, priority))
        session.flush()
        hashed = None if file.error else document.sha256
        note(session, batch.owner, "uploaded", document.id, document_sha256=hashed)
        if file.error is None:
            document.pictures = "wanted" if pictures else "none"
            session.add(Upload(document_id=document.id, content=file.content))


def _values(row: Table) -> dict[str, Any]:
    """The columns that were given."""
    given = vars(row)
    return {name: given[name] for name in row.__table__.columns.keys() if name in given}


def _document(batch: str, position: int, file: NewFile, priority: int) -> Document:
    document = Document(
        batch_id=batch,
        position=position,
        name=file.name[:_LONGEST_NAME],
        sha256=hashlib.sha256(file.content).hexdigest(),
        size=len(file.content),
        priority=priority,
    )
    if file.error is not None:
        document.state, document.ended = "failed", now()
        document.error_code, document.error_message = file.error.code, said_of(file.error)
    return document
