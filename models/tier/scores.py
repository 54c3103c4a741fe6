"""How good probabilities of ordered tiers are: figures, intervals, calibration, abstention."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from models.tier.ordinal import LEVELS, Matrix

Levels = npt.NDArray[np.int64]
BINS = 10
DRAWS = 1000
SEED = 20261122

ABSTAIN_COST = 0.5
"""What "not rated" costs, where a tier that is wrong by n costs n: saying nothing is half as bad
as being wrong by one tier."""
LEAST_COVERAGE = 0.8
"""Share of credentials that have to be rated: one that rates only the easy ones is of no use."""


class Scores(NamedTuple):
    """Figures of one set of predictions; `mae` in tiers, the rest 0–1."""

    n: int
    accuracy: float
    mae: float
    macro_f1: float
    kappa: float


def decide(p: Matrix) -> tuple[Levels, Matrix]:
    """(tier by the median, its probability) of n × 5 probabilities."""
    level = np.minimum((np.cumsum(p, axis=1) < 0.5).sum(axis=1) + 1, LEVELS)
    return level, p[np.arange(len(p)), level - 1]


def score(y: Levels, level: Levels) -> Scores:
    """Figures of tiers against the true ones."""
    if not len(y):
        return Scores(0, 0.0, 0.0, 0.0, 0.0)
    return Scores(
        len(y),
        float((y == level).mean()),
        float(np.abs(y - level).mean()),
        macro_f1(y, level),
        quadratic_kappa(y, level),
    )


def macro_f1(y: Levels, level: Levels) -> float:
    """Mean F1 over the tiers that occur."""
    values = []
    for k in np.unique(y):
        hits = int(((y == k) & (level == k)).sum())
        values.append(2 * hits / (int((y == k).sum()) + int((level == k).sum())))
    return float(np.mean(values))


def macro_recall(y: Levels, level: Levels) -> float:
    """Mean recall over the tiers that occur."""
    return float(np.mean([(level[y == k] == k).mean() for k in np.unique(y)]))


def quadratic_kappa(a: Levels, b: Levels) -> float:
    """Agreement beyond chance, disagreements weighted by their square; 1 is perfect."""
    observed = np.zeros((LEVELS, LEVELS))
    np.add.at(observed, (a - 1, b - 1), 1)
    weights = np.subtract.outer(np.arange(LEVELS), np.arange(LEVELS)) ** 2.0
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / len(a)
    total = float((weights * expected).sum())
    return 1 - float((weights * observed).sum()) / total if total else 1.0


def interval(
    figure: Callable[[npt.NDArray[np.int64]], float], groups: npt.NDArray[np.str_]
) -> tuple[float, float]:
    """95 % of `figure(rows)` when whole groups are drawn with replacement."""
    chance = np.random.default_rng(SEED)
    members = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    values = []
    for _ in range(DRAWS):
        drawn = chance.integers(0, len(members), len(members))
        values.append(figure(np.concatenate([members[i] for i in drawn])))
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def calibration(y: Levels, p: Matrix) -> tuple[float, list[tuple[float, float, int]]]:
    """(expected calibration error, per bin: mean probability, share right, rows)."""
    level, top = decide(p)
    right = y == level
    bins = []
    error = 0.0
    for low in np.arange(BINS) / BINS:
        inside = (top > low) & (top <= low + 1 / BINS)
        if inside.any():
            said, was = float(top[inside].mean()), float(right[inside].mean())
            bins.append((said, was, int(inside.sum())))
            error += inside.mean() * abs(said - was)
    return float(error), bins


def brier(y: Levels, p: Matrix) -> float:
    """Mean squared distance to the truth over the five tiers, 0 (best) to 2."""
    return float(((p - np.eye(LEVELS)[y - 1]) ** 2).sum(axis=1).mean())


def log_loss(y: Levels, p: Matrix) -> float:
    """Mean negative logarithm of the true tier's probability."""
    return float(-np.log(np.maximum(p[np.arange(len(y)), y - 1], 1e-9)).mean())


def abstention(
    y: Levels, p: Matrix, unsaid: npt.NDArray[np.bool_]
) -> list[tuple[float, float, float, float, float]]:
    """Per threshold: (threshold, coverage, accuracy, MAE, mean cost), rated rows only.

    Rows that are `unsaid` are never rated, however sure the model is.
    """
    level, top = decide(p)
    top = np.where(unsaid, 0.0, top)
    curve = []
    for threshold in np.round(np.arange(0.30, 0.96, 0.01), 2):
        rated = top >= threshold
        if not rated.any():
            break
        wrong = np.abs(y - level)[rated]
        cost = float((wrong.sum() + ABSTAIN_COST * (~rated).sum()) / len(y))
        accuracy = float((wrong == 0).mean())
        curve.append((float(threshold), float(rated.mean()), accuracy, float(wrong.mean()), cost))
    return curve


def threshold_by_cost(curve: list[tuple[float, float, float, float, float]]) -> float:
    """The threshold with the lowest mean cost that leaves enough rated; the lower one of equals."""
    enough = [point for point in curve if point[1] >= LEAST_COVERAGE]
    return min(enough, key=lambda point: (round(point[4], 6), point[0]))[0]
