"""What reading a document came to, as the reading processes give it and the database keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recognizer.web.tables import now


@dataclass(frozen=True, slots=True)
class Read:
    """What reading gave: reports as JSON, where personal details stand on the pages, and the
    report's versions for the audit.
    """

    report: str
    blind_report: str
    hidden: tuple[tuple[float, ...], ...]
    versions: Mapping[str, str | None] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """Columns of a document that was read."""
        return {
            "state": "done",
            "ended": now(),
            "report": self.report,
            "blind_report": self.blind_report,
            "hidden": [list(box) for box in self.hidden],
        }

    def noted(self) -> dict[str, Any]:
        """What the audit keeps of it: versions and the hash of the report's bytes."""
        hashed = hashlib.sha256(self.report.encode()).hexdigest()
        return {"versions": dict(self.versions), "result_sha256": hashed}


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a file could not be read: the contract's code and the message for people."""

    code: str
    message: str

    def kept(self) -> dict[str, Any]:
        """Columns of a document that could not be read."""
        return {
            "state": "failed",
            "ended": now(),
            "error_code": self.code,
            "error_message": self.message,
            "pictures": "none",
        }

    def noted(self) -> dict[str, Any]:
        """What the audit keeps of it."""
        return {"outcome": self.code}


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture; sizes of the page in points."""

    page: int
    width: float
    height: float
    content: bytes
