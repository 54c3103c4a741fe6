"""Which stretch of a résumé stands under which title."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pdfs import FILLER, TITLES, Sheet, bodies, sections

COURSES = ["Orchard Care, Plum Academy, 2021", "Bookkeeping, Fig Institute, 2020"]
JOBS = ["Orchard Keeper, Pear Valley Farms", "Counted baskets and kept the ledgers there"]


def kinds(sheet: Sheet) -> list[tuple[str | None, list[str]]]:
    return [(kind, lines) for kind, _, lines in bodies(sheet.read())]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Certifications", "certifications"),
        ("CERTIFICATIONS:", "certifications"),
        ("Certificates & Licenses", "certifications"),
        ("Professional Certifications", "certifications"),
        ("Additional Technical Certifications", "certifications"),
        ("Licenses", "licenses"),
        ("Licences & Registrations", "licenses"),
        ("Online Courses", "courses"),
        ("Courses Completed", "courses"),
        ("Continuing Education", "courses"),
        ("Training & Development", "training"),
        ("Trainings Attended", "training"),
        ("Workshops and Seminars", "workshops"),
        ("Relevant Coursework", "coursework"),
        ("Education", "education"),
        ("Education & Certifications", "education"),
        ("Academic Background", "education"),
        ("Scholastic & Extra-curricular Achievements", "awards"),
        ("Academics and Achievements", "education"),
        ("Work Experience", "experience"),
        ("Employment History", "experience"),
        ("Technical Skills", "skills"),
        ("Projects", "projects"),
        ("Honors & Awards", "awards"),
        ("Publications", "publications"),
        ("Professional Memberships", "memberships"),
        ("Languages", "languages"),
        ("Volunteering", "activities"),
        ("Professional Summary", "summary"),
        ("About Me", "summary"),
        ("Career Objective", "objective"),
        ("Hobbies", "interests"),
        ("References", "references"),
        ("Personal Details", "personal"),
        ("Declaration", "declaration"),
        ("3. Certifications", "certifications"),
        ("IV. Certifications", "certifications"),
        ("– Certifications –", "certifications"),
        ("Zertifikate", "certifications"),
        ("Weiterbildung", "courses"),
        ("Certificaciones", "certifications"),
        ("Formación Complementaria", "courses"),
        ("Certificações", "certifications"),
        ("Formations complémentaires", "courses"),
        ("Certificazioni", "certifications"),
        ("Compétences", "skills"),
        ("Berufserfahrung", "experience"),
        ("Educational & Certificate Courses Back Ground", "certifications"),
        ("Work Shops", "workshops"),
        ("Key Result Areas:", "experience"),
        ("Experiencia Laboral", "experience"),
    ],
)
def test_sections_know_titles_by_their_words(title: str, kind: str) -> None:
    found = TITLES.kind_of(title)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "Ada Example",
        "Certified Example Analyst",
        "Certificate of",
        "Received a certificate in the care of orchards",
        "Orchard Keeper, Pear Valley Farms",
        "Machine Learning",
        "2019 – 2021",
        "Skills for the care of pear trees and of quinces and of hedges",
    ],
)
def test_sections_know_what_is_no_title(text: str) -> None:
    assert TITLES.kind_of(text) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("ADDICTIONAL QUALIFIACTION", "certifications"),
        ("PROFFESIONAL TRAININGS", "training"),
        ("ACHIEVMENTS", "awards"),
    ],
)
def test_sections_know_misspelt_titles(title: str, kind: str) -> None:
    assert TITLES.leaning(title) == kind


@pytest.mark.parametrize(
    ("title", "weak", "mixed"),
    [
        ("Certifications", False, False),
        ("Skills & Certifications", False, True),
        ("Education & Certifications", False, False),
        ("Professional Qualifications", True, False),
        (None, True, False),
    ],
)
def test_sections_know_what_a_title_promises(title: str | None, weak: bool, mixed: bool) -> None:
    assert (TITLES.is_weak(title), TITLES.is_mixed(title)) == (weak, mixed)


STYLES: dict[str, dict[str, Any]] = {
    "bold": {"bold": True},
    "larger": {"size": 13},
    "bold and larger": {"size": 13, "bold": True},
    "letter-spaced": {"spread": 3, "bold": True},
    "alone": {},
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("title", ["Courses", "COURSES", "Online Courses:"])
def test_sections_begin_at_titles_however_they_are_set(style: str, title: str) -> None:
    sheet = Sheet().text(72, 60, "Ada Example", 18).filler(90)
    sheet.text(72, 160, title, **STYLES[style]).lines(72, 180, COURSES)
    sheet.text(72, 230, "Experience", **STYLES[style]).lines(72, 250, JOBS)
    assert bodies(sheet.read()) == [
        (None, None, ["Ada Example", *FILLER]),
        ("courses", title, COURSES),
        ("experience", "Experience", JOBS),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "courses and other things that he did",
        "Education of the young is what the farm is for",
        "certifications",
        "Training of new clerks",
    ],
)
def test_sections_do_not_begin_inside_sentences(line: str) -> None:
    sheet = Sheet().heading(72, 60, "EXPERIENCE").lines(72, 80, [JOBS[0], line, JOBS[1]])
    assert kinds(sheet) == [("experience", [JOBS[0], line, JOBS[1]])]


def test_sections_do_not_begin_at_items_of_a_list() -> None:
    """ "Training" among duties is one of them."""
    duties = ["Pruning", "Training", "Weighing", "Education", "Bookkeeping"]
    sheet = Sheet().heading(72, 60, "EXPERIENCE").text(72, 80, JOBS[0])
    for number, duty in enumerate(duties):
        sheet.text(80, 100 + 14 * number, "\u2022").text(92, 100 + 14 * number, duty)
    sheet.heading(72, 200, "COURSES").lines(72, 220, COURSES)
    assert kinds(sheet) == [("experience", [JOBS[0], *duties]), ("courses", COURSES)]


@pytest.mark.parametrize("title", ["Certifications", "CERTIFICATES", "Licenses & Certifications"])
@pytest.mark.parametrize("mark", [": ", " - ", " – "])
def test_sections_may_run_into_their_title(title: str, mark: str) -> None:
    """ "Certifications: A, B" on one line."""
    line = f"{title}{mark}Orchard Care, Bookkeeping"
    sheet = Sheet().heading(72, 60, "EXPERIENCE").lines(72, 80, JOBS)
    found = bodies(sheet.text(72, 130, line).read())
    assert found == [
        ("experience", "EXPERIENCE", JOBS),
        ("certifications", title, ["Orchard Care, Bookkeeping"]),
    ]


def test_sections_run_into_their_title_end_at_the_next_label() -> None:
    sheet = Sheet().heading(72, 60, "SKILLS").text(72, 80, "Carts: two wheels and four")
    sheet.text(72, 94, "Certifications: Orchard Care, Bookkeeping")
    sheet.text(72, 108, "Scales: spring, beam and platform")
    assert kinds(sheet) == [
        ("skills", ["Carts: two wheels and four"]),
        ("certifications", ["Orchard Care, Bookkeeping"]),
        (None, ["Scales: spring, beam and platform"]),
    ]


def test_sections_are_known_by_labels_in_a_column_of_their_own() -> None:
    sheet = Sheet()
    said = (("EXPERIENCE", JOBS), ("COURSES", COURSES), ("LANGUAGES", ["Latin", "Greek, a little"]))
    y = 80.0
    for label, lines in said:
        sheet.text(60, y, label, bold=True).lines(220, y, lines)
        y += 14 * len(lines) + 14
    assert bodies(sheet.read()) == [
        ("experience", "EXPERIENCE", JOBS),
        ("courses", "COURSES", COURSES),
        ("languages", "LANGUAGES", ["Latin", "Greek, a little"]),
    ]


def test_sections_of_personal_details_may_begin_side_by_side() -> None:
    sheet = Sheet().heading(72, 60, "Courses").lines(72, 80, COURSES)
    y = 80 + 14 * len(COURSES) + 14
    sheet.text(72, y, "Passport details:").text(330, y, "Driving licence details:")
    sheet.lines(72, y + 20, FILLER)
    assert kinds(sheet) == [("courses", COURSES), ("personal", list(FILLER))]


def test_sections_a_label_beside_its_value_says_nothing_of_other_titles() -> None:
    sheet = Sheet().heading(72, 60, "Courses", size=10).lines(72, 80, COURSES[:1])
    sheet.text(72, 108, "Plum Valley Board", bold=True).lines(72, 122, COURSES[1:])
    for y in (200, 214, 228):
        sheet.text(72, y, "Nature of work", bold=True).text(330, y, "Pruning", bold=True)
    assert kinds(sheet)[0][1] == [COURSES[0], "Plum Valley Board", *COURSES[1:]]


@pytest.mark.parametrize("title", ["Beyond the Orchard", "What They Say", "Curiosities"])
def test_sections_of_unknown_titles_end_a_list(title: str) -> None:
    """Known by being set like the titles that are known."""
    sheet = Sheet().heading(72, 60, "Experience").lines(72, 80, JOBS)
    sheet.heading(72, 130, "Courses").lines(72, 150, COURSES)
    sheet.heading(72, 200, title).lines(72, 220, FILLER)
    assert bodies(sheet.read()) == [
        ("experience", "Experience", JOBS),
        ("courses", "Courses", COURSES),
        (None, title, list(FILLER)),
    ]


def test_sections_of_unknown_titles_may_lean_on_their_last_word() -> None:
    sheet = Sheet().heading(72, 60, "Experience").lines(72, 80, JOBS)
    sheet.heading(72, 130, "Courses").lines(72, 150, COURSES)
    sheet.heading(72, 200, "Pear and Quince Certifications").lines(72, 220, FILLER)
    assert bodies(sheet.read())[-1][0] == "certifications"


def test_sections_do_not_end_at_bold_entries() -> None:
    """Titles of entries set in bold are many; titles of sections are few."""
    sheet = Sheet().heading(72, 60, "EXPERIENCE", size=10)
    y = 80
    for number in range(6):
        sheet.text(72, y, f"Orchard Keeper of Hill {'abcdef'[number]}", bold=True)
        sheet.lines(72, y + 14, JOBS)
        y += 50
    sheet.heading(72, y + 10, "COURSES", size=10).lines(72, y + 30, COURSES)
    assert [kind for kind, _, _ in bodies(sheet.read())] == ["experience", "courses"]


def two_columns(right_title: str | None) -> Sheet:
    sheet = Sheet().heading(40, 100, "EXPERIENCE").lines(40, 120, JOBS)
    sheet.heading(40, 170, "COURSES").lines(40, 190, [*COURSES, *COURSES])
    if right_title:
        sheet.heading(330, 100, right_title)
    return sheet.lines(330, 127, FILLER).lines(330, 180, FILLER)


def test_sections_of_the_left_column_end_at_the_right_one() -> None:
    found = kinds(two_columns("INTERESTS"))
    assert found == [
        ("experience", JOBS),
        ("courses", [*COURSES, *COURSES]),
        ("interests", [*FILLER, *FILLER]),
    ]


def test_sections_of_the_left_column_do_not_go_on_in_the_right_one() -> None:
    """What stands at the top of the right column without a title belongs to no section."""
    assert kinds(two_columns(None))[-1] == (None, [*FILLER, *FILLER])


def test_sections_of_a_column_go_on_under_it_on_the_next_page() -> None:
    sheet = two_columns("COURSES").turn_page()
    sheet.lines(40, 60, [*COURSES, *COURSES], step=15).heading(330, 160, "INTERESTS")
    sheet.lines(330, 67, [*FILLER, *FILLER])
    sheet.lines(330, 180, FILLER).heading(40, 160, "SKILLS").lines(40, 180, FILLER)
    found = bodies(sheet.read())
    page_two = [(kind, lines) for kind, _, lines in found][3:]
    assert page_two == [
        ("courses", [*COURSES, *COURSES]),
        ("skills", list(FILLER)),
        ("courses", [*FILLER, *FILLER]),
        ("interests", list(FILLER)),
    ]


def test_sections_go_on_over_the_end_of_a_page() -> None:
    sheet = Sheet().heading(72, 60, "COURSES").lines(72, 80, COURSES).turn_page()
    assert kinds(sheet.lines(72, 80, FILLER)) == [("courses", [*COURSES, *FILLER])]


def test_sections_are_not_begun_by_the_head_of_a_table() -> None:
    sheet = Sheet().heading(72, 60, "CERTIFICATIONS")
    for number, row in enumerate(
        (("Course", "Institute", "Year"), ("Soil Care", "Elm School", "2020"))
    ):
        for x, cell in zip((72, 250, 420), row, strict=True):
            sheet.text(x, 90 + 18 * number, cell, bold=number == 0)
    assert kinds(sheet) == [
        ("certifications", ["Course | Institute | Year", "Soil Care | Elm School | 2020"])
    ]


@pytest.mark.parametrize("lines", [[], ["COURSES"], ["COURSES", "SKILLS", "LANGUAGES"]])
def test_sections_tile_the_text(lines: list[str]) -> None:
    sheet = Sheet().filler(60)
    for number, line in enumerate(lines):
        sheet.heading(72, 200 + 60 * number, line).lines(72, 220 + 60 * number, FILLER[:2])
    document = sheet.read()
    found = sections(document)
    assert "".join(document.text[s.start : s.end] for s in found) == document.text
    assert [s.title for s in found] == [None, *lines]
    for section in found:
        head = document.text[section.start : section.body_start]
        assert head == (section.title or "")


def test_sections_keep_what_stands_beside_a_title() -> None:
    """A date at the right end of the title's row is no part of the title."""
    sheet = Sheet().filler(60).heading(72, 150, "COURSES")
    sheet.text(540, 150, "2019 - 2021", right=True).lines(72, 170, COURSES)
    found = bodies(sheet.read())
    assert found[1][:2] == ("courses", "COURSES")
    assert found[1][2][-2:] == COURSES
