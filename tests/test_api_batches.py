"""Batches: taking many files, their state, results page by page, cancelling, deleting."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path
from typing import Any

import pytest

from calling import BATCHES, Program, problem, zipped
from hostile import encrypted, resume
from recognizer.bulk import read_many
from recognizer.export import json_line, rows
from recognizer.web import create_app
from served import services

NAMES = ("ada.pdf", "bob.pdf", "eve.pdf")
GOOD = {name: resume((f"{name} Example", "Certifications", "CISSP, ISC2, 2021")) for name in NAMES}
FILES = (*GOOD.items(), ("locked.pdf", encrypted()))


@pytest.fixture(scope="module")
def done(endpoint: Any) -> tuple[Program, str]:
    """A program and the address of a batch that has been read."""
    program = Program.new(*endpoint)
    place = program.send(*FILES).headers["Location"]
    program.finished(place)
    return program, place


def test_batch_is_taken_and_told_of(program: Any) -> None:
    sent = program.send(*FILES)
    assert sent.status_code == 202
    assert sent.headers["Location"] == f"{BATCHES}/{sent.json['id']}"
    assert sent.json["total"] == 4 and sum(sent.json["counts"].values()) == 4
    state = program.finished(sent.headers["Location"])
    assert state["state"] == "done"
    assert {name: count for name, count in state["counts"].items() if count} == {
        "done": 3,
        "failed": 1,
    }
    assert state["results"] == f"{BATCHES}/{sent.json['id']}/results"


def test_batch_of_an_archive_has_its_members(program: Any) -> None:
    sent = program.post(BATCHES, data=zipped(FILES), content_type="application/zip")
    assert sent.status_code == 202 and sent.json["total"] == 4
    program.finished(sent.headers["Location"])
    results = program.get(sent.headers["Location"] + "/results").json["results"]
    assert [entry["file"] for entry in results] == [*NAMES, "locked.pdf"]
    assert [("report" in entry, "error" in entry) for entry in results] == [
        *((True, False),) * 3,
        (False, True),
    ]


def test_batch_results_are_rows_of_the_command_line(
    done: tuple[Program, str], tmp_path: Path
) -> None:
    program, place = done
    for name, content in FILES:
        (tmp_path / name).write_bytes(content)
    outcomes = {
        Path(outcome.file).name: outcome.result
        for outcome in read_many([tmp_path / name for name, _ in FILES], jobs=1)
    }
    lines = program.get(place + "/results?format=jsonl").data.splitlines()
    for (name, _), line in zip(FILES[:3], lines, strict=False):
        sent = json.loads(line)
        report = program.get(f"/api/v1/reports/{sent.pop('id')}")
        assert sent == json.loads(json_line(name, outcomes[name]))
        assert report.data == outcomes[name].to_json()
    cells = list(
        csv.DictReader(
            io.StringIO(program.get(place + "/results?format=csv").data.decode("utf-8-sig"))
        )
    )
    expected = [row for name, _ in FILES[:3] for row in rows(name, outcomes[name])]
    assert [row["title"] for row in cells[:-1]] == [row["title"] for row in expected]
    assert (cells[-1]["file"], cells[-1]["error_code"]) == ("locked.pdf", "encrypted_pdf")


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("application/json", "application/json"),
        ("text/csv", "text/csv"),
        ("application/x-ndjson, application/json;q=0.5", "application/x-ndjson"),
        ("*/*", "application/json"),
        ("image/png", "application/json"),
    ],
)
def test_batch_results_in_the_form_accepted(
    done: tuple[Program, str], accept: str, mimetype: str
) -> None:
    program, place = done
    assert program.get(place + "/results", headers={"Accept": accept}).mimetype == mimetype


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 500])
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_batch_results_page_by_page(done: tuple[Program, str], limit: int, form: str) -> None:
    program, place = done
    names, following = [], f"{place}/results?limit={limit}&format={form}&blind=false"
    while following:
        page = program.get(following)
        entries = (
            page.json["results"] if form == "json" else map(json.loads, page.data.splitlines())
        )
        names += [entry["file"] for entry in entries]
        link = page.headers.get("Link", "")
        following = link.partition("<")[2].partition(">")[0]
        if form == "json":
            assert bool(page.json["next"]) == bool(following)
        assert "Retry-After" not in page.headers
    assert names == [name for name, _ in FILES]


def test_batch_results_come_in_order_while_it_is_read(shared_reading: Any, tmp_path: Path) -> None:
    with services(tmp_path, shared_reading) as made:
        program = Program(create_app(made), made)
        place = program.send(*(FILES * 3)).headers["Location"]
        names, cursor = [], ""
        while cursor is not None:
            page = program.get(f"{place}/results?limit=2{cursor}")
            names += [entry["file"] for entry in page.json["results"]]
            assert (
                len(page.json["results"]) == 2
                or page.json["state"] == "done"
                or (page.headers["Retry-After"])
            )
            cursor = page.json["next"] and f"&cursor={page.json['next']}"
            time.sleep(0.05)
        assert names == [name for name, _ in FILES * 3]


def test_batch_blind_names_no_file(program: Any) -> None:
    sent = program.send(*FILES, blind="true")
    assert sent.json["blind"] is True
    program.finished(sent.headers["Location"])
    for form in ("json", "jsonl", "csv"):
        shown = program.get(f"{sent.headers['Location']}/results?format={form}&blind=false")
        assert not any(name.encode() in shown.data for name, _ in FILES)
        assert b"Example" not in shown.data


def test_batch_with_a_role_says_what_is_evidenced(program: Any) -> None:
    sent = program.send(*FILES[:2], role="Risk management\nZzyzx keeping")
    program.finished(sent.headers["Location"])
    results = program.get(sent.headers["Location"] + "/results").json["results"]
    assert [len(entry["report"]["role"]["skills"]) for entry in results] == [1, 1]
    problem(program.send(*FILES, role="{"), 422, "role")


def test_batch_cancelled_keeps_what_is_there(endpoint: Any, program: Any) -> None:
    sent = program.send(*(FILES * 25))
    place = sent.headers["Location"]
    stopped = program.post(place + "/cancel")
    assert stopped.status_code == 200 and stopped.json["state"] == "cancelled"
    counts = stopped.json["counts"]
    assert counts["queued"] == counts["running"] == 0 and counts["cancelled"] > 0
    assert program.get(place).json["counts"] == counts, "nothing ends after that"
    results = program.get(place + "/results?limit=500").json["results"]
    codes = [entry["error"]["code"] for entry in results if "error" in entry]
    assert len(results) == 100 and codes.count("cancelled") == counts["cancelled"]
    cancelled = next(e for e in results if e.get("error", {}).get("code") == "cancelled")
    problem(program.get(f"/api/v1/reports/{cancelled['id']}"), 422, "cancelled")
    assert program.read(GOOD["ada.pdf"]).status_code == 200, "the reading goes on for others"


def test_batch_deleted_is_gone(program: Any) -> None:
    place = program.send(*FILES).headers["Location"]
    program.finished(place)
    report = program.get(place + "/results").json["results"][0]["id"]
    assert program.delete(place).status_code == 204
    for path in (place, place + "/results", f"/api/v1/reports/{report}"):
        problem(program.get(path), 404, "not_found")
    problem(program.delete(place), 404, "not_found")
    problem(program.post(place + "/cancel"), 404, "not_found")


def test_batch_with_its_last_report_deleted_is_gone(program: Any) -> None:
    place = program.send(*FILES[:2]).headers["Location"]
    program.finished(place)
    for entry in program.get(place + "/results").json["results"]:
        assert program.get(place).status_code == 200
        assert program.delete(f"/api/v1/reports/{entry['id']}").status_code == 204
    problem(program.get(place), 404, "not_found")


@pytest.mark.parametrize("cursor", ["p", "12", "p-1", "p1234567", "p1 ", "p%0A1", "p1%0A"])
def test_batch_cursor_must_be_one(done: tuple[Program, str], cursor: str) -> None:
    program, place = done
    said = problem(program.get(f"{place}/results?cursor={cursor}"), 422, "invalid")
    assert said["errors"][0]["parameter"] == "cursor"
