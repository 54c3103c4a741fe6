"""Commands of whoever runs the server: keys of programs, the audit, deleting before the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from recognizer.web.commands import where_options


@click.group()
def keys() -> None:
    """Keys with which programs use the HTTP endpoint."""


@keys.command("add")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(["read", "score", "admin"]),
    default=("read", "score"),
    help="What it may do: read what is there, have résumés read and deleted, see metrics. May be "
    "given again; read and score by default.",
)
@click.option("--days", type=click.IntRange(1, 3650), help="Days after which it ends.")
@click.option(
    "--per-minute",
    type=click.IntRange(1, 1_000_000),
    help="Requests a minute; by default the server's setting.",
)
@where_options
def keys_add(
    name: str, scopes: tuple[Any, ...], days: int | None, per_minute: int | None, **options: Any
) -> None:
    """Make a key; it is shown this once.

    Example: recognizer keys add "Applicant tracking" --days 365
    """
    with _keys(options) as known:
        id_, secret = known.add(name, scopes, days=days, per_minute=per_minute)
    click.echo(f"Key {id_} made; keep it safe, it is not shown again:", err=True)
    click.echo(secret)


@keys.command("rotate")
@click.argument("key")
@click.option(
    "--overlap",
    "overlap_hours",
    type=click.IntRange(0, 720),
    default=0,
    metavar="HOURS",
    help="Hours for which the old secret works beside the new one, at most 720; none by default.",
)
@where_options
def keys_rotate(key: str, overlap_hours: int, **options: Any) -> None:
    """Give a key a new secret; its data stay.

    The old secret ends at once, unless --overlap leaves it time: then put the new one where the
    old one is, and see in `recognizer keys list` when the old one is used no more. Rotating again
    meanwhile ends the older one at once.

    Example: recognizer keys rotate 4b78c2fe0878 --overlap 24
    """
    with _keys(options) as known:
        secret = known.rotate(key, overlap_hours=overlap_hours)
    left = f"the old one works for {overlap_hours} h more" if overlap_hours else "the old one ended"
    click.echo(f"Key {key} has a new secret, {left}; it is not shown again:", err=True)
    click.echo(secret)


@keys.command("revoke")
@click.argument("key")
@click.option("--old", is_flag=True, help="Only the old secret that works beside the new one.")
@where_options
def keys_revoke(key: str, old: bool, **options: Any) -> None:
    """End a key at once; its uploads stay until they expire.

    An old secret that works beside the new one ends with it.
    """
    with _keys(options) as known:
        known.end_old(key) if old else known.revoke(key)
    click.echo(f"Old secret of key {key} ended." if old else f"Key {key} revoked.", err=True)


@keys.command("list")
@where_options
def keys_list(**options: Any) -> None:
    """All keys, a line each.

    Id, scopes, how it stands, when it was last used (UTC), name. A line below tells of an old
    secret that still works.
    """
    from recognizer.web.keys import has_old_secret

    with _keys(options) as known:
        found = known.list()
    for key in found:
        stands = f"{_standing(key):<16}  {_last_use(key.used):<21}"
        click.echo(f"{key.id}  {key.scopes:<16}  {stands}  {key.name}")
        if key.revoked is None and has_old_secret(key):
            until = f"until {key.old_ends:%Y-%m-%d %H:%M}"
            click.echo(f"{'':<12}  old secret {until}, {_last_use(key.old_used)}")


@click.group()
def audit() -> None:
    """Who did what with which file; never what stands in it."""


@audit.command("export")
@click.option("--format", "kind", type=click.Choice(["csv", "jsonl"]), default="csv", help="Form.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only from this day on (UTC).")
@where_options
def audit_export(kind: Any, since: datetime | None, **options: Any) -> None:
    """Print the audit, the oldest line first.

    Example: recognizer audit export --since 2026-01-01 > audit.csv
    """
    from recognizer.web.audit import export

    begin = since.replace(tzinfo=UTC) if since else None
    with _database(options) as database:
        for line in export(database, kind, begin):
            click.echo(line, nl=False)


@click.command()
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(0, 3650),
    metavar="DAYS",
    help="Uploads made so many days ago or earlier.",
)
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Every upload of exactly this file; may be given again.",
)
@click.option("--sha256", "hashes", multiple=True, help="Every upload of a file with this SHA-256.")
@click.option("--owner", help="Only of this owner: local, account:3, key:1f0c…")
@where_options
def purge(
    days: int | None,
    files: tuple[Path, ...],
    hashes: tuple[str, ...],
    owner: str | None,
    **options: Any,
) -> None:
    """Delete uploads with everything about them, now; without an option, what has expired.

    The lines of the audit stay. Run it while the server runs, or while it does not.

    Example: recognizer purge --older-than 7
    """
    from recognizer.web import purging

    wanted = (*map(purging.digest, files), *hashes)
    with _database(options) as database:
        count = purging.purge(database, days=days, hashes=wanted, owner=owner)
    click.echo(f"{count} file{'' if count == 1 else 's'} deleted.", err=True)


def _standing(key: Any) -> str:
    if key.revoked is not None:
        return "revoked"
    if key.expires is None:
        return "in use"
    over = key.expires <= datetime.now(UTC)
    return f"{'ended' if over else 'until'} {key.expires:%Y-%m-%d}"


def _last_use(moment: datetime | None) -> str:
    return "not used yet" if moment is None else f"used {moment:%Y-%m-%d %H:%M}"


@contextmanager
def _database(options: dict[str, Any]) -> Iterator[Any]:
    from recognizer.web.config import ServerSettings
    from recognizer.web.database import Database

    database = Database.open(ServerSettings.read(**options).url)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _keys(options: dict[str, Any]) -> Iterator[Any]:
    from recognizer.web.keys import Keys

    with _database(options) as database:
        yield Keys(database)
