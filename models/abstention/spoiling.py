"""Ways in which people write a title otherwise than the catalogue, and ways to another title.

Each is a function of a title and a source of chance; None says that it cannot be done to this
title.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Spoiling = Callable[[str, Random], str | None]

SMALL = frozenset(
    "a an and as at by for from in into of on or the to with your using certified certification "
    "certificate course complete introduction training program professional".split()
)
"""Words that people leave out, or add, without meaning another credential."""
_ADDED = (
    "{} Course",
    "{} Certification",
    "{} Certificate",
    "{} (Course)",
    "{} (Online)",
    "{} [2023]",
    "{} 2021",
    "{} (2022)",
    "{} Training",
    "{} - Certificate of Completion",
    "Certificate in {}",
    "Course on {}",
    "Certification in {}",
)
_LETTERS = "aeiourstnlcdmp"
_SHORTEST = 5
"""Letters of the shortest word that is misspelt: shorter ones are other words at once."""
_BREAK = re.compile(r": | [-–—|] ")
_LADDERS = (
    ("associate", "professional", "expert"),
    ("foundation", "practitioner"),
    ("fundamentals", "advanced"),
    ("beginner", "intermediate", "advanced"),
    ("beginners", "professionals"),
    ("basic", "intermediate", "advanced"),
    ("junior", "senior"),
    ("i", "ii", "iii", "iv"),
)
"""Levels of which one stands for another credential than the next."""
_NEIGHBOURS = tuple(
    tuple(group.split())
    for group in (
        "qualitative quantitative",
        "microeconomics macroeconomics",
        "health wealth",
        "internal external",
        "interior exterior",
        "organic inorganic",
        "statics statistics",
        "economics ergonomics",
        "physiology psychology",
        "neurology urology nephrology",
        "cardiology radiology",
        "oncology ontology",
        "ecology geology zoology",
        "evolution revolution",
        "virtualization visualization",
        "authentication authorization",
        "agriculture aquaculture horticulture",
        "integration migration",
        "information formation",
        "construction instruction",
        "conservation conversation",
        "transaction translation transition",
        "production reproduction",
        "import export",
        "editing auditing",
        "dental mental rental",
        "fiscal physical",
        "optical topical",
        "hypertension hypotension",
        "intranet internet",
        "deduction induction",
        "relations regulations",
    )
)
"""Words a letter or three apart that are different subjects, none a likely slip of the other."""
_STILL_NAMED = re.compile(r"[()]|(?<![^\W\d_])\d{3,}|[^\W\d_]-?\d|\d[^\W\d_]|[A-Z]{2,}-[A-Z]")
"""A bracket or code: it goes on naming the entry whatever word is exchanged beside it."""


def cut_off(title: str, chance: Random) -> str | None:
    """The beginning of the title, half of its words at least."""
    words = title.split()
    if len(words) < 4:
        return None
    kept = " ".join(words[: chance.randint((len(words) + 1) // 2, len(words) - 1)])
    return kept.rstrip(" ,:;-–—|(&") + chance.choice(("", "", "…", "..."))


def misspelt(letters: int) -> Spoiling:
    """So many letters dropped, doubled, exchanged with the next, or mistaken."""

    def spoil(title: str, chance: Random) -> str | None:
        for _ in range(letters):
            words = [m for m in re.finditer(r"[^\W\d_]+", title) if len(m[0]) >= _SHORTEST]
            if not words:
                return None
            word = chance.choice(words)
            at = word.start() + chance.randrange(1, len(word[0]) - 1)
            title = title[:at] + _slip(title[at : at + 2], chance) + title[at + 2 :]
        return title

    return spoil


def _slip(pair: str, chance: Random) -> str:
    """Two letters as one slip of the hand leaves them."""
    one, two = pair[0], pair[1]
    slips = [two, one + one + two, one + chance.choice(_LETTERS.replace(two.lower(), ""))]
    return chance.choice([*slips, two + one] if one != two else slips)


def reordered(title: str, chance: Random) -> str | None:
    """The halves at a colon or dash exchanged, else the last words first, else two neighbours."""
    halves = _BREAK.split(title)
    if len(halves) == 2:
        return f"{halves[1]} - {halves[0]}"
    words = title.split()
    if len(words) < 3:
        return None
    if chance.random() < 0.5:
        count = chance.randint(1, 2)
        return " ".join([*words[-count:], *words[:-count]])
    at = chance.randrange(len(words) - 1)
    words[at : at + 2] = words[at + 1], words[at]
    return " ".join(words)


def without_small_word(title: str, chance: Random) -> str | None:
    """A word such as "the" or "certified" left out."""
    return _without(title, chance, small=True)


def without_telling_word(title: str, chance: Random) -> str | None:
    """Any other word left out; a code or number stays."""
    return _without(title, chance, small=False)


def _without(title: str, chance: Random, *, small: bool) -> str | None:
    words = title.split()
    may_go = [
        n
        for n, word in enumerate(words)
        if (word.lower().strip(":,()") in SMALL) == small and not any(map(str.isdigit, word))
    ]
    if len(words) < 4 or not may_go:
        return None
    del words[chance.choice(may_go)]
    return " ".join(words).strip(" :,-–—|&")


def with_words_added(title: str, chance: Random) -> str | None:
    """Brackets, a year, "Course" or "Certification" added."""
    return chance.choice(_ADDED).format(title)


def still_named(title: str) -> bool:
    """Whether a bracket or code would name the entry when a word is exchanged."""
    return _STILL_NAMED.search(title) is not None


def word_spelt_alike(title: str, chance: Random) -> str | None:
    """One word exchanged for a different subject that is spelt almost like it."""
    words = title.split()
    groups = {word: group for group in _NEIGHBOURS for word in group}
    places = [n for n, word in enumerate(words) if word.lower().strip(":,") in groups]
    if not places:
        return None
    at = chance.choice(places)
    plain = words[at].strip(":,")
    others = [other for other in groups[plain.lower()] if other != plain.lower()]
    words[at] = words[at].replace(plain, chance.choice(others).capitalize())
    return " ".join(words)


def another_level(title: str, chance: Random) -> str | None:
    """The level, or a number of one or two digits, exchanged for another."""
    words = title.split()
    places = [n for n, word in enumerate(words) if _steps(word)]
    if not places:
        return None
    at = chance.choice(places)
    plain = words[at].strip("():,")
    words[at] = words[at].replace(plain, chance.choice(_steps(plain)))
    return " ".join(words)


def _steps(word: str) -> list[str]:
    """What a level may be exchanged for, in the same case."""
    plain = word.strip("():,")
    if plain.isdigit() and len(plain) < 3:
        return [str(int(plain) + 1), str(int(plain) + 2)]
    others = {o: None for ladder in _LADDERS if plain.lower() in ladder for o in ladder}
    if plain in ("i", "I") and word != "I":
        return []
    cased = [o.upper() if len(o) < 4 and o[0] == "i" else o.capitalize() for o in others]
    return [o for o in cased if o.lower() != plain.lower()]
