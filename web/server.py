"""`recognizer serve`: reading processes, the app and a WSGI server, ended in order by a signal."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from recognizer.errors import SettingsError
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from recognizer.web import create_app
from recognizer.web.config import ServerSettings
from recognizer.web.listening import drain, listen
from recognizer.web.reading import PooledReader, load_reading
from recognizer.web.services import Services
from recognizer.worker_limits import NO_WALLS
from recognizer.workers import Pool, default_jobs

_CLEAN_EVERY = 3_600.0
"""How often what is past its time is deleted, in seconds."""
_DRAIN_SECONDS = 20.0
"""Longest time that requests under way get to end after the signal to stop, in seconds."""
_SWITCH_SECONDS = 0.0001
"""How soon a thread lets another one compute. A reading process gets its next file from one of the
threads and stands idle until then; with Python's 5 ms a server at its limit answers 3 % less."""

log = logging.getLogger("recognizer.web")


def serve(settings: ServerSettings, limits: Settings, ready: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM; `ready` is called with the address once it listens.

    Raises SettingsError when it must not start: an open address without accounts or secret, a
    database that does not answer, a port that is taken.
    """
    _on_signal(_end_before_it_serves)
    settings.signing_key()
    taxonomy = Taxonomy.load(limits.taxonomy_dir)
    pool = Pool(load_reading, settings=limits, size=settings.workers or default_jobs())
    services = Services.start(settings, limits, taxonomy, PooledReader(pool, settings.workers))
    try:
        _refuse_open_address(settings, services)
        server, port = listen(create_app(services), settings)
        if settings.workers != 0:
            pool.start()
        sys.setswitchinterval(_SWITCH_SECONDS)
        gc.collect()
        gc.freeze()  # taxonomy and code stay: the collector need not walk them while it answers
        threading.Thread(target=_clean, args=(services,), daemon=True).start()
        _end_by_signal(services, server)
        ready(f"http://{_shown(settings.host)}:{port}")
        if pool.walls == ():
            log.warning(NO_WALLS)
        server.run()
    finally:
        services.stop()
        pool.close(finish=False)


def _refuse_open_address(settings: ServerSettings, services: Services) -> None:
    known = services.accounts.has_admin() or services.keys.any()
    if not settings.on_loopback and not known:
        raise SettingsError(
            f"Listening on {settings.host} needs an account or a key, because others can reach it. "
            "Make one with `recognizer accounts add NAME --admin` or `recognizer keys add NAME`, "
            "then start again."
        )


def _on_signal(act: Callable[[int, object], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, act)


def _end_before_it_serves(_number: int, _frame: object) -> None:
    """It reads what is queued from the first moment: that too ends in order, not by the signal."""
    raise SystemExit(0)


def _end_by_signal(services: Services, server: Any) -> None:
    """The first signal lets requests under way end; a second one does not wait for them."""

    def end(number: int, _frame: object) -> None:
        if services.ending.is_set():
            raise SystemExit(0)  # the WSGI server returns from its loop
        services.ending.set()
        threading.Thread(target=ended, args=(number,), daemon=True).start()

    def ended(number: int) -> None:
        drain(server, _DRAIN_SECONDS)
        os.kill(os.getpid(), number)

    _on_signal(end)


def _clean(services: Services) -> None:
    while not services.ending.wait(_CLEAN_EVERY):
        try:
            services.forget_old()
        except SQLAlchemyError as error:
            log.error("what is past its time could not be deleted: %s", type(error).__name__)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
