"""Keys and scopes, the open door on loopback, quotas, and what browsers carry."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from calling import REPORTS, Program, problem
from hostile import resume
from recognizer.errors import RecognizerError
from recognizer.web import create_app
from recognizer.web.keys import LONGEST_OVERLAP_HOURS, SCOPES
from recognizer.web.tables import ApiKey, now
from served import PASSWORD, services

RESUME = resume()
SEARCH = "/api/v1/taxonomy/search?q=PMP"


def last(made: Any) -> ApiKey:
    return made.keys.list()[-1]


def test_key_is_kept_as_a_hash(endpoint: Any) -> None:
    _, made = endpoint
    id_, secret = made.keys.add("ATS", ("read",))
    assert re.fullmatch(r"rcr_[A-Za-z0-9_-]{43}", secret)
    with made.database.session(writes=False) as session:
        row = session.scalars(select(ApiKey).where(ApiKey.id == id_)).one()
        kept = [str(getattr(row, column.key)) for column in ApiKey.__table__.columns]
    assert not any(secret in value or secret[4:] in value for value in kept)


@pytest.mark.parametrize(
    "given",
    [None, "", "Bearer", "Bearer ", "Bearer rcr_wrong", "Basic cmNyOnJjcg==", "rcr_wrong", "é"],
)
def test_key_that_is_none_is_refused(endpoint: Any, given: str | None) -> None:
    app, made = endpoint
    headers = {} if given is None else {"Authorization": given}
    made.keys.add("there is one", ("read",))
    answer = Program(app, made, headers=headers).get(SEARCH)
    problem(answer, 401, "unauthorized")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


def test_key_revoked_ends_at_once(endpoint: Any, program: Any) -> None:
    assert program.get(SEARCH).status_code == 200
    program.services.keys.revoke(last(program.services).id)
    problem(program.get(SEARCH), 401, "unauthorized")
    program.services.keys.revoke(last(program.services).id)
    with pytest.raises(RecognizerError, match="no key"):
        program.services.keys.revoke("unknown")


def test_key_past_its_time_ends(endpoint: Any) -> None:
    app, made = endpoint
    program = Program.new(app, made, "read", days=1)
    assert program.get(SEARCH).status_code == 200
    with made.database.session() as session:
        past = update(ApiKey).where(ApiKey.id == last(made).id)
        session.execute(past.values(expires=now() - timedelta(seconds=1)))
    problem(program.get(SEARCH), 401, "unauthorized")


def test_key_with_a_new_secret_keeps_its_data(endpoint: Any, program: Any) -> None:
    app, made = endpoint
    place = program.read(RESUME).headers["Location"]
    renewed = Program(app, made, made.keys.rotate(last(made).id))
    problem(program.get(place), 401, "unauthorized")
    assert renewed.get(place).status_code == 200


def test_key_old_secret_works_beside_the_new_one_until_its_time(
    endpoint: Any, program: Any
) -> None:
    app, made = endpoint
    place = program.read(RESUME).headers["Location"]
    id_ = last(made).id
    renewed = Program(app, made, made.keys.rotate(id_, overlap_hours=24))
    assert program.get(place).status_code == renewed.get(place).status_code == 200
    assert timedelta(hours=23.9) < last(made).old_ends - now() <= timedelta(hours=24)
    with made.database.session() as session:
        session.execute(update(ApiKey).where(ApiKey.id == id_).values(old_ends=now()))
    problem(program.get(place), 401, "unauthorized")
    assert renewed.get(place).status_code == 200


@pytest.mark.parametrize(
    ("end", "new_one_stays"),
    [
        (lambda keys, id_: keys.revoke(id_), False),
        (lambda keys, id_: keys.end_old(id_), True),
        (lambda keys, id_: keys.rotate(id_), False),
        (lambda keys, id_: keys.rotate(id_, overlap_hours=1), True),
    ],
    ids=["revoked", "old one ended", "rotated again", "rotated again with overlap"],
)
def test_key_old_secret_ends_before_its_time(
    endpoint: Any, program: Any, end: Callable[[Any, str], Any], new_one_stays: bool
) -> None:
    app, made = endpoint
    id_ = last(made).id
    renewed = Program(app, made, made.keys.rotate(id_, overlap_hours=24))
    end(made.keys, id_)
    problem(program.get(SEARCH), 401, "unauthorized")
    assert renewed.get(SEARCH).status_code == (200 if new_one_stays else 401)


def test_key_old_secret_ends_with_its_key(endpoint: Any, program: Any) -> None:
    _, made = endpoint
    id_ = last(made).id
    made.keys.rotate(id_, overlap_hours=24)
    with made.database.session() as session:
        session.execute(update(ApiKey).where(ApiKey.id == id_).values(expires=now()))
    problem(program.get(SEARCH), 401, "unauthorized")
    with pytest.raises(RecognizerError, match="no old secret"):
        made.keys.end_old(id_)


def test_key_use_of_either_secret_is_told_apart(endpoint: Any, program: Any) -> None:
    app, made = endpoint
    renewed = Program(app, made, made.keys.rotate(last(made).id, overlap_hours=24))
    assert (last(made).used, last(made).old_used) == (None, None)
    program.get(SEARCH)
    assert last(made).used is None and last(made).old_used is not None
    renewed.get(SEARCH)
    assert last(made).used is not None


@pytest.mark.parametrize("hours", [-1, LONGEST_OVERLAP_HOURS + 1])
def test_key_overlap_has_bounds(endpoint: Any, program: Any, hours: int) -> None:
    _, made = endpoint
    with pytest.raises(RecognizerError, match="0 to 720 hours"):
        made.keys.rotate(last(made).id, overlap_hours=hours)
    assert program.get(SEARCH).status_code == 200, "nothing was changed"


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize(
    ("method", "path", "needed"),
    [
        ("GET", SEARCH, "read"),
        ("GET", f"{REPORTS}/{'0' * 32}", "read"),
        ("POST", REPORTS, "score"),
        ("DELETE", f"{REPORTS}/{'0' * 32}", "score"),
        ("POST", "/api/v1/batches", "score"),
        ("POST", f"/api/v1/batches/{'0' * 32}/cancel", "score"),
        ("GET", "/metrics", "admin"),
    ],
)
def test_key_may_do_what_its_scopes_say(
    endpoint: Any, scope: str, method: str, path: str, needed: str
) -> None:
    answer = Program.new(*endpoint, scope).call(method, path)
    if scope == needed:
        assert answer.status_code in (200, 404, 415)
    else:
        problem(answer, 403, "missing_scope")
        assert f'scope="{needed}"' in answer.headers["WWW-Authenticate"]


def test_key_needs_a_name_and_a_scope(endpoint: Any) -> None:
    _, made = endpoint
    for name, scopes in (("", ("read",)), ("x" * 81, ("read",)), ("a\nb", ("read",)), ("a", ())):
        with pytest.raises(RecognizerError):
            made.keys.add(name, scopes)


def test_key_last_use_is_written_down(endpoint: Any, program: Any) -> None:
    assert last(program.services).used is None
    program.get(SEARCH)
    assert last(program.services).used is not None


def test_open_to_the_person_at_the_machine_until_someone_is_known(
    shared_reading: Any, tmp_path: Path
) -> None:
    with services(tmp_path / "a", shared_reading) as made:
        person = Program(create_app(made), made)
        sent = person.read(RESUME)
        assert sent.status_code == 200
        assert made.batches.recent("local")[0].documents[0].id == sent.headers["X-Report-Id"]
        problem(person.get(SEARCH, headers={"Authorization": "Bearer no"}), 401, "unauthorized")
        id_, _ = made.keys.add("ATS", ("read",))
        problem(person.get(SEARCH), 401, "unauthorized")
        made.keys.revoke(id_)
        problem(person.get(SEARCH), 401, "unauthorized")
    with services(tmp_path / "b", shared_reading) as made:
        made.accounts.add("maria", PASSWORD)
        problem(Program(create_app(made), made).get(SEARCH), 401, "unauthorized")
    with services(tmp_path / "c", shared_reading, host="0.0.0.0") as made:
        problem(Program(create_app(made), made).get(SEARCH), 401, "unauthorized")


def test_session_of_a_browser_counts_for_nothing(shared_reading: Any, tmp_path: Path) -> None:
    with services(tmp_path, shared_reading) as made:
        app = create_app(made)
        made.accounts.add("maria", PASSWORD, admin=True)
        browser = app.test_client()
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/sign-in").text)
        assert token is not None
        form = {"name": "maria", "password": PASSWORD, "csrf_token": token[1]}
        assert browser.post("/sign-in", data=form).status_code in (302, 303)
        assert browser.get("/").status_code == 200
        for path in (SEARCH, REPORTS + "/" + "0" * 32):
            problem(browser.get(path), 401, "unauthorized")
        answer = browser.post(REPORTS, data=RESUME, content_type="application/pdf")
        problem(answer, 401, "unauthorized")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pages_of_other_sites_make_no_browser_call(
    shared_reading: Any, tmp_path: Path, site: str
) -> None:
    with services(tmp_path, shared_reading) as made:
        person = Program(create_app(made), made, headers={"Sec-Fetch-Site": site})
        problem(person.read(RESUME), 403, "forbidden")
        answer = person.get(SEARCH, headers={"Host": "evil.example"})
        problem(answer, 400, "bad_request")


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """No minute ends meanwhile."""
    moment = time.time() // 60 * 60 + 20.0
    monkeypatch.setattr(time, "time", lambda: moment)


def test_quota_is_said_and_kept(endpoint: Any, one_minute: None) -> None:
    program = Program.new(*endpoint, per_minute=3)
    left = []
    for _ in range(3):
        answer = program.get(SEARCH)
        assert answer.status_code == 200
        assert answer.headers["RateLimit-Policy"] == '"default";q=3;w=60'
        found = re.fullmatch(r'"default";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
        assert found is not None and 0 < int(found[2]) <= 60
        assert answer.headers["X-RateLimit-Remaining"] == found[1]
        left.append(int(found[1]))
    assert left == [2, 1, 0]
    answer = program.get(SEARCH)
    said = problem(answer, 429, "too_many_requests")
    assert said["type"].endswith("http-problem-types#quota-exceeded")
    assert said["violated-policies"] == ["default"]
    assert 0 < int(answer.headers["Retry-After"]) <= 120
    assert answer.headers["RateLimit"].endswith(f";r=0;t={answer.headers['Retry-After']}")
    assert Program.new(*endpoint).get(SEARCH).status_code == 200, "another key's quota is its own"


def test_quota_holds_for_guesses_too(shared_reading: Any, tmp_path: Path, one_minute: None) -> None:
    with services(tmp_path, shared_reading, requests_per_minute=5) as made:
        made.keys.add("ATS", ("read",))
        guesser = Program(create_app(made), made, "rcr_guess")
        statuses = [guesser.get(SEARCH).status_code for _ in range(8)]
    assert statuses == [401] * 5 + [429] * 3
