"""A backup made while files are read, restored elsewhere; a database of the first version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, select

from backups import Backup, backup
from calling import Program
from recognizer.web import create_app
from recognizer.web.accounts import Accounts
from recognizer.web.database import Database, migrate
from recognizer.web.services import Services
from recognizer.web.tables import AuditEntry, now
from served import PASSWORD, Reading, held, services
from visiting import Visit, invented_resume, sample, words

Kept = Callable[[str], Backup]


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """Makes an empty database and a folder of that name for it."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return lambda name: backup(request.param, tmp_path / name, server)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "backup"
    folder.mkdir()
    return folder


@pytest.fixture
def start(
    shared_reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Services]]:
    """Starts a server on a database; one that is started later ends the one before."""
    monkeypatch.setattr("recognizer.web.jobs.LEASE_SECONDS", 3.0)
    monkeypatch.setattr("recognizer.web.dispatch.LEASE_SECONDS", 3.0)
    with ExitStack() as stack:

        def run(database: Backup, folder: str, reading: Reading = shared_reading) -> Services:
            stack.pop_all().close()
            made = services(tmp_path / folder, reading, database_url=database.url)
            return stack.enter_context(made)

        yield run


def lines_of(made: Services) -> Counter[str]:
    """How many lines the audit has for each file that was read."""
    with made.database.session(writes=False) as session:
        query = select(AuditEntry.subject).where(AuditEntry.action == "read")
        return Counter(session.scalars(query))


@pytest.mark.slow
def test_backup_under_load_is_whole_and_goes_on_elsewhere(
    kept: Kept, saved: Path, start: Callable[..., Services], shared_reading: Reading
) -> None:
    here, there = kept("here"), kept("there")
    resumes = [(f"{seed}.pdf", invented_resume(seed)) for seed in range(1, 9)]
    with held(shared_reading, name="8.pdf") as (reading, go):
        made = start(here, "here", reading)
        program = Program.new(create_app(made), made)
        first = program.finished(program.send(*resumes[:2]).headers["Location"])
        late = program.send(*resumes).headers["Location"]
        here.save(saved)
        counts = program.get(late).get_json()["counts"]
        assert counts["queued"] + counts["running"] > 0, "it was made under load"
        go.set()
    there.restore(saved)
    made = start(there, "there")
    program = Program(create_app(made), made, program.secret)
    assert program.get(f"/api/v1/batches/{first['id']}").get_json()["counts"] == first["counts"]
    assert program.finished(late)["counts"]["done"] == len(resumes)
    assert sorted(lines_of(made).values()) == [1] * (len(resumes) + 2)


def fill_as_the_first_version(url: str) -> dict[str, str]:
    """A signed-up person with a list of one file that waits, written as its tables were then."""
    database = Database.open(url)
    migrate(database.engine, "0001")
    tables = MetaData()
    tables.reflect(database.engine)
    ids = {"batch": "b" * 32, "document": "d" * 32}
    start = {"created": now(), "failures": 0, "disabled": False, "locked_until": None}
    rows: tuple[tuple[str, dict[str, Any]], ...] = (
        ("accounts", {"id": 1, "name": "maria", "password_hash": "", "admin": True, **start}),
        (
            "batches",
            {"id": ids["batch"], "owner": "account:1", "created": now(), "role_text": "SQL"}
            | {"expires": now() + timedelta(days=9)},
        ),
        (
            "documents",
            {"id": ids["document"], "batch_id": ids["batch"], "position": 0, "name": "ines.pdf"}
            | {"sha256": "0" * 64, "size": len(sample()), "created": now(), "priority": 1}
            | {"state": "queued", "attempts": 0, "pictures": "wanted"},
        ),
        ("uploads", {"document_id": ids["document"], "content": sample()}),
    )
    with database.engine.begin() as connection:
        for table, row in rows:
            connection.execute(tables.tables[table].insert().values(row))
    database.close()
    return ids


@pytest.mark.slow
def test_upgrade_from_the_first_version_back_and_again(
    kept: Kept, saved: Path, start: Callable[[Backup, str], Services]
) -> None:
    database = kept("here")
    ids = fill_as_the_first_version(database.url)
    database.save(saved)
    for _ in range(2):  # the second time from the backup, put back over the newer tables
        made = start(database, "here")
        Accounts(made.database, made.settings).set_password("maria", PASSWORD)
        visit = Visit(create_app(made))
        assert visit.sign_in("maria").status_code == 303
        assert visit.await_end(f"/batches/{ids['batch']}") == [ids["document"]]
        page = visit.get(f"/resumes/{ids['document']}")
        assert "Amazon Web Services" in words(page)
        assert visit.await_picture(ids["document"]).data
        assert lines_of(made) == {ids["document"]: 1}
        made.stop()
        database.restore(saved)
