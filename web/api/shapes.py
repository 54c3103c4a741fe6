"""The shapes of answers in the contract, beside the report's own: JSON Schema as data."""

from __future__ import annotations

from typing import Any

from recognizer.errors import UnreadableResume
from recognizer.web.api.problem_words import WORDS
from recognizer.web.api.problems import TYPE

ID = "^[0-9a-f]{32}$"
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key made by `recognizer keys add`. On a loopback address, where neither an "
    "account nor a key was ever made, none is asked for.",
}
_TEXT = {"type": "string"}
_ID = {"type": "string", "pattern": ID}
_COUNT = {"type": "integer", "minimum": 0}
_TIME = {"type": "string", "format": "date-time"}
_STATES = ["queued", "running", "done", "failed", "cancelled"]
FILE_CODES = ("cancelled", *sorted(kind.code for kind in UnreadableResume.__subclasses__()))
"""Why a file has no report."""

PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("bad_request", "No HTTP, or a character or a host name that is not taken."),
    401: ("unauthorized", "No key, or one that is not in use."),
    403: ("missing_scope", "The key has not the scope, or another site's page sent this."),
    404: ("not_found", "There is nothing here that the key may see."),
    409: ("in_flight", "The first request with this Idempotency-Key is still being answered."),
    413: ("too_large", "A file, or the whole request, is too large."),
    415: ("unsupported_media_type", "The content is of a kind that is not taken."),
    422: ("invalid", "A value is not as it should be, or the file cannot be read."),
    429: ("too_many_requests", "The quota is used up."),
    500: ("internal", "A mistake of the program."),
    501: ("badges_not_installed", "The server lacks the packages that check badges."),
    503: ("unavailable", "The server cannot answer now."),
    504: ("not_ready", "The report is not ready yet; it is being read behind this answer."),
}
"""Status → (an example's code, what it means)."""
_SECONDS = {"schema": {"type": "integer", "minimum": 0}, "description": "Seconds to wait."}
PROBLEM_HEADERS: dict[int, Any] = {
    401: {"WWW-Authenticate": {"schema": _TEXT, "description": "How to show a key."}},
    409: {"Retry-After": _SECONDS},
    429: {"Retry-After": _SECONDS},
    503: {"Retry-After": _SECONDS},
    504: {
        "Retry-After": _SECONDS,
        "Location": {"schema": _TEXT, "description": "Address of the report to come."},
        "X-Report-Id": {"schema": _ID, "description": "Id of the report to come."},
    },
}
ETAG = {"ETag": {"schema": _TEXT, "description": "Changes when the answer's bytes do."}}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "schema": _TEXT,
    "description": "The ETag of an earlier answer: 304 when nothing has changed.",
}
REPORT_HEADERS = {
    "Location": {"schema": _TEXT, "description": "Address of the stored report."},
    "X-Report-Id": {"schema": _ID, "description": "Id of the stored report."},
    **ETAG,
}

_SIGNED = {
    "webhook-id": "The message's id, the same at every attempt: take each once.",
    "webhook-timestamp": "When it was signed, in seconds since 1970: refuse what is older than "
    "five minutes.",
    "webhook-signature": "`v1,` and the base64 of HMAC-SHA256 over id, timestamp and body with "
    "dots between; several with blanks between.",
}
WEBHOOKS = {
    "batchEnded": {
        "post": {
            "operationId": "batchEnded",
            "summary": "A batch has ended.",
            "description": "Sent to the batch's `webhook_url` in the form of Standard Webhooks. "
            "Anything but 2xx within 15 seconds is tried again, eleven times in a day; 410 is not.",
            "parameters": [
                {
                    "in": "header",
                    "name": name,
                    "required": True,
                    "schema": _TEXT,
                    "description": text,
                }
                for name, text in _SIGNED.items()
            ],
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/BatchEnded"}}
                },
            },
            "responses": {"2XX": {"description": "Taken."}, "410": {"description": "No more."}},
        }
    }
}
"""What the server sends by itself (OpenAPI's `webhooks`)."""


