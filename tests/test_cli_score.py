"""`recognizer score`: where files come from, what is written, how a run is gone on with."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import hostile
from recognizer.cli import cli
from recognizer.export import RESUME_COLUMNS
from recognizer.journal import Journal
from recognizer.progress import Progress


def score(*words: object, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, ["score", *map(str, words)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def files(out: Path) -> list[str]:
    return [json.loads(line)["file"] for line in out.read_bytes().splitlines()]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Two readable résumés, one of them twice, one locked, one in an archive."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    plain = hostile.resume()
    (folder / "ada.pdf").write_bytes(plain)
    (folder / "ada again.pdf").write_bytes(plain)
    (folder / "locked.pdf").write_bytes(hostile.encrypted())
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("bob.pdf", hostile.resume(("Bob Example", *hostile.LINES[1:])))
    return folder


def test_score_says_what_was_found_and_what_to_do(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.csv"
    result = score(inbox, "--out", out, "--jobs", "1")
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert told[0] == "Reading 4 files …"
    assert "1 × encrypted_pdf: Save a copy without the password and give that one." in told
    assert "Credentials: 3 (tier 2: 3)." in told or "Credentials: 3 (tier 1: 3)." in told
    assert "Commonest providers: Amazon Web Services 3." in told
    assert "The same bytes as an earlier file: 1, each read once." in told
    assert told[-1].startswith("4 files: 3 read, 1 failed. Results: ")
    names = ("results.csv", "results.resumes.csv", "results.csv.manifest.json")
    assert all(str(tmp_path / name) in told[-1] for name in names)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, "inbox"])
    head = (tmp_path / "results.resumes.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.split(",") == list(RESUME_COLUMNS)


def test_score_leaves_papers_that_are_true(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    score(inbox, "--out", out, "--jobs", "2", "--quiet")
    papers = json.loads((tmp_path / "results.jsonl.manifest.json").read_bytes())
    row = json.loads(out.read_bytes().splitlines()[0])
    assert papers["recognizer"] == row["report"]["versions"]["recognizer"]
    assert papers["given"] == [str(inbox)]
    assert papers["settings"]["max_pages"] == 40
    counts = papers["counts"]
    assert (counts["files"], counts["read"], counts["failed"]) == (4, 3, {"encrypted_pdf": 1})
    assert (counts["identical"], counts["credentials"]) == (1, 3)
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    described = {"file": "results.jsonl", "bytes": out.stat().st_size, "sha256": digest}
    assert papers["outputs"] == [described]
    listing = "".join(f"{name}\n" for name in files(out)).encode()
    assert papers["files_sha256"] == hashlib.sha256(listing).hexdigest()
    assert papers["times"]["jobs"] == 2
    assert (tmp_path / "results.jsonl.manifest.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("end", [b"\n", b"\0"])
def test_score_reads_a_list(inbox: Path, tmp_path: Path, end: bytes) -> None:
    listing = end.join(str(inbox / name).encode() for name in ("locked.pdf", "ada.pdf")) + end
    (tmp_path / "list").write_bytes(listing)
    wanted = [str(inbox / "locked.pdf"), str(inbox / "ada.pdf")]
    for number, source in enumerate(["-", tmp_path / "list"]):
        out = tmp_path / f"{number}.jsonl"
        score("--files-from", source, "--out", out, "--jobs", "1", stdin=listing)
        assert files(out) == wanted


def test_score_takes_patterns_and_archives(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    score(inbox / "*.zip", inbox / "a*.pdf", "--out", out, "--jobs", "1")
    names = ("more.zip/bob.pdf", "ada again.pdf", "ada.pdf")
    assert files(out) == [str(inbox / name) for name in names]


@pytest.fixture
def interrupted(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the results of a run should be that was stopped by Ctrl-C after two files."""
    watch = Progress.watch

    def stop(self: Progress, codes: Any) -> None:
        watch(self, (code for _, code in zip(range(2), codes, strict=False)))
        raise KeyboardInterrupt

    out = tmp_path / "results.csv"
    with monkeypatch.context() as patched:
        patched.setattr(Progress, "watch", stop)
        result = score(inbox, "--out", out, "--jobs", "1")
    assert result.exit_code == 130
    assert "Interrupted: 2 of 4 files are done and kept in" in result.stderr
    assert not out.exists()
    assert (tmp_path / "results.partial.csv").exists()
    return out


