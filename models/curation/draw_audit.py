"""`python -m models.curation.draw_audit`: the random sample of facts that an audit re-reads.

Every sourced fact counts once: those of credentials and the defaults of providers. The sample is
spread over the families of files by their share of all facts, at least one from each, and drawn
with a fixed seed, so that the same taxonomy gives the same sample.
"""

from __future__ import annotations

import argparse
import csv
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


def all_facts(taxonomy_dir: Path) -> tuple[SampledFact, ...]:
    """Every sourced fact, sorted. A family is the first word of a file's name and its folder."""
    found: list[SampledFact] = []
    for stem, entry in read_entries(taxonomy_dir / "credentials"):
        found += _facts(f"credentials/{stem.split('-')[0]}", entry["id"], entry.get("facts", {}))
    for stem, entry in read_entries(taxonomy_dir / "providers"):
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


def main() -> None:
    """Prints the sample as CSV with the address and note of each source."""
    parser = argparse.ArgumentParser(prog="python -m models.curation.draw_audit")
    parser.add_argument("--size", type=int, default=SIZE, help="how many facts")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the drawing")
    parser.add_argument("--taxonomy", type=Path, default=Settings().taxonomy_dir)
    chosen = parser.parse_args()
    sources = {entry["id"]: entry for _, entry in read_entries(chosen.taxonomy / "sources")}
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fact in draw(all_facts(chosen.taxonomy), chosen.size, chosen.seed):
        source = sources[fact.source]
        writer.writerow((*fact, source["url"], source.get("note", "")))


if __name__ == "__main__":
    main()
