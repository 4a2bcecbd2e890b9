"""Small files that would be enormous: told in one line, without the memory for them."""

from __future__ import annotations

import io
import zipfile

import pytest

from dashboard.articles.reading import read_bytes
from dashboard.model import Article, Rejected
from tests.articles import making

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
LONG = "ا " * 2_000_000


def parquet(**columns: object) -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.table(columns), written, compression="zstd", store_schema=False)
    return written.getvalue()


def shared(times: int) -> object:
    """One long text that many rows name."""
    places = pa.array([0] * times, pa.int32())
    return pa.DictionaryArray.from_arrays(places, pa.array([LONG]))


def test_one_text_for_many_rows_is_not_written_out() -> None:
    made = parquet(text=shared(100_000))
    assert len(made) < 100_000
    [told] = read_bytes(made, "bomb.parquet", "bomb.parquet")
    assert isinstance(told, Rejected)
    assert "not read on" in told.reason


def test_nor_within_lists_and_objects() -> None:
    offsets = pa.array(range(20_001), pa.int32())
    listed = pa.ListArray.from_arrays(offsets, shared(20_000))
    for made in (
        parquet(title=["x"] * 20_000, text=listed),
        parquet(text=pa.StructArray.from_arrays([shared(20_000)], ["name"])),
    ):
        [told] = read_bytes(made, "bomb.parquet", "bomb.parquet")
        assert isinstance(told, Rejected)
        assert "not read on" in told.reason


def test_names_that_repeat_are_read_as_ever() -> None:
    source = pa.DictionaryArray.from_arrays(pa.array([0] * 600, pa.int32()), pa.array(["وكالة"]))
    texts = [f"خبر من بغداد رقم {number}" for number in range(600)]
    made = parquet(text=texts, source=source, authors=[["أ", "ب"]] * 600)
    read = list(read_bytes(made, "news.parquet", "news.parquet"))
    assert [one.text for one in read if isinstance(one, Article)] == texts
    assert {one.source for one in read if isinstance(one, Article)} == {"وكالة"}


def test_many_small_files_that_are_large_together_are_not_opened() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.txt", b"0" * 1_000_000)
    [told] = read_bytes(written.getvalue(), "bomb.zip", "bomb.zip")
    assert isinstance(told, Rejected)
    assert "made to fill the disk" in told.reason


def test_many_small_files_of_news_are_read() -> None:
    made = making.zipped({f"{number}.txt": f"خبر {number}".encode() for number in range(300)})
    assert (
        len([one for one in read_bytes(made, "a.zip", "a.zip") if isinstance(one, Article)]) == 300
    )
