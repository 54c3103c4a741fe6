"""Reports for HR systems: only what is claimed as earned, only what is known."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from invented import finding, report
from recognizer.cli import cli
from recognizer.profiles import CTDL_CLASSES, PROFILES, to_profile
from recognizer.report import Match, ProviderName
from recognizer.resume import CredentialType

BARE = finding(
    title="Plum Keeping",
    issuer=None,
    platform=ProviderName("Orchard School", None),
    issued="2020",
    expires="2022-05",
    url=None,
    credential_id=None,
    status="expired",
    match=Match(None, None, 0.0, "none"),
)
REPORT = report(finding(), finding(status="planned"), BARE, finding(status="in_progress"))


def made(profile: str) -> Any:
    content = to_profile(REPORT, profile)
    assert content.endswith(b"}\n")
    return json.loads(content)


def test_profile_json_resume() -> None:
    assert made("jsonresume")["certificates"] == [
        {
            "name": "Certified Example Analyst",
            "date": "2021-05",
            "issuer": "Example Institute",
            "url": "https://example.org/verify/EX-1",
        },
        {"name": "Plum Keeping", "date": "2020"},
    ]


def test_profile_workday() -> None:
    assert made("workday-certifications") == {
        "total": 2,
        "data": [
            {
                "id": "0000000000000000-0",
                "descriptor": "Certified Example Analyst (Example Institute)",
                "name": "Certified Example Analyst",
                "issuer": "Example Institute",
                "issuedDate": "2021-05",
            },
            {
                "id": "0000000000000000-2",
                "descriptor": "Plum Keeping (Orchard School)",
                "name": "Plum Keeping",
                "issuer": "Orchard School",
                "issuedDate": "2020",
                "expirationDate": "2022-05",
            },
        ],
    }


def test_profile_ctdl() -> None:
    said = made("ctdl-jsonld")
    assert said["@context"] == "https://credreg.net/ctdl/schema/context/json"
    assert said["@graph"] == [
        {
            "@id": "_:credential-0",
            "@type": "ceterms:Certification",
            "ceterms:name": {"und": "Certified Example Analyst (CEA)"},
            "ceterms:ownedBy": ["_:organization-0"],
        },
        {
            "@id": "_:credential-2",
            "@type": "ceterms:Certification",
            "ceterms:name": {"und": "Plum Keeping"},
            "ceterms:offeredBy": ["_:organization-1"],
        },
        {
            "@id": "_:organization-0",
            "@type": "ceterms:CredentialOrganization",
            "ceterms:name": {"und": "Example Institute"},
        },
        {
            "@id": "_:organization-1",
            "@type": "ceterms:CredentialOrganization",
            "ceterms:name": {"und": "Orchard School"},
        },
    ]


def test_profile_ctdl_has_a_class_for_every_type() -> None:
    assert set(CTDL_CLASSES) == set(get_args(CredentialType))
    assert all(re.fullmatch("ceterms:[A-Z][A-Za-z]+", name) for name in CTDL_CLASSES.values())


@pytest.mark.parametrize("profile", PROFILES)
def test_profile_of_nothing_and_on_the_command_line(
    profile: str, sample_pdf: Any, recognizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert json.loads(to_profile(report(), profile))
    monkeypatch.setattr("recognizer.pipeline.Recognizer.load", lambda *_: recognizer)
    shown = CliRunner().invoke(cli, ["show", str(sample_pdf), "--as", profile])
    assert shown.exit_code == 0
    assert shown.stdout_bytes == to_profile(recognizer.recognize(sample_pdf), profile)


def test_profile_and_json_together_are_refused(sample_pdf: Any) -> None:
    both = ["show", str(sample_pdf), "--json", "--as", "jsonresume"]
    assert CliRunner().invoke(cli, both).exit_code == 2
