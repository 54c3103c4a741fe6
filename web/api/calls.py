"""A call of the contract: its address, who may use it, its parameters and its answers, in one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Request, Response, request
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser

from recognizer.web.api.access import needing
from recognizer.web.api.contract import answers
from recognizer.web.api.shapes import ETAG, IF_NONE_MATCH
from recognizer.web.keys import Scope

ONCE = "Give it once."
View = TypeVar("View", bound=Callable[..., Any])


class _StrictParser(FlaskParser):
    """Refuses parameters of the address that a call does not have, or that stand there twice."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """The parameters; of `blind=false&blind=true` neither may win."""
        known = {field.data_key or name for name, field in schema.fields.items()}
        given = req.args.lists()
        if twice := [name for name, values in given if name in known and len(values) > 1]:
            raise ValidationError({name: [ONCE] for name in twice})
        return super().load_querystring(req, schema)


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
        headers: tuple[dict[str, Any], ...] = (),
        example: str | None = None,
        **documented: Any,
    ) -> Callable[[View], View]:
        """Makes a view a call.

        With a scope, a key is needed before anything else is looked at; with `query`, the view gets
        the checked parameters of the address first. `headers` are those that the call knows,
        `example` is one of the id in the address; `documented` goes into the contract.
        """
        common = answers(400)
        if scope is not None:
            common |= answers(401, 403, 429, 500, 503)
            documented["security"] = [{"key": [scope]}]
        conditional = method == "GET" and scope is not None
        if conditional:
            common |= {304: {"description": "It is as it was.", "headers": ETAG}}
            responses[200]["headers"] = {**ETAG, **responses[200].get("headers", {})}
            headers = (*headers, IF_NONE_MATCH)
        documented["parameters"] = [*headers]  # in place of what `arguments` would write
        if query is not None:
            documented["parameters"].insert(0, {"in": "query", "schema": query})

        def decorate(view: View) -> View:
            made = self.doc(responses={**common, **responses}, **documented)(view)
            if query is not None:
                made = self.arguments(query, location="query")(made)
            if conditional:
                made = _unless_known(made)
            if scope is not None:
                made = needing(scope, made)
            name = rule.partition(":")[2].partition(">")[0]
            shown = [{"in": "path", "name": name, "example": example}] if example else []
            return cast(View, self.route(rule, methods=[method], parameters=shown)(made))

        return decorate


def _unless_known(view: Callable[..., Response]) -> Callable[..., Response]:
    """Answers 304 to whoever has the same bytes already."""

    @wraps(view)
    def asked(*arguments: Any, **options: Any) -> Response:
        made = view(*arguments, **options)
        if made.status_code == 200:
            made.add_etag()
            made.make_conditional(request)
        return made

    return asked
