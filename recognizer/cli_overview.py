"""`recognizer overview`: one page about the results of a bulk run."""

from __future__ import annotations

import os
from datetime import datetime
from itertools import chain
from pathlib import Path

import click

from recognizer.cli_options import check_out, overwrite_option


@click.command()
@click.argument(
    "results",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Where the page goes.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m"]),
    metavar="DATE",
    help="Show what expires within twelve months of this date (YYYY-MM or YYYY-MM-DD); by "
    "default expiries are left out.",
)
@overwrite_option
def overview(results: tuple[Path, ...], out: Path, as_of: datetime | None, overwrite: bool) -> None:
    """Draw a page of plots from the results of `score`, JSONL or CSV, without naming anybody.

    Several files are counted together; copies of one résumé count once. The page is one HTML file
    that opens from disk and loads nothing from anywhere.

    Example: recognizer overview results.jsonl --out overview.html
    """
    from recognizer.export import replacing
    from recognizer.overview import count
    from recognizer.overview_page import page
    from recognizer.overview_rows import read

    if os.path.realpath(out) in map(os.path.realpath, results):
        raise click.UsageError(f"{out} is one of the results. Give another --out.")
    check_out(out, "overview.html", overwrite=overwrite)
    counts = count(chain.from_iterable(map(read, results)))
    made = page(counts, as_of.date() if as_of else None)
    with replacing(out) as file:
        file.write(made)
    click.echo(
        f"Files: {counts.files} ({counts.read} read, {counts.failed} failed). "
        f"Credentials: {counts.credentials}. Page: {out}",
        err=True,
    )
