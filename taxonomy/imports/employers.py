"""Makes taxonomy/employers.csv: `python -m taxonomy.imports.employers TABLES_FOLDER FACTS_FOLDER`.

Reads, below the first folder:

- pytickersymbols/indices_data.py  companies of stock indices, from pytickersymbols (MIT)
- investpy/stocks.csv              listed companies by country, from investpy (MIT)
- ifsc/banks.json, banknames.json  banks of India, from ifsc (MIT)
- nsi/nsi.min.json                 brands and operators, from name-suggestion-index (BSD 3-Clause)
- words                            English words, one a line (SCOWL; Debian's wamerican)

below the second the registers that `taxonomy.imports.employers_schools` names,
and employers_public.csv beside this file: public bodies, utilities, hospitals and charities, typed
in by hand from the pages named there. It comes first; a name that another table or a provider has
is left out, and so is what is no name on a résumé: funds, classes of shares, ordinary words.
"""

from __future__ import annotations

import ast
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from recognizer.names import normalize, without_legal_form
from recognizer.taxonomy_rows import COUNTRIES as CODES
from recognizer.taxonomy_rows import EMPLOYER_COLUMNS, is_acronym
from taxonomy.imports import employers_osm, employers_schools
from taxonomy.imports.employer_words import Taken, is_share_class, readable, short_forms
from taxonomy.imports.facts import TAXONOMY, clean, slug, write

INDICES, STOCKS, BANKS = "employers-pytickersymbols", "employers-investpy", "employers-ifsc"
OSM = "named-nsi"
BANK_TYPES = ("PSB", "Private", "SFB", "PB", "RRB", "SCB")
"""Banks of India that the whole country or a state knows; hundreds of local co-operatives stay out.
"""
HOME: dict[str, str] = {
    "india": "IN", "dubai": "AE", "saudi arabia": "SA", "qatar": "QA", "kuwait": "KW",
    "bahrain": "BH", "oman": "OM", "jordan": "JO", "lebanon": "LB", "egypt": "EG",
    "iraq": "IQ", "palestine": "PS", "pakistan": "PK", "bangladesh": "BD", "sri lanka": "LK",
    "nigeria": "NG", "kenya": "KE", "south africa": "ZA", "tanzania": "TZ", "uganda": "UG",
    "zambia": "ZM", "zimbabwe": "ZW", "malawi": "MW", "rwanda": "RW", "botswana": "BW",
    "namibia": "NA", "mauritius": "MU", "morocco": "MA", "tunisia": "TN", "ivory coast": "CI",
    "philippines": "PH", "malaysia": "MY", "singapore": "SG", "indonesia": "ID", "thailand": "TH",
    "mexico": "MX", "brazil": "BR", "argentina": "AR", "chile": "CL", "colombia": "CO",
    "peru": "PE", "costa rica": "CR", "jamaica": "JM", "venezuela": "VE",
    "united kingdom": "GB", "ireland": "IE", "spain": "ES", "portugal": "PT", "italy": "IT",
    "turkey": "TR", "new zealand": "NZ",
}  # fmt: skip
"""Stock exchange of investpy → country; a company counts where its ISIN is of that country. The
exchanges of North America, East Asia and the rest of Europe are left to the indices: their lists
are mostly companies of a few people."""
COUNTRIES: dict[str, str] = {
    "england": "GB", "uk": "GB", "scotland": "GB", "wales": "GB", "japan": "JP", "germany": "DE",
    "united states": "US", "u.s.": "US", "sweden": "SE", "canada": "CA", "bermuda": "BM",
    "israel": "IL", "australia": "AU", "china": "CN", "puerto rico": "US", "d.c.": "US",
    "alabama": "US", "alaska": "US", "arizona": "US", "arkansas": "US", "california": "US",
    "colorado": "US", "connecticut": "US", "delaware": "US", "florida": "US", "georgia": "US",
    "hawaii": "US", "idaho": "US", "illinois": "US", "indiana": "US", "iowa": "US",
    "kansas": "US", "kentucky": "US", "louisiana": "US", "maine": "US", "maryland": "US",
    "massachusetts": "US", "michigan": "US", "minnesota": "US", "mississippi": "US",
    "missouri": "US", "montana": "US", "nebraska": "US", "nevada": "US", "new hampshire": "US",
    "new jersey": "US", "new mexico": "US", "new york": "US", "north carolina": "US",
    "north dakota": "US", "ohio": "US", "oklahoma": "US", "oregon": "US", "pennsylvania": "US",
    "rhode island": "US", "south carolina": "US", "south dakota": "US", "tennessee": "US",
    "texas": "US", "utah": "US", "vermont": "US", "virginia": "US", "washington": "US",
    "west virginia": "US", "wisconsin": "US", "wyoming": "US",
    "france": "FR", "switzerland": "CH", "netherlands": "NL", "belgium": "BE", "finland": "FI",
    "luxembourg": "LU", "austria": "AT", "denmark": "DK", "norway": "NO",
    **{name: code for name, code in HOME.items() if name != "dubai"},
}  # fmt: skip
"""Last part of a seat as Wikipedia writes it ("Round Rock, Texas") → country."""

_HOST = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/?", re.IGNORECASE)


