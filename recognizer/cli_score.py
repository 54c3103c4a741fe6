"""`recognizer score`: options, progress, the closing summary, and how it ends when interrupted."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recognizer.cli_options import (
    blind_option,
    check_out,
    jobs_option,
    not_read,
    overwrite_option,
    quiet_option,
    read_role,
    role_option,
    taxonomy_option,
    usage,
)
from recognizer.settings import Settings

if TYPE_CHECKING:
    from recognizer.journal import Journal
    from recognizer.scoring import Scoring
    from recognizer.tallying import Counts

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""
TERMINATED = 143
"""Exit status after SIGTERM, which schedulers of clusters send before they kill."""


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--files-from",
    "listing",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Read the paths of this list too, one a line or separated by NULs; - is standard input.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Where the results go; replaced only when everything is done.",
)
@click.option(
    "--format",
    "chosen",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="By default the suffix of --out decides.",
)
@overwrite_option
@click.option(
    "--resume", is_flag=True, help="Go on with an interrupted run; PATHS may be left out."
)
@blind_option
@role_option
@jobs_option
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Read on the Dask cluster at this address, such as tcp://10.0.0.5:8786.",
)
@quiet_option
@taxonomy_option
def score(
    paths: tuple[str, ...],
    listing: Path | None,
    out: Path,
    chosen: str | None,
    overwrite: bool,
    resume: bool,
    blind: bool,
    role_file: Path | None,
    jobs: int | None,
    scheduler: str | None,
    quiet: bool,
    settings: Settings,
) -> None:
    """Read many résumés: files, folders, quoted patterns, ZIP and TAR archives, URLs.

    Example: recognizer score inbox/ --out results.jsonl
    """
    from recognizer import export
    from recognizer.bulk import Run
    from recognizer.scoring import Scoring

    kind = usage(export.format_of, out, chosen)
    run = Run(settings, _options(settings, blind, role_file), jobs=jobs, scheduler=scheduler)
    scoring = Scoring(out, kind, run)
    if "-" in paths:
        raise click.UsageError("To read a list of files from standard input, give --files-from -.")
    said = [*paths, *([f"--files-from {listing}"] if listing else [])]
    if not said and not resume:
        raise click.UsageError("Missing argument 'PATHS...': give files or folders, or a list.")
    fresh = not (resume and scoring.journal_path.exists())
    if resume and fresh and (before := scoring.finished()) is not None:
        click.echo(f"{out} is finished; there is nothing to resume.", err=True)
        raise SystemExit(1 if before["counts"]["failed"] else 0)
    _check_places(scoring, paths, overwrite=overwrite or not fresh)
    with _journal(scoring, said, paths, listing, fresh=fresh, overwrite=overwrite) as journal:
        counts = _carry_out(scoring, journal, quiet=quiet)
    _close(scoring, counts, journal.others, quiet=quiet)


def _options(settings: Settings, blind: bool, role_file: Path | None) -> dict[str, Any]:
    """Options of `Recognizer.recognize` for every file of the run; only those asked for."""
    options: dict[str, Any] = {"blind": True} if blind else {}
    if role_file is not None:
        from recognizer.taxonomy import Taxonomy

        options["role"] = usage(read_role, role_file, Taxonomy.load(settings.taxonomy_dir))
    return options


def _check_places(scoring: Scoring, paths: tuple[str, ...], *, overwrite: bool) -> None:
    out = Path(os.path.realpath(scoring.out))
    for given in (Path(os.path.realpath(path)) for path in paths):
        inside = out.suffix.lower() == ".pdf" and out.is_relative_to(given)
        if out.is_file() and (out == given or inside):
            raise click.UsageError(f"{out} is one of the files to read. Give another --out.")
    for path in scoring.outputs:
        check_out(path, f"results.{scoring.kind}", overwrite=overwrite)


def _journal(
    scoring: Scoring,
    said: list[str],
    paths: tuple[str, ...],
    listing: Path | None,
    *,
    fresh: bool,
    overwrite: bool,
) -> Journal:
    """The journal to go on with, or a new one that holds every file."""
    if not fresh:
        before = scoring.go_on(said)
        if before is not None:
            return before
        if not said:
            raise click.UsageError(
                "The run was interrupted before its files were listed. Give the paths again."
            )
    elif scoring.journal_path.exists() and not overwrite:
        raise click.UsageError(
            f"{scoring.journal_path} holds an interrupted run. Give --resume to go on with it, or "
            "--overwrite to begin anew."
        )
    journal: Journal = usage(scoring.begin, _given(paths, listing), said)
    if not journal.total:
        left = not_read(journal.others)
        journal.remove()
        raise click.UsageError(f"There is no PDF file in {', '.join(said)}. {left}".rstrip())
    return journal


def _given(paths: tuple[str, ...], listing: Path | None) -> Iterator[str]:
    from recognizer.inputs import listed

    yield from paths
    if listing is not None and str(listing) == "-":
        yield from listed(sys.stdin.buffer)
    elif listing is not None:
        with listing.open("rb") as file:
            yield from listed(file)


def _carry_out(scoring: Scoring, journal: Journal, *, quiet: bool) -> Counts:
    """Reads and writes; when interrupted, says how to go on and leaves."""
    from recognizer.progress import Progress

    started, begun, before = datetime.now(UTC), time.monotonic(), journal.finished
    try:
        with (
            terminated_as_interrupt() as signals,
            Progress(journal.total, done=before, quiet=quiet) as progress,
        ):
            progress.watch(scoring.read(journal))
        taken = time.monotonic() - begun
        return scoring.write(journal, started=started, before=before, seconds=taken)
    except KeyboardInterrupt:
        _interrupted(scoring, journal, terminated=bool(signals))
        raise SystemExit(TERMINATED if signals else INTERRUPTED) from None


def _interrupted(scoring: Scoring, journal: Journal, *, terminated: bool) -> None:
    click.echo(
        f"Interrupted: {journal.finished:,} of {journal.total:,} files are done and kept in "
        f"{scoring.journal_path}. Go on with the same command and --resume.",
        err=True,
    )
    if journal.finished and not terminated:
        with _second_time_ends():
            click.echo(f"What is done so far: {scoring.write_partial(journal)}", err=True)


@contextmanager
def terminated_as_interrupt() -> Iterator[list[int]]:
    """While it is open, SIGTERM ends the work as Ctrl-C does; the list then holds its number."""
    signals: list[int] = []

    def end(number: int, _frame: Any) -> None:
        signals.append(number)
        raise KeyboardInterrupt

    with ExitStack() as stack:
        if threading.current_thread() is threading.main_thread():
            before = signal.signal(signal.SIGTERM, end)
            stack.callback(signal.signal, signal.SIGTERM, before)
        yield signals


@contextmanager
def _second_time_ends() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        click.echo("The partial results were not written.", err=True)


def _close(scoring: Scoring, counts: Counts, others: dict[str, int], *, quiet: bool) -> None:
    """The failures and, unless quiet, what was found. Leaves with status 1 if any file failed."""
    from recognizer.progress import files

    failed = counts.failed.total()
    for message in counts.messages:
        click.echo(message, err=True)
    if failed > len(counts.messages):
        click.echo(f"… and {failed - len(counts.messages)} more", err=True)
    if not quiet:
        for line in (*counts.advice(), *counts.summary()):
            click.echo(line, err=True)
        told = (
            f"{files(counts.files)}: {counts.read:,} read, {failed:,} failed.",
            not_read(others),
            f"Results: {', '.join(str(path) for path in scoring.outputs)}",
        )
        click.echo(" ".join(part for part in told if part), err=True)
    if failed:
        raise SystemExit(1)
