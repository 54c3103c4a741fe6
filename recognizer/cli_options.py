"""What the commands share: errors as messages, the --taxonomy option, progress on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from recognizer.errors import RecognizerError, SettingsError
from recognizer.settings import Settings

if TYPE_CHECKING:
    from recognizer.bulk import Outcome

Command = TypeVar("Command", bound=Callable[..., Any])

SHOWN_FAILURES = 20
"""Messages printed at the end; the results hold them all."""
_PLAIN_EVERY = 100
"""Files between two progress lines when standard error is not a terminal."""


class Door(click.Group):
    """A group of commands whose RecognizerErrors end as one line and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; no traceback for errors raised on purpose."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.UsageError(str(error)) from error
        except RecognizerError as error:
            raise click.ClickException(str(error)) from error


def taxonomy_option(command: Command) -> Command:
    """Adds `--taxonomy DIR`; the command gets it as `settings`."""
    return click.option(
        "--taxonomy",
        "settings",
        type=click.Path(path_type=Path),
        metavar="DIR",
        callback=lambda _context, _option, value: settings_for(value),
        help="Read the curated data from this folder instead of the bundled one.",
    )(command)


def jobs_option(command: Command) -> Command:
    """Adds `--jobs N`: worker processes."""
    return click.option(
        "--jobs",
        type=click.IntRange(1, 256),
        metavar="N",
        help="Worker processes; by default one per core, at most 8.",
    )(command)


def quiet_option(command: Command) -> Command:
    """Adds `--quiet`."""
    return click.option("--quiet", is_flag=True, help="No progress and no closing line.")(command)


def settings_for(taxonomy: Path | None) -> Settings:
    """The default settings, or with another taxonomy folder, which must exist."""
    if taxonomy is None:
        return Settings()
    if not taxonomy.is_dir():
        raise click.BadParameter(f"{taxonomy} is not a folder. Give the folder with release.yaml.")
    return Settings(taxonomy_dir=taxonomy)


def check_out(out: Path, example: str) -> None:
    """Refuses, before any work, a place where the results could not be written."""
    if out.is_dir():
        raise click.UsageError(f"{out} is a folder. Give a file name, such as {out}/{example}.")
    if out.is_symlink() or (out.exists() and not out.is_file()):
        raise click.UsageError(
            f"{out} is a link, a device or a pipe; the finished results would replace it. Give the "
            "name of a file."
        )
    if not out.parent.is_dir():
        raise click.UsageError(f"The folder {out.parent} does not exist. Create it first.")
    if not os.access(out.parent, os.W_OK):
        raise click.UsageError(f"You may not write into {out.parent}. Give another --out.")


@dataclass(slots=True)
class Tally:
    """Counts outcomes as they pass and keeps the first messages of those that failed."""

    total: int
    quiet: bool
    read: int = 0
    failed: int = 0
    messages: list[str] = field(default_factory=list)

    def watch(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Passes the outcomes on, with progress on standard error unless quiet."""
        for outcome in self._with_progress(outcomes):
            if outcome.error is None:
                self.read += 1
            else:
                self.failed += 1
                if len(self.messages) < SHOWN_FAILURES:
                    self.messages.append(f"{outcome.error.code}: {outcome.error}")
            yield outcome

    def _with_progress(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        if self.quiet:
            yield from outcomes
        elif sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import track

            console = Console(stderr=True)
            yield from track(outcomes, "Reading", total=self.total, console=console)
        else:
            for number, outcome in enumerate(outcomes, start=1):
                yield outcome
                if number % _PLAIN_EVERY == 0:
                    click.echo(f"{number} of {self.total} files", err=True)

    def close(self, closing: str) -> None:
        """Prints the failures and one closing line; leaves with status 1 if any file failed."""
        for message in self.messages:
            click.echo(message, err=True)
        if self.failed > len(self.messages):
            click.echo(f"… and {self.failed - len(self.messages)} more", err=True)
        if not self.quiet:
            files = f"{self.total} file{'s' if self.total != 1 else ''}"
            click.echo(f"{files}: {self.read} read, {self.failed} failed. {closing}", err=True)
        if self.failed:
            raise SystemExit(1)
