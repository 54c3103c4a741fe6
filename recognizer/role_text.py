"""What a role's text asks for: a list of skills (JSON, YAML, lines, commas) or a description."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml

from recognizer.errors import RoleError

_BULLET = re.compile(r"^\s*(?:[-–—*•·▪‣◦○●■□✓✔➢]+|\d{1,2}[.)])\s*")
_BREAKS = re.compile(r"[;,\n\r\t|•·]|\s/\s")
_MAX_WORDS = 6
"""Words of the longest item that still names a skill; what is longer is a sentence."""
_SENTENCE = re.compile(r"[a-z)]{2}[.!?](?:\s|$)")
_TITLE = re.compile(r"^\s*(?:required |key |needed |nice to have )?skills?\s*:\s*", re.IGNORECASE)
_EXAMPLE = 'Give {"name": "Data engineer", "skills": ["Python", "SQL"]}, or one skill a line.'


@dataclass(frozen=True, slots=True)
class Asked:
    """Items of a list in their order, or the whole text of a description (then no items)."""

    name: str | None
    items: tuple[str, ...] = ()
    text: str | None = None


def read_asked(text: str, where: str) -> Asked:
    """What the text asks for; `where` names it in a RoleError."""
    plain = text.lstrip("\ufeff").strip()
    if not plain:
        raise RoleError(f"{where} is empty. {_EXAMPLE}")
    if plain[0] in "[{":
        return _structured(_parsed(plain, where), where)
    if re.match(r"(?:---|name\s*:|skills\s*:\s*(?:\n|\[))", plain):
        return _structured(_parsed(plain, where), where)
    items = tuple(_items(plain))
    if _SENTENCE.search(plain) or any(len(item.split()) > _MAX_WORDS for item in items):
        return Asked(None, text=plain)
    return Asked(None, items)


def _items(text: str) -> list[str]:
    lines = (_TITLE.sub("", _BULLET.sub("", line)) for line in text.splitlines())
    parts = (
        part.strip(" :•·*–—-\"'").removesuffix(".")
        for line in lines
        for part in _BREAKS.split(line)
    )
    return list(dict.fromkeys(part for part in parts if part))


def _parsed(text: str, where: str) -> Any:
    with suppress(ValueError, RecursionError):
        return json.loads(text)
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # no such date, too deep
        raise RoleError(f"{where} begins like JSON or YAML but is neither. {_EXAMPLE}") from error


def _structured(data: Any, where: str) -> Asked:
    """A list of strings, or a mapping with `skills` and perhaps `name`."""
    name = None
    if isinstance(data, dict):
        name, data = data.get("name"), data.get("skills")
    if name is not None and not isinstance(name, str):
        raise RoleError(f"{where}: `name` is not a text. {_EXAMPLE}")
    if isinstance(data, str):
        data = _items(data)
    if not isinstance(data, list) or not all(isinstance(item, str) for item in data):
        raise RoleError(f"{where}: `skills` is not a list of texts. {_EXAMPLE}")
    items = tuple(dict.fromkeys(item.strip() for item in data if item.strip()))
    if not items:
        raise RoleError(f"{where} names no skill. {_EXAMPLE}")
    return Asked((name or "").strip() or None, items)
