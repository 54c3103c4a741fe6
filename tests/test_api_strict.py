"""What is ambiguous is refused, never guessed; what has not changed is not sent again."""

from __future__ import annotations

import gzip
import io
from typing import Any

import pytest

from calling import BATCHES, PDF, REPORTS, problem, zipped
from hostile import resume

RESUME = resume()
FORM = "multipart/form-data"


@pytest.mark.parametrize(
    "query", ["blind=false&blind=true", "blind=true&blind=true", "role=a&role=b"]
)
def test_strict_parameters_stand_once(program: Any, query: str) -> None:
    said = problem(program.read(RESUME, f"?{query}"), 422, "invalid")
    (error,) = said["errors"]
    assert error == {
        "in": "query",
        "parameter": query[: query.index("=")],
        "detail": "Give it once.",
    }


def test_strict_unknown_parameters_are_not_repeated(program: Any) -> None:
    answer = program.read(RESUME, "?zaphod=1&zaphod=2")
    problem(answer, 422, "invalid")
    assert "zaphod" not in answer.text


def test_strict_stored_reports_show_no_name_by_mistake(program: Any) -> None:
    place = program.read(RESUME).headers["Location"]
    problem(program.get(f"{place}?blind=false&blind=true"), 422, "invalid")


@pytest.mark.parametrize(("path", "field"), [(REPORTS, "file"), (BATCHES, "files")])
def test_strict_fields_stand_once(program: Any, path: str, field: str) -> None:
    data = {field: (io.BytesIO(RESUME), "ada.pdf"), "blind": ["false", "true"]}
    said = problem(program.post(path, data=data, content_type=FORM), 422, "invalid")
    assert said["errors"] == [{"in": "form", "parameter": "blind", "detail": "Give it once."}]


@pytest.mark.parametrize(("path", "field"), [(REPORTS, "file"), (BATCHES, "files")])
def test_strict_a_file_without_a_name_is_explained(program: Any, path: str, field: str) -> None:
    said = problem(program.post(path, data={field: "text"}, content_type=FORM), 422, "invalid")
    (error,) = said["errors"]
    assert error["parameter"] == field and "file name" in error["detail"]


@pytest.mark.parametrize("field", ["files[]", "cv"])
def test_strict_files_under_other_names_are_refused(program: Any, field: str) -> None:
    data = {field: (io.BytesIO(RESUME), "ada.pdf")}
    answer = program.post(BATCHES, data=data, content_type=FORM)
    assert problem(answer, 422, "invalid")["errors"][0]["in"] == "form"
    assert field not in answer.text


@pytest.mark.parametrize(
    ("path", "kind", "content"),
    [(REPORTS, PDF, RESUME), (BATCHES, "application/zip", zipped([("ada.pdf", RESUME)]))],
)
@pytest.mark.parametrize("coding", ["gzip", "GZip", "br", "identity, gzip"])
def test_strict_compressed_bodies_are_no_damaged_files(
    program: Any, path: str, kind: str, content: bytes, coding: str
) -> None:
    headers = {"Content-Encoding": coding}
    packed = gzip.compress(content)
    answer = program.post(path, data=packed, content_type=kind, headers=headers)
    problem(answer, 415, "unsupported_media_type")
    assert answer.headers["Accept-Encoding"] == "identity"
    plain = {"Content-Encoding": "identity"}
    assert program.post(path, data=content, content_type=kind, headers=plain).status_code < 300


@pytest.mark.parametrize(("path", "kinds"), [(REPORTS, (FORM, PDF)), (BATCHES, (FORM, "zip"))])
def test_strict_other_kinds_are_told_what_to_send(
    program: Any, path: str, kinds: tuple[str, ...]
) -> None:
    said = problem(program.post(path, json={"file": "x"}), 415, "unsupported_media_type")
    assert all(kind in said["detail"] for kind in kinds)


def test_unchanged_answers_are_not_sent_again(program: Any) -> None:
    batch = program.send(("ada.pdf", RESUME)).headers["Location"]
    program.finished(batch)
    for path in (
        program.read(RESUME).headers["Location"],
        batch,
        f"{batch}/results",
        f"{batch}/results?format=csv",
        "/api/v1/taxonomy/search?q=PMP",
        "/api/v1/taxonomy/credentials/coursera-stanford-machine-learning",
        "/api/v1/taxonomy/providers/coursera",
    ):
        first = program.get(path)
        again = program.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.data) == (200, 304, b""), path
        assert again.headers["ETag"] == first.headers["ETag"]
        assert program.get(path, headers={"If-None-Match": '"other"'}).data == first.data
        assert program.call("HEAD", path).headers["ETag"] == first.headers["ETag"]


def test_changed_answers_have_another_tag(program: Any) -> None:
    batch = program.send(("ada.pdf", RESUME), ("bob.pdf", RESUME)).headers["Location"]
    program.finished(batch)
    tags = {
        program.get(f"{batch}/results{query}").headers["ETag"]
        for query in ("", "?format=csv", "?limit=1", "?blind=true")
    }
    assert len(tags) == 4
    page = program.get(f"{batch}/results").get_json()["results"]
    before = program.get(batch).headers["ETag"]
    program.delete(f"{REPORTS}/{page[0]['id']}")
    assert program.get(batch, headers={"If-None-Match": before}).status_code == 200
    assert "Accept" in program.get(f"{batch}/results").headers["Vary"]


@pytest.mark.parametrize(
    ("value", "blind"),
    [("true", True), ("True", True), ("false", False), ("False", False)],
)
def test_strict_yes_and_no_as_clients_write_them(program: Any, value: str, blind: bool) -> None:
    sent = program.send(("ada.pdf", RESUME), path=REPORTS, blind=value)
    assert (sent.get_json()["document"]["name"] != "ada.pdf") is blind


@pytest.mark.parametrize("value", ["1", "0", "yes", "on", "TRUE", "t", "", "null", "true,false"])
def test_strict_no_other_word_for_yes_and_no(program: Any, value: str) -> None:
    problem(program.send(("ada.pdf", RESUME), path=REPORTS, blind=value), 422, "invalid")
    problem(program.read(RESUME, f"?blind={value}"), 422, "invalid")
