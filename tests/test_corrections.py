"""Reviewers' verdicts as curators get them: the latest counts, grouped, harmless."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from recognizer.errors import RecognizerError
from recognizer.suggestions import suggest


def line(id_: str, verdict: str | None, title: str = "Bee Care", **more: Any) -> bytes:
    base = {"id": id_, "verdict": verdict, "entry": None, "title": title, "type": "training"}
    named = {"issuer": "Pear Valley Institute", "platform": None, "match": "bee-keeper"}
    return json.dumps({"review": base | named | more}).encode()


def test_corrections_are_grouped_and_counted_by_resume() -> None:
    text = suggest(
        [
            line("r1/0", "wrong_match", entry="Bee Care Diploma"),
            line("r1/3", "wrong_match", entry="Bee care diploma"),
            line("r2/0", "wrong_match", "BEE CARE", entry="Bee Care Diploma"),
            line("r3/0", "not_a_credential", "Volunteer"),
            line("r4/0", "matches"),
        ]
    ).as_yaml()
    found = yaml.safe_load(text)["reviews"]
    assert [(item["verdict"], item["title"]) for item in found] == [
        ("wrong_match", "Bee Care"),
        ("not_a_credential", "Volunteer"),
    ]
    assert found[0]["entry"] == "Bee Care Diploma"
    assert found[0]["match"] == "bee-keeper"
    assert "# 2 résumés: matched to the wrong entry" in text
    assert yaml.safe_load(text)["credentials"] == []


def test_corrections_latest_verdict_counts_and_can_be_taken_back() -> None:
    lines = [
        line("r1/0", "not_a_credential"),
        line("r1/0", "does_not_match"),
        line("r2/0", "wrong_match", entry="x"),
        line("r2/0", None),
    ]
    found = yaml.safe_load(suggest(lines).as_yaml())["reviews"]
    assert [item["verdict"] for item in found] == ["does_not_match"]


def test_corrections_below_the_threshold_are_left_out() -> None:
    text = suggest([line("r1/0", "not_a_credential")], at_least=2).as_yaml()
    assert "reviews" not in text


def test_corrections_hold_one_printable_line_each() -> None:
    hostile = "Bee\ncare: [x]\x1b[31m\n- id: evil"
    text = suggest([line("r1/0", "wrong_match", hostile, entry=hostile)]).as_yaml()
    (found,) = yaml.safe_load(text)["reviews"]
    assert found["title"] == "Bee care: [x][31m - id: evil"
    assert "\x1b" not in text


@pytest.mark.parametrize("row", [b'{"review": {}}', b'{"review": 3}', b'{"reviews": []}'])
def test_corrections_that_are_none_are_named_by_line(row: bytes) -> None:
    with pytest.raises(RecognizerError, match="line 1"):
        suggest([row])
