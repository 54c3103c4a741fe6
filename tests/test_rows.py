"""Characters → words → segments: spacing, bullets, doubled letters, superscripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from recognizer.glyphs import UNMAPPED, Glyph
from recognizer.rows import Segment, clean, segments_of
from tests import hostile
from tests.pdfs import FILLER, Sheet, read, rows, width_of

SIZE = 10.0
ADVANCE = 5.0
"""Points from letter to letter in the rows made here: half an em."""


def row(
    text: str,
    x: float = 72,
    baseline: float = 100,
    *,
    size: float = SIZE,
    spread: float = 0.0,
    bold: bool = False,
    blanks: bool = True,
) -> list[Glyph]:
    """Letters of one width. Without `blanks`, only white space stands for a space."""
    found = []
    for char in text:
        if blanks or char != " ":
            found.append(Glyph(char, x, x + ADVANCE, baseline, size, bold))
        x += ADVANCE + spread
    return found


def texts(glyphs: Iterable[Glyph]) -> list[str]:
    return [segment.text for segment in segments_of(list(glyphs))]


@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize(
    "text", ["Ada Example", "C++ and C# in Use", "x", "A B", "May 2021 – Present", "I am a cook"]
)
def test_rows_join_letters_to_words(text: str, blanks: bool) -> None:
    assert texts(row(text, blanks=blanks)) == [text]


def test_rows_keep_box_size_and_weight() -> None:
    segment = segments_of(row("Ada Example", bold=True))[0]
    assert (segment.x0, segment.x1) == (72, 72 + 11 * ADVANCE)
    assert segment.bbox.top == pytest.approx(100 - 0.8 * SIZE)
    assert segment.bbox.bottom == pytest.approx(100 + 0.2 * SIZE)
    assert (segment.size, segment.bold, segment.bullet) == (SIZE, True, False)
    assert [(span.offset, span.x0) for span in segment.spans] == [(0, 72), (4, 72 + 4 * ADVANCE)]


@pytest.mark.parametrize(("lean", "bold"), [(3, True), (12, False)])
def test_rows_are_bold_when_most_of_them_is(lean: int, bold: bool) -> None:
    glyphs = row("Example", bold=True) + row("x" * lean, 72 + 8 * ADVANCE)
    assert segments_of(glyphs)[0].bold is bold


@pytest.mark.parametrize(
    ("gap", "wanted"),
    [(0.5, ["AdaByron"]), (2.5, ["Ada Byron"]), (9, ["Ada Byron"]), (14, ["Ada", "Byron"])],
)
def test_rows_split_at_white_space(gap: float, wanted: list[str]) -> None:
    """Kerning is no space, a squeezed space is one, a tab begins another segment."""
    assert texts([*row("Ada"), *row("Byron", 72 + 3 * ADVANCE + gap)]) == wanted


@pytest.mark.parametrize("spread", [2.0, 4.0, 8.0])
@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize("text", ["CERTIFICATES", "ADA EXAMPLE", "WORK AND STUDY"])
def test_rows_close_up_letter_spacing(text: str, spread: float, blanks: bool) -> None:
    assert texts(row(text, spread=spread, blanks=blanks)) == [text]


@pytest.mark.parametrize(
    ("spelled", "wanted"),
    [
        ("C E R T I F I C A T E S", "CERTIFICATES"),
        ("A D A   E X A M P L E", "ADA EXAMPLE"),
        ("S K I L L S", "SKILLS"),
    ],
)
def test_rows_close_up_typed_letter_spacing(spelled: str, wanted: str) -> None:
    assert texts(row(spelled)) == [wanted]


@pytest.mark.parametrize("kind", ["charspace", "typed"])
@pytest.mark.parametrize("size", [10.0, 16.0])
def test_rows_close_up_spaced_headings_of_a_page(kind: str, size: float) -> None:
    sheet = Sheet().filler()
    if kind == "charspace":
        sheet.text(72, 90, "CERTIFICATIONS & COURSES", size, spread=0.3 * size)
    else:
        sheet.text(72, 90, "C E R T I F I C A T I O N S   &   C O U R S E S", size)
    document = sheet.read()
    assert rows(document)[0] == "CERTIFICATIONS & COURSES"
    assert document.lines[0].font_size == size


def test_rows_leave_initials_apart() -> None:
    """Single letters between words are no letter-spaced heading."""
    assert rows(Sheet().text(72, 90, "Ada B C Example of X Y Z").filler().read())[0] == (
        "Ada B C Example of X Y Z"
    )


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("certiﬁcate", "certificate"),
        ("ofﬁce", "office"),
        ("ﬂow", "flow"),
        ("eﬀort", "effort"),
        ("eﬃcient", "efficient"),
        ("baﬄe", "baffle"),
        ("co\u00adoperate", "cooperate"),
        ("under\u00ad", "under\u00ad"),
        ("\u00ad", ""),
        ("zero\u200bwidth\u2060\ufeff", "zerowidth"),
        ("tab\x07bell\x1b", "tabbell"),
        ("non\u00a0breaking", "non breaking"),
        ("Müller", "Müller"),
        ("plain", "plain"),
    ],
)
def test_rows_clean_words(word: str, wanted: str) -> None:
    assert clean(word) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Certiﬁed Ofﬁce Analyst, Eﬃciency School", "Certified Office Analyst, Efficiency School"),
        ("Certi\u00adfied Example Ana\u00adlyst", "Certified Example Analyst"),
        ("Certified\u00a0Example\u00a0Analyst", "Certified Example Analyst"),
        ("Cer\u200btified Example Analyst", "Certified Example Analyst"),
    ],
)
def test_rows_clean_the_words_of_a_page(written: str, wanted: str) -> None:
    assert rows(read(hostile.unicode_resume(("Ada Example", written)))) == ["Ada Example", wanted]


MARKS = "•●○◦▪■□‣∙·►▶➢➤→»❖◆✓✔★☆\uf0b7\uf0a7\uf0d8\ue000\u2012" + UNMAPPED


@pytest.mark.parametrize("gap", [" ", "  ", ""])
@pytest.mark.parametrize("mark", MARKS)
def test_rows_take_list_marks_off(mark: str, gap: str) -> None:
    segments = segments_of(row(f"{mark}{gap}Certified Example Analyst"))
    assert [(s.text, s.bullet) for s in segments] == [("Certified Example Analyst", True)]
    assert segments[0].x0 == 72 + ADVANCE * (1 + len(gap)) or gap == ""


@pytest.mark.parametrize("mark", ["-", "–", "—", "−", "*", "o", "§", "Ø", "ü"])
def test_rows_take_letters_for_list_marks_before_a_space_only(mark: str) -> None:
    segments = segments_of(row(f"{mark} Analyst")) + segments_of(row(f"{mark}ld Analyst"))
    assert [(s.text, s.bullet) for s in segments] == [
        ("Analyst", True),
        (f"{mark}ld Analyst", False),
    ]


@pytest.mark.parametrize("mark", ["•", "\uf0b7", "-", "o", "➢"])
@pytest.mark.parametrize("gap", [15.0, 36.0])
def test_rows_join_a_list_mark_to_the_text_beyond_a_tab(mark: str, gap: float) -> None:
    glyphs = row(mark) + row("Analyst", 72 + ADVANCE + gap)
    assert [(s.text, s.bullet) for s in segments_of(glyphs)] == [("Analyst", True)]


def test_rows_leave_a_far_list_mark_to_its_own_column() -> None:
    glyphs = row("•") + row("Analyst", 300)
    assert [(s.text, s.bullet) for s in segments_of(glyphs)] == [("Analyst", False)]


def test_rows_read_private_use_marks_of_a_page() -> None:
    document = read(
        hostile.unicode_resume(("Ada Example", "\uf0b7 Python course", "\uf0b7 Java course"))
    )
    assert rows(document) == ["Ada Example", "Python course", "Java course"]
    assert [line.bullet for line in document.lines] == [False, True, True]


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.8])
@pytest.mark.parametrize("text", ["Ada Example", "BOOKKEEPING", "aaa lll www", "Committee 2011"])
def test_rows_drop_letters_drawn_twice(text: str, shift: float) -> None:
    """Printed twice, a little apart, to look bold; real double letters stay."""
    assert texts([*row(text), *row(text, 72 + shift)]) == [text]


@pytest.mark.parametrize("shift", [0.0, 0.25])
def test_rows_drop_doubled_letters_of_a_page(shift: float) -> None:
    text = "Illustrated Bookkeeping Committee"
    sheet = Sheet().text(72, 90, text, 14).text(72 + shift, 90, text, 14).filler()
    assert rows(sheet.read()) == [text, *FILLER]


def raised(x: float, text: str, share: float, size: float) -> list[Glyph]:
    return row(text, x, 100 - share * SIZE, size=size)


@pytest.mark.parametrize("share", [0.25, 0.33, 0.5])
def test_rows_put_superscripts_into_their_line(share: float) -> None:
    glyphs = (
        row("On the 15", 72)
        + raised(72 + 9 * ADVANCE, "th", share, 6)
        + row("of June 2021", 72 + 12 * ADVANCE)
    )
    assert texts(glyphs) == ["On the 15th of June 2021"]


def test_rows_read_superscripts_of_a_page() -> None:
    first, second = "Completed on the 15", "June 2021"
    x = 72 + width_of(first)
    sheet = Sheet().text(72, 90, first).text(x, 86.7, "th", 6).filler()
    document = sheet.text(x + width_of("th", 6) + 3, 90, second).read()
    assert rows(document)[0] == "Completed on the 15th June 2021"
    assert document.lines[0].font_size == 10


def test_rows_keep_a_line_above_apart() -> None:
    glyphs = row("small note", 72, 88, size=6) + row("Ada Example", 72, 100)
    assert texts(glyphs) == ["small note", "Ada Example"]


def test_rows_come_from_top_to_bottom_and_left_to_right() -> None:
    glyphs = row("third", 72, 130) + row("second", 300, 100) + row("first", 72, 100)
    assert texts(glyphs) == ["first", "second", "third"]


def test_rows_are_one_though_baselines_differ_a_little() -> None:
    assert texts([*row("Ada"), *row("Example", 72 + 4 * ADVANCE, 101.5)]) == ["Ada Example"]


@pytest.mark.parametrize("text", ["   ", "", "\u200b\u200b"])
def test_rows_of_nothing_are_nothing(text: str) -> None:
    assert texts(row(text)) == []


def _wide(before: str, after: str, gap: float) -> Segment:
    x = 72 + len(before) * ADVANCE + gap
    return segments_of([*row(before), *row(after, x)])[0]


@pytest.mark.parametrize(
    ("x", "wanted"),
    [
        (72 + 3 * ADVANCE + 5, ("Ada", "Example")),
        (72 + 1 * ADVANCE, None),
        (72 + 6 * ADVANCE, None),
    ],
)
def test_rows_split_a_segment_between_words_only(x: float, wanted: Any) -> None:
    pieces = _wide("Ada", "Example", 10).split_at(x, 0.45)
    assert (tuple(p.text for p in pieces) if pieces else None) == wanted
    if pieces:
        assert (pieces[0].x1, pieces[1].x0) == (72 + 3 * ADVANCE, 72 + 3 * ADVANCE + 10)
        assert pieces[1].spans[0].offset == 0


def test_rows_do_not_split_at_an_ordinary_space() -> None:
    assert _wide("Ada", "Example", 3).split_at(72 + 3 * ADVANCE + 1.5, 0.45) is None


def test_rows_join_wrapped_cells() -> None:
    first, second = segments_of([*row("Example"), *row("Institute", 80, 112)])
    joined = first.joined(second)
    assert joined.text == "Example Institute"
    assert [joined.text[span.offset :].split()[0] for span in joined.spans] == [
        "Example",
        "Institute",
    ]
    assert (joined.x0, joined.x1) == (72, 80 + 9 * ADVANCE)
    assert joined.bbox.bottom == pytest.approx(112 + 0.2 * SIZE)
