"""The HTTP endpoint for programs: reports, batches, the taxonomy, and the server's state."""

from __future__ import annotations

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect

from recognizer.web.api import badges, batches, documentation, operation, reports, taxonomy
from recognizer.web.api.access import limit_requests
from recognizer.web.api.contract import publish
from recognizer.web.services import Services

_CALLS = (reports, batches, badges, taxonomy, operation)
_NAMES = frozenset({*(module.blueprint.name for module in (*_CALLS, documentation)), "api-docs"})


def register(app: Flask, made: Services, csrf: CSRFProtect) -> None:
    """Adds the endpoint to the pages' app.

    Its calls take no cookie, so they need no token against forged requests either.
    """
    limit_requests(app)
    operation.measure(app, made)
    contract = publish(app)
    for module in _CALLS:
        csrf.exempt(module.blueprint)
        contract.register_blueprint(module.blueprint)
    app.register_blueprint(documentation.blueprint)


def is_call() -> bool:
    """Whether this request is for the endpoint, which knows keys and no sign-in."""
    return request.blueprint in _NAMES
