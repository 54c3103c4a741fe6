"""The findings in plain sentences, readable in thirty seconds.

Says what was found and how strong that kind of credential is, what can be checked, and what is not
known. It never judges the person, ranks people or adds credentials up. Every sentence has to be
fair if the applicant reads it.
"""

from __future__ import annotations

from collections.abc import Iterable

from recognizer.report import NO_LINK, TIER_NAMES, DegreeFinding, Finding, Summary
from recognizer.resume import NOT_EARNED_YET, Notice, Status

__all__ = ["write"]

MAX_WORDS = 150
"""Most words in headline and paragraphs together: thirty seconds at 300 words a minute."""

MAX_LINES = 8
"""Most lines in the list of things to check, before "and n more"."""

MAX_NAMES = 4
"""Most titles named in one group; fewer where MAX_WORDS would be passed."""

MAX_TITLE = 60
"""Longest title printed, in characters."""

_NOT_RATED = "Not rated"

_COUNTED: dict[str, tuple[str, str]] = {
    TIER_NAMES[4]: ("for a completed course", "for completed courses"),
    TIER_NAMES[5]: ("for taking part", "for taking part"),
}
"""How tiers whose names are no adjectives are said after a number: for one, for several."""

_APART: tuple[tuple[Status, str], ...] = (
    ("in_progress", "in progress"),
    ("planned", "planned"),
    ("expired", "said to have expired"),
)
"""Claims that are not counted by tier, in the words for them."""

_ABOUT_TIERS = "A tier describes the kind of credential, not the person."
_ABOUT_NOT_RATED = (
    "Not rated means that too little is known of how it is assessed; it says nothing against it."
)

_SETTLED = frozenset({"opened_by_reviewer", "signature_valid_issuer_trusted"})
_OFFICIAL = _SETTLED | {"official_link_present", "signature_valid_issuer_unknown"}
_OFFICIAL_CODES = frozenset(f"official-{kind}" for kind in ("record", "badge", "file", "profile"))
_STAYS_CURRENT = frozenset({"no-renewal", "versioned", "participation-only", "attendance-stated"})
"""Codes of kinds without an end of validity: without a date, nothing about them is missing."""

_COMES = {
    "official": "with an official link",
    "number": "with a number but no official link",
    "other": "with a link that shows no official record",
    "nothing": "without a link or number",
}
"""What claims come with."""


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
    """One sentence: how many are earned, by the strength of their kind, and how many are not."""
    earned = _with_status(found, "earned")
    apart = [(len(_with_status(found, status)), words) for status, words in _APART]
    others = [f"{count} {words}" for count, words in apart if count]
    if len(found) == 1:
        word = _tier_name(found[0]).lower() if earned else others[0].removeprefix("1 ")
        return f"One credential was found: {_title(found[0])} ({word})."
    if not others:
        return f"{len(found)} credentials were found: {_strengths(earned)}."
    counted = [f"{len(earned)} earned ({_strengths(earned)})"] if earned else []
    return f"{len(found)} credentials were found: {_and([*counted, *others])}."


def _strengths(earned: list[Finding]) -> str:
    """How many of each tier: "3 independently examined and 1 not rated"."""
    groups = []
    for name, group in _by_tier(earned):
        one, many = _COUNTED.get(name, (name.lower(), name.lower()))
        groups.append((len(group), one if len(group) == 1 else many))
    if len(groups) > 1:
        return _and([f"{count} {words}" for count, words in groups])
    words = groups[0][1]
    if len(earned) == 1:
        return words
    return "none of them rated" if words == _NOT_RATED.lower() else f"all {words}"


def _fitting(
    headline: str, found: tuple[Finding, ...], degrees: tuple[DegreeFinding, ...]
) -> tuple[str, ...]:
    """The paragraphs with as many titles as MAX_WORDS allows."""
    paragraphs: tuple[str, ...] = ()
    for names in range(MAX_NAMES, -1, -1):
        paragraphs = (
            *_strength(found, names),
            *_apart(found, names),
            _checks(found),
            *_note(found),
            *_degrees(degrees),
        )
        if len(" ".join((headline, *paragraphs)).split()) <= MAX_WORDS:
            break
    return paragraphs


def _strength(found: tuple[Finding, ...], names: int) -> tuple[str, ...]:
    """What is earned, a line for each tier; none where the headline says it all."""
    earned = _with_status(found, "earned")
    if len(found) == 1 or names == 0 or not any(item.tier.level for item in earned):
        return ()
    return tuple(f"{name}: {_titles(group, names)}." for name, group in _by_tier(earned))


def _note(found: tuple[Finding, ...]) -> tuple[str, ...]:
    """What a tier is, or what it means that there is none."""
    earned = _with_status(found, "earned")
    if not any(item.tier.level for item in earned):
        return (_ABOUT_NOT_RATED,) if earned else ()
    estimates = sum(item.tier.basis == "estimate" for item in earned)
    if not estimates:
        return (_ABOUT_TIERS,)
    count = "One tier is an estimate" if estimates == 1 else f"{estimates} tiers are estimates"
    return (f"{_ABOUT_TIERS} {count}, not a fact of the catalogue.",)


def _apart(found: tuple[Finding, ...], names: int) -> tuple[str, ...]:
    """What is in progress, planned or expired, by the résumé's own words."""
    if len(found) == 1:
        return ()
    groups = [(words, _with_status(found, status)) for status, words in _APART]
    said = [f"{w[0].upper()}{w[1:]}: {_titles(g, max(names, 1))}." for w, g in groups if g]
    return (" ".join(said),) if said else ()


