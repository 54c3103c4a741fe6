"""Badge files that programs send: checked while they wait, a few at a time, and not kept.

It happens in the request's own thread: the packages that check proofs bound their work, a record of
many badges is left after ten seconds, and a process that reads résumés must not use the network.
"""

from __future__ import annotations

import threading

from recognizer.badge_result import BadgeReport
from recognizer.badges import BadgeChecker
from recognizer.errors import BadgesNotInstalled
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from recognizer.web.config import ServerSettings

_AT_ONCE = 2
"""Files that are checked at the same time, so that pages answer beside them."""
_WAIT_SECONDS = 10.0
"""Longest wait for that: threads that wait are missing elsewhere."""


class Busy(Exception):
    """Others are being checked, and the time for waiting is over."""


class Badges:
    """Checks badge files. Raises TrustError when made with a list that cannot be read."""

    def __init__(self, settings: ServerSettings, limits: Settings, taxonomy: Taxonomy) -> None:
        self._wait = min(_WAIT_SECONDS, settings.answer_seconds)
        self._free = threading.BoundedSemaphore(_AT_ONCE)
        self._checker: BadgeChecker | None = None
        try:
            self._checker = BadgeChecker.load(
                limits,
                taxonomy=taxonomy,
                trust=settings.badge_trust,
                online=settings.badge_online,
            )
        except BadgesNotInstalled:
            if settings.badge_online or settings.badge_trust is not None:
                raise

    def check(self, content: bytes, *, name: str, email: str | None) -> BadgeReport:
        """The result of one file.

        Raises BadgesNotInstalled, Busy, or an UnreadableFile for a file that holds no badge.
        """
        if self._checker is None:
            raise BadgesNotInstalled
        if not self._free.acquire(timeout=self._wait):
            raise Busy
        try:
            return self._checker.check(content, name=name, email=email)
        finally:
            self._free.release()
