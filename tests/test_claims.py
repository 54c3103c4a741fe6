"""What the résumé says of a credential: who, when, which number, which link, how it stands."""

from __future__ import annotations

from typing import Any

import pytest

from recognizer.resume import Claim
from recognizer.sections import find_sections
from tests.drawn import claims, listing
from tests.pdfs import Sheet, read


def claim_of(
    recognizer: Any, *lines: str, links: dict[str, str] | None = None, title: str = "Certifications"
) -> Claim:
    (only,) = claims(recognizer, listing(*lines, title=title), links=links)
    return only


def name(organization: Any) -> str | None:
    return organization.name if organization else None


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("CWI, AWS", "aws-welding"),
        ("AWS CWI", "aws-welding"),
        ("Certified Welding Inspector (AWS), 2019", "aws-welding"),
        ("Certified Welding Educator, AWS", "aws-welding"),
        ("AWS Certified Developer – Associate", "amazon-web-services"),
        ("Solutions Architect Associate, AWS", "amazon-web-services"),
        ("Orchard Care, AWS", "amazon-web-services"),
        ("CPA, AICPA", "aicpa"),
        ("Lean Six Sigma Green Belt (ASQ)", "asq"),
        ("Lean Six Sigma Green Belt, KPMG", "kpmg"),
        ("Certified Management Accountant, CMA Canada", "cma-canada"),
        ("Certified Management Accountant (CMA)", None),
        ("Certified Management Accountant", None),
        ("CMA", None),
    ],
)
def test_claims_issuer_of_a_shared_acronym_or_name(
    recognizer: Any, line: str, issuer: str | None
) -> None:
    claim = claim_of(recognizer, f"- {line}")
    assert (claim.issuer.id if claim.issuer else None) == issuer


@pytest.mark.parametrize(
    ("line", "issuer", "platform"),
    [
        ("Orchard Care, Plum Academy, 2021", "Plum Academy", None),
        ("Orchard Care by Plum Academy", "Plum Academy", None),
        ("Orchard Care, issued by Perrin", "Perrin", None),
        ("Orchard Care (Plum Academy)", "Plum Academy", None),
        ("Orchard Care – Plum Academy, Pune, India", "Plum Academy", None),
        ("Plum Academy: Orchard Care", "Plum Academy", None),
        ("Orchard Care, Google via Coursera, 2021", "Google", "Coursera"),
        ("Orchard Care, Stanford University (Coursera)", "Stanford University", "Coursera"),
        ("Orchard Care by Stanford University on Coursera", "Stanford University", "Coursera"),
        ("Orchard Care, offered by Harvard University on edX", "Harvard University", "edX"),
        ("Orchard Care, offered by Plum Academy via Udemy", "Plum Academy", "Udemy"),
        ("Orchard Care, IBM – edX, 2020", "IBM", "edX"),
        ("Orchard Care | Coursera | University of Michigan", "University of Michigan", "Coursera"),
        ("Orchard Care, Coursera", "Coursera", "Coursera"),
        ("Orchard Care, Udemy, 2020", "Udemy", "Udemy"),
        ("Orchard Care, LinkedIn Learning", "LinkedIn Learning", "LinkedIn Learning"),
        ("Orchard Care (Basic), HackerRank", "HackerRank", "HackerRank"),
        ("Orchard Care, NPTEL", "NPTEL", "NPTEL"),
        ("Microsoft Certified: Azure Fundamentals", "Microsoft", None),
        ("AWS Certified Developer – Associate", "AWS", None),
        ("PMP, PMI", "PMI", None),
        ("Orchard Care, 2021", None, None),
        ("Orchard Care", None, None),
    ],
)
def test_claims_issuer_and_platform(
    recognizer: Any, line: str, issuer: str | None, platform: str | None
) -> None:
    claim = claim_of(recognizer, f"- {line}")
    found = (name(claim.issuer), name(claim.platform))
    if line.startswith(("Microsoft", "AWS", "PMP")):
        found = (found[0], None)  # whether such a vendor is a platform too, its entry says
    assert found == (issuer, platform)


