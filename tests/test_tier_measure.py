"""Figures of tiers: agreement, calibration, abstention, and the measure on whole résumés."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.tier import measure, scores, write
from models.tier.labels import LABELS, read_labels, write_labels
from models.tier.train import ARTEFACT, FIGURES, tempered

TRUE = np.array([1, 2, 3, 4, 5, 4])


def sure(levels: list[int], probability: float = 0.9) -> Any:
    rest = (1 - probability) / 4
    return np.where(np.eye(5)[np.array(levels) - 1] == 1, probability, rest)


def test_scores_of_perfect_and_of_shifted_tiers() -> None:
    level, top = scores.decide(sure([1, 2, 3, 4, 5, 4]))
    assert level.tolist() == TRUE.tolist() and top == pytest.approx([0.9] * 6)
    assert scores.score(TRUE, level) == (6, 1.0, 0.0, 1.0, 1.0)
    shifted = np.array([2, 3, 4, 5, 4, 5])
    assert scores.score(TRUE, shifted).accuracy == 0
    assert scores.score(TRUE, shifted).mae == 1
    assert scores.macro_recall(TRUE, np.array([1, 2, 3, 4, 5, 5])) == pytest.approx(0.9)


def test_scores_kappa_weighs_distance() -> None:
    near, far = np.array([2, 2, 3, 4, 5, 4]), np.array([5, 2, 3, 4, 5, 4])
    assert scores.quadratic_kappa(TRUE, near) > scores.quadratic_kappa(TRUE, far)
    assert scores.quadratic_kappa(TRUE, TRUE) == 1


def test_scores_calibration_error_is_the_gap_between_said_and_true() -> None:
    error, bins = scores.calibration(TRUE, sure([1, 2, 3, 4, 5, 4]))
    assert error == pytest.approx(0.1) and bins == [(pytest.approx(0.9), 1.0, 6)]


def test_scores_threshold_costs_least_among_those_that_rate_enough() -> None:
    p = np.vstack([sure([1, 2, 3, 4, 5, 4] * 3, 0.9), sure([5, 1], 0.55)])
    y = np.array([*TRUE.tolist() * 3, 1, 5])
    curve = scores.abstention(y, p, np.zeros(20, dtype=bool))
    threshold = scores.threshold_by_cost(curve)
    chosen = next(point for point in curve if point[0] == threshold)
    assert 0.55 < threshold <= 0.9 and chosen[1:4] == (0.9, 1.0, 0.0)
    assert scores.abstention(y, p, np.ones(20, dtype=bool)) == []


def test_scores_intervals_draw_whole_groups() -> None:
    right = np.array([1.0] * 5 + [0.0] * 5)
    groups = np.array(["a"] * 5 + ["b"] * 5)
    assert scores.interval(lambda rows: float(right[rows].mean()), groups) == (0.0, 1.0)


def test_temperature_softens_without_moving_the_tier() -> None:
    p = sure([1, 3, 5], 0.8)
    soft = tempered(p, 2.0)
    assert soft.sum(axis=1) == pytest.approx([1, 1, 1])
    assert (scores.decide(soft)[0] == scores.decide(p)[0]).all()
    assert soft.max() < p.max()


def test_measure_compares_tiers_of_a_resume(
    recognizer: Any, sample_pdf: Path, tmp_path: Path
) -> None:
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "a.pdf").write_bytes(sample_pdf.read_bytes())
    (tmp_path / "pdf" / "b.pdf").write_bytes(b"no PDF")
    rows = [
        "title,issuer,platform,type,tier,confidence,ids",
        "Project Management Professional (PMP),PMI,,certification,1,high,a",
        "Certified Kubernetes Administrator (CKA),,,certification,4,high,a",
        "A Credential That Is Not There,,,certification,4,high,a b",
        "SQL (Intermediate),HackerRank,,badge,,low,a",
    ]
    tiers = tmp_path / "tiers.csv"
    tiers.write_text("\n".join(rows) + "\n", encoding="utf-8")
    measured = measure.measure(recognizer, tiers, tmp_path / "pdf")
    assert [(pair.tier, pair.found.level) for pair in measured.pairs] == [(1, 1), (4, 1), (None, 3)]
    assert measured.missed == 2
    told = dict(re.split(r" {2,}", line, maxsplit=1) for line in list(measure.lines(measured))[:8])
    assert (told["coverage"], told["accuracy"]) == ("1.0000", "0.5000")
    assert told["mean absolute error"] == "1.5000"


def test_labels_are_written_as_they_are_read(tmp_path: Path) -> None:
    copy = tmp_path / "labels.csv"
    write_labels(read_labels(), copy)
    assert copy.read_bytes() == LABELS.read_bytes()
    copy.write_text("id,tier\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="columns are"):
        read_labels(copy)


def test_card_says_what_the_figures_and_the_parameters_say(root: Path) -> None:
    figures = json.loads(FIGURES.read_bytes())
    parameters = json.loads((ARTEFACT / "parameters.json").read_bytes())
    assert figures["threshold"] == parameters["threshold"]
    percent = f"{100 * figures['threshold']:.0f} %"
    assert f"Below {percent}" in (root / "docs" / "tiers.md").read_text("utf-8")
    tables = "\n".join(write.lines(figures))
    assert tables in write.CARD.read_text("utf-8")
    assert write.plot(figures["bins"]) == write.PLOT.read_text("utf-8")
