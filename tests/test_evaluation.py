"""Figures against labels: hand-made tables, and equality with the corpus' own program."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recognizer.comparison import Entry, same_organization
from recognizer.evaluation import evaluate, half_of, lines_of, read_labels


def label(title: str, **fields: Any) -> dict[str, Any]:
    base = {"type": "certification", "issuer": None, "platform": None, "issued": None}
    more = {"expires": None, "credential_id": None, "url": None, "status": "earned"}
    return {"title": title, "required": True, "page": 1, "quote": title} | base | more | fields


def figures_of(golds: list[dict[str, Any]], found: list[dict[str, Any]] | None) -> dict[str, Any]:
    labels = {"a": tuple(Entry.from_json(item) for item in golds)}
    reports = {} if found is None else {"a": json.dumps({"credentials": found}).encode()}
    return evaluate(labels, reports).figures()


GOLD = label("Certified Example Analyst", issuer="Example Institute", issued="2021-05")


@pytest.mark.parametrize(
    ("golds", "found", "expected"),
    [
        ([GOLD], [GOLD], {"f1": 1.0, "exact_f1": 1.0, "issued": 1.0, "issuer": 1.0}),
        ([GOLD], None, {"no_report": 1, "recall": 0.0, "f1": 0.0}),
        ([GOLD], [], {"recall": 0.0, "precision": 0.0, "title": None}),
        ([GOLD], [GOLD, label("Quite Another Thing")], {"precision": 0.5, "recall": 1.0}),
        ([GOLD], [GOLD | {"issuer": {"name": "Else", "id": None}}], {"exact_f1": 0.0, "f1": 1.0}),
        ([GOLD], [GOLD | {"issued": "2021"}], {"issued": 0.0, "exact_f1": 1.0}),
        ([GOLD], [GOLD | {"type": "degree"}], {"recall": 0.0}),
        ([GOLD], [GOLD | {"type": "badge"}], {"type": 0.0, "f1": 1.0}),
        ([GOLD | {"required": False}], [GOLD], {"required": 0, "precision": 0.0}),
        ([], [GOLD], {"false_per_document_without_credentials": 1.0}),
        (
            [label("Typing Course", type="training")],
            [label("Typing Course", type="course_certificate")],
            {"type": 1.0, "recall_by_type": {"training": 1.0}},
        ),
        (
            [label("X Course", url="https://www.Example.org/a/")],
            [label("X Course", url="http://example.org/a")],
            {"url": 1.0},
        ),
    ],
)
def test_evaluation_figures(
    golds: list[dict[str, Any]], found: list[dict[str, Any]] | None, expected: dict[str, Any]
) -> None:
    figures = figures_of(golds, found)
    assert {key: figures[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("found", "gold", "same"),
    [
        ("amazon web services", "aws", True),
        ("project management institute", "pmi", True),
        ("national institute of examples", "nie", True),
        ("coursera inc", "coursera", True),
        ("google", "microsoft", False),
        ("", "aws", False),
    ],
)
def test_evaluation_same_organization(found: str, gold: str, same: bool) -> None:
    assert same_organization(found, gold) is same


def test_evaluation_subsets_part_the_labels(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"x{number}.json").write_text(json.dumps({"credentials": [GOLD]}))
    everything = read_labels(tmp_path)
    halves = [read_labels(tmp_path, half=half) for half in ("seen", "unseen")]
    assert sorted([*halves[0], *halves[1]]) == sorted(everything)
    assert all(10 < len(half) < 30 for half in halves)
    assert half_of("x1") == half_of("x1")
    assert evaluate(everything, {}, ids=["x3", "x4", "absent"]).figures()["documents"] == 2


def test_evaluation_names_the_file_that_is_no_label_file(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("[]")
    with pytest.raises(ValueError, match=r"bad\.json is not a label file"):
        read_labels(tmp_path)


def spoiled(credential: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A prediction as a poor recognizer would make it from the label."""
    made = {key: value for key, value in credential.items() if key != "quote"}
    if chance.random() < 0.3:
        made["title"] = " ".join(made["title"].split()[:-1]) or made["title"]
    for key in ("issuer", "platform", "issued", "url", "credential_id"):
        if chance.random() < 0.15:
            made[key] = None
    if chance.random() < 0.15:
        made |= {"type": "training", "status": "planned"}
    made["issuer"] = {"name": made["issuer"], "id": None} if made["issuer"] else None
    return made | {"evidence": {"quote": "some words"}}


def test_evaluation_equals_the_corpus_program(corpus: Path, tmp_path: Path) -> None:
    labels, chance = corpus / "dev" / "labels", random.Random(7)
    for path in sorted(labels.glob("*.json")):
        items = json.loads(path.read_text())["credentials"]
        made = [spoiled(item, chance) for item in items if chance.random() < 0.85]
        if chance.random() < 0.3:
            made.append({"title": "Nothing of the kind"})
        if chance.random() < 0.95:
            (tmp_path / path.name).write_text(json.dumps({"credentials": made}))
    program = [sys.executable, corpus / "evaluate.py", labels, tmp_path, "--errors"]
    theirs = subprocess.run([*program, "--json"], capture_output=True, text=True, check=True)
    reports = {path.stem: path.read_bytes() for path in tmp_path.glob("*.json")}
    result = evaluate(read_labels(labels), reports)
    ours = "\n".join(lines_of(result, errors=True, as_json=True)) + "\n"
    assert ours == theirs.stdout, "the figures differ from those of the corpus' program"


def test_evaluation_table_has_one_figure_a_line() -> None:
    labels = {"a": (Entry.from_json(label("CKA")), Entry.from_json(label("Rope", type="badge")))}
    reports = {"a": json.dumps({"credentials": [label("CKA")]}).encode()}
    lines = [line.split() for line in lines_of(evaluate(labels, reports))]
    assert ["recall", "0.5000"] in lines
    assert ["documents", "1"] in lines
    assert ["issued", "–"] in lines
    assert lines[-3:] == [
        ["recall", "by", "type"],
        ["badge", "0.0000"],
        ["certification", "1.0000"],
    ]
