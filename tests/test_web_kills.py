"""Readers and servers killed in mid-batch: every file ends with exactly one result."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from models.faults import VICTIMS, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.mark.slow
def test_kills_lose_and_double_nothing(tmp_path: Path, database_url: str) -> None:
    lines = tuple(run(tmp_path, database_url, rounds=3, files=6, seed=4))
    assert len(lines) == len(VICTIMS) == 3
    assert all("then 6 results" in line for line in lines), lines
