"""Accounts: hashes, lock-out, sessions that end; the database is real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from recognizer.cli import cli
from recognizer.errors import RecognizerError, SettingsError
from recognizer.web import accounts as module
from recognizer.web.accounts import LOCK_MINUTES, MAX_FAILURES, Accounts
from recognizer.web.audit import entries, export
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.tables import Account, SignIn, now
from served import PASSWORD

OTHER = "another long password"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def accounts(database: Database, tmp_path: Path) -> Accounts:
    made = Accounts(database, ServerSettings.read(data_dir=tmp_path))
    made.add("maria", PASSWORD, admin=True)
    return made


def test_accounts_keep_only_argon2_hashes(accounts: Accounts, database: Database) -> None:
    with database.session(writes=False) as session:
        stored = session.scalars(select(Account.password_hash)).one()
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_accounts_sign_in_gives_a_new_token_each_time(accounts: Accounts) -> None:
    first, second = accounts.sign_in("maria", PASSWORD), accounts.sign_in("maria", PASSWORD)
    assert first and second and first != second
    visitor = accounts.visitor(first)
    assert visitor is not None
    assert (visitor.name, visitor.admin, visitor.owner) == ("maria", True, "account:1")


@pytest.mark.parametrize(
    ("name", "password"),
    [("maria", OTHER), ("maria", ""), ("nobody", PASSWORD), ("maria", "x" * 10_000), ("", "")],
)
def test_accounts_refuse(accounts: Accounts, name: str, password: str) -> None:
    assert accounts.sign_in(name, password) is None


def test_accounts_lock_after_wrong_passwords_and_open_again(
    accounts: Accounts, database: Database
) -> None:
    for _ in range(MAX_FAILURES):
        assert accounts.sign_in("maria", OTHER) is None
    assert accounts.sign_in("maria", PASSWORD) is None, "locked: the right one is refused too"
    with database.session() as session:
        earlier = now() - timedelta(minutes=LOCK_MINUTES)
        session.execute(update(Account).values(locked_until=earlier))
    assert accounts.sign_in("maria", PASSWORD) is not None


def test_accounts_right_password_forgets_earlier_failures(accounts: Accounts) -> None:
    for _ in range(3):
        for _ in range(MAX_FAILURES - 1):
            accounts.sign_in("maria", OTHER)
        assert accounts.sign_in("maria", PASSWORD) is not None


@pytest.mark.parametrize(
    ("column", "age"),
    [("created", timedelta(hours=13)), ("seen", timedelta(minutes=61))],
)
def test_accounts_sessions_end(
    accounts: Accounts, database: Database, column: str, age: timedelta
) -> None:
    token = accounts.sign_in("maria", PASSWORD)
    assert token
    with database.session() as session:
        session.execute(update(SignIn).values({column: now() - age}))
    assert accounts.visitor(token) is None
    with database.session(writes=False) as session:
        assert session.scalars(select(SignIn)).all() == [], "it is forgotten, not only refused"


def test_accounts_sign_out_ends_one_browser_and_a_new_password_all(accounts: Accounts) -> None:
    first, second = accounts.sign_in("maria", PASSWORD), accounts.sign_in("maria", PASSWORD)
    assert first and second
    accounts.sign_out(first)
    assert accounts.visitor(first) is None
    assert accounts.visitor(second) is not None
    accounts.set_password("maria", OTHER)
    assert accounts.visitor(second) is None
    assert accounts.sign_in("maria", OTHER) is not None


def test_accounts_disabled_ones_are_shut_out(accounts: Accounts) -> None:
    token = accounts.sign_in("maria", PASSWORD)
    accounts.set_disabled("maria", True)
    assert token
    assert accounts.visitor(token) is None
    assert accounts.sign_in("maria", PASSWORD) is None
    assert not accounts.has_admin()
    accounts.set_disabled("maria", False)
    assert accounts.sign_in("maria", PASSWORD) is not None


def test_accounts_changes_are_in_the_audit(accounts: Accounts, database: Database) -> None:
    accounts.add("otto", PASSWORD)
    accounts.set_password("otto", OTHER)
    for disabled in (True, True, False, False):
        accounts.set_disabled("otto", disabled)
    for _ in range(MAX_FAILURES + 2):
        accounts.sign_in("maria", OTHER)
    accounts.sign_in("nobody", OTHER)
    written = [(one.actor, one.action, one.subject, one.outcome) for one in entries(database)]
    assert written == [
        ("command", "account_added", "account:1", "admin"),
        ("command", "account_added", "account:2", None),
        ("command", "account_password", "account:2", None),
        ("command", "account_disabled", "account:2", None),
        ("command", "account_enabled", "account:2", None),
        ("server", "account_locked", "account:1", None),
    ]
    text = "".join(export(database, "csv")) + "".join(export(database, "jsonl"))
    assert not any(word in text for word in ("maria", "otto", "argon2", PASSWORD, OTHER))


def test_accounts_are_listed_as_the_audit_calls_them(tmp_path: Path) -> None:
    where = ["--data", str(tmp_path)]
    for name, *more in (("otto",), ("maria", "--admin")):
        added = ["accounts", "add", name, *more, "--password", PASSWORD, *where]
        assert CliRunner().invoke(cli, added).exit_code == 0
    assert CliRunner().invoke(cli, ["accounts", "disable", "otto", *where]).exit_code == 0
    listed = CliRunner().invoke(cli, ["accounts", "list", *where]).stdout
    assert listed == "account:2  maria  admin\naccount:1  otto  disabled\n"
    exported = CliRunner().invoke(cli, ["audit", "export", *where]).stdout
    assert [line.split(",")[1:4] for line in exported.splitlines()[1:]] == [
        ["command", "account_added", "account:1"],
        ["command", "account_added", "account:2"],
        ["command", "account_disabled", "account:1"],
    ]


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("maria", PASSWORD, "already"),
        ("otto", "too short", "12 to 200 characters"),
        ("", PASSWORD, "1 to 80"),
        ("ot\x00to", PASSWORD, "1 to 80"),
    ],
)
def test_accounts_poor_ones_are_not_made(
    accounts: Accounts, name: str, password: str, said: str
) -> None:
    with pytest.raises(RecognizerError, match=said):
        accounts.add(name, password)


def test_accounts_of_unknown_names_are_named(accounts: Accounts) -> None:
    with pytest.raises(RecognizerError, match="no account otto"):
        accounts.set_password("otto", PASSWORD)
    with pytest.raises(RecognizerError, match="no account otto"):
        accounts.set_disabled("otto", True)


def test_accounts_unknown_name_costs_a_comparison_too(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    def count(hashed: str, password: str) -> bool:
        compared.append(hashed)
        return False

    monkeypatch.setattr(module, "_matches", count)
    accounts.sign_in("nobody", PASSWORD)
    assert len(compared) == 1


@pytest.mark.parametrize("url", ["mysql://x", "not a url", "sqlite:////no/such/folder/\0/x.db"])
def test_database_that_cannot_be_opened_says_what_to_do(url: str) -> None:
    with pytest.raises(SettingsError, match="database"):
        Database.open(url)


def test_settings_open_address_needs_a_secret(tmp_path: Path) -> None:
    settings = ServerSettings.read(host="0.0.0.0", data_dir=tmp_path)
    with pytest.raises(SettingsError, match="RECOGNIZER_SECRET_KEY"):
        settings.signing_key()


def test_settings_secret_on_loopback_is_made_once_for_its_owner(tmp_path: Path) -> None:
    settings = ServerSettings.read(data_dir=tmp_path / "data")
    first = settings.signing_key()
    assert len(first) == 64
    assert settings.signing_key() == first
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value"), [("port", 70_000), ("keep_days", 0), ("threads", "many")]
)
def test_settings_out_of_range_are_named(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=name):
        ServerSettings.read(**{name: value})
