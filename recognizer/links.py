"""Addresses on a résumé: one normal form, look-alikes of official hosts, holders masked.

A certificate link is only worth something when its host and path are the issuer's own. Everything
here therefore works on the parsed address, never on the raw text: what stands before an `@`, a
backslash or an invisible character must not decide where a link seems to lead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from rapidfuzz.distance import OSA, Levenshtein

__all__ = ["Address", "mask_url", "normalize_url", "registrable", "resembled_host"]

MAX_URL_LENGTH = 2_048
"""Longest address that is looked at, in characters: browsers and servers cut near this length."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\t\r\n"), None)
_TRAILING = ".,;:!?)]}>'\"”’»"
_LEADING = "([{<'\"“‘«"
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_TRACKING = re.compile(r"^(utm_|fbclid$|gclid$|mc_(cid|eid)$|trk$|trackingId$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address in parts. `host` is lower case, without `www.`; `disguised` is True
    when a user name before `@` or a port stands in the address, as no issuer's link has.
    """

    host: str
    path: str
    query: str
    disguised: bool = False

    @property
    def text(self) -> str:
        """What the patterns of verification_links.yaml are matched with: no scheme, no `www.`."""
        return self.host + self.path + (f"?{self.query}" if self.query else "")

    @classmethod
    def parse(cls, url: str) -> Address | None:
        """The address of a normalized or raw URL; None when it is not http(s) or has no host."""
        normal = normalize_url(url)
        if normal is None:
            return None
        parts = urlsplit(normal)
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
        disguised = "@" in parts.netloc or _port(parts) not in (None, 80, 443)
        return cls(host, parts.path or "/", parts.query, disguised) if host else None


def _port(parts: SplitResult) -> int | None:
    """The port, or -1 where it is not a number."""
    try:
        return parts.port
    except ValueError:
        return -1


def normalize_url(url: str) -> str | None:
    """The address with scheme, without invisible characters, trailing punctuation and tracking.

    None when it is empty, too long, or anything but http(s): such a link is never followed.

    >>> normalize_url("www.Coursera.org/verify/ABCD1234EFGH?utm_source=cv).")
    'https://www.coursera.org/verify/ABCD1234EFGH'
    """
    text = unicodedata.normalize("NFKC", url.translate(_INVISIBLE)).strip()
    text = text.lstrip(_LEADING).replace("\\", "/").replace(" ", "")
    while text and text[-1] in _TRAILING and not (text[-1] == ")" and "(" in text):
        text = text[:-1]
    if not text or len(text) > MAX_URL_LENGTH:
        return None
    if not text.lower().startswith(("http://", "https://")):
        if _SCHEME.match(text) and not re.match(r"^[^/:]+:\d+(/|$)", text):
            return None
        text = "https://" + text.lstrip("/")
    try:
        parts = urlsplit(text)
        if not parts.hostname or "." not in parts.hostname:
            return None
    except ValueError:
        return None
    query = "&".join(p for p in parts.query.split("&") if p and not _TRACKING.match(p))
    return parts._replace(netloc=parts.netloc.lower(), query=query).geturl()


_TWO_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gob", "gov", "net", "nic", "or", "org"})
"""Second-level labels under which countries register names (`co.uk`, `ac.in`, `com.br`)."""

_TENANT_HOSTS = (
    "appspot.com",
    "azurewebsites.net",
    "blogspot.com",
    "firebaseapp.com",
    "github.io",
    "gitlab.io",
    "herokuapp.com",
    "netlify.app",
    "pages.dev",
    "s3.amazonaws.com",
    "vercel.app",
    "web.app",
    "weebly.com",
    "wixsite.com",
    "wordpress.com",
)
"""Hosts under which anybody may take a name (from the private part of publicsuffix.org's list)."""


def registrable(host: str) -> str:
    """The part of a host that somebody registered, tenants of shared hosts included.

    A short heuristic instead of the public suffix list: it only has to find the label to compare.

    >>> registrable("learn.example.co.uk"), registrable("x.my-page.github.io")
    ('example.co.uk', 'my-page.github.io')
    """
    for tenant in _TENANT_HOSTS:
        if host.endswith("." + tenant):
            return host[: -len(tenant) - 1].rsplit(".", 1)[-1] + "." + tenant
    labels = host.split(".")
    two_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _TWO_LEVEL
    return ".".join(labels[-3:] if two_level else labels[-2:])


_CONFUSABLE = str.maketrans(
    dict(zip("аеорсухіјѕԁӏһԛԝвкмнт", "aeopcyxijsdlhqwbkmht", strict=True))
    | dict(zip("αοινρτυκ", "aoivptuk", strict=True))
    | dict(zip("01345ıł", "oleasil", strict=True))
)
"""Letters that look like Latin ones: Cyrillic, Greek, digits (after Unicode's confusables.txt)."""

_COMMON_WORDS = frozenset({"alison", "certifier", "credential", "oracle", "skills"})
"""Registered names that are also ordinary words or names: only compared as a whole host."""

_NATIONAL = frozenset({"amazon", "apple", "google", "linkedin", "microsoft", "salesforce"})
"""Companies that run the same name under many countries' endings themselves."""

_MIN_PART, _MIN_EDIT_ONE, _MIN_EDIT_TWO = 4, 6, 9
"""Shortest name, in letters, that is compared as a part, with one edit, and with two edits:
below these lengths unrelated organizations collide (edx and eds, isaca and isaac). Names of five
letters are compared with one edit when the ending (`.com`) is the same."""


def resembled_host(host: str, official: Iterable[str]) -> str | None:
    """The official host that `host` imitates, or None. `official` are hosts without `www.`.

    Imitating is: the official host as leading labels of another, its name as a part of a
    registered name, its name under another ending, one or two letters changed, or letters of
    another script. The caller must have excluded hosts that are known to be somebody's own.

    >>> resembled_host("credly.com.evil.io", ["credly.com"])
    'credly.com'
    >>> resembled_host("example.org", ["credly.com"]) is None
    True
    """
    names = sorted({registrable(one) for one in official})
    shown = _decoded(host)
    if registrable(shown) in names:
        return None
    for name in names:
        if f".{name}." in f".{shown}.":
            return name
    written, _, ending = registrable(shown).partition(".")
    label = _skeleton(written)
    for name in names:
        if written != label and label == name.partition(".")[0]:
            return name
    return next((name for name in names if _imitates(written, label, ending, name)), None)


def _decoded(host: str) -> str:
    """The host as a reader sees it: punycode labels turned into their letters."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode().decode("punycode") if label[:4] == "xn--" else label)
        except (UnicodeError, ValueError):
            labels.append(label)
    return ".".join(labels).lower()


def _skeleton(host: str) -> str:
    """The host with look-alike letters replaced by the Latin ones they imitate."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", host) if not unicodedata.combining(c))
    return folded.translate(_CONFUSABLE).replace("rn", "m").replace("vv", "w")


