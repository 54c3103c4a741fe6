"""What a hiring manager does in a real Chromium: ten files, marks, verdicts, filters, downloads."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete, select, update

import hostile
from browsing import await_all_read, upload, window
from recognizer.web.tables import Document, Picture, Review
from served import PASSWORD, Reading, Served, held, server
from visiting import invented_resume, sample

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(shared_reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with server(tmp_path_factory.mktemp("seen"), shared_reading) as running:
        yield running


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"in/{name}.pdf", content)
    return made.getvalue()


def ten_files() -> list[tuple[str, bytes]]:
    good = [(f"{seed}.pdf", invented_resume(seed)) for seed in range(1, 5)]
    return [
        ("ines.pdf", sample()),
        ("locked.pdf", hostile.encrypted()),
        *good,
        ("noise.pdf", hostile.garbage()),
        ("letter.txt", b"Dear hiring manager"),
        ("scan.pdf", hostile.pictures_only()),
        ("more.zip", packed(one=invented_resume(5), two=hostile.cut_in_header())),
    ]


def open_report(page: Any, *files: tuple[str, bytes]) -> str:
    """Uploads, waits, and opens the first report with its pages drawn; the list's address."""
    upload(page, *(files or (("ines.pdf", sample()),)))
    await_all_read(page)
    place = str(page.url)
    page.locator("li.resume h3 a").first.click()
    page.wait_for_selector("a.mark")
    page.wait_for_load_state()  # its script, too
    return place


def test_browser_ten_mixed_files_from_drop_to_filters(
    browser: Any, shared_reading: Reading, tmp_path: Path
) -> None:
    with (
        held(shared_reading) as (reading, go),
        server(tmp_path, reading) as served,
        window(browser, served.url) as page,
    ):
        upload(page, *ten_files())
        assert page.get_by_role("progressbar").is_visible()
        go.set()
        page.wait_for_selector("text=6 of 11 read, 5 could not be")
        assert page.locator("#failures li").count() == 5, "named first"
        rows = page.locator("li.resume").all_inner_texts()
        assert len(rows) == 11
        assert page.locator("li.resume .problem").count() == 5
        for number, said in ((1, "password"), (7, "PDF"), (8, "text"), (10, "damaged")):
            assert said in rows[number], rows[number]
        page.get_by_role("heading", name="Filter").click()
        tiers = page.get_by_label("Tier of its kind")
        assert tiers.locator("option").count() > 1, "filled without loading the page again"
        tiers.select_option("1")
        page.get_by_role("button", name="Filter").click()
        page.wait_for_url("**tier=1**")
        badges = page.locator("ul.brief .tier").all_inner_texts()
        assert badges
        assert all("Tier 1" in badge for badge in badges)
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename == "credentials.csv"
        text = Path(download.value.path()).read_text("utf-8-sig")
        assert text.count("Independently examined") >= len(badges)
        page.get_by_role("link", name="Show all").click()
        expect(page.get_by_role("checkbox")).to_have_count(6)
        for box in page.get_by_role("checkbox").all()[:2]:
            box.check()
        page.get_by_role("button", name="Compare chosen").click()
        expect(page.locator("table.compare thead th")).to_have_count(3)


def test_browser_marks_and_cards_choose_each_other(browser: Any, served: Served) -> None:
    with window(browser, served.url) as page:
        open_report(page)
        assert page.locator("a.mark").count() == page.locator("article.card").count() == 8
        page.locator("#c3").hover()
        expect(page.locator(".mark.chosen")).to_have_id("m3")
        page.locator("#c5 blockquote a").click()
        expect(page.locator(".mark.chosen")).to_have_id("m5")
        expect(page.locator("#c5")).to_contain_class("chosen")
        page.locator("#m2").click()
        expect(page.locator("article.chosen")).to_have_id("c2")
        expect(page).to_have_url(re.compile("#c2$"))
        mark, words = page.locator("#m1 rect").bounding_box(), page.locator("image").bounding_box()
        assert words["x"] < mark["x"] < words["x"] + words["width"] / 4, (
            "it lies on the line's begin"
        )


def test_browser_verdict_and_undo(browser: Any, served: Served) -> None:
    with window(browser, served.url) as page:
        place = open_report(page)
        page.locator("#c1").get_by_role("button", name="It matches").click()
        page.wait_for_selector("#c1 .said")
        assert "I opened the link and it matches" in page.locator("#c1 .said").inner_text()
        expect(page).to_have_url(re.compile("#c1$"))
        page.locator("#c4 .review summary").click()
        page.locator("#c4").get_by_label("It is", exact=True).fill("Another one")
        page.keyboard.press("Enter")
        page.wait_for_selector("#c4 .said")
        assert "it is “Another one”" in page.locator("#c4").inner_text()
        page.get_by_role("button", name="Undo for AWS").click()
        page.wait_for_selector("#c1 .said", state="detached")
        page.wait_for_load_state()
        page.goto(place)
        assert page.locator("li.resume").inner_text().count("reviewer") == 1
    with served.services.database.session(writes=False) as session:
        assert "Another one" in [one.entry for one in session.scalars(select(Review))]


def test_browser_blind_until_somebody_chooses(browser: Any, served: Served) -> None:
    with window(browser, served.url) as page:
        open_report(page)
        assert "Amaral" not in page.content()
        assert page.title().startswith("Résumé 1")
        first = page.locator("image").get_attribute("href")
        page.get_by_role("button", name="Names hidden").click()
        page.wait_for_selector("text=Names shown")
        expect(page.locator("h1")).to_have_text("1. ines.pdf")
        assert page.locator("image").get_attribute("href") != first, "no picture from a cache"
        page.get_by_role("button", name="Names shown").click()
        page.wait_for_selector("text=Names hidden")
        expect(page.locator("h1")).to_have_text("Résumé 1")


