"""Where personal details stand: names in every place, contact lines, labels, portraits.

Every person, street and number in it is invented.
"""

from __future__ import annotations

from typing import Any

import pytest

from recognizer.personal import PersonalDetails, find_personal
from recognizer.resume import Document
from tests.drawn import CONTACT, listing, resume
from tests.pdfs import Sheet, read, sections, width_of

JOB = "Orchard Keeper at Pear Valley Farms, 2016 to 2019"


def examined(recognizer: Any, document: Document) -> PersonalDetails:
    return find_personal(document, sections(document), recognizer.taxonomy)


def shown(recognizer: Any, document: Document) -> str:
    """The text with every marked character as `~`."""
    letters = list(document.text)
    for mark in examined(recognizer, document).marks:
        for at in range(mark.start, mark.end):
            letters[at] = letters[at] if letters[at].isspace() else "~"
    return "".join(letters)


def name_of(recognizer: Any, document: Document) -> str | None:
    name = examined(recognizer, document).name
    return " ".join(name.words) if name else None


def page(*rows: str, size: float = 10) -> Document:
    """Lines under one another, all of one size."""
    return Sheet().lines(72, 60, rows, size=size).filler().read()


@pytest.mark.parametrize(
    ("name", "contact", "expected"),
    [
        ("Robin Quince", CONTACT, "robin quince"),
        ("ROBIN QUINCE", CONTACT, "robin quince"),
        ("Robin P. Quince, PMP, MBA", CONTACT, "robin p quince"),
        ("Mr. Robin Quince", CONTACT, "robin quince"),
        ("Zoë Pêche-Mirabelle", "zoe.peche@fruit.example", "zoe peche mirabelle"),
        ("Angel Park", "angel.park@fruit.example", "angel park"),
        ("Robin van der Quince", CONTACT, "robin van der quince"),
        ("Curriculum Vitae", "12 Fig Lane, 45678 Lyon", None),
        ("Orchard Engineer", "12 Fig Lane, 45678 Lyon", None),
    ],
)
def test_personal_name_at_the_top(
    recognizer: Any, name: str, contact: str, expected: str | None
) -> None:
    document = read(resume(listing("- CCNA, Cisco, 2015"), name=name, contact=contact))
    assert name_of(recognizer, document) == expected


@pytest.mark.parametrize(
    "rows",
    [
        ("Curriculum Vitae", "Name : Robin Quince", "Phone : 555 0100", "Experience", JOB),
        ("RESUME", "Robin Quince", "robin.quince@fruit.example", "Experience", JOB),
        ("Orchard Keeper", "Plum Town", "rquince77@fruit.example", "Robin Quince", JOB),
        ("Experience", JOB, "Personal Details", "Full Name: Robin Quince", "Gender: Male"),
    ],
)
def test_personal_name_by_label_or_address(recognizer: Any, rows: tuple[str, ...]) -> None:
    assert name_of(recognizer, page(*rows)) == "robin quince"


def test_personal_name_on_two_large_lines(recognizer: Any) -> None:
    sheet = Sheet().text(72, 70, "ROBIN", 26, bold=True).text(72, 98, "QUINCE", 26, bold=True)
    sheet.text(72, 120, "Orchard Keeper").heading(72, 150, "Experience").text(72, 170, JOB)
    document = sheet.filler().read()
    assert name_of(recognizer, document) == "robin quince"
    assert "ROBIN" not in shown(recognizer, document)
    assert "QUINCE" not in shown(recognizer, document)


def test_personal_name_is_hidden_wherever_it_stands(recognizer: Any) -> None:
    document = read(
        resume(
            {
                "Experience": [JOB, "Robin led the pear harvest.", "Worked at Quince Works"],
                "Certifications": ["- CCNA, Cisco, awarded to QUINCE, Robin, in 2015"],
                "Declaration": ["I declare that this is true.", "(Robin Quince)", "R. Quince"],
            },
            contact="robin@quince.example | linkedin.com/in/robin-quince-77",
        )
    )
    text = shown(recognizer, document)
    assert "Robin" not in text
    assert "QUINCE" not in text
    assert "robin" not in text.lower().replace("robin@", "")
    assert "Quince Works" in text, "an employer that shares the family name"
    assert "CCNA, Cisco, awarded to" in text


@pytest.mark.parametrize(
    ("row", "kind", "hidden"),
    [
        ("E-mail: robin77@fruit.example", "email", "robin77@fruit.example"),
        ("Mobile: 0555 010 4477", "phone", "0555 010 4477"),
        ("Call +49 (0)555 010-4477 after six", "phone", "+49 (0)555 010-4477"),
        ("Date of Birth : 12/05/1990", "birth", "12/05/1990"),
        ("D.O.B. - 12th May 1990", "birth", "12th May 1990"),
        ("Place of Birth: Plum Town", "birth", "Plum Town"),
        ("Age: 34", "birth", "34"),
        ("Gender: Female", "status", "Female"),
        ("Marital Status : Married", "status", "Married"),
        ("Nationality: Ruritanian", "status", "Ruritanian"),
        ("Religion : None", "status", "None"),
        ("Father's Name : Perry Quince", "name", "Perry Quince"),
        ("Passport No. : Z1234567", "number", "Z1234567"),
        ("Address: 12 Fig Lane, Plum Town 45678", "address", "12 Fig Lane, Plum Town 45678"),
        ("Pronouns are (she/her)", "pronoun", "(she/her)"),
        ("Since then he keeps bees", "pronoun", "he"),
        ("See github.com/robin-orchards", "profile", "robin-orchards"),
    ],
)
def test_personal_details_in_any_section(recognizer: Any, row: str, kind: str, hidden: str) -> None:
    document = read(resume({"Experience": JOB, "Interests": [row]}))
    marks = examined(recognizer, document).marks
    found = [(m.kind, document.text[m.start : m.end]) for m in marks]
    assert (kind, hidden) in found


