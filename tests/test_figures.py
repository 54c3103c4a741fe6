"""The figures that may not get worse: what is recorded, and what is complained about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models import figures
from models.figures import KEPT, NOISE, complaints, measured

GOOD = dict.fromkeys(KEPT, 0.9) | {
    "documents": 92,
    "required": 255,
    "false_per_document_without_credentials": 0.1,
}


def parts(**changes: Any) -> figures.Figures:
    """Good figures of every part, those of all résumés changed."""
    return {"all": GOOD | changes, "seen": dict(GOOD), "unseen": dict(GOOD)}


@pytest.mark.parametrize(
    ("changes", "recorded", "complaint"),
    [
        ({}, {}, None),
        ({}, parts(), None),
        ({"f1": 0.891}, parts(), None),
        ({"f1": 0.889}, parts(), "f1 of all fell from 0.9 to 0.889"),
        ({"url": None}, parts(), "url of all fell from 0.9 to None"),
        ({"url": None}, parts(url=None), None),
        ({"status": 0.8}, {}, None),
        ({"status": 0.8, "required": 9}, parts(), None),
        ({"f1": 0.69}, {}, "f1 is 0.69, below the floor of 0.7"),
        ({"exact_f1": 0.49}, {}, "exact_f1 is 0.49, below the floor of 0.5"),
        ({"provider": None}, {}, "provider is None, below the floor of 0.8"),
        (
            {"false_per_document_without_credentials": 0.31},
            {},
            "false_per_document_without_credentials is 0.31, above 0.3",
        ),
    ],
)
def test_figures_complain_of_what_got_worse(
    changes: dict[str, Any], recorded: figures.Figures, complaint: str | None
) -> None:
    assert list(complaints(parts(**changes), recorded)) == ([complaint] if complaint else [])


@pytest.mark.parametrize("part", [part for part in NOISE if part != "all"])
def test_figures_watch_each_half(part: str) -> None:
    now = parts() | {part: GOOD | {"issued": 0.87}}
    assert list(complaints(now, parts())) == [f"issued of {part} fell from 0.9 to 0.87"]


def test_figures_are_recorded_and_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "figures.json"
    store.write_text("{}")
    monkeypatch.setattr(figures, "FIGURES", store)
    label = {"title": "Certified Bee Keeper", "type": "certification", "issuer": "Pear Valley"}
    label |= {"required": True, "quote": "…", "status": "earned", "issued": "2021", "url": "x.org"}
    for folder in ("labels", "reports"):
        (tmp_path / folder).mkdir()
        for number in range(20):
            content = json.dumps({"credentials": [label]})
            (tmp_path / folder / f"x{number}.json").write_text(content)

    def run(*options: str) -> int:
        arguments = ["figures", str(tmp_path / "labels"), str(tmp_path / "reports"), *options]
        monkeypatch.setattr("sys.argv", arguments)
        with pytest.raises(SystemExit) as ended:
            figures.main()
        return int(ended.value.code or 0)

    assert run("--record") == 0
    assert json.loads(store.read_text()) == measured(tmp_path / "labels", tmp_path / "reports")
    assert run() == 0
    assert "f1                1.0" in capsys.readouterr().out
    (tmp_path / "reports" / "x3.json").unlink()
    assert run() == 1
    assert "Worse: f1 of all fell from 1.0 to 0.9744" in capsys.readouterr().err


def test_figures_on_record_hold_numbers_only_and_keep_the_floors(root: Path) -> None:
    recorded = figures.read_recorded()
    assert set(recorded) in (set(), set(NOISE))
    if recorded:
        assert list(complaints(recorded, recorded)) == []
    for values in recorded.values():
        flat = [v for v in values.values() if not isinstance(v, dict)]
        flat += list(values["recall_by_type"].values())
        assert all(value is None or isinstance(value, int | float) for value in flat)
