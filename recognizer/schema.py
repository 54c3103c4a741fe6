"""The JSON Schema of the reports, on résumés and on badge files, made from their types and the
limits that types cannot say.

Further fields are allowed: a later release may add some without a new schema version.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from recognizer.badge_result import CHECKS, BadgeReport
from recognizer.report import SCHEMA_VERSION, Report

_DATE = {"pattern": r"^\d{4}(-(0[1-9]|1[0-2]))?$"}
_DAY = {"pattern": r"^\d{4}-\d{2}-\d{2}$"}
_RATIO = {"minimum": 0, "maximum": 1}
_TEXT = {"minLength": 1}
_LIMITS: dict[str, dict[str, dict[str, Any]]] = {
    "Report": {"schema_version": {"const": SCHEMA_VERSION}},
    "DocumentInfo": {
        "sha256": {"pattern": "^[0-9a-f]{64}$"},
        "pages": {"minimum": 1},
        "language": _TEXT,
    },
    "Finding": {
        "title": _TEXT,
        "issued": _DATE,
        "expires": _DATE,
        "credential_id": _TEXT,
        "url": _TEXT,
        "confidence": _RATIO,
    },
    "ProviderName": {"name": _TEXT, "id": _TEXT},
    "Evidence": {"page": {"minimum": 1}},
    "Match": {"score": _RATIO},
    "Alternative": {"score": _RATIO},
    "TierEstimate": {
        "level": {"minimum": 1, "maximum": 5},
        "probability": _RATIO,
        "probabilities": {
            "propertyNames": {"enum": ["1", "2", "3", "4", "5"]},
            "additionalProperties": {"type": "number", **_RATIO},
            "minProperties": 5,
        },
    },
    "Verification": {"how": _TEXT},
    "DegreeFinding": {"title": _TEXT, "institution": _TEXT, "year": _DATE},
    "Reason": {"code": {"pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}, "text": _TEXT},
    "Notice": {"code": {"pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}, "text": _TEXT},
    "Summary": {"headline": _TEXT},
    "RoleCoverage": {"name": _TEXT},
    "RoleSkill": {"asked": _TEXT},
    "RoleEvidence": {"credential": {"minimum": 0}, "course": _TEXT},
    "UnknownSkill": {"asked": _TEXT},
    "BadgeDocument": {"sha256": {"pattern": "^[0-9a-f]{64}$"}},
    "BadgeIssuer": {"name": _TEXT, "identifier": _TEXT, "id": _TEXT},
    "BadgeCheck": {"text": _TEXT},
    "Badge": {
        "title": _TEXT,
        "issued": _DAY,
        "expires": _DAY,
        "how": _TEXT,
        "checks": {"minItems": len(CHECKS), "maxItems": len(CHECKS)},
    },
    "BadgeReport": {"badges": {"minItems": 1}},
}


def report_schema() -> dict[str, Any]:
    """The contract as JSON Schema (draft 2020-12)."""
    return _schema(Report, "Report on the credentials of one résumé")


def badge_schema() -> dict[str, Any]:
    """The same of what is found of a badge file."""
    return _schema(BadgeReport, "What the badges of one file state, and how far it is proven")


def _schema(kind: type, title: str) -> dict[str, Any]:
    schema = TypeAdapter(kind).json_schema(mode="serialization")
    definitions = schema.get("$defs", {})
    for name, part in {**definitions, kind.__name__: schema}.items():
        properties = part.get("properties", {})
        if properties:
            part["required"] = list(properties)
        for key, value in properties.items():
            value.pop("default", None)
            value.pop("title", None)
            _limit(value, _LIMITS.get(name, {}).get(key, {}))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_json() -> bytes:
    """The schema as the UTF-8 JSON that `recognizer schema` prints."""
    return json.dumps(report_schema(), ensure_ascii=False, indent=2).encode() + b"\n"


def _limit(value: dict[str, Any], limits: dict[str, Any]) -> None:
    """Puts limits on the branch that is not null; null stays allowed where it was."""
    for branch in value.get("anyOf", [value]):
        if branch.get("type") != "null":
            branch.update(limits)
