"""The queue: which document is read next, and that each gets exactly one result.

A document is taken with a lease that its worker renews. When a worker, or the whole server, is
killed, the lease runs out and the document is taken again, at most `max_attempts` times. A result
is only kept under the lease it was made for, so none is lost and none stands twice. Queues of
other packages were considered: those that survive a kill want Redis or PostgreSQL, and those that
run on SQLite forget the work that was under way.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import and_, delete, or_, select, update

from recognizer.web.audit import SERVER, note_documents
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.outcomes import Failed, PagePicture, Read
from recognizer.web.tables import Document, Picture, Upload, new_id, now

LEASE_SECONDS = 15.0
"""How long a lease holds without renewal; renewed every third of it."""
_LOOK_SECONDS = 1.0
"""How often it is looked for what was tried too often."""
_CRASHED = (
    "crashed",
    "The program that read this file was stopped each time. Print the file to a new PDF.",
)

Step = Literal["read", "pictures"]


@dataclass(frozen=True, slots=True)
class Job:
    """One step of one document; `lease` is this worker's right to its result."""

    document: str
    step: Step
    name: str
    content: bytes
    lease: str


class Queue:
    """The jobs of one database; any number of processes may take from it."""

    def __init__(self, database: Database, settings: ServerSettings) -> None:
        self._database = database
        self._settings = settings
        self._looked = 0.0
        self._more = False
        """Whether the last look found a job: then another is likely."""

    def take(self) -> Job | None:
        """The next job, leased; those who wait for an answer first, pictures last."""
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            self._looked = time.monotonic()
            self._give_up()
        return self._take_reading() or self._take_pictures()

    def _take_reading(self) -> Job | None:
        free = or_(
            Document.state == "queued",
            and_(
                Document.state == "running",
                Document.leased_until < now(),
                Document.attempts < self._settings.max_attempts,
            ),
        )
        order = (Document.priority, Document.created, Document.position)
        return self._lease(free, order, "read", state="running", attempts=Document.attempts + 1)

    def _take_pictures(self) -> Job | None:
        free = and_(
            Document.pictures.in_(("wanted", "running")),  # so that its index is used
            Document.state == "done",
            or_(Document.pictures == "wanted", Document.leased_until < now()),
        )
        order = (Document.created, Document.position)
        return self._lease(free, order, "pictures", pictures="running")

    def _lease(self, free: Any, order: Iterable[Any], step: Step, **values: Any) -> Job | None:
        lease = new_id()
        until = now() + timedelta(seconds=LEASE_SECONDS)
        query = select(Document.id).where(free).order_by(*order).limit(1)
        if not self._more:  # looked up without keeping writers waiting
            with self._database.session(writes=False) as session:
                self._more = session.scalar(query) is not None
        if not self._more:
            return None
        change = update(Document).where(
            Document.id == query.with_for_update(skip_locked=True).scalar_subquery()
        )
        with self._database.session() as session:
            taken = session.execute(
                change.values(lease=lease, leased_until=until, **values)
                .returning(Document.id, Document.name)
                .execution_options(synchronize_session=False)
            ).one_or_none()
            self._more = taken is not None
            if taken is None:
                return None
            content = select(Upload.content).where(Upload.document_id == taken.id)
            return Job(taken.id, step, taken.name, session.scalars(content).one(), lease)

    def _give_up(self) -> None:
        """Fails what was tried too often."""
        over = and_(
            Document.state == "running",
            Document.leased_until < now(),
            Document.attempts >= self._settings.max_attempts,
        )
        with self._database.session(writes=False) as session:
            lost = tuple(session.scalars(select(Document.id).where(over)))
        for document in lost:
            with self._database.session() as session:
                self._fail(session, and_(Document.id == document, over), Failed(*_CRASHED))

    def renew(self, leases: Iterable[str]) -> None:
        """Extends the leases of work that goes on."""
        held = tuple(leases)
        if held:
            until = now() + timedelta(seconds=LEASE_SECONDS)
            with self._database.session() as session:
                change = update(Document).where(Document.lease.in_(held))
                session.execute(change.values(leased_until=until))

    def finish(self, job: Job, result: Read | Failed | tuple[PagePicture, ...]) -> bool:
        """Keeps a result; False when the lease is no longer this one's."""
        mine = and_(Document.id == job.document, Document.lease == job.lease)
        with self._database.session() as session:
            if isinstance(result, Failed):
                return self._fail(session, mine, result)
            if isinstance(result, Read):
                return self._done(session, mine, job.document, result)
            state = "ready" if result else "failed"
            change = update(Document).where(mine).values(pictures=state, lease=None)
            if not _hit(session.execute(change)):
                return False
            session.add_all(
                Picture(
                    document_id=job.document,
                    page=item.page,
                    width=item.width,
                    height=item.height,
                    content=item.content,
                )
                for item in result
            )
            self._forget_upload(session, job.document)
            return True

    def _done(self, session: Any, mine: Any, document: str, result: Read) -> bool:
        change = (
            update(Document)
            .where(mine)
            .values(**result.kept(), lease=None, leased_until=None)
            .returning(Document.pictures)
            .execution_options(synchronize_session=False)
        )
        pictures = session.execute(change).scalar_one_or_none()
        if pictures is None:
            return False
        note_documents(session, SERVER, "read", Document.id == document, **result.noted())
        if pictures == "none":
            self._forget_upload(session, document)
        return True

    def _fail(self, session: Any, which: Any, error: Failed) -> bool:
        found = session.scalar(select(Document.id).where(which))
        if found is None:
            return False
        change = update(Document).where(Document.id == found)
        session.execute(change.values(**error.kept(), lease=None, leased_until=None))
        note_documents(session, SERVER, "failed", Document.id == found, **error.noted())
        self._forget_upload(session, found)
        return True

    def _forget_upload(self, session: Any, document: str) -> None:
        if not self._settings.keep_pdfs:
            session.execute(delete(Upload).where(Upload.document_id == document))


def _hit(result: object) -> bool:
    return bool(getattr(result, "rowcount", 0))
