"""Blind mode over HTTP: on by default, in page, picture and exports; off by one visible act."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2
import pytest
from pdfs import Sheet
from PIL import Image

import hostile
from recognizer.web.services import Services
from visiting import Visit, marked, parsed, sample, words

PERSONAL = ("Inês", "Carvalho", "Amaral", "ines.amaral", "555 010 299", "ines-cv", "2018")
"""Of the sample résumé and the name of its file; 2018 is the year of the degree."""
NAME = "Wilhelmina Featherstonehaugh"


@pytest.fixture
def amaral(visit: Visit) -> tuple[str, str]:
    place, (document,) = visit.read(("ines-cv.pdf", sample()))
    visit.await_picture(document)
    return place, document


def answers(visit: Visit, place: str, document: str) -> Iterator[tuple[str, str]]:
    for path in (
        "/",
        place,
        f"{place}?issuer=Google",
        f"{place}/rows/{document}",
        f"{place}/progress",
        f"{place}/print",
        f"{place}/export.csv",
        f"{place}/export.json",
        f"/resumes/{document}",
        f"/resumes/{document}/pages/1.jpg",
    ):
        answer = visit.get(path)
        assert answer.status_code == 200, path
        text = "" if answer.mimetype == "image/jpeg" else answer.data.decode("utf-8-sig")
        yield path, f"{answer.headers}\n{text}"


def test_blind_nothing_names_the_person(visit: Visit, amaral: tuple[str, str]) -> None:
    for path, text in answers(visit, *amaral):
        found = [detail for detail in PERSONAL if detail.lower() in text.lower()]
        assert not found, path


def test_blind_the_same_details_are_there_when_names_are_shown(
    visit: Visit, amaral: tuple[str, str]
) -> None:
    visit.show_names()
    everything = "\n".join(text for _, text in answers(visit, *amaral))
    assert "ines-cv.pdf" in everything
    assert "2018" in everything
    assert "Names shown" in marked(visit.get(amaral[0]), "header form button")[0]
    visit.show_names(False)
    assert "ines-cv" not in visit.get(amaral[0]).text


def test_blind_is_how_every_session_begins(visit: Visit, amaral: tuple[str, str]) -> None:
    visit.show_names()
    other = Visit(visit.app)
    assert "Names hidden" in marked(other.get("/"), "header form button")[0]
    assert marked(other.get(amaral[0]), "li.resume h3") == ["Résumé 1"]


def test_blind_the_review_file_names_nobody(
    visit: Visit, made: Services, amaral: tuple[str, str]
) -> None:
    visit.show_names()
    visit.get(f"/resumes/{amaral[1]}")
    for index in range(8):
        visit.post(f"/resumes/{amaral[1]}/credentials/{index}/review", verdict="matches")
    lines = made.settings.review_file.read_text("utf-8").splitlines()
    about = [line for line in lines if amaral[1] in line]
    assert len(about) == 8
    assert not [detail for detail in PERSONAL if detail in "\n".join(about)]
    assert {json.loads(line)["review"]["verdict"] for line in about} == {"matches"}


RED = (1, 0, 0)
"""The colour of all that names the person, and of nothing else."""


def dots(visit: Visit, document: str) -> tuple[int, int]:
    """How many dots of the first page's picture are red, and how many black."""
    with Image.open(io.BytesIO(visit.await_picture(document).data)) as image:
        red, green, blue = np.asarray(image.convert("RGB"), np.int16).transpose(2, 0, 1)
    return (
        int(((red - green > 80) & (red - blue > 80)).sum()),
        int((red + green + blue < 120).sum()),
    )


def person() -> Sheet:
    """What names the person in red, a credential below."""
    sheet = Sheet().text(172, 80, NAME, size=20, color=RED)
    sheet.text(172, 100, "w.featherstonehaugh@example.com, +351 555 010 299", color=RED)
    sheet.heading(172, 300, "Certifications")
    sheet.text(172, 320, "Certified Kubernetes Administrator, The Linux Foundation, 2023")
    return sheet.filler(500)


