"""`python scored.py OUT PATHS…`: a run with a pretended reader, to be interrupted and resumed."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from pretending import steady
from recognizer import export
from recognizer.bulk import Run
from recognizer.cli_score import _carry_out
from recognizer.scoring import Scoring
from recognizer.settings import Settings


def run(out: Path, paths: list[str], scheduler: str | None = None) -> None:
    """Begins the run, or goes on with it where there is a journal."""
    asked = Run(Settings(), jobs=2, load=steady, scheduler=scheduler)
    scoring = Scoring(out, export.format_of(out), asked)
    there = scoring.journal_path.exists()
    journal = scoring.go_on(paths) if there else None
    with journal or scoring.begin(paths, paths) as open_journal:
        print(f"{open_journal.finished} of {open_journal.total}", flush=True)
        _carry_out(scoring, open_journal, quiet=True)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by jobs in the background
    run(Path(sys.argv[1]), sys.argv[2:])
