"""An issuer's site for tests: a real HTTPS server on loopback, by the name of its certificate."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import trustme

NAME = "badges.example"


@dataclass
class Site:
    """An issuer's site: what stands at each path, and who asked for what."""

    port: int = 0
    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"https://{NAME}:{self.port}{path}"

    @property
    def did(self) -> str:
        return f"did:web:{NAME}%3A{self.port}"


@contextmanager
def hosting(authority: trustme.CA) -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, content, headers = answer_of(made.pages.get(self.path, (404, b"{}", {})))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for start in range(0, len(content), 65_536):
                self.wfile.write(content[start : start + 65_536])

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(NAME).configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # callers hang up
    server.socket = context.wrap_socket(server.socket, server_side=True)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)


def answer_of(page: Any) -> tuple[int, bytes, dict[str, str]]:
    """A page is JSON, bytes, or (status, bytes, headers)."""
    if isinstance(page, tuple):
        return page
    return 200, page if isinstance(page, bytes) else json.dumps(page).encode(), {}
