"""What reviewers say of single credentials: kept, taken back, and written out for curators.

The review file has one line per verdict, `{"review": {…}}`, with the words of the credential and
nothing of the person; a verdict taken back is followed by a line with `"verdict": null`. The
latest line of an `id` counts. `recognizer taxonomy suggest` reads it.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping

from sqlalchemy import Delete, delete, select
from sqlalchemy.orm import Session

from recognizer.report import Finding
from recognizer.web.accounts import Visitor
from recognizer.web.audit import note, of_report
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.tables import Batch, Document, Review, Verdict

VERDICTS: Mapping[Verdict, str] = {
    "matches": "I opened the link and it matches",
    "does_not_match": "I opened the link and it does not match",
    "not_a_credential": "This is not a credential",
    "wrong_match": "It is matched to the wrong entry",
}
"""Each verdict as a reviewer says it."""
LONGEST_ENTRY = 200
"""Characters of what the reviewer says it is."""


class Reviews:
    """The reviews of one database and the file beside it."""

    def __init__(self, database: Database, settings: ServerSettings) -> None:
        self._database = database
        self._file = settings.review_file
        self._lock = threading.Lock()

    def standing(self, documents: tuple[str, ...]) -> dict[tuple[str, int], Review]:
        """(document, place of the credential) → the latest verdict."""
        query = select(Review).where(Review.document_id.in_(documents)).order_by(Review.created)
        with self._database.session(writes=False) as session:
            return {(item.document_id, item.credential): item for item in session.scalars(query)}

    def say(
        self,
        document: Document,
        credential: int,
        finding: Finding,
        verdict: Verdict,
        *,
        entry: str | None,
        by: Visitor,
    ) -> None:
        """Keeps a verdict in place of an earlier one."""
        entry = entry[:LONGEST_ENTRY].strip() or None if entry else None
        with self._database.session() as session:
            session.execute(_about(document.id, credential))
            review = Review(document_id=document.id, credential=credential, by=by.name)
            review.verdict, review.entry = verdict, entry
            session.add(review)
            _note(session, by, document, verdict)
        self._write(document.id, credential, finding, verdict, entry)

    def take_back(
        self, document: Document, credential: int, finding: Finding, *, by: Visitor
    ) -> bool:
        """Undoes it; False when there was none."""
        with self._database.session() as session:
            result = session.execute(_about(document.id, credential))
            if not getattr(result, "rowcount", 0):
                return False
            _note(session, by, document, "taken_back")
        self._write(document.id, credential, finding, None, None)
        return True

    def of_owner(self, owner: str) -> tuple[Review, ...]:
        """All verdicts on an owner's documents, the oldest first."""
        query = select(Review).join(Document).join(Batch).where(Batch.owner == owner)
        with self._database.session(writes=False) as session:
            return tuple(session.scalars(query.order_by(Review.created)))

    def _write(
        self,
        document: str,
        credential: int,
        finding: Finding,
        verdict: Verdict | None,
        entry: str | None,
    ) -> None:
        review = {
            "id": f"{document}/{credential}",
            "verdict": verdict,
            "entry": entry,
            "title": finding.title,
            "type": finding.type,
            "issuer": finding.issuer.name if finding.issuer else None,
            "platform": finding.platform.name if finding.platform else None,
            "match": finding.match.credential,
        }
        line = json.dumps({"review": review}, ensure_ascii=False) + "\n"
        with self._lock:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(number, "ab") as file:
                file.write(line.encode("utf-8", "replace"))


def _note(session: Session, by: Visitor, document: Document, outcome: str) -> None:
    """A line of the audit, within the transaction of what it is about."""
    said = of_report(document.report) if document.report else {}
    hashed = document.sha256
    note(
        session,
        by.owner,
        "reviewed",
        document.id,
        document_sha256=hashed,
        outcome=outcome,
        **said,
    )


def _about(document: str, credential: int) -> Delete:
    return delete(Review).where(Review.document_id == document, Review.credential == credential)
