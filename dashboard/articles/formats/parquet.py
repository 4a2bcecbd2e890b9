"""Parquet tables: one article a row, read in small batches."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from dashboard.articles import limits
from dashboard.articles.formats.office import too_densely_packed
from dashboard.articles.protocol import Record, Unread, UnreadableFileError, parsing, sized

_BATCH = 256  # rows
_WHAT = "a Parquet file"
_MAGIC = b"PAR1"


def read_parquet(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    import pyarrow.parquet

    packed = sized(stream, limits.PARQUET_BYTES, _WHAT)
    row = unpacked = 0
    with parsing(_WHAT):
        about = _opened(pyarrow.parquet, stream)
        _check_row_groups(stream)
        table = _opened(pyarrow.parquet, stream, _texts_of(about.schema))
        for batch in table.iter_batches(batch_size=_BATCH):
            unpacked += _bytes_in(batch)
            if too_densely_packed(unpacked, packed):
                raise UnreadableFileError(
                    f"more than {unpacked:,} bytes packed into {packed:,}: not read on, in case it "
                    "is made to fill the memory; save it as CSV if you trust it"
                )
            for fields in _rows(batch):
                row += 1
                if fields is None:
                    yield Unread(
                        f"a row of more than {limits.LINE_LENGTH:,} bytes; split it", f":{row}"
                    )
                else:
                    yield Record(fields, f":{row}")


def _opened(parquet: Any, stream: BinaryIO, dictionaries: list[str] | None = None) -> Any:
    return parquet.ParquetFile(
        stream,
        buffer_size=1 << 20,
        pre_buffer=False,
        thrift_string_size_limit=16_000_000,
        thrift_container_size_limit=1_000_000,
        read_dictionary=dictionaries,
    )


def _texts_of(schema: Any) -> list[str]:
    """The columns of text, to be held as they lie in the file: one text that many rows name is
    there once. Written out for every row, a file of two kilobytes can fill any memory."""
    columns = (schema.column(at) for at in range(len(schema)))
    return [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]


def _rows(batch: Any) -> Iterator[dict[str, Any] | None]:
    """The rows of a batch; None for one whose texts are too long to be written out."""
    if _bytes_in(batch) <= limits.LINE_LENGTH:
        yield from batch.to_pylist()
        return
    for at in range(batch.num_rows):
        row = batch.slice(at, 1)
        yield row.to_pylist()[0] if _bytes_in(row) <= limits.LINE_LENGTH else None


def _bytes_in(batch: Any) -> int:
    return sum(map(_bytes_of, batch.columns))


def _bytes_of(array: Any) -> int:
    """How long the texts of an array are when each place has its own."""
    import pyarrow.compute as pc
    import pyarrow.types as pt

    if pt.is_dictionary(array.type):
        lengths = pc.take(pc.binary_length(array.dictionary), array.indices)
    elif pt.is_list(array.type) or pt.is_large_list(array.type) or pt.is_map(array.type):
        return _bytes_of(array.flatten()) if not pt.is_map(array.type) else array.nbytes
    elif pt.is_struct(array.type):
        return sum(map(_bytes_of, array.flatten()))
    else:
        return int(array.nbytes)
    return int(pc.sum(lengths).as_py() or 0)


def _check_row_groups(stream: BinaryIO) -> None:
    """Raises UnreadableFileError when a row group would fill the memory."""
    for number, unpacked, packed, values in _row_groups(_footer(stream)):
        if unpacked > limits.PARQUET_GROUP_BYTES or too_densely_packed(unpacked, packed):
            raise UnreadableFileError(
                f"row group {number + 1} has {unpacked:,} bytes packed into {packed:,}: not "
                "opened, in case it is made to fill the memory; write it in smaller row groups"
            )
        if values > limits.PARQUET_GROUP_VALUES:
            raise UnreadableFileError(
                f"row group {number + 1} has {values:,} values in one column; the most is "
                f"{limits.PARQUET_GROUP_VALUES:,}: write it in smaller row groups"
            )


def _footer(stream: BinaryIO) -> bytes:
    """The end of the file, which says what is where: its metadata, their length, the magic."""
    size = stream.seek(-8, 2)
    length = int.from_bytes(stream.read(4), "little")
    stream.seek(max(size - length, 0))
    footer = stream.read()
    stream.seek(0)
    return footer


def _row_groups(footer: bytes) -> list[tuple[int, int, int, int]]:
    """Of each row group its number, its bytes, those that they are packed into, and the most
    values in one of its columns.

    Read by DuckDB: Arrow ends the whole process where what a column says of itself does not fit
    together (a histogram of levels of another size), and only there.
    """
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:") as connection:
        path = Path(folder) / "footer.parquet"
        path.write_bytes(_MAGIC + footer)
        return connection.execute(
            "SELECT row_group_id, any_value(row_group_bytes), sum(total_compressed_size)::BIGINT, "
            "max(num_values) FROM parquet_metadata($path) GROUP BY 1 ORDER BY 1",
            {"path": str(path)},
        ).fetchall()
