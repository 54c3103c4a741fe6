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
_LEGAL_FORM = re.compile(
    r"(?:[\s,(]+|(?<=\.))(?:(?i:p\s?l?td|pvt|private|pte|proprietary|pty|ltd|limited|ltda|limitada|"
    r"l\.?l\.?[cp]|inc|incorporated|corp|corporation|co|plc|gmbh|kgaa|cjsc|ojsc|jsc|"
    r"p\.?j\.?s\.?c|w\.?l\.?l|q\.?p?\.?s\.?c|k\.?s\.?c\.?[cp]?|b\.?s\.?c|s\.?a\.?o\.?[gc]|"
    r"s\.?a\.?[elk]|f\.?z\.?e|f\.?z\.?co|s\.?p\.?a|s\.?[rp]\.?l|s\.?a\.?r\.?l|s\.?a\.?s|"
    r"sdn\.?\s?bhd|bhd|berhad|tbk|pcl|(?:s\.?a\.?b?\.?|s\.? de r\.?l\.?) de c\.?v|s\.?a|oyj|asa|"
    r"a/s|n\.v|b\.v)|AG|SE|NV|BV|AB|KG|ASA|Oy)[.,)\s]*$"
)
"""What companies carry behind their name in law: Ltd, Inc, GmbH, WLL, Sdn Bhd, SA de CV."""
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


def without_legal_form(text: str) -> str:
    """The name without the legal form behind it; the text itself where nothing else is left.

    >>> without_legal_form("Asian Paints Ltd.")
    'Asian Paints'
    >>> without_legal_form("Qatar Steel Company (Q.P.S.C.)")
    'Qatar Steel Company'
    """
    name = text.strip()
    while (end := _LEGAL_FORM.search(name)) is not None and end.start() > 0:
        name = name[: end.start()].rstrip(" ,.(&-–")
    return name or text.strip()
