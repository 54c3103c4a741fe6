"""The overview as a page: what it shows, that it asks nothing, that it cannot be made to run."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from justhtml import JustHTML

from invented import finding, tier
from recognizer import overview_page
from recognizer.errors import EncryptedPdf, UnreadableResume
from recognizer.overview import Counts, count
from recognizer.overview_figures import Bar, Figure, sections
from recognizer.overview_page import columns, page, pieces, share
from recognizer.overview_rows import Row
from recognizer.report import Match, ProviderName, Report, SkillName, Versions
from tests.results import UNKNOWN, VALLEY, counted, numbered

ELEMENTS = set(
    "html head meta title style body header h1 p dl div dt dd nav ul li a main section h2 figure "
    "figcaption h3 span bdi svg rect line text small b details summary table caption thead tbody "
    "tr th td code footer".split()
)
"""Everything a page may hold: nothing that runs, loads or sends."""
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</style><script src=//evil.example/x.js></script>",
    "</title></svg><a href=javascript:alert(1)>here</a>",
    "{{ 7*7 }}{% include 'x' %}",
    "&lt;script&gt; <!-- <b>bold",
)
BEE = finding(title="Bee Care", match=UNKNOWN, issuer=VALLEY)


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Counts:
    """A run with something in every figure."""
    estimate = replace(tier(4), basis="estimate", probability=0.8)
    many = [numbered(n, BEE, finding(expires=f"2026-{n + 1:02d}")) for n in range(3)]
    more: list[Report | UnreadableResume] = [
        numbered(10, finding(tier=estimate, platform=ProviderName("Coursera", "coursera"))),
        numbered(11, finding(tier=tier(None), status="planned"), finding(expires="2026")),
        numbered(12),
        EncryptedPdf("jane-doe.pdf"),
    ]
    return counted(tmp_path_factory.mktemp("results"), *many, *more)


def nodes(made: bytes) -> list[Any]:
    """All elements; a page that breaks the rules of HTML is refused."""
    document = JustHTML(made.decode(), strict=True, sanitize=False)
    return list(walk(document.root))


def walk(node: Any) -> Iterator[Any]:
    """The elements below a node."""
    for child in node.children or ():
        if not child.name.startswith(("#", "!")):
            yield child
        yield from walk(child)


def named(found: Iterable[Any], name: str) -> list[Any]:
    return [node for node in found if node.name == name]


def figures(counts: Counts, as_of: date | None = None) -> dict[str, Figure]:
    return {figure.id: figure for part in sections(counts, as_of) for figure in part.figures}


def values(bars: Iterable[Bar]) -> dict[str, int]:
    return {bar.label: bar.count for bar in bars}


def test_overview_page_is_valid_and_each_plot_has_caption_and_table(counts: Counts) -> None:
    found = nodes(page(counts, date(2026, 1, 1)))
    plots = named(found, "figure")
    assert {f"figure-{name}" for name in figures(counts, date(2026, 1, 1))} == {
        plot.attrs["id"] for plot in plots
    }
    assert len(plots) == 15
    for plot in plots:
        inside = list(walk(plot))
        caption, table = named(inside, "figcaption"), named(inside, "table")
        assert len(caption) == len(table) == 1
        assert len(named(inside, "details")) == len(named(inside, "summary")) == 1
        drawn = [node for node in inside if node.attrs and node.attrs.get("role") == "img"]
        assert all(node.attrs["aria-label"] for node in drawn)
        assert all(cell.attrs["scope"] for cell in named(walk(table[0]), "th"))
    ids = [node.attrs["id"] for node in found if node.attrs and "id" in node.attrs]
    assert len(ids) == len(set(ids))
    targets = [node.attrs["href"] for node in named(found, "a")]
    assert targets and {target[1:] for target in targets} <= set(ids)
    assert named(found, "html")[0].attrs["lang"] == "en-GB"


def test_overview_page_asks_nothing_of_anybody(counts: Counts) -> None:
    made = page(counts)
    found = nodes(made)
    assert {node.name for node in found} <= ELEMENTS
    for node in found:
        for name, value in (node.attrs or {}).items():
            assert not name.startswith("on") and name not in ("src", "srcset", "style", "action")
            assert name != "href" or value.startswith("#")
    text = made.decode()
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = [node.attrs["content"] for node in named(found, "meta") if "http-equiv" in node.attrs]
    assert policy == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    assert not re.search(r"//|url\(|@import|@font-face|javascript:", text)
    assert len(made) < 200_000


@pytest.mark.parametrize("text", HOSTILE)
def test_overview_page_shows_hostile_text_as_text(tmp_path: Path, text: str) -> None:
    bad = finding(
        title=text,
        match=UNKNOWN,
        issuer=ProviderName(text, None),
        platform=ProviderName(text, text),
        skills=(SkillName("x", text),),
    )
    entry = finding(match=Match(text, text, 1.0, "exact"))
    versions = Versions(text, "1", "1")
    rows = [numbered(n, bad, entry, versions=versions) for n in range(3)]
    made = page(counted(tmp_path, *rows))
    found = nodes(made)
    assert {node.name for node in found} <= ELEMENTS
    assert len(named(found, "style")) == 1
    assert not [name for node in found for name in node.attrs or () if name.startswith("on")]
    shown = [" ".join(node.to_text().split()) for node in named(found, "bdi")]
    assert shown.count(" ".join(text.split())) >= 10
    assert "7*7" in text or "49" not in shown


def test_overview_page_names_no_file_and_no_rare_title(tmp_path: Path, counts: Counts) -> None:
    text = page(counts).decode()
    assert "Bee Care" in text and "Pear Valley Institute" in text
    assert not re.search(r"jane|\.pdf|EX-1|example\.org", text)
    rare = counted(tmp_path, *(numbered(n, BEE, BEE) for n in range(2)))
    text = page(rare).decode()
    assert "Bee Care" not in text and "Pear Valley" not in text
    assert values(figures(rare)["titles"].rest) == {"All others on one or two": 2}
    assert values(figures(rare)["providers"].rest) == {"All others": 4}


def test_overview_figures_hold_the_counts(counts: Counts) -> None:
    shown = figures(counts)
    assert values(shown["providers"].bars) == {"Example Institute": 6, "Pear Valley Institute": 3}
    assert shown["providers"].bars[1].note == "not in the catalogue"
    assert values(shown["platforms"].bars) == {"Coursera": 1}
    assert values(shown["platforms"].rest) == {"No platform stated": 8}
    tiers = {bar.label: bar.parts for bar in shown["tiers"].bars}
    assert tiers["Tier 2: Externally assured or supervised"] == (7, 0)
    assert tiers["Tier 4: Course completed"] == (0, 1)
    assert tiers["Not rated"] == (0, 0, 1)
    assert values(shown["statuses"].bars) == {"Earned": 8, "Planned": 1}
    assert values(shown["years"].bars) == {"2021": 8}
    assert shown["errors"].bars[0].label == "Is protected by a password (encrypted_pdf)"
    assert shown["errors"].bars[0].note == EncryptedPdf.next_step
    assert values(shown["per-resume"].bars) | {"2": 4, "1": 1, "0": 1} == values(
        shown["per-resume"].bars
    )
    for name in ("types", "statuses", "tiers", "matches", "states", "years", "providers"):
        figure = shown[name]
        assert sum(bar.count for bar in (*figure.bars, *figure.rest)) == figure.of, name


@pytest.mark.parametrize(
    ("as_of", "months", "rest"),
    [
        (
            date(2026, 2, 28),
            {"2026-02": 1, "2026-03": 1},
            {"In 2026, no month stated": 1, "Before 2026-02": 1, "No expiry stated": 4},
        ),
        (date(2027, 1, 1), {}, {"Before 2027-01": 4, "No expiry stated": 4}),
        (date(2020, 1, 1), {}, {"After 2020-12": 4, "No expiry stated": 4}),
    ],
)
def test_overview_expiries_are_those_of_twelve_months(
    counts: Counts, as_of: date, months: dict[str, int], rest: dict[str, int]
) -> None:
    figure = figures(counts, as_of)["expiries"]
    assert len(figure.bars) == 12
    assert {bar.label: bar.count for bar in figure.bars if bar.count} == months
    assert values(figure.rest) == rest
    assert "expiries" not in figures(counts)


def test_overview_page_of_nothing_and_of_errors_alone() -> None:
    empty = page(count(()))
    assert "The results hold no rows: no file was read." in empty.decode()
    assert named(nodes(empty), "figure") == []
    failed = count([Row(None, code) for code in ("timed_out", "no_text_layer", "other", "new_one")])
    text = page(failed).decode()
    assert [node.attrs["id"] for node in named(nodes(text.encode()), "figure")] == ["figure-errors"]
    assert "No credentials were found in these files." in text
    assert "Run text recognition (OCR) on it first" in text
    assert text.count("The message in the results says what to do.") == 4  # plot and table of two


def test_overview_page_is_the_same_each_time(counts: Counts) -> None:
    assert page(counts, date(2026, 1, 1)) == page(counts, date(2026, 1, 1))


def test_overview_bars_and_columns_keep_their_proportions() -> None:
    bars = (Bar("a", (30, 10)), Bar("b", (0, 20)), Bar("c", (0, 0)))
    figure = Figure("x", "X", "", "files", 60, bars)
    assert [(p.x, p.width, p.series) for bar in bars for p in pieces(bar, figure)] == [
        (0.0, 75.0, 0),
        (75.0, 25.0, 1),
        (0.0, 50.0, 1),
    ]
    heights = [column.height for column in columns(figure)]
    assert heights == [120.0, 60.0, 0.0]
    assert all(column.y + column.height == 138.0 for column in columns(figure))
    many = Figure("y", "Y", "", "files", 9, tuple(Bar(str(n), (1,)) for n in range(2000, 2025)))
    labels = [column.bar.label for column in columns(many) if column.labelled]
    assert labels[-1] == "2024" and 3 <= len(labels) <= 8
    assert columns(many)[-1].x + columns(many)[-1].width <= 100
    assert (share(1, 1000), share(999, 1000), share(1, 3), share(1, 0)) == (
        "<1%",
        ">99%",
        "33%",
        "",
    )


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", range(3), ids=["light", "dark", "print"])
def test_overview_colours_have_contrast(scheme: int) -> None:
    """WCAG 2.2: 4.5 to 1 for text, 3 to 1 for what carries meaning in a plot."""
    style = (overview_page._DATA / "page.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})\b", blocks[scheme]))
    texts, shapes = ("ink", "soft", "link"), ("bar", "bar-3", "edge")
    for name in texts + shapes:
        pair = sorted((luminance(colours[name]), luminance(colours["paper"])))
        least = 4.5 if name in texts else 3
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= least, name
