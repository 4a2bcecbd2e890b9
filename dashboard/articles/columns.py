"""What the columns or keys of a file hold, for a person to say which of them is the text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from dashboard.articles.archives import (
    Member,
    members_of_zip,
    name_inside_gzip,
    opened_gzip,
)
from dashboard.articles.formats import (
    TABULAR,
    Record,
    UnreadableFileError,
    reader_of,
    suffix_of,
)
from dashboard.articles.reading import READ_FAULTS
from dashboard.articles.records import recognised_fields
from dashboard.articles.shown import one_line

_RECORDS = 20
_SAMPLES = 3
_SAMPLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Column:
    """A column or key: ``field`` is what it was recognised as ("" when not), ``samples`` up to
    three different values, each one safe short line."""

    name: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """The columns of one file. ``fields`` is the mapping that reading would use by itself."""

    name: str
    columns: tuple[Column, ...]
    fields: dict[str, str]

    @property
    def needs_mapping(self) -> bool:
        """Whether nothing was recognised as the text, so that no article would be read."""
        return bool(self.columns) and not {"text", "title"} & self.fields.keys()


def preview_columns(path: Path) -> ColumnPreview:
    """The columns of the file at ``path``; see ``preview_stream``."""
    try:
        with path.open("rb") as stream:
            return preview_stream(stream, path.name)
    except OSError:
        return ColumnPreview(path.name, (), {})


def preview_bytes(data: bytes, name: str) -> ColumnPreview:
    return preview_stream(io.BytesIO(data), name)


def preview_stream(stream: BinaryIO, name: str) -> ColumnPreview:
    """The columns of the first records in ``stream``; of an archive, of its first table.

    No columns for a format without any (a text, a web page), and for what cannot be read:
    reading it says why.
    """
    records: list[Record] = []
    try:
        for record in islice(_records(stream, name), _RECORDS):
            records.append(record)
    except (UnreadableFileError, *READ_FAULTS):
        pass
    names = list(dict.fromkeys(str(key) for record in records for key in record.fields))
    fields = recognised_fields(names)
    field_of = {column: field for field, column in fields.items()}
    return ColumnPreview(
        name,
        tuple(Column(each, field_of.get(each, ""), _samples(each, records)) for each in names),
        fields,
    )


def _records(stream: BinaryIO, name: str) -> Iterator[Record]:
    suffix = suffix_of(name)
    reader = reader_of(name)
    if suffix == ".gz":
        with opened_gzip(stream) as inside:
            yield from _records(inside, name_inside_gzip(name))
    elif suffix == ".zip":
        for member in members_of_zip(stream):
            if isinstance(member, Member) and suffix_of(member.name) in TABULAR:
                with member.opened() as inside:
                    yield from _records(inside, member.name)
                return
    elif reader is not None and suffix in TABULAR:
        # A thousand broken lines are not read through for a preview.
        for record in islice(reader(stream, name), 50 * _RECORDS):
            if isinstance(record, Record):
                yield record


def _samples(column: str, records: list[Record]) -> tuple[str, ...]:
    values = (record.fields.get(column) for record in records)
    written = (one_line(str(value), _SAMPLE_LENGTH) for value in values if value not in (None, ""))
    return tuple(islice(dict.fromkeys(written), _SAMPLES))
