"""Reading any pile of files and folders into Articles; what cannot be read is Rejected."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from dashboard.articles import limits
from dashboard.articles.archives import (
    Member,
    members_of_zip,
    name_inside_gzip,
    opened_gzip,
)
from dashboard.articles.folders import files_of
from dashboard.articles.formats import (
    ARCHIVES,
    Unread,
    UnreadableFileError,
    reader_of,
    suffix_of,
    unknown_format_reason,
)
from dashboard.articles.progress import ReadSoFar
from dashboard.articles.protocol import READ_FAULTS, Record
from dashboard.articles.records import (
    ReadDate,
    TextFieldMissingError,
    UnusableRecordError,
    article_of,
    undated_by,
)
from dashboard.articles.shown import one_line
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
    unknown = _UnknownFormats(str(folder))
    empty = True
    for found in files_of(folder):
        empty = False
        if isinstance(found, Unread):
            manner.broke(found.where)
            yield _rejected(found.where, found.reason)
        elif unknown.takes(found.name, str(found)):
            continue
        else:
            yield from _read_file(found, manner)
    yield from unknown.rejected()
    if empty:
        yield _rejected(str(folder), "the folder holds no files")


def _read_file(path: Path, manner: _Manner) -> Iterator[Article | Rejected]:
    if not _is_known(path.name):
        manner.broke(path)  # it may have been a folder
        yield _rejected(str(path), unknown_format_reason(path))
        return
    try:
        if path.exists() and not path.is_file():
            yield _rejected(str(path), "not an ordinary file; it is not read")
            return
        stream = manner.opened(path)
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the path
        reason = getattr(fault, "strerror", None) or str(fault)
        manner.broke(path)
        yield _rejected(str(path), f"cannot be opened: {reason}")
        return
    with stream:
        yield from _read_stream(stream, path.name, str(path), manner)


def _read_stream(
    stream: BinaryIO, name: str, shown: str, manner: _Manner
) -> Iterator[Article | Rejected]:
    try:
        if stream.seek(0, io.SEEK_END) == 0:
            manner.broke()
            yield _rejected(shown, "the file is empty")
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
        yield _rejected(shown, str(fault))
    except READ_FAULTS as fault:
        manner.broke(cut_off=isinstance(fault, EOFError))
        yield _rejected(shown, _read_fault_reason(fault))


def _read_zip(stream: BinaryIO, shown: str, manner: _Manner) -> Iterator[Article | Rejected]:
    unknown = _UnknownFormats(shown)
    empty = True
    manner.entered(0, 0)
    for member in members_of_zip(stream):
        empty = False
        if isinstance(member, Unread):
            manner.broke(shown + member.where)
            yield _rejected(shown + member.where, member.reason)
            continue
        manner.entered(member.start, member.size, member.name)
        within = f"{shown}!{member.name}"
        if unknown.takes(member.name, within):
            continue
        yield from _read_member(member, within, manner)
    yield from unknown.rejected()
    if empty:
        yield _rejected(shown, "the archive holds no files")


def _read_member(member: Member, shown: str, manner: _Manner) -> Iterator[Article | Rejected]:
    try:
        with member.opened() as stream:
            yield from _read_records(stream, member.name, shown, manner)
    except UnreadableFileError as fault:
        manner.broke()
        yield _rejected(shown, str(fault))
    except READ_FAULTS as fault:
        manner.broke(cut_off=isinstance(fault, EOFError))
        yield _rejected(shown, _read_fault_reason(fault))


def _read_records(
    stream: BinaryIO, name: str, shown: str, manner: _Manner
) -> Iterator[Article | Rejected]:
    """The articles of one file that is no archive; its faults come together at the end."""
    reader = reader_of(name)
    if reader is None:
        raise UnreadableFileError(unknown_format_reason(name))
    faults = _Faults(shown)
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
                _note_date(faults, record, manner)
            yield article
    except UnreadableFileError as fault:
        manner.broke()
        faults.add("", _after(articles, str(fault)))
    except READ_FAULTS as fault:
        manner.broke(cut_off=isinstance(fault, EOFError))
        faults.add("", _after(articles, _read_fault_reason(fault)))
    if not articles and not faults:
        faults.add("", "the file is empty, or holds no article")
    yield from faults.rejected()


def _note_date(faults: _Faults, record: Record, manner: _Manner) -> None:
    """The article is kept, but a timeline without it should not come as a surprise."""
    written = undated_by(record.fields, manner.fields if record.own_names else None)
    if written:
        faults.add(
            record.where,
            f"the date of publication {one_line(written, 60)!r} is not understood; the article is "
            "kept without one: write it as 2020-07-23",
            "date",
            note=True,
        )


@dataclass(slots=True)
class _Faults:
    """The faults of one file: each distinct reason once, with its first place and their number."""

    shown: str
    first: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)
    others: int = 0

    def __bool__(self) -> bool:
        return bool(self.first)

    def add(self, where: str, reason: str, kind: str = "", note: bool = False) -> None:
        """``kind`` makes one of reasons that differ only in what they quote; of a ``note`` the
        article is kept."""
        kind = kind or reason
        if kind not in self.first and len(self.first) >= limits.DISTINCT_FAULTS:
            self.others += 1
            return
        self.first.setdefault(kind, (where, reason, note))
        self.count[kind] += 1

    def rejected(self) -> Iterator[Rejected]:
        for kind, (where, reason, note) in self.first.items():
            more = self.count[kind] - 1
            told = f" (and {more:,} more such places)" if more > 1 else " (and one more such place)"
            yield _rejected(self.shown + where, reason, told if more else "", note)
        if self.others:
            yield _rejected(self.shown, f"{self.others:,} more places could not be read either")


@dataclass(slots=True)
class _UnknownFormats:
    """Files of a folder or an archive that no reader knows, told once for each ending."""

    shown: str
    first: dict[str, str] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)

    def takes(self, name: str, shown: str) -> bool:
        if _is_known(name):
            return False
        suffix = suffix_of(name)
        self.first.setdefault(suffix, shown)
        self.count[suffix] += 1
        return True

    def rejected(self) -> Iterator[Rejected]:
        for suffix, where in self.first.items():
            more = self.count[suffix] - 1
            told = f" (and {more:,} more such files)" if more > 1 else " (and one more such file)"
            yield _rejected(where, unknown_format_reason(f"x{suffix}"), told if more else "")


def _is_known(name: str) -> bool:
    return reader_of(name) is not None or suffix_of(name) in ARCHIVES


def _is_table(name: str) -> bool:
    return suffix_of(name) in (".csv", ".tsv", ".parquet")


def _after(articles: int, reason: str) -> str:
    return f"{reason} ({articles:,} articles before it were read)" if articles else reason


def _read_fault_reason(fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        return f"cannot be read: {fault.strerror}"
    if isinstance(fault, NotImplementedError):
        return "packed in a way that is not known; unpack it and load the files"
    if isinstance(fault, EOFError):
        return (
            "cut off; the whole articles before the cut are read, what follows is missing: copy "
            "or download it again"
        )
    return "damaged while packed; copy or download it again"


def _rejected(where: str, reason: str, more: str = "", note: bool = False) -> Rejected:
    return Rejected(one_line(where), one_line(reason) + more, note)
