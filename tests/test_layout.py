"""Pages → reading order: columns, sidebars, banners, margins of dates, label columns."""

from __future__ import annotations

import pytest

from tests.pdfs import Sheet, blocks, rows

JOBS = (
    "Orchard Keeper, Pear Valley Farms",
    "Counted baskets and kept the ledgers of the farm",
    "Planned the harvest with nine pickers and two carts",
    "Seed Clerk, Quince Trading House",
    "Weighed seeds and wrote the labels of every sack",
    "Trained three new clerks in the use of the scales",
)
COURSES = (
    "Orchard Care, Plum Academy",
    "Bookkeeping, Plum Academy",
    "Soil Basics, Fig Institute",
    "Pruning, Fig Institute",
    "Grafting, Elm School",
    "Beekeeping, Elm School",
)


def one_column() -> Sheet:
    sheet = Sheet().heading(72, 60, "Ada Example", size=18)
    sheet.heading(72, 100, "EXPERIENCE").lines(72, 120, JOBS)
    return sheet.heading(72, 230, "COURSES").lines(72, 250, COURSES)


def test_layout_reads_one_column_from_top_to_bottom() -> None:
    document = one_column().read()
    assert rows(document) == ["Ada Example", "EXPERIENCE", *JOBS, "COURSES", *COURSES]
    assert {line.block for line in document.lines} == {0}
    assert document.pages[0].columns == 1


@pytest.mark.parametrize("left", [40, 60])
@pytest.mark.parametrize("right", [330, 360])
@pytest.mark.parametrize("offset", [0, 5])
def test_layout_reads_two_columns_one_after_the_other(left: int, right: int, offset: int) -> None:
    """Also where the lines of both columns stand on the same height."""
    sheet = Sheet().heading(left, 100, "EXPERIENCE").lines(left, 120, JOBS, step=15)
    sheet.heading(right, 100 + offset, "COURSES").lines(right, 120 + offset, COURSES, step=15)
    document = sheet.read()
    assert blocks(document) == [["EXPERIENCE", *JOBS], ["COURSES", *COURSES]]
    assert document.pages[0].columns == 2


@pytest.mark.parametrize("x", [30, 420])
def test_layout_reads_a_sidebar_apart(x: int) -> None:
    """Narrow lines with a rhythm of their own, left or right of the text."""
    body = 190 if x == 30 else 40
    sheet = Sheet().heading(x, 70, "CERTIFICATES", size=11)
    sheet.lines(x, 90, ["Orchard Care", "Plum Academy", "2021", "", "Bookkeeping", "Fig Institute"],
                step=12, size=9)  # fmt: skip
    sheet.heading(body, 76, "EXPERIENCE").lines(body, 98, JOBS, step=17)
    found = blocks(sheet.read())
    side = ["CERTIFICATES", "Orchard Care", "Plum Academy", "2021", "Bookkeeping", "Fig Institute"]
    text = ["EXPERIENCE", *JOBS]
    assert found == ([side, text] if x == 30 else [text, side])


def test_layout_reads_a_banner_before_the_columns_under_it() -> None:
    sheet = Sheet().box(0, 0, 595, 90)
    sheet.text(40, 40, "Ada Example", 22, bold=True, color=(1, 1, 1))
    words = "Keeper of orchards, reader of soils and friend of bees, at Pear Valley since the first"
    sheet.text(40, 65, f"{words} harvest of all", 11, color=(1, 1, 1))
    sheet.heading(40, 130, "EXPERIENCE").lines(40, 150, JOBS)
    sheet.heading(340, 130, "COURSES").lines(340, 150, COURSES)
    found = blocks(sheet.read())
    assert [block[0] for block in found] == ["Ada Example", "EXPERIENCE", "COURSES"]
    assert found[0][1].startswith("Keeper of orchards")
    assert found[1:] == [["EXPERIENCE", *JOBS], ["COURSES", *COURSES]]


def test_layout_reads_what_stands_below_the_columns_last() -> None:
    sheet = Sheet().heading(40, 100, "EXPERIENCE").lines(40, 120, JOBS)
    sheet.heading(340, 100, "COURSES").lines(340, 120, COURSES)
    note = (
        "The farm has kept these records for a hundred years, and all who ask may read them there"
    )
    sheet.text(40, 250, note)
    assert rows(sheet.read()) == ["EXPERIENCE", *JOBS, "COURSES", *COURSES, note]


