"""Runs killed at random moments, with everything they started, and gone on with."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from models.bulk.command import line, papers, run, start

RUNS = 20
_KILLS = 3
"""Times that each run is killed before it may end."""


def kills(folder: Path, rounds: int = 0) -> Iterator[str]:
    """How many of the resumed runs ended with the bytes of an uninterrupted one."""
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.csv"
        before = time.monotonic()
        run(folder, whole, "--jobs", "2")
        seconds = time.monotonic() - before
        wanted = [path.read_bytes() for path in _tables(whole)]
        same = resumed = killed = 0
        runs = rounds or RUNS
        for number in range(runs):
            out = Path(place) / f"{number}.csv"
            for _ in range(_KILLS):
                going_on = out.with_name(f"{out.name}.journal").exists()
                process = start(folder, out, "--jobs", "2", resume=going_on)
                time.sleep(rng.uniform(0.05, 0.6) * seconds)
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    killed += 1
                process.wait()
                if out.exists():
                    break
            if not out.exists():
                going_on = out.with_name(f"{out.name}.journal").exists()
                run(folder, out, "--jobs", "2", resume=going_on)
            resumed += papers(out)["times"]["read_before"] > 0
            same += [path.read_bytes() for path in _tables(out)] == wanted
            for path in out.parent.glob(f"{number}.*"):
                path.unlink()
        yield line("runs, kills (-9, the whole tree)", f"{runs}, {killed}")
        yield line("runs that went on with what was done", f"{resumed}")
        yield line("runs that ended with the same bytes", f"{same}")


def _tables(out: Path) -> tuple[Path, Path]:
    return out, out.with_name(f"{out.stem}.resumes.csv")
