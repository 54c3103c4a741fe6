"""A page of results as JSON, JSON Lines or CSV: the rows of `recognizer score`, with ids."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response

from recognizer.export import COLUMNS, credential_rows
from recognizer.result_files import harmless
from recognizer.role import Role
from recognizer.web.api.answering import label, report_bytes
from recognizer.web.progress import Page
from recognizer.web.tables import Document, State

JSON = "application/json"
LINES = "application/x-ndjson"
CSV = "text/csv"


def as_json(
    page: Page, state: State, cursor: str | None, *, blind: bool, role: Role | None
) -> Response:
    """`{"state", "results": [{"file", "id", "report" or "error"}], "next"}`."""
    entries = list(_entries(page.documents, blind=blind, role=role))
    return Response(_json({"state": state, "results": entries, "next": cursor}), mimetype=JSON)


def as_lines(page: Page, *, blind: bool, role: Role | None) -> Response:
    """One entry a line."""
    entries = _entries(page.documents, blind=blind, role=role)
    return Response(b"".join(map(_json, entries)), mimetype=LINES)


def as_csv(page: Page, *, blind: bool, role: Role | None) -> Response:
    """One row a credential, with the columns of `recognizer score`."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for entry in _entries(page.documents, blind=blind, role=role):
        for row in credential_rows(entry):
            writer.writerow({key: harmless(cell) for key, cell in row.items()})
    return Response(text.getvalue().encode("utf-8-sig", "replace"), mimetype=CSV)


def _entries(
    documents: Iterable[Document], *, blind: bool, role: Role | None
) -> Iterator[dict[str, Any]]:
    for document in documents:
        entry: dict[str, Any] = {"file": label(document, blind=blind), "id": document.id}
        if document.state == "done":
            entry["report"] = json.loads(report_bytes(document, blind=blind, role=role))
        else:
            entry["error"] = {"code": document.error_code, "message": document.error_message}
        yield entry


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"