@pytest.mark.parametrize(
    ("line", "issuer", "platform"),
    [
        ("Orchard Care, Google via Coursera", "google", "coursera"),
        ("Orchard Care, Plum Academy", None, None),
        ("Orchard Care, PMI", "pmi", None),
        ("Orchard Care, Stanford University", "stanford-university", None),
    ],
)
def test_claims_providers_of_the_taxonomy_have_their_id(
    recognizer: Any, line: str, issuer: str | None, platform: str | None
) -> None:
    claim = claim_of(recognizer, f"- {line}")
    assert (claim.issuer.id if claim.issuer else None) == issuer
    assert (claim.platform.id if claim.platform else None) == platform


def test_claims_a_link_tells_the_platform_that_nothing_else_names(recognizer: Any) -> None:
    target = "https://www.udemy.com/certificate/UC-1234abcd/"
    claim = claim_of(recognizer, "- Orchard Care, 2021", links={"Orchard Care": target})
    assert (name(claim.issuer), name(claim.platform)) == ("Udemy", "Udemy")
    target = "https://www.credly.com/badges/1234"
    claim = claim_of(recognizer, "- Orchard Care, 2021", links={"Orchard Care": target})
    assert (name(claim.issuer), name(claim.platform)) == (None, "Credly")


@pytest.mark.parametrize(
    ("said", "issued", "expires"),
    [
        ("May 2021", "2021-05", None),
        ("05/2021", "2021-05", None),
        ("2021-05", "2021-05", None),
        ("2021", "2021", None),
        ("(2021)", "2021", None),
        ("12 May 2021", "2021-05", None),
        ("Jan 2021 – Mar 2021", "2021-03", None),
        ("2019 – 2021", "2021", None),
        ("issued May 2021, expires May 2024", "2021-05", "2024-05"),
        ("issued: May 2021 · expires: May 2024", "2021-05", "2024-05"),
        ("2021, valid until 05/2024", "2021", "2024-05"),
        ("valid until May 2024", None, "2024-05"),
        ("valid through 2024", None, "2024"),
        ("expiry date: 05/2024", None, "2024-05"),
        ("completed in May 2021", "2021-05", None),
        ("expected June 2027", None, None),
        ("in progress, June 2027", None, None),
        ("planned for 2027", None, None),
        ("", None, None),
    ],
)
def test_claims_dates(recognizer: Any, said: str, issued: str | None, expires: str | None) -> None:
    claim = claim_of(recognizer, f"- Orchard Care, Plum Academy, {said}".rstrip(", "))
    assert (claim.title, name(claim.issuer)) == ("Orchard Care", "Plum Academy")
    found = (str(claim.issued or "") or None, str(claim.expires or "") or None)
    assert found == (issued, expires)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("PMP, PMI, 2019", "earned"),
        ("PMP, PMI", "earned"),
        ("PMP, PMI (in progress)", "in_progress"),
        ("PMP, PMI (expected June 2027)", "in_progress"),
        ("PMP, PMI – ongoing", "in_progress"),
        ("Pursuing PMP, PMI", "in_progress"),
        ("Currently pursuing: PMP, PMI", "in_progress"),
        ("PMP, PMI, exam scheduled", "in_progress"),
        ("PMP, PMI (planned)", "planned"),
        ("PMP, PMI, 2015 (expired)", "expired"),
        ("PMP, PMI, 2015 – lapsed", "expired"),
        ("PMP, PMI, 2015, expired 2018", "expired"),
        ("PMP, PMI, 2019 – Present", "earned"),
        ("Orchard Care, Plum Academy, Jan 2021 – Present", "in_progress"),
        ("Orchard Care, Plum Academy (ongoing)", "in_progress"),
        ("Progress in Orchard Care, Plum Academy, 2021", "earned"),
        ("Lapsed Orchards, Plum Academy, 2021", None),
    ],
)
def test_claims_status(recognizer: Any, line: str, status: str | None) -> None:
    claim = claim_of(recognizer, f"- {line}")
    assert status is None or claim.status == status
    assert claim.status in ("earned", "expired") or claim.issued is None


