"""The Python client against a real server, and against servers that ask for patience."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from hostile import encrypted, resume
from recognizer.errors import RecognizerError
from recognizer.web import client as module
from recognizer.web.client import Client, EndpointError
from served import Served, server

RESUME = resume()


@pytest.fixture(scope="module")
def served(shared_reading: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with server(tmp_path_factory.mktemp("client"), shared_reading) as running:
        yield running


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[Client]:
    _, secret = served.services.keys.add("client", ("read", "score"))
    with Client(served.url, secret) as made:
        yield made


def test_client_reads_and_deletes(client: Client, recognizer: Any, tmp_path: Path) -> None:
    file = tmp_path / "ada.pdf"
    file.write_bytes(RESUME)
    stored = client.read(file, role="AWS")
    assert stored.report.role is not None
    assert client.report(stored.id) == stored
    plain = client.read(RESUME, name="ada.pdf")
    assert plain.report == recognizer.recognize(file)
    assert plain.content == recognizer.recognize(file).to_json()
    assert client.report_as(stored.id, "jsonresume")["certificates"]
    assert client.read(RESUME, blind=True).report.document.name != "ada.pdf"
    client.delete_report(stored.id)
    with pytest.raises(EndpointError, match="not_found") as refused:
        client.report(stored.id)
    assert (refused.value.status, refused.value.code) == (404, "not_found")


def test_client_reads_many(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "bob.pdf"
    file.write_bytes(RESUME)
    batch = client.start([("ada.pdf", RESUME), file, ("locked.pdf", encrypted())], role="AWS")
    results = list(client.results(batch))
    assert [result.file for result in results] == ["ada.pdf", "bob.pdf", "locked.pdf"]
    assert all(result.report and result.report.role for result in results[:2])
    assert results[2].error is not None and results[2].error["code"] == "encrypted_pdf"
    assert client.batch(batch)["state"] == "done"
    assert client.cancel(batch)["counts"]["done"] == 2
    client.delete_batch(batch)
    with pytest.raises(EndpointError, match="not_found"):
        client.batch(batch)


def test_client_raises_what_is_wrong_with_a_file(client: Client) -> None:
    with pytest.raises(EndpointError, match="password") as refused:
        client.read(encrypted())
    assert refused.value.code == "encrypted_pdf" and refused.value.report


def test_client_searches(client: Client) -> None:
    assert client.search("AZ-900", limit=1)[0]["id"] == "microsoft-azure-fundamentals"


def test_client_fetches_what_took_too_long(shared_reading: Any, tmp_path: Path) -> None:
    with (
        server(tmp_path, shared_reading, answer_seconds=0.001) as running,
        Client(running.url) as made,
    ):
        assert made.read(RESUME).report.credentials


def answering(*answers: httpx.Response) -> tuple[httpx.MockTransport, list[httpx.Request]]:
    """A server that gives these answers in turn, and the requests that it got."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return answers[len(seen) - 1]

    return httpx.MockTransport(answer), seen


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    pauses: list[float] = []
    own = SimpleNamespace(sleep=pauses.append, monotonic=time.monotonic)  # a server sleeps, too
    monkeypatch.setattr(module, "time", own)
    return pauses


@pytest.mark.parametrize(
    ("status", "body"), [(429, {}), (503, {}), (409, {"code": "in_flight", "status": 409})]
)
def test_client_waits_as_it_is_told(
    recognizer: Any, slept: list[float], status: int, body: dict[str, Any]
) -> None:
    told = httpx.Response(status, json=body, headers={"Retry-After": "7"})
    untold = httpx.Response(status, json=body)
    report = recognizer.recognize(RESUME).to_json()
    done = httpx.Response(200, content=report, headers={"X-Report-Id": "0" * 32})
    transport, seen = answering(told, untold, done)
    with Client("http://server", transport=transport) as made:
        assert made.read(RESUME).content == report
    assert slept == [7.0, 1.0]
    keys = {request.headers["Idempotency-Key"] for request in seen}
    assert len(seen) == 3 and len(keys) == 1, "a repetition does nothing twice"


def test_client_has_no_endless_patience(slept: list[float]) -> None:
    told = httpx.Response(429, json={"title": "Too many"}, headers={"Retry-After": "3600"})
    transport, _ = answering(told)
    with Client("http://server", transport=transport) as made, pytest.raises(EndpointError):
        made.search("PMP")
    assert slept == []


def test_client_explains_answers_that_are_not_the_servers() -> None:
    transport, _ = answering(httpx.Response(502, text="<h1>Bad gateway</h1>"))
    with (
        Client("http://server", transport=transport) as made,
        pytest.raises(EndpointError, match="Bad Gateway") as refused,
    ):
        made.search("PMP")
    assert refused.value.status == 502


def failing(*events: httpx.Response | Exception) -> tuple[httpx.MockTransport, list[httpx.Request]]:
    """A server that answers, or does not, in turn."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        event = events[len(seen) - 1]
        if isinstance(event, Exception):
            raise event
        return event

    return httpx.MockTransport(answer), seen


HITS = {"results": [], "taxonomy": "1"}


def test_client_waits_for_a_server_that_is_started_again(
    recognizer: Any, slept: list[float]
) -> None:
    report = recognizer.recognize(RESUME).to_json()
    done = httpx.Response(200, content=report, headers={"X-Report-Id": "0" * 32})
    transport, seen = failing(
        httpx.Response(200, json=HITS), httpx.ConnectError("no"), httpx.ReadError("cut"), done
    )
    with Client("http://server", transport=transport) as made:
        made.search("PMP")
        assert made.read(RESUME).content == report
    assert slept == [0.5, 1.0]
    assert len({request.headers["Idempotency-Key"] for request in seen[1:]}) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (httpx.ConnectError("refused"), "unreachable"),
        (httpx.UnsupportedProtocol("none"), "unreachable"),
        (httpx.ReadTimeout("late"), "timed_out_waiting"),
    ],
)
def test_client_says_at_once_that_there_is_no_server(
    slept: list[float], error: Exception, code: str
) -> None:
    transport, _ = failing(error)
    with (
        Client("http://server", transport=transport) as made,
        pytest.raises(EndpointError, match="Check the address") as refused,
    ):
        made.search("PMP")
    assert (refused.value.code, refused.value.status, slept) == (code, 0, [])


def test_client_waits_no_longer_than_its_user_said(slept: list[float]) -> None:
    transport, _ = failing(httpx.Response(200, json=HITS), httpx.ReadTimeout("late"))
    with Client("http://server", transport=transport) as made:
        made.search("PMP")
        with pytest.raises(EndpointError, match="timeout"):
            made.search("PMP")
    assert slept == []


def test_client_takes_paths_as_text_and_says_what_is_missing(
    client: Client, tmp_path: Path
) -> None:
    file = tmp_path / "ada.pdf"
    file.write_bytes(RESUME)
    assert client.read(str(file)).report.document.name == "ada.pdf"
    batch = client.start([str(file)])
    assert [result.file for result in client.results(batch)] == ["ada.pdf"]
    with pytest.raises(RecognizerError, match="no file"):
        client.start([])
    with pytest.raises(EndpointError, match=r"webhook_url: .*switched off"):
        client.start([file], webhook_url="https://hr.example.com/hook")
