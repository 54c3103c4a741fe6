"""Many files: order, one bad file among good ones, workers that hang or die."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest

from pretending import broken_taxonomy, dies_at_once, pretend
from recognizer.bulk import Outcome, read_many
from recognizer.errors import RecognizerError
from recognizer.settings import Settings
from recognizer.worker import _GRACE_SECONDS, Worker
from recognizer.worker_process import Load
from recognizer.workers import default_jobs


def codes(outcomes: list[Outcome]) -> list[tuple[str, str | None]]:
    return [(Path(item.file).stem, item.error.code if item.error else None) for item in outcomes]


class Limit:
    """A worker's limit for the file that hangs; a minute more for others, on a busy machine."""

    def __set__(self, worker: Any, seconds: float) -> None:
        worker.usual = seconds - _GRACE_SECONDS

    def __get__(self, worker: Any, _: type) -> float:
        hangs = worker.task is not None and worker.task.job.name == "hang.pdf"
        return float(worker.usual + (1.0 if hangs else 60.0))


def test_bulk_keeps_the_order_and_goes_on_after_every_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Worker, "limit", Limit(), raising=False)
    names = ["slow1", "a", "crash1", "b", "refuse", "hang", "bug", "c", "crash2", "slow2", "d"]
    outcomes = list(
        read_many(
            [Path(f"{name}.pdf") for name in names],
            settings=Settings(max_seconds=0.5),
            jobs=2,
            load=pretend,
        )
    )
    assert codes(outcomes) == [
        ("slow1", None),
        ("a", None),
        ("crash1", "crashed"),
        ("b", None),
        ("refuse", "not_a_pdf"),
        ("hang", "timed_out"),
        ("bug", "damaged_pdf"),
        ("c", None),
        ("crash2", "crashed"),
        ("slow2", None),
        ("d", None),
    ]
    assert "RuntimeError" in str(outcomes[6].error)
    assert "secret" not in str(outcomes[6].error)
    assert "hang.pdf" in str(outcomes[5].error)


def test_bulk_loads_once_per_worker() -> None:
    files = [Path(f"file{n}.pdf") for n in range(5)]
    outcomes = list(read_many(files, jobs=1, load=pretend))
    names = [item.report.document.name for item in outcomes if item.report]
    assert [name.split(" of ")[0] for name in names] == [
        f"file{n}.pdf was number {n + 1}" for n in range(5)
    ]


@pytest.mark.parametrize(
    ("load", "message"),
    [(broken_taxonomy, "credentials/x.yaml: x: nam"), (dies_at_once, "could not start")],
)
def test_bulk_says_why_no_worker_starts(load: Load, message: str) -> None:
    with pytest.raises(RecognizerError, match=message):
        list(read_many([Path("a.pdf"), Path("b.pdf")], jobs=2, load=load))


def test_bulk_of_nothing_starts_nothing() -> None:
    assert list(read_many([], load=dies_at_once)) == []


def test_bulk_leaves_no_process_behind_when_the_caller_stops() -> None:
    others = {process.pid for process in multiprocessing.active_children()}
    outcomes = read_many([Path(f"slow{n}.pdf") for n in range(50)], jobs=2, load=pretend)
    assert next(outcomes).report is not None
    assert len(multiprocessing.active_children()) > len(others)
    outcomes.close()  # type: ignore[attr-defined]
    assert {process.pid for process in multiprocessing.active_children()} <= others


def test_default_jobs_is_between_one_and_eight() -> None:
    assert 1 <= default_jobs() <= 8
