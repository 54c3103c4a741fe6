"""Sends webhooks: signed (Standard Webhooks), to addresses that were checked, with limits.

A thread of the server does it, never a process that reads résumés. A message holds the batch's id
and state, nothing of a résumé. Redirects are not followed, proxies of the environment not used,
and of an answer only the status is looked at.
"""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
import threading
from datetime import datetime

import httpx
from sqlalchemy.exc import SQLAlchemyError
from standardwebhooks.webhooks import Webhook

from recognizer import __version__
from recognizer.public_addresses import AddressRefused, check_url, public
from recognizer.web.tables import now
from recognizer.web.webhooks import Message, Webhooks

_POLL_SECONDS = 1.0
"""How often it is looked whether a message is due."""
_AT_ONCE = 16
"""Messages that are sent at the same time."""
_SECONDS = 15.0
"""Longest time for one attempt, from looking up the name to the status."""
_GONE = 410
"""Status with which a receiver says that it wants no more (Standard Webhooks)."""

log = logging.getLogger("recognizer.web")


class Courier:
    """One thread; `insecure` lets it use HTTP and private addresses."""

    def __init__(
        self,
        webhooks: Webhooks,
        *,
        insecure: bool,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._webhooks = webhooks
        self._insecure = insecure
        self._trust = trust
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)

    def start(self) -> None:
        """Begins to send."""
        logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log addresses
        self._thread.start()

    def stop(self) -> None:
        """Lets attempts under way end."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_SECONDS + _POLL_SECONDS)

    def send_due(self) -> int:
        """Sends what is due now; returns how many messages."""
        taken = self._webhooks.take(_AT_ONCE)
        if taken:
            asyncio.run(self._send_all(taken))
        return len(taken)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                sent = self.send_due()
            except SQLAlchemyError as error:  # what was taken comes again in a minute
                log.error("webhooks: the database did not answer: %s", type(error).__name__)
                sent = 0
            if not sent:
                self._stopping.wait(_POLL_SECONDS)

    async def _send_all(self, messages: tuple[Message, ...]) -> None:
        trust = self._trust or ssl.create_default_context()
        await asyncio.gather(*(self._send_one(message, trust) for message in messages))

    async def _send_one(self, message: Message, trust: ssl.SSLContext) -> None:
        try:
            work = send(message, insecure=self._insecure, trust=trust)
            status = await asyncio.wait_for(work, _SECONDS)
        except AddressRefused:
            outcome, delivered, final = "address refused", False, False
        except (TimeoutError, httpx.TimeoutException):
            outcome, delivered, final = "no answer in time", False, False
        except Exception as error:  # one message's must not keep the others
            outcome, delivered, final = type(error).__name__[:40], False, False
        else:
            delivered, final = 200 <= status < 300, status == _GONE
            outcome = f"status {status}"
        log.info("webhook %s, attempt %d: %s", message.id, message.attempt, outcome)
        self._webhooks.ended(message, outcome, delivered=delivered, final=final)


async def send(message: Message, *, insecure: bool, trust: ssl.SSLContext) -> int:
    """The receiver's status. Raises AddressRefused, httpx.HTTPError or OSError."""
    check_url(message.url, insecure=insecure)
    url = httpx.URL(message.url)
    port = url.port or (443 if url.scheme == "https" else 80)
    addresses = await public(url.host, port, insecure=insecure)
    for number, address in enumerate(addresses, 1):
        try:
            return await _post(message, url, address, trust)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if number == len(addresses):
                raise
    raise OSError("the name has no address")


async def _post(message: Message, url: httpx.URL, address: str, trust: ssl.SSLContext) -> int:
    """The status. It connects to the checked address; the certificate must be the name's."""
    content, headers = signed(message, now())
    async with httpx.AsyncClient(verify=trust, trust_env=False, timeout=_SECONDS) as client:
        request = client.build_request(
            "POST",
            url.copy_with(host=address),
            content=content,
            headers={**headers, "Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.host},
        )
        answer = await client.send(request, stream=True, follow_redirects=False)
        await answer.aclose()
        return answer.status_code


def signed(message: Message, at: datetime) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a message, signed for this moment."""
    data = {"id": message.batch, "state": message.state}
    said = {"type": "batch.ended", "timestamp": at.isoformat(), "data": data}
    text = json.dumps(said, separators=(",", ":"))
    return text.encode(), {
        "Content-Type": "application/json",
        "User-Agent": f"recognizer/{__version__}",
        "webhook-id": message.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(message.secret).sign(message.id, at, text),
    }
