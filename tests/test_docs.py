"""Documentation cannot drift: commands, options, codes, schema and examples are as printed."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import click
import pytest
from click.testing import CliRunner

import recognizer
from recognizer import errors, export
from recognizer.cli import cli
from recognizer.evaluation import evaluate, read_labels
from recognizer.report import TIER_NAMES
from recognizer.schema import schema_json
from recognizer.web.tables import Action


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for part, below in command.commands.items():
            yield from walk(below, f"{name} {part}")


COMMANDS = dict(walk(cli, "recognizer"))


@pytest.fixture(scope="module")
def generate(root: Path) -> Iterator[ModuleType]:
    """docs/generate.py, the program behind `make docs`."""
    sys.path.insert(0, str(root / "docs"))
    try:
        import generate

        yield generate
    finally:
        sys.path.remove(str(root / "docs"))


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "cli.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_docs_every_command_and_option_has_help_and_a_place(name: str, page: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert f"<!-- help: {name} -->" in page
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert all(spelling in page for spelling in option.opts)


def test_docs_help_blocks_are_what_the_program_prints(generate: ModuleType, page: str) -> None:
    assert generate.with_help(page) == page, "run `make docs`"


def test_docs_schema_is_what_the_program_prints(root: Path) -> None:
    stored = (root / "docs" / "report.schema.json").read_bytes()
    assert stored == schema_json(), "run `make docs`"


def test_docs_name_every_error_code_and_column(page: str) -> None:
    codes = [kind.code for kind in errors.UnreadableResume.__subclasses__()]
    assert [code for code in codes if f"| `{code}` |" not in page] == []
    columns = (*export.COLUMNS, *export.RESUME_COLUMNS)
    assert [name for name in columns if f"`{name}`" not in page] == []


def test_docs_error_tree_is_drawn_whole() -> None:
    tree = errors.__doc__ or ""
    for name in errors.__all__:
        assert f" {name} " in f" {tree} ".replace("\n", " "), name
    for kind in errors.UnreadableResume.__subclasses__():
        assert re.search(rf"{kind.__name__} +{kind.code} ", tree)


def shell_lines(text: str) -> Iterator[str]:
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        yield from block.strip().splitlines()


@pytest.mark.parametrize("name", ["README.md", "docs/api.md", "docs/cli.md", "docs/operations.md"])
def test_docs_examples_use_commands_that_exist(root: Path, name: str) -> None:
    text = (root / name).read_text("utf-8")
    helps = [command.help or "" for command in COMMANDS.values()]
    examples = [line for line in shell_lines(text) if line.startswith("recognizer ")]
    examples += [
        line.split("Example: ")[1] for line in "\n".join(helps).splitlines() if "Example: " in line
    ]
    assert len(examples) >= 5
    for example in examples:
        words = example.split(" #")[0].split(" > ")[0].split()
        command: click.Command = cli
        while isinstance(command, click.Group):
            words = words[1:]
            command = command.commands[words[0]]
        known = {spelling for option in command.params for spelling in option.opts}
        used = {word.split("=")[0] for word in words if word.startswith("--")}
        assert used <= known, example


def test_docs_readme_shows_what_the_sample_gives(
    root: Path, sample_pdf: Path, recognizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recognizer.pipeline.Recognizer.load", lambda *_: recognizer)
    shown = CliRunner().invoke(cli, ["show", str(sample_pdf)]).stdout
    readme = (root / "README.md").read_text("utf-8")
    block = re.search(r"<!-- sample -->\n```text\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    lines = [line.rstrip() for line in block[1].splitlines() if line.strip() not in ("", "…")]
    printed = {line.rstrip() for line in shown.splitlines()}
    assert [line for line in lines if line not in printed] == [], "run `make docs`"
    assert len(lines) >= 8


def test_docs_readme_gives_the_recorded_figures(root: Path, generate: ModuleType) -> None:
    readme = (root / "README.md").read_text("utf-8")
    assert "<!-- figures -->" in readme
    assert generate.with_figures(readme) == readme, "run `make docs`"


def test_docs_settings_of_the_server_are_those_there_are(root: Path, generate: ModuleType) -> None:
    page = (root / "docs" / "server.md").read_text("utf-8")
    assert page == generate.with_settings(page), "run `make docs`"
    assert "`RECOGNIZER_KEEP_DAYS` | `30` |" in page


def test_docs_error_book_gives_the_recorded_counts(root: Path, generate: ModuleType) -> None:
    book = (root / "docs" / "recognition.md").read_text("utf-8")
    assert "<!-- figures -->" in book and "<!-- errors -->" in book
    assert generate.with_errors(book) == book, "run `make docs`"


def test_docs_figures_are_shown_as_a_table(
    tmp_path: Path, generate: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = dict.fromkeys(generate._SAID, 0.876) | {"documents": 9, "required": 20}
    parts = {"all": figures, "seen": figures | {"type": 0.9}, "unseen": figures | {"type": None}}
    (tmp_path / "figures.json").write_text(json.dumps(parts))
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    shown = generate.with_figures("before\n<!-- figures -->\nold\n<!-- end -->\nafter")
    assert "| 9 labelled résumés, 20 credentials | all | one half | the other |\n| --- |" in shown
    assert "| type right | 0.88 | 0.90 | – |" in shown
    assert shown.startswith("before\n<!-- figures -->\n|") and shown.endswith("\nafter")
    assert "old" not in shown


def test_docs_name_every_warning(root: Path, page: str) -> None:
    source = (root / "recognizer" / "assemble.py").read_text("utf-8")
    codes = re.findall(r'Notice\(\s*"([a-z-]+)"', source)
    assert len(codes) >= 3
    assert [code for code in codes if f"| `{code}` |" not in page] == []


def test_docs_label_file_is_one(page: str, tmp_path: Path) -> None:
    example = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert example is not None
    (tmp_path / "ada.json").write_text(example[1])
    labels = read_labels(tmp_path)
    assert evaluate(labels, {"ada": example[1].encode()}).figures()["exact_f1"] == 1.0


def test_docs_name_every_action_of_the_audit(root: Path) -> None:
    page = (root / "docs" / "api.md").read_text("utf-8")
    assert [action for action in get_args(Action) if f"`{action}`" not in page] == []


def test_docs_name_tests_and_targets_that_exist(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in ("api", "operations", "server", "performance"):
        page = (root / "docs" / f"{name}.md").read_text("utf-8")
        assert set(re.findall(r"`make ([a-z]+)`", page)) <= targets, name
        found = set(re.findall(r"`(?:tests/)?(test_[a-z_]+\.py)`", page))
        assert [one for one in found if not (root / "tests" / one).is_file()] == [], name
        assert found or name != "api"


def test_docs_picture_shows_the_sample(root: Path) -> None:
    picture = (root / "docs" / "sample" / "report.svg").read_text("utf-8")
    assert picture.startswith("<svg")
    assert "resume.pdf" in picture
    assert "@font-face" not in picture, "a picture that fetches fonts tells who looks at it"


def test_docs_readme_links_lead_somewhere(root: Path) -> None:
    pages = ("api", "blind", "cli", "operations", "performance", "recognition", "scale", "server")
    for name in ("README.md", "ARCHITECTURE.md", *(f"docs/{page}.md" for page in pages)):
        path = root / name
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8")):
            assert target.startswith("https://") or (path.parent / target).exists(), target


def test_docs_tiers_are_named_alike(root: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    for level, name in TIER_NAMES.items():
        assert f"| {level} | {name} |" in readme


def test_docs_changelog_has_this_version(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## \[{re.escape(recognizer.__version__)}\]", text, re.MULTILINE)