def _imitates(written: str, label: str, ending: str, name: str) -> bool:
    """Whether a registered label (as written, and in Latin look-alikes) imitates a name."""
    brand, _, official_ending = name.partition(".")
    if brand in _COMMON_WORDS or len(brand) < _MIN_PART:
        return False
    if written == brand:
        return brand not in _NATIONAL
    if brand in re.split(r"[-_\d]+", written) or brand in re.split(r"[-_]+", label):
        return True
    if len(brand) >= _MIN_EDIT_ONE and brand in written and brand not in _NATIONAL:
        return True
    edits = (len(brand) >= _MIN_EDIT_ONE) + (len(brand) >= _MIN_EDIT_TWO)
    if len(brand) == _MIN_EDIT_ONE - 1 and ending == official_ending:
        return Levenshtein.distance(written, brand) == 1
    return OSA.distance(written, brand) <= edits


MASK = "***"
_EMAIL = re.compile(r"[^\s/?&=#:]+(?:@|%40)[^\s/?&=#]+\.[^\s/?&=#]+", re.IGNORECASE)
_PERSONAL_KEY = re.compile(r"e?-?mail|name|user|holder|learner|student|token", re.IGNORECASE)
_HOLDER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^[^/]+/(?:[^?]*/)?(?:in|id|u|users?|profiles?|people|members?|p|trailblazer)/([^/?]+)",
        r"^learn\.microsoft\.com/api/credentials/share/[^/]+/([^/?]+)",
        r"^(?:freecodecamp\.org|kaggle\.com/learn)/certification/([^/?]+)",
        r"^giac\.org/certified-professional/([^/?]+)",
        r"^cursos\.alura\.com\.br/certificate/([^/?]+)/",
        r"^app\.hubspot\.com/academy/achievements/[^/]+/[^/]+/[^/]+/([^/?]+)",
        r"^huggingface\.co/datasets/.+/certificates/([^/?]+)/",
        r"^[^/]+/(?:[^?]*/)?([^/?]+\.(?:pdf|png|jpe?g|html?))(?:\?|$)",
        r"^theforage\.com/completion-certificates/.*?([^/?]+)(?:\?|$)",
        r"^([^./]+)\.(?:github\.io|gitlab\.io|netlify\.app|vercel\.app|wordpress\.com)",
    )
)
"""Where addresses carry the holder's name: a test proves that it covers every pattern of
verification_links.yaml whose `pii_in_url` is true."""


def mask_url(url: str) -> str:
    """The address with user names, file names and e-mail addresses replaced by `***`.

    For logs and blind mode. The result is for reading, not for opening. A personal domain cannot
    be told from another one and stays. What is no web address at all becomes `***`.

    >>> mask_url("https://www.freecodecamp.org/certification/jdoe/responsive-web-design")
    'https://freecodecamp.org/certification/***/responsive-web-design'
    """
    address = Address.parse(url)
    if address is None:
        return MASK
    text = address.host + address.path
    for pattern in _HOLDER:
        if found := pattern.search(text):
            text = text[: found.start(1)] + MASK + text[found.end(1) :]
    pairs = (pair.partition("=") for pair in address.query.split("&") if pair)
    query = "&".join(
        f"{key}={MASK}" if mark and _PERSONAL_KEY.search(key) else key + mark + value
        for key, mark, value in pairs
    )
    return _EMAIL.sub(MASK, f"https://{text}" + (f"?{query}" if query else ""))
