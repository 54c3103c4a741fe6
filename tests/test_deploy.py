"""The files in deploy/, run as far as it goes without Docker: their commands and their settings."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import make_url

from composed import DEPLOY, ROOT, asked_for, composed, image, offered
from recognizer.web.config import ServerSettings
from served import PASSWORD

VALUES = {"POSTGRES_PASSWORD": "p" * 48, "RECOGNIZER_SECRET_KEY": "s" * 64}
PDF = ROOT / "docs" / "sample" / "resume.pdf"
PATIENCE = 180.0


@pytest.fixture
def services() -> dict[str, Any]:
    return dict(composed(VALUES)["services"])


def test_compose_variables_are_in_the_example() -> None:
    assert asked_for() == offered()


@pytest.mark.parametrize("name", sorted(VALUES))
def test_compose_demands_what_has_no_default(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        composed({other: value for other, value in VALUES.items() if other != name})


def test_compose_settings_are_settings(services: Mapping[str, Any]) -> None:
    known = {f"RECOGNIZER_{name.upper()}" for name in ServerSettings.model_fields}
    env, _ = image()
    for given in (env, services["server"]["environment"], services["readers"]["environment"]):
        assert {name for name in given if name.startswith("RECOGNIZER_")} <= known


def test_compose_readers_reach_nothing_but_the_database(services: Mapping[str, Any]) -> None:
    networks = composed(VALUES)["networks"]
    assert services["readers"]["networks"] == services["database"]["networks"] == ["inside"]
    assert networks["inside"] == {"internal": True}
    assert "ports" not in services["database"] and "ports" not in services["readers"]
    assert services["server"]["ports"] == ["127.0.0.1:8000:8000"]


@pytest.mark.parametrize("name", ["server", "readers"])
def test_compose_processes_may_little(services: Mapping[str, Any], name: str) -> None:
    service = services[name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "RECOGNIZER_SECRET_KEY" not in services["readers"]["environment"]


class Composed:
    """The compose file's processes on this machine, with a database of the tests' PostgreSQL."""

    def __init__(self, services: Mapping[str, Any], database: str, folder: Path) -> None:
        self.services = services
        self.folder = folder
        said, here = make_url(self._said("server")), make_url(database)
        owner = services["database"]["environment"]
        assert (said.drivername, said.host) == (here.drivername, "database")
        assert (said.username, said.database, said.password) == (
            owner["POSTGRES_USER"],
            owner["POSTGRES_DB"],
            owner["POSTGRES_PASSWORD"],
        )
        assert self._said("readers") == self._said("server")
        self.database = database
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    def _said(self, service: str) -> str:
        return str(self.services[service]["environment"]["RECOGNIZER_DATABASE_URL"])

    def environment(self, service: str) -> dict[str, str]:
        """Image and service; only places are this machine's."""
        env, _ = image()
        kept = {name: value for name, value in os.environ.items() if "RECOGNIZER" not in name}
        own = {
            "PATH": os.environ["PATH"],
            "RECOGNIZER_DATA_DIR": str(self.folder),
            "RECOGNIZER_DATABASE_URL": self.database,
            "RECOGNIZER_PORT": str(self.port),
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
        }
        return {**kept, **env, **self.services[service]["environment"], **own}

    def command(self, service: str, *arguments: str) -> list[str]:
        _, entry = image()
        assert entry == ["recognizer"]
        given = arguments or self.services[service]["command"]
        return [sys.executable, "-m", "recognizer", *given]

    def run(self, *arguments: str, typed: str = "") -> str:
        """`docker compose run --rm server …`; what it says on standard output."""
        done = subprocess.run(
            self.command("server", *arguments),
            cwd=ROOT,
            env=self.environment("server"),
            input=typed,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def up(self, service: str) -> subprocess.Popen[str]:
        """Starts it and waits for its first line."""
        process = subprocess.Popen(
            self.command(service),
            cwd=ROOT,
            env=self.environment(service),
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        assert process.stderr.readline().startswith(("Ready: http://0.0.0.0:", "Reading with 2 "))
        return process

    def healthy(self) -> bool:
        """The server's health check."""
        kind, program, *rest = self.services["server"]["healthcheck"]["test"]
        assert (kind, program) == ("CMD", "python")
        there = [part.replace("8000", str(self.port)) for part in rest]
        asked = subprocess.run([sys.executable, *there], capture_output=True, timeout=PATIENCE)
        return asked.returncode == 0


@pytest.fixture
def here(services: dict[str, Any], postgres: Any, tmp_path: Path) -> Composed:
    return Composed(services, postgres.new_database(), tmp_path)


@pytest.fixture
def up(here: Composed) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    with ExitStack() as stack:

        def start(service: str) -> subprocess.Popen[str]:
            process = here.up(service)
            stack.callback(process.communicate)
            stack.callback(process.kill)
            return process

        yield start


@pytest.mark.slow
def test_compose_commands_read_a_resume_and_end_in_time(
    here: Composed, up: Callable[[str], subprocess.Popen[str]]
) -> None:
    here.run("accounts", "add", "maria", "--admin", "--password", "-", typed=PASSWORD + "\n")
    secret = here.run("keys", "add", "ats").split()[-1]
    assert not here.healthy()
    started = [up("server"), up("readers")]
    assert here.healthy()
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/pdf"}
    with httpx.Client(base_url=f"http://127.0.0.1:{here.port}", timeout=PATIENCE) as client:
        assert client.get("/readyz").status_code == 200
        assert client.post("/api/v1/reports", content=b"%PDF").status_code == 401
        answer = client.post("/api/v1/reports", content=PDF.read_bytes(), headers=headers)
    assert answer.status_code == 200
    assert answer.json()["credentials"]
    grace = {name: here.services[name]["stop_grace_period"] for name in ("server", "readers")}
    assert set(grace.values()) == {"90s"}
    began = time.monotonic()
    for process in started:
        process.terminate()
    assert [process.wait(90 - (time.monotonic() - began)) for process in started] == [0, 0]


def test_compose_database_is_healthy_once_it_listens(
    services: Mapping[str, Any], postgres: Any
) -> None:
    """The image's first start has a server that only its own socket reaches: no health yet."""
    kind, program, *rest = services["database"]["healthcheck"]["test"]
    assert (kind, program, rest[rest.index("-h") + 1]) == ("CMD", "pg_isready", "127.0.0.1")
    ready = str(postgres.programs / program)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = str(closed.getsockname()[1])
    assert subprocess.run([ready, *rest, "-p", port]).returncode == 2, "nothing listens"
    there = [str(postgres.folder) if part == "127.0.0.1" else part for part in rest]
    assert subprocess.run([ready, *there]).returncode == 0


UNIT = DEPLOY / "recognizer.service"
analyze = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


@analyze
def test_unit_is_understood_in_full(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    there = shutil.which("true")
    text = UNIT.read_text("utf-8").replace("/opt/recognizer/bin/recognizer", str(there))
    unit.write_text(text, "utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True
    ).stderr
    assert not [line for line in said.splitlines() if UNIT.name in line]


@analyze
def test_unit_is_shut_in() -> None:
    """Its exposure as systemd counts it, in tenths: 0 is none, 100 all."""
    asked = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(UNIT)]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-200:]
