"""What `recognizer taxonomy changes` tells of two small taxonomies."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from recognizer.changes import KINDS, as_text, compare, state
from recognizer.cli import cli
from recognizer.errors import TaxonomyError
from recognizer.settings import Settings
from tests.taxonomy_folder import break_taxonomy, write_taxonomy

CREDENTIALS = "credentials/test.yaml"
RELEASED = "## 1.2.3 (2026-11-22)"


def change(tmp_path: Path, file: str, old: str, new: str) -> tuple[Path, Path]:
    """The small taxonomy, and the same with one piece of one file replaced."""
    return write_taxonomy(tmp_path / "old"), break_taxonomy(tmp_path / "new", file, old, new)


def lines(old: Path, new: Path) -> list[str]:
    found = compare(state(str(old), new), state(str(new), new))
    return [line for line in as_text(found) if line.startswith("- ")]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            CREDENTIALS,
            "name: Acme Certified Expert",
            "name: Acme Certified Sage",
            ["- `acme-expert` renamed: Acme Certified Expert → Acme Certified Sage"],
        ),
        (
            CREDENTIALS,
            "  issuer: acme\n  skills: [statistics]\n",
            "  issuer: acme\n  skills: [statistics]\n"
            "  lifecycle: superseded\n  superseded_by: acme-architect\n",
            ["- `acme-expert` active → superseded by `acme-architect`"],
        ),
        (
            CREDENTIALS,
            "identity: {value: 1, source: other-page}",
            "identity: {value: 2, source: example-page}",
            ["- `acme-architect` identity: 1 → 2 (A page with facts, https://example.org/facts)"],
        ),
        (
            CREDENTIALS,
            "    currency: {value: 2, source: other-page}\n",
            "",
            [
                "- `acme-architect` currency: 2 → unknown "
                "(no longer: Another page, https://example.org/other)"
            ],
        ),
        (
            CREDENTIALS,
            "identity: {value: 1, source: other-page}",
            "identity: {value: 1, source: example-page}",
            ["- `acme-architect` identity: 1 → 1 (A page with facts, https://example.org/facts)"],
        ),
        (
            "providers/test.yaml",
            "    course_certificate:\n      assessment: {value: 1, source: other-page}\n",
            "    course_certificate:\n      assessment: {value: 2, source: other-page}\n",
            [
                "- `learnly` course_certificate assessment: 1 → 2 "
                "(Another page, https://example.org/other)"
            ],
        ),
        (
            CREDENTIALS,
            "aliases: [Acme Architect]",
            "aliases: [Acme Builder]",
            ["- `acme-architect` also called +Acme Builder; −Acme Architect"],
        ),
        (
            CREDENTIALS,
            "  platforms: [learnly]\n",
            "",
            ["- `acme-architect` platforms: learnly → unknown"],
        ),
        (
            CREDENTIALS,
            "  validity_months: 36\n",
            "  validity_months: 24\n",
            ["- `acme-architect` validity_months: 36 → 24"],
        ),
        (CREDENTIALS, "reviewed: 2026-11-22", "reviewed: 2026-11-21", []),
    ],
)
def test_changes_of_one_entry(
    tmp_path: Path, file: str, old: str, new: str, told: list[str]
) -> None:
    assert lines(*change(tmp_path, file, old, new)) == told


def test_changes_added_and_removed(tmp_path: Path) -> None:
    old, new = change(tmp_path, CREDENTIALS, "id: acme-statistics", "id: acme-numbers")
    assert lines(old, new) == [
        "- `acme-numbers` added: Statistics",
        "- `acme-statistics` removed: Statistics",
    ]


def test_changes_follow_an_entry_to_another_file(tmp_path: Path) -> None:
    old, new = write_taxonomy(tmp_path / "old"), write_taxonomy(tmp_path / "new")
    (new / CREDENTIALS).rename(new / "credentials" / "acme.yaml")
    assert list(as_text(compare(state(str(old), old), state(str(new), old)))) == [
        RELEASED,
        "",
        "Compared with 1.2.3 (2026-11-22).",
        "",
        "Nothing has changed.",
    ]


def test_changes_count_rows_and_list_them_as_json(tmp_path: Path) -> None:
    file, row = "catalogues/learnly.csv", "learnly-long,"
    old, new = change(tmp_path, file, row, "learnly-deep,")
    assert lines(old, new) == []
    done = CliRunner().invoke(cli, ["taxonomy", "changes", str(old), str(new), "--json"])
    told = json.loads(done.stdout)
    title = "Deep Sea Navigation for Curious Beginners"
    assert told["families"] == {
        "catalogues/learnly": {
            "added": [{"id": "learnly-deep", "name": title}],
            "removed": [{"id": "learnly-long", "name": title}],
        }
    }
    assert told["old"] == told["new"] == {"version": "1.2.3", "date": "2026-11-22", "rubric": "1.0"}


def test_changes_of_a_fact_as_json(tmp_path: Path) -> None:
    old, new = change(tmp_path, CREDENTIALS, "    identity: {value: 1, source: other-page}\n", "")
    found = compare(state(str(old), old), state(str(new), new)).as_json()
    assert found["families"]["credentials/test"]["facts"] == [
        {
            "id": "acme-architect",
            "name": "Acme Certified Architect – Associate",
            "fact": "identity",
            "from": 1,
            "to": None,
            "from_source": {
                "id": "other-page",
                "title": "Another page",
                "url": "https://example.org/other",
            },
            "to_source": None,
        }
    ]


def test_changes_of_a_first_release_are_counts(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    folder = write_taxonomy(tmp_path / "first")
    done = CliRunner().invoke(cli, ["taxonomy", "changes", str(nothing), str(folder)])
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        RELEASED,
        "",
        "| family | added |",
        "| --- | ---: |",
        "| catalogues/learnly | 2 |",
        "| credentials/test | 3 |",
        "| employers | 2 |",
        "| providers/test | 2 |",
        "| skills | 2 |",
        "| universities | 2 |",
        "| together | 13 |",
    ]


def test_changes_since_a_git_revision(tmp_path: Path) -> None:
    folder = write_taxonomy(tmp_path / "data")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"], ["tag", "v1"]):
        subprocess.run([*git, *command], check=True)
    (folder / "notes.md").write_text("no data")
    path = folder / CREDENTIALS
    path.write_text(path.read_text().replace("Certified Expert", "Certified Sage"))
    options = ["--taxonomy", str(folder)]
    done = CliRunner().invoke(cli, ["taxonomy", "changes", "v1", *options])
    assert "- `acme-expert` renamed: Acme Certified Expert → Acme Certified Sage" in done.stdout
    assert CliRunner().invoke(cli, ["taxonomy", "changes", "v2", *options]).exit_code == 1


@pytest.mark.parametrize("place", ["nowhere", "--output=x", "/dev/null"])
def test_changes_from_nowhere(tmp_path: Path, place: str) -> None:
    with pytest.raises(TaxonomyError, match="neither a folder nor a git revision"):
        state(place, write_taxonomy(tmp_path))
    assert not (tmp_path / "x").exists()


def test_changes_of_broken_data_name_file_and_entry(tmp_path: Path) -> None:
    folder = break_taxonomy(tmp_path, CREDENTIALS, "type: certification", "type: medal")
    with pytest.raises(TaxonomyError, match=re.escape("credentials/test.yaml: acme-architect")):
        state(str(folder), folder)


def test_changes_file_has_the_shipped_release() -> None:
    folder = Settings().taxonomy_dir
    release = state(str(folder), folder).release
    text = (folder / "CHANGES.md").read_text("utf-8")
    assert f"\n## {release['version']} ({release['date']})\n" in text
    assert all(kind in (folder / "CURATING.md").read_text("utf-8") for kind in KINDS)
