"""The rubric's rules, one line of a table each."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from small_taxonomy import claim, small_taxonomy

from recognizer.credential import DIMENSIONS, Credential, Fact, Facts
from recognizer.report import TIER_NAMES, TierEstimate
from recognizer.taxonomy import Taxonomy
from recognizer.tier import rate, says_attendance, says_exam_passed, telling_provider
from recognizer.tier_reasons import FACT_REASONS, TIER_REASON_CODES

DOCS = Path(__file__).resolve().parent.parent / "docs" / "tiers.md"


@pytest.fixture(scope="module")
def taxonomy(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    return small_taxonomy(tmp_path_factory.mktemp("taxonomy"))


def twig(taxonomy: Taxonomy, values: tuple[int | None, ...]) -> Credential:
    """PMI Twig, whose issuer has no defaults, with these values of D1, D2, …; None is unknown."""
    facts = {
        name: Fact(value=value, source="policy")
        for name, value in zip(DIMENSIONS, values, strict=False)
        if value is not None
    }
    return taxonomy.credential("pmi-twig").model_copy(update={"facts": Facts(**facts)})


def codes(estimate: TierEstimate) -> list[str]:
    return [reason.code for reason in estimate.reasons]


@pytest.mark.parametrize(
    ("values", "level", "possible"),
    [  # D1, D2, D3, D4, D5
        ((3, 2, None, 2, 2), 1, []),
        ((4, 2, 3, 3, 2), 1, []),
        ((3, 2, 3, 1, 2), 2, []),
        ((3, 2, 3, 2, 1), 2, []),
        ((3, 1, 3, 2, 2), 2, []),
        ((3, None, 3, 2, 2), 2, [1]),
        ((3, None, 3, 2, 0), 2, []),
        ((4,), 2, [1]),
        ((2, 2, 2, 2, 2), 2, []),
        ((2, None, 3), 2, []),
        ((2, None, 1), 3, []),
        ((2, 2, None, 2, 2), 3, [2]),
        ((1, 2, 3, 3, 2), 4, []),
        ((1,), 4, []),
        ((0,), 5, []),
        ((0, 0, 0, 0, 0, 0, 0), 5, []),
        ((None, 2, 3, 3, 2), None, []),
        ((), None, []),
    ],
)
def test_tier_first_met_rule_decides(
    taxonomy: Taxonomy, values: tuple[int | None, ...], level: int | None, possible: list[int]
) -> None:
    estimate = rate(twig(taxonomy, values), claim("PMI Twig"), taxonomy)
    assert estimate.level == level
    stronger = [r.text for r in estimate.reasons if r.code == "stronger-tier-possible"]
    assert [int(text[5]) for text in stronger] == possible


def test_tier_agrees_with_the_rubric_for_every_combination_of_facts(taxonomy: Taxonomy) -> None:
    scales = [(None, 0, 1, 2, 3, 4), (None, 1, 2), (None, 1, 2, 3), (None, 1, 2), (None, 1, 2)]
    for d1, d2, d3, d4, d5 in product(*scales):
        if d1 is None:
            expected = None
        elif d1 >= 3:
            expected = 1 if (d2, d5) == (2, 2) and (d4 or 0) >= 2 else 2
        elif d1 == 2:
            expected = 2 if (d3 or 0) >= 2 else 3
        else:
            expected = 5 - d1
        estimate = rate(twig(taxonomy, (d1, d2, d3, d4, d5)), claim("PMI Twig"), taxonomy)
        assert estimate.level == expected, (d1, d2, d3, d4, d5)


@pytest.mark.parametrize("values", [(3, 2, 3, 2, 2), (1,), (None,), (0,)])
def test_tier_shape_is_that_of_the_contract(
    taxonomy: Taxonomy, values: tuple[int | None, ...]
) -> None:
    estimate = rate(twig(taxonomy, values), claim("PMI Twig"), taxonomy)
    if estimate.level is None:
        assert (estimate.name, estimate.probability, estimate.probabilities, estimate.basis) == (
            (None,) * 4
        )
    else:
        assert estimate.name == TIER_NAMES[estimate.level]
        assert estimate.probabilities is not None
        assert list(estimate.probabilities) == ["1", "2", "3", "4", "5"]
        assert sum(estimate.probabilities.values()) == 1
        assert estimate.probabilities[str(estimate.level)] == estimate.probability == 1
        assert estimate.basis == "catalogue"
    assert estimate.reasons


def test_tier_facts_carry_source_and_date(taxonomy: Taxonomy) -> None:
    estimate = rate(taxonomy.credential("comptia-bough"), claim("CompTIA Bough"), taxonomy)
    first = estimate.reasons[0]
    assert (estimate.level, first.code) == (1, "supervised-exam")
    assert first.source == "https://example.org/policy"
    assert "2026-11-20" in first.text
    assert "in general" not in first.text
    identity = next(r for r in estimate.reasons if r.code == "identity-checked")
    assert "in general" in identity.text, "an issuer's default is told apart from an own fact"


@pytest.mark.parametrize(
    ("stated", "exam", "level", "code"),
    [
        ({"issuer": "comptia"}, False, 1, "supervised-exam"),
        ({}, False, 1, "supervised-exam"),
        ({"issuer": "comptia", "platform": "credly"}, False, 1, "supervised-exam"),
        ({"issuer": "aspen-university"}, False, 1, "supervised-exam"),
        ({"issuer": "cedar-learn"}, False, 4, "institute-course"),
        ({"issuer": "comptia", "platform": "cedar-learn"}, False, 4, "institute-course"),
        ({"issuer": "cedar-learn"}, True, 1, "institute-exam-stated"),
        ({"issuer": "drift-academy"}, False, 5, "institute-course"),
        ({"issuer": "coursera"}, False, None, "institute-course"),
        ({"issuer": "?Rao Institute"}, False, None, "institute-course"),
        ({"issuer": "?Rao Institute"}, True, 1, "institute-exam-stated"),
        ({"issuer": "?Somebody"}, False, 1, "supervised-exam"),
        ({"issuer": "?CompTIA Training and Certification"}, False, 1, "supervised-exam"),
    ],
)
def test_tier_certification_at_an_institute_is_its_course(
    taxonomy: Taxonomy, stated: dict[str, str], exam: bool, level: int | None, code: str
) -> None:
    entry = taxonomy.credential("comptia-bough")
    said = claim("CompTIA Bough", type="certification", **stated)
    estimate = rate(entry, said, taxonomy, exam_stated=exam)
    assert estimate.level == level
    assert codes(estimate)[0] == code
    assert ("assessment-unknown" in codes(estimate)) == (level is None)


@pytest.mark.parametrize(
    ("provider", "kind", "level", "code"),
    [
        ("cedar-learn", "course_certificate", 4, "provider-default"),
        ("cedar-learn", "training", 4, "provider-default"),
        ("cedar-learn", "certification", 4, "provider-default"),
        ("drift-academy", "course_certificate", 5, "provider-default"),
        ("drift-academy", "certification", None, "assessment-unknown"),
        ("comptia", "certification", None, "assessment-unknown"),
        ("comptia", "badge", None, "assessment-unknown"),
        (None, "course_certificate", None, "not-matched"),
    ],
)
def test_tier_of_a_known_provider_alone(
    taxonomy: Taxonomy, provider: str | None, kind: str, level: int | None, code: str
) -> None:
    known = taxonomy.provider(provider) if provider else None
    estimate = rate(None, claim("Anything", type=kind), taxonomy, provider=known)
    assert (estimate.level, codes(estimate)[0]) == (level, code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Certificate of Participation in robotics", True),
        ("Participation certificate", True),
        ("Certificat de participation", True),
        ("Teilnahmebescheinigung Erste Hilfe", True),
        ("Webinar on cyber security", True),
        ("Attended a two day workshop on welding", True),
        ("Participated in a national hackathon", True),
        ("Workshop: Build a wooden beehive", False),
        ("Attended CCNA classes for six months", False),
        ("Machine Learning", False),
    ],
)
def test_tier_attendance_words(text: str, expected: bool) -> None:
    assert says_attendance(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CCNA, Rao Institute, passed exam 200-301", True),
        ("Cleared the certification exam in May", True),
        ("CCNA (exam score 890)", True),
        ("CCNA: scored 890/1000", True),
        ("CCNA, Rao Institute", False),
        ("Exam not yet passed", False),
        ("Preparing for the exam", False),
    ],
)
def test_tier_exam_words(text: str, expected: bool) -> None:
    assert says_exam_passed(text) is expected


def test_tier_attendance_is_an_estimate_and_never_stronger(taxonomy: Taxonomy) -> None:
    entry = taxonomy.credential("comptia-bough")
    for estimate in (
        rate(None, claim("Webinar on CompTIA Bough"), taxonomy),
        rate(entry, claim("CompTIA Bough webinar"), taxonomy),
        rate(entry, claim("CompTIA Bough"), taxonomy, attendance_stated=True),
    ):
        assert (estimate.level, estimate.basis) == (5, "estimate")
        assert codes(estimate) == ["attendance-stated"]
        assert sum((estimate.probabilities or {}).values()) == pytest.approx(1)


@pytest.mark.parametrize(
    "stated",
    [
        {"url": "https://www.credly.com/badges/00000000-0000-4000-8000-000000000000"},
        {"credential_id": "COMP001020304050"},
        {"issued": "1999"},
        {"status": "expired", "expires": "2001-01"},
        {"confidence": 0.1},
    ],
)
def test_tier_rests_on_the_kind_never_on_the_claim(
    taxonomy: Taxonomy, stated: dict[str, object]
) -> None:
    entry = taxonomy.credential("comptia-bough")
    plain = rate(entry, claim("CompTIA Bough"), taxonomy)
    assert rate(entry, claim("CompTIA Bough", **stated), taxonomy) == plain


def test_tier_every_value_of_every_dimension_has_a_reason() -> None:
    assert [len(FACT_REASONS[name]) for name in DIMENSIONS] == [5, 3, 4, 4, 3, 3, 3]
    assert len(set(TIER_REASON_CODES)) == len(TIER_REASON_CODES)


def test_tier_docs_list_exactly_the_codes() -> None:
    documented = re.findall(r"^\| `([a-z-]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(TIER_REASON_CODES)


def test_tier_takes_the_platforms_defaults_where_the_issuer_has_none(taxonomy: Taxonomy) -> None:
    silent, telling = taxonomy.provider("pmi"), taxonomy.provider("drift-academy")
    assert telling_provider((silent, telling), "training") is telling
    assert telling_provider((silent,), "training") is silent
    assert telling_provider((), "training") is None
