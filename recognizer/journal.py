r"""A run in progress: an append-only file of checked records, from which it can go on.

One record a line, `CHECKSUM KIND\tFIELDS…\n`, the checksum (CRC-32, eight hexadecimal digits) over
what follows it. First `run` (what is asked, as JSON), then `in` for every file in order, then
`all`; from there on `row` for a file that was read, in the order of completion, or `same` for one
with the bytes of another. A record that was cut or spoilt ends the journal: it and what follows
are dropped on opening, and those files are read again. Its mode is 0600: it holds reports.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Self

from recognizer.errors import RecognizerError
from recognizer.items import Item
from recognizer.lines import Result, line_of, unnamed_line

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_SYNC_SECONDS = 2.0
"""Longest time that finished work stays in the system's memory only: a pulled plug loses it."""
NO_KEY = "-"


class Journal:
    """An open journal. Memory: eight bytes a file."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        self.run: dict[str, Any] = {}
        self.others: dict[str, int] = {}
        self.sealed = False
        self._number = _locked(path, create=create)
        self._reader = path.open("rb")
        self._end = 0
        self._inputs_at = 0
        self._places = array("Q")
        self._finished = 0
        self._synced = time.monotonic()

    @classmethod
    def create(cls, path: Path, run: Mapping[str, Any]) -> Self:
        """A new journal in place of whatever was there. `run` is what `resume` will compare."""
        journal = cls(path, create=True)
        os.ftruncate(journal._number, 0)
        journal.run = dict(run)
        journal._write(b"run\t" + _packed(journal.run))
        journal._inputs_at = journal._end
        return journal

    @classmethod
    def open(cls, path: Path) -> Self:
        """The journal of an interrupted run, without a spoilt end.

        `sealed` is False when the run ended before all its files were listed.
        """
        journal = cls(path, create=False)
        for at, body in _records(journal._reader):
            journal._end = journal._reader.tell()
            journal._take(at, body)
        os.ftruncate(journal._number, journal._end)
        return journal

    def _take(self, at: int, body: bytes) -> None:
        kind, _, rest = body.partition(b"\t")
        if kind in (b"row", b"same"):
            index = int(rest.partition(b"\t")[0])
            self._finished += not self._places[index]
            self._places[index] = at
        elif kind == b"in":
            self._places.append(0)
        elif kind == b"all":
            self.others, self.sealed = json.loads(rest), True
        elif kind == b"run":
            self.run = json.loads(rest)
            self._inputs_at = self._end

    def add(self, item: Item) -> None:
        """Notes a file to read; the order of the calls is the order of the results."""
        self._write(b"in\t" + _packed(item.fields()))
        self._places.append(0)

    def seal(self, others: Mapping[str, int]) -> None:
        """Every file is noted. `others`: how many of other kinds were left out, by suffix."""
        self.others, self.sealed = dict(others), True
        self._write(b"all\t" + _packed(self.others))
        self._sync()

    def keep(self, index: int, item: Item, key: str | None, result: Result) -> None:
        """Notes what became of a file. `key` stands for the bytes read, None if there are none."""
        head = f"row\t{index}\t{key or NO_KEY}\t{result.kind}\t".encode()
        self._note(index, head + _packed(item.name) + b"\t" + result.value)

    def keep_same(self, index: int, first: int) -> None:
        """Notes that a file has the bytes of another, whose result is or will be noted."""
        self._note(index, f"same\t{index}\t{first}".encode())

    def _note(self, index: int, body: bytes) -> None:
        at = self._end
        self._write(body)
        self._finished += not self._places[index]
        self._places[index] = at
        if time.monotonic() - self._synced >= _SYNC_SECONDS:
            self._sync()

    @property
    def total(self) -> int:
        """Files noted."""
        return len(self._places)

    @property
    def finished(self) -> int:
        """Files whose result is noted."""
        return self._finished

    def items(self) -> Iterator[tuple[int, Item]]:
        """Every file with its index, read from the disk again."""
        with self.path.open("rb") as file:
            file.seek(self._inputs_at)
            for index, (_, body) in zip(range(self.total), _records(file), strict=False):
                yield index, Item.of(json.loads(body.partition(b"\t")[2]))

    def unfinished(self) -> Iterator[tuple[int, Item]]:
        """The files without a result, in order."""
        return ((index, item) for index, item in self.items() if not self._places[index])

    def keys(self) -> Iterator[tuple[int, str]]:
        """Index and key of every file whose bytes were read."""
        for index, place in enumerate(self._places):
            if place and (fields := self._fields(place))[0] == b"row" and fields[2] != b"-":
                yield index, fields[2].decode()

    def lines(self, *, named: bool = True) -> Iterator[bytes]:
        """The JSONL rows of the files that are finished, in input order.

        Not `named`: digits of each file's hash stand for its name.
        """
        for index, item in self.items():
            place = self._places[index]
            while place and (fields := self._fields(place))[0] == b"same":
                place = self._places[int(fields[2])]
            if place:
                kind: Any = fields[3].decode()
                result, name = Result(kind, fields[5]), json.loads(fields[4])
                key = None if fields[2] == NO_KEY.encode() else fields[2].decode()
                yield line_of(item, result, name) if named else unnamed_line(result, name, key)

    def _fields(self, place: int) -> list[bytes]:
        self._reader.seek(place)
        return self._reader.readline()[9:-1].split(b"\t", 5)

    def _write(self, body: bytes) -> None:
        """Appends a record. Nothing is buffered: killed right after it, the system has it."""
        left = memoryview(b"%08x %b\n" % (zlib.crc32(body), body))
        while left:
            written = os.write(self._number, left)
            self._end += written
            left = left[written:]

    def _sync(self) -> None:
        os.fsync(self._number)
        self._synced = time.monotonic()

    def close(self) -> None:
        """Leaves it on the disk, whole, for another run to go on."""
        if not self._reader.closed:
            self._sync()
            self._reader.close()
            os.close(self._number)

    def remove(self) -> None:
        """The results are written: it is needed no more."""
        self.path.unlink(missing_ok=True)
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _packed(value: object) -> bytes:
    """JSON without tabs, line ends and anything beyond ASCII: odd file names come back exactly."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _records(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """(place, body) of each whole record from where the file stands; stops before a spoilt one."""
    while True:
        at = file.tell()
        line = file.readline()
        if not line.endswith(b"\n") or line[8:9] != b" ":
            break
        body = line[9:-1]
        if b"%08x" % zlib.crc32(body) != line[:8]:
            break
        yield at, body


def _locked(path: Path, *, create: bool) -> int:
    """The file open for appending, by one run at a time; RecognizerError when another has it."""
    flags = os.O_RDWR | os.O_APPEND | (os.O_CREAT if create else 0)
    number = os.open(path, flags, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(number)
        raise RecognizerError(
            f"Another run is writing {path} now. Wait until it has ended, or give another --out."
        ) from error
    except OSError:
        pass  # a file system without locks: the user has to take care
    return number
