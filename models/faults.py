"""Kills readers, the server or all of it at random moments in mid-batch, and counts the results.

    python -m models.faults --rounds 20 [--database URL] [--seed 1]

Each round sends invented résumés to a real server, kills with SIGKILL somewhere between the upload
and its end, starts again what was killed, and sends the upload again as a program would that got
no answer. Then every file must have exactly one result, and the audit exactly one line for it.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
from sqlalchemy import func, select

from models.synthetic import generate
from recognizer.web.database import Database
from recognizer.web.tables import ENDED, AuditEntry, Batch, Document, Upload

Victim = Literal["reader", "server", "everything"]
VICTIMS: tuple[Victim, ...] = ("reader", "server", "everything")
_PATIENCE = 180.0
"""Seconds until a round is given up: a lease's fifteen, the start, and a busy machine."""
_READER = b"multiprocessing.spawn"
"""In the command line of every reading process."""
_LATER = 0.15
"""Seconds that the kill comes after the file it waits for, at most: while the next are read."""


class Broken(AssertionError):
    """A file without a result, or with two."""


@dataclass
class Server:
    """`recognizer serve` in a process group of its own, on one folder and database."""

    folder: Path
    database: str
    jobs: int = 2
    answer_seconds: float = 2.0
    """A killed request counts as under way for as long as it might have taken."""
    process: subprocess.Popen[str] | None = None
    address: str = ""

    def start(self) -> None:
        """Returns once it listens."""
        command = [sys.executable, "-m", "recognizer", "serve", "--port", "0"]
        command += ["--jobs", str(self.jobs), "--data", str(self.folder)]
        command += ["--database", self.database]
        brief = {**os.environ, "RECOGNIZER_ANSWER_SECONDS": str(self.answer_seconds)}
        self.process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, start_new_session=True, env=brief
        )
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        if not said.startswith("Ready: "):
            raise RuntimeError(f"the server did not start: {said}")
        self.address = said.split()[1]

    def readers(self) -> tuple[int, ...]:
        """Process ids of its reading processes (proc(5): children of each of its threads)."""
        assert self.process is not None
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        children = [pid for path in threads for pid in _text_of(path).split()]
        return tuple(int(pid) for pid in children if _READER in _command_of(pid))

    def kill(self, victim: Victim, chance: random.Random) -> None:
        """Kills with SIGKILL; a dead server is not started again here."""
        assert self.process is not None
        if victim == "reader":
            while not (readers := self.readers()):  # one that grew is being replaced
                time.sleep(0.01)
            with suppress(ProcessLookupError):
                os.kill(chance.choice(readers), signal.SIGKILL)
            return
        if victim == "server":
            self.process.kill()
        else:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def stop(self) -> None:
        """Ends it in order."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.communicate(timeout=_PATIENCE)


def _text_of(path: Path) -> str:
    with suppress(OSError):  # the thread has ended
        return path.read_text("ascii")
    return ""


def _command_of(pid: str) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@contextmanager
def _running(folder: Path, database: str) -> Iterator[Server]:
    server = Server(folder, database)
    server.start()
    try:
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()


def run(folder: Path, database: str, rounds: int, files: int, seed: int) -> Iterator[str]:
    """A line for each round. Raises Broken."""
    chance = random.Random(seed)
    store = Database.open(database)
    resumes = [generate(number, "one_column").pdf for number in range(files)]
    with _running(folder, database) as server:
        for number in range(rounds):
            victim = VICTIMS[number % len(VICTIMS)]
            yield f"round {number + 1}: {_round(server, store, resumes, victim, chance, number)}"
    store.close()


def _round(
    server: Server,
    store: Database,
    resumes: list[bytes],
    victim: Victim,
    chance: random.Random,
    number: int,
) -> str:
    after = chance.randrange(-1, len(resumes) - 1)
    key = f"faults-{number}"
    batch = _sent(server, resumes, key) if after >= 0 else None
    if batch is None:
        _sent_and_dropped(server, resumes, key)
    else:
        _wait(store, batch, after)
    time.sleep(chance.uniform(0.0, _LATER))
    ended = _count(store, batch) if batch else 0
    server.kill(victim, chance)
    if victim != "reader":
        server.start()
    again = _sent(server, resumes, key)
    if batch is not None and again != batch:
        raise Broken(f"the same request made two batches: {batch}, {again}")
    _wait(store, again, len(resumes))
    attempts = _check(store, again, len(resumes))
    when = f"after {ended} of {len(resumes)} files" if batch else "in the upload"
    return (
        f"{victim} killed {when}; "
        f"then {len(resumes)} results, attempts {dict(sorted(attempts.items()))}"
    )


def _form(resumes: list[bytes]) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [
        ("files", (f"{place}.pdf", content, "application/pdf"))
        for place, content in enumerate(resumes)
    ]


def _sent(server: Server, resumes: list[bytes], key: str) -> str:
    """The batch's id; asked again while the first request with this key counts as under way."""
    end = time.monotonic() + _PATIENCE
    while True:
        answer = httpx.post(
            f"{server.address}/api/v1/batches",
            files=_form(resumes),
            headers={"Idempotency-Key": key},
            timeout=_PATIENCE,
        )
        if answer.status_code == 202:
            return str(answer.json()["id"])
        if answer.status_code not in (409, 429, 503) or time.monotonic() > end:
            raise Broken(f"the upload was answered with {answer.status_code}")
        time.sleep(float(answer.headers.get("Retry-After", "1")))