def test_layout_reads_columns_of_every_page() -> None:
    sheet = Sheet()
    for _ in range(2):
        sheet.heading(40, 100, "EXPERIENCE").lines(40, 120, JOBS)
        sheet.heading(340, 100, "COURSES").lines(340, 120, COURSES).turn_page()
    document = sheet.read()
    assert rows(document) == ["EXPERIENCE", *JOBS, "COURSES", *COURSES] * 2
    assert [page.columns for page in document.pages] == [2, 2]
    assert [line.block for line in document.lines] == [0] * 7 + [1] * 7 + [2] * 7 + [3] * 7


DATES = ("May 2021", "06/2020", "2019 - Present", "Jan 2018", "2017", "Sept '16")


@pytest.mark.parametrize("edge", [540, 480])
def test_layout_keeps_right_aligned_dates_on_their_rows(edge: int) -> None:
    sheet = Sheet().heading(72, 100, "COURSES")
    for number, (course, date) in enumerate(zip(COURSES, DATES, strict=True)):
        sheet.text(72, 125 + 16 * number, course)
        sheet.text(edge, 125 + 16 * number, date, right=True)
    document = sheet.read()
    assert rows(document)[1:] == [f"{c} | {d}" for c, d in zip(COURSES, DATES, strict=True)]
    assert {line.block for line in document.lines} == {0}


def test_layout_keeps_right_aligned_dates_on_the_first_row_of_an_entry() -> None:
    sheet = Sheet().heading(72, 100, "COURSES")
    wanted = []
    for number, (course, date) in enumerate(zip(COURSES, DATES, strict=True)):
        y = 125 + 32 * number
        sheet.text(72, y, course, bold=True).text(540, y, date, right=True)
        sheet.text(72, y + 13, "Ended with a written paper on the matter")
        wanted += [f"{course} | {date}", "Ended with a written paper on the matter"]
    assert rows(sheet.read())[1:] == wanted


@pytest.mark.parametrize("shift", [-4, 0, 4])
def test_layout_keeps_dates_at_the_left_margin_on_their_rows(shift: int) -> None:
    """Set a little higher or lower than the line that they belong to, too."""
    sheet = Sheet().heading(72, 100, "COURSES")
    for number, (course, date) in enumerate(zip(COURSES, DATES, strict=True)):
        sheet.text(72, 130 + 30 * number + shift, date).text(190, 130 + 30 * number, course)
    document = sheet.read()
    found = [sorted(row.split(" | ")) for row in rows(document)[1:]]
    assert found == [sorted(pair) for pair in zip(COURSES, DATES, strict=True)]


def test_layout_keeps_places_and_dates_of_a_margin_on_their_rows() -> None:
    sheet = Sheet().heading(72, 100, "EXPERIENCE")
    for number, (job, date) in enumerate(zip(JOBS[::3], DATES, strict=False)):
        y = 130 + 60 * number
        sheet.text(72, y, date).text(72, y + 14, "Pear Valley")
        sheet.lines(190, y, [job, *JOBS[3 * number + 1 : 3 * number + 3]])
    assert rows(sheet.read())[1:] == [
        f"May 2021 | {JOBS[0]}",
        f"Pear Valley | {JOBS[1]}",
        JOBS[2],
        f"06/2020 | {JOBS[3]}",
        f"Pear Valley | {JOBS[4]}",
        JOBS[5],
    ]


def test_layout_keeps_labels_with_what_they_label() -> None:
    """The form of the European curriculum vitae: labels left, what they say right."""
    labels = ("Personal information", "Work experience", "Education", "Courses")
    sheet, wanted = Sheet(), []
    said = (
        ["Ada Example", "Quince Road, Pear Valley", "ada@example.org"],
        list(JOBS[:3]),
        ["Lyceum of Pear Valley", "Letters and natural history"],
        list(COURSES[:4]),
    )
    y = 80.0
    for label, lines in zip(labels, said, strict=True):
        sheet.text(60, y, label).lines(220, y, lines)
        wanted += [f"{label} | {lines[0]}", *lines[1:]]
        y += 14 * len(lines) + 12
    assert rows(sheet.read()) == wanted


