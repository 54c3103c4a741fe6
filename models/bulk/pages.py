"""How the processor time of a résumé grows with its pages."""

from __future__ import annotations

import logging
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from models.bulk.command import line
from recognizer.errors import UnreadableResume
from recognizer.pipeline import Recognizer

_FEWEST = 5
"""Résumés of a length below which its median says little."""


def pages(folder: Path, rounds: int = 0) -> Iterator[str]:
    """Median processor time by number of pages, as a ratio to that of one page."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    recognizer = Recognizer.load()
    taken: dict[int, list[float]] = defaultdict(list)
    for path in sorted(folder.glob("*.pdf")):
        times = []
        for _ in range(rounds or 2):
            begun = time.process_time()
            try:
                report = recognizer.recognize(path)
            except UnreadableResume:
                break
            times.append(time.process_time() - begun)
        else:
            taken[report.document.pages].append(min(times))
    medians = {n: statistics.median(t) for n, t in taken.items() if len(t) >= _FEWEST}
    for number, median in sorted(medians.items()):
        ratio = median / medians[min(medians)]
        count = len(taken[number])
        what = f"{number} page{'s' * (number > 1)}, {count} résumés"
        yield line(what, f"{1000 * median:.0f} ms, {ratio:.1f} ×")
    total = sum(len(times) for times in taken.values())
    mean = sum(map(sum, taken.values())) / total
    hours = 100_000 * mean / 3600
    yield line("mean of all", f"{1000 * mean:.0f} ms, {hours:.1f} core hours for 100,000")
