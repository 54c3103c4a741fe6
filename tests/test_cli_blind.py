"""`--blind` and `--role` on the command line."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import hostile
from recognizer.cli import cli
from recognizer.errors import CannotOpen
from recognizer.lines import failed, unnamed_line
from tests.drawn import resume

PAGE = resume({"Certifications": ["- Certified Kubernetes Administrator (CKA), 2021"]})


@pytest.fixture
def run(recognizer: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("recognizer.pipeline.Recognizer.load", lambda *_: recognizer)

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(cli, [str(part) for part in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return invoke


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "robin-quince.pdf").write_bytes(PAGE)
    (folder / "robin-quince-2.pdf").write_bytes(hostile.encrypted())
    return folder


@pytest.fixture
def job(tmp_path: Path) -> Path:
    path = tmp_path / "job.yaml"
    path.write_text("name: Orchard engineer\nskills: [Kubernetes, Python, Quince pruning]\n")
    return path


def test_cli_show_blind_names_nobody(run: Any, inbox: Path) -> None:
    path = inbox / "robin-quince.pdf"
    for options in ((), ("--json",)):
        assert "quince" in run("show", path, *options).stdout.lower()
        assert "quince" not in run("show", path, "--blind", *options).stdout.lower()


def test_cli_show_role_lists_the_skills(run: Any, inbox: Path, job: Path) -> None:
    shown = run("show", inbox / "robin-quince.pdf", "--role", job).stdout
    text = " ".join(shown.split())
    assert "For this role: Orchard engineer" in text
    assert "Kubernetes: “Certified Kubernetes Administrator (CKA)” (earned)" in text
    assert "Python: not evidenced by a credential" in text
    assert "“Quince pruning” is not known to the catalogue" in text
    assert "says nothing about whether the person has it" in text


def test_cli_role_that_cannot_be_read_is_wrong_usage(run: Any, inbox: Path) -> None:
    result = run("show", inbox / "robin-quince.pdf", "--role", inbox / "none.txt")
    assert result.exit_code == 2
    assert "none.txt cannot be opened" in result.stderr


def test_cli_score_blind_with_a_role(inbox: Path, job: Path, tmp_path: Path) -> None:
    out = tmp_path / "blind.csv"
    words = ["score", str(inbox), "--out", str(out), "--blind", "--role", str(job), "--jobs", "1"]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 1, result.output
    assert b"quince" not in out.read_bytes().lower()
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    digests = {hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in inbox.iterdir()}
    assert {row["file"].removesuffix(".pdf") for row in rows} == digests
    read = next(row for row in rows if row["title"])
    assert read["role_skills"] == "Kubernetes"
    assert read["sha256"].startswith(read["file"].removesuffix(".pdf"))


@pytest.mark.parametrize(
    ("key", "name"), [("ab12" * 16, "ab12ab12ab12ab12.pdf"), (None, "unopened")]
)
def test_cli_rows_of_blind_runs_name_no_file(key: str | None, name: str) -> None:
    result = failed(CannotOpen("robin-quince.pdf", "there is no such file"))
    row = json.loads(unnamed_line(result, "robin-quince.pdf", key))
    assert row["file"] == name
    assert row["error"]["code"] == "cannot_open"
    assert row["error"]["message"].startswith(name)
    assert "quince" not in json.dumps(row)