@dataclass(slots=True)
class Employer:
    """One row in the making. `listed` ones are known well enough to bear ordinary words, `chosen`
    ones to be as short as three letters.
    """

    name: str
    country: str
    source: str
    kind: str = "employer"
    domain: str = ""
    listed: bool = False
    chosen: bool = False
    aliases: list[str] = field(default_factory=list)


def from_hand() -> Iterator[Employer]:
    """Public bodies and others of employers_public.csv."""
    path = Path(__file__).with_name("employers_public.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = [alias for alias in row["aliases"].split("|") if alias]
            name, country, source, kind = row["name"], row["country"], row["source"], row["kind"]
            yield Employer(name, country, source, kind, "", True, True, aliases)


def from_indices(folder: Path) -> Iterator[Employer]:
    """Companies of stock indices, by the name of their article, with seat and web address."""
    tree = ast.parse((folder / "pytickersymbols" / "indices_data.py").read_text("utf-8"))
    values = (node.value for node in tree.body if isinstance(node, ast.Assign))
    for index in ast.literal_eval(next(values)).values():
        for company in index["companies"]:
            seat = (company.get("country") or "").rpartition(",")[2].strip().lower()
            site = _HOST.fullmatch((company.get("metadata", {}).get("website") or "").strip())
            domain = site.group(1).lower() if site else ""
            name = readable(company["name"])
            yield Employer(name, COUNTRIES.get(seat, ""), INDICES, domain=domain, listed=True)


def from_banks(folder: Path) -> Iterator[Employer]:
    """Banks of India."""
    names = json.loads((folder / "ifsc" / "banknames.json").read_text("utf-8"))
    for code, bank in json.loads((folder / "ifsc" / "banks.json").read_text("utf-8")).items():
        if bank["type"] in BANK_TYPES and "Bank" in names[code]:
            yield Employer(clean(names[code]), "IN", BANKS)


def from_stocks(folder: Path) -> Iterator[Employer]:
    """Companies listed at home; Indian ones that go by initials (NHPC) are known by them.

    The exchange's symbols are no short forms that people write.
    """
    with (folder / "investpy" / "stocks.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] in HOME]
    order = list(HOME)
    for row in sorted(rows, key=lambda row: order.index(row["country"])):
        country, title = HOME[row["country"]], clean(row["full_name"])
        if row["isin"][:2] != country or is_share_class(title):
            continue
        name = readable(title)
        initials = country == "IN" and is_acronym(name) and len(name) > 3
        yield Employer(name, country, STOCKS, chosen=initials)


def from_osm(folder: Path) -> Iterator[Employer]:
    """Brands and operators of OpenStreetMap."""
    for one in employers_osm.named(folder):
        name = readable(one.name)
        yield Employer(name, one.country(), OSM, one.kind, aliases=one.aliases)


def from_schools(facts: Path) -> Iterator[Employer]:
    """Schools and bodies of public registers that no other file has."""
    for one in (*employers_schools.bodies(facts), *employers_schools.schools(facts)):
        name = readable(one.name)
        yield Employer(name, one.country, one.source, one.kind, listed=one.listed)


def rows(employers: Iterable[Employer], taken: Taken) -> Iterator[tuple[str, ...]]:
    """Rows with ids and names of their own; short forms that two claim are nobody's."""
    found: dict[str, Employer] = {}
    for employer in employers:
        key = normalize(employer.name)
        if key in found:
            if found[key].country != employer.country and not found[key].listed:
                found[key].country = ""
            continue
        if taken.allows(employer.name, ordinary_words=employer.listed, chosen=employer.chosen):
            found[key] = employer
    claims = Counter(normalize(alias) for one in found.values() for alias in _aliases(one))
    domains = Counter(one.domain for one in found.values())
    ids: set[str] = set()
    for one in found.values():
        id_ = slug(one.name)
        if id_ in taken.ids or id_ in ids:
            id_ = f"{id_[:90]}-{one.country.lower() or 'company'}"
        if not id_ or id_ in taken.ids or id_ in ids:
            continue
        ids.add(id_)
        kept = [
            alias
            for alias in _aliases(one)
            if claims[normalize(alias)] == 1
            and normalize(alias) not in found
            and taken.allows(alias, ordinary_words=False, chosen=alias in one.aliases)
        ]
        free = domains[one.domain] == 1 and one.domain not in taken.domains
        domain = one.domain if free else ""
        country = one.country if one.country in CODES else ""
        yield id_, one.name, "|".join(kept), one.kind, country, domain, one.source


def _aliases(employer: Employer) -> list[str]:
    """Names besides the first, each once; the legal form is nobody's name."""
    texts = [*employer.aliases, *short_forms(employer.name)]
    bare = [text if is_acronym(text) else without_legal_form(text) for text in texts]
    own = normalize(employer.name)
    return list({normalize(text): text for text in bare if normalize(text) != own}.values())


def main(folder: Path, facts: Path) -> None:
    """Reads the tables in the order of their authority and writes the result."""
    taken = Taken.of(TAXONOMY, (folder / "words").read_text("utf-8").split())
    employers = (
        *from_hand(), *from_indices(folder), *from_banks(folder), *from_stocks(folder),
        *from_osm(folder), *from_schools(facts),
    )  # fmt: skip
    count = write(TAXONOMY / "employers.csv", EMPLOYER_COLUMNS, rows(employers, taken))
    print(f"employers.csv: {count} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
