"""Opening a collection, or saying in one line why it cannot be opened."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.collection import FORMAT, Collection, CollectionError, build, open_collection
from dashboard.collection.index import index_name
from dashboard.collection.manifest import OLDEST, read_manifest
from dashboard.collection.store import Store
from dashboard.model import Selection
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(stories(20), tmp_path / "n.collection", WordExtractor(), name="أخبار", licence="CC0-1.0")
    return tmp_path / "n.collection"


def test_the_manifest_says_what_was_built(folder: Path) -> None:
    manifest = open_collection(folder).manifest
    assert (manifest.name, manifest.licence, manifest.extractor) == ("أخبار", "CC0-1.0", "words-1")
    assert manifest.articles == 20
    assert manifest.bytes == sum(
        path.stat().st_size for path in folder.rglob("*.parquet") if path.is_file()
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": FORMAT + 1}, "newer than this program"),
        ({"format": OLDEST - 1}, "the oldest that opens"),
        ({"format": "x"}, "not a manifest"),
        ({"parts": 3}, "build the collection again"),
        ({"surprise": 1}, "build the collection again"),
    ],
)
def test_a_strange_manifest_is_refused_in_one_line(folder: Path, change, message) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), "utf-8")
    with pytest.raises(CollectionError, match=message) as raised:
        open_collection(folder)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\ufeff{}"])
def test_a_broken_manifest_is_refused(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(CollectionError, match="build the collection again"):
        open_collection(folder)


def test_a_folder_without_a_collection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"no manifest\.json"):
        open_collection(tmp_path / "nothing")


def test_a_missing_part_is_refused_in_one_line(folder: Path) -> None:
    (folder / index_name(read_manifest(Store.at(folder)))).unlink()
    next((folder / "mentions").iterdir()).unlink()
    with pytest.raises(CollectionError, match="build it again") as raised:
        open_collection(folder)
    assert "\n" not in str(raised.value)


def test_the_index_is_made_again_when_it_is_missing(folder: Path) -> None:
    before = open_collection(folder)
    counted = before.counts(Selection())
    before.close()
    index = folder / index_name(before.manifest)
    index.unlink()
    assert open_collection(folder).counts(Selection()) == counted
    assert index.exists()


@pytest.mark.parametrize("left", [0, 100, 20_000])
def test_a_damaged_index_is_made_again(folder: Path, left: int) -> None:
    index = folder / index_name(read_manifest(Store.at(folder)))
    index.write_bytes(index.read_bytes()[:left])
    assert open_collection(folder).counts(Selection()).articles == 20


def test_a_copied_collection_opens_elsewhere(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns("index-*"))
    copied, original = open_collection(tmp_path / "copy"), open_collection(folder)
    assert copied.counts(Selection()) == original.counts(Selection())


def test_many_threads_ask_at_once(collection: Collection) -> None:
    expected = collection.counts(Selection())
    with ThreadPoolExecutor(8) as threads:
        asked = list(threads.map(lambda _: collection.counts(Selection()), range(64)))
    assert asked == [expected] * 64
