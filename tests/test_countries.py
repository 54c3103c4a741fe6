"""Titles that bodies of several countries award: the country behind them tells which is meant."""

from __future__ import annotations

from typing import Any

import pytest

from recognizer.countries import CountryReader
from recognizer.resume import Mention, Section
from tests.drawn import listing, report


@pytest.mark.parametrize(
    ("line", "credential", "issuer"),
    [
        ("Certified Public Accountant, 2015", "cpa-us", "us-state-boards-of-accountancy"),
        ("Certified Public Accountant, United States, 2011", "cpa-us", None),
        ("Certified Public Accountant, State of New Mexico", "cpa-us", None),
        ("Certified Public Accountant, Kenya", "kasneb-cpa-k", "kasneb"),
        ("CERTIFIED PUBLIC ACCOUNTANT, KENYA", "kasneb-cpa-k", "kasneb"),
        ("Certified Public Accountant (Kenya), 2014", "kasneb-cpa-k", "kasneb"),
        ("Certified Public Accountant - KASNEB, 2019", "kasneb-cpa-k", "kasneb"),
        ("CPA Kenya, 2018", "kasneb-cpa-k", "kasneb"),
        ("Certified Public Accountant, Philippines, 2014", None, None),
        ("Certified Public Accountant, New South Wales", None, None),
        ("Certified Financial Planner, 2015", "cfp", "cfp-board"),
        ("Certified Financial Planner, CFP Board, USA", "cfp", "cfp-board"),
        ("Certified Financial Planner, Japan", None, None),
        ("CFP, Japan Association for Financial Planners", None, None),
        ("Project Management Professional (PMP), Kenya", "pmp", "pmi"),
    ],
)
def test_the_country_behind_a_title_decides(
    recognizer: Any, line: str, credential: str | None, issuer: str | None
) -> None:
    (found,) = report(recognizer, listing(f"- {line}"))["credentials"]
    assert found["match"]["credential"] == credential
    if issuer is not None or credential is None:
        assert (found["issuer"] or {}).get("id") == issuer


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Plum Accountant, KENYA", ["KE"]),
        ("Plum Accountant, Papua New Guinea", ["PG"]),
        ("Plum Accountant, U.S.", ["US"]),
        ("Plum Accountant, tell us more", []),
        ("Plum Accountant with ten years in Kenya", []),
        ("Plum Accountant\nOrchard Bank, Kenya", []),
        ("Plum Accountant, Georgia", []),
        (f"Plum Accountant, {'a' * 60} Kenya", []),
    ],
)
def test_countries_are_read_near_the_title_only(
    recognizer: Any, text: str, codes: list[str]
) -> None:
    reader: CountryReader = recognizer.matcher.countries
    section = Section(None, None, 0, 0, len(text))
    mention = Mention("Plum Accountant", 0, 15, section, "test", 0, len(text), context=text)
    names = [form.removeprefix("Plum Accountant ") for form, _ in reader.forms(mention)]
    assert [reader.codes.get(name) or reader.codes[name.casefold()] for name in names] == codes


def test_a_mention_keeps_an_entry_that_is_not_one_countrys(recognizer: Any) -> None:
    text = "PMP, Kenya"
    section = Section(None, None, 0, 0, len(text))
    mention = Mention("PMP", 0, 3, section, "test", 0, len(text), context=text, credential="pmp")
    assert recognizer.matcher.countries.settled(mention) is mention
