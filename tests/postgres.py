"""A real PostgreSQL for tests: started once from the system's package, a database for each test."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")
"""Where packages put the programs that are in nobody's PATH."""
_NEEDED = ("initdb", "postgres", "createdb", "pg_isready")
_USER = "postgres"
"""The server refuses to run as root; Debian's package makes this user for it."""
_PATIENCE = 180.0


class NoPostgres(Exception):
    """It cannot be started here; says why."""


@dataclass(frozen=True)
class Postgres:
    """A server that listens on a socket in `folder`, and on nothing else."""

    folder: Path
    programs: Path
    numbers: Iterator[int] = field(default_factory=count)
    process: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Starts it, or again after `stop`. Raises NoPostgres."""
        options = (
            "fsync=off",
            "full_page_writes=off",
            "max_connections=200",
            "listen_addresses=",
            f"unix_socket_directories={self.folder}",
        )
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data")]
        command += [part for option in options for part in ("-c", option)]
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, cwd=self.folder, **quiet, **_as_user())
        self.process.append(process)
        end = time.monotonic() + _PATIENCE
        asked = [str(self.programs / "pg_isready"), "-q", "-h", str(self.folder)]
        while subprocess.run(asked, cwd="/").returncode:
            if process.poll() is not None or time.monotonic() > end:
                raise NoPostgres("PostgreSQL did not start")
            time.sleep(0.1)

    def stop(self) -> None:
        """Ends it at once, its connections too."""
        while self.process:
            process = self.process.pop()
            process.send_signal(signal.SIGQUIT)  # "immediate shutdown"
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()

    def new_database(self, place: Path | None = None) -> str:
        """The URL of an empty database, with its tables in a folder of their own where one is said.

        That folder must be empty.
        """
        name = f"test{next(self.numbers)}"
        where = ("-h", str(self.folder), "-U", _USER)
        options = []
        if place is not None:
            shutil.chown(place, _USER)
            make = f"CREATE TABLESPACE {name} LOCATION '{place}'"
            call(self.programs / "psql", *where, "-c", make, "postgres")
            options = [f"--tablespace={name}"]
        call(self.programs / "createdb", *where, *options, name)
        return f"postgresql+psycopg://{_USER}@/{name}?host={self.folder}"


@contextmanager
def running() -> Iterator[Postgres]:
    """A server with an empty cluster in a folder of its own. Raises NoPostgres."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a short path: sockets allow 107 characters
    server = Postgres(folder, programs)
    try:
        if _as_user():
            shutil.chown(folder, _USER)
        data = folder / "data"
        call(programs / "initdb", "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8", "-N")
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_or_skipped() -> Iterator[Postgres]:
    """The same; the test is skipped where there is none, or no driver for it."""
    pytest.importorskip("psycopg")
    try:
        with running() as server:
            yield server
    except NoPostgres as error:
        pytest.skip(str(error))


def call(program: Path, *arguments: str) -> None:
    """Runs one of its programs. Raises NoPostgres."""
    done = subprocess.run(
        [str(program), *arguments], capture_output=True, text=True, cwd="/", **_as_user()
    )
    if done.returncode:
        raise NoPostgres(f"{program.name}: {done.stderr.strip()}")


def _programs() -> Path:
    found = [path.parent for place in _PLACES for path in Path(place).glob("**/bin/initdb")]
    whole = [folder for folder in found if all((folder / name).exists() for name in _NEEDED)]
    if whole:
        return max(whole)
    on_path = shutil.which("postgres")
    if on_path is None:
        raise NoPostgres("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return Path(on_path).resolve().parent


def _as_user() -> dict[str, Any]:
    """How root becomes somebody else for one program."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam(_USER)
    except KeyError:
        raise NoPostgres(f"PostgreSQL refuses root, and there is no user {_USER}") from None
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
