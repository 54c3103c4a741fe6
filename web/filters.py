"""Which credentials of a batch are shown: by issuer, type, tier, skill, check and basis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recognizer.report import TIER_NAMES, Finding
from recognizer.web.reports import Shown
from recognizer.wording import TYPES, check_of

NOT_RATED = "none"
_FIELDS = ("issuer", "type", "tier", "basis", "check", "skill")
_BASES = {"catalogue": "from the catalogue", "estimate": "estimated", NOT_RATED: "not rated"}


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose: how it is sent, how it reads, and how many credentials have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; an empty field asks for nothing."""

    issuer: str = ""
    type: str = ""
    tier: str = ""
    basis: str = ""
    check: str = ""
    skill: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Filter:
        """From a form or an address; what is not known is left out."""
        return cls(**{name: values.get(name, "").strip() for name in _FIELDS})

    @property
    def active(self) -> bool:
        """Whether anything is asked for."""
        return any(getattr(self, name) for name in _FIELDS)

    def query(self) -> dict[str, str]:
        """As parts of an address."""
        return {name: getattr(self, name) for name in _FIELDS if getattr(self, name)}

    def fits(self, item: Finding) -> bool:
        """Whether a credential has all that is asked for."""
        asked = self.query()
        had = _values(item)
        return all(asked[name] in had[name] for name in asked)


def options(shown: Iterable[Shown]) -> dict[str, tuple[Option, ...]]:
    """Field → the values that occur; tiers in their order, the others by name."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _FIELDS}
    names: dict[str, str] = {}
    for one in shown:
        for item in one.report.credentials if one.report else ():
            names |= {skill.id: skill.name for skill in item.skills}
            for field, values in _values(item).items():
                counts[field].update(values)
    return {
        field: tuple(
            Option(value, _label(field, value, names), count)
            for value, count in sorted(
                counter.items(), key=lambda pair: _order(field, pair[0], names)
            )
        )
        for field, counter in counts.items()
    }


def _values(item: Finding) -> dict[str, frozenset[str]]:
    named = (item.issuer.name if item.issuer else None, item.platform and item.platform.name)
    return {
        "issuer": frozenset(name for name in named if name),
        "type": frozenset({item.type}),
        "tier": frozenset({str(item.tier.level or NOT_RATED)}),
        "basis": frozenset({item.tier.basis or NOT_RATED}),
        "check": frozenset({check_of(item) or "not earned yet"}),
        "skill": frozenset(skill.id for skill in item.skills),
    }


def _label(field: str, value: str, skills: Mapping[str, str]) -> str:
    if field == "type":
        return TYPES[value]  # type: ignore[index]
    if field == "tier":
        return "Not rated" if value == NOT_RATED else f"Tier {value}: {TIER_NAMES[int(value)]}"
    if field == "basis":
        return _BASES[value]
    return skills[value] if field == "skill" else value


def _order(field: str, value: str, skills: Mapping[str, str]) -> str:
    return value if field == "tier" else _label(field, value, skills).casefold()
