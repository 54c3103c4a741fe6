"""The rubric's rules: which known facts make which tier; the first rule that is met decides."""

from __future__ import annotations

from recognizer.credential import Facts

Rule = dict[str, tuple[int, ...]]
RULES: tuple[tuple[int, Rule], ...] = (
    (
        1,
        {"assessment": (3, 4), "identity": (2,), "currency": (2,), "verifiability": (2, 3)},
    ),
    (2, {"assessment": (3, 4)}),
    (2, {"assessment": (2,), "quality_assurance": (2, 3)}),
    (3, {"assessment": (2,)}),
    (4, {"assessment": (1,)}),
    (5, {"assessment": (0,)}),
)
"""Tier and the values that each deciding dimension must have, in the rubric's order."""


def level_of(facts: Facts) -> tuple[int | None, tuple[tuple[int, tuple[str, ...]], ...]]:
    """(tier 1–5, stronger tiers that stay possible with the dimensions unknown for them).

    The tier is None when the assessment is unknown.
    """
    if facts.assessment is None:
        return None, ()
    possible: list[tuple[int, tuple[str, ...]]] = []
    for level, rule in RULES:
        values = {name: getattr(facts, name) for name in rule}
        if any(fact is not None and fact.value not in rule[name] for name, fact in values.items()):
            continue
        unknown = tuple(name for name, fact in values.items() if fact is None)
        if not unknown:
            return level, tuple(possible)
        possible.append((level, unknown))
    raise AssertionError("the last rules cover every value of the assessment")
