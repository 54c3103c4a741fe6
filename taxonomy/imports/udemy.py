"""Which Udemy courses stand in the catalogue: English titles that a person would name.

The snapshots hold everything that is sold: practice tests, piano lessons, titles in twenty
languages. A course is kept when its title is English and no mere set of questions, when it teaches
something of work (the snapshot of 2017 is mostly about hobbies), and when it does not bear the name
of a certification that somebody else awards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path

from recognizer.names import normalize
from taxonomy.imports.facts import read

SNAPSHOTS = {"2026": "platforms-udemy-2026", "2017": "platforms-udemy-2017"}
DATA_SCIENCE = "platforms-data-science-courses-2021"
MIN_WORDS, MAX_CHARS = 2, 110

_FAMOUS = re.compile(
    r"angela yu|jose portilla|colt steele|maximilian schwarzm|academind|jonas schmedtmann"
    r"|stephane maarek|andrei neagoie|tim buchalka|rob percival|kirill eremenko|superdatascience"
    r"|mosh hamedani|phil ebiner|chris haroun|365 careers|krish naik|jason dion|neal davis"
    r"|ranga karanam|in28minutes|zaid sabih|heath adams|mike meyers|total seminars|kyle pew"
    r"|maven analytics|frank kane|sundog|stephen grider|brad traversy|chad darby|joseph phillips"
    r"|scott duffy|nick walter|ermin kreponic|bryan krausen|mumshad mannambeth|jannis seemann"
    r"|ben tristem|gamedev\.tv|denis panjuta|abdul bari|navin reddy|telusko|lazy programmer"
    r"|zero to mastery|andrew ramdayal|chris bryant|hussein nasser|daniel walter scott"
    r"|video school|karthik kk|rahul shetty|mark price|ardit sulce|edwin diaz|nikolai schuler",
    re.IGNORECASE,
)
"""Teachers whose course titles are seen on résumés again and again; everything of theirs stays."""
_YEAR = re.compile(r"^\[?(19|20)\d\d\]?[\s:|-]+|[\s:|(\[-]+(19|20)\d\d[)\]]?$")
_QUESTIONS = re.compile(
    r"practice|mock|questions|dumps?\b|\btests?\b(?! driven)|\bexams?\b|simulat|quiz|[*★✔]",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(
    r"(?i:certif|accredited)|\b1Z\d-|\bC_\w+"
    r"|\b[A-Z]{0,3}\d{0,2}[A-Z]{0,2}-?\d{2,4}[- ][A-Z]?\d{2,4}\b"
    r"|\b[A-Z]{1,5}\d?-[A-Z]{0,2}\d{2,4}\b|\b[A-Z]{2,3}\d{3}\b",
)
"""Promises of a certification, and exam codes: such a title is not told apart from the exam."""
_HOLES = re.compile(
    r"^[^\w]|\b[Ww]ith \+|\b[Ii]n (Days|Hours|Minutes|Seconds|Weeks)\b|\bEdition\b|\(\s*\)|\($"
    r"|LEARNING PATH|Learning Path|Part The"
)
"""Titles that lost their numbers on the way into a list."""
_FOREIGN = re.compile(
    r"[^\x00-\x7f–—’‘“”®™é]|\b(de|del|para|con|desde|y|el|los|las|una|curso|aprende|und|für|fur|der"
    r"|das|mit|von|zum|lernen|le|les|et|des|pour|avec|du|la|formation|apprendre|di|corso|il|da|do"
    r"|dos|em|com|ve|ile|icin|kurs|kursu|sifirdan|uygulamali|egitimi|hindi|urdu|tamil|telugu"
    r"|bangla|bengali|arabic|malayalam|nepali|espanol|portugues|deutsch|francais)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(python|java|javascript|typescript|html5?|css3?|php|sql|mysql|mongodb|react|angular\w*"
    r"|node|nodejs|vue|django|laravel|wordpress|bootstrap|jquery|web|website|api|rest|c#|asp|net"
    r"|ruby|rails|swift|ios|android|kotlin|linux|git|github|docker|devops|aws|azure|cloud|data"
    r"|machine|learning|ai|excel|vba|access|powerpoint|sap|salesforce|quickbooks|accounting"
    r"|accountants?|bookkeeping|finance|financial|cpa|cfa|tax|investing|investment|valuation"
    r"|banking|marketing|seo|adwords|analytics|business|management|project|agile|scrum|leadership"
    r"|entrepreneurship|hr|payroll|supply|sales|programming|programmers?|developers?|coding|code"
    r"|software|app|apps|photoshop|illustrator|indesign|autocad|revit|solidworks|unity|design"
    r"|ux|ui|security|hacking|network|networking|ccna|blockchain|bitcoin|hadoop|spark|statistics"
    r"|tableau|bi|matlab|algorithms|spring|selenium|testing|firebase|ajax|json|xml|economics"
    r"|portfolio|risk|credit|audit|auditing|graphics?|logo|typography|maya"
    r"|blender|inkscape|coreldraw|magento|joomla|drupal|canva|animation|branding)\b",
    re.IGNORECASE,
)
_VENDORS = frozenset({"SAP", "SAS", "AWS", "SQL", "HTML", "CSS", "PHP", "BI"})
"""Capitals that name what is taught, though a certification bears them too."""
_GENERIC = frozenset(
    "a and the in for of to your complete ultimate full course courses training class masterclass"
    " bootcamp tutorial guide prep preparation certification certificate certified exam updated new"
    " latest pass passing become get how with by official step all you need master mastering"
    " introduction hands on lab labs 2023 2024 2025 2026".split()
)
"""Words that make no course out of the name of a certification."""


def courses(facts: Path, certified: Set[str]) -> Iterator[tuple[str, str, str]]:
    """(title, hours, source) of the courses to keep, those of well-known teachers first.

    `certified` holds the core (`core`) of every name that a curated credential has, and its
    acronyms: "CISSP in a Week" would be taken for the CISSP.
    """
    rows = list(read(facts, "courses/udemy_course_titles.csv"))
    for row in rows:
        if row["year"] == "2026" and _FAMOUS.search(row["instructor"]):
            yield _YEAR.sub("", row["title"]).strip(), row["hours"], SNAPSHOTS["2026"]
    for row in rows:
        title = _YEAR.sub("", row["title"]).strip()
        if is_wanted(title, certified) and (row["year"] == "2026" or _WORK.search(title)):
            yield title, row["hours"], SNAPSHOTS[row["year"]]
    for row in read(facts, "courses/data_science_courses_8_platforms_2021.csv"):
        title = _YEAR.sub("", row["title"]).strip()
        if row["platform"] == "Udemy" and is_wanted(title, certified):
            yield title, row["hours"], DATA_SCIENCE


def is_wanted(title: str, certified: Set[str]) -> bool:
    """Whether a title is an English course title and not another body's certification.

    >>> is_wanted("The Complete SQL Bootcamp: Go from Zero to Hero", frozenset())
    True
    >>> is_wanted("AZ-900 Practice Tests", frozenset())
    False
    """
    if len(title) > MAX_CHARS or len(title.split()) < MIN_WORDS:
        return False
    if any(pattern.search(title) for pattern in (_QUESTIONS, _FOREIGN, _CERTIFIED, _HOLES)):
        return False
    capitals = {word for word in title.split() if word.isupper() and word not in _VENDORS}
    return core(title) not in certified and certified.isdisjoint(capitals)


def core(name: str) -> str:
    """The words of a name that say what it is about, in their order, without exam codes.

    >>> core("The Complete AWS Certified Developer Course (DVA-C02)")
    'aws developer'
    """
    text = re.sub(r"\b[A-Za-z]{1,5}[- ]?[A-Za-z]?\d[\w.-]*\b", " ", name)
    return " ".join(word for word in normalize(text).split() if word not in _GENERIC)
