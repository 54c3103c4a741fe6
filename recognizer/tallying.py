"""What a run found, counted as its rows pass: files, credentials, tiers, providers, failures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from recognizer.errors import UnreadableResume
from recognizer.export import Line
from recognizer.fetching import Seen

SHOWN_FAILURES = 20
"""Messages kept for the end; the results hold them all."""
_SHOWN_PROVIDERS = 8


class Counts:
    """Counts of JSONL rows. Providers outside the catalogue are left out, so memory is bounded."""

    def __init__(self) -> None:
        self.read = self.identical = self.credentials = self.not_in_catalogue = 0
        self.failed: Counter[str] = Counter()
        self.tiers: Counter[str] = Counter()
        self.providers: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self.messages: list[str] = []

    def watch(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Passes the rows on and counts them."""
        seen = Seen()
        try:
            for index, line in enumerate(lines):
                row = json.loads(line)
                if "error" in row:
                    self._count_error(row)
                else:
                    sha256 = row["report"]["document"]["sha256"]
                    self.identical += seen.first(sha256, index) != index
                    self._count(row)
                yield line
        finally:
            seen.close()

    def _count_error(self, row: Line) -> None:
        error = row["error"]
        self.failed[error["code"]] += 1
        if len(self.messages) < SHOWN_FAILURES:
            self.messages.append(f"{error['code']}: {error['message']}")

    def _count(self, row: Line) -> None:
        self.read += 1
        for item in row["report"]["credentials"]:
            self.credentials += 1
            level = item["tier"]["level"]
            self.tiers["not_rated" if level is None else str(level)] += 1
            self.not_in_catalogue += item["match"]["credential"] is None
            provider = item["issuer"] or item["platform"]
            if provider and provider["id"]:
                self.providers[provider["id"]] += 1
                self._names.setdefault(provider["id"], provider["name"])

    @property
    def files(self) -> int:
        """Rows that passed."""
        return self.read + self.failed.total()

    def as_json(self) -> dict[str, Any]:
        """For the manifest."""
        return {
            "files": self.files,
            "read": self.read,
            "failed": dict(sorted(self.failed.items())),
            "identical": self.identical,
            "credentials": self.credentials,
            "by_tier": {level: self.tiers[level] for level in ("1", "2", "3", "4", "5")}
            | {"not_rated": self.tiers["not_rated"]},
            "not_in_catalogue": self.not_in_catalogue,
        }

    def summary(self) -> Iterator[str]:
        """What was found, one line each; nothing when nothing was."""
        if self.credentials:
            tiers = [f"tier {n}: {self.tiers[n]:,}" for n in "12345" if self.tiers[n]]
            if self.tiers["not_rated"]:
                tiers.append(f"not rated: {self.tiers['not_rated']:,}")
            yield f"Credentials: {self.credentials:,} ({', '.join(tiers)})."
        common = sorted(self.providers.items(), key=lambda pair: (-pair[1], pair[0]))
        if common:
            shown = ", ".join(
                f"{self._names[id_]} {count:,}" for id_, count in common[:_SHOWN_PROVIDERS]
            )
            yield f"Commonest providers: {shown}."
        if self.not_in_catalogue:
            yield (
                f"Not in the catalogue: {self.not_in_catalogue:,} titles; `recognizer taxonomy "
                "suggest` lists them from results in JSONL."
            )
        if self.identical:
            yield f"The same bytes as an earlier file: {self.identical:,}, each read once."

    def advice(self) -> Iterator[str]:
        """What to do about the failures, a line for each kind, the commonest first."""
        kinds = {kind.code: kind for kind in UnreadableResume.__subclasses__()}
        for code, count in sorted(self.failed.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"{count:,} × {code}: {kinds[code].next_step}"
