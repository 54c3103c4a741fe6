"""What the overview shows of its counts: sections of figures, each with bars, words and a table.

A figure with nothing to show is left out. What the bars leave out (all others, not stated) stands
under them and in the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from recognizer.errors import UnreadableResume
from recognizer.overview import AT_LEAST, NO_RECORD, Commonest, Counts, is_outside
from recognizer.overview_rows import OTHER
from recognizer.report import TIER_NAMES
from recognizer.wording import MATCHES, STATES, STATUSES, TYPES
from recognizer.wording import NO_RECORD as NO_RECORD_WORDS

_TOP = 12
"""Names listed in a figure."""
_YEARS = 25
"""Latest years drawn one by one."""
_BINS = ((6, 9), (10, 19))
"""Numbers of credentials drawn together, first and last; below them each has its own column."""
_OUT_OF_LIST = "of a kind this version does not know"
_WORDS: Mapping[Any, str] = {**STATES, NO_RECORD: NO_RECORD_WORDS}
_NOT_IN_CATALOGUE = "not in the catalogue"
_SEE_MESSAGE = "The message in the results says what to do."


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar and one row of the table. `parts` are counts, one per series of the figure."""

    label: str
    parts: tuple[int, ...]
    note: str = ""

    @property
    def count(self) -> int:
        """All parts together."""
        return sum(self.parts)


@dataclass(frozen=True, slots=True)
class Figure:
    """One plot. Shares are of `of`; none are given where it is 0. `columns` stand upright."""

    id: str
    title: str
    caption: str
    unit: str
    of: int
    bars: tuple[Bar, ...]
    rest: tuple[Bar, ...] = ()
    series: tuple[str, ...] = ()
    shape: Literal["bars", "columns"] = "bars"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(bar.count for bar in (*self.bars, *self.rest))


@dataclass(frozen=True, slots=True)
class Section:
    """Figures under one title. `hint` is a command that leads on."""

    id: str
    title: str
    figures: tuple[Figure, ...]
    hint: str = ""
    command: str = ""


def sections(counts: Counts, as_of: date | None = None) -> tuple[Section, ...]:
    """Everything there is to show; expiries only when `as_of` says from when on."""
    expiries = [_expiries(counts, as_of)] if as_of else []
    hint = "Stubs of the entries that are missing, for a curator to complete:"
    command = f"recognizer taxonomy suggest results.jsonl --at-least {AT_LEAST} --out stubs.yaml"
    made = (
        Section("credentials", "What is claimed", _filled(_claimed(counts))),
        Section("trust", "Tiers and checking", _filled((_tiers(counts), _states(counts)))),
        Section("time", "Dates", _filled([_years(counts), *expiries])),
        Section("catalogue", "The catalogue", _filled(_catalogue(counts)), hint, command),
        Section("files", "Files", _filled([_errors(counts), _per_resume(counts)])),
    )
    return tuple(section for section in made if section.figures)


def _filled(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if not figure.empty)


def _claimed(counts: Counts) -> Iterator[Figure]:
    of = counts.credentials
    without = of - counts.providers.total
    yield Figure(
        "providers",
        "Providers",
        "Who awards it: the issuer, or the platform where no issuer is stated."
        + _short(counts.providers),
        "credentials",
        of,
        *_organizations(counts, counts.providers, Bar("No provider stated", (without,))),
    )
    yield Figure(
        "entries",
        "Credentials named most",
        f"Entries of the catalogue on {AT_LEAST} or more résumés." + _short(counts.entries),
        "résumés",
        counts.read,
        _bars(counts.entries.top(AT_LEAST)[:_TOP]),
    )
    yield Figure(
        "platforms",
        "Platforms",
        "Where it was taken or is shown, if that is stated." + _short(counts.platforms),
        "credentials",
        of,
        *_organizations(
            counts, counts.platforms, Bar("No platform stated", (of - counts.platforms.total,))
        ),
    )
    yield _skills(counts)
    types = _listed(counts.types, TYPES)
    yield Figure("types", "Types", "The kind of credential.", "credentials", of, types)
    statuses = _listed(counts.statuses, STATUSES, ordered=True)
    caption = "What the résumé says about holding it."
    yield Figure("statuses", "Status", caption, "credentials", of, statuses)


def _tiers(counts: Counts) -> Figure:
    tiers, levels = counts.tiers, [*TIER_NAMES, None]
    series = ("catalogue", "estimate")
    bars = []
    for level in levels:
        label = f"Tier {level}: {TIER_NAMES[level]}" if level else "Not rated"
        all_of_it = sum(n for (of, _), n in tiers.items() if of == level)
        known = tiers[level, "catalogue"]
        bars.append(Bar(label, (known, all_of_it - known) if level else (0, 0, all_of_it)))
    return Figure(
        "tiers",
        "Tiers",
        "How strongly this kind of credential supports trust in the skill: by facts of the "
        "catalogue, or by an estimate where these end. It describes the kind, not the person. Not "
        "rated means that too little is known of how it is assessed; it says nothing against it.",
        "credentials",
        counts.credentials,
        tuple(bars),
        series=(*series, "not rated"),
    )


def _states(counts: Counts) -> Figure:
    return Figure(
        "states",
        "How it can be checked",
        "What the résumé prints to check a claim by, for credentials stated as earned.",
        "credentials",
        counts.held,
        _listed(counts.states, _WORDS),
    )


