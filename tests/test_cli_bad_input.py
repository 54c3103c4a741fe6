"""Every kind of bad file through the command line: a clear message and a documented status."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import hostile
from recognizer.cli import cli
from recognizer.errors import UnreadableResume

REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "words": (lambda: b"Ada Example\nCertified Example Analyst\n", "not_a_pdf", "export it as PDF"),
    "zero": (lambda: b"", "not_a_pdf", "export it as PDF"),
    "word": (lambda: b"PK\x03\x04" + bytes(99), "unsupported_format", "Give a PDF file"),
    "photo": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "unsupported_format", "Give a PDF file"),
    "cut": (hostile.truncated, "damaged_pdf", "Download or export it again"),
    "header": (hostile.cut_in_header, "damaged_pdf", "Download or export it again"),
    "garbage": (hostile.garbage, "damaged_pdf", "Download or export it again"),
    "circle": (hostile.circular_pages, "damaged_pdf", "Download or export it again"),
    "xref": (hostile.looping_xref, "damaged_pdf", "Download or export it again"),
    "no-pages": (hostile.no_pages, "damaged_pdf", "Download or export it again"),
    "locked": (hostile.encrypted, "encrypted_pdf", "without the password"),
    "scan": (hostile.pictures_only, "no_text_layer", "text recognition (OCR)"),
    "arrays": (hostile.deep_arrays, "no_text_layer", "text recognition (OCR)"),
    "numbers": (hostile.huge_numbers, "no_text_layer", "text recognition (OCR)"),
    "form": (hostile.self_drawing_form, "no_text_layer", "text recognition (OCR)"),
    "long": (hostile.many_pages, "too_many_pages", "only the résumé's pages"),
    "big": (lambda: b"%PDF-1.7\n" + bytes(20_000_000), "too_large", "smaller file"),
    "bomb": (hostile.bomb, "too_large", "smaller file"),
}
READ: dict[str, Callable[[], bytes]] = {
    "plain": hostile.resume,
    "links": hostile.many_links,
    "hebrew": lambda: hostile.unicode_resume(("עדה דוגמה", "תעודות", "PMP, PMI, 2021")),
    "arabic": lambda: hostile.unicode_resume(("آدا مثال", "الشهادات", "CCNA, Cisco, 2020")),
    "emoji": lambda: hostile.unicode_resume(("Ada 😀 Example", "🎓 Certifications", "🏅 CISSP")),
    "control": hostile.control_characters,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them in one folder."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _, _) in REFUSED.items():
        (folder / f"{name}.pdf").write_bytes(make())
    for name, make in READ.items():
        (folder / f"{name}.pdf").write_bytes(make())
    return folder


@pytest.fixture
def show(recognizer: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | str], Result]:
    monkeypatch.setattr("recognizer.pipeline.Recognizer.load", lambda *_: recognizer)
    return lambda path: CliRunner().invoke(cli, ["show", str(path)])


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_with_the_next_step(
    show: Callable[[Path | str], Result], files: Path, name: str
) -> None:
    _, code, next_step = REFUSED[name]
    result = show(files / f"{name}.pdf")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {name}.pdf ")
    assert next_step in result.stderr
    assert "Traceback" not in result.stderr
    assert isinstance(result.exception, SystemExit)
    kinds = {kind.code: kind for kind in UnreadableResume.__subclasses__()}
    assert kinds[code].what in result.stderr


@pytest.mark.parametrize("name", READ)
def test_odd_input_is_read(show: Callable[[Path | str], Result], files: Path, name: str) -> None:
    result = show(files / f"{name}.pdf")
    assert result.exit_code == 0, result.stderr
    assert f"{name}.pdf" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "recognizer score FOLDER --out results.jsonl"),
        (lambda path: None, "there is no such file"),
        (lambda path: path.symlink_to(path), "cannot be opened"),
    ],
)
def test_bad_paths_are_explained(
    show: Callable[[Path | str], Result],
    tmp_path: Path,
    make: Callable[[Path], None],
    message: str,
) -> None:
    path = tmp_path / "folder"
    make(path)
    result = show(path)
    assert result.exit_code == 1
    assert "folder" in result.stderr
    assert message in result.stderr


def test_no_permission_is_explained(
    show: Callable[[Path | str], Result], files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = show(files / "plain.pdf")
    assert result.exit_code == 1
    assert "plain.pdf cannot be opened (permission denied)" in result.stderr
    assert "Check that the path is right and that you may read the file." in result.stderr


def test_bulk_work_goes_through_all_of_them(files: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    missing = tmp_path / "missing.pdf"
    arguments = ["score", files, missing, "--out", out, "--jobs", "2", "--quiet"]
    result = CliRunner().invoke(cli, [str(part) for part in arguments])
    rows = [json.loads(line) for line in out.read_bytes().splitlines()]
    found = {Path(row["file"]).stem: row.get("error", {}).get("code") for row in rows}
    wanted: dict[str, str | None] = {name: code for name, (_, code, _) in REFUSED.items()}
    assert found == wanted | dict.fromkeys(READ) | {"missing": "cannot_open"}
    assert [row["file"] for row in rows[:-1]] == sorted(str(path) for path in files.iterdir())
    assert result.exit_code == 1
    assert f"… and {len(REFUSED) + 1 - 20} more" in result.stderr or len(REFUSED) < 20


@pytest.mark.parametrize("kind", ["pipe", "link", "dangling link"])
def test_out_that_is_no_file_is_refused_and_left_alone(tmp_path: Path, kind: str) -> None:
    resume, target, out = tmp_path / "a.pdf", tmp_path / "target.csv", tmp_path / "out.csv"
    resume.write_bytes(hostile.resume())
    if kind == "pipe":
        os.mkfifo(out)
    else:
        if kind == "link":
            target.write_text("kept")
        out.symlink_to(target)
    before = os.lstat(out)
    result = CliRunner().invoke(cli, ["score", str(resume), "--out", str(out)])
    assert result.exit_code == 2
    assert "would replace it" in " ".join(result.stderr.split())
    after = os.lstat(out)
    assert (stat.S_IFMT(after.st_mode), after.st_ino) == (
        stat.S_IFMT(before.st_mode),
        before.st_ino,
    )
    assert kind != "link" or target.read_text() == "kept"
