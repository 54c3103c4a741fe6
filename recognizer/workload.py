"""The workload that a text states, in hours: what a month or a week of a course stands for."""

from __future__ import annotations

import re

__all__ = ["hours_of", "workload"]

_HOURS = re.compile(
    r"(?P<n>\d{1,4}(?:[.,]\d)?|one|two|three|four|five|six|half)[- ]?(?:\+ ?)?"
    r"(?P<unit>hours?|hrs?\b|h\b|horas|heures|stunden|ore\b|saat|часа?\w*|"
    r"days?|d[íi]as|jours?|tage?\b|weeks?|wks?\b|semanas|wochen|months?|mo\b|meses|mois|monate?|"
    r"years?|a[ñn]os?|ans?\b)",
    re.IGNORECASE,
)
_NUMBERS = {"half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_UNITS = (  # unit, its first letters, hours that one of it stands for
    ("hour", ("h", "st", "or", "sa", "ча"), 1.0),
    ("day", ("d", "jo", "ta"), 6.0),
    ("week", ("w", "se", "wo"), 10.0),
    ("month", ("me", "mo"), 40.0),
    ("year", ("y", "a"), 400.0),
)
_ONE_DAY = re.compile(r"\b(?:single|full|half)[- ]day\b|\bday-?long\b", re.IGNORECASE)
_VALIDITY = re.compile(
    r"(?:valid|every|renew|recert|revalid|re-?assess|expir|g[üu]ltig|vigen|valable)\w*"
    r"(?:\W+\w+){0,3}?\W+(?:years?|yrs?|months?|jahre?|a[ñn]os?|ans)\b"
    r"|\d+\+? (?:years?|months?)['’]? experience",
    re.IGNORECASE,
)
"""How long it is valid, or how long somebody worked: no workload of the credential."""


def workload(hours: float) -> str:
    """In a word: "short" to 16 hours, "medium" to 100, "long", or "unstated"."""
    if hours <= 0:
        return "unstated"
    return "short" if hours <= 16 else "medium" if hours <= 100 else "long"


def hours_of(text: str) -> float:
    """The longest stated workload in hours; 0 where none is stated.

    >>> hours_of("2 days"), hours_of("30 days"), hours_of("1 month"), hours_of("a single-day event")
    (12.0, 42.0, 40.0, 6.0)
    """
    most = 6.0 if _ONE_DAY.search(text) else 0.0
    for match in _HOURS.finditer(_VALIDITY.sub(" ", text)):
        written = match["n"].lower()
        number = _NUMBERS.get(written) or float(written.replace(",", "."))
        unit = match["unit"].lower()
        name, hours = next((n, h) for n, starts, h in _UNITS if unit.startswith(starts))
        most = max(most, _spread(name, number, hours))
    return most


def _spread(unit: str, number: float, hours: float) -> float:
    """Many days or weeks are not full ones: about as much a month as months have."""
    if unit == "day" and number > 6:
        return max(36.0, float(round(number / 30 * 42)))
    if unit == "week":
        return max(20.0 if number < 2 else 40.0, number * hours)
    return number * hours
