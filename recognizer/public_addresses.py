"""Which addresses of strangers may be called: by default HTTPS on the public internet.

A holder of a key chooses where a webhook goes, a badge names where its issuer's key lies: so a
server could be made to call its own neighbours (for example the service that hands out a cloud
machine's credentials). A name may also mean another address at each look-up: whoever calls must
check the very address that it connects to.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
from urllib.parse import urlsplit

_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""Last part of a host that means an IPv4 address however it is written (WHATWG's URL standard)."""
LONGEST_URL = 2_000
"""Characters."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that mean the IPv4 address in their last four bytes (RFC 6052)."""
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "168.63.129.16/32",  # Azure's service for its own machines, at a public address
        "3fff::/20",  # documentation (RFC 9637)
        "fec0::/10",  # one site's own, withdrawn (RFC 3879)
        "192.0.0.0/24",  # protocol assignments (RFC 6890); Oracle's metadata lies there
        "192.88.99.0/24",  # relays of 6to4, withdrawn (RFC 7526)
        "64:ff9b:1::/48",  # NAT64 of one network (RFC 8215)
    )
)
"""What Python 3.11's `is_global` lets through and no receiver has."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefused(Exception):
    """It may not be called; says why, in a sentence for whoever named it."""


def check_url(url: str, *, insecure: bool) -> None:
    """Whether a stranger's URL may be taken; its name is not looked up. Raises AddressRefused."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError:
        raise AddressRefused("This is not a URL.") from None
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise AddressRefused(f"A URL has at most {LONGEST_URL:,} characters, all of ASCII.")
    if parts.scheme != "https" and not (insecure and parts.scheme == "http"):
        raise AddressRefused("The URL must begin with https://.")
    if not host or port == 0 or parts.fragment or parts.username is not None:
        raise AddressRefused("Give a URL with a host, without user, password and fragment.")
    if insecure:
        return
    if (address := _literal(host)) is not None and not is_public(address):
        raise AddressRefused("This address is not on the public internet.")
    if _NUMBER.fullmatch(host.rpartition(".")[2]) and _literal(host) is None:
        raise AddressRefused("Give a number address in full: four decimal numbers, or IPv6.")
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        raise AddressRefused("This name is not one of the public internet.")


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """All addresses that a name has now. Raises OSError when it has none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=1)  # SOCK_STREAM
    return tuple(dict.fromkeys(str(entry[4][0]).split("%", 1)[0] for entry in found))


async def public(host: str, port: int, *, insecure: bool) -> tuple[str, ...]:
    """The same, all of them of the public internet. Raises AddressRefused."""
    addresses = await resolve(host, port)
    if not insecure and not all(is_public(ipaddress.ip_address(one)) for one in addresses):
        raise AddressRefused("The name leads to an address that is not on the public internet.")
    return addresses


def is_public(address: Address) -> bool:
    """Whether it belongs to the public internet, addresses within addresses unpacked."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
    if any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.split("%", 1)[0])
    except ValueError:
        return None