def _checks(found: tuple[Finding, ...]) -> str:
    """How many come with something that can be checked."""
    held = _with_status(found, "earned") or _held(found)
    if not held:
        return "Nothing is stated as earned yet, so there is nothing to check."
    counts = {kind: sum(_carried(item) == kind for item in held) for kind in _COMES}
    kinds = [kind for kind, count in counts.items() if count]
    if len(held) == 1:
        subject = "It" if len(found) == 1 else _title(held[0])
        return f"{subject} comes {_COMES[kinds[0]]}."
    ones = "" if len(held) == len(found) else " earned"
    if len(kinds) == 1:
        subject = "Both" if len(held) == 2 else f"All {len(held)}"
        return f"{subject}{ones and ' earned ones'} come {_COMES[kinds[0]]}."
    parts = [f"{counts[kind]} {_COMES[kind]}" for kind in kinds]
    first = parts[0].replace(" ", " comes " if counts[kinds[0]] == 1 else " come ", 1)
    return f"Of the {len(held)}{ones}, {_and([first, *parts[1:]])}."


def _carried(item: Finding) -> str:
    """What a claim comes with that can be checked, whatever else its state says."""
    state = item.verification.state
    if state in _OFFICIAL or _codes(item) & _OFFICIAL_CODES:
        return "official"
    if state in ("link_not_official", "lookalike_domain"):
        return "other"
    if item.credential_id or state == "identifier_present":
        return "number"
    return "other" if item.url else "nothing"


def _degrees(degrees: tuple[DegreeFinding, ...]) -> tuple[str, ...]:
    if not degrees:
        return ()
    count = "One degree is" if len(degrees) == 1 else f"{len(degrees)} degrees are"
    return (f"{count} listed apart; credentials complement degrees and do not replace them.",)


def _to_check(found: tuple[Finding, ...]) -> tuple[str, ...]:
    """One line for each thing to do, with the titles it is about; what is missing comes last."""
    missing: list[Finding] = []
    groups: dict[str, list[Finding]] = {}
    for item in _held(found):
        told = item.verification
        if told.state == "claimed" and told.how.startswith(NO_LINK):
            missing.append(item)
        elif told.state not in _SETTLED:
            groups.setdefault(told.action, []).append(item)
    lines = [f"{_titles(group, MAX_NAMES)}: {what}" for what, group in groups.items()]
    if missing:
        about = "" if len(found) == 1 else f": {_titles(missing, MAX_NAMES)}"
        lines.append(f"{NO_LINK}; ask the applicant for one{about}.")
    if len(lines) <= MAX_LINES:
        return tuple(lines)
    return (*lines[:MAX_LINES], f"and {len(lines) - MAX_LINES} more")


def _not_known(found: tuple[Finding, ...]) -> tuple[str, ...]:
    """What is missing, each sentence once with the titles it is about."""
    groups: tuple[tuple[str, list[Finding]], ...] = (
        (
            "The catalogue does not say how this is assessed",
            [item for item in found if "assessment-unknown" in _codes(item)],
        ),
        (
            "Not in the catalogue: this text was not matched; nothing was assumed",
            [item for item in found if "not-matched" in _codes(item)],
        ),
        (
            "This directory is opt-in: not finding a name there means nothing",
            [item for item in _held(found) if "optin-directory" in _codes(item)],
        ),
        (
            "No date shown: it cannot be told whether it is still current",
            [item for item in _with_status(found, "earned") if _may_have_lapsed(item)],
        ),
        (
            "The signature is valid, but this issuer is not known",
            [i for i in found if i.verification.state == "signature_valid_issuer_unknown"],
        ),
    )
    return tuple(f"{sentence}{_about(group, found)}." for sentence, group in groups if group)


def _about(group: list[Finding], found: tuple[Finding, ...]) -> str:
    """Which credentials a sentence is about, without naming all where it goes for all."""
    if len(found) == 1:
        return ""
    if len(group) == len(found):
        return " (all of them)"
    if len(group) > 1 and group == _with_status(found, "earned"):
        return " (all earned ones)"
    return f" ({_titles(group, MAX_NAMES)})"


def _may_have_lapsed(item: Finding) -> bool:
    """No date, and the kind is not known to stay valid for good."""
    return item.issued is None and item.expires is None and not _codes(item) & _STAYS_CURRENT


def _with_status(found: Iterable[Finding], status: Status) -> list[Finding]:
    return [item for item in found if item.status == status]


def _held(found: Iterable[Finding]) -> list[Finding]:
    """Earned, and those that have expired: what can be checked."""
    return [item for item in found if item.status not in NOT_EARNED_YET]


def _codes(item: Finding) -> set[str]:
    """Codes of all reasons, of the tier and of the verification."""
    return {reason.code for reason in (*item.tier.reasons, *item.verification.reasons)}


def _by_tier(found: list[Finding]) -> list[tuple[str, list[Finding]]]:
    """Titles by tier name, tier 1 first and the unrated last; in each, the résumé's order."""
    names = (*TIER_NAMES.values(), _NOT_RATED)
    groups = [(name, [item for item in found if _tier_name(item) == name]) for name in names]
    return [(name, group) for name, group in groups if group]


def _tier_name(item: Finding) -> str:
    return item.tier.name or _NOT_RATED


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
