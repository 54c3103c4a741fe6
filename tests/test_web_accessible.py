"""Every page for everybody: axe, 320 px, light and dark, keyboard alone, no script, paper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import hostile
from browsing import DESKTOP, PHONE, await_all_read, window
from served import PASSWORD, Reading, server
from visiting import Visit, invented_resume, sample

pytestmark = pytest.mark.slow

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
PAGES = {
    "first page": "/",
    "list": "{place}",
    "filtered list": "{place}?tier=1",
    "nothing fits": "{place}?tier=9",
    "report": "/resumes/{document}",
    "file that cannot be read": "/resumes/{bad}",
    "side by side": "{place}/compare?d={document}&d={other}",
    "paper": "{place}/print",
    "catalogue": "/catalogue",
    "search": "/catalogue?q=kubernetes",
    "no answer": "/catalogue?q=zzzzqqqq",
    "letter": "/catalogue?letter=C",
    "credential": "/catalogue/credentials/{entry}",
    "provider": "/catalogue/providers/coursera",
    "tiers": "/tiers",
    "missing page": "/no-such-page",
}
"""Every page that stands in an address; `{…}` is filled in."""


@pytest.fixture(scope="module")
def seen(shared_reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server and the addresses of all pages, reviewed and with what the job needs."""
    with server(tmp_path_factory.mktemp("looked"), shared_reading) as served:
        visit = Visit(served.app)
        files = [("ines.pdf", sample()), ("b.pdf", invented_resume(2, "hyperlinks"))]
        place, (document, other, bad) = visit.read(*files, ("locked.pdf", hostile.encrypted()))
        visit.post(f"{place}/role", role="Kubernetes\nWelding\nTelepathic gardening")
        review = f"/resumes/{document}/credentials/1/review"
        visit.post(review, verdict="wrong_match", entry="Another one")
        visit.await_picture(other)
        visit.await_picture(document)
        entry = served.services.taxonomy.credential_ids[7]
        values = {"place": place, "document": document, "other": other, "bad": bad, "entry": entry}
        yield served, {name: path.format(**values) for name, path in PAGES.items()}


