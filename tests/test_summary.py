"""The summary's sentences: singular and plural, shortened lists, nothing that judges a person."""

from __future__ import annotations

import re
from typing import Any

import pytest

from recognizer.report import (
    NO_LINK,
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
    open_it = "Open the credly.com link; the page must show this title and the applicant's name."
    official: dict[str, Any] = {"state": "official_link_present", "url": COURSERA, "how": open_it}
    summary = write(
        [
            finding("CKA", 1, **official),
            finding("Machine Learning", 4, **official),
            finding("Tally", None, tier_codes=("not-matched",), issued=None, how=f"{NO_LINK}; ask"),
            finding("PMP", 1, state="identifier_present", how="Type it in.", credential_id="1"),
            finding("CKS", 1, status="planned"),
            finding("CKAD", 1, status="in_progress"),
            finding("CCNA", 1, status="expired", state="expired", how=f"{NO_LINK}; confirm it."),
        ],
        [DEGREE],
        [Notice("hidden-text", "The file holds hidden text.")],
    )
    assert summary == Summary(
        headline="7 credentials were found: 4 earned (2 independently examined, 1 for a completed "
        "course and 1 not rated), 1 in progress, 1 planned and 1 said to have expired.",
        paragraphs=(
            "Independently examined: “CKA” and “PMP”.",
            "Course completed: “Machine Learning”.",
            "Not rated: “Tally”.",
            "In progress: “CKAD”. Planned: “CKS”. Said to have expired: “CCNA”.",
            "Of the 4 earned, 2 come with an official link, 1 with a number but no official link "
            "and 1 without a link or number.",
            "A tier describes the kind of credential, not the person.",
            "One degree is listed apart; credentials complement degrees and do not replace them.",
        ),
        to_check=(
            "“CKA” and “Machine Learning”: Open the credly.com link; the page must show this title "
            "and the applicant's name.",
            "“PMP”: Type it in.",
            "“CCNA”: Confirm it.",
            "No checkable link was printed; ask the applicant for one: “Tally”.",
        ),
        not_known=(
            "Not in the catalogue: this text was not matched; nothing was assumed (“Tally”).",
            "No date shown: it cannot be told whether it is still current (“Tally”).",
            "The file holds hidden text.",
        ),
    )


@pytest.mark.parametrize(
    ("levels", "statuses", "headline"),
    [
        ([1, 1], "ee", "2 credentials were found: all independently examined."),
        ([4, 4], "ee", "2 credentials were found: all for completed courses."),
        ([4, 5], "ee", "2 credentials were found: 1 for a completed course and 1 for taking part."),
        ([None, None], "ee", "2 credentials were found: none of them rated."),
        ([1, 1], "ei",
         "2 credentials were found: 1 earned (independently examined) and 1 in progress."),
        ([None, None, 1], "eei",
         "3 credentials were found: 2 earned (none of them rated) and 1 in progress."),
        ([1, 1, 1], "iip", "3 credentials were found: 2 in progress and 1 planned."),
        ([1, 1], "ex", "2 credentials were found: 1 earned (independently examined) and "
         "1 said to have expired."),
        ([1], "i", "One credential was found: “C0” (in progress)."),
        ([1], "x", "One credential was found: “C0” (said to have expired)."),
    ],
)  # fmt: skip
def test_summary_counts_by_tier_what_is_earned(
    levels: list[int | None], statuses: str, headline: str
) -> None:
    names = {"e": "earned", "i": "in_progress", "p": "planned", "x": "expired"}
    found = [
        finding(f"C{n}", level, status=names[letter])
        for n, (level, letter) in enumerate(zip(levels, statuses, strict=True))
    ]
    assert write(found, [], []).headline == headline


def test_summary_says_once_that_nothing_is_rated() -> None:
    summary = write([finding("A", None), finding("B", None)], [], [])
    told = " ".join((summary.headline, *summary.paragraphs)).lower()
    assert told.count("rated") == 2
    assert "it says nothing against it" in told
    assert "a tier describes" not in told


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (1, "(independently examined)"),
        (4, "(course completed)"),
        (None, "(not rated)"),
    ],
)
def test_summary_of_one(level: int | None, words: str) -> None:
    summary = write([finding("CKA", level, how=f"{NO_LINK}; ask for it.")], [], [])
    assert summary.headline == f"One credential was found: “CKA” {words}."
    assert "It comes without a link or number." in summary.paragraphs
    assert summary.to_check == ("No checkable link was printed; ask the applicant for one.",)
    assert every(summary).count(NO_LINK) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"state": "official_link_present", "url": COURSERA}, "It comes with an official link."),
        ({"state": "expired", "codes": ["official-record"]}, "It comes with an official link."),
        ({"state": "expired", "credential_id": "1"}, "It comes with a number but no official"),
        ({"state": "identifier_present"}, "It comes with a number but no official link."),
        (
            {"state": "lookalike_domain", "credential_id": "1"},
            "It comes with a link that shows no official record.",
        ),
        ({"state": "lookalike_domain"}, "It comes with a link that shows no official record."),
        ({"url": "https://site.example"}, "It comes with a link that shows no official record."),
        ({"state": "cannot_be_checked_publicly"}, "It comes without a link or number."),
        ({"status": "in_progress"}, "Nothing is stated as earned yet"),
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
        (
            {"tier_codes": ["not-matched"]},
            "Not in the catalogue: this text was not matched; nothing was assumed",
        ),
        ({"codes": ["optin-directory"]}, "This directory is opt-in: not finding a name there"),
        ({"issued": None}, "No date shown: it cannot be told whether it is still current"),
        (
            {"state": "signature_valid_issuer_unknown"},
            "The signature is valid, but this issuer is not known",
        ),
    ],
)
def test_summary_groups_what_is_not_known(changed: dict[str, Any], sentence: str) -> None:
    found = [*(finding(f"Course {n}", **changed) for n in range(9)), finding("Other")]
    told = [line for line in write(found, [], []).not_known if line.startswith(sentence)]
    assert len(told) == 1
    assert "“Course 3” and 5 more" in told[0]