@pytest.mark.parametrize("mark", [":", ""])
def test_layout_keeps_pairs_of_label_and_value_on_one_row(mark: str) -> None:
    pairs = (
        ("Operating systems", "several of them, and well"),
        ("Spreadsheets", "columns, rows and a little more"),
        ("Editors", "the small one and the large one"),
        ("Scales", "spring, beam and platform"),
    )
    sheet = Sheet().heading(72, 100, "SKILLS")
    for number, (label, value) in enumerate(pairs):
        sheet.text(72, 120 + 15 * number, label + mark).text(200, 120 + 15 * number, value)
    assert rows(sheet.read())[1:] == [f"{label}{mark} | {value}" for label, value in pairs]


def test_layout_tells_wrapped_entries_by_their_indent_and_bullet() -> None:
    sheet = Sheet().heading(72, 100, "COURSES")
    for number in range(3):
        y = 125 + 40 * number
        sheet.text(72, y, "\u2022").text(
            84, y, f"Care of orchards, hedges and meadows, part {number},"
        )
        sheet.text(84, y + 13, "Plum Academy of the Lower Valley, May 2021")
    document = sheet.read()
    assert [line.bullet for line in document.lines[1:]] == [True, False] * 3
    assert [line.bbox.x0 for line in document.lines[1:]] == pytest.approx([84] * 6)
    assert document.lines[2].gap_above < document.lines[3].gap_above


def test_layout_reads_a_text_box_beside_the_text_apart() -> None:
    """A box drawn anywhere in the file is read as the block that it is on the page."""
    box = [
        "CERTIFICATES",
        "Orchard Care, Elm School",
        "Bookkeeping, 2020",
        "Soil Basics",
        "Pruning",
    ]
    sheet = Sheet().lines(410, 210, box, step=13)
    sheet.heading(40, 100, "EXPERIENCE").lines(40, 120, [*JOBS, *JOBS, *JOBS], step=16)
    found = blocks(sheet.read())
    assert box in found
    assert [row for block in found if block != box for row in block] == [
        "EXPERIENCE", *JOBS, *JOBS, *JOBS,
    ]  # fmt: skip


def test_layout_tells_the_white_space_above_a_line() -> None:
    document = Sheet().lines(72, 100, [*JOBS[:3], "", *JOBS[3:]]).read()
    assert [line.gap_above for line in document.lines] == pytest.approx([0, 4, 4, 18, 4, 4])


def test_layout_does_not_depend_on_the_order_of_drawing() -> None:
    forth = Sheet().lines(40, 120, JOBS).lines(340, 120, COURSES).heading(40, 100, "EXPERIENCE")
    forth.heading(340, 100, "COURSES")
    back = Sheet().heading(340, 100, "COURSES").heading(40, 100, "EXPERIENCE")
    for number in reversed(range(6)):
        back.text(340, 120 + 14 * number, COURSES[number])
        back.text(40, 120 + 14 * number, JOBS[number])
    assert forth.read().lines == back.read().lines


SIDE = ("Baskets and ladders", "Ledgers and scales", "Pruning shears", "Carts", "Hives", "Soil")


def beginning_above(title_size: float = 14.0) -> list[list[str]]:
    """A right column whose first title and lines stand above all of the left one."""
    sheet = Sheet().lines(30, 150, SIDE, step=34, size=9)
    sheet.heading(200, 60, "BACKGROUND", size=title_size).lines(200, 80, ["Plum Academy"])
    sheet.lines(200, 100, ["Orchard Care Bootcamp, 2019 - 2020", *JOBS], step=16)
    sheet.heading(200, 230, "WORK HISTORY", size=14).lines(200, 250, JOBS, step=16)
    return blocks(sheet.read())


def test_layout_reads_a_column_that_begins_above_the_other_as_one() -> None:
    right = ["BACKGROUND", "Plum Academy", "Orchard Care Bootcamp, 2019 - 2020", *JOBS]
    assert beginning_above() == [list(SIDE), [*right, "WORK HISTORY", *JOBS]]


def test_layout_keeps_a_name_above_the_columns() -> None:
    """Larger than the column's titles: it belongs to the page."""
    assert beginning_above(title_size=22)[0][0] == "BACKGROUND"