def open_details(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def violations(page: Any) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def checked(page: Any, what: str) -> list[str]:
    """What is wrong with a page in light and dark, wide and at 320 px."""
    wrong = []
    page.wait_for_load_state()
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.wait_for_selector(f'html[data-bs-theme="{scheme}"]')
            wrong += [f"{what}, {scheme}, {size['width']}: {one}" for one in violations(page)]
    over = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wrong + ([f"{what}: {over} px too wide at 320"] if over > 0 else [])


@pytest.mark.parametrize("name", PAGES)
def test_accessible_pages_of_an_open_server(browser: Any, seen: Any, name: str) -> None:
    served, paths = seen
    with window(browser, served.url, expected="404") as page:
        page.goto(paths[name])
        open_details(page)
        assert checked(page, name) == []


def test_accessible_pages_that_follow_an_act(browser: Any, seen: Any) -> None:
    served, paths = seen
    with window(browser, served.url, expected="400") as page:
        page.goto(paths["list"])
        page.get_by_role("button", name="Compare chosen").click()
        expect(page.get_by_role("alert")).to_have_count(1)
        wrong = checked(page, "message")
        page.get_by_role("button", name="Names hidden").click()
        page.wait_for_selector("text=Names shown")
        wrong += checked(page, "names shown")
        page.goto("/")
        page.evaluate("document.querySelector('#files').required = false")
        page.get_by_role("button", name="Read the résumés").click()
        page.wait_for_selector("text=No file was chosen")
        wrong += checked(page, "refused upload")
        assert wrong == []


def test_accessible_signing_in(
    browser: Any, shared_reading: Reading, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with server(tmp_path_factory.mktemp("doors"), shared_reading) as guarded:
        guarded.services.accounts.add("maria", PASSWORD)
        with window(browser, guarded.url, expected="401") as page:
            page.goto("/")
            wrong = checked(page, "sign in")
            page.get_by_label("Name").fill("maria")
            page.get_by_label("Password").fill("not the password")
            page.keyboard.press("Enter")
            page.wait_for_selector('[role="alert"]')
            wrong += checked(page, "refused")
            page.get_by_label("Password").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_selector("text=Sign out")
            wrong += checked(page, "signed in")
            assert wrong == []


FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const drawn = one.querySelector("rect") ? getComputedStyle(one.querySelector("rect")) : style;
    return {
        name: `${one.tagName} ${one.id} ${one.name ?? ""} ${one.textContent.trim().slice(0, 40)}`,
        outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1,
        ring: style.boxShadow !== "none" || parseFloat(drawn.strokeWidth) >= 2,
        inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
        place: [...document.querySelectorAll("*")].indexOf(one),
    };
}"""


def stops(page: Any) -> list[dict[str, Any]]:
    """Where the Tab key leads, from the top of the page until it leaves it."""
    found: list[dict[str, Any]] = []
    for _ in range(250):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (found and stop["place"] <= found[0]["place"]):
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("name", ["first page", "list", "report", "side by side", "catalogue"])
def test_accessible_by_keyboard_focus_is_seen_and_in_order(
    browser: Any, seen: Any, name: str
) -> None:
    served, paths = seen
    with window(browser, served.url) as page:
        page.goto(paths[name])
        found = stops(page)
        assert "Skip to the content" in found[0]["name"]
        places = [stop["place"] for stop in found]
        assert places == sorted(places), "the order of the page"
        for stop in found:
            assert stop["outline"] or stop["ring"], stop
            assert stop["inside"], stop
        able = page.locator(
            "a[href]:visible, button:visible, select:visible, textarea:visible, summary:visible,"
            " input:not([type=hidden]):visible, [tabindex='0']:visible"
        ).count()
        assert len(found) >= able, "nothing is left out"


def test_accessible_by_keyboard_alone_from_upload_to_verdict(browser: Any, seen: Any) -> None:
    served, _ = seen
    with window(browser, served.url) as page:
        file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": sample()}
        page.on("filechooser", lambda chooser: chooser.set_files(file))
        page.goto("/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "files", "the skip link skips"
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('#files').files.length")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/batches/*")
        await_all_read(page)
        to(page, "INPUT d-", "Space")
        assert page.get_by_role("checkbox").is_checked()
        to(page, "A   Résumé 1", "Enter")
        page.wait_for_selector("a.mark")
        page.wait_for_load_state()
        to(page, "SUMMARY   Why this tier", "Enter")
        expect(page.locator("details[open]")).to_have_count(1)
        to(page, "BUTTON  verdict Not a credential", "Space")
        page.wait_for_selector(".said")
        page.wait_for_load_state()
        expect(page.locator(".said")).to_contain_text("not a credential")
        to(page, "a m1", "Enter")
        expect(page.locator("article.chosen")).to_have_id("c1")


def to(page: Any, name: str, key: str) -> None:
    """Presses Tab until an element that begins so has the focus, then the key."""
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop and stop["name"].startswith(name):
            page.keyboard.press(key)
            return
    raise AssertionError(f"the Tab key never led to {name}")


def test_accessible_without_script_from_upload_to_verdict(browser: Any, seen: Any) -> None:
    served, _ = seen
    with window(browser, served.url, java_script_enabled=False) as page:
        page.goto("/")
        assert page.get_by_text("or drop them here").is_hidden()
        files = [{"name": "a.pdf", "mimeType": "application/pdf", "buffer": sample()}]
        page.locator("#files").set_input_files(files)
        page.get_by_role("button", name="Read the résumés").click()
        page.wait_for_selector("li.resume h3 a")
        page.locator("li.resume h3 a").click()
        page.get_by_role("button", name="Not a credential").first.click()
        page.wait_for_selector("#c1 .said")
        page.get_by_role("button", name="Names hidden").click()
        expect(page.locator("h1")).to_have_text("1. a.pdf")
        page.get_by_role("button", name="Delete this résumé now").click()
        expect(page.locator("h1")).to_have_text(re.compile("^What stands behind"))


BRIGHT = """() => getComputedStyle(document.body).backgroundColor
    .match(/[0-9]+/g).every((part) => part > 128)"""


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_accessible_colours_as_the_system_has_them_or_as_chosen(
    browser: Any, seen: Any, chosen: str
) -> None:
    served, _ = seen
    with window(browser, served.url, color_scheme="dark") as page:
        page.goto("/tiers")
        assert not page.evaluate(BRIGHT)
        page.get_by_role("button", name=re.compile("Change to light")).click()
        page.wait_for_selector('html[data-theme="light"]')
        assert page.evaluate(BRIGHT)
        if chosen == "dark":
            page.get_by_role("button", name=re.compile("Change to dark")).click()
            page.wait_for_selector('html[data-theme="dark"]')
        page.emulate_media(color_scheme="light")
        page.goto("/")
        assert page.evaluate(BRIGHT) == (chosen == "light")


def text_of(content: bytes) -> tuple[int, str]:
    """Pages and words of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_bounded())
        text.close()
        page.close()
    document.close()
    return len(texts), " ".join(" ".join(texts).split())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_on_paper(browser: Any, seen: Any, scheme: str) -> None:
    served, paths = seen
    with window(browser, served.url, color_scheme=scheme) as page:
        page.goto(paths["paper"])
        content = page.pdf(format="A4")
        pages, said = text_of(content)
        assert 2 <= pages <= 4, "each résumé begins a page"
        for wanted in (
            "Credentials of 3 résumés",
            "Certified Kubernetes Administrator (CKA)",
            "https://www.credly.com/badges/3f0c9a7e-52b1-4c1d-9a64-0b7d2e8f6a15",
            "wrong match, it is “Another one”",
            "What the job needs",
            "protected by a password",
        ):
            assert letters(wanted) in letters(said), wanted
        for unwanted in (
            "Names hidden",
            "Skip to",
            "How tiers work",
            "Back to the list",
            "Version",
        ):
            assert unwanted not in said, unwanted
        page.goto(paths["report"])
        _, said = text_of(page.pdf(format="A4"))
        assert "Certified Kubernetes Administrator (CKA)" in said
        assert "It does not match" not in said
        assert paper_is_white(content)


def letters(text: str) -> str:
    """Without what breaking lines puts between: spaces and hyphens."""
    return re.sub(r"[\W_]", "", text)


def paper_is_white(content: bytes) -> bool:
    """Whether the corner of the first page takes no ink."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    page = document[0]
    corner = page.render(scale=0.2).to_pil().convert("L").getpixel((1, 1))
    page.close()
    document.close()
    return bool(corner > 250)
