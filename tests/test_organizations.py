"""Which words name an organization: a provider of the taxonomy, or something like one."""

from __future__ import annotations

from typing import Any

import pytest

from recognizer.organizations import OrganizationReader
from recognizer.resume import Organization


@pytest.fixture(scope="module")
def reader(recognizer: Any) -> OrganizationReader:
    found: OrganizationReader = recognizer.finder.parts.organizations
    return found


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("Coursera", "coursera"),
        ("COURSERA", "coursera"),
        ("coursera.org", "coursera"),
        ("Coursera Inc.", "coursera"),
        ("“Coursera”", "coursera"),
        ("Coursera,", "coursera"),
        ("– Coursera", "coursera"),
        ("Udemy, Inc", "udemy"),
        ("AWS", "amazon-web-services"),
        ("Amazon Web Services (AWS)", "amazon-web-services"),
        ("Stanford University", "stanford-university"),
        ("the University of Michigan", "university-of-michigan"),
        ("NPTEL", "nptel"),
        ("IIT Bombay", "indian-institute-of-technology-bombay"),
        ("Cisco Networking Academy, Pune", "cisco-networking-academy"),
        ("Cisco Networking Academy, Pune, India", "cisco-networking-academy"),
    ],
)
def test_organizations_of_the_taxonomy_are_known(
    reader: OrganizationReader, text: str, provider: str
) -> None:
    assert reader.known(text) == provider
    found = reader.read(text)
    assert found is not None
    assert found.id == provider


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("Government ITI Pusa", "industrial-training-institute"),
        ("Govt. ITI, Aundh", "industrial-training-institute"),
        ("Industrial Training Institute Dhanbad", "industrial-training-institute"),
        ("National Power Training Institute, Neyveli", "npti"),
        ("Nakuru Technical Training Institute", "technical-training-institute-kenya"),
        ("Handwerkskammer Berlin", "handwerkskammer"),
        ("SENAI São Paulo", "senai-brazil"),
        ("Rotaract Club of Nagpur", "rotaract"),
        ("Kadıköy Halk Eğitim Merkezi", "halk-egitim-merkezi"),
    ],
)
def test_branches_of_a_network_are_known_by_its_name_beside_a_place(
    reader: OrganizationReader, text: str, provider: str
) -> None:
    assert reader.known(text) == provider


@pytest.mark.parametrize(
    "text",
    [
        "Government ITI Trade Certificate",
        "Industrial Training Institute Welding",
        "SENAI Soldagem",
        "Aptech Java",
        "Industrial Training Institute of orchard keeping",
        "Government ITI Plum Pear Fig Quince",
    ],
)
def test_what_is_no_place_beside_a_network_makes_no_branch(
    reader: OrganizationReader, text: str
) -> None:
    assert reader.known(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Plum Academy",
        "Fig Institute of Bookkeeping",
        "Pear Valley University",
        "Plum & Sons Pvt. Ltd",
        "Quince Technologies",
        "Pear Valley Hospital",
        "Board of Orchard Keepers",
        "Hochschule Birnental",
        "École Poirier",
        "Instituto de la Pera",
        "Certified Training Institute",
        "Plum Services",
    ],
)
def test_organizations_outside_it_are_known_by_their_words(
    reader: OrganizationReader, text: str
) -> None:
    assert reader.known(text) is None
    assert reader.read(text) == Organization(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "Orchard Care",
        "Machine Learning",
        "Diploma Course",
        "Certified Example Analyst",
        "plum academy",
        "Introduction to Institute Management Fundamentals Course",
        "May 2021",
        "an academy that taught the care of orchards and of hedges and of meadows in the valley",
    ],
)
def test_organizations_are_not_seen_in_titles(reader: OrganizationReader, text: str) -> None:
    assert reader.read(text) is None


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("Asian Paints Ltd.", "asian-paints"),
        ("ASIAN PAINTS LIMITED, Pune", "asian-paints"),
        ("Bank of Baroda", "bank-of-baroda"),
        ("Kenya Airways Ltd", "kenya-airways"),
        ("Ministry of Health, Riyadh", "ministry-of-health"),
        ("NTPC Dadri Power Plant", "ntpc"),
        ("Asian Paints Pune", "asian-paints"),
        ("Asian Paints Training Centre", "asian-paints"),
        ("Target", None),
        ("Gap", None),
        ("Waste Management", None),
        ("Data Analytics", None),
        ("Cambridge Training Centre", None),
        ("Plum Steel Plant", None),
    ],
)
def test_organizations_of_the_table_are_known_where_they_are_stated(
    reader: OrganizationReader, text: str, provider: str | None
) -> None:
    assert reader.stated(text) == provider


