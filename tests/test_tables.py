"""Tables, ruled and borderless: one row per entry, wrapped cells closed up."""

from __future__ import annotations

import pytest

from recognizer.resume import BBox, Document
from recognizer.rows import Segment, Span
from recognizer.tables import find_table
from tests.pdfs import Sheet, blocks, rows

HEAD = ("Course", "Institute", "Year")
ENTRIES = (
    ("Orchard Care", "Plum Academy", "2019"),
    ("Bookkeeping", "Fig Institute", "2020"),
    ("Soil Basics", "Elm School", "2021"),
)
XS = (72, 250, 420, 520)
TEXT = ("Planned the harvest of pears and quinces at the farm in the lower valley",
        "and kept the ledgers of the orchard in order, season after season")  # fmt: skip


def joined(*table: tuple[str, ...]) -> list[str]:
    return [" | ".join(row) for row in table]


def table(sheet: Sheet, y: float, *entries: tuple[str, ...], step: float = 20) -> Sheet:
    for number, entry in enumerate(entries):
        for x, cell in zip(XS, entry, strict=False):
            if cell:
                sheet.text(x + 4, y + number * step, cell)
    return sheet


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("below", [True, False])
def test_tables_that_are_ruled_read_row_by_row(above: bool, below: bool) -> None:
    sheet = Sheet().grid(XS, [100, 120, 140, 160, 180])
    table(sheet, 114, HEAD, *ENTRIES)
    wanted = joined(HEAD, *ENTRIES)
    if above:
        sheet.heading(72, 80, "COURSES")
        wanted = ["COURSES", *wanted]
    if below:
        sheet.lines(72, 210, TEXT)
        wanted = [*wanted, *TEXT]
    assert rows(sheet.read()) == wanted


def test_tables_close_up_wrapped_cells() -> None:
    sheet = Sheet().heading(72, 80, "COURSES").grid(XS, [100, 120, 160, 186])
    table(sheet, 114, HEAD)
    sheet.lines(76, 134, ["Care of Orchards, Hedges", "and Meadows"], step=12)
    sheet.lines(254, 134, ["Plum Academy of the", "Lower Valley"], step=12).text(424, 140, "2019")
    table(sheet, 176, ENTRIES[1])
    assert rows(sheet.read()) == [
        "COURSES",
        "Course | Institute | Year",
        "Care of Orchards, Hedges and Meadows | Plum Academy of the Lower Valley | 2019",
        "Bookkeeping | Fig Institute | 2020",
    ]


def test_tables_keep_the_boxes_of_wrapped_cells() -> None:
    sheet = Sheet().grid(XS[:3], [100, 140, 160])
    sheet.lines(76, 114, ["Care of Orchards", "and Meadows"], step=12).text(
        254, 114, "Plum Academy"
    )
    table(sheet, 154, ENTRIES[0][:2])
    line = sheet.read().lines[0]
    assert line.bbox.x0 == pytest.approx(76)
    assert (line.bbox.top, line.bbox.bottom) == pytest.approx((106, 128))


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_tables_may_have_empty_cells(missing: int) -> None:
    holed = tuple("" if n == missing else cell for n, cell in enumerate(ENTRIES[1]))
    sheet = Sheet().grid(XS, [100, 120, 140, 160, 180])
    table(sheet, 114, HEAD, ENTRIES[0], holed, ENTRIES[2])
    kept = tuple(cell for cell in holed if cell)
    assert rows(sheet.read()) == joined(HEAD, ENTRIES[0], kept, ENTRIES[2])


@pytest.mark.parametrize("rules", ["none", "below the head", "between rows"])
def test_tables_without_borders_read_row_by_row(rules: str) -> None:
    sheet = table(Sheet().heading(72, 80, "COURSES"), 110, HEAD, *ENTRIES)
    if rules != "none":
        sheet.rule(72, 116, 540, 116)
    if rules == "between rows":
        for y in (136, 156, 176):
            sheet.rule(72, y, 540, y)
    assert rows(sheet.read()) == ["COURSES", *joined(HEAD, *ENTRIES)]


def test_tables_without_borders_or_head_read_row_by_row() -> None:
    assert rows(table(Sheet().heading(72, 80, "COURSES"), 110, *ENTRIES).read()) == [
        "COURSES",
        *joined(*ENTRIES),
    ]


def test_tables_of_two_on_a_page_both_read() -> None:
    sheet = Sheet().heading(72, 80, "COURSES").grid(XS, [100, 120, 140, 160])
    table(sheet, 114, HEAD, *ENTRIES[:2])
    sheet.heading(72, 300, "SCHOOLS").grid(XS, [320, 340, 360, 380])
    table(sheet, 334, HEAD, *ENTRIES[1:])
    document = sheet.read()
    assert rows(document) == [
        "COURSES", *joined(HEAD, *ENTRIES[:2]), "SCHOOLS", *joined(HEAD, *ENTRIES[1:]),
    ]  # fmt: skip
    assert len(blocks(document)) == 4


