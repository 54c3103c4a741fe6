"""JSON and tokens that a stranger wrote → plain data of bounded depth, or a typed error."""

from __future__ import annotations

import base64
import binascii
import json
import math
from typing import Any

from recognizer.errors import DamagedBadge

__all__ = ["parse_object", "parse_token"]

MAX_DEPTH = 40
"""Lists and objects within each other, at most: badges have ten, and the packages that check
proofs refuse more than 36."""


def parse_object(text: str, name: str) -> dict[str, Any]:
    """The JSON object; raises DamagedBadge.

    Refused: a member given twice (readers differ about which counts), nesting beyond MAX_DEPTH,
    numbers that are none, and characters that no text can hold.
    """
    try:
        data = json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
        _check(data)
    except RecursionError:
        raise DamagedBadge(name, "its JSON is nested too deeply") from None
    except _RefusedError as error:
        raise DamagedBadge(name, str(error)) from None
    except ValueError:
        raise DamagedBadge(name, "its JSON is broken") from None
    if not isinstance(data, dict):
        raise DamagedBadge(name, "its JSON is no object")
    return data


def parse_token(token: str, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and payload of a compact token, nothing of it proven. Raises DamagedBadge."""
    header, payload, _ = token.split(".")
    return parse_object(_decoded(header, name), name), parse_object(_decoded(payload, name), name)


class _RefusedError(ValueError):
    """What is wrong, in fixed words."""


def _decoded(part: str, name: str) -> str:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), b"-_", validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        raise DamagedBadge(name, "its token is broken") from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _RefusedError("its JSON gives a member twice")
    return made


def _no_constant(_: str) -> Any:
    raise _RefusedError("its JSON holds a number that is none")


def _check(data: Any) -> None:
    """Depth, numbers and characters, without recursion."""
    waiting: list[tuple[Any, int]] = [(data, 1)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict | list) and depth > MAX_DEPTH:
            raise _RefusedError("its JSON is nested too deeply")
        if isinstance(value, dict):
            waiting.extend((one, depth + 1) for one in (*value, *value.values()))
        elif isinstance(value, list):
            waiting.extend((one, depth + 1) for one in value)
        elif isinstance(value, str) and not value.isascii():
            value.encode("utf-8")  # UnicodeEncodeError, a ValueError, for half a character
        elif isinstance(value, float) and not math.isfinite(value):
            raise _RefusedError("its JSON holds a number that is none")