def with_note() -> bytes:
    """The name in a stamp laid on the page: no text of the page itself."""
    shown = b"1 0 0 rg BT /F1 20 Tf 5 5 Td (%b) Tj ET" % NAME.encode()
    fonts = b"/Resources<</Font<</F1 5 0 R>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 340 30]" + fonts
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R]%b>>"
    text = b"BT /F1 11 Tf 72 700 Td (Certified Kubernetes Administrator) Tj ET"
    return hostile.one_page(
        hostile.stream(text),
        more={
            3: page % fonts,
            6: b"<</Type/Annot/Subtype/Stamp/F 4/Rect[72 500 412 530]/AP<</N 7 0 R>>>>",
            7: hostile.stream(shown, form),
        },
    )


Box = tuple[float, float, float, float]


def page_with(rotation: int = 0, crop: Box | None = None, media: Box | None = None) -> bytes:
    """The page turned, cropped, or with another origin."""
    document = pypdfium2.PdfDocument(person().pdf())
    page = document[0]
    page.set_rotation(rotation)
    if media:
        page.set_mediabox(*media)
    if crop:
        page.set_cropbox(*crop)
    kept = io.BytesIO()
    document.save(kept)
    page.close()
    document.close()
    return kept.getvalue()


CROP = (60.0, 100.0, 580.0, 830.0)


@pytest.mark.parametrize(
    "page",
    [
        {},
        *({"rotation": angle} for angle in (90, 180, 270)),
        *({"rotation": angle, "crop": CROP} for angle in (0, 90, 180, 270)),
        {"crop": (0.0, 0.0, 595.0, 800.0)},
        {"media": (-40.0, -60.0, 595.0, 842.0)},
        {"media": (40.0, 60.0, 595.0, 842.0), "crop": CROP, "rotation": 90},
    ],
    ids=str,
)
def test_blind_pictures_cover_the_person_on_any_page(visit: Visit, page: dict[str, Any]) -> None:
    _, (document,) = visit.read(("w.pdf", page_with(**page)))
    red, black = dots(visit, document)
    visit.show_names()
    plain = dots(visit, document)
    assert plain[0] > 1_000, "the name can be seen"
    assert red == 0, "and is covered"
    assert black > 0.9 * plain[1], "and nothing else is"


def test_blind_pictures_show_no_notes(visit: Visit) -> None:
    """What is not read cannot be covered."""
    _, (document,) = visit.read(("w.pdf", with_note()))
    assert dots(visit, document)[0] == 0


def test_blind_pictures_mark_what_was_found_where_it_stands(visit: Visit) -> None:
    """The mark lies on the words of the credential, also on a page that is cropped."""
    _, (document,) = visit.read(("w.pdf", page_with(crop=CROP)))
    with Image.open(io.BytesIO(visit.await_picture(document).data)) as image:
        grey = np.asarray(image.convert("L"))
    page = parsed(visit.get(f"/resumes/{document}"))
    (svg,) = page.query("figure.page svg")
    (rect,) = page.query("a.mark rect")
    x, y, width, height = (float(rect.attrs[name]) for name in ("x", "y", "width", "height"))
    scale = grey.shape[1] / float(svg.attrs["viewBox"].split()[2])
    box = grey[
        int(y * scale) : int((y + height) * scale), int(x * scale) : int((x + width) * scale)
    ]
    assert (box < 60).sum() > 200


def test_blind_links_that_name_the_person_are_not_offered(visit: Visit) -> None:
    """A masked address leads nowhere; the page says how to get the whole one."""
    link = "https://www.credly.com/users/wilhelmina-featherstonehaugh/badges"
    sheet = person().link(link, 172, 310, 500, 322)
    _, (document,) = visit.read(("w.pdf", sheet.pdf()))
    page = visit.get(f"/resumes/{document}")
    assert "featherstonehaugh" not in page.text
    assert not [a for a in parsed(page).query("a[href]") if "***" in a.attrs["href"]]
    assert "names the person" in words(page)
    visit.show_names()
    assert link in [a.attrs["href"] for a in parsed(visit.get(f"/resumes/{document}")).query("a")]
