"""A programme and the courses named under it are one credential: its courses are told with it.

"Deep Learning Specialization: Neural Networks; Sequence Models (Coursera)" is one programme. So is
a programme over a list of its courses, as long as none of these has a date, number, link or
provider of its own; a course that has one was claimed for itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recognizer.resume import Document, Mention

_PROGRAMME = re.compile(
    r"(?i)\b(?:speciali[sz]ation|nano\s?degree|micro\s?masters(?: program)?|"
    r"professional certificate|"
    r"learning path|career path|skill path|career track|skill track|xseries)\b\W*$"
)
"""How the name of a programme of several courses ends."""
_LIST = re.compile(r"\s*[;,|•]\s*")
_NEAR = 6
"""Characters between two names of one list: a separator, a break, a mark."""
_CLAIMED = frozenset({"date", "identifier", "url"})
"""Roles of what makes a course a claim of its own within a list on one line."""
_OWN = frozenset({"date", "identifier", "url", "organization"})


def with_courses(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in text order, courses folded into their programmes."""
    out: list[Mention] = []
    at = 0
    while at < len(mentions):
        mention = mentions[at]
        at += 1
        programme = _named_before_colon(mention)
        if programme is not None:
            while at < len(mentions) and _goes_on(programme, mentions[at], mention):
                programme = _with_course(programme, mentions[at])
                at += 1
        elif _PROGRAMME.search(mention.text) and not _bulleted(document, mention):
            count = _items_below(document, mention, mentions[at:])
            courses = tuple(item.text for item in mentions[at : at + count])
            programme = replace(mention, courses=courses) if count > 1 else None
            at += count if programme is not None else 0
        out.append(programme or mention)
    return out


def _named_before_colon(mention: Mention) -> Mention | None:
    """The programme of "Programme: course; course", None where the title has no such form."""
    name, colon, rest = mention.text.partition(": ")
    if not colon or mention.credential is not None or not _PROGRAMME.search(name):
        return None
    courses = tuple(item for item in _LIST.split(rest) if item)
    end = mention.start + len(name)
    return replace(mention, text=name, end=end, courses=courses)


def _goes_on(programme: Mention, item: Mention, first: Mention) -> bool:
    """The next name of the same list."""
    last = max([first.end, *(p.end for p in programme.parts if p.role == "title")])
    inside = first.entry_start <= item.start and item.section == first.section
    shared = {p.start for p in programme.parts}
    listed = not any(p.role in _CLAIMED and p.start not in shared for p in item.parts)
    near = item.start - max(last, programme.entry_end) <= _NEAR
    return inside and listed and near and not _PROGRAMME.search(item.text)


def _with_course(programme: Mention, item: Mention) -> Mention:
    """The programme with one more course, and with the provider named behind the last of them."""
    parts = programme.parts
    if not any(p.role == "organization" for p in parts):
        parts = (*parts, *(p for p in item.parts if p.role == "organization"))
    return replace(
        programme,
        courses=(*programme.courses, item.text),
        parts=parts,
        entry_end=max(programme.entry_end, item.entry_end),
        context=programme.context
        if item.entry_end <= programme.entry_end
        else programme.context + "; " + item.text,
    )


def _items_below(document: Document, programme: Mention, following: Sequence[Mention]) -> int:
    """How many of the next mentions are items of the list under the programme."""
    own = {p.start for p in programme.parts}
    count = 0
    end = programme.entry_end
    for item in following:
        alone = not any(p.role in _OWN and p.start not in own for p in item.parts)
        linked = any(k.start < item.end and k.end > item.start for k in document.links)
        near = item.entry_start - end <= _NEAR
        if not (alone and near and _bulleted(document, item)) or linked:
            break
        count, end = count + 1, item.entry_end
    return count


def _bulleted(document: Document, mention: Mention) -> bool:
    lines = document.lines_between(mention.start, mention.end)
    return bool(lines) and lines[0].bullet
