"""The command line with the real recognizer: what it prints, writes, refuses, and how it ends."""

from __future__ import annotations

import csv
import errno
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

import hostile
from recognizer.bulk import Outcome
from recognizer.cli import cli
from recognizer.cli_options import Tally
from recognizer.errors import NotAPdf
from recognizer.schema import report_schema


@pytest.fixture
def run(recognizer: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command in this process, with the recognizer of the session."""
    monkeypatch.setattr("recognizer.pipeline.Recognizer.load", lambda *_: recognizer)

    def invoke(*arguments: object, stdin: bytes | None = None) -> Result:
        words = [str(part) for part in arguments]
        result = CliRunner().invoke(cli, words, input=stdin, prog_name="recognizer")
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return invoke


@pytest.fixture
def folder(tmp_path: Path, sample_pdf: Path) -> Path:
    """A folder with a readable résumé, a locked one and a file that is no PDF."""
    inbox = tmp_path / "inbox"
    (inbox / "more").mkdir(parents=True)
    (inbox / "ada.pdf").write_bytes(sample_pdf.read_bytes())
    (inbox / "more" / "locked.PDF").write_bytes(hostile.encrypted())
    (inbox / "more" / "notes.txt").write_text("not read, because it is not named *.pdf")
    (inbox / "more" / "letter.docx").write_bytes(b"PK\x03\x04")
    (inbox / "words.pdf").write_text("only words")
    return inbox


def test_cli_show_is_readable_and_points_at_the_page(run: Any, sample_pdf: Path) -> None:
    report = json.loads(run("show", sample_pdf, "--json").stdout)
    text = run("show", sample_pdf).stdout
    assert "resume.pdf" in text
    unwrapped = " ".join(text.split())
    for item in report["credentials"]:
        assert item["title"] in unwrapped
        assert f"Page {item['evidence']['page']}: “" in unwrapped
    assert len(report["credentials"]) >= 5


def test_cli_show_json_follows_the_schema(run: Any, sample_pdf: Path) -> None:
    result = run("show", sample_pdf, "--json")
    jsonschema.validate(json.loads(result.stdout), report_schema())
    assert result.stdout_bytes == run("show", sample_pdf, "--json").stdout_bytes


def test_cli_show_reads_standard_input(run: Any, sample_pdf: Path) -> None:
    piped = json.loads(run("show", "-", "--json", stdin=sample_pdf.read_bytes()).stdout)
    named = json.loads(run("show", sample_pdf, "--json").stdout)
    assert piped.pop("document") | {"name": "resume.pdf"} == named.pop("document")
    assert piped == named


def test_cli_schema_prints_the_schema(run: Any) -> None:
    assert json.loads(run("schema").stdout) == report_schema()


def test_cli_score_writes_one_row_per_file_and_says_what_failed(folder: Path) -> None:
    out = folder.parent / "results.jsonl"
    result = CliRunner().invoke(cli, ["score", str(folder), "--out", str(out), "--jobs", "2"])
    rows = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [Path(row["file"]).name for row in rows] == ["ada.pdf", "locked.PDF", "words.pdf"]
    jsonschema.validate(rows[0]["report"], report_schema())
    assert [row["error"]["code"] for row in rows[1:]] == ["encrypted_pdf", "not_a_pdf"]
    assert "locked.PDF is protected by a password" in result.stderr
    assert (
        "3 files: 1 read, 2 failed. 2 files of other kinds were not read: 1 .docx, 1 .txt. "
        f"Export them as PDF first. Results: {out}"
    ) in result.stderr
    assert result.stderr.startswith("Reading 3 files …\n")
    assert result.stdout == ""
    assert result.exit_code == 1


def test_cli_score_as_csv_from_a_real_process(folder: Path) -> None:
    out = folder.parent / "results.csv"
    command = [sys.executable, "-m", "recognizer", "score", folder / "ada.pdf", "--out", out]
    result = subprocess.run([*command, "--quiet"], capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert len(rows) >= 5
    assert {row["file"] for row in rows} == {str(folder / "ada.pdf")}


def test_cli_score_gives_a_named_file_of_another_kind_a_row(folder: Path) -> None:
    out = folder.parent / "results.jsonl"
    named = [folder / "more" / "letter.docx", folder / "more" / "notes.txt"]
    result = CliRunner().invoke(cli, ["score", *map(str, named), "--out", str(out)])
    rows = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [row["error"]["code"] for row in rows] == ["unsupported_format"] * 2
    assert "notes.txt is of a kind that is not read (it is a .txt file)" in result.stderr
    assert result.exit_code == 1


def test_cli_score_replaces_results_only_when_told(folder: Path) -> None:
    out = folder.parent / "results.jsonl"
    out.write_text("kept")
    command = ["score", str(folder / "ada.pdf"), "--out", str(out)]
    refused = CliRunner().invoke(cli, command)
    assert refused.exit_code == 2
    assert "exists already. Give --overwrite" in " ".join(refused.stderr.split())
    assert out.read_text() == "kept"
    done = CliRunner().invoke(cli, [*command, "--overwrite"])
    assert done.exit_code == 0, done.stderr
    assert json.loads(out.read_bytes())["report"]


def test_cli_evaluate_prints_figures_and_keeps_reports(tmp_path: Path, sample_pdf: Path) -> None:
    labels, reports = tmp_path / "labels", tmp_path / "reports"
    labels.mkdir()
    empty = json.dumps({"credentials": []})
    (labels / "resume.json").write_text(empty)
    (labels / "absent.json").write_text(empty)
    command = ["evaluate", labels, sample_pdf.parent, "--errors", "--reports", reports]
    result = CliRunner().invoke(cli, [*map(str, command), "--jobs", "1"])
    lines = result.stdout.splitlines()
    assert any(line.startswith("resume\tFALSE\t") for line in lines)
    assert "{" not in "".join(line for line in lines if "\t" not in line)
    assert any(line.split() == ["documents", "2"] for line in lines)
    assert any(line.split() == ["no_report", "1"] for line in lines)
    assert "absent.pdf cannot be opened" in result.stderr
    assert [path.name for path in reports.iterdir()] == ["resume.json"]
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "Usage: recognizer"),
        ("frobnicate", "No such command 'frobnicate'"),
        ("show", "Missing argument 'FILE'"),
        ("score inbox", "Missing option '--out'"),
        ("score inbox --out r.xlsx", "r.xlsx: the format is not clear"),
        ("score inbox --out nowhere/r.jsonl", "The folder nowhere does not exist"),
        ("score inbox --out inbox --format csv", "inbox is a folder"),
        ("score inbox --out r.jsonl --jobs 0", "Invalid value for '--jobs'"),
        ("score empty --out r.jsonl", "There is no PDF file in empty."),
        ("score word --out r.jsonl", "1 file of another kind was not read: 1 .docx. Export it as"),
        ("score inbox --out inbox/ada.pdf --format csv", "is one of the files to read"),
        ("score inbox --out r.jsonl --taxonomy nowhere", "nowhere is not a folder"),
        ("evaluate nowhere inbox", "Directory 'nowhere' does not exist"),
        ("evaluate empty inbox", "There is no label file in empty"),
        ("evaluate bad inbox", "is not a label file"),
        ("taxonomy show no-such-thing", "recognizer taxonomy search"),
    ],
)
def test_cli_wrong_usage_is_refused_before_any_work(
    run: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, message: str
) -> None:
    monkeypatch.chdir(folder.parent)
    Path("empty").mkdir()
    Path("word").mkdir()
    Path("word/a.docx").write_bytes(b"")
    Path("bad").mkdir()
    Path("bad/x.json").write_text("[]")
    before = sorted(path.name for path in folder.parent.rglob("*"))
    result = run(*arguments.split())
    assert message in " ".join(result.output.split())
    assert result.exit_code == 2
    assert sorted(path.name for path in folder.parent.rglob("*")) == before


def test_cli_score_refuses_a_folder_it_may_not_write_into(
    run: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    result = run("score", folder, "--out", folder / "r.jsonl")
    assert "You may not write into" in result.stderr
    assert result.exit_code == 2


def test_cli_score_refuses_a_folder_in_which_no_file_can_be_made(
    run: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    result = run("score", folder, "--out", folder / "r.jsonl")
    message = " ".join(result.stderr.split())
    assert f"Nothing can be written into {folder} (Read-only file system)." in message
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (KeyError("secret words"), 70, "Internal error: KeyError in test_cli.py, line"),
        (ModuleNotFoundError("no", name="rapidfuzz"), 70, "The package rapidfuzz is missing."),
        (OSError(28, "No space left on device", "r.jsonl"), 1, "r.jsonl: No space left on device."),
    ],
)
def test_cli_crash_is_one_line_without_words_of_a_resume(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, message: str
) -> None:
    def crash(*_: Any) -> None:
        raise error

    monkeypatch.setattr("recognizer.pipeline.Recognizer.load", crash)
    result = CliRunner().invoke(cli, ["show", "resume.pdf"])
    assert result.exit_code == status
    assert message in result.stderr
    assert "secret" not in result.output
    assert "Traceback" not in result.output
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["show {pdf}", "score {pdf} --out {out}"])
def test_cli_broken_taxonomy_names_file_entry_and_field(
    tmp_path: Path, sample_pdf: Path, command: str
) -> None:
    broken, out = tmp_path / "taxonomy", tmp_path / "out.jsonl"
    (broken / "providers").mkdir(parents=True)
    (broken / "release.yaml").write_text("version: '1'\ndate: 2026-01-01\n")
    (broken / "providers" / "a.yaml").write_text(
        "- id: example\n  name: Example\n  kind: not-a-kind\n  roles: [issuer]\n"
    )
    arguments = [word.format(pdf=sample_pdf, out=out) for word in command.split()]
    result = CliRunner().invoke(cli, [*arguments, "--taxonomy", str(broken)])
    assert result.exit_code == 1
    assert "providers/a.yaml: example: kind: " in result.stderr
    assert "Traceback" not in result.output
    assert not out.exists()


def test_cli_taxonomy_looks_into_the_bundled_data(run: Any) -> None:
    stats = json.loads(run("taxonomy", "stats", "--json").stdout)
    assert {"providers", "universities", "credentials", "core", "skills"} <= stats.keys()
    assert f"  {stats['credentials']:,}\n" in run("taxonomy", "stats").stdout
    first = run("taxonomy", "search", "aws solution architect asociate").stdout.splitlines()[0]
    score, kind, id_ = first.split()[:3]
    assert (kind, float(score) > 0.8) == ("credential", True), first
    shown = run("taxonomy", "show", id_).stdout
    assert f"id: {id_}" in shown
    assert "source: " in shown
    missing = run("taxonomy", "search", "☃")
    assert missing.exit_code == 1
    assert "Nothing in the taxonomy" in missing.stderr


@pytest.mark.parametrize(
    ("quiet", "expected"),
    [
        (
            False,
            [
                "Reading 130 files …",
                "1 of 130 files",
                "10 of 130 files",
                "100 of 130 files",
                "… and 110 more",
                "130 files: 0 read, 130 failed.",
            ],
        ),
        (True, ["… and 110 more"]),
    ],
)
def test_cli_tally_says_what_failed_in_few_lines(
    capsys: pytest.CaptureFixture[str], quiet: bool, expected: list[str]
) -> None:
    tally = Tally(total=130, quiet=quiet)
    outcomes = [Outcome(f"{n}.pdf", None, NotAPdf(f"{n}.pdf")) for n in range(130)]
    assert list(tally.watch(outcomes)) == outcomes
    with pytest.raises(SystemExit) as stopped:
        tally.close("Done.")
    lines = capsys.readouterr().err.splitlines()
    assert stopped.value.code == 1
    assert sum("is not a PDF" in line for line in lines) == 20
    assert lines[0].startswith("not_a_pdf: 0.pdf is not a PDF. Open it") is quiet
    assert [text for text in expected if not any(text in line for line in lines)] == []
    assert len(lines) == 20 + (1 if quiet else 6)
