"""What an entry says of the degrees it names: title, institution and year of award.

Stricter than `degrees`, which only keeps education apart from credentials: a school certificate,
a table's head, a thesis or the word "Honours" is no degree to report. Unknown stays None, and a
degree that is still going on has no year of award.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recognizer.degrees import DEGREE_SHORT_FORMS, names_degree, names_schooling
from recognizer.resume import Degree, Part, PartialDate

__all__ = ["degrees_of"]

_NAMED = (
    r"bachelors?(?:['’]s?)?|master(?:['’]?s)?['’]?\s+(?:of|in|degree)|masters|doctor\s+of|"
    r"juris\s+doctor|doctorate|doctoral\s+degree|higher\s+national\s+diploma|hnd|hnc|"
    r"post\s?-?graduation|under\s?-?graduation|under\s?-?graduate\s+degree|^graduation|"
    r"associated?(?:['’]?s)?\s+(?:degree|of)|degree\s+(?:in|of)|engineer(?:ing)?\s+degree|"
    r"licenciatura|ingenier[ií]a|ing[ée]nieur|dipl\.?-ing\.?|laurea|"
    r"licence\s+(?:en|professionnelle)|tecn[oó]logo|bacharel\w*|magister|magist[èe]re|"
    r"ma[iî]trise|staatsexamen|grado\s+en"
)
_AWARDED = re.compile(
    rf"{DEGREE_SHORT_FORMS}|(?i:\b(?:{_NAMED})(?!\w))|\bM(?:aster|ASTER)(?=\s+[A-Z0-9])"
)
"""Words that name a degree; the word "degree" or "honours" alone does not."""
_NO_AWARD_BEFORE = re.compile(
    r"(?i)\b(?:certificat\w*|certified|licen[cs]\w+|intern\w*|scholarship|thesis|dissertation|"
    r"project|working|worked|teaching|taught|lecturer|estimated|expected)\b"
)
_NO_AWARD_AFTER = re.compile(
    r"(?i)^\W{0,3}(?:thesis|dissertation|project(?!\s+manage)|seminar|students?\b|level\b|"
    r"entrance|date\b|year\b|ceremony|(?:\w+\s+){0,4}licen[cs]e\b)"
)
_LEAD = frozenset(
    "a an and as attained candidate completed completing course currently degree did doing done "
    "earned education educational for from full get graduate graduated have holds i in is my name "
    "obtained of passed persuing pursued pursuing progress qualification received studied "
    "studying successfully the time to with".split()
)
"""Words before a degree that are no part of its name."""
_MAX_BEFORE = 3
"""Most words before the degree's own word that may belong to its name ("Executive MBA")."""
_MAX_LEAD = 6
"""Most words of a sentence that may lead to a degree at its end ("studying … to get Bachelor")."""
_MAX_WORDS = 14
"""Words; what is longer is a sentence, of which only the degree's own words are kept."""
_STATES = frozenset({"MA", "MD"})
"""Degrees that are also states of the USA: after a comma ("Boston, MA") the state is meant."""
_RESULT = re.compile(
    r"(?i)\s*[-–,(|:;]*\s*\b(?:(?:c|s)?\.?gpa|cpi|percentage|aggregate|grade|marks|"
    r"with\s+(?:\d+|first|second|1st|2nd|distinction|honou?rs)|obtained|secured|attained|scored|"
    r"graduated|graduation\s+date|passed|completed|done|from|at)\b.*$"
)
"""Where a title ends before words on results and places."""
_TRAILING = re.compile(r"(?i)(?:\s+(?:in|and|with|the|&))+$")
_UNFINISHED = re.compile(r"(?i)^(?:master|bachelor|doctor|associate)\s+of$")
"""A name that was torn from its rest."""
_HEAD_WORDS = frozenset(
    "and aggregate awards board boards certificate cgpa class college course courses degree "
    "degrees department division duration education exam examination faculty grade honors honours "
    "institute institution institutions marks month name no of passed passing percentage percent "
    "period qualification qualifications result results school score session sl specialization "
    "sr state stream study subject the univ university universities year years".split()
)
"""Words of a table's head; a text of nothing else names nothing."""
_ONGOING = re.compile(
    r"(?i)\b(?:p[eu]rsuing|on-?\s?going|in\s+progress|progressing|present|expected|anticipated|"
    r"estimated|studying|appearing|candidate|till\s+(?:date|now|today)|to\s+date|final\s+year|"
    r"current(?:ly)?\b(?!\W+(?:c?gpa|address))|\d(?:st|nd|rd|th)\s+(?:year|sem\w*)|en\s+cours|"
    r"en\s+curso|cursando|in\s+corso|laufend)\b"
)
_OPEN_END = re.compile(r"(?:19|20)\d\d\s*(?:\bto\b|TO\b|[-–—])\s*(?:[\n\t]|-|$)")
_SHORT_RANGE = re.compile(r"((?:19|20)\d\d)\s?[-–/]\s?(\d\d)")
_MAX_YEARS = 8
"""Longest time of study: "2009-12" beside a degree are years up to this distance."""


def degrees_of(head: str, parts: Sequence[Part]) -> tuple[Degree, ...]:
    """The degrees that one entry names, in their order; most often one or none.

    `parts` are those of `head`, the entry's text.
    """
    found = []
    stretches = tuple(_stretches(parts))
    open_end = len(stretches) == 1 and _OPEN_END.search(head) is not None
    for stretch in stretches:
        place = next((n for n, part in enumerate(stretch) if _names_one(part)), None)
        if place is not None:
            title = _whole_title(stretch, place)
            year = None if open_end else _year(stretch, place)
            found.append(Degree(title, _institution(stretch, place), year))
    return tuple(found)


