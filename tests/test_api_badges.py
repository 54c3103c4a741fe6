"""POST /api/v1/badges/verify: every carrier, every refusal, nothing kept, nothing logged."""

from __future__ import annotations

import io
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import minting
from calling import Program, problem
from minting import EMAIL, TITLE, Mint, assertion, forged, png, svg
from recognizer.badges import BadgeChecker
from recognizer.errors import BadgesNotInstalled, TrustError
from recognizer.schema import badge_schema
from recognizer.web.badges import Badges
from recognizer.web.client import Client, EndpointError
from recognizer.web.config import ServerSettings
from served import Served, server, services

VERIFY = "/api/v1/badges/verify"
MINT = Mint()
MARK = "quodlibet"
RAW = [
    ("application/json", MINT.document().encode(), "badge.json"),
    ("application/ld+json", MINT.document().encode(), "badge.json"),
    ("application/vc+ld+json", MINT.document().encode(), "badge.json"),
    ("application/jwt", MINT.token().encode(), "badge.jwt"),
    ("application/vc+jwt", MINT.token(wrapped=True).encode(), "badge.jwt"),
    ("text/plain; charset=utf-8", MINT.token().encode(), "badge.jwt"),
    ("image/png", png(MINT.token()), "badge.png"),
    ("image/svg+xml", svg(MINT.document(), attribute=False), "badge.svg"),
]


def form(content: bytes, name: str = "badge.png", **fields: str) -> dict[str, Any]:
    return {
        "data": {**fields, "file": (io.BytesIO(content), name)},
        "content_type": "multipart/form-data",
    }


@pytest.mark.parametrize(("kind", "content", "name"), RAW)
def test_badge_as_the_body(program: Any, kind: str, content: bytes, name: str) -> None:
    answer = program.post(VERIFY, data=content, content_type=kind)
    assert answer.status_code == 200, answer.text
    Draft202012Validator(badge_schema()).validate(answer.json)
    assert answer.json["document"]["name"] == name
    (badge,) = answer.json["badges"]
    assert (badge["title"], badge["state"]) == (TITLE, "signature_valid_issuer_unknown")
    assert "RateLimit" in answer.headers


def test_badge_in_a_form_is_what_the_library_says(program: Any) -> None:
    content = png(MINT.token())
    answer = program.post(VERIFY, **form(content, "../ada.png", email=EMAIL.upper()))
    assert answer.status_code == 200
    assert answer.data == BadgeChecker.load().check(content, name="ada.png", email=EMAIL).to_json()
    assert answer.json["badges"][0]["checks"][4]["outcome"] == "passed"
    answer = program.post(VERIFY + "?name=bob.png", data=content, content_type="image/png")
    assert answer.json["document"]["name"] == "bob.png"
    assert EMAIL not in answer.text


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        ({"data": b"%PDF-1.7", "content_type": "image/png"}, 422, "not_a_badge"),
        ({"data": b"", "content_type": "application/json"}, 422, "not_a_badge"),
        ({"data": b'{"a": 1, "a": 2}', "content_type": "application/json"}, 422, "damaged_badge"),
        ({"data": png(MARK)[:-20], "content_type": "image/png"}, 422, "damaged_badge"),
        ({"data": b"{" + b" " * 300_000, "content_type": "application/json"}, 413, "too_large"),
        ({"data": b"{" * 20_000_001, "content_type": "application/json"}, 413, "too_large"),
        ({"data": b"{}", "content_type": "application/pdf"}, 415, "unsupported_media_type"),
        ({"data": b"{}"}, 415, "unsupported_media_type"),
        ({"data": {}, "content_type": "multipart/form-data"}, 422, "no_file"),
        (form(b"{}", email="no address"), 422, "invalid"),
        (form(b"{}", email="a@b\nc"), 422, "invalid"),
        (form(b"{}", mail=EMAIL), 422, "invalid"),
        ({"data": b"{}", "content_type": "text/plain", "query_string": "email=a@b.c"}, 422, ""),
    ],
)
def test_refusals_are_problems_in_fixed_words(
    endpoint: Any,
    caplog: pytest.LogCaptureFixture,
    options: dict[str, Any],
    status: int,
    code: str,
) -> None:
    fresh = {
        name: {
            k: (io.BytesIO(v[0].getvalue()), v[1]) if k == "file" else v for k, v in value.items()
        }
        if isinstance(value, dict)
        else value
        for name, value in options.items()
    }
    with caplog.at_level(logging.DEBUG):
        answer = Program.new(*endpoint).post(VERIFY, **fresh)
    problem(answer, status, code or "invalid")
    assert MARK not in answer.text + caplog.text and EMAIL not in answer.text + caplog.text


def test_forged_and_unproven_badges_are_answers(program: Any) -> None:
    token = forged(MINT.token(), payload={"name": "CISSP"})
    for content, valid in ((token, False), (json.dumps(assertion()), None)):
        answer = program.post(VERIFY, data=content, content_type="text/plain")
        assert (answer.status_code, answer.json["badges"][0]["valid"]) == (200, valid)
        assert answer.json["badges"][0]["state"] == "claimed"