@pytest.mark.parametrize(
    ("lines", "statuses"),
    [
        (
            ["- PMP, 2019", "- CISSP (in progress)", "- CompTIA A+, 2018"],
            "earned in_progress earned",
        ),
        (["- PMP (expired)", "- CISSP, 2019"], "expired earned"),
        (["PMP (in progress), CISSP, CCNA"], "in_progress earned earned"),
        (["PMP, CISSP, CCNA (in progress)"], "earned earned in_progress"),
    ],
)
def test_claims_a_status_speaks_of_its_own_credential(
    recognizer: Any, lines: list[str], statuses: str
) -> None:
    found = list(claims(recognizer, listing(*lines)))
    assert [claim.status for claim in found] == statuses.split()


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Orchard Care, 2021, Credential ID: PA-0017", "PA-0017"),
        ("Orchard Care (Certificate No. 77-120)", "77-120"),
        ("Orchard Care, Certificate number 2021-4411", "2021-4411"),
        ("Credential ID 9AB7XX – Orchard Care", "9AB7XX"),
        ("Orchard Care, Credential ID UC-1a2b3c4d", "UC-1a2b3c4d"),
        ("Orchard Keeper License, License No: OK12345", "OK12345"),
        ("Orchard Care, Plum Academy, 2021", None),
        ("AZ-900: Azure Fundamentals", None),
    ],
)
def test_claims_credential_id(recognizer: Any, line: str, number: str | None) -> None:
    assert claim_of(recognizer, f"- {line}").credential_id == number


A, B = "https://certs.example/a", "https://certs.example/b"


@pytest.mark.parametrize(
    ("lines", "links", "urls"),
    [
        pytest.param(["- Orchard Care, 2021"], {"Orchard Care": A}, [A], id="over the title"),
        pytest.param(["- Orchard Care, 2021 View"], {"View": A}, [A], id="over a word"),
        pytest.param(["- Orchard Care, Fig Institute"], {"Fig": A}, [A], id="over the issuer"),
        pytest.param(
            ["- Orchard Care, 2021 View"],
            {"View": B, "Orchard Care": A},
            [A],
            id="over the title before a word",
        ),
        pytest.param(
            ["- Orchard Care, 2021", "- Bookkeeping, 2020 View"],
            {"View": A},
            [None, A],
            id="of its own entry",
        ),
        pytest.param(
            ["- Orchard Care, 2021", "- Bookkeeping, 2020"],
            {"Orchard Care": A, "Bookkeeping": B},
            [A, B],
            id="each its own",
        ),
        pytest.param(
            ["- Orchard Care, https://certs.example.com/a"],
            {},
            ["https://certs.example.com/a"],
            id="printed",
        ),
        pytest.param(
            ["- Orchard Care, certs.example.com/a"],
            {},
            ["https://certs.example.com/a"],
            id="printed without scheme",
        ),
        pytest.param(
            ["- Orchard Care", "> https://certs.example.com/a"],
            {},
            ["https://certs.example.com/a"],
            id="printed below",
        ),
        pytest.param(["- Orchard Care, 2021"], {}, [None], id="none"),
    ],
)
def test_claims_url(
    recognizer: Any, lines: list[str], links: dict[str, str], urls: list[str | None]
) -> None:
    found = list(claims(recognizer, listing(*lines), links=links))
    assert [claim.url for claim in found] == urls


def test_claims_url_of_an_icon_beside_the_line(recognizer: Any) -> None:
    sheet = Sheet().filler(60).heading(72, 120, "Certifications")
    sheet.lines(72, 140, ["• Orchard Care, Plum Academy, 2021", "• Bookkeeping, Fig Institute"])
    document = read(sheet.link(A, 400, 146, 410, 156).pdf())
    sections = find_sections(document, recognizer.titles)
    first, second = (
        recognizer.claims.read(document, mention)
        for mention in recognizer.finder.find(document, sections).mentions
    )
    assert (first.url, second.url) == (None, A)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("AWS Certified Developer – Associate, 2021", "certification"),
        ("Google Advanced Data Analytics Professional Certificate", "professional_certificate"),
        ("The Complete Orchard Course, Udemy", "course_certificate"),
        ("Orchard Keeping Nanodegree, Udacity", "professional_certificate"),
        ("Orchard Care Bootcamp, Plum Academy", "bootcamp"),
        ("Problem Solving (Intermediate), HackerRank", "badge"),
        ("Registered Nurse, Plum State Board of Nursing", "license"),
        ("AutoCAD training, Plum Institute", "training"),
        ("IELTS Academic, 7.5", "language_test"),
    ],
)
def test_claims_type(recognizer: Any, line: str, kind: str) -> None:
    assert claim_of(recognizer, f"- {line}").type == kind
