"""What a job needs, as typed into the role box, laid beside the credentials."""

from __future__ import annotations

from dataclasses import dataclass

from recognizer.errors import RoleError
from recognizer.report import Report, RoleCoverage
from recognizer.role import Role, cover
from recognizer.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Needs:
    """A role and the catalogue it was read with."""

    role: Role
    taxonomy: Taxonomy

    def cover(self, report: Report) -> RoleCoverage:
        """Which of its skills a report's credentials evidence."""
        return cover(report, self.role, self.taxonomy)


def needs_of(text: str | None, taxonomy: Taxonomy) -> Needs | None:
    """The needs in a text; None for none. Raises RoleError when no skill is found in it."""
    if not text:
        return None
    role = Role.read(text, taxonomy)
    if not role.skills and not role.unknown:
        raise RoleError(
            "No skill of the catalogue was found in what the job needs. "
            "Write the skills, one a line."
        )
    return Needs(role, taxonomy)
