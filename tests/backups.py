"""Backing up and restoring as docs/operations.md says it, on a database of either kind."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from postgres import Postgres

PAGE = Path(__file__).resolve().parent.parent / "docs" / "operations.md"


def documented(program: str) -> list[str]:
    """The words of the command on the page that calls this program."""
    section = PAGE.read_text("utf-8").partition("## Backup and restore")[2].partition("\n## ")[0]
    found = [line for line in section.splitlines() if line.startswith(program + " ")]
    assert len(found) == 1, (program, found)
    return shlex.split(found[0], comments=True)


@dataclass(frozen=True)
class SqliteBackup:
    """An SQLite file in a server's data folder."""

    folder: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'recognizer.db'}"

    def save(self, folder: Path) -> None:
        """While the server runs."""
        _, database, statement = documented("sqlite3")
        assert database == "/var/lib/recognizer/recognizer.db"
        with closing(sqlite3.connect(self.folder / "recognizer.db")) as other:
            other.execute(statement.replace("/backup", str(folder)))

    def restore(self, folder: Path) -> None:
        """While no server runs."""
        removed = documented("cd")[5:]
        assert removed == ["recognizer.db", "recognizer.db-wal", "recognizer.db-shm"]
        for name in removed:
            (self.folder / name).unlink(missing_ok=True)
        self.folder.mkdir(exist_ok=True)
        shutil.copy(folder / "recognizer.db", self.folder)


@dataclass(frozen=True)
class PostgresBackup:
    """A database of a PostgreSQL for tests."""

    server: Postgres
    url: str

    def save(self, folder: Path) -> None:
        """While the server runs."""
        self._run("pg_dump", folder)

    def restore(self, folder: Path) -> None:
        """While no server runs."""
        for program in ("dropdb", "createdb", "pg_restore"):
            self._run(program, folder)

    def _run(self, program: str, folder: Path) -> None:
        name = self.url.rpartition("@/")[2].partition("?")[0]
        places = {
            "recognizer": name,
            "--dbname=recognizer": f"--dbname={name}",
            "--owner=recognizer": "--owner=postgres",
            "--file=/backup/recognizer.dump": f"--file={folder / 'recognizer.dump'}",
            "/backup/recognizer.dump": str(folder / "recognizer.dump"),
        }
        words = [places.get(word, word) for word in documented(program)[1:]]
        where = ["-h", str(self.server.folder), "-U", "postgres"]
        called = [str(self.server.programs / program), *where, *words]
        done = subprocess.run(called, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


Backup = SqliteBackup | PostgresBackup


def backup(kind: str, folder: Path, postgres: Any) -> Backup:
    """A database that is empty, of a kind."""
    if kind == "sqlite":
        folder.mkdir()
        return SqliteBackup(folder)
    return PostgresBackup(postgres, postgres.new_database())