def problem_example(code: str) -> dict[str, Any]:
    """A problem as it is sent."""
    words = WORDS[code]
    return {
        "type": TYPE + code,
        "title": words.title,
        "status": words.status,
        "detail": words.detail,
        "instance": "urn:uuid:7d3f9a52-0c1e-4b8e-9a5f-2f0f6c1b7e11",
        "code": code,
    }


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list_of(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


_SOURCE = {"$ref": "#/components/schemas/Source"}
_FACT = _object({"value": _COUNT, "meaning": _TEXT, "source": _SOURCE})
_NAMED = _object({"id": {"type": "string", "pattern": SLUG}, "name": _TEXT})

SCHEMAS: dict[str, Any] = {
    "Problem": _object(
        {
            "type": {"type": "string", "format": "uri-reference"},
            "title": _TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": _TEXT,
            "instance": {"type": "string", "format": "uri"},
            "code": _TEXT,
            "errors": {
                "type": "array",
                "items": _object(
                    {"in": _TEXT, "parameter": _TEXT, "detail": _TEXT}, optional=("parameter",)
                ),
            },
            "report_id": _ID,
            "violated-policies": {"type": "array", "items": _TEXT},
        },
        optional=("errors", "report_id", "violated-policies"),
    ),
    "Waiting": _object({"id": _ID, "state": {"enum": ["queued", "running"]}}),
    "Batch": _object(
        {
            "id": _ID,
            "state": {"enum": ["queued", "running", "done", "cancelled"]},
            "total": _COUNT,
            "counts": _object({state: _COUNT for state in _STATES}),
            "blind": {"type": "boolean"},
            "created": _TIME,
            "expires": _TIME,
            "results": {"type": "string", "format": "uri-reference"},
            "webhook": _or_null(
                _object(
                    {
                        "state": {"enum": ["waiting", "delivered", "failed"]},
                        "attempts": _COUNT,
                        "outcome": _or_null(_TEXT),
                    }
                )
            ),
        }
    ),
    "BatchEnded": _object(
        {
            "type": {"const": "batch.ended"},
            "timestamp": _TIME,
            "data": _object({"id": _ID, "state": {"enum": ["done", "cancelled"]}}),
        }
    ),
    "FileError": _object({"code": {"enum": list(FILE_CODES)}, "message": _TEXT}),
    "Result": _object(
        {
            "id": _ID,
            "file": _TEXT,
            "report": {"$ref": "#/components/schemas/Report"},
            "error": {"$ref": "#/components/schemas/FileError"},
        },
        optional=("report", "error"),
    ),
    "Results": _object(
        {"state": {"enum": _STATES}, "results": _list_of("Result"), "next": _or_null(_TEXT)}
    ),
    "Hits": _object({"results": _list_of("Hit"), "taxonomy": _TEXT}),
    "Hit": _object(
        {
            "kind": {"enum": ["credential", "provider"]},
            "id": _TEXT,
            "name": _TEXT,
            "score": {"type": "number", "minimum": 0, "maximum": 1},
        }
    ),
    "Source": _object(
        {"title": _TEXT, "url": {"type": "string", "format": "uri"}, "retrieved": _TEXT}
    ),
    "Facts": {"type": "object", "additionalProperties": _or_null(_FACT)},
    "CatalogueCredential": _object(
        {
            "id": _TEXT,
            "name": _TEXT,
            "type": _TEXT,
            "issuer": _NAMED,
            "platforms": {"type": "array", "items": _NAMED},
            "aliases": {"type": "array", "items": _TEXT},
            "codes": {"type": "array", "items": _TEXT},
            "validity_months": _or_null(_COUNT),
            "does_not_expire": _or_null({"type": "boolean"}),
            "hours": _or_null({"type": "number"}),
            "skills": {"type": "array", "items": _NAMED},
            "stackable_into": {"type": "array", "items": _NAMED},
            "lifecycle": {"enum": ["active", "retired", "superseded"]},
            "superseded_by": _or_null(_NAMED),
            "facts": {"$ref": "#/components/schemas/Facts"},
            "sources": _list_of("Source"),
            "reviewed": _TEXT,
            "taxonomy": _TEXT,
        }
    ),
    "CatalogueProvider": _object(
        {
            "id": _TEXT,
            "name": _TEXT,
            "kind": _TEXT,
            "roles": {"type": "array", "items": _TEXT},
            "aliases": {"type": "array", "items": _TEXT},
            "country": _or_null(_TEXT),
            "homepage": _or_null(_TEXT),
            "credentials": _COUNT,
            "sources": _list_of("Source"),
            "reviewed": _TEXT,
            "taxonomy": _TEXT,
        }
    ),
    "State": _object({"status": {"enum": ["ok", "unavailable"]}}),
}
"""Name → shape."""
