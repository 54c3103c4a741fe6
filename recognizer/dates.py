"""Dates and date ranges as résumés write them: `Sept '19`, `05/21`, `2019 – Present`, `mai 2020`.

A year without a month stays without one. Two-digit years are read as 19xx from 70 on, as POSIX
does. Words of months come from taxonomy/months.yaml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from recognizer.resume import DateSpan, PartialDate

_FIRST_YEAR, _LAST_YEAR = 1960, 2049
"""Years outside these are numbers of something else."""
_JOINER = re.compile(
    r"\s*(?:[-–—~/&]|\bto\b|\buntil\b|\btill\b|\bau\b|\ba\b|\bbis\b|\bal\b|\bhasta\b|"
    r"\bthrough\b)+\s*"
)
_SHORT_RANGE = re.compile(r"\s?[-–/]\s?(\d\d)(?![\d/.-])")
_SINCE = re.compile(r"(?:\bsince|\bdepuis|\bseit|\bdesde|\bfrom)\s+$")


@dataclass(frozen=True, slots=True)
class DateReader:
    """Finds dates; built once from the month words."""

    months: Mapping[str, int]
    single: re.Pattern[str]
    month_alone: re.Pattern[str]
    open_end: re.Pattern[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From the parsed months.yaml."""
        months = {word: int(n) for n, words in data["months"].items() for word in words}
        month = _choice(months)
        return cls(
            months,
            re.compile(_SINGLE.format(month=month, season=_choice(data["seasons"])), re.VERBOSE),
            re.compile(rf"(?<!\w)(?:\d{{1,2}}\s?(?:st|nd|rd|th)?\s?)?({month})\b\.?"),
            re.compile(rf"(?:{_choice(data['open'])})\b".replace(r"\ ", r"[\s']+")),
        )

    def find(self, text: str) -> list[DateSpan]:
        """Dates and ranges, left to right, not overlapping. Offsets are those of `text`."""
        plain = fold(text)
        spans: list[DateSpan] = []
        at = 0
        while (found := self.single.search(plain, at)) is not None:
            at = found.end()
            date = self._date(found)
            if date is None:
                at = found.start() + 1
                continue
            span = self._with_end(plain, found, date)
            at = span.end
            spans.append(self._with_month_before(plain, span, spans[-1].end if spans else 0))
        return spans

    def _with_end(self, plain: str, found: re.Match[str], first: PartialDate) -> DateSpan:
        """The range that starts with `first`, or `first` alone."""
        bare = found.lastgroup == "y"
        joiner = _JOINER.match(plain, found.end())
        if joiner is not None:
            if (open_end := self.open_end.match(plain, joiner.end())) is not None:
                return DateSpan(found.start(), open_end.end(), first, first, ongoing=True)
            second = self.single.match(plain[joiner.end() :])
            last = self._date(second) if second is not None else None
            if second is not None and last is not None and last.year >= first.year:
                return DateSpan(found.start(), joiner.end() + second.end(), first, last)
        if bare and (short := _SHORT_RANGE.match(plain, found.end())) is not None:
            year = first.year // 100 * 100 + int(short.group(1))
            if first.year < year <= first.year + 8:
                return DateSpan(found.start(), short.end(), first, PartialDate(year))
        if since := _SINCE.search(plain, max(0, found.start() - 10), found.start()):
            if since.group().strip() != "from":
                return DateSpan(since.start(), found.end(), first, first, ongoing=True)
        return DateSpan(found.start(), found.end(), first, first, bare=bare)

    def _with_month_before(self, plain: str, span: DateSpan, after: int) -> DateSpan:
        """`Jan – June 2016`: the first month has its year at the end of the range."""
        if span.is_range or span.bare:
            return span
        for month in self.month_alone.finditer(plain, max(after, span.start - 24), span.start):
            joiner = _JOINER.match(plain, month.end())
            if joiner is not None and joiner.end() == span.start:
                first = PartialDate(span.first.year, self.months[month.group(1)])
                return DateSpan(month.start(), span.end, first, span.last)
        return span

    def _date(self, found: re.Match[str]) -> PartialDate | None:
        part = found.groupdict()
        if part["iy"]:
            return _made(int(part["iy"]), int(part["im"]))
        if part["word"]:
            return _made(_year(part["wy"]), self.months[part["word"]])
        if part["word2"]:
            return _made(_year(part["wy2"]), self.months[part["word2"]])
        if part["dy"]:
            return _made(_year(part["dy"]), _numeric_month(part["d1"], part["d2"], part["dy"]))
        if part["my"]:
            return _made(int(part["my"]), int(part["mm"]))
        if part["my2"]:
            return _made(_year(part["my2"]), int(part["mm2"]))
        return _made(_year(part["sy"] or part["y"]), 0)


