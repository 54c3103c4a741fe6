"""What checking a badge may fetch, and only where the user asked for it: HTTPS, public, bounded.

Addresses come out of the badge, so a stranger chose them: every request goes to an address that was
checked and to no other, redirects are not followed, proxies of the environment are not used, and
time, size and number are limited.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from recognizer import __version__
from recognizer.public_addresses import AddressRefused, check_url, public

__all__ = ["Fetcher", "NotFetched"]

MAX_BYTES = 1_000_000
"""Largest answer, in bytes: status lists have up to some hundred thousand."""
MAX_REQUESTS = 10
"""Most answers for one badge file: key, status list, badge class, issuer, revocation list."""
_GONE = 410
SECONDS = 10.0
"""Longest time for one answer, from looking up the name to its last byte."""
ALL_SECONDS = 25.0
"""Longest time for all answers of one badge file."""


class NotFetched(ValueError):
    """An address gave nothing; says why, in fixed words."""


class Fetcher:
    """Fetches for one badge file and remembers what it got, and which addresses gave nothing.

    `insecure` lets it use private addresses, for tests with a server of their own.
    """

    def __init__(self, *, insecure: bool = False, trust: ssl.SSLContext | None = None) -> None:
        logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log addresses
        self._insecure = insecure
        self._trust = trust
        self._got: dict[str, bytes] = {}
        self._left = MAX_REQUESTS
        self._until = time.monotonic() + ALL_SECONDS
        self.missing: set[str] = set()
        self.gone: set[str] = set()
        """Addresses that answered 410: what stood there was withdrawn."""

    def __call__(self, url: str) -> bytes:
        """The answer's bytes. Raises NotFetched."""
        if url not in self._got:
            try:
                with ThreadPoolExecutor(1) as thread:  # the caller's may have a loop of its own
                    self._got[url] = thread.submit(asyncio.run, self._in_time(url)).result()
            except AddressRefused as error:
                raise self._missed(url, str(error)) from error
            except (TimeoutError, httpx.TimeoutException) as error:
                raise self._missed(url, "There was no answer in time.") from error
            except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
                raise self._missed(url, "It could not be reached.") from error
        return self._got[url]

    async def _in_time(self, url: str) -> bytes:
        seconds = min(SECONDS, self._until - time.monotonic())
        return await asyncio.wait_for(self._get(url), seconds)

    def _missed(self, url: str, why: str) -> NotFetched:
        self.missing.add(url)
        return NotFetched(why)

    async def _get(self, url: str) -> bytes:
        if not url.startswith("https://"):
            raise AddressRefused("The URL must begin with https://.")
        check_url(url.partition("#")[0], insecure=self._insecure)
        if self._left <= 0:
            raise AddressRefused("It leads to too many addresses.")
        self._left -= 1
        asked = httpx.URL(url.partition("#")[0])
        addresses = await public(asked.host, asked.port or 443, insecure=self._insecure)
        for number, address in enumerate(addresses, 1):
            try:
                return await self._answer(asked, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise AddressRefused("The name has no address.")

    async def _answer(self, asked: httpx.URL, address: str) -> bytes:
        """It connects to the checked address; the certificate must be the name's."""
        trust = self._trust or ssl.create_default_context()
        async with httpx.AsyncClient(verify=trust, trust_env=False, timeout=SECONDS) as client:
            request = client.build_request(
                "GET",
                asked.copy_with(host=address),
                headers={
                    "Host": asked.netloc.decode("ascii"),
                    "Accept": "application/json, application/jwt;q=0.9, */*;q=0.1",
                    "Accept-Encoding": "identity",
                    "User-Agent": f"recognizer/{__version__}",
                },
                extensions={"sni_hostname": asked.host},
            )
            answer = await client.send(request, stream=True, follow_redirects=False)
            try:
                if answer.status_code == _GONE:
                    self.gone.add(str(asked))
                return await _body(answer)
            finally:
                await answer.aclose()


async def _body(answer: httpx.Response) -> bytes:
    if answer.status_code != 200:
        raise AddressRefused(f"It answered with status {answer.status_code}.")
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise AddressRefused("It answered compressed, which was not asked for.")
    got = bytearray()
    async for part in answer.aiter_raw():
        got += part
        if len(got) > MAX_BYTES:
            raise AddressRefused(f"It answered with more than {MAX_BYTES:,} bytes.")
    return bytes(got)
