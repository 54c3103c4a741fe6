"""What the pages and the endpoint work with, made once for a server."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import cast

from flask import current_app

from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from recognizer.web import audit
from recognizer.web.accounts import Accounts
from recognizer.web.badges import Badges
from recognizer.web.batches import Batches
from recognizer.web.config import ServerSettings
from recognizer.web.courier import Courier
from recognizer.web.database import Database
from recognizer.web.dispatch import Dispatcher, Reader
from recognizer.web.jobs import Queue
from recognizer.web.keys import Keys
from recognizer.web.once import Once
from recognizer.web.progress import Progress
from recognizer.web.reviews import Reviews
from recognizer.web.viewings import Viewings
from recognizer.web.webhooks import Webhooks

_KEY = "recognizer"


@dataclass(frozen=True, slots=True)
class Services:
    """The parts, each knowing only those it needs."""

    settings: ServerSettings
    limits: Settings
    database: Database
    accounts: Accounts
    batches: Batches
    reviews: Reviews
    dispatcher: Dispatcher
    taxonomy: Taxonomy
    keys: Keys
    once: Once
    progress: Progress
    webhooks: Webhooks
    courier: Courier
    viewings: Viewings
    badges: Badges
    ending: threading.Event = field(default_factory=threading.Event)
    """Set when the server was told to stop: it takes no new requests."""

    @classmethod
    def start(
        cls, settings: ServerSettings, limits: Settings, taxonomy: Taxonomy, reader: Reader
    ) -> Services:
        """Opens the database and begins to work on what is queued in it."""
        badges = Badges(settings, limits, taxonomy)
        database = Database.open(settings.url)
        dispatcher = Dispatcher(Queue(database, settings), reader)
        webhooks = Webhooks(database, settings)
        made = cls(
            settings=settings,
            limits=limits,
            database=database,
            accounts=Accounts(database, settings),
            batches=Batches(database, settings),
            reviews=Reviews(database, settings),
            dispatcher=dispatcher,
            taxonomy=taxonomy,
            keys=Keys(database),
            once=Once(database),
            progress=Progress(database, settings),
            webhooks=webhooks,
            courier=Courier(webhooks, insecure=settings.webhook_insecure),
            viewings=Viewings(database),
            badges=badges,
        )
        made.forget_old()
        dispatcher.start()
        if settings.webhooks:
            made.courier.start()
        return made

    def forget_old(self) -> None:
        """Deletes what is past its time."""
        self.batches.forget_old()
        self.accounts.forget_old()
        self.once.forget_old()
        audit.forget_old(self.database, self.settings)

    def stop(self) -> None:
        """Finishes what is under way and closes the database."""
        self.ending.set()
        self.dispatcher.stop()
        self.courier.stop()
        self.database.close()


def keep_in(app: object, made: Services) -> None:
    """Lays the services down for `services`."""
    app.extensions[_KEY] = made  # type: ignore[attr-defined]


def services() -> Services:
    """Those of the app that answers this request."""
    return cast(Services, current_app.extensions[_KEY])
