"""A Dask cluster of two local workers: the bytes of one machine, also when a worker is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pretending import steady
from recognizer.bulk import Run
from recognizer.errors import RecognizerError
from recognizer.journal import Journal
from recognizer.scoring import Scoring
from recognizer.settings import Settings
from scored import run

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

WORKER = "from distributed.cli.{part} import main; main()"


def wait_for(what: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 180
    while not (what.exists() and what.read_text().endswith("}")):  # it is not written at once
        assert process.poll() is None, "it ended"
        assert time.monotonic() < end, f"{what} did not appear"
        time.sleep(0.1)


@pytest.fixture
def cluster(tmp_path: Path, root: Path) -> Iterator[tuple[str, list[int]]]:
    """Address of a scheduler on this machine, and the process groups of its two workers."""
    paths = os.pathsep.join([str(root), str(root / "tests")])
    started: list[subprocess.Popen[bytes]] = []

    def start(part: str, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER.format(part=part), *arguments],
            env=os.environ | {"PYTHONPATH": paths},
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    there = tmp_path / "scheduler.json"
    local = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = start("dask_scheduler", *local, "--port", "0", "--scheduler-file", str(there))
    wait_for(there, scheduler)
    options = ("--scheduler-file", str(there), "--nthreads", "1", *local)
    workers = [start("dask_worker", *options).pid for _ in range(2)]
    yield str(there), workers
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def address(there: str) -> str:
    import json

    return str(json.loads(Path(there).read_text())["address"])


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(240):
        kind = "refuse" if number % 10 == 3 else "Certified"
        (folder / f"{number:03}.pdf").write_text(f"{kind} {number - number % 3}")
    return folder


def test_cluster_gives_the_bytes_of_one_machine(
    cluster: tuple[str, list[int]], inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, workers = cluster
    run(tmp_path / "here.jsonl", [str(inbox)])
    run(tmp_path / "there.jsonl", [str(inbox)], address(there))
    whole = (tmp_path / "here.jsonl").read_bytes()
    assert (tmp_path / "there.jsonl").read_bytes() == whole

    keep, lost = Journal.keep, workers[:1]

    def lose_one(journal: Journal, *what: Any) -> None:
        keep(journal, *what)
        while lost and journal.finished >= 20:
            os.killpg(lost.pop(), signal.SIGKILL)

    monkeypatch.setattr(Journal, "keep", lose_one)
    run(tmp_path / "lost.jsonl", [str(inbox)], address(there))
    assert not lost, "one was lost in the middle"
    assert (tmp_path / "lost.jsonl").read_bytes() == whole


def test_cluster_of_another_version_is_refused(
    cluster: tuple[str, list[int]], inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recognizer.manifest.__version__", "0.0")
    with pytest.raises(RecognizerError, match="has another recognizer"):
        run(tmp_path / "out.jsonl", [str(inbox)], address(cluster[0]))
    assert (tmp_path / "out.jsonl.journal").exists()


def test_cluster_that_does_not_answer_is_explained(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recognizer.cluster._CONNECT_SECONDS", 1)
    asked = replace(Run(Settings(), load=steady), scheduler="tcp://127.0.0.1:9")
    scoring = Scoring(tmp_path / "out.jsonl", "jsonl", asked)
    with scoring.begin([str(inbox)], []) as journal:
        with pytest.raises(RecognizerError, match="No Dask scheduler answers at tcp://127"):
            list(scoring.read(journal))
