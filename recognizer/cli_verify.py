"""`recognizer verify`: is this badge file what it says, and whose signature does it carry?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recognizer.cli_options import taxonomy_option
from recognizer.errors import NotABadge, TrustError, UnreadableFile
from recognizer.settings import Settings

if TYPE_CHECKING:
    from recognizer.badge_result import BadgeReport
    from recognizer.badges import BadgeChecker

_PLAIN_WIDTH = 100
"""Columns when standard output is not a terminal."""


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE…",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line and file.")
@click.option(
    "--email",
    metavar="ADDRESS",
    help="Compare whom the badges were awarded to with this address; it is not printed.",
)
@click.option(
    "--online",
    is_flag=True,
    help="Ask the addresses that a badge names for its issuer's key and for whether it was "
    "withdrawn; without this, nothing is fetched.",
)
@click.option(
    "--trust",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Issuers that you trust beside the curated ones: YAML or JSON.",
)
@taxonomy_option
def verify(
    files: tuple[Path, ...],
    as_json: bool,
    email: str | None,
    online: bool,
    trust: Path | None,
    settings: Settings,
) -> None:
    """Check Open Badge files: JSON, JWT, or the badge's PNG or SVG (`-`: standard input).

    Exit status 0 when every badge is valid, 1 when one is not, could not be proven, or a file
    cannot be read. Valid means that the signature fits; whether the issuer is known is said apart.

    Example: recognizer verify badge.png --email ada@example.org
    """
    from recognizer.badges import BadgeChecker

    if email is not None and "@" not in email:
        raise click.UsageError("--email needs an e-mail address.")
    try:
        checker = BadgeChecker.load(settings, trust=trust, online=online)
    except TrustError as error:
        raise click.UsageError(str(error)) from error
    valid = [_check(checker, file, email, as_json=as_json) for file in files]
    if not all(valid):
        raise SystemExit(1)


def _check(checker: BadgeChecker, file: Path, email: str | None, *, as_json: bool) -> bool:
    """Prints what came of one file; whether all its badges are valid."""
    name = "standard input" if str(file) == "-" else file.name
    try:
        report = checker.check(_bytes(file, name, checker.settings), name=name, email=email)
    except UnreadableFile as error:
        if as_json:
            _print_row(str(file), error={"code": error.code, "message": str(error)})
        else:
            click.echo(f"{error.code}: {error}", err=True)
        return False
    if as_json:
        _print_row(str(file), report=json.loads(report.to_json()))
    else:
        _show(report)
    return report.valid


def _bytes(file: Path, name: str, settings: Settings) -> bytes:
    from recognizer.fetching import fetch
    from recognizer.items import Item

    if file.is_dir():
        raise NotABadge(name, "it is a folder")
    if str(file) == "-":
        return sys.stdin.buffer.read(settings.max_bytes + 1)
    return fetch(Item(str(file), str(file)), settings)


def _print_row(file: str, **row: Any) -> None:
    text = json.dumps({"file": file, **row}, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def _show(report: BadgeReport) -> None:
    from rich.console import Console

    from recognizer.terminal_badges import show_badges

    width = None if sys.stdout.isatty() else _PLAIN_WIDTH
    show_badges(report, Console(width=width, highlight=False, emoji=False))
