"""The drawing of audit samples: by share, from each family by itself, always the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from models.curation.draw_audit import SampledFact, all_facts, draw_share
from tests.taxonomy_folder import write_taxonomy


def facts(family: str, count: int) -> list[SampledFact]:
    return [SampledFact(family, f"entry-{n}", "identity", 1, "page") for n in range(count)]


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (10, 1), (11, 2), (20, 2), (101, 11)])
def test_a_share_of_each_family_is_rounded_up(count: int, drawn: int) -> None:
    sample = draw_share([*facts("one", count), *facts("two", 30)], 0.1, 7)
    assert Counter(fact.family for fact in sample) == {"one": drawn, "two": 3}
    assert sample == tuple(sorted(set(sample)))


def test_a_family_is_drawn_by_itself() -> None:
    alone = draw_share(facts("one", 50), 0.1, 7)
    beside = draw_share([*facts("another", 80), *reversed(facts("one", 50))], 0.1, 7)
    assert [fact for fact in beside if fact.family == "one"] == list(alone)
    assert draw_share(facts("one", 50), 0.1, 8) != alone
    assert len(draw_share(facts("one", 50), 1.0, 7)) == 50


def test_core_facts_are_those_of_core_entries(tmp_path: Path) -> None:
    folder = write_taxonomy(tmp_path)
    core = all_facts(folder, core=True)
    assert {fact.entry for fact in core} == {"acme-architect"}
    assert {fact.dimension for fact in core} == {"identity", "currency"}
    assert set(core) < set(all_facts(folder))
