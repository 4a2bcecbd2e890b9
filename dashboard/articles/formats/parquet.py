"""Parquet tables: one article a row, read in small batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from dashboard.articles import limits
from dashboard.articles.formats.office import too_densely_packed
from dashboard.articles.protocol import Record, Unread, UnreadableFileError, parsing, sized

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
        _check_row_groups(table.metadata)
        for batch in table.iter_batches(batch_size=_BATCH):
            for fields in batch.to_pylist():
                row += 1
                yield Record(fields, f":{row}")


def _check_row_groups(metadata: Any) -> None:
    """Raises UnreadableFileError when a row group would fill the memory."""
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        columns = (group.column(at) for at in range(group.num_columns))
        packed = sum(column.total_compressed_size for column in columns)
        unpacked = group.total_byte_size
        if unpacked > limits.PARQUET_GROUP_BYTES or too_densely_packed(unpacked, packed):
            raise UnreadableFileError(
                f"row group {number + 1} has {unpacked:,} bytes packed into {packed:,}: not "
                "opened, in case it is made to fill the memory; write it in smaller row groups"
            )
