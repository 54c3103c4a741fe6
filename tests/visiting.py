"""A visitor without a browser: cookies, the CSRF token of the page last seen, uploads awaited."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from werkzeug.test import TestResponse

from models.synthetic import generate
from served import PASSWORD

_PATIENCE = 120.0
"""Seconds until a test gives up waiting."""
_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
_SAMPLE = Path(__file__).resolve().parent.parent / "docs" / "sample" / "resume.pdf"


@cache
def sample() -> bytes:
    """The bundled résumé of an invented person."""
    return _SAMPLE.read_bytes()


@cache
def invented_resume(seed: int, layout: str = "one_column") -> bytes:
    """Another invented person's."""
    return generate(seed, layout).pdf


def until(holds: Callable[[], Any], what: str) -> Any:
    """Asks until it is so; what it was then."""
    end = time.monotonic() + _PATIENCE
    while not (found := holds()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)
    return found


def parsed(page: TestResponse | str) -> JustHTML:
    """A page; one that breaks the rules of HTML is refused."""
    return JustHTML(page if isinstance(page, str) else page.text, strict=True, sanitize=False)


def words(page: TestResponse | Any) -> str:
    """What can be read on a page or in an element, with single spaces."""
    whole = isinstance(page, TestResponse)
    node = JustHTML(page.text, sanitize=False).root if whole else page
    return " ".join(str(node.to_text()).split())


def marked(page: TestResponse | str, css: str) -> list[str]:
    """What can be read in each element that a selector finds."""
    return [words(node) for node in parsed(page).query(css)]


@dataclass
class Visit:
    """One session with an app."""

    app: Flask
    headers: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def __post_init__(self) -> None:
        self.client: FlaskClient = self.app.test_client()

    def get(self, path: str, **options: Any) -> TestResponse:
        answer = self.client.get(path, headers=self.headers, buffered=True, **options)
        if answer.mimetype == "text/html" and (found := _TOKEN.search(answer.text)):
            self.token = found[1]
        return answer

    def post(self, path: str, **form: Any) -> TestResponse:
        """Sends a form as the page last seen would."""
        if not self.token:
            self.get("/sign-in")
            self.get("/tiers")
        data = {"csrf_token": self.token, **form}
        return self.client.post(path, data=data, headers=self.headers, buffered=True)

    def sign_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        self.get("/sign-in")
        answer = self.post("/sign-in", name=name, password=password)
        self.get("/tiers")
        return answer

    def upload(self, *files: tuple[str, bytes]) -> str:
        """The address of the list to which an upload led; reading goes on."""
        self.get("/")
        answer = self.post("/upload", files=[(io.BytesIO(data), name) for name, data in files])
        assert answer.status_code == 303, words(answer)
        return str(answer.location)

    def read(self, *files: tuple[str, bytes]) -> tuple[str, list[str]]:
        """Uploads and waits: the list's address and the ids of its documents."""
        place = self.upload(*files)
        return place, self.await_end(place)

    def await_end(self, place: str) -> list[str]:
        def ended() -> Any:
            progress = self.client.get(f"{place}/progress", headers=self.headers).json
            return progress if progress["ended"] == progress["total"] else None

        return [document["id"] for document in until(ended, "reading")["documents"]]

    def await_picture(self, document: str, page: int = 1) -> TestResponse:
        def drawn() -> TestResponse | None:
            answer = self.client.get(f"/resumes/{document}/pages/{page}.jpg", headers=self.headers)
            return answer if answer.status_code == 200 else None

        found: TestResponse = until(drawn, "the picture")
        return found

    def show_names(self, shown: bool = True) -> None:
        self.get("/")
        self.post("/names", shown="yes" if shown else "no", back="/")
