"""The published contract: valid OpenAPI 3.1, examples that are what is sent, a page to read it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from calling import Program
from recognizer.schema import report_schema
from recognizer.web.security import CONTENT_SECURITY_POLICY


@pytest.fixture(scope="module")
def contract(endpoint: Any) -> dict[str, Any]:
    return json.loads(endpoint[0].test_client().get("/openapi.json").data)


def test_contract_is_valid(contract: dict[str, Any]) -> None:
    from openapi_spec_validator import OpenAPIV31SpecValidator

    assert list(OpenAPIV31SpecValidator(contract).iter_errors()) == []
    assert contract["openapi"] == "3.1.0"


def test_contract_names_each_call_and_what_it_may_answer(contract: dict[str, Any]) -> None:
    operations = [
        (path, method, call)
        for path, item in contract["paths"].items()
        for method, call in item.items()
        if method != "parameters"
    ]
    assert len({call["operationId"] for _, _, call in operations}) == len(operations) >= 14
    for path, method, call in operations:
        assert call["summary"], (path, method)
        if path.startswith("/api/"):
            assert {"401", "403", "429", "500", "503"} <= call["responses"].keys()
            assert call["security"][0]["key"]


def parameters(contract: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (path, each)
        for path, item in contract["paths"].items()
        for method, call in item.items()
        if method != "parameters"
        for each in call.get("parameters", ())
    ]


def test_contract_names_each_parameter_that_is_taken(contract: dict[str, Any]) -> None:
    taken = {
        (method, path): {(each["in"], each["name"]) for each in call.get("parameters", ())}
        for path, item in contract["paths"].items()
        for method, call in item.items()
        if method != "parameters"
    }
    known, once = ("header", "If-None-Match"), ("header", "Idempotency-Key")
    query = {
        ("post", "/api/v1/reports"): {"blind", "role", "name", "as"},
        ("get", "/api/v1/reports/{report}"): {"blind", "as"},
        ("post", "/api/v1/batches"): {"blind", "role", "webhook_url"},
        ("get", "/api/v1/batches/{batch}/results"): {"blind", "format", "limit", "cursor"},
        ("get", "/api/v1/taxonomy/search"): {"q", "limit"},
        ("post", "/api/v1/badges/verify"): {"name"},
    }
    for call, found in taken.items():
        wanted = {("query", name) for name in query.get(call, ())}
        if call[1].startswith("/api/") and call[0] == "get":
            wanted.add(known)
        if call in (("post", "/api/v1/reports"), ("post", "/api/v1/batches")):
            wanted.add(once)
        assert found == wanted, call
    assert '"null"' not in json.dumps([item for _, item in parameters(contract)]), "not to be sent"


def test_contract_has_the_report_as_it_is_published(contract: dict[str, Any]) -> None:
    schemas = contract["components"]["schemas"]
    assert schemas["Report"]["properties"].keys() == report_schema()["properties"].keys()
    references = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(contract)))
    assert references <= schemas.keys()
    assert schemas.keys() - references <= {"BatchEnded"}, "nothing that no call uses"


def test_contract_examples_fit_their_shapes(contract: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    seen = 0
    text = json.dumps(contract["components"]["schemas"]).replace("#/components/schemas", "#/$defs")
    shapes = json.loads(text)
    for item in contract["paths"].values():
        for call in item.values():
            for answer in call["responses"].values() if isinstance(call, dict) else ():
                for content in answer.get("content", {}).values():
                    whole = {**content["schema"], "$defs": shapes}
                    whole = json.loads(json.dumps(whole).replace("#/components/schemas", "#/$defs"))
                    values = [one["value"] for one in content.get("examples", {}).values()]
                    values += [content["example"]] if "example" in content else []
                    for value in values:
                        Draft202012Validator(whole).validate(value)
                        seen += 1
    assert seen >= 8


def test_contract_every_answer_has_an_example(contract: dict[str, Any]) -> None:
    missing = [
        (path, status)
        for path, item in contract["paths"].items()
        for call in item.values()
        if isinstance(call, dict)
        for status, answer in call["responses"].items()
        for kind, content in answer.get("content", {}).items()
        if kind == "application/json" and not {"example", "examples"} & content.keys()
    ]
    assert missing == []


def test_contract_is_open_to_everyone(endpoint: Any) -> None:
    app, made = endpoint
    made.keys.add("there is one", ("read",))
    stranger = Program(app, made)
    for path in ("/openapi.json", "/healthz", "/readyz", "/api/docs/"):
        assert stranger.get(path).status_code == 200


def test_documentation_page_needs_no_network(endpoint: Any) -> None:
    client = endpoint[0].test_client()
    page = client.get("/api/docs/")
    assert page.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY and ":" not in CONTENT_SECURITY_POLICY[:40]
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(loaded) >= 4 and all(address.startswith("/") for address in loaded)
    for address in loaded:
        with client.get(address) as answer:
            assert answer.status_code == 200, address
