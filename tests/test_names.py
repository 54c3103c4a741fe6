"""One normal form for every comparison of names."""

from __future__ import annotations

import pytest

from recognizer.names import normalize, without_legal_form, words
from recognizer.spelling import spelling


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ""),
        ("   ", ""),
        ("Python", "python"),
        ("  Orchard\tCare \n Basics ", "orchard care basics"),
        ("AWS Certified Developer – Associate", "aws certified developer associate"),
        ("AZ-900: Azure Fundamentals", "az 900 azure fundamentals"),
        ("(ISC)²", "isc 2"),
        ("C++", "c++"),
        ("C#", "c#"),
        (".NET", ".net"),
        ("ASP.NET", "asp .net"),
        ("Node.js", "node js"),
        ("R&D", "r and d"),
        ("Health & Safety", "health and safety"),
        ("Bachelor’s", "bachelors"),
        ("Bachelor's", "bachelors"),
        ("Élève Ingénieur", "eleve ingenieur"),
        ("Weiß", "weiss"),
        ("ﬁnance", "finance"),
        ("PRINCE2®", "prince2"),
        ("ITIL™ Foundation", "itil foundation"),
        ("Tableau — Desktop", "tableau desktop"),
        ("snake_case", "snake case"),
        ("①", "1"),
        ("100%", "100"),
    ],
)  # fmt: skip
def test_names_have_one_form(text: str, wanted: str) -> None:
    assert normalize(text) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Machine Learning", "machine-learning"),
        ("MACHINE LEARNING", "Machine   Learning"),
        ("Data Science & AI", "Data Science and AI"),
        ("Six Sigma: Green Belt", "Six Sigma (Green Belt)"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_names_that_are_one_name_agree(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C", "C++"), ("C", "C#"), ("C++", "C#"), ("Java", "JavaScript"), ("NET", ".NET")],
)
def test_names_that_are_two_names_differ(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


@pytest.mark.parametrize("text", ["Ada Example", "C++ & C# in .NET", "Élève – 2. Stufe", "PL-300"])
def test_names_are_normal_once_normalized(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)
    assert words(text) == tuple(normalize(text).split())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Plum Cotton Ltd.", "Plum Cotton"),
        ("Plum & Sons Pvt. Ltd", "Plum & Sons"),
        ("Plum Cotton P Ltd", "Plum Cotton"),
        ("Plum Steel Company (Q.P.S.C.)", "Plum Steel Company"),
        ("Plum Gulf W.L.L", "Plum Gulf"),
        ("Plum Contracting L.L.C.", "Plum Contracting"),
        ("Plum Energi Sdn. Bhd.", "Plum Energi"),
        ("Grupo Ciruela S.A.B. de C.V.", "Grupo Ciruela"),
        ("Pflaume AG", "Pflaume"),
        ("Prugna S.p.A.", "Prugna"),
        ("Plum Motor Co., Ltd.", "Plum Motor"),
        ("PLUM INC", "PLUM"),
        ("Plumag", "Plumag"),
        ("Plum Casa", "Plum Casa"),
        ("Co", "Co"),
        ("Limited", "Limited"),
        ("", ""),
    ],
)
def test_companies_lose_their_legal_form(text: str, wanted: str) -> None:
    assert without_legal_form(text) == wanted
    assert without_legal_form(wanted) == wanted


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Operating systems", "operating system"),
        ("3D modelling", "3d-modeling"),
        ("Search engine optimisation", "Search Engine Optimization"),
        ("Data analysing", "Data analyzing"),
        ("Colour theories", "color theory"),
        ("Fibre optics", "Fiber Optics"),
        ("Training programmes", "training program"),
        ("Data catalogues", "data catalog"),
        ("Driving licences", "Driving license"),
        ("Paediatrics", "Pediatrics"),
        ("Micro-services", "Microservices"),
        ("Processes", "process"),
    ],
)
def test_spellings_of_one_skill(one: str, two: str) -> None:
    assert spelling(one) == spelling(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Canvas", "Canva"),
        ("C", "C++"),
        ("Medicine", "Medicines"),
        ("Security", "Securities"),
        ("Java", "JavaScript"),
        ("Analysis", "Analyse"),
        ("Physics", "Physic"),
        ("R", "RS"),
    ],
)
def test_spellings_of_different_skills(one: str, two: str) -> None:
    assert spelling(one) != spelling(two)
