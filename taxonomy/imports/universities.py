"""Makes taxonomy/universities.csv: `python -m taxonomy.imports.universities FACTS_FOLDER`.

Reads, below the folder:

- universities/hipo_university_domains.csv      Hipo university-domains-list (MIT)
- universities/swot_academic_domains.csv.gz     JetBrains swot (MIT); only names for domains
  that another table lists as a university
- universities/ipeds_us_institutions.csv.gz     IPEDS header (US public domain)
- universities/ror_education_names_2021.csv.gz  Research Organization Registry (CC0)

and university_aliases.csv beside this file: names, ids and short forms chosen by hand, which win
over everything else. A short form that two institutions claim is left out for both.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from recognizer.name_rules import not_a_name
from recognizer.names import normalize
from taxonomy.imports.facts import TAXONOMY, read, slug, write

HEADER = ("id", "name", "aliases", "country", "domain", "source")
HIPO, SWOT = "universities-hipo", "universities-swot"
IPEDS, ROR = "universities-ipeds", "universities-ror"
MIN_ACRONYM_LETTERS = 4
"""Shorter capitals of IPEDS ("CCA", "PMI") name too many other things."""
MAX_ALIAS_CHARS = 80

_TERTIARY = re.compile(
    r"universi|hochschule|polytechn|politecnic|politécnic|institute of (technology|management"
    r"|science|information)|college of (engineering|technology|business|nursing)|école|akademi"
    r"|institut teknologi|business school|medical college|engineering college",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[@/|]|\b(website|e-?mails?|school #|gymnasium)\b|^\W*$", re.IGNORECASE)
_SCHEME = re.compile(r"^(https?://)?(www\.)?")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_GENERIC = frozenset(
    "university universitat universitaet universite universidad universidade universita universitas"
    " universiti universiteit universitatea uniwersytet universitet univerzita univerzitet the of"
    " and de do da di du del della degli des d l la le el y e studi in at for fur za w".split()
)
"""Words that only say "university of" in some language."""
_SMALL = frozenset({"of", "at", "the", "and", "for", "in", "on", "de", "del", "la", "y"})


@dataclass(slots=True)
class University:
    """One row in the making. `chosen` aliases were picked by hand and are kept."""

    name: str
    country: str
    source: str
    domains: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)


class Register:
    """Universities by (country, normal name) and by domain, in the order they came."""

    def __init__(self) -> None:
        self.all: list[University] = []
        self._by_name: dict[tuple[str, str], University] = {}
        self._by_domain: dict[str, University] = {}
        self._by_words: dict[tuple[str, frozenset[str]], University] = {}

    def find(self, name: str, country: str, domains: Iterable[str]) -> University | None:
        """The one that has this name in this country, or else one of these domains."""
        found = self._by_name.get((country, normalize(name)))
        return found or next(filter(None, map(self._by_domain.get, domains)), None)

    def add(self, university: University) -> None:
        """Keeps it; the first to claim a name or a domain has it."""
        self.all.append(university)
        self.index(university)

    def like(self, name: str, country: str) -> University | None:
        """The one whose name says the same place words: "Universidad de Chile" for Chile."""
        return self._by_words.get((country, _place_words(name)))

    def index(self, university: University) -> None:
        """Makes names and domains that were added later known."""
        for name in (university.name, *university.chosen, *university.aliases):
            self._by_name.setdefault((university.country, normalize(name)), university)
            self._by_words.setdefault((university.country, _place_words(name)), university)
        for domain in university.domains:
            self._by_domain.setdefault(domain, university)


def _place_words(name: str) -> frozenset[str]:
    """What is left of a name without "university of"; empty names are never equal."""
    words = frozenset(normalize(name).split()) - _GENERIC
    return words or frozenset({normalize(name)})


def from_hand(register: Register) -> None:
    """Institutions of university_aliases.csv; their source is set by the table that has them."""
    path = Path(__file__).with_name("university_aliases.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            chosen = [alias for alias in row["aliases"].split("|") if alias]
            domains = row["domains"].split("|")
            register.add(University(row["name"], row["country"], "", domains, [], chosen))


def from_hipo(register: Register, facts: Path) -> None:
    """The backbone: a name, a country and domains each."""
    for row in read(facts, "universities/hipo_university_domains.csv"):
        domains = [part for part in hosts(row["domains"]) if "." in part]
        country = row["country_code"] if len(row["country_code"]) == 2 else ""
        found = register.find(row["name"], country, domains)
        if found is None:
            register.add(University(row["name"], country, HIPO, domains))
            continue
        found.source = found.source or HIPO
        if normalize(found.name) != normalize(row["name"]) and found.country == country:
            found.aliases.append(row["name"])
        found.domains += [domain for domain in domains if domain not in found.domains]
        register.index(found)


def from_ipeds(register: Register, facts: Path) -> None:
    """Degree-granting institutions of the United States and the short forms they report."""
    for row in read(facts, "universities/ipeds_us_institutions.csv"):
        if row["degree_granting"] != "1" or row["level"] not in ("2-year", "4-year+"):
            continue
        name = title_case(row["name"])
        domains = hosts(row["web"])
        found = register.find(name, "US", domains)
        if found is None:
            if row["control"] == "private for-profit" and row["active"] != "1":
                continue
            found = University(name, "US", IPEDS, domains)
            register.add(found)
        found.source = found.source or IPEDS
        found.aliases += [alias for alias in row["aliases"].split("|") if is_ipeds_alias(alias)]
        register.index(found)


def hosts(cell: str) -> list[str]:
    """Domains of a cell that may hold addresses, separated by bars.

    >>> hosts("www.fdtc.edu|https://www.aamu.edu/about")
    ['fdtc.edu', 'aamu.edu']
    """
    parts = (_SCHEME.sub("", part.strip().lower()).split("/")[0] for part in cell.split("|"))
    return [part for part in parts if _HOST.fullmatch(part)]


def title_case(name: str) -> str:
    """IPEDS writes capitals only.

    >>> title_case("UNIVERSITY OF ALABAMA AT BIRMINGHAM")
    'University of Alabama at Birmingham'
    """
    if not name.isupper():
        return name
    words = [word.capitalize() for word in re.split(r"([\s/-])", name)]
    return "".join(w.lower() if w.lower() in _SMALL and n else w for n, w in enumerate(words))


def is_ipeds_alias(alias: str) -> bool:
    """Whether a short form says enough: several words, or at least four capital letters."""
    alias = alias.strip()
    if len(alias) > MAX_ALIAS_CHARS or _NO_NAME.search(alias):
        return False
    letters = [letter for letter in alias if letter.isalpha()]
    if alias.isupper() and " " not in alias:
        return len(letters) >= MIN_ACRONYM_LETTERS
    return " " in alias


def from_ror(register: Register, facts: Path) -> None:
    """Names that look like higher education and are not there yet."""
    for row in read(facts, "universities/ror_education_names_2021.csv"):
        name, country = row["name"].replace("|", " "), row["country_code"]
        found = register.find(name, country, ())
        same = found or register.like(name, country)
        if same is not None:
            same.source = same.source or ROR
            if found is None:
                same.aliases.append(name)
        elif country != "US" and _TERTIARY.search(name) and len(name) <= MAX_ALIAS_CHARS:
            register.add(University(name, country, ROR))


def from_swot(register: Register, facts: Path) -> None:
    """Other names, often in the language of the country, of domains that are known already."""
    for row in read(facts, "universities/swot_academic_domains.csv"):
        found = register.find("", "", [row["domain"].lower()])
        if found is None:
            continue
        found.source = found.source or SWOT
        for name in row["names"].split("|"):
            name = name.strip(" \"'")
            if 6 <= len(name) <= MAX_ALIAS_CHARS and " " in name and not _NO_NAME.search(name):
                found.aliases.append(name)


def rows(register: Register) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Rows with unique ids; names claimed by two are nobody's alias."""
    usable = [university for university in register.all if university.source]
    names = {normalize(university.name) for university in usable}
    claims = Counter(claim for university in usable for claim in _claims(university, chosen=False))
    chosen = Counter(claim for university in usable for claim in _claims(university, chosen=True))
    taken: set[str] = set()
    for university in usable:
        id_ = slug(university.name)
        if id_ in taken and university.country:
            id_ = f"{id_[:96]}-{university.country.lower()}"
        if not id_ or id_ in taken:
            continue
        taken.add(id_)
        kept: dict[str, str] = {}
        for alias in (*university.chosen, *university.aliases):
            if not_a_name(alias, university.name):
                continue
            key = normalize(alias)
            by_hand = alias in university.chosen and chosen[key] == 1
            if key and key not in names and (by_hand or (not chosen[key] and claims[key] == 1)):
                kept.setdefault(key, alias)
        domains = "|".join(dict.fromkeys(university.domains))
        aliases = "|".join(kept.values())
        yield id_, university.name, aliases, university.country, domains, university.source


def _claims(university: University, *, chosen: bool) -> set[str]:
    aliases = university.chosen if chosen else university.aliases
    return {normalize(alias) for alias in aliases}


def main(facts: Path) -> None:
    """Reads the tables in the order of their authority and writes the result."""
    register = Register()
    from_hand(register)
    from_hipo(register, facts)
    from_ipeds(register, facts)
    from_ror(register, facts)
    from_swot(register, facts)
    count = write(TAXONOMY / "universities.csv", HEADER, rows(register))
    print(f"universities.csv: {count} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
