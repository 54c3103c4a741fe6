"""The loader: what it gives back, what it refuses and how it says so."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from recognizer.errors import TaxonomyError
from recognizer.taxonomy import Taxonomy
from recognizer.taxonomy_index import WordIndex
from tests.taxonomy_folder import FILES, break_taxonomy, write_taxonomy


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


def test_ten_times_the_names_cost_about_the_same() -> None:
    small, large = _many_names(5_000), _many_names(50_000)
    texts = [name for name, _ in small[:150]]

    def cost(index: WordIndex) -> float:
        begin = time.process_time()
        found = [index.candidates(text, 200) for text in texts]
        taken = time.process_time() - begin
        assert all(found)
        return taken

    indexes = WordIndex(small), WordIndex(large)
    rounds: list[list[float]] = [[], []]
    for _ in range(40):  # in turn, until each had a quiet moment
        for times, index in zip(rounds, indexes, strict=True):
            times.append(cost(index))
        if len(rounds[0]) >= 4 and min(rounds[1]) < 2.5 * min(rounds[0]):
            break
    assert min(rounds[1]) < 2.5 * min(rounds[0]), "1.4 as measured; room for noise"


PROVIDERS, CREDENTIALS, SOURCES = (
    "providers/test.yaml",
    "credentials/test.yaml",
    "sources/test.yaml",
)
COURSES = "catalogues/learnly.csv"

BROKEN = [
    # file, old, new, words of the message
    (CREDENTIALS, "id: acme-expert", "id: acme-statistics", "acme-statistics: id: the id is taken"),
    (PROVIDERS, "id: learnly", "id: acme", "acme: id: the id is taken"),
    ("universities.csv", "university-of-ostmark,", "learnly,", "learnly: id: the id is taken"),
    (COURSES, "learnly-stats,", "acme-expert,", "acme-expert: id: the id is taken"),
    (CREDENTIALS, "name: Acme Certified Expert", "name: ACME architect", "already names"),
    (PROVIDERS, "name: Learnly", "name: ajax hosting", "already names acme"),
    (CREDENTIALS, "[Acme Architect]", "['!!']", "aliases: '!!' has no letter or digit"),
    (CREDENTIALS, "skills: [statistics]", "stackable_into: [acme-architect]", "leads back"),
    (CREDENTIALS, "skills: [statistics]", "stackable_into: [acme-expert]", "leads back"),
    (PROVIDERS, "country: 'NO'", "parent: acme", "acme: parent: leads back"),
    (
        CREDENTIALS,
        "skills: [statistics]",
        "superseded_by: acme-expert\n  lifecycle: superseded",
        "superseded_by: leads back",
    ),
    (CREDENTIALS, "issuer: learnly", "issuer: nobody", "acme-statistics: issuer: nobody is not in"),
    (CREDENTIALS, "platforms: [learnly]", "platforms: [nobody]", "platforms: nobody is not in"),
    (CREDENTIALS, "skills: [cloud]", "skills: [sailing]", "skills: sailing is not in skills"),
    (CREDENTIALS, "[acme-expert]", "[nobody]", "stackable_into: nobody is not in"),
    (CREDENTIALS, "sources: [example-page]", "sources: [nowhere]", "sources: nowhere is not in"),
    (
        CREDENTIALS,
        "currency: {value: 2, source: other-page}",
        "currency: {value: 2, source: nowhere}",
        "facts.currency.source: nowhere is not in sources",
    ),
    (
        PROVIDERS,
        "identity: {value: 2, source: example-page}",
        "identity: {value: 2, source: nowhere}",
        "defaults.certification.identity.source: nowhere",
    ),
    (PROVIDERS, "acme_verify", "other_verify", "verification: other_verify is not in patterns"),
    (PROVIDERS, "country: 'NO'", "parent: nobody", "parent: nobody is not in providers"),
    (COURSES, ",university-of-ostmark,", ",nobody,", "learnly-stats: issuer: 'nobody' is not in"),
    (COURSES, ",learnly,course_certificate,,,", ",x,course_certificate,,,", "platform: 'x'"),
    (COURSES, ",,other-page", ",,nowhere", "source: nowhere is not in sources"),
    ("universities.csv", "UOM,AT,ostmark.ac.at,example-page", "UOM,AT,,nowhere", "source: nowhere"),
    (SOURCES, "2026-11-20", "2026-11-23", "example-page: retrieved: 2026-11-23 is after the date"),
    (PROVIDERS, "reviewed: 2026-11-22", "reviewed: 2027-01-01", "acme: reviewed: 2027-01-01 is"),
    (SOURCES, "2026-11-20", "yesterday", "example-page: retrieved: "),
    (SOURCES, "  title: Ano", "\ttitle: Ano", "line 6 holds a tab"),
    (PROVIDERS, "kind: vendor", "kin: vendor", "acme: kin: is not a key"),
    (PROVIDERS, "kind: vendor", "kind: shop", "acme: kind: "),
    (PROVIDERS, "kind: vendor", "kind: vendor\n  kind: vendor", "kind: line 4: the key is given"),
    (PROVIDERS, "  name: Learnly\n", "", "learnly: name: is missing"),
    (PROVIDERS, "id: learnly", "id: Learnly", "Learnly: id: "),
    (PROVIDERS, "roles: [issuer]", "roles: []", "acme: roles: "),
    (PROVIDERS, "assessment: {value: 3", "assessment: {value: 5", "defaults.certification"),
    (CREDENTIALS, "currency: {value: 2", "currency: {value: 3", "currency: value 3 is above 2"),
    (CREDENTIALS, "codes: [AC-900", "codes: [70461", "codes.0: Input should be a valid string"),
    (CREDENTIALS, "validity_months: 36", "validity_months: 0", "validity_months"),
    (CREDENTIALS, "name: Statistics", "name: &n Statistics", "holds an anchor"),
    (CREDENTIALS, "[Acme Architect]", "[*n]", "holds an anchor or alias"),
    (CREDENTIALS, "name: Statistics", "name: !!python/name:os.system x", "holds the tag"),
    (CREDENTIALS, "name: Statistics", "name: !mine Statistics", "holds the tag !mine"),
    (CREDENTIALS, "name: Statistics", f"name: {'x' * 10_001}", "longer than 10000 characters"),
    (CREDENTIALS, "name: Statistics", f"name: {'[' * 30 + ']' * 30}", "nested deeper than"),
    (CREDENTIALS, "name: Statistics", f"name: {'[' * 5000}", "credentials/test.yaml: "),
    (CREDENTIALS, "name: Statistics", "name: [", "is not valid YAML"),
    (CREDENTIALS, "  name: Statistics", "  ? [a]\n  : b\n  name: Statistics", "is not text"),
    (CREDENTIALS, "  name: Statistics", "  <<: {a: b}\n  name: Statistics", "is not text"),
    (CREDENTIALS, "- id: acme-architect", "--- 1\n---\n- id: acme-architect", "not valid YAML"),
    ("release.yaml", "version: 1.2.3", "version: 1.2", "release.yaml: version: "),
    ("release.yaml", "date: 2026-11-22\n", "", "release.yaml: date: is missing"),
    ("skills.csv", "id,name,aliases,esco", "id,name,aliases", "the first line must be id,name"),
    ("skills.csv", "the cloud,", "the cloud,,", "skills.csv: cloud: row 2 has 5 cells"),
    ("skills.csv", "statistics,Stat", "Sta tistics,Stat", "skills.csv: Sta tistics: id: "),
    ("skills.csv", "statistics,Stat", 'statistics,"Stat', "skills.csv: line"),
    ("skills.csv", "the cloud", "x" * 10_001, "cloud: aliases: row 2"),
    (COURSES, "12.5", "-3", "learnly-long: hours: must be a number"),
    (COURSES, "12.5", "9999", "learnly-long: hours: must be a number"),
    (COURSES, "course_certificate,12.5", "webinar,12.5", "learnly-long: type: must be one of"),
    (COURSES, ",en,", ",English!,", "learnly-long: language: must be"),
    (COURSES, "learnly-long,", "Learnly Long,", "Learnly Long: id: must be"),
    (COURSES, "Deep Sea Navigation for Curious Beginners", "", "title: must have 1 to 300"),
    (COURSES, "en,other-page", "en,", "learnly-long: source: is missing"),
    ("universities.csv", ",AT,", ",Austria,", "university-of-ostmark: country: "),
    ("universities.csv", ",AT,", ",ZZ,", "university-of-ostmark: country: must be two capitals of"),
    ("employers.csv", ",AT,", ",QQ,", "harbour-board: country: "),
    ("employers.csv", "employer,,", "bootcamp,,", "plum-steel: kind: must be one of"),
    ("employers.csv", "example-page", "", "plum-steel: source: is missing"),
    ("employers.csv", "example-page", "nowhere", "plum-steel: source: nowhere is not in sources"),
    ("employers.csv", "harbour.example.at", "Harbour", "harbour-board: domain: "),
    ("employers.csv", "plum-steel,", "acme,", "acme: id: the id is taken"),
    ("employers.csv", "plum-steel,", "acme-university,", "acme-university: id: the id is taken"),
    ("employers.csv", "Plum Steel", "Ostmark Uni", "'Ostmark Uni' already names university-of-"),
    ("employers.csv", "Plum Iron", "ajax hosting", "aliases: 'ajax hosting' already names acme"),
    ("employers.csv", "PLST", "AWX", "aliases: 'AWX' already names acme"),
    ("employers.csv", "Plum Iron", "Harbour board of ostmark", "already names harbour-board"),
    ("universities.csv", "ostmark.ac.at", "https://ostmark.ac.at/", "domain: "),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), BROKEN)
def test_broken_data_is_refused(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    folder = break_taxonomy(tmp_path, file, old, new)
    with pytest.raises(TaxonomyError) as caught:
        Taxonomy.load(folder)
    assert caught.value.file in FILES
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("sources/test.yaml", b"- id: \xff\n", "line 1 is not UTF-8"),
        ("sources/test.yaml", b"\xef\xbb\xbf- id: a\n", "byte order mark"),
        ("sources/test.yaml", b"- id: a\0\n", "NUL"),
        ("sources/test.yaml", b"", "is empty"),
        ("sources/test.yaml", b"id: a\n", "must be a list of entries"),
        ("sources/test.yaml", b"- just text\n", "entry 1"),
        ("skills.csv", b"", "the first line must be"),
        ("skills.csv", b"id,name,aliases,esco\n\n", "row 2 has 0 cells"),
        ("sources/big.yaml", b"#" * 20_000_001, "split it below"),
        ("sources/notes.txt", b"hello", "is not part of a taxonomy"),
        ("other/test.yaml", b"[]", "is not part of a taxonomy"),
        ("courses.csv", b"id\n", "is not part of a taxonomy"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = write_taxonomy(tmp_path) / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(TaxonomyError, match=message) as caught:
        Taxonomy.load(tmp_path)
    assert caught.value.file == name


def test_billion_laughs_is_refused_quickly(tmp_path: Path) -> None:
    lines = ['a: &a ["x","x","x","x","x","x","x","x","x"]']
    for one, two in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{two}: &{two} [{','.join([f'*{one}'] * 9)}]")
    (write_taxonomy(tmp_path) / "bomb.yaml").write_text("\n".join(lines))
    with pytest.raises(TaxonomyError, match=r"bomb.yaml: line 1 holds an anchor"):
        Taxonomy.load(tmp_path)


def test_numbers_as_keys_become_text(tmp_path: Path) -> None:
    (write_taxonomy(tmp_path) / "months.yaml").write_text("months: {1: [jan], 2: [feb]}\n")
    for _ in range(2):  # read from the files, then from the kept copy
        assert Taxonomy.load(tmp_path).data("months") == {"months": {"1": ["jan"], "2": ["feb"]}}


def test_missing_folder_or_release(tmp_path: Path) -> None:
    with pytest.raises(TaxonomyError, match="is not a folder"):
        Taxonomy.load(tmp_path / "nothing")
    with pytest.raises(TaxonomyError, match=r"release.yaml: is missing"):
        Taxonomy.load(tmp_path)


@pytest.mark.parametrize("text", ["R&D & more", "2 * 3", '"[&a] *b"', "Q&A"])
def test_ampersands_in_text_are_no_anchors(tmp_path: Path, text: str) -> None:
    break_taxonomy(tmp_path, CREDENTIALS, "name: Acme Certified Expert", f"name: {text}")
    name = Taxonomy.load(tmp_path).credential("acme-expert").name
    assert name == text.strip('"')


def test_two_ambiguous_credentials_may_share_a_name(tmp_path: Path) -> None:
    break_taxonomy(
        tmp_path,
        CREDENTIALS,
        "name: Acme Certified Expert\n",
        "name: Statistics\n  ambiguous: true\n",
    )
    found = Taxonomy.load(tmp_path).credentials_named("Statistics")
    assert found == ("acme-expert", "acme-statistics", "learnly-stats")
