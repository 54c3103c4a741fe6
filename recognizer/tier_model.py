"""The trained estimate of a tier: plain numbers read from JSON, added up without any library.

Four borders between tiers each have an intercept and a weight per feature; border k gives
P(tier ≤ k). The tier is the median of the resulting probabilities, so that a feature whose weights
are nowhere negative can never make it weaker. Nothing is executed from the files.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

from recognizer.errors import ArtefactError
from recognizer.features import FEATURES_VERSION

FORMAT = 1
"""Layout of parameters.json and card.json."""
BORDERS = 4
DIGITS = 3
"""Decimals of a reported probability."""

_NEXT = "Reinstall the program, or train the model anew with `python -m models.tier`."


class Estimated(NamedTuple):
    """Tier 1–5, probabilities of the five tiers (sum 1), and what moved it.

    `moved` holds (feature, shift), largest first: the shift is by how many tiers the expected
    tier is stronger (positive) or weaker (negative) than it would be without the feature.
    """

    level: int
    probabilities: tuple[float, ...]
    moved: tuple[tuple[str, float], ...]

    @property
    def probability(self) -> float:
        """That of the tier itself."""
        return self.probabilities[self.level - 1]


@dataclass(frozen=True, slots=True)
class TierModel:
    """Loaded once, then `estimate` for any number of credentials.

    `threshold` 0–1: below this probability of its tier an estimate is withheld. `temperature`
    divides the sums before they become probabilities.
    """

    version: str
    intercepts: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    temperature: float
    threshold: float

    @classmethod
    def load(cls, directory: Path, *, recognizer: str, taxonomy: str, rubric: str) -> Self:
        """Reads card.json and parameters.json. Raises ArtefactError when they do not fit.

        `recognizer` and `taxonomy` are the versions in use, of which the major number has to be
        that of the training; `rubric` has to be the same.
        """
        card = _read(directory / "card.json")
        file = directory / "parameters.json"
        try:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
        except OSError as error:
            raise _refused(file, f"cannot be read: {error.strerror}") from error
        expected = {
            "format": FORMAT,
            "features": FEATURES_VERSION,
            "rubric": rubric,
            "parameters_sha256": digest,
            "recognizer_major": recognizer.partition(".")[0],
            "taxonomy_major": taxonomy.partition(".")[0],
        }
        for key, value in expected.items():
            if card.get(key) != value:
                told = f"the card's {key} is {card.get(key)!r}, but {value!r} is in use"
                raise _refused(directory, told)
        return cls._of(card, _read(file), directory)

    @classmethod
    def _of(cls, card: Mapping[str, Any], parameters: Mapping[str, Any], directory: Path) -> Self:
        try:
            weights = {
                str(name): tuple(map(float, row)) for name, row in parameters["weights"].items()
            }
            model = cls(
                version=str(card["version"]),
                intercepts=tuple(map(float, parameters["intercepts"])),
                weights=weights,
                temperature=float(parameters["temperature"]),
                threshold=float(parameters["threshold"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            told = f"parameters.json is not in the expected form ({error!r})"
            raise _refused(directory, told) from error
        rows = [model.intercepts, *model.weights.values()]
        numbers = [number for row in rows for number in row]
        sound = all(map(math.isfinite, [*numbers, model.temperature, model.threshold]))
        if not (sound and model.temperature > 0 and all(len(row) == BORDERS for row in rows)):
            told = "parameters.json holds a number that cannot be"
            raise _refused(directory, told)
        return model

    def estimate(self, values: Mapping[str, float]) -> Estimated:
        """The tier for named feature values; features unknown to the model count for nothing."""
        known = [(name, values[name]) for name in sorted(values) if name in self.weights]
        sums = list(self.intercepts)
        for name, value in known:
            for k, weight in enumerate(self.weights[name]):
                sums[k] += weight * value
        full = self._probabilities(sums)
        expected = _expected(full)
        moved = []
        for name, value in known:
            without = [s - w * value for s, w in zip(sums, self.weights[name], strict=True)]
            shift = _expected(self._probabilities(without)) - expected
            moved.append((name, round(shift, DIGITS)))
        moved.sort(key=lambda pair: (-abs(pair[1]), pair[0]))
        rounded = [round(p, DIGITS) for p in full]
        level = _median(full)
        rest = sum(p for n, p in enumerate(rounded, start=1) if n != level)
        rounded[level - 1] = round(1 - rest, DIGITS)
        return Estimated(level, tuple(rounded), tuple(moved))

    def _probabilities(self, sums: list[float]) -> list[float]:
        """Of the five tiers; borders that cross are pushed together."""
        result = []
        below = 0.0
        for total in sums:
            here = max(
                below, 1 / (1 + math.exp(-max(-700.0, min(700.0, total / self.temperature))))
            )
            result.append(here - below)
            below = here
        return [*result, 1 - below]


def _expected(probabilities: list[float]) -> float:
    """Mean tier, 1 (strongest) to 5."""
    return sum(n * p for n, p in enumerate(probabilities, start=1))


def _median(probabilities: list[float]) -> int:
    """The first tier up to which at least half of the probability lies."""
    below = 0.0
    for level, probability in enumerate(probabilities, start=1):
        below += probability
        if below >= 0.5:
            return level
    return len(probabilities)


def _refused(where: Path, told: str) -> ArtefactError:
    return ArtefactError(f"{where}: {told}. {_NEXT}")


def _read(file: Path) -> dict[str, Any]:
    try:
        value = json.loads(file.read_bytes())
    except OSError as error:
        raise _refused(file, f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _refused(file, f"is no JSON ({error})") from error
    if not isinstance(value, dict):
        raise _refused(file, "is no JSON object")
    return value
