"""Where the credentials stand: a section of their own, the summary, education, skills, headline."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from models.synthetic.arrange import Arrangement
from models.synthetic.awards import Award
from models.synthetic.entries import by_pieces
from models.synthetic.layouts import Layout
from models.synthetic.people import Person
from models.synthetic.stock import data
from models.synthetic.story import Block, Part, Piece, Role, plain

SUMMARY_RATE = 0.6
"""Share of résumés in running text whose credentials stand in the summary."""
EDUCATION_RATE, SKILLS_RATE = 0.1, 0.25
"""Shares of short lists below the degrees, and of comma lists among the skills."""
REPEAT_RATE, LETTERS_RATE = 0.2, 0.08
"""Shares of résumés that name a certification again: in the summary, and as letters after the
job title ("Accountant, CPA")."""
_LETTERS = re.compile(r"\(([A-Z][A-Za-z]{1,5}\+?)\)$|^([A-Z]{3,5}\+?)$")


def place(
    parts: list[Part],
    blocks: tuple[Block, ...],
    how: Arrangement,
    layout: Layout,
    someone: Person,
    rng: Random,
) -> list[Part]:
    """The parts with the credentials' blocks put in their place."""
    if how == "prose" and parts[0].role == "summary" and rng.random() < SUMMARY_RATE:
        start = parts[0].blocks[0]
        pieces = (*start.pieces, Piece(" "), *blocks[0].pieces)
        return [replace(parts[0], blocks=(replace(start, pieces=pieces),)), *parts[1:]]
    if how == "list" and len(blocks) <= 3 and rng.random() < EDUCATION_RATE:
        return _appended(parts, "education", blocks, rng.choice(data("headings")["education_too"]))
    if how == "inline" and rng.random() < SKILLS_RATE:
        first = blocks[0].pieces
        lead = () if first[0].text.startswith("Certifi") else plain("Certifications: ", bold=True)
        return _appended(
            parts, "skills", (replace(blocks[0], pieces=(*lead, *first)), *blocks[1:]), None
        )
    part = Part("credentials", _title(someone, rng), blocks, ruled=layout.ruled)
    closing = ("personal", "declaration", "languages")
    last = next((k for k, p in enumerate(parts) if p.role in closing), len(parts))
    at = rng.randint(min(1, last), last)
    return [*parts[:at], part, *parts[at:]]


def _title(someone: Person, rng: Random) -> str:
    """A heading for the credentials; some people write it in their own language."""
    headings = data("headings")
    key = "credentials"
    if someone.region in headings and rng.random() < 0.25:
        key = someone.region
    elif someone.field == "safety" and rng.random() < 0.6:
        key = "safety"
    return str(rng.choice(headings[key]))


def _appended(
    parts: list[Part], role: Role, blocks: tuple[Block, ...], title: str | None
) -> list[Part]:
    """The blocks at the end of the part of that role, which may get another title."""
    return [
        replace(p, blocks=(*p.blocks, *blocks), title=title or p.title) if p.role == role else p
        for p in parts
    ]


def repeated(parts: list[Part], awards: list[Award], rng: Random) -> list[Part]:
    """Names an earned certification in the summary a second time, in some résumés."""
    if rng.random() > REPEAT_RATE or parts[0].role != "summary":
        return parts
    fitting = [k for k, award in enumerate(awards) if _earned(award)]
    if not fitting:
        return parts
    index = rng.choice(fitting)
    award = awards[index]
    by = by_pieces(replace(award, platform=None), index) if "issuer" in award.used else ()
    added = (
        Piece(" Holder of "),
        Piece(award.title, "TITLE", index),
        *((Piece(" from ", award=index), *by) if by else ()),
        Piece("."),
    )
    block = parts[0].blocks[0]
    pieces = (*block.pieces, *added)
    return [replace(parts[0], blocks=(replace(block, pieces=pieces),)), *parts[1:]]


def headline(someone: Person, awards: list[Award], rng: Random) -> tuple[Piece, ...]:
    """The job title, in some résumés with the letters of certifications held."""
    pieces = [Piece(someone.title)]
    if rng.random() < LETTERS_RATE:
        for index, award in enumerate(awards):
            found = _LETTERS.search(award.title)
            if found and _earned(award):
                letters = found.group(1) or found.group(2)
                pieces += [Piece(", "), Piece(letters, "TITLE", index)]
    return tuple(pieces)


def _earned(award: Award) -> bool:
    return (
        award.status == "earned"
        and award.type in ("certification", "license")
        and not (award.tail or not award.required)
    )
