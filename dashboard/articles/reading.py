"""Reading any pile of files and folders into Articles; what cannot be read is Rejected."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dashboard.articles.archives import (
    Member,
    members_of_zip,
    name_inside_gzip,
    opened_gzip,
)
from dashboard.articles.faults import (
    Faults,
    UnknownFormats,
    is_known,
    read_fault_reason,
    rejected_at,
    undated_reason,
)
from dashboard.articles.folders import files_of
from dashboard.articles.formats import (
    Unread,
    UnreadableFileError,
    reader_of,
    suffix_of,
    unknown_format_reason,
)
from dashboard.articles.progress import ReadSoFar
from dashboard.articles.protocol import READ_FAULTS
from dashboard.articles.records import (
    TextFieldMissingError,
    UnusableRecordError,
    article_of,
    undated_by,
)
from dashboard.articles.written_dates import ReadDate
from dashboard.model import Article, Rejected


@dataclass(frozen=True, slots=True)
class _Manner:
    """How articles are made of records, the same for all files of one call."""

    read_date: ReadDate | None
    fields: Mapping[str, str] | None
    so_far: ReadSoFar | None = None

    def opened(self, path: Path) -> BinaryIO:
        return path.open("rb") if self.so_far is None else self.so_far.opened(path)

    def entered(self, start: int, size: int, name: str = "") -> None:
        if self.so_far is not None:
            self.so_far.entered(start, size, name)

    def broke(self, path: Path | str | None = None, cut_off: bool = False) -> None:
        """``path``, or the file that is read now, cannot be read whole; of a file that is
        ``cut_off`` within an archive, neither can be what came after it there."""
        if self.so_far is not None:
            self.so_far.broke(path, cut_off)


def read_articles(
    paths: Iterable[Path | str],
    read_date: ReadDate | None = None,
    fields: Mapping[str, str] | None = None,
    so_far: ReadSoFar | None = None,
) -> Iterator[Article | Rejected]:
    """Articles and rejections of the files and folders (walked in name order), one by one.

    ``read_date`` reads days of publication that are not in ISO 8601 or RFC 2822. ``fields`` maps
    our names of fields to columns or keys of the files that have them (None: recognised).
    ``so_far``, made of these paths, or of more that are read one after the other, tells how much
    has been read.

    Nothing is raised for a bad input: what cannot be read gives one Rejected, and the rest goes
    on. The same fault in many places of one file is told once, with their number. Memory does
    not grow with the size of a file in .jsonl, .json (a list), .csv, .tsv, .txt, .parquet, .zip.
    """
    manner = _Manner(read_date, fields, so_far)
    for path in map(Path, paths):
        if path.is_dir():
            yield from _read_folder(path, manner)
        else:
            yield from _read_file(path, manner)
    if so_far is not None:
        so_far.ended()


def read_file(
    path: Path, read_date: ReadDate | None = None, fields: Mapping[str, str] | None = None
) -> Iterator[Article | Rejected]:
    """The articles of one file, as ``read_articles`` gives them."""
    return _read_file(path, _Manner(read_date, fields))


def read_bytes(
    data: bytes,
    name: str,
    shown: str,
    read_date: ReadDate | None = None,
    fields: Mapping[str, str] | None = None,
) -> Iterator[Article | Rejected]:
    """The articles in one file's bytes; ``name`` tells the format, ``shown`` is how to call it."""
    return read_stream(io.BytesIO(data), name, shown, read_date, fields)


def read_stream(
    stream: BinaryIO,
    name: str,
    shown: str,
    read_date: ReadDate | None = None,
    fields: Mapping[str, str] | None = None,
) -> Iterator[Article | Rejected]:
    """The articles in a seekable binary stream, which is left open."""
    return _read_stream(stream, name, shown, _Manner(read_date, fields))


def _read_folder(folder: Path, manner: _Manner) -> Iterator[Article | Rejected]:
    unknown = UnknownFormats(str(folder))
    empty = True
    for found in files_of(folder):
        empty = False
        if isinstance(found, Unread):
            manner.broke(found.where)
            yield rejected_at(found.where, found.reason)
        elif unknown.takes(found.name, str(found)):
            continue
        else:
            yield from _read_file(found, manner)
    yield from unknown.rejected()
    if empty:
        yield rejected_at(str(folder), "the folder holds no files")


