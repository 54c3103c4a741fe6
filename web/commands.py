"""Commands of the server: `serve`, and the accounts that may enter it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from recognizer.cli_options import taxonomy_option
from recognizer.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def where_options(command: Command) -> Command:
    """Options that say where the server's data are."""
    for option in (
        click.option(
            "--database",
            "database_url",
            metavar="URL",
            help="SQLite or PostgreSQL as SQLAlchemy URL; by default a file in --data.",
        ),
        click.option(
            "--data",
            "data_dir",
            type=click.Path(file_okay=False, path_type=Path),
            help="Folder of the database, the secret and the review file.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.option("--host", metavar="ADDRESS", help="Address to listen on (127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (8000); 0 takes a free one.")
@click.option(
    "--jobs",
    "workers",
    type=click.IntRange(0, 64),
    help="Processes that read résumés; 0 leaves that to `recognizer work`.",
)
@click.option("--keep-days", type=int, help="Days after which uploads are deleted (30).")
@click.option("--keep-pdfs", is_flag=True, default=None, help="Keep PDFs after reading them.")
@where_options
@taxonomy_option
def serve(settings: Settings, **options: Any) -> None:
    """The web page, for hiring managers, and the HTTP endpoint, for programs.

    On 127.0.0.1 it is open to whoever sits here, until an account is made; on any other address it
    needs an account or a key, and RECOGNIZER_SECRET_KEY. Every setting may stand in the
    environment, too: RECOGNIZER_PORT, RECOGNIZER_KEEP_DAYS … (docs/server.md).

    Example: recognizer serve --port 8000
    """
    from recognizer.web.config import ServerSettings
    from recognizer.web.server import serve as run

    def ready(address: str) -> None:
        click.echo(f"Ready: {address} (stop with Ctrl-C)", err=True)

    run(ServerSettings.read(**options), settings, ready)


@click.command()
@click.option("--jobs", "workers", type=click.IntRange(1, 64), help="Processes that read résumés.")
@where_options
@taxonomy_option
def work(settings: Settings, **options: Any) -> None:
    """Read what servers have queued in a database, without a page.

    Several may share one PostgreSQL, on this machine or others; start the servers with
    `recognizer serve --jobs 0` to leave all reading to them (docs/operations.md).

    Example: recognizer work --jobs 4 --database postgresql+psycopg://recognizer@db/recognizer
    """
    from recognizer.web.config import ServerSettings
    from recognizer.web.working import work as run

    def ready(size: int) -> None:
        click.echo(f"Reading with {size} processes (stop with Ctrl-C)", err=True)

    run(ServerSettings.read(**options), settings, ready)


@click.group()
def accounts() -> None:
    """Who may sign in to the server."""


@accounts.command("add")
@click.argument("name")
@click.option("--admin", is_flag=True, help="May administer the server.")
@click.password_option(help="Asked for when left out; - reads it from standard input.")
@where_options
def accounts_add(name: str, admin: bool, password: str, **options: Any) -> None:
    """Make an account.

    Example: recognizer accounts add maria --admin
    """
    _accounts(options).add(name, _typed(password), admin=admin)
    click.echo(f"Account {name} made.", err=True)


@accounts.command("password")
@click.argument("name")
@click.password_option(help="Asked for when left out; - reads it from standard input.")
@where_options
def accounts_password(name: str, password: str, **options: Any) -> None:
    """Change a password; it also unlocks the account and ends its sessions."""
    _accounts(options).set_password(name, _typed(password))
    click.echo(f"Password of {name} changed.", err=True)


@accounts.command("disable")
@click.argument("name")
@where_options
def accounts_disable(name: str, **options: Any) -> None:
    """Shut an account out; its uploads stay until they expire."""
    _accounts(options).set_disabled(name, True)
    click.echo(f"Account {name} disabled.", err=True)


@accounts.command("enable")
@click.argument("name")
@where_options
def accounts_enable(name: str, **options: Any) -> None:
    """Let an account in again."""
    _accounts(options).set_disabled(name, False)
    click.echo(f"Account {name} enabled.", err=True)


@accounts.command("list")
@where_options
def accounts_list(**options: Any) -> None:
    """All accounts, a line each.

    What stands first is how the audit calls an account.
    """
    for account in _accounts(options).list():
        kinds = [
            mark
            for mark, is_so in (("admin", account.admin), ("disabled", account.disabled))
            if is_so
        ]
        click.echo("  ".join([f"account:{account.id}", account.name, *kinds]))


def _typed(password: str) -> str:
    """The password, read from standard input where - stands for it."""
    return sys.stdin.readline().rstrip("\n") if password == "-" else password


def _accounts(options: dict[str, Any]) -> Any:
    from recognizer.web.accounts import Accounts
    from recognizer.web.config import ServerSettings
    from recognizer.web.database import Database

    settings = ServerSettings.read(**options)
    return Accounts(Database.open(settings.url), settings)
