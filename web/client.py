"""A small typed client of the HTTP endpoint. Needs the extra `client` (httpx).

    with Client("http://127.0.0.1:8000", key="rcr_…") as client:
        stored = client.read(Path("resume.pdf"))
        print(stored.report.summary.headline)

It waits and repeats when the server says so (429, 503, and while something is under way) and when
a server that answered before is away for a moment. Every request that makes something gets a key of
its own, so a repetition does nothing twice.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import httpx
from pydantic import TypeAdapter

from recognizer.badge_result import BadgeReport
from recognizer.errors import RecognizerError
from recognizer.report import Report

_PATIENCE_SECONDS = 120.0
"""Longest time in which a request is repeated."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
"""Seconds between repetitions where the server names none; doubled each time."""
_AGAIN = frozenset({429, 503})
_PDF = "application/pdf"


class EndpointError(RecognizerError):
    """The endpoint refused: `code` and `status` of its problem, `report` if one file is meant.

    Without an answer, `status` is 0 and `code` is `unreachable` or `timed_out_waiting`.
    """

    def __init__(self, problem: Mapping[str, Any]) -> None:
        self.problem = dict(problem)
        self.code = str(problem.get("code", "unknown"))
        self.status = int(problem.get("status", 0))
        self.report: str | None = problem.get("report_id")
        said = [str(problem.get("detail") or "no more is known")]
        errors = problem.get("errors") or ()
        said += [f"{one.get('parameter', one.get('in'))}: {one.get('detail')}" for one in errors]
        super().__init__(f"{problem.get('title')}: {' '.join(said)} ({self.code})")


@dataclass(frozen=True, slots=True)
class Stored:
    """A report and the id under which the server keeps it; `content` are its bytes."""

    id: str
    report: Report
    content: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """One file of a batch: its report, or the code and message of why there is none."""

    id: str
    file: str
    report: Report | None
    error: Mapping[str, str] | None


