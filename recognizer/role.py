"""The skills that a job needs, read from a list or from the job's text, and what evidences them.

A skill counts as evidenced only through a credential of the report (or a course named under a
programme) that the taxonomy says evidences it. Nothing is added up: relevance to a job is a thing
of its own beside confidence, tier and verification.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from rapidfuzz import fuzz, process

from recognizer.errors import RoleError
from recognizer.names import normalize
from recognizer.report import (
    Finding,
    Report,
    RoleCoverage,
    RoleEvidence,
    RoleSkill,
    SkillName,
    UnknownSkill,
)
from recognizer.role_text import Asked, read_asked
from recognizer.taxonomy import Taxonomy

__all__ = ["NOTE", "Role", "cover"]

NOTE = (
    "A skill without a credential here is only not evidenced by a credential: that says nothing "
    "about whether the person has it."
)
"""Stands in every coverage: silence of a résumé's credentials is no finding."""

MAX_BYTES = 1_000_000
"""Largest file with a job's text that is read, in bytes: a description is a few pages."""
MAX_SKILLS = 200
"""Most skills of one role: longer lists are catalogues, not jobs."""
_NEARLY = 90.0
"""Likeness (0–100, rapidfuzz ratio of the normal forms) from which a spelling is taken as a slip:
one letter in ten."""
_SHORTEST_SLIP = 6
"""Letters of the shortest name in which a slip is forgiven: "Scala" is not "Scada"."""
_NEAR = 60.0
"""Likeness (0–100) from which a skill is worth suggesting."""
_JOINTS = re.compile(r" and | or | & |: |/", re.IGNORECASE)
"""What stands between two skills of one item."""
_MAX_NAME = 6
"""Words of the longest skill's name that is searched in a description."""
_ANY_CASE = 3
"""Letters up to which a skill's name counts in a description only as the taxonomy writes it."""
_SUGGESTED = 3
"""Most suggestions for a skill that is not known."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a job needs: skills of the taxonomy in the order given, each as asked, and the rest."""

    name: str | None
    skills: tuple[tuple[SkillName, str], ...]
    unknown: tuple[UnknownSkill, ...] = ()

    @classmethod
    def read(cls, source: str | Path, taxonomy: Taxonomy) -> Self:
        """The role of a file or a text: JSON, YAML, a list of skills, or a job's description.

        A list names skills, and each is looked up. In a description the taxonomy's names are
        searched, and what else it asks for is not noticed. Raises RoleError when the file cannot
        be read or no skill is in it.
        """
        text = _load(source) if isinstance(source, Path) else source
        where = source.name if isinstance(source, Path) else "The role"
        asked = read_asked(text, where)
        if asked.text is not None:
            return cls(asked.name, tuple(_found(asked.text, taxonomy)))
        return cls(asked.name, *_looked_up(asked, where, taxonomy))


def cover(report: Report, role: Role, taxonomy: Taxonomy) -> RoleCoverage:
    """For each skill of the role, which credentials of the report evidence it."""
    evidence: dict[str, list[RoleEvidence]] = {}
    for number, item in enumerate(report.credentials):
        for id_, one in _evidence(number, item, taxonomy):
            evidence.setdefault(id_, []).append(one)
    skills = tuple(
        RoleSkill(skill.id, skill.name, asked, tuple(evidence.get(skill.id, ())))
        for skill, asked in role.skills
    )
    return RoleCoverage(role.name, skills, role.unknown, NOTE)


def _evidence(number: int, item: Finding, taxonomy: Taxonomy) -> Iterator[tuple[str, RoleEvidence]]:
    """(skill, evidence) of one credential: its own skills, then those only its courses add."""
    own = {skill.id for skill in item.skills}
    for id_ in sorted(own):
        yield id_, RoleEvidence(number, item.status)
    for course in item.courses:
        for id_ in taxonomy.credential(course.id).skills if course.id else ():
            if id_ not in own:
                yield id_, RoleEvidence(number, item.status, course.title)


def _found(text: str, taxonomy: Taxonomy) -> Iterator[tuple[SkillName, str]]:
    """Skills whose names stand in a description, in its order; the longest name wins."""
    words = text.replace("/", " / ").split()
    plain = [normalize(word) for word in words]
    at, seen = 0, set()
    while at < len(words):
        size, id_ = _longest(words, plain, at, taxonomy)
        if id_ is not None and id_ not in seen:
            seen.add(id_)
            asked = " ".join(words[at : at + size]).strip(".,;:()[]\"'“”")
            yield SkillName(id_, taxonomy.skill(id_).name), asked
        at += size
        if len(seen) == MAX_SKILLS:
            return


