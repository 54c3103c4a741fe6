"""Takes the README's picture of the page anew: the sample résumé's report in a real browser.

Run `python docs/picture.py` where Chromium is installed, after the page has changed its looks.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

_WIDTH, _HEIGHT = 1240, 860
_COLOURS = 96
"""Colours of the picture: enough for text and marks, a quarter of the size."""


def main() -> None:
    """Writes docs/sample/page.png."""
    from playwright.sync_api import sync_playwright

    from browsing import FLAGS
    from served import reading, server

    with (
        TemporaryDirectory() as place,
        reading() as shared,
        server(Path(place), shared) as running,
        sync_playwright() as playwright,
    ):
        path = "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        page.goto(running.url)
        page.set_input_files("#files", ROOT / "docs" / "sample" / "resume.pdf")
        page.get_by_role("button", name="Read the résumés").click()
        page.get_by_role("link", name="Résumé 1").click()
        page.locator("figure.page image").wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        page.locator("#c2").hover()
        page.evaluate("window.scrollTo(0, 0)")
        shot = Image.open(io.BytesIO(page.screenshot()))
        browser.close()
    small = shot.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    small.save(ROOT / "docs" / "sample" / "page.png", optimize=True)


if __name__ == "__main__":
    main()
