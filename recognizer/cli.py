"""The command line: a thin shell over the library. Exit status: 0 all done, 1 some files
failed, 2 wrong usage, 70 a mistake of the program itself. Heavy imports stand inside the commands
that need them.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import click

import recognizer
from recognizer.cli_options import (
    Door,
    Tally,
    blind_option,
    jobs_option,
    quiet_option,
    read_role,
    role_option,
    taxonomy_option,
    usage,
)
from recognizer.cli_overview import overview
from recognizer.cli_score import score
from recognizer.cli_taxonomy import taxonomy
from recognizer.cli_verify import verify
from recognizer.settings import Settings
from recognizer.web.commands import accounts, serve, work
from recognizer.web.commands_data import audit, keys, purge
from recognizer.web.commands_webhooks import webhooks

_PLAIN_WIDTH = 100
"""Columns of the readable summary when standard output is not a terminal."""


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(recognizer.__version__, package_name="recognizer", prog_name="recognizer")
def cli() -> None:
    """Find the credentials a résumé claims, how each is assessed and how to check it.

    Everything happens on this machine. Start with: recognizer show resume.pdf
    """


for _command in (
    score,
    verify,
    overview,
    taxonomy,
    serve,
    work,
    accounts,
    keys,
    webhooks,
    audit,
    purge,
):
    cli.add_command(_command)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--as",
    "profile",
    type=click.Choice(["jsonresume", "workday-certifications", "ctdl-jsonld"]),
    help="Print it in the form of another system.",
)
@blind_option
@role_option
@taxonomy_option
def show(
    file: Path,
    as_json: bool,
    profile: str | None,
    blind: bool,
    role_file: Path | None,
    settings: Settings,
) -> None:
    """Read one résumé (`-` reads a PDF from standard input).

    Example: recognizer show resume.pdf --json > report.json
    """
    from recognizer.pipeline import Recognizer
    from recognizer.profiles import to_profile

    if as_json and profile:
        raise click.UsageError("--json and --as are two forms. Give one of them.")
    loaded = Recognizer.load(settings)
    role = usage(read_role, role_file, loaded.taxonomy)
    source: Path | bytes = file
    if str(file) == "-":
        source = sys.stdin.buffer.read(settings.max_bytes + 1)
    name = "standard input" if isinstance(source, bytes) else None
    report = loaded.recognize(source, name=name, blind=blind, role=role)
    if as_json or profile:
        made = to_profile(report, profile) if profile else report.to_json()
        sys.stdout.buffer.write(made)
        return
    from rich.console import Console

    from recognizer import terminal

    width = None if sys.stdout.isatty() else _PLAIN_WIDTH
    terminal.show(report, Console(width=width, highlight=False, emoji=False))


@cli.command()
@click.argument("labels", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("pdfs", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--errors", is_flag=True, help="Print each difference first, one a line.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--reports",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep each report as DIR/ID.json.",
)
@click.option(
    "--half",
    type=click.Choice(["seen", "unseen"]),
    help="Only one half of the résumés, chosen by a hash of the id.",
)
@jobs_option
@quiet_option
@taxonomy_option
def evaluate(
    labels: Path,
    pdfs: Path,
    errors: bool,
    as_json: bool,
    reports: Path | None,
    half: Any,
    jobs: int | None,
    quiet: bool,
    settings: Settings,
) -> None:
    """Compare findings with labels: LABELS/ID.json against what is found in PDFS/ID.pdf.

    Example: recognizer evaluate labels/ pdf/ --errors
    """
    from recognizer.bulk import read_many
    from recognizer.evaluation import evaluate as compare
    from recognizer.evaluation import lines_of, read_labels

    golds = usage(read_labels, labels, half=half)
    if not golds:
        raise click.UsageError(f"There is no label file in {labels}.")
    tally = Tally(total=len(golds), quiet=quiet)
    found: dict[str, bytes] = {}
    files = [pdfs / f"{name}.pdf" for name in golds]
    for outcome in tally.watch(read_many(files, settings=settings, jobs=jobs)):
        if outcome.report is not None:
            found[Path(outcome.file).stem] = outcome.report.to_json()
    if reports is not None:
        reports.mkdir(parents=True, exist_ok=True)
        for name, report in found.items():
            (reports / f"{name}.json").write_bytes(report)
    for line in lines_of(compare(golds, found), errors=errors, as_json=as_json):
        click.echo(line)
    tally.close("Figures are on standard output.")


@cli.command()
def schema() -> None:
    """Print the JSON Schema of the report."""
    from recognizer.schema import schema_json

    sys.stdout.buffer.write(schema_json())


def main() -> None:
    """The `recognizer` command."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it would quote the résumé
    cli(prog_name="recognizer")
