"""What a badge can make the program ask for: public addresses by HTTPS, little, and soon."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Callable
from typing import Any

import pytest

from hosting import Site
from recognizer import public_addresses
from recognizer.badge_fetching import MAX_BYTES, MAX_REQUESTS, Fetcher, NotFetched


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1"]
)
def test_address_inside_is_never_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    async def resolve(host: str, port: int) -> tuple[str, ...]:
        return ("93.184.216.34", address)

    monkeypatch.setattr(public_addresses, "resolve", resolve)
    fetch = Fetcher()
    with pytest.raises(NotFetched, match="not on the public internet"):
        fetch(site.url("/"))
    literal = f"[{address}]" if ":" in address else address
    with pytest.raises(NotFetched, match="not on the public internet"):
        fetch(f"https://{literal}:{site.port}/")
    assert site.asked == [] and len(fetch.missing) == 2


@pytest.mark.parametrize(
    "url",
    [
        "http://badges.example/",
        "file:///etc/passwd",
        "https://user:secret@badges.example/",
        "https:///etc",
        "https://localhost/",
        "https://metadata.internal/",
        "https://badges.example:99999/",
        "ftp://badges.example/",
        "",
    ],
)
def test_url_of_another_kind_is_never_asked(url: str) -> None:
    with pytest.raises(NotFetched):
        Fetcher()(url)


def test_redirects_are_not_followed(site: Site, fetcher: Callable[[], Fetcher]) -> None:
    site.pages = {
        "/from": (302, b"", {"Location": "/to"}),
        "/away": (301, b"", {"Location": "https://evil.example/"}),
        "/to": {},
    }
    for path in ("/from", "/away"):
        with pytest.raises(NotFetched, match="status 30"):
            fetcher()(site.url(path))
    assert site.asked == ["/from", "/away"]


def test_answers_are_bounded(site: Site, fetcher: Callable[[], Fetcher]) -> None:
    packed = gzip.compress(bytes(MAX_BYTES))
    site.pages = {
        "/large": bytes(MAX_BYTES + 1),
        "/packed": (200, packed, {"Content-Encoding": "gzip"}),
        "/fits": bytes(MAX_BYTES),
    }
    for path, why in (("/large", "more than"), ("/packed", "compressed")):
        with pytest.raises(NotFetched, match=why):
            fetcher()(site.url(path))
    assert len(fetcher()(site.url("/fits"))) == MAX_BYTES
    fetch = fetcher()
    for number in range(MAX_REQUESTS):
        site.pages[f"/{number}"] = {}
        assert fetch(site.url(f"/{number}")) == fetch(site.url(f"/{number}"))
    with pytest.raises(NotFetched, match="too many"):
        fetch(site.url("/fits"))


def test_site_that_says_nothing_is_left(
    site: Site, fetcher: Callable[[], Fetcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recognizer.badge_fetching.SECONDS", 0.3)
    site.pages["/slow"] = (200, b"", {"Content-Length": "5"})
    began = time.monotonic()
    with pytest.raises(NotFetched):
        fetcher()(site.url("/slow"))
    assert time.monotonic() - began < 30


def test_all_answers_together_have_a_limit(
    site: Site, fetcher: Callable[[], Fetcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recognizer.badge_fetching.ALL_SECONDS", 0.0)
    site.pages["/"] = {}
    with pytest.raises(NotFetched, match="no answer in time"):
        fetcher()(site.url("/"))


def test_fetching_works_beside_a_loop_of_the_caller(
    site: Site, fetcher: Callable[[], Fetcher]
) -> None:
    async def inside() -> bytes:
        return fetcher()(site.url("/"))

    site.pages["/"] = b"here"
    assert asyncio.run(inside()) == b"here"


def test_site_with_a_strangers_certificate_is_left(site: Site, fetcher: Any) -> None:
    for url in (site.url("/"), f"https://other.example:{site.port}/"):
        fetch = Fetcher(insecure=True) if url == site.url("/") else fetcher()
        with pytest.raises(NotFetched, match="could not be reached"):
            fetch(url)
    assert site.asked == []
