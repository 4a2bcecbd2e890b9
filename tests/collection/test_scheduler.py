"""The same build through a Dask scheduler whose workers were started apart from it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from dashboard.collection import CollectionError, build
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor


class SlowExtractor(WordExtractor):
    def mentions_of(self, articles):
        time.sleep(0.15)
        return super().mentions_of(articles)


def test_a_worker_killed_in_the_middle_loses_nothing(cluster, tmp_path: Path) -> None:
    address, workers = cluster
    alone = build(stories(120), tmp_path / "alone", WordExtractor(), slice_size=10)

    ended = threading.Event()

    def kill_when_parts_appear() -> None:
        parts = tmp_path / "together" / "articles"
        while len(list(parts.glob("*.parquet"))) < 3 and not ended.wait(0.05):
            pass
        workers[0].kill()

    killer = threading.Thread(target=kill_when_parts_appear)
    killer.start()
    try:
        together = build(
            stories(120), tmp_path / "together", SlowExtractor(), scheduler=address, slice_size=10
        )
    finally:
        ended.set()
        killer.join()
    assert workers[0].poll() is not None
    assert together.fingerprint == alone.fingerprint
    assert together.parts == alone.parts


@pytest.mark.parametrize("times", [1, 2])
def test_a_result_that_is_lost_after_it_was_finished_is_made_again(
    cluster, tmp_path: Path, monkeypatch, times: int
) -> None:
    """Its worker may die between the end of a slice and the fetching of its result."""
    from distributed import Future
    from distributed.client import FutureCancelledError

    address, _ = cluster
    alone = build(stories(60), tmp_path / "alone", WordExtractor(), slice_size=10)
    fetched, lost = Future.result, []

    def result(future: Future, timeout: object = None) -> object:
        if len(lost) < times and future.key.startswith("write_slice"):
            lost.append(future.key)
            raise FutureCancelledError(future.key, "already forgotten")
        return fetched(future, timeout)

    monkeypatch.setattr(Future, "result", result)
    together = build(
        stories(60), tmp_path / "together", WordExtractor(), scheduler=address, slice_size=10
    )
    assert len(lost) == times
    assert (together.fingerprint, together.parts) == (alone.fingerprint, alone.parts)


def test_a_scheduler_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(CollectionError, match=r"127\.0\.0\.1:9") as raised,
    ):
        build(stories(3), tmp_path / "c", WordExtractor(), scheduler="tcp://127.0.0.1:9")
    assert "\n" not in str(raised.value)
