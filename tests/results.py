"""Results of bulk runs about nobody, written as the program writes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from invented import report
from recognizer import export, result_files
from recognizer.errors import UnreadableResume
from recognizer.overview import Counts, count
from recognizer.overview_rows import read
from recognizer.report import Match, ProviderName, Report

VALLEY = ProviderName("Pear Valley Institute", None)
UNKNOWN = Match(None, None, 0.0, "none")


def numbered(number: int, *credentials: Any, **changes: Any) -> Report:
    """The report of a file whose bytes are those of no other number."""
    made = report(*credentials, **changes)
    return replace(made, document=replace(made.document, sha256=f"{number:016x}" + 48 * "0"))


def written(folder: Path, *results: Report | UnreadableResume, name: str = "results.jsonl") -> Path:
    path = folder / name
    named = ((f"{number}.pdf", result) for number, result in enumerate(results))
    lines = (export.json_line(name, result) for name, result in named)
    result_files.write(lines, path, export.format_of(path))
    return path


def counted(folder: Path, *results: Report | UnreadableResume, name: str = "r.jsonl") -> Counts:
    return count(read(written(folder, *results, name=name)))
