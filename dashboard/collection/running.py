"""Slices through workers: in this process, in local processes, or on a Dask cluster.

The same step (slices.write_slice) runs everywhere. Never more than a few slices are in flight,
so memory stays bounded whatever the size of the input.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain, islice
from typing import Any

from dashboard.collection.slices import (
    Extractor,
    FindStatements,
    Slice,
    WrittenSlice,
    write_slice,
)
from dashboard.collection.store import Store

_IN_FLIGHT = 2  # slices for each thread of the workers: one at work, one waiting
_RETRIES = 3  # when a worker dies under a slice
# Dask's own dashboard is not served, so nobody reads what its workers measure about themselves;
# at its usual pace that takes as much processor time from a busy machine as the work itself.
_UNOBSERVED = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.system-monitor.disk": False,
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.tick.interval": "500ms",
    "distributed.worker.memory.monitor-interval": "1s",
}


def written_slices(
    store: Store,
    slices: Iterator[Slice],
    extractor: Extractor,
    find_statements: FindStatements | None,
    on_articles: Callable[[int], None],
    workers: int,
    scheduler: str | None,
) -> Iterator[WrittenSlice]:
    """Each slice written, in the order of completion.

    Dask is imported only when it is needed: for a scheduler, or for more than one slice.
    """
    if scheduler is None:
        first = list(islice(slices, 2))
        slices = chain(first, slices)
        # Starting processes takes longer than reading one slice.
        if workers <= 1 or len(first) < 2:
            for todo in slices:
                yield write_slice(store, todo, extractor, find_statements, on_articles)
            return
    yield from _through_dask(
        store, slices, extractor, find_statements, on_articles, workers, scheduler
    )


def _through_dask(
    store: Store,
    slices: Iterator[Slice],
    extractor: Extractor,
    find_statements: FindStatements | None,
    on_articles: Callable[[int], None],
    workers: int,
    scheduler: str | None,
) -> Iterator[WrittenSlice]:
    distributed: Any = import_module("distributed")
    dask: Any = import_module("dask")

    cluster = None
    if scheduler is None:
        # Workers that are told to go complain of lost heartbeats; faults come back as results.
        with dask.config.set(_UNOBSERVED):
            cluster = distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
    client = distributed.Client(cluster if cluster is not None else scheduler)

    def given(todo: Slice) -> Any:
        return client.submit(
            write_slice, store, todo, shared, find_statements, retries=_RETRIES, pure=False
        )

    try:
        shared = _shared(client, extractor)
        outstanding: dict[Any, Slice] = {}
        retries = _RETRIES
        while True:
            limit = _IN_FLIGHT * max(sum(client.nthreads().values()), 1)
            free = max(limit - len(outstanding), 0)  # fewer workers than before leave none free
            outstanding |= {given(todo): todo for todo in islice(slices, free)}
            if not outstanding:
                return
            try:
                finished, _ = distributed.wait(list(outstanding), return_when="FIRST_COMPLETED")
            except distributed.client.FuturesCancelledError:
                finished = [future for future in outstanding if future.cancelled()]
            again: list[Slice] = []
            for future in finished:
                todo = outstanding.pop(future)
                try:
                    written: WrittenSlice = future.result()
                except distributed.client.FutureCancelledError:
                    # The worker that held the extractor or this result is gone, or the scheduler
                    # forgot this client while the machine was too busy to answer.
                    if not retries:
                        raise
                    again.append(todo)
                    continue
                on_articles(written.articles + len(written.rejected))
                yield written
            if again:
                retries -= 1
                # Writing a slice twice does no harm.
                shared = _shared(client, extractor)
                outstanding |= {given(todo): todo for todo in again}
    finally:
        client.close()
        if cluster is not None:
            cluster.close()


def _shared(client: Any, extractor: Extractor) -> Any:
    """The extractor on every worker. A worker that dies while it receives it breaks the
    scheduler's answer; those that are left can have it."""
    for left in reversed(range(_RETRIES + 1)):
        try:
            return client.scatter(extractor, broadcast=True, hash=False)
        except OSError:
            if not left:
                raise
    raise AssertionError("unreachable: the last try returns or raises")
