"""E-mail addresses in a text, as résumés write them: also with blanks, "(at)" and "%40"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_AT = re.compile(r"@|\([aA][tT]\)|\[[aA][tT]\]|%40")
_EMAIL = re.compile(
    rf"[\w.+'-]+\s?(?:{_AT.pattern})\s?[\w-]+(?:\s?\.\s?[\w-]+)*\.[A-Za-z]{{2,}}\b|"
    r"[\w.+-]+@[\w.-]*\w",
    re.IGNORECASE,
)
_OF_A_NAME = frozenset("_.+'-")
"""Signs that may stand in the part before the mark."""


def emails(text: str) -> Iterator[re.Match[str]]:
    """The addresses in a text, in their order.

    They are looked for around their marks: tried at every letter of a résumé, the expression takes
    as long as everything else about personal details.
    """
    end = 0
    for mark in _AT.finditer(text):
        if mark.start() < end:
            continue
        start = mark.start()
        if start > end and text[start - 1].isspace():
            start -= 1
        while start > end and (text[start - 1].isalnum() or text[start - 1] in _OF_A_NAME):
            start -= 1
        tried = (_EMAIL.match(text, at) for at in range(start, mark.start()))
        if found := next(filter(None, tried), None):
            yield found
            end = found.end()


def is_email_in(text: str) -> bool:
    """Whether an address stands in a text."""
    return next(emails(text), None) is not None


def without_emails(text: str, instead: str) -> str:
    """The text with something else in the place of each address."""
    shown, at = [], 0
    for found in emails(text):
        shown += [text[at : found.start()], instead]
        at = found.end()
    return "".join([*shown, text[at:]]) if shown else text
