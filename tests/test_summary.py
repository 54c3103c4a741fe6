"""The summary's sentences: singular and plural, shortened lists, nothing that judges a person."""

from __future__ import annotations

import re
from typing import Any

import pytest

from recognizer.report import (
    TIER_NAMES,
    DegreeFinding,
    Evidence,
    Finding,
    Match,
    Reason,
    Summary,
    TierEstimate,
    Verification,
)
from recognizer.resume import BBox, Notice
from recognizer.summary import MAX_LINES, MAX_WORDS, write

COURSERA = "https://www.coursera.org/verify/ABCD1234EFGH"
DEGREE = DegreeFinding("B.Sc.", None, None)


def finding(title: str = "Machine Learning", level: int | None = 4, **changed: Any) -> Finding:
    """A finding; `state`, `how`, `tier_codes`, `codes` and `basis` reach its inner parts."""
    reasons = tuple(Reason(code, "") for code in changed.pop("tier_codes", ()))
    told = tuple(Reason(code, "") for code in changed.pop("codes", ()))
    state, how = changed.pop("state", "claimed"), changed.pop("how", "Do something.")
    basis = changed.pop("basis", "catalogue" if level else None)
    fields: dict[str, Any] = {
        "type": "course_certificate",
        "issuer": None,
        "platform": None,
        "issued": "2021",
        "expires": None,
        "credential_id": None,
        "url": None,
        "status": "earned",
        "confidence": 0.9,
        "evidence": Evidence(1, title, BBox(0, 0, 1, 1)),
        "match": Match(None, None, 0.0, "none"),
        "tier": TierEstimate(level, TIER_NAMES.get(level or 0), None, None, basis, reasons),
        "verification": Verification(state, how, None, told),
        **changed,
    }
    return Finding(title, **fields)


def every(summary: Summary) -> str:
    parts = (summary.headline, *summary.paragraphs, *summary.to_check, *summary.not_known)
    return "\n".join(parts)


def test_summary_of_nothing() -> None:
    summary = write([], [], [])
    assert summary.headline == "No credentials were found in this résumé."
    assert "nothing about the applicant's skills" in summary.paragraphs[0]
    assert summary.to_check == summary.not_known == ()


