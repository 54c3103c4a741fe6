"""The models that are compared: each is a function of training rows and of rows to predict."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, KFold
from sklearn.neighbors import KNeighborsClassifier

from models.tier.matrix import Table
from models.tier.ordinal import LEVELS, Matrix, fit

Rows = npt.NDArray[np.int64]
Predict = Callable[[Table, Rows, Rows], Matrix]

FOLDS = 10
SEED = 20261122
PENALTY = 0.5
"""Strength of the squared penalty on the borders' weights: of 0.5, 1 and 3 the lowest log loss."""


def majority(table: Table, train: Rows, test: Rows) -> Matrix:
    """The shares of the tiers in training."""
    shares = np.bincount(table.y[train], minlength=LEVELS + 1)[1:] / len(train)
    return np.tile(shares, (len(test), 1))


def type_only(table: Table, train: Rows, test: Rows) -> Matrix:
    """Multinomial regression on the type alone."""
    x = table.columns("type:")
    return _proba(LogisticRegression(max_iter=2000), x[train], table.y[train], x[test])


def neighbors(table: Table, train: Rows, test: Rows) -> Matrix:
    """The fifteen nearest texts by letters (title and words beside it)."""
    texts = [f"{label.title} {label.context} {label.type}" for label in table.labels]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    x = letters.fit_transform([texts[i] for i in train])
    model = KNeighborsClassifier(15, metric="cosine", weights="distance")
    return _proba(model, x, table.y[train], letters.transform([texts[i] for i in test]))


def multinomial(table: Table, train: Rows, test: Rows) -> Matrix:
    """Multinomial logistic regression on all features."""
    model = LogisticRegression(C=1.0, max_iter=5000)
    return _proba(model, table.x[train], table.y[train], table.x[test])


def proportional(table: Table, train: Rows, test: Rows) -> Matrix:
    """Ordinal regression with one weight per feature (proportional odds), monotone."""
    x, y, signs = table.x[train], table.y[train], table.signs
    return fit(x, y, penalty=1.0, signs=signs, parallel=True).probabilities(table.x[test])


def borders(table: Table, train: Rows, test: Rows) -> Matrix:
    """Ordinal regression with a weight per feature and border, monotone: the one in use."""
    x, y, signs = table.x[train], table.y[train], table.signs
    return fit(x, y, penalty=PENALTY, signs=signs).probabilities(table.x[test])


def boosting(table: Table, train: Rows, test: Rows) -> Matrix:
    """Gradient boosting of small trees."""
    model = HistGradientBoostingClassifier(
        max_iter=120, learning_rate=0.06, max_leaf_nodes=12, random_state=SEED
    )
    return _proba(model, table.x[train], table.y[train], table.x[test])


def _proba(model: object, x: object, y: Rows, new: object) -> Matrix:
    """Probabilities in five columns, also where training lacks a tier."""
    model.fit(x, y)  # type: ignore[attr-defined]
    result = np.zeros((new.shape[0], LEVELS))  # type: ignore[attr-defined]
    result[:, model.classes_ - 1] = model.predict_proba(new)  # type: ignore[attr-defined]
    return result


CANDIDATES: dict[str, Predict] = {
    "majority": majority,
    "type only": type_only,
    "nearest neighbours on text": neighbors,
    "proportional odds": proportional,
    "four borders (in use)": borders,
    "multinomial regression": multinomial,
    "gradient boosting": boosting,
}


def out_of_fold(table: Table, predict: Predict, *, grouped: bool = True) -> tuple[Matrix, Rows]:
    """(probabilities of every row from models that never saw its group, its fold).

    `grouped=False` holds out single rows instead: what would be measured if providers leaked.
    """
    result = np.zeros((len(table.y), LEVELS))
    fold = np.zeros(len(table.y), dtype=np.int64)
    if grouped:
        parts = GroupKFold(FOLDS).split(table.x, table.y, table.groups)
    else:
        parts = KFold(FOLDS, shuffle=True, random_state=SEED).split(table.x)
    for number, (train, test) in enumerate(parts):
        result[test] = predict(table, train, test)
        fold[test] = number
    return result, fold
