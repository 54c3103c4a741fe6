"""What a résumé claims and what it does not, by section; each credential once; degrees apart."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drawn import listing, mentions, report, resume, titles
from tests.pdfs import read

ANCHOR = "- CompTIA A+, CompTIA, 2018"
"""A credential that makes every list one of credentials."""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Orchard Care, Plum Academy, 2021", ["Orchard Care"]),
        ("- Successfully completed Orchard Care at Plum Academy", ["Orchard Care"]),
        ("- Completed a course in Orchard Care from Plum Academy, 2020", ["Orchard Care"]),
        ("- Certificate of completion of Orchard Care, Plum Academy", ["Orchard Care"]),
        ("- “Orchard Care” by Plum Academy, May 2021", ["Orchard Care"]),
        ("- Certificate in Orchard Care, Plum Academy", ["Certificate in Orchard Care"]),
        ("- Certified Scrum Master, Scrum Alliance", ["Certified Scrum Master"]),
        ("- AZ-900: Azure Fundamentals, Microsoft", ["AZ-900: Azure Fundamentals"]),
        ("- Project Management Professional (PMP)", ["Project Management Professional (PMP)"]),
        ("- PMP, CISSP, CCNA", ["PMP", "CISSP", "CCNA"]),
        ("- PMP | CISSP | CCNA", ["PMP", "CISSP", "CCNA"]),
        ("- Coursera: Orchard Care; Tree Pruning", ["Orchard Care", "Tree Pruning"]),
        (
            "- Orchard Care (Plum Academy), Bookkeeping (Fig Institute)",
            ["Orchard Care", "Bookkeeping"],
        ),
        ("- Registered Nurse, Plum State Board of Nursing, 2019", ["Registered Nurse"]),
        ("- IELTS Academic, British Council, 2020", ["IELTS Academic"]),
    ],
)
def test_mentions_of_a_line(recognizer: Any, line: str, expected: list[str]) -> None:
    assert titles(recognizer, listing(ANCHOR, line)) == ["CompTIA A+", *expected]


@pytest.mark.parametrize(
    "lines",
    [
        ["Certificate in the Modern Care of", "Old Orchards, Plum Academy,", "May 2021"],
        ["**Certificate in Orchard Care", "Plum Academy", "May 2021"],
        ["Certificate in Orchard Care\tMay 2021", "Plum Academy", "Credential ID: PA-2291"],
        [
            "**Certificate in Orchard Care, Plum Academy",
            "- Learned how to prune old trees in the winter months",
            "- Counted the pears of a whole valley in one long summer",
        ],
    ],
)
def test_mentions_one_credential_over_several_lines_is_one(
    recognizer: Any, lines: list[str]
) -> None:
    (only,) = report(recognizer, listing(*lines))["credentials"]
    assert only["title"].startswith("Certificate in ")
    assert only["issuer"]["name"] == "Plum Academy"


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (
            {
                "Summary": "Certified Scrum Master with 8 years of planning harvests.",
                "Certifications": "Certified Scrum Master (CSM), Scrum Alliance, 2019",
            },
            ["Certified Scrum Master (CSM)"],
        ),
        (
            {
                "Summary": "PMP certified keeper of orchards.",
                "Certifications": ["Project Management Professional (PMP), PMI, 2019"],
            },
            ["Project Management Professional (PMP)"],
        ),
        (
            {"Certifications": ["CCNA, 2019", "CompTIA A+, 2018"], "Licenses": ["CCNA, Cisco"]},
            ["CCNA", "CompTIA A+"],
        ),
        (
            {"Certifications": ["Orchard Care, Plum Academy", "Orchard Care, Fig Institute"]},
            ["Orchard Care", "Orchard Care"],
        ),
        (
            {"Certifications": ["Professional Scrum Master I", "Professional Scrum Master II"]},
            ["Professional Scrum Master I", "Professional Scrum Master II"],
        ),
    ],
)
def test_mentions_each_credential_once(
    recognizer: Any, sections: dict[str, Any], expected: list[str]
) -> None:
    assert sorted(titles(recognizer, sections)) == sorted(expected)


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("Summary", "Certified Scrum Master with 8 years in orchards.", ["Certified Scrum Master"]),
        ("Summary", "A certified PMP in orchards.", ["PMP"]),
        ("Summary", "Holder of the CISSP certification.", ["CISSP"]),
        (
            "Summary",
            "Holds certificates. Completed Orchard Care through Udemy in May 2019.",
            ["Orchard Care"],
        ),
        ("Experience", "Earned the CISSP certification in 2019.", ["CISSP"]),
        (
            "Education",
            ["B.Sc. Pomology, University of Nowhere, 2014", "Google Data Analytics Certificate"],
            ["Google Data Analytics Certificate"],
        ),
        (
            "Education",
            ["Certificate in Orchard Care, Plum Academy, 2015"],
            ["Certificate in Orchard Care"],
        ),
    ],
)
def test_mentions_outside_lists_of_credentials(
    recognizer: Any, section: str, text: Any, expected: list[str]
) -> None:
    sections = {"Languages": "Plum, Fig", section: text}
    found = [title.removesuffix(" certification") for title in titles(recognizer, sections)]
    assert found == expected


@pytest.mark.parametrize(
    "line",
    [
        "ISO 9001 certified company",
        "SOC 2 compliance project",
        "I hereby certify that the above information is true",
        "Certificate of Appreciation from Pear Valley Farms, 2019",
        "Employee of the Month, May 2019",
        "Scholarship of the Fig Foundation, 2018",
        "Gold medal of the Plum Academy, 2018",
        "High School Diploma, Plum School, 2010",
        "GCSE, Plum School, 2009",
        "SSC, Plum Board, 2008",
        "HSC, Plum Board, 2010",
        "Higher Secondary Certificate, Plum School, 2010",
        "B.Sc. Pomology, University of Nowhere, 2014",
        "MBA, University of Nowhere, 2016",
        "Bachelor of Science in Pomology, University of Nowhere",
        "Certificates",
        "Courses:",
        "N/A",
        "None",
        "References available on request",
    ],
)
def test_mentions_what_is_no_credential_in_a_list(recognizer: Any, line: str) -> None:
    assert titles(recognizer, listing(ANCHOR, f"- {line}")) == ["CompTIA A+"]


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("Experience", "Software Engineer, Coursera, 2019 to 2021"),
        ("Experience", "Worked in an ISO 27001 certified company"),
        ("Experience", "Taught the course Python for Everybody to new staff"),
        ("Experience", "Issued certificates of completion to trainees"),
        ("Experience", "Renewed SSL certificates of forty servers"),
        ("Skills", "AWS, Docker, Kubernetes, Azure"),
        ("Skills", "Machine Learning, Python, SQL for Data Science"),
        ("Projects", "Udemy clone built with React"),
        ("Projects", "Coursera-like learning platform for orchards"),
        ("Education", "Relevant coursework: Machine Learning, Databases"),
        ("Education", "B.Sc. Pomology, University of Nowhere, 2014"),
        ("Relevant Coursework", "Machine Learning, Databases, Python for Everybody"),
        ("Declaration", "I hereby certify that the above is true."),
        ("Publications", "Certified organic orchards, Journal of Pears, 2020"),
        ("Awards", "Best Employee award of Pear Valley Farms, 2019"),
        ("Awards", "Employee of the month, twice"),
        ("Interests", "Machine Learning on Coursera, PMP"),
        ("References", "Dr. Plum, PMP, Fig Institute"),
        ("Summary", "Looking for a team that works with AWS and Cisco."),
        ("Personal Details", "Passport No. X1, CCNA street 4"),
    ],
)
def test_mentions_what_is_no_credential_elsewhere(recognizer: Any, section: str, text: str) -> None:
    assert titles(recognizer, {"Languages": "Plum, Fig", section: text}) == []


@pytest.mark.parametrize(
    ("line", "institution", "year"),
    [
        ("Bachelor of Science in Pomology, University of Nowhere, 2014", True, "2014"),
        ("Master of Science in Pomology, University of Nowhere, 2016", True, "2016"),
        ("MBA, University of Nowhere, 2018", True, "2018"),
        ("PhD in Pomology, University of Nowhere, 2020", True, "2020"),
    ],
)
def test_mentions_degrees_stand_apart(
    recognizer: Any, line: str, institution: bool, year: str
) -> None:
    found = report(recognizer, {"Education": line, "Certifications": "CompTIA A+, CompTIA, 2018"})
    (degree,) = found["degrees"]
    assert [c["title"] for c in found["credentials"]] == ["CompTIA A+"]
    assert line.startswith(degree["title"])
    assert degree["institution"] == ("University of Nowhere" if institution else None)
    assert degree["year"] == year


@pytest.mark.parametrize(
    ("head", "rows", "expected"),
    [
        (
            "Course||Institute||Year",
            ["Orchard Care||Plum Academy||2021", "Bookkeeping||Fig Institute||2020"],
            [("Orchard Care", "Plum Academy", "2021"), ("Bookkeeping", "Fig Institute", "2020")],
        ),
        (
            "Year||Organization||Certification",
            ["2021||Perrin & Sons||Orchard Care", "2020||Fig Brothers||Bookkeeping"],
            [("Orchard Care", "Perrin & Sons", "2021"), ("Bookkeeping", "Fig Brothers", "2020")],
        ),
        (
            "Certificate||Issuing Authority||Date",
            ["Orchard Care||Perrin||May 2021", "Bookkeeping||Tamarack||June 2020"],
            [("Orchard Care", "Perrin", "2021-05"), ("Bookkeeping", "Tamarack", "2020-06")],
        ),
        (
            "S.No||Name of Course||Institute||Year",
            [
                "1||Care of Old Pears||Plum Tree Academy||2021",
                "2||Keeping the Books||Fig Tree Institute||2020",
            ],
            [
                ("Care of Old Pears", "Plum Tree Academy", "2021"),
                ("Keeping the Books", "Fig Tree Institute", "2020"),
            ],
        ),
    ],
)
def test_mentions_of_a_table_with_a_head(
    recognizer: Any, head: str, rows: list[str], expected: list[tuple[str, str, str]]
) -> None:
    found = report(recognizer, listing(head, *rows))["credentials"]
    assert [(c["title"], c["issuer"]["name"], c["issued"]) for c in found] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Coursera:", "- Orchard Care", "- Tree Pruning", "Udemy:", "- Bookkeeping"],
            [("Orchard Care", "Coursera"), ("Tree Pruning", "Coursera"), ("Bookkeeping", "Udemy")],
        ),
        (
            ["Coursera: Orchard Care; Tree Pruning", "Udemy: Bookkeeping"],
            [("Orchard Care", "Coursera"), ("Tree Pruning", "Coursera"), ("Bookkeeping", "Udemy")],
        ),
    ],
)
def test_mentions_below_a_provider_are_of_it(
    recognizer: Any, lines: list[str], expected: list[tuple[str, str]]
) -> None:
    found = report(recognizer, listing(*lines))["credentials"]
    assert [(c["title"], c["issuer"]["name"]) for c in found] == expected


def test_mentions_point_home(recognizer: Any) -> None:
    document = read(
        resume(
            {
                "Summary": "A PMP certified keeper of orchards.",
                "Certifications": [ANCHOR, "- Certificate in the Care of", "> Old Orchards, 2020"],
            }
        )
    )
    found = mentions(recognizer, document)
    assert len(found) == 3
    for mention in found:
        text = document.text[mention.start : mention.end]
        assert mention.text == text.replace("\n", " ")
        assert mention.entry_start <= mention.start < mention.end <= mention.entry_end
        assert 0.3 <= mention.confidence <= 1
    assert [m.start for m in found] == sorted(m.start for m in found)


def test_mentions_of_a_list_name_what_speaks_for_them(recognizer: Any) -> None:
    known, bare = mentions(recognizer, read(resume(listing(ANCHOR, "- Orchard Care"))))
    assert known.confidence > bare.confidence
    assert (known.credential, bare.credential) == ("comptia-a-plus", None)
