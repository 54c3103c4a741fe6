"""What an entry's text shows by its form alone: links, identifiers, dates."""

from __future__ import annotations

import re
from dataclasses import replace

from recognizer.cues import Cues
from recognizer.dates import DateReader, fold
from recognizer.resume import DateSpan, Part

_URL = re.compile(
    r"(?i)\b(?:https?://|www\.)[^\s<>()\"“”]+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|in|ai|me|gl|ly|"
    r"co|dev|edu|app)/[^\s<>()\"“”]+"
)
_ICON = re.compile(r"(?<=\S)\s*(?P<icon>[\ue000-\uf8ff]+)\s*(?=$|\n)")
"""A picture of an icon font at a line's end: nearly always a link's."""
_ISC2 = re.compile(r"\(ISC\)\s?[²2]")
"""The one body whose own name has brackets in it, which would part it from its square."""
_CODE = re.compile(r"[A-Z]{1,4}\s\d{4,12}\b|[A-Za-z0-9][A-Za-z0-9./_-]{2,40}")
_GAP = re.compile(r"(?i)[\s.:#=\-–—(\[]{0,5}(?:(?:no|number|is)\b[\s.:#-]{0,3})?")
_BARE_LABEL = re.compile(
    r"(?<!\w)(?:ID|I\.D\.|No\.?|NO\.?|Nr\.?)\s?[:#]?\s?(?P<code>[A-Z]{1,4}\s?-?\d[\w/-]{3,24}|(?=[\w/-]*\d)"
    r"[A-Z0-9][\w/-]{5,40})\b"
)
"""A short label and a code that no ordinary word or item number looks like ("ID: 9RWZSKWPZY")."""
_NUMBER_SIGN = re.compile(
    r"\b(?i:licen[cs]e|certificate|certification|credential|cert|badge|registration)\s*#\s?"
    r"(?P<labelled>(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{4,24})\b|#\s?(?P<code>[A-Z]{0,6}\d{3,18})\b"
)
_EDITION = re.compile(
    r"\b(?i:ISO(?:/TS|/IEC)?|OHSAS|IATF|IEC|NFPA)[\s-]{0,2}(?!(?:19|20)\d\d\b)\d{3,5}(?:-\d{1,2})?"
    r"(?:\s?:\s?|[-–])(?P<year>(?:19|20)\d\d)(?!\d)"
)
"""A standard and the year of its edition, which is part of its name ("ISO 9001-2015")."""
_BROKEN = re.compile(r"\s?[-–—]\s?\t[^\n\t]*\n(?=\S)")
"""Between the ends of a range that stand under each other at the left of an entry."""
_VERSIONED = frozenset(
    "server office windows project excel word access outlook exchange sharepoint studio autocad "
    "revit visio "
    "dynamics crm ax nav max 3ds inventor solidworks staad etabs primavera sql java edition "
    "version v php "
    "vba visual net es ecmascript powerpoint r iso ohsas c".split()
)
"""Before these, a bare year is a version ("Windows Server 2016")."""


def masks_of(text: str, cues: Cues, dates: DateReader) -> list[Part]:
    """Links, identifiers and dates, left to right and not overlapping."""
    masks = [Part("url", m.start(), m.end(), m.group().rstrip(".,;")) for m in _URL.finditer(text)]
    masks += [Part("link", n.start("icon"), n.end("icon"), n["icon"]) for n in _ICON.finditer(text)]
    masks += [
        Part("organization", n.start(), n.end(), n.group(), sure=True) for n in _ISC2.finditer(text)
    ]
    folded = fold(text)
    for label in cues.identifiers.finditer(folded):
        code = _code_after(text, label.end())
        if code is not None and _free(masks, label.start(), code.end()):
            masks.append(Part("identifier", label.start(), code.end(), code.group().rstrip(".,;")))
    for bare in _BARE_LABEL.finditer(text):
        if _free(masks, bare.start(), bare.end()):
            masks.append(Part("identifier", bare.start(), bare.end(), bare["code"]))
    for number in _NUMBER_SIGN.finditer(text):
        if _free(masks, number.start(), number.end()):
            masks.append(
                Part(
                    "identifier", number.start(), number.end(), number["labelled"] or number["code"]
                )
            )
    readable = _EDITION.sub(_without_year, text.replace("\t", "|"))  # a cell's last number: no day
    for span in dates.find(readable):
        if _free(masks, span.start, span.end) and not (span.bare and _in_name(text, span)):
            masks.append(Part("date", span.start, span.end, text[span.start : span.end], date=span))
    return _with_second_ends(text, sorted(masks, key=lambda p: p.start), dates)


def _without_year(edition: re.Match[str]) -> str:
    """The same length of text without a year in it."""
    at = edition.start("year") - edition.start()
    return edition.group()[:at] + "####"


def _with_second_ends(text: str, masks: list[Part], dates: DateReader) -> list[Part]:
    """Ranges in a narrow column, whose second end stands under the first ("2021-09 -")."""
    dated = {m.start: m.date for m in masks if m.date is not None}
    taken: set[int] = set()
    out = []
    for mask in masks:
        broken = _BROKEN.match(text, mask.end)
        if mask.start in taken or mask.date is None or mask.date.is_range or broken is None:
            out.append(mask)
            continue
        end = dated.get(broken.end())
        span = mask.date
        if dates.open_end.match(fold(text), broken.end()):
            span = replace(span, ongoing=True, bare=False)
        elif end is not None and end.last.year >= span.first.year:
            span = replace(span, last=end.last, bare=False)
            taken.add(broken.end())
        out.append(replace(mask, date=span))
    return [m for m in out if m.start not in taken or m.date is None]


def _code_after(text: str, at: int) -> re.Match[str] | None:
    """The number or code that a label such as "Certificate No." introduces."""
    gap = _GAP.match(text, at)
    code = _CODE.match(text, gap.end() if gap else at)
    return code if code and any(c.isdigit() for c in code.group()) else None


def _free(masks: list[Part], start: int, end: int) -> bool:
    return all(end <= m.start or start >= m.end for m in masks)


def _in_name(text: str, span: DateSpan) -> bool:
    """A bare year inside a name ("Windows Server 2016", "SQL Server 2012 Administration")."""
    before = text[: span.start].rstrip(" ")
    after = text[span.end :].lstrip(" ")
    opened = not before or before[-1] in "\t\n|,;:(–—-/.•·["
    closed = not after or after[0] in "\t\n|,;:)–—-/.•·]"
    if opened or re.search(r"(?i)\b(?:in|since|during|year|till|until|on|of|dated)\s*$", before):
        return False
    if not closed:
        return True
    word = re.split(r"[^\w+#]", before)[-1].lower()
    return word in _VERSIONED
