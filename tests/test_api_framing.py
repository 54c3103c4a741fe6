"""Requests as bytes on a connection: none can hide in another's body."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from calling import MANY, PATIENCE, PROBLEM, REPORTS
from hostile import resume
from served import Served, server

RESUME = resume()
HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
HEAD = f"POST {REPORTS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/pdf\r\n".encode()
CHUNKED = b"Transfer-Encoding: chunked\r\n"
LARGEST = 2_000_000


@pytest.fixture(scope="module")
def served(shared_reading: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("framing")
    limits = {"requests_per_minute": MANY, "max_request_bytes": LARGEST}
    with server(folder, shared_reading, **limits) as running:
        yield running


def told(served: Served, sent: bytes, later: bytes = b"") -> bytes:
    """All that comes back until the server ends the connection.

    `later` is sent once something has come.
    """
    port = int(served.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as raw:
        raw.sendall(sent)
        came = b""
        if later:
            came = raw.recv(65_536)
            raw.sendall(later)
        with contextlib.suppress(ConnectionResetError):  # it ended before it took all of it
            while part := raw.recv(65_536):
                came += part
        return came


def chunks(content: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(content), content)


@pytest.mark.parametrize(
    ("head", "body", "status"),
    [
        (HEAD + CHUNKED + b"Content-Length: 4\r\n", b"0\r\n\r\n", 400),
        (HEAD + b"Content-Length: 4\r\n" + CHUNKED, b"0\r\n\r\n", 400),
        (HEAD.replace(b"/1.1", b"/1.0") + CHUNKED, chunks(RESUME), 400),
        (HEAD.replace(b"/1.1", b"/1.0") + CHUNKED + b"Connection: keep-alive\r\n", b"", 400),
        (HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n", b"abcde", 400),
        (HEAD + b"Content-Length: 5, 5\r\n", b"abcde", 400),
        (HEAD + b"Content-Length: +5\r\n", b"abcde", 400),
        (HEAD + b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n", 400),
        (HEAD + CHUNKED, b"+5\r\nabcde\r\n0\r\n\r\n", 400),
        (HEAD + b"Transfer-Encoding: gzip, chunked\r\n", chunks(b"x"), 501),
        (HEAD + b"Transfer-Encoding: chunked, identity\r\n", chunks(b"x"), 501),
        (HEAD + b"Transfer-Encoding: \x0bchunked\r\n", chunks(b"x"), 400),
    ],
)
def test_framing_that_could_end_in_two_places(
    served: Served, head: bytes, body: bytes, status: int
) -> None:
    came = told(served, head + b"\r\n" + body + HIDDEN)
    assert came.split(b" ")[1] == str(status).encode(), came[:200]
    assert PROBLEM.encode() in came and b'"internal"' not in came
    assert came.count(b"HTTP/1.") == 1, "the connection ended before what was hidden"


def test_framing_of_a_form_that_is_taken(served: Served) -> None:
    came = told(served, HEAD + CHUNKED + b"Connection: close\r\n\r\n" + chunks(RESUME))
    assert came.startswith(b"HTTP/1.1 200 ")
    whole = b"%bContent-Length: %d\r\n\r\n%b" % (HEAD, len(RESUME), RESUME)
    last = HIDDEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    came = told(served, whole + whole + last)
    assert came.count(b"HTTP/1.1 200 ") == 3, "one after the other on one connection"


def test_framing_a_body_is_asked_for_only_when_it_may_come(served: Served) -> None:
    expect = HEAD + b"Expect: 100-continue\r\nConnection: close\r\nContent-Length: "
    refused = told(served, expect + b"%d\r\n\r\n" % (LARGEST + 1))
    assert refused.startswith(b"HTTP/1.1 413 ") and b"100 Continue" not in refused
    assert PROBLEM.encode() in refused
    head = expect + b"%d\r\n\r\n" % len(RESUME)
    assert told(served, head, RESUME).startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 ")
    assert b"HTTP/1.1 200 " in told(served, head + RESUME), "it need not be asked for any more"
