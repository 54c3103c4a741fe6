"""The published contract, OpenAPI 3.1: what all calls share, and the shapes of their answers."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_smorest import Api
from werkzeug.routing import BaseConverter

from recognizer import __version__
from recognizer.schema import badge_schema, report_schema
from recognizer.web.api import shapes
from recognizer.web.api.problems import MEDIA_TYPE
from recognizer.web.api.shapes import problem_example as problem

_EXAMPLES = Path(__file__).resolve().parent / "examples"
_DESCRIPTION = """\
Reads résumés and says which credentials each one claims, what kind of assessment stands behind
them, and how each claim can be checked. Nobody is scored or ranked.

Every error is `application/problem+json` (RFC 9457). Answers carry `RateLimit` and
`RateLimit-Policy`. Uploads are seen by the key that made them and by no other, and are deleted
after the server's time for keeping; PDFs are not kept once they have been read.
"""
_TAGS = {
    "reports": "One résumé, read while you wait.",
    "batches": "Many résumés, read while you do something else.",
    "badges": "Open Badge files, checked and not kept.",
    "taxonomy": "The curated data: what is known about credentials and who issues them.",
    "operation": "The state of the server.",
}


class IdConverter(BaseConverter):
    """Ids in addresses: 32 hexadecimal digits."""

    regex = "[0-9a-f]{32}"


class SlugConverter(BaseConverter):
    """Ids of the taxonomy."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


class Contract(Api):  # type: ignore[misc]  # flask-smorest has no types
    """flask-smorest without its own form of errors: `problems` writes them."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """None: the app's own handler does it."""


def publish(app: Flask) -> Contract:
    """The contract of an app, still without calls; served at /openapi.json."""
    app.url_map.converters.update(id=IdConverter, slug=SlugConverter)
    app.config.update(
        API_TITLE="Credential recognizer",
        API_VERSION=__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
    )
    info = {
        "description": _DESCRIPTION,
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    tags = [{"name": name, "description": text} for name, text in _TAGS.items()]
    more = {"servers": [{"url": "/"}], "tags": tags, "webhooks": shapes.WEBHOOKS}
    contract = Contract(app, spec_kwargs={"info": info, **more})
    contract.spec.components.schemas.clear()  # what flask-smorest would use, and we do not
    for converter, pattern in ((IdConverter, "^[0-9a-f]{32}$"), (SlugConverter, shapes.SLUG)):
        described = {"type": "string", "pattern": pattern}
        contract.register_converter(converter, lambda _, schema=described: dict(schema))
    components = contract.spec.components
    components.security_scheme("key", shapes.KEY)
    for name, schema in {**_report_schemas(), **shapes.SCHEMAS}.items():
        components.schema(name, schema)
    for name, response in _problem_responses().items():
        components.response(name, response)
    return contract


def answers(*statuses: int) -> dict[int, Any]:
    """Status → the problem that it is answered with."""
    return {status: {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}


def json_answer(text: str, schema: str, **more: Any) -> dict[str, Any]:
    """An answer of one shape, with its example."""
    content = {"schema": reference(schema), **_example(schema)}
    return {"description": text, "content": {"application/json": content}, **more}


def reference(schema: str) -> dict[str, str]:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{schema}"}


@cache
def example(name: str) -> Any:
    """An example of the folder `examples`."""
    return json.loads((_EXAMPLES / f"{name}.json").read_text("utf-8"))


def _example(schema: str) -> dict[str, Any]:
    return {"example": example(schema)} if (_EXAMPLES / f"{schema}.json").is_file() else {}


def _report_schemas() -> dict[str, Any]:
    """The JSON Schemas of both reports, their parts as components."""
    found: dict[str, Any] = {}
    for name, schema in (("BadgeReport", badge_schema()), ("Report", report_schema())):
        whole = json.loads(json.dumps(schema).replace("#/$defs/", "#/components/schemas/"))
        found |= whole.pop("$defs")
        del whole["$schema"]
        found[name] = {**whole, "title": name}  # generated clients name it so
    return found


def _problem_responses() -> dict[str, Any]:
    return {
        f"Problem{status}": {
            "description": text,
            "headers": dict(shapes.PROBLEM_HEADERS.get(status, {})),
            "content": {MEDIA_TYPE: {"schema": reference("Problem"), "example": problem(code)}},
        }
        for status, (code, text) in shapes.PROBLEMS.items()
    }