def test_hostile_badges_leave_the_server_up(program: Any) -> None:
    import zlib

    bomb = zlib.compress(bytes(100_000_000), 9)
    chunk = minting.chunk(b"iTXt", b"openbadgecredential\0\x01\0\0\0" + bomb)
    entities = b'<!DOCTYPE svg [<!ENTITY a "x">]>' + svg(MINT.token())
    for kind, content in (
        ("image/png", minting.with_chunks(chunk)),
        ("image/svg+xml", entities),
        ("application/json", b"[" * 200_000),
        ("application/json", b'{"a":' * 40_000),
    ):
        assert program.post(VERIFY, data=content, content_type=kind).status_code in (413, 422)
    assert program.get("/readyz").status_code == 200


def test_only_keys_that_score_may_ask(endpoint: Any) -> None:
    app, made = endpoint
    sent = {"data": MINT.token(), "content_type": "text/plain"}
    problem(Program(app, made).post(VERIFY, **sent), 401, "unauthorized")
    problem(Program.new(app, made, "read").post(VERIFY, **sent), 403, "missing_scope")
    problem(Program.new(app, made).get(VERIFY), 405, "method_not_allowed")


def test_nothing_is_kept_and_nothing_crosses(endpoint: Any) -> None:
    """The result is in the answer alone: there is no id by which another could ask for it."""
    from recognizer.web import audit

    app, made = endpoint
    one, other = Program.new(app, made), Program.new(app, made)
    lines = len(tuple(audit.entries(made.database)))
    files = {path: path.stat().st_size for path in made.settings.data_dir.rglob("*.pdf")}
    mine = one.post(VERIFY, **form(png(MINT.token()), f"{MARK}.png"))
    assert MARK in mine.text and "Location" not in mine.headers
    theirs = other.post(VERIFY, **form(png(MINT.token())))
    assert MARK not in theirs.text
    assert len(tuple(audit.entries(made.database))) == lines
    assert {p: p.stat().st_size for p in made.settings.data_dir.rglob("*.pdf")} == files


def test_server_without_the_packages_says_so(
    shared_reading: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recognizer.web import create_app

    monkeypatch.setattr("recognizer.badge_proofs.find_spec", lambda name: None)
    with services(tmp_path, shared_reading) as made:
        sent = {"data": MINT.token(), "content_type": "text/plain"}
        answer = Program(create_app(made), made).post(VERIFY, **sent)
        problem(answer, 501, "badges_not_installed")
    settings = ServerSettings.read(badge_online=True)
    with pytest.raises(BadgesNotInstalled):
        Badges(settings, shared_reading.limits, shared_reading.taxonomy)


def test_server_trusts_what_its_file_says(shared_reading: Any, tmp_path: Path) -> None:
    file = tmp_path / "trust.yaml"
    file.write_text(f"- id: {MINT.did}\n  provider: amazon-web-services\n")
    limits, taxonomy = shared_reading.limits, shared_reading.taxonomy
    badges = Badges(ServerSettings.read(badge_trust=file), limits, taxonomy)
    (badge,) = badges.check(MINT.token().encode(), name="badge", email=None).badges
    assert badge.state == "signature_valid_issuer_trusted"
    with pytest.raises(TrustError):
        Badges(ServerSettings.read(badge_trust=tmp_path / "none.yaml"), limits, taxonomy)


def test_few_are_checked_at_a_time(
    shared_reading: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recognizer.web import create_app

    going, until = threading.Semaphore(0), threading.Event()

    def check(*_: Any, **__: Any) -> None:
        going.release()
        until.wait(120)
        raise BadgesNotInstalled

    with services(tmp_path, shared_reading, answer_seconds=0.2) as made:
        monkeypatch.setattr(BadgeChecker, "check", check)
        program = Program(create_app(made), made)
        sent = {"data": MINT.token(), "content_type": "text/plain"}
        threads = [threading.Thread(target=program.post, args=(VERIFY,), kwargs=sent) for _ in "ab"]
        for thread in threads:
            thread.start()
            assert going.acquire(timeout=120)
        answer = program.post(VERIFY, **sent)
        problem(answer, 503, "unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        until.set()
        for thread in threads:
            thread.join(120)


@pytest.fixture(scope="module")
def served(shared_reading: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with server(tmp_path_factory.mktemp("badges"), shared_reading) as running:
        yield running


def test_client_checks_badges(served: Served, tmp_path: Path) -> None:
    _, secret = served.services.keys.add("client", ("score",))
    file = tmp_path / "badge.png"
    file.write_bytes(png(MINT.token()))
    with Client(served.url, secret) as client:
        report = client.verify_badge(file, email=EMAIL)
        assert report == BadgeChecker.load().check(file.read_bytes(), name="badge.png", email=EMAIL)
        assert client.verify_badge(MINT.document().encode(), name="a.json").valid
        with pytest.raises(EndpointError, match="not_a_badge"):
            client.verify_badge(b"%PDF-1.7")
