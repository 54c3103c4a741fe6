"""What the reading processes do for the server: reports with and without names, pictures of pages.

The processes are those of bulk runs (`recognizer.workers`): without network, limited in memory and
time, killed and replaced; here they also run behind the pages in priority.
"""

from __future__ import annotations

import contextlib
import os
from functools import partial
from typing import Any, Literal

from recognizer.errors import RecognizerError, UnreadableResume
from recognizer.settings import Settings
from recognizer.web.batches import said_of
from recognizer.web.jobs import Failed, PagePicture, Read
from recognizer.workers import Pool

_NICE = 5
"""How far reading stands back, so that pages answer while many résumés are read."""


def load_reading(settings: Settings) -> Any:
    """What each process does once; then one call per step of a document."""
    from recognizer.pipeline import Recognizer

    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(_NICE)
    return partial(_answer, Recognizer.load(settings))


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
        try:
            found: Read = self._pool.submit(content, name=name, step="read").result()
        except UnreadableResume as error:
            return Failed(error.code, said_of(error))
        return found

    def pictures(self, name: str, content: bytes) -> tuple[PagePicture, ...]:
        """Its pages as pictures; none when drawing failed or had to be stopped."""
        try:
            drawn: tuple[PagePicture, ...] = self._pool.submit(
                content, name=name, step="pictures"
            ).result()
        except RecognizerError:
            return ()
        return drawn
