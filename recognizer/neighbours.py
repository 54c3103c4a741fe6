"""What entries of a list tell of each other: a provider, an order, that they are credentials."""

from __future__ import annotations

from collections.abc import Sequence

from recognizer.entries import Entry
from recognizer.resume import Part

_FEW, _MOST = 3, 0.6
"""Credentials in a list, and their share of what it names, from which the rest is trusted."""


def with_shared_organization(
    read: list[tuple[Entry, list[Part]]],
) -> list[tuple[Entry, list[Part]]]:
    """A provider on a line of its own under several listed titles speaks of all of them."""
    out = list(read)
    for number in range(len(read) - 1, 0, -1):
        entry, parts = out[number]
        own = [p for p in parts if p.role == "organization"]
        lines = entry.lines
        if not own or own[0].line == 0 or len(lines) < 2 or not lines[0].bullet or lines[-1].bullet:
            continue
        above = number - 1
        while (
            above >= 0
            and out[above][0].lines[0].bullet
            and len(out[above][0].lines) == 1
            and not any(p.role == "organization" for p in out[above][1])
        ):
            out[above] = (out[above][0], [*out[above][1], *own])
            above -= 1
    return out


def organizations_follow(entries: Sequence[Sequence[Part]]) -> bool:
    """True when most entries name an organization right after the title."""
    second = [[p for p in parts if p.role in ("title", "organization")][1:2] for parts in entries]
    named = sum(bool(s) and s[0].role == "organization" for s in second)
    return named >= 2 and named >= 0.4 * len(entries)


def trusts(entries: Sequence[Entry], accepted: Sequence[bool]) -> bool:
    """Most of what the list names was accepted as a credential, and all of that has list marks."""
    sure = [entry for entry, taken in zip(entries, accepted, strict=True) if taken]
    if len(sure) < _FEW or len(sure) < _MOST * len(entries):
        return False
    return all(entry.lines[0].bullet for entry in sure)


def is_item(entry: Entry) -> bool:
    """An item of a list on one line, written like a name and not like a sentence."""
    marked = entry.lines[0].bullet and len(entry.lines) == 1
    return marked and not entry.text[:1].islower() and not entry.text.rstrip().endswith(".")
