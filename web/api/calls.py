"""A call of the contract: its address, who may use it, its parameters and its answers, in one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask_smorest import Blueprint
from marshmallow import RAISE, Schema
from webargs.flaskparser import FlaskParser

from recognizer.web.api.access import needing
from recognizer.web.api.contract import answers
from recognizer.web.keys import Scope

View = TypeVar("View", bound=Callable[..., Any])


class _StrictParser(FlaskParser):
    """Refuses parameters of the address that a call does not have."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}


class Calls(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """Calls of one kind."""

    ARGUMENTS_PARSER = _StrictParser()

    def call(
        self,
        method: str,
        rule: str,
        *,
        scope: Scope | None,
        responses: dict[int, Any],
        query: type[Schema] | None = None,
        example: str | None = None,
        **documented: Any,
    ) -> Callable[[View], View]:
        """Makes a view a call.

        With a scope, a key is needed before anything else is looked at; with `query`, the view gets
        the checked parameters of the address first. `example` is one of the id in the address;
        `documented` goes into the contract.
        """
        common = answers(400)
        if scope is not None:
            common |= answers(401, 403, 429, 500, 503)
            documented["security"] = [{"key": [scope]}]

        def decorate(view: View) -> View:
            made = self.doc(responses={**common, **responses}, **documented)(view)
            if query is not None:
                made = self.arguments(query, location="query")(made)
            if scope is not None:
                made = needing(scope, made)
            name = rule.partition(":")[2].partition(">")[0]
            shown = [{"in": "path", "name": name, "example": example}] if example else []
            return cast(View, self.route(rule, methods=[method], parameters=shown)(made))

        return decorate
