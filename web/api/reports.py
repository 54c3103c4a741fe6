"""One résumé: read while the caller waits, shown again, deleted."""

from __future__ import annotations

import time
from typing import Any

from flask import Response, request

from recognizer.web.api.access import caller
from recognizer.web.api.answering import answer_report, place, read_role
from recognizer.web.api.calls import Calls
from recognizer.web.api.contract import answers, example, json_answer, reference
from recognizer.web.api.options import FormOptions, ReadOptions, ShowOptions
from recognizer.web.api.problems import Problem
from recognizer.web.api.receiving import FORM, PDF, receive_one
from recognizer.web.api.repeating import PARAMETER, repeatable
from recognizer.web.api.shapes import REPORT_HEADERS
from recognizer.web.batches import NewFile
from recognizer.web.once import Ticket
from recognizer.web.services import services
from recognizer.web.tables import ENDED, OPEN, Document

blueprint = Calls("reports", __name__, url_prefix="/api/v1/reports")
_POLL_SECONDS = 1.0
"""How often a document is looked at that another server may be reading."""
_FORM = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "format": "binary", "description": "The résumé, a PDF."},
        "role": {
            "type": "string",
            "format": "role",
            "minLength": 1,
            "description": "What a job needs: skills, one a line, or the job's text.",
        },
        "blind": {"type": "boolean", "default": False},
    },
    "required": ["file"],
    "additionalProperties": False,
}
_BODY = {
    "required": True,
    "content": {
        FORM: {"schema": _FORM, "encoding": {"file": {"contentType": PDF}}},
        PDF: {"schema": {"type": "string", "format": "binary"}},
    },
}


def _as(profile: str) -> dict[str, Any]:
    return {"summary": f"?as={profile}", "value": example(profile)}


_REPORT = {
    "description": "The report, or the form of it that `as` asks for.",
    "headers": REPORT_HEADERS,
    "content": {
        "application/json": {
            "schema": {"anyOf": [reference("Report"), {"type": "object"}]},
            "examples": {
                "report": {"summary": "The report", "value": example("Report")},
                "jsonresume": _as("jsonresume"),
                "workday-certifications": _as("workday-certifications"),
            },
        },
        "application/ld+json": {
            "schema": {"type": "object"},
            "examples": {"ctdl-jsonld": _as("ctdl-jsonld")},
        },
    },
}


@blueprint.call(
    "POST",
    "",
    scope="score",
    query=ReadOptions,
    operationId="readReport",
    headers=(PARAMETER,),
    requestBody=_BODY,
    responses={200: _REPORT, **answers(409, 413, 415, 422, 504)},
)
def read(query: dict[str, Any]) -> Response:
    """Read one résumé and wait for its report.

    Send the PDF as the body, or as the field `file` of a form. The report is stored; its address is
    in Location. When reading takes longer than the server lets a request wait, the answer is 504
    and the report can be fetched from there later.
    """
    file, options = receive_one(query, FormOptions())
    read_role(options["role"], services().taxonomy)
    end = time.monotonic() + services().settings.answer_seconds
    with repeatable("reports", (file,), options) as ticket:
        document = _read_now(file, options, ticket, end)
        if document is None:
            document = _wait(_kept(file, options, ticket), end)
        if document.state not in ENDED:
            headers = {**place(document.id), "Retry-After": "2"}
            raise Problem("not_ready", headers=headers, more={"report_id": document.id})
        return answer_report(document, blind=options["blind"], form=query["as_"])


@blueprint.call(
    "GET",
    "/<id:report>",
    scope="read",
    query=ShowOptions,
    operationId="showReport",
    responses={
        200: _REPORT,
        202: json_answer("It is still being read.", "Waiting", headers=REPORT_HEADERS),
        304: {"description": "It is as it was.", "headers": REPORT_HEADERS},
        **answers(404, 422),
    },
)
def show(query: dict[str, Any], report: str) -> Response:
    """A stored report.

    422 says why a file could not be read, as the first answer did.
    """
    document = _found(report)
    made = answer_report(document, blind=query["blind"], form=query["as_"])
    if made.status_code == 200:
        made.make_conditional(request)
        if request.method == "GET" and made.status_code == 200:
            blind = query["blind"] or document.batch.blind
            form = query["as_"] or "json"
            services().viewings.note(caller().owner, (document,), form, blind=blind)
    return made


@blueprint.call(
    "DELETE",
    "/<id:report>",
    scope="score",
    operationId="deleteReport",
    responses={204: {"description": "It is gone, with everything about it."}, **answers(404)},
)
def delete(report: str) -> Response:
    """Delete a report with everything about it but the audit's lines."""
    if not services().batches.delete_document(caller().owner, report):
        raise Problem("not_found")
    return Response(status=204)


def _read_now(
    file: NewFile, options: dict[str, Any], ticket: Ticket | None, end: float
) -> Document | None:
    """The document of a file that was read and kept at once.

    Written down first, it would be taken up again from the queue and deleted; nothing was promised
    before there is an answer. None where it has to go that way: an earlier request with the same
    key did, others read, or there are too many before it.
    """
    made = services()
    if ticket and ticket.batch:
        return None
    outcome = made.dispatcher.read_now(file.name, file.content, end - time.monotonic())
    if outcome is None:
        return None
    return made.batches.add_read(
        caller().owner,
        file,
        outcome,
        role=options["role"],
        blind=options["blind"],
        made=made.once.made(ticket) if ticket else None,
    )


def _kept(file: NewFile, options: dict[str, Any], ticket: Ticket | None) -> str:
    """The file's document: a new one, or that of the earlier request with the same key."""
    made, owner = services(), caller().owner
    batch = ticket.batch if ticket else None
    if batch is None:
        batch = made.batches.add(
            owner,
            (file,),
            pictures=False,
            priority=0,
            role=options["role"],
            blind=options["blind"],
            made=made.once.made(ticket) if ticket else None,
        )
        made.dispatcher.wake()
    found = made.progress.first_document(owner, batch)
    if found is None:
        raise Problem("not_found")
    return found


def _wait(report: str, end: float) -> Document:
    """The document once it has ended, or as it is when the time for waiting is over."""
    made, owner = services(), caller().owner
    with made.dispatcher.watching(report) as ended:
        while made.progress.state(owner, report) in OPEN and not made.ending.is_set():
            left = end - time.monotonic()
            if left <= 0:
                break
            ended.wait(min(left, _POLL_SECONDS))
            ended.clear()
    return _found(report)


def _found(report: str) -> Document:
    found = services().batches.document(caller().owner, report)
    if found is None:
        raise Problem("not_found")
    return found
