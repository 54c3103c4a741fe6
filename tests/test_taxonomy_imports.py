"""The scripts that make the long tables: naming, and what comes out of small fact tables."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from taxonomy.imports import (
    catalogues,
    employer_words,
    employers,
    employers_osm,
    employers_schools,
    facts,
    skills,
    universities,
)
from taxonomy.imports.issuers import Issuers

TAXONOMY = Path(__file__).resolve().parent.parent / "taxonomy"


def write_table(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    text = "\n".join(lines) + "\n"
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Indian Institute of Technology, Madras", "indian-institute-of-technology-madras"),
        ("C++ For C Programmers", "c-plus-plus-for-c-programmers"),
        ("ASP.NET & C#", "asp-dotnet-and-c-sharp"),
        ("École Polytechnique", "ecole-polytechnique"),
        ("x" * 130, "x" * 100),
    ],
)
def test_a_name_makes_an_id(text: str, id_: str) -> None:
    assert facts.slug(text) == id_


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("UNIVERSITY OF ALABAMA AT BIRMINGHAM", "University of Alabama at Birmingham"),
        ("THE NEW SCHOOL", "The New School"),
        ("Already Mixed", "Already Mixed"),
    ],
)
def test_capitals_become_a_title(capitals: str, name: str) -> None:
    assert universities.title_case(capitals) == name


@pytest.mark.parametrize(
    ("alias", "kept"),
    [("UMASS", True), ("CCA", False), ("Drake State", True), ("Faulkner", False)],
)
def test_short_forms_that_say_too_little_are_left_out(alias: str, kept: bool) -> None:
    assert universities.is_ipeds_alias(alias) is kept


def test_a_short_form_claimed_twice_is_nobodys() -> None:
    register = universities.Register()
    for name in ("Alpha University", "Beta University"):
        register.add(universities.University(name, "US", "s", aliases=["AB College", name[0] * 5]))
    assert [row[2] for row in universities.rows(register)] == ["AAAAA", "BBBBB"]


@pytest.mark.parametrize(
    ("partner", "id_"),
    [
        ("The University of Michigan", "university-of-michigan"),
        ("DeepLearning.AI, Stanford University", "deeplearning-ai"),
        ("Nobody We Know", None),
    ],
)
def test_a_partner_is_found_by_any_of_its_names(partner: str, id_: str | None) -> None:
    assert Issuers(TAXONOMY).find(partner) == id_


def test_a_course_that_is_curated_is_not_listed_again() -> None:
    row = catalogues.Row("Machine Learning", "stanford-university", "coursera", "badge", "s", 54.0)
    listed = list(catalogues.cells([row, row], set(), {}))
    assert [cells[1:6] for cells in listed] == [
        ("Machine Learning", "stanford-university", "coursera", "badge", "54")
    ]
    assert not list(catalogues.cells([row], {("coursera", "machine learning")}, {}))


def test_a_course_keeps_the_id_it_has() -> None:
    row = catalogues.Row("Machine Learning", "stanford-university", "coursera", "badge", "s", 54.0)
    ids = {("stanford-university", "machine learning"): "course-ml"}
    assert [cells[0] for cells in catalogues.cells([row], set(), ids)] == ["course-ml"]


def test_skills_are_linked_to_esco_and_extended(tmp_path: Path) -> None:
    concept = {"uri_id": "u1", "preferred_label": "Python (computer programming)"}
    other = {"uri_id": "u2", "preferred_label": "corporate social responsibility"}
    rest = {"alt_labels": "CSR", "skill_type": "knowledge", "reuse_level": "cross-sector"}
    write_table(tmp_path, "esco/skills_v1.1.1.csv.gz", [concept | rest, other | rest])
    write_table(tmp_path, "esco/digital_skills_collection_v1.1.1.csv", [{"uri_id": "u1"}])
    found = skills.Skills()
    skills.from_hand(found)
    skills.from_esco(found, tmp_path)
    assert found.rows["python"].esco == ["u1"]
    assert found.rows["corporate-social-responsibility"].aliases == ["CSR"]


def test_another_name_of_a_skill_makes_no_row() -> None:
    found = skills.Skills()
    found.join("use-plums", "plums", ["peel"])
    found.add(skills.Row("plums", "Plums", ["Prunus"]))
    found.add(skills.Row("plum", "plum", ["damson"]))
    found.add(skills.Row("use-plums", "use plums", ["Peel", "peel", "prunus", "mirabelle"], ["u1"]))
    found.add(skills.Row("figs", "Figs", ["mirabelles", "Ficus"]))
    assert {id_: (row.aliases, row.esco) for id_, row in found.rows.items()} == {
        "plums": (["Prunus", "use plums", "Peel", "mirabelle"], ["u1"]),
        "figs": (["Ficus"], []),
    }


def test_joined_skills_are_no_rows() -> None:
    with (TAXONOMY / "imports" / "skills_joined.csv").open(encoding="utf-8", newline="") as file:
        joined = {row["id"]: row["into"] for row in csv.DictReader(file)}
    with (TAXONOMY / "skills.csv").open(encoding="utf-8", newline="") as file:
        kept = {row["id"] for row in csv.DictReader(file)}
    assert not joined.keys() & kept
    assert set(joined.values()) <= kept and len(kept) >= 3500


def test_every_curated_skill_is_in_the_table() -> None:
    with (TAXONOMY / "imports" / "skills_core.csv").open(encoding="utf-8", newline="") as file:
        core = {row["id"] for row in csv.DictReader(file)}
    with (TAXONOMY / "skills.csv").open(encoding="utf-8", newline="") as file:
        assert core <= {row["id"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("PLUM COOPERATIVE INSURANCE CO", "Plum Cooperative Insurance"),
        ("Plum (2020–present)", "Plum"),
        ("The Arab Plum PSC", "Arab Plum"),
        ("PT Plum Indonesia Tbk", "Plum Indonesia"),
        ("PLUM", "PLUM"),
        ("KPLM Technologies Ltd.", "KPLM Technologies"),
    ],
)
def test_listed_titles_become_names(title: str, name: str) -> None:
    assert employer_words.readable(title) == name


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Plum Income Fund", True),
        ("Plum Holdings Corp B", True),
        ("Plum Pref", True),
        ("Plum Motors Ltd", False),
    ],
)
def test_funds_and_classes_of_shares_are_no_employers(title: str, wanted: bool) -> None:
    assert employer_words.is_share_class(title) is wanted


@pytest.mark.parametrize(
    ("name", "ordinary", "wanted"),
    [
        ("Target", True, False),
        ("Machine Learning", True, False),
        ("Best Plum", False, False),
        ("Best Plum", True, True),
        ("Plum Industries", False, True),
        ("Ciruela", False, True),
        ("Ricardo", False, False),
        ("CRL", False, False),
        ("AA Plc", False, False),
        ("Learnly", True, False),
    ],
)
def test_names_that_say_too_little_stay_out(name: str, ordinary: bool, wanted: bool) -> None:
    words = frozenset({"target", "best", "plum", "industries"})
    names = frozenset({"machine learning", "learnly"})
    taken = employer_words.Taken(names, frozenset(), frozenset(), words)
    assert taken.allows(name, ordinary_words=ordinary) is wanted


def test_names_of_the_map_are_known_in_latin_letters_with_an_item(tmp_path: Path) -> None:
    def item(name: str, **tags: str) -> dict[str, object]:
        return {"tags": {"operator": name} | tags, "locationSet": {"include": ["it"]}}

    hospitals = [item("Ospedale Prugna", **{"operator:wikidata": "Q1"}), item("Слива")]
    parks = [item("Prugna Parks"), item("Plum Parks", **{"operator:wikidata": "Q2"})]
    groups = {"operators/amenity/hospital": hospitals, "operators/leisure/park": parks}
    index = {"nsi": {name: {"items": items} for name, items in groups.items()}}
    (tmp_path / "nsi").mkdir()
    (tmp_path / "nsi" / "nsi.min.json").write_text(json.dumps(index), "utf-8")
    assert [(one.name, one.kind, one.country()) for one in employers_osm.named(tmp_path)] == [
        ("Ospedale Prugna", "employer", "IT"),
        ("Plum Parks", "government", "IT"),
    ]


def test_schools_for_children_and_campuses_stay_out(tmp_path: Path) -> None:
    ror = ["Plum College", "Plum High School", "Plum"]
    write_table(
        tmp_path,
        "universities/ror_education_names_2021.csv",
        [{"name": name, "country_code": "GB"} for name in ror],
    )
    write_table(tmp_path, "universities/ipeds_us_institutions.csv", [{"name": "X"}])
    write_table(
        tmp_path,
        "accreditation/us_accredited_locations.csv",
        [{"institution": "Plum Beauty School-Paramus"}],
    )
    write_table(
        tmp_path,
        "universities/swot_academic_domains.csv",
        [{"domain": "plum.ac.uk", "names": "Plum Training Centre"}],
    )
    found = [(one.name, one.country, one.kind) for one in employers_schools.schools(tmp_path)]
    assert found == [
        ("Plum College", "GB", "university"),
        ("Plum Beauty School", "US", "training_company"),
        ("Plum Training Centre", "GB", "training_company"),
    ]


def test_employers_get_rows_of_their_own() -> None:
    taken = employer_words.Taken(
        frozenset(), frozenset({"ciruela"}), frozenset({"taken.example"}), frozenset()
    )
    given = [
        employers.Employer("Ciruela", "CL", "s", aliases=["CRLA"]),
        employers.Employer("Prugna Company", "IT", "s", domain="taken.example", aliases=["PRGN"]),
        employers.Employer("Prugna Roma Group", "IT", "s", aliases=["PRGN"]),
        employers.Employer("prugna company", "GB", "s"),
    ]
    assert list(employers.rows(given, taken)) == [
        ("ciruela-cl", "Ciruela", "CRLA", "employer", "CL", "", "s"),
        ("prugna-company", "Prugna Company", "", "employer", "", "", "s"),
        ("prugna-roma-group", "Prugna Roma Group", "Prugna Roma", "employer", "IT", "", "s"),
    ]
