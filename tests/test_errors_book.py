"""Where the recognizer errs: counts by layout, section, type and kind; numbers only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models import errors
from models.errors import Errors, cases, tables
from tests.drawn import WORK, resume

LABEL = {"type": "training", "required": True, "status": "earned", "page": 1}


def label(title: str, **more: Any) -> dict[str, Any]:
    return LABEL | {"title": title, "quote": title} | more


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three résumés: one right, one with a miss and a false report, one with nothing there."""
    folder = tmp_path_factory.mktemp("labelled")
    (folder / "pdf").mkdir()
    (folder / "labels").mkdir()
    lines = ["- CompTIA A+, CompTIA, 2018", "- Fruit Storage Course, Plum Academy, 2021"]
    right = resume({"Certifications": lines, "Experience": [WORK]})
    mixed = resume(
        {
            "Certifications": ["- CompTIA A+, CompTIA, 2018", "- Pear Grafting, Plum Academy"],
            "Experience": [WORK, "- Went through the Barrel Making lessons with the cooper"],
        }
    )
    made = {
        "a": (right, [label("CompTIA A+", type="certification"), label("Fruit Storage Course")]),
        "b": (mixed, [label("CompTIA A+", type="certification"), label("Barrel Making")]),
        "c": (resume({"Experience": [WORK]}), [label("Not there at all")]),
    }
    for name, (pdf, labels) in made.items():
        (folder / "pdf" / f"{name}.pdf").write_bytes(pdf)
        text = json.dumps({"id": name, "credentials": labels})
        (folder / "labels" / f"{name}.json").write_text(text)
    return folder


@pytest.fixture(scope="module")
def counts(folder: Path, recognizer: Any) -> errors.Counts:
    counted = Errors()
    for case in cases(folder / "labels", folder / "pdf", recognizer):
        counted.add(case)
    return counted.counts()


def test_errors_are_counted_by_layout_section_and_type(counts: errors.Counts) -> None:
    assert counts["layout"] == {"one column": {"found": 3, "missed": 2, "false": 1}}
    assert counts["section"]["certifications"] == {"found": 3, "missed": 0, "false": 1}
    assert counts["section"]["experience"] == {"found": 0, "missed": 1, "false": 0}
    assert counts["section"]["not found in the text"]["missed"] == 1
    assert counts["type"]["certification"]["found"] == 2
    assert counts["type"]["training"]["missed"] == 2


def test_errors_say_of_which_kind_they_are(counts: errors.Counts) -> None:
    assert counts["kind"] == {
        "false: something else in a list of credentials": {"errors": 1},
        "missed: its words are not in the text as labelled": {"errors": 1},
        "missed: stands outside such lists": {"errors": 1},
    }


def test_errors_are_shown_as_tables_without_names(counts: errors.Counts) -> None:
    shown = "\n".join(tables(counts))
    assert "| one column | 5 | 3 | 0.60 | 1 |" in shown
    assert "| missed: stands outside such lists | 1 |" in shown
    assert not any(word in shown for word in ("Barrel", "Grafting", "CompTIA"))


def test_errors_are_recorded_as_numbers(
    folder: Path,
    counts: errors.Counts,
    recognizer: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = tmp_path / "errors.json"
    monkeypatch.setattr(errors, "RECORD", store)
    monkeypatch.setattr(errors.Recognizer, "load", lambda: recognizer)
    arguments = ["errors", str(folder / "labels"), str(folder / "pdf"), "--record"]
    monkeypatch.setattr("sys.argv", arguments)
    errors.main()
    assert json.loads(store.read_text()) == counts
    assert "| kind of error | errors |" in capsys.readouterr().out


def test_errors_on_record_are_those_of_the_page(root: Path) -> None:
    recorded = json.loads(errors.RECORD.read_text("utf-8"))
    page = (root / "docs" / "recognition.md").read_text("utf-8")
    assert "\n".join(tables(recorded)) in page, "run `make docs`"
