"""The findings in plain sentences, readable in thirty seconds.

Says what was found and how strong that kind of credential is, what can be checked, and what is not
known. It never judges the person, ranks people or adds credentials up. Every sentence has to be
fair if the applicant reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recognizer.links import Address
from recognizer.report import TIER_NAMES, DegreeFinding, Finding, Summary
from recognizer.resume import Notice, Status

__all__ = ["write"]

MAX_WORDS = 150
"""Most words in headline and paragraphs together: thirty seconds at 300 words a minute."""

MAX_LINES = 8
"""Most lines in the list of things to check, before "and n more"."""

MAX_NAMES = 4
"""Most titles named in one group; fewer where MAX_WORDS would be passed."""

MAX_TITLE = 60
"""Longest title printed, in characters."""

_NO_RATING = "Not rated"

_COUNTED: dict[str, tuple[str, str]] = {
    TIER_NAMES[4]: ("for a completed course", "for completed courses"),
    TIER_NAMES[5]: ("for taking part", "for taking part"),
}
"""How tiers whose names are no adjectives are said after a number: for one, for several."""

_OFFICIAL = frozenset(
    {
        "official_link_present",
        "opened_by_reviewer",
        "signature_valid_issuer_unknown",
        "signature_valid_issuer_trusted",
    }
)
_OFFICIAL_CODES = tuple(f"official-{kind}" for kind in ("record", "badge", "file", "profile"))
_OTHER_LINK_CODES = frozenset({"link-elsewhere", "file-share", "short-link", "resembles-official"})
_CARRIES: dict[str, tuple[str, str]] = {
    "official": ("carries an official link", "carry an official link"),
    "number": (
        "carries a number, without an official link",
        "carry a number, without an official link",
    ),
    "other": ("carries a link that is not the issuer's", "carry links that are not the issuer's"),
    "nothing": ("carries nothing to check online", "carry nothing to check online"),
}
"""What claims carry, in the words for one and for several."""


def write(
    findings: Iterable[Finding], degrees: Iterable[DegreeFinding], warnings: Iterable[Notice]
) -> Summary:
    """The summary of one report; no clock, no random order: the same input gives the same words."""
    found, listed = tuple(findings), tuple(degrees)
    notices = tuple(dict.fromkeys(notice.text for notice in warnings))
    if not found:
        paragraphs = (
            "This says nothing about the applicant's skills: many are shown by work or degrees, "
            "and a credential written in an unusual way can be missed.",
            *_degrees(listed),
        )
        headline = "No credentials were found in this résumé."
        return Summary(headline, paragraphs, not_known=notices)
    headline = _headline(found)
    paragraphs = _fitting(headline, found, listed)
    return Summary(headline, paragraphs, _to_check(found), (*_not_known(found), *notices))


def _headline(found: tuple[Finding, ...]) -> str:
    """One sentence: how many were found, by the strength of their kind."""
    if len(found) == 1:
        return f"One credential was found: {_title(found[0])} ({_tier_name(found[0]).lower()})."
    groups = []
    for name, group in _by_tier(found):
        one, many = _COUNTED.get(name, (name.lower(), name.lower()))
        groups.append(f"{len(group)} {one if len(group) == 1 else many}")
    return f"{len(found)} credentials were found: {_and(groups)}."


def _fitting(
    headline: str, found: tuple[Finding, ...], degrees: tuple[DegreeFinding, ...]
) -> tuple[str, ...]:
    """The paragraphs with as many titles as MAX_WORDS allows."""
    paragraphs: tuple[str, ...] = ()
    for names in range(MAX_NAMES, -1, -1):
        paragraphs = (
            *_strength(found, names),
            _checks(found),
            *_statuses(found, names),
            *_degrees(degrees),
        )
        if len(" ".join((headline, *paragraphs)).split()) <= MAX_WORDS:
            break
    return paragraphs


def _strength(found: tuple[Finding, ...], names: int) -> tuple[str, ...]:
    """Tiers with the titles in them, and what a tier is."""
    note = "A tier describes the kind of credential, not the person."
    estimates = sum(item.tier.basis == "estimate" for item in found)
    if estimates:
        count = "One tier is an estimate" if estimates == 1 else f"{estimates} tiers are estimates"
        note = f"{note} {count}, not a fact of the catalogue."
    if len(found) == 1 or names == 0:
        return (note,)
    groups = [f"{name}: {_titles(group, names)}." for name, group in _by_tier(found)]
    return (" ".join((*groups, note)),)


def _checks(found: tuple[Finding, ...]) -> str:
    """How many carry something that can be checked."""
    held = [item for item in found if item.status not in ("planned", "in_progress")]
    if not held:
        return "None is stated as earned yet, so there is nothing to check."
    if len(found) == 1:
        return f"It {_CARRIES[_carried(found[0])][0]}."
    parts = []
    for kind, (one, many) in _CARRIES.items():
        count = sum(_carried(item) == kind for item in held)
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return f"Of {_all(held, found)}, {_and(parts)}."


def _carried(item: Finding) -> str:
    """What a claim carries that can be checked, whatever else its state says."""
    codes = {reason.code for reason in item.verification.reasons}
    state = item.verification.state
    if state in _OFFICIAL or any(code in codes for code in _OFFICIAL_CODES):
        return "official"
    if state in ("link_not_official", "lookalike_domain") or codes & _OTHER_LINK_CODES:
        return "other"
    return "number" if item.credential_id or state == "identifier_present" else "nothing"


def _all(held: list[Finding], found: tuple[Finding, ...]) -> str:
    return f"the {len(held)} earned so far" if len(held) < len(found) else "these"


def _statuses(found: tuple[Finding, ...], names: int) -> tuple[str, ...]:
    """What is in progress, planned or expired, by the résumé's own words."""
    kinds: tuple[tuple[Status, str], ...] = (
        ("in_progress", "In progress"),
        ("planned", "Planned"),
        ("expired", "Said to have expired"),
    )
    groups = [(words, [one for one in found if one.status == status]) for status, words in kinds]
    said = [f"{words}: {_titles(group, max(names, 1))}." for words, group in groups if group]
    return (" ".join(said),) if said else ()


