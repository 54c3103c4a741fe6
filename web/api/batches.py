"""Many résumés: taken at once, read while the caller goes on, fetched page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args
from urllib.parse import urlencode

from flask import Response, jsonify, request, url_for
from sqlalchemy.orm import Session

from recognizer.public_addresses import AddressRefused
from recognizer.web.api.access import caller
from recognizer.web.api.answering import read_role
from recognizer.web.api.calls import Calls
from recognizer.web.api.contract import answers, example, json_answer, reference
from recognizer.web.api.options import BatchFormOptions, BatchOptions, ResultOptions
from recognizer.web.api.problems import Problem
from recognizer.web.api.receiving import FORM, ZIP, receive_many
from recognizer.web.api.repeating import PARAMETER, repeatable
from recognizer.web.api.results import CSV, JSON, LINES, as_csv, as_json, as_lines
from recognizer.web.once import Ticket
from recognizer.web.progress import Tally
from recognizer.web.services import services
from recognizer.web.tables import State

blueprint = Calls("batches", __name__, url_prefix="/api/v1/batches")
_AGAIN_SECONDS = "1"
_FORM = {
    "type": "object",
    "properties": {
        "files": {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "minItems": 1,
            "description": "PDF files, or ZIP archives of them.",
        },
        "role": {"type": "string", "format": "role", "minLength": 1},
        "blind": {"type": "boolean", "default": False},
        "webhook_url": {"type": "string", "format": "webhook-url"},
    },
    "required": ["files"],
    "additionalProperties": False,
}
_BODY = {
    "required": True,
    "content": {
        FORM: {"schema": _FORM, "encoding": {"files": {"contentType": "application/pdf"}}},
        ZIP: {"schema": {"type": "string", "format": "binary"}},
    },
}
_LOCATION = {"Location": {"schema": {"type": "string"}, "description": "Address of the batch."}}
_LINK = {
    "Link": {"schema": {"type": "string"}, "description": '`rel="next"`: the page after this one.'},
    "Retry-After": {
        "schema": {"type": "integer"},
        "description": "Seconds after which more may be ready; only while files are being read.",
    },
}


@blueprint.call(
    "POST",
    "",
    scope="score",
    query=BatchOptions,
    operationId="makeBatch",
    headers=(PARAMETER,),
    requestBody=_BODY,
    responses={
        202: json_answer("Taken; it is being read.", "Batch", headers=_LOCATION),
        **answers(409, 413, 415, 422),
    },
)
def make(query: dict[str, Any]) -> Response:
    """Have many résumés read.

    Send the files in fields named `files`, or a ZIP archive as the body. A file that cannot be read
    fails alone; the others go on.
    """
    files, options = receive_many(query, BatchFormOptions())
    read_role(options["role"], services().taxonomy)
    made, owner = services(), caller().owner
    told = options["webhook_url"]
    _check_receiver(owner, told)
    with repeatable("batches", files, options) as ticket:
        batch = ticket.batch if ticket else None
        if batch is None:
            batch = made.batches.add(
                owner,
                files,
                pictures=False,
                role=options["role"],
                blind=options["blind"],
                made=_also(owner, ticket, told),
            )
            made.dispatcher.wake()
        answer = _shown(_tally(batch), 202)
    answer.headers["Location"] = url_for("batches.show", batch=batch)
    return answer


@blueprint.call(
    "GET",
    "/<id:batch>",
    scope="read",
    operationId="showBatch",
    responses={200: json_answer("How far it is.", "Batch"), **answers(404)},
)
def show(batch: str) -> Response:
    """State and counts of a batch."""
    return _shown(_tally(batch), 200)


@blueprint.call(
    "GET",
    "/<id:batch>/results",
    scope="read",
    query=ResultOptions,
    operationId="listResults",
    responses={
        200: {
            "description": "Results in the order of the files, up to the first that is not ready.",
            "headers": _LINK,
            "content": {
                JSON: {"schema": reference("Results"), "example": example("Results")},
                LINES: {"schema": {"type": "string"}},
                CSV: {"schema": {"type": "string"}},
            },
        },
        **answers(404, 422),
    },
)
def results(query: dict[str, Any], batch: str) -> Response:
    """Results, page by page.

    Go on with `next` (or the link in the header Link) until it is null; while files are still being
    read, the page may be empty and Retry-After says when to come back. As JSON Lines, each file is
    a row of `recognizer score` with the report's id; as CSV, each credential is one.
    """
    made = services()
    start = int(query["cursor"].removeprefix("p")) if query["cursor"] else 0
    page = made.progress.page(caller().owner, batch, start, query["limit"])
    if page is None:
        raise Problem("not_found")
    role = read_role(page.batch.role_text, made.taxonomy)
    kind = _kind(query["format"])
    cursor = None if page.next is None else f"p{page.next}"
    blind = query["blind"] or page.batch.blind
    if kind == JSON:
        answer = as_json(page, _tally(batch).state, cursor, blind=blind, role=role)
    else:
        answer = (as_lines if kind == LINES else as_csv)(page, blind=blind, role=role)
    if request.method == "GET":
        form = {JSON: "json", LINES: "jsonl", CSV: "csv"}[kind]
        made.viewings.note(caller().owner, page.documents, form, blind=blind)
    answer.vary.add("Accept")
    if cursor is not None:
        asked = {**request.args.to_dict(), "cursor": cursor}
        link = f"{url_for('batches.results', batch=batch)}?{urlencode(asked)}"
        answer.headers["Link"] = f'<{link}>; rel="next"'
        if len(page.documents) < query["limit"]:
            answer.headers["Retry-After"] = _AGAIN_SECONDS
    return answer


@blueprint.call(
    "POST",
    "/<id:batch>/cancel",
    scope="score",
    operationId="cancelBatch",
    responses={200: json_answer("What is left of it.", "Batch"), **answers(404)},
)
def cancel(batch: str) -> Response:
    """Stop reading. Results that there are stay; the other files are `cancelled`."""
    if not services().progress.cancel(caller().owner, batch):
        raise Problem("not_found")
    return _shown(_tally(batch), 200)


@blueprint.call(
    "DELETE",
    "/<id:batch>",
    scope="score",
    operationId="deleteBatch",
    responses={204: {"description": "It is gone, with everything about it."}, **answers(404)},
)
def delete(batch: str) -> Response:
    """Delete a batch with all its reports and everything about it but the audit's lines."""
    if not services().batches.delete(caller().owner, batch):
        raise Problem("not_found")
    return Response(status=204)


