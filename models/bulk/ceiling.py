"""What a run costs without recognizing: reading files, handing them over, journal, tables."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from models.bulk.command import line
from recognizer.bulk import Run
from recognizer.pipeline import Recognizer
from recognizer.scoring import Scoring
from recognizer.settings import Settings
from recognizer.worker_limits import resident_bytes
from recognizer.worker_process import Read, Source

SAMPLE = Path(__file__).resolve().parents[2] / "docs" / "sample" / "resume.pdf"
_MANY = 100_000
_FILES = (2_000, 20_000)


def always_the_sample(settings: Settings) -> Read:
    """A reader that gives the sample's report, eight credentials, whatever it is asked."""
    report = Recognizer.load(settings).recognize(SAMPLE).to_json(indent=None).rstrip(b"\n")

    def read(source: Source, *, name: str) -> bytes:
        return report

    return read


def ceiling(folder: Path, rounds: int = 0) -> Iterator[str]:
    """Processor time of the gathering process for a file, and the workers that it can feed."""
    files = sorted(map(str, folder.glob("*.pdf")))
    for kind in ("jsonl", "csv"):
        with tempfile.TemporaryDirectory() as place:
            run = Run(Settings(), jobs=2, load=always_the_sample)
            scoring = Scoring(
                Path(place) / f"out.{kind}", "jsonl" if kind == "jsonl" else "csv", run
            )
            before = time.process_time()
            with scoring.begin(files, []) as journal:
                listed = time.process_time()
                for _ in scoring.read(journal):
                    pass
                read = time.process_time()
                scoring.write(journal, started=datetime.now(UTC), before=0, seconds=1.0)
            written = time.process_time()
        each = [1e3 * t / len(files) for t in (listed - before, read - listed, written - read)]
        said = ", ".join(f"{ms:.2f} ms" for ms in each)
        yield line(f"{kind}: listing, gathering, writing, a file", said)
    yield line("the same for 100,000 files", f"{sum(each) * _MANY / 60e3:.1f} min")
    yield from _memory()


def _memory() -> Iterator[str]:
    """Memory of this process while ten times as many files pass, each with bytes of its own."""
    held = []
    with tempfile.TemporaryDirectory() as place:
        for count in _FILES:
            folder = Path(place) / str(count)
            folder.mkdir()
            for number in range(count):
                (folder / f"{number:06}.pdf").write_text(f"%PDF {number}")
            run = Run(Settings(), jobs=2, load=always_the_sample)
            scoring = Scoring(Path(place) / f"{count}.csv", "csv", run)
            with scoring.begin([str(folder)], []) as journal:
                for _ in scoring.read(journal):
                    pass
                scoring.write(journal, started=datetime.now(UTC), before=0, seconds=1.0)
            held.append(resident_bytes() / 1e6)
    counts = ", ".join(f"{count:,}" for count in _FILES)
    said = ", ".join(f"{value:.0f} MB" for value in held)
    yield line(f"memory of this process after {counts} files", said)
