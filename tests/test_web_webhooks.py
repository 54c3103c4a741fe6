"""Webhooks: owed, signed, sent to a real receiver, tried again, given up; on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from receiving import Receiver, receiver
from recognizer.web import courier as module
from recognizer.web.batches import Batches, NewFile
from recognizer.web.config import ServerSettings
from recognizer.web.courier import Courier
from recognizer.web.database import Database
from recognizer.web.jobs import Queue
from recognizer.web.keys import Keys
from recognizer.web.outcomes import Failed
from recognizer.web.progress import Progress
from recognizer.web.tables import ApiKey, Delivery, now
from recognizer.web.webhooks import ATTEMPTS, Webhooks, wait_after


class Kept:
    """A database with a key that may be told of its batches."""

    def __init__(self, folder: Path, url: str) -> None:
        self.settings = ServerSettings.read(
            data_dir=folder, database_url=url, webhooks=True, webhook_insecure=True
        )
        self.database = Database.open(url)
        self.webhooks = Webhooks(self.database, self.settings)
        self.courier = Courier(self.webhooks, insecure=True)
        key, _ = Keys(self.database).add("ats", ("score",))
        self.owner = f"key:{key}"
        self.key = key
        self.secret = self.webhooks.new_secret(key)

    def add(self, url: str, files: int = 1) -> str:
        def owe(session: Any, batch: str) -> None:
            self.webhooks.owe(session, self.owner, batch, url)

        batches = Batches(self.database, self.settings)
        return batches.add(
            self.owner, [NewFile("jane.pdf", b"x")] * files, pictures=False, made=owe
        )

    def end_all(self) -> None:
        queue = Queue(self.database, self.settings)
        while job := queue.take():
            queue.finish(job, Failed("damaged_pdf", "It is damaged."))

    def let_time_pass(self) -> None:
        with self.database.session() as session:
            session.execute(update(Delivery).values(next_at=now() - timedelta(seconds=1)))

    def delivery(self, batch: str) -> Delivery:
        found = self.webhooks.of_batch(batch)
        assert found is not None
        return found


@pytest.fixture
def kept(tmp_path: Path, database_url: str) -> Iterator[Kept]:
    made = Kept(tmp_path, database_url)
    yield made
    made.database.close()


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


def test_webhook_is_sent_once_when_the_last_file_has_ended(kept: Kept, hook: Receiver) -> None:
    batch = kept.add(f"http://127.0.0.1:{hook.port}/hook?for=us", files=2)
    assert kept.courier.send_due() == 0, "nothing has ended"
    kept.end_all()
    assert kept.courier.send_due() == 1
    assert kept.courier.send_due() == 0
    ((headers, body),) = hook.got
    said = json.loads(body)
    assert (said["type"], said["data"]) == ("batch.ended", {"id": batch, "state": "done"})
    assert b"jane" not in body
    assert headers["host"] == f"127.0.0.1:{hook.port}"
    sent = kept.delivery(batch)
    assert (sent.state, sent.attempts, sent.outcome) == ("delivered", 1, "status 204")


def test_webhook_signature_is_that_of_the_standard(kept: Kept, hook: Receiver) -> None:
    kept.add(f"http://127.0.0.1:{hook.port}/")
    kept.end_all()
    kept.courier.send_due()
    ((headers, body),) = hook.got
    assert Webhook(kept.secret).verify(body, headers)["type"] == "batch.ended"
    with pytest.raises(WebhookVerificationError):
        Webhook(kept.secret).verify(body.replace(b"done", b"gone"), headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(kept.webhooks.new_secret(kept.key)).verify(body, headers)
    replayed = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 600)}
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(kept.secret).verify(body, replayed)


def test_webhook_says_that_a_batch_was_cancelled(kept: Kept, hook: Receiver) -> None:
    batch = kept.add(f"http://127.0.0.1:{hook.port}/")
    assert Progress(kept.database, kept.settings).cancel(kept.owner, batch)
    kept.courier.send_due()
    assert json.loads(hook.got[0][1])["data"]["state"] == "cancelled"


@pytest.mark.parametrize("first", [500, 429, 404, 302])
def test_webhook_is_tried_again_under_its_id(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    monkeypatch.setattr("recognizer.web.webhooks.wait_after", lambda _: 3_600.0)
    with receiver(first, 204) as hook:
        batch = kept.add(f"http://127.0.0.1:{hook.port}/")
        kept.end_all()
        assert kept.courier.send_due() == 1
        waiting = kept.delivery(batch)
        assert (waiting.state, waiting.outcome) == ("waiting", f"status {first}")
        assert len(hook.got) == 1, "no redirect is followed"
        assert kept.courier.send_due() == 0, "not yet"
        kept.let_time_pass()
        assert kept.courier.send_due() == 1
        assert kept.delivery(batch).state == "delivered"
        ids = {headers["webhook-id"] for headers, _ in hook.got}
        assert ids == {waiting.id}
        assert all(Webhook(kept.secret).verify(body, headers) for headers, body in hook.got)


def test_webhook_receiver_that_wants_no_more_is_left_alone(kept: Kept) -> None:
    with receiver(410) as hook:
        batch = kept.add(f"http://127.0.0.1:{hook.port}/")
        kept.end_all()
        kept.courier.send_due()
    assert (kept.delivery(batch).state, kept.delivery(batch).attempts) == ("failed", 1)


def test_webhook_is_given_up_after_a_day_and_sent_again_on_demand(kept: Kept) -> None:
    with receiver() as hook:
        port = hook.port
    batch = kept.add(f"http://127.0.0.1:{port}/")  # nobody listens there now
    kept.end_all()
    for _ in range(ATTEMPTS):
        kept.let_time_pass()
        assert kept.courier.send_due() == 1
    given_up = kept.delivery(batch)
    assert (given_up.state, given_up.attempts) == ("failed", ATTEMPTS)
    assert given_up.outcome == "ConnectError"
    kept.let_time_pass()
    assert kept.courier.send_due() == 0
    kept.webhooks.again(given_up.id)
    assert kept.courier.send_due() == 1


def test_webhook_waits_grow_to_about_a_day() -> None:
    waits = [wait_after(attempt) for attempt in range(1, ATTEMPTS)]
    assert 4 <= waits[0] <= 6
    assert max(waits) <= 12 * 3600
    assert 18 * 3600 <= sum(waits) <= 30 * 3600
    assert len({wait_after(5) for _ in range(20)}) > 1, "no two at the same moment"


def test_webhook_silent_receiver_is_left_in_time_and_others_are_served(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SECONDS", 5.0)
    with receiver(0) as silent, receiver() as good:
        first = kept.add(f"http://127.0.0.1:{silent.port}/")
        second = kept.add(f"http://127.0.0.1:{good.port}/")
        kept.end_all()
        assert kept.courier.send_due() == 2
    assert (kept.delivery(first).state, kept.delivery(first).outcome) == (
        "waiting",
        "no answer in time",
    )
    assert kept.delivery(second).state == "delivered"


def test_webhook_taken_by_a_server_that_died_is_sent_by_another(kept: Kept, hook: Receiver) -> None:
    batch = kept.add(f"http://127.0.0.1:{hook.port}/")
    kept.end_all()
    (lost,) = kept.webhooks.take(10)
    assert kept.webhooks.take(10) == ()
    kept.let_time_pass()
    assert kept.courier.send_due() == 1
    kept.webhooks.ended(lost, "too late", delivered=False, final=True)
    assert kept.delivery(batch).state == "delivered"


def test_webhook_goes_with_its_batch_and_ends_with_its_key(kept: Kept, hook: Receiver) -> None:
    batches = Batches(kept.database, kept.settings)
    deleted = kept.add(f"http://127.0.0.1:{hook.port}/")
    revoked = kept.add(f"http://127.0.0.1:{hook.port}/")
    kept.end_all()
    assert batches.delete(kept.owner, deleted)
    with kept.database.session() as session:
        session.execute(update(ApiKey).values(revoked=now()))
    assert kept.courier.send_due() == 0
    assert kept.webhooks.of_batch(deleted) is None
    assert kept.delivery(revoked).state == "failed"
    assert hook.got == []
