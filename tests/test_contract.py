"""Reports keep the contract on every layout: schema, invariants, the same bytes twice."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from models.synthetic import LAYOUTS, generate
from recognizer.errors import UnreadableResume
from recognizer.report import TIER_NAMES
from recognizer.schema import report_schema

VALIDATOR = jsonschema.Draft202012Validator(report_schema())


def broken_promises(report: dict[str, Any]) -> list[str]:
    """What the schema cannot say, in words."""
    wrong = [f"{error.json_path}: {error.validator}" for error in VALIDATOR.iter_errors(report)]
    for number, item in enumerate(report["credentials"]):
        tier, match, evidence = item["tier"], item["match"], item["evidence"]
        x0, top, x1, bottom = evidence["bbox"]
        chances = tier["probabilities"]
        promises = {
            "a tier has its name": tier["name"] == TIER_NAMES.get(tier["level"]),
            "not rated means no probability": (tier["level"] is None)
            == (chances is None)
            == (tier["probability"] is None)
            == (tier["basis"] is None),
            "probabilities sum to one": chances is None or math.isclose(sum(chances.values()), 1),
            "the tier is the likeliest": chances is None
            or chances[str(tier["level"])] == tier["probability"] == max(chances.values()),
            "no match without an entry": (match["credential"] is None)
            == (match["kind"] in ("none", "provider_only")),
            "evidence is a place": 1 <= evidence["page"] <= report["document"]["pages"]
            and x0 < x1
            and top < bottom,
            "evidence has words": bool(evidence["quote"].strip()),
            "tiers and matches are explained": bool(tier["reasons"]),
            "an expected date is not issued": item["status"] in ("earned", "expired")
            or item["issued"] is None,
        }
        wrong += [f"{number}: {name}" for name, kept in promises.items() if not kept]
    return wrong


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", [11, 12])
def test_contract_holds_on_every_layout(recognizer: Any, layout: str, seed: int) -> None:
    resume = generate(seed, layout)
    first = recognizer.recognize(resume.pdf, name="resume.pdf").to_json()
    assert broken_promises(json.loads(first)) == []
    assert recognizer.recognize(resume.pdf, name="resume.pdf").to_json() == first


@pytest.mark.slow
def test_contract_holds_on_real_resumes(recognizer: Any, corpus: Path) -> None:
    broken = {}
    for path in sorted(corpus.glob("*/pdf/*.pdf"))[::4]:
        try:
            report = json.loads(recognizer.recognize(path).to_json())
        except UnreadableResume:
            continue
        if wrong := broken_promises(report):
            broken[path.stem] = wrong
    assert broken == {}