def _years(counts: Counts) -> Figure:
    years = counts.issued
    last = max(years, default=0)
    first = max(min(years, default=1), last - _YEARS + 1)
    before = Bar(f"Before {first}", (sum(n for year, n in years.items() if year < first),))
    undated = Bar("No date stated", (counts.held - sum(years.values()),))
    bars = tuple(Bar(str(year), (years[year],)) for year in range(first, last + 1)) if last else ()
    return Figure(
        "years",
        "Year issued",
        "For credentials stated as earned.",
        "credentials",
        counts.held,
        bars,
        tuple(bar for bar in (before, undated) if bar.count),
        shape="columns",
    )


def _expiries(counts: Counts, as_of: date) -> Figure:
    """Twelve months from that of `as_of` on. Where only a year is stated, no month is invented."""
    first = as_of.year * 12 + as_of.month - 1
    months = [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, first + 12)]
    years = sorted({month[:4] for month in months})
    known = counts.expires
    past = sum(n for when, n in known.items() if when < months[0][: len(when)])
    shown = {when: known[when] for when in (*months, *years)}
    later = sum(known.values()) - past - sum(shown.values())
    rest = (
        *(Bar(f"In {year}, no month stated", (shown[year],)) for year in years),
        Bar(f"Before {months[0]}", (past,)),
        Bar(f"After {months[-1]}", (later,)),
        Bar("No expiry stated", (counts.held - sum(known.values()),)),
    )
    return Figure(
        "expiries",
        "Expiries within twelve months",
        f"From {months[0]} to {months[-1]}, for credentials stated as earned; as the résumés say.",
        "credentials",
        counts.held,
        tuple(Bar(month, (shown[month],)) for month in months),
        tuple(bar for bar in rest if bar.count),
        shape="columns",
    )


def _skills(counts: Counts) -> Figure:
    return Figure(
        "skills",
        "Skills",
        "What credentials stated as earned give evidence of, by the catalogue; one may count for "
        "several skills." + _short(counts.skills),
        "credentials",
        counts.held,
        _bars(counts.skills.top()[:_TOP]),
    )


def _catalogue(counts: Counts) -> Iterator[Figure]:
    yield Figure(
        "matches",
        "How titles were matched",
        "Nothing is assumed about a credential without an entry.",
        "credentials",
        counts.credentials,
        _listed(counts.matches, MATCHES, ordered=True),
    )
    named = (
        ("titles", "Titles without an entry", counts.titles),
        ("outside", "Providers without an entry", counts.outside),
    )
    for id_, title, names in named:
        top = names.top(AT_LEAST)
        rarer = names.total - sum(count for *_, count in top)
        rest = (
            Bar(f"All others on {AT_LEAST} or more", (sum(count for *_, count in top[_TOP:]),)),
            Bar("All others on one or two", (rarer,)),
        )
        yield Figure(
            id_,
            title,
            f"Counted once per résumé, and named from {AT_LEAST} résumés on." + _short(names),
            "résumés",
            0,
            _bars(top[:_TOP]),
            tuple(bar for bar in rest if bar.count),
        )


def _errors(counts: Counts) -> Figure:
    known = {kind.code: kind for kind in UnreadableResume.__subclasses__()}
    bars = []
    for code, count in sorted(counts.errors.items(), key=lambda item: (-item[1], item[0])):
        kind = known.get(code)
        label = f"{_capital((kind or UnreadableResume).what)} ({code})"
        bars.append(Bar(label, (count,), kind.next_step if kind else _SEE_MESSAGE))
    caption = "What to do stands under each kind; which files they are, in the results."
    return Figure("errors", "Files that failed", caption, "files", counts.failed, tuple(bars))


def _per_resume(counts: Counts) -> Figure:
    last, ceiling = _BINS[0][0] - 1, _BINS[-1][1]
    bins = [(n, n) for n in range(last + 1)] + list(_BINS)
    found = counts.per_resume
    bars = [
        Bar(
            str(low) if low == high else f"{low}–{high}",
            (sum(found[n] for n in range(low, high + 1)),),
        )
        for low, high in bins
    ]
    more = sum(n for number, n in found.items() if number > ceiling)
    return Figure(
        "per-resume",
        "Credentials per résumé",
        "How many résumés name how many. A number of credentials says nothing about a person.",
        "résumés",
        counts.read,
        (*bars, Bar(f"{ceiling + 1}+", (more,))),
        shape="columns",
    )


def _organizations(
    counts: Counts, names: Commonest, unstated: Bar
) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """The commonest that may be shown, and the rest."""
    top = [item for item in names.top() if counts.may_show(item[0])][:_TOP]
    others = Bar("All others", (names.total - sum(count for *_, count in top),))
    bars = tuple(
        Bar(name, (count,), _NOT_IN_CATALOGUE if is_outside(key) else "")
        for key, name, count in top
    )
    return bars, tuple(bar for bar in (others, unstated) if bar.count)


def _bars(top: Sequence[tuple[str, str, int]]) -> tuple[Bar, ...]:
    return tuple(Bar(name, (count,)) for _, name, count in top)


def _listed(
    found: Mapping[str, int], words: Mapping[Any, str], *, ordered: bool = False
) -> tuple[Bar, ...]:
    """The values of a closed list that occur: in the list's order, or the commonest first."""
    named: dict[str, str] = {**words, OTHER: _OUT_OF_LIST}
    bars = [Bar(_capital(word), (found[code],)) for code, word in named.items() if found.get(code)]
    return tuple(bars if ordered else sorted(bars, key=lambda bar: -bar.count))


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _short(names: Commonest) -> str:
    """A remark where counts may be too low."""
    if not names.short:
        return ""
    return f" There are very many different names: each count may be up to {names.short} too low."
