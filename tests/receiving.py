"""A receiver of webhooks for tests: a real HTTP server on loopback, with TLS where wanted."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What it got: headers and body of each message; what it answers next, the last one for ever.

    A status of 0 is a receiver that says nothing until it is closed.
    """

    port: int = 0
    statuses: list[int] = field(default_factory=lambda: [204])
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)

    def wait_for(self, count: int, seconds: float = 120.0) -> None:
        end = time.monotonic() + seconds
        while len(self.got) < count:
            assert time.monotonic() < end, f"{len(self.got)} messages, not {count}"
            time.sleep(0.02)


@contextmanager
def receiver(*statuses: int, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    made = Receiver(statuses=list(statuses) or [204])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = made.statuses.pop(0) if len(made.statuses) > 1 else made.statuses[0]
            if not status:
                made.closed.wait(60)
                return
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"http://127.0.0.1:{made.port}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.closed.set()
        server.shutdown()
        server.server_close()
        thread.join(60)