class Client:
    """Talks to one server with one key."""

    def __init__(
        self, url: str, key: str | None = None, *, timeout: float = 90.0, **options: Any
    ) -> None:
        """`timeout` is in seconds, and beyond the server's own; `options` go to httpx.Client."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._answered = False
        self._http = httpx.Client(base_url=url, headers=headers, timeout=timeout, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections."""
        self._http.close()

    def read(
        self,
        source: Path | str | bytes,
        *,
        name: str | None = None,
        role: str | None = None,
        blind: bool = False,
    ) -> Stored:
        """Reads one résumé: a path, or a PDF's bytes.

        Raises EndpointError, for example for a file that cannot be read.
        """
        source = Path(source) if isinstance(source, str) else source
        called = name or (source.name if isinstance(source, Path) else "resume.pdf")
        content = source.read_bytes() if isinstance(source, Path) else source
        answer = self._send(
            "POST",
            "/api/v1/reports",
            files=[("file", (called, content, _PDF))],
            data=_fields(role, blind),
            headers=_new_key(),
            expected=(200, 504),
        )
        if answer.status_code == 504:
            return self.report(answer.headers["X-Report-Id"], wait=True)
        return _stored(answer)

    def report(self, id: str, *, blind: bool = False, wait: bool = False) -> Stored:
        """A stored report; `wait` for one that is still being read."""
        query = {"blind": _word(blind)}
        while True:
            answer = self._send("GET", f"/api/v1/reports/{id}", params=query, expected=(200, 202))
            if answer.status_code == 200:
                return _stored(answer)
            if not wait:
                raise EndpointError(
                    {
                        "title": "The report is not ready yet",
                        "detail": "Ask again later.",
                        "code": "not_ready",
                        "status": 202,
                        "report_id": id,
                    }
                )
            time.sleep(_pause(answer, _FIRST_PAUSE))

    def report_as(self, id: str, profile: str) -> Any:
        """A stored report for another system: `jsonresume`, `workday-certifications` …"""
        return self._send("GET", f"/api/v1/reports/{id}", params={"as": profile}).json()

    def delete_report(self, id: str) -> None:
        """Deletes a report and everything about it."""
        self._send("DELETE", f"/api/v1/reports/{id}", expected=(204,))

    def start(
        self,
        files: Iterable[Path | str | tuple[str, bytes]],
        *,
        role: str | None = None,
        blind: bool = False,
        webhook_url: str | None = None,
    ) -> str:
        """Sends many files, or ZIP archives; returns the batch's id.

        `webhook_url` is told when the batch has ended, where the server has webhooks.
        """
        parts = []
        for file in files:
            named = file if isinstance(file, tuple) else (Path(file).name, Path(file).read_bytes())
            parts.append(("files", (*named, "application/octet-stream")))
        if not parts:
            raise RecognizerError("There is no file to send. Give at least one.")
        answer = self._send(
            "POST",
            "/api/v1/batches",
            files=parts,
            data={**_fields(role, blind), **({"webhook_url": webhook_url} if webhook_url else {})},
            headers=_new_key(),
            expected=(202,),
        )
        return str(answer.json()["id"])

    def batch(self, id: str) -> dict[str, Any]:
        """State and counts of a batch."""
        return dict(self._send("GET", f"/api/v1/batches/{id}").json())

    def results(self, id: str, *, blind: bool = False) -> Iterator[Result]:
        """Results in the order of the files, each as soon as it is there."""
        cursor: str | None = None
        while True:
            query = {"blind": _word(blind), **({"cursor": cursor} if cursor else {})}
            answer = self._send("GET", f"/api/v1/batches/{id}/results", params=query)
            page = answer.json()
            for entry in page["results"]:
                report = entry.get("report")
                made = _adapter().validate_python(report) if report else None
                yield Result(entry["id"], entry["file"], made, entry.get("error"))
            cursor = page["next"]
            if cursor is None:
                return
            if "Retry-After" in answer.headers:
                time.sleep(_pause(answer, _FIRST_PAUSE))

    def cancel(self, id: str) -> dict[str, Any]:
        """Stops what has not been read."""
        return dict(self._send("POST", f"/api/v1/batches/{id}/cancel").json())

    def delete_batch(self, id: str) -> None:
        """Deletes a batch with all its reports."""
        self._send("DELETE", f"/api/v1/batches/{id}", expected=(204,))

    def verify_badge(
        self, source: Path | bytes, *, name: str | None = None, email: str | None = None
    ) -> BadgeReport:
        """What a badge file states and how far it is proven. Raises EndpointError."""
        called = name or (source.name if isinstance(source, Path) else "badge")
        content = source.read_bytes() if isinstance(source, Path) else source
        answer = self._send(
            "POST",
            "/api/v1/badges/verify",
            files=[("file", (called, content, "application/octet-stream"))],
            data={"email": email} if email else {},
        )
        return _badge_adapter().validate_json(answer.content)

    def search(self, text: str, *, limit: int = 10) -> list[dict[str, Any]]:
        """Credentials and providers of the taxonomy that go by this name."""
        query = {"q": text, "limit": str(limit)}
        return list(self._send("GET", "/api/v1/taxonomy/search", params=query).json()["results"])

    def _send(
        self, method: str, path: str, *, expected: tuple[int, ...] = (200,), **options: Any
    ) -> httpx.Response:
        """One request, repeated while the server asks for it. Raises EndpointError."""
        end, pause = time.monotonic() + _PATIENCE_SECONDS, _FIRST_PAUSE
        while True:
            try:
                answer = self._http.request(method, path, **options)
            except httpx.TransportError as error:
                away = self._answered and not isinstance(error, httpx.TimeoutException)
                if not away or time.monotonic() + pause > end:
                    raise EndpointError(_no_answer(error)) from error
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
                continue
            self._answered = True
            if answer.status_code in expected:
                return answer
            problem = _problem(answer)
            busy = answer.status_code == 409 and problem.get("code") == "in_flight"
            wait = _pause(answer, pause)
            if not (answer.status_code in _AGAIN or busy) or time.monotonic() + wait > end:
                raise EndpointError(problem)
            time.sleep(wait)
            pause = min(2 * pause, _LONGEST_PAUSE)


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


@cache
def _badge_adapter() -> TypeAdapter[BadgeReport]:
    return TypeAdapter(BadgeReport)


def _stored(answer: httpx.Response) -> Stored:
    report = _adapter().validate_json(answer.content)
    return Stored(answer.headers["X-Report-Id"], report, answer.content)


def _problem(answer: httpx.Response) -> dict[str, Any]:
    try:
        return dict(answer.json())
    except (ValueError, TypeError):  # not our server's answer: a proxy's page, say
        return {"title": answer.reason_phrase, "detail": "", "status": answer.status_code}


def _no_answer(error: httpx.TransportError) -> dict[str, Any]:
    late = isinstance(error, httpx.TimeoutException)
    return {
        "title": "The server did not answer in time" if late else "The server cannot be reached",
        "detail": f"{type(error).__name__}. Check the address"
        + (", or give a longer timeout." if late else ", and that the server runs."),
        "code": "timed_out_waiting" if late else "unreachable",
    }


def _pause(answer: httpx.Response, usual: float) -> float:
    said = answer.headers.get("Retry-After", "")
    return float(said) if said.isdecimal() else usual


def _fields(role: str | None, blind: bool) -> dict[str, str]:
    return {"blind": _word(blind), **({"role": role} if role else {})}


def _word(value: bool) -> str:
    return "true" if value else "false"


def _new_key() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}
