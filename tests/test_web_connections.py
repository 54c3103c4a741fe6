"""Connections that mean ill: dribbling, headers without end; others are answered meanwhile."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from recognizer.web import listening
from served import Reading, Served, server

HEAD = b"POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/pdf\r\n"
BODY = HEAD + b"Content-Length: 5000000\r\n\r\n%PDF-1.7 "
MANY = 40
PATIENCE = 120.0


class Clock:
    """What the server takes for the time: it stands still until it is moved."""

    sleep = staticmethod(time.sleep)

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(listening, "time", made)
    return made


@pytest.fixture
def running(
    shared_reading: Reading, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Served]:
    """Gives a request one second, and one more for each thousand bytes."""
    monkeypatch.setattr(listening, "_SLOW_SECONDS", 1)
    monkeypatch.setattr(listening, "_SLOWEST_BYTES", 1_000)
    with server(tmp_path, shared_reading, threads=2) as made:
        yield made


def connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname or "", parts.port or 0), PATIENCE)


def closed(link: socket.socket) -> bool:
    """Whether the other side has ended it."""
    link.settimeout(0.01)
    try:
        return link.recv(65_536) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


@pytest.mark.parametrize("beginning", [b"GET / HTT", HEAD, BODY], ids=["line", "header", "body"])
def test_connections_that_dribble_are_closed_and_keep_nobody_waiting(
    running: Served, clock: Clock, beginning: bytes
) -> None:
    links = [connect(running.url) for _ in range(MANY)]
    for link in links:
        link.sendall(beginning)
    end = time.monotonic() + PATIENCE
    answered = 0
    while links and time.monotonic() < end:
        assert httpx.get(f"{running.url}/healthz", timeout=PATIENCE).status_code == 200
        answered += 1
        clock.now += 0.5
        for link in tuple(links):
            try:
                link.sendall(b"X")
            except OSError:
                links.remove(link)
                link.close()
                continue
            if closed(link):
                links.remove(link)
                link.close()
        time.sleep(0.1)
    assert links == []
    assert answered > 2


def test_connections_upload_that_is_slow_but_goes_on_is_taken(
    running: Served, clock: Clock
) -> None:
    """A narrow line is no attack: here it takes longer than the second that is always given."""
    content = b"%PDF-1.7\n" + b"%" * 4_000
    with connect(running.url) as link:
        link.sendall(HEAD + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(content))
        for start in range(0, len(content), 800):
            link.sendall(content[start : start + 800])
            time.sleep(0.1)  # so that it comes in pieces
            clock.now += 0.3
        link.settimeout(PATIENCE)
        assert link.recv(12) == b"HTTP/1.1 422", "it was read, and is no résumé"


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X-Many: a\r\n" * 20_000 + b"\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
    ],
    ids=["long", "many", "address"],
)
def test_connections_header_without_end_is_refused(running: Served, sent: bytes) -> None:
    with connect(running.url) as link:
        try:
            link.sendall(sent)
        except OSError:
            pass  # refused before all of it was sent
        link.settimeout(PATIENCE)
        said = b""
        try:
            while chunk := link.recv(65_536):
                said += chunk
        except ConnectionResetError:
            pass
    assert b" 431 " in said[:20] or said == b""
    assert httpx.get(f"{running.url}/healthz", timeout=PATIENCE).status_code == 200


def test_connections_dropped_in_mid_upload_leave_nothing(running: Served) -> None:
    for _ in range(20):
        link = connect(running.url)
        link.sendall(BODY + b"x" * 100_000)
        link.close()
    assert httpx.get(f"{running.url}/readyz", timeout=PATIENCE).status_code == 200
    assert running.services.batches.recent("local") == ()
