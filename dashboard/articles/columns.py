"""What the columns or keys of a file hold, for a person to say which of them is the text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
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
from dashboard.articles.protocol import READ_FAULTS
from dashboard.articles.records import FIELD_NAMES, recognised_fields, web_address
from dashboard.articles.shown import one_line
from dashboard.articles.written_dates import published_date

_RECORDS = 20
_SAMPLES = 3
_ROWS = 3
_SAMPLE_LENGTH = 80
_NUMBER = re.compile(r"[\d.,]+")

FIELDS = tuple(FIELD_NAMES)  # what a column can be mapped to


@dataclass(frozen=True, slots=True)
class Column:
    """A column or key: ``field`` is what it was recognised as ("" when not), ``samples`` up to
    three different values, each one safe short line."""

    name: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """The columns of one file. ``fields`` is the mapping that reading would use by itself;
    ``guesses`` are for the fields that it lacks, by what the columns hold. ``rows`` are the first
    records, a safe short line for each column."""

    name: str
    columns: tuple[Column, ...]
    fields: dict[str, str]
    guesses: dict[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def needs_mapping(self) -> bool:
        """Whether nothing was recognised as the text, so that a person must say what is."""
        return bool(self.columns) and "text" not in self.fields

    @property
    def is_worth_asking(self) -> bool:
        """Whether a person should be asked: the text is not recognised, or a column looks like the
        day though its name does not say so, and would be left unread."""
        return self.needs_mapping or "date" in self.guesses


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
        _guesses(names, records, fields),
        tuple(tuple(_cell(record, each) for each in names) for record in records[:_ROWS]),
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


def _guesses(names: list[str], records: list[Record], fields: dict[str, str]) -> dict[str, str]:
    """Columns for the fields that no name was recognised for: the longest is the text, of the
    rest the longest in words the title; days and addresses are known by their form."""
    guessed: dict[str, str] = {}
    values = {
        each: [str(value) for record in records if (value := record.fields.get(each))]
        for each in names
        if each not in fields.values()
    }
    values = {each: held for each, held in values.items() if held}

    def take(wanted: str, fitting: list[str]) -> None:
        if wanted not in fields and fitting:
            guessed[wanted] = fitting[0]
            values.pop(fitting[0])

    take("url", [each for each, held in values.items() if all(map(web_address, held))])
    take("date", [each for each, held in values.items() if all(map(_is_day, held))])
    by_length = sorted(values, key=lambda each: -sum(map(len, values[each])) / len(values[each]))
    take("text", [each for each in by_length if _in_words(values[each])])
    take("title", [each for each in by_length if each in values and _in_words(values[each])])
    return guessed


def _is_day(value: str) -> bool:
    # Ten digits are a moment to a reader of dates, five a day, but as likely numbers to an export.
    return not _NUMBER.fullmatch(value.strip()) and published_date(value) is not None


def _in_words(values: list[str]) -> bool:
    return sum(" " in value.strip() for value in values) * 2 > len(values)


def _cell(record: Record, column: str) -> str:
    value = record.fields.get(column)
    return "" if value is None else one_line(str(value), _SAMPLE_LENGTH)


def _samples(column: str, records: list[Record]) -> tuple[str, ...]:
    values = (record.fields.get(column) for record in records)
    written = (one_line(str(value), _SAMPLE_LENGTH) for value in values if value not in (None, ""))
    return tuple(islice(dict.fromkeys(written), _SAMPLES))
