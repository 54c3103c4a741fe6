"""What of a contact block, of addresses, initials and numbers is hidden, and what is left to read.

Every person, street and number in it is invented.
"""

from __future__ import annotations

from typing import Any

import pytest

from recognizer.personal_links import masked_address
from recognizer.personal_places import is_address
from tests.drawn import resume
from tests.pdfs import Sheet, read
from tests.test_personal import JOB, name_of, shown

RED = (0.9, 0.1, 0.1)
PLACES = frozenset({"plum town"})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("D-7,Fig Park,Plumla,", True),
        ("No: 4/307, Pear Nagar 3rd Main Road,", True),
        ("12 Fig Lane, Plum Town, by the mill", True),
        ("7 School Road, near the old mill", True),
        ("45678 Plum Town", True),
        ("Fruithall, University Park, PA 16802", False),
        ("354F Fruithall, University Park, PA 16802", True),
        ("Post doctoral Fellowship in Pomology, Plum Town (June 1994-June 95)", False),
        ("Master of Pomology, State School of Orchards, 2014", False),
        ("telling stories through pictures; 12+ years in complex orchards", False),
        ("The harvest is certified as PT 16949:2009, near the mill", False),
        ("2019", False),
        ("2023-current: the era of pears", False),
        ("Orchard University-Plum Town", False),
        ("Languages: Pearish, Plumish", False),
    ],
)
def test_places_by_their_form(said: str, expected: bool) -> None:
    assert is_address(said, PLACES) == expected


@pytest.mark.parametrize(
    "rows",
    [
        ["D-7,Shady Fig,Orchla,", "Nowhereville-110025 (Pearland).", "Mob : +"],
        ["Am Anger 5", "8810 Plumdorf", "Telefon:"],
        ["Upper Railway Colony", "H NO. 15(G) Plumpur Pearhar-812002"],
        ["4/15, Pear Road", "Figpuram, Quinceapuram", "Email:"],
    ],
    ids=["house number", "number behind the street", "street without a number", "towns below"],
)
def test_places_lines_of_one_address(recognizer: Any, rows: list[str]) -> None:
    sheet = Sheet().text(72, 60, "ROBIN QUINCE", 18, bold=True, color=RED)
    sheet.lines(72, 82, rows, size=14, step=18, bold=True, color=RED)
    sheet.text(72, 150, "ORCHARD SAFETY ENGINEER", 16, bold=True)
    document = sheet.heading(72, 180, "Experience").text(72, 200, JOB).filler().read()
    text = shown(recognizer, document)
    for row in rows:
        assert row not in text or row.rstrip(" +").endswith(":"), row
    assert "ORCHARD SAFETY ENGINEER" in text
    assert JOB in text


def test_places_of_an_address_beside_its_label(recognizer: Any) -> None:
    sheet = Sheet().text(72, 60, "Robin Quince", 18, bold=True)
    sheet.lines(72, 100, ["Address:", "", "", "Phone:"], bold=True)
    sheet.lines(300, 100, ["Pearheimer Obststra\xdfe 40,", "Room No: 906,", "60487 Plumfurt."])
    document = sheet.heading(72, 190, "Experience").text(72, 210, JOB).filler().read()
    text = shown(recognizer, document)
    assert "Obst" not in text and "906" not in text and "Plumfurt" not in text
    assert JOB in text


@pytest.mark.parametrize(
    "rows",
    [
        ["Education:", "Post doctoral Fellowship, Plum Town, Pearas (June-May)"],
        ["Education:", "Master of Pomology, Orchard State University, Plum Town"],
        ["Orchard keeper with a passion for pears. 12+ years", "of telling complex stories in 2"],
    ],
)
def test_places_leave_lines_of_study_and_sentences(recognizer: Any, rows: list[str]) -> None:
    sheet = Sheet().text(72, 60, "Robin Quince", 18, bold=True).lines(72, 90, rows)
    document = sheet.heading(72, 150, "Experience").text(72, 170, JOB).filler().read()
    text = shown(recognizer, document)
    assert all(row in text for row in rows)


@pytest.mark.parametrize(
    ("rows", "gone"),
    [
        (["R."], ["R."]),
        (["A"], ["A"]),
        (["J. R."], ["J. R."]),
        (["QU"], ["QU"]),
        (["Curriculum Vitae", "Name:   Q."], ["Q."]),
        (["Robin Quince K"], ["Robin", "Quince", "K"]),
        (["RESUME_QUINCE"], ["QUINCE"]),
    ],
)
def test_initials_of_a_name_are_hidden(recognizer: Any, rows: list[str], gone: list[str]) -> None:
    sheet = Sheet()
    for number, row in enumerate(rows):
        sheet.text(250, 60 + 20 * number, row, 18, bold=True)
    sheet.text(72, 110, "Orchard Officer").heading(72, 150, "Experience").text(72, 170, JOB)
    text = shown(recognizer, sheet.filler().read())
    top = text[: text.index("Orchard Officer")]
    assert not [word for word in gone if word in top]
    assert JOB in text


