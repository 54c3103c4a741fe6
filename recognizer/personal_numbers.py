"""Numbers of licenses and registrations: who types one into a board's public search reads a name.

The number of a certificate leads to a certificate and stays, because it is what is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from recognizer.resume import Document

_OF_A_PERSON = re.compile(
    r"(?i)\b(?:licen[cs](?:e[ds]?|ure|iates?|ing)\b|registered\b|registration\b|register\b|"
    r"registry\b|enrol(?:l)?ment\b|council\b|board\b|chamber\b|npi\b|dea\b|gmc\b|nmc\b|hcpc\b|"
    r"sia\b|gdc\b|gphc\b|ptin\b|"
    r"(?:lic|reg(?:d|n|istr?)?|bar|roll|member(?:ship)?)\b\.?(?= ?(?:no\b|num|#|:|card|id\b)))"
)
"""Words of a license or of a register of persons."""
_REGISTER = re.compile(
    r"(?i)\b(?:regist(?:er|ered|ration|ry)|enrol(?:l)?ment|council|board|chamber|roll|membership)\b"
)
"""A register of persons; "License #" alone is written before numbers of certificates, too."""
_OF_A_PAPER = re.compile(
    r"(?i)\b(?:certificat(?:e|ion)|credential|cert|verification|badge|award|iso|trade ?mark|"
    r"course|company|document|vehicle|patent|licen[cs]es? (?:sold|managed))\W*"
    r"(?:licen[cs]e|registration|reg\.?)?\W*(?:id|no|number|num|nr|code)?\W*$"
)
"""What stands before the number of a paper, not of a person."""
_NUMBER = re.compile(
    r"(?i)(?:#|\b(?:no|nos|number|num|nr|npi|dea|gmc|nmc|hcpc|sia|gdc|gphc|ptin|id|licen[cs]e|"
    r"registration|lic|reg)\b[.:#°º]*)"
    r"\W{0,4}([A-Z]{0,4}[-./ ]?(?:[A-Z]{1,3}[-./])*\d[A-Z\d]*(?:[-./]\w+)*)"
)
"""A mark of a number, and the number behind it."""
_DATED = re.compile(r"(?i)\W*(?:[a-z]{3,4} |\d\d?[-./])?(?:19|20)\d\d")
"""A date, which may stand behind such a mark."""
_DIGIT = re.compile(r"\d")
_DIGITS = 3
"""Digits of the shortest number behind a mark."""
_SHORTEST = 4
"""Characters from which the number of a license is hidden wherever it stands."""


def license_numbers(
    document: Document, known: Iterable[str], papers: frozenset[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    """Ranges of license and registration numbers: `known` are those that were found as such, the
    others stand behind a mark of a number on a line that speaks of a license or a register.
    `papers` are numbers of other credentials: of these only those of a register are taken.
    """
    text = document.text
    for number in dict.fromkeys(known):
        if len(number) >= _SHORTEST:
            flexible = r"\s?".join(map(re.escape, "".join(number.split())))
            for found in re.finditer(rf"(?<!\w){flexible}(?!\w)", text):
                yield found.span()
    for line in document.lines:
        said = document.line_text(line)
        for found in _NUMBER.finditer(said) if _DIGIT.search(said) else ():
            before = said[: found.start(1)]
            if sum(map(str.isdigit, found[1])) < _DIGITS or _DATED.fullmatch(found[1]):
                continue
            if found[1] in papers and not _REGISTER.search(said):
                continue
            if _OF_A_PERSON.search(said, 0, found.end()) and not _OF_A_PAPER.search(before):
                yield line.start + found.start(1), line.start + found.end(1)
