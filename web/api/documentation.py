"""The contract to read and to try: Swagger UI, from the package that ships it, without a network.

It lives under the same rules as the other pages (`security.CONTENT_SECURITY_POLICY`): its scripts
and styles are files of this server, and it asks no other one.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Response, render_template, send_from_directory

blueprint = Blueprint("documentation", __name__, url_prefix="/api/docs")


@blueprint.get("/")
def show() -> str:
    """The page; its script reads /openapi.json."""
    return render_template("api_docs.html")


@blueprint.get("/<any('swagger-ui.css', 'swagger-ui-bundle.js'):name>")
def shipped(name: str) -> Response:
    """A file of Swagger UI."""
    made = send_from_directory(Path(str(files("flask_swagger_ui"))) / "dist", name)
    made.headers["Cache-Control"] = "public, max-age=3600"
    return made