def test_organizations_of_the_table_are_not_seen_inside_titles(reader: OrganizationReader) -> None:
    for text in ("Boiler Care at Asian Paints", "Kenya Airways Cabin Crew Course"):
        assert not reader.inside(text)
        assert reader.stated(text) is None
    assert reader.known("Asian Paints Ltd.") is None, "what is no issuer yet may be a title"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Plum Academy, Pune", "Plum Academy"),
        ("Plum Academy, Pune, India", "Plum Academy"),
        ("Plum Academy, Orchard Lane", "Plum Academy, Orchard Lane"),
        ("| Plum Academy -", "Plum Academy"),
        ("'Plum Academy'", "Plum Academy"),
        ("Plum Academy (PA", "Plum Academy (PA)"),
    ],
)
def test_organizations_lose_places_and_separators(
    reader: OrganizationReader, text: str, wanted: str
) -> None:
    assert reader.clean(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Pune", True),
        ("Pune, India", True),
        ("New York, NY", True),
        ("London / UK", True),
        ("(Germany)", True),
        ("Orchard", False),
        ("Pune Academy", False),
        ("", False),
        (",", False),
    ],
)
def test_organizations_are_told_from_places(
    reader: OrganizationReader, text: str, wanted: bool
) -> None:
    assert reader.is_place(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Machine Learning by Stanford University on Coursera",
            ["stanford-university", "coursera"],
        ),
        ("Coursera’s course of Soil Care", ["coursera"]),
        ("worked with Google Cloud daily", ["google-cloud"]),
        ("Orchard Care in Pear Valley", []),
        ("", []),
    ],
)
def test_organizations_inside_a_text_are_found_longest_first(
    reader: OrganizationReader, text: str, wanted: list[str]
) -> None:
    found = reader.inside(text)
    assert [known.provider for known in found] == wanted
    for known in found:
        assert reader.known(text[known.start : known.end].removesuffix("’s")) == known.provider


@pytest.mark.parametrize(
    ("provider", "online", "platform"),
    [
        ("coursera", True, True),
        ("udemy", True, True),
        ("nptel", True, True),
        ("stanford-university", False, False),
        ("amazon-web-services", False, False),
    ],
)
def test_organizations_that_teach_online_are_platforms(
    reader: OrganizationReader, provider: str, online: bool, platform: bool
) -> None:
    assert (reader.teaches_online(provider), reader.is_platform(provider)) == (online, platform)


@pytest.mark.parametrize("name", ["Services", "Systems Group", "Orchard Services"])
def test_organizations_are_judged_strictly_where_titles_stand(
    reader: OrganizationReader, name: str
) -> None:
    """A first piece such as "Orchard Services" is rather a title."""
    assert not reader.looks_like(name, strictly=True)


@pytest.mark.parametrize(
    ("provider", "school"),
    [
        ("jetking", True),
        ("industrial-training-institute", True),
        ("nielit", True),
        ("coursera", False),
        ("cisco", False),
        ("linux-foundation", False),
        ("stanford-university", False),
    ],
)
def test_trainers_in_rooms_of_their_own_are_schools(
    reader: OrganizationReader, provider: str, school: bool
) -> None:
    assert reader.is_school(provider) is school