@pytest.mark.parametrize("row", ["CV", "C.V.", "Robin Quince, PMP | C developer"])
def test_initials_are_no_other_letters(recognizer: Any, row: str) -> None:
    sheet = Sheet().text(72, 60, row, 18, bold=True).heading(72, 150, "Experience")
    text = shown(recognizer, sheet.text(72, 170, JOB).filler().read())
    assert row.removeprefix("Robin Quince") in text


def test_initials_and_a_user_name_tell_the_name(recognizer: Any) -> None:
    sheet = Sheet().text(72, 60, "Pearsoji-Quincelli,", 22, bold=True)
    sheet.text(72, 90, "LinkedIn: v-pearsoji-quincelli").heading(72, 150, "Experience")
    document = sheet.text(72, 170, JOB).filler().read()
    assert name_of(recognizer, document) == "pearsoji quincelli"
    assert "quincelli" not in shown(recognizer, document).casefold()


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("https://rquince.shinyapps.io/Pear_Board/", "https://***.shinyapps.io/Pear_Board/"),
        ("https://rquince.pages.dev/cv", "https://***.pages.dev/cv"),
        ("https://rpubs.com/rquince/pears", "https://rpubs.com/***/pears"),
        (
            "https://public.tableau.com/app/profile/robin.quince/viz/Pears/Board",
            "https://public.tableau.com/app/profile/***/viz/Pears/Board",
        ),
        (
            "https://share.streamlit.io/rquince/pears/main/app.py",
            "https://share.streamlit.io/***/pears/main/app.py",
        ),
        ("https://huggingface.co/spaces/rquince/pear", "https://huggingface.co/spaces/***/pear"),
        ("https://www.cs.plum.edu/~rquince/cv", "https://cs.plum.edu/~***/cv"),
        ("https://npmjs.com/~rquince", "https://npmjs.com/~***"),
    ],
)
def test_links_of_projects_hide_their_owner(recognizer: Any, url: str, masked: str) -> None:
    assert masked_address(url) == masked
    text = shown(recognizer, read(resume({"Experience": [JOB, url]})))
    assert "quince" not in text[text.index("Experience") :]


@pytest.mark.parametrize(
    "url",
    [
        "https://public.tableau.com/views/Pears/Board",
        "https://devpost.com/software/pears",
        "https://leetcode.com/problems/two-pears",
        "https://kaggle.com/c/pears/leaderboard",
        "https://docs.plum.example/features",
    ],
)
def test_links_that_hold_no_user_stay(url: str) -> None:
    assert masked_address(url) == url


@pytest.mark.parametrize("row", ["rquince77", "robin-quince", "www.rquince.com", "@robinq"])
def test_links_of_ones_own_in_the_contact_block(recognizer: Any, row: str) -> None:
    sheet = Sheet().text(72, 60, "Orchard Keeper", 18, bold=True).text(72, 90, row)
    document = sheet.heading(72, 150, "Experience").text(72, 170, JOB).filler().read()
    top = shown(recognizer, document).partition("Experience")[0]
    assert "quince" not in top and "robin" not in top


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Licensed Orchardist (#23889) Pearas", "23889"),
        ("RN License No. 712-4455, Pearas Board of Nursing", "712-4455"),
        ("National Register (#44005)", "44005"),
        ("Plum Medical Council, Reg. No: PMC/2017/4711", "PMC/2017/4711"),
        ("Driver's License No. : E/PN/33/002081", "E/PN/33/002081"),
        ("Chartered Pomologist, membership no. 551234", "551234"),
    ],
)
def test_numbers_of_licenses_are_hidden(recognizer: Any, row: str, number: str) -> None:
    text = shown(recognizer, read(resume({"Certifications": [row], "Experience": JOB})))
    assert number not in text
    assert row.split()[0] in text


@pytest.mark.parametrize(
    "row",
    [
        "Certificate No. 4711-0815, Pear Board",
        "Credential ID 4711081522",
        "Registered Pear Keeper, 2019",
        "Registered Pear Keeper (No: 06-2019)",
        "Worked for a PTO 9001:2008 registered company",
        "Led 2 licensed teams and 1500 members",
    ],
)
def test_numbers_of_papers_stay(recognizer: Any, row: str) -> None:
    assert row in shown(recognizer, read(resume({"Experience": [JOB, row]})))