def _sent_and_dropped(server: Server, resumes: list[bytes], key: str) -> None:
    """Sends without waiting for the answer: the kill comes in the middle of it."""
    with suppress(httpx.TransportError):
        httpx.post(
            f"{server.address}/api/v1/batches",
            files=_form(resumes),
            headers={"Idempotency-Key": key},
            timeout=httpx.Timeout(_PATIENCE, read=0.02),
        )


def _count(store: Database, batch: str) -> int:
    """How many files have a result."""
    query = select(func.count()).where(Document.batch_id == batch, Document.state.in_(ENDED))
    with store.session(writes=False) as session:
        return session.scalar(query) or 0


def _wait(store: Database, batch: str, wanted: int) -> None:
    end = time.monotonic() + _PATIENCE
    while _count(store, batch) < wanted:
        if time.monotonic() > end:
            raise Broken(f"files of {batch} have no result after {_PATIENCE:.0f} s")
        time.sleep(0.01)


def _check(store: Database, batch: str, total: int) -> Counter[int]:
    """How often files were tried. Raises Broken."""
    with store.session(writes=False) as session:
        found = session.execute(
            select(Document.id, Document.state, Document.attempts, Document.report.is_not(None))
            .where(Document.batch_id == batch)
            .order_by(Document.position)
        ).all()
        ids = [row[0] for row in found]
        lines = Counter(
            session.scalars(
                select(AuditEntry.subject).where(
                    AuditEntry.subject.in_(ids), AuditEntry.action.in_(("read", "failed"))
                )
            )
        )
        kept = session.scalar(select(func.count()).where(Upload.document_id.in_(ids)))
        batches = session.scalar(select(func.count()).select_from(Batch))
        all_documents = session.scalar(select(func.count()).select_from(Document))
    if len(ids) != total or any(not (row[1] == "done" and row[3]) for row in found):
        raise Broken(f"{batch}: {[row[1] for row in found]}")
    if set(lines.values()) != {1} or len(lines) != total:
        raise Broken(f"{batch}: a result was written {sorted(set(lines.values()))} times")
    if kept or all_documents != (batches or 0) * total:
        raise Broken(f"{batch}: {kept} files left behind, {all_documents} documents in all")
    return Counter(row[2] for row in found)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--files", type=int, default=12, help="résumés of one batch")
    parser.add_argument("--database", help="SQLAlchemy URL of an empty database; SQLite by default")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = asked.database or f"sqlite:///{folder / 'recognizer.db'}"
        for line in run(folder, database, asked.rounds, asked.files, asked.seed):
            print(line, flush=True)
    print(f"{asked.rounds} rounds, {asked.rounds * asked.files} files: each has exactly one result")


if __name__ == "__main__":
    main()
