"""Blind reports: nothing of the person in them, and nothing else different from the plain ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import jsonschema
import pytest

from models.synthetic import LAYOUTS, generate, own_stock
from models.synthetic.composition import compose_story
from recognizer.blind import HIDDEN, NEUTRAL_NAME, blind
from recognizer.personal import PersonalDetails
from recognizer.personal_links import masked_address
from recognizer.personal_name import PersonName
from recognizer.schema import report_schema
from tests.drawn import resume

OWN = own_stock()
MASKED = (*HIDDEN.values(), "***", NEUTRAL_NAME)


def differences(plain: Any, hidden: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    if isinstance(plain, dict):
        assert plain.keys() == hidden.keys()
        for key in plain:
            yield from differences(plain[key], hidden[key], f"{path}.{key}")
    elif isinstance(plain, list):
        assert len(plain) == len(hidden)
        for one, other in zip(plain, hidden, strict=True):
            yield from differences(one, other, f"{path}[]")
    elif plain != hidden:
        yield path, plain, hidden


def both(recognizer: Any, pdf: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    found = recognizer.examine(pdf, name="Robin Quince.pdf")
    hidden = blind(found.report, found.personal)
    return json.loads(found.report.to_json()), json.loads(hidden.to_json())


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_blind_report_differs_in_masked_words_only(recognizer: Any, layout: str) -> None:
    plain, hidden = both(recognizer, generate(5, layout, stock=OWN).pdf)
    jsonschema.Draft202012Validator(report_schema()).validate(hidden)
    for path, before, after in differences(plain, hidden):
        if path == ".degrees[].year":
            assert after is None
        else:
            assert isinstance(before, str) and any(mask in after for mask in MASKED), path
    for one, other in zip(plain["credentials"], hidden["credentials"], strict=True):
        for key in ("title", "type", "match", "status", "confidence", "skills", "issued"):
            assert one[key] == other[key]
        assert one["tier"]["level"] == other["tier"]["level"]
        assert one["verification"]["state"] == other["verification"]["state"]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_blind_report_names_nobody(recognizer: Any, layout: str) -> None:
    made = generate(6, layout, stock=OWN)
    name = compose_story(layout, LAYOUTS[layout], OWN, Random(f"6/{layout}")).name
    report = recognizer.recognize(made.pdf, name=f"{name}.pdf", blind=True)
    text = report.to_json().decode()
    assert name.casefold() not in text.casefold()
    assert "@example" not in text
    assert report.document.name == NEUTRAL_NAME


CREDENTIALS = [
    "- CCNA, Cisco, 2015, awarded to Angel Park",
    "- Angel Investing Course, Udemy, 2019",
    "- Certified Park Keeper, Park Institute, 2020 (angel.park@fruit.example)",
]


@pytest.fixture(scope="module")
def angel(recognizer: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A person whose names are words of credentials and issuers."""
    page = resume(
        {
            "Education": "Bachelor of Science in Pomology, University of Nowhere, 2014",
            "Certifications": CREDENTIALS,
        },
        name="Angel Park",
        contact="angel.park@fruit.example | github.com/angelpark | 555 010 4477",
        links={"CCNA": "https://www.credly.com/users/angel-park/badges"},
    )
    return both(recognizer, page)


def test_blind_leaves_titles_and_issuers(angel: tuple[dict[str, Any], dict[str, Any]]) -> None:
    plain, hidden = angel
    assert len(hidden["credentials"]) == 3
    for one, other in zip(plain["credentials"], hidden["credentials"], strict=True):
        assert (one["title"], one["issuer"]) == (other["title"], other["issuer"])
    assert "Angel Investing Course" in hidden["credentials"][1]["evidence"]["quote"]
    assert "Park Institute" in hidden["credentials"][2]["evidence"]["quote"]


def test_blind_hides_the_person(angel: tuple[dict[str, Any], dict[str, Any]]) -> None:
    text = json.dumps(angel[1])
    for word in ("Angel Park", "angel.park", "angel-park", "Robin", "2014", "555 010"):
        assert word not in text
    assert "awarded to [name hidden]" in angel[1]["credentials"][0]["evidence"]["quote"]
    assert angel[1]["credentials"][0]["url"] == "https://credly.com/users/***/badges"
    assert angel[1]["degrees"][0]["year"] is None
    assert angel[0]["degrees"][0]["year"] == "2014"


