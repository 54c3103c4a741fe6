"""`python -m models.curation.draw_audit`: the random sample of facts that an audit re-reads.

Every sourced fact counts once: those of credentials and the defaults of providers. The sample is
spread over the families of files by their share of all facts, at least one from each, and drawn
with a fixed seed, so that the same taxonomy gives the same sample. `--per-family 0.1 --core` draws
a tenth of the facts of core credentials from each family instead, each family by itself.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from recognizer.settings import Settings

SEED = 20261122
SIZE = 150
COLUMNS = ("family", "entry", "dimension", "value", "source", "url", "note")


class SampledFact(NamedTuple):
    """One rubric value with where it was read; `entry` is credential or "provider:type"."""

    family: str
    entry: str
    dimension: str
    value: int
    source: str


def read_entries(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file's stem, entry) of every list file in a folder, in the order of names."""
    for path in sorted(folder.glob("*.yaml")):
        loaded = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for entry in loaded:
            yield path.stem, entry


def all_facts(taxonomy_dir: Path, *, core: bool = False) -> tuple[SampledFact, ...]:
    """Every sourced fact, sorted. A family is the first word of a file's name and its folder.

    With `core`, only facts that core credentials have of their own.
    """
    found: list[SampledFact] = []
    for stem, entry in read_entries(taxonomy_dir / "credentials"):
        if core and not entry.get("core"):
            continue
        found += _facts(f"credentials/{stem.split('-')[0]}", entry["id"], entry.get("facts", {}))
    for stem, entry in () if core else read_entries(taxonomy_dir / "providers"):
        for kind, facts in entry.get("defaults", {}).items():
            found += _facts(f"providers/{stem.split('-')[0]}", f"{entry['id']}:{kind}", facts)
    return tuple(sorted(found))


def _facts(family: str, entry: str, facts: dict[str, Any]) -> Iterator[SampledFact]:
    for dimension, fact in facts.items():
        yield SampledFact(family, entry, dimension, fact["value"], fact["source"])


def quotas(counts: dict[str, int], size: int) -> dict[str, int]:
    """How many to draw from each family: by share, at least one, by largest remainders."""
    total = sum(counts.values())
    exact = {family: size * count / total for family, count in counts.items()}
    quota = {family: min(counts[family], max(1, int(share))) for family, share in exact.items()}
    by_need = sorted(counts, key=lambda family: (quota[family] - exact[family], family))
    while sum(quota.values()) < min(size, total):
        for family in by_need:
            if sum(quota.values()) < size and quota[family] < counts[family]:
                quota[family] += 1
    while sum(quota.values()) > size:
        most = max(quota, key=lambda family: (quota[family] - exact[family], quota[family], family))
        quota[most] -= 1
    return quota


def draw(facts: Iterable[SampledFact], size: int, seed: int) -> tuple[SampledFact, ...]:
    """A stratified random sample without repetition, sorted."""
    families: dict[str, list[SampledFact]] = {}
    for fact in sorted(facts):
        families.setdefault(fact.family, []).append(fact)
    chance = random.Random(seed)
    quota = quotas({family: len(facts) for family, facts in families.items()}, size)
    drawn = [
        fact
        for family, among in sorted(families.items())
        for fact in chance.sample(among, quota[family])
    ]
    return tuple(sorted(drawn))


def draw_share(facts: Iterable[SampledFact], share: float, seed: int) -> tuple[SampledFact, ...]:
    """A share (0–1) of each family's facts, rounded up, sorted.

    Each family is drawn by itself, so that a change in one leaves the others' sample as it was.
    """
    families: dict[str, list[SampledFact]] = {}
    for fact in sorted(facts):
        families.setdefault(fact.family, []).append(fact)
    drawn: list[SampledFact] = []
    for family, among in families.items():
        chance = random.Random(f"{seed} {family}")
        drawn += chance.sample(among, math.ceil(round(share * len(among), 6)))
    return tuple(sorted(drawn))


def _share(text: str) -> float:
    value = float(text)
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError("must be above 0 and at most 1")
    return value


def main() -> None:
    """Prints the sample as CSV with the address and note of each source."""
    parser = argparse.ArgumentParser(prog="python -m models.curation.draw_audit")
    parser.add_argument("--size", type=int, default=SIZE, help="how many facts")
    parser.add_argument("--per-family", type=_share, metavar="SHARE", help="share of each family")
    parser.add_argument("--core", action="store_true", help="only facts of core credentials")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the drawing")
    parser.add_argument("--taxonomy", type=Path, default=Settings().taxonomy_dir)
    chosen = parser.parse_args()
    sources = {entry["id"]: entry for _, entry in read_entries(chosen.taxonomy / "sources")}
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    facts = all_facts(chosen.taxonomy, core=chosen.core)
    if chosen.per_family is None:
        drawn = draw(facts, chosen.size, chosen.seed)
    else:
        drawn = draw_share(facts, chosen.per_family, chosen.seed)
    for fact in drawn:
        source = sources[fact.source]
        writer.writerow((*fact, source["url"], source.get("note", "")))


if __name__ == "__main__":
    main()
