"""The words of verification: reasons by code, and what a person can do about a claim."""

from __future__ import annotations

from recognizer.report import NO_LINK, Reason, VerificationState
from recognizer.resume import NOT_EARNED_YET, Claim
from recognizer.verification_link import VerificationLink

__all__ = [
    "FILE_SHARES",
    "SHORTENERS",
    "VERIFICATION_REASONS",
    "how_to_open",
    "how_without_link",
    "reason",
]

VERIFICATION_REASONS: dict[str, str] = {
    "official-record": "The link has the form of {name}'s public record pages.",
    "official-badge": "The link has the form of {name}'s hosted badges.",
    "official-file": "The link leads to a certificate file on {name}'s storage, "
    "which is weaker than a record page.",
    "official-profile": "The link leads to a profile at {name}, not to one credential's record.",
    "official-generic": "The link has the form of a certificate page on the provider's own "
    "site ({host}).",
    "issuer-varies": "{name} shows credentials of many issuers: the page must name this one.",
    "other-provider": "The link belongs to {name}, which the résumé does not name here.",
    "portal-link": "The link leads to {name}'s form, not to a record.",
    "optin-directory": "{name}'s directory is opt-in: not finding a name there means nothing.",
    "official-site": "The link leads to the provider's site ({host}), but not to a known "
    "record page.",
    "generic-record": "The link has the form of a certificate page, on a host that is not known "
    "as this provider's ({host}).",
    "file-share": "The link leads to a file put online by its owner ({host}).",
    "short-link": "The link is shortened ({host}): where it leads cannot be told from it.",
    "link-elsewhere": "The link leads to {host}, which is not known as the provider's.",
    "link-unreadable": "The link is not a web address that can be followed.",
    "resembles-official": "The address {host} resembles {official} without being it.",
    "number-fits": "The printed number has the provider's format; whether it is real is not known.",
    "number-differs": "The printed number has not the format known of this provider.",
    "number-printed": "A number is printed; its format is not known.",
    "no-public-check": "This kind of credential has no check that is open to the public.",
    "not-yet-earned": "The résumé says that it is not earned yet.",
    "stated-expired": "The résumé itself says that it has expired.",
    "expiry-printed": "The résumé gives {date} as the end of its validity.",
}
"""Code and sentence of every verification reason; braces are filled in."""

FILE_SHARES = (
    "1drv.ms",
    "amazonaws.com",
    "box.com",
    "docs.google.com",
    "drive.google.com",
    "dropbox.com",
    "imgur.com",
    "mega.nz",
    "onedrive.live.com",
    "pdf.ac",
    "photos.google.com",
    "sharepoint.com",
)
"""Hosts where anybody puts files online."""

SHORTENERS = frozenset(
    {
        "bit.ly",
        "buff.ly",
        "cutt.ly",
        "goo.gl",
        "is.gd",
        "lnkd.in",
        "ow.ly",
        "rb.gy",
        "rebrand.ly",
        "shorturl.at",
        "t.co",
        "t.ly",
        "tiny.cc",
        "tinyurl.com",
    }
)
"""Hosts of short links, whose target cannot be told without opening them."""

MUST_SHOW = "the page must show this title and the applicant's name"


def reason(code: str, **words: str) -> Reason:
    """A reason of VERIFICATION_REASONS with its words filled in; it has no source."""
    return Reason(code, VERIFICATION_REASONS[code].format(**words))


def how_to_open(link: VerificationLink, host: str, issuer: str | None) -> str:
    """What to look for behind an official link."""
    if link.mode == "profile":
        return (
            f"Open the {host} link; it is a profile: this title must be listed there, "
            "under the applicant's name."
        )
    if link.mode == "file":
        return (
            f"Open the {host} link; the file must show this title and the applicant's name. "
            "A file is weaker than a record page."
        )
    named = f", with {issuer} as the issuer" if link.issuer_varies and issuer else ""
    more = (
        " The badge file, downloaded there, can also be checked with `recognizer verify`."
        if link.mode == "badge"
        else ""
    )
    return f"Open the {host} link; {MUST_SHOW}{named}.{more}"


def how_without_link(
    link: VerificationLink | None, claim: Claim, state: VerificationState, issuer: str | None
) -> str:
    """What to do where no record page is linked."""
    if claim.status in NOT_EARNED_YET:
        return "Nothing to check yet: the résumé says that it is not earned yet."
    if state == "cannot_be_checked_publicly":
        what = link.ask if link is not None and link.ask else "the certificate"
        return f"No check is open to the public; ask the applicant for {what}."
    printed = claim.credential_id is not None
    lacking = "The link leads to no record page" if claim.url else NO_LINK
    if link is None:
        whom = issuer or "the issuer"
        if printed:
            return f"{lacking}; confirm the printed number with {whom}."
        return f"{lacking}; ask the applicant for one, or for a copy to confirm with {whom}."
    if link.mode == "optin":
        return (
            f"Search {link.portal} for {link.ask}. This directory is opt-in: not finding a name "
            "there means nothing."
        )
    if link.mode == "portal" and printed:
        return f"Open {link.portal} and type in {link.ask}; {MUST_SHOW}."
    if link.mode == "portal":
        return f"Ask the applicant for what {link.portal} needs ({link.ask}) and type it in there."
    compared = " and compare the number" if printed else ""
    return f"{lacking}; ask the applicant for the {link.name} link{compared}."
