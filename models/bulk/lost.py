"""A Dask cluster on this machine: the same bytes, also when a worker is killed in mid-run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from models.bulk.command import ROOT, line, run, start

_SCRIPT = "from distributed.cli.{} import main; main()"


def cluster(folder: Path, rounds: int = 0) -> Iterator[str]:
    """Runs here, there, and there with a loss, and compares."""
    with tempfile.TemporaryDirectory() as place:
        here, there, lost = (Path(place) / f"{name}.jsonl" for name in ("here", "there", "lost"))
        run(folder, here, "--jobs", "2")
        started = [_start("dask_scheduler", place, "--port", "0")]
        try:
            address = _address(Path(place) / "scheduler.json")
            started += [_start("dask_worker", place, "--nthreads", "1") for _ in range(2)]
            run(folder, there, "--scheduler", address)
            yield line("two workers: the same bytes", _same(here, there))
            for number in range(rounds or 1):
                if number:
                    started.append(_start("dask_worker", place, "--nthreads", "1"))
                process = start(folder, lost, "--scheduler", address)
                journal = lost.with_name(f"{lost.name}.journal")
                while not journal.exists() or journal.read_bytes().count(b" row\t") < 50:
                    time.sleep(0.05)
                os.killpg(started[1 + number].pid, signal.SIGKILL)
                process.wait()
                yield line("one of them killed in mid-run: the same bytes", _same(here, lost))
        finally:
            for one in started:
                if one.poll() is None:
                    os.killpg(one.pid, signal.SIGKILL)
                one.wait()


def _same(one: Path, other: Path) -> str:
    return "yes" if one.read_bytes() == other.read_bytes() else "NO"


def _start(part: str, place: str, *options: str) -> subprocess.Popen[bytes]:
    common = ("--scheduler-file", f"{place}/scheduler.json", "--host", "127.0.0.1")
    return subprocess.Popen(
        [sys.executable, "-c", _SCRIPT.format(part), *common, "--no-dashboard", *options],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _address(file: Path) -> str:
    while not file.exists():
        time.sleep(0.1)
    return str(json.loads(file.read_text())["address"])
