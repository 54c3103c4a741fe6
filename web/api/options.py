"""What calls take beside files: checked strictly, so that a mistyped `blind` never shows a name."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from recognizer.profiles import PROFILES
from recognizer.public_addresses import LONGEST_URL

LONGEST_ROLE = 20_000
"""Characters of what a job needs: a long advertisement."""
LONGEST_QUERY = 200
MOST_RESULTS = 500
_NO_NULL = "^[^\\u0000]*$"
_YES, _NO = {"true", "True", True}, {"false", "False", False}
"""Clients that openapi-python-client generates write a form's booleans as Python does."""


class Strict(Schema):
    """Refuses what it does not know; what is not given is None."""

    class Meta:
        """No other names."""

        unknown = RAISE

    @post_load
    def fill(self, given: dict[str, Any], **_: Any) -> dict[str, Any]:
        """None is no value that could be sent, so the contract does not have it as a default."""
        return {**dict.fromkeys(self.fields), **given}


def flag(text: str) -> fields.Boolean:
    """`true` or `false`, false by default."""
    message = "Give `true` or `false`."
    return fields.Boolean(
        truthy=_YES,
        falsy=_NO,
        load_default=False,
        error_messages={"invalid": message},
        metadata={"description": text, "default": False},
    )


def role() -> fields.String:
    """What the job needs."""
    said = "What a job needs: skills, one a line, or the job's text. The report then says which of "
    return fields.String(
        validate=[
            validate.Length(min=1, max=LONGEST_ROLE),
            validate.ContainsNoneOf("\0", error="Leave out NUL characters."),
        ],
        metadata={
            "description": said + "them its credentials evidence.",
            "example": "Python\nKubernetes",
            "format": "role",
            "pattern": _NO_NULL,
        },
    )


def file_name(example: str) -> fields.String:
    """What a file is called that has no form around it."""
    return fields.String(
        validate=validate.Length(min=1, max=255),
        metadata={
            "description": "The file's name, for one sent raw.",
            "example": example,
            "pattern": _NO_NULL,
        },
    )


def profile() -> fields.String:
    """In which form a report is sent; the parameter is called `as`."""
    said = "Another form instead of the report: for JSON Resume, Workday, or linked data."
    return fields.String(
        data_key="as",
        validate=validate.OneOf(tuple(PROFILES)),
        metadata={"description": said},
    )


def webhook_url() -> fields.String:
    """Who is told."""
    return fields.String(
        validate=validate.Length(min=1, max=LONGEST_URL),
        metadata={
            "description": "Where to send a signed message once the batch has ended (see "
            "`webhooks`). Needs HTTPS, a public address and a key with a secret for signing; off "
            "unless the server's settings switch it on.",
            "format": "webhook-url",
        },
    )


_BLIND = "Hide name, contact and other personal details. Once asked for, it holds for every answer."


class ShowOptions(Strict):
    """How a stored report is shown."""

    blind = flag("Hide name, contact and other personal details.")
    as_ = profile()


class ReadOptions(Strict):
    """How a résumé is read, in the address."""

    blind = flag(_BLIND)
    role = role()
    name = file_name("resume.pdf")
    as_ = profile()


class FormOptions(Strict):
    """The same in the fields of a form."""

    blind = flag(_BLIND)
    role = role()


class BadgeOptions(Strict):
    """What is said of a badge file in the address; no e-mail address, which logs would keep."""

    name = file_name("badge.png")


class BadgeFormOptions(Strict):
    """The same in the fields of a form."""

    email = fields.String(
        validate=validate.Regexp(r"[^@\s]{1,64}@[^@\s]{1,190}\Z", error="Give one e-mail address."),
    )


class BatchOptions(Strict):
    """How an upload is read, in the address."""

    blind = flag(_BLIND)
    role = role()
    webhook_url = webhook_url()


class BatchFormOptions(FormOptions):
    """The same in the fields of a form."""

    webhook_url = webhook_url()


class ResultOptions(Strict):
    """Which results, and in which form."""

    blind = flag("Hide name, contact and other personal details.")
    format = fields.String(
        validate=validate.OneOf(("json", "jsonl", "csv")),
        metadata={"description": "Instead of the header Accept."},
    )
    limit = fields.Integer(
        load_default=100,
        validate=validate.Range(min=1, max=MOST_RESULTS),
        metadata={"description": "Most results of one page.", "default": 100},
    )
    cursor = fields.String(
        validate=validate.Regexp(r"p[0-9]{1,6}\Z", error="Give `next` of the page before."),
        metadata={
            "description": "Where to go on: `next` of the page before.",
            "pattern": "^p[0-9]{1,6}$",
        },
    )


class SearchOptions(Strict):
    """What to look for in the taxonomy."""

    q = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_QUERY),
        metadata={
            "description": "A name, an acronym or a code.",
            "example": "AZ-900",
            "pattern": _NO_NULL,
        },
    )
    limit = fields.Integer(
        load_default=10,
        validate=validate.Range(min=1, max=100),
        metadata={"description": "Most answers.", "default": 10},
    )


def merged(query: dict[str, Any], form: dict[str, Any]) -> dict[str, Any]:
    """Options of the address and of the form: blind when either says so; the form's texts first."""
    texts = {name: form[name] or query[name] for name in form if name != "blind"}
    return {**query, **texts, "blind": query["blind"] or form["blind"]}
