"""Files of a collection, on a folder and through pyarrow's file systems as any URL is."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.collection import CollectionError, build, open_collection
from dashboard.collection.schema import SLICE_TABLES
from dashboard.collection.store import Store
from dashboard.model import Selection
from dashboard.wording import Language, Wording
from dashboard.wording.lines import reason_words
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor


@pytest.fixture(params=["folder", "url"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    # Object stores have no folders; the local file system behind a URL wants them made.
    (tmp_path / "articles").mkdir()
    if request.param == "folder":
        return Store.at(tmp_path)
    return Store(f"file://{tmp_path}", local=False)


def test_what_is_written_is_read(store: Store) -> None:
    table = pa.table({"id": ["أ", "ب"], "n": [1, 2]})
    store.write_table("articles/part-b.parquet", table)
    store.write_bytes("articles/part-a.parquet", b"x")
    assert store.names("articles") == ["articles/part-a.parquet", "articles/part-b.parquet"]
    assert store.read_table("articles/part-b.parquet").equals(table)
    assert store.read_table("articles/part-b.parquet", ["n"]).column_names == ["n"]
    assert store.read_bytes("articles/part-a.parquet") == b"x"
    assert store.sizes(["articles/part-a.parquet"]) == 1
    store.write_bytes("articles/part-a.parquet", b"other")
    assert store.read_bytes("articles/part-a.parquet") == b"other"
    store.delete("articles/part-a.parquet")
    store.delete("articles/part-a.parquet")
    assert not store.exists("articles/part-a.parquet")
    assert store.exists("articles/part-b.parquet")
    assert store.names("nothing") == []


def test_the_same_rows_give_the_same_bytes(store: Store) -> None:
    table = pa.table({"id": ["أ", "ب"]})
    store.write_table("articles/one", table)
    store.write_table("articles/two", table)
    assert store.read_bytes("articles/one") == store.read_bytes("articles/two")


def test_unfinished_files_are_neither_listed_nor_kept(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / ".writing-1").write_bytes(b"half")
    (tmp_path / "articles" / ".writing-2.duckdb.spill").mkdir()
    (tmp_path / "articles" / ".writing-2.duckdb.spill" / "block").write_bytes(b"spilled")
    store = Store.at(tmp_path)
    assert store.names("articles") == []
    store.clear_unfinished()
    assert not list((tmp_path / "articles").iterdir())


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("/x/my-news.collection", "my-news"),
        ("s3://bucket/my-news.collection?region=eu", "my-news"),
        ("s3://bucket/my-news.collection/", "my-news"),
        ("أخبار", "أخبار"),
    ],
)
def test_a_store_has_a_name(location: str, name: str) -> None:
    assert Store.at(location).name == name


def test_a_collection_lives_behind_a_url(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    here = tmp_path / "here"
    for folder in SLICE_TABLES:
        (here / folder).mkdir(parents=True)
    remote = Store(f"file://{here}", local=False)
    monkeypatch.setattr(Store, "at", classmethod(lambda cls, location: remote))
    first = build(stories(40), "anything://", WordExtractor(), slice_size=15)
    second = build(stories(50), "anything://", WordExtractor(), slice_size=15)
    collection = open_collection("anything://")
    assert not list(here.glob("index-*"))
    assert collection.counts(Selection()).mentions == second.mentions > first.mentions
    monkeypatch.undo()
    local = build(stories(50), tmp_path / "local", WordExtractor(), slice_size=15)
    assert local.fingerprint == second.fingerprint


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ftp://x/y", "addresses that begin with ftp:// are not known; give a folder"),
        ("a b://c", "the address is not understood ("),
        ("s3://bucket/x?bogus=1", "the address is not understood ("),
        (
            "s3://bucket/x?region=us-east-1&endpoint_override=http%3A%2F%2F127.0.0.1%3A9",
            "it cannot be reached; check the network and the address",
        ),
    ],
)
def test_an_address_that_cannot_be_used_is_one_clear_line(
    address: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with pytest.raises(CollectionError) as building:
        build(stories(1), address, WordExtractor())
    with pytest.raises(CollectionError) as opening:
        open_collection(address)
    for raised in (building, opening):
        assert told in str(raised.value)
        assert not re.search("\n|AWS|curl|Arrow", str(raised.value))
        # Its own words, apart from the address and what a library says of it.
        arabic = reason_words(str(raised.value), Wording(Language.ARABIC))
        assert not re.search("[a-z]{4}", re.sub("[\u2066-\u2068][^\u2069]*\u2069", "", arabic))
