"""Waitress on an address: limits of what it takes, and its own refusals in the contract's form."""

from __future__ import annotations

import json
import uuid
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask

from recognizer.errors import SettingsError
from recognizer.web.api.problem_words import BY_STATUS, WORDS
from recognizer.web.api.problems import MEDIA_TYPE, TYPE
from recognizer.web.config import ServerSettings

_MAX_HEADER_BYTES = 32_768
_SLOW_SECONDS = 60
"""A client that sends or takes nothing for so long is dropped, in seconds."""


class _Refusal(ErrorTask):
    """What waitress refuses before the app sees it: too large, or no HTTP; as a problem."""

    def execute(self) -> None:
        """Writes the answer and ends the connection."""
        error: Any = self.request.error  # type: ignore[attr-defined]  # the types say otherwise
        status = error.code
        code = BY_STATUS.get(status, "bad_request" if status < 500 else "internal")
        words = WORDS[code]
        said = {
            "type": TYPE + code,
            "title": words.title,
            "status": status,
            "detail": words.detail,
            "instance": f"urn:uuid:{uuid.uuid4()}",
            "code": code,
        }
        content = json.dumps(said, ensure_ascii=False).encode() + b"\n"
        self.status = f"{status} {error.reason}"
        self.response_headers = [("Content-Type", MEDIA_TYPE)]
        self.set_close_on_finish()
        self.content_length = len(content)
        self.write(content)


class _Channel(HTTPChannel):
    """A connection that refuses in our form."""

    error_task_class = _Refusal


def listen(app: Flask, settings: ServerSettings) -> tuple[Any, int]:
    """A server that `run` starts, and the port it took. Raises SettingsError."""
    servers: dict[int, Any] = {}
    try:
        server = create_server(
            app,
            map=servers,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,
            max_request_body_size=settings.max_request_bytes,
            max_request_header_size=_MAX_HEADER_BYTES,
            channel_timeout=_SLOW_SECONDS,
            clear_untrusted_proxy_headers=not settings.proxies,
        )
    except OSError as error:
        raise SettingsError(
            f"Port {settings.port} of {settings.host} cannot be used ({error.strerror}). "
            "Give another one with --port."
        ) from error
    ports = []
    for one in servers.values():
        if hasattr(one, "channel_class"):
            one.channel_class = _Channel
            ports.append(one.effective_port)
    return server, ports[0]
