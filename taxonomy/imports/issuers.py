"""Who stands behind a name in a catalogue: names of partners → ids of the taxonomy."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

from recognizer.names import normalize

_SAME = {
    "aptly": "aptly",
    "arm": "arm",
    "catalyst": "catalyst-inc",
    "cisco learning and certifications": "cisco",
    "dartmouth imtx": "dartmouth-college",
    "crece con google": "google",
    "goldsmiths university of london": "goldsmiths-university-of-london",
    "google ar and vr": "google",
    "google spectrum sharing": "google",
    "hec montreal": "hec-montreal",
    "hrci": "hrci",
    "iitbombay": "indian-institute-of-technology-bombay",
    "kau": "",
    "osmosis": "osmosis",
    "zoho": "zoho",
    "national research nuclear university": "national-research-nuclear-university-mephi",
    "tableau learning partner": "tableau",
    "universita degli studi di napoli federico ii": "university-of-naples-federico-ii",
    "university of london goldsmiths university of london": "goldsmiths-university-of-london",
}
"""Partner names, in normal form, that no alias can say without claiming too much."""


class Issuers:
    """Ids by every name of the curated providers and the universities of a taxonomy folder."""

    def __init__(self, taxonomy: Path) -> None:
        self._ids: dict[str, str] = {}
        with (taxonomy / "universities.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for name in filter(None, map(normalize, (row["name"], *row["aliases"].split("|")))):
                    self._ids.setdefault(name, row["id"])
        for path in sorted((taxonomy / "providers").glob("*.yaml")):
            entries: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
            for entry in entries:
                names = ("name", "aliases", "former_names", "acronyms")
                texts = [entry.get(name, []) for name in names]
                self._add(entry["id"], [t for v in texts for t in ([v] if type(v) is str else v)])
        self._known = frozenset(self._ids.values())

    def _add(self, id_: str, names: list[str]) -> None:
        for name in filter(None, map(normalize, names)):
            self._ids[name] = id_

    def __contains__(self, id_: object) -> bool:
        return id_ in self._known

    def find(self, name: str) -> str | None:
        """The id behind a partner's name; of several partners, the first that is known."""
        for part in (name, *name.replace(" & ", ", ").replace(" | ", ", ").split(", ")):
            key = normalize(part)
            for text in (key, key.removeprefix("the ")):
                id_ = _SAME.get(text) or self._ids.get(text)
                if id_ in self._known:
                    return id_
        return None