@pytest.mark.parametrize(
    "row",
    [
        "Keeper from 2010 - 2014 and 2015-2019",
        "Pear Valley Farms, 12/05/2010 - 13/06/2012",
        "Certificate No. 4711-0815-2222 of the Plum Board",
        "MS Office, SHE training and HIS systems",
        "Ms Excel and Ms-Word",
        "Improved the yield by 1200000 pears",
        "Trained at the University of Nowhere",
        "Managed Single Sign-On for the mill",
    ],
)
def test_personal_details_leaves_other_words(recognizer: Any, row: str) -> None:
    document = read(resume({"Experience": [JOB, row]}))
    assert row in shown(recognizer, document)


@pytest.mark.parametrize(
    "rows",
    [
        ["12 Fig Lane, Plum Town", "Plum Town, TX 75001", "555 010 4477"],
        ["Flat 4, Pear House, Fig Road", "London SW1A 2AA", "+44 5550 104477"],
        ["H.No 4-77, Fig Nagar", "Mumbai - 400001", "Mob: 5550104477"],
        ["Mirabelle | robin@quince.example | 555 010 4477"],
        ["Mirabelle, TX"],
    ],
)
def test_personal_address_in_the_contact_block(recognizer: Any, rows: list[str]) -> None:
    sheet = Sheet().text(72, 60, "Robin Quince", 18, bold=True).lines(72, 80, rows)
    document = sheet.heading(72, 140, "Experience").text(72, 160, JOB).filler().read()
    text = shown(recognizer, document)
    for row in rows:
        assert row.removeprefix("Mob: ") not in text
    assert not any(c.isdigit() for c in text[: text.index("Experience")])
    assert JOB in text


def test_personal_years_of_degrees_and_no_others(recognizer: Any) -> None:
    document = read(
        resume(
            {
                "Education": ["Bachelor of Pomology, University of Nowhere, 2010 – 2014"],
                "Experience": JOB,
                "Certifications": ["- CCNA, Cisco, 2015"],
            }
        )
    )
    text = shown(recognizer, document)
    assert "Bachelor of Pomology, University of Nowhere, ~~~~ – ~~~~" in text
    assert JOB in text and "CCNA, Cisco, 2015" in text


def test_personal_marks_are_boxes_around_the_words(recognizer: Any) -> None:
    contact = "Plum Town | robin@quince.example | 555 0100"
    document = read(resume(listing("- CCNA, Cisco, 2015"), contact=contact))
    marks = examined(recognizer, document).marks
    email = next(mark for mark in marks if mark.kind == "email")
    left = 72 + width_of("Plum Town | ")
    assert email.bbox.x0 == pytest.approx(left, abs=1.0)
    assert email.bbox.x1 == pytest.approx(left + width_of("robin@quince.example"), abs=1.0)
    assert email.bbox.top < 78 < email.bbox.bottom
    assert all(mark.page == 1 for mark in marks)
    assert list(marks) == sorted(marks, key=lambda m: (m.page, m.start, m.end, m.kind, m.bbox))


def test_personal_marks_of_turned_text_lie_on_its_own_spot(recognizer: Any) -> None:
    sheet = Sheet().text(72, 60, "Robin Quince", 18, bold=True).filler()
    document = sheet.text(40, 400, "robin.quince@fruit.example", angle=90).read()
    email = next(m for m in examined(recognizer, document).marks if m.kind == "email")
    assert 25 < email.bbox.x0 < email.bbox.x1 < 50
    assert email.bbox.bottom == pytest.approx(400, abs=3)


def test_personal_name_in_the_header_of_every_page(recognizer: Any) -> None:
    sheet = Sheet().text(72, 60, "Robin Quince", 18, bold=True).heading(72, 120, "Experience")
    sheet.text(72, 140, JOB).filler().turn_page()
    document = sheet.text(72, 40, "Robin Quince – page 2").filler(200).read()
    pages = {m.page for m in examined(recognizer, document).marks if m.kind == "name"}
    assert pages == {1, 2}


@pytest.mark.parametrize(
    ("box", "hidden"),
    [
        ((450, 40, 530, 140), True),
        ((450, 40, 480, 70), False),
        ((60, 30, 540, 80), False),
        ((0, 0, 595, 842), False),
        ((100, 300, 500, 600), True),
    ],
    ids=["portrait", "icon", "banner", "background", "scan of a certificate"],
)
def test_personal_portraits(
    recognizer: Any, box: tuple[float, float, float, float], hidden: bool
) -> None:
    sheet = Sheet().picture(*box).text(72, 60, "Robin Quince", 18, bold=True)
    document = sheet.heading(72, 120, "Experience").text(72, 140, JOB).filler().read()
    photos = [m for m in examined(recognizer, document).marks if m.kind == "photo"]
    assert [tuple(mark.bbox) for mark in photos] == ([box] if hidden else [])
    assert all(mark.start == mark.end == 0 for mark in photos)


def test_personal_reads_pictures_of_pages() -> None:
    document = Sheet().picture(450, 40, 530, 140).picture(10, 10, 20, 20).filler().read()
    assert [tuple(box) for box in document.pages[0].images] == [(450, 40, 530, 140)]
    over_the_edge = Sheet().picture(500, -50, 700, 100).filler().read()
    assert [tuple(box) for box in over_the_edge.pages[0].images] == [(500, 0, 595, 100)]
