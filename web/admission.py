"""Whether a large body may come in: asked once its head is there, before the body is.

Looking up a key or a sign-in asks the database, which may take its time. The server's one loop must
not wait for that, nor its threads, all of which may be busy with résumés: a thread of its own does.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TYPE_CHECKING

from flask import Flask

from recognizer.web.app import is_known

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = logging.getLogger("recognizer.web")


class Admission:
    """Says of one request after the other whether its sender is known to the app."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._asked: SimpleQueue[tuple[WSGIEnvironment, Callable[[bool], None]]] = SimpleQueue()
        threading.Thread(target=self._run, name="recognizer-admission", daemon=True).start()

    def ask(self, environ: WSGIEnvironment, tell: Callable[[bool], None]) -> None:
        """Has `tell` called, in another thread, with whether the sender is known.

        The app itself decides again once the body is there: a key may end meanwhile.
        """
        self._asked.put((environ, tell))

    def _run(self) -> None:
        while True:
            environ, tell = self._asked.get()
            try:
                with self._app.request_context(environ):
                    known = is_known()
            except Exception as error:  # the app will meet it too, and say so in its own words
                log.error("a sender could not be looked up: %s", type(error).__name__)
                known = True
            try:
                tell(known)
            except Exception as error:  # one connection that ended must not keep others waiting
                log.error("a sender could not be told: %s", type(error).__name__)
