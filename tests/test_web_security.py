"""What an attacker tries, over HTTP: others' ids, forged forms, laid sessions, foreign names.

Addresses are taken from the app itself, so that a new page cannot be forgotten. The endpoint for
programs, below /api/, knows keys instead of cookies and has tests of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from recognizer.web import create_app
from recognizer.web.accounts import MAX_FAILURES
from recognizer.web.security import HEADERS
from recognizer.web.services import Services
from served import PASSWORD, Reading, services
from visiting import Visit, marked, sample, words

PUBLIC = {"static", "bootstrap.static", "account.sign_in", "ops.healthz"}
FORMS = {
    "batch.role": {"role": "Kubernetes"},
    "report.review": {"verdict": "matches"},
    "account.theme": {"theme": "dark"},
}
"""What a form must hold to be understood."""
GUARDED_PATHS = ("/", "/catalogue", "/tiers", "/batches/0", "/resumes/0", "/resumes/0/pages/1.jpg")


@dataclass
class Guarded:
    """A server with two accounts; maria has uploaded a résumé."""

    app: Flask
    services: Services
    maria: Visit
    otto: Visit
    place: str
    document: str

    def address(self, rule: Rule) -> str:
        """Where maria's résumé is found by a rule."""
        values = {
            "batch": self.place.rpartition("/")[2],
            "document": self.document,
            "page": 1,
            "index": 0,
            "kind": "csv",
        }
        with self.app.test_request_context("http://localhost/"):
            from flask import url_for

            return url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})


