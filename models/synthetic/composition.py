"""A whole résumé as a story: the person, the credentials, and everything around them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from models.synthetic import passages
from models.synthetic.arrange import arrange
from models.synthetic.awards import Habits, award
from models.synthetic.layouts import Layout
from models.synthetic.people import Person, contact, person
from models.synthetic.placement import headline, place, repeated
from models.synthetic.stock import Offer, Stock, borderline, data
from models.synthetic.story import Block, Part, Role, Story, plain
from recognizer.names import words

CAPITALS_RATE = 0.05
"""Share of résumés that write credential titles in capitals."""
INTRUDER_RATE = 0.1
"""Share of credential sections that end with an award or a certificate of appreciation."""
LONG_TITLE = 38
"""Least length, in characters, of the titles that the layout of wrapped entries prefers."""


def compose_story(name: str, layout: Layout, stock: Stock, rng: Random) -> Story:
    """The story of one invented person in the layout of that name."""
    someone = person(rng, regions=layout.regions, fields=layout.fields)
    styles = layout.dates if layout.mixed_dates else (rng.choice(layout.dates),)
    habits = Habits(
        date_styles=styles,
        links=layout.links,
        date_rate=0.95 if layout.mixed_dates else rng.choice((0.0, 0.3, 0.7, 0.9, 1.0)),
        capitals=rng.random() < CAPITALS_RATE,
        name_issuer=rng.choice((0.3, 0.8, 0.95)),
        city=someone.city.split(",")[0],
    )
    offers = _offers(layout, someone, stock, rng, long=name == "wrapped_entries")
    awards = [award(offer, habits, rng) for offer in offers]
    parts = _parts(layout, someone, rng)
    if awards:
        how = rng.choice(layout.arrangements)
        skills = tuple(data("work")["fields"][someone.field]["skills"])
        awards, blocks = arrange(awards, how, layout.entries, rng, skills=skills)
        if how in ("list", "mixed", "groups") and rng.random() < INTRUDER_RATE:
            line = passages.negatives("awards", 1, rng)[0]
            blocks.append(Block(blocks[-1].kind, plain(line)))
        parts = place(parts, tuple(blocks), how, layout, someone, rng)
        if how != "prose":
            parts = repeated(parts, awards, rng)
    return Story(
        name=someone.name,
        headline=headline(someone, awards, rng),
        contact=contact(someone, rng),
        parts=tuple(parts),
        awards=tuple(awards),
    )


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
        passages.experience(someone, rng, jobs=rng.randint(1, 5), hard=hard),
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
    role: Role = "publications" if name == "publications" else "awards"
    return passages.listed(role, name, 2, rng)
