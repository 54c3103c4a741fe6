"""The layouts: what each kind of résumé looks like and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.synthetic.arrange import Arrangement
from models.synthetic.awards import LinkPlace
from models.synthetic.dates import MIXED, PLAIN
from models.synthetic.drawing import Mode

Frame = Literal["one", "two", "left", "right", "labels"]
Header = Literal["plain", "centred", "banner", "side"]


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of résumé; tuples are choices, repeated ones are commoner.

    `count` is the least and the most credentials. `entries` names families of
    `data/templates.yaml`. `side` is the chance that the credentials stand in the side column.
    `hard` is the chance that the other parts are full of hard negatives.
    """

    frame: Frame = "one"
    header: tuple[Header, ...] = ("plain", "centred")
    families: tuple[str, ...] = ("helvetica", "times", "vera")
    modes: tuple[Mode, ...] = ("line", "line", "word", "ligature")
    arrangements: tuple[Arrangement, ...] = ("list",)
    entries: tuple[str, ...] = ("line", "issuer_first")
    dates: tuple[str, ...] = PLAIN
    mixed_dates: bool = False
    links: tuple[LinkPlace, ...] = ("none", "none", "none", "title")
    count: tuple[int, int] = (2, 7)
    regions: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    side: float = 0.0
    hard: float = 0.3
    borderline: float = 0.3
    education_table: bool = False
    ruled: bool = False
    browser: bool = False
    hyphens: float = 0.1
    spread: float = 0.1


LAYOUTS: dict[str, Layout] = {
    "academic_cv": Layout(
        families=("times",),
        modes=("kern", "kern", "line"),
        arrangements=("list", "pairs", "inline"),
        entries=("line", "date_first", "margin"),
        fields=("education", "data", "software"),
        extras=("publications", "awards", "languages"),
        hyphens=0.7,
    ),
    "borderless_table": Layout(arrangements=("table",), dates=(*PLAIN, "mon_dash")),
    "browser_print": Layout(
        modes=("word", "word", "line"),
        browser=True,
        entries=("line", "stacked", "margin"),
        links=("none", "word", "printed"),
    ),
    "compact": Layout(
        arrangements=("inline", "inline", "groups"), count=(3, 9), modes=("line", "kern")
    ),
    "europass": Layout(
        frame="labels",
        arrangements=("pairs",),
        regions=("europe", "latin_america"),
        extras=("languages", "personal"),
        dates=("slash", "mon", "numeric", "dotted", "de", "fr", "es", "range", "year"),
    ),
    "gulf_india": Layout(
        arrangements=("list", "mixed", "mixed", "table", "groups"),
        entries=("line", "institute", "prose", "date_first"),
        regions=("india", "gulf", "africa"),
        fields=("safety", "trades", "finance", "software", "health"),
        extras=("personal", "declaration", "languages"),
        education_table=True,
        ruled=True,
        borderline=0.6,
        dates=(*PLAIN, "ordinal", "numeric", "comma"),
    ),
    "header_banner": Layout(
        header=("banner",),
        families=("helvetica", "vera"),
        modes=("glyph", "word", "line"),
        entries=("line", "stacked", "margin"),
        spread=0.6,
    ),
    "hyperlinks": Layout(
        links=("title", "word", "icon", "printed"),
        entries=("line", "stacked", "margin"),
        modes=("line", "word", "ligature"),
        count=(3, 8),
    ),
    "left_sidebar": Layout(
        frame="left",
        header=("side", "plain"),
        families=("helvetica", "vera"),
        modes=("glyph", "word", "line"),
        entries=("line", "stacked"),
        extras=("languages", "hobbies"),
        side=0.5,
        spread=0.4,
    ),
    "mixed_dates": Layout(
        dates=MIXED, mixed_dates=True, entries=("line", "date_first", "margin", "stacked")
    ),
    "no_credentials": Layout(
        count=(0, 0),
        hard=1.0,
        borderline=0.0,
        header=("plain", "centred", "banner"),
        modes=("line", "word", "glyph", "kern", "ligature"),
        extras=("awards", "publications", "declaration", "hobbies"),
    ),
    "one_column": Layout(
        modes=("line", "kern", "ligature", "word"),
        arrangements=("list", "list", "mixed", "groups"),
        entries=("line", "issuer_first", "date_first", "prose", "stacked"),
    ),
    "right_sidebar": Layout(
        frame="right",
        header=("plain", "banner"),
        families=("helvetica", "vera"),
        modes=("line", "word", "glyph"),
        entries=("line", "stacked"),
        extras=("languages", "hobbies"),
        side=0.6,
    ),
    "running_text": Layout(arrangements=("prose",), count=(1, 4), hard=0.5),
    "table": Layout(
        arrangements=("table",),
        ruled=True,
        education_table=True,
        regions=("india", "africa", "gulf", "east_asia"),
        dates=(*PLAIN, "numeric", "mon_dash"),
    ),
    "two_column": Layout(
        frame="two",
        header=("centred", "plain"),
        modes=("line", "kern", "word", "glyph"),
        entries=("line", "stacked", "issuer_first"),
        side=0.5,
        hyphens=0.3,
    ),
    "wrapped_entries": Layout(
        frame="two",
        side=0.5,
        arrangements=("list",),
        entries=("margin", "margin", "line"),
        modes=("kern", "line", "ligature"),
        hyphens=0.5,
        dates=("mon", "month", "month_range", "slash"),
    ),
}
"""Every layout by its name, sorted."""
