"""The database: SQLite by default, PostgreSQL by URL; brought to today's schema at the start."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Select, create_engine, event, exists, or_, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from recognizer.errors import SettingsError
from recognizer.web.tables import Table

_BUSY_SECONDS = 30
"""How long a writer waits for another one on SQLite before it fails, in seconds."""
_MIGRATIONS = Path(__file__).resolve().parent / "migrations"
OUT_OF_REACH = (OperationalError, PoolTimeout)
"""Errors of a database that is locked, full or away: the same request may work later."""
_LOCK = 0x7265636F
"""PostgreSQL's advisory lock while migrating: several servers may start together."""


def is_away(error: object) -> bool:
    """Whether an error says that the database cannot answer now: locked, full, or not there.

    A full disk of the temporary folder counts too: there, large uploads wait.
    """
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return full or isinstance(error, OUT_OF_REACH)


class Database:
    """An engine and its sessions; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    @classmethod
    def open(cls, url: str) -> Database:
        """Connects and brings the schema up to date. Raises SettingsError with what to do."""
        try:
            target = make_url(url)
            engine = create_engine(target, **_options(target.get_backend_name()))
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise SettingsError(
                "database_url is not understood. Give sqlite:////path/file.db or "
                "postgresql+psycopg://user:password@host/name (with the package psycopg)."
            ) from error
        if target.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        try:
            if target.get_backend_name() == "sqlite" and target.database:
                _keep_private(Path(target.database))
            migrate(engine)
        except CommandError as error:
            engine.dispose()
            raise SettingsError(
                "The database was brought to the version of a newer program. Install that one, or "
                "restore the backup from before."
            ) from error
        except (OperationalError, OSError, ValueError) as error:
            where = target.render_as_string(hide_password=True)
            raise SettingsError(
                f"The database {where} cannot be opened. Check that it runs, that the path is "
                "right and that this user may write there."
            ) from error
        return cls(engine)

    @contextmanager
    def session(self, *, writes: bool = True) -> Iterator[Session]:
        """One transaction: kept when the block ends well, undone otherwise.

        On SQLite a writing one takes its place in the queue at once, so that two never deadlock;
        `writes=False` lets any number read meanwhile.
        """
        with self._sessions() as session:
            session.connection(execution_options={"reads_only": not writes})
            yield session
            session.commit()

    def answers(self) -> bool:
        """Whether a query comes back."""
        try:
            with self.session(writes=False) as session:
                session.execute(text("SELECT 1"))
        except OUT_OF_REACH:
            return False
        return True

    def holds(self, *tables: type[Table]) -> bool:
        """Whether there is a row in any of these tables."""
        with self.session(writes=False) as session:
            return bool(session.scalar(_holding(tables)))

    def empty_log(self) -> None:
        """Empties the log beside an SQLite file, so that nothing deleted is left in it."""
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def close(self) -> None:
        """Ends all connections."""
        self.engine.dispose()


@cache
def _holding(tables: tuple[type[Table], ...]) -> Select[bool]:
    return select(or_(*(exists().select_from(table) for table in tables)))


def _keep_private(file: Path) -> None:
    """Makes the file for its owner alone, whatever its folder allows; SQLite's others follow it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if str(file) != ":memory:":
        file.touch(mode=0o600)


def migrate(engine: Engine, version: str = "head") -> None:
    """Brings the schema to its newest version, or back to an older one; else does nothing."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config = migrations(connection)
        (command.upgrade if version == "head" else command.downgrade)(config, version)


def migrations(connection: Connection) -> Config:
    """What Alembic's commands need to work on a connection."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _options(backend: str) -> dict[str, Any]:
    common = {"hide_parameters": True}  # an error's message would hold what was to be stored
    if backend == "sqlite":  # as many connections as threads ask for: they are open files
        pool = {"pool_size": 20, "max_overflow": -1}
        return {**common, **pool, "connect_args": {"timeout": _BUSY_SECONDS}}
    return {**common, "pool_pre_ping": True, "pool_size": 20, "max_overflow": 40}


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers beside one writer, foreign keys that hold, and BEGIN left to `_begin_sqlite`."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    reads = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
