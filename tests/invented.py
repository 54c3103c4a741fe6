"""A report about nobody, for tests of what prints reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from recognizer.report import (
    SCHEMA_VERSION,
    TIER_NAMES,
    DegreeFinding,
    DocumentInfo,
    Evidence,
    Finding,
    Match,
    ProviderName,
    Reason,
    Report,
    SkillName,
    Stack,
    Summary,
    TierEstimate,
    Verification,
    Versions,
)
from recognizer.resume import BBox, Notice


def tier(level: int | None) -> TierEstimate:
    if level is None:
        reason = Reason("assessment-unknown", "The catalogue does not say how this is assessed.")
        return TierEstimate(None, None, None, None, None, (reason,))
    chances = {str(n): float(n == level) for n in range(1, 6)}
    reason = Reason("supervised-exam", "A supervised exam.", "https://example.org/exam")
    return TierEstimate(level, TIER_NAMES[level], 1.0, chances, "catalogue", (reason,))


def finding(**changes: Any) -> Finding:
    item = Finding(
        title="Certified Example Analyst",
        type="certification",
        issuer=ProviderName("Example Institute", "example-institute"),
        platform=None,
        issued="2021-05",
        expires=None,
        credential_id="EX-1",
        url="https://example.org/verify/EX-1",
        status="earned",
        confidence=0.9,
        evidence=Evidence(1, "Certified Example Analyst, 05/2021", BBox(72.0, 10.5, 300.0, 22.0)),
        match=Match("example-analyst", "Certified Example Analyst (CEA)", 0.98, "alias"),
        tier=tier(2),
        verification=Verification("official_link_present", "Open the link.", "example_verify"),
        skills=(SkillName("analysis", "Analysis"), SkillName("examples", "Examples")),
        stackable_into=(Stack("example-master", "Example Master"),),
    )
    return replace(item, **changes)


def report(*credentials: Finding, name: str = "resume.pdf", **changes: Any) -> Report:
    made = Report(
        schema_version=SCHEMA_VERSION,
        document=DocumentInfo(name, "0" * 64, 2, "en"),
        credentials=credentials,
        degrees=(DegreeFinding("B.Sc. Examples", "University of Nowhere", "2020"),),
        summary=Summary("One credential was found.", ("It can be checked.",), ("Open the link.",)),
        warnings=(Notice("hidden-text", "Some text is not visible."),),
        versions=Versions("0", "0", "0"),
    )
    return replace(made, **changes)
