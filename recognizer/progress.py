"""Progress of a run on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any, Self

import click

_PLAIN_SECONDS = 10.0
"""Between two lines when standard error is not a terminal."""
_SHOWN_KINDS = 4
"""Kinds of errors that are counted by name."""


class Progress:
    """Counts files as they are done. `done` of the `total` were so before."""

    def __init__(self, total: int, *, done: int = 0, quiet: bool = False) -> None:
        self.total, self.done, self._before = total, done, done
        self._quiet = quiet
        self._errors: Counter[str] = Counter()
        self._begun = self._said = time.monotonic()
        self._show: Callable[[], None] = lambda: None
        self._ends = ExitStack()

    def __enter__(self) -> Self:
        if self._quiet:
            return self
        if sys.stderr.isatty():
            self._show = self._bar()
        else:
            before = f", {self.done:,} of them done before" if self.done else ""
            click.echo(f"Reading {files(self.total)}{before} …", err=True)
            self._show = self._line
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def watch(self, codes: Iterable[str | None]) -> None:
        """Takes each file's error code, or None, until there are no more."""
        for code in codes:
            self.done += 1
            if code is not None:
                self._errors[code] += 1
            self._show()

    @property
    def errors(self) -> str:
        """Errors by kind, the commonest first; empty when there are none.

        >>> progress = Progress(9, quiet=True)
        >>> progress.watch(["not_a_pdf", None, "timed_out", "not_a_pdf"])
        >>> progress.errors
        '3 errors (not_a_pdf 2, timed_out 1)'
        """
        total = self._errors.total()
        if not total:
            return ""
        kinds = sorted(self._errors.items(), key=lambda pair: (-pair[1], pair[0]))
        named = [f"{code} {count:,}" for code, count in kinds[:_SHOWN_KINDS]]
        if len(kinds) > _SHOWN_KINDS:
            named.append(f"others {sum(count for _, count in kinds[_SHOWN_KINDS:]):,}")
        return f"{total:,} error{'s' if total != 1 else ''} ({', '.join(named)})"

    @property
    def rate(self) -> float:
        """Files a second in this run; 0 at its beginning."""
        seconds = time.monotonic() - self._begun
        return (self.done - self._before) / seconds if seconds > 0 else 0.0

    def _line(self) -> None:
        now = time.monotonic()
        if now - self._said < _PLAIN_SECONDS:
            return
        self._said = now
        left = (self.total - self.done) / self.rate if self.rate else 0.0
        parts = [
            f"{self.done:,} of {files(self.total)}",
            f"{self.rate:.1f} a second",
            f"{duration(left)} left",
            self.errors,
        ]
        click.echo(", ".join(part for part in parts if part), err=True)

    def _bar(self) -> Callable[[], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns: tuple[Any, ...] = (
            TextColumn("Reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.1f} a second"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[errors]}", style="red"),
        )
        bar = self._ends.enter_context(Bar(*columns, console=Console(stderr=True)))
        task = bar.add_task("", total=self.total, completed=self.done, rate=0.0, errors="")
        return lambda: bar.update(task, completed=self.done, rate=self.rate, errors=self.errors)


def files(count: int) -> str:
    """A count with its word."""
    return f"{count:,} file{'s' if count != 1 else ''}"


def duration(seconds: float) -> str:
    """Seconds for people.

    >>> duration(7_500), duration(90), duration(7)
    ('2 h 5 min', '1 min 30 s', '7 s')
    """
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60} min"
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"
