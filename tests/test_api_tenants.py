"""Two keys over every call of the contract: nothing crosses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from calling import BATCHES, REPORTS, Program, problem
from hostile import resume

MARK = "QZX-4711-0815"
RESUME = resume(("Ada Example", "Certifications", f"CISSP, ISC2, 2021, Credential ID {MARK}"))


@pytest.fixture(scope="module")
def owned(endpoint: Any) -> tuple[Program, dict[str, str]]:
    """A program and the ids of what it owns."""
    program = Program.new(*endpoint)
    sent = program.send(("quodlibet.pdf", RESUME))
    program.finished(sent.headers["Location"])
    report = program.read(RESUME, "?name=quodlibet.pdf")
    assert MARK in report.text
    return program, {"batch": sent.json["id"], "report": report.headers["X-Report-Id"]}


def calls(app: Any) -> list[tuple[str, str]]:
    """(method, address) of every call in the published contract."""
    contract = json.loads(app.test_client().get("/openapi.json").data)
    return [
        (method.upper(), path)
        for path, item in contract["paths"].items()
        for method in item
        if method in ("get", "post", "put", "patch", "delete")
    ]


def test_tenants_see_nothing_of_each_other(endpoint: Any, owned: Any) -> None:
    app, made = endpoint
    owner, ids = owned
    stranger = Program.new(app, made, "read", "score", "admin")
    seen = calls(app)
    assert len(seen) >= 14
    concerning = []
    for method, path in seen:
        address = path.format(
            **ids, credential="coursera-stanford-machine-learning", provider="coursera"
        )
        answer = stranger.call(method, address)
        assert MARK not in answer.text and "quodlibet" not in answer.text, (method, path)
        if "{report}" in path or "{batch}" in path:
            problem(answer, 404, "not_found")
            concerning.append((method, path))
    assert len(concerning) == 6
    assert owner.get(f"{REPORTS}/{ids['report']}").status_code == 200
    assert owner.get(f"{BATCHES}/{ids['batch']}").json["state"] == "done", "nothing was cancelled"


def test_tenants_are_not_the_pages_either(endpoint: Any, owned: Any) -> None:
    _, made = endpoint
    _, ids = owned
    for owner in ("local", "account:1", "key:", "key:other"):
        assert made.batches.find(owner, ids["batch"]) is None
        assert made.batches.document(owner, ids["report"]) is None
        assert made.progress.tally(owner, ids["batch"]) is None
        assert made.progress.page(owner, ids["batch"], 0, 10) is None
        assert not made.progress.cancel(owner, ids["batch"])
        assert not made.batches.delete(owner, ids["batch"])
        assert not made.batches.delete_document(owner, ids["report"])


def test_tenants_cannot_tell_another_id_from_none(endpoint: Any, owned: Any) -> None:
    _, ids = owned
    stranger = Program.new(*endpoint)
    said = [
        problem(stranger.get(f"{REPORTS}/{report}"), 404, "not_found")
        for report in (ids["report"], "0" * 32)
    ]
    for one in said:
        del one["instance"]
    assert said[0] == said[1]