def test_summary_names_no_titles_where_it_goes_for_all() -> None:
    sentence = "No date shown: it cannot be told whether it is still current"
    found = [finding("A", issued=None), finding("B", issued=None)]
    assert write(found, [], []).not_known == (f"{sentence} (all of them).",)
    found.append(finding("C", status="planned"))
    assert write(found, [], []).not_known == (f"{sentence} (all earned ones).",)


@pytest.mark.parametrize("codes", [["no-renewal"], ["versioned"], ["attendance-stated"]])
def test_summary_asks_for_no_date_of_what_stays_current(codes: list[str]) -> None:
    found = [finding("CKA", issued=None, tier_codes=codes)]
    assert write(found, [], []).not_known == ()


def test_summary_names_what_can_be_checked_under_its_number() -> None:
    summary = write([finding("CKA", credential_id="1", state="identifier_present")], [], [])
    assert summary.to_check == ("“CKA”: Do something.",)
    assert summary.not_known == ()


@pytest.mark.parametrize(
    ("carried", "sentence"),
    [
        (["number", "number"], "Both come with a number but no official link."),
        (["nothing", "nothing"], "Both come without a link or number."),
        (["nothing", "nothing", "planned"], "Both earned ones come without a link or number."),
        (["number"] * 3, "All 3 come with a number but no official link."),
        (["number", "nothing", "nothing"],
         "Of the 3, 1 comes with a number but no official link and 2 without a link or number."),
    ],
)  # fmt: skip
def test_summary_counts_what_they_come_with(carried: list[str], sentence: str) -> None:
    states = {"number": "identifier_present", "nothing": "claimed", "planned": "claimed"}
    found = [
        finding(f"C{n}", state=states[what], status="planned" if what == "planned" else "earned")
        for n, what in enumerate(carried)
    ]
    assert sentence in write(found, [], []).paragraphs


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
            how=f"Open page {n}.",
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
