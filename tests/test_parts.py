"""An entry's text → parts with a role each."""

from __future__ import annotations

from typing import Any

import pytest

from recognizer.parts import PartReader
from recognizer.resume import Part

SHORT = {
    "title": "T",
    "organization": "O",
    "date": "D",
    "identifier": "I",
    "url": "U",
    "link": "L",
    "place": "P",
    "note": "N",
    "status": "S",
}


@pytest.fixture(scope="module")
def reader(recognizer: Any) -> PartReader:
    found: PartReader = recognizer.finder.parts
    return found


def written(parts: list[Part]) -> str:
    """`T:Orchard Care O:Plum Academy D:2021`, an organization that is sure with a mark."""
    return " ".join(f"{SHORT[p.role]}{'!' if p.sure else ''}:{p.text}" for p in parts)


ENTRIES = [
    ("Orchard Care", "T:Orchard Care"),
    ("", ""),
    (" , – ", ""),
    # what separates the parts
    ("Orchard Care, Plum Academy, 2021", "T:Orchard Care O:Plum Academy D:2021"),
    ("Orchard Care – Plum Academy – 2021", "T:Orchard Care O:Plum Academy D:2021"),
    ("Orchard Care | Plum Academy | 2021", "T:Orchard Care O:Plum Academy D:2021"),
    ("Orchard Care • Plum Academy • 2021", "T:Orchard Care O:Plum Academy D:2021"),
    ("Orchard Care\tPlum Academy\t2021", "T:Orchard Care O:Plum Academy D:2021"),
    ("Orchard Care\nPlum Academy\n2021", "T:Orchard Care O:Plum Academy D:2021"),
    ("Orchard Care (Plum Academy) 2021", "T:Orchard Care O:Plum Academy D:2021"),
    ("Orchard Care // Plum Academy", "T:Orchard Care O:Plum Academy"),
    ("Orchard Care; Bookkeeping; Soil Basics", "T:Orchard Care T:Bookkeeping T:Soil Basics"),
    ("2021: Orchard Care, Plum Academy", "D:2021 T:Orchard Care O:Plum Academy"),
    # organizations of the taxonomy are sure
    ("Machine Learning, Coursera", "T:Machine Learning O!:Coursera"),
    (
        "Machine Learning, Stanford University (Coursera), May 2021",
        "T:Machine Learning O!:Stanford University O!:Coursera D:May 2021",
    ),
    ("Udemy: The Complete Orchard", "O!:Udemy T:The Complete Orchard"),
    ("Machine Learning Coursera", "T:Machine Learning O!:Coursera"),
    ("Udemy Orchard Masterclass", "O!:Udemy T:Orchard Masterclass"),
    # words that lead to an organization
    ("Orchard Care by Plum Academy", "T:Orchard Care O:Plum Academy"),
    ("Orchard Care from Plum Academy", "T:Orchard Care O:Plum Academy"),
    ("Orchard Care, issued by Pear Valley Board", "T:Orchard Care O!:Pear Valley Board"),
    ("Orchard Care offered by Quince", "T:Orchard Care O!:Quince"),
    ("Orchard Care via Coursera", "T:Orchard Care O!:Coursera"),
    (
        "Machine Learning by Stanford University on Coursera",
        "T:Machine Learning O!:Stanford University O!:Coursera",
    ),
    (
        "Orchard Care at Plum Institute, Pune, India",
        "T:Orchard Care O:Plum Institute P:Pune P:India",
    ),
    # labels before a colon
    ("Institute: Plum and Sons", "N:Institute O!:Plum and Sons"),
    (
        "Institute: Plum and Sons, Course: Orchard Care",
        "N:Institute O!:Plum and Sons N:Course T:Orchard Care",
    ),
    ("Duration: 3 months", "N:Duration N:3 months"),
    # dates and versions
    ("Orchard Care in 2016", "T:Orchard Care D:2016"),
    ("Orchard Care, Jan 2019 – Mar 2020", "T:Orchard Care D:Jan 2019 – Mar 2020"),
    (
        "Windows Server 2016 Administration, Plum Academy, 2019",
        "T:Windows Server 2016 Administration O:Plum Academy D:2019",
    ),
    ("SQL Server 2012", "T:SQL Server 2012"),
    ("Excel 2013, 2019", "T:Excel 2013 D:2019"),
    ("AutoCAD 2018", "T:AutoCAD 2018"),
    ("ISO 9001:2008 Lead Auditor", "T:ISO 9001:2008 Lead Auditor"),
    ("Expires May 2024", "S:Expires D:May 2024"),
    # numbers, links, notes
    ("Orchard Care, Credential ID ABC-123456", "T:Orchard Care I:ABC-123456"),
    ("Orchard Care, Certificate No: 12345", "T:Orchard Care I:12345"),
    ("Orchard Care, License No. PV/2019/77", "T:Orchard Care I:PV/2019/77"),
    ("Orchard Care https://example.org/verify/1", "T:Orchard Care U:https://example.org/verify/1"),
    ("Orchard Care (example.org/verify/2019).", "T:Orchard Care U:example.org/verify/2019"),
    ("Orchard Care – View Certificate", "T:Orchard Care L:View Certificate"),
    ("Orchard Care [Link]", "T:Orchard Care L:Link"),
    ("Orchard Care (40 hours), Plum Academy", "T:Orchard Care N:40 hours O:Plum Academy"),
    ("Orchard Care, 85%", "T:Orchard Care N:85%"),
    ("Orchard Care, with distinction", "T:Orchard Care N:with distinction"),
    # what stays together
    ("Health & Safety at Work", "T:Health & Safety at Work"),
    ("Learning from Data", "T:Learning from Data"),
    ("Node.js and C++ Basics", "T:Node.js and C++ Basics"),
    ("TCP/IP Basics", "T:TCP/IP Basics"),
    ("Hands-on Pruning", "T:Hands-on Pruning"),
]


