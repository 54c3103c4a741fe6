"""The audit: who did what, when, to which bytes, with which versions and which result.

A line is written in the transaction of what it is about, so neither stands without the other. It
holds hashes and ids, never words of a résumé, names of files or people, or secrets, and outlives
what it is about.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, CursorResult, delete, insert, literal, select
from sqlalchemy.orm import Session

from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.tables import Action, AuditEntry, Document, now

SERVER = "server"
"""Actor of what happens by itself."""
COMMAND = "command"
"""Actor of what someone does at the machine's command line."""
FIELDS = (
    "at",
    "actor",
    "action",
    "subject",
    "document_sha256",
    "outcome",
    "versions",
    "result_sha256",
)
"""Columns of the export."""
Format = Literal["csv", "jsonl"]
_PAGE = 1_000


def note(session: Session, actor: str, action: Action, subject: str, **more: Any) -> None:
    """One line, kept when the transaction is."""
    session.add(AuditEntry(actor=actor, action=action, subject=subject, **more))


def note_documents(
    session: Session, actor: str, action: Action, which: ColumnElement[bool], **more: Any
) -> None:
    """A line for each of these documents, before they change or go."""
    extra = {name: literal(value, getattr(AuditEntry, name).type) for name, value in more.items()}
    chosen = select(
        literal(now(), AuditEntry.at.type),
        literal(actor),
        literal(action),
        Document.id,
        Document.sha256,
        *extra.values(),
    ).where(which)
    names = ["at", "actor", "action", "subject", "document_sha256", *extra]
    session.execute(insert(AuditEntry).from_select(names, chosen, include_defaults=False))


def of_report(report: str) -> dict[str, Any]:
    """What the audit keeps of a stored report: versions and the hash of its bytes."""
    content = report.encode()
    return {
        "versions": json.loads(content)["versions"],
        "result_sha256": hashlib.sha256(content).hexdigest(),
    }


def entries(database: Database, since: datetime | None = None) -> Iterator[AuditEntry]:
    """The lines in the order written, read a thousand at a time."""
    last = 0
    while True:
        query = select(AuditEntry).where(AuditEntry.id > last).order_by(AuditEntry.id)
        if since is not None:
            query = query.where(AuditEntry.at >= since)
        with database.session(writes=False) as session:
            page = tuple(session.scalars(query.limit(_PAGE)))
        yield from page
        if len(page) < _PAGE:
            return
        last = page[-1].id


def export(database: Database, kind: Format, since: datetime | None = None) -> Iterator[str]:
    """The lines as CSV with a head, or as JSON, one text a line."""
    if kind == "csv":
        yield _csv_line(FIELDS)
    for entry in entries(database, since):
        row = {name: getattr(entry, name) for name in FIELDS}
        row["at"] = entry.at.isoformat()
        if kind == "jsonl":
            yield json.dumps(row, separators=(",", ":")) + "\n"
        else:
            row["versions"] = row["versions"] and json.dumps(row["versions"])
            yield _csv_line(tuple(row.values()))


def forget_old(database: Database, settings: ServerSettings) -> None:
    """Deletes the lines whose time is over, and leaves one that says how many they were.

    Lines of that kind go without another one, or there would be no end of them.
    """
    past = delete(AuditEntry).where(
        AuditEntry.at < now() - timedelta(days=settings.keep_audit_days)
    )
    ours = AuditEntry.action == "audit_expired"
    with database.session() as session:
        gone = cast(CursorResult[Any], session.execute(past.where(~ours)))
        session.execute(past.where(ours))
        if gone.rowcount:
            note(session, SERVER, "audit_expired", "audit", outcome=f"{gone.rowcount}-lines")


def _csv_line(cells: tuple[Any, ...]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()
