"""Invented people: a name, a town, a trade and ways to reach them that lead nowhere."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random

from models.synthetic.stock import data


@dataclass(frozen=True, slots=True)
class Person:
    """Who the résumé is about. `field` is a key of `fields` in data/work.yaml."""

    name: str
    city: str
    country: str
    region: str
    field: str
    title: str
    years: int

    @property
    def groups(self) -> list[str]:
        """The groups of credentials that go with the trade, the closest first."""
        groups: list[str] = data("work")["fields"][self.field]["groups"]
        return groups


def person(rng: Random, *, regions: tuple[str, ...] = (), fields: tuple[str, ...] = ()) -> Person:
    """An invented person, of the regions and fields if any are given."""
    choices = [r for r in data("people") if not regions or r["region"] in regions]
    region = rng.choice(choices)
    field = rng.choice(fields or tuple(data("work")["fields"]))
    return Person(
        name=f"{rng.choice(region['given'])} {rng.choice(region['family'])}",
        city=rng.choice(region["cities"]),
        country=region["country"],
        region=region["region"],
        field=field,
        title=rng.choice(data("work")["fields"][field]["titles"]),
        years=rng.randint(1, 18),
    )


def contact(someone: Person, rng: Random) -> tuple[str, ...]:
    """Town, telephone, mail and profile; example.com and 555 numbers belong to nobody."""
    folded = unicodedata.normalize("NFKD", someone.name).encode("ascii", "ignore").decode()
    user = ".".join(folded.lower().replace("'", "").split())
    parts = [
        someone.city,
        f"+{rng.randint(1, 99)} 555 {rng.randint(100, 999)} {rng.randint(1000, 9999)}",
        f"{user}@example.com",
    ]
    if rng.random() < 0.6:
        parts.append(f"linkedin.com/in/{user.replace('.', '-')}-example")
    if rng.random() < 0.3:
        parts.append(f"github.com/{user.replace('.', '')}-example")
    return tuple(parts)
