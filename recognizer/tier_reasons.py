"""The words of every tier reason: one code and one sentence for each value of each dimension.

Codes are stable: reports, filters and docs/tiers.md name them. Sentences may be reworded.
"""

from __future__ import annotations

from recognizer.report import Reason

__all__ = ["FACT_REASONS", "OTHER_REASONS", "TIER_REASON_CODES", "UNKNOWN_NAMES", "reason"]

FACT_REASONS: dict[str, tuple[tuple[str, str], ...]] = {
    "assessment": (
        ("participation-only", "Being present is enough: nothing is assessed."),
        ("quizzes-only", "A course is completed; at most automatic quizzes with free retries."),
        ("provider-assessed", "A graded or reviewed project, or an exam without supervision."),
        ("supervised-exam", "A supervised exam has to be passed."),
        ("supervised-practical", "A supervised practical exam, or an exam and checked experience."),
    ),
    "identity": (
        ("identity-unchecked", "Nobody checks who takes the assessment."),
        ("identity-by-account", "Identity rests on an account or an honour code."),
        ("identity-checked", "Identity is checked at the supervised assessment."),
    ),
    "quality_assurance": (
        ("no-quality-assurance", "Anyone can publish such a credential there."),
        ("named-organization", "A named organization answers for it."),
        ("external-recommendation", "An outside body recommends it or gives credit for it."),
        ("accredited-scheme", "An accredited scheme or a legal regulator stands behind it."),
    ),
    "verifiability": (
        ("no-public-check", "This kind of credential has no public check."),
        ("number-or-file", "It comes with a number or a file only."),
        ("public-record", "A public record or portal shows who holds it."),
        ("signed-badge", "It comes as a signed badge with a status."),
    ),
    "currency": (
        ("no-renewal", "It does not expire and is not revised."),
        ("versioned", "Its content is versioned or retired on a schedule."),
        ("fixed-validity", "It is valid for a fixed time and has to be renewed."),
    ),
    "transparency": (
        ("little-published", "Fewer than 4 of the EU's 11 descriptive elements are known."),
        ("partly-published", "4 to 7 of the EU's 11 descriptive elements are known."),
        ("fully-published", "8 or more of the EU's 11 descriptive elements are known."),
    ),
    "stackability": (
        ("stand-alone", "It stands alone and its hours are not known."),
        ("hours-stated", "Its hours are stated."),
        ("counts-toward-more", "It counts toward a larger credential or toward credit."),
    ),
}
"""Code and sentence of every value of every dimension, D1 to D7; the index is the value."""

UNKNOWN_NAMES = {
    "assessment": "how it is assessed",
    "identity": "whether identity is checked",
    "quality_assurance": "whether an outside body assures it",
    "verifiability": "whether the public can check it",
    "currency": "whether it has to be renewed",
}

OTHER_REASONS: dict[str, str] = {
    "not-matched": "This text was not matched; nothing was assumed.",
    "assessment-unknown": "The catalogue does not say how this is assessed.",
    "stronger-tier-possible": "Tier {level} ({name}) stays possible: it is not known {unknown}.",
    "facts-unknown": "Not known: {unknown}.",
    "provider-default": "Rated by what {provider} says of its {kind} in general, "
    "because this one has no entry of its own.",
    "institute-course": "{provider} teaches for “{credential}” but does not award it: "
    "taken as its course, not as the examination.",
    "institute-exam-stated": "{provider} teaches for “{credential}”; the résumé says that "
    "the exam was passed, so the examination counts.",
    "attendance-stated": "The résumé itself says that this was attendance or participation.",
    "estimated": "An estimate from the words of the entry, its section's title and the kind "
    "of provider, not a fact of the catalogue: tier {level} is {percent} % likely{second}.",
    "estimate-unsure": "An estimate would be too unsure to show: tier {level} {percent} %{second}.",
    "points-stronger": "Points to a stronger tier: {what}.",
    "points-weaker": "Points to a weaker tier: {what}.",
    "would-settle": "What would settle it: {what}.",
    "institute-name": "A certification's name with a training institute as issuer is the "
    "institute's course, unless the résumé says that the examination was passed.",
    "issuer-not-found": "No issuer was found in the entry.",
    "bare-subject": "No issuer was found in the entry, and nothing says how it was earned.",
    "bare-issuer": "Neither the entry nor the issuer's name says how it was earned.",
}
"""Code and sentence of every other reason; braces are filled in."""

TIER_REASON_CODES: tuple[str, ...] = (
    *(code for pairs in FACT_REASONS.values() for code, _ in pairs),
    *OTHER_REASONS,
)


def reason(code: str, **words: str) -> Reason:
    """A reason without a source: it says what was concluded or what is missing."""
    return Reason(code, OTHER_REASONS[code].format(**words))
