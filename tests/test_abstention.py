"""Matching names the right entry or none: drawn titles, their counts, and what is on record."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

import pytest
from rapidfuzz.distance import DamerauLevenshtein

from models.abstention import __main__ as door
from models.abstention import measure, spoiling, titles
from models.abstention.known import Known, telling
from models.abstention.titles import SPELT_ALIKE, Drawing, Written

SIZE = 12
NOISE = 3.0
"""Standard deviations by which a small sample may lie below the record."""
TITLE = "Certified Orchard Manager: Fundamentals of Apple Storage"


@pytest.fixture(scope="module")
def known(recognizer: Any) -> Known:
    return Known.of(recognizer.taxonomy)


@pytest.fixture(scope="module")
def drawn(known: Known) -> tuple[Written, ...]:
    return tuple(Drawing(known, SIZE).titles())


@pytest.fixture(scope="module")
def cells(recognizer: Any, drawn: tuple[Written, ...]) -> tuple[measure.Cell, ...]:
    return measure.measure(recognizer, drawn)


@pytest.fixture(scope="module")
def recorded() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(measure.RECORD.read_text("utf-8"))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_spoiling_does_what_it_says(seed: int) -> None:
    chance = Random(seed)
    slip = spoiling.misspelt(1)(TITLE, chance)
    assert slip is not None and DamerauLevenshtein.distance(slip, TITLE) == 1
    cut = spoiling.cut_off(TITLE, chance)
    assert cut is not None and TITLE.startswith(cut.rstrip(".…")) and len(cut.split()) >= 4
    moved = spoiling.reordered(TITLE, chance)
    assert moved is not None and telling(moved) == telling(TITLE) and moved != TITLE
    small = spoiling.without_small_word(TITLE, chance)
    assert small is not None and telling(small) == telling(TITLE)
    other = spoiling.without_telling_word(TITLE, chance)
    assert other is not None and len(telling(other)) == len(telling(TITLE)) - 1
    added = spoiling.with_words_added(TITLE, chance)
    assert added is not None and TITLE in added and added != TITLE
    assert spoiling.another_level(TITLE, chance) == TITLE.replace("Fundamentals", "Advanced")


def test_spoiling_refuses_what_it_cannot_do() -> None:
    chance = Random(1)
    assert spoiling.cut_off("Plum Storage", chance) is None
    assert spoiling.misspelt(1)("C++ 11", chance) is None
    assert spoiling.reordered("Plum Storage", chance) is None
    assert spoiling.another_level("Plum Storage", chance) is None
    assert spoiling.word_spelt_alike("Plum Storage", chance) is None
    assert spoiling.another_level("Plum Storage II", chance) != "Plum Storage II"
    assert spoiling.word_spelt_alike("Internal Audit", chance) == "External Audit"
    assert spoiling.still_named("Plum Storage (PS)") and spoiling.still_named("AZ-900 Plums")
    assert not spoiling.still_named("Plum Storage 2: Internal Audit")


def test_drawing_is_the_same_each_time_and_of_equal_parts(
    known: Known, drawn: tuple[Written, ...]
) -> None:
    assert tuple(Drawing(known, SIZE).titles()) == drawn
    counts = Counter((w.kind, bool(w.providers)) for w in drawn)
    assert set(counts.values()) == {SIZE}
    assert len(counts) == 2 * (len(titles.SPOILINGS) + len(titles.OTHER_NAMES) + 5) + 3


def test_drawing_smaller_is_the_beginning_of_larger(
    known: Known, drawn: tuple[Written, ...]
) -> None:
    assert set(Drawing(known, SIZE // 2).titles()) < set(drawn)


def test_drawing_knows_what_is_meant(known: Known, drawn: tuple[Written, ...]) -> None:
    elsewhere = (titles.OTHER_PROVIDER, titles.INSTITUTE, titles.COMMON)
    for written in drawn:
        if written.entry is None:
            assert written.kind in elsewhere or not known.entries(written.title), written
            continue
        entry = known.taxonomy.credential(written.entry)
        assert written.providers or not entry.ambiguous, written
        assert not known.others(written.title, entry, beside=bool(written.providers)), written


def test_counting_at_a_threshold_is_what_the_matcher_does_there(
    recognizer: Any, drawn: tuple[Written, ...]
) -> None:
    some = drawn[::7]
    steps = measure.thresholds(recognizer.settings.min_match_score)
    counted = measure.measure(recognizer, some)
    for n, step in enumerate(steps):
        matcher = replace(recognizer.matcher, min_score=step)
        named = [matcher.match(measure.claim_of(recognizer, w)).credential for w in some]
        right = sum(w.entry is not None and i == w.entry for w, i in zip(some, named, strict=True))
        assert sum(cell.right[n] for cell in counted) == right
        assert sum(cell.wrong[n] for cell in counted) == sum(i is not None for i in named) - right


def test_matching_is_not_worse_than_recorded(
    recognizer: Any, cells: tuple[measure.Cell, ...], recorded: dict[str, Any]
) -> None:
    in_use = recognizer.settings.min_match_score
    assert recorded["threshold"] == in_use, "run `make abstention`"
    before, step = measure.of_json(recorded)
    n = measure.thresholds(in_use).index(in_use)
    for kinder in (False, True):
        now_cells, old_cells = (
            [c for c in part if not kinder or c.kind != SPELT_ALIKE] for part in (cells, before)
        )
        now, old = measure.shares(now_cells, n), measure.shares(old_cells, step)
        named = sum(c.right[n] + c.wrong[n] for c in now_cells)
        there = sum(c.titles for c in now_cells if c.has_entry)
        for value, share, size in zip(now, old, (named, there), strict=True):
            assert value is not None and share is not None
            assert value >= share - NOISE * sqrt(share * (1 - share) / size)


def test_matching_names_nothing_invented(cells: tuple[measure.Cell, ...]) -> None:
    invented = [c for c in cells if c.kind in (titles.INVENTED, titles.UNKNOWN_PRODUCT)]
    assert len(invented) == 4
    assert all(not any(c.wrong) for c in invented)


def test_record_is_what_the_page_shows(root: Path, recorded: dict[str, Any]) -> None:
    page = (root / "docs" / "recognition.md").read_text("utf-8")
    assert "\n".join(measure.section(recorded)) in page, "run `make docs`"


def test_command_prints_and_records(
    recognizer: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = tmp_path / "abstention.json"
    monkeypatch.setattr(door, "RECORD", store)
    monkeypatch.setattr(door.Recognizer, "load", lambda: recognizer)
    monkeypatch.setattr("sys.argv", ["abstention", "--size", "2", "--record", "--list"])
    door.main()
    cells, step = measure.of_json(json.loads(store.read_text("utf-8")))
    assert {cell.titles for cell in cells} == {2} and step >= 0
    shown = capsys.readouterr().out
    assert "(in use)" in shown and "as in the catalogue, alone (2)" in shown and " | → | " in shown
    assert measure.shares([], 0) == (None, None)
