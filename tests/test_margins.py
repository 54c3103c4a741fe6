"""Titles in a margin of their own, and lines that belong to the page and not to the text."""

from __future__ import annotations

from typing import Any

from recognizer.furniture import furniture_of
from tests.pdfs import Sheet, bodies

TITLES = {
    "EDUCATION": ["Bachelor of Plums", "Pear Valley University", "1999 – 2003"],
    "CERTIFICATION AND LICENSURE": ["PMP, PMI, 2015", "CISSP, ISC2, 2017", "CCNA, Cisco, 2018"],
    "AWARDS": ["Best orchard of the county", "Second best orchard", "Third best orchard"],
    "INTERESTS": ["Growing plums and pears", "Pressing cider", "Reading about trees"],
}


def in_margin() -> Sheet:
    """Each title at the left, in lines of at most two words, a little above its first entry."""
    sheet, y = Sheet(), 80.0
    sheet.text(72, 50, "Robin Quince", size=18, bold=True)
    for title, lines in TITLES.items():
        words = title.split()
        for number in range(0, len(words), 2):
            sheet.text(60, y - 8 + 6 * number, " ".join(words[number : number + 2]), bold=True)
        for line in lines:
            sheet.text(232, y, line)
            y += 13
        y += 30
    return sheet


def test_margin_titles_stand_before_their_text() -> None:
    read = {title: lines for _, title, lines in bodies(in_margin().read()) if title}
    assert {title: read.get(title) for title in TITLES} == TITLES


def test_margin_titles_lead_to_the_credentials(recognizer: Any) -> None:
    found = recognizer.recognize(in_margin().pdf()).credentials
    assert [c.title for c in found] == ["PMP", "CISSP", "CCNA"]


def two_pages(*, foot: bool = False) -> Sheet:
    sheet = Sheet()
    sheet.text(72, 50, "Robin Quince", size=18, bold=True)
    sheet.heading(72, 700, "CERTIFICATIONS")
    sheet.turn_page()
    sheet.text(72, 40, "Robin Quince, Fig Lane 12, Plum Town")
    for number, line in enumerate(["PMP, PMI, 2015", "CISSP, ISC2, 2017", "CCNA, Cisco, 2018"]):
        sheet.text(72, 200 + 15 * number, line)
    sheet.turn_page()
    sheet.text(72, 40, "Robin Quince, Fig Lane 12, Plum Town")
    sheet.text(72, 800 if foot else 400, "Page 3 of 3")
    return sheet


def test_furniture_is_what_stands_on_several_pages() -> None:
    document = two_pages(foot=True).read()
    lines = [document.line_text(x) for x in document.lines if x.start in furniture_of(document)]
    assert lines == ["Robin Quince, Fig Lane 12, Plum Town"] * 2 + ["Page 3 of 3"]


def test_furniture_between_a_title_and_its_list_is_no_credential(recognizer: Any) -> None:
    found = recognizer.recognize(two_pages().pdf()).credentials
    assert [c.title for c in found] == ["PMP", "CISSP", "CCNA"]


def test_furniture_may_be_tall_where_it_stands_alike_on_every_page() -> None:
    header = ("Robin Quince", "Fig Lane 12", "Plum Town", "Keeper of pears and quinces")
    sheet = Sheet()
    for page in range(3):
        for number, line in enumerate(header):
            sheet.text(72, 60 + 45 * number, line)
        sheet.text(72, 205 + 9 * page, "Pears")
        sheet.filler(400)
        if page < 2:
            sheet.turn_page()
    document = sheet.read()
    lines = [document.line_text(x) for x in document.lines if x.start in furniture_of(document)]
    assert lines == list(header) * 2
