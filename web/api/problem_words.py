"""What each problem of the endpoint is called, and what to do about it."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """Status, title, and the sentence that says what to do."""

    status: int
    title: str
    detail: str


WORDS: dict[str, Words] = {
    "bad_request": Words(
        400, "The request is not understood", "Compare it with the contract at /openapi.json."
    ),
    "unauthorized": Words(
        401, "A key is needed", "Send one that is in use, as `Authorization: Bearer rcr_…`."
    ),
    "forbidden": Words(
        403, "This is not allowed", "Requests that another site's page makes are refused."
    ),
    "missing_scope": Words(
        403, "The key may not do this", "Use a key with the scope that the contract names."
    ),
    "not_found": Words(
        404, "There is nothing here", "It was deleted, has expired, is another's, or never was."
    ),
    "method_not_allowed": Words(
        405, "This address does not take that method", "The header Allow names those it takes."
    ),
    "in_flight": Words(
        409,
        "The first request with this Idempotency-Key is still being answered",
        "Wait for the seconds of Retry-After, then repeat the request as it is.",
    ),
    "too_large": Words(413, "Too much at once", "Send fewer or smaller files."),
    "unsupported_media_type": Words(
        415, "The content is of a kind that is not taken", "Send a kind that the contract names."
    ),
    "invalid": Words(
        422, "A value is not as it should be", "`errors` says which, and what is expected."
    ),
    "no_file": Words(
        422,
        "There is no file in the request",
        "Send it in the field that the contract names.",
    ),
    "idempotency_key_reused": Words(
        422,
        "This Idempotency-Key was used for another request",
        "Make a new key for each new request.",
    ),
    "role": Words(422, "The role cannot be read", "Give skills, one a line, or the job's text."),
    "unreadable": Words(422, "The file cannot be read", "Ask for the résumé as a PDF with text."),
    "not_a_badge": Words(
        422, "There is no Open Badge in the file", "Send the badge file: JSON, JWT, PNG or SVG."
    ),
    "damaged_badge": Words(
        422, "The badge file is damaged", "Ask for the file as it was downloaded from the issuer."
    ),
    "too_many_requests": Words(
        429, "Too many requests", "Wait for the seconds of Retry-After, then go on."
    ),
    "headers_too_large": Words(431, "The headers are too large", "Send smaller ones."),
    "internal": Words(
        500,
        "A mistake of the program",
        "Nothing was lost. Give `instance` to whoever runs the server.",
    ),
    "transfer_encoding": Words(
        501, "This Transfer-Encoding is not taken", "Send Content-Length, or chunked alone."
    ),
    "badges_not_installed": Words(
        501,
        "This server cannot check badges",
        "Whoever runs it can install resume-credential-recognizer[badges].",
    ),
    "unavailable": Words(
        503, "The server cannot answer now", "Repeat the request after the seconds of Retry-After."
    ),
    "not_ready": Words(
        504, "The report is not ready yet", "It is being read; fetch it at the address in Location."
    ),
}
"""Code → words of every problem; files that cannot be read have codes of their own (errors.py)."""

BY_STATUS = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_many_requests",
    431: "headers_too_large",
    500: "internal",
    501: "transfer_encoding",
    503: "unavailable",
}
"""Status → code, for errors that do not come from the endpoint itself."""
