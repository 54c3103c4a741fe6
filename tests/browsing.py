"""A real Chromium for tests: one process for all, a session each, nothing leaves the machine."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PATIENCE = 180_000
"""Milliseconds until a test gives up waiting: CI reads résumés meanwhile."""
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless; the test is skipped where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=list(FLAGS),
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # else it cannot write to every TMPDIR
            timeout=PATIENCE,
        )
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@dataclass
class Heard:
    """What a page asked for and complained about."""

    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page, own: str) -> None:
        """Notes requests to other places, errors in the console and violations of the policy."""

        def requested(request: Any) -> None:
            if not request.url.startswith((f"{own}/", "data:", "about:")):
                self.foreign.append(request.url)

        def said(message: Any) -> None:
            if message.type in ("error", "warning"):
                self.complaints.append(message.text)

        page.on("request", requested)
        page.on("console", said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))


@contextmanager
def window(
    browser: Browser, address: str, *, expected: str = "nothing is", **options: Any
) -> Iterator[Page]:
    """A page of a new session; in the end it has asked nobody else and complained of nothing.

    `expected` is a pattern of complaints that belong to the test, as of a page that is missing.
    """
    heard = Heard()
    context = browser.new_context(
        **{"base_url": address, "viewport": DESKTOP, "reduced_motion": "reduce", **options}
    )
    context.set_default_timeout(PATIENCE)
    context.on("page", lambda page: heard.listen(page, address))
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()
    assert heard.foreign == []
    assert [text for text in heard.complaints if not re.search(expected, text)] == []


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    """Chooses files on the first page and sends them."""
    page.goto("/")
    kinds = {"zip": "application/zip", "pdf": "application/pdf"}
    page.get_by_label("Choose PDF files").set_input_files(
        [
            {"name": name, "mimeType": kinds.get(name[-3:], "text/plain"), "buffer": data}
            for name, data in files
        ]
    )
    page.get_by_role("button", name="Read the résumés").click()
    page.wait_for_url("**/batches/*")


def await_all_read(page: Page) -> None:
    """Until the list says that every file has been read."""
    page.wait_for_selector("li.resume")
    page.wait_for_function(
        "() => ![...document.querySelectorAll('li.resume')]"
        ".some((row) => ['queued', 'running'].includes(row.dataset.state))"
    )
