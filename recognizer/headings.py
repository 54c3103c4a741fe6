"""Headings inside a section: whose the entries under a line are, and what a list under it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recognizer.entry_shape import INDENT, Shape, roles_of
from recognizer.organizations import OrganizationReader
from recognizer.parts import PartReader
from recognizer.resume import Document, Line, Part
from recognizer.section_titles import OWNED

_LISTS = re.compile(
    r"(?i)\s+(?:certificat(?:es|ions)|courses|badges|trainings|credentials|specializations)\s*:?\s*$"
)
"""After a provider's name: what the list below it holds."""
_CLAIMS_ALL = re.compile(
    r"(?i)\b(?:certifi(?:ed|cations?|cates?)|qualified|trained|trainings?|courses?|"
    r"level\s?-?\s?(?:i{1,3}|[1-3]))\s+(?:in|on|for)"
    r"\s*[,:;-]*$"
)
"""How a line ends that says of every item under it how it was earned ("Level II certified in")."""
_INTRODUCES = re.compile(
    r"(?i)(?:the\s+)?following\s+(?:are|is|were)\b|.*\b(?:the\s+following|as\s+follows|"
    r"(?:mentioned|listed|given)\s+below)\b"
)
"""A sentence over a list, which is no entry itself ("Following are my courses")."""
_TELLS = re.compile(
    r"(?i)\b(?:projects?|topics|skills|technologies|tools|responsibilities|duties|tasks)"
    r"(?:\s+(?:include[ds]?|covered|learn(?:ed|t)|gained|used|completed|undertaken))*\s*:-?$"
)
"""A label over what was done or learnt there: no entries."""


def heading_of(
    document: Document, line: Line, following: Line | None, shape: Shape, reader: PartReader
) -> Part | None:
    """The line as a heading of a list below it: a provider, or a label that ends with a colon."""
    text = document.line_text(line).rstrip()
    if following is None and text.endswith(":") and not line.bullet:
        label = Part("note", line.start, line.end, text)
        return label if _TELLS.search(text) else None
    claims = _CLAIMS_ALL.search(text) is not None
    if following is None or (line.bullet and not text.endswith(":") and not claims):
        return None
    parts = shape.parts[line.start]
    listed = following.bullet or following.bbox.x0 > line.bbox.x0 + INDENT
    organizations = [p for p in parts if p.role == "organization"]
    only_organization = bool(organizations) and roles_of(parts) <= {"organization", "place"}
    near = following.gap_above <= line.gap_above + 1 or line.gap_above == 0
    apart = near and line.bbox.x0 < following.bbox.x0 - 2
    apart = apart or line.gap_above > 1.5 * following.gap_above > 0
    over_list = following.bullet and not line.bullet and apart
    if only_organization and (text.endswith((":", ":-", "-")) or over_list):
        return organizations[0]
    if following.bullet and not line.bullet and _INTRODUCES.match(text):
        return organizations[0] if organizations else Part("note", line.start, line.end, text)
    name = _LISTS.sub("", text)
    if over_list and name != text:
        owned = reader.organizations.known(name) or reader.organizations.looks_like(name)
        if owned:
            return Part("organization", line.start, line.end, name, sure=True)
    if following.bullet and following.bbox.x0 > line.bbox.x0 + INDENT and claims:
        return organizations[0] if organizations else Part("note", line.start, line.end, text)
    if text.endswith(":") and listed and len(text.split()) <= 6:
        known = [p for p in parts if p.role == "organization" and p.sure]
        return known[0] if known else Part("note", line.start, line.end, text)
    return None


def claims_for(heading: Part | None) -> bool:
    """The label says of every item under it that it was certified ("Certified in:")."""
    return heading is not None and _CLAIMS_ALL.search(heading.text) is not None


def tells(heading: Part | None) -> bool:
    """The list under the label tells of the entry above it ("Projects include:")."""
    return heading is not None and heading.role == "note" and bool(_TELLS.search(heading.text))


def owner_of(group: Sequence[Line], given: Part | None, line: Line, shape: Shape) -> Part | None:
    """The school in bold over several dated lines speaks of each: that of the group before, where
    the line is set like the group's own dated line.
    """
    parts = shape.parts[line.start]
    above = [part for part in shape.parts[group[0].start] if part.role == "organization"]
    over = bool(above) and roles_of(shape.parts[group[0].start]) <= {"organization", "place"}
    alike = group[-1] if over else group[0]
    if len(group) != (2 if over else 1) or not ((over and group[0].bold) or given):
        return None
    if line.bold or line.bullet or alike.bold or abs(line.bbox.x0 - alike.bbox.x0) > INDENT:
        return None
    roles = [p.role for p in parts]
    if "organization" in roles or roles != [p.role for p in shape.parts[alike.start]]:
        return None
    return above[0] if over else given


def owner_in(title: str, organizations: OrganizationReader) -> str | None:
    """The provider's name in a section's title: "Certifications from Coursera", "Udemy Courses".

    Before the word for the list a short name counts only where courses are taken: "HSE Trainings"
    are about HSE, "NPTEL Courses" are given by NPTEL.
    """
    if (owned := OWNED.match(title)) is not None:
        name = owned["owner"].strip(" :")
        return name if name and organizations.known(name) is not None else None
    name = _LISTS.sub("", title)
    words = len(name.split())
    if name == title or not words:
        return None
    known = organizations.known(name)
    if known is not None:
        return name if words > 1 or organizations.is_platform(known) else None
    return name if words > 2 and organizations.looks_like(name) else None
