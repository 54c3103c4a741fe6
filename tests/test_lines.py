"""Lines as résumés write them, read from the page to the match. People and institutes of no
vendor are invented.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.drawn import listing, report

CERTIFICATION, COURSE, PROGRAM = "certification", "course_certificate", "professional_certificate"


@pytest.mark.parametrize(
    ("line", "title", "issuer", "platform", "kind", "credential"),
    [
        (
            "Google IT Support Professional Certificate – Coursera (2020)",
            "Google IT Support Professional Certificate",
            "Google",
            "Coursera",
            PROGRAM,
            "coursera-google-it-support",
        ),
        (
            "ITIL® 4 Foundation (PeopleCert)",
            "ITIL® 4 Foundation",
            "PeopleCert",
            None,
            CERTIFICATION,
            "itil-4-foundation",
        ),
        (
            "Oracle Certified Professional: Java SE 11 Developer (1Z0-819)",
            "Oracle Certified Professional: Java SE 11 Developer (1Z0-819)",
            "Oracle",
            None,
            CERTIFICATION,
            "oracle-ocp-java-se-11-developer",
        ),
        (
            "First Aid/CPR/AED – American Red Cross, exp. 06/2025",
            "First Aid/CPR/AED",
            "American Red Cross",
            None,
            CERTIFICATION,
            "red-cross-first-aid-cpr-aed",
        ),
        (
            "Lean Six Sigma Green Belt – Plum Industries",
            "Lean Six Sigma Green Belt",
            "Plum Industries",
            None,
            CERTIFICATION,
            None,
        ),
        (
            "NPTEL – Programming in Java (Elite, 78%)",
            "Programming in Java",
            "NPTEL",
            "NPTEL",
            COURSE,
            "nptel-programming-in-java",
        ),
        (
            "Udemy – The Complete 2023 Orchard Bootcamp",
            "The Complete 2023 Orchard Bootcamp",
            "Udemy",
            "Udemy",
            COURSE,
            None,
        ),
        (
            "Completed 3-month course on Tally ERP 9 from Plum Institute, Pune",
            "Tally ERP 9",
            "Plum Institute",
            None,
            "training",
            None,
        ),
        (
            "Le Wagon – Web Development Bootcamp, Berlin, 2020",
            "Web Development Bootcamp",
            "Le Wagon",
            None,
            "bootcamp",
            None,
        ),
        (
            "General Assembly, Software Engineering Immersive, 2021",
            "Software Engineering Immersive",
            "General Assembly",
            None,
            "bootcamp",
            "general-assembly-software-engineering-immersive",
        ),
        ("State of Texas Teaching License", None, None, None, "license", None),
        ("JLPT N2 (2019)", "JLPT N2", None, None, "language_test", "jlpt-n2"),
        (
            "Certified ScrumMaster® (CSM), Scrum Alliance, Jan 2020 – Jan 2022",
            "Certified ScrumMaster® (CSM)",
            "Scrum Alliance",
            None,
            CERTIFICATION,
            "certified-scrummaster",
        ),
        (
            "Certificate of Completion: Orchard Care, Plum Academy",
            "Orchard Care",
            "Plum Academy",
            None,
            "training",
            None,
        ),
        (
            "HubSpot Inbound Marketing Certification",
            "HubSpot Inbound Marketing Certification",
            "HubSpot",
            None,
            CERTIFICATION,
            "hubspot-inbound-marketing",
        ),
        (
            "PG Diploma in Data Science, Plum University, 2020",
            "PG Diploma in Data Science",
            "Plum University",
            None,
            PROGRAM,
            None,
        ),
        (
            "Introduction to Git & GitHub (Google, Coursera), Mar. '21",
            "Introduction to Git & GitHub",
            "Google",
            "Coursera",
            COURSE,
            "coursera-google-introduction-to-git-and-github",
        ),
        (
            "SQL for Data Science (UC Davis via Coursera) – Grade: 97%",
            "SQL for Data Science",
            "UC Davis",
            "Coursera",
            COURSE,
            "coursera-uc-davis-sql-for-data-science",
        ),
        (
            "Basic Tree Climbing Training conducted by Sunlight Plum Centre in 04/2021",
            "Basic Tree Climbing Training",
            "Sunlight Plum Centre",
            None,
            "training",
            None,
        ),
    ],
)
def test_lines_of_one_credential(
    recognizer: Any,
    line: str,
    title: str | None,
    issuer: str | None,
    platform: str | None,
    kind: str,
    credential: str | None,
) -> None:
    (found,) = report(recognizer, listing(f"- {line}"))["credentials"]
    assert found["title"] == (title or line)
    assert issuer is None or found["issuer"]["name"] == issuer
    assert platform is None or found["platform"]["name"] == platform
    assert (found["type"], found["match"]["credential"]) == (kind, credential)


@pytest.mark.parametrize(
    ("line", "credentials"),
    [
        (
            "AWS Certified Solutions Architect Associate (2021), CKA (2022), Terraform Associate",
            [
                "aws-certified-solutions-architect-associate",
                "certified-kubernetes-administrator",
                "hashicorp-certified-terraform-associate",
            ],
        ),
        (
            "Microsoft: AZ-900, AZ-104, DP-900",
            [
                "microsoft-azure-fundamentals",
                "microsoft-azure-administrator-associate",
                "microsoft-azure-data-fundamentals",
            ],
        ),
        ("Cisco: CCNA, CCNP", ["ccna", "ccnp"]),
        (
            "Kaggle: Pandas, Intro to Machine Learning",
            ["kaggle-pandas", "kaggle-intro-to-machine-learning"],
        ),
        (
            "2021: CKA, CKAD",
            [
                "certified-kubernetes-administrator",
                "certified-kubernetes-application-developer",
            ],
        ),
        (
            "Microsoft Certified: Azure Fundamentals (AZ-900), Azure AI Fundamentals (AI-900)",
            ["microsoft-azure-fundamentals", "microsoft-azure-ai-fundamentals"],
        ),
        (
            "AWS Certified Developer – Associate, CompTIA Security+, PMP",
            ["aws-certified-developer-associate", "comptia-security-plus", "pmp"],
        ),
        (
            "CCNA, CCNP Enterprise and CompTIA Network+",
            ["ccna", "ccnp-enterprise", "comptia-network-plus"],
        ),
        ("PMP • CISSP • CCNA", ["pmp", "cissp", "ccna"]),
    ],
)
def test_lines_of_several_credentials(recognizer: Any, line: str, credentials: list[str]) -> None:
    found = report(recognizer, listing(f"- {line}"))["credentials"]
    assert [item["match"]["credential"] for item in found] == credentials


def test_lines_with_everything(recognizer: Any) -> None:
    line = (
        "- AWS Certified Cloud Practitioner (CLF-C01) | Credential ID: ABC123XYZ "
        "| Issued Mar 2021 | Expires Mar 2024"
    )
    (found,) = report(recognizer, listing(line))["credentials"]
    assert found["title"] == "AWS Certified Cloud Practitioner (CLF-C01)"
    assert (found["issued"], found["expires"]) == ("2021-03", "2024-03")
    assert found["credential_id"] == "ABC123XYZ"
    assert found["match"]["credential"] == "aws-certified-cloud-practitioner"
    assert found["tier"]["level"] == 1
    assert found["evidence"]["quote"].startswith("AWS Certified Cloud Practitioner")


@pytest.mark.parametrize(
    ("line", "title", "status", "credential"),
    [
        ("CISSP – planned for 2027", "CISSP", "planned", "cissp"),
        ("CISSP, (ISC)²", "CISSP", "earned", "cissp"),
        ("CISSP, exam scheduled for March 2027", "CISSP", "in_progress", "cissp"),
        (
            "Azure Fundamentals (planned for 2027)",
            "Azure Fundamentals",
            "planned",
            "microsoft-azure-fundamentals",
        ),
        ("CompTIA A+ expires 2024", "CompTIA A+", "earned", "comptia-a-plus"),
    ],
)
def test_lines_whose_words_on_standing_are_no_part_of_the_title(
    recognizer: Any, line: str, title: str, status: str, credential: str
) -> None:
    (found,) = report(recognizer, listing(f"- {line}"))["credentials"]
    assert (found["title"], found["status"]) == (title, status)
    assert found["match"]["credential"] == credential


def test_lines_of_a_numbered_list(recognizer: Any) -> None:
    found = report(recognizer, listing("1. PMP", "2. CISSP", "(3) CCNA"))["credentials"]
    assert [item["title"] for item in found] == ["PMP", "CISSP", "CCNA"]
    assert [item["match"]["credential"] for item in found] == ["pmp", "cissp", "ccna"]


@pytest.mark.parametrize("subject", ["Salesforce", "Google Cloud", "AWS"])
def test_lines_on_a_platform_are_not_the_vendors(recognizer: Any, subject: str) -> None:
    (found,) = report(recognizer, listing(f"- {subject} for Plum Growers, Udemy"))["credentials"]
    assert (found["issuer"]["name"], found["type"]) == ("Udemy", "course_certificate")
    assert found["tier"]["level"] == 4


def test_lines_of_a_vendor_via_a_platform_are_courses(recognizer: Any) -> None:
    (found,) = report(recognizer, listing("- Orchard Care, Google via Coursera"))["credentials"]
    assert (found["issuer"]["name"], found["platform"]["name"]) == ("Google", "Coursera")
    assert found["type"] == "course_certificate"


def test_lines_of_another_teacher_on_the_same_platform(recognizer: Any) -> None:
    (found,) = report(recognizer, listing("- Python for Data Science, IBM – edX"))["credentials"]
    assert found["match"]["credential"] is None or found["match"]["credential"].startswith(
        "edx-ibm"
    )


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("Completed Orchard Care through Udemy in May 2019.", ["Orchard Care"]),
        (
            "I hold the Certified Kubernetes Administrator (CKA) from The Linux Foundation.",
            ["Certified Kubernetes Administrator (CKA)"],
        ),
    ],
)
def test_lines_of_a_summary(recognizer: Any, sentence: str, titles: list[str]) -> None:
    found = report(recognizer, listing(sentence, title="Summary"))["credentials"]
    assert [item["title"] for item in found] == titles