def test_summary_golden() -> None:
    summary = write(
        [
            finding(
                "CKA", 1, state="official_link_present", url=f"https://www.credly.com/badges/{0}"
            ),
            finding("Machine Learning", 4, state="official_link_present", url=COURSERA),
            finding("Tally", None, tier_codes=("not-matched",), issued=None),
            finding("PMP", 1, state="identifier_present", how="Type it in.", credential_id="1"),
            finding("CKS", 1, status="planned"),
        ],
        [DEGREE],
        [Notice("hidden-text", "The file holds hidden text.")],
    )
    assert summary == Summary(
        headline="5 credentials were found: 3 independently examined, 1 for a completed course "
        "and 1 not rated.",
        paragraphs=(
            "Independently examined: “CKA”, “PMP” and “CKS”. Course completed: “Machine "
            "Learning”. Not rated: “Tally”. A tier describes the kind of credential, not the "
            "person.",
            "Of the 4 earned so far, 2 carry an official link, 1 carries a number, without an "
            "official link and 1 carries nothing to check online.",
            "Planned: “CKS”.",
            "One degree is listed apart; credentials complement degrees and do not replace them.",
        ),
        to_check=(
            "Open the credly.com link of “CKA”; the page must show this title and the applicant's "
            "name.",
            "Open the coursera.org link of “Machine Learning”; the page must show this title and "
            "the applicant's name.",
            "“PMP”: Type it in.",
            "Ask the applicant for a link or a number: “Tally”.",
        ),
        not_known=(
            "This text was not matched; nothing was assumed (“Tally”).",
            "No checkable link was printed; ask the applicant for one (“Tally” and “PMP”).",
            "No date shown: it cannot be told whether it is still current (“Tally”).",
            "The file holds hidden text.",
        ),
    )


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (1, "(independently examined)"),
        (4, "(course completed)"),
        (None, "(not rated)"),
    ],
)
def test_summary_of_one(level: int | None, words: str) -> None:
    summary = write([finding("CKA", level)], [], [])
    assert summary.headline == f"One credential was found: “CKA” {words}."
    assert "It carries nothing to check online." in summary.paragraphs
    assert "No checkable link was printed; ask the applicant for one." in summary.not_known


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"state": "official_link_present", "url": COURSERA}, "It carries an official link."),
        ({"state": "expired", "codes": ["official-record"]}, "It carries an official link."),
        ({"state": "expired", "credential_id": "1"}, "It carries a number, without"),
        ({"state": "identifier_present"}, "It carries a number, without an official link."),
        ({"state": "lookalike_domain"}, "It carries a link that is not the issuer's."),
        ({"state": "cannot_be_checked_publicly"}, "It carries nothing to check online."),
        ({"status": "in_progress"}, "None is stated as earned yet"),
        ({"status": "in_progress"}, "In progress: “Machine Learning”."),
        ({"status": "expired"}, "Said to have expired: “Machine Learning”."),
        ({"basis": "estimate"}, "One tier is an estimate, not a fact of the catalogue."),
    ],
)
def test_summary_says(changed: dict[str, Any], sentence: str) -> None:
    paragraphs = write([finding(**changed)], [], []).paragraphs
    assert any(sentence in paragraph for paragraph in paragraphs), paragraphs


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"tier_codes": ["assessment-unknown"]}, "The catalogue does not say how this is assessed"),
        ({"tier_codes": ["not-matched"]}, "This text was not matched; nothing was assumed"),
        ({}, "No checkable link was printed; ask the applicant for one"),
        ({"codes": ["optin-directory"]}, "This directory is opt-in: not finding a name there"),
        ({"issued": None}, "No date shown: it cannot be told whether it is still current"),
        (
            {"state": "signature_valid_issuer_unknown"},
            "The signature is valid, but this issuer is not known",
        ),
    ],
)
def test_summary_groups_what_is_not_known(changed: dict[str, Any], sentence: str) -> None:
    found = [finding(f"Course {n}", **changed) for n in range(9)]
    told = [line for line in write(found, [], []).not_known if line.startswith(sentence)]
    assert len(told) == 1
    assert "“Course 3” and 5 more" in told[0]


def test_summary_in_progress_asks_for_nothing() -> None:
    summary = write([finding(status="in_progress", issued=None)], [], [])
    assert summary.to_check == summary.not_known == ()


@pytest.mark.parametrize("count", [2, 7, 30, 120])
@pytest.mark.parametrize("title", ["CKA {}", "A rather long title about data engineering, part {}"])
def test_summary_is_short_for_any_list(count: int, title: str) -> None:
    states = ("official_link_present", "claimed", "identifier_present", "link_not_official")
    found = [
        finding(
            title.format(n),
            (1, 2, 3, 4, 5, None)[n % 6],
            state=states[n % 4],
            url=COURSERA if n % 4 in (0, 3) else None,
            status=("earned", "earned", "in_progress", "planned", "expired")[n % 5],
        )
        for n in range(count)
    ]
    summary = write(found, [DEGREE] * 3, [])
    assert len(" ".join((summary.headline, *summary.paragraphs)).split()) <= MAX_WORDS
    assert len(summary.to_check) <= MAX_LINES + 1
    if count >= 30:
        assert re.fullmatch(r"and \d+ more", summary.to_check[-1])
    assert summary == write(found, [DEGREE] * 3, [])


def test_summary_long_title_is_cut_at_a_word() -> None:
    headline = write([finding("Design and analysis of " * 9)], [], []).headline
    assert "“Design and analysis of Design and analysis of Design and …”" in headline


def test_summary_never_judges_or_ranks() -> None:
    found = [finding(f"C{n}", (1, 2, 3, 4, 5, None)[n % 6], state="lookalike_domain",
                     url="https://x.example") for n in range(9)]  # fmt: skip
    words = (
        r"\b(best|worst|better|weak|poor|fake|fraud|unqualified|recommend|reject|score|candidate)"
    )
    assert not re.search(words, every(write(found, [DEGREE], [])), re.IGNORECASE)
