"""The curators' tools: all problems at once, canonical form, drafts, the schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from recognizer import curation
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from tests.taxonomy_folder import FILES, break_taxonomy, write_taxonomy

REAL = Settings().taxonomy_dir
CREDENTIALS = "credentials/test.yaml"
COURSES = "catalogues/learnly.csv"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


def test_small_taxonomy_is_well(tmp_path: Path) -> None:
    assert curation.check(write_taxonomy(tmp_path)) == ()


def test_check_names_everything_at_once(tmp_path: Path) -> None:
    folder = break_taxonomy(tmp_path, CREDENTIALS, "skills: [cloud]", "skills: [sailing]")
    (folder / "providers" / "test.yaml").write_text(
        FILES["providers/test.yaml"].replace("kind: vendor", "kin: vendor")
    )
    (folder / "sources" / "broken.yaml").write_text("\t- id: x\n")
    found = [(problem.file, problem.entry, problem.field) for problem in curation.check(folder)]
    assert ("credentials/test.yaml", "acme-architect", "skills") in found
    assert ("providers/test.yaml", "acme", "kin") in found
    assert ("providers/test.yaml", "acme", "kind") in found
    assert ("sources/broken.yaml", None, None) in found
    assert found == sorted(found, key=lambda item: tuple(part or "" for part in item))


HOUSE_RULES = [
    (
        "skills.csv",
        "statistics,Statistics",
        "statistics,cloud – computing",
        "skills.csv: statistics: name: 'cloud – computing' is 'Cloud computing' of cloud",
    ),
    (
        "skills.csv",
        "statistics,Statistics,",
        "statistics,Statistics,The Clouds",
        "skills.csv: statistics: aliases: 'The Clouds' is 'the cloud' of cloud",
    ),
    ("skills.csv", "statistics,Statistics,", "statistics,Statistics,Statistic models", None),
    (
        CREDENTIALS,
        "reviewed: 2026-11-22",
        "reviewed: 2024-11-21",
        "acme-architect: reviewed: reviewed before 2024-11-22",
    ),
    (
        CREDENTIALS,
        "  skills: [statistics]",
        "  codes: [ac 900]\n  skills: [statistics]",
        "acme-expert: codes: the code AC900 already belongs to acme-architect",
    ),
    (
        CREDENTIALS,
        "  ambiguous: true\n",
        "",
        "acme-statistics: name: 'Statistics' is the name of a skill",
    ),
    (
        CREDENTIALS,
        "name: Acme Certified Expert",
        "name: Statistics",
        "acme-expert: ambiguous: 'statistics' also names acme-statistics",
    ),
    (
        CREDENTIALS,
        "  issuer: acme\n  skills: [statistics]",
        "  issuer: acme\n  acronyms: [ACAA]\n  skills: [statistics]",
        "ACAA: acronyms: stands for acme-architect and acme-expert",
    ),
    (
        CREDENTIALS,
        "acronyms: [ACAA]",
        "acronyms: [Acme Architect Exam]",
        "acme-architect: acronyms: 'Acme Architect Exam' is no acronym",
    ),
    (
        CREDENTIALS,
        "aliases: [Acme Architect]",
        "aliases: [Acme Architect, A-C]",
        None,
    ),
    (
        CREDENTIALS,
        "aliases: [Acme Architect]",
        "aliases: [Acme Architect, A.]",
        "acme-architect: aliases: 'A.' is too short",
    ),
    (
        CREDENTIALS,
        "acronyms: [ACAA]",
        "acronyms: [AA]",
        "acme-architect: acronyms: 'AA' is too short to decide",
    ),
    (
        COURSES,
        "Deep Sea Navigation for Curious Beginners",
        "Statistics",
        "learnly-long: title: repeats the entry acme-statistics",
    ),
    (
        COURSES,
        "learnly-stats,Statistics,university-of-ostmark",
        "learnly-more,Deep Sea Navigation for Curious Beginners,learnly",
        None,
    ),
    (
        COURSES,
        "learnly-stats,Statistics,university-of-ostmark,learnly,course_certificate,,,",
        "learnly-more,Deep Sea navigation – for curious beginners,learnly,learnly,badge,,en,",
        "learnly-more: title: stands twice with the same issuer and platform",
    ),
    ("employers.csv", "Plum Iron", "Acme Architect", "also the name of a skill or credential"),
    ("employers.csv", "Plum Steel", "Statistics", "'Statistics' is also the name of a skill"),
    ("employers.csv", "Plum Iron", "PI", "plum-steel: aliases: 'PI' is too short"),
    ("employers.csv", "Plum Steel", "Plum Steel Ltd.", "carries a legal form; write 'Plum Steel'"),
    ("employers.csv", "Plum Steel", "Plum Steel Corporation", None),
    (
        CREDENTIALS,
        "  issuer: learnly\n",
        "  issuer: learnly\n  verification: acme_verify\n",
        "acme-statistics: verification: checks at acme, which neither awards nor delivers it",
    ),
    (
        "providers/test.yaml",
        "  sources: [other-page]\n",
        "  verification: acme_verify\n  sources: [other-page]\n",
        "learnly: verification: checks at acme, which neither awards nor delivers it",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), HOUSE_RULES)
def test_house_rules(tmp_path: Path, file: str, old: str, new: str, message: str | None) -> None:
    found = [str(problem) for problem in curation.check(break_taxonomy(tmp_path, file, old, new))]
    if message is None:
        assert found == []
    else:
        assert any(message in line for line in found), found


def test_successor_may_keep_code_and_acronym(tmp_path: Path) -> None:
    old = "  issuer: acme\n  skills: [statistics]\n"
    new = (
        "  issuer: acme\n  acronyms: [ACAA]\n  codes: [AC-800]\n  skills: [statistics]\n"
        "  lifecycle: superseded\n  superseded_by: acme-architect\n"
    )
    assert curation.check(break_taxonomy(tmp_path, CREDENTIALS, old, new)) == ()


def test_acronym_with_context_is_decided(tmp_path: Path) -> None:
    old = "  issuer: acme\n  skills: [statistics]\n"
    new = "  issuer: acme\n  acronyms: [ACAA]\n  skills: [statistics]\n"
    folder = break_taxonomy(tmp_path, CREDENTIALS, old, new)
    (folder / "ambiguous_acronyms.yaml").write_text(
        "- acronym: ACAA\n  candidates:\n"
        "  - {credential: acme-architect, context: [cloud]}\n"
        "  - {credential: acme-expert, context: [expert]}\n"
    )
    assert curation.check(folder) == ()
    (folder / "ambiguous_acronyms.yaml").write_text(
        "- acronym: ACAA\n  candidates:\n  - {credential: nobody, context: [cloud]}\n"
        "- acronym: ACAA\n  candidates:\n  - {credential: acme-expert, context: []}\n"
    )
    messages = [str(problem) for problem in curation.check(folder)]
    assert any("ACAA: candidates: nobody is not in credentials" in line for line in messages)
    assert any("ACAA: candidates.0.context: " in line for line in messages)
    assert any("ACAA: is listed twice" in line for line in messages)
    assert any("stands for acme-architect and acme-expert" in line for line in messages)
    assert curation.draft(folder)[0].data("ambiguous_acronyms") == []


def test_shared_name_is_no_alias(tmp_path: Path) -> None:
    folder = write_taxonomy(tmp_path)
    (folder / "ambiguous_acronyms.yaml").write_text(
        "- acronym: ACME certified expert\n  candidates:\n"
        "  - {credential: acme-expert, context: [cloud]}\n"
    )
    (problem,) = curation.check(folder)
    assert "acme-expert: name: 'Acme Certified Expert' is listed in ambig" in str(problem)


UNTIDY = """\
# a comment
- reviewed: "2026-11-22"
  sources: ["example-page"]
  issuer:   acme
  type: certification
  name: 'Zeta'
  id: zeta