def put_back(served: Served, document: str) -> Callable[[], None]:
    """Makes a document's pictures wait to be drawn; what is returned has them drawn."""
    mine = update(Document).where(Document.id == document)
    names = ("document_id", "page", "width", "height", "content")
    with served.services.database.session() as session:
        drawn = session.scalars(select(Picture).where(Picture.document_id == document)).all()
        copies = [Picture(**{name: getattr(one, name) for name in names}) for one in drawn]
        session.execute(delete(Picture).where(Picture.document_id == document))
        session.execute(mine.values(pictures="running", leased_until=None))

    def draw() -> None:
        with served.services.database.session() as session:
            session.add_all(copies)
            session.execute(mine.values(pictures="ready"))

    return draw


def test_browser_pages_come_in_without_taking_the_reader_away(browser: Any, served: Served) -> None:
    """Pictures follow the report; the page waits for them without being loaded again."""
    with window(browser, served.url) as page:
        open_report(page)
        draw = put_back(served, page.url.rpartition("/")[2])
        page.reload()
        assert page.get_by_text("The pages are being drawn").is_visible()
        page.locator("#c1 .review summary").click()
        page.locator("#w1").fill("half a wor")
        draw()
        page.wait_for_selector("a.mark")
        assert page.locator("#w1").input_value() == "half a wor"
        page.locator("#c5 blockquote a").click()
        expect(page.locator(".mark.chosen")).to_have_id("m5")


def test_browser_files_can_be_dropped(browser: Any, served: Served) -> None:
    with window(browser, served.url) as page:
        page.goto("/")
        dropped = page.evaluate_handle(
            """(bytes) => {
                const transfer = new DataTransfer();
                for (const name of ["first.pdf", "second.pdf"])
                    transfer.items.add(new File([new Uint8Array(bytes)], name));
                return transfer;
            }""",
            list(sample()),
        )
        page.dispatch_event(".drop", "dragover", {"dataTransfer": dropped})
        assert "over" in (page.locator(".drop").get_attribute("class") or "")
        page.dispatch_event(".drop", "drop", {"dataTransfer": dropped})
        assert page.locator(".names li").all_inner_texts() == ["first.pdf", "second.pdf"]
        page.get_by_role("button", name="Read the résumés").click()
        page.wait_for_url("**/batches/*")
        assert page.locator("li.resume").count() == 2


def test_browser_deleting_asks_first(browser: Any, served: Served) -> None:
    with window(browser, served.url, expected="404") as page:
        place = open_report(page)
        answers = iter(("dismiss", "accept"))
        page.on("dialog", lambda dialog: getattr(dialog, next(answers))())
        button = page.get_by_role("button", name="Delete this résumé now")
        button.click()
        assert "/resumes/" in page.url
        button.click()
        page.wait_for_url("**/")
        assert page.goto(place).status == 404


def test_browser_role_in_the_list_and_on_the_report(browser: Any, served: Served) -> None:
    with window(browser, served.url) as page:
        upload(page, ("ines.pdf", sample()))
        page.get_by_role("heading", name="What the job needs").click()
        page.get_by_label("Skills, one a line").fill("Kubernetes\nWelding")
        page.get_by_role("button", name="See which credentials").click()
        page.wait_for_selector("#covered table")
        expect(page.locator("#covered")).to_contain_text("Certified Kubernetes Administrator")
        expect(page.locator("#covered")).to_contain_text("Welding")


def test_browser_sign_in_and_out(
    browser: Any, shared_reading: Reading, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with server(tmp_path_factory.mktemp("entered"), shared_reading) as guarded:
        guarded.services.accounts.add("maria", PASSWORD)
        with window(browser, guarded.url, expected="401") as page:
            page.goto("/catalogue?q=CKA")
            page.get_by_label("Name").fill("maria")
            page.get_by_label("Password").fill("not the password")
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("alert")).to_contain_text("do not fit")
            page.get_by_label("Password").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/catalogue?q=CKA")
            upload(page, ("ines.pdf", sample()))
            await_all_read(page)
            place = page.url
            other = page.context.new_page()
            other.goto("/")
            other.get_by_role("button", name="Sign out").click()
            other.wait_for_url("**/sign-in**")
            page.goto(place)
            assert "/sign-in" in page.url


def test_browser_session_that_ended_is_told_and_not_waited_for(
    browser: Any, shared_reading: Reading, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with server(tmp_path_factory.mktemp("ended"), shared_reading) as guarded:
        guarded.services.accounts.add("maria", PASSWORD)
        with window(browser, guarded.url) as page:
            page.goto("/")
            page.get_by_label("Name").fill("maria")
            page.get_by_label("Password").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/")
            page.get_by_label("Choose PDF files").set_input_files(
                {"name": "a.pdf", "mimeType": "application/pdf", "buffer": sample()}
            )
            guarded.services.accounts.set_password("maria", PASSWORD + "!")
            page.get_by_role("button", name="Read the résumés").click()
            page.wait_for_selector("text=You are no longer signed in")
            expect(page.get_by_role("button", name="Read the résumés")).to_be_enabled()


def test_browser_download_of_json_is_blind(browser: Any, served: Served) -> None:
    with window(browser, served.url) as page:
        upload(page, ("ines-amaral.pdf", sample()))
        await_all_read(page)
        with page.expect_download() as download:
            page.get_by_role("link", name="JSON").click()
        text = Path(download.value.path()).read_text("utf-8")
        assert "amaral" not in text.lower()
        assert len(json.loads(text)[0]["report"]["credentials"]) == 8
