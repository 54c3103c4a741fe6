"""What became of a file → its JSONL row and its rows in the two tables; files replaced whole.

A JSONL row is `{"file", "report"}` or `{"file", "error": {"code", "message"}}`. The tables are made
from such rows: one row per credential (`COLUMNS`), one per résumé (`RESUME_COLUMNS`).
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Literal, get_args

from recognizer.errors import RecognizerError, UnreadableResume
from recognizer.report import Report
from recognizer.resume import Status

Format = Literal["jsonl", "csv", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
Cell = str | int | float | None
Row = dict[str, Cell]
Line = Mapping[str, Any]
"""A JSONL row, parsed."""

COLUMNS: dict[str, type[str] | type[int] | type[float]] = {
    "file": str,
    "title": str,
    "issuer": str,
    "platform": str,
    "type": str,
    "status": str,
    "tier_level": int,
    "tier_name": str,
    "tier_basis": str,
    "issued": str,
    "expires": str,
    "verification_state": str,
    "verification_how": str,
    "credential_id": str,
    "url": str,
    "page": int,
    "quote": str,
    "skills": str,
    "role_skills": str,
    "stackable_into": str,
    "courses": str,
    "confidence": float,
    "match_kind": str,
    "match_credential": str,
    "match_name": str,
    "match_score": float,
    "tier_probability": float,
    "issuer_id": str,
    "platform_id": str,
    "sha256": str,
    "error_code": str,
    "error_message": str,
}
"""Columns of a CSV or Parquet file in order, what a reader looks for first, and the type of a
filled cell."""

RESUME_COLUMNS: dict[str, type[str] | type[int] | type[float]] = {
    "file": str,
    "pages": int,
    "language": str,
    "headline": str,
    "credentials": int,
    **dict.fromkeys(get_args(Status), int),
    "official_links": int,
    "not_in_catalogue": int,
    "degrees": int,
    "skills": str,
    "warnings": str,
    "sha256": str,
    "error_code": str,
    "error_message": str,
}
"""Columns of the table of résumés. It counts claims; it neither scores nor orders people."""


def format_of(path: Path, chosen: str | None = None) -> Format:
    """The format chosen, or the one of the file's suffix; RecognizerError when neither helps."""
    name = chosen or path.suffix.lower().removeprefix(".")
    for known in FORMATS:
        if name == known:
            if known == "parquet" and find_spec("pyarrow") is None:
                raise RecognizerError(
                    "Parquet needs the package pyarrow. Run `pip install pyarrow`, "
                    "or give --format jsonl or csv."
                )
            return known
    raise RecognizerError(
        f"{path.name}: the format is not clear from the suffix. "
        f"Name the file .jsonl, .csv or .parquet, or give --format."
    )


def error_of(error: UnreadableResume) -> dict[str, str]:
    """The contract's error object."""
    return {"code": error.code, "message": str(error)}


def json_line(file: str, result: Report | UnreadableResume) -> bytes:
    """One JSONL row; the report's bytes are those of `Report.to_json`."""
    if isinstance(result, Report):
        key, value = b"report", result.to_json(indent=None).rstrip(b"\n")
    else:
        key, value = b"error", as_json(error_of(result))
    return b'{"file":' + as_json(file) + b',"' + key + b'":' + value + b"}\n"


def rows(file: str, result: Report | UnreadableResume) -> list[Row]:
    """The credential rows of one file (`credential_rows`)."""
    return credential_rows(json.loads(json_line(file, result)))


def credential_rows(line: Line) -> list[Row]:
    """A row per credential of a JSONL row, each with every column of COLUMNS; unknown is None.

    A file without credentials, or with an error, has one row.
    """
    blank: Row = dict.fromkeys(COLUMNS)
    if "error" in line:
        return [blank | _error_cells(line)]
    base = blank | {"file": line["file"], "sha256": line["report"]["document"]["sha256"]}
    report = line["report"]
    found = [
        base | _credential_cells(item) | {"role_skills": _role_skills(report, number)}
        for number, item in enumerate(report["credentials"])
    ]
    return found or [base]


def _role_skills(report: Line, number: int) -> str | None:
    """The role's skills that one credential evidences; None without a role or for none."""
    needed = report["role"]["skills"] if report.get("role") else ()
    return _joined(
        skill["name"]
        for skill in needed
        if any(one["credential"] == number for one in skill["evidence"])
    )


def resume_row(line: Line) -> Row:
    """One row for the file of a JSONL row, with every column of RESUME_COLUMNS; unknown is None."""
    row: Row = dict.fromkeys(RESUME_COLUMNS)
    if "error" in line:
        return row | _error_cells(line)
    report = line["report"]
    items = report["credentials"]
    statuses = Counter(item["status"] for item in items)
    states = Counter(item["verification"]["state"] for item in items)
    document = report["document"]
    return row | {
        "file": line["file"],
        "sha256": document["sha256"],
        "pages": document["pages"],
        "language": document["language"],
        "headline": report["summary"]["headline"] or None,
        "credentials": len(items),
        **{name: statuses[name] for name in get_args(Status)},
        "official_links": states["official_link_present"],
        "not_in_catalogue": sum(item["match"]["credential"] is None for item in items),
        "degrees": len(report["degrees"]),
        "skills": _joined(dict.fromkeys(s["name"] for item in items for s in item["skills"])),
        "warnings": _joined(notice["code"] for notice in report["warnings"]),
    }


def _error_cells(line: Line) -> Row:
    error = line["error"]
    return {"file": line["file"], "error_code": error["code"], "error_message": error["message"]}


def _credential_cells(item: Line) -> Row:
    issuer, platform = item["issuer"] or {}, item["platform"] or {}
    match, tier, verification = item["match"], item["tier"], item["verification"]
    same = ("title", "type", "issued", "expires", "credential_id", "url", "status", "confidence")
    return {
        **{name: item[name] for name in same},
        "issuer": issuer.get("name"),
        "issuer_id": issuer.get("id"),
        "platform": platform.get("name"),
        "platform_id": platform.get("id"),
        "page": item["evidence"]["page"],
        "quote": item["evidence"]["quote"],
        "match_kind": match["kind"],
        "match_credential": match["credential"],
        "match_name": match["name"],
        "match_score": match["score"],
        "tier_level": tier["level"],
        "tier_name": tier["name"],
        "tier_probability": tier["probability"],
        "tier_basis": tier["basis"],
        "verification_state": verification["state"],
        "verification_how": verification["how"],
        "skills": _joined(skill["name"] for skill in item["skills"]),
        "stackable_into": _joined(stack["name"] for stack in item["stackable_into"] or ()),
        "courses": _joined(course["title"] for course in item["courses"]),
    }


def _joined(names: Iterable[str]) -> str | None:
    return "; ".join(names) or None


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A new file beside `path` that takes its place at the end, or vanishes on any failure.

    Its mode is 0600: results are personal data.
    """
    try:
        number, temporary = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part"
        )
    except OSError as error:
        raise RecognizerError(
            f"{path} cannot be written ({error.strerror}). Give a file in a folder of yours."
        ) from error
    try:
        with os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def as_json(value: Any) -> bytes:
    """One line of JSON without its end, as rows are written."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")