@pytest.mark.parametrize(("text", "wanted"), ENTRIES)
def test_parts_have_their_roles(reader: PartReader, text: str, wanted: str) -> None:
    assert written(reader.read(text)) == wanted


@pytest.mark.parametrize(("text", "_"), ENTRIES)
@pytest.mark.parametrize("base", [0, 100])
def test_parts_say_where_they_stand(reader: PartReader, text: str, _: str, base: int) -> None:
    at = base
    for part in reader.read(text, base):
        assert at <= part.start <= part.end <= base + len(text)
        assert part.text in text[part.start - base : part.end - base]
        if part.role not in ("date", "identifier", "url"):
            assert part.line == text.count("\n", 0, part.start - base)
        at = part.end


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Orchard Care, Plum Academy", [False, False]),
        ("Orchard Care | Plum Academy", [False, True]),
        ("Orchard Care\tPlum Academy", [False, True]),
        ("Orchard Care\nPlum Academy", [False, True]),
        ("Orchard Care; Plum Academy", [False, True]),
        ("Orchard Care - Plum Academy", [False, False]),
    ],
)
def test_parts_know_what_stands_before_them(
    reader: PartReader, text: str, wanted: list[bool]
) -> None:
    assert [part.hard for part in reader.read(text)] == wanted


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Orchard Care by Plum Academy", "by"),
        ("Orchard Care via Coursera", "via"),
        ("Orchard Care, issued by Pear Valley Board", "issued by"),
        ("Orchard Care, Plum Academy", ""),
    ],
)
def test_parts_remember_the_word_that_led_to_them(reader: PartReader, text: str, lead: str) -> None:
    organizations = [part for part in reader.read(text) if part.role == "organization"]
    assert [part.lead for part in organizations] == [lead]


def test_parts_of_dates_hold_the_date(reader: PartReader) -> None:
    dates = [part.date for part in reader.read("Orchard Care, Jan 2019 – Mar 2020")]
    assert dates[0] is None
    assert dates[1] is not None
    assert (str(dates[1].first), str(dates[1].last)) == ("2019-01", "2020-03")
