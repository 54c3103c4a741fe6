"""Many files → outcomes in input order, read by a pool of worker processes (`workers.py`).

One bad file never stops the rest: its outcome holds the error. Programs that call `read_many` from
a script need the usual `if __name__ == "__main__":` guard of multiprocessing.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recognizer.errors import UnreadableResume
from recognizer.report import Report
from recognizer.settings import Settings
from recognizer.worker_process import Load, Read, load_recognizer
from recognizer.workers import Pool

if TYPE_CHECKING:
    from recognizer.role import Role

_AHEAD = 64
"""Files per worker that may be finished before an earlier one: bounds the memory of the order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a report or the error, never both. `file` is the path as given."""

    file: str
    report: Report | None
    error: UnreadableResume | None = None

    @property
    def result(self) -> Report | UnreadableResume:
        """The one of the two that there is."""
        result = self.report or self.error
        assert result is not None
        return result


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, and how many of other kinds the folders hold, by suffix ("" for none)."""

    files: tuple[Path, ...]
    others: Mapping[str, int]


def find_files(paths: Iterable[Path]) -> Found:
    """The files to read: folders give their *.pdf recursively and sorted, files stand as given.

    A file that is reached twice is kept once, at its first place. A folder that may not be
    listed is kept as if it were a file, so that it shows up among the errors. What else folders
    hold is counted by suffix, hidden files apart.
    """
    found: dict[str, Path] = {}
    others: dict[str, str] = {}
    for path in paths:
        if not path.is_dir():
            found.setdefault(os.path.realpath(path), path)
            continue
        for file in _files_below(path):
            if file.suffix.lower() == ".pdf" or file.is_dir():
                found.setdefault(os.path.realpath(file), file)
            elif not file.name.startswith("."):
                others[os.path.realpath(file)] = file.suffix.lower()
    left = Counter(suffix for file, suffix in others.items() if file not in found)
    return Found(tuple(found.values()), dict(sorted(left.items())))


def _files_below(folder: Path) -> list[Path]:
    """Its files, and the folders in it that may not be listed, sorted."""
    refused: list[Path] = []

    def refuse(error: OSError) -> None:
        refused.append(Path(error.filename))

    files = [
        path
        for parent, _, names in os.walk(folder, onerror=refuse)
        for path in (Path(parent, name) for name in names)
        if path.is_file()
    ]
    return sorted(files + refused)


def load_reader(settings: Settings, *, blind: bool = False, role: Role | None = None) -> Read:
    """The same with options of `Recognizer.recognize`; for `load`, bind them with `partial`."""
    from recognizer.pipeline import Recognizer

    return partial(Recognizer.load(settings).recognize, blind=blind, role=role)


def read_many(
    files: Iterable[Path],
    *,
    settings: Settings | None = None,
    jobs: int | None = None,
    load: Load = load_recognizer,
    **options: Any,
) -> Iterator[Outcome]:
    """One outcome per file, in input order. Raises RecognizerError when no worker can start.

    `load` runs in each worker, so it must be a function of a module; `options` are those of
    `Recognizer.recognize`.
    """
    with Pool(load, settings=settings, size=jobs) as pool:
        flying: deque[tuple[Path, Future[Report]]] = deque()
        for file in files:
            flying.append((file, pool.submit(file, **options)))
            if len(flying) >= _AHEAD * pool.size:
                yield _outcome(*flying.popleft())
        while flying:
            yield _outcome(*flying.popleft())


def _outcome(file: Path, future: Future[Report]) -> Outcome:
    try:
        return Outcome(str(file), future.result())
    except UnreadableResume as error:
        return Outcome(str(file), None, error)
