"""What became of a file, as JSON: made where it is read, given its file where it is written.

Workers send JSON, not objects: it is smaller, and the process that gathers it has less to do.
"""

from __future__ import annotations

import json
from typing import Any, Literal, NamedTuple

from recognizer.errors import UnreadableResume
from recognizer.export import as_json, error_of
from recognizer.items import Item
from recognizer.settings import Settings
from recognizer.worker_process import Read, Source

_DIGITS = 16
"""Digits of a SHA-256 that stand for a file's name: no two of a billion files share them."""


class Result(NamedTuple):
    """A report or an error as one line of JSON without its end."""

    kind: Literal["report", "error"]
    value: bytes

    @property
    def code(self) -> str | None:
        """The code of an error."""
        return str(json.loads(self.value)["code"]) if self.kind == "error" else None


def load_lines(settings: Settings) -> Read:
    """The real recognizer for a worker: `read(source, name=…, **options)` → JSON of the report."""
    from recognizer.pipeline import Recognizer

    recognize = Recognizer.load(settings).recognize

    def read(source: Source, *, name: str, **options: Any) -> bytes:
        return recognize(source, name=name, **options).to_json(indent=None).rstrip(b"\n")

    return read


def failed(error: UnreadableResume) -> Result:
    """The result of a file that cannot be read."""
    return Result("error", as_json(error_of(error)))


def line_of(item: Item, result: Result, name: str) -> bytes:
    """The JSONL row of a file. `name` is the name under which its bytes were read.

    Where that is another file's name, the same bytes having been read once, the row gets its own.
    """
    value = result.value if item.name == name else _renamed(result, name, item.name)
    kind = result.kind.encode()
    return b'{"file":' + as_json(item.file) + b',"' + kind + b'":' + value + b"}\n"


def unnamed_line(result: Result, name: str, key: str | None) -> bytes:
    """The JSONL row of a file read blind: the first digits of its SHA-256 stand for its name.

    `sha256sum` finds the file again. One that could not be opened has no digest: `unopened`.
    """
    called = f"{key[:_DIGITS]}.pdf" if key else "unopened"
    value = result.value if result.kind == "report" else _renamed(result, name, called)
    return b'{"file":' + as_json(called) + b',"' + result.kind.encode() + b'":' + value + b"}\n"


def _renamed(result: Result, before: str, name: str) -> bytes:
    found = json.loads(result.value)
    if result.kind == "report":
        found["document"]["name"] = name
    else:
        found["message"] = name + str(found["message"]).removeprefix(before)
    return as_json(found)
