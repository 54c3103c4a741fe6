"""The queue: which document is read next, and that each gets exactly one result.

A document is taken with a lease that its worker renews. When a worker, or the whole server, is
killed, the lease runs out and the document is taken again, at most `max_attempts` times. A result
is only kept under the lease it was made for, so none is lost and none stands twice. Queues of
other packages were considered: those that survive a kill want Redis or PostgreSQL, and those that
run on SQLite forget the work that was under way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import and_, delete, or_, select, update

from recognizer.web.audit import SERVER, note_documents, of_report
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.tables import Document, Picture, Upload, new_id, now

LEASE_SECONDS = 15.0
"""How long a lease holds without renewal; renewed every third of it."""
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


@dataclass(frozen=True, slots=True)
class Read:
    """What reading gave: reports as JSON, and where personal details stand on the pages."""

    report: str
    blind_report: str
    hidden: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a file could not be read: the contract's code and the message for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture; sizes of the page in points."""

    page: int
    width: float
    height: float
    content: bytes


class Queue:
    """The jobs of one database; any number of processes may take from it."""

    def __init__(self, database: Database, settings: ServerSettings) -> None:
        self._database = database
        self._settings = settings

    def take(self) -> Job | None:
        """The next job, leased; those who wait for an answer first, pictures last."""
        self._give_up()
        return self._take_reading() or self._take_pictures()

    def _take_reading(self) -> Job | None:
        free = or_(
            Document.state == "queued",
            and_(Document.state == "running", Document.leased_until < now()),
        )
        order = (Document.priority, Document.created, Document.position)
        return self._lease(free, order, "read", state="running", attempts=Document.attempts + 1)

    def _take_pictures(self) -> Job | None:
        free = and_(
            Document.state == "done",
            or_(
                Document.pictures == "wanted",
                and_(Document.pictures == "running", Document.leased_until < now()),
            ),
        )
        order = (Document.created, Document.position)
        return self._lease(free, order, "pictures", pictures="running")

    def _lease(self, free: Any, order: Iterable[Any], step: Step, **values: Any) -> Job | None:
        lease = new_id()
        until = now() + timedelta(seconds=LEASE_SECONDS)
        query = select(Document.id).where(free).order_by(*order).limit(1)
        with self._database.session(writes=False) as session:
            if session.scalar(query) is None:  # looked up without keeping writers waiting
                return None
        with self._database.session() as session:
            chosen = session.scalar(query.with_for_update(skip_locked=True))
            if chosen is None:
                return None
            change = update(Document).where(Document.id == chosen)
            session.execute(change.values(lease=lease, leased_until=until, **values))
            found = session.execute(
                select(Document.name, Upload.content)
                .join(Upload, Upload.document_id == Document.id)
                .where(Document.id == chosen)
            ).one()
        return Job(chosen, step, found.name, found.content, lease)

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
        said = of_report(result.report) if isinstance(result, Read) else {}
        with self._database.session() as session:
            if isinstance(result, Failed):
                return self._fail(session, mine, result)
            if isinstance(result, Read):
                return self._done(session, mine, job.document, result, said)
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

    def _done(
        self, session: Any, mine: Any, document: str, result: Read, said: dict[str, Any]
    ) -> bool:
        change = (
            update(Document)
            .where(mine)
            .values(
                state="done",
                ended=now(),
                report=result.report,
                blind_report=result.blind_report,
                hidden=[list(box) for box in result.hidden],
                lease=None,
                leased_until=None,
            )
        )
        if not _hit(session.execute(change)):
            return False
        note_documents(session, SERVER, "read", Document.id == document, **said)
        wants = select(Document.pictures).where(Document.id == document)
        if session.scalar(wants) == "none":
            self._forget_upload(session, document)
        return True

    def _fail(self, session: Any, which: Any, error: Failed) -> bool:
        found = session.scalar(select(Document.id).where(which))
        if found is None:
            return False
        change = update(Document).where(Document.id == found)
        session.execute(
            change.values(
                state="failed",
                ended=now(),
                error_code=error.code,
                error_message=error.message,
                pictures="none",
                lease=None,
                leased_until=None,
            )
        )
        note_documents(session, SERVER, "failed", Document.id == found, outcome=error.code)
        self._forget_upload(session, found)
        return True

    def _forget_upload(self, session: Any, document: str) -> None:
        if not self._settings.keep_pdfs:
            session.execute(delete(Upload).where(Upload.document_id == document))


def _hit(result: object) -> bool:
    return bool(getattr(result, "rowcount", 0))
