"""Makes taxonomy/catalogues/*.csv: `python -m taxonomy.imports.catalogues FACTS_FOLDER`.

Names of platforms after the folder make only their tables. Run it after the providers and
universities are in place: a course whose partner is not in the taxonomy is left out, and so is one
that a curated credential already describes. Only facts are taken: titles, partners, kinds and
hours. Reads, below the folder's `courses/`:

- coursera_catalog_union.csv.gz, coursera_specialization_courses_hours_2021.csv
- edx_courses_2020_2021.csv, edx_programs_2021.csv
- nptel_courses_2020.csv, datacamp_courses_2021.csv, udacity_programs.csv
- data_science_courses_8_platforms_2021.csv.gz  (FutureLearn, Alison, Pluralsight,
  Skillshare)
- udemy_course_titles.csv.gz  (what `taxonomy.imports.udemy` wants of it)

badges/credly_free_badges.csv, and courses.csv beside this file: titles read one by one on public
pages, each with its source.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from recognizer.names import normalize
from taxonomy.imports import udemy
from taxonomy.imports.facts import MAX_ID_CHARS, TAXONOMY, read, slug, write
from taxonomy.imports.issuers import Issuers

HEADER = ("id", "title", "issuer", "platform", "type", "hours", "language", "source")
COURSE, PROGRAMME = "course_certificate", "professional_certificate"

_COURSERA_TYPES = {
    "Course": COURSE,
    "Guided Project": COURSE,
    "Specialization": PROGRAMME,
    "Professional Certificate": PROGRAMME,
}
_COURSERA_SOURCES = (
    ("2026-03", "platforms-coursera-2026"),
    ("2025-07", "platforms-coursera-2025"),
    ("2023-11", "platforms-coursera-2023"),
    ("2024", "platforms-coursera-2024"),
    ("2021-06", "platforms-coursera-specializations-2021"),
    ("2020", "platforms-coursera-2020"),
    ("2021", "platforms-coursera-2020"),
)
"""What a row's `seen_in` holds → the newest snapshot that has it."""
_DATA_SCIENCE_PLATFORMS = {
    platform: platform.lower()
    for platform in ("FutureLearn", "Alison", "Pluralsight", "Skillshare")
}
_EDX_TYPES = {"Professional Certificate", "MicroMasters", "XSeries", "MicroBachelors"}
_LANGUAGES = {
    "English": "en", "Español": "es", "中文": "zh", "Italiano": "it", "Français": "fr",
    "Português": "pt", "Deutsch": "de",
}  # fmt: skip
_FORM = re.compile(
    r"\s*(- (Training Badge|Record of Achievement)|Skill Badge|\(\d+ hours?\)|\[\w+\])$|^.*\| "
)
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One course or programme. `hours` is the whole effort, None where nobody says it."""

    title: str
    issuer: str
    platform: str
    type: str
    source: str
    hours: float | None = None
    language: str = ""


def coursera(facts: Path, issuers: Issuers) -> Iterator[Row]:
    """Courses, guided projects, Specializations and Professional Certificates."""
    hours = {
        (normalize(row["course"]), normalize(row["organization"])): _number(row["hours"])
        for row in read(facts, "courses/coursera_specialization_courses_hours_2021.csv")
    }
    for row in read(facts, "courses/coursera_catalog_union.csv"):
        issuer = issuers.find(row["organization"])
        type_ = _COURSERA_TYPES.get(row["type"])
        source = next((id_ for seen, id_ in _COURSERA_SOURCES if seen in row["seen_in"]), None)
        if issuer and type_ and source:
            key = normalize(row["title"]), normalize(row["organization"])
            effort = _number(row["hours"]) or hours.get(key)
            yield Row(row["title"], issuer, "coursera", type_, source, effort)


def edx(facts: Path, issuers: Issuers) -> Iterator[Row]:
    """Courses with weeks and weekly hours, and programmes; degrees are left out."""
    keys: dict[str, str] = {}
    for row in read(facts, "courses/edx_courses_2020_2021.csv"):
        issuer = issuers.find(row["institution"])
        if issuer is None:
            continue
        keys.setdefault(row["edx_org_key"], issuer)
        source = "platforms-edx-2021" if row["seen"] == "2021-10" else "platforms-edx-2020"
        language = _LANGUAGES.get(row["language"], "")
        yield Row(row["title"], issuer, "edx", COURSE, source, _effort(row), language)
    for row in read(facts, "courses/edx_programs_2021.csv"):
        issuer = keys.get(row["edx_org_key"]) or issuers.find(row["edx_org_key"])
        if issuer and row["type"] in _EDX_TYPES:
            yield Row(row["title"], issuer, "edx", PROGRAMME, "platforms-edx-2021")


def _effort(row: dict[str, str]) -> float | None:
    """Weeks times the middle of the weekly hours."""
    weekly, weeks = _NUMBERS.findall(row["hours_per_week"]), _number(row["weeks"])
    if not weekly or not weeks:
        return None
    return round(weeks * sum(map(float, weekly)) / len(weekly), 1)


def own_courses(facts: Path) -> Iterator[Row]:
    """Platforms that issue themselves: NPTEL, DataCamp, Udacity."""
    for row in read(facts, "courses/nptel_courses_2020.csv"):
        yield Row(row["title"], "nptel", "nptel", COURSE, "platforms-nptel-2021")
    for row in read(facts, "courses/datacamp_courses_2021.csv"):
        yield Row(
            row["course"], "datacamp", "datacamp", COURSE, "platforms-datacamp-2021",
            _number(row["hours"]),
        )  # fmt: skip
    for row in read(facts, "courses/udacity_programs.csv"):
        nanodegree = row["type"] == "Nanodegree"
        title = f"{row['title']} Nanodegree" if nanodegree else row["title"]
        type_ = PROGRAMME if nanodegree else COURSE
        yield Row(title, "udacity", "udacity", type_, f"platforms-udacity-{row['year']}")


def data_science(facts: Path, issuers: Issuers) -> Iterator[Row]:
    """FutureLearn, Alison, Pluralsight and Skillshare, as far as the data-science list goes."""
    for row in read(facts, "courses/data_science_courses_8_platforms_2021.csv"):
        id_ = _DATA_SCIENCE_PLATFORMS.get(row["platform"])
        if id_ == "skillshare" and not udemy.is_wanted(row["title"], frozenset()):
            continue
        issuer = issuers.find(row["author_or_org"]) if id_ == "futurelearn" else id_
        if id_ and issuer:
            source = "platforms-data-science-courses-2021"
            yield Row(row["title"], issuer, id_, COURSE, source, _number(row["hours"]))


def udemy_courses(facts: Path, curated: Iterable[str]) -> Iterator[Row]:
    """English course titles; `curated` are the names that credentials of others bear."""
    certified = frozenset(map(udemy.core, curated)) | acronyms(TAXONOMY)
    for title, hours, source in udemy.courses(facts, certified):
        yield Row(title, "udemy", "udemy", COURSE, source, _number(hours))


def credly(facts: Path, issuers: Issuers) -> Iterator[Row]:
    """Free badges; what a title says of its own form ("Training Badge") is cut off."""
    for row in read(facts, "badges/credly_free_badges.csv"):
        issuer = issuers.find(row["issuer"])
        title = _FORM.sub("", row["badge"])
        if issuer and len(title.split()) > 1:
            yield Row(title, issuer, "credly", "badge", "platforms-credly-free-badges")


def from_hand(issuers: Issuers) -> Iterator[Row]:
    """Rows of courses.csv; a platform without an issuer awards the course itself."""
    path = Path(__file__).with_name("courses.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            issuer = row["issuer"] or row["platform"]
            if issuer not in issuers:
                raise SystemExit(f"{path.name}: {issuer} is in no provider file")
            hours = _number(row["hours"])
            yield Row(row["title"], issuer, row["platform"], row["type"], row["source"], hours)


def _number(text: str) -> float | None:
    found = _NUMBERS.search(text)
    value = float(found.group()) if found else 0.0
    return value if 0 < value <= 5000 else None


def acronyms(taxonomy: Path) -> set[str]:
    """Acronyms of certifications and licenses, as written, of at least three letters."""
    found: set[str] = set()
    for path in sorted((taxonomy / "credentials").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text("utf-8")):
            if entry["type"] in ("certification", "license"):
                found.update(text for text in entry.get("acronyms", ()) if len(text) > 2)
    for entry in yaml.safe_load((taxonomy / "ambiguous_acronyms.yaml").read_text("utf-8")):
        found.add(entry["acronym"])
    return found


def curated_names(taxonomy: Path) -> set[tuple[str, str]]:
    """(provider, normal name) of everything the curated files describe."""
    names: set[tuple[str, str]] = set()
    for path in sorted((taxonomy / "credentials").glob("*.yaml")):
        entries: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
        for entry in entries:
            for provider in (entry["issuer"], *entry.get("platforms", ())):
                for name in (entry["name"], *entry.get("aliases", ())):
                    names.add((provider, normalize(name)))
    return names


def ids_of(path: Path) -> dict[tuple[str, str], str]:
    """(issuer, normal title) → id of the rows of a table as it stands: ids are for ever."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(r["issuer"], normalize(r["title"])): r["id"] for r in csv.DictReader(file)}


