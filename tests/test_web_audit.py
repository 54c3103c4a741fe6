"""The audit: complete, without content, not to be changed; purging; the commands for both."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import DatabaseError

from calling import Program
from hostile import encrypted, resume
from recognizer.cli import cli
from recognizer.web import create_app
from recognizer.web.audit import FIELDS, entries, export
from recognizer.web.keys import Keys
from recognizer.web.purging import digest, purge
from recognizer.web.services import Services
from recognizer.web.tables import AUDIT_LOCKED_DAYS, AuditEntry, Batch, Document, now
from served import held, services

MARK = "Zaphod Beeblebrox"
RESUME = resume((MARK, "Certifications", "CISSP, ISC2, 2021"))
OTHER = resume(("Bob Example", "Certifications", "PMP, PMI, 2021"))


@pytest.fixture
def made(shared_reading: Any, tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, shared_reading) as running:
        yield running


@pytest.fixture
def local(made: Services) -> Program:
    return Program(create_app(made), made)


def lines(made: Services) -> list[tuple[str, str]]:
    return [(entry.actor, entry.action) for entry in entries(made.database)]


def count(made: Services, table: type) -> int:
    with made.database.session(writes=False) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_audit_has_who_what_which_and_no_content(local: Program, made: Services) -> None:
    sent = local.read(RESUME, "?name=zaphod.pdf")
    local.read(encrypted(), "?name=zaphod-locked.pdf")
    local.delete(sent.headers["Location"])
    assert lines(made) == [
        ("local", "uploaded"),
        ("server", "read"),
        ("local", "uploaded"),
        ("server", "failed"),
        ("local", "deleted"),
    ]
    read = next(entry for entry in entries(made.database) if entry.action == "read")
    assert read.versions == sent.json["versions"]
    assert read.document_sha256 == sent.json["document"]["sha256"]
    assert '"' + str(read.result_sha256) + '"' == sent.headers["ETag"]
    text = "".join(export(made.database, "jsonl")) + "".join(export(made.database, "csv"))
    assert "zaphod" not in text.lower() and "CISSP" not in text


def test_audit_covers_pages_and_batches(local: Program, made: Services) -> None:
    place = local.send(("a.pdf", RESUME), ("b.pdf", OTHER)).headers["Location"]
    local.finished(place)
    local.delete(place)
    batch = made.batches.add("account:1", (), pictures=False)
    assert lines(made) == [
        *[("local", "uploaded")] * 2,
        *[("server", "read")] * 2,
        *[("local", "deleted")] * 2,
    ]
    with made.database.session() as session:
        session.execute(update(Batch).values(expires=now() - timedelta(days=1)))
    local.read(RESUME)
    with made.database.session() as session:
        session.execute(update(Batch).values(expires=now() - timedelta(days=1)))
    made.forget_old()
    assert lines(made)[-1] == ("server", "expired")
    assert made.batches.find("account:1", batch) is None


def test_audit_of_cancelled_files(shared_reading: Any, tmp_path: Path) -> None:
    with held(shared_reading, name="9.pdf") as (reading, go), services(tmp_path, reading) as made:
        local = Program(create_app(made), made)
        place = local.send(*[(f"{n}.pdf", RESUME) for n in range(30)]).headers["Location"]
        stopped = local.post(place + "/cancel").json["counts"]["cancelled"]
        go.set()
        assert [action for _, action in lines(made)].count("cancelled") == stopped > 0


def test_audit_cannot_be_changed(local: Program, made: Services) -> None:
    local.read(RESUME)
    before = count(made, AuditEntry)
    for statement in (update(AuditEntry).values(actor="nobody"), delete(AuditEntry)):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            made.database.session() as session,
        ):
            session.execute(statement)
    assert count(made, AuditEntry) == before > 0
    assert not any(actor == "nobody" for actor, _ in lines(made))


def test_audit_lines_go_after_their_time(made: Services) -> None:
    old = now() - timedelta(days=made.settings.keep_audit_days + 1)
    locked = now() - timedelta(days=AUDIT_LOCKED_DAYS - 1)
    with made.database.session() as session:
        for moment in (old, locked):
            row = {"at": moment, "actor": "local", "action": "read", "subject": "x"}
            session.execute(insert(AuditEntry).values(**row))
    made.forget_old()
    left, told = entries(made.database)
    assert left.at == locked
    assert (told.actor, told.action, told.outcome) == ("server", "audit_expired", "1-lines")
    made.forget_old()
    assert count(made, AuditEntry) == 2


def test_audit_lock_is_that_of_the_migration(root: Path) -> None:
    text = (root / "web" / "migrations" / "versions" / "0002_endpoint.py").read_text("utf-8")
    assert f"_LOCKED_DAYS = {AUDIT_LOCKED_DAYS}\n" in text


def test_audit_is_exported(local: Program, made: Services, tmp_path: Path) -> None:
    local.read(RESUME)
    where = ["--data", str(made.settings.data_dir), "--database", made.settings.url]
    printed = CliRunner().invoke(cli, ["audit", "export", *where])
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    assert tuple(rows[0]) == FIELDS and [row["action"] for row in rows] == ["uploaded", "read"]
    assert json.loads(rows[1]["versions"])["recognizer"]
    printed = CliRunner().invoke(cli, ["audit", "export", "--format", "jsonl", *where])
    assert [json.loads(line)["action"] for line in printed.stdout.splitlines()] == [
        "uploaded",
        "read",
    ]
    later = ["audit", "export", "--since", "2999-01-01", *where]
    assert CliRunner().invoke(cli, later).stdout.strip() == ",".join(FIELDS)


def test_purge_deletes_what_has_expired(local: Program, made: Services) -> None:
    local.read(RESUME)
    assert purge(made.database) == 0
    with made.database.session() as session:
        session.execute(update(Batch).values(expires=now() - timedelta(days=1)))
    assert purge(made.database) == 1
    assert (count(made, Batch), count(made, Document)) == (0, 0)
    assert lines(made)[-1] == ("command", "purged")


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({"days": 0}, 0),
        ({"days": 1}, 3),
        ({"owner": "local"}, 1),
        ({"owner": "account:1"}, 3),
        ({"hashes": ["RESUME"]}, 1),
        ({"hashes": ["RESUME"], "owner": "local"}, 2),
        ({"hashes": ["0" * 64]}, 3),
    ],
)
def test_purge_deletes_what_fits(
    local: Program, made: Services, tmp_path: Path, options: dict[str, Any], left: int
) -> None:
    file = tmp_path / "zaphod.pdf"
    file.write_bytes(RESUME)
    if options.get("hashes") == ["RESUME"]:
        options = {**options, "hashes": [digest(file).upper()]}
    local.read(RESUME)
    local.read(OTHER)
    Program.new(local.app, made).read(RESUME)
    assert purge(made.database, **options) == 3 - left
    assert count(made, Document) == count(made, Batch) == left


def test_purge_leaves_no_word_in_the_files(local: Program, made: Services) -> None:
    if made.database.engine.dialect.name != "sqlite":
        pytest.skip("other databases keep their files elsewhere")
    folder = made.settings.data_dir

    def found() -> list[str]:
        return [path.name for path in folder.iterdir() if MARK.encode() in path.read_bytes()]

    local.read(resume(("Ada", "Certifications", f"CISSP, ISC2, Credential ID {MARK[:6]}-42-1")))
    local.read(RESUME, f"?name={MARK}.pdf")
    assert found()
    file = folder.parent / f"{folder.name}.pdf"
    file.write_bytes(RESUME)
    done = CliRunner().invoke(cli, ["purge", "--file", str(file), "--data", str(folder)])
    assert (done.exit_code, done.stderr) == (0, "1 file deleted.\n")
    assert found() == []
    assert count(made, Document) == 1


def test_keys_by_command(tmp_path: Path) -> None:
    where = ["--data", str(tmp_path)]

    def run(*words: str) -> Any:
        return CliRunner().invoke(cli, ["keys", *words, *where])

    made = run("add", "Applicant tracking", "--scope", "read", "--days", "30", "--per-minute", "9")
    secret, id_ = made.stdout.strip(), re.search(r"Key (\w+) made", made.stderr)
    assert re.fullmatch(r"rcr_\S{43}", secret) and id_ is not None
    listed = run("list").stdout
    assert listed.startswith(f"{id_[1]}  read") and "until 2" in listed and secret not in listed
    assert "not used yet" in listed and "old secret" not in listed
    rotated = run("rotate", id_[1]).stdout.strip()
    assert rotated != secret
    assert "works for 24 h more" in run("rotate", id_[1], "--overlap", "24").stderr
    assert re.search(r"\n {14}old secret until \S+ \S+, not used yet\n", run("list").stdout)
    run("revoke", id_[1], "--old")
    assert "old secret" not in run("list").stdout
    run("revoke", id_[1])
    assert "revoked" in run("list").stdout
    for words in (("rotate", id_[1]), ("revoke", "unknown"), ("revoke", "--old", id_[1])):
        refused = run(*words)
        assert refused.exit_code == 1 and "recognizer keys list" in refused.stderr
    from recognizer.web.config import ServerSettings
    from recognizer.web.database import Database

    database = Database.open(ServerSettings.read(data_dir=tmp_path).url)
    assert {entry.subject for entry in entries(database)} == {id_[1]}
    assert [(entry.action, entry.outcome) for entry in entries(database)] == [
        ("key_added", None),
        ("key_rotated", None),
        ("key_rotated", "overlap-24-hours"),
        ("key_old_ended", None),
        ("key_revoked", None),
    ]
    assert Keys(database).any()
    database.close()
