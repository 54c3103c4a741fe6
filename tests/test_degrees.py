"""Degrees and school-leaving certificates are kept apart from credentials."""

from __future__ import annotations

import pytest

from recognizer.degrees import names_branch, names_degree, names_education, names_schooling

DEGREES = [
    "B.Tech in Computer Science",
    "B Tech, Fig Institute",
    "BTech",
    "M.Tech",
    "B.Sc. Horticulture",
    "BSc (Hons) Horticulture",
    "MSc Soil Science",
    "M.Sc",
    "B.Com",
    "B.E. (Mechanical)",
    "B.A. in Letters",
    "BA, Letters",
    "MBA",
    "MBA (Finance), Fig University",
    "MCA",
    "BCA",
    "BBA",
    "Ph.D. in Botany",
    "PhD",
    "MBBS",
    "LL.B",
    "B.Ed",
    "Bachelor of Science",
    "Bachelor's degree in Letters",
    "Bachelors of Arts",
    "Master of Science in Botany",
    "Masters in Botany",
    "Master's degree",
    "Doctor of Philosophy",
    "Associate's Degree in Nursing",
    "MS (Botany)",
    "MS in Botany",
    "ME (Structures)",
    "Licenciatura en Letras",
    "Ingeniería Agrícola",
    "Dipl.-Ing. Gartenbau",
    "Laurea in Botanica",
    "Post Graduation, Fig University",
    "BA Honours Certificate",
    "HND Horticulture",
    "Diploma in Mechanical Engineering",
    "Diploma Engineering (Civil)",
    "Diploma of Electronics & Communication Engg",
    "Graduate Studies in Botany",
]
NOT_DEGREES = [
    "",
    "Orchard Care",
    "Certified ScrumMaster",
    "Certified Scrum Master",
    "Scrum Master, 2020",
    "Python Masterclass",
    "Photography Master Class",
    "Master Teacher License",
    "Mastering Python",
    "Master the Coding Interview",
    "Six Sigma Master Black Belt",
    "Webmaster Course",
    "Post Graduate Program in Data Science",
    "Postgraduate Certificate in Horticulture",
    "PG Program in Horticulture",
    "Post Graduate Certification in Horticulture",
    "Post Graduation Diploma in Horticulture",
    "Certificate course of Post Graduation in Orchard Care",
    "Certificate in Orchard Care with Honours",
    "Graduate Certificate in Soil Science",
    "Microsoft Certified: Azure Administrator Associate",
    "AWS Certified Solutions Architect – Associate",
    "AWS Certified Machine Learning – Specialty",
    "CISSP",
    "MS Excel",
    "MS Office Specialist",
    "Diploma in Horticulture",
    "Diploma in Fire and Safety Engineering",
    "Diploma in Computer Applications",
]


@pytest.mark.parametrize("text", DEGREES)
@pytest.mark.parametrize("around", ["{}", "2019 - 2021 {}", "{}, Pear Valley"])
def test_degrees_are_known(text: str, around: str) -> None:
    assert names_degree(around.format(text))


@pytest.mark.parametrize("text", NOT_DEGREES)
def test_degrees_are_not_seen_in_credentials(text: str) -> None:
    assert not names_degree(text)


@pytest.mark.parametrize(
    "text",
    [
        "HSC, 2015",
        "H.S.C",
        "SSC",
        "S.S.L.C",
        "CBSE Board",
        "ICSE",
        "Class XII",
        "Class 10",
        "10th Standard",
        "XII Std",
        "10th",
        "12th, Pear Valley",
        "Higher Secondary School",
        "Senior Secondary Education",
        "High School Diploma",
        "Matriculation",
        "Intermediate (Science)",
        "GCSEs",
        "A-Levels",
        "Abitur",
        "Baccalauréat",
        "Bachillerato",
        "WASSCE",
        "GED",
        "Plus Two",
        "Secondary School Certificate",
    ],
)
def test_schooling_is_known(text: str) -> None:
    assert names_schooling(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Orchard Care",
        "Higher Diploma in Soil Science",
        "First Class Driver",
        "Python Intermediate",
        "Intermediate SQL",
        "Problem Solving (Intermediate)",
        "Class of 2020",
        "Level 3 Award",
        "CSSC Logistics",
        "School of Business",
        "Backend Development",
    ],
)
def test_schooling_is_not_seen_in_credentials(text: str) -> None:
    assert not names_schooling(text)


@pytest.mark.parametrize("text", ["B.Sc. Botany", "Class XII"])
def test_education_is_degrees_and_schools(text: str) -> None:
    assert names_education(text)
    assert not names_education("Orchard Care")


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        ("Mechanical Engg", True),
        ("Electrical Engineering", True),
        ("Electronics & Communication Engineering", True),
        ("Civil Engg. (Hons)", True),
        ("Mechanical Engineering Basics", False),
        ("Prompt Engineering", False),
        ("Civil Engineering Technologist", False),
        ("", False),
    ],
)
def test_degrees_may_be_called_by_their_branch(text: str, branch: bool) -> None:
    assert names_branch(text) is branch
