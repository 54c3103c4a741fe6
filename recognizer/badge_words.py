"""The words of a badge's result: what came of each step, what it shows, what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from recognizer.badge_claims import Statement
from recognizer.badge_proofs import Proof
from recognizer.badge_result import BadgeCheck, Outcome
from recognizer.report import VerificationState

__all__ = ["WITHDRAWN", "checks_of", "how", "is_early", "is_past"]

WITHDRAWN = "The issuer has withdrawn it."
_COMPARE = "Compare whom it was awarded to with the applicant."
_MATCHES = "It was awarded to the address that you gave."


def checks_of(
    stated: Statement, proof: Proof, listed: Proof | None, email: str | None, now: datetime
) -> tuple[BadgeCheck, ...]:
    """The six steps; `listed` is what came of asking for the issuer's list, None if not asked."""
    return (
        _schema(stated),
        BadgeCheck("proof", proof.outcome, proof.text),
        _refresh(stated),
        _status(stated, proof, listed, now),
        _recipient(stated, email),
        _endorsements(stated),
    )


def _schema(stated: Statement) -> BadgeCheck:
    if stated.problem is not None:
        text = f"It has not the form that Open Badges {stated.version} asks for: {stated.problem}."
        return BadgeCheck("schema", "failed", text)
    return BadgeCheck("schema", "passed", f"It has the form of Open Badges {stated.version}.")


def _refresh(stated: Statement) -> BadgeCheck:
    if stated.refresh:
        text = "The issuer may have put out a newer one; that was not asked."
        return BadgeCheck("refresh", "not_checked", text)
    return BadgeCheck("refresh", "passed", "It names no place for newer ones.")


def _status(stated: Statement, proof: Proof, listed: Proof | None, now: datetime) -> BadgeCheck:
    if proof.revoked or stated.withdrawn or (listed is not None and listed.revoked):
        return BadgeCheck("status", "failed", WITHDRAWN)
    if is_past(stated, proof, now):
        when = f" on {stated.ends.date()}" if stated.ends else ""
        return BadgeCheck("status", "failed", f"It expired{when}.")
    if is_early(stated, proof, now):
        when = f" before {stated.starts.date()}" if stated.starts else " yet"
        return BadgeCheck("status", "failed", f"It is not valid{when}.")
    if stated.starts is None:
        return BadgeCheck("status", "not_checked", "Its dates cannot be read.")
    if not stated.status:
        text = "Today lies within the dates that it states, and it names no list of withdrawals."
        return BadgeCheck("status", "passed", text)
    within = "Today lies within the dates that it states."
    if listed is None:
        text = f"{within} Whether the issuer has withdrawn it was not asked."
        return BadgeCheck("status", "not_checked", text)
    return BadgeCheck("status", listed.outcome, f"{within} {listed.text}")


def is_past(stated: Statement, proof: Proof, now: datetime) -> bool:
    """Whether its validity has ended."""
    return proof.past or (stated.ends is not None and stated.ends < now)


def is_early(stated: Statement, proof: Proof, now: datetime) -> bool:
    """Whether its validity has not begun."""
    return proof.early or (stated.starts is not None and stated.starts > now)


def _recipient(stated: Statement, email: str | None) -> BadgeCheck:
    outcome: Outcome = "not_checked"
    if not stated.identities:
        text = "It does not say whom it was awarded to."
    elif email is None:
        hashed = " as a hash" if any(salt is not None for _, salt in stated.identities) else ""
        text = f"It says{hashed} whom it was awarded to; no e-mail address was given to compare."
    else:
        outcome = stated.recipient(email)
        text = {
            "passed": _MATCHES,
            "failed": "It was awarded to another address than the one that you gave.",
            "not_checked": "It names its recipient by something else than an e-mail address.",
        }[outcome]
    return BadgeCheck("recipient", outcome, text)


def _endorsements(stated: Statement) -> BadgeCheck:
    if stated.endorsements:
        text = "It carries endorsements of others, which are not checked here."
        return BadgeCheck("endorsements", "not_checked", text)
    return BadgeCheck("endorsements", "passed", "It carries none.")


def how(
    state: VerificationState,
    checks: tuple[BadgeCheck, ...],
    *,
    provider: str | None,
    identifier: str | None,
) -> str:
    """What the result shows and what to do next, in a few sentences."""
    return " ".join(_sentences(state, {c.name: c for c in checks}, provider, identifier))


def _sentences(
    state: VerificationState,
    checks: dict[str, BadgeCheck],
    provider: str | None,
    identifier: str | None,
) -> Iterator[str]:
    if state == "revoked":
        yield "The issuer has withdrawn this badge. Ask the issuer before you rely on it."
        return
    if state == "expired":
        yield f"{checks['status'].text} Ask whether it was renewed, if that matters."
        if checks["proof"].outcome != "passed":
            yield "Its proof was not checked."
        return
    if state == "claimed":
        yield from _unproven(checks)
        return
    if state == "signature_valid_issuer_trusted":
        yield f"{provider or 'A trusted issuer'} signed this badge, and it was not changed since."
    elif state == "official_link_present":
        yield (
            "The site that the badge names as its issuer's serves it. Look whose site it is: "
            f"{identifier}."
        )
    else:
        yield (
            "The signature is valid, but it is not known who holds the key: anybody can sign a "
            "badge and write any issuer's name on it. Ask the issuer whether "
            f"{identifier} is its own."
        )
    passed = checks["recipient"].outcome == "passed"
    yield _MATCHES if passed else _COMPARE
    if checks["status"].outcome == "not_checked":
        yield "Ask the issuer whether it was withdrawn; that was not checked."


def _unproven(checks: dict[str, BadgeCheck]) -> Iterator[str]:
    """Why a badge counts for no more than words."""
    failed = [checks[name].text for name in checks if checks[name].outcome == "failed"]
    if failed:
        yield f"Do not rely on this file. {' '.join(failed)}"
        yield "Ask the applicant for the file as the issuer gave it, or ask the issuer."
    else:
        yield checks["proof"].text
        yield "As it stands, it is no more than the applicant's own statement."
