"""What was found of a badge file, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from recognizer.badge_result import Badge, BadgeReport, Outcome
from recognizer.terminal import plain_line, print_wrapped
from recognizer.wording import BADGE_STATES, TYPES

_INDENT = "    "
_STANDARDS = {"2.0": "Open Badges 2.0", "3.0": "Open Badges 3.0"}
_CARRIERS = {"json": "JSON", "jwt": "token", "png": "PNG", "svg": "SVG"}
_OUTCOMES: dict[Outcome, str] = {
    "passed": "passed",
    "failed": "failed",
    "not_checked": "not checked",
}


def show_badges(report: BadgeReport, console: Console) -> None:
    """Prints every badge of the file: what it states, what is proven, the six steps."""
    count = len(report.badges)
    said = f"  {count} badge{'s' if count != 1 else ''}"
    console.print(plain_line(("bold", report.document.name), ("dim", said)))
    for badge in report.badges:
        _show(badge, console)


def _show(badge: Badge, console: Console) -> None:
    title = badge.title or "(its name is not in the file)"
    form = f"  {_STANDARDS[badge.version]}, {_CARRIERS[badge.carrier]}"
    console.print(plain_line(("", "  "), ("bold", title), ("dim", form)))
    for text in _stated(badge):
        print_wrapped(console, plain_line(("", text)), _INDENT, _INDENT)
    state = BADGE_STATES.get(badge.state, badge.state)
    result = plain_line(("bold", f"Result: {state}. "), ("", badge.how))
    print_wrapped(console, result, _INDENT, _INDENT)
    for check in badge.checks:
        line = f"{check.name} {_OUTCOMES[check.outcome]}: {check.text}"
        print_wrapped(console, plain_line(("", line)), f"{_INDENT}- ", f"{_INDENT}  ")


def _stated(badge: Badge) -> Iterator[str]:
    issuer = badge.issuer.name or "an issuer that it does not name"
    known = f" ({badge.issuer.identifier})" if badge.issuer.identifier else ""
    yield f"It says: {TYPES[badge.type]}, issued by {issuer}{known}"
    dates = [f"issued {badge.issued}" if badge.issued else "no date of issue"]
    dates += [f"expires {badge.expires}"] if badge.expires else []
    yield ", ".join(dates)
    if badge.match.name:
        yield f"In the catalogue: {badge.match.name}"
