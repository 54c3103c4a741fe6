"""POST, GET and DELETE of one report."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from calling import REPORTS, Program, problem
from hostile import bomb, encrypted, garbage, pictures_only, resume, truncated
from recognizer.cli import cli
from recognizer.errors import UnreadableResume
from recognizer.profiles import PROFILES
from recognizer.web.tables import AuditEntry, Batch, Document, Table, Upload

RESUME = resume()


@pytest.fixture(scope="module")
def read(endpoint: Any) -> Any:
    return Program.new(*endpoint).read(RESUME, "?name=ada.pdf")


@pytest.mark.parametrize("query", ["", "?blind=false", "?blind=true"])
def test_report_bytes_are_those_of_the_command_line(
    program: Any,
    recognizer: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    query: str,
) -> None:
    monkeypatch.setattr("recognizer.pipeline.Recognizer.load", lambda *_: recognizer)
    file, role = tmp_path / "resume.pdf", tmp_path / "role.txt"
    file.write_bytes(RESUME)
    role.write_text("AWS\nSQL\nBaking")
    options = ["--json", "--role", str(role)] + (["--blind"] if "true" in query else [])
    printed = CliRunner().invoke(cli, ["show", str(file), *options]).stdout_bytes
    mark = "&" if query else "?"
    sent = program.read(RESUME, f"{query}{mark}role=AWS%0ASQL%0ABaking")
    assert sent.data == printed
    assert program.get(sent.headers["Location"] + query).data == printed


def test_report_is_stored_at_its_location(program: Any) -> None:
    sent = program.read(RESUME, "?name=ada.pdf")
    assert sent.status_code == 200 and sent.mimetype == "application/json"
    assert sent.json["document"]["name"] == "ada.pdf"
    assert sent.headers["Location"] == f"{REPORTS}/{sent.headers['X-Report-Id']}"
    again = program.get(sent.headers["Location"])
    assert (again.status_code, again.data) == (200, sent.data)
    assert again.headers["ETag"] == sent.headers["ETag"]


def test_report_by_a_form_is_that_by_the_body(program: Any) -> None:
    raw = program.read(RESUME, "?name=ada.pdf&role=Python&blind=true")
    form = program.send(("ada.pdf", RESUME), path=REPORTS, role="Python", blind="true")
    assert form.data == raw.data


def test_report_unchanged_is_not_sent_again(program: Any) -> None:
    sent = program.read(RESUME)
    place, tag = sent.headers["Location"], sent.headers["ETag"]
    same = program.get(place, headers={"If-None-Match": f'"other", {tag}'})
    assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", tag)
    assert program.get(place, headers={"If-None-Match": '"other"'}).status_code == 200
    assert program.get(f"{place}?as=jsonresume").headers["ETag"] != tag


def test_report_once_blind_stays_blind(program: Any) -> None:
    sent = program.read(RESUME, "?blind=true&name=ada-example.pdf")
    assert sent.status_code == 200
    for query in ("", "?blind=false", "?blind=true"):
        shown = program.get(sent.headers["Location"] + query)
        assert shown.data == sent.data
        assert b"ada-example" not in shown.data.lower()


@pytest.mark.parametrize("profile", PROFILES)
def test_report_in_other_forms(program: Any, read: Any, endpoint: Any, profile: str) -> None:
    sent = program.read(RESUME, f"?as={profile}")
    shown = program.get(sent.headers["Location"] + f"?as={profile}")
    assert sent.data == shown.data and sent.status_code == 200
    assert shown.mimetype == ("application/ld+json" if "ld" in profile else "application/json")
    assert "AWS Certified Solutions Architect" in json.dumps(shown.get_json(force=True))


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (garbage(), 422, "damaged_pdf"),
        (truncated(), 422, "damaged_pdf"),
        (encrypted(), 422, "encrypted_pdf"),
        (pictures_only(), 422, "no_text_layer"),
        (b"Ada Example, Certifications: PMP", 422, "not_a_pdf"),
        (b"PK\x03\x04 and more", 422, "unsupported_format"),
        (bomb(), 413, "too_large"),
        (b"", 422, "not_a_pdf"),
    ],
    ids=["garbage", "truncated", "encrypted", "scan", "text", "zip", "bomb", "empty"],
)
def test_report_of_a_file_that_cannot_be_read(
    program: Any, content: bytes, status: int, code: str
) -> None:
    sent = program.read(content, "?name=ada-example.pdf")
    said = problem(sent, status, code)
    assert "example" not in json.dumps(said).lower(), "no id can hold this word"
    again = problem(program.get(f"{REPORTS}/{said['report_id']}"), status, code)
    assert again["detail"] == said["detail"]
    assert code in {kind.code for kind in UnreadableResume.__subclasses__()}


def test_report_too_large_for_one_file(program: Any) -> None:
    most = program.services.limits.max_bytes
    content = b"%PDF-1.4 " + bytes(most)
    said = problem(program.read(content), 413, "too_large")
    assert f"{most:,}" in said["detail"]
    problem(program.send(("ada.pdf", content), path=REPORTS), 413, "too_large")


def test_report_that_takes_too_long_can_be_fetched_later(
    shared_reading: Any, tmp_path: Path
) -> None:
    from recognizer.web import create_app
    from served import held, services

    with (
        held(shared_reading) as (reading, go),
        services(tmp_path, reading, answer_seconds=0.001) as made,
    ):
        program = Program(create_app(made), made)
        late = program.read(RESUME)
        said = problem(late, 504, "not_ready")
        place = late.headers["Location"]
        assert place == f"{REPORTS}/{said['report_id']}" and int(late.headers["Retry-After"]) > 0
        states = {program.get(place).json["state"]}
        go.set()
        while (shown := program.get(place)).status_code == 202:
            states.add(shown.json["state"])
            assert int(shown.headers["Retry-After"]) > 0
            time.sleep(0.2)
        assert states <= {"queued", "running"}
        assert shown.status_code == 200 and shown.json["credentials"]


def test_report_deleted_leaves_only_the_audit(program: Any) -> None:
    made = program.services
    sent = program.read(RESUME, "", Idempotency_Key="one")
    report = sent.headers["X-Report-Id"]
    owner = "key:" + next(key.id for key in reversed(made.keys.list()))
    assert program.delete(sent.headers["Location"]).status_code == 204
    problem(program.get(sent.headers["Location"]), 404, "not_found")
    problem(program.delete(sent.headers["Location"]), 404, "not_found")
    with made.database.session(writes=False) as session:
        for table in (Batch, Document, Upload):
            column = {Batch: Batch.owner, Document: Document.id, Upload: Upload.document_id}[table]
            wanted = owner if table is Batch else report
            assert session.scalar(select(func.count()).where(column == wanted)) == 0
        lines = session.scalars(
            select(AuditEntry).where(AuditEntry.subject == report).order_by(AuditEntry.id)
        ).all()
    assert [line.action for line in lines] == ["uploaded", "read", "deleted"]
    assert [line.actor for line in lines] == [owner, "server", owner]
    assert Table.metadata.tables.keys() >= {"audit", "api_keys", "idempotent_requests"}


def test_report_keeps_no_pdf(program: Any) -> None:
    sent = program.read(RESUME)
    with program.services.database.session(writes=False) as session:
        query = select(func.count()).select_from(Upload)
        found = session.scalar(query.where(Upload.document_id == sent.headers["X-Report-Id"]))
    assert found == 0
