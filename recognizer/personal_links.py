"""User names in addresses: which part of a link names a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recognizer.links import MASK, mask_url

URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'|]+|"
    r"(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|io|me|dev|in|co|edu|info|app|ai|tech|uk|de|br)"
    r"(?:/[^\s<>\"'|,;)]*)?",
    re.IGNORECASE,
)
"""An address as written in a résumé, with or without its scheme."""
_USER = re.compile(
    r"(?i)(?<=/)(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|twitter\.com|x\.com|"
    r"instagram\.com|facebook\.com|fb\.com|behance\.net|dribbble\.com|codepen\.io|t\.me|"
    r"codechef\.com/users|hackerrank\.com|hackerearth\.com|leetcode\.com|kaggle\.com|"
    r"medium\.com|huggingface\.co|youtube\.com(?:/c|/channel|/user)?|stackoverflow\.com/users|"
    r"linkedin\.com(?:/in|/pub)?|github\.io|credly\.com/users|dev\.to|linktr\.ee|about\.me|quora\.com/profile|"
    r"topcoder\.com/members|codeforces\.com/profile|geeksforgeeks\.org/user|orcid\.org|"
    r"researchgate\.net/profile|public\.tableau\.com/(?:app/)?profile|join\.skype\.com)"
    r"/@?(?!(?:learn|orgs|topics|features|profile|u|user|users|c|certificates?|competitions|datasets|"
    r"dashboard|settings|explore|learning|company|school|posts|jobs|feed|pulse|in|pub)(?:/|$))([^/?#\s]+)(/[^/?#\s]+(?=[?#]|$|/))?"
)
_SITE = re.compile(
    r"(?i)(?<=//)(?!www\.)([^./\s]+)\.(?:github\.io|gitlab\.io|netlify\.app|vercel\.app|wordpress\.com|"
    r"blogspot\.com|wixsite\.com|weebly\.com|carrd\.co|medium\.com|herokuapp\.com)|"
    r"(?<=//)sites\.google\.com/(?:view|site)/([^/?#\s]+)"
)
"""A site of one's own at a host of many, named after its owner."""
_FILE = re.compile(r"/([^/?]+)\.(?:pdf|png|jpe?g)(?:\?|$)", re.IGNORECASE)
_PAGE = re.compile(r"/[^/?]+\.html?(?:[?#].*)?$", re.IGNORECASE)
"""A page of a site: its file name is no person's, as that of a certificate's copy may be."""
_NUMBER = re.compile(r"(?=.*\d)(?:[0-9a-f-]{8,}|[A-Z0-9_-]{8,})|[A-Z]{1,4}-[A-Za-z0-9-]{8,}")
"""The name of a file that is a number: of the award, not of a person."""
_ID_NAME = re.compile(r"(?i)stackoverflow\.com/users/\*{3}(/[^/?#]+)")
"""Stack Overflow writes the name behind the number."""


def masked_address(url: str) -> str:
    """The address with user names, file names and e-mail addresses as `***`."""
    if (file := _FILE.search(url)) and _NUMBER.fullmatch(file[1]):
        return url
    page = _PAGE.search(url)
    text = mask_url(url) if page is None else mask_url(_PAGE.sub("", url)) + page.group()
    for pattern in (_USER, _SITE):
        if (found := pattern.search(text)) and MASK not in found.group():
            start, end = _owner(found)
            text = text[:start] + MASK + text[end:]
    return _ID_NAME.sub(lambda m: m.group().replace(m[1], ""), text)


def users(url: str) -> Iterator[tuple[int, int]]:
    """Ranges of the address that are user names, where its form says so."""
    whole = url if "://" in url else "//" + url
    shift = len(whole) - len(url)
    for pattern in (_USER, _SITE):
        for found in pattern.finditer(whole):
            start, end = _owner(found)
            yield start - shift, end - shift


def _owner(found: re.Match[str]) -> tuple[int, int]:
    """The range of the first group that took part: the user name."""
    return found.span(1 if found[1] is not None else 2)
