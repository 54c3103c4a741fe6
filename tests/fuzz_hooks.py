"""What schemathesis cannot guess from the contract: résumés, badges, roles, new keys."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any
from uuid import uuid4

import schemathesis
from hypothesis import strategies
from schemathesis import HookContext

from hostile import LINES, resume
from minting import Mint, assertion, png, svg

_WELL_FORMED = re.compile("[!-~]{1,255}")
ROLES = ("Python", "Python\nSQL", "Kubernetes")
_LONGEST_ROLE = 20_000
RESUMES = tuple(resume((*LINES, extra)) for extra in ("", "CISSP, ISC2, 2021", "PMP, PMI, 2019"))


MINT = Mint()
JSON = (MINT.document().encode(), json.dumps(assertion()).encode())
TOKENS = (MINT.token().encode(), MINT.token(wrapped=True).encode())
PICTURES = (png(MINT.token()), png(MINT.document(), compressed=True))
DRAWINGS = (svg(MINT.token()), svg(MINT.document(), attribute=False))


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, content in enumerate(RESUMES):
            archive.writestr(f"{number}.pdf", content)
    return out.getvalue()


schemathesis.openapi.format("binary", strategies.sampled_from(RESUMES))
schemathesis.openapi.format("role", strategies.sampled_from(ROLES))
schemathesis.openapi.format("badge-email", strategies.just("ada@example.org"))
schemathesis.openapi.format("webhook-url", strategies.just("http://127.0.0.1:9/hook"))
schemathesis.openapi.media_type("application/pdf", strategies.sampled_from(RESUMES))
schemathesis.openapi.media_type("application/zip", strategies.just(packed()))
for _kinds, _contents in (
    (("application/json", "application/ld+json", "application/vc+ld+json"), JSON),
    (("application/jwt", "application/vc+jwt", "text/plain"), TOKENS),
    (("image/png",), PICTURES),
    (("image/svg+xml",), DRAWINGS),
):
    for _kind in _kinds:
        schemathesis.openapi.media_type(_kind, strategies.sampled_from(_contents))


def _may_be_a_role(text: str) -> bool:
    return 1 <= len(text) <= _LONGEST_ROLE and "\0" not in text


@schemathesis.hook
def filter_case(context: HookContext, case: schemathesis.Case) -> bool:
    """Leaves out what a form cannot say: every field is a text, one value is a list of one.

    And roles that only chance would make wrong: what is no example of the format is no error.
    """
    body = case.body
    for place in (body, case.query):
        role = place.get("role") if isinstance(place, dict) else None
        if isinstance(role, str) and role not in ROLES and _may_be_a_role(role):
            return False
    if not isinstance(body, dict):
        return True
    texts = all(isinstance(body.get(name, ""), str) for name in ("role", "webhook_url"))
    return texts and isinstance(body.get("files", []), list)


@schemathesis.hook
def before_call(context: HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """A new key for every request that has one: the refusal of old ones has tests of its own."""
    if case.headers and _WELL_FORMED.fullmatch(case.headers.get("Idempotency-Key", "")):
        case.headers["Idempotency-Key"] = uuid4().hex
