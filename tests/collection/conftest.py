"""A built collection, and databases beside it: SQLite always, PostgreSQL where it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.collection import Collection, build, open_collection
from tests.collection.selections import Told, all_told
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor, statements_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server of our own in a temporary folder; skips where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL server here (Debian: apt-get install postgresql)")
    binaries = found[-1].parent
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_other and not shutil.which("runuser"):
        pytest.skip("runs as root, and there is no runuser to start PostgreSQL as another")
    folder = Path(tempfile.mkdtemp(prefix="siyaq-pg-"))
    try:
        if as_other:
            shutil.chown(folder, "postgres")

        def run(*command: str) -> None:
            subprocess.run(
                [*as_other, *command], check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=120
            )

        run(str(binaries / "initdb"), "-D", f"{folder}/data", "-A", "trust", "-U", "siyaq")
        # A socket in the folder, and no port that another run could take.
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = (str(binaries / "pg_ctl"), "-D", f"{folder}/data", "-w")
        run(*control, "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql://siyaq@/postgres?host={folder}"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where people's own records are kept: a path (SQLite) or a URL."""
    if request.param == "sqlite":
        return str(tmp_path / "siyaq.db")
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("built") / "stories.collection"
    build(stories(120), folder, WordExtractor(), find_statements=statements_of, slice_size=50)
    return open_collection(folder)


@pytest.fixture(scope="session")
def told(collection: Collection) -> list[Told]:
    return list(all_told(collection))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Collection]:
    def build_one(count: int = 40, **changes: str) -> Collection:
        """``count`` stories; ``changes`` maps an article's id to its new text."""
        folder = tmp_path_factory.mktemp("corrected") / "stories.collection"
        articles = [
            replace(story, text=changes[story.id]) if story.id in changes else story
            for story in stories(count)
        ]
        build(articles, folder, WordExtractor(), find_statements=statements_of, slice_size=50)
        return open_collection(folder)

    return build_one


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a Dask scheduler, and its two workers, each started as a process apart."""
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
