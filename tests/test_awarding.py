"""Who awards a credential where several names stand around it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drawn import claims, listing


def issuer_of(recognizer: Any, *lines: str, title: str = "Certifications") -> str | None:
    (only,) = claims(recognizer, listing(*lines, title=title))
    return only.issuer.id if only.issuer else None


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("IC Agile Orchard Certification, GitHub, Jira, Trello", "icagile"),
        ("ACCA Orchard Knowledge, Google, 2020", "acca"),
        ("CompTIA Network+, Google, 2018", "comptia"),
        ("Project Management Professional (PMP), GitHub", "pmi"),
        ("Orchard Care Certification, GitHub", "github"),
        ("IC Agile Orchard Certification by GitHub", "github"),
        ("CompTIA Network+, Plum Academy, 2018", None),
        ("Microsoft Excel Certification, GitHub", "github"),
    ],
)
def test_awarding_another_vendor_after_a_comma_is_the_next_of_a_list(
    recognizer: Any, line: str, issuer: str | None
) -> None:
    assert issuer_of(recognizer, f"- {line}") == issuer


def test_awarding_a_list_of_tools_among_skills_names_no_issuer(recognizer: Any) -> None:
    lines = ["IC Agile Orchard certification, GitHub,", "Jira, Trello, and Retrium"]
    assert issuer_of(recognizer, *lines, title="Skills") == "icagile"


@pytest.mark.parametrize(
    ("line", "title", "issuer"),
    [
        ("Certified by NEBOSH IGC.", "NEBOSH IGC", "NEBOSH"),
        ("Medic First Aid", "Medic First Aid", "Health & Safety Institute"),
        ("GRE General Test, 2020", "GRE General Test", "Educational Testing Service"),
        ("TOEFL iBT, 2021", "TOEFL iBT", "Educational Testing Service"),
    ],
)
def test_awarding_no_credential_issues_itself(
    recognizer: Any, line: str, title: str, issuer: str
) -> None:
    (only,) = claims(recognizer, listing(f"- {line}"))
    assert (only.title, only.issuer and only.issuer.name) == (title, issuer)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("2021, Credential ID: 44100227", "44100227"),
        ("in progress, Candidate No. 44100227", None),
        ("exam scheduled, Credential ID: 44100227", None),
        ("planned for 2027, Credential ID: 44100227", None),
    ],
)
def test_awarding_what_is_not_earned_yet_has_no_number(
    recognizer: Any, said: str, number: str | None
) -> None:
    (only,) = claims(recognizer, listing(f"- PMP, PMI, {said}"))
    assert only.credential_id == number
