"""Results of `recognizer score` → one small record per résumé, read one line at a time.

JSONL and CSV give the same records. Texts of a résumé are cut to one printable line; of names and
links nothing is kept that a count does not need.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

from recognizer.errors import RecognizerError
from recognizer.report import TIER_NAMES, Basis, MatchKind, VerificationState
from recognizer.resume import CredentialType, Status

OTHER = "other"
"""Stands for a value of a closed list that this version does not know."""

_MAX_TEXT = 120
"""Longest title or name that is shown, in characters."""
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_ERROR_CODE = re.compile(r"[a-z0-9_]{1,40}")
_VERSION = re.compile(r"[\w.+-]{1,80}", re.ASCII)
_SHA256 = re.compile("[0-9a-f]{64}")
_FORMULA = re.compile(r"'(?=[=+\-@\t\r])")
"""What `export` puts before a CSV cell that a spreadsheet would run."""
_COLUMNS = (
    "file title issuer issuer_id platform platform_id type status tier_level tier_basis issued "
    "expires verification_state url match_kind match_credential match_name skills sha256 error_code"
).split()
"""Columns of a CSV that are read; others may be there."""


@dataclass(frozen=True, slots=True)
class Organization:
    """An issuer or platform; `id` is None for one outside the taxonomy."""

    name: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """One credential of a résumé. What stands in no closed list any more is OTHER."""

    title: str
    type: str
    issuer: Organization | None
    platform: Organization | None
    status: str
    level: int | None
    basis: str | None
    issued: str | None
    expires: str | None
    state: str
    linked: bool
    match: str
    entry: Organization | None
    """Id and name of the matched entry of the taxonomy."""
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file: `error` is its code, or None and the credentials are listed."""

    sha256: str | None
    error: str | None
    claims: tuple[Claimed, ...] = ()
    versions: str | None = None


def read(path: Path) -> Iterator[Row]:
    """The rows of one file, CSV by its suffix, else JSONL.

    Raises RecognizerError naming file and line where a line is no row of results.
    """
    kind = path.suffix.lower()
    if kind == ".parquet":
        raise RecognizerError(
            f"{path.name}: Parquet is not read here. Give the run's JSONL or CSV."
        )
    yield from _csv_rows(path) if kind == ".csv" else _json_rows(path)


def _json_rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = _row(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise _damaged(path, number) from error
            yield row


def _csv_rows(path: Path) -> Iterator[Row]:
    reader = csv.DictReader(_text_lines(path), strict=True)
    number = 1
    try:
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise RecognizerError(
                f"{path.name}: line 1 does not name the column {missing[0]}. "
                "Give a file written by `recognizer score … --out results.csv`."
            )
        lines = ((reader.line_num, cells) for cells in reader)
        for _, group in groupby(lines, key=lambda line: line[1]["file"]):
            numbers, rows = zip(*group, strict=True)
            number = numbers[0]
            yield _row(_from_cells([{k: _cell(v) for k, v in c.items()} for c in rows]))
    except csv.Error as error:
        raise _damaged(path, reader.reader.line_num) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path, number) from error


def _text_lines(path: Path) -> Iterator[str]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise _damaged(path, number) from error


def _damaged(path: Path, number: int) -> RecognizerError:
    return RecognizerError(
        f"{path.name}: line {number} is not a row of results. If the run was stopped there, "
        "remove that line or run it again; otherwise give a file written by `recognizer score`."
    )


def _cell(value: str) -> str | None:
    return _FORMULA.sub("", value, count=1) if value[:1] == "'" else value or None


def _from_cells(rows: list[dict[str, str | None]]) -> dict[str, Any]:
    """The rows of one file as the line of JSONL they would be, as far as it is read."""
    first = rows[0]
    if first["error_code"]:
        return {"error": {"code": first["error_code"]}}
    credentials = [
        {
            **{name: c[name] for name in ("title", "type", "status", "issued", "expires", "url")},
            "issuer": c["issuer"] and {"name": c["issuer"], "id": c["issuer_id"]},
            "platform": c["platform"] and {"name": c["platform"], "id": c["platform_id"]},
            "tier": {"level": c["tier_level"] and int(c["tier_level"]), "basis": c["tier_basis"]},
            "verification": {"state": c["verification_state"]},
            "match": {
                "kind": c["match_kind"],
                "credential": c["match_credential"],
                "name": c["match_name"],
            },
            "skills": [{"name": name} for name in (c["skills"] or "").split("; ") if name],
        }
        for c in rows
        if c["title"]
    ]
    return {"report": {"document": {"sha256": first["sha256"]}, "credentials": credentials}}


def _row(line: Mapping[str, Any]) -> Row:
    if "error" in line:
        code = line["error"]["code"]
        return Row(None, code if _ERROR_CODE.fullmatch(code) else OTHER)
    report = line["report"]
    sha256 = report["document"]["sha256"]
    if not _SHA256.fullmatch(sha256):
        raise ValueError("no hash")
    claims = tuple(_claim(item) for item in report["credentials"])
    return Row(sha256, None, claims, _versions(report.get("versions")))


def _claim(item: Mapping[str, Any]) -> Claimed:
    level, match = item["tier"]["level"], item["match"]
    entry = match["credential"] and {"id": match["credential"], "name": match["name"]}
    return Claimed(
        title=_plain(item["title"]),
        type=_known(item["type"], get_args(CredentialType)),
        issuer=_organization(item["issuer"]),
        platform=_organization(item["platform"]),
        status=_known(item["status"], get_args(Status)),
        level=level if level in TIER_NAMES else None,
        basis=_known(item["tier"]["basis"], get_args(Basis)) if level else None,
        issued=_date(item["issued"]),
        expires=_date(item["expires"]),
        state=_known(item["verification"]["state"], get_args(VerificationState)),
        linked=bool(item["url"]),
        match=_known(match["kind"], get_args(MatchKind)),
        entry=_organization(entry),
        skills=tuple(dict.fromkeys(_plain(skill["name"]) for skill in item["skills"])),
    )


def _organization(item: Mapping[str, Any] | None) -> Organization | None:
    if not item:
        return None
    return Organization(_plain(item["name"]), _plain(item["id"]) if item["id"] else None)


def _versions(item: Mapping[str, Any] | None) -> str | None:
    """Which program and data made it: "recognizer 0.1.0, taxonomy 1.0, …"."""
    parts = [f"{name.replace('_', ' ')} {value}" for name, value in (item or {}).items() if value]
    return ", ".join(part for part in parts if all(map(_VERSION.fullmatch, part.split()))) or None


def _known(value: Any, allowed: Container[str]) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value if value in allowed else OTHER


def _date(value: str | None) -> str | None:
    return value if value and _DATE.fullmatch(value) else None


def _plain(text: str) -> str:
    """One printable line: no control or direction-changing character, and not too long."""
    line = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return line if len(line) <= _MAX_TEXT else line[: _MAX_TEXT - 2].rstrip() + " …"
