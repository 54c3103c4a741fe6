"""The header Idempotency-Key around a call that makes something."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import request

from recognizer.web.api.access import caller
from recognizer.web.api.problems import Problem
from recognizer.web.batches import NewFile
from recognizer.web.once import OtherRequest, StillBusy, Ticket
from recognizer.web.services import services

HEADER = "Idempotency-Key"
PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "A key of your own for this request, kept for 24 hours. The same request with "
    "the same key is answered as the first one was, without being done again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_LONGEST = 255
_SPARE_SECONDS = 30.0
"""Time beyond the longest wait after which a server that holds a key must be dead."""


def fingerprint(files: Iterable[NewFile], options: Mapping[str, Any]) -> str:
    """A hash of all that a request asks for, the same however it was packed."""
    parts = [[file.name, hashlib.sha256(file.content).hexdigest()] for file in files]
    return hashlib.sha256(json.dumps([parts, options], sort_keys=True).encode()).hexdigest()


@contextmanager
def repeatable(
    operation: str, files: Iterable[NewFile], options: Mapping[str, Any]
) -> Iterator[Ticket | None]:
    """Holds the key while the block answers; None for a request without one."""
    key = request.headers.get(HEADER)
    if key is None:
        yield None
        return
    if not 1 <= len(key) <= _LONGEST or not all("!" <= letter <= "~" for letter in key):
        said = f"Give 1 to {_LONGEST} printable ASCII characters without blanks."
        raise Problem(
            "invalid", more={"errors": [{"in": "header", "parameter": HEADER, "detail": said}]}
        )
    seconds = services().settings.answer_seconds + _SPARE_SECONDS
    once = services().once
    try:
        hashed = fingerprint(files, options)
        ticket = once.begin(caller().owner, operation, key, hashed, seconds)
    except StillBusy:
        raise Problem("in_flight", headers={"Retry-After": "1"}) from None
    except OtherRequest:
        raise Problem("idempotency_key_reused") from None
    try:
        yield ticket
    finally:
        once.end(ticket)
