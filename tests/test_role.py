"""A job's skills: read from lists and texts, and told which credentials evidence them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from invented import finding, report
from recognizer.errors import RoleError
from recognizer.report import Course, RoleCoverage, SkillName
from recognizer.role import MAX_BYTES, MAX_SKILLS, NOTE, Role, cover
from recognizer.schema import report_schema
from tests.drawn import resume

WANTED = ["python", "sql", "kubernetes"]


def ids(role: Role) -> list[str]:
    return [skill.id for skill, _ in role.skills]


@pytest.mark.parametrize(
    "text",
    [
        '["Python", "SQL", "Kubernetes"]',
        '{"name": "Data engineer", "skills": ["Python", "SQL", "Kubernetes"]}',
        "name: Data engineer\nskills:\n  - Python\n  - SQL\n  - Kubernetes\n",
        "name: Data engineer\nskills: Python, SQL, Kubernetes\n",
        "Python\nSQL\nKubernetes\n",
        "Python, SQL; Kubernetes",
        "• Python\n• SQL\n• Kubernetes",
        "1. Python\n2. SQL\n3. Kubernetes",
        "Required skills: Python, sql, KUBERNETES",
        "\ufeffPython | SQL | Kubernetes",
        "Python and SQL\nKubernetes",
        "python\nSQL\nPython\nKubernets",
    ],
)
def test_role_reads_lists(recognizer: Any, text: str, tmp_path: Path) -> None:
    role = Role.read(text, recognizer.taxonomy)
    assert ids(role) == WANTED
    assert role.unknown == ()
    assert role.name == ("Data engineer" if "engineer" in text else None)
    path = tmp_path / "role.txt"
    path.write_text(text, "utf-8")
    assert Role.read(path, recognizer.taxonomy) == role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "You have solid experience with Python, SQL/NoSQL and Microsoft Azure.",
            ["python", "sql", "nosql", "microsoft-azure"],
        ),
        ("You know machine learning. You learn on a machine.", ["machine-learning"]),
        ("You will go to market with the rest of us. It is a law.", []),
        ("Statistics in R is a must. So is Go, for the rest of us.", ["statistics", "r", "go"]),
        ("Who can excel in SQL and Excel? It is rest.", ["sql", "microsoft-excel"]),
        ("You know data. Science and orchards are welcome here.", []),
    ],
)
def test_role_finds_names_in_a_description(recognizer: Any, text: str, expected: list[str]) -> None:
    role = Role.read(text, recognizer.taxonomy)
    assert ids(role) == expected
    assert role.unknown == ()


def test_role_says_what_it_does_not_know(recognizer: Any) -> None:
    role = Role.read("Python, Quince pruning, Project managment office", recognizer.taxonomy)
    assert ids(role) == ["python"]
    assert [skill.asked for skill in role.unknown] == [
        "Quince pruning",
        "Project managment office",
    ]
    assert "Project management" in [skill.name for skill in role.unknown[1].nearest]
    assert all(len(skill.nearest) <= 3 for skill in role.unknown)


@pytest.mark.parametrize(
    ("asked", "id_"),
    [
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        (".NET", "dotnet"),
        ("machine-learning", "machine-learning"),
        ("Excel", "microsoft-excel"),
        ("Scada", "scada"),
    ],
)
def test_role_tells_names_apart(recognizer: Any, asked: str, id_: str) -> None:
    assert ids(Role.read(f"{asked}, Python", recognizer.taxonomy)) == (
        [id_, "python"] if id_ in recognizer.taxonomy.skill_ids else ["python"]
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("{", "neither"),
        ("[1, 2]", "not a list of texts"),
        ('{"name": "x"}', "not a list of texts"),
        ('{"name": 1, "skills": ["Python"]}', "`name` is not a text"),
        ('{"skills": []}', "names no skill"),
        (json.dumps([f"skill {n}" for n in range(MAX_SKILLS + 1)]), "more than 200"),
    ],
)
def test_role_refuses_what_it_cannot_read(
    recognizer: Any, text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "role.json"
    path.write_text(text)
    with pytest.raises(RoleError, match=r"role\.json") as caught:
        Role.read(path, recognizer.taxonomy)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"\xff\xfe\x00", "UTF-8"), (b"x" * (MAX_BYTES + 1), "larger than"), (None, "cannot be")],
    ids=["bytes", "large", "missing"],
)
def test_role_refuses_files(recognizer: Any, data: bytes | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / "role.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(RoleError, match=told):
        Role.read(path, recognizer.taxonomy)


def test_role_coverage_tells_earned_from_the_rest(recognizer: Any) -> None:
    python, sql = SkillName("python", "Python"), SkillName("sql", "SQL")
    made = report(
        finding(skills=(python,)),
        finding(skills=(python, sql), status="in_progress"),
        finding(skills=(sql,), status="expired"),
        finding(skills=(), status="planned"),
    )
    role = Role.read("SQL, Python, Kubernetes", recognizer.taxonomy)
    found = cover(made, role, recognizer.taxonomy)
    assert [skill.id for skill in found.skills] == ["sql", "python", "kubernetes"]
    assert [(s.earned, s.not_earned, s.expired) for s in found.skills] == [
        ((), (1,), (2,)),
        ((0,), (1,), ()),
        ((), (), ()),
    ]
    assert found.note == NOTE and "says nothing" in NOTE


def test_role_coverage_through_a_course_of_a_programme(recognizer: Any) -> None:
    taxonomy = recognizer.taxonomy
    course = next(i for i in taxonomy.curated_ids if "python" in taxonomy.credential(i).skills)
    item = finding(skills=(), courses=(Course("Orchards"), Course("Python for Orchards", course)))
    found = cover(report(item), Role.read("Python", taxonomy), taxonomy)
    (one,) = found.skills[0].evidence
    assert (one.credential, one.status, one.course) == (0, "earned", "Python for Orchards")
    own = replace(item, skills=(SkillName("python", "Python"),))
    found = cover(report(own), Role.read("Python", taxonomy), taxonomy)
    assert [one.course for one in found.skills[0].evidence] == [None]


def test_role_stands_in_the_report_and_changes_nothing_else(recognizer: Any) -> None:
    page = resume(
        {
            "Skills": "Python, SQL, Docker",
            "Certifications": ["- Certified Kubernetes Administrator (CKA), 2021"],
        }
    )
    role = Role.read("Kubernetes, Python", recognizer.taxonomy)
    plain = recognizer.recognize(page)
    told = recognizer.recognize(page, role=role)
    assert plain.role is None
    assert replace(told, role=None) == plain
    coverage = told.role
    assert isinstance(coverage, RoleCoverage)
    assert [bool(skill.evidence) for skill in coverage.skills] == [True, False]
    jsonschema.Draft202012Validator(report_schema()).validate(json.loads(told.to_json()))
    assert recognizer.recognize(page, role=role, blind=True).role == coverage


@pytest.mark.parametrize(
    ("asked", "line", "skill"),
    [
        ("Amazon Web Services", "AWS Certified Solutions Architect – Associate, 2022", "aws"),
        ("AWS", "AWS Certified Cloud Practitioner, 2021", "aws"),
        ("Agile", "Professional Scrum Master I (PSM I), 2020", "agile"),
        ("Agile methodology", "Professional Scrum Master I (PSM I), 2020", "agile"),
        ("Structured query language", "Oracle Database SQL Certified Associate", "sql"),
        ("System administration", "CompTIA Linux+, 2019", "systems-administration"),
        ("Workplace safety", "NEBOSH IGC, 2018", "occupational-safety-and-health"),
        (
            "Cyber threat intelligence",
            "Certified Threat Intelligence Analyst",
            "threat-intelligence",
        ),
    ],
)
def test_role_is_evidenced_by_whatever_name_is_asked(
    recognizer: Any, asked: str, line: str, skill: str
) -> None:
    role = Role.read(f"{asked}, Quince pruning", recognizer.taxonomy)
    found = recognizer.recognize(resume({"Certifications": [f"- {line}"]}), role=role).role
    assert [(one.id, bool(one.earned)) for one in found.skills] == [(skill, True)]


def test_role_coverage_holds_no_number_of_fit() -> None:
    fields = set(RoleCoverage.__dataclass_fields__)
    assert fields == {"name", "skills", "unknown", "note"}
