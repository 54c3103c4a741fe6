"""Migrations on both databases: they lead where the models are, back, and keep what is there."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from recognizer.errors import SettingsError
from recognizer.web.batches import Batches, NewFile
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database, migrate, migrations
from recognizer.web.tables import Table


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database.open(database_url)
    yield opened
    opened.close()


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def versions(database: Database) -> list[str]:
    """The newest first; "base" is the empty database before the first."""
    with database.engine.begin() as connection:
        script = ScriptDirectory.from_config(migrations(connection))
        return [one.revision for one in script.walk_revisions()] + ["base"]


def test_migrations_give_what_the_models_say(database: Database) -> None:
    with database.engine.begin() as connection:
        command.check(migrations(connection))
    assert tables(database) == {*Table.metadata.tables, "alembic_version"}


def test_migrations_go_back_step_by_step_and_forth_again(database: Database) -> None:
    for version in versions(database)[1:]:
        migrate(database.engine, version)
    assert tables(database) == {"alembic_version"}
    migrate(database.engine)
    with database.engine.begin() as connection:
        command.check(migrations(connection))


def test_migrations_keep_uploads_through_each_step(database: Database, tmp_path: Path) -> None:
    settings = ServerSettings.read(data_dir=tmp_path)
    batch = Batches(database, settings).add("local", [NewFile("a", b"a")], pictures=False)
    for version in versions(database)[1:-1]:
        migrate(database.engine, version)
        with database.engine.begin() as connection:
            assert connection.scalar(text("SELECT name FROM documents")) == "a"
    migrate(database.engine)
    found = Batches(database, settings).find("local", batch)
    assert found is not None
    assert [document.name for document in found.documents] == ["a"]


def test_migrations_of_servers_that_start_together_run_once(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(Database.open, [database_url] * 4))
    assert all(database.answers() for database in opened)
    for database in opened:
        database.close()


def test_migrations_of_a_newer_program_are_named(database: Database, database_url: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingsError, match="newer program"):
        Database.open(database_url)
