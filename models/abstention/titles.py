"""Draws titles: of entries, written as people write them, and such that have no entry.

The draw hangs on ids and words alone, not on how many entries there are, so that a larger
catalogue changes it little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from random import Random

from models.abstention import spoiling
from models.abstention.known import Known
from models.abstention.spoiling import Spoiling
from recognizer.credential import Credential
from recognizer.names import normalize

SEED = 1122
INVENTED = "an invented title"
UNKNOWN_PRODUCT = "a known vendor, an unknown product"
EXCHANGED = "the telling word exchanged"
SPELT_ALIKE = "the telling word exchanged for one spelt alike"
OTHER_LEVEL = "level or number exchanged"
OTHER_PROVIDER = "another known provider's course of the same name"
INSTITUTE = "a course of the same name by an unknown institute"
COMMON = "a common name, no provider"

SPOILINGS: dict[str, Spoiling] = {
    "as in the catalogue": lambda title, _: title,
    "one letter wrong": spoiling.misspelt(1),
    "two letters wrong": spoiling.misspelt(2),
    "words in another order": spoiling.reordered,
    "a small word left out": spoiling.without_small_word,
    "another word left out": spoiling.without_telling_word,
    "brackets, year or “Course” added": spoiling.with_words_added,
    "cut off": spoiling.cut_off,
}
OTHER_NAMES: dict[str, Spoiling] = {
    "another or former name": lambda title, _: title,
    "another or former name, one letter wrong": spoiling.misspelt(1),
}
_EXAMINED = frozenset({"certification", "license", "language_test"})
"""Types that others prepare for: another provider beside the name is no other credential."""
_SUBJECTS = (
    "Beehive Acoustics, Fjord Logistics, Orchard Lidar, Kiln Telemetry, Velvet Restoration, "
    "Harbour Etiquette, Glacier Bookkeeping, Pottery Informatics, Lantern Safety, Alpaca Genetics, "
    "Tidal Ceramics, Sundial Calibration, Marzipan Chemistry, Puppet Robotics, Bamboo Surveying, "
    "Ferry Timetabling, Carillon Maintenance, Truffle Forecasting, Saddle Ergonomics, "
    "Mosaic Cartography, Windmill Auditing, Cork Metallurgy, Parade Engineering, Quilt Analytics"
).split(", ")
_FORMS = (
    "Certificate in {}",
    "Introduction to {}",
    "Certified {} Professional",
    "{} Fundamentals",
    "Advanced {}",
    "{} for Beginners",
    "{} Specialist",
    "Diploma Course in {}",
)
_PRODUCTS = "Quorvane Zelphix Marrowgate Ostrelle Vintaro Brumeform Caldrix Nimbrella".split()
_PRODUCT_FORMS = (
    "{} Certified {} Associate",
    "{} {} Administrator",
    "{} {} Fundamentals",
    "{} Certified: {} Developer",
    "{} {} Essentials",
)
_INSTITUTES = (
    "Juniper Valley Computer Institute",
    "Copper Lane Training Centre",
    "Old Mill School of Management",
    "Seven Larches Academy",
)


@dataclass(frozen=True, slots=True)
class Written:
    """A title on a résumé; `providers` as stated beside it, `entry` None where it has none."""

    kind: str
    title: str
    providers: tuple[str, ...]
    entry: str | None


_Maker = Callable[[str, Credential, bool, Random], Written | None]


def chance(*key: object) -> Random:
    """A source of chance of its own for each key, the same on every machine."""
    return Random("\t".join(map(str, (SEED, *key))))


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws `size` titles of each kind with, and as many without, a provider."""

    known: Known
    size: int

    def titles(self) -> Iterator[Written]:
        """All kinds: titles that have an entry, then titles that have none."""
        for kind in (*SPOILINGS, *OTHER_NAMES):
            for stated in (True, False):
                yield from self._first(kind, stated, self._of_entry)
        for stated in (True, False):
            yield from (self._invented(n, stated) for n in range(self.size))
            yield from self._products(stated)
        for kind in (EXCHANGED, SPELT_ALIKE, OTHER_LEVEL):
            for stated in (True, False):
                yield from self._first(kind, stated, self._exchanged)
        yield from self._first(OTHER_PROVIDER, True, self._elsewhere)
        yield from self._first(INSTITUTE, True, self._elsewhere)
        yield from self._first(COMMON, False, self._common)

    def _first(self, kind: str, stated: bool, make: _Maker) -> Iterator[Written]:
        """The first titles that can be made, entries in an order drawn for the kind."""
        found = 0
        for id_ in self._order(kind, stated):
            entry = self.known.taxonomy.credential(id_)
            made = make(kind, entry, stated, chance(kind, stated, id_))
            if made is not None:
                yield made
                found += 1
            if found == self.size:
                return

    def _order(self, *key: object) -> Iterator[str]:
        """Ids in an order drawn for the key: a curated entry, then a course of a catalogue."""
        taxonomy = self.known.taxonomy
        curated = set(taxonomy.curated_ids)
        rows = [i for i in taxonomy.credential_ids if i not in curated]
        shelves = (_shuffled(sorted(curated), key), _shuffled(rows, key))
        for pair in zip_longest(*shelves):
            yield from (id_ for id_ in pair if id_ is not None)

    def _of_entry(
        self, kind: str, entry: Credential, stated: bool, chance: Random
    ) -> Written | None:
        """A title whose entry is known; None where it fits another entry as well."""
        if entry.ambiguous and not stated:
            return None
        names = (entry.name,) if kind in SPOILINGS else entry.aliases
        if not names:
            return None
        title = (SPOILINGS | OTHER_NAMES)[kind](chance.choice(names), chance)
        if title is None or len(title) < 3:
            return None
        if self.known.others(title, entry, beside=stated):
            return None
        return Written(kind, title, self._stated(entry, chance) if stated else (), entry.id)

    def _stated(self, entry: Credential, chance: Random) -> tuple[str, ...]:
        """Who people name beside it: issuer, platform or both."""
        issuer = self.known.taxonomy.provider(entry.issuer).name
        platforms = [p for p in entry.platforms if p != entry.issuer]
        if not platforms:
            return (issuer,)
        platform = self.known.taxonomy.provider(platforms[0]).name
        return chance.choice(((issuer,), (platform,), (issuer, platform)))

    def _exchanged(
        self, kind: str, entry: Credential, stated: bool, chance: Random
    ) -> Written | None:
        """A real title with one word exchanged so that no entry has that name."""
        if spoiling.still_named(entry.name):
            return None
        if kind == EXCHANGED:
            title = self._with_another_word(entry.name, chance)
        else:
            spoil = spoiling.another_level if kind == OTHER_LEVEL else spoiling.word_spelt_alike
            title = spoil(entry.name, chance)
        if title is None or self.known.entries(title):
            return None
        return Written(kind, title, self._stated(entry, chance) if stated else (), None)

    def _with_another_word(self, title: str, chance: Random) -> str | None:
        """The rarest word exchanged for the rarest of another entry's name."""
        word, other = (
            self.known.telling_word(title),
            self.known.telling_word(self._any_name(chance)),
        )
        if word is None or other is None or other.lower() in title.lower():
            return None
        return " ".join(other if w == word else w for w in title.split())

    def _any_name(self, chance: Random) -> str:
        taxonomy = self.known.taxonomy
        return taxonomy.credential(chance.choice(taxonomy.curated_ids)).name

    def _elsewhere(
        self, kind: str, entry: Credential, stated: bool, chance: Random
    ) -> Written | None:
        """A course's name beside somebody who is not known to give it."""
        if entry.type in _EXAMINED or self._names_provider(entry):
            return None
        same = [self.known.taxonomy.credential(i) for i in self.known.entries(entry.name)]
        if any(one.type in _EXAMINED for one in same):
            return None
        if kind == INSTITUTE:
            return Written(kind, entry.name, (chance.choice(_INSTITUTES),), None)
        other = chance.choice(self.known.teachers)
        if any(other in self.known.providers(one) for one in same):
            return None
        return Written(kind, entry.name, (self.known.taxonomy.provider(other).name,), None)

    def _common(self, kind: str, entry: Credential, stated: bool, chance: Random) -> Written | None:
        """A name too common to decide, with nobody beside it."""
        same = map(self.known.taxonomy.credential, self.known.entries(entry.name))
        if self._names_provider(entry) or not all(e.ambiguous for e in same):
            return None
        return Written(kind, entry.name, (), None)

    def _names_provider(self, entry: Credential) -> bool:
        """Whether the name itself says whose it is."""
        providers = map(self.known.taxonomy.provider, self.known.providers(entry))
        names = (name for p in providers for name in (p.name, *p.aliases, *p.acronyms))
        return any(f" {normalize(name)} " in f" {normalize(entry.name)} " for name in names)

    def _invented(self, number: int, stated: bool) -> Written:
        draw = chance(INVENTED, stated, number)
        title = draw.choice(_FORMS).format(draw.choice(_SUBJECTS))
        names = (
            [self.known.taxonomy.provider(p).name for p in self.known.teachers] if stated else []
        )
        return Written(INVENTED, title, (draw.choice(names),) if stated else (), None)

    def _products(self, stated: bool) -> Iterator[Written]:
        """Vendors with entries, each with a product that nobody sells."""
        taxonomy = self.known.taxonomy
        vendors = [i for i in taxonomy.provider_ids if taxonomy.credentials_of(i)]
        vendors = [i for i in vendors if taxonomy.provider(i).kind == "vendor"]
        for id_ in _shuffled(vendors, (UNKNOWN_PRODUCT, stated))[: self.size]:
            draw = chance(UNKNOWN_PRODUCT, stated, id_)
            vendor = taxonomy.provider(id_).name
            title = draw.choice(_PRODUCT_FORMS).format(vendor, draw.choice(_PRODUCTS))
            yield Written(UNKNOWN_PRODUCT, title, (vendor,) if stated else (), None)


def _shuffled(ids: Sequence[str], key: Sequence[object]) -> list[str]:
    """Ids by a hash of seed, key and id: a new id changes nothing between the others."""
    start = "\t".join(map(str, (SEED, *key)))
    return sorted(ids, key=lambda i: sha256(f"{start}\t{i}".encode()).digest())
