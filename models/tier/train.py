"""Trains the tier estimate, measures it on providers it never saw, and writes everything anew.

Writes artefact/parameters.json and artefact/card.json (what the program loads), figures.json, the
reliability plot and the generated part of CARD.md. The same labels give the same files.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar

from models.tier.labels import LABELS
from models.tier.matrix import Table
from models.tier.ordinal import Borders, Matrix, fit
from models.tier.scores import Levels, log_loss
from recognizer import __version__
from recognizer.features import FEATURES_VERSION
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from recognizer.tier_model import FORMAT

HERE = Path(__file__).resolve().parent
ARTEFACT = HERE / "artefact"
FIGURES = HERE / "figures.json"
VERSION = "2"
"""Raised with every new training that is released; the report's `versions.tier_model`."""

PENALTY = 0.3
"""Strength of the squared penalty on the weights: of 0.3, 0.5 and 1 the one with the least loss."""
DECIMALS = 4
"""Of the parameters: fewer than arithmetic differs by between machines."""


def train(data: Table, rows: Levels | None = None) -> Borders:
    """The model in use, fitted on all rated rows or on those given by number."""
    rows = np.arange(len(data.y)) if rows is None else rows
    return fit(
        data.x[rows],
        data.y[rows],
        penalty=PENALTY,
        signs=data.signs,
        sample_weight=data.weight[rows],
    )


def temperature_of(y: Levels, p: Matrix) -> float:
    """What sharpens (below 1) or softens (above 1) held-out probabilities to the least loss."""

    def loss(log_temperature: float) -> float:
        return log_loss(y, tempered(p, float(np.exp(log_temperature))))

    found = minimize_scalar(loss, bounds=(-1.0, 1.0), method="bounded")
    return round(float(np.exp(found.x)), 2)


def tempered(p: Matrix, temperature: float) -> Matrix:
    """Probabilities with the logits of their four borders divided by the temperature."""
    below = np.clip(np.cumsum(p, axis=1)[:, :-1], 1e-9, 1 - 1e-9)
    below = 1 / (1 + np.exp(-np.log(below / (1 - below)) / temperature))
    ends = np.hstack([np.zeros((len(p), 1)), below, np.ones((len(p), 1))])
    result: Matrix = np.diff(ends, axis=1)
    return result


def parameters(data: Table, model: Borders, temperature: float, threshold: float) -> bytes:
    """parameters.json: plain numbers, one line per feature."""
    weights = {
        name: [round(float(w), DECIMALS) + 0.0 for w in model.weights[:, n]]
        for n, name in enumerate(data.names)
    }
    value = {
        "intercepts": [round(float(b), DECIMALS) for b in model.intercepts],
        "temperature": temperature,
        "threshold": threshold,
    }
    lines = json.dumps(value)[:-1] + ',\n"weights": {\n'
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in weights.items())
    return (lines + rows + "\n}}\n").encode()


def card(content: bytes, data: Table) -> dict[str, Any]:
    """card.json: with what the parameters fit together; a difference is refused on loading."""
    release = Taxonomy.load(Settings().taxonomy_dir).release
    return {
        "format": FORMAT,
        "version": VERSION,
        "features": FEATURES_VERSION,
        "rubric": release.rubric,
        "recognizer_major": __version__.partition(".")[0],
        "taxonomy_major": release.version.partition(".")[0],
        "parameters_sha256": hashlib.sha256(content).hexdigest(),
        "labels_sha256": hashlib.sha256(LABELS.read_bytes()).hexdigest(),
        "rows": len(data.y),
        "about": "models/tier/CARD.md",
    }


def write_artefact(data: Table, temperature: float, threshold: float) -> None:
    """Fits on all rows and writes the two files that the program loads."""
    content = parameters(data, train(data), temperature, threshold)
    ARTEFACT.mkdir(exist_ok=True)
    (ARTEFACT / "parameters.json").write_bytes(content)
    text = json.dumps(card(content, data), indent=2) + "\n"
    (ARTEFACT / "card.json").write_text(text, encoding="utf-8")
