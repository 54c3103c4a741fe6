"""JSONL rows → the files of a run: JSONL as they are, or two tables as CSV or Parquet.

Rows stream: no more than one group of a Parquet file is held. Each file appears whole or not at
all, the table of credentials last. A CSV cell that a spreadsheet would run as a formula gets an
apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Protocol

from recognizer.export import (
    COLUMNS,
    RESUME_COLUMNS,
    Cell,
    Format,
    Row,
    credential_rows,
    replacing,
    resume_row,
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet run a cell (OWASP, CSV injection)."""
_ROWS_PER_GROUP = 5_000
"""Parquet rows kept in memory before they are written."""
Columns = Mapping[str, type[str] | type[int] | type[float]]


def resumes_path(out: Path) -> Path:
    """Where the table of résumés lies, beside the table of credentials.

    >>> str(resumes_path(Path("in/results.csv")))
    'in/results.resumes.csv'
    """
    return out.with_name(f"{out.stem}.resumes{out.suffix}")


def result_paths(out: Path, kind: Format) -> tuple[Path, ...]:
    """Every file that `write` makes: the one named, and the table of résumés if there is one."""
    return (out,) if kind == "jsonl" else (out, resumes_path(out))


def write(lines: Iterable[bytes], out: Path, kind: Format) -> None:
    """Writes the rows, each one line of JSON with its end, replacing what is there."""
    if kind == "jsonl":
        with replacing(out) as file:
            file.writelines(lines)
        return
    table = _Csv if kind == "csv" else _Parquet
    with ExitStack() as stack:
        credentials = table(stack.enter_context(replacing(out)), COLUMNS)
        resumes = table(stack.enter_context(replacing(resumes_path(out))), RESUME_COLUMNS)
        for line in lines:
            parsed = json.loads(line)
            for row in credential_rows(parsed):
                credentials.add(row)
            resumes.add(resume_row(parsed))
        resumes.end()
        credentials.end()


class _Table(Protocol):
    def __init__(self, file: IO[bytes], columns: Columns) -> None: ...

    def add(self, row: Row) -> None: ...

    def end(self) -> None: ...


class _Csv:
    """UTF-8 with a byte order mark (spreadsheets need it), lines ended by CR LF (RFC 4180)."""

    def __init__(self, file: IO[bytes], columns: Columns) -> None:
        self._text = io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="")
        self._writer = csv.DictWriter(self._text, columns)
        self._writer.writeheader()

    def add(self, row: Row) -> None:
        self._writer.writerow({key: harmless(cell) for key, cell in row.items()})

    def end(self) -> None:
        self._text.detach()  # flushes, and leaves the closing to the caller


def harmless(cell: Cell) -> Cell:
    """The cell as a spreadsheet may have it: what would run as a formula has an apostrophe."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


class _Parquet:
    """Typed columns; the file ends with its index, so it cannot be read before `end`."""

    def __init__(self, file: IO[bytes], columns: Columns) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        types = {str: pa.string(), int: pa.int32(), float: pa.float64()}
        self._schema: Any = pa.schema([(name, types[kind]) for name, kind in columns.items()])
        self._make = pa.Table.from_pylist
        self._writer: Any = pq.ParquetWriter(file, self._schema)
        self._group: list[Row] = []

    def add(self, row: Row) -> None:
        self._group.append(row)
        if len(self._group) == _ROWS_PER_GROUP:
            self._flush()

    def end(self) -> None:
        if self._group:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(self._make(self._group, schema=self._schema))
        self._group = []
