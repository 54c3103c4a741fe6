"""How far an upload is: counts, results page by page, and stopping it.

Results come in the order of the upload, so a page ends before the first file that is not read yet:
whoever goes on from there misses none and meets none twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, delete, func, select, update

from recognizer.web.audit import note_documents
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.tables import ENDED, Batch, Document, State, Upload, now

CANCELLED = ("cancelled", "The upload was cancelled before this file was read.")
"""Code and message of a file that nobody will read."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A batch without its documents, and how many of these are in each state."""

    batch: Batch
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """All files."""
        return sum(self.counts.values())

    @property
    def state(self) -> State:
        """Of the whole: done when each file has its result, cancelled when one has been."""
        if sum(self.counts.get(state, 0) for state in ENDED) == self.total:
            return "cancelled" if self.counts.get("cancelled") else "done"
        return "queued" if self.counts.get("queued") == self.total else "running"


@dataclass(frozen=True, slots=True)
class Page:
    """Results from one position on; `next` is the position after them, None at the very end."""

    batch: Batch
    documents: tuple[Document, ...]
    next: int | None


class Progress:
    """How far the uploads of one database are."""

    def __init__(self, database: Database, settings: ServerSettings) -> None:
        self._database = database
        self._settings = settings

    def tally(self, owner: str, batch: str) -> Tally | None:
        """The counts; None when there is no such batch."""
        states = select(Document.state, func.count()).where(Document.batch_id == batch)
        with self._database.session(writes=False) as session:
            found = session.scalar(select(Batch).where(Batch.owner == owner, Batch.id == batch))
            if found is None:
                return None
            rows = session.execute(states.group_by(Document.state))
            return Tally(found, {state: count for state, count in rows})

    def page(self, owner: str, batch: str, start: int, size: int) -> Page | None:
        """At most `size` results from a position on; None when there is no such batch."""
        query = select(Document).where(Document.batch_id == batch, Document.position >= start)
        with self._database.session(writes=False) as session:
            found = session.scalar(select(Batch).where(Batch.owner == owner, Batch.id == batch))
            if found is None:
                return None
            waiting = session.scalar(
                select(func.min(Document.position)).where(
                    Document.batch_id == batch, Document.state.not_in(ENDED)
                )
            )
            if waiting is not None:
                query = query.where(Document.position < waiting)
            chosen = tuple(session.scalars(query.order_by(Document.position).limit(size + 1)))
        shown = chosen[:size]
        after = shown[-1].position + 1 if shown else start
        return Page(found, shown, after if len(chosen) > size or waiting is not None else None)

    def figures(self) -> tuple[Mapping[State, int], float]:
        """How many documents are in each state, and how long the oldest waits, in seconds."""
        states = select(Document.state, func.count()).group_by(Document.state)
        first = select(func.min(Document.created)).where(Document.state == "queued")
        with self._database.session(writes=False) as session:
            counts = {state: count for state, count in session.execute(states)}
            began = session.scalar(first)
        return counts, (now() - began).total_seconds() if began else 0.0

    def first_document(self, owner: str, batch: str) -> str | None:
        """The id of the first document of a batch, where it has one."""
        query = select(Document.id).join(Batch).where(Batch.owner == owner, Batch.id == batch)
        with self._database.session(writes=False) as session:
            return session.scalar(query.order_by(Document.position).limit(1))

    def state(self, owner: str, document: str) -> State | None:
        """How a document stands; None when there is no such document."""
        query = select(Document.state).join(Batch).where(Batch.owner == owner)
        with self._database.session(writes=False) as session:
            return session.scalar(query.where(Document.id == document))

    def cancel(self, owner: str, batch: str) -> bool:
        """Stops what has not ended; what is being read now is thrown away. False when unknown."""
        waiting = and_(Document.batch_id == batch, Document.state.not_in(ENDED))
        with self._database.session() as session:
            if session.scalar(select(Batch.id).where(Batch.owner == owner, Batch.id == batch)):
                # Documents before their uploads, as whoever keeps a result locks them.
                locked = select(Document.id).where(waiting).order_by(Document.id)
                open_ = Document.id.in_(tuple(session.scalars(locked.with_for_update())))
                note_documents(session, owner, "cancelled", open_)
                if not self._settings.keep_pdfs:
                    ids = select(Document.id).where(open_)
                    session.execute(delete(Upload).where(Upload.document_id.in_(ids)))
                code, message = CANCELLED
                session.execute(
                    update(Document)
                    .where(open_)
                    .values(
                        state="cancelled",
                        ended=now(),
                        error_code=code,
                        error_message=message,
                        pictures="none",
                        lease=None,
                        leased_until=None,
                    )
                )
                return True
        return False
