"""A real server for tests: real database, real reading process, real WSGI server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask

from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from recognizer.web import create_app
from recognizer.web.config import ServerSettings
from recognizer.web.dispatch import Reader
from recognizer.web.listening import listen
from recognizer.web.reading import PooledReader, load_reading
from recognizer.web.services import Services
from recognizer.workers import Pool

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Reading:
    """What reading takes: shared by all servers of a test run, because loading takes a second."""

    limits: Settings
    taxonomy: Taxonomy
    reader: Reader


@contextmanager
def reading(size: int = 1) -> Iterator[Reading]:
    limits = Settings()
    with Pool(load_reading, settings=limits, size=size) as pool:
        pool.start()
        yield Reading(limits, Taxonomy.load(limits.taxonomy_dir), PooledReader(pool))


class Held:
    """A reader that begins no file, or none of one name, while `go` is clear."""

    def __init__(self, real: Reader, name: str | None = None) -> None:
        self.size = real.size
        self.go = threading.Event()
        self._real = real
        self._name = name

    def _wait(self, name: str) -> None:
        if self._name in (None, name):
            self.go.wait()

    def read(self, name: str, content: bytes) -> Any:
        self._wait(name)
        return self._real.read(name, content)

    def read_within(self, name: str, content: bytes, seconds: float) -> Any:
        late = not self.go.is_set() and self._name in (None, name)
        return None if late else self._real.read_within(name, content, seconds)

    def pictures(self, name: str, content: bytes) -> Any:
        self._wait(name)
        return self._real.pictures(name, content)


@contextmanager
def held(shared: Reading, name: str | None = None) -> Iterator[tuple[Reading, threading.Event]]:
    """Reading for a server of its own, and the event that lets it begin."""
    reader = Held(shared.reader, name)
    try:
        yield replace(shared, reader=reader), reader.go
    finally:
        reader.go.set()


@contextmanager
def services(folder: Path, shared: Reading, **settings: Any) -> Iterator[Services]:
    """Services on a fresh database in `folder`, or on the one that is there."""
    values = {"data_dir": folder, "secret_key": "x" * 40, "port": 0, "threads": 8}
    values |= {"answer_seconds": 300, **settings}  # a busy machine takes its time to read
    made = Services.start(
        ServerSettings.read(**values), shared.limits, shared.taxonomy, shared.reader
    )
    try:
        yield made
    finally:
        made.stop()


@dataclass(frozen=True)
class Served:
    """A server that answers at `url`."""

    url: str
    services: Services
    app: Flask


@contextmanager
def server(folder: Path, shared: Reading, **settings: Any) -> Iterator[Served]:
    """The app behind waitress on a free port of loopback."""
    with services(folder, shared, **settings) as made:
        app = create_app(made)
        listening, port = listen(app, made.settings)
        thread = threading.Thread(target=listening.run, daemon=True)
        thread.start()
        try:
            yield Served(f"http://127.0.0.1:{port}", made, app)
        finally:
            listening.close()
            thread.join(60)
