"""`recognizer serve`: reading processes, the app and a WSGI server, ended in order by a signal."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

from recognizer.errors import SettingsError
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from recognizer.web import create_app
from recognizer.web.config import ServerSettings
from recognizer.web.listening import listen
from recognizer.web.reading import PooledReader, load_reading
from recognizer.web.services import Services
from recognizer.workers import Pool, default_jobs

_CLEAN_EVERY = 3_600.0
"""How often what is past its time is deleted, in seconds."""

log = logging.getLogger("recognizer.web")


def serve(settings: ServerSettings, limits: Settings, ready: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM; `ready` is called with the address once it listens.

    Raises SettingsError when it must not start: an open address without accounts or secret, a
    database that does not answer, a port that is taken.
    """
    settings.signing_key()
    taxonomy = Taxonomy.load(limits.taxonomy_dir)
    pool = Pool(load_reading, settings=limits, size=settings.workers or default_jobs())
    services = Services.start(settings, limits, taxonomy, PooledReader(pool))
    stopping = threading.Event()
    try:
        _refuse_open_address(settings, services)
        server, port = listen(create_app(services), settings)
        pool.start()
        threading.Thread(target=_clean, args=(services, stopping), daemon=True).start()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _end)
        ready(f"http://{_shown(settings.host)}:{port}")
        server.run()
    finally:
        stopping.set()
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


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)  # the server finishes what it answers and returns


def _clean(services: Services, stopping: threading.Event) -> None:
    while not stopping.wait(_CLEAN_EVERY):
        services.forget_old()


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
