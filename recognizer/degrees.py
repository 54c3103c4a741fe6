"""Degrees and school education in a text: recognized so that they are kept apart."""

from __future__ import annotations

import re

__all__ = [
    "DEGREE_SHORT_FORMS",
    "names_branch",
    "names_degree",
    "names_education",
    "names_schooling",
]

_SHORT = (
    r"B\.?\s?Tech|M\.?\s?Tech|B\.?\s?Sc|M\.?\s?Sc|B\.?\s?Com|M\.?\s?Com|B\.\s?E\b\.?|BE\b|"
    r"M\.\s?E\b\.?|ME\s+(?:in|(?=\())|"
    r"B\.\s?A\b\.?|BA\b|M\.\s?A\b\.?|MA\b|BBA|BCA|MCA|MBA|BBS|BSN|MSN|B\.\s?S\b\.?|BS\b|BSc|BSEE|"
    r"BSCS|M\.\s?S\b\.?|MS\s+(?:in|of|(?=\())|MSc|MPhil|M\.\s?Phil|"
    r"Ph\.?\s?D|PhD|B\.?\s?Ed|M\.?\s?Ed|B\.?\s?Pharm|M\.?\s?Pharm|LL\.?\s?[BM]|MBBS|M\.\s?D\b\.?|"
    r"B\.?\s?Arch|M\.?\s?Arch|BFA|MFA|BDS|MDS|A\.A\.S?|A\.S\.|PGDM|EMBA|DPhil|EdD|DNP|JD\b"
)
_FIELDS = (
    r"(?:civil|mechanical|electrical|electronics?|automobile|automotive|chemical|production|mining|"
    r"textile|metallurg\w+|instrumentation|computer|agricultural|aeronautical|telecommunications?)"
)
"""Fields in which a diploma of engineering is the three years of a polytechnic."""
_WORDS = (
    r"bachelor['’]?s?|higher\s+national\s+diploma|hnd|hnc|doctor\s+of|master['’]?s?\s+(?:of|in|degree|"
    r"thesis)|masters|master\s+\w+|doctorate|doctoral|post\s?-?graduat\w+|under\s?-?graduat\w+|"
    r"graduation|graduate\s+stud(?:y|ies)|"
    r"associate'?s?\s+degree|associate\s+of|degree|licenciatura|ingenier[ií]a|ing[ée]nieur|"
    r"dipl\.?-ing|laurea|licence\s+(?:en|professionnelle)|"
    rf"diploma\s+(?:(?:in|of)\s+)?(?:engineering|{_FIELDS}\b(?:[\w\s&,]*\s)?eng(?:ineerin)?g)|"
    r"tecn[oó]logo|bacharel\w*|magister|magist[èe]re|ma[iî]trise|staatsexamen|grado\s+en|honou?rs"
)
_SCHOOL = (
    r"h\.?\s?s\.?\s?c\b\.?|s\.?\s?s\.?\s?c\b\.?|s\.?s\.?l\.?c|c\.?b\.?s\.?e|i\.?c\.?s\.?e|"
    r"p\.?u\.?c\b|intermediate\s+(?:in|from|with|of|exam\w*|education|school|science|(?=\())|"
    r"matriculation|matric|"
    r"(?:higher|senior|sr\.?)\s+sec\w*|second\w*\s+(?:school|education|certificate)|high\s+school|"
    r"school\s+leaving|certificate\s+of\s+(?:primary|secondary)\s+education|(?:x|xii|10|12)(?:th)?\s*(?:std|standard|class|grade)|"
    r"class\s+(?:x|xii|10|12)|10\s?th|12\s?th|\bxth|xiith|plus\s+two|\+2|10\+2|"
    r"bac(?:calaur[eé]at)?\b|abitur|gcses?|a-?levels?|o-?levels?|kcse|kcpe|waec|wassce|neco|"
    r"maturit[àa]|bachillerato|ged\b|"
    r"higher\s+school|school\s+certificate|school\s+exam\w*|gce\b|o/l\b|a/l\b|lyc[ée]e|"
    r"primary\s+school|secondary\b.*\b(?:board|certificate)"
)
_ANY_CASE = (
    r"[bm][.'’\s-]{0,2}tech|[bm][.\s]{0,2}sc|[bm]\.?com|[bm]\.?\s?c\.?\s?a|m\.?\s?b\.?\s?a|b\.?\s?b\.?\s?a|ph\.?\s?d|"
    r"master['’]?s\s+of|masters\s+in"
)
DEGREE_SHORT_FORMS = rf"(?<![\w.])(?:{_SHORT})(?![\w])|(?i:(?<![\w.])(?:{_ANY_CASE})(?![\w]))"
"""Pattern of degrees' short forms: "B.Tech", "MBA"."""
_DEGREE = re.compile(rf"{DEGREE_SHORT_FORMS}|(?i:\b(?:{_WORDS})\b)")
_SCHOOLING = re.compile(rf"(?i)(?<![\w.])(?:{_SCHOOL})(?![\w])")
_NOT_DEGREE = re.compile(
    r"(?i)\bmaster\s?class|scrum\s+master|master\s+(?:\w+\s+){0,3}licen[cs]e|(?:licen[cs]ed|certified|registered)\s+master\b|master(?:ing)?\s+(?:the|python|java|js|sql|ai|excel|"
    r"data structures)|"
    r"web\s?master|certified\s+\w+\s+master|"
    r"post\s?-?graduat(?:e|ion)\s+(?:certifica|program|diploma)|pg\s+(?:certificate|program)|"
    r"certifica(?:te|tion)\s+(?:course\s+|programme?\s+)?(?:of|in)\s+post\s?-?graduat|"
    r"certifica(?:te|tion)\b(?!.*\b(?:degree|school)\b).*\bhonou?rs|"
    r"graduate\s+certificat|master\s+(?:black|diploma|builder|trainer|electrician|coach|"
    r"certificate|track|library|ai|large)"
)


_BRANCH = re.compile(
    rf"(?i)\W*{_FIELDS}(?:\s*(?:and|&|,)\s*\w+)?\s+eng(?:ineering|g\.?|\.)?\W*(?:\([^)]*\))?\W*"
)


def names_branch(text: str) -> bool:
    """True when the text is a branch of engineering and nothing else ("Mechanical Engg")."""
    return bool(_BRANCH.fullmatch(text))


def names_degree(text: str) -> bool:
    """True when the text names an academic degree ("B.Tech in …", "Master of Science")."""
    return bool(_DEGREE.search(text)) and not _NOT_DEGREE.search(text)


def names_schooling(text: str) -> bool:
    """True when the text names school education ("HSC", "Class XII", "High School")."""
    return bool(_SCHOOLING.search(text))


def names_education(text: str) -> bool:
    """True when the text names an academic degree or school education."""
    return names_degree(text) or names_schooling(text)
