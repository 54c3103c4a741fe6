"""Which names of companies may stand in employers.csv, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from recognizer.names import normalize, without_legal_form
from recognizer.taxonomy_files import read_folder
from recognizer.taxonomy_names import Names
from recognizer.taxonomy_rows import is_acronym
from recognizer.taxonomy_rules import problems
from recognizer.taxonomy_tables import read_tables

MIN_LETTERS = 5
"""Shorter single words (ASTM, IDEX, Fila) are borne by too many, unless well known."""
_SHARE_CLASS = re.compile(
    r"\b(?:fund|etf|trust|reit|fibra|pref|preferred|preference|pn|on|class|warrants?|wts|rights|"
    r"units?|nvdr|gdr|bdr|adr|drc?|cert|bonds?|notes|debentures?|spac|acquisition|ord|npv|icsid|"
    r"perp|redeemable|convertible|mudarabah|sukuk|closed[- ]end|vct|trusts|"
    r"investment company|fdo|fii|fundo|fondo|common)\b|"
    r"[%$*?/]|\s[a-z]$|\d{3}",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s+(?:TBK PT|PT|PSC|P\.?L\.?C|AS|A\.S|A\.O|NS|SGPS|KPSC|KSC[CP]|SJSC|Cia|SA|SAA|"
    r"PLC|S\.A\.A|Ag|NV|SE|TAS|SAE)[. ]*$|^(?:The|PT)\s+",
    re.IGNORECASE,
)
"""What stock exchanges write around a name besides the usual legal forms."""
_NOTE = re.compile(
    r"\s*(?:\((?:company|brand|class [a-c]|[^()]*(?:\d{4}|present|retailer)[^()]*)\)|&)$",
    re.IGNORECASE,
)
"""What an encyclopaedia writes behind a name to tell two companies apart."""
_TAIL = re.compile(
    r"(?i)(?:\s+(?:&|and))?\s+(?:(?:holding )?company|corporation|(?:industries )?group|holdings?)$"
)
_PERSONS = frozenset(
    "alfa alla amada angi argan arvind atul ayala brady carreras cielo dana demeter destini "
    "dominguez douglas eden elis elisa fleury floyd goodwin hawkins hella hera illa kaya "
    "knowles koda leonardo lewis lindsay malin mcbride minda minerva nichols patrizia perak "
    "puig ratti raymond renata ricardo ripley risma rollins sabina samir sanford schulz serrano "
    "shimizu shira trent vipul".split()
)
"""Firms that bear nothing but a given or family name: a teacher's name would be taken for them."""
_COMPANY_WORDS = frozenset(
    "industries bank airlines airways motors cements cement mills hospitals hotels laboratories "
    "pharmaceuticals fertilizers fertilisers petroleum telecom enterprises breweries refineries "
    "shipyard".split()
)
"""Last words that make ordinary ones a company ("Supreme Industries"; not "Fire Engineering")."""
_WIDE = frozenset(
    "national union united city public central eastern western northern southern international "
    "electrical service community independent state general commercial first".split()
)
"""First words of two ("National Bank") that are the name of another company in each country."""
_SMALL = frozenset({"of", "and", "for", "the", "de", "do", "da", "del", "la", "y", "e", "et", "in"})


def is_share_class(title: str) -> bool:
    """Whether a listed title is a fund, a class of shares or a paper rather than a company."""
    return _SHARE_CLASS.search(title) is not None


def readable(name: str) -> str:
    """The name without its legal form, names of several words in capitals as a title.

    >>> readable("BURUJ INSURANCE CO"), readable("NTPC Ltd."), readable("The Arab Bank PSC")
    ('Buruj Insurance', 'NTPC', 'Arab Bank')
    """
    name = _NOTE.sub("", name).strip()
    while (cut := _NOTE.sub("", without_legal_form(_CUT.sub("", name)))) != name and len(cut) > 2:
        name = cut
    if not name.isupper() or " " not in name:
        return name
    words = [
        word.lower() if word.lower() in _SMALL and n else word.capitalize()
        for n, word in enumerate(name.split())
    ]
    return " ".join(words)


def short_forms(name: str) -> list[str]:
    """The name without the word that only says it is a company, if two words are left.

    >>> short_forms("Saudi Electricity Company")
    ['Saudi Electricity']
    >>> short_forms("Hartford Group")
    []
    """
    short = _TAIL.sub("", name)
    return [short] if short != name and len(short.split()) >= 2 else []


@dataclass(frozen=True)
class Taken:
    """Names, ids and domains that others have, and words that are no names."""

    names: frozenset[str]
    ids: frozenset[str]
    domains: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, taxonomy: Path, words: Iterable[str]) -> Taken:
        """What the taxonomy has besides employers.csv; `words` are English words."""
        files = {k: v for k, v in read_folder(taxonomy).items() if k != "employers.csv"}
        tables = read_tables(files, lambda problem: None)
        list(problems(tables))
        names = Names.of(tables)
        taken = {
            *names.providers,
            *map(normalize, names.provider_acronyms),
            *names.credentials,
            *map(normalize, names.credential_acronyms),
            *names.skills,
            *(normalize(a["acronym"]) for a in tables.data.get("ambiguous_acronyms", ())),
            *(normalize(place) for place in _texts(tables.data.get("places"))),
        }
        return cls(
            frozenset(taken),
            frozenset({*tables.providers, *tables.universities}),
            frozenset(names.domains),
            frozenset(word for word in words if word.islower()),
        )

    def allows(self, name: str, *, ordinary_words: bool, chosen: bool = False) -> bool:
        """Whether a name is free and says who is meant.

        One English word never does; several only if `ordinary_words` allows it. `chosen` ones may
        have three letters, those allowed ordinary words four.
        """
        key = normalize(name)
        words = key.split()
        if not words or key in self.names or len(name) > 80 or len(without_legal_form(name)) < 3:
            return False
        if len(words) == 1:
            long = chosen or len(key) >= MIN_LETTERS - ordinary_words
            return long and key not in self.words and (is_acronym(name) or key not in _PERSONS)
        common = words[-1] not in _COMPANY_WORDS and all(w in self.words for w in words)
        if len(words) == 2 and words[0] in _WIDE and words[1] in self.words and not ordinary_words:
            return False
        return (ordinary_words or not common) and not name.endswith((" Plc", " Corp"))


def _texts(value: object) -> Iterable[str]:
    """All texts of plain data, however nested."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
