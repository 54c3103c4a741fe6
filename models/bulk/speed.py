"""One worker process against two, in turns, and the memory of each while it works."""

from __future__ import annotations

import os
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.bulk.command import below, line, memory, papers, start

ROUNDS = 2
_EVERY_SECONDS = 0.2
_WORKER_BYTES = 150_000_000
"""A process below the run that is smaller is no worker, or not one yet."""
Samples = dict[int, list[tuple[float, int, int]]]
"""Process → (seconds since the start, memory now, memory at its peak)."""


def speed(folder: Path, rounds: int = 0) -> Iterator[str]:
    """Seconds, their ratio, and memory. The quickest round counts: the others were disturbed."""
    taken: dict[int, list[float]] = {1: [], 2: []}
    worked: dict[int, list[float]] = {1: [], 2: []}
    seen: list[Samples] = []
    parents: list[int] = []
    made: set[bytes] = set()
    with tempfile.TemporaryDirectory() as place:
        for number in range(2 * (rounds or ROUNDS)):
            jobs = 1 + number % 2
            out = Path(place) / f"{number}.jsonl"
            before = _worked()
            run, samples, parent = _watched(folder, out, jobs)
            worked[jobs].append(_worked() - before)
            taken[jobs].append(run["times"]["reading_seconds"])
            made.add(out.read_bytes())
            out.unlink()
            if jobs == 2:
                seen.append(samples)
                parents.append(parent)
        counts = run["counts"]
    one, two = min(taken[1]), min(taken[2])
    yield line("files read, failed", f"{counts['read']:,}, {sum(counts['failed'].values()):,}")
    yield line("one worker, two workers", f"{one:.0f} s, {two:.0f} s")
    yield line("speed-up with two", f"{one / two:.2f} ×")
    each = (f"{a / b:.2f} ×" for a, b in zip(*taken.values(), strict=True))
    yield line("  in each round", ", ".join(each))
    cpu = min(worked[2]) / min(worked[1])
    yield line("processor time, two / one (1 is perfect)", f"{cpu:.3f}")
    yield line("results of all rounds are the same bytes", "yes" if len(made) == 1 else "NO")
    yield from _memory(seen[-1], parents[-1])
    load, cores = os.getloadavg()[0], os.cpu_count()
    yield line("load of the machine at the end, its cores", f"{load:.1f}, {cores}")


def _worked() -> float:
    """Seconds of processor time of the runs that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watched(folder: Path, out: Path, jobs: int) -> tuple[dict[str, Any], Samples, int]:
    samples: Samples = defaultdict(list)
    begun, parent = time.monotonic(), 0
    process = start(folder, out, "--jobs", str(jobs))
    while process.poll() is None:
        for child in below(process.pid):
            samples[child].append((time.monotonic() - begun, *memory(child)))
        parent = max(parent, memory(process.pid)[1])
        time.sleep(_EVERY_SECONDS)
    return papers(out), samples, parent


def _memory(samples: Samples, parent: int) -> Iterator[str]:
    workers = [s for s in samples.values() if max(now for _, now, _ in s) > _WORKER_BYTES]
    peak = max(peak for series in workers for _, _, peak in series)
    yield line("worker processes, replaced ones among them", f"{len(workers)}")
    yield line("peak memory of a worker", f"{peak / 1e6:.0f} MB")
    ready = [(at, now) for series in workers for at, now, _ in series if now > _WORKER_BYTES]
    end = max(at for at, _ in ready)
    quarters = [
        statistics.mean(now for at, now in ready if end * n / 4 <= at <= end * (n + 1) / 4)
        for n in range(4)
    ]
    said = ", ".join(f"{value / 1e6:.0f} MB" for value in quarters)
    yield line("mean memory of a worker, each quarter of the run", said)
    yield line("  last / second (the first fills its caches)", f"{quarters[3] / quarters[1]:.3f}")
    yield line("peak memory of the process that gathers", f"{parent / 1e6:.0f} MB")