_SINGLE = r"""
(?<![\w$€£\#.:])(?:(?=[a-z])(?<![^a-z]/)|(?<!/))(?:
  (?P<iy>(?:19|20)\d\d)[-/.](?P<im>0[1-9]|1[0-2])(?:[-/.]\d\d)?(?!\d)
| (?:(?:\d{{1,2}}\s?[-–]\s?)?\d{{1,2}}\s?(?:st|nd|rd|th)?[\s.,/-]{{0,2}}(?:of\s|de\s)?)?
  (?P<word>{month})(?:\b|(?=(?:19|20)\d\d))\.?
  [\s,./_(-]{{0,3}}(?:de\s|del\s|of\s)?
  (?P<wy>(?:19|20)\d\d|'\s?\d\d|\d\d(?![\d:]|[.,]\s?\d|\s?(?:st|nd|rd|th)|\s(?:19|20)\d\d|\s?[-–]\s?\d\d?[\s,]+(?:19|20)\d\d))(?!\d)
| (?P<word2>{month})\b\.?\s?\d{{1,2}}(?:st|nd|rd|th)?
  (?:\s?[-–]\s?\d{{1,2}}(?:st|nd|rd|th)?)?[\s,.]{{1,3}}
  (?P<wy2>(?:19|20)\d\d|'\s?\d\d)(?!\d)
| (?P<d1>\d{{1,2}})\s?(?P<ds>[/.-])\s?(?P<d2>\d{{1,2}})\s?(?P=ds)\s?
  (?P<dy>(?:19|20)\d\d|\d\d)(?![\d.])
| (?P<mm>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<my>(?:19|20)\d\d)(?!\d)
| (?P<mm2>0[1-9]|1[0-2])[/.](?P<my2>[0-4]\d)(?![\d/.%])
| (?:q[1-4]|{season})[\s,'-]{{0,3}}(?P<sy>(?:19|20)\d\d|'\s?\d\d)(?!\d)
| (?P<y>(?:19|20)\d\d)(?![\w%+]|\.\d|-(?!(?:19|20)\d\d\b)\d{{3}})
)
"""


def fold(text: str) -> str:
    """Lower case without accents, of the same length as `text`, so that offsets agree."""
    if text.isascii():
        return text.lower()
    return "".join(_fold_char(char) for char in text)


def _fold_char(char: str) -> str:
    if char in "’‘`´":
        return "'"
    base = unicodedata.normalize("NFD", char)[:1].lower()
    return base if len(base) == 1 else char


def _choice(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _numeric_month(first: str, second: str, year: str) -> int:
    """Month of `a/b/year`. Where both could be the month, two-digit years are read in the
    American order (month first), four-digit years in the order of the rest of the world.
    """
    a, b = int(first), int(second)
    if a > 12 or b > 12:
        return b if a > 12 else a
    return a if len(year) == 2 else b


def _made(year: int, month: int) -> PartialDate | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return PartialDate(year, month if 1 <= month <= 12 else None)


def _year(text: str) -> int:
    number = int(text.strip("' "))
    if number >= 100:
        return number
    return number + (1900 if number >= 70 else 2000)
