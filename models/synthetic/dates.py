"""Dates as people write them, and what of them a label keeps."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
}
_SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
}

PLAIN = ("mon", "mon", "month", "year", "year", "slash", "dash")
"""Styles of ordinary résumés; repeated ones are commoner."""
MIXED = (
    "mon", "month", "slash_short", "apostrophe", "ordinal", "day_mon", "mon_day", "numeric",
    "dotted", "fr", "de", "es", "quarter", "season", "iso", "mon_dash", "comma", "year", "range",
    "month_range", "since", "short_range",
)  # fmt: skip
"""Styles of the layout that mixes them."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date as printed. `value` is the label's form (`YYYY-MM` or `YYYY`); None while it runs."""

    text: str
    value: str | None


def _suffix(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def write(year: int, month: int, style: str, rng: Random) -> Written:
    """A date of that month in the style; days are above 12, so that no order is ambiguous."""
    full, short = _MONTHS["en"].split()[month - 1], _SHORT["en"].split()[month - 1]
    day = rng.randint(13, 28)
    exact = f"{year}-{month:02d}"
    texts = {
        "mon": f"{short} {year}",
        "month": f"{full} {year}",
        "comma": f"{full}, {year}",
        "slash": f"{month:02d}/{year}",
        "dash": f"{month:02d}-{year}",
        "slash_short": f"{month:02d}/{year % 100:02d}",
        "apostrophe": f"{'Sept' if month == 9 else short} '{year % 100:02d}",
        "mon_dash": f"{short}-{year % 100:02d}",
        "iso": exact,
        "ordinal": f"{day}{_suffix(day)} {full} {year}",
        "day_mon": f"{day} {short} {year}",
        "mon_day": f"{short} {day}, {year}",
        "numeric": f"{day}/{month:02d}/{year}",
        "dotted": f"{day}.{month:02d}.{year}",
    }
    if style in texts:
        return Written(texts[style], exact)
    if style in _MONTHS:
        names = (_MONTHS if rng.random() < 0.5 else _SHORT)[style].split()
        return Written(f"{names[month - 1]} {year}", exact)
    if style == "quarter":
        return Written(f"Q{(month + 2) // 3} {year}", str(year))
    if style == "season":
        season = ("Spring", "Summer", "Fall")[min((month - 1) // 4, 2)]
        return Written(f"{season} {year}", str(year))
    return Written(str(year), str(year))


def write_range(year: int, month: int, style: str, rng: Random) -> Written:
    """A course's run; its end is the date of issue."""
    dash = rng.choice((" – ", " - ", "–", " to "))
    start = max(month - rng.randint(1, 5), 1)
    first, last = (_SHORT["en"].split()[m - 1] for m in (start, month))
    exact = f"{year}-{month:02d}"
    if style == "month_range" and start < month:
        return Written(f"{first} {year}{dash}{last} {year}", exact)
    if style == "short_range" and start < month:
        return Written(f"{first}{dash}{last} {year}", exact)
    return Written(f"{year - 1}{dash}{year}", str(year))


def write_running(year: int, month: int, rng: Random) -> Written:
    """A course that still runs: no date of issue."""
    short = _SHORT["en"].split()[month - 1]
    text = rng.choice((f"{year} – Present", f"{short} {year} - Present", f"Since {short} {year}"))
    return Written(text, None)
