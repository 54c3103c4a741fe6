"""Badge files: checked while the caller waits; nothing of them is kept."""

from __future__ import annotations

from typing import Any

from flask import Response

from recognizer.errors import BadgesNotInstalled, UnreadableFile
from recognizer.web.api.calls import Calls
from recognizer.web.api.contract import answers, json_answer
from recognizer.web.api.options import BadgeFormOptions, BadgeOptions
from recognizer.web.api.problems import Problem
from recognizer.web.api.receiving import BADGES, FORM, receive_badge
from recognizer.web.badges import Busy
from recognizer.web.services import services

blueprint = Calls("badges", __name__, url_prefix="/api/v1/badges")
_RETRY_SECONDS = "5"
_FORM = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "format": "binary", "description": "The badge file."},
        "email": {
            "type": "string",
            "format": "badge-email",
            "description": "An address to compare with whom the badge was awarded to.",
        },
    },
    "required": ["file"],
    "additionalProperties": False,
}
_BODY = {
    "required": True,
    "content": {
        FORM: {"schema": _FORM, "encoding": {"file": {"contentType": ", ".join(BADGES)}}},
        **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in BADGES},
    },
}


@blueprint.call(
    "POST",
    "/verify",
    scope="score",
    query=BadgeOptions,
    operationId="verifyBadge",
    requestBody=_BODY,
    responses={
        200: json_answer("What the file's badges state, and how far it is proven.", "BadgeReport"),
        **answers(413, 415, 422, 501),
    },
)
def verify(query: dict[str, Any]) -> Response:
    """Check an Open Badge: JSON, a token, or the badge's PNG or SVG.

    Send the file as the body, or as the field `file` of a form, there with an e-mail address to
    compare. Nothing is kept. Nothing is fetched either, unless the server's settings allow it; what
    could not be checked for that reason is said.
    """
    file, email = receive_badge(query, BadgeFormOptions())
    try:
        report = services().badges.check(file.content, name=file.name, email=email)
    except BadgesNotInstalled:
        raise Problem("badges_not_installed") from None
    except Busy:
        raise Problem("unavailable", headers={"Retry-After": _RETRY_SECONDS}) from None
    except UnreadableFile as error:
        detail = f" ({error.detail})" if error.detail else ""
        raise Problem(error.code, f"The file {error.what}{detail}. {error.next_step}") from None
    return Response(report.to_json(), mimetype="application/json")
