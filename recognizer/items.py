"""One file to read: what the results call it, where its bytes are, what is already against it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from recognizer.errors import UnreadableResume

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
"""How the names of archives end that are looked into."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file to read. `file` is what the results call it, `place` its path or URL.

    For a file in an archive `place` is the archive and `member` counts its members from 0.
    `refused` is the error code and the detail of a file that is known to be unreadable.
    """

    file: str
    place: str
    member: int | None = None
    refused: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The last part, which reports and messages call it."""
        return PurePath(self.file).name or self.file

    @property
    def error(self) -> UnreadableResume | None:
        """Why it is refused, if it is."""
        if self.refused is None:
            return None
        code, detail = self.refused
        kinds = {kind.code: kind for kind in UnreadableResume.__subclasses__()}
        return kinds[code](self.name, detail)

    def fields(self) -> list[Any]:
        """As it stands in a journal: `of` reads it back."""
        values = [self.file, self.place if self.place != self.file else None, self.member]
        return [*values, self.refused] if self.refused else values

    @classmethod
    def of(cls, fields: list[Any]) -> Item:
        """From `fields`."""
        file, place, member, *refused = fields
        return cls(file, place or file, member, tuple(refused[0]) if refused else None)

    @classmethod
    def bad(cls, file: str, place: str, error: UnreadableResume) -> Item:
        """A file that is refused already."""
        return cls(file, place, None, (error.code, error.detail))
