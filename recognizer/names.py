"""How two spellings of a name are compared: one normal form for the whole program."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPECIAL = {
    "&": " and ",
    "@": " at ",
    "–": " ",
    "—": " ",
    "’": "",
    "'": "",
    "®": "",
    "™": "",
    "©": "",
    "\xad": "",
}
_TRANSLATE = str.maketrans(_SPECIAL)
_TOKEN = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?|\.net\b", re.UNICODE)


@lru_cache(maxsize=65_536)
def normalize(text: str) -> str:
    """Case, accents, punctuation and spacing folded away; `C++`, `C#` and `.NET` stay apart.

    >>> normalize("AWS Certified Solutions Architect – Associate (SAA-C03)")
    'aws certified solutions architect associate saa c03'
    >>> normalize("C++ & C#")
    'c++ and c#'
    """
    plain = text.translate(_TRANSLATE)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_TOKEN.findall(plain.casefold()))


def words(text: str) -> tuple[str, ...]:
    """The words of the normal form.

    >>> words("Power BI (PL-300)")
    ('power', 'bi', 'pl', '300')
    """
    return tuple(normalize(text).split())
