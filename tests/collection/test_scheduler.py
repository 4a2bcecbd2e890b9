"""The same build through a Dask scheduler whose workers were started apart from it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.collection import CollectionError, build
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor

ROOT = Path(__file__).resolve().parents[2]


class SlowExtractor(WordExtractor):
    def mentions_of(self, articles):
        time.sleep(0.15)
        return super().mentions_of(articles)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    file = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(file), "--no-dashboard"]
    scheduler = _started("dask_scheduler", "--port", "0", "--host", "127.0.0.1", *common)
    workers: list[subprocess.Popen[bytes]] = []
    try:
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        for name in ("one", "two"):
            workers.append(
                _started(
                    *("dask_worker", "--nthreads", "1", "--no-nanny", "--name", name),
                    *("--local-directory", str(tmp_path), *common),
                )
            )
        yield json.loads(file.read_text())["address"], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _started(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_worker_killed_in_the_middle_loses_nothing(cluster, tmp_path: Path) -> None:
    address, workers = cluster
    alone = build(stories(120), tmp_path / "alone", WordExtractor(), slice_size=10)

    def kill_when_parts_appear() -> None:
        parts = tmp_path / "together" / "articles"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(list(parts.glob("*.parquet"))) < 3:
            time.sleep(0.05)
        workers[0].kill()

    killer = threading.Thread(target=kill_when_parts_appear)
    killer.start()
    together = build(
        stories(120), tmp_path / "together", SlowExtractor(), scheduler=address, slice_size=10
    )
    killer.join()
    assert workers[0].poll() is not None
    assert together.fingerprint == alone.fingerprint
    assert together.parts == alone.parts


def test_a_scheduler_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(CollectionError, match=r"127\.0\.0\.1:9") as raised,
    ):
        build(stories(3), tmp_path / "c", WordExtractor(), scheduler="tcp://127.0.0.1:9")
    assert "\n" not in str(raised.value)
