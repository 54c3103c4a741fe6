"""Schools, colleges, academies and bodies of public registers as rows for employers.csv.

universities.csv holds those whose names are looked for everywhere in a résumé. The registers list
many more: trade schools, colleges, academies. Where such a name stands alone as the issuer it says
who is meant; inside other text it may say anything, so it is known by the whole stated name only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from taxonomy.imports.facts import read
from taxonomy.imports.universities import title_case

_SCHOOL = re.compile(
    r"\b(?:institut\w*|colleges?|collège|colegio|academ\w+|akadem\w+|polytech\w*|politec\w+|"
    r"universi\w+|facul\w+|hochschule|fachhochschule|hogeschool|school of|schools? (?:for|and)|"
    r"training|technical|technolog\w+|business school|conservator\w+|seminary|instituto|centro|"
    r"escola|escuela|école|ecole|scuola|ensino|bildung\w*|education|centre|center|vocational|"
    r"career|beauty|nursing|barber|cosmetology)\b",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    r"\b(?:high school|secondary|elementary|primary|middle school|preparatory|grammar|gymnasi\w+|"
    r"lic[eé]\w*|lyc[eé]e\w*|lyceum|istituto|district|isd|public schools|county schools|"
    r"szk[oó][łl]\w*|zesp[oó][łl]\w*|[oš]s?novna|sekolah|smk|sma|smp|sd|k-?12|montessori|"
    r"boys|girls|kindergarten|gesamtschule|realschule|schule|preschool|junior school|"
    r"international school|unified|charter|day school|prep|vidyalaya|convent|church|"
    r"coll[eè]ge (?:de|d'|saint|st)|colegio|ies|ceip)\b",
    re.IGNORECASE,
)
"""Schools for children, which train nobody for work."""
_UNIVERSITY = re.compile(
    r"\b(?:universi\w+|colleges?|facul\w+|hochschule|fachhochschule|hogeschool|polytech\w*|"
    r"politec\w+|business school)\b",
    re.IGNORECASE,
)
_DOING_BUSINESS = re.compile(r"(?i)^.*\bd[./]?b[./]?a\b[.:]?\s*")
_CAMPUS = re.compile(r"(?i)\s*(?:-|–)\s*[\w .'’]{3,40}$|\s*,?\s*\b(?:main )?campus$")
_LATIN = re.compile(r"[\x20-\u024f\u1e00-\u1eff’–]+")
_COUNTRY_OF = {"uk": "GB", "edu": "", "gov": "US", "su": "RU", "eu": "", "cat": "ES"}
"""Ends of addresses that are no country's code; .edu is taken by schools of any country."""
_NO_BODY = re.compile(
    r"(?i)withdrawn|not an awarding|accredited|\b(?:various|multiple)\b|\bt/a\b|trading"
)
"""What registers write where no single body is meant, or two names stand in one."""

_BOOTCAMPS = {
    "HackEducation": "platforms-bootcamps-2016",
    "CourseReport": "platforms-bootcamps-coursereport",
    "SwitchUp": "platforms-bootcamps-switchup",
}
"""First list that a coding school stands in → source."""


@dataclass(frozen=True, slots=True)
class School:
    """A school or body of a register; `kind` is one of the provider kinds. A `listed` one may bear
    ordinary words: the register holds nothing else.
    """

    name: str
    country: str
    kind: str
    source: str
    listed: bool = False


def schools(facts: Path) -> Iterator[School]:
    """Schools of the registers in the order of their authority; the same one may come twice."""
    for row in read(facts, "universities/ror_education_names_2021.csv"):
        yield from _one(row["name"], row["country_code"], "universities-ror")
    for row in read(facts, "universities/ipeds_us_institutions.csv"):
        yield from _one(_campus_off(title_case(row["name"])), "US", "universities-ipeds")
    for row in read(facts, "accreditation/us_accredited_locations.csv"):
        yield from _one(_campus_off(row["institution"]), "US", "named-dapip")
    for row in read(facts, "universities/swot_academic_domains.csv"):
        end = row["domain"].rpartition(".")[2].lower()
        country = _COUNTRY_OF.get(end, end.upper() if len(end) == 2 else "")
        for name in row["names"].split("|"):
            yield from _one(name, country, "universities-swot")


def bodies(facts: Path) -> Iterator[School]:
    """Awarding and certifying bodies, and coding schools, of lists that hold nothing else."""
    lists = (
        ("accreditation/uk_ofqual_awarding_organisations.csv", "name", "GB", "professional_body",
         "professions-ofqual-register"),
        ("licences_health/us_clinical_credentials.csv", "organization", "US", "professional_body",
         "professions-clinical-codeset"),
        ("bootcamps/coding_bootcamps.csv", "name", "", "training_company", ""),
    )  # fmt: skip
    for table, column, country, kind, source in lists:
        for row in read(facts, table):
            name = row[column].strip(" ®™.")
            if name and _LATIN.fullmatch(name) and not _NO_BODY.search(name) and "(" not in name:
                origin = source or _BOOTCAMPS[row["lists"].split()[0]]
                yield School(name, country, kind, origin, listed=bool(source))


def _one(name: str, country: str, source: str) -> Iterator[School]:
    name = _DOING_BUSINESS.sub("", name).strip(" .,\ufeff")
    words = name.split()
    wanted = _LATIN.fullmatch(name) and _SCHOOL.search(name) and not _CHILDREN.search(name)
    if wanted and 2 <= len(words) <= 10 and "|" not in name and "(" not in name:
        kind = "university" if _UNIVERSITY.search(name) else "training_company"
        yield School(name, country, kind, source)


def _campus_off(name: str) -> str:
    """The name without its campus: one school writes dozens of them.

    >>> _campus_off("Empire Beauty School-Paramus"), _campus_off("Everest College - Gardena")
    ('Empire Beauty School', 'Everest College')
    """
    short = _CAMPUS.sub("", name).strip(" ,")
    return short if len(short.split()) > 1 else name
