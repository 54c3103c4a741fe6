"""How quick the pages are: from drop to report, and while many résumés are read at once.

`make bench`: `recognizer serve` in a process of its own, asked over loopback as a browser asks it.
The library call runs in turns with the upload of the same file. Nothing is asserted:
docs/performance.md says what to expect.
"""

from __future__ import annotations

import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from models.bench import line, resumes, seconds
from recognizer.pipeline import Recognizer

AT_ONCE = 20
"""Résumés that are read while pages are loaded."""
READERS = 2
"""Visitors who load pages meanwhile."""
ONE_BY_ONE = 15
"""Résumés whose time from drop to report is taken."""
FIRST_PAUSE, GROWTH, LONGEST_PAUSE = 0.06, 1.15, 0.8
"""Seconds between two questions of the page's script, and by how much they grow (`app.js`)."""
_LINE = "--a-line-that-no-resume-holds"


@dataclass
class Browser:
    """One visitor's connection: cookies and the token of forms."""

    host: str
    cookie: str = ""
    token: str = ""
    times: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection(self.host)
        page = self.get("/").decode()
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
        assert found, "the first page holds a form"
        self.token = found[1]

    def get(self, path: str) -> bytes:
        """A page's body; how long it took is noted."""
        begin = time.perf_counter()
        body = self._ask("GET", path, None, {})[1]
        self.times.append(time.perf_counter() - begin)
        return body

    def upload(self, files: Sequence[bytes]) -> str:
        """Sends files as the page's script does; the address of their list."""
        head = f"--{_LINE}\r\nContent-Disposition: form-data; name="
        body = f'{head}"csrf_token"\r\n\r\n{self.token}\r\n'.encode()
        for number, content in enumerate(files):
            file = f'{head}"files"; filename="{number}.pdf"\r\nContent-Type: application/pdf'
            body += f"{file}\r\n\r\n".encode() + content + b"\r\n"
        body += f"--{_LINE}--\r\n".encode()
        kind = f"multipart/form-data; boundary={_LINE}"
        headers = {"Content-Type": kind, "Accept": "application/json"}
        return str(json.loads(self._ask("POST", "/upload", body, headers)[1])["location"])

    def await_end(self, place: str, *, as_script: bool) -> list[str]:
        """Asks until all is read, as often as the page's script or at once; the documents."""
        pause = FIRST_PAUSE if as_script else 0.002
        while True:
            time.sleep(pause)
            progress = json.loads(self._ask("GET", f"{place}/progress", None, {})[1])
            if progress["ended"] == progress["total"]:
                return [document["id"] for document in progress["documents"]]
            if as_script:
                pause = min(LONGEST_PAUSE, pause * GROWTH)

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        if self.cookie:
            headers = {**headers, "Cookie": self.cookie}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        if new := answer.getheader("Set-Cookie"):
            self.cookie = new.partition(";")[0]
        content = answer.read()
        assert answer.status < 400, f"{method} {path}: {answer.status}"
        return answer.status, content


@contextmanager
def running() -> Iterator[str]:
    """The address of a server that has just been started, with a reading process per core."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "recognizer", "serve", "--port", "0", "--data", folder]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        try:
            ready = process.stderr.readline()
            yield urlsplit(ready.split()[1]).netloc
        finally:
            process.terminate()
            process.communicate(timeout=60)


def dropping(host: str, files: Sequence[bytes]) -> Iterator[str]:
    """From sending one résumé to its report in hand, against the library call, in turns."""
    recognizer, browser = Recognizer.load(), Browser(host)
    call: list[float] = []
    whole: dict[bool, list[float]] = {False: [], True: []}
    for number, data in enumerate([files[0], *files]):  # the first one warms both up
        once = seconds(lambda data=data: recognizer.recognize(data))  # type: ignore[misc]
        taken = {}
        for as_script in whole:
            begin = time.perf_counter()
            documents = browser.await_end(browser.upload([data]), as_script=as_script)
            browser.get(f"/resumes/{documents[0]}")
            taken[as_script] = time.perf_counter() - begin
            while b"data-drawing" in browser.get(f"/resumes/{documents[0]}"):
                time.sleep(0.05)
        if number:
            call.append(once)
            for as_script, value in taken.items():
                whole[as_script].append(value)
    yield line("library call, median of a résumé", f"{1000 * statistics.median(call):.0f} ms")
    for as_script, what in ((False, "asked at once"), (True, "asked as the page's script does")):
        values = whole[as_script]
        yield line(f"drop to report, {what}", f"{1000 * statistics.median(values):.0f} ms")
        each = statistics.median(a / b for a, b in zip(values, call, strict=True))
        yield line("  / library call, of the sums", f"{sum(values) / sum(call):.2f} ×")
        yield line("  / library call, median", f"{each:.2f} ×")


def loading(host: str, files: Sequence[bytes]) -> Iterator[str]:
    """Times of page loads with nothing to do, and while many résumés are read."""
    browser = Browser(host)
    place = browser.upload(files[:2])
    documents = browser.await_end(place, as_script=False)
    time.sleep(2)  # pictures of pages follow
    paths = (
        "/",
        place,
        *(f"/resumes/{document}" for document in documents),
        f"/resumes/{documents[0]}/pages/1.jpg",
        f"{place}/export.csv",
        "/catalogue?q=kubernetes",
        "/tiers",
    )
    quiet = Browser(host)
    for path in paths * 5:
        quiet.get(path)
    yield line("page load, nothing to do, p95", f"{1000 * p95(quiet.times):.0f} ms")
    many = (list(files) * AT_ONCE)[:AT_ONCE]
    done = threading.Event()
    visitors = [Browser(host) for _ in range(READERS)]

    def visit(visitor: Browser) -> None:
        while not done.is_set():
            for path in paths:
                visitor.get(path)

    threads = [threading.Thread(target=visit, args=(visitor,)) for visitor in visitors]
    begin = time.perf_counter()
    place = browser.upload(many)
    for thread in threads:
        thread.start()
    browser.await_end(place, as_script=True)
    taken = time.perf_counter() - begin
    done.set()
    for thread in threads:
        thread.join()
    times = [one for visitor in visitors for one in visitor.times]
    yield line(f"{AT_ONCE} résumés at once", f"{taken:.1f} s, {len(times)} pages loaded meanwhile")
    yield line("page load meanwhile, median", f"{1000 * statistics.median(times):.0f} ms")
    yield line("page load meanwhile, p95", f"{1000 * p95(times):.0f} ms")


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    return sorted(times)[int(0.95 * (len(times) - 1))]


def main() -> None:
    """`python -m models.web_bench`."""
    what, files = resumes()
    files = files[:: max(1, len(files) // ONE_BY_ONE)][:ONE_BY_ONE]
    print(f"The pages, with {len(files)} of {what}", flush=True)
    with running() as host:
        for part in (dropping(host, files), loading(host, files)):
            for text in part:
                print(text, flush=True)


if __name__ == "__main__":
    main()
