"""PDF bytes → Document: what can be seen is read, what cannot is not, and how it holds together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from models.synthetic import LAYOUTS, generate, own_stock
from recognizer.read import read_pdf
from recognizer.resume import Document
from tests import hostile
from tests.pdfs import FILLER, NAVY, SETTINGS, WHITE, Sheet, read, rows, sections

LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "white": ("Certified Invisible Analyst", {"color": WHITE}),
    "nearly white": ("Certified Invisible Analyst", {"color": (0.97, 0.98, 0.97)}),
    "tiny": ("Certified Invisible Analyst", {"size": 0.5}),
    "zero": ("Certified Invisible Analyst", {"size": 0}),
    "render mode 3": ("Certified Invisible Analyst", {"mode": 3}),
    "clip only": ("Certified Invisible Analyst", {"mode": 7}),
}


@pytest.mark.parametrize("look", LOOKS)
def test_read_never_uses_text_that_nobody_sees(look: str) -> None:
    text, style = LOOKS[look]
    document = Sheet().filler().text(72, 90, text, **style).read()
    assert rows(document) == list(FILLER)
    assert [notice.code for notice in document.warnings] == ["hidden-text"]
    assert document.warnings[0].text.startswith("25 characters cannot be seen")


def test_read_says_nothing_about_a_few_hidden_characters() -> None:
    document = Sheet().filler().text(72, 90, "draft", color=WHITE).read()
    assert rows(document) == list(FILLER)
    assert document.warnings == ()


@pytest.mark.parametrize("ground", ["fill", "picture"])
def test_read_uses_white_text_on_something_dark(ground: str) -> None:
    sheet = Sheet().filler()
    if ground == "picture":
        sheet.picture(60, 60, 400, 110)
    else:
        sheet.box(60, 60, 400, 110, NAVY)
    document = sheet.text(72, 90, "Certified Visible Analyst", color=WHITE).read()
    assert rows(document) == ["Certified Visible Analyst", *FILLER]
    assert document.warnings == ()


def test_read_hides_white_text_beside_the_dark_box() -> None:
    sheet = Sheet().filler().box(60, 60, 400, 110)
    document = sheet.text(72, 140, "Certified Invisible Analyst", color=WHITE).read()
    assert rows(document) == list(FILLER)
    assert [notice.code for notice in document.warnings] == ["hidden-text"]


def test_read_hides_white_text_on_a_white_box() -> None:
    sheet = Sheet().filler().box(60, 60, 400, 110, WHITE)
    document = sheet.text(72, 90, "Certified Invisible Analyst", color=WHITE).read()
    assert rows(document) == list(FILLER)


@pytest.mark.parametrize(("x", "y"), [(-400, 90), (700, 90), (72, -40), (72, 900)])
def test_read_drops_text_outside_the_page(x: float, y: float) -> None:
    document = Sheet().filler().text(x, y, "Certified Absent Analyst").read()
    assert rows(document) == list(FILLER)
    assert [notice.code for notice in document.warnings] == ["off-page-text"]


@pytest.mark.parametrize(("angle", "x", "y"), [(90, 40, 500), (270, 560, 300), (180, 400, 60)])
def test_read_keeps_turned_text_in_one_piece(angle: float, x: float, y: float) -> None:
    document = Sheet().filler().text(x, y, "Certified Turned Analyst", angle=angle).read()
    assert sorted(rows(document)) == sorted(["Certified Turned Analyst", *FILLER])
    box = document.lines[rows(document).index("Certified Turned Analyst")].bbox
    long = 110.0
    if angle == 180:
        assert box.x1 == pytest.approx(x, abs=1)
        assert box.x1 - box.x0 == pytest.approx(long, abs=5)
    else:
        assert box.x0 - 3 <= x <= box.x1 + 3
        assert box.height == pytest.approx(long, abs=5)
        near = box.bottom if angle == 90 else box.top
        assert near == pytest.approx(y, abs=1)


def test_read_is_the_same_each_time() -> None:
    data = hostile.resume()
    assert read(data) == read(data)
    assert read(data).sha256 == hashlib.sha256(data).hexdigest()
    assert read(data).name == "resume.pdf"


@pytest.mark.parametrize("size", [(595.0, 842.0), (612.0, 792.0), (842.0, 595.0)])
def test_read_tells_the_size_of_every_page(size: tuple[float, float]) -> None:
    document = Sheet(*size).filler(100).turn_page().filler(100).read()
    assert [(p.number, p.width, p.height) for p in document.pages] == [(1, *size), (2, *size)]
    assert [line.page for line in document.lines] == [1, 1, 1, 2, 2, 2]


def check_document(document: Document) -> None:
    """What holds for every Document, whatever the file was."""
    at = 0
    for line in document.lines:
        assert at <= line.start < line.end <= len(document.text)
        text = document.text[line.start : line.end]
        assert text == document.line_text(line)
        assert text == text.strip()
        assert "\n" not in text
        assert line.cells[0][0] == line.start
        assert line.cells[-1][1] == line.end
        assert "\t".join(document.text[a:b] for a, b in line.cells) == text
        assert line.bbox.x0 <= line.bbox.x1
        assert line.bbox.top < line.bbox.bottom
        assert 1 <= line.page <= len(document.pages)
        assert line.gap_above >= 0
        at = line.end + 1
    assert "".join(document.line_text(line) + "\n" for line in document.lines) == document.text
    assert [line.block for line in document.lines] == sorted(line.block for line in document.lines)
    for link in document.links:
        assert 0 <= link.start <= link.end <= len(document.text)
        assert all(line.page == link.page for line in document.lines_between(link.start, link.end))
    found = sections(document)
    assert (found[0].start, found[-1].end) == (0, len(document.text))
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(s.start <= s.body_start <= s.end for s in found)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("seed", [11, 12])
def test_read_gives_documents_that_hold_together(layout: str, seed: int) -> None:
    resume = generate(seed, layout, stock=own_stock())
    document = read_pdf(resume.pdf, name="resume.pdf", settings=SETTINGS)
    check_document(document)
    assert len(document.lines) > 10


ODD: dict[str, Callable[[], bytes]] = {
    "links": lambda: hostile.many_links(300),
    "hebrew": lambda: hostile.unicode_resume(("עדה דוגמה", "תעודות", "PMP, PMI, 2021, Haifa")),
    "control": hostile.control_characters,
    "two pages": lambda: Sheet().filler().turn_page().filler().pdf(),
}


@pytest.mark.parametrize("name", ODD)
def test_read_odd_files_hold_together(name: str) -> None:
    check_document(read(ODD[name]()))


def test_read_the_sample_resume(sample_pdf: Path) -> None:
    document = read(sample_pdf.read_bytes())
    check_document(document)
    assert document.language == "en"
    assert document.warnings == ()
