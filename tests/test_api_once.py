"""Idempotency-Key: the same request again, another one, one still under way, one left behind."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from calling import BATCHES, REPORTS, Program, problem
from hostile import encrypted, resume
from recognizer.web import create_app
from recognizer.web.once import KEPT, Once, OtherRequest, StillBusy
from recognizer.web.tables import IdempotentRequest, now
from served import services

RESUME, OTHER = resume(), resume(("Bob Example", "Certifications", "PMP, PMI, 2020"))
KEY = {"Idempotency-Key": "application-4711"}


def test_once_a_report_is_answered_again(program: Any) -> None:
    first = program.read(RESUME, "?name=ada.pdf", **KEY)
    again = program.read(RESUME, "?name=ada.pdf", **KEY)
    assert (again.status_code, again.data) == (200, first.data)
    assert again.headers["Location"] == first.headers["Location"]
    assert program.read(RESUME).headers["Location"] != first.headers["Location"]


def test_once_a_form_is_the_same_with_another_boundary(program: Any) -> None:
    first, again = (
        program.post(
            REPORTS,
            data=b"--%b\r\nContent-Disposition: form-data; name=file; filename=ada.pdf\r\n\r\n%b"
            b"\r\n--%b--\r\n" % (edge, RESUME, edge),
            content_type=f"multipart/form-data; boundary={edge.decode()}",
            headers=KEY,
        )
        for edge in (b"one", b"two")
    )
    assert first.status_code == 200
    assert again.headers["Location"] == first.headers["Location"]


@pytest.mark.parametrize(
    ("content", "query"),
    [(OTHER, "?name=ada.pdf"), (RESUME, "?name=bob.pdf"), (RESUME, "?name=ada.pdf&blind=true")],
)
def test_once_another_request_is_refused(program: Any, content: bytes, query: str) -> None:
    assert program.read(RESUME, "?name=ada.pdf", **KEY).status_code == 200
    problem(program.read(content, query, **KEY), 422, "idempotency_key_reused")


def test_once_a_failure_is_answered_again(program: Any) -> None:
    first = problem(program.read(encrypted(), **KEY), 422, "encrypted_pdf")
    again = problem(program.read(encrypted(), **KEY), 422, "encrypted_pdf")
    assert again["report_id"] == first["report_id"]


def test_once_a_batch_is_answered_again(program: Any) -> None:
    files = (("ada.pdf", RESUME), ("bob.pdf", OTHER))
    first, again = (
        program.call(
            "POST",
            BATCHES,
            data={"files": [(__import__("io").BytesIO(c), n) for n, c in files]},
            content_type="multipart/form-data",
            headers=KEY,
        )
        for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.headers["Location"] == again.headers["Location"]
    assert first.json["total"] == again.json["total"] == 2


def test_once_keys_are_their_owners(endpoint: Any, program: Any) -> None:
    other = Program.new(*endpoint)
    mine, theirs = program.read(RESUME, **KEY), other.read(RESUME, **KEY)
    assert mine.headers["Location"] != theirs.headers["Location"]
    assert other.read(OTHER, Idempotency_Key="another").status_code == 200
    assert program.read(RESUME, Idempotency_Key="another").status_code == 200


def test_once_a_deleted_report_is_made_anew(program: Any) -> None:
    first = program.read(RESUME, **KEY)
    program.delete(first.headers["Location"])
    again = program.read(RESUME, **KEY)
    assert again.data == first.data and again.headers["Location"] != first.headers["Location"]


def test_once_a_request_under_way_is_not_done_twice(shared_reading: Any, tmp_path: Path) -> None:
    with services(tmp_path, shared_reading) as made:
        program, answers = Program(create_app(made), made), []

        def ask() -> None:
            answers.append(program.read(RESUME, **KEY))

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        read = [answer for answer in answers if answer.status_code == 200]
        for answer in answers:
            if answer.status_code != 200:
                problem(answer, 409, "in_flight")
                assert int(answer.headers["Retry-After"]) > 0
        assert len({answer.headers["Location"] for answer in read}) == 1
        assert len(made.batches.recent("local")) == 1


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "é"])
def test_once_the_key_has_a_form(program: Any, key: str) -> None:
    said = problem(program.read(RESUME, Idempotency_Key=key), 422, "invalid")
    assert said["errors"] == [{**said["errors"][0], "in": "header"}]


def test_once_a_refused_request_leaves_the_key_free(program: Any) -> None:
    problem(program.read(RESUME, "?role=%7B", **KEY), 422, "role")
    assert program.read(OTHER, **KEY).status_code == 200


def test_once_what_a_dead_server_left_is_taken_over(endpoint: Any) -> None:
    _, made = endpoint
    once = Once(made.database)
    ticket = once.begin("key:a", "reports", "k", "same", seconds=60)
    assert ticket.batch is None
    with pytest.raises(StillBusy):
        once.begin("key:a", "reports", "k", "same", seconds=60)
    with pytest.raises(OtherRequest):
        once.begin("key:a", "reports", "k", "other", seconds=60)
    past = update(IdempotentRequest).where(IdempotentRequest.owner == "key:a")
    with made.database.session() as session:
        session.execute(past.values(busy_until=now() - timedelta(seconds=1)))
    assert once.begin("key:a", "reports", "k", "other", seconds=60).batch is None


def test_once_a_key_is_forgotten_after_a_day(endpoint: Any, program: Any) -> None:
    _, made = endpoint
    first = program.read(RESUME, **KEY)
    with made.database.session() as session:
        session.execute(update(IdempotentRequest).values(created=now() - KEPT * 2))
    again = program.read(OTHER, **KEY)
    assert again.status_code == 200 and again.headers["Location"] != first.headers["Location"]
    with made.database.session() as session:
        session.execute(update(IdempotentRequest).values(created=now() - KEPT * 2))
    made.once.forget_old()
    with made.database.session(writes=False) as session:
        assert session.query(IdempotentRequest).count() == 0
