"""One résumé: its credentials beside the page they stand on, and the reviewer's verdicts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from recognizer.errors import RecognizerError
from recognizer.report import Report
from recognizer.web.cards import cards, strip, timeline
from recognizer.web.needs import needs_of
from recognizer.web.pictures import MIME, paint_over
from recognizer.web.reports import parse, show
from recognizer.web.reviews import VERDICTS
from recognizer.web.services import services
from recognizer.web.sessions import blind, note_shown, visitor
from recognizer.web.tables import Document, Verdict

blueprint = Blueprint("report", __name__, url_prefix="/resumes")
_SURROUNDING = 3.0
"""Points by which a mark is larger than its words."""


@blueprint.get("/<document>")
def read(document: str) -> str:
    """The report: headline, strip, cards beside the page, timeline, what to ask."""
    found = _found(document)
    made = services()
    shown = show(found, blind=blind())
    if shown.report is None:
        return render_template("unread.html", one=shown, document=found, batch=found.batch)
    today = datetime.now(UTC).date()
    note_shown((found,), "page")
    laid = cards(shown.report, made.reviews.standing((found.id,)), found.id, today)
    sizes = made.batches.picture_sizes(found.id)
    try:
        needs = needs_of(found.batch.role_text, made.taxonomy)
    except RecognizerError:
        needs = None
    return render_template(
        "report.html",
        one=shown,
        document=found,
        batch=found.batch,
        report=shown.report,
        cards=laid,
        strip=strip(laid),
        timeline=timeline(laid, today),
        pages=[(number, *size) for number, size in sorted(sizes.items())],
        surrounding=_SURROUNDING,
        coverage=needs.cover(shown.report) if needs else None,
        verdicts=VERDICTS,
        taxonomy=made.taxonomy,
        before_after=_neighbours(found),
    )


@blueprint.get("/<document>/pages/<int:page>.jpg")
def picture(document: str, page: int) -> Response:
    """A page of the résumé; in blind mode what names the person is painted over here, not there."""
    found = _found(document)
    stored = services().batches.picture(visitor().owner, document, page)
    if stored is None:
        abort(404)
    note_shown((found,), "page")
    content = stored.content
    if blind():
        boxes = [(x0, top, x1, low) for at, x0, top, x1, low in found.hidden or () if at == page]
        content = paint_over(content, stored.width, boxes)
    return Response(content, mimetype=MIME)


@blueprint.post("/<document>/credentials/<int:index>/review")
def review(document: str, index: int) -> Answer:
    """Keeps the reviewer's verdict, or takes it back."""
    found, report = _read(document)
    if index >= len(report.credentials):
        abort(404)
    item = report.credentials[index]
    verdict = request.form.get("verdict", "")
    if verdict == "undo":
        services().reviews.take_back(found, index, item, by=visitor())
    elif verdict in VERDICTS:
        entry = request.form.get("entry", "").strip() if verdict == "wrong_match" else None
        services().reviews.say(
            found, index, item, cast(Verdict, verdict), entry=entry, by=visitor()
        )
    else:
        abort(400, "Choose one of the answers.")
    return redirect(url_for("report.read", document=found.id) + f"#c{index + 1}", 303)


@blueprint.post("/<document>/delete")
def delete(document: str) -> Answer:
    """Deletes one résumé with everything about it."""
    found = _found(document)
    only = len(services().batches.find(visitor().owner, found.batch_id).documents) == 1  # type: ignore[union-attr]
    services().batches.delete_document(visitor().owner, document)
    place = url_for("home.start") if only else url_for("batch.show", batch=found.batch_id)
    return redirect(place, 303)


def _found(document: str) -> Document:
    found = services().batches.document(visitor().owner, document)
    if found is None:
        abort(404)
    return found


def _read(document: str) -> tuple[Document, Report]:
    found = _found(document)
    text = found.blind_report  # the review file names nobody
    if text is None:
        abort(404)
    return found, parse(text)


def _neighbours(document: Document) -> tuple[str | None, str | None]:
    """The résumés before and after it in the order given."""
    batch = services().batches.find(visitor().owner, document.batch_id)
    ids = [one.id for one in batch.documents] if batch else [document.id]
    place = ids.index(document.id)
    return (
        ids[place - 1] if place else None,
        ids[place + 1] if place + 1 < len(ids) else None,
    )
