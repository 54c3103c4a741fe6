"""Names that are none, or not one body's alone: what nobody answers to, or several do.

Lists of universities are joined from data sets whose "alias" column also holds addresses, titles
of pages, degrees and words that every second school has. Each such alias would make a stranger's
words an issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recognizer.names import normalize
from recognizer.taxonomy_files import Problem
from recognizer.taxonomy_rows import split_acronyms
from recognizer.taxonomy_rules import credential_names
from recognizer.taxonomy_tables import ACRONYMS, Tables

_SHORTEST_ACRONYM = 3
"""Letters of the shortest acronym of a university: two are a state, a unit or a software."""
_SHORTEST_WORD = 3
"""Letters of the shortest word that tells something: "U of T" has none."""

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "is a web address; the column domain is for these",
        re.compile(
            r"(?i)https?:|www\.|^[\w-]+(\.[\w-]+)*\.(ac|com|edu|in|info|net|org)(\.\w\w)?/?$"
        ),
    ),
    ("holds a code of HTML; write the letter", re.compile(r"&#?\w+;")),
    ("holds several names; separate them by |", re.compile(r";")),
    (
        "is the title of a page",
        re.compile(
            r"(?i)\bwelcome to\b|^welcome\b|\bhome ?page\b|^home\b|\bofficial\b"
            r"|\bweb ?(site|page|portal)\b|\b(student|admission) portal\b|\blog ?in\b|\buntitled\b"
        ),
    ),
    (
        "is an address or a line of a form",
        re.compile(
            r"^\d{3,5} \w+|\b[A-Z]{2} \d{5}\b|^(?i:[a-z ]*(name|address|affiliations?|phone)): |:$"
        ),
    ),
)
_COURSE = re.compile(
    r"(?i)(?<![\w-])(admissions?|b\.? ?(a|e|s|sc|tech)|bachelors?|certificates?|courses?|"
    r"degrees?|diplomas?|exams?|fees|m\.? ?(a|b\.? ?a|c\.? ?a|s|sc|tech)|masters?|ph\.? ?d|"
    r"rankings?|results?|scholarships?|syllabus)\b(?!')"
)
_SCHOOL = re.compile(
    r"(?i)acad|coll?[eè]g|conservat|facult|fachhochschule|hochschule|institu|polytech|school|"
    r"seminar|universi|yeshiva"
)
_COMMON = frozenset(
    "a academy agricultural agriculture american and applied art arts at autonomous business "
    "campus center centre central city college colleges commerce community deemed department "
    "distance education engineering faculty federal for general government graduate health home "
    "in institute institution international law main management medical medicine national "
    "nursing of online open polytechnic private public research school schools science sciences "
    "state studies technical technological technology the union university universities".split()
)
"""Words that many schools have in their names: one or several of them alone name nobody."""


def university_aliases(tables: Tables) -> Iterator[Problem]:
    """Aliases in universities.csv by which nobody calls the university, and names like them."""
    skills = {normalize(entry["name"]) for entry in tables.skills.values()}
    for id_, (_, name, aliases, *_) in sorted(tables.universities.items()):
        acronyms, others = split_acronyms(aliases)
        wrong = not_a_name(name, name)
        if wrong:
            yield Problem("universities.csv", f"{name!r} {wrong}", id_, "name")
        for text in acronyms:
            if len(text) < _SHORTEST_ACRONYM:
                message = f"{text!r} is too short to mean one university"
                yield Problem("universities.csv", message, id_, "aliases")
        for text in others:
            wrong = not_a_name(text, name)
            if wrong is None and normalize(text) in skills:
                wrong = "is the name of a skill"
            if wrong:
                yield Problem("universities.csv", f"{text!r} {wrong}", id_, "aliases")


def shared_names(tables: Tables) -> Iterator[Problem]:
    """Names that need words of context, and are yet the plain name of one entry."""
    listed = {entry["acronym"] for entry in tables.data.get("ambiguous_acronyms", ())}
    shared = {normalize(text) for text in listed if " " in text}
    for id_, entry in sorted(tables.credentials.items()):
        for field, text in credential_names(entry):
            if normalize(text) in shared:
                message = f"{text!r} is listed in {ACRONYMS}; drop it here, or it always decides"
                yield Problem(tables.file_of("credentials", id_), message, id_, field)


def not_a_name(alias: str, name: str) -> str | None:
    """Why an alias of the university `name` is none; None for one that may stand."""
    for message, pattern in _PATTERNS:
        if pattern.search(alias):
            return message
    if _COURSE.search(alias) and not _SCHOOL.search(alias):
        return "is the name of a course or degree"
    words = normalize(alias).split()
    if all(word in _COMMON for word in words) and _without_the(words) != _without_the(
        normalize(name).split()
    ):
        return "consists of words that many schools have"
    letters = [word for word in alias.split() if len(word) == 1]
    if letters and not any(len(word) >= _SHORTEST_WORD for word in words):
        return "consists of single letters"
    return None


def _without_the(words: list[str]) -> list[str]:
    return [word for word in words if word != "the"]
