"""`webhook_url` of a batch: what is refused, and the whole way to a receiver."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from calling import BATCHES, PDF, Program, problem
from hostile import LINES, resume
from receiving import receiver
from recognizer.web import create_app
from served import Reading, held, services

FILES = (("ada.pdf", resume(LINES)), ("bad.pdf", b"no PDF"))
RECEIVER = "https://hooks.example.com/"


@pytest.fixture(scope="module")
def waiting(shared_reading: Reading) -> Iterator[tuple[Reading, threading.Event]]:
    """Reading that can be kept waiting."""
    with held(shared_reading) as (reading, go):
        go.set()
        yield reading, go


@pytest.fixture(scope="module")
def telling(
    waiting: tuple[Reading, threading.Event], new_database: Callable[[], str], tmp_path_factory: Any
) -> Iterator[Any]:
    """A server with webhooks switched on, also to this machine."""
    folder: Path = tmp_path_factory.mktemp("telling")
    options = {"webhooks": True, "webhook_insecure": True, "database_url": new_database()}
    with services(folder, waiting[0], **options) as made:
        yield create_app(made), made


def signing(app: Any, made: Any) -> tuple[Program, str]:
    id_, secret = made.keys.add("ats", ("read", "score"), per_minute=1_000)
    return Program(app, made, secret), made.webhooks.new_secret(id_)


def test_webhook_tells_a_receiver_where_to_ask(
    telling: Any, waiting: tuple[Reading, threading.Event]
) -> None:
    program, secret = signing(*telling)
    with receiver() as hook:
        waiting[1].clear()
        sent = program.send(*FILES, webhook_url=f"http://127.0.0.1:{hook.port}/")
        waiting[1].set()
        assert sent.status_code == 202
        assert sent.json["webhook"] == {"state": "waiting", "attempts": 0, "outcome": None}
        hook.wait_for(1)
    ((headers, body),) = hook.got
    said = Webhook(secret).verify(body, headers)
    assert said["data"] == {"id": sent.json["id"], "state": "done"}
    state = program.get(f"{BATCHES}/{said['data']['id']}").get_json()
    assert state["counts"]["done"] == state["counts"]["failed"] == 1


def test_webhook_of_a_repeated_request_is_sent_once(telling: Any) -> None:
    program, _ = signing(*telling)
    with receiver() as hook:
        places = set()
        for _ in range(3):
            headers = {"Idempotency-Key": "one-upload"}
            again = Program(program.app, program.services, program.secret, headers)
            sent = again.send(*FILES, webhook_url=f"http://127.0.0.1:{hook.port}/")
            places.add(sent.headers["Location"])
            program.finished(sent.headers["Location"])
        hook.wait_for(1)
        assert program.services.courier.send_due() == 0
    assert (len(places), len(hook.got)) == (1, 1)


def test_webhook_is_refused_where_it_is_switched_off(program: Any) -> None:
    said = problem(program.send(*FILES, webhook_url=RECEIVER), 422, "invalid")
    assert "switched off" in said["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("url", "word"),
    [("http://example.com/", "https"), ("https://10.0.0.8/", "public"), ("x" * 3_000, "2000")],
)
def test_webhook_to_another_kind_of_address_is_refused(
    shared_reading: Reading, tmp_path: Path, url: str, word: str
) -> None:
    with services(tmp_path, shared_reading, webhooks=True) as made:
        program, _ = signing(create_app(made), made)
        said = problem(program.send(*FILES, webhook_url=url), 422, "invalid")
        assert word in json.dumps(said["errors"])
        assert url not in json.dumps(said)


def test_webhook_needs_a_key_that_can_sign(telling: Any) -> None:
    program = Program.new(*telling)
    said = problem(program.send(*FILES, webhook_url=RECEIVER), 422, "invalid")
    assert "secret" in said["errors"][0]["detail"]


def test_webhook_belongs_to_batches_only(telling: Any) -> None:
    program, _ = signing(*telling)
    answer = program.post(
        f"/api/v1/reports?webhook_url={RECEIVER}", data=FILES[0][1], content_type=PDF
    )
    problem(answer, 422, "invalid")
