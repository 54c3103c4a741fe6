"""Outcomes of many files → JSONL, CSV or Parquet, written whole or not at all.

JSONL holds one row per file: `{"file", "report"}` or `{"file", "error": {"code", "message"}}`.
CSV and Parquet hold one row per credential with the columns of `COLUMNS`; a file without
credentials, or with an error, has one row of its own, so every file appears. A CSV cell that a
spreadsheet would run as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Literal, get_args

from recognizer.errors import RecognizerError, UnreadableResume
from recognizer.report import Finding, Report

Format = Literal["jsonl", "csv", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
Cell = str | int | float | None
Row = dict[str, Cell]

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

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet run a cell (OWASP, CSV injection)."""
_DIGITS = 16
"""Digits of a SHA-256 that stand for a file's name: no two of a billion files share them."""
_ROWS_PER_GROUP = 5_000
"""Parquet rows kept in memory before they are written."""


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


def unnamed(file: str, result: Report | UnreadableResume) -> tuple[str, Report | UnreadableResume]:
    """A row of blind results: the first 16 digits of the file's SHA-256 stand for its name.

    `sha256sum` finds the file again. One that cannot be opened has no digest and is `unopened`.
    """
    if isinstance(result, Report):
        return f"{result.document.sha256[:_DIGITS]}.pdf", result
    name = "unopened"
    with contextlib.suppress(OSError), open(file, "rb") as opened:
        name = f"{hashlib.file_digest(opened, 'sha256').hexdigest()[:_DIGITS]}.pdf"
    return name, type(result)(name, result.detail)


def error_of(error: UnreadableResume) -> dict[str, str]:
    """The contract's error object."""
    return {"code": error.code, "message": str(error)}


def json_line(file: str, result: Report | UnreadableResume) -> bytes:
    """One JSONL row; the report's bytes are those of `Report.to_json`."""
    if isinstance(result, Report):
        key, value = b"report", result.to_json(indent=None).rstrip(b"\n")
    else:
        key, value = b"error", _json(error_of(result))
    return b'{"file":' + _json(file) + b',"' + key + b'":' + value + b"}\n"


def rows(file: str, result: Report | UnreadableResume) -> list[Row]:
    """The rows of one file, each with every column of COLUMNS; what is unknown is None."""
    blank: Row = dict.fromkeys(COLUMNS)
    if isinstance(result, UnreadableResume):
        error = {"error_code": result.code, "error_message": str(result)}
        return [blank | {"file": file} | error]
    base = blank | {"file": file, "sha256": result.document.sha256}
    found = [
        base | _credential_cells(item) | {"role_skills": _role_skills(result, number)}
        for number, item in enumerate(result.credentials)
    ]
    return found or [base]


def _role_skills(report: Report, number: int) -> str | None:
    """The role's skills that one credential evidences; None without a role or for none."""
    needed = report.role.skills if report.role else ()
    named = (s.name for s in needed if any(one.credential == number for one in s.evidence))
    return "; ".join(named) or None


def _credential_cells(item: Finding) -> Row:
    return {
        "title": item.title,
        "type": item.type,
        "issuer": item.issuer.name if item.issuer else None,
        "issuer_id": item.issuer.id if item.issuer else None,
        "platform": item.platform.name if item.platform else None,
        "platform_id": item.platform.id if item.platform else None,
        "issued": item.issued,
        "expires": item.expires,
        "credential_id": item.credential_id,
        "url": item.url,
        "status": item.status,
        "confidence": item.confidence,
        "page": item.evidence.page,
        "quote": item.evidence.quote,
        "match_kind": item.match.kind,
        "match_credential": item.match.credential,
        "match_name": item.match.name,
        "match_score": item.match.score,
        "tier_level": item.tier.level,
        "tier_name": item.tier.name,
        "tier_probability": item.tier.probability,
        "tier_basis": item.tier.basis,
        "verification_state": item.verification.state,
        "verification_how": item.verification.how,
        "skills": "; ".join(skill.name for skill in item.skills) or None,
        "stackable_into": "; ".join(s.name for s in item.stackable_into or ()) or None,
        "courses": "; ".join(course.title for course in item.courses) or None,
    }


def write(
    results: Iterable[tuple[str, Report | UnreadableResume]], path: Path, kind: Format
) -> None:
    """Writes all results to `path`, replacing it only once everything is written."""
    with replacing(path) as file:
        if kind == "jsonl":
            file.writelines(json_line(name, result) for name, result in results)
        elif kind == "csv":
            _write_csv(results, file)
        else:
            _write_parquet(results, file)


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


def _write_csv(results: Iterable[tuple[str, Report | UnreadableResume]], file: IO[bytes]) -> None:
    """UTF-8 with a byte order mark (spreadsheets need it), lines ended by CR LF (RFC 4180)."""
    text = io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for name, result in results:
        for row in rows(name, result):
            writer.writerow({key: harmless(cell) for key, cell in row.items()})
    text.detach()  # flushes, and leaves the closing to the caller


def harmless(cell: Cell) -> Cell:
    """The cell as a spreadsheet may have it: what would run as a formula has an apostrophe."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _write_parquet(
    results: Iterable[tuple[str, Report | UnreadableResume]], file: IO[bytes]
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {str: pa.string(), int: pa.int32(), float: pa.float64()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    with pq.ParquetWriter(file, schema) as writer:
        for group in _groups(row for name, result in results for row in rows(name, result)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _groups(items: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for item in items:
        group.append(item)
        if len(group) == _ROWS_PER_GROUP:
            yield group
            group = []
    if group:
        yield group


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")
