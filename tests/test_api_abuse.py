"""Unkind requests to a real server: each is answered by the contract, and the server stays up."""

from __future__ import annotations

import gc
import io
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from calling import BATCHES, MANY, PATIENCE, PDF, PROBLEM, REPORTS, zipped
from hostile import many_pages, resume
from served import Served, server

RESUME = resume()
SMALL = 2_000_000
"""Bytes of the largest request that this server takes."""


@pytest.fixture(scope="module")
def served(shared_reading: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("abuse")
    limits = {"max_request_bytes": SMALL, "max_files": 200, "max_unpacked_bytes": 50_000_000}
    with server(folder, shared_reading, requests_per_minute=MANY, **limits) as running:
        yield running


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, timeout=PATIENCE) as made:
        yield made
        assert made.get("/readyz").status_code == 200, "the server is still there"
        assert made.post(REPORTS, content=RESUME, headers={"Content-Type": PDF}).status_code == 200


def refused(answer: httpx.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM), answer.text
    assert answer.json()["code"] == code


def results(client: httpx.Client, sent: httpx.Response) -> list[dict[str, Any]]:
    assert sent.status_code == 202, sent.text
    place = sent.headers["Location"]
    end = time.monotonic() + PATIENCE
    while (page := client.get(f"{place}/results?limit=500").json())["next"] is not None:
        assert time.monotonic() < end, page["state"]
        time.sleep(0.05)
    return list(page["results"])


def send_zip(client: httpx.Client, content: bytes) -> httpx.Response:
    return client.post(BATCHES, content=content, headers={"Content-Type": "application/zip"})


def test_abuse_a_file_of_ten_thousand_pages(client: httpx.Client) -> None:
    content = many_pages(10_000)
    assert len(content) > SMALL
    refused(client.post(REPORTS, content=content, headers={"Content-Type": PDF}), 413, "too_large")
    sent = send_zip(client, zipped([("long.pdf", content)]))
    assert [entry["error"]["code"] for entry in results(client, sent)] == ["too_many_pages"]


def test_abuse_a_zip_bomb(client: httpx.Client) -> None:
    zeros = bytes(400_000_000)
    found = results(client, send_zip(client, zipped([("bomb.pdf", zeros), ("ada.pdf", RESUME)])))
    assert [entry.get("error", {}).get("code") for entry in found] == ["too_large", None]


def test_abuse_a_zip_in_a_zip(client: httpx.Client) -> None:
    inner = zipped([("ada.pdf", RESUME)])
    found = results(client, send_zip(client, zipped([("inner.zip", inner)])))
    assert [entry["error"]["code"] for entry in found] == ["unsupported_format"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/cron.d/ada.pdf", "ada.pdf"),
        ("..\\..\\windows\\ada.pdf", "ada.pdf"),
        ("/etc/passwd", "passwd"),
        ("..", "unnamed file"),
        ("a\u202edfp.pdf", "adfp.pdf"),
    ],
)
def test_abuse_names_that_lead_elsewhere(
    client: httpx.Client, served: Served, name: str, kept: str
) -> None:
    before = set(served.services.settings.data_dir.parent.rglob("*"))
    packed = results(client, send_zip(client, zipped([(name, RESUME)])))
    form = client.post(BATCHES, files=[("files", (name, RESUME, PDF))])
    assert [entry["file"] for entry in (*packed, *results(client, form))] == [kept, kept]
    assert set(served.services.settings.data_dir.parent.rglob("*")) == before


def test_abuse_broken_archives(client: httpx.Client) -> None:
    whole = zipped([("ada.pdf", RESUME)])
    for content in (whole[:200], b"PK\x03\x04" + bytes(100), whole[:-30] + bytes(30)):
        found = results(client, send_zip(client, content))
        assert [entry["error"]["code"] for entry in found] == ["damaged_pdf"]
    refused(send_zip(client, b""), 422, "no_file")
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("ada.pdf", RESUME)
    flagged = bytearray(locked.getvalue())
    flagged[6] |= 1
    flagged[flagged.rindex(b"PK\x01\x02") + 8] |= 1
    found = results(client, send_zip(client, bytes(flagged)))
    assert [entry["error"]["code"] for entry in found] == ["encrypted_pdf"]