def test_tables_drawn_with_thin_boxes_are_ruled_too() -> None:
    sheet = Sheet()
    for y in (100, 120, 140, 160):
        sheet.box(72, y, 520, y + 0.7)
    for x in XS:
        sheet.box(x, 100, x + 0.7, 160)
    table(sheet, 114, *ENTRIES)
    assert rows(sheet.read()) == joined(*ENTRIES)


def test_tables_are_not_seen_in_a_frame_around_text() -> None:
    sheet = Sheet().grid([60, 540], [90, 400]).heading(72, 110, "COURSES")
    sheet.lines(72, 130, [" ".join(entry) for entry in ENTRIES])
    assert rows(sheet.read()) == ["COURSES", *(" ".join(entry) for entry in ENTRIES)]


def test_tables_are_not_seen_in_lines_under_headings() -> None:
    sheet = Sheet()
    for number, title in enumerate(("COURSES", "SKILLS", "INTERESTS")):
        y = 100 + 80 * number
        sheet.heading(72, y, title).rule(72, y + 4, 540, y + 4).lines(72, y + 20, TEXT)
    wanted = [row for title in ("COURSES", "SKILLS", "INTERESTS") for row in (title, *TEXT)]
    assert rows(sheet.read()) == wanted


def cell(text: str, x: float, baseline: float) -> Segment:
    x1 = x + 5 * len(text)
    return Segment(text, x, x1, baseline, 10, False, spans=(Span(0, x, x1, baseline),))


def ruled(xs: tuple[float, ...], ys: tuple[float, ...]) -> list[BBox]:
    across = [BBox(xs[0], y, xs[-1], y) for y in ys]
    return across + [BBox(x, ys[0], x, ys[-1]) for x in xs]


def test_tables_need_two_rows() -> None:
    cells = [cell("Orchard Care", 80, 112), cell("2019", 260, 112)]
    cells += [cell("Above", 80, 50), cell("Below", 80, 300)]
    assert find_table(cells, ruled((72, 250, 400), (100, 120))) is None
    assert find_table(cells, []) is None


def test_tables_leave_what_stands_above_and_below() -> None:
    cells = [
        cell(text, x, y)
        for y, pair in ((112, ("Orchard Care", "2019")), (132, ("Bookkeeping", "2020")))
        for x, text in zip((80, 260), pair, strict=True)
    ]
    above, below = cell("Above", 80, 50), cell("Below", 80, 300)
    found = find_table([below, *cells, above], ruled((72, 250, 400), (100, 120, 140)))
    assert found is not None
    assert [[s.text for s in row] for row in found.rows] == [
        ["Orchard Care", "2019"],
        ["Bookkeeping", "2020"],
    ]
    assert (found.above, found.below) == ([above], [below])


def test_tables_do_not_take_a_page_of_running_text_for_a_cell() -> None:
    """Two ruled columns with many lines each are columns, not cells."""
    left = [cell(f"left {n}", 80, 110 + 12 * n) for n in range(12)]
    right = [cell(f"right {n}", 260, 110 + 12 * n) for n in range(12)]
    assert find_table(left + right, ruled((72, 250, 400), (100, 180, 260))) is None


def words(document: Document) -> list[list[str]]:
    return [[document.text[start:end] for start, end in line.cells] for line in document.lines]


def test_tables_say_where_each_cell_stands_in_the_text() -> None:
    sheet = Sheet().grid(XS, [100, 120, 140, 160])
    assert words(table(sheet, 114, *ENTRIES).read()) == [list(entry) for entry in ENTRIES]


def test_tables_without_borders_close_up_wrapped_cells() -> None:
    sheet = table(Sheet(), 100, HEAD)
    for number, (course, more, institute, year) in enumerate(
        [
            ("Orchard Care for Growers", "of Plums and Quinces", "Plum Academy", "2019"),
            ("Bookkeeping for Farms", "and Orchards", "Fig Institute", "2020"),
            ("Soil Basics for Keepers", "of Old Meadows", "Elm School", "2021"),
        ]
    ):
        y = 124 + 36 * number
        table(sheet, y, (course, institute, year))
        sheet.text(XS[0], y + 12, more)
    found = rows(sheet.filler().read())
    assert found[:4] == [
        "Course | Institute | Year",
        "Orchard Care for Growers of Plums and Quinces | Plum Academy | 2019",
        "Bookkeeping for Farms and Orchards | Fig Institute | 2020",
        "Soil Basics for Keepers of Old Meadows | Elm School | 2021",
    ]


def test_tables_without_borders_keep_rows_of_one_step_apart() -> None:
    sheet = table(Sheet(), 100, HEAD, *ENTRIES, step=13).filler()
    assert rows(sheet.read())[:4] == joined(HEAD, *ENTRIES)


def test_tables_without_borders_keep_dense_rows_in_groups_apart() -> None:
    sheet = table(Sheet(), 100, HEAD, *ENTRIES, step=13)
    table(sheet, 170, *ENTRIES, step=13).filler()
    assert rows(sheet.read())[:7] == joined(HEAD, *ENTRIES, *ENTRIES)
