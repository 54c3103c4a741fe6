"""The type of a credential that no entry of the taxonomy settles."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from recognizer.credential_type import type_of
from recognizer.resume import CredentialType


def kind_of(
    recognizer: Any,
    title: str,
    *providers: str,
    section: str | None = "certifications",
    organization: str | None = None,
) -> CredentialType:
    known = [recognizer.taxonomy.provider(p) for p in providers]
    named = organization or (known[0].name if known else None)
    found: CredentialType = type_of(title, known, section=section, organization=named)
    return found


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("IELTS Academic", "language_test"),
        ("TOEFL iBT", "language_test"),
        ("JLPT N2", "language_test"),
        ("DELF B2", "language_test"),
        ("EF SET C2", "language_test"),
        ("Orchard Engineering Bootcamp", "bootcamp"),
        ("Pomology Immersive", "bootcamp"),
        ("Licensed Orchard Keeper", "license"),
        ("Orchard Keeper Licence", "license"),
        ("Registered Nurse", "license"),
        ("Orchard Care Nanodegree", "professional_certificate"),
        ("Orchard Care Specialization", "professional_certificate"),
        ("MicroMasters in Pomology", "professional_certificate"),
        ("Professional Certificate in Pomology", "professional_certificate"),
        ("PG Certificate in Pomology", "professional_certificate"),
        ("Post Graduate Program in Pomology", "professional_certificate"),
        ("Pear Counting Badge", "badge"),
        ("Pruning Skill Assessment", "badge"),
        ("Certified Orchard Keeper", "certification"),
        ("Six Sigma Green Belt", "certification"),
        ("ITIL Foundation", "certification"),
        ("PRINCE2 Practitioner", "certification"),
        ("Introduction to Orchards", "course_certificate"),
        ("The Complete Orchard Guide", "course_certificate"),
        ("Pomology for Beginners", "course_certificate"),
        ("Orchard Safety Training", "training"),
        ("Workshop on Pears", "training"),
    ],
)
@pytest.mark.parametrize("section", ["certifications", None])
def test_type_by_words(recognizer: Any, title: str, kind: str, section: str | None) -> None:
    assert kind_of(recognizer, title, section=section) == kind


@pytest.mark.parametrize(
    ("title", "providers", "kind"),
    [
        ("Orchard Care", ("udemy",), "course_certificate"),
        ("Orchard Care", ("coursera",), "course_certificate"),
        ("Orchard Care", ("edx",), "course_certificate"),
        ("Orchard Care", ("linkedin-learning",), "course_certificate"),
        ("Orchard Care", ("stanford-university", "coursera"), "course_certificate"),
        ("Orchard Care", ("hackerrank",), "badge"),
        ("Orchard Care", ("credly",), "badge"),
        ("Orchard Care", ("general-assembly",), "bootcamp"),
        ("Orchard Care", ("pmi",), "certification"),
        ("Orchard Care Bootcamp", ("udemy",), "course_certificate"),
        ("Orchard Care Bootcamp", ("general-assembly",), "bootcamp"),
        ("Orchard Care Specialization", ("coursera",), "professional_certificate"),
        ("Certified Orchard Administrator", ("microsoft",), "certification"),
        ("Orchard Associate", ("amazon-web-services",), "certification"),
        ("OR-104", ("microsoft",), "certification"),
        ("Orchard Fundamentals Course", ("google",), "course_certificate"),
    ],
)
def test_type_by_provider(
    recognizer: Any, title: str, providers: tuple[str, ...], kind: str
) -> None:
    assert kind_of(recognizer, title, *providers) == kind


@pytest.mark.parametrize(
    ("title", "organization", "section", "kind"),
    [
        ("Pomology", "Fig Training Institute", "certifications", "training"),
        ("Pomology", "Plum Academy", "certifications", "training"),
        ("Tally", "Perrin Computer Centre", "certifications", "training"),
        ("Pomology", None, "licenses", "license"),
        ("Pomology", None, "courses", "course_certificate"),
        ("Pomology", None, "training", "training"),
        ("Pomology", None, "workshops", "training"),
        ("Pomology", None, "education", "course_certificate"),
        ("CPOM", None, "certifications", "certification"),
        ("OR-104", None, "certifications", "certification"),
        ("Pomology", "Perrin", "certifications", "course_certificate"),
        ("Pomology", None, "certifications", "certification"),
        ("Welding Inspector", None, "training", "certification"),
    ],
)
def test_type_by_place_and_organization(
    recognizer: Any, title: str, organization: str | None, section: str, kind: str
) -> None:
    assert kind_of(recognizer, title, section=section, organization=organization) == kind


@pytest.mark.parametrize("title", ["", "-", "機械学習", "Ärztin", "1", "a" * 300])
def test_type_is_always_one_of_the_list(recognizer: Any, title: str) -> None:
    assert kind_of(recognizer, title) in get_args(CredentialType)
