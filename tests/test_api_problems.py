"""Every error is a problem (RFC 9457) in fixed words: nothing sent comes back or is logged."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from calling import BATCHES, PDF, REPORTS, Program, problem
from hostile import resume
from recognizer.web.api.problem_words import BY_STATUS, WORDS
from recognizer.web.api.problems import Problem
from recognizer.web.api.shapes import FILE_CODES, PROBLEMS, SCHEMAS
from visiting import marked

MARK = "Zaphod Beeblebrox"
RESUME = resume((MARK, "Certifications", "CISSP, ISC2, 2021"))
NOWHERE = "0" * 32


@pytest.fixture(scope="module")
def schema() -> Any:
    from jsonschema import Draft202012Validator

    strict = {**SCHEMAS["Problem"], "additionalProperties": False}
    return Draft202012Validator(strict, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/api/v1/nothing", {}, 404, "not_found"),
        ("GET", f"{REPORTS}/{NOWHERE}", {}, 404, "not_found"),
        ("GET", f"{REPORTS}/{MARK}", {}, 404, "not_found"),
        ("GET", REPORTS, {}, 405, "method_not_allowed"),
        ("PATCH", f"{BATCHES}/{NOWHERE}", {}, 405, "method_not_allowed"),
        ("POST", "/metrics", {}, 405, "method_not_allowed"),
        ("POST", REPORTS, {"data": MARK, "content_type": "text/plain"}, 415, None),
        ("POST", REPORTS, {"json": {"file": MARK}}, 415, None),
        ("POST", BATCHES, {"data": RESUME, "content_type": PDF}, 415, None),
        ("POST", REPORTS, {"data": {"file": MARK}, "content_type": "multipart/form-data"}, 422, ""),
        ("POST", REPORTS, {"data": b"x", "content_type": "multipart/form-data"}, 422, "no_file"),
        ("POST", f"{REPORTS}?blind={MARK}", {"data": RESUME, "content_type": PDF}, 422, "invalid"),
        ("POST", f"{REPORTS}?{MARK}=1", {"data": RESUME, "content_type": PDF}, 422, "invalid"),
        ("POST", f"{REPORTS}?role=%7B{MARK}", {"data": RESUME, "content_type": PDF}, 422, "role"),
        ("POST", f"{REPORTS}?role=%00", {"data": RESUME, "content_type": PDF}, 400, "bad_request"),
        ("GET", f"{BATCHES}/{NOWHERE}/results?limit={MARK}", {}, 422, "invalid"),
        ("GET", "/api/v1/taxonomy/search", {}, 422, "invalid"),
        ("GET", f"/api/v1/taxonomy/credentials/{MARK}", {}, 404, "not_found"),
        ("GET", "/api/v1/taxonomy/providers/zaphod", {}, 404, "not_found"),
    ],
)
def test_problem_of_a_caller(
    program: Any,
    schema: Any,
    caplog: pytest.LogCaptureFixture,
    method: str,
    path: str,
    options: dict[str, Any],
    status: int,
    code: str | None,
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = program.call(method, path.replace(" ", "%20"), **options)
    said = problem(answer, status, code or BY_STATUS[status])
    schema.validate(said)
    assert said["type"] == f"/api/docs/problems#{said['code']}"
    for text in (answer.text, caplog.text, str(answer.headers)):
        assert "zaphod" not in text.lower() and "beeblebrox" not in text.lower()
    if status == 405:
        assert answer.headers["Allow"]


@pytest.mark.parametrize(
    "fields",
    [
        {"blind": "perhaps"},
        {"role": "x" * 20_001},
        {"blnd": "true"},
        {"name": "ada.pdf"},
        {"role": ""},
    ],
)
def test_problem_of_a_form(program: Any, schema: Any, fields: dict[str, str]) -> None:
    answer = program.send(("ada.pdf", RESUME), path=REPORTS, **fields)
    said = problem(answer, 422, "invalid")
    schema.validate(said)
    known = set(fields) & {"blind", "role"}
    assert {error.get("parameter") for error in said["errors"]} == (known or {None})


def test_problem_of_several_files_for_one_report(program: Any) -> None:
    answer = program.send(("ada.pdf", RESUME), ("bob.pdf", RESUME), path=REPORTS)
    assert "/api/v1/batches" in problem(answer, 422, "no_file")["detail"]


@pytest.fixture
def failing(endpoint: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes keeping a file fail with an error that quotes it."""

    def fail_with(error: Exception) -> Program:
        def fail(*_: Any, **__: Any) -> str:
            raise error

        monkeypatch.setattr("recognizer.web.batches.Batches.add_read", fail)
        return Program.new(*endpoint)

    yield fail_with


def test_problem_of_the_program_is_logged_without_words(
    failing: Any, schema: Any, caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing(ValueError(f"INSERT {MARK}")).read(RESUME)
    said = problem(answer, 500, "internal")
    schema.validate(said)
    assert said["instance"] in caplog.text, "so that whoever runs the server finds it"
    assert "ValueError" in caplog.text and "reports.py" in caplog.text
    assert MARK not in answer.text + caplog.text


def test_problem_of_the_database_asks_to_come_again(failing: Any, schema: Any) -> None:
    error = OperationalError("INSERT", {"name": MARK}, Exception("database or disk is full"))
    answer = failing(error).read(RESUME)
    schema.validate(problem(answer, 503, "unavailable"))
    assert int(answer.headers["Retry-After"]) > 0
    assert MARK not in answer.text


def test_problem_on_pages_stays_a_page(endpoint: Any) -> None:
    app, _ = endpoint
    answer = app.test_client().get("/nothing")
    assert answer.mimetype == "text/html"


def test_problems_are_all_in_the_contract_and_the_documentation(root: Any) -> None:
    page = (root / "docs" / "api.md").read_text("utf-8")
    assert [code for code in WORDS if f"| `{code}` |" not in page] == []
    assert {WORDS[code].status for code, _ in PROBLEMS.values()} == set(PROBLEMS)
    for code, words in WORDS.items():
        assert (words.title and words.detail.endswith(".")) or "`" in words.detail, code
        assert Problem(code).code == words.status
    assert json.dumps(PROBLEMS)


def test_problem_types_lead_to_their_explanation(endpoint: Any) -> None:
    app, made = endpoint
    made.keys.add("there is one", ("read",))
    page = Program(app, made).get("/api/docs/problems")
    assert page.status_code == 200 and page.mimetype == "text/html"
    codes = {*WORDS, *FILE_CODES}
    rows = {code: marked(page, f"tr#{code}")[0] for code in codes}
    for code, said in WORDS.items():
        assert said.title in rows[code] and str(said.status) in rows[code]
    assert "password" in rows["encrypted_pdf"] and "413" in rows["too_large"]