def _whole_title(parts: Sequence[Part], place: int) -> str:
    """The title with the subject that stands behind it: "MBA (Finance)", "B.Sc. Botany"."""
    title = _title(parts[place].text) or ""
    after = parts[place + 1] if place + 1 < len(parts) else None
    if after is not None and after.role == "title":
        if "(" in after.sep and "(" not in title:
            return f"{title} ({after.text.strip()})"
        if after.sep == ". " and _AWARDED.fullmatch(title):
            return f"{title}. {_RESULT.sub('', after.text).strip()}"
    return title


def _stretches(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """The entry cut before each line that names another degree or a school certificate."""
    starts = [0]
    named: int | None = None
    for part in parts:
        school = names_schooling(part.text) and not names_degree(part.text)
        if part.role not in ("title", "organization") or not (school or _names_one(part)):
            continue
        if named is not None and part.line != named:
            first = next(n for n, one in enumerate(parts) if one.line == part.line)
            if first > starts[-1]:
                starts.append(first)
        named = part.line
    for start, end in zip(starts, [*starts[1:], len(parts)], strict=True):
        yield parts[start:end]


def _names_one(part: Part) -> bool:
    """A degree stands in this part, and no state of the USA."""
    if part.text.strip() in _STATES and "," in part.sep:
        return False
    return part.role in ("title", "organization") and _title(part.text) is not None


def _title(text: str) -> str | None:
    """The degree's name in the text of a part; None when it names none.

    >>> _title("Completed B.Sc. Botany with 71 %"), _title("Degree/Course"), _title("M.Tech thesis")
    ('B.Sc. Botany', None, None)
    """
    text = " ".join(text.split())
    found = _AWARDED.search(text)
    if found is None:
        return None
    before, after = text[: found.start()], text[found.end() :]
    if found.group().islower() and before and not after:
        return None
    if _NO_AWARD_BEFORE.search(before) or _NO_AWARD_AFTER.match(after):
        return None
    words = [word.strip("-–:,.()") for word in before.split()]
    if len(words) > _MAX_LEAD and not after.strip(" ."):
        return None  # the end of a sentence about something else
    kept = len(words) <= _MAX_BEFORE and all(
        word.replace("-", "").isalpha() and word.lower() not in _LEAD for word in words
    )
    start = 0 if kept else found.start()
    name = text[start : found.end()] + _RESULT.sub("", after)
    name = _TRAILING.sub("", name.strip(" ,;:-–|"))
    if name.count("(") > name.count(")"):
        name = name[: name.rindex("(")].rstrip(" ,;:-–|")
    if len(name.split()) > _MAX_WORDS:
        name = found.group()
    return None if _is_head(name) or _UNFINISHED.match(name) else name[:120]


def _is_head(text: str) -> bool:
    """Nothing but words of a table's head."""
    return all(word in _HEAD_WORDS for word in re.findall(r"[^\W\d_]+", text.lower()))


def _institution(parts: Sequence[Part], place: int) -> str | None:
    """The organization nearest to the degree: on its line, above it, below it."""
    line = parts[place].line
    options = [
        (_distance(number, place, part.line, line), part.text)
        for number, part in enumerate(parts)
        if part.role == "organization"
        and number != place
        and not _is_head(part.text)
        and not _title(part.text)
        and not (names_schooling(part.text) and not names_degree(part.text))
    ]
    if not options:
        return None
    name = " ".join(min(options)[1].split()).strip(" ,;:-–|")
    return name.rstrip(".") if len(name.rsplit(" ", 1)[-1]) > 4 else name


def _distance(number: int, place: int, line: int, own: int) -> tuple[int, int]:
    """Order of closeness: same line and after, same line and before, lines above, lines below."""
    side = (0 if number > place else 1) if line == own else 2 if line < own else 3
    return side, abs(number - place)


def _year(parts: Sequence[Part], place: int) -> PartialDate | None:
    """The year of award, by the dates nearest to the degree; None when it is still going on."""
    text = "".join(f"{part.sep} {part.text}" for part in parts)
    dated = [part for part in parts if part.date is not None]
    if not dated or _ONGOING.search(text):
        return None
    own = parts[place].line
    away = {n: abs(_line(parts, n) - own) for n, part in enumerate(parts) if part.date is not None}
    nearest = [n for n, lines in away.items() if lines == min(away.values())]
    first = parts[0].date is not None  # the date leads the entry, as it does in many lists
    near = [parts[n] for n in nearest if (n < place) is first] or [parts[n] for n in nearest]
    if any(part.date is not None and part.date.ongoing for part in near):
        return None
    return PartialDate(max(map(_end, near)))


def _line(parts: Sequence[Part], number: int) -> int:
    """The line of a date: parts that are dates carry none, but stand in the text before the next.

    The last date of an entry counts to the line of what stands before it.
    """
    text = parts[number].text
    for part in parts[number + 1 :]:
        if part.date is None:
            if text not in part.sep:
                return part.line
            return part.line - part.sep.rpartition(text)[2].count("\n")
    return max((part.line for part in parts[:number]), default=0)


def _end(part: Part) -> int:
    """The last year of a date part; "2009-12" beside a degree ends in 2012."""
    assert part.date is not None
    short = _SHORT_RANGE.fullmatch(part.text.strip(" ()[],.:"))
    if short is not None:
        first = int(short[1])
        last = first // 100 * 100 + int(short[2])
        if first < last <= first + _MAX_YEARS:
            return last
    return part.date.last.year
