"""The list of uploaded résumés: filters, the job's needs, comparison, exports, deletion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from recognizer.errors import RecognizerError
from recognizer.role import NOTE
from recognizer.web import exports
from recognizer.web.batches import ended
from recognizer.web.cards import Card, cards
from recognizer.web.comparison_table import compare_rows
from recognizer.web.filters import Filter, options
from recognizer.web.needs import Needs, needs_of
from recognizer.web.reports import Shown, show_all
from recognizer.web.reports import show as show_document
from recognizer.web.services import services
from recognizer.web.sessions import blind, note_shown, visitor
from recognizer.web.tables import Batch, Review
from recognizer.web.uploads import NothingUploaded, TooManyFiles, read_files
from recognizer.web.words import plural

blueprint = Blueprint("batch", __name__, url_prefix="/batches")
MOST_COMPARED = 3
"""Résumés beside each other: more are not legible."""
_LONGEST_ROLE = 20_000
"""Characters of what the job needs: a long advertisement."""


@blueprint.get("/<batch>")
def show(batch: str) -> str:
    """All résumés of an upload in the order given, with the credentials that fit the filter."""
    found = _found(batch)
    wanted = Filter.of(request.args)
    shown = show_all(found, blind=blind())
    note_shown(found.documents, "list")
    needs, problem = _needs(found)
    rows = _rows(shown, wanted)
    return render_template(
        "batch.html",
        batch=found,
        rows=rows,
        failed=[one for one in shown if one.document.state == "failed"],
        shown_count=sum(len(made) for _, made in rows),
        all_count=sum(len(one.report.credentials) for one in shown if one.report),
        ticked=request.args.getlist("d"),
        note=NOTE,
        ended=ended(found),
        wanted=wanted,
        options=options(shown),
        needs=needs,
        coverage=_coverage(needs, shown),
        problem=problem,
        most_compared=MOST_COMPARED,
    )


@blueprint.get("/<batch>/progress")
def progress(batch: str) -> Response:
    """State of each file, for the page's script."""
    found = _found(batch)
    states = [{"id": document.id, "state": document.state} for document in found.documents]
    return jsonify(ended=ended(found), total=len(found.documents), documents=states)


@blueprint.get("/<batch>/rows/<document>")
def row(batch: str, document: str) -> str:
    """One résumé's entry of the list, for the page's script."""
    found = services().batches.document(visitor().owner, document)
    if found is None or found.batch_id != batch:
        abort(404)
    note_shown((found,), "list")
    wanted = Filter.of(request.args)
    ((shown, made),) = _rows([show_document(found, blind=blind())], wanted)
    return render_template("_row.html", one=shown, cards=made, wanted=wanted, batch=found.batch)


@blueprint.post("/<batch>/files")
def add(batch: str) -> Answer:
    """More files, behind those that are there."""
    _found(batch)
    made = services()
    try:
        files = read_files(request.files.getlist("files"), made.settings, made.limits)
        if not made.batches.append(visitor().owner, batch, files, pictures=True):
            abort(404)
        made.dispatcher.wake()
    except (NothingUploaded, TooManyFiles) as error:
        flash(str(error), "danger")
    return redirect(url_for("batch.show", batch=batch), 303)


@blueprint.post("/<batch>/role")
def role(batch: str) -> Answer:
    """What the job needs; empty takes it away."""
    text = request.form.get("role", "")[:_LONGEST_ROLE].strip()
    if not services().batches.set_role(visitor().owner, batch, text):
        abort(404)
    return redirect(url_for("batch.show", batch=batch) + "#role", 303)


@blueprint.post("/<batch>/delete")
def delete(batch: str) -> Answer:
    """Deletes the upload with everything about it."""
    count = len(_found(batch).documents)
    if not services().batches.delete(visitor().owner, batch):
        abort(404)
    flash(f"{plural(count, 'résumé')} deleted, with reports and reviews.", "success")
    return redirect(url_for("home.start"), 303)


@blueprint.get("/<batch>/compare")
def compare(batch: str) -> str | Answer:
    """Two or three résumés beside each other, a row for each credential."""
    found = _found(batch)
    chosen = request.args.getlist("d")
    shown = [one for one in show_all(found, blind=blind()) if one.id in chosen and one.report]
    if not 2 <= len(shown) <= MOST_COMPARED:
        flash("Choose two or three résumés that have been read.", "danger")
        return redirect(url_for("batch.show", batch=batch, d=chosen))
    note_shown((one.document for one in shown), "comparison")
    needs, _ = _needs(found)
    return render_template(
        "compare.html",
        batch=found,
        shown=shown,
        rows=compare_rows(shown, _reviews(shown), _today()),
        needs=needs,
        coverage=_coverage(needs, shown),
    )


@blueprint.get("/<batch>/export.<kind>")
def export(batch: str, kind: str) -> Response:
    """What is shown, as CSV or JSON: names hidden or not, filtered or not."""
    found = _found(batch)
    wanted = Filter.of(request.args)
    shown = show_all(found, blind=blind())
    reviews = _reviews(shown)
    if kind == "csv":
        content, mime = exports.as_csv(shown, wanted, reviews), "text/csv; charset=utf-8"
    elif kind == "json":
        content, mime = exports.as_json(shown, wanted, reviews), "application/json"
    else:
        abort(404)
    note_shown(found.documents, kind, "exported")
    answer = Response(content, content_type=mime)
    answer.headers["Content-Disposition"] = f'attachment; filename="credentials.{kind}"'
    return answer


@blueprint.get("/<batch>/print")
def printed(batch: str) -> str:
    """All that is shown, laid out for paper; `d` names single résumés."""
    found = _found(batch)
    wanted = Filter.of(request.args)
    only = request.args.getlist("d")
    shown = [one for one in show_all(found, blind=blind()) if not only or one.id in only]
    note_shown((one.document for one in shown), "print", "exported")
    needs, _ = _needs(found)
    return render_template(
        "print.html",
        batch=found,
        rows=_rows(shown, wanted),
        wanted=wanted,
        coverage=_coverage(needs, shown),
        today=_now(),
    )


def _found(batch: str) -> Batch:
    found = services().batches.find(visitor().owner, batch)
    if found is None:
        abort(404)
    return found


def _rows(shown: Sequence[Shown], wanted: Filter) -> list[tuple[Shown, tuple[Card, ...]]]:
    """Each résumé with those of its credentials that fit."""
    reviews = _reviews(shown)
    today = _today()
    return [
        (
            one,
            tuple(
                card
                for card in (cards(one.report, reviews, one.id, today) if one.report else ())
                if wanted.fits(card.item)
            ),
        )
        for one in shown
    ]


def _reviews(shown: Iterable[Shown]) -> Mapping[tuple[str, int], Review]:
    return services().reviews.standing(tuple(one.id for one in shown))


def _needs(batch: Batch) -> tuple[Needs | None, str | None]:
    """What the job needs, or what is wrong with what was typed in."""
    try:
        return needs_of(batch.role_text, services().taxonomy), None
    except RecognizerError as error:
        return None, str(error)


def _coverage(needs: Needs | None, shown: list[Shown] | tuple[Shown, ...]) -> dict[str, object]:
    """Document → which needs its credentials evidence."""
    if needs is None:
        return {}
    return {one.id: needs.cover(one.report) for one in shown if one.report is not None}


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return _now().date()
