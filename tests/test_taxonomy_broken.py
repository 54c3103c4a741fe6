"""The loader: what it refuses and how it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from recognizer.errors import TaxonomyError
from recognizer.taxonomy import Taxonomy
from tests.taxonomy_folder import FILES, break_taxonomy, write_taxonomy


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


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