- id: alpha
  name: "Alpha: the first"
  type: certification
  issuer: acme
  aliases:
    - alpha - the FIRST!
    - First of all
    - first (of all)
  platforms: []
  ambiguous: false
  language: 'no'
  workload: {source: example-page, hours: 12.0}
  facts: {identity: {source: example-page, value: 1}}
  sources: [example-page]
  reviewed: 2026-11-22
"""

TIDY = """\
- id: alpha
  name: 'Alpha: the first'
  type: certification
  issuer: acme
  aliases: [First of all]
  language: 'no'
  facts:
    identity: {value: 1, source: example-page}
  workload:
    hours: 12
    source: example-page
  sources: [example-page]
  reviewed: 2026-11-22
- id: zeta
  name: Zeta
  type: certification
  issuer: acme
  sources: [example-page]
  reviewed: 2026-11-22
"""


def test_format_puts_files_in_order_once(tmp_path: Path) -> None:
    folder = write_taxonomy(tmp_path)
    path = folder / "credentials" / "more.yaml"
    path.write_text(UNTIDY)
    (folder / "skills.csv").write_text(
        'id,name,aliases,esco\r\nstatistics,"Statistics",, \r\n'
        "cloud, Cloud computing,the cloud | the cloud,\r\n"
    )
    messages = {p.file: p.message for p in curation.check(folder)}
    assert set(messages) == {"credentials/more.yaml", "skills.csv"}
    assert all("canonical form" in message for message in messages.values())
    assert curation.format_directory(folder) == ("credentials/more.yaml", "skills.csv")
    assert path.read_text() == TIDY
    assert (folder / "skills.csv").read_text() == FILES["skills.csv"]
    assert curation.format_directory(folder) == ()
    assert curation.check(folder) == ()
    assert not [item for item in folder.rglob(".*")], "no temporary file stays"


def test_format_writes_repeated_values_out(tmp_path: Path) -> None:
    folder = write_taxonomy(tmp_path)
    path = folder / "sources" / "test.yaml"
    tidy = FILES["sources/test.yaml"].replace("2026-11-21", "2026-11-20")
    first, second = tidy.split("- id: other-page")
    path.write_text(
        first.replace("2026-11-20", "&id001 2026-11-20")
        + "- id: other-page"
        + second.replace("2026-11-20", "*id001")
    )
    messages = [str(problem) for problem in curation.check(folder)]
    assert "sources/test.yaml: line 4 holds an anchor or alias; write the value out" in messages
    assert curation.format_directory(folder) == ("sources/test.yaml",)
    assert path.read_text() == tidy
    path.write_text("- &a {id: x}\n- *a\n")
    assert curation.format_directory(folder) == ()


def test_format_leaves_broken_files_alone(tmp_path: Path) -> None:
    folder = write_taxonomy(tmp_path)
    path = folder / "credentials" / "test.yaml"
    path.write_text("- id: x\n  nmae: y\n")
    assert curation.format_directory(folder) == ()
    assert path.read_text() == "- id: x\n  nmae: y\n"


def test_long_names_survive_formatting(tmp_path: Path) -> None:
    names = ["x " * 90 + "end", "a, b: c # d", "- dash", "~", "1.5", "yes", "'quoted'", "é ü 中文"]
    entry = FILES[CREDENTIALS].replace("[Acme Architect]", json.dumps(names, ensure_ascii=False))
    folder = write_taxonomy(tmp_path)
    (folder / CREDENTIALS).write_text(entry.replace('"~"', '"tilde ~"'))
    before = Taxonomy.load(folder).credential("acme-architect")
    curation.format_directory(folder)
    assert Taxonomy.load(folder).credential("acme-architect") == before
    assert curation.check(folder) == ()


def test_draft_keeps_what_is_sound(tmp_path: Path) -> None:
    folder = break_taxonomy(tmp_path, CREDENTIALS, "skills: [cloud]", "skills: [cloud, sailing]")
    text = (folder / CREDENTIALS).read_text()
    text = text.replace("issuer: learnly", "issuer: nobody")
    text = text.replace(
        "currency: {value: 2, source: other-page}", "currency: {value: 2, source: x}"
    )
    (folder / CREDENTIALS).write_text(text)
    taxonomy, problems = curation.draft(folder)
    assert taxonomy.credential("acme-architect").skills == ("cloud",)
    assert taxonomy.credential("acme-architect").facts.currency is None
    assert taxonomy.credential("acme-architect").facts.identity is not None
    assert not taxonomy.has_credential("acme-statistics")
    assert {problem.field for problem in problems} == {"skills", "issuer", "facts.currency.source"}


def test_draft_of_a_sound_folder_is_the_taxonomy(tmp_path: Path) -> None:
    taxonomy, problems = curation.draft(write_taxonomy(tmp_path))
    assert problems == ()
    assert taxonomy.version == Taxonomy.load(tmp_path).version
    assert taxonomy.credential_names == Taxonomy.load(tmp_path).credential_names


def test_schema_is_sound_and_fits_the_small_taxonomy() -> None:
    schema = curation.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for kind in ("sources", "providers", "credentials"):
        part = {**schema["properties"][f"{kind}/*.yaml"], "$defs": schema["$defs"]}
        value = yaml.load(FILES[f"{kind}/test.yaml"], yaml.BaseLoader)
        broken = [{**value[0], "colour": "red"}]
        assert not jsonschema.Draft202012Validator(part).is_valid(broken)


def test_published_schema_is_the_schema() -> None:
    assert json.loads((REAL / "schema.json").read_text(encoding="utf-8")) == curation.schema()
