"""The endpoint called as programs call it: a real app with a real reading process behind it."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from recognizer.web.services import Services

REPORTS, BATCHES = "/api/v1/reports", "/api/v1/batches"
PDF = "application/pdf"
PROBLEM = "application/problem+json"
MANY = 1_000_000
PATIENCE = 180.0
"""Seconds until a test gives up waiting for a batch."""


@dataclass(frozen=True)
class Program:
    """One program with its key, or without one."""

    app: Flask
    services: Services
    secret: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def new(cls, app: Flask, services: Services, *scopes: Any, **options: Any) -> Program:
        """With a key of its own; by default one that reads and scores, as often as it likes."""
        options = {"per_minute": MANY, **options}
        _, secret = services.keys.add("program", scopes or ("read", "score"), **options)
        return cls(app, services, secret)

    def call(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {**self.headers, **options.pop("headers", {})}
        if self.secret is not None:
            headers.setdefault("Authorization", f"Bearer {self.secret}")
        client = self.app.test_client(use_cookies=False)
        answer = client.open(path, method=method, headers=headers, buffered=True, **options)
        answer.request.environ["wsgi.input"].close()  # a file, where much was sent
        return answer

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", path, **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.call("POST", path, **options)

    def delete(self, path: str) -> TestResponse:
        return self.call("DELETE", path)

    def read(self, content: bytes, query: str = "", **headers: str) -> TestResponse:
        """One raw PDF."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.post(REPORTS + query, data=content, content_type=PDF, headers=named)

    def send(self, *files: tuple[str, bytes], path: str = BATCHES, **fields: str) -> TestResponse:
        """Files in a form: the field `files`, or `file` for one report."""
        name = "files" if path == BATCHES else "file"
        parts = [(io.BytesIO(content), called) for called, content in files]
        return self.post(path, data={**fields, name: parts}, content_type="multipart/form-data")

    def finished(self, batch: str) -> dict[str, Any]:
        """The batch once nothing of it is under way."""
        end = time.monotonic() + PATIENCE
        while (state := self.get(batch).get_json())["state"] not in ("done", "cancelled"):
            assert time.monotonic() < end, state
            time.sleep(0.05)
        return dict(state)


def problem(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The problem that an answer is; fails when it is another one, or malformed."""
    assert answer.status_code == status, answer.get_data(as_text=True)[:500]
    assert answer.mimetype == PROBLEM
    said: dict[str, Any] = json.loads(answer.data)
    assert (said["status"], said["code"]) == (status, code), said
    assert {"type", "title", "detail", "instance"} <= said.keys()
    return said


def zipped(files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()
