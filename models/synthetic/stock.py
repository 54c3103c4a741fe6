"""What résumés are made of: the data files beside this module, and offers from the taxonomy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from random import Random
from typing import Any

import yaml

from recognizer.resume import CredentialType


@lru_cache(maxsize=16)
def data(name: str) -> Any:
    """The parsed YAML file `data/<name>.yaml` of this package."""
    path = resources.files(__package__) / "data" / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of credential that may be put on a résumé.

    `titles` are its spellings, the official one first. `issuers` are spellings of the issuer's
    name, the full one first; empty where nobody is named. `platform` is set for online courses;
    it equals the issuer for platforms that teach and certify themselves. `tail` is text that
    follows the title and is not part of it ("Overall band 7.5").
    """

    titles: tuple[str, ...]
    issuers: tuple[str, ...]
    platform: str | None
    type: CredentialType
    required: bool = True
    local: bool = False
    tail: str | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """All offers: `known` by field of work; `taxonomy` on shelves of which one is as likely as
    another, so that long course catalogues do not crowd out the rest.
    """

    known: dict[str, tuple[Offer, ...]]
    taxonomy: tuple[tuple[Offer, ...], ...] = ()

    def pick(self, groups: list[str], rng: Random) -> Offer:
        """One offer: of the taxonomy, of the field's own list, or of a local institute."""
        chance = rng.random()
        if chance < 0.35 and self.taxonomy:
            return rng.choice(rng.choice(self.taxonomy))
        group = rng.choices(groups, weights=[4, 2, 1][: len(groups)])[0]
        if chance > 0.85:
            return institute_course(group, rng)
        return rng.choice(self.known.get(group, self.known["office"]))


def fill(template: str, rng: Random) -> str:
    """Replaces {first}, {second}, {university} and {institute} by invented names."""
    work, institutes = data("work"), data("institutes")
    names = {
        "first": rng.choice(work["employers"]["first"]),
        "second": rng.choice(work["employers"]["second"]),
        "university": " ".join(rng.choice(work["universities"][k]) for k in ("first", "second")),
        "institute": " ".join(rng.choice(institutes[k]) for k in ("first", "second")),
    }
    return template.format(**names)


def institute_course(group: str, rng: Random) -> Offer:
    """A course at an invented local institute; one-year diplomas are borderline."""
    courses = data("institutes")["courses"]
    title = rng.choice(courses.get(group) or courses["office"])
    return Offer(
        titles=(title,),
        issuers=(fill("{institute}", rng),),
        platform=None,
        type="training",
        required=not title.startswith("Diploma"),
        local=True,
    )


def borderline(rng: Random) -> Offer:
    """A workshop, webinar, language test, driving licence …: labelled required: false."""
    entry = rng.choice(data("borderline"))
    issuer = entry.get("issuer")
    return Offer(
        titles=(entry["title"],),
        issuers=(fill(issuer, rng),) if issuer else (),
        platform=entry.get("platform"),
        type=entry["type"],
        required=False,
        tail=entry.get("tail"),
    )


def vendor_in(title: str, issuers: tuple[str, ...]) -> str | None:
    """The issuer's name as it stands inside the title, or None."""
    for name in sorted(issuers, key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.IGNORECASE)
        if found and (len(name) > 3 or found.group().isupper()):
            return found.group()
    return None


def own_stock() -> Stock:
    """The offers of `data/credentials.yaml` alone: independent of the taxonomy's state."""
    known = {
        field: tuple(
            Offer(
                titles=(entry["name"], *entry.get("others", ())),
                issuers=tuple(entry[k] for k in ("issuer", "short") if k in entry),
                platform=entry.get("platform"),
                type=entry["type"],
            )
            for entry in entries
        )
        for field, entries in data("credentials").items()
    }
    return Stock(known)