@pytest.fixture(scope="module")
def guarded(shared_reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with services(tmp_path_factory.mktemp("guarded"), shared_reading) as made:
        for name in ("maria", "otto"):
            made.accounts.add(name, PASSWORD)
        app = create_app(made)
        maria, otto = Visit(app), Visit(app)
        assert maria.sign_in("maria").status_code == otto.sign_in("otto").status_code == 303
        place, (document,) = maria.read(("ines.pdf", sample()))
        maria.await_picture(document)
        yield Guarded(app, made, maria, otto, place, document)


OF_PROGRAMS = ("/api/", "/openapi.json", "/healthz", "/readyz", "/metrics")
"""Addresses of the endpoint: whom they answer is tested with it (test_api_tenants, _operation)."""


def rules(app: Flask, method: str) -> list[Rule]:
    found = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    return [rule for rule in found if not rule.rule.startswith(OF_PROGRAMS)]


def with_ids(app: Flask, method: str) -> list[Rule]:
    """The rules that name something of a visitor's; deletions last."""
    public = {"filename", "id_"}  # files of the program, entries of the catalogue
    found = [rule for rule in rules(app, method) if rule.arguments - public]
    return sorted(found, key=lambda rule: (rule.endpoint.endswith("delete"), rule.rule))


def ask(visit: Visit, method: str, rule: Rule, address: str) -> TestResponse:
    if method == "GET":
        return visit.get(address)
    return visit.post(address, **FORMS.get(rule.endpoint, {}))


def shown(guarded: Guarded) -> tuple[list[str], int]:
    """What maria's list says of the job, and how often of a reviewer."""
    page = guarded.maria.get(guarded.place)
    return marked(page, "#covered tr"), words(page).count("reviewer")


def test_security_ids_of_others_do_not_exist(guarded: Guarded) -> None:
    asked = [(m, rule) for m in ("GET", "POST") for rule in with_ids(guarded.app, m)]
    assert len(asked) >= 12
    before = shown(guarded)
    for method, rule in asked:
        answer = ask(guarded.otto, method, rule, guarded.address(rule))
        assert answer.status_code == 404, f"{method} {rule.rule}"
        assert "AWS" not in answer.text, f"{method} {rule.rule}"
    assert guarded.place not in guarded.otto.get("/").text
    assert guarded.maria.get(guarded.place).status_code == 200, "nothing was deleted or changed"
    assert shown(guarded) == before


def test_security_addresses_of_the_test_above_are_right(guarded: Guarded) -> None:
    """For their owner they exist, so that a 404 means what it should."""
    for method in ("GET", "POST"):
        for rule in with_ids(guarded.app, method):
            if rule.endpoint.endswith("delete"):
                continue
            answer = ask(guarded.maria, method, rule, guarded.address(rule))
            assert answer.status_code in (200, 302, 303), f"{method} {rule.rule}"


def test_security_nobody_is_served_without_signing_in(guarded: Guarded) -> None:
    for method in ("GET", "POST"):
        for rule in rules(guarded.app, method):
            if rule.endpoint in PUBLIC or "id_" in rule.arguments:
                continue
            stranger = Visit(guarded.app)
            answer = ask(stranger, method, rule, guarded.address(rule))
            assert answer.status_code == 302, f"{method} {rule.rule}"
            assert answer.location.startswith("/sign-in"), f"{method} {rule.rule}"
    for path in ("/catalogue/credentials/x", "/catalogue/providers/x"):
        assert Visit(guarded.app).get(path).location.startswith("/sign-in")


def test_security_forms_without_their_token_are_refused(guarded: Guarded) -> None:
    posts = rules(guarded.app, "POST")
    assert len(posts) >= 10
    for rule in posts:
        for form in ({}, {"csrf_token": ""}, {"csrf_token": Visit(guarded.app).token or "x"}):
            data = {**FORMS.get(rule.endpoint, {}), **form}
            answer = guarded.maria.client.post(guarded.address(rule), data=data)
            assert answer.status_code == 400, rule.rule
    assert guarded.maria.get(guarded.place).status_code == 200


def test_security_token_of_another_session_is_refused(guarded: Guarded) -> None:
    stolen = guarded.otto.token
    data = {"csrf_token": stolen, "theme": "dark"}
    assert guarded.maria.client.post("/theme", data=data).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_security_no_other_method_changes_anything(guarded: Guarded, method: str) -> None:
    for rule in with_ids(guarded.app, "GET") + with_ids(guarded.app, "POST"):
        answer = guarded.maria.client.open(guarded.address(rule), method=method)
        assert answer.status_code in (400, 405), rule.rule
    assert guarded.maria.get(guarded.place).status_code == 200


@pytest.mark.parametrize(
    ("site", "refused"),
    [("cross-site", True), ("same-site", True), ("same-origin", False), ("none", False)],
)
def test_security_requests_of_other_sites_are_refused(
    visit: Visit, site: str, refused: bool
) -> None:
    """Also where nobody signs in: any page in the browser can reach loopback."""
    visit.get("/")
    visit.headers = {"Sec-Fetch-Site": site}
    answer = visit.post("/theme", theme="dark")
    assert answer.status_code == (403 if refused else 303)


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("localhost.evil.example:8000", 400),
        ("[::1].evil.example", 400),
        ("[::2]:8000", 400),
        ("", 400),
        ("a b", 400),
    ],
)
def test_security_other_names_of_the_host_are_refused(visit: Visit, host: str, code: int) -> None:
    for path in ("/", "/tiers", "/static/app.js", "/no-such-page"):
        answer = visit.client.get(path, headers={"Host": host}, buffered=True)
        wanted = 404 if code == 200 and path == "/no-such-page" else code
        assert answer.status_code == wanted, path
        assert answer.headers["Content-Security-Policy"], path


def answers(guarded: Guarded, visit: Visit) -> Iterator[tuple[str, TestResponse]]:
    """One answer of every kind."""
    for rule in rules(guarded.app, "GET"):
        if rule.arguments <= {"batch", "document", "page", "kind"}:
            address = guarded.address(rule)
            yield address, guarded.maria.get(address)
    for path in ("/static/app.js", "/static/none.js", "/no-such-page", "/batches/0"):
        yield path, guarded.maria.get(path)
    yield "no token", guarded.maria.client.post("/theme")
    yield "wrong method", guarded.maria.client.put("/upload")
    yield "not signed in", Visit(guarded.app).get("/")
    yield "wrong host", visit.client.get("/", headers={"Host": "evil.example"})


def test_security_headers_stand_on_every_answer(guarded: Guarded, visit: Visit) -> None:
    seen = set()
    for what, answer in answers(guarded, visit):
        seen.add(answer.status_code)
        for name, value in HEADERS.items():
            if name != "Cache-Control":
                assert answer.headers.getlist(name) == [value], (what, name)
        kept = answer.headers["Cache-Control"] == "private, max-age=3600"
        assert kept == (what.startswith(("/static/app",)) or "bootstrap" in what), what
        assert kept or answer.headers["Cache-Control"] == "no-store", what
        assert not (kept and answer.headers.get("Set-Cookie")), what
    assert {200, 302, 400, 404, 405} <= seen


