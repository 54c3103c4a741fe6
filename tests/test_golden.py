"""Whole reports as they were when somebody last read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from recognizer.schema import report_schema
from tests.golden.update import CASES, FOLDER, golden_report


def differences(now: Any, before: Any, path: str = "$") -> Iterator[str]:
    """Where two JSON values differ, one line each."""
    if isinstance(now, dict) and isinstance(before, dict):
        for key in sorted({*now, *before}):
            yield from differences(now.get(key), before.get(key), f"{path}.{key}")
    elif isinstance(now, list) and isinstance(before, list) and len(now) == len(before):
        for number, (one, other) in enumerate(zip(now, before, strict=True)):
            yield from differences(one, other, f"{path}[{number}]")
    elif now != before:
        yield f"{path}: {json.dumps(before)[:200]} is now {json.dumps(now)[:200]}"


@pytest.mark.parametrize("layout", CASES)
def test_golden_report_is_as_it_was(recognizer: Any, layout: str) -> None:
    before = json.loads((FOLDER / f"{layout}.json").read_text(encoding="utf-8"))
    found = list(differences(golden_report(recognizer, layout), before))
    assert not found, "\n".join([*found, "If that was intended: python -m tests.golden.update"])


@pytest.mark.parametrize("layout", CASES)
def test_golden_report_has_the_form_of_the_contract(layout: str) -> None:
    report = json.loads((FOLDER / f"{layout}.json").read_text(encoding="utf-8"))
    report["versions"] |= {"taxonomy": "0", "recognizer": "0"}
    report["document"]["sha256"] = "0" * 64
    jsonschema.Draft202012Validator(report_schema()).validate(report)
    assert len(report["credentials"]) >= 3


def test_golden_files_are_those_of_the_cases() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(CASES)


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        ({"a": [1, 2]}, {"a": [1, 2]}, []),
        ({"a": [1, 3]}, {"a": [1, 2]}, ["$.a[1]: 2 is now 3"]),
        ({"a": [1]}, {"a": [1, 2]}, ["$.a: [1, 2] is now [1]"]),
        ({"a": None, "b": 1}, {"a": 1, "b": 1}, ["$.a: 1 is now null"]),
    ],
)
def test_golden_differences_say_where(now: Any, before: Any, told: list[str]) -> None:
    assert list(differences(now, before)) == told
