"""One run of `recognizer score`: begun or gone on with, read, written, with its papers.

While it runs, everything that is done lies in a journal beside the results; the results appear
whole, and then the journal goes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recognizer import manifest, result_files
from recognizer.bulk import Run, read_all
from recognizer.errors import RecognizerError
from recognizer.export import Format
from recognizer.inputs import Finder
from recognizer.journal import Journal
from recognizer.tallying import Counts
from recognizer.workers import default_jobs


@dataclass(frozen=True, slots=True)
class Scoring:
    """What is asked: where the results go, in which form, and how files are read."""

    out: Path
    kind: Format
    run: Run

    @property
    def journal_path(self) -> Path:
        """Where the journal lies while it runs."""
        return self.out.with_name(f"{self.out.name}.journal")

    @property
    def outputs(self) -> tuple[Path, ...]:
        """Every file that a finished run leaves."""
        tables = result_files.result_paths(self.out, self.kind)
        return (*tables, manifest.manifest_path(self.out))

    @property
    def partial(self) -> Path:
        """Where the results of a run that was stopped go."""
        return self.out.with_name(f"{self.out.stem}.partial{self.out.suffix}")

    def begin(self, given: Iterable[str], said: list[str]) -> Journal:
        """A new journal with every file behind the paths given. `said` is how they were given.

        Raises RecognizerError when one of them is where the results go.
        """
        journal = Journal.create(self.journal_path, self._asked(said))
        try:
            finder = Finder(max_bytes=self.run.settings.max_bytes)
            taken = {path.name: os.path.realpath(path) for path in self.outputs}
            for item in finder.find(given):
                own = taken.get(item.name)
                if own is not None and item.member is None and os.path.realpath(item.place) == own:
                    raise RecognizerError(
                        f"{item.file} is one of the files to read. Give another --out."
                    )
                journal.add(item)
            journal.seal(finder.others)
        except BaseException:
            journal.remove()
            raise
        return journal

    def go_on(self, said: list[str]) -> Journal | None:
        """The journal of the interrupted run; None when it ended before all files were listed.

        Raises RecognizerError when another run is still writing it, or when it was begun with
        other files, settings or versions.
        """
        journal = Journal.open(self.journal_path)
        try:
            if not journal.sealed:
                journal.close()
                return None
            said = said or journal.run["given"]
            self._same(manifest.differences(journal.run, self._asked(said)), "was begun")
        except BaseException:
            journal.close()
            raise
        return journal

    def finished(self) -> dict[str, Any] | None:
        """The manifest of results that are there already; None when there are none.

        Raises RecognizerError when they were made with other settings or versions.
        """
        if not all(path.exists() for path in self.outputs):
            return None
        found = manifest.read(self.out)
        now = self._asked(found["given"])
        self._same(manifest.differences({name: found[name] for name in now}, now), "was made")
        return found

    def _asked(self, said: list[str]) -> dict[str, Any]:
        return {"given": said, **manifest.asked(self.run.settings, self.run.options)}

    def _same(self, other: list[str], how: str) -> None:
        if other:
            raise RecognizerError(
                f"{self.out} {how} with {', '.join(other)}. Give the same as then to go on, or "
                "--overwrite without --resume to begin anew."
            )

    def read(self, journal: Journal) -> Iterator[str | None]:
        """Reads what is missing; yields each error code, None for a file that was read."""
        return read_all(journal, self.run)

    def write(self, journal: Journal, *, started: datetime, before: int, seconds: float) -> Counts:
        """Writes results and manifest, and removes the journal.

        `before` files were done when the run went on; reading the others took `seconds`.
        """
        counts = Counts()
        result_files.write(counts.watch(self._lines(journal)), self.out, self.kind)
        here = journal.total - before
        manifest.write(
            self.out,
            run=journal.run,
            items=(item for _, item in journal.items()),
            outputs=result_files.result_paths(self.out, self.kind),
            counts=counts.as_json() | {"other_kinds": journal.others},
            times={
                "started": started.isoformat(timespec="seconds"),
                "finished": datetime.now(UTC).isoformat(timespec="seconds"),
                "reading_seconds": round(seconds, 1),
                "files_a_second": round(here / seconds, 2) if seconds else None,
                "read_before": before,
                "jobs": self.run.jobs or default_jobs(),
                "cluster": self.run.scheduler is not None,
            },
        )
        for path in result_files.result_paths(self.partial, self.kind):
            path.unlink(missing_ok=True)
        journal.remove()
        return counts

    def _lines(self, journal: Journal) -> Iterator[bytes]:
        return journal.lines(named=not self.run.options.get("blind"))

    def write_partial(self, journal: Journal) -> Path:
        """Writes what is done so far beside the results to come; the journal stays."""
        result_files.write(self._lines(journal), self.partial, self.kind)
        return self.partial
