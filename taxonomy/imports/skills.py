"""Makes taxonomy/skills.csv: `python -m taxonomy.imports.skills FACTS_FOLDER`.

skills_core.csv beside this file holds the skills that credentials refer to, named by hand. They
are linked to ESCO where a label agrees. skills_joined.csv holds rows of the tables below that are
another name of a skill: the skill takes over their names, but for those listed in `without`, which
mean something else or less. Then follow

- esco/skills_v1.1.1.csv.gz and esco/digital_skills_collection_v1.1.1.csv: the digital collection,
  knowledge that is not bound to one occupation, and transversal skills
  (this service uses the ESCO classification of the European Commission)
- onet/technology_skills_distinct.csv: hot and in-demand technologies (O*NET, CC BY 4.0)
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from recognizer.names import normalize
from recognizer.spelling import spelling
from taxonomy.imports.facts import TAXONOMY, read, slug, write

HEADER = ("id", "name", "aliases", "esco")
MAX_ALIASES = 6
"""Most alternative labels kept of an ESCO concept: the first are the common ones."""
MAX_LABEL_CHARS = 80

_BRACKET = re.compile(r"\s*\([^)]*\)$")
_NARROW = re.compile(
    r"^(types?|styles?|history|range|characteristics|varieties) of ", re.IGNORECASE
)
_SOFTWARE = re.compile(r"\s+software$", re.IGNORECASE)


@dataclass(slots=True)
class Row:
    """One skill in the making."""

    id: str
    name: str
    aliases: list[str] = field(default_factory=list)
    esco: list[str] = field(default_factory=list)


class Skills:
    """Skills by id and by every name, first come first served; names that differ only in plural or
    British spelling are one.
    """

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self._names: dict[str, Row] = {}
        self._joined: dict[str, tuple[str, list[str]]] = {}

    def join(self, id_: str, into: str, without: list[str]) -> None:
        """Has a row that comes later be part of another skill, `without` those of its names."""
        self._joined[id_] = (into, without)

    def joins(self, row: Row) -> bool:
        """Whether the row is to be part of another skill."""
        return row.id in self._joined

    def find(self, labels: list[str]) -> Row | None:
        """The skill that has one of these names."""
        return next(filter(None, (self._names.get(spelling(label)) for label in labels)), None)

    def add(self, row: Row) -> None:
        """Keeps a skill, or joins it to another, without the aliases that another skill has."""
        if row.id in self._joined:
            into, without = self._joined[row.id]
            kept = self.rows[into]
            kept.esco += row.esco
            self._name(kept, [name for name in (row.name, *row.aliases) if name not in without])
        elif row.id and row.id not in self.rows and spelling(row.name) not in self._names:
            self.rows[row.id] = row
            self._names[spelling(row.name)] = row
            aliases, row.aliases = row.aliases, []
            self._name(row, aliases)

    def _name(self, row: Row, aliases: list[str]) -> None:
        """Gives a skill those of the aliases that it has not yet and no other skill has."""
        own = {normalize(name) for name in (row.name, *row.aliases)}
        for alias in aliases:
            plain = normalize(alias)
            if plain not in own and self._names.setdefault(spelling(alias), row) is row:
                own.add(plain)
                row.aliases.append(alias)


def from_hand(skills: Skills) -> None:
    """The curated core."""
    path = Path(__file__).with_name("skills_core.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = [alias for alias in row["aliases"].split("|") if alias]
            skills.add(Row(row["id"], row["name"], aliases))
            if row["id"] not in skills.rows:
                raise SystemExit(f"{path.name}: {row['id']}: the name is taken by another skill")
    with path.with_name("skills_joined.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            skills.join(row["id"], row["into"], row["without"].split("|"))


def from_esco(skills: Skills, facts: Path) -> None:
    """Links the core to ESCO concepts and adds the concepts that résumés may name."""
    digital = {row["uri_id"] for row in read(facts, "esco/digital_skills_collection_v1.1.1.csv")}
    joined = []
    for row in read(facts, "esco/skills_v1.1.1.csv"):
        label = row["preferred_label"]
        short = _BRACKET.sub("", label)
        others = [alias for alias in row["alt_labels"].split("|") if alias]
        names = [n for n in others if normalize(n) != normalize(short)][:MAX_ALIASES]
        found = Row(slug(short), short, names, [row["uri_id"]])
        known = skills.find([label, short])
        if skills.joins(found):
            joined.append(found)
        elif known is not None:
            known.esco = known.esco or found.esco
        elif _is_wanted(row, digital):
            skills.add(found)
    for found in joined:
        skills.add(found)


def _is_wanted(row: dict[str, str], digital: set[str]) -> bool:
    label, level = row["preferred_label"], row["reuse_level"]
    if len(label) > MAX_LABEL_CHARS or _NARROW.search(label):
        return False
    if row["uri_id"] in digital:
        return True
    if row["skill_type"] == "knowledge":
        return level in ("transversal", "cross-sector", "sector-specific")
    return level == "transversal"


def from_onet(skills: Skills, facts: Path) -> None:
    """Technologies that O*NET marks as hot or in demand."""
    for row in read(facts, "onet/technology_skills_distinct.csv"):
        if "Y" in (row["hot_technology"], row["in_demand_any"]):
            name = _SOFTWARE.sub("", row["technology"])
            skills.add(Row(slug(name), name))


def cells(skills: Skills) -> Iterator[tuple[str, str, str, str]]:
    """Rows as cells."""
    for row in skills.rows.values():
        yield row.id, row.name, "|".join(row.aliases), "|".join(row.esco)


def main(facts: Path) -> None:
    """Reads the tables in the order of their authority and writes the result."""
    skills = Skills()
    from_hand(skills)
    from_esco(skills, facts)
    from_onet(skills, facts)
    print(f"skills.csv: {write(TAXONOMY / 'skills.csv', HEADER, cells(skills))} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