@pytest.mark.filterwarnings(  # Werkzeug leaves the part at which it stopped to the collector
    "ignore:Exception ignored in.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize(("count", "status"), [(200, 202), (201, 413), (300, 413)])
def test_abuse_many_parts(client: httpx.Client, count: int, status: int) -> None:
    sent = client.post(BATCHES, files=[("files", (f"{n}.pdf", b"no", PDF)) for n in range(count)])
    if status == 202:
        assert len(results(client, sent)) == count
    else:
        refused(sent, status, "too_large")
    gc.collect()  # now, and not in a test that does not expect it


def test_abuse_many_fields_of_text(client: httpx.Client) -> None:
    fields = [("files", (None, "x")) for _ in range(300)]
    refused(client.post(BATCHES, files=fields), 413, "too_large")
    form = {"role": "x" * 600_000}
    refused(client.post(REPORTS, data=form, files={"file": RESUME}), 413, "too_large")


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/mixed; boundary=x",
        "application/pdf\x00",
        "",
    ],
)
def test_abuse_wrong_content_types(client: httpx.Client, kind: str) -> None:
    try:
        sent = client.post(REPORTS, content=RESUME, headers={"Content-Type": kind})
    except httpx.LocalProtocolError:
        pytest.skip("the client will not send it")
    assert sent.status_code in (400, 415, 422)
    assert sent.headers["Content-Type"] == PROBLEM


def test_abuse_huge_headers(client: httpx.Client) -> None:
    for headers in ({"X-Long": "x" * 40_000}, {f"X-{n}": "x" * 100 for n in range(400)}):
        refused(client.get("/healthz", headers=headers), 431, "headers_too_large")
    key = {"Authorization": "Bearer " + "x" * 20_000}
    refused(client.get("/api/v1/taxonomy/search?q=PMP", headers=key), 401, "unauthorized")


def test_abuse_body_larger_than_said_or_allowed(client: httpx.Client, served: Served) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(SMALL // 65_536 + 2):
            yield bytes(65_536)

    sent = client.post(REPORTS, content=endless(), headers={"Content-Type": PDF})
    refused(sent, 413, "too_large")
    port = int(served.url.rpartition(":")[2])
    head = f"POST {REPORTS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {PDF}\r\n"
    for length in ("99999999999999", "-1", "1x"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
            raw.sendall(f"{head}Content-Length: {length}\r\n\r\n".encode())
            answer = raw.recv(65_536)
            assert answer.split(b" ")[1] in (b"413", b"400"), answer
            assert PROBLEM.encode() in answer


@pytest.mark.parametrize(
    "request_line",
    [b"GET", b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.1\r\nHost: \x00", b"PRI * HTTP/2.0\r\n\r\nSM"],
)
def test_abuse_no_http(client: httpx.Client, served: Served, request_line: bytes) -> None:
    port = int(served.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall(request_line + b"\r\n\r\n")
        raw.shutdown(socket.SHUT_WR)
        answer = raw.recv(65_536)
    assert b" 500 " not in answer and b"Traceback" not in answer


def test_abuse_deep_roles(client: httpx.Client) -> None:
    for role in ("[" * 20_000, "{" * 20_000, "- " * 9_000 + "a", "a: &x [*x, *x]", "---\n" * 4_000):
        sent = client.post(REPORTS, data={"role": role}, files={"file": ("a.pdf", RESUME, PDF)})
        assert sent.status_code in (200, 422), role[:5]


def test_abuse_leaves_nothing_behind(served: Served, tmp_path: Path) -> None:
    names = {path.name for path in served.services.settings.data_dir.iterdir()}
    assert names <= {"recognizer.db", "recognizer.db-wal", "recognizer.db-shm"}
