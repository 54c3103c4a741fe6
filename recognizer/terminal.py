"""A report as text for a terminal: what was found, where it stands, how to check it.

Text of a résumé is somebody else's: control characters, which could steer a terminal, are
dropped, and nothing in it is read as markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from recognizer.report import Finding, Report, RoleCoverage
from recognizer.wording import STATUSES, TYPES, check_of, match_of, platform_beside, tier_of

_INDENT = "    "


def show(report: Report, console: Console) -> None:
    """Prints the whole report, about five lines per credential."""
    info = report.document
    pages = f"{info.pages} page{'s' if info.pages != 1 else ''}"
    console.print(plain_line(("bold", info.name), ("dim", f"  {pages}")))
    print_wrapped(console, plain_line(("", report.summary.headline)), "", "")
    _show_list("In short", report.summary.paragraphs, console)
    for number, item in enumerate(report.credentials, start=1):
        console.print()
        _show_credential(number, item, console)
    if report.degrees:
        console.print()
        console.print(plain_line(("bold", "Degrees"), ("dim", "  (reported apart, never rated)")))
        _bullets(console, (_joined(d.title, d.institution, d.year) for d in report.degrees))
    if report.role:
        title = f"For this role: {report.role.name}" if report.role.name else "For this role"
        _show_list(title, tuple(_role_lines(report, report.role)), console)
    notices = tuple(notice.text for notice in report.warnings)
    unknown = tuple(text for text in report.summary.not_known if text not in notices)
    _show_list("To check", report.summary.to_check, console)
    _show_list("Not known", unknown, console)
    _show_list("About this file", notices, console)


def _role_lines(report: Report, role: RoleCoverage) -> Iterator[str]:
    """Each skill with the credentials that evidence it, then what the catalogue does not know."""
    for skill in role.skills:
        named = [
            f"“{report.credentials[one.credential].title}”"
            + (f", course “{one.course}”" if one.course else "")
            + f" ({STATUSES[one.status]})"
            for one in skill.evidence
        ]
        yield f"{skill.name}: {'; '.join(named) or 'not evidenced by a credential'}"
    for unknown in role.unknown:
        nearest = ", ".join(skill.name for skill in unknown.nearest)
        hint = f"; nearest: {nearest}" if nearest else ""
        yield f"“{unknown.asked}” is not known to the catalogue{hint}"
    yield role.note


def _show_list(title: str, texts: tuple[str, ...], console: Console) -> None:
    if texts:
        console.print()
        console.print(plain_line(("bold", title)))
        _bullets(console, texts)


def _show_credential(number: int, item: Finding, console: Console) -> None:
    status = "" if item.status == "earned" else STATUSES[item.status]
    console.print(
        plain_line(
            ("dim", f"{number:2}  "),
            ("bold cyan", item.title),
            ("yellow", f"  [{status}]" if status else ""),
        )
    )
    body = [
        plain_line(("", _joined(*_origin(item)))),
        plain_line(("bold", tier_of(item)), ("dim", f"  {match_of(item)}")),
        plain_line(("bold", _check(item)), ("", item.verification.action)),
    ]
    if item.courses:
        named = "; ".join(course.title for course in item.courses)
        body.insert(1, plain_line(("", f"With the courses: {named}")))
    if item.url:
        body.append(plain_line(("", f"Link: {item.url}")))
    body.append(plain_line(("dim", f"Page {item.evidence.page}: “{item.evidence.quote}”")))
    for line in body:
        print_wrapped(console, line, _INDENT, _INDENT)


def _origin(item: Finding) -> Iterable[str | None]:
    platform = platform_beside(item)
    yield TYPES[item.type]
    yield item.issuer.name if item.issuer else "issuer not stated"
    yield f"on {platform}" if platform else None
    yield item.issued or "no date shown"
    yield f"expires {item.expires}" if item.expires else None
    yield f"number {item.credential_id}" if item.credential_id else None


def _check(item: Finding) -> str:
    printed = check_of(item)
    return f"Check ({printed}): " if printed else "Check: "


def _bullets(console: Console, texts: Iterable[str]) -> None:
    for text in texts:
        print_wrapped(console, plain_line(("", text)), "  - ", _INDENT)


def print_wrapped(console: Console, text: Text, first: str, rest: str) -> None:
    """Wrapped to the console's width; `first` and `rest`, of one length, stand before the lines."""
    for number, line in enumerate(text.wrap(console, max(20, console.width - len(first)))):
        line.rstrip()
        console.print(Text(rest if number else first).append_text(line), soft_wrap=True)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def plain_line(*parts: tuple[str, str]) -> Text:
    """Styled pieces as one text, without markup and control characters."""
    return Text.assemble(*((_printable(text), style) for style, text in parts))


def _printable(text: str) -> str:
    return "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in text
        if unicodedata.category(c) not in ("Cf", "Cs", "Co") or c in "\u200c\u200d"
    )
