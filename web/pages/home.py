"""The first page: upload résumés, find earlier uploads."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from recognizer.web.batches import ended
from recognizer.web.services import services
from recognizer.web.sessions import blind, visitor
from recognizer.web.uploads import NothingUploaded, TooManyFiles, read_files

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def start(message: str | None = None, status: int = 200) -> tuple[str, int]:
    """The form and the visitor's recent uploads."""
    recent = [(batch, ended(batch)) for batch in services().batches.recent(visitor().owner)]
    limits = services().limits
    page = render_template(
        "home.html",
        recent=recent,
        message=message,
        max_files=services().settings.max_files,
        max_megabytes=limits.max_bytes // 1_000_000,
        max_pages=limits.max_pages,
        names_hidden=blind(),
    )
    return page, status


@blueprint.post("/upload")
def upload() -> Answer | Response | tuple[str, int]:
    """Takes the files and leads to their list; the reading goes on behind it."""
    made = services()
    try:
        files = read_files(request.files.getlist("files"), made.settings, made.limits)
    except (NothingUploaded, TooManyFiles) as error:
        if _by_script():
            return Response(str(error), 400, mimetype="text/plain")
        return start(str(error), 400)
    batch = made.batches.add(visitor().owner, files, pictures=True)
    made.dispatcher.wake()
    place = url_for("batch.show", batch=batch)
    if _by_script():
        return jsonify(location=place)
    return redirect(place, 303)


def _by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
