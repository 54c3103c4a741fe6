"""Many programs upload at once: answers, waiting times, memory, throughput against the library.

    python -m models.load [--seconds 30] [--clients 50] [--database URL]

A real server on loopback and a pool of the bare library, with as many processes and the same
priority, take turns of a few seconds on the same résumés, so that whatever else the machine does
disturbs both. The client runs on the same machine and counts against the server.
"""

from __future__ import annotations

import argparse
import http.client
import os
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from models.faults import Server
from models.synthetic import LAYOUTS, default_stock, generate
from recognizer.settings import Settings
from recognizer.worker_limits import resident_bytes
from recognizer.worker_process import Read, load_recognizer
from recognizer.workers import Pool, default_jobs

_TURN_SECONDS = 10.0
"""Length of one turn of the server or the library."""
_SAMPLE_SECONDS = 0.5
_NICE = 5
"""Priority of the server's reading processes (web/reading.py)."""
_PATIENCE = 60.0
"""The server's own longest wait for a report, in seconds."""
_MANY = "1000000"
"""Requests a minute: the quota has tests of its own."""


@dataclass
class Taken:
    """What became of the requests, or of the library's files."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def add(self, status: str, wait: float) -> None:
        """One that has ended."""
        self.statuses[status] += 1
        self.waits.append(wait)

    @property
    def a_second(self) -> float:
        """How many have ended a second."""
        return len(self.waits) / self.seconds


def load_quietly(settings: Settings) -> Read:
    """The bare library at the priority of the server's reading processes."""
    with suppress(OSError, AttributeError):
        os.nice(_NICE)
    return load_recognizer(settings)


def turn(clients: int, seconds: float, do: Callable[[], Callable[[], str]], taken: Taken) -> None:
    """So many threads do it again and again; those under way at the end are waited for."""
    end = time.monotonic() + seconds
    lock = threading.Lock()

    def work() -> None:
        one = do()
        while time.monotonic() < end:
            began = time.monotonic()
            status = one()
            with lock:
                taken.add(status, time.monotonic() - began)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.seconds += time.monotonic() - began


def uploading(address: str, resumes: list[bytes], numbers: Iterator[int]) -> Callable[[], str]:
    """Sends one résumé over a connection of its own; the status, or the error's name."""
    host = urlsplit(address).netloc
    link = http.client.HTTPConnection(host, timeout=120)

    def one() -> str:
        content = resumes[next(numbers) % len(resumes)]
        try:
            headers = {"Content-Type": "application/pdf"}
            link.request("POST", "/api/v1/reports", content, headers)
            answer = link.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            link.close()
            return type(error).__name__
        return str(answer.status)

    return one


def reading(pool: Pool, resumes: list[bytes], numbers: Iterator[int]) -> Callable[[], str]:
    """Has the bare library read one résumé to a report in JSON."""

    def one() -> str:
        content = resumes[next(numbers) % len(resumes)]
        pool.submit(content, name="resume.pdf").result().to_json()
        return "read"

    return one


@contextmanager
def sampled(process: int) -> Iterator[list[int]]:
    """Memory of a process in bytes, looked at twice a second while it is open."""
    seen: list[int] = []
    done = threading.Event()

    def look() -> None:
        while not done.wait(_SAMPLE_SECONDS):
            seen.append(resident_bytes(process))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def cpu_seconds(process: int) -> float:
    """Processor time of a process without its children (proc(5), stat)."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def lines(server: Taken, library: Taken, memory: list[int], spent: float) -> Iterator[str]:
    """The figures."""
    waits = statistics.quantiles(server.waits, n=20)
    third = max(1, len(memory) // 3)
    first, last = statistics.fmean(memory[:third]), statistics.fmean(memory[-third:])
    yield f"answers            {dict(server.statuses)}"
    yield f"waiting, p50       {waits[9]:.2f} s"
    yield f"waiting, p95       {waits[18]:.2f} s"
    yield f"server, a second   {server.a_second:.1f}"
    yield f"library, a second  {library.a_second:.1f}"
    yield f"server / library   {server.a_second / library.a_second:.2f}"
    yield f"server's own work  {1000 * spent / len(server.waits):.1f} ms of computing a request"
    yield f"server's memory    {memory[0] / 1e6:.0f} MB at first, {max(memory) / 1e6:.0f} at most"
    yield f"last / first third {last / first:.2f} of memory"


def measure(folder: Path, database: str, *, seconds: float, clients: int) -> Iterator[str]:
    """Both in turns. The server's reading is done by as many processes as the library's."""
    stock = default_stock()
    resumes = [generate(seed, layout, stock=stock).pdf for layout in LAYOUTS for seed in range(2)]
    jobs = default_jobs()
    os.environ["RECOGNIZER_REQUESTS_PER_MINUTE"] = _MANY
    os.environ["RECOGNIZER_THREADS"] = str(clients)
    server, library, memory, spent = Taken(), Taken(), list[int](), 0.0
    running = Server(folder, database, jobs, answer_seconds=_PATIENCE)
    with Pool(load_quietly, size=jobs) as pool:
        pool.start()
        running.start()
        assert running.process is not None
        process = running.process.pid
        sent, read = count(), count()
        upload = partial(uploading, running.address, resumes, sent)
        bare = partial(reading, pool, resumes, read)
        turn(clients, 2.0, bare, Taken())
        turn(clients, 2.0, upload, Taken())  # both are warm
        for _ in range(max(1, round(seconds / _TURN_SECONDS))):
            length = min(seconds, _TURN_SECONDS)
            turn(clients, length, bare, library)
            before = cpu_seconds(process)
            with sampled(process) as seen:
                turn(clients, length, upload, server)
            spent += cpu_seconds(process) - before
            memory += seen
        running.stop()
    yield from lines(server, library, memory, spent)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=30.0, help="for each of the two")
    parser.add_argument("--clients", type=int, default=50, help="uploads at the same time")
    parser.add_argument("--database", help="SQLAlchemy URL; SQLite by default")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = asked.database or f"sqlite:///{folder / 'recognizer.db'}"
        print(f"{asked.clients} at once for {asked.seconds:.0f} s, {default_jobs()} processes")
        for line in measure(folder, database, seconds=asked.seconds, clients=asked.clients):
            print(line, flush=True)


if __name__ == "__main__":
    main()
