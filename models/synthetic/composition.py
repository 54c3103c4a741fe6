"""A whole résumé as a story: the person, the credentials, and everything around them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from models.synthetic import passages
from models.synthetic.arrange import arrange, repeat_in_summary
from models.synthetic.awards import Award, Habits, award
from models.synthetic.layouts import Layout
from models.synthetic.people import Person, contact, person
from models.synthetic.stock import Offer, Stock, borderline, data
from models.synthetic.story import Block, Part, Piece, Story
from recognizer.names import words

CAPITALS_RATE = 0.05
"""Share of résumés that write credential titles in capitals."""
REPEAT_RATE = 0.2
"""Share of résumés whose summary names one of the credentials again."""
LONG_TITLE = 38
"""Least length, in characters, of the titles that the layout of wrapped entries prefers."""


def compose_story(name: str, layout: Layout, stock: Stock, rng: Random) -> Story:
    """The story of one invented person in the layout of that name."""
    someone = person(rng, regions=layout.regions, fields=layout.fields)
    styles = layout.dates if layout.mixed_dates else (rng.choice(layout.dates),)
    habits = Habits(
        date_styles=styles,
        links=layout.links,
        date_rate=0.95 if layout.mixed_dates else rng.choice((0.0, 0.8, 0.9, 1.0)),
        capitals=rng.random() < CAPITALS_RATE,
        name_issuer=rng.choice((0.3, 0.8, 0.95)),
        city=someone.city.split(",")[0],
    )
    offers = _offers(layout, someone, stock, rng, long=name == "wrapped_entries")
    awards = [award(offer, habits, rng) for offer in offers]
    parts = _parts(layout, someone, rng)
    if not awards:
        return Story(someone.name, someone.title, contact(someone, rng), tuple(parts))
    how = rng.choice(layout.arrangements)
    awards, blocks = arrange(awards, how, layout.entries, rng)
    parts = _placed(parts, tuple(blocks), how == "prose", layout, someone, rng)
    if how != "prose" and rng.random() < REPEAT_RATE:
        parts = _repeated(parts, awards, rng)
    return Story(someone.name, someone.title, contact(someone, rng), tuple(parts), tuple(awards))


def _offers(
    layout: Layout, someone: Person, stock: Stock, rng: Random, *, long: bool
) -> list[Offer]:
    """Different offers: none whose name holds all the words of another's."""
    chosen: list[Offer] = []
    wanted = rng.randint(*layout.count)
    tries = 0
    while len(chosen) < wanted and tries < 60:
        tries += 1
        offer = stock.pick(someone.groups, rng)
        if long and tries < 40 and max(len(t) for t in offer.titles) < LONG_TITLE:
            continue
        if long:
            titles = tuple(t for t in offer.titles if len(t) >= LONG_TITLE)
            offer = replace(offer, titles=titles or offer.titles)
        if all(_apart(offer, other) for other in chosen):
            chosen.append(offer)
    if chosen and rng.random() < layout.borderline:
        extra = [borderline(rng) for _ in range(rng.randint(1, 2))]
        for offer in extra:
            if all(_apart(offer, other) for other in chosen):
                chosen.append(offer)
    return chosen


def _apart(a: Offer, b: Offer) -> bool:
    """Whether no spelling of the one is contained in a spelling of the other."""
    for mine in (set(words(t)) for t in a.titles):
        for other in (set(words(t)) for t in b.titles):
            if mine <= other or other <= mine:
                return False
    return True


def _parts(layout: Layout, someone: Person, rng: Random) -> list[Part]:
    """All parts without credentials, in a usual order."""
    hard = rng.random() < layout.hard
    middle = [
        passages.experience(someone, rng, jobs=rng.randint(1, 3), hard=hard),
        passages.education(someone, rng, table=layout.education_table and rng.random() < 0.7),
        passages.skills(someone, rng, hard=hard),
    ]
    if rng.random() < 0.5:
        middle.append(passages.projects(someone, rng, hard=hard))
    if hard and rng.random() < 0.5 and "awards" not in layout.extras:
        middle.append(passages.listed("awards", "awards", 2, rng))
    rng.shuffle(middle)
    first = [passages.summary(someone, rng)] if rng.random() < 0.8 else []
    return [*first, *middle, *(_extra(name, someone, rng) for name in layout.extras)]


def _extra(name: str, someone: Person, rng: Random) -> Part:
    if name == "personal":
        return passages.personal(someone, rng)
    if name == "declaration":
        return passages.declaration(rng)
    if name == "languages":
        return passages.languages(rng)
    if name == "hobbies":
        return passages.hobbies(rng)
    role = "publications" if name == "publications" else "awards"
    return passages.listed(role, name, 2, rng)  # type: ignore[arg-type]


def _placed(
    parts: list[Part],
    blocks: tuple[Block, ...],
    prose: bool,
    layout: Layout,
    someone: Person,
    rng: Random,
) -> list[Part]:
    """The parts with the credentials: in a section of their own, or in the summary's text."""
    if prose and parts[0].role == "summary" and rng.random() < 0.6:
        start = parts[0].blocks[0]
        pieces = (*start.pieces, Piece(" "), *blocks[0].pieces)
        return [replace(parts[0], blocks=(replace(start, pieces=pieces),)), *parts[1:]]
    key = "safety" if someone.field == "safety" and rng.random() < 0.6 else "credentials"
    title = rng.choice(data("headings")[key])
    part = Part("credentials", title, blocks, ruled=layout.ruled)
    last = next(
        (k for k, p in enumerate(parts) if p.role in ("personal", "declaration", "languages")),
        len(parts),
    )
    at = rng.randint(min(1, last), last)
    return [*parts[:at], part, *parts[at:]]


def _repeated(parts: list[Part], awards: list[Award], rng: Random) -> list[Part]:
    """Names an earned certification in the summary too."""
    fitting = [
        k for k, a in enumerate(awards) if a.status == "earned" and a.type == "certification"
    ]
    if not fitting or parts[0].role != "summary":
        return parts
    index = rng.choice(fitting)
    block = parts[0].blocks[0]
    pieces = (*block.pieces, *repeat_in_summary(awards[index], index))
    return [replace(parts[0], blocks=(replace(block, pieces=pieces),)), *parts[1:]]
