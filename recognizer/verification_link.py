"""The rules by which claims can be checked: schema and reading of verification_links.yaml."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field, HttpUrl, ValidationError, field_validator, model_validator

from recognizer.credential import Curated, Id, PatternId, Text
from recognizer.errors import TaxonomyError

__all__ = ["FILE", "Mode", "VerificationLink", "read_links"]

FILE = "verification_links.yaml"

Mode = Literal["record", "profile", "portal", "optin", "file", "badge", "generic", "none"]
"""What the address leads to. `record`: the public page of one person's one credential; `badge`: a
hosted Open Badge; `file`: a certificate file on the provider's own storage; `profile`: a page of
many credentials; `portal`: a form to fill in; `optin`: a directory that holders may stay out of;
`generic`: the page of a learning system on any host; `none`: no check is open to the public."""

Pattern = Annotated[str, Field(min_length=1, max_length=600)]


class VerificationLink(Curated):
    """One way to check a claim.

    `regex` is matched at the start of an address without scheme and `www.`; `sample` is made up
    and matches it. `provider` is None where the host serves many (`issuer_varies`) or is none of
    the catalogue's. `portal` and `ask` are the form and what is typed into it. `number` is the
    format of a printed number; fitting it never means that the number is real. `pii_in_url` says
    that such addresses carry the holder's name. `evidence` is why the pattern is believed.
    """

    id: PatternId
    name: Text
    provider: Id | None = None
    mode: Mode
    regex: Pattern | None = None
    sample: Text | None = None
    pii_in_url: bool = False
    issuer_varies: bool = False
    absence_is_inconclusive: bool = False
    ignore_case: bool = False
    portal: HttpUrl | None = None
    ask: Text | None = None
    number: Pattern | None = None
    number_sample: Text | None = None
    evidence: Text

    @field_validator("regex", "number")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                re.compile(value)
            except re.error as error:
                raise ValueError(f"is not a regular expression: {error}") from error
        return value

    @model_validator(mode="after")
    def _complete(self) -> VerificationLink:
        if (self.regex is None) != (self.sample is None):
            raise ValueError("sample: every regex has a sample that it matches")
        if (self.number is None) != (self.number_sample is None):
            raise ValueError("number_sample: every number format has a sample that it matches")
        if (self.regex is None) != (self.mode == "none"):
            raise ValueError("regex: is left out in mode none, and only there")
        return self

    def matches_url(self, text: str) -> bool:
        """Whether an address (host, path and query, no `www.`) has this form."""
        flags = re.IGNORECASE if self.ignore_case else 0
        return self.regex is not None and re.match(self.regex, text, flags) is not None

    def matches_number(self, number: str) -> bool | None:
        """Whether a printed number has the right format; None when no format is known."""
        return None if self.number is None else re.fullmatch(self.number, number) is not None


def read_links(data: Any) -> tuple[VerificationLink, ...]:
    """The rules of the parsed file, in its order.

    Raises TaxonomyError naming entry and field for the first thing that is wrong.
    """
    if not isinstance(data, list):
        raise TaxonomyError(FILE, "is not a list of entries")
    links: list[VerificationLink] = []
    for row in data:
        entry = str(row.get("id")) if isinstance(row, dict) else None
        try:
            link = VerificationLink.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or None
            raise TaxonomyError(FILE, first["msg"], entry=entry, field=field) from error
        if links and links[-1].id >= link.id:
            message = "comes out of order or twice; entries are sorted by id"
            raise TaxonomyError(FILE, message, entry=entry, field="id")
        links.append(link)
    return tuple(links)
