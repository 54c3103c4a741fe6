"""Writes what is generated: the help texts in docs/cli.md, sample and figures in README.md,
the counts in docs/recognition.md, the settings in docs/server.md, the report's schema, the picture.

Run by `make docs`; a test fails when the result differs from what is committed.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner
from pydantic_core import PydanticUndefined
from rich.console import Console

from models.abstention.measure import section
from models.errors import tables
from recognizer import Recognizer, terminal
from recognizer.cli import cli
from recognizer.schema import schema_json
from recognizer.web.config import ServerSettings

DOCS = Path(__file__).resolve().parent
SAMPLE = DOCS / "sample" / "resume.pdf"
_BLOCK = re.compile(r"<!-- help: ([a-z ]+) -->\n.*?<!-- end -->", re.DOTALL)
_WEB_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_SAMPLE = re.compile(r"<!-- sample -->\n.*?<!-- end -->", re.DOTALL)
_ERRORS = re.compile(r"<!-- errors -->\n.*?<!-- end -->", re.DOTALL)
_ABSTENTION = re.compile(r"<!-- abstention -->\n.*?<!-- end -->", re.DOTALL)
_FIGURES = re.compile(r"<!-- figures -->\n.*?<!-- end -->", re.DOTALL)
_SETTINGS = re.compile(r"<!-- settings -->\n.*?<!-- end -->", re.DOTALL)
_SAID = {
    "precision": "of what is reported, is a credential (precision)",
    "recall": "of the credentials there, are reported (recall)",
    "f1": "both in one number (F1)",
    "exact_f1": "the same, only where title and provider are right",
    "provider": "provider right",
    "type": "type right",
    "status": "status right (earned, in progress, planned, expired)",
    "issued": "date of issue right",
    "url": "link right",
    "false_per_document_without_credentials": "false reports on a résumé that claims none",
}
"""What the README says for a figure of docs/figures.json: shares (0–1), the last an average."""


def commands(group: click.Group, above: str) -> Iterator[str]:
    """The full name of a group and of every command below it."""
    yield above
    for name in sorted(group.commands):
        command = group.commands[name]
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}"


def help_text(name: str) -> str:
    """What `NAME --help` prints at 80 columns."""
    arguments = [*name.split()[1:], "--help"]
    result = CliRunner().invoke(cli, arguments, prog_name="recognizer", terminal_width=80)
    return result.output.strip()


def with_help(text: str) -> str:
    """The text of cli.md with every help block as the program prints it now."""

    def block(found: re.Match[str]) -> str:
        return f"<!-- help: {found[1]} -->\n```text\n{help_text(found[1])}\n```\n<!-- end -->"

    return _BLOCK.sub(block, text)


def shown(console: Console) -> Console:
    """The console after the sample's report was printed on it."""
    terminal.show(Recognizer.load().recognize(SAMPLE), console)
    return console


def new_console() -> Console:
    """A console that remembers what is printed, as wide as the program's plain output."""
    return Console(record=True, width=100, file=io.StringIO(), highlight=False, emoji=False)


def with_sample(text: str) -> str:
    """The text of README.md with the beginning of the sample's report as it is printed now."""
    lines = shown(new_console()).export_text().splitlines()
    third = next((n for n, line in enumerate(lines) if line.startswith(" 3  ")), len(lines))
    block = "\n".join(line.rstrip() for line in lines[:third]).strip()
    whole = f"<!-- sample -->\n```text\n{block}\n…\n```\n<!-- end -->"
    return _SAMPLE.sub(lambda _: whole, text)


def with_figures(text: str) -> str:
    """The text of README.md with the figures last recorded."""
    recorded = json.loads((DOCS / "figures.json").read_text("utf-8"))
    table = _figures_table(recorded) if recorded else "Run `make figures` to measure."
    block = f"<!-- figures -->\n{table}\n<!-- end -->"
    return _FIGURES.sub(lambda _: block, text)


def with_errors(text: str) -> str:
    """The text of recognition.md with the figures and the counts last recorded."""
    counts = json.loads((DOCS / "errors.json").read_text("utf-8"))
    block = "\n".join(["<!-- errors -->", *tables(counts), "<!-- end -->"])
    return _ERRORS.sub(lambda _: block, with_abstention(with_figures(text)))


def with_abstention(text: str) -> str:
    """The text of recognition.md with what was last recorded of matching."""
    recorded = json.loads((DOCS / "abstention.json").read_text("utf-8"))
    block = "\n".join(["<!-- abstention -->", *section(recorded), "<!-- end -->"])
    return _ABSTENTION.sub(lambda _: block, text)


def with_settings(text: str) -> str:
    """The text of server.md with the server's settings as they are now."""
    rows = ["| variable | default | what it is |", "| --- | --- | --- |"]
    for name, setting in ServerSettings.model_fields.items():
        shown = "" if setting.default in (None, PydanticUndefined, ()) else f"`{setting.default}`"
        said = " ".join((setting.description or "").split())
        rows.append(f"| `RECOGNIZER_{name.upper()}` | {shown} | {said} |")
    block = "\n".join(["<!-- settings -->", *rows, "<!-- end -->"])
    return _SETTINGS.sub(lambda _: block, text)


def _figures_table(parts: dict[str, dict[str, float | None]]) -> str:
    every, *halves = (parts[name] for name in ("all", "seen", "unseen"))
    head = f"{every['documents']} labelled résumés, {every['required']} credentials"
    rows = [f"| {head} | all | one half | the other |", "| --- | --- | --- | --- |"]
    for name, said in _SAID.items():
        values = (figures[name] for figures in (every, *halves))
        shown = " | ".join("–" if value is None else f"{value:.2f}" for value in values)
        rows.append(f"| {said} | {shown} |")
    return "\n".join(rows)


def main() -> None:
    """Writes all of it."""
    server = DOCS / "server.md"
    server.write_text(with_settings(server.read_text("utf-8")), "utf-8")
    page, readme, book = DOCS / "cli.md", DOCS.parent / "README.md", DOCS / "recognition.md"
    book.write_text(with_errors(book.read_text("utf-8")), "utf-8")
    page.write_text(with_help(page.read_text("utf-8")), "utf-8")
    readme.write_text(with_figures(with_sample(readme.read_text("utf-8"))), "utf-8")
    (DOCS / "report.schema.json").write_bytes(schema_json())
    title = "recognizer show resume.pdf"
    drawn = shown(new_console()).export_svg(title=title, unique_id="sample")
    picture = _WEB_FONT.sub("", drawn).replace("Fira Code, monospace", "monospace")
    (DOCS / "sample" / "report.svg").write_text(picture, "utf-8")


if __name__ == "__main__":
    main()
