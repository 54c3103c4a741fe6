"""Values as a reader says them: filters of the templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from markupsafe import Markup, escape

from recognizer.wording import STATES, STATUSES, TYPES

TIERS_IN_WORDS: dict[int, tuple[str, str]] = {
    1: (
        "Independently examined",
        "A supervised exam with identity check, renewed and publicly verifiable.",
    ),
    2: (
        "Externally assured or supervised",
        "A supervised exam, or graded work that someone outside assures.",
    ),
    3: ("Assessed by the provider", "A graded project, or an exam with a pass mark."),
    4: ("Course completed", "Progress was tracked; at most quizzes with free retries."),
    5: ("Took part", "Presence only."),
}
"""Level → (name, what it means), after docs/tiers.md."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def month(value: str | None) -> str:
    """`2024-03` as "Mar 2024", `2024` as it is."""
    if not value:
        return "no date shown"
    year, _, number = value.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}" if number else year


def over(value: str, today: date) -> bool:
    """Whether a month or year has passed entirely."""
    year, _, number = value.partition("-")
    return (int(year), int(number or 12)) < (today.year, today.month)


def day(value: datetime) -> str:
    """`22 Nov 2026`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def plural(count: int, word: str, many: str | None = None) -> str:
    """`1 file`, `2 files`."""
    return f"{count:,} {word if count == 1 else many or word + 's'}"


def kilobytes(size: int) -> str:
    """A size in bytes, for people."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} KB"


_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;)]")


def linked(text: str) -> Markup:
    """The text with its addresses as links that open in a new tab and tell nobody whence."""
    link = (
        '<a href="{0}" target="_blank" rel="noreferrer noopener external">{0}'
        '<span class="visually-hidden"> (opens in a new tab)</span></a>'
    )
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [escape(text[end : found.start()]), Markup(link).format(found.group())]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


FILTERS: dict[str, Callable[..., Any]] = {
    "month": month,
    "day": day,
    "plural": plural,
    "kilobytes": kilobytes,
    "linked": linked,
    "type_words": lambda value: TYPES[value],
    "status_words": lambda value: STATUSES[value],
    "state_words": lambda value: STATES[value],
}