def _check_receiver(owner: str, url: str | None) -> None:
    """Raises Problem for a receiver that is not taken."""
    if url is None:
        return
    try:
        services().webhooks.check(owner, url)
    except AddressRefused as refused:
        error = {"in": "query or form", "parameter": "webhook_url", "detail": str(refused)}
        raise Problem("invalid", more={"errors": [error]}) from None


def _also(owner: str, ticket: Ticket | None, url: str | None) -> Callable[[Session, str], None]:
    """What is written down in the transaction that makes a batch."""
    made = services()
    remember = made.once.made(ticket) if ticket else None

    def write(session: Session, batch: str) -> None:
        if remember is not None:
            remember(session, batch)
        if url is not None:
            made.webhooks.owe(session, owner, batch, url)

    return write


def _tally(batch: str) -> Tally:
    found = services().progress.tally(caller().owner, batch)
    if found is None:
        raise Problem("not_found")
    return found


def _shown(tally: Tally, status: int) -> Response:
    batch = tally.batch
    told = services().webhooks.of_batch(batch.id)
    made: Response = jsonify(
        id=batch.id,
        state=tally.state,
        total=tally.total,
        counts={state: tally.counts.get(state, 0) for state in get_args(State)},
        blind=batch.blind,
        created=batch.created.isoformat(),
        expires=batch.expires.isoformat(),
        results=url_for("batches.results", batch=batch.id),
        webhook=told and {"state": told.state, "attempts": told.attempts, "outcome": told.outcome},
    )
    made.status_code = status
    return made


def _kind(asked: str | None) -> str:
    if asked is not None:
        return {"json": JSON, "jsonl": LINES, "csv": CSV}[asked]
    return request.accept_mimetypes.best_match((JSON, LINES, CSV), default=JSON) or JSON
