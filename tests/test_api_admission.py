"""Heavy bodies come in only from senders that are known; strangers are answered before."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from calling import BATCHES, MANY, PROBLEM, REPORTS
from hostile import resume
from served import PASSWORD, Reading, Served, server

HEAVY = 20_000_000
PADDED = resume() + b"\n%" + b" " * 3_000_000
"""A résumé that waits in a file of the temporary folder."""
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def served(
    shared_reading: Reading,
    new_database: Callable[[], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("admission")
    settings = {"requests_per_minute": MANY, "database_url": new_database()}
    with server(folder, shared_reading, **settings) as running:
        yield running


@pytest.fixture(scope="module")
def key(served: Served) -> tuple[str, str]:
    """Id and secret of a key that may send."""
    made: tuple[str, str] = served.services.keys.add("ATS", ("read", "score"))
    return made


@contextmanager
def connected(served: Served) -> Iterator[socket.socket]:
    port = int(served.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        yield raw


def head(path: str, *fields: str, kind: str = "application/pdf") -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", *fields]
    return "\r\n".join([*lines, "", ""]).encode()


def rest(raw: socket.socket) -> bytes:
    """All that comes until the server ends its half."""
    came = b""
    while part := raw.recv(65_536):
        came += part
    return came


def bearer(secret: str) -> str:
    return f"Authorization: Bearer {secret}"


@pytest.mark.parametrize("path", [REPORTS, BATCHES, "/api/v1/badges/verify"])
@pytest.mark.parametrize(
    "length",
    [
        (f"Content-Length: {HEAVY}",),
        ("Transfer-Encoding: chunked",),
        (f"Content-Length: {HEAVY}", "Expect: 100-continue"),
        ("Content-Length: 300", "Expect: 100-continue"),
        ("Transfer-Encoding: chunked", "Expect: 100-continue"),
    ],
    ids=["long", "chunked", "long, asks", "short, asks", "chunked, asks"],
)
@pytest.mark.parametrize("shown", [None, "rcr_wrong"], ids=["no key", "wrong key"])
def test_admission_strangers_are_refused_before_their_body(
    served: Served, key: tuple[str, str], path: str, length: tuple[str, ...], shown: str | None
) -> None:
    fields = length if shown is None else (*length, bearer(shown))
    with connected(served) as raw:
        raw.sendall(head(path, *fields))
        came = rest(raw)
    answer, _, body = came.partition(b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 401 ") and came.count(b"HTTP/1.") == 1, came[:200]
    for field in ("Connection: close", f"Content-Type: {PROBLEM}", "Www-Authenticate: Bearer "):
        assert f"\r\n{field}".encode() in answer
    assert b"\r\nRatelimit: " in answer
    assert json.loads(body)["code"] == "unauthorized"


def test_admission_revoked_key_is_refused_before_its_body(served: Served) -> None:
    id_, secret = served.services.keys.add("old", ("score",))
    served.services.keys.revoke(id_)
    with connected(served) as raw:
        raw.sendall(head(REPORTS, bearer(secret), f"Content-Length: {HEAVY}"))
        assert rest(raw).startswith(b"HTTP/1.1 401 ")


def test_admission_key_revoked_while_its_body_comes_in_is_refused(served: Served) -> None:
    id_, secret = served.services.keys.add("ends", ("score",))
    with connected(served) as raw:
        expect = ("Expect: 100-continue", "Connection: close")
        raw.sendall(head(REPORTS, bearer(secret), f"Content-Length: {len(PADDED)}", *expect))
        assert raw.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        served.services.keys.revoke(id_)
        raw.sendall(PADDED)
        assert rest(raw).startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize("expect", [(), ("Expect: 100-continue",)], ids=["", "asks"])
@pytest.mark.parametrize("chunked", [False, True], ids=["long", "chunked"])
def test_admission_known_ones_are_taken_one_after_the_other(
    served: Served, key: tuple[str, str], expect: tuple[str, ...], chunked: bool
) -> None:
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(PADDED)}"
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PADDED), PADDED) if chunked else PADDED
    with connected(served) as raw:
        for last in ((), ("Connection: close",)):
            raw.sendall(head(REPORTS, bearer(key[1]), length, *expect, *last))
            if expect:
                assert raw.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            raw.sendall(body)
            if not last:
                answer, _, content = raw.recv(1_000_000).partition(b"\r\n\r\n")
                assert answer.startswith(b"HTTP/1.1 200 ")
                size = int(answer.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
                while len(content) < size:
                    content += raw.recv(65_536)
        assert rest(raw).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("size", [1_000_000, 8_000_000])
def test_admission_refusal_reaches_who_sends_everything_first(
    served: Served, key: tuple[str, str], size: int
) -> None:
    """A connection that is closed on unread bytes would take the answer back."""
    for _ in range(5):
        with connected(served) as raw:
            raw.sendall(head(REPORTS, f"Content-Length: {size}") + b"x" * size)
            assert rest(raw).startswith(b"HTTP/1.1 401 ")
    answer = httpx.post(served.url + REPORTS, content=b"x" * size)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


def test_admission_too_large_reaches_who_sends_everything_first(
    shared_reading: Reading, tmp_path: Path
) -> None:
    with server(tmp_path, shared_reading, max_request_bytes=1_000_000) as small:
        for _ in range(5):
            answer = httpx.post(small.url + REPORTS, content=b"x" * 4_000_000)
            assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_admission_guesses_are_counted(shared_reading: Reading, tmp_path: Path) -> None:
    with server(tmp_path, shared_reading, requests_per_minute=3) as counting:
        counting.services.keys.add("ATS", ("read",))
        statuses = []
        for _ in range(5):
            with connected(counting) as raw:
                raw.sendall(head(REPORTS, bearer("rcr_guess"), f"Content-Length: {HEAVY}"))
                statuses.append(rest(raw).split(b" ")[1])
        assert statuses == [b"401"] * 3 + [b"429"] * 2


@pytest.mark.parametrize("path", ["/", "/sign-in", "/no-such-page", "/healthz", "/api/no-such"])
def test_admission_strangers_fill_no_disk_through_pages_either(
    served: Served, key: tuple[str, str], path: str
) -> None:
    if not served.services.accounts.any():
        served.services.accounts.add("maria", PASSWORD, admin=True)
    with connected(served) as raw:
        raw.sendall(head(path, f"Content-Length: {HEAVY}", kind=FORM))
        status = int(rest(raw).split(b" ")[1])
    assert 300 <= status < 500


def test_admission_is_open_where_nobody_was_made(shared_reading: Reading, tmp_path: Path) -> None:
    with server(tmp_path, shared_reading) as alone:
        answer = httpx.post(
            alone.url + REPORTS, content=PADDED, headers={"Content-Type": "application/pdf"}
        )
        assert answer.status_code == 200


def test_admission_is_left_to_the_app_when_it_cannot_be_asked(
    shared_reading: Reading, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with server(tmp_path, shared_reading) as broken:
        _, secret = broken.services.keys.add("ATS", ("score",))
        with broken.services.database.session() as session:
            session.execute(text("DROP TABLE api_keys"))
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/pdf"}
        answer = httpx.post(broken.url + REPORTS, content=PADDED, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "a sender could not be looked up: OperationalError" in caplog.text


def test_admission_of_those_who_leave_harms_nobody(served: Served, key: tuple[str, str]) -> None:
    for shown in ("rcr_wrong", key[1]) * 20:
        with connected(served) as raw:
            raw.sendall(head(REPORTS, bearer(shown), f"Content-Length: {HEAVY}") + b"x" * 5_000)
    assert httpx.get(f"{served.url}/healthz", timeout=5).status_code == 200
    with connected(served) as raw:
        raw.sendall(head(REPORTS, f"Content-Length: {HEAVY}"))
        assert rest(raw).startswith(b"HTTP/1.1 401 ")
