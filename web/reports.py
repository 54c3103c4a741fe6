"""Stored reports as objects again, and what a visitor may see of a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from recognizer.report import Report
from recognizer.web.tables import Batch, Document


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def parse(text: str) -> Report:
    """The report of its JSON."""
    return _adapter().validate_json(text)


@dataclass(frozen=True, slots=True)
class Shown:
    """One document as a visitor sees it: with names hidden or not.

    `label` stands for it everywhere: the file's name, or in blind mode its place in the list.
    """

    document: Document
    label: str
    report: Report | None

    @property
    def id(self) -> str:
        """The document's id."""
        return self.document.id

    @property
    def busy(self) -> bool:
        """Whether it waits or is being read."""
        return self.document.state in ("queued", "running")


def show(document: Document, *, blind: bool) -> Shown:
    """A document in blind mode or with its names."""
    text = document.blind_report if blind else document.report
    number = document.position + 1
    label = f"Résumé {number}" if blind else f"{number}. {document.name}"
    return Shown(document, label, parse(text) if text else None)


def show_all(batch: Batch, *, blind: bool) -> tuple[Shown, ...]:
    """All documents of a batch, in the order given."""
    return tuple(show(document, blind=blind) for document in batch.documents)