def _longest(
    words: list[str], plain: list[str], at: int, taxonomy: Taxonomy
) -> tuple[int, str | None]:
    """(words taken, skill) for the longest name that begins at a word; (1, None) for none."""
    for size in range(min(_MAX_NAME, len(words) - at), 0, -1):
        if not plain[at + size - 1] or any(
            word[-1:] in ",;:.)" for word in words[at : at + size - 1]
        ):
            continue  # a name does not go on behind a comma
        name = " ".join(filter(None, plain[at : at + size]))
        for id_ in taxonomy.skill_names.get(name, ()) if plain[at] else ():
            if size > 1 or _may_stand_alone(words[at], name, id_, taxonomy):
                return size, id_
    return 1, None


def _may_stand_alone(word: str, name: str, id_: str, taxonomy: Taxonomy) -> bool:
    """One word names a skill in running text: credentials evidence it, and aliases and short names
    ("REST", "Excel", "R", "Go") are written as the taxonomy writes them.
    """
    if id_ not in taxonomy.evidenced_skills:
        return False
    skill = taxonomy.skill(id_)
    if normalize(skill.name) == name and len(name) > _ANY_CASE:
        return True
    spellings = (skill.name, *skill.aliases)
    return any(normalize(one) == name and one in word for one in spellings)


def _looked_up(
    asked: Asked, where: str, taxonomy: Taxonomy
) -> tuple[tuple[tuple[SkillName, str], ...], tuple[UnknownSkill, ...]]:
    """The items of a list that are skills of the taxonomy, each once, and those that are not."""
    if len(asked.items) > MAX_SKILLS:
        raise RoleError(f"{where} names more than {MAX_SKILLS} skills. Keep those the job needs.")
    known: dict[str, tuple[SkillName, str]] = {}
    unknown: list[UnknownSkill] = []
    for item in _single(asked.items, taxonomy):
        id_ = _named(item, taxonomy)
        if id_ is None:
            unknown.append(UnknownSkill(item, _nearest(item, taxonomy)))
        else:
            known.setdefault(id_, (SkillName(id_, taxonomy.skill(id_).name), item))
    return tuple(known.values()), tuple(unknown)


def _single(items: Iterable[str], taxonomy: Taxonomy) -> Iterator[str]:
    """Items, those parted that name several skills ("Python and SQL", "Cloud: AWS & Azure")."""
    for item in items:
        heading, colon, rest = item.rpartition(": ")
        if colon and _named(heading, taxonomy) is None:
            item = rest
        parts = [part.strip() for part in _JOINTS.split(item) if part.strip()]
        together = len(parts) < 2 or _named(item, taxonomy) is not None
        if together or not any(_named(part, taxonomy) for part in parts):
            yield item
        else:
            yield from parts


def _named(item: str, taxonomy: Taxonomy) -> str | None:
    """The skill that goes by this id, name or alias, or by one that differs by a slip."""
    if item in taxonomy.skill_ids:
        return item
    plain = normalize(item)
    if ids := taxonomy.skill_names.get(plain, ()):
        return _preferred(ids, taxonomy)
    if len(plain) < _SHORTEST_SLIP:
        return None
    near = process.extract(
        plain, list(taxonomy.skill_names), scorer=fuzz.ratio, score_cutoff=_NEARLY, limit=2
    )
    names = [name for name, _, _ in near if _digits(name) == _digits(plain)]
    found = {_preferred(taxonomy.skill_names[name], taxonomy) for name in names}
    return found.pop() if len(found) == 1 else None


def _nearest(item: str, taxonomy: Taxonomy) -> tuple[SkillName, ...]:
    """Skills that resemble what was asked for, those first that credentials evidence."""
    plain = normalize(item)
    near = process.extract(
        plain, list(taxonomy.skill_names), scorer=fuzz.token_set_ratio, score_cutoff=_NEAR, limit=40
    )
    ranked = sorted(
        (
            (-fuzz.ratio(plain, name) - 15 * (id_ in taxonomy.evidenced_skills), id_)
            for name, _, _ in near
            for id_ in taxonomy.skill_names[name]
        )
    )
    ids = list(dict.fromkeys(id_ for _, id_ in ranked))[:_SUGGESTED]
    return tuple(SkillName(id_, taxonomy.skill(id_).name) for id_ in ids)


def _preferred(ids: Iterable[str], taxonomy: Taxonomy) -> str:
    """Of several skills of one name, one that credentials evidence."""
    return min(ids, key=lambda id_: (id_ not in taxonomy.evidenced_skills, id_))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _load(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RoleError(
            f"{path.name} cannot be opened ({error.strerror}). Check the path of the role's file."
        ) from error
    if len(data) > MAX_BYTES:
        raise RoleError(f"{path.name} is larger than {MAX_BYTES:,} bytes. Keep the skills only.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RoleError(f"{path.name} is not UTF-8 text. Save it as plain text first.") from error
