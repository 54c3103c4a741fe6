"""Measures every candidate on providers that were held out, and the ablations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from models.tier.candidates import CANDIDATES, borders, out_of_fold
from models.tier.labels import Label
from models.tier.matrix import Table, matrix, table, unsaid
from models.tier.ordinal import Matrix
from models.tier.scores import (
    ABSTAIN_COST,
    Levels,
    abstention,
    brier,
    calibration,
    decide,
    interval,
    log_loss,
    macro_recall,
    quadratic_kappa,
    score,
    threshold_by_cost,
)
from models.tier.train import temperature_of, tempered, train
from recognizer.features import features

IN_USE = "four borders (in use)"


def compare(labels: tuple[Label, ...], data: Table) -> dict[str, Any]:
    """All figures of the card; probabilities are always those of models that never saw the group.

    The chosen temperature and threshold are under "temperature" and "threshold".
    """
    rows = {}
    p, fold = out_of_fold(data, borders)
    for name, predict in CANDIDATES.items():
        found = p if name == IN_USE else out_of_fold(data, predict)[0]
        rows[name] = summary(data, found)
    honest = _cross_tempered(data.y, p, fold)
    temperature = temperature_of(data.y, p)
    curve = abstention(data.y, honest, data.unsaid(decide(honest)[0]))
    threshold = threshold_by_cost(curve)
    return {
        "rows": {
            "by rule": int((~data.read).sum()),
            "by reading": int(data.read.sum()),
            "cannot be rated": sum(not label.tier for label in labels),
            "providers": len(set(data.groups)),
            "features": len(data.names),
        },
        "readers": readers(labels),
        "candidates": rows,
        "temperature": temperature,
        "threshold": threshold,
        "abstain_cost": ABSTAIN_COST,
        "held_out": held_out(data, honest, threshold),
        "curve": [point for point in curve if round(point[0] * 100) % 5 == 0],
        "bins": calibration(data.y, honest)[1],
        "cannot_be_rated_withheld": withheld(labels, data, temperature, threshold),
        "ablations": ablations(labels, data, p),
    }


def summary(data: Table, p: Matrix) -> dict[str, float]:
    """Figures of one candidate with everything rated, and at 80 % coverage."""
    level, top = decide(p)
    everything = score(data.y, level)
    surest = np.argsort(-top, kind="stable")[: int(0.8 * len(top))]
    some = score(data.y[surest], level[surest])
    return {
        "accuracy": everything.accuracy,
        "macro_f1": everything.macro_f1,
        "mae": everything.mae,
        "kappa": everything.kappa,
        "log_loss": log_loss(data.y, p),
        "brier": brier(data.y, p),
        "ece": calibration(data.y, p)[0],
        "accuracy_80": some.accuracy,
        "mae_80": some.mae,
        "accuracy_read": score(data.y[data.read], level[data.read]).accuracy,
        "accuracy_rule": score(data.y[~data.read], level[~data.read]).accuracy,
    }


def held_out(data: Table, p: Matrix, threshold: float) -> dict[str, Any]:
    """The model in use, with intervals over providers: all rows, rows by reading, by rule."""
    level, top = decide(p)
    top = np.where(data.unsaid(level), 0.0, top)
    result: dict[str, Any] = {}
    whole = np.ones(len(data.y), dtype=bool)
    for name, part in (("all", whole), ("by reading", data.read), ("by rule", ~data.read)):
        result[name] = _part(data, p, level, top, part, threshold)
    confusion = np.zeros((5, 6), dtype=int)
    for true, found, sure in zip(data.y, level, top, strict=True):
        confusion[true - 1, found - 1 if sure >= threshold else 5] += 1
    result["confusion"] = confusion.tolist()
    return result


def _part(
    data: Table, p: Matrix, level: Levels, top: Matrix, part: Any, threshold: float
) -> dict[str, Any]:
    """Figures of some rows; those with an interval are [value, low, high]."""
    rated = np.flatnonzero(part & (top >= threshold))
    y, found, groups = data.y[rated], level[rated], data.groups[rated]
    figures: dict[str, Callable[[Levels], float]] = {
        "accuracy": lambda i: float((y[i] == found[i]).mean()),
        "mae": lambda i: float(np.abs(y[i] - found[i]).mean()),
        "macro_f1": lambda i: score(y[i], found[i]).macro_f1,
        "macro_recall": lambda i: macro_recall(y[i], found[i]),
    }
    everything = np.arange(len(rated))
    told = {name: [f(everything), *interval(f, groups)] for name, f in figures.items()}
    rows = np.flatnonzero(part)
    return {
        "n": int(part.sum()),
        "coverage": len(rated) / int(part.sum()),
        **told,
        "ece": calibration(data.y[rows], p[rows])[0],
        "brier": brier(data.y[rows], p[rows]),
    }


def _cross_tempered(y: Levels, p: Matrix, fold: Levels) -> Matrix:
    """Held-out probabilities with the temperature that the other folds' rows give."""
    result = np.zeros_like(p)
    for number in np.unique(fold):
        inside = fold == number
        result[inside] = tempered(p[inside], temperature_of(y[~inside], p[~inside]))
    return result


def readers(labels: tuple[Label, ...]) -> dict[str, float]:
    """How far the two readers agree."""
    read = [label for label in labels if label.read]
    both = [label for label in read if label.rater_a and label.rater_b]
    a = np.array([int(label.rater_a) for label in both])
    b = np.array([int(label.rater_b) for label in both])
    return {
        "n": len(read),
        "rated_by_both": len(both),
        "agreement": float((a == b).mean()),
        "agreement_with_unrated": float(np.mean([x.rater_a == x.rater_b for x in read])),
        "kappa": quadratic_kappa(a, b),
        "settled": sum(x.rater_a != x.rater_b for x in read),
    }


def withheld(
    labels: tuple[Label, ...], data: Table, temperature: float, threshold: float
) -> dict[str, float]:
    """Of rows that readers could not rate: how many stay unrated, by the rule or by doubt."""
    odd = [label for label in labels if not label.tier]
    x = matrix([features(label.shown()) for label in odd], data.names)
    level, top = decide(train(data).probabilities(x, temperature))
    nothing = unsaid(odd, level)
    return {
        "n": len(odd),
        "bare_names": int(nothing.sum()),
        "others_below_threshold": int((~nothing & (top < threshold)).sum()),
    }


def ablations(labels: tuple[Label, ...], data: Table, p: Matrix) -> dict[str, dict[str, float]]:
    """What other features would add: the title's words, and the provider's name.

    With providers held out their names cannot help; with single rows held out they can, and the
    difference is what prestige would leak.
    """
    worded, named = table(labels, words=True), table(labels, names=True)
    return {
        "features in use, providers held out": summary(data, p),
        "with the title's words, providers held out": summary(
            worded, out_of_fold(worded, borders)[0]
        ),
        "features in use, rows held out": summary(
            data, out_of_fold(data, borders, grouped=False)[0]
        ),
        "with the provider's name, rows held out": summary(
            named, out_of_fold(named, borders, grouped=False)[0]
        ),
        "with the provider's name, providers held out": summary(
            named, out_of_fold(named, borders)[0]
        ),
    }
