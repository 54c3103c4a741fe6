"""Labels → numbers: the features of recognizer.features as columns, tiers and groups as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.tier.labels import Label
from models.tier.ordinal import Matrix
from recognizer.assessment_words import STRENGTHENING
from recognizer.features import features, title_words
from recognizer.tier_estimate import bare, unfounded

Levels = npt.NDArray[np.int64]

LEAST_GROUPS = 3
"""A feature has to be shown by this many groups; a rarer one would only tell who they are."""
READ_WEIGHT = 2.0
"""Weight of a row rated by reading, a row by rule being 1: they stand for what is estimated."""
WEAKENING = frozenset({"both:certification+institute"})
"""Features that go when a fact is added, so that their weights may not be positive."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rated labels: `x` (n × d) with column `names`, tiers `y` 1–5, `groups` held out together."""

    labels: tuple[Label, ...]
    names: tuple[str, ...]
    x: Matrix
    y: Levels
    groups: npt.NDArray[np.str_]

    @property
    def signs(self) -> list[int]:
        """1 where a weight must not be negative, -1 where not positive, 0 where free."""
        return [sign_of(name) for name in self.names]

    @property
    def read(self) -> npt.NDArray[np.bool_]:
        """Rows rated by reading."""
        return np.array([label.read for label in self.labels])

    @property
    def weight(self) -> Matrix:
        """How much each row counts in training."""
        return np.where(self.read, READ_WEIGHT, 1.0)

    def unsaid(self, levels: Levels) -> npt.NDArray[np.bool_]:
        """Rows that the program leaves unrated at these tiers for want of words."""
        return unsaid(self.labels, levels)

    def columns(self, *prefixes: str) -> Matrix:
        """The columns whose names begin so."""
        return self.x[:, [name.startswith(prefixes) for name in self.names]]


def unsaid(labels: Sequence[Label], levels: Levels) -> npt.NDArray[np.bool_]:
    """Labels whose words do not carry a tier, or not the one that was estimated."""
    rows = [(label.shown(), int(level)) for label, level in zip(labels, levels, strict=True)]
    values = [(one, features(one), level) for one, level in rows]
    return np.array([bare(one, v) or unfounded(level, v) for one, v, level in values])


def sign_of(name: str) -> int:
    """The sign that a feature's weights are held to."""
    if name in WEAKENING:
        return -1
    group, _, value = name.partition(":")
    return int(group == "both" or (group == "says" and value in STRENGTHENING))


def table(labels: Iterable[Label], *, words: bool = False, names: bool = False) -> Table:
    """The rated rows; `words` adds the title's words, `names` the provider's name (ablations)."""
    rated = tuple(label for label in labels if label.tier)
    rows = [_values(label, words=words, names=names) for label in rated]
    groups = [label.group for label in rated]
    columns = _common(rows, groups, 1 if names else LEAST_GROUPS)
    return Table(
        rated,
        columns,
        matrix(rows, columns),
        np.array([int(label.tier) for label in rated]),
        np.array(groups),
    )


def matrix(rows: Sequence[dict[str, float]], columns: Sequence[str]) -> Matrix:
    """Rows of named values as an array; values of other names are left out."""
    at = {name: n for n, name in enumerate(columns)}
    x = np.zeros((len(rows), len(columns)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in at:
                x[i, at[name]] = value
    return x


def _values(label: Label, *, words: bool, names: bool) -> dict[str, float]:
    shown = label.shown()
    values = dict(features(shown))
    if words:
        values.update((f"word:{word}", 1.0) for word in title_words(shown))
    if names:
        values[f"name:{label.issuer}"] = 1.0
    return values


def _common(rows: Sequence[dict[str, float]], groups: Sequence[str], least: int) -> tuple[str, ...]:
    """Names shown by at least `least` groups, sorted."""
    seen: dict[str, set[str]] = {}
    for row, group in zip(rows, groups, strict=True):
        for name in row:
            seen.setdefault(name, set()).add(group)
    return tuple(sorted(name for name, where in seen.items() if len(where) >= least))
