"""The curators' tools: search, one entry with its sources, counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recognizer import curation
from recognizer.credential import DIMENSIONS
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from tests.taxonomy_folder import break_taxonomy, write_taxonomy


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    """The data that is shipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return Taxonomy.load(Settings().taxonomy_dir)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("acme certified architect", "acme-architect"),
        ("acme certifed architct", "acme-architect"),
        ("acaa", "acme-architect"),
        ("ac 900", "acme-architect"),
        ("acme-expert", "acme-expert"),
        ("lernly", "learnly"),
        ("statistics", "acme-statistics"),
        ("statistics ostmark uni", "learnly-stats"),
        ("statistics university of ostmark", "learnly-stats"),
        ("ostmark", "university-of-ostmark"),
        ("Plum Iron", "plum-steel"),
        ("plst", "plum-steel"),
        ("uom", "university-of-ostmark"),
    ],
)
def test_search_forgives(tmp_path: Path, text: str, best: str) -> None:
    hits = curation.search(Taxonomy.load(write_taxonomy(tmp_path)), text)
    assert hits[0].id == best
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert best in str(hits[0])


def test_search_of_nothing(tmp_path: Path) -> None:
    taxonomy = Taxonomy.load(write_taxonomy(tmp_path))
    assert curation.search(taxonomy, "") == ()
    assert curation.search(taxonomy, "qqqqqqqq") == ()
    assert curation.search(taxonomy, "acme sailing") == ()
    assert curation.search(taxonomy, "the of and") == ()
    assert len(curation.search(taxonomy, "acme", limit=2)) == 2


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("aws developer", "aws-certified-developer-associate"),
        ("aws solution architect", "aws-certified-solutions-architect-associate"),
        ("azure fundamentals", "microsoft-azure-fundamentals"),
        ("certified scrum master", "certified-scrummaster"),
        ("machine learning stanford", "coursera-stanford-machine-learning"),
        ("hacker rank", "hackerrank"),
        ("kubernets administrator", "certified-kubernetes-administrator"),
        ("zzqqx", None),
        ("aws zzqqx", None),
    ],
)
def test_search_puts_first_what_is_meant(real: Taxonomy, text: str, first: str | None) -> None:
    hits = curation.search(real, text, limit=3)
    assert (hits[0].id if hits else None) == first


def test_search_prefers_core_entries_and_names(tmp_path: Path) -> None:
    hits = curation.search(Taxonomy.load(write_taxonomy(tmp_path)), "acme certified")
    assert [hit.id for hit in hits[:2]] == ["acme-architect", "acme-expert"]
    assert hits[0].score > hits[1].score
    named = curation.search(Taxonomy.load(tmp_path), "acme certified expert")[0]
    assert (named.id, named.score) == ("acme-expert", 0.94)


@pytest.mark.parametrize(
    ("id_", "lines"),
    [
        (
            "acme-architect",
            (
                "codes: AC-900 · AC-800",
                "issuer: Acme Cloud (acme)",
                "  assessment 3: A supervised exam has to be passed.",
                "    A page with facts, https://example.org/facts, read 2026-11-20",
                "  transparency: unknown",
                "verification: acme_verify",
            ),
        ),
        ("acme", ("former names: Ajax Hosting", "country: NO", "credentials: 2")),
        ("university-of-ostmark", ("kind: university", "credentials: 1")),
        ("learnly", ("kind: MOOC platform", "unless said otherwise, a course certificate:")),
        ("cloud", ("skill: Cloud computing", "aliases: the cloud")),
    ],
)
def test_show_says_each_fact_with_its_source(
    tmp_path: Path, id_: str, lines: tuple[str, ...]
) -> None:
    shown = curation.show(Taxonomy.load(write_taxonomy(tmp_path)), id_)
    assert set(lines) <= set(shown), shown


def test_show_checks_where_a_credential_is_delivered(tmp_path: Path) -> None:
    folder = break_taxonomy(
        tmp_path,
        "providers/test.yaml",
        "  teaches_online: true\n",
        "  teaches_online: true\n  verification: learnly_verify\n",
    )
    with (folder / "verification_links.yaml").open("a") as links:
        links.write("- id: learnly_verify\n  provider: learnly\n")
    taxonomy = Taxonomy.load(folder)
    assert "verification: learnly_verify" in curation.show(taxonomy, "acme-architect")
    assert "verification: acme_verify" in curation.show(taxonomy, "acme-expert")


def test_show_of_an_unknown_id(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        curation.show(Taxonomy.load(write_taxonomy(tmp_path)), "nobody")


def test_stats_count(tmp_path: Path) -> None:
    counts = curation.stats(Taxonomy.load(write_taxonomy(tmp_path)))
    expected = {
        "providers": 4,
        "universities": 2,
        "employers": 2,
        "credentials": 5,
        "curated": 3,
        "core": 1,
        "skills": 2,
        "unused_skills": 0,
        "sources": 2,
    }
    assert {name: counts[name] for name in expected} == expected
    assert counts["core_facts"]["currency"] == 1.0
    assert counts["core_facts"]["transparency"] == 0.0
    family = counts["families"]["test"]
    assert counts["facts"] == family["facts"]
    assert family["credentials"] == 3
    assert tuple(family["facts"]) == DIMENSIONS
    assert family["facts"]["assessment"] == 1.0
    assert family["facts"]["currency"] == 0.333
    assert json.loads(json.dumps(counts)) == counts


def test_stats_are_readable(tmp_path: Path) -> None:
    counts = curation.stats(Taxonomy.load(write_taxonomy(tmp_path)))
    lines = curation.stats_lines(counts)
    assert lines[1].split() == ["Providers,", "universities", "apart", "4"]
    assert not [line for line in lines if "_" in line]
    (core,) = (line for line in lines if line.startswith("core entries"))
    assert core.split() == "core entries 1 100% 100% 0% 100% 100% 0% 0%".split()
    assert sum(len(line.split()) for line in lines) > len(counts)
    totals = [key for key, value in counts.items() if not isinstance(value, dict)]
    assert lines.index("") == len(totals)