def _read_file(path: Path, manner: _Manner) -> Iterator[Article | Rejected]:
    if not is_known(path.name):
        manner.broke(path)  # it may have been a folder
        yield rejected_at(str(path), unknown_format_reason(path))
        return
    try:
        if path.exists() and not path.is_file():
            yield rejected_at(str(path), "not an ordinary file; it is not read")
            return
        stream = manner.opened(path)
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the path
        reason = getattr(fault, "strerror", None) or str(fault)
        manner.broke(path)
        yield rejected_at(str(path), f"cannot be opened: {reason}")
        return
    with stream:
        yield from _read_stream(stream, path.name, str(path), manner)


def _read_stream(
    stream: BinaryIO, name: str, shown: str, manner: _Manner
) -> Iterator[Article | Rejected]:
    try:
        if stream.seek(0, io.SEEK_END) == 0:
            manner.broke()
            yield rejected_at(shown, "the file is empty")
            return
        stream.seek(0)
        if suffix_of(name) == ".zip":
            yield from _read_zip(stream, shown, manner)
        elif suffix_of(name) == ".gz":
            with opened_gzip(stream) as inside:
                yield from _read_records(inside, name_inside_gzip(name), shown, manner)
        else:
            yield from _read_records(stream, name, shown, manner)
    except UnreadableFileError as fault:
        manner.broke()
        yield rejected_at(shown, str(fault))
    except READ_FAULTS as fault:
        manner.broke(cut_off=isinstance(fault, EOFError))
        yield rejected_at(shown, read_fault_reason(fault))


def _read_zip(stream: BinaryIO, shown: str, manner: _Manner) -> Iterator[Article | Rejected]:
    unknown = UnknownFormats(shown)
    empty = True
    manner.entered(0, 0)
    for member in members_of_zip(stream):
        empty = False
        if isinstance(member, Unread):
            manner.broke(shown + member.where)
            yield rejected_at(shown + member.where, member.reason)
            continue
        manner.entered(member.start, member.size, member.name)
        within = f"{shown}!{member.name}"
        if unknown.takes(member.name, within):
            continue
        yield from _read_member(member, within, manner)
    yield from unknown.rejected()
    if empty:
        yield rejected_at(shown, "the archive holds no files")


def _read_member(member: Member, shown: str, manner: _Manner) -> Iterator[Article | Rejected]:
    try:
        with member.opened() as stream:
            yield from _read_records(stream, member.name, shown, manner)
    except UnreadableFileError as fault:
        manner.broke()
        yield rejected_at(shown, str(fault))
    except READ_FAULTS as fault:
        manner.broke(cut_off=isinstance(fault, EOFError))
        yield rejected_at(shown, read_fault_reason(fault))


def _read_records(
    stream: BinaryIO, name: str, shown: str, manner: _Manner
) -> Iterator[Article | Rejected]:
    """The articles of one file that is no archive; its faults come together at the end."""
    reader = reader_of(name)
    if reader is None:
        raise UnreadableFileError(unknown_format_reason(name))
    faults = Faults(shown)
    articles = 0
    try:
        for record in reader(stream, name):
            if isinstance(record, Unread):
                if record.ends:
                    manner.broke()
                faults.add(record.where, record.reason)
                continue
            try:
                article = article_of(
                    record.fields, manner.read_date, manner.fields if record.own_names else None
                )
            except UnusableRecordError as fault:
                faults.add(record.where, str(fault))
                if isinstance(fault, TextFieldMissingError) and _is_table(name):
                    manner.broke()
                    break  # the columns are the same in every row
                continue
            articles += 1
            if article.published is None:
                # It is kept, but a timeline without it should not come as a surprise.
                written = undated_by(record.fields, manner.fields if record.own_names else None)
                if written:
                    faults.add(record.where, *undated_reason(written), note=True)
            yield article
    except UnreadableFileError as fault:
        manner.broke()
        faults.add("", _after(articles, str(fault)))
    except READ_FAULTS as fault:
        manner.broke(cut_off=isinstance(fault, EOFError))
        faults.add("", _after(articles, read_fault_reason(fault)))
    if not articles and not faults:
        faults.add("", "the file is empty, or holds no article")
    yield from faults.rejected()


def _is_table(name: str) -> bool:
    return suffix_of(name) in (".csv", ".tsv", ".parquet")


def _after(articles: int, reason: str) -> str:
    return f"{reason} ({articles:,} articles before it were read)" if articles else reason
