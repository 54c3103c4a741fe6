"""Stored scripting: hostile text, links, metadata and names, through every page that shows them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from pdfs import Sheet
from werkzeug.test import TestResponse

from recognizer.report import Report
from recognizer.web.reports import parse
from visiting import Visit, parsed, words

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
TEMPLATE = "{{ 7*7 }}{% raw %}"
LEAVING = "</title></textarea></svg><a href=javascript:alert(1)>here</a>"
TEXTS = (SCRIPT, IMAGE, TEMPLATE, LEAVING, "'><svg/onload=alert(1)>")
LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://www.credly.com/badges/x",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    'https://example.org/"onmouseover="alert(1)',
    "https://[not-an-address/",
    "//evil.example/x",
)
ELEMENTS = frozenset(
    {"script", "iframe", "object", "embed", "base", "img", "style", "foreignobject"}
)


def resume(text: str, link: str = "") -> bytes:
    """A résumé that says something hostile wherever it can."""
    sheet = Sheet()
    for setting in (sheet._canvas.setTitle, sheet._canvas.setAuthor, sheet._canvas.setSubject):
        setting(f"{text} metadata")
    sheet.text(72, 60, f"{text} Example", size=18)
    sheet.heading(72, 120, "Certifications")
    sheet.text(72, 140, f"Certified {text} Analyst, Example {text} Institute, May 2021")
    sheet.text(72, 160, f"AWS Certified Developer - Associate, Amazon, 2022 ID {text}")
    if link:
        sheet.link(link, 72, 130, 300, 142).link(link, 72, 150, 300, 162)
    sheet.heading(72, 220, "Education")
    sheet.text(72, 240, f"B.Sc. {text} Studies, University of {text}, 2015")
    return sheet.filler(400).pdf()


def harmless(answer: TestResponse, head: bool = True) -> Any:
    """The page, in which nothing runs but the program's own files and every link is a page."""
    page = parsed(answer if head else f"<!doctype html><title>x</title><ul>{answer.text}</ul>")
    for node in nodes(page.root):
        attributes = node.attrs or {}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if node.name in ELEMENTS:
            assert node.name == "script", node.to_html()
            assert attributes["src"].startswith("/static/"), node.to_html()
            assert not words(node)
        for name in ("href", "src", "action", "formaction"):
            if target := attributes.get(name):
                assert target[0] in "/#" or urlsplit(target).scheme in ("http", "https"), target
                assert not target.startswith("//"), target
    return page


def nodes(node: Any) -> Iterator[Any]:
    for child in node.children or ():
        if not child.name.startswith(("#", "!")):
            yield child
        yield from nodes(child)


def pages(visit: Visit, place: str, documents: list[str]) -> Iterator[Any]:
    """Every page that shows something of the résumés."""
    for path in (place, f"{place}/print", *(f"/resumes/{document}" for document in documents)):
        yield harmless(visit.get(path))
    yield harmless(visit.get(f"{place}/rows/{documents[0]}"), head=False)
    yield harmless(visit.get(f"{place}/compare", query_string={"d": documents}))


@pytest.mark.parametrize("text", TEXTS)
def test_injection_by_text_and_metadata_of_a_resume(visit: Visit, text: str) -> None:
    visit.show_names()
    place, documents = visit.read((f"{text}.pdf", resume(text)), ("b.pdf", resume(text)))
    for document in documents:
        visit.await_picture(document)
    shown = [words(page.root) for page in pages(visit, place, documents)]
    assert any("alert" in text or "7*7" in text for text in shown), "it is there, as text"
    exported = visit.get(f"{place}/export.json")
    assert exported.mimetype == "application/json"
    assert exported.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("link", LINKS)
def test_injection_by_links_of_a_resume(visit: Visit, link: str) -> None:
    place, documents = visit.read(("a.pdf", resume("good", link)), ("b.pdf", resume("good", link)))
    for _ in pages(visit, place, documents):
        pass
    visit.show_names()
    for page in pages(visit, place, documents):
        for node in page.query("a[href]"):
            assert urlsplit(node.attrs["href"]).scheme in ("", "http", "https")
            assert not node.attrs["href"].startswith("//")


def test_injection_the_hostile_link_is_met_at_all(visit: Visit) -> None:
    """The tests above would pass if links were not read."""
    link = "https://www.credly.com/badges/3f0c9a7e-52b1-4c1d-9a64-0b7d2e8f6a15"
    _, (document,) = visit.read(("a.pdf", resume("good", link)))
    targets = [a.attrs["href"] for a in parsed(visit.get(f"/resumes/{document}")).query("a[href]")]
    assert link in targets


@pytest.mark.parametrize("text", TEXTS)
def test_injection_by_names_of_files_and_members(visit: Visit, text: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"in/{text.replace('/', '')}.pdf", b"no pdf")
    visit.show_names()
    sent = text.replace('"', "%22")  # as browsers write it into a form
    files = [(f"{sent}.pdf", resume("good")), (f"{sent}2.pdf", resume("good"))]
    place, documents = visit.read(*files, (f"{sent}.zip", packed.getvalue()))
    for page in pages(visit, place, documents):
        assert words(page.root)
    harmless(visit.get("/"))


@pytest.mark.parametrize("text", TEXTS)
def test_injection_by_what_is_typed_in(visit: Visit, one: tuple[str, str], text: str) -> None:
    place, document = one
    visit.post(f"{place}/role", role=f"Kubernetes\n{text}")
    form = {"verdict": "wrong_match", "entry": text}
    visit.post(f"/resumes/{document}/credentials/0/review", **form)
    for path in (place, f"{place}/print", f"/resumes/{document}"):
        shown = words(harmless(visit.get(path)).root)
        assert "alert(1)" in shown or "7*7" in shown, path
    for asked in ("issuer", "type", "tier", "skill", "problem", "d"):
        for path in (place, f"{place}/print", f"{place}/compare"):
            harmless(visit.get(path, query_string={asked: text}, follow_redirects=True))
    assert "49" not in words(
        harmless(visit.get("/catalogue", query_string={"q": text})).query("h2")[0]
    )
    harmless(visit.get(f"/{text}"))
    harmless(visit.post("/theme", theme=text))


def test_injection_a_message_in_the_address_is_not_shown(
    visit: Visit, one: tuple[str, str]
) -> None:
    page = visit.get(one[0], query_string={"problem": "Call 555 0100 to unlock"})
    assert "555 0100" not in words(page)


def test_injection_reports_stay_valid_json(visit: Visit) -> None:
    place, _ = visit.read(("a.pdf", resume(f"{SCRIPT}\\\u2028")))
    (entry,) = json.loads(visit.get(f"{place}/export.json").data)
    assert isinstance(parse(json.dumps(entry["report"])), Report)


@pytest.mark.parametrize("name", TEXTS)
def test_injection_by_the_name_of_an_account(app: Flask, visit: Visit, name: str) -> None:
    with app.test_request_context("/", base_url="http://localhost"):
        from flask import render_template

        from recognizer.web import sessions
        from recognizer.web.accounts import Visitor

        sessions.set_visitor(Visitor("account:9", name))
        page = render_template("tiers.html", tiers={}, reasons={}, accounts_exist=True)
    assert words(parsed(page).root)
    assert "<img" not in page
    assert "alert(1)</script>" not in page
