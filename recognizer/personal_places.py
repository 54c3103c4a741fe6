"""What an address is by its form: streets, postal codes, towns, and the lines that go on with one.

Too much hidden is better than half an address shown, but a sentence, a degree or a trade is none,
however many words of streets stand in it ("storytelling across state lines, 12+ years").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recognizer.names import normalize
from recognizer.personal_words import NOT_NAMES, PROSE, STUDY
from recognizer.resume import Document, Line

_STREET = re.compile(
    r"(?i)\b(?:street|st\.|road|rd\.?|avenue|ave\.?|lane|drive|blvd|boulevard|nagar|colony|flat|"
    r"house|h\.? ?no|d\.? ?no|door|plot|block|sector|apt\.?|apartments?|suite|p\.? ?o\.? ?box|"
    r"dist(?:rict|t)?\.?|tehsil|taluk|village|vill|post(?![ -]?(?:doc|grad))|floor|villa|near|"
    r"opp\.?|cross|layout|rua|calle|carrera|avenida|av\.|\w*stra(?:ß|ss)e|\w*str\.|ruelle|rue|via|jalan|jl\.|"
    r"barangay|brgy|pin|zip|state|residency|enclave|society|complex|towers?|bhavan|marg|chowk|"
    r"gali)\b"
)
_HOUSE = re.compile(
    r"(?i)^\W*(?:(?:house|flat|plot|door|h|d|p)?\.? ?no\b\W*|#)?"
    r"(?!\d{1,4} ?\+|\d{1,2}[./-]\d{1,2}[./-]\d|(?:19|20)\d\d\b)"
    r"[a-z]{0,2}[-/ ]{0,3}\d{1,5} ?[a-z]?(?:[-/]\w{1,4})*(?=\W|$)"
)
"""A house's number in front: "12", "D-100", "No: 4/307", "H.No 4-77"; no date, no "12+ years"."""
_HOUSE_OF = re.compile(rf"{_HOUSE.pattern}\s?[,/]?\s?(?-i:[A-Z])")
"""The same before a capital: even a line with words of sentences ("12 Fig Lane, by the mill")."""
_STANDS_AT = re.compile(rf"{_HOUSE.pattern}|\W*(?:near|opp|behind|beside|c/o)\b")
"""What begins an address even where a school or college is its landmark."""
_ZIP = re.compile(
    r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|\b\d{3} ?\d{3}\b|[-–,] ?(?!(?:19|20)\d\d\b)\d{4,6}\b|"
    r"\b\d{5}-\d{3}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|"
    r"^(?!(?:19|20)\d\d\b)\d{4,6}\b|, ?[A-Z]{2}$"
)
_SITES = frozenset("linkedin github gitlab portfolio website blog email phone mobile".split())
"""Words that stand for a link in a contact line."""
_PROSE = 2
"""Small words of sentences ("the", "with") from which a line is one."""
_LONGEST_TOWN, _LONGEST_PLACE, _LONGEST_LINE = 6, 8, 12
"""Words of the longest town, of a part that is known to name a place, and of an address' line."""
_GOES_ON = 4
"""Most lines that an address goes on for above and below one that is known."""

_FAR = 2.5
"""Heights of a line from which another one stands apart."""


def is_address(said: str, places: frozenset[str]) -> bool:
    """A street with a number, a postal code, a house's number, or a place that is known."""
    if is_sentence(said) and not _HOUSE_OF.match(said):
        return False
    street, digits = _STREET.search(said), any(map(str.isdigit, said))
    code = _ZIP.search(said)
    told = sum(map(bool, (street, code, _STANDS_AT.match(said))))
    if _names_work(said) and told < 2:
        return False
    if (street and ("," in said or (digits and not said[0].islower()))) or code:
        return True
    named = {normalize(piece) for piece in re.split(r"[,\-–()]", said) if len(piece) > 2}
    return bool(named & places and len(said.split()) <= _LONGEST_PLACE) or _begins_one(said)


def may_be_a_town(said: str) -> bool:
    """A few capitalized words that are no label, no trade and no address of the web."""
    words = re.findall(r"[^\W\d_]+", said)
    return (
        0 < len(words) <= _LONGEST_TOWN
        and words[0][0].isupper()
        and not re.search(r"[:@/]|\w\.\w", said)
        and normalize(said) not in _SITES
        and not _names_work(said)
    )


def goes_on_below(text: str) -> bool:
    """A line under the label of an address that is part of it."""
    if is_sentence(text) or (_names_work(text) and not _STANDS_AT.match(text)):
        return False
    return bool(_ZIP.search(text) or _STREET.search(text) or "," in text)


def is_sentence(text: str) -> bool:
    """Prose by its small words."""
    return sum(word in PROSE for word in re.findall(r"[a-z]+", text)) >= _PROSE


def beside(
    document: Document, contact: Sequence[Line], known: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """Lines that go on with an address: `known` are the starts of lines that are one.

    The line over another one of the address ends with a comma; or the line has itself something
    of an address.
    """
    for at, line in enumerate(contact):
        if line.start in known:
            yield from _walk(document, contact[max(0, at - _GOES_ON) : at][::-1], line, up=True)
            yield from _walk(document, contact[at + 1 : at + 1 + _GOES_ON], line, up=False)


def _walk(
    document: Document, lines: Sequence[Line], known: Line, *, up: bool
) -> Iterator[tuple[int, int]]:
    for line in lines:
        upper, lower = (line, known) if up else (known, line)
        same = (line.page, line.block) == (known.page, known.block)
        if not same or lower.gap_above > _FAR * lower.bbox.height:
            return
        text = document.line_text(line)
        open_end = document.line_text(upper).rstrip().endswith((",", "-", "–"))
        if not _may_go_on(text) or not (open_end or _has_something(text)):
            return
        yield line.start, line.end
        known = line


def _may_go_on(text: str) -> bool:
    return (
        len(text.split()) <= _LONGEST_LINE
        and not re.search(r"[:@|\t]", text)
        and not is_sentence(text)
        and not _names_work(text)
    )


def _has_something(text: str) -> bool:
    """A street, a number at the end ("Am Anger 5"), or capitalized words with a comma."""
    words = re.findall(r"[^\W\d_]+", text)
    if not words or len(words) > _LONGEST_TOWN or not words[0][0].isupper():
        return False
    if any(word.casefold() in NOT_NAMES and not _STREET.fullmatch(word) for word in words):
        return False
    ends = re.search(r"[a-z] \d{1,4} ?[a-z]?$", text) is not None
    listed = "," in text and all(word[0].isupper() for word in words)
    return bool(_STREET.search(text)) or ends or listed


def _begins_one(said: str) -> bool:
    """A house's number, and capitalized words between commas behind it ("D-7, Fig Park, Plum")."""
    found = _HOUSE.match(said)
    if found is None or len(said.split()) > _LONGEST_LINE:
        return False
    behind = said[found.end() :]
    return re.match(r"\s?[,/]\s?[A-Z]", behind) is not None and not _names_work(said)


def _names_work(text: str) -> bool:
    """Words of study or work, or a title of one: no town is called so."""
    words = normalize(text).split()
    return any(word in STUDY for word in words)
