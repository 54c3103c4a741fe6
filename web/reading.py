"""What the reading processes do for the server: reports with and without names, pictures of pages.

The processes are those of bulk runs (`recognizer.workers`): without network, limited in memory and
time, killed and replaced; here they also run behind the pages in priority.
"""

from __future__ import annotations

import contextlib
import logging
import os
from concurrent.futures import CancelledError, Future
from dataclasses import asdict
from functools import partial
from typing import Any, Literal

from recognizer.errors import RecognizerError, UnreadableResume
from recognizer.settings import Settings
from recognizer.web.batches import said_of
from recognizer.web.outcomes import Failed, PagePicture, Read
from recognizer.workers import Pool

_NICE = 5
"""How far reading stands back, so that pages answer while many résumés are read."""

log = logging.getLogger("recognizer.web")


def load_reading(settings: Settings) -> Any:
    """What each process does once; then one call per step of a document."""
    from recognizer.pipeline import Recognizer

    recognizer = Recognizer.load(settings)
    if hasattr(os, "nice"):  # only now: somebody may wait for a process that takes another's place
        with contextlib.suppress(OSError):
            os.nice(_NICE)
    return partial(_answer, recognizer)


def _answer(
    recognizer: Any, content: bytes, *, name: str, step: Literal["read", "pictures"]
) -> Read | tuple[PagePicture, ...]:
    if step == "pictures":
        from recognizer.web.pictures import draw

        return draw(content, recognizer.settings.max_pages)
    from recognizer.blind import blind

    examined = recognizer.examine(content, name=name)
    return Read(
        report=examined.report.to_json().decode(),
        blind_report=blind(examined.report, examined.personal).to_json().decode(),
        hidden=tuple((mark.page, *mark.bbox) for mark in examined.personal.marks),
        versions=asdict(examined.report.versions),
    )


class PooledReader:
    """Does jobs in a pool of processes; the dispatcher's threads wait for them.

    A `size` of 0 does none: others read.
    """

    def __init__(self, pool: Pool, size: int | None = None) -> None:
        self._pool = pool
        self.size = pool.size if size is None else size

    def read(self, name: str, content: bytes) -> Read | Failed:
        """The reports of one résumé, or why it could not be read."""
        return _outcome(self._pool.submit(content, name=name, step="read"))

    def read_within(self, name: str, content: bytes, seconds: float) -> Read | Failed | None:
        """The same, or None when it did not come to that in time, or the pool was closed."""
        try:
            found = self._pool.submit(content, name=name, step="read")
            try:
                return _outcome(found, seconds)
            except TimeoutError:
                found.cancel()
        except (RecognizerError, CancelledError) as error:
            log.error("a file could not be read at once: %s", type(error).__name__)
        return None

    def pictures(self, name: str, content: bytes) -> tuple[PagePicture, ...]:
        """Its pages as pictures; none when drawing failed or had to be stopped."""
        try:
            drawn: tuple[PagePicture, ...] = self._pool.submit(
                content, name=name, step="pictures"
            ).result()
        except RecognizerError:
            return ()
        return drawn


def _outcome(found: Future[Any], seconds: float | None = None) -> Read | Failed:
    try:
        read: Read = found.result(seconds)
    except UnreadableResume as error:
        return Failed(error.code, said_of(error))
    return read
