"""Running `recognizer score` as a user would, and looking at its processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def start(folder: Path, out: Path, *options: str, resume: bool = False) -> subprocess.Popen[bytes]:
    """The command in a process group of its own; what it says is dropped."""
    what = ["--resume"] if resume else [str(folder), "--overwrite"]
    command = [sys.executable, "-m", "recognizer", "score", *what, "--out", str(out), "--quiet"]
    return subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def run(folder: Path, out: Path, *options: str, resume: bool = False) -> dict[str, Any]:
    """The manifest of a run that went to its end."""
    start(folder, out, *options, resume=resume).wait()
    return papers(out)


def papers(out: Path) -> dict[str, Any]:
    """The manifest beside results."""
    found: dict[str, Any] = json.loads(out.with_name(f"{out.name}.manifest.json").read_bytes())
    return found


def below(process: int) -> list[int]:
    """Processes that it started, and those that they started (Linux)."""
    found = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(word) for word in path.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *below(child)]
    return found


def memory(process: int) -> tuple[int, int]:
    """Resident memory now and at its peak, in bytes; zeros for a process that has ended."""
    try:
        text = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0, 0
    values = dict(line.split(":", 1) for line in text.splitlines())
    return tuple(1024 * int(values.get(k, "0").split()[0]) for k in ("VmRSS", "VmHWM"))  # type: ignore[return-value]


def line(what: str, value: str) -> str:
    """One line of a table."""
    return f"{what:52} {value}"
