"""Four logistic regressions, one for each border between tiers, fitted together and monotone.

Border k (1–4) gives P(tier ≤ k). A weight of a strengthening feature is never negative and one of
a weakening feature never positive, at every border: a fact that strengthens lifts all four
probabilities, so the tier by their median cannot get weaker. Parameters are plain numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

Matrix = npt.NDArray[np.float64]
LEVELS = 5


@dataclass(frozen=True, slots=True)
class Borders:
    """`intercepts` (4) and `weights` (4 × features)."""

    intercepts: Matrix
    weights: Matrix

    def probabilities(self, x: Matrix, temperature: float = 1.0) -> Matrix:
        """Probabilities (n × 5) of the tiers, borders that cross being pushed together."""
        below = expit((x @ self.weights.T + self.intercepts) / temperature)
        below = np.maximum.accumulate(below, axis=1)
        ends = np.hstack([np.zeros((len(x), 1)), below, np.ones((len(x), 1))])
        return np.diff(ends, axis=1)


def fit(
    x: Matrix,
    levels: npt.NDArray[np.int64],
    *,
    penalty: float,
    signs: Sequence[int],
    parallel: bool = False,
    sample_weight: Matrix | None = None,
) -> Borders:
    """Borders for features `x` (n × d, 0–1) and tiers 1–5.

    `penalty` is the strength of the squared penalty on weights; `signs` (d) is 1 where a weight
    must not be negative, -1 where not positive, 0 where free. `parallel` shares the weights among
    the borders (proportional odds). Deterministic: starts at zero, no randomness.
    """
    n, d = x.shape
    weight = np.ones(n) if sample_weight is None else sample_weight
    bounds_of = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
    bounds = [bounds_of[sign] for sign in signs]
    if parallel:
        return _fit_parallel(x, levels, weight, penalty, bounds)
    intercepts, weights = np.zeros(LEVELS - 1), np.zeros((LEVELS - 1, d))
    for k in range(1, LEVELS):
        y = (levels <= k).astype(float)

        def loss(theta: Matrix, y: Matrix = y) -> tuple[float, Matrix]:
            z = x @ theta[1:] + theta[0]
            value = float(weight @ (np.logaddexp(0, z) - y * z))
            slope = weight * (expit(z) - y)
            value += 0.5 * penalty * float(theta[1:] @ theta[1:])
            return value, np.concatenate([[slope.sum()], x.T @ slope + penalty * theta[1:]])

        found = minimize(
            loss,
            np.zeros(d + 1),
            jac=True,
            method="L-BFGS-B",
            bounds=[(None, None), *bounds],
            options={"maxiter": 2000, "ftol": 1e-12, "gtol": 1e-7},
        )
        intercepts[k - 1], weights[k - 1] = found.x[0], found.x[1:]
    return Borders(intercepts, weights)


def _fit_parallel(
    x: Matrix,
    levels: npt.NDArray[np.int64],
    weight: Matrix,
    penalty: float,
    bounds: list[tuple[float | None, float | None]],
) -> Borders:
    """Proportional odds: one weight vector, four ordered intercepts (first, then steps ≥ 0)."""
    d = x.shape[1]

    def loss(theta: Matrix) -> tuple[float, Matrix]:
        cuts = np.cumsum(theta[: LEVELS - 1])
        z = x @ theta[LEVELS - 1 :]
        upper = np.append(cuts, np.inf)[levels - 1] + z
        lower = np.insert(cuts, 0, -np.inf)[levels - 1] + z
        p_up, p_low = expit(upper), expit(lower)
        p = np.maximum(p_up - p_low, 1e-12)
        value = -float(weight @ np.log(p)) + 0.5 * penalty * float(
            theta[LEVELS - 1 :] @ theta[LEVELS - 1 :]
        )
        d_up, d_low = p_up * (1 - p_up) / p * weight, p_low * (1 - p_low) / p * weight
        by_cut = np.zeros(LEVELS - 1)
        for k in range(LEVELS - 1):
            by_cut[k] = -d_up[levels == k + 1].sum() + d_low[levels == k + 2].sum()
        by_step = np.cumsum(by_cut[::-1])[::-1]
        by_weight = -(x.T @ (d_up - d_low)) + penalty * theta[LEVELS - 1 :]
        return value, np.concatenate([by_step, by_weight])

    start = np.concatenate([[-2.0, 1.0, 1.0, 1.0], np.zeros(d)])
    steps: list[tuple[float | None, float | None]] = [(None, None), *[(1e-3, None)] * 3]
    found = minimize(
        loss,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[*steps, *bounds],
        options={"maxiter": 3000, "ftol": 1e-12, "gtol": 1e-7},
    )
    cuts, weights = np.cumsum(found.x[: LEVELS - 1]), found.x[LEVELS - 1 :]
    return Borders(cuts, np.tile(weights, (LEVELS - 1, 1)))
