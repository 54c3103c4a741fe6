"""Words before a title that are not part of it."""

from __future__ import annotations

import pytest

from recognizer.cues import Cues
from recognizer.lead_ins import title_range
from tests.pdfs import data_of

CUES = Cues.of(data_of("claim_cues"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Orchard Care", "Orchard Care"),
        ("Completed Orchard Care", "Orchard Care"),
        ("Successfully completed Orchard Care", "Orchard Care"),
        ("Successfully completed a 3-day course in Orchard Care", "Orchard Care"),
        ("Successfully completed the course on Orchard Care", "Orchard Care"),
        ("Have completed six months course of Tally", "Tally"),
        ("I have completed a certificate course in Orchard Care", "Orchard Care"),
        ("Completed training in Orchard Care course", "Orchard Care"),
        ("Underwent training on Orchard Care", "Orchard Care"),
        ("Undergone one month training in Orchard Care", "Orchard Care"),
        ("Attended a workshop on Orchard Care", "Orchard Care"),
        ("2 Attended a workshop on Orchard Care", "Orchard Care"),
        ("5 Senses of an Orchard", "5 Senses of an Orchard"),
        ("Undergone 10days of Orchard Care", "Orchard Care"),
        ("Qualified online Orchard Care examination", "Orchard Care"),
        ("Holder of “ Orchard Care ” certificate with DISTINCTION", "Orchard Care"),
        ("Attended two days seminar on Orchard Care", "Orchard Care"),
        ("Obtained certification in Orchard Care", "Orchard Care"),
        ("Received a certificate for Orchard Care", "Orchard Care"),
        ("Passed the PMP exam", "PMP"),
        ("Cleared CCNA", "CCNA"),
        ("Pursuing CCNA", "CCNA"),
        ("Certified in Orchard Care", "Orchard Care"),
        ("Trained in Orchard Care", "Orchard Care"),
        ("Certificate of completion of Orchard Care", "Orchard Care"),
        ("Certificate of participation in Orchard Care", "Orchard Care"),
        ("Orchard Care course completion", "Orchard Care"),
        ("Orchard Care Completion", "Orchard Care"),
        ("Completed a course named Orchard Care", "Orchard Care"),
        ("Completed a course entitled “Orchard Care”", "Orchard Care"),
        ('Attended a workshop on "Soil and Water"', "Soil and Water"),
        ("“Orchard Care”", "Orchard Care"),
        ("Orchard Care (Basic)", "Orchard Care (Basic)"),
        ("Orchard Care (Basic) –", "Orchard Care (Basic)"),
        ("Orchard Care, ", "Orchard Care"),
        ("(ISC)² Associate", "(ISC)² Associate"),
        ("Certified Scrum Master", "Certified Scrum Master"),
        ("Licensed Practical Nurse", "Licensed Practical Nurse"),
        ("Registered Nurse", "Registered Nurse"),
        ("Chartered Accountant", "Chartered Accountant"),
        ("Accredited Example Assessor", "Accredited Example Assessor"),
        ("Certificate in Accounting", "Certificate in Accounting"),
        ("Training the Trainer", "Training the Trainer"),
        ("Learning How to Learn", "Learning How to Learn"),
    ],
)
def test_lead_ins_are_no_part_of_the_title(text: str, title: str) -> None:
    start, end = title_range(text, CUES)
    assert text[start:end] == title


@pytest.mark.parametrize("text", ["", "Completed", "Certificate of completion", "   ", "–", "the"])
def test_lead_ins_without_a_title_stay_in_range(text: str) -> None:
    start, end = title_range(text, CUES)
    assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize("text", ["Orchard Care", "Certified Scrum Master", "Soil and Water"])
def test_lead_ins_are_taken_off_once_and_for_all(text: str) -> None:
    long = f"Successfully completed a short course on {text}"
    start, end = title_range(long, CUES)
    assert title_range(long[start:end], CUES) == (0, end - start)
