"""Hyperlink annotations laid onto the words they cover."""

from __future__ import annotations

import io
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from recognizer.resume import BBox, Document
from tests import hostile
from tests.pdfs import FILLER, Sheet, read, width_of

URL = "https://www.example.org/verify/ABCD1234"
ENTRY = "Certified Example Analyst, Example Institute, May 2021"
TITLE = "Certified Example Analyst"


def covered(document: Document) -> list[str]:
    """The text under each link."""
    return [document.text[link.start : link.end] for link in document.links]


def around(x: float, y: float, text: str, before: str = "") -> tuple[float, float, float, float]:
    """The rectangle of `text`, which stands after `before` on the baseline `y`."""
    x0 = x + width_of(before)
    return x0, y - 8, x0 + width_of(text), y + 2


@pytest.mark.parametrize(
    ("before", "text", "wanted"),
    [
        ("", TITLE, TITLE),
        ("", ENTRY, ENTRY),
        ("Certified ", "Example", "Example"),
        ("Certified Example Analyst, ", "Example Institute", "Example Institute"),
    ],
)
def test_links_cover_the_words_in_their_box(before: str, text: str, wanted: str) -> None:
    sheet = Sheet().text(72, 90, ENTRY).filler()
    document = sheet.link(URL, *around(72, 90, text, before)).read()
    assert [text.rstrip(",") for text in covered(document)] == [wanted]
    assert document.links[0].url == URL
    assert document.links[0].page == 1


@pytest.mark.parametrize("word", ["View", "Show credential", "Link", "View certificate"])
@pytest.mark.parametrize("gap", [4.0, 200.0])
def test_links_on_a_word_after_the_title(word: str, gap: float) -> None:
    x = 72 + width_of(TITLE) + gap
    sheet = Sheet().text(72, 90, TITLE).text(x, 90, word).filler()
    document = sheet.link(URL, *around(x, 90, word)).read()
    assert covered(document) == [word]
    line = document.lines_between(document.links[0].start, document.links[0].end)[0]
    assert document.line_text(line).startswith(TITLE)


def test_links_on_a_picture_keep_their_place_without_words() -> None:
    document = Sheet().text(72, 90, TITLE).filler().link(URL, 300, 80, 312, 92).read()
    link = document.links[0]
    assert (link.start, link.end) == (0, 0)
    assert link.bbox == pytest.approx(BBox(300, 80, 312, 92))
    assert document.lines[0].bbox.top - 3 < link.bbox.top < document.lines[0].bbox.bottom


@pytest.mark.parametrize(
    ("top", "bottom"), [(82.0, 92.0), (78.0, 96.0), (84.5, 89.5), (81.0, 93.5)]
)
def test_links_may_be_taller_or_flatter_than_their_words(top: float, bottom: float) -> None:
    sheet = Sheet().lines(72, 76, ["Line above", TITLE, "Line below"]).filler()
    document = sheet.link(URL, 72, top, 72 + width_of(TITLE), bottom).read()
    assert covered(document) == [TITLE]


def test_links_over_two_lines_cover_both() -> None:
    sheet = Sheet().lines(72, 90, [TITLE, "Example Institute"]).filler()
    document = sheet.link(URL, 72, 82, 72 + width_of(TITLE), 106).read()
    assert covered(document) == [f"{TITLE}\nExample Institute"]


def test_links_do_not_reach_into_the_other_column() -> None:
    left = [f"Left hand line number {word}" for word in ("one", "two", "three", "four", "five")]
    right = [f"Right hand line number {word}" for word in ("six", "seven", "eight", "nine", "ten")]
    sheet = Sheet().heading(40, 60, "SKILLS").lines(40, 90, left)
    sheet.heading(320, 60, "COURSES").lines(320, 97, right)
    document = sheet.link(URL, *around(320, 97 + 14, right[1])).read()
    assert covered(document) == [right[1]]


def test_links_on_the_second_page_stay_there() -> None:
    sheet = Sheet().text(72, 90, TITLE).filler().turn_page().text(72, 90, TITLE).filler()
    document = sheet.link(URL, *around(72, 90, TITLE)).read()
    assert [link.page for link in document.links] == [2]
    assert covered(document) == [TITLE]
    assert document.links[0].start > document.text.index(FILLER[-1])


def test_links_of_a_list_are_one_per_entry() -> None:
    titles = [f"Course of lesson {word}" for word in ("one", "two", "three")]
    sheet = Sheet().lines(72, 90, titles).filler()
    for number, title in enumerate(titles):
        sheet.link(f"{URL}/{number}", *around(72, 90 + 14 * number, title))
    document = sheet.read()
    assert list(zip(covered(document), [link.url[-1] for link in document.links], strict=True)) == [
        (title, str(number)) for number, title in enumerate(titles)
    ]


