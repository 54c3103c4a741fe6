"""A page of results as JSON, JSON Lines or CSV: the rows of `recognizer score`, with ids."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response

from recognizer.export import COLUMNS, Row, rows
from recognizer.result_files import harmless
from recognizer.role import Role
from recognizer.web.api.answering import label, report_bytes
from recognizer.web.progress import Page
from recognizer.web.reports import parse
from recognizer.web.tables import Document, State

JSON = "application/json"
LINES = "application/x-ndjson"
CSV = "text/csv"


def as_json(
    page: Page, state: State, cursor: str | None, *, blind: bool, role: Role | None
) -> Response:
    """`{"state", "results": [{"id", "file", "report" or "error"}], "next"}`."""
    entries = b",".join(_entries(page.documents, blind=blind, role=role))
    head = b'{"state":' + _json(state) + b',"results":['
    return Response(head + entries + b'],"next":' + _json(cursor) + b"}\n", mimetype=JSON)


def as_lines(page: Page, *, blind: bool, role: Role | None) -> Response:
    """One entry a line."""
    lines = (entry + b"\n" for entry in _entries(page.documents, blind=blind, role=role))
    return Response(b"".join(lines), mimetype=LINES)


def as_csv(page: Page, *, blind: bool, role: Role | None) -> Response:
    """One row a credential, with the columns of `recognizer score`."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for document in page.documents:
        for row in _rows(document, blind=blind):
            writer.writerow({key: harmless(cell) for key, cell in row.items()})
    return Response(text.getvalue().encode("utf-8-sig", "replace"), mimetype=CSV)


def _entries(documents: Iterable[Document], *, blind: bool, role: Role | None) -> Iterator[bytes]:
    for document in documents:
        entry: dict[str, Any] = {"file": label(document, blind=blind), "id": document.id}
        if document.state == "done":
            entry["report"] = json.loads(report_bytes(document, blind=blind, role=role))
        else:
            entry["error"] = {"code": document.error_code, "message": document.error_message}
        yield _json(entry)


def _rows(document: Document, *, blind: bool) -> Iterator[Row]:
    name = label(document, blind=blind)
    if document.state == "done":
        text = document.blind_report if blind else document.report
        yield from rows(name, parse(text or ""))
    else:
        error: Row = {
            "error_code": document.error_code,
            "error_message": document.error_message,
        }
        yield dict.fromkeys(COLUMNS) | {"file": name} | error


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")