def _degrees(degrees: tuple[DegreeFinding, ...]) -> tuple[str, ...]:
    if not degrees:
        return ()
    count = "One degree is" if len(degrees) == 1 else f"{len(degrees)} degrees are"
    return (f"{count} listed apart; credentials complement degrees and do not replace them.",)


def _to_check(found: tuple[Finding, ...]) -> tuple[str, ...]:
    """One line for each thing to do; those with nothing printed share one line."""
    held = [item for item in found if item.status not in ("planned", "in_progress")]
    lines = [line for item in held if (line := _action(item)) is not None]
    missing = [item for item in held if item.verification.state == "claimed" and not item.url]
    if missing:
        what = "a link or a number" if len(missing) == 1 else "links or numbers"
        lines.append(f"Ask the applicant for {what}: {_titles(missing, MAX_NAMES)}.")
    if len(lines) <= MAX_LINES:
        return tuple(lines)
    return (*lines[:MAX_LINES], f"and {len(lines) - MAX_LINES} more")


def _action(item: Finding) -> str | None:
    """What to do about one credential; None when it goes into the shared line."""
    title, state = _title(item), item.verification.state
    must = "the page must show this title and the applicant's name"
    address = Address.parse(item.url) if item.url else None
    if state == "official_link_present" and address is not None:
        if any(reason.code == "official-profile" for reason in item.verification.reasons):
            must = "this title must be listed there under the applicant's name"
        return f"Open the {address.host} link of {title}; {must}."
    if state == "claimed" and not item.url:
        return None
    if state in ("opened_by_reviewer", "signature_valid_issuer_trusted"):
        return None
    return f"{title}: {item.verification.how}"


def _not_known(found: tuple[Finding, ...]) -> tuple[str, ...]:
    """What is missing, each sentence once with the titles it is about."""
    held = [item for item in found if item.status not in ("planned", "in_progress")]
    single = len(found) == 1
    sentences: list[str] = []
    for sentence, group in (
        (
            "The catalogue does not say how this is assessed",
            _where(found, lambda item: _has(item, "assessment-unknown")),
        ),
        (
            "This text was not matched; nothing was assumed",
            _where(found, lambda item: _has(item, "not-matched")),
        ),
        (
            "No checkable link was printed; ask the applicant for one",
            _where(held, _without_link),
        ),
        (
            "This directory is opt-in: not finding a name there means nothing",
            _where(held, lambda item: _told(item, "optin-directory")),
        ),
        (
            "No date shown: it cannot be told whether it is still current",
            _where(held, lambda item: item.issued is None and item.expires is None),
        ),
        (
            "The signature is valid, but this issuer is not known",
            _where(held, lambda i: i.verification.state == "signature_valid_issuer_unknown"),
        ),
    ):
        if group:
            about = "" if single else f" ({_titles(group, MAX_NAMES)})"
            sentences.append(f"{sentence}{about}.")
    return tuple(sentences)


def _where(found: Iterable[Finding], holds: Callable[[Finding], bool]) -> list[Finding]:
    return [item for item in found if holds(item)]


def _has(item: Finding, code: str) -> bool:
    return any(reason.code == code for reason in item.tier.reasons)


def _told(item: Finding, code: str) -> bool:
    return any(reason.code == code for reason in item.verification.reasons)


def _without_link(item: Finding) -> bool:
    return item.verification.state in ("claimed", "identifier_present")


def _by_tier(found: tuple[Finding, ...]) -> list[tuple[str, list[Finding]]]:
    """Titles by tier name, tier 1 first and the unrated last; in each, the résumé's order."""
    names = (*TIER_NAMES.values(), _NO_RATING)
    groups = [(name, [item for item in found if _tier_name(item) == name]) for name in names]
    return [(name, group) for name, group in groups if group]


def _tier_name(item: Finding) -> str:
    return item.tier.name or _NO_RATING


def _title(item: Finding) -> str:
    """The title in quotation marks, shortened at a word."""
    text = " ".join(item.title.split())
    if len(text) > MAX_TITLE:
        text = text[:MAX_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-–") + " …"
    return f"“{text}”"


def _titles(group: list[Finding], most: int) -> str:
    """Different titles of a group, the first `most` of them named."""
    titles = tuple(dict.fromkeys(map(_title, group)))
    if most == 0:
        return str(len(titles))
    if len(titles) <= most + 1 and len(titles) <= MAX_NAMES:
        return _and(list(titles))
    return f"{', '.join(titles[:most])} and {len(titles) - most} more"


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
