"""The loader: what it gives back."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from recognizer.taxonomy import Taxonomy
from recognizer.taxonomy_index import WordIndex
from tests.taxonomy_folder import FILES, write_taxonomy


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def taxonomy(tmp_path: Path) -> Taxonomy:
    return Taxonomy.load(write_taxonomy(tmp_path))


def test_version_names_release_and_content(tmp_path: Path, taxonomy: Taxonomy) -> None:
    assert taxonomy.version.startswith("1.2.3+")
    assert taxonomy.release.rubric == "1.0"
    (tmp_path / "skills.csv").write_text(FILES["skills.csv"].replace("the cloud", "clouds"))
    assert Taxonomy.load(tmp_path).version != taxonomy.version


def test_everything_listed_can_be_had(taxonomy: Taxonomy) -> None:
    assert taxonomy.provider_ids == (
        "acme",
        "acme-university",
        "harbour-board",
        "learnly",
        "plum-steel",
        "university-of-ostmark",
    )
    assert [taxonomy.provider(id_).id for id_ in taxonomy.provider_ids] == [*taxonomy.provider_ids]
    assert len(taxonomy.credential_ids) == 5
    for id_ in taxonomy.credential_ids:
        assert taxonomy.credential(id_).id == id_
        assert taxonomy.has_credential(id_)
    assert [taxonomy.skill(id_).name for id_ in taxonomy.skill_ids] == [
        "Cloud computing",
        "Statistics",
    ]
    assert str(taxonomy.source("example-page").url) == "https://example.org/facts"
    assert taxonomy.data("verification_links") == [{"id": "acme_verify", "provider": "acme"}]


@pytest.mark.parametrize("method", ["provider", "credential", "skill", "source", "data"])
def test_unknown_id_is_a_key_error(taxonomy: Taxonomy, method: str) -> None:
    with pytest.raises(KeyError):
        getattr(taxonomy, method)("nobody")


def test_university_is_a_provider(taxonomy: Taxonomy) -> None:
    university = taxonomy.provider("university-of-ostmark")
    assert (university.kind, university.roles) == ("university", ("issuer",))
    assert (university.aliases, university.acronyms) == (("Ostmark Uni",), ("UOM",))
    assert (university.country, university.domains) == ("AT", ("ostmark.ac.at",))
    assert taxonomy.university_ids == ("acme-university", "university-of-ostmark")


def test_employer_is_a_provider(taxonomy: Taxonomy) -> None:
    employer = taxonomy.provider("plum-steel")
    assert (employer.kind, employer.roles, employer.country) == ("employer", ("issuer",), None)
    assert (employer.aliases, employer.acronyms) == (("Plum Iron",), ("PLST",))
    assert taxonomy.provider("harbour-board").kind == "government"
    assert taxonomy.providers_at("www.harbour.example.at") == ("harbour-board",)
    assert taxonomy.employer_ids == ("harbour-board", "plum-steel")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("PLUM STEEL", ("plum-steel",)),
        ("plum iron", ("plum-steel",)),
        ("PLST", ("plum-steel",)),
        ("plst", ()),
        ("Plum Steel course", ()),
        ("Acme Cloud", ()),
    ],
)
def test_employers_are_called_by_their_whole_name(
    taxonomy: Taxonomy, text: str, ids: tuple[str, ...]
) -> None:
    assert taxonomy.employers_called(text) == ids
    assert not set(taxonomy.providers_named(text)) & set(taxonomy.employer_ids)


def test_course_is_a_credential(taxonomy: Taxonomy) -> None:
    course = taxonomy.credential("learnly-long")
    assert (course.issuer, course.platforms) == ("learnly", ("learnly",))
    assert course.workload is not None
    assert course.workload.hours == 12.5
    assert not course.ambiguous
    common = taxonomy.credential("learnly-stats")
    assert common.ambiguous
    assert common.workload is None
    assert common.language is None


def test_norway_is_a_country(taxonomy: Taxonomy) -> None:
    assert taxonomy.provider("acme").country == "NO"


def test_facts_are_laid_over_each_other(taxonomy: Taxonomy) -> None:
    facts = taxonomy.facts(taxonomy.credential("acme-architect"))
    assert facts.identity is not None
    assert facts.identity.value == 1, "its own fact comes before the issuer's"
    assert facts.assessment is not None
    assert facts.assessment.value == 3, "the issuer's comes before the platform's"
    assert facts.verifiability is not None
    assert facts.verifiability.source == "other-page", "the platform's fills what is left"
    assert facts.transparency is None, "unknown stays unknown"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("ACME certified architect - associate", ("acme-architect",)),
        ("acme architect", ("acme-architect",)),
        ("ACAA", ()),
        ("statistics", ("acme-statistics", "learnly-stats")),
        ("Acme", ()),
        ("", ()),
    ],
)
def test_credentials_named(taxonomy: Taxonomy, text: str, ids: tuple[str, ...]) -> None:
    assert taxonomy.credentials_named(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("acme cloud", ("acme", "acme-university")),
        ("Ajax Hosting", ("acme",)),
        ("ostmark uni", ("university-of-ostmark",)),
        ("uom", ()),
    ],
)
def test_providers_named(taxonomy: Taxonomy, text: str, ids: tuple[str, ...]) -> None:
    assert taxonomy.providers_named(text) == ids


def test_acronyms_count_in_capitals_only(taxonomy: Taxonomy) -> None:
    assert taxonomy.provider_acronyms == {
        "AWX": ("acme",),
        "UOM": ("university-of-ostmark",),
    }
    assert taxonomy.credential_acronyms == {"ACAA": ("acme-architect",)}


@pytest.mark.parametrize("text", ["AC-900", "ac 900", "AC900", "ac-800"])
def test_codes_are_folded(taxonomy: Taxonomy, text: str) -> None:
    assert taxonomy.credentials_coded(text) == ("acme-architect",)


@pytest.mark.parametrize(
    ("host", "ids"),
    [
        ("www.learnly.org", ("learnly",)),
        ("LEARNLY.org.", ("learnly",)),
        ("evil-learnly.org", ()),
        ("learnly.org.evil.com", ()),
        ("cs.ostmark.ac.at", ("university-of-ostmark",)),
        ("ac.at", ()),
        ("acme-u.edu", ("acme-university",)),
        ("", ()),
    ],
)
def test_domains_end_at_dots(taxonomy: Taxonomy, host: str, ids: tuple[str, ...]) -> None:
    assert taxonomy.providers_at(host) == ids


def test_names_and_credentials_of(taxonomy: Taxonomy) -> None:
    assert taxonomy.names_of("acme-architect") == (
        "acme certified architect associate",
        "acme architect",
    )
    assert taxonomy.credentials_of("learnly") == (
        "acme-architect",
        "acme-statistics",
        "learnly-long",
        "learnly-stats",
    )
    assert taxonomy.credentials_of("university-of-ostmark") == ("learnly-stats",)
    assert taxonomy.skill_names["the cloud"] == ("cloud",)
    assert taxonomy.family_of("acme-expert") == "test"
    assert taxonomy.family_of("learnly-long") == "learnly"


@pytest.mark.parametrize(
    "text", ["Architect at Acme", "acme certifed architekt", "Certified Architects"]
)
def test_fuzzy_candidates_share_words(taxonomy: Taxonomy, text: str) -> None:
    assert "acme-architect" in {id_ for _, id_ in taxonomy.fuzzy_candidates(text)[:2]}


def test_fuzzy_candidates_of_nothing(taxonomy: Taxonomy) -> None:
    assert taxonomy.fuzzy_candidates("…") == ()
    assert taxonomy.fuzzy_candidates("zzzz qqqq") == ()
    assert len(taxonomy.fuzzy_candidates("acme", limit=1)) == 1


def _many_names(count: int) -> list[tuple[str, str]]:
    chance = random.Random(7)
    words = [f"w{number}" for number in range(2_000)]
    weights = [1 / (number + 1) for number in range(2_000)]
    return [
        (" ".join(chance.choices(words, weights, k=chance.randint(2, 7))), f"id-{number}")
        for number in range(count)
    ]


def test_ten_times_the_names_take_about_the_same_steps() -> None:
    small, large = _many_names(5_000), _many_names(50_000)
    texts = [name for name, _ in small[:150]]

    def steps(index: WordIndex) -> int:
        """Lines of the code that a search runs: as its cost, but the same on every machine."""
        count = 0

        def step(*_: object) -> object:
            nonlocal count
            count += 1
            return step

        assert all(index.candidates(text, 200) for text in texts), "and what is kept is made"
        before = sys.gettrace()
        sys.settrace(step)  # type: ignore[arg-type]
        try:
            for text in texts:
                index.candidates(text, 200)
        finally:
            sys.settrace(before)
        return count

    assert steps(WordIndex(large)) < 1.6 * steps(WordIndex(small))
