"""Parquet tables: one article a row, read in small batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dashboard.articles import limits
from dashboard.articles.protocol import Record, Unread, parsing, sized

_BATCH = 256  # rows
_WHAT = "a Parquet file"


def read_parquet(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    import pyarrow.parquet

    sized(stream, limits.PARQUET_BYTES, _WHAT)
    row = 0
    with parsing(_WHAT):
        table = pyarrow.parquet.ParquetFile(
            stream,
            buffer_size=1 << 20,
            pre_buffer=False,
            thrift_string_size_limit=16_000_000,
            thrift_container_size_limit=1_000_000,
        )
        for batch in table.iter_batches(batch_size=_BATCH):
            for fields in batch.to_pylist():
                row += 1
                yield Record(fields, f":{row}")
