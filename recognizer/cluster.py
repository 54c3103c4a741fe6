"""The same run on many machines: a Dask cluster reads, this process keeps the journal.

On each Dask worker the files are read by a pool of limited processes as on one machine, so limits,
errors and bytes are the same. Files are read where they are worked on, by path or URL; members of
archives are sent from here. A worker that is lost costs only its unfinished files, which others
read. Needs the optional package `distributed`; a connection is opened only to the address given.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from recognizer.errors import RecognizerError, UnreadableResume
from recognizer.fetching import Members, fetch, key_of
from recognizer.items import Item
from recognizer.lines import Result, failed
from recognizer.manifest import asked, differences
from recognizer.settings import Settings
from recognizer.worker_process import Load
from recognizer.workers import Pool

if TYPE_CHECKING:
    from recognizer.bulk import Run

_BATCH = 8
"""Files of one task: the scheduler has an eighth of the work, a lost worker costs a second."""
_AHEAD = 3
"""Tasks for each thread of the cluster that are under way at a time."""
_RETRIES = 5
"""Times that a task is tried again after an error that is not a file's."""
_CONNECT_SECONDS = 30
_WORKERS_SECONDS = 600
"""Longest time until a first worker joins: job queues start them when they like."""

_pools: dict[str, Pool] = {}
"""On a Dask worker: the pool of each run that it takes part in."""
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a task: its index in the journal, and its bytes if they are sent along."""

    index: int
    item: Item
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a file of a task."""

    index: int
    item: Item
    key: str | None
    result: Result


@dataclass(frozen=True, slots=True)
class Order:
    """What every task of a run has in common. `wanted` must be what the worker would say itself."""

    run: str
    settings: Mapping[str, Any]
    options: Mapping[str, Any]
    wanted: Mapping[str, Any]
    load: Load


def read_on_cluster(files: Iterator[tuple[int, Item]], run: Run) -> Iterator[Read]:
    """Reads the files on the cluster at `run.scheduler`, in the order of completion.

    Raises RecognizerError when the cluster cannot be reached or is lost, or when its workers have
    other versions or data than this machine.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise RecognizerError(
            "--scheduler needs the package distributed. Run `pip install distributed`."
        ) from error
    order = _order(run)
    client = _connected(Client, str(run.scheduler))
    members = Members(run.settings)
    try:
        parts = _parts(files, members)
        completed = as_completed(loop=client.loop)
        flying = 0
        while True:
            most = _AHEAD * max(1, sum(client.nthreads().values()))
            while flying < most and (batch := list(islice(parts, _BATCH))):
                completed.add(client.submit(read_batch, order, batch, retries=_RETRIES, pure=False))
                flying += 1
            if not flying:
                return
            future = next(completed)
            flying -= 1
            yield from _results(future)
    finally:
        members.close()
        with contextlib.suppress(Exception):  # the cluster may be gone
            client.run(release, order.run)
        client.close()


def _connected(make: Any, address: str) -> Any:
    try:
        client = make(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RecognizerError(
            f"No Dask scheduler answers at {address}. Start one with `dask scheduler`, or check "
            "the address."
        ) from error
    try:
        client.wait_for_workers(1, timeout=_WORKERS_SECONDS)
    except TimeoutError as error:
        client.close()
        raise RecognizerError(
            f"The scheduler at {address} has no workers. Start some with `dask worker {address}`."
        ) from error
    return client


def _results(future: Any) -> Sequence[Read]:
    try:
        found: Sequence[Read] = future.result()
        return found
    except RecognizerError:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        raise RecognizerError(
            f"The cluster gave up ({type(error).__name__}). What is done is kept; look at the logs "
            "of its workers and go on with --resume."
        ) from error


def _order(run: Run) -> Order:
    """Folders of the bundled data are each worker's own; what else is set is sent."""
    bundled = Settings()
    changed = {
        name: getattr(run.settings, name)
        for name in Settings.__dataclass_fields__
        if getattr(run.settings, name) != getattr(bundled, name)
    }
    wanted = asked(run.settings, run.options)
    return Order(uuid.uuid4().hex, changed, run.options, wanted, run.load)


def _parts(files: Iterator[tuple[int, Item]], members: Members) -> Iterator[Part]:
    for index, item in files:
        data = None
        if item.member is not None and item.refused is None:
            try:
                data = members.fetch(item)
            except UnreadableResume as error:
                item = replace(item, refused=(error.code, error.detail))
        elif "://" not in item.place:
            item = replace(item, place=os.path.abspath(item.place))
        yield Part(index, item, data)


def read_batch(order: Order, batch: Sequence[Part]) -> list[Read]:
    """On a Dask worker: the files of one task, each read within its limits."""
    pool, settings = _pool(order), _settings(order)
    begun: list[tuple[Part, str | None, Future[bytes]]] = []
    for part in batch:
        try:
            data = _bytes(part, settings)
        except UnreadableResume as error:
            refused: Future[bytes] = Future()
            refused.set_exception(error)
            begun.append((part, None, refused))
        else:
            future = pool.submit(data, name=part.item.name, **order.options)
            begun.append((part, key_of(data, part.item.name), future))
    return [Read(part.index, part.item, key, _result(future)) for part, key, future in begun]


def _bytes(part: Part, settings: Settings) -> bytes:
    if part.item.error is not None:
        raise part.item.error
    return fetch(part.item, settings) if part.data is None else part.data


def _result(future: Future[bytes]) -> Result:
    try:
        return Result("report", future.result())
    except UnreadableResume as error:
        return failed(error)


def _settings(order: Order) -> Settings:
    return replace(Settings(), **order.settings)


def _pool(order: Order) -> Pool:
    """The run's pool on this Dask worker, with a process for each of its threads."""
    with _lock:
        if order.run not in _pools:
            settings = _settings(order)
            other = differences(order.wanted, asked(settings, order.options))
            if other:
                raise RecognizerError(
                    f"A worker of the cluster has {', '.join(other)}. Install the same version of "
                    "the program and its packages on every machine."
                )
            from distributed import get_worker

            process: Any = multiprocessing.current_process()
            process._config["daemon"] = False  # Dask's workers are; such may have no processes
            _pools[order.run] = Pool(
                order.load, settings=settings, size=get_worker().state.nthreads
            )
        return _pools[order.run]


def release(run: str) -> None:
    """On a Dask worker: ends the run's processes."""
    with _lock:
        pool = _pools.pop(run, None)
    if pool is not None:
        pool.close(finish=False)
