"""One builder at a time, whatever process it is in; and what a full disk leaves behind."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dashboard.collection import CollectionError, build, open_collection
from dashboard.collection.locking import LOCK, is_being_built, one_builder
from dashboard.collection.manifest import read_manifest
from dashboard.collection.store import Store
from dashboard.model import Selection
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from dashboard.collection.locking import one_builder
from dashboard.collection.store import Store
with one_builder(Store.at(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def elsewhere(tmp_path: Path):
    """Another process that builds ``tmp_path / "c"`` until it is ended."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "c")],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_build_is_refused_and_told_who_is_at_it(elsewhere, tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=rf"process {elsewhere.pid} on ") as raised:
        build(stories(3), tmp_path / "c", WordExtractor())
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "c" / "manifest.json").exists()


def test_the_command_line_and_the_page_are_in_each_others_way_only_while_both_run(
    elsewhere, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "dashboard", "build", str(tmp_path / "a.txt")]
    (tmp_path / "a.txt").write_text("زار الوزير بغداد.", encoding="utf-8")
    told = subprocess.run(
        [*command, "-o", str(tmp_path / "c"), "--workers", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert told.returncode == 2
    assert "another build of it is running" in told.stderr


def test_the_lock_ends_with_a_process_that_is_killed(elsewhere, tmp_path: Path) -> None:
    assert is_being_built(tmp_path / "c")
    elsewhere.kill()
    elsewhere.wait()
    assert (tmp_path / "c" / LOCK).exists(), "what is left of it is no lock"
    assert not is_being_built(tmp_path / "c")
    assert build(stories(3), tmp_path / "c", WordExtractor()).articles == 3


def test_one_that_waits_builds_when_the_other_has_ended(tmp_path: Path) -> None:
    store = Store.at(tmp_path / "c")
    held, ended = threading.Event(), threading.Event()

    def first() -> None:
        with one_builder(store):
            held.set()
            ended.wait(60)

    thread = threading.Thread(target=first)
    thread.start()
    assert held.wait(60)
    threading.Timer(0.3, ended.set).start()
    assert build(stories(3), tmp_path / "c", WordExtractor(), patience=60).articles == 3
    thread.join()


# Every file that a build writes, in the order in which it does.
WRITES = ("articles/", "sentences/", "mentions/", "rejected", "entities", "links", "manifest.json")


@pytest.mark.parametrize("full_at", WRITES)
def test_a_full_disk_is_one_line_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_at: str
) -> None:
    folder = tmp_path / "c"
    build(stories(20), folder, WordExtractor(), slice_size=10)
    before = read_manifest(Store.at(folder))
    whole = Store.write_bytes

    def full(self: Store, name: str, content: bytes) -> None:
        if name.startswith(full_at):
            # Some of it still fits, as on a real disk.
            (self.path(name).with_name(".writing-half")).write_bytes(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)
        whole(self, name, content)

    monkeypatch.setattr(Store, "write_bytes", full)
    with pytest.raises(CollectionError, match="No space left on device") as raised:
        build(stories(40), folder, WordExtractor(), slice_size=10)
    assert "\n" not in str(raised.value)
    monkeypatch.undo()
    assert read_manifest(Store.at(folder)) == before
    opened = open_collection(folder)
    assert opened.counts(Selection()).articles == 20
    opened.close()
    again = build(stories(40), folder, WordExtractor(), slice_size=10)
    alone = build(stories(40), tmp_path / "alone", WordExtractor(), slice_size=10)
    assert again.fingerprint == alone.fingerprint
    assert not list(folder.rglob(".writing-*"))


LIMITED = """
import resource, sys
from dashboard.collection import CollectionError, build
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor
# The kernel refuses every byte of a file beyond this, as a full disk does.
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    build(stories(200), sys.argv[1], WordExtractor(), slice_size=50)
except CollectionError as fault:
    print(fault)
    sys.exit(3)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes there")
@pytest.mark.parametrize("most", [2_000, 100_000])
def test_the_kernel_refuses_to_write_more(tmp_path: Path, most: int) -> None:
    """The limit is met by a Parquet part, or by the index, which DuckDB writes itself."""
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "c"), str(most)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert told.returncode == 3, told.stderr
    assert len(told.stdout.splitlines()) == 1
    assert not (tmp_path / "c" / "manifest.json").exists()
    assert not list((tmp_path / "c").rglob(".writing-*"))
    assert build(stories(200), tmp_path / "c", WordExtractor(), slice_size=50).articles > 0
