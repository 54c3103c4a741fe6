"""Who saw which report: a line of the audit for each that goes out, to a page or to a program.

The same person or program that is shown the same report in the same form again within ten minutes
makes no further line: pages load themselves anew, and programs ask again and again.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Literal

from sqlalchemy import insert

from recognizer.web.audit import of_report
from recognizer.web.database import Database
from recognizer.web.tables import AuditEntry, Document, now

_AGAIN_SECONDS = 600.0
"""How long one line stands for the same showing."""
_MOST = 20_000
"""Showings that are remembered; of more, the oldest are forgotten and noted anew."""

_Showing = tuple[str, str, str]


class Viewings:
    """Notes in one database what is shown; safe to use from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: OrderedDict[_Showing, float] = OrderedDict()
        self._lock = threading.Lock()

    def note(
        self,
        actor: str,
        documents: Iterable[Document],
        form: str,
        *,
        blind: bool,
        action: Literal["viewed", "exported"] = "viewed",
    ) -> None:
        """Lines for the documents that have a report, all in one insert.

        `form` says as what it was shown: "page", "list", "csv" … of at most 34 characters.
        """
        said = f"{form} blind" if blind else form
        new = {
            (actor, f"{action} {said}", one.id): one
            for one in documents
            if one.report is not None and not self._known((actor, f"{action} {said}", one.id))
        }
        if not new:
            return
        moment = now()
        rows = [
            {
                "at": moment,
                "actor": actor,
                "action": action,
                "subject": one.id,
                "document_sha256": one.sha256,
                "outcome": said,
                **of_report(one.report or ""),
            }
            for one in new.values()
        ]
        with self._database.session() as session:
            session.execute(insert(AuditEntry), rows)
        self._remember(new)

    def _known(self, showing: _Showing) -> bool:
        with self._lock:
            noted = self._noted.get(showing)
        return noted is not None and time.monotonic() - noted < _AGAIN_SECONDS

    def _remember(self, showings: Iterable[_Showing]) -> None:
        with self._lock:
            for showing in showings:
                self._noted[showing] = time.monotonic()
                self._noted.move_to_end(showing)
            while len(self._noted) > _MOST:
                self._noted.popitem(last=False)
