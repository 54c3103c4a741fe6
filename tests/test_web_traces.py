"""What a server leaves behind about people: nothing in log, figures, problems and other tables.

The server is a process of its own, and every logger of every library in it and in its reading
processes says all it can.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import MetaData, create_engine, select

from calling import PROBLEM, zipped
from hostile import encrypted, garbage, resume, truncated
from recognizer.web.tables import ENDED

ROOT = Path(__file__).resolve().parent.parent
WORDS = ("Quennifer", "Zyxwvutson", "quennifer@zyxwvutson.example", "5558675309", "Quokkatamer")
"""Name, address, number and credential of somebody invented; no word of them is in the program."""
LINES = (
    f"{WORDS[0]} {WORDS[1]}",
    f"{WORDS[2]} {WORDS[3]}",
    "Certifications",
    f"Certified {WORDS[4]} Professional, Institute of {WORDS[4]}s, 2023",
    "AWS Certified Solutions Architect - Associate, Amazon Web Services, March 2023",
)
NAME = f"{WORDS[1]}-{WORDS[0]}.pdf"
ABOUT_PEOPLE = {
    "documents": {"name", "report", "blind_report", "hidden"},
    "pictures": {"content"},
    "uploads": {"content"},
}
"""Columns that are there to hold it."""
EVERYTHING = """
import logging
logging.basicConfig(level=logging.DEBUG, format="%(name)s %(levelname)s %(message)s")
"""
PATIENCE = 180.0


class Watched:
    """A server, everything that it said, and all problems that it answered with."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.lines: list[str] = []
        self.problems: list[str] = []
        self._process = process
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Returns once it listens."""
        end = time.monotonic() + PATIENCE
        while not (ready := [line for line in self.lines if line.startswith("Ready: ")]):
            assert time.monotonic() < end, self.lines[-5:]
            time.sleep(0.05)
        self.client = httpx.Client(base_url=ready[0].split()[1], timeout=PATIENCE)

    def _listen(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.lines.append(line)

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        answer = self.client.request(method, path, **options)
        if answer.headers["Content-Type"].startswith(PROBLEM):
            self.problems.append(f"{answer.headers} {answer.text}")
        return answer

    def raw(self, content: bytes) -> str:
        """What comes back for bytes that are no proper request."""
        where = urlsplit(str(self.client.base_url))
        with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65_536), b"")).decode()
        assert PROBLEM in answer
        self.problems.append(answer)
        return answer

    def ended(self, batch: str) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while (state := self.call("GET", batch).json())["state"] not in ENDED:
            assert time.monotonic() < end
            time.sleep(0.1)
        return dict(state)

    def stop(self) -> str:
        """All that it said."""
        self._process.terminate()
        assert self._process.wait(PATIENCE) == 0
        return self.end()

    def end(self) -> str:
        """Kills it, when need be."""
        self._process.kill()
        self._process.wait(PATIENCE)
        self._thread.join(PATIENCE)
        return "".join(self.lines)


@pytest.fixture
def watched(database_url: str, tmp_path: Path) -> Iterator[Watched]:
    (tmp_path / "sitecustomize.py").write_text(EVERYTHING)
    command = [sys.executable, "-m", "recognizer", "serve", "--port", "0", "--jobs", "1"]
    process = subprocess.Popen(
        [*command, "--database", database_url, "--data", str(tmp_path)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "RECOGNIZER_WEBHOOKS": "true"},
    )
    assert process.stderr is not None
    made = Watched(process)
    try:
        made.wait()
        with made.client:
            yield made
    finally:
        made.end()
        process.stderr.close()


def good_calls(watched: Watched) -> None:
    """Everything that a program and a person may do with a résumé."""
    pdf, kind = resume(LINES), {"Content-Type": "application/pdf"}
    read = watched.call("POST", f"/api/v1/reports?name={NAME}", content=pdf, headers=kind)
    assert all(word in read.text for word in WORDS[1:2] + WORDS[4:])
    place = f"/api/v1/reports/{read.headers['X-Report-Id']}"
    for path in (place, f"{place}?blind=true", f"/api/v1/taxonomy/search?q={WORDS[4]}"):
        assert watched.call("GET", path).status_code == 200
    files = [("files", (NAME, pdf)), ("files", (f"{WORDS[0]}.zip", zipped([(NAME, pdf)])))]
    files += [("files", (NAME, bad)) for bad in (truncated(), encrypted(), garbage())]
    again = {"Idempotency-Key": f"{WORDS[1]}-1"}
    sent = [watched.call("POST", "/api/v1/batches", files=files, headers=again) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [202, 202]
    batch = sent[0].headers["Location"]
    assert watched.ended(batch)["counts"]["done"] >= 2
    for shape in ("application/json", "application/x-ndjson", "text/csv"):
        assert watched.call("GET", f"{batch}/results", headers={"Accept": shape}).status_code < 500
    page = watched.call("GET", "/")
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)
    assert token is not None
    form = {"csrf_token": token[1]}
    listed = watched.call("POST", "/upload", data=form, files={"files": (NAME, pdf)})
    assert listed.status_code == 303
    assert watched.call("GET", f"{listed.headers['Location']}?skill={WORDS[4]}").status_code == 200
    assert watched.call("DELETE", batch).status_code in (200, 204)


def bad_calls(watched: Watched) -> None:
    """Mistakes, and worse."""
    word, pdf = WORDS[1], {"Content-Type": "application/pdf"}
    spoilt = b"%PDF-1.7\n" + word.encode() * 40
    texts = (spoilt, word.encode(), truncated(), encrypted(), b"")
    for content in texts:
        path = f"/api/v1/reports?name={NAME}"
        assert watched.call("POST", path, content=content, headers=pdf).status_code >= 400
    calls: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("GET", f"/api/v1/reports/{word}", {}),
        ("GET", f"/api/v1/{word}/{NAME}", {}),
        ("PUT", f"/api/v1/reports?name={NAME}", {}),
        ("POST", f"/api/v1/reports?{word}={word}", {"content": spoilt, "headers": pdf}),
        ("POST", "/api/v1/reports", {"json": {word: word}}),
        ("POST", "/api/v1/reports", {"content": b"x", "headers": {"Content-Type": f"x/{word}"}}),
        ("POST", "/api/v1/batches", {"data": {word: word}, "files": {word: (NAME, spoilt)}}),
        ("POST", "/api/v1/batches", {"data": {"webhook_url": f"ftp://{word}/"}}),
        ("GET", f"/api/v1/taxonomy/credentials/{word}", {}),
        ("GET", "/api/v1/reports/x", {"headers": {"Authorization": f"Bearer rcr_{word}"}}),
        ("GET", "/healthz", {"headers": {"Host": f"{word}.example"}}),
        ("GET", f"/resumes/{word}", {}),
        ("POST", "/upload", {"files": {"files": (NAME, spoilt)}}),
    )
    for method, path, options in calls:
        assert 400 <= watched.call(method, path, **options).status_code < 500, path
    boundary = f"multipart/form-data; boundary={word}"
    broken = b"--%b\r\nContent-Disposition: form-data; name=%b" % (word.encode(), NAME.encode())
    answer = watched.call(
        "POST", "/api/v1/batches", content=broken, headers={"Content-Type": boundary}
    )
    assert 400 <= answer.status_code < 500
    watched.raw(b"%b / HTTP/1.1\r\n%b\r\n\r\n" % (word.encode(), NAME.encode()))
    watched.raw(b"GET / HTTP/1.1\r\nX: " + word.encode() * 5_000 + b"\r\n\r\n")
    watched.raw(b"POST /api/v1/reports HTTP/1.1\r\nContent-Length: %b\r\n\r\n" % word.encode())


def kept_elsewhere(url: str) -> str:
    """Everything in the database that is not there to hold a person's words."""
    engine, tables = create_engine(url), MetaData()
    tables.reflect(engine)
    assert {*ABOUT_PEOPLE} <= {*tables.tables}
    with engine.connect() as connection:
        found = [
            f"{table.name}: {row}"
            for table in tables.sorted_tables
            for row in connection.execute(
                select(*(c for c in table.c if c.name not in ABOUT_PEOPLE.get(table.name, ())))
            )
        ]
    engine.dispose()
    return "\n".join(found)


def words_in(text: str) -> list[str]:
    """Lines with words of the person, for a message that says where they are."""
    pattern = re.compile("|".join(map(re.escape, (*WORDS, "zyxwvutson"))), re.I)
    return [line[:300] for line in text.splitlines() if pattern.search(line)]


@pytest.mark.slow
def test_traces_hold_no_word_of_a_resume(
    watched: Watched, database_url: str, tmp_path: Path
) -> None:
    good_calls(watched)
    bad_calls(watched)
    figures = watched.call("GET", "/metrics").text
    assert "recognizer_documents" in figures and not words_in(figures)
    assert len(watched.problems) > 15
    assert not words_in("\n".join(watched.problems))
    said = watched.stop()
    assert " DEBUG " in said, "it says all it can"
    assert not words_in(said)
    kept = kept_elsewhere(database_url)
    assert "audit: " in kept and not words_in(kept)
    assert not list(tmp_path.glob("reviews*"))