def cells(
    rows: Iterable[Row], curated: set[tuple[str, str]], ids: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, ...]]:
    """Rows as cells, one for each title of an issuer, with unique ids; `ids` are kept."""
    seen: set[tuple[str, str]] = set()
    taken: set[str] = set(ids.values())
    for row in rows:
        name = normalize(row.title)
        if len(name) < 3 or len(row.title) > 200 or (row.issuer, name) in seen:
            continue
        if {(row.issuer, name), (row.platform, name)} & curated:
            continue
        seen.add((row.issuer, name))
        start = row.platform if row.issuer == row.platform else f"{row.platform}-{row.issuer}"
        id_ = ids.get((row.issuer, name)) or slug(f"course {start} {row.title}")
        if (row.issuer, name) not in ids and (not id_ or id_ in taken):
            id_ = f"{id_[: MAX_ID_CHARS - 4].strip('-')}-{len(taken) % 1000}"
        taken.add(id_)
        hours = f"{row.hours:g}" if row.hours else ""
        yield (
            id_, row.title, row.issuer, row.platform, row.type, hours, row.language, row.source
        )  # fmt: skip


def main(facts: Path, wanted: Collection[str] = ()) -> None:
    """Writes one table a platform, or only those of the wanted platforms."""
    issuers, curated = Issuers(TAXONOMY), curated_names(TAXONOMY)
    rows = [
        *coursera(facts, issuers), *edx(facts, issuers), *own_courses(facts),
        *data_science(facts, issuers), *udemy_courses(facts, sorted({n for _, n in curated})),
        *credly(facts, issuers), *from_hand(issuers),
    ]  # fmt: skip
    for platform in sorted({row.platform for row in rows}):
        if wanted and platform not in wanted:
            continue
        path = TAXONOMY / "catalogues" / f"{platform}.csv"
        own = (row for row in rows if row.platform == platform)
        count = write(path, HEADER, cells(own, curated, ids_of(path)))
        print(f"catalogues/{platform}.csv: {count} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
