"""The contract to read and to try: Swagger UI, from the package that ships it, without a network.

It lives under the same rules as the other pages (`security.CONTENT_SECURITY_POLICY`): its scripts
and styles are files of this server, and it asks no other one.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Response, render_template, send_from_directory

from recognizer.errors import UnreadableResume
from recognizer.web.api.problem_words import WORDS
from recognizer.web.api.problems import UNREADABLE_STATUS
from recognizer.web.progress import CANCELLED

blueprint = Blueprint("documentation", __name__, url_prefix="/api/docs")


@blueprint.get("/")
def show() -> str:
    """The page; its script reads /openapi.json."""
    return render_template("api_docs.html")


@blueprint.get("/problems")
def problems() -> str:
    """Every kind of error; `type` of a problem leads to its row."""
    calls = [(code, words.status, words.title, words.detail) for code, words in WORDS.items()]
    tables = [("Requests that are refused", calls), ("Files without a report", list(_files()))]
    return render_template("api_problems.html", tables=tables)


def _files() -> Iterator[tuple[str, int, str, str]]:
    for kind in sorted(UnreadableResume.__subclasses__(), key=lambda kind: kind.code):
        if kind.code not in WORDS:
            status = UNREADABLE_STATUS.get(kind.code, WORDS["unreadable"].status)
            yield kind.code, status, f"The file {kind.what}", kind.next_step
    yield CANCELLED[0], WORDS["unreadable"].status, "The file was not read", CANCELLED[1]


@blueprint.get("/<any('swagger-ui.css', 'swagger-ui-bundle.js'):name>")
def shipped(name: str) -> Response:
    """A file of Swagger UI."""
    made = send_from_directory(Path(str(files("flask_swagger_ui"))) / "dist", name)
    made.headers["Cache-Control"] = "public, max-age=3600"
    return made
