"""Limits, thresholds and paths, each with its unit in the name and checked on construction."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path

from recognizer.errors import SettingsError

_PACKAGE = Path(__file__).resolve().parent


def _bundled(name: str, checkout: str | None = None) -> Path:
    """A data folder: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / (checkout or name)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may tune. Raises SettingsError when a value is out of range."""

    taxonomy_dir: Path = field(default_factory=lambda: _bundled("taxonomy"))
    mention_model_dir: Path | None = field(default_factory=lambda: _bundled("mention_model"))
    """The trained mention model; None leaves the decision to the rules alone."""
    tier_model_dir: Path | None = field(
        default_factory=lambda: _bundled("tier_model", "models/tier/artefact")
    )
    """The trained estimate of tiers; None rates by the catalogue's facts alone."""
    max_bytes: int = 20_000_000
    """Largest file that is read, in bytes: résumés with photographs stay below 10 MB."""
    max_unpacked_bytes: int = 200_000_000
    """Largest sum of unpacked page streams, in bytes: stops decompression bombs."""
    max_pages: int = 40
    """Longest document that is read: academic CVs reach about thirty pages."""
    max_seconds: float = 20.0
    """Longest time spent on reading one file, in seconds of wall time."""
    max_cpu_seconds: float = 30.0
    """Most processor time of a worker process on one file, in seconds: for what hangs in compiled
    code, where the recognizer cannot look at the clock."""
    max_memory_bytes: int = 1_000_000_000
    """Most memory of a worker process, in bytes, models included (about 230 MB): a résumé of
    ordinary size takes 30 MB, the largest that the other limits let through 600 MB."""
    max_links: int = 2_000
    """Most hyperlink annotations laid onto the text; the rest are dropped with a warning."""
    min_match_score: float = 0.86
    """Lowest similarity (0–1) at which a fuzzy match names a credential; below it, none is."""
    min_confidence: float = 0.3
    """Lowest reading confidence (0–1) that is reported."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, int | float) and value <= 0:
                raise SettingsError(f"{item.name} is {value}; it must be above 0")
        for name in ("min_match_score", "min_confidence"):
            if getattr(self, name) > 1:
                raise SettingsError(f"{name} is {getattr(self, name)}; it must be at most 1")
