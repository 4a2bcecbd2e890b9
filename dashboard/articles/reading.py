"""Reading any pile of files and folders into Articles; what cannot be read is Rejected."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dashboard.articles.encoding import UnreadableTextError
from dashboard.articles.formats import READERS, Unread, reader_of
from dashboard.articles.records import ReadDate, UnusableRecordError, article_of
from dashboard.model import Article, Rejected

MAX_FILE_BYTES = 2_000_000_000
csv.field_size_limit(50_000_000)


def read_articles(
    paths: Iterable[Path | str],
    read_date: ReadDate | None = None,
    fields: Mapping[str, str] | None = None,
) -> Iterator[Article | Rejected]:
    """Articles and rejections of the files and folders (walked in name order), one by one.

    Nothing is raised for a bad input: each gives one Rejected and the rest goes on.
    """
    for path in map(Path, paths):
        if path.is_dir():
            yield from _read_folder(path, read_date, fields)
        else:
            yield from read_file(path, read_date, fields)


def read_file(
    path: Path, read_date: ReadDate | None = None, fields: Mapping[str, str] | None = None
) -> Iterator[Article | Rejected]:
    if reader_of(path) is None:
        known = " ".join(READERS)
        yield Rejected(str(path), f"files ending in {path.suffix!r} are not read; known: {known}")
        return
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            yield Rejected(str(path), f"{size:,} bytes; the most is {MAX_FILE_BYTES:,}: split it")
            return
        data = path.read_bytes()
    except OSError as fault:
        yield Rejected(str(path), f"cannot be opened: {fault.strerror or fault}")
        return
    yield from read_bytes(data, path.name, str(path), read_date, fields)


def read_bytes(
    data: bytes,
    name: str,
    shown: str,
    read_date: ReadDate | None = None,
    fields: Mapping[str, str] | None = None,
) -> Iterator[Article | Rejected]:
    """The articles in one file's bytes; ``name`` tells the format, ``shown`` is how to call it."""
    reader = reader_of(Path(name))
    if reader is None:
        yield Rejected(shown, f"files ending in {Path(name).suffix!r} are not read")
        return
    if not data.strip():
        yield Rejected(shown, "the file is empty")
        return
    try:
        for record in reader(data, name):
            if isinstance(record, Unread):
                yield Rejected(shown + record.where, record.reason)
                continue
            try:
                yield article_of(record.fields, read_date, fields)
            except UnusableRecordError as fault:
                yield Rejected(shown + record.where, str(fault))
    except UnreadableTextError as fault:
        yield Rejected(shown, str(fault))


def _read_folder(
    folder: Path, read_date: ReadDate | None, fields: Mapping[str, str] | None
) -> Iterator[Article | Rejected]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    visible = [
        path
        for path in files
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if not visible:
        yield Rejected(str(folder), "the folder holds no files")
    for path in visible:
        yield from read_file(path, read_date, fields)
