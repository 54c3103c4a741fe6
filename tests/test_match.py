"""Which entry of the taxonomy is meant, and when none may be named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recognizer.report import Match
from tests.small_taxonomy import claim

AWS = "aws-certified-solutions-architect"


def match(recognizer: Any, title: str, *, context: str = "", **stated: object) -> Match:
    """The match of a certification with that title, in that context."""
    made = claim(title, **{"type": "certification", **stated})
    made = replace(made, mention=replace(made.mention, context=context or title))
    found: Match = recognizer.matcher.match(made)
    return found


@pytest.mark.parametrize(
    ("title", "credential", "kind"),
    [
        ("AWS Certified Solutions Architect – Associate", f"{AWS}-associate", "exact"),
        ("aws certified solutions architect - associate", f"{AWS}-associate", "exact"),
        ("AWS Certified Solutions Architect – Associate (SAA-C03)", f"{AWS}-associate", None),
        (
            "Salesforce Certified Platform Developer II",
            "salesforce-certified-platform-developer-ii",
            "exact",
        ),
        ("Microsoft Certified: Azure Fundamentals", "microsoft-azure-fundamentals", "exact"),
        ("ITIL 4 Foundation", "itil-4-foundation", "exact"),
        ("ITIL v3 Foundation", "itil-v3-foundation", "exact"),
        ("PRINCE2 Foundation", "prince2-foundation", "exact"),
        ("PRINCE2 Practitioner", "prince2-practitioner", "exact"),
        ("Professional Scrum Master II", "professional-scrum-master-ii", "exact"),
        ("Project Management Professional (PMP)®", "pmp", "exact"),
        ("AWS Solutions Architect Associate", f"{AWS}-associate", "alias"),
        ("PMP", "pmp", "alias"),
        ("PMP®", "pmp", "alias"),
        ("PMP Certification", "pmp", "alias"),
        ("CISSP", "cissp", "alias"),
        ("PSM I", "professional-scrum-master-i", "alias"),
        ("AZ-900: Azure Fundamentals", "microsoft-azure-fundamentals", "alias"),
        ("AZ-104", "microsoft-azure-administrator-associate", "alias"),
        ("CompTIA Network+ N10-008", "comptia-network-plus", "alias"),
        ("CompTIA Secuirty+", "comptia-security-plus", "fuzzy"),
        ("Certified Kubernets Administrator", "certified-kubernetes-administrator", "fuzzy"),
        ("Certified Public Acountant", "cpa-us", "fuzzy"),
    ],
)
def test_match_exact_then_alias_then_fuzzy(
    recognizer: Any, title: str, credential: str, kind: str | None
) -> None:
    found = match(recognizer, title)
    assert found.credential == credential
    assert found.kind == kind or kind is None
    assert found.name == recognizer.taxonomy.credential(credential).name
    assert recognizer.settings.min_match_score <= found.score <= 1
    assert [r.code for r in found.reasons] == [f"match-{found.kind}"]


def test_match_scores_fall_with_likeness(recognizer: Any) -> None:
    exact = match(recognizer, "Certified Kubernetes Administrator")
    fuzzy = match(recognizer, "Certified Kubernets Administrator")
    assert exact.credential == fuzzy.credential
    assert exact.score > fuzzy.score


@pytest.mark.parametrize(
    ("title", "never"),
    [
        ("AZ-901", "microsoft-azure-fundamentals"),
        ("AWS Certified Solutions Architect – Profesional", f"{AWS}-associate"),
        ("Certified Kubernetes Aplication Developer", "certified-kubernetes-administrator"),
        ("Professional Scrum Master III", "professional-scrum-master-ii"),
        ("Professional Scrum Master IV", "professional-scrum-master-i"),
        ("ITIL 5 Foundation", "itil-4-foundation"),
        ("ITIL 4 Practitioner", "itil-4-foundation"),
        ("PRINCE2 Practitoner", "prince2-foundation"),
        ("ASQ Certified Six Sigma Yellow Belt", "asq-cssgb"),
        ("Oracle Certified Associate, Java SE 9 Programmer", "oracle-oca-java-se-8-programmer"),
        ("Microsoft Certified: Azure Orchard Associate", "microsoft-azure-administrator-associate"),
    ],
)
def test_match_codes_levels_and_numbers_must_agree(recognizer: Any, title: str, never: str) -> None:
    assert recognizer.taxonomy.credential(never).id == never
    assert match(recognizer, title).credential != never


@pytest.mark.parametrize(
    ("title", "stated", "credential", "kind"),
    [
        ("CCNA", {"issuer": "cisco"}, "ccna", "alias"),
        ("NEBOSH", {"issuer": "nebosh"}, "nebosh-qualification", "alias"),
        ("NEBOSH Certificate", {"issuer": "nebosh"}, "nebosh-qualification", "alias"),
        ("NEBOSH IGC", {"issuer": "nebosh"}, "nebosh-igc", "alias"),
        ("OHSAS 18001 Lead Auditor", {"issuer": "cqi"}, "ohsas-18001-lead-auditor", "alias"),
        ("ISO 45001 Lead Auditor", {"issuer": "cqi"}, "iso-45001-lead-auditor", "alias"),
        ("CCNA", {"issuer": "microsoft"}, None, "provider_only"),
        ("AWS Certified Developer – Associate", {"issuer": "microsoft"}, None, "provider_only"),
        ("PMP", {"issuer": "comptia"}, None, "provider_only"),
        (
            "AWS Certified Developer – Associate",
            {"platform": "credly"},
            "aws-certified-developer-associate",
            "exact",
        ),
        ("CCNA", {"issuer": "?Fig Institute", "type": "training"}, "ccna", "alias"),
        ("PMP", {"issuer": "?Plum Academy"}, "pmp", "alias"),
        ("CISSP", {"platform": "udemy", "issuer": "udemy"}, "cissp", "alias"),
    ],
)
def test_match_another_vendor_is_a_rival_and_an_institute_is_not(
    recognizer: Any, title: str, stated: dict[str, str], credential: str | None, kind: str
) -> None:
    found = match(recognizer, title, **stated)
    assert (found.credential, found.kind) == (credential, kind)


@pytest.mark.parametrize(
    ("stated", "credential"),
    [
        ({}, None),
        ({"issuer": "?Fig Institute"}, None),
        ({"issuer": "udemy", "platform": "udemy"}, None),
        (
            {"issuer": "stanford-university", "platform": "coursera"},
            "coursera-stanford-machine-learning",
        ),
    ],
)
def test_match_a_common_name_needs_its_provider(
    recognizer: Any, stated: dict[str, str], credential: str | None
) -> None:
    assert recognizer.taxonomy.credential("coursera-stanford-machine-learning").ambiguous
    found = match(recognizer, "Machine Learning", type="course_certificate", **stated)
    assert found.credential == credential


@pytest.mark.parametrize(
    ("title", "platform", "name"),
    [
        (
            "Critical Thinking for Better Judgment",
            "linkedin-learning",
            "Critical Thinking for Better Judgment and Decision-Making",
        ),
        (
            "Scrum Master Fundamentals - Becoming",
            "pluralsight",
            "Scrum Master Fundamentals - Becoming a Great Scrum Master",
        ),
        (
            "Ultimate Hands-On Hadoop Tame Course",
            "udemy",
            "The Ultimate Hands-On Hadoop - Tame your Big Data!",
        ),
        ("Critical Thinking for Better Judgment", "pluralsight", None),
        ("Critical Thinking for Better", "linkedin-learning", None),
        ("Project Management Foundations: Sch", "linkedin-learning", None),
        ("CISSP Cert Prep: 1 Security", "pluralsight", None),
        ("AWS Certified Solutions Architect - Associate: 9", "linkedin-learning", None),
    ],
)
def test_match_beginning_of_a_course_title_counts_if_its_platform_has_one_only(
    recognizer: Any, title: str, platform: str, name: str | None
) -> None:
    found = match(recognizer, title, type="course_certificate", issuer=platform, platform=platform)
    assert found.name == (name or recognizer.taxonomy.provider(platform).name)
    assert (found.kind == "fuzzy") == (name is not None)
    if name:
        assert found.reasons[0].text.startswith("The title is the beginning of")
        assert match(recognizer, title, type="course_certificate").credential is None


def test_match_beginning_of_several_titles_decides_nothing(recognizer: Any) -> None:
    title = "AWS for Developers: Data-Driven Serverless"
    stated = {"type": "course_certificate", "platform": "linkedin-learning"}
    assert match(recognizer, title, **stated).credential is not None
    several = recognizer.taxonomy.credentials_beginning("Machine Learning and AI Foundations")
    assert len(several) > 1
    found = match(recognizer, "Machine Learning and AI Foundations", **stated)
    assert found.credential is None


@pytest.mark.parametrize(
    "title",
    [
        "2020 Complete Python Bootcamp: From Zero to Hero in Python",
        "The Complete Python Bootcamp From Zero to Hero in Python (2023)",
        "The Complete Python Bootcamp From Zero to Hero in Python [2023 Edition]",
        "The Complete Python Bootcamp From Zero to Hero in Python 2024",
    ],
)
def test_match_year_of_a_course_may_stand_at_its_ends(recognizer: Any, title: str) -> None:
    stated = {"issuer": "udemy", "platform": "udemy", "type": "course_certificate"}
    name = "The Complete Python Bootcamp From Zero to Hero in Python"
    assert match(recognizer, title, **stated).name == name


def test_match_year_within_a_name_is_kept(recognizer: Any) -> None:
    stated = {"type": "course_certificate", "platform": "linkedin-learning"}
    assert match(recognizer, "Excel 2016 Essential Training", **stated).kind == "exact"
    found = match(recognizer, "Excel 2007 Essential Training", **stated)
    assert found.name != "Excel 2016 Essential Training"


@pytest.mark.parametrize(
    ("acronym", "context", "credential"),
    [
        ("CPA", "CPA", None),
        ("CPA", "the CPA network", None),
        ("CPA", "CPA, licensed public accountant", "cpa-us"),
        ("CPA", "CPA, state board of accountancy", "cpa-us"),
        ("CMA", "CMA", None),
        ("CMA", "CMA (IMA)", "cma-ima"),
        ("CIA", "CIA", None),
        ("CIA", "CIA, Institute of Internal Auditors, internal audit", "cia"),
        ("ACP", "ACP", None),
        ("ACP", "agile ACP", "pmi-acp"),
        ("BLS", "BLS", None),
        ("BLS", "BLS, American Heart Association", "aha-bls"),
        ("CFP", "CFP", None),
        ("CFP", "CFP, financial planning", "cfp"),
        ("cissp", "cissp", None),
    ],
)
def test_match_an_ambiguous_acronym_needs_its_context(
    recognizer: Any, acronym: str, context: str, credential: str | None
) -> None:
    assert match(recognizer, acronym, context=context).credential == credential


CMA_NAME = "Certified Management Accountant"


@pytest.mark.parametrize(
    ("title", "stated", "context", "credential"),
    [
        ("CPA", {"issuer": "aicpa"}, "CPA, AICPA", "cpa-us"),
        ("CPA", {"issuer": "comptia"}, "CPA, licensed, CompTIA", None),
        ("CWI", {"issuer": "aws-welding"}, "CWI, AWS", "cwi"),
        ("CWI", {"issuer": "amazon-web-services"}, "CWI, Amazon Web Services", None),
        ("NEBOSH IGC", {}, "NEBOSH IGC", "nebosh-igc"),
        ("Lean Six Sigma Green Belt", {"issuer": "asq"}, "", "asq-cssgb"),
        ("Lean Six Sigma Green Belt", {"issuer": "iassc"}, "", "iassc-green-belt"),
        ("Lean Six Sigma Green Belt", {"issuer": "cssc"}, "", "cssc-green-belt"),
        ("Lean Six Sigma Green Belt", {"issuer": "kpmg"}, "", None),
        ("Lean Six Sigma Green Belt", {}, "", None),
        (CMA_NAME, {}, "", None),
        (f"{CMA_NAME} (CMA)", {}, "", None),
        (CMA_NAME.upper(), {}, f"{CMA_NAME}, IMA", "cma-ima"),
        (f"{CMA_NAME} (CMA)", {"issuer": "ima"}, f"{CMA_NAME} (CMA), IMA", "cma-ima"),
        (CMA_NAME, {"issuer": "cma-canada"}, f"{CMA_NAME}, CMA Canada", "cma-canada"),
        ("CMA", {"issuer": "icmai"}, "CMA, ICMAI", "icmai-cma"),
        ("CMA", {}, "CMA (ICMAI, formerly with IMA)", None),
        ("US CMA", {}, "", "cma-ima"),
        ("Cost and Management Accountant", {}, "", "icmai-cma"),
    ],
)
def test_match_the_issuer_decides_between_bodies(
    recognizer: Any, title: str, stated: dict[str, str], context: str, credential: str | None
) -> None:
    assert match(recognizer, title, context=context, **stated).credential == credential


@pytest.mark.parametrize(
    ("title", "stated", "kind", "name"),
    [
        ("Orchard Care", {}, "none", None),
        ("Orchard Care", {"issuer": "?Fig Institute"}, "none", None),
        (
            "Orchard Care",
            {"issuer": "coursera", "platform": "coursera"},
            "provider_only",
            "Coursera",
        ),
        ("Orchard Care", {"platform": "credly"}, "provider_only", "Credly"),
        ("Orchard Care on AWS", {"issuer": "comptia"}, "provider_only", "CompTIA"),
        ("Python", {}, "none", None),
        ("Lean Six Sigma Black Belt", {}, "none", None),
        ("Scrum", {}, "none", None),
        ("機械学習", {}, "none", None),
    ],
)
def test_match_none_rather_than_a_wrong_one(
    recognizer: Any, title: str, stated: dict[str, str], kind: str, name: str | None
) -> None:
    found = match(recognizer, title, **stated)
    assert (found.credential, found.kind, found.name) == (None, kind, name)
    assert [r.code for r in found.reasons] == [f"match-{kind.replace('_', '-')}"]
    assert found.score == (1.0 if kind == "provider_only" else 0.0)


def test_match_keeps_the_runners_up(recognizer: Any) -> None:
    found = match(recognizer, "Machine Learning", platform="coursera")
    others = [a.credential for a in found.alternatives]
    assert found.credential not in others
    assert 1 <= len(others) == len(set(others)) <= 3
    for alternative in found.alternatives:
        assert alternative.score <= found.score
        known = recognizer.taxonomy.credential(alternative.credential)
        assert alternative.name == known.name


def test_match_threshold_is_the_setting(recognizer: Any) -> None:
    title = "CompTIA Secuirty+"
    strict = replace(recognizer.matcher, min_score=0.999)
    found = strict.match(claim(title, type="certification"))
    assert (found.credential, found.kind) == (None, "none")
    assert [a.credential for a in found.alternatives] == ["comptia-security-plus"]


def test_match_every_plain_name_of_the_core_finds_its_entry(recognizer: Any) -> None:
    """With its issuer beside it. Names with a code, a year or brackets are left out."""
    taxonomy = recognizer.taxonomy
    lost = {}
    for credential in taxonomy.curated_ids:
        entry = taxonomy.credential(credential)
        plain = not any(c in "(0123456789" for c in entry.name)
        if not (entry.core and plain) or len(taxonomy.credentials_named(entry.name)) != 1:
            continue
        found = match(recognizer, entry.name, issuer=entry.issuer, type=entry.type)
        if found.credential != credential:
            lost[credential] = found.credential
    assert lost == {}
