"""A report in the forms that HR systems take: JSON Resume, Workday certifications, CTDL JSON-LD.

Only what a résumé says was earned goes out (expired ones too, with their date): a plan is no
certificate. A field that the form has no place for, or whose value is unknown, is left out; no
month or day is added. docs/api.md has the tables of fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from recognizer.report import Finding, ProviderName, Report
from recognizer.resume import NOT_EARNED_YET, CredentialType

JSON_RESUME_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
CTDL_CONTEXT = "https://credreg.net/ctdl/schema/context/json"
CTDL_CLASSES: dict[CredentialType, str] = {
    "certification": "ceterms:Certification",
    "professional_certificate": "ceterms:Certificate",
    "course_certificate": "ceterms:CertificateOfCompletion",
    "bootcamp": "ceterms:CertificateOfCompletion",
    "badge": "ceterms:DigitalBadge",
    "license": "ceterms:License",
    "training": "ceterms:CertificateOfCompletion",
    "language_test": "ceterms:Certificate",
}
"""Credential type → class of the Credential Transparency Description Language."""
_ID_DIGITS = 16
"""Digits of a file's SHA-256 in the ids of its lines."""
_LANGUAGE = "und"
"""Language tag of names (BCP 47): the language of a title is not known."""


def json_resume(report: Report) -> dict[str, Any]:
    """JSON Resume 1.0.0: `certificates` with name, date, issuer and url, as far as known."""
    certificates = [
        _known(name=item.title, date=item.issued, issuer=_name(item.issuer), url=item.url)
        for _, item in _earned(report)
    ]
    return {"$schema": JSON_RESUME_SCHEMA, "certificates": certificates}


def workday_certifications(report: Report) -> dict[str, Any]:
    """Workday's `certification`, in the envelope of its lists.

    `id` tells the lines of one file apart and stays the same when it is read again; `descriptor` is
    the name and, in brackets, whose. Workday has no field for the number of a credential here.
    """
    rows = [
        _known(
            id=f"{report.document.sha256[:_ID_DIGITS]}-{number}",
            descriptor=_descriptor(item),
            name=item.title,
            issuer=_name(item.issuer or item.platform),
            issuedDate=item.issued,
            expirationDate=item.expires,
        )
        for number, item in _earned(report)
    ]
    return {"total": len(rows), "data": rows}


def ctdl(report: Report) -> dict[str, Any]:
    """CTDL as JSON-LD: the *kinds* of credential that the résumé names, and their providers.

    CTDL describes credentials, not who holds them, so nothing of the person and no date goes out.
    Nodes are blank: a CTID is given by the registry, not by us.
    """
    organizations: dict[str, str] = {}
    graph = [_ctdl_node(number, item, organizations) for number, item in _earned(report)]
    graph += [
        {
            "@id": id_,
            "@type": "ceterms:CredentialOrganization",
            "ceterms:name": {_LANGUAGE: name},
        }
        for name, id_ in organizations.items()
    ]
    return {"@context": CTDL_CONTEXT, "@graph": graph}


PROFILES: Mapping[str, Callable[[Report], dict[str, Any]]] = {
    "jsonresume": json_resume,
    "workday-certifications": workday_certifications,
    "ctdl-jsonld": ctdl,
}
MEDIA_TYPES = {"ctdl-jsonld": "application/ld+json"}
"""Profile → media type, where not `application/json`."""


def to_profile(report: Report, profile: str) -> bytes:
    """The report in one of PROFILES: UTF-8 JSON with a newline at the end."""
    made = PROFILES[profile](report)
    return json.dumps(made, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _earned(report: Report) -> Iterator[tuple[int, Finding]]:
    """(place in the report, credential) of those that are not only planned or in progress."""
    for number, item in enumerate(report.credentials):
        if item.status not in NOT_EARNED_YET:
            yield number, item


def _ctdl_node(number: int, item: Finding, organizations: dict[str, str]) -> dict[str, Any]:
    def refer(provider: ProviderName | None) -> list[str] | None:
        if provider is None:
            return None
        return [organizations.setdefault(provider.name, f"_:organization-{len(organizations)}")]

    node = {
        "@id": f"_:credential-{number}",
        "@type": CTDL_CLASSES[item.type],
        "ceterms:name": {_LANGUAGE: _catalogue_name(item)},
    }
    more = _known(owned=refer(item.issuer), offered=refer(item.platform))
    names = {"owned": "ceterms:ownedBy", "offered": "ceterms:offeredBy"}
    return node | {names[key]: value for key, value in more.items()}


def _catalogue_name(item: Finding) -> str:
    """The taxonomy's name of the kind of credential, or the title as printed."""
    return (item.match.credential and item.match.name) or item.title


def _descriptor(item: Finding) -> str:
    issuer = _name(item.issuer or item.platform)
    return f"{item.title} ({issuer})" if issuer else item.title


def _name(provider: ProviderName | None) -> str | None:
    return provider.name if provider else None


def _known(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
