"""`recognizer taxonomy`: check, search, show, count and compare the curated data."""

from __future__ import annotations

import json
from pathlib import Path

import click

from recognizer.cli_options import Door, check_out, overwrite_option, taxonomy_option
from recognizer.settings import Settings


@click.group(cls=Door)
def taxonomy() -> None:
    """Check, search and show the curated data, and see what it lacks."""


@taxonomy.command()
@click.option("--fix", is_flag=True, help="Put the files into their canonical form first.")
@taxonomy_option
def check(fix: bool, settings: Settings) -> None:
    """Report every problem of the curated files; exit status 1 if there is one.

    Example: recognizer taxonomy check --fix
    """
    from recognizer import curation

    if fix:
        for path in curation.format_directory(settings.taxonomy_dir):
            click.echo(f"formatted {path}", err=True)
    problems = curation.check(settings.taxonomy_dir)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        raise click.ClickException(f"{count}. Each line names file, entry and field to mend.")
    click.echo("The taxonomy has no problems.")


@taxonomy.command()
@click.argument("text")
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    metavar="N",
    help="Most entries to list.",
)
@taxonomy_option
def search(text: str, limit: int, settings: Settings) -> None:
    """Find credentials and providers by name, alias or code, forgiving misspellings.

    Example: recognizer taxonomy search "aws solution architect"
    """
    from recognizer import curation
    from recognizer.taxonomy import Taxonomy

    hits = curation.search(Taxonomy.load(settings.taxonomy_dir), text, limit=limit)
    for hit in hits:
        click.echo(f"{hit.score:.2f}  {hit.kind:10}  {hit.id}  ({hit.name})")
    if not hits:
        raise click.ClickException(f"Nothing in the taxonomy is called {text!r} or nearly so.")


@taxonomy.command()
@click.argument("id")
@taxonomy_option
def show(id: str, settings: Settings) -> None:
    """Show one credential, provider or skill with its facts and their sources.

    Example: recognizer taxonomy show aws-certified-developer-associate
    """
    from recognizer import curation
    from recognizer.taxonomy import Taxonomy

    try:
        lines = curation.show(Taxonomy.load(settings.taxonomy_dir), id)
    except KeyError as error:
        raise click.UsageError(
            f"There is no entry {id!r}. Find its id with `recognizer taxonomy search TEXT`."
        ) from error
    for line in lines:
        click.echo(line)


@taxonomy.command()
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@taxonomy_option
def stats(as_json: bool, settings: Settings) -> None:
    """Count providers, universities, credentials and skills, and the facts known of them."""
    from recognizer import curation
    from recognizer.taxonomy import Taxonomy

    counts = curation.stats(Taxonomy.load(settings.taxonomy_dir))
    if as_json:
        click.echo(json.dumps(counts))
        return
    for line in curation.stats_lines(counts):
        click.echo(line)


@taxonomy.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON, rows included.")
@taxonomy_option
def changes(old: str, new: str | None, as_json: bool, settings: Settings) -> None:
    """List what changed from OLD to NEW: entries, names, lifecycle and facts, by family.

    OLD and NEW are folders of a taxonomy, or git revisions of the repository that the data
    stands in; NEW is by default the data as it is. An empty folder as OLD gives the counts of a
    first release.

    Example: recognizer taxonomy changes v1.0.0
    """
    from recognizer.changes import as_text, compare, state

    here = settings.taxonomy_dir
    found = compare(state(old, here), state(new or str(here), here))
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    for line in as_text(found):
        click.echo(line)


@taxonomy.command()
@click.argument("results", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Where the stubs go; by default to standard output.",
)
@click.option(
    "--at-least",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Leave out what fewer résumés name.",
)
@overwrite_option
def suggest(results: Path, out: Path | None, at_least: int, overwrite: bool) -> None:
    """List titles and providers of a bulk run that matched nothing, as YAML stubs.

    RESULTS is written by `recognizer score`, or the server's reviews.jsonl: then what reviewers
    corrected is listed.

    Example: recognizer taxonomy suggest results.jsonl --at-least 3 --out stubs.yaml
    """
    from recognizer.export import replacing
    from recognizer.suggestions import suggest as group

    if out is not None:
        check_out(out, "stubs.yaml", overwrite=overwrite)
    with results.open("rb") as lines:
        found = group(lines, at_least=at_least, name=results.name)
    if out is None:
        click.echo(found.as_yaml(), nl=False)
        return
    with replacing(out) as file:
        file.write(found.as_yaml().encode())
    counted = (("credential", found.credentials), ("provider", found.providers))
    counts = ", ".join(f"{len(x)} {name}{'s' if len(x) != 1 else ''}" for name, x in counted)
    click.echo(f"Without an entry: {counts}. Stubs: {out}", err=True)
