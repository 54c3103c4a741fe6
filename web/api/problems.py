"""Errors as `application/problem+json` (RFC 9457): fixed words, never what the caller sent.

`type` names the kind of problem, `code` is the same in short (the codes of `recognizer score` for
files that cannot be read), `detail` says what to do, `errors` points at single parameters.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask import Response, request
from werkzeug.exceptions import HTTPException

from recognizer.web.api.problem_words import BY_STATUS, WORDS
from recognizer.web.database import is_away

MEDIA_TYPE = "application/problem+json"
TYPE = "/api/docs/problems#"
"""Beginning of every kind's name: its row on the page that explains them all."""
QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"
"""The registered type for a quota that is used up (draft-ietf-httpapi-ratelimit-headers)."""
_PREFIX = "/api/"
_PATHS = frozenset({"/openapi.json", "/healthz", "/readyz", "/metrics"})
_RETRY_SECONDS = 5
"""What a caller is asked to wait when the server is not able to answer."""
UNREADABLE_STATUS = {"too_large": 413}
"""Statuses of files that cannot be read, where not 422."""

log = logging.getLogger("recognizer.web")


class Problem(HTTPException):
    """An error that the endpoint answers with.

    `detail` replaces the usual sentence; `status` and `title` are for a file's own errors; `more`
    holds further members.
    """

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        *,
        status: int | None = None,
        title: str | None = None,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        usual = WORDS.get(code, WORDS["unreadable"])
        self.slug = code
        self.code = status or usual.status
        self.title = title or usual.title
        self.detail = detail or usual.detail
        self.headers = dict(headers or {})
        self.more = dict(more or {})


def unreadable(code: str, message: str, report: str) -> Problem:
    """Why one file has no report; the message holds no word of the file, nor its name."""
    title = "The file was not read" if code == "cancelled" else WORDS["unreadable"].title
    status = UNREADABLE_STATUS.get(code, 422)
    return Problem(code, message, status=status, title=title, more={"report_id": report})


def concerns_api() -> bool:
    """Whether this request came for the endpoint, not for a page."""
    return request.path.startswith(_PREFIX) or request.path in _PATHS


def answer(error: HTTPException) -> Response:
    """Any HTTP error as a problem."""
    if error.response is not None:
        return cast(Response, error.response)  # a redirect of the routing
    problem = error if isinstance(error, Problem) else _translated(error)
    instance = f"urn:uuid:{uuid.uuid4()}"
    if problem.code == 500:
        log.error("problem %s at %s %s", instance, request.method, request.endpoint)
    return body(problem, instance)


def body(problem: Problem, instance: str) -> Response:
    """The problem as a response."""
    quota = problem.slug == "too_many_requests"
    said = {
        "type": QUOTA_EXCEEDED if quota else TYPE + problem.slug,
        "title": problem.title,
        "status": problem.code,
        "detail": problem.detail,
        "instance": instance,
        "code": problem.slug,
        **problem.more,
    }
    made = Response(json.dumps(said, ensure_ascii=False) + "\n", problem.code, mimetype=MEDIA_TYPE)
    made.headers.update(problem.headers)
    return made


def _translated(error: HTTPException) -> Problem:
    """An error of Flask, Werkzeug or webargs in our words."""
    if is_away(getattr(error, "original_exception", None)):
        return Problem("unavailable", headers={"Retry-After": str(_RETRY_SECONDS)})
    status = error.code or 500
    kept = ("Allow", "Retry-After", "WWW-Authenticate")
    headers = {name: value for name, value in error.get_headers() if name in kept}
    messages = (getattr(error, "data", None) or {}).get("messages")
    more = {"errors": list(_errors(messages))} if messages else {}
    if status in BY_STATUS:
        return Problem(BY_STATUS[status], headers=headers, more=more)
    code = "bad_request" if status < 500 else "internal"
    return Problem(code, status=status, title=error.name, headers=headers, more=more)


def _errors(messages: Mapping[str, Any]) -> Iterable[dict[str, str]]:
    """{place: {parameter: [sentence]}} of webargs; names that are not ours are not repeated."""
    for place, found in messages.items():
        for name, sentences in found.items() if isinstance(found, Mapping) else ():
            for sentence in sentences if isinstance(sentences, list) else [str(sentences)]:
                if sentence == "Unknown field.":
                    yield {"in": place, "detail": "This call has no parameter of that name."}
                else:
                    yield {"in": place, "parameter": str(name), "detail": str(sentence)}
