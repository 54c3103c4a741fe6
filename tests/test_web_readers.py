"""Readers that cannot start: nothing is lost, /readyz says so, and then all goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from calling import Program, problem
from hostile import resume
from recognizer.errors import RecognizerError
from recognizer.web import create_app
from served import Reading, services
from visiting import until

RESUME = resume()
FILES = tuple((f"{number}.pdf", RESUME) for number in range(3))


class Failing:
    """A reader without processes, until it has some."""

    size = 1

    def __init__(self, real: Any, error: Exception) -> None:
        self._real = real
        self.error: Exception | None = error
        self.calls = 0

    def read(self, name: str, content: bytes) -> Any:
        self.calls += 1
        if self.error is not None:
            raise self.error
        return self._real.read(name, content)

    def pictures(self, name: str, content: bytes) -> Any:
        return self._real.pictures(name, content)


@pytest.fixture(params=[RecognizerError("no process"), ValueError("Zaphod")], ids=["none", "bug"])
def failing(
    request: Any, shared_reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Program, Failing]]:
    monkeypatch.setattr("recognizer.web.jobs.LEASE_SECONDS", 1.0)
    monkeypatch.setattr("recognizer.web.dispatch._AGAIN_SECONDS", 0.05)
    reader = Failing(shared_reading.reader, request.param)
    settings = {"max_attempts": 20}
    with services(tmp_path, replace(shared_reading, reader=reader), **settings) as made:
        yield Program.new(create_app(made), made), reader


def test_readers_that_cannot_start_lose_nothing(
    failing: tuple[Program, Failing], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    program, reader = failing
    assert program.get("/readyz").status_code == 200
    place = program.send(*FILES).headers["Location"]
    until(lambda: reader.calls > 4, "more tries than there are threads")
    problem(program.get("/readyz"), 503, "unavailable")
    assert program.get("/healthz").status_code == 200
    reader.error = None
    assert program.finished(place)["counts"]["done"] == len(FILES)
    until(lambda: program.get("/readyz").status_code == 200, "readiness")
    assert "could not be read" in caplog.text and "Zaphod" not in caplog.text


def test_readers_elsewhere_are_not_missed(shared_reading: Reading, tmp_path: Path) -> None:
    reader = Failing(shared_reading.reader, RecognizerError("none"))
    reader.size = 0
    with services(tmp_path, replace(shared_reading, reader=reader)) as made:
        assert Program(create_app(made), made).get("/readyz").status_code == 200
