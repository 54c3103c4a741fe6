"""Waitress on an address: limits of what it takes, and its own refusals in the contract's form."""

from __future__ import annotations

import contextlib
import json
import time
import uuid
from functools import partial
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask

from recognizer.errors import SettingsError
from recognizer.web.admission import Admission
from recognizer.web.api.problem_words import BY_STATUS, WORDS
from recognizer.web.api.problems import MEDIA_TYPE, TYPE
from recognizer.web.config import ServerSettings
from recognizer.web.framing import StrictParser

_MAX_HEADER_BYTES = 32_768
_SLOW_SECONDS = 60
"""A client that sends or takes nothing for so long is dropped, in seconds."""
_SLOWEST_BYTES = 4_000
"""Bytes a second that a request must come in with, on top of `_SLOW_SECONDS`: a client that sends
a byte now and then would else hold its connection for ever."""
_LOOK_SECONDS = 0.05
_AT_ONCE_BYTES = 131_072
"""Bytes taken from a connection at once: most résumés in one go, so that a hundred uploads do not
keep the server's one loop busy with pieces."""
_RETRY_SECONDS = 5
"""What a caller is asked to wait when there is no room for what it sends."""
_DROPPING_SECONDS = 5.0
"""Longest time that a refused body is taken and dropped, so that its sender reads the answer."""
_NO_MORE_SENT = 1
"""SHUT_WR of the system's sockets: ends our half of a connection."""
_MOST_CONNECTIONS = 500
"""Open at the same time; further ones wait. Each needs one of the process's file descriptors."""


class _Refusal(ErrorTask):
    """What is refused before the app sees it: too large, no HTTP, no room; as a problem."""

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
        if status == 503:
            self.response_headers.append(("Retry-After", str(_RETRY_SECONDS)))
        self.set_close_on_finish()
        self.channel.unread = True  # type: ignore[attr-defined]  # it is ours
        self.content_length = len(content)
        self.write(content)


class _Channel(HTTPChannel):
    """A connection that refuses in our form, takes heavy bodies only from senders that are known,
    and ends when a request comes in too slowly.
    """

    error_task_class = _Refusal
    parser_class = StrictParser
    unread = False
    """Whether what comes after the answer is a body that nobody wants."""
    _began = 0.0
    _taken = 0
    _asking = False
    _drops_until: float | None = None

    def received(self, data: bytes) -> Any:
        """Takes what has come."""
        if self.request is None:
            self._began, self._taken = time.monotonic(), 0
        self._taken += len(data)
        result = super().received(data)
        request: Any = self.request
        if request is None:
            return result
        if request.heavy and not request.asked:
            request.asked = self._asking = True
            environ = self.task_class(self, request).get_environment()
            admission: Admission = self.server.admission  # type: ignore[attr-defined]
            admission.ask(environ, partial(self._told, request))
        allowed = _SLOW_SECONDS + self._taken / _SLOWEST_BYTES
        if time.monotonic() - self._began > allowed:
            self.will_close = True
        return result

    def readable(self) -> bool:
        """Whether to take more: not while the sender is looked up."""
        return not self._asking and bool(super().readable())

    def send_continue(self) -> None:
        """Asks for the body, if its sender is known and the head was not refused."""
        request: Any = self.request
        if request is not None and request.admitted and request.error is None:
            super().send_continue()

    def _told(self, request: StrictParser, known: bool) -> None:
        """Takes the body, or has the app answer without it. Called in another thread."""
        itself: Any = self  # the types know neither its lock nor its list
        with itself.requests_lock:
            self._asking = False
            if known:
                request.admitted = True
                if request.expect_continue and not self.requests:
                    self.send_continue()
            else:
                request.leave_out_body()
                self.unread, self.request = True, None
                itself.requests.append(request)
                if len(self.requests) == 1:
                    itself.server.add_task(self)
        self.server.pull_trigger()

    def handle_close(self) -> None:
        """Ends the connection; before unread bytes, only our half of it at first, or the system
        would take back the answer that is on its way (RFC 9112, section 9.6).
        """
        if self.unread and not self.total_outbufs_len:
            self.unread = self.will_close = False
            with contextlib.suppress(OSError, AttributeError):  # it is closed already
                self.socket.shutdown(_NO_MORE_SENT)  # type: ignore[union-attr]
                self._drops_until = time.monotonic() + _DROPPING_SECONDS
                return
        super().handle_close()

    def handle_read(self) -> None:
        """Takes what has come, or drops it where the answer is sent already."""
        if self._drops_until is None:
            super().handle_read()
        elif self.recv(_AT_ONCE_BYTES) and time.monotonic() > self._drops_until:
            self.handle_close()


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
            recv_bytes=_AT_ONCE_BYTES,
            connection_limit=_MOST_CONNECTIONS,
            asyncore_use_poll=True,  # select() ends at 1024 files
            clear_untrusted_proxy_headers=not settings.proxies,
        )
    except OSError as error:
        raise SettingsError(
            f"Port {settings.port} of {settings.host} cannot be used ({error.strerror}). "
            "Give another one with --port."
        ) from error
    ports, admission = [], Admission(app)
    for one in servers.values():
        if hasattr(one, "channel_class"):
            one.channel_class, one.admission = _Channel, admission
            ports.append(one.effective_port)
    return server, ports[0]


def drain(server: Any, seconds: float) -> None:
    """Returns when no request is under way and every answer has been sent, or after this time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and _busy(server):
        time.sleep(_LOOK_SECONDS)


def _busy(server: Any) -> bool:
    tasks = server.task_dispatcher
    sockets = getattr(server, "map", None) or server._map  # several addresses, or one
    unsent = (getattr(one, "total_outbufs_len", 0) for one in tuple(sockets.values()))
    return bool(tasks.queue or tasks.active_count or any(unsent))
