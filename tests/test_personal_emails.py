"""E-mail addresses are found around their marks, just as by trying at every letter."""

from __future__ import annotations

import random

import pytest

from recognizer.personal_emails import _EMAIL, emails, is_email_in, without_emails

PIECES = (
    *("a", "b", "é", "ß", "1", ".", "_", "+", "'", "-", " ", "\n", ",", "/", ".com", "co"),
    *("@", "@", "(at)", "[AT]", "%40"),
)


@pytest.mark.parametrize("seed", range(5))
def test_emails_are_those_of_the_expression_tried_everywhere(seed: int) -> None:
    chance = random.Random(seed)
    found = 0
    for _ in range(4000):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        spans = [one.span() for one in emails(text)]
        assert spans == [one.span() for one in _EMAIL.finditer(text)], repr(text)
        assert is_email_in(text) == bool(spans)
        assert without_emails(text, "#") == _EMAIL.sub("#", text)
        found += len(spans)
    assert found > 300


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write to robin.quince@example.org today", "Write to # today"),
        ("robin (at) example.org | +44", "# | +44"),
        ("robin%40example.org", "#"),
        ("nothing at all", "nothing at all"),
        ("a@b.org, c@d.org", "#, #"),
    ],
)
def test_emails_can_be_hidden(text: str, shown: str) -> None:
    assert without_emails(text, "#") == shown
