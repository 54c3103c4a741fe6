"""Where webhooks may go: public addresses by HTTPS, whatever a name means at the moment of use."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import Iterator

import httpx
import pytest
import trustme

from receiving import Receiver, receiver
from recognizer import public_addresses
from recognizer.public_addresses import AddressRefused, check_url, is_public
from recognizer.web.courier import send
from recognizer.web.webhooks import Message

NAME = "hooks.example.com"


def message(url: str) -> Message:
    return Message("msg_1", url, "whsec_" + "QUJD" * 8, "b" * 32, "done", 1)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/hook",
        "https://example.com:8443/hook?a=b",
        "https://93.184.216.34/",
        "https://[2606:4700:4700::1111]/",
    ],
)
def test_address_of_the_public_internet_is_taken(url: str) -> None:
    check_url(url, insecure=False)
    check_url(url, insecure=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://user:pass@example.com/",
        "https://example.com/#part",
        "https:///nothing",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://[::1/",
        "https://exämple.com/",
        "https://example.com/a b",
        "https://example.com/\r\nX: y",
        "https://example.com/" + "a" * 2_000,
        "https://localhost/",
        "https://localhost./",
        "https://metadata.google.internal./",
        "https://127.1/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f.0.0.1/",
        "https://0/",
        "https://8.8.2056/",
        "https://printer.local/",
        "https://metadata.google.internal/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[::ffff:127.0.0.1]/",
    ],
)
def test_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_url(url, insecure=False)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("172.16.5.5", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("100.100.100.200", False),
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("192.0.0.192", False),
        ("198.18.0.1", False),
        ("203.0.113.9", False),
        ("fec0::1", False),
        ("3fff::1", False),
        ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
    ],
)
def test_address_is_public_or_not(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def hook(authority: trustme.CA) -> Iterator[Receiver]:
    """Receives by TLS, as `NAME`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(NAME).configure_cert(context)
    with receiver(tls=context) as made:
        yield made


def say(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, ...]) -> list[str]:
    """Answers look-ups of names with these addresses, one after the other."""
    asked: list[str] = []

    async def resolve(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    monkeypatch.setattr(public_addresses, "resolve", resolve)
    return asked


@pytest.mark.parametrize(
    "addresses",
    [("127.0.0.1",), ("93.184.216.34", "127.0.0.1"), ("169.254.169.254",), ("::ffff:127.0.0.1",)],
)
def test_sending_name_that_leads_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    hook: Receiver,
    trust: ssl.SSLContext,
    addresses: tuple[str, ...],
) -> None:
    say(monkeypatch, addresses)
    with pytest.raises(AddressRefused):
        asyncio.run(send(message(f"https://{NAME}:{hook.port}/"), insecure=False, trust=trust))
    assert hook.got == []


def test_sending_name_that_changes_its_meaning_is_looked_up_once(
    monkeypatch: pytest.MonkeyPatch, hook: Receiver, trust: ssl.SSLContext
) -> None:
    """The check and the connection use one answer: a second look-up would lead inside."""
    public = "192.0.2.1"  # reserved for documentation: nobody answers there
    monkeypatch.setattr(public_addresses, "is_public", lambda address: str(address) == public)
    asked = say(monkeypatch, (public,), ("127.0.0.1",))
    work = send(message(f"https://{NAME}:{hook.port}/"), insecure=False, trust=trust)
    with pytest.raises((httpx.TransportError, TimeoutError)):
        asyncio.run(asyncio.wait_for(work, 1.0))
    assert (asked, hook.got) == ([NAME], [])


def test_sending_by_tls_asks_for_the_names_certificate(
    monkeypatch: pytest.MonkeyPatch, hook: Receiver, trust: ssl.SSLContext
) -> None:
    say(monkeypatch, ("127.0.0.1",))
    url = f"https://{NAME}:{hook.port}/path"
    assert asyncio.run(send(message(url), insecure=True, trust=trust)) == 204
    assert hook.got[0][0]["host"] == f"{NAME}:{hook.port}"
    for wrong, context in ((f"https://other.example.com:{hook.port}/", trust), (url, None)):
        strict = context or ssl.create_default_context()
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            asyncio.run(send(message(wrong), insecure=True, trust=strict))
    assert len(hook.got) == 1


def test_sending_tries_the_names_other_addresses(
    monkeypatch: pytest.MonkeyPatch, hook: Receiver, trust: ssl.SSLContext
) -> None:
    say(monkeypatch, ("::1", "127.0.0.1"))
    url = f"https://{NAME}:{hook.port}/"
    assert asyncio.run(send(message(url), insecure=True, trust=trust)) == 204


def test_resolving_gives_every_address() -> None:
    assert "127.0.0.1" in asyncio.run(public_addresses.resolve("localhost", 80))
    assert asyncio.run(public_addresses.resolve("2130706433", 80)) == ("127.0.0.1",)