def test_score_goes_on_where_it_was_interrupted(
    interrupted: Path, inbox: Path, tmp_path: Path
) -> None:
    result = score("--resume", "--out", interrupted, "--jobs", "1")
    assert "Reading 4 files, 2 of them done before …" in result.stderr
    assert "4 files: 3 read, 1 failed." in result.stderr
    score(inbox, "--out", tmp_path / "whole.csv", "--jobs", "1")
    for name in ("{}.csv", "{}.resumes.csv"):
        resumed, whole = (tmp_path / name.format(stem) for stem in ("results", "whole"))
        assert resumed.read_bytes() == whole.read_bytes()
    papers = json.loads((tmp_path / "results.csv.manifest.json").read_bytes())
    assert papers["times"]["read_before"] == 2
    assert list(tmp_path.glob("*.partial*")) == list(tmp_path.glob("*.journal")) == []
    again = score("--resume", "--out", interrupted)
    assert again.exit_code == 1, "some files failed"
    assert "results.csv is finished; there is nothing to resume." in again.stderr


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ("{inbox}", 2, "holds an interrupted run. Give --resume to go on with it, or --overwrite"),
        ("elsewhere --resume", 1, "was begun with other files. Give the same as then"),
        ("--resume --format jsonl", 1, None),
        ("{inbox} --overwrite", 1, "Reading 4 files …"),
    ],
)
def test_score_is_careful_with_an_interrupted_run(
    interrupted: Path, inbox: Path, words: str, status: int, message: str | None
) -> None:
    given = [word.format(inbox=inbox) for word in words.split()]
    result = score(*given, "--out", interrupted, "--jobs", "1")
    assert result.exit_code == status
    assert (message or "3 read, 1 failed") in " ".join(result.stderr.split())


def test_score_begins_anew_what_was_not_listed(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    Journal.create(tmp_path / "results.jsonl.journal", {"given": []}).close()
    refused = score("--resume", "--out", out)
    assert refused.exit_code == 2
    assert "before its files were listed. Give the paths again." in refused.stderr
    score(inbox / "ada.pdf", "--resume", "--out", out, "--jobs", "1")
    assert files(out) == [str(inbox / "ada.pdf")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--out r.jsonl", "Missing argument 'PATHS...': give files or folders, or a list."),
        ("- --out r.jsonl", "To read a list of files from standard input, give --files-from -."),
        ("x.pdf --out r.jsonl --scheduler nonsense", "No Dask scheduler answers at nonsense"),
        ("s3x://a/b.pdf --out r.jsonl", "URLs that begin with s3x:// are not known"),
    ],
)
def test_score_refuses_with_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, message: str
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("recognizer.cluster._CONNECT_SECONDS", 1)
    result = score(*words.split())
    assert result.exit_code in (1, 2)
    assert message in " ".join(result.stderr.split())
    assert not (tmp_path / "r.jsonl").exists()


def test_score_says_which_package_is_missing(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in ("distributed", "fsspec"):
        monkeypatch.setitem(__import__("sys").modules, package, None)
    out = tmp_path / "r.jsonl"
    told = score(inbox, "--out", out, "--scheduler", "tcp://127.0.0.1:1").stderr
    assert "--scheduler needs the package distributed" in told
    told = " ".join(score("s3://b/a.pdf", "--out", out, "--overwrite").stderr.split())
    assert "Run `pip install fsspec`, with s3fs for s3://" in told
