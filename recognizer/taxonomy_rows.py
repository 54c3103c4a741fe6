"""The tables in CSV: their columns, and what may stand in a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import get_args

from recognizer.resume import CredentialType

SKILL_COLUMNS = ("id", "name", "aliases", "esco")
UNIVERSITY_COLUMNS = ("id", "name", "aliases", "country", "domain", "source")
EMPLOYER_COLUMNS = ("id", "name", "aliases", "kind", "country", "domain", "source")
CATALOGUE_COLUMNS = ("id", "title", "issuer", "platform", "type", "hours", "language", "source")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "skills.csv": SKILL_COLUMNS,
    "universities.csv": UNIVERSITY_COLUMNS,
    "employers.csv": EMPLOYER_COLUMNS,
    "catalogues/*.csv": CATALOGUE_COLUMNS,
}
"""File, or files of a folder, → columns."""
EMPLOYER_KINDS = frozenset(
    {"employer", "government", "nonprofit", "professional_body", "training_company", "university"}
)
"""Kinds of `credential.ProviderKind` that a row of employers.csv may have: platforms, vendors and
bootcamps need an entry of their own."""

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]{1,7}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA "
    "ZM ZW".split()
)
"""Codes of ISO 3166-1, and XK for Kosovo, as the European Union writes it."""
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_HOURS = re.compile(r"[0-9]{1,4}(\.[0-9]+)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_TYPES = frozenset(get_args(CredentialType))

Wrong = Iterator[tuple[str, str]]
"""(column, message) for each bad cell of a row."""


def columns_of(name: str) -> tuple[str, ...] | None:
    """The columns of a CSV file of the folder; None for a file that is none."""
    if name.startswith("catalogues/") and name.endswith(".csv"):
        return CATALOGUE_COLUMNS
    return COLUMNS.get(name)


def split_aliases(cell: str) -> list[str]:
    """The aliases of a CSV cell, separated by bars."""
    return [alias for alias in map(str.strip, cell.split("|")) if alias]


def is_acronym(text: str) -> bool:
    """Whether a short form is all capitals, so that it counts in capitals only.

    >>> is_acronym("UCLA"), is_acronym("L&T"), is_acronym("Ostmark Uni")
    (True, True, False)
    """
    return _ACRONYM.fullmatch(text) is not None


def split_acronyms(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Aliases of a cell that are all capitals (MIT, UCLA), and the others.

    >>> split_acronyms("MIT|M.I.T. Cambridge")
    (('MIT',), ('M.I.T. Cambridge',))
    """
    aliases = split_aliases(cell)
    acronyms = tuple(alias for alias in aliases if is_acronym(alias))
    return acronyms, tuple(alias for alias in aliases if alias not in acronyms)


def wrong_in_university(row: Sequence[str]) -> Wrong:
    """What is wrong in a row of universities.csv."""
    id_, title, _, country, domains, source = row
    yield from _wrong_in_any(id_, "name", title, source)
    yield from _wrong_place(country, domains)


def wrong_in_employer(row: Sequence[str]) -> Wrong:
    """What is wrong in a row of employers.csv."""
    id_, title, _, kind, country, domains, source = row
    yield from _wrong_in_any(id_, "name", title, source)
    if kind not in EMPLOYER_KINDS:
        yield "kind", f"must be one of {', '.join(sorted(EMPLOYER_KINDS))}"
    yield from _wrong_place(country, domains)


def wrong_in_course(row: Sequence[str]) -> Wrong:
    """What is wrong in a row of catalogues/*.csv."""
    id_, title, _, _, type_, hours, language, source = row
    yield from _wrong_in_any(id_, "title", title, source)
    if type_ not in _TYPES:
        yield "type", f"must be one of {', '.join(sorted(_TYPES))}"
    if hours and not (_HOURS.fullmatch(hours) and 0 < float(hours) <= 5000):
        yield "hours", "must be a number above 0 and at most 5000, or empty"
    if language and not _LANGUAGE.fullmatch(language):
        yield "language", "must be a language tag such as en or pt-BR, or empty"


def _wrong_in_any(id_: str, column: str, title: str, source: str) -> Wrong:
    if not _ID.fullmatch(id_) or len(id_) > 100:
        yield "id", "must be lower-case words joined by hyphens, at most 100 characters"
    if not 1 <= len(title) <= 300:
        yield column, "must have 1 to 300 characters"
    if not source:
        yield "source", "is missing"


def _wrong_place(country: str, domains: str) -> Wrong:
    if country and country not in COUNTRIES:
        yield "country", "must be two capitals of ISO 3166 or empty"
    if not all(map(_DOMAIN.fullmatch, split_aliases(domains))):
        yield "domain", "must be lower-case domains, separated by | if several"


WRONG_IN: Mapping[str, Callable[[Sequence[str]], Wrong]] = {
    "universities": wrong_in_university,
    "employers": wrong_in_employer,
    "catalogue": wrong_in_course,
}
"""Table → what is wrong in a row of it."""
