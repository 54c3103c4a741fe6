"""Reports as they are sent: blind or not, with the role laid over, in the form asked for."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from flask import Response, jsonify, url_for

from recognizer.errors import RoleError
from recognizer.profiles import MEDIA_TYPES, to_profile
from recognizer.role import Role, cover
from recognizer.taxonomy import Taxonomy
from recognizer.web.api.problems import Problem, unreadable
from recognizer.web.reports import parse
from recognizer.web.services import services
from recognizer.web.tables import Document

_AGAIN_SECONDS = 1
"""When to ask again for a report that is not ready."""


def read_role(text: str | None, taxonomy: Taxonomy) -> Role | None:
    """What the job needs; refuses a text that names no skill."""
    try:
        return Role.read(text, taxonomy) if text else None
    except RoleError as error:
        raise Problem("role", str(error)) from None


def report_bytes(document: Document, *, blind: bool, role: Role | None) -> bytes:
    """The bytes of `Report.to_json` of a document that was read."""
    text = (document.blind_report if blind else document.report) or ""
    if role is None:
        return text.encode()
    report = parse(text)
    return replace(report, role=cover(report, role, services().taxonomy)).to_json()


def label(document: Document, *, blind: bool) -> str:
    """What a file is called: its name, or by its bytes where names are hidden."""
    return f"{document.sha256[:16]}.pdf" if blind else document.name


def answer_report(document: Document, *, blind: bool, form: str | None) -> Response:
    """What a document has come to: its report, why it has none, or that it waits."""
    if document.state in ("failed", "cancelled"):
        code, message = document.error_code or "unreadable", document.error_message or ""
        raise unreadable(code, message, document.id)
    if document.state != "done":
        return waiting(document)
    batch = document.batch
    blind = blind or batch.blind
    role = read_role(batch.role_text, services().taxonomy)
    content = report_bytes(document, blind=blind, role=role)
    if form is not None:
        content = to_profile(parse(content.decode()), form)
    made = Response(content, mimetype=MEDIA_TYPES.get(form or "", "application/json"))
    made.headers.update(place(document.id))
    made.set_etag(hashlib.sha256(content).hexdigest())
    return made


def waiting(document: Document) -> Response:
    """202 for a document that is being read."""
    made: Response = jsonify(id=document.id, state=document.state)
    made.status_code = 202
    made.headers.update(place(document.id))
    made.headers["Retry-After"] = str(_AGAIN_SECONDS)
    return made


def place(report: str) -> dict[str, Any]:
    """Headers that say where a report is."""
    return {"Location": url_for("reports.show", report=report), "X-Report-Id": report}
