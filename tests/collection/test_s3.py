"""A collection in s3-compatible storage: moto's server, local and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyarrow.fs as pafs
import pytest
from moto.server import ThreadedMotoServer

from dashboard.collection import CollectionError, build, open_collection
from dashboard.model import Selection
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A URL in a bucket, with {} for the collection's name. Indexes go to a folder of the test."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    system = pafs.S3FileSystem(
        endpoint_override=endpoint, region="us-east-1", allow_bucket_creation=True
    )
    system.create_dir("news")
    return (
        f"s3://news/{{}}.collection?region=us-east-1&endpoint_override={quote(endpoint, safe='')}"
    )


def test_built_resumed_and_opened_by_url(bucket: str, tmp_path: Path) -> None:
    url = bucket.format("stories")
    build(stories(40), url, WordExtractor(), slice_size=15)
    there = build(stories(60), url, WordExtractor(), slice_size=15)
    here = build(stories(60), tmp_path / "here", WordExtractor(), slice_size=15)
    assert there.fingerprint == here.fingerprint
    assert open_collection(url).counts(Selection()).mentions == here.mentions
    assert open_collection(url).name == "stories"


def test_workers_started_apart_write_to_one_bucket(bucket: str, cluster, tmp_path: Path) -> None:
    address, _ = cluster
    there = build(
        stories(60), bucket.format("two"), WordExtractor(), scheduler=address, slice_size=9
    )
    here = build(stories(60), tmp_path / "here", WordExtractor())
    assert there.fingerprint == here.fingerprint
    assert len(there.parts) == 7
    marks = open_collection(bucket.format("two")).near_duplicates()
    assert marks == open_collection(tmp_path / "here").near_duplicates()


def test_a_bucket_that_is_not_there_is_one_clear_line(bucket: str) -> None:
    with pytest.raises(CollectionError, match="there is no such bucket; check the address"):
        build(stories(1), bucket.replace("news", "nowhere").format("x"), WordExtractor())


def test_a_collection_that_is_not_there_is_one_clear_line(bucket: str) -> None:
    with pytest.raises(CollectionError, match=r"manifest\.json") as raised:
        open_collection(bucket.format("nothing"))
    assert "\n" not in str(raised.value)
