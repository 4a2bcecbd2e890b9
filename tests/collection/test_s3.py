"""A collection in s3-compatible storage; runs where moto's server is installed.

moto is no requirement of these tests: its botocore asks for an older python-dateutil than ours.
``pip install "moto[server]"`` in an environment of its own runs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyarrow.fs as pafs
import pytest

from dashboard.collection import CollectionError, build, open_collection
from dashboard.model import Selection
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor

moto = pytest.importorskip("moto.server", reason="moto's server is not installed")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    system = pafs.S3FileSystem(
        endpoint_override=endpoint, region="us-east-1", allow_bucket_creation=True
    )
    system.create_dir("news")
    yield f"s3://news/{{}}.collection?region=us-east-1&endpoint_override={quote(endpoint, safe='')}"
    server.stop()


def test_built_resumed_and_opened_by_url(bucket: str, tmp_path: Path) -> None:
    url = bucket.format("stories")
    build(stories(40), url, WordExtractor(), slice_size=15)
    there = build(stories(60), url, WordExtractor(), slice_size=15)
    here = build(stories(60), tmp_path / "here", WordExtractor(), slice_size=15)
    assert there.fingerprint == here.fingerprint
    assert open_collection(url).counts(Selection()).mentions == here.mentions
    assert open_collection(url).name == "stories"


def test_two_processes_write_to_one_bucket(bucket: str, tmp_path: Path) -> None:
    there = build(stories(60), bucket.format("two"), WordExtractor(), workers=2, slice_size=15)
    here = build(stories(60), tmp_path / "here", WordExtractor())
    assert there.fingerprint == here.fingerprint


def test_a_collection_that_is_not_there_is_one_clear_line(bucket: str) -> None:
    with pytest.raises(CollectionError, match=r"manifest\.json") as raised:
        open_collection(bucket.format("nothing"))
    assert "\n" not in str(raised.value)
