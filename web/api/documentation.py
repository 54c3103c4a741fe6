"""The contract to read and to try: Swagger UI, from the package that ships it, without a network.

The page needs one thing that others may not have: its library writes style attributes, so inline
styles are allowed on this page alone. Scripts stay those of this server.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, send_from_directory

from recognizer.web.security import CONTENT_SECURITY_POLICY

blueprint = Blueprint("documentation", __name__, url_prefix="/api/docs")


@blueprint.get("/")
def show() -> Response:
    """The page; its script reads /openapi.json."""
    made = make_response(render_template("api_docs.html"))
    policy = CONTENT_SECURITY_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    made.headers["Content-Security-Policy"] = policy
    return made


@blueprint.get("/<any('swagger-ui.css', 'swagger-ui-bundle.js'):name>")
def shipped(name: str) -> Response:
    """A file of Swagger UI."""
    made = send_from_directory(Path(str(files("flask_swagger_ui"))) / "dist", name)
    made.headers["Cache-Control"] = "public, max-age=3600"
    return made
