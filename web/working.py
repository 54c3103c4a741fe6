"""`recognizer work`: reads what is queued in a database, without page or endpoint.

Any number of these, on any number of machines, may share one PostgreSQL with servers.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable

from recognizer.settings import Settings
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.dispatch import Dispatcher
from recognizer.web.jobs import Queue
from recognizer.web.reading import PooledReader, load_reading
from recognizer.worker_limits import NO_WALLS
from recognizer.workers import SIGNAL_SECONDS, Pool, default_jobs

log = logging.getLogger("recognizer.web")


def work(settings: ServerSettings, limits: Settings, ready: Callable[[int], None]) -> None:
    """Reads until SIGINT or SIGTERM; `ready` is called with the number of processes.

    What is under way at the signal is finished. Raises SettingsError when the database does not
    answer, RecognizerError when no process can start.
    """
    database = Database.open(settings.url)
    pool = Pool(load_reading, settings=limits, size=settings.workers or default_jobs())
    dispatcher = Dispatcher(Queue(database, settings), PooledReader(pool))
    ending = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: ending.set())
    try:
        pool.start()
        dispatcher.start()
        ready(pool.size)
        if pool.walls == ():
            log.warning(NO_WALLS)
        while not ending.wait(SIGNAL_SECONDS):
            pass
    finally:
        dispatcher.stop()
        pool.close(finish=False)
        database.close()
