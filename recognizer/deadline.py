"""A clock that ends the reading of a file that would take minutes."""

from __future__ import annotations

import time


class DeadlineError(Exception):
    """Reading went past its deadline; the reader turns it into TimedOut."""


class Deadline:
    """Raises DeadlineError from `check` once `seconds` of wall time have passed."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Cheap enough to call for every operator of a page."""
        if time.monotonic() > self._end:
            raise DeadlineError