@pytest.mark.parametrize(
    "url",
    ["mailto:ada@example.org", "tel:+1555", "javascript:alert(1)", "FILE:///etc/hosts", "   ",
     "https://example.org/" + "a" * 2_000],
)  # fmt: skip
def test_links_that_lead_to_no_web_page_are_left_out(url: str) -> None:
    document = Sheet().text(72, 90, TITLE).filler().link(url, *around(72, 90, TITLE)).read()
    assert document.links == ()


@pytest.mark.parametrize("limit", [1, 5, 50])
def test_links_stop_at_the_limit(limit: int) -> None:
    document = read(hostile.many_links(60), max_links=limit)
    assert [link.url for link in document.links] == [
        f"https://example.org/{number}" for number in range(limit)
    ]
    assert [warning.code for warning in document.warnings] == ["links-dropped"]


@pytest.mark.parametrize("limit", [60, 61])
def test_links_up_to_the_limit_need_no_warning(limit: int) -> None:
    document = read(hostile.many_links(60), max_links=limit)
    assert (len(document.links), document.warnings) == (60, ())


def annotated(*annotations: bytes) -> bytes:
    """One page with the given annotation dictionaries."""
    items = b" ".join(annotations)
    content = hostile.stream(b"BT /F1 10 Tf 72 752 Td (%b) Tj ET" % TITLE.encode())
    return hostile.one_page(content).replace(b"/Contents", b"/Annots[%b]/Contents" % items)


LINK = b"<</Type/Annot/Subtype/Link/Rect[72 750 200 762]/A<</S/URI/URI(https://example.org/a)>>>>"


@pytest.mark.parametrize(
    "broken",
    [
        b"null",
        b"7",
        b"99 0 R",
        b"<<>>",
        b"<</Subtype/Link>>",
        b"<</Subtype/Link/Rect[1 2 3]/A<</URI(https://example.org)>>>>",
        b"<</Subtype/Link/Rect[/a/b/c/d]/A<</URI(https://example.org)>>>>",
        b"<</Subtype/Link/Rect 5/A<</URI(https://example.org)>>>>",
        b"<</Subtype/Link/Rect[1 2 3 4]/A<</URI 5>>>>",
        b"<</Subtype/Link/Rect[1 2 3 4]/A 5>>",
        b"<</Subtype/Link/Rect[1 2 3 4]/A<</S/GoTo/D(x)>>>>",
        b"<</Subtype/Text/Rect[1 2 3 4]/A<</URI(https://example.org)>>>>",
    ],
)
def test_links_that_are_broken_do_not_stop_the_others(broken: bytes) -> None:
    document = read(annotated(broken, LINK))
    assert [link.url for link in document.links] == ["https://example.org/a"]
    assert covered(document) == [TITLE]


@pytest.mark.parametrize(
    ("uri", "wanted"),
    [
        (b"(https://example.org/caf\xc3\xa9)", "https://example.org/café"),
        (b"(https://example.org/caf\xe9)", "https://example.org/café"),
        (b"<feff00680074007400700073003a002f002f0078002e006f00720067>", "https://x.org"),
        (b"( https://example.org/a )", "https://example.org/a"),
        (rb"(https://example.org/\(a\))", "https://example.org/(a)"),
    ],
)
def test_links_are_decoded(uri: bytes, wanted: str) -> None:
    item = b"<</Subtype/Link/Rect[72 750 200 762]/A<</S/URI/URI%b>>>>" % uri
    assert [link.url for link in read(annotated(item)).links] == [wanted]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_links_turn_with_their_page(rotation: int) -> None:
    """The text is written so that it reads upright on the turned page.

    reportlab itself swaps width and height of a page turned by a quarter.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setPageRotation(rotation)
    place: dict[int, tuple[Any, ...]] = {
        0: (72, 752), 90: (90, 72), 180: (523, 90), 270: (505, 523),
    }  # fmt: skip
    canvas.translate(*place[rotation])
    canvas.rotate(rotation)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(0, 0, TITLE)
    canvas.linkURL(URL, (0, -2, width_of(TITLE), 8), relative=1)
    canvas.save()
    document = read(out.getvalue())
    assert covered(document) == [TITLE]
    assert document.lines[0].bbox == pytest.approx(document.links[0].bbox, abs=3)
    assert (document.pages[0].width, document.pages[0].height) == (595, 842)