def test_blind_keeps_the_hash_that_finds_the_file(
    angel: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    plain, hidden = angel
    assert plain["document"]["name"] == "Robin Quince.pdf"
    assert hidden["document"] == {**plain["document"], "name": NEUTRAL_NAME}


def test_blind_is_what_recognize_gives(recognizer: Any) -> None:
    page = resume({"Certifications": ["- CCNA, Cisco, 2015"]})
    found = recognizer.examine(page)
    assert recognizer.recognize(page, blind=True) == blind(found.report, found.personal)
    assert recognizer.recognize(page) == found.report


def test_blind_without_details_changes_only_the_name(recognizer: Any) -> None:
    plain = recognizer.recognize(resume({"Certifications": ["- CCNA, Cisco, 2015"]}))
    assert blind(plain, PersonalDetails()) == plain


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.linkedin.com/in/robin-quince/", "https://linkedin.com/in/***/"),
        ("https://github.com/rquince/orchard", "https://github.com/***/orchard"),
        ("https://www.credly.com/users/rquince/badges", "https://credly.com/users/***/badges"),
        ("https://medium.com/@rquince", "https://medium.com/@***"),
        ("https://rquince.github.io/cv", "https://***.github.io/cv"),
        ("https://rquince.wixsite.com/cv", "https://***.wixsite.com/cv"),
        ("https://sites.google.com/view/rquince", "https://sites.google.com/view/***"),
        ("https://www.linkedin.com/robin-quince", "https://linkedin.com/***"),
        ("https://github.io/rquince", "https://github.io/***"),
        ("https://stackoverflow.com/users/4711/rquince", "https://stackoverflow.com/users/***"),
    ],
)
def test_blind_addresses_hide_user_names(url: str, shown: str) -> None:
    assert masked_address(url) == shown


@pytest.mark.parametrize(
    "url",
    [
        "https://www.credly.com/badges/3f0c9a7e-52b1-4c1d-9a64-0b7d2e8f6a15",
        "https://www.coursera.org/verify/ABCD1234EFGH",
        "https://coursera.org/share/0123456789abcdef0123456789abcdef",
        "https://www.udemy.com/certificate/UC-01234567-89ab-cdef-0123-456789abcdef/",
        "https://udemy-certificate.s3.amazonaws.com/pdf/UC-ABCDEFGH.pdf",
        "https://example.org/courses/pomology.html",
    ],
)
def test_blind_addresses_that_name_nobody_stay(recognizer: Any, url: str) -> None:
    page = resume({"Certifications": ["- CCNA, Cisco, 2015"]}, links={"CCNA": url})
    plain, hidden = both(recognizer, page)
    assert hidden["credentials"][0]["url"] == plain["credentials"][0]["url"]
    assert "***" not in hidden["credentials"][0]["url"]


LICENSED = [
    "- Registered Nurse License, Texas Board of Nursing, License No. 712445, 2019",
    "- CCNA, Cisco, 2015, License # 99887766",
]


def test_blind_hides_numbers_of_licenses_and_no_others(recognizer: Any) -> None:
    plain, hidden = both(recognizer, resume({"Certifications": LICENSED}))
    license_, ccna = hidden["credentials"]
    assert (license_["type"], plain["credentials"][0]["credential_id"]) == ("license", "712445")
    assert license_["credential_id"] == HIDDEN["number"]
    assert "712445" not in json.dumps(hidden)
    assert ccna["credential_id"] == "99887766" and "99887766" in ccna["evidence"]["quote"]
    for one, other in zip(plain["credentials"], hidden["credentials"], strict=True):
        assert one["tier"] == other["tier"]
        assert one["verification"]["state"] == other["verification"]["state"]


ROBIN = PersonName(("robin", "p", "quince"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("to Robin Quince, 2019", ["Robin Quince"]),
        ("QUINCE, Robin", ["QUINCE, Robin"]),
        ("Robin P. Quince", ["Robin P. Quince"]),
        ("R. Quince and Robin P.", ["R. Quince", "Robin P"]),
        ("Robin Hood and Quince Works", []),
        ("Quince", []),
    ],
)
def test_blind_full_names(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in ROBIN.full_in(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("awarded to Robin for pruning", ["Robin"]),
        ("Quince Works", []),
        ("the Robin Award", []),
        ("a robin sang", []),
    ],
)
def test_blind_single_words_of_a_name(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in ROBIN.single_in(text, lambda _: False)] == found
    assert [*ROBIN.single_in(text, lambda _: True)] == []


@pytest.mark.parametrize(
    ("user", "made"),
    [
        ("robin.quince", True),
        ("rquince77", True),
        ("quincer", True),
        ("rpq", True),
        ("pear-lover", False),
        ("tensorflow", False),
    ],
)
def test_blind_user_names_made_of_a_name(user: str, made: bool) -> None:
    assert ROBIN.made_of(user) == made


def test_blind_masks_are_words_a_reader_understands() -> None:
    assert all(re.fullmatch(r"\[[a-z -]+ hidden\]", words) for words in HIDDEN.values())
