"""What stands on standard error while files are read."""

from __future__ import annotations

import doctest
import itertools
from types import SimpleNamespace

import pytest

from recognizer import archives, manifest, progress, result_files
from recognizer.progress import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the clock is a second later."""
    ticks = itertools.count()
    looks = SimpleNamespace(monotonic=lambda: float(next(ticks)))  # threads of others look, too
    monkeypatch.setattr("recognizer.progress.time", looks)


def test_progress_is_a_line_now_and_then_without_a_terminal(
    clock: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress(1_200, done=200) as shown:
        shown.watch(["not_a_pdf", *[None] * 38, "timed_out"])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Reading 1,200 files, 200 of them done before …"
    assert lines[1] == "210 of 1,200 files, 0.8 a second, 19 min 48 s left, 1 error (not_a_pdf 1)"
    assert len(lines) == 6
    assert lines[-1].startswith("238 of 1,200 files")


def test_progress_is_a_bar_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    with Progress(3) as shown:
        shown.watch([None, "damaged_pdf", None])
    drawn = capsys.readouterr().err
    assert "3/3" in drawn
    assert "1 error (damaged_pdf 1)" in drawn


def test_progress_is_silent_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(3, quiet=True) as shown:
        shown.watch([None] * 3)
    assert capsys.readouterr() == ("", "")


def test_progress_names_the_commonest_errors() -> None:
    shown = Progress(99, quiet=True)
    shown.watch([code for n, code in enumerate("abcdef") for _ in range(n + 1)])
    assert shown.errors == "21 errors (f 6, e 5, d 4, c 3, others 3)"


@pytest.mark.parametrize("module", [archives, manifest, progress, result_files])
def test_examples_in_docstrings_are_true(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted
    assert not found.failed