def test_security_policy_lets_nothing_run_that_is_not_ours() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert not re.search(r"unsafe|\*|https?:|blob:", policy)
    assert [part.split()[0] for part in policy.split("; ") if "data:" in part] == ["img-src"]
    assert "frame-ancestors 'none'" in policy


def test_security_a_mistake_of_the_program_tells_nothing(
    guarded: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a secret of the program")

    monkeypatch.setattr(type(guarded.services.batches), "recent", fail)
    answer = guarded.maria.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Something went wrong" in words(answer)
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("https", [True, False])
def test_security_cookies_are_out_of_reach(
    shared_reading: Reading, tmp_path_factory: pytest.TempPathFactory, https: bool
) -> None:
    with services(tmp_path_factory.mktemp("cookie"), shared_reading, https=https) as made:
        made.accounts.add("maria", PASSWORD)
        visit = Visit(create_app(made))
        answer = visit.sign_in("maria")
        (cookie,) = answer.headers.getlist("Set-Cookie")
        flags = {part.strip() for part in cookie.split(";")[1:]}
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= flags
        assert ("Secure" in flags) == https
        assert ("Strict-Transport-Security" in answer.headers) == https
        assert PASSWORD not in cookie


def test_security_a_session_laid_before_signing_in_is_worth_nothing(guarded: Guarded) -> None:
    """An attacker who put a cookie into the browser does not know the one after it."""
    visit = Visit(guarded.app)
    visit.get("/sign-in")
    laid = visit.client.get_cookie("recognizer")
    assert laid is not None
    visit.sign_in("otto")
    now = visit.client.get_cookie("recognizer")
    assert now is not None
    assert now.value != laid.value
    attacker = Visit(guarded.app)
    attacker.client.set_cookie("recognizer", laid.value)
    assert attacker.get("/").location.startswith("/sign-in")


def test_security_a_cookie_is_worth_nothing_after_signing_out(guarded: Guarded) -> None:
    visit = Visit(guarded.app)
    visit.sign_in("otto")
    kept = visit.client.get_cookie("recognizer")
    assert kept is not None
    assert visit.post("/sign-out").status_code == 303
    for cookie in (kept.value, kept.value[:-1], "x", ""):
        thief = Visit(guarded.app)
        thief.client.set_cookie("recognizer", cookie)
        assert thief.get("/").location.startswith("/sign-in")


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\n//evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "///evil.example",
        "/%09/evil.example/../..//",
    ],
)
def test_security_no_address_leads_away(guarded: Guarded, target: str) -> None:
    visit = Visit(guarded.app)
    visit.get("/sign-in")
    form = {"csrf_token": visit.token, "name": "otto", "password": PASSWORD}
    signed = visit.client.post("/sign-in", data=form, query_string={"next": target})
    visit.get("/tiers")
    back = visit.post("/theme", theme="dark", back=target)
    for answer in (signed, back):
        assert answer.status_code == 303
        assert re.match(r"/(?![/\\])[^\s\\]*$", answer.location), answer.location


def test_security_wrong_passwords_lock_an_account_for_a_while(guarded: Guarded) -> None:
    guarded.services.accounts.add("victim", PASSWORD)
    said = set()
    for number in range(MAX_FAILURES + 1):
        last = number == MAX_FAILURES
        answer = Visit(guarded.app).sign_in("victim", PASSWORD if last else f"wrong {number}")
        said.add(answer.status_code)
    assert said == {401}
    unknown = Visit(guarded.app).sign_in("nobody at all", "wrong password")
    locked = Visit(guarded.app).sign_in("victim", PASSWORD)
    assert marked(unknown, '[role="alert"]') == marked(locked, '[role="alert"]')


def test_security_too_large_a_request_is_refused(
    shared_reading: Reading, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("large")
    with services(folder, shared_reading, max_request_bytes=10_000) as made:
        visit = Visit(create_app(made))
        visit.get("/")
        assert visit.post("/theme", theme="dark", back="x" * 20_000).status_code == 413


@pytest.mark.parametrize("path", ["/batches/%00", "/catalogue?q=%00", "/?%00=%00"])
def test_security_null_characters_go_nowhere(visit: Visit, path: str) -> None:
    assert visit.get(path).status_code in (200, 400, 404)
    assert visit.post("/theme", theme="dark\0").status_code == 400
