"""Names of credentials in running text: the taxonomy's, and those that word patterns find."""

from __future__ import annotations

import itertools
from typing import Any

import pytest


def found(recognizer: Any, text: str) -> list[tuple[str, str | None]]:
    return [(p.text, p.credential) for p in recognizer.finder.running.phrases.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Holds the CISSP since 2019", [("CISSP", "cissp")]),
        ("a PMP and CCNA holder", [("PMP", "pmp"), ("CCNA", "ccna")]),
        ("passed AZ-104 in May", [("AZ-104", "microsoft-azure-administrator-associate")]),
        ("CompTIA Security+ certified", [("CompTIA Security+", "comptia-security-plus")]),
        (
            "an AWS Certified Solutions Architect – Associate with pears",
            [
                (
                    "AWS Certified Solutions Architect – Associate",
                    "aws-certified-solutions-architect-associate",
                )
            ],
        ),
        (
            "Certified Kubernetes Administrator (CKA)",
            [("Certified Kubernetes Administrator (CKA)", "certified-kubernetes-administrator")],
        ),
        ("certified kubernetes administrator", []),
        ("learned Machine Learning", []),
        ("python and sql every day", []),
        ("kept a pmp of the pump room", []),
        ("the CIA factbook", []),
        ("the CPA network", []),
        ("CIA, internal audit", [("CIA", "cia")]),
        ("CPA with a state license", [("CPA", "cpa-us")]),
        ("", []),
        ("pears and quinces", []),
    ],
)
def test_phrases_of_the_taxonomy(
    recognizer: Any, text: str, names: list[tuple[str, str | None]]
) -> None:
    assert found(recognizer, text) == names


@pytest.mark.parametrize(
    ("text", "phrase", "rule"),
    [
        ("a Certified Orchard Keeper with pears", "Certified Orchard Keeper", "certified-role"),
        (
            "Board Certified Orchard Physician",
            "Board Certified Orchard Physician",
            "certified-role",
        ),
        (
            "is certified in Pruning and Grafting",
            "certified in Pruning and Grafting",
            "certified-in",
        ),
        ("a Certificate in Orchard Care", "Certificate in Orchard Care", "certification-in"),
        (
            "the Professional Certificate in Orchard Care",
            "Professional Certificate in Orchard Care",
            "certification-in",
        ),
        (
            "the Plumtree certified Orchard Keeper",
            "Plumtree certified Orchard Keeper",
            "certified-role",
        ),
        ("my Orchard Care Nanodegree", "Orchard Care Nanodegree", "named-certification"),
    ],
)
def test_phrases_of_word_patterns(recognizer: Any, text: str, phrase: str, rule: str) -> None:
    (only,) = recognizer.finder.running.phrases.find(text)
    assert (only.text, only.rule, only.credential) == (phrase, rule, None)
    assert text[only.start : only.end] == phrase


def test_phrases_do_not_overlap_and_stand_in_text_order(recognizer: Any) -> None:
    text = (
        "Certified ScrumMaster (CSM), a Certified Orchard Keeper, PMP and a Pruning Certification"
    )
    phrases = recognizer.finder.running.phrases.find(text)
    assert len(phrases) >= 4
    assert all(a.end <= b.start for a, b in itertools.pairwise(phrases))


def test_phrases_stay_on_one_line(recognizer: Any) -> None:
    assert found(recognizer, "Certified Kubernetes\nAdministrator") != [
        ("Certified Kubernetes\nAdministrator", "certified-kubernetes-administrator")
    ]
