"""The models that are compared: each is a function of training rows and of rows to predict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, KFold
from sklearn.neighbors import KNeighborsClassifier

from models.tier.matrix import Table
from models.tier.ordinal import LEVELS, Matrix, fit
from models.tier.train import train as fit_borders

Rows = npt.NDArray[np.int64]
Predict = Callable[[Table, Rows, Rows], Matrix]

FOLDS = 10
SEED = 20261122


def majority(table: Table, train: Rows, test: Rows) -> Matrix:
    """The shares of the tiers in training."""
    shares = np.bincount(table.y[train], minlength=LEVELS + 1)[1:] / len(train)
    return np.tile(shares, (len(test), 1))


def type_only(table: Table, train: Rows, test: Rows) -> Matrix:
    """Multinomial regression on the type alone."""
    x = table.columns("type:")
    model = LogisticRegression(max_iter=2000)
    return _proba(model, x[train], table.y[train], x[test], table.weight[train])


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
    return _proba(model, table.x[train], table.y[train], table.x[test], table.weight[train])


def proportional(table: Table, train: Rows, test: Rows) -> Matrix:
    """Ordinal regression with one weight per feature (proportional odds), monotone."""
    model = fit(
        table.x[train],
        table.y[train],
        penalty=1.0,
        signs=table.signs,
        parallel=True,
        sample_weight=table.weight[train],
    )
    return model.probabilities(table.x[test])


def borders(table: Table, train: Rows, test: Rows) -> Matrix:
    """Ordinal regression with a weight per feature and border, monotone: the one in use."""
    return fit_borders(table, train).probabilities(table.x[test])


def boosting(table: Table, train: Rows, test: Rows) -> Matrix:
    """Gradient boosting of small trees."""
    model = HistGradientBoostingClassifier(
        max_iter=120, learning_rate=0.06, max_leaf_nodes=12, random_state=SEED
    )
    return _proba(model, table.x[train], table.y[train], table.x[test], table.weight[train])


def _proba(model: Any, x: Any, y: Rows, new: Any, weight: Matrix | None = None) -> Matrix:
    """Probabilities in five columns, also where training lacks a tier."""
    if weight is None:
        model.fit(x, y)
    else:
        model.fit(x, y, sample_weight=weight)
    result = np.zeros((new.shape[0], LEVELS))
    result[:, model.classes_ - 1] = model.predict_proba(new)
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
