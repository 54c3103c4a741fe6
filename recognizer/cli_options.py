"""What the commands share: errors as messages, the --taxonomy option, progress on stderr."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from recognizer import __version__
from recognizer.errors import RecognizerError, SettingsError
from recognizer.settings import Settings

if TYPE_CHECKING:
    from recognizer.bulk import Outcome
    from recognizer.role import Role
    from recognizer.taxonomy import Taxonomy

Command = TypeVar("Command", bound=Callable[..., Any])

SHOWN_FAILURES = 20
"""Messages printed at the end; the results hold them all."""
_PLAIN_FIRST = (1, 10)
_PLAIN_EVERY = 100
"""Files after which a progress line follows when standard error is not a terminal."""
_SHOWN_KINDS = 6
"""Kinds of files that were not read, named in the closing line."""
INTERNAL_ERROR = 70
"""Exit status of a mistake in the program itself (EX_SOFTWARE of sysexits.h)."""


class Door(click.Group):
    """A group of commands whose RecognizerErrors end as one line and exit status 1.

    A mistake of the program itself ends with INTERNAL_ERROR and one line that says where it is,
    without the error's own words: these could quote a résumé.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; no traceback for the user."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.UsageError(str(error)) from error
        except RecognizerError as error:
            raise click.ClickException(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except ModuleNotFoundError as error:
            click.echo(
                f"The package {error.name} is missing. Install the program again with its "
                "packages: `make demo`, or `pip install -r requirements.lock`.",
                err=True,
            )
            raise SystemExit(INTERNAL_ERROR) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our output has closed it: click's matter
                raise
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(
                f"{where}{error.strerror or type(error).__name__}."
            ) from error
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(frame.filename).name}, line {frame.lineno}"
            click.echo(
                f"Internal error: {type(error).__name__} in {place} (version {__version__}). "
                "This is a mistake of the program, please report it with this line.",
                err=True,
            )
            raise SystemExit(INTERNAL_ERROR) from error


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


def blind_option(command: Command) -> Command:
    """Adds `--blind`."""
    return click.option(
        "--blind",
        is_flag=True,
        help="Hide name, contact and other personal details, file names included.",
    )(command)


def role_option(command: Command) -> Command:
    """Adds `--role FILE`; the command gets it as `role_file`."""
    return click.option(
        "--role",
        "role_file",
        type=click.Path(path_type=Path, readable=False),
        metavar="FILE",
        help="Say which skills of this job the credentials evidence: a list, JSON, YAML, or the "
        "job's text.",
    )(command)


def read_role(path: Path | None, taxonomy: Taxonomy) -> Role | None:
    """The role of a file; None where none is asked for. Raises RoleError."""
    from recognizer.role import Role

    return None if path is None else Role.read(path, taxonomy)


def quiet_option(command: Command) -> Command:
    """Adds `--quiet`."""
    return click.option("--quiet", is_flag=True, help="No progress and no closing line.")(command)


def overwrite_option(command: Command) -> Command:
    """Adds `--overwrite`."""
    return click.option(
        "--overwrite", is_flag=True, help="Replace what is at --out if there is something."
    )(command)


def usage(function: Any, *arguments: Any, **options: Any) -> Any:
    """Calls it; what it refuses is wrong usage."""
    try:
        return function(*arguments, **options)
    except (RecognizerError, ValueError) as error:
        raise click.UsageError(str(error)) from error


def settings_for(taxonomy: Path | None) -> Settings:
    """The default settings, or with another taxonomy folder, which must exist."""
    if taxonomy is None:
        return Settings()
    if not taxonomy.is_dir():
        raise click.BadParameter(f"{taxonomy} is not a folder. Give the folder with release.yaml.")
    return Settings(taxonomy_dir=taxonomy)


def check_out(out: Path, example: str, *, overwrite: bool) -> None:
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
    if out.exists() and not overwrite:
        raise click.UsageError(
            f"{out} exists already. Give --overwrite to replace it, or another --out."
        )
    if not os.access(out.parent, os.W_OK):
        raise click.UsageError(f"You may not write into {out.parent}. Give another --out.")
    try:
        with tempfile.TemporaryFile(dir=out.parent):
            pass
    except OSError as error:
        raise click.UsageError(
            f"Nothing can be written into {out.parent} ({error.strerror}). Give another --out."
        ) from error


def not_read(others: Mapping[str, int]) -> str:
    """How many files of which other kinds were left out; empty when there were none.

    >>> not_read({".docx": 10, ".png": 2})
    '12 files of other kinds were not read: 10 .docx, 2 .png. Export them as PDF first.'
    """
    if not others:
        return ""
    total = sum(others.values())
    ordered = sorted(others.items(), key=lambda item: (-item[1], item[0]))
    kinds = [f"{count} {suffix or 'without a suffix'}" for suffix, count in ordered[:_SHOWN_KINDS]]
    if len(ordered) > _SHOWN_KINDS:
        kinds.append(f"{sum(count for _, count in ordered[_SHOWN_KINDS:])} others")
    one = total == 1
    what = "1 file of another kind was" if one else f"{total} files of other kinds were"
    advice = f"Export {'it' if one else 'them'} as PDF first."
    return f"{what} not read: {', '.join(kinds)}. {advice}"


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
            click.echo(f"Reading {_files(self.total)} …", err=True)
            for number, outcome in enumerate(outcomes, start=1):
                yield outcome
                if number in _PLAIN_FIRST or number % _PLAIN_EVERY == 0:
                    click.echo(f"{number} of {_files(self.total)}", err=True)

    def close(self, closing: str) -> None:
        """Prints the failures, then one closing line. Leaves with status 1 if any file failed."""
        for message in self.messages:
            click.echo(message, err=True)
        if self.failed > len(self.messages):
            click.echo(f"… and {self.failed - len(self.messages)} more", err=True)
        if not self.quiet:
            told = f"{_files(self.total)}: {self.read} read, {self.failed} failed."
            click.echo(f"{told} {closing}", err=True)
        if self.failed:
            raise SystemExit(1)


def _files(count: int) -> str:
    return f"{count} file{'s' if count != 1 else ''}"
