"""One reader for each file format: the bytes of a file to records or rejections."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.articles.encoding import decoded


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one article as the file names them; ``where`` is its place in the file."""

    fields: Mapping[str, object]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that gives no record, and why."""

    reason: str
    where: str = ""


Reader = Callable[[bytes, str], Iterator[Record | Unread]]


def read_jsonl(data: bytes, name: str) -> Iterator[Record | Unread]:
    for number, line in enumerate(decoded(data).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as fault:
            yield Unread(f"not JSON ({_json_fault(fault)}); mend or delete the line", f":{number}")
            continue
        if isinstance(value, dict):
            yield Record(value, f":{number}")
        else:
            yield Unread("not a JSON object; each line is one article in braces", f":{number}")


def read_csv(data: bytes, name: str) -> Iterator[Record | Unread]:
    text = decoded(data)
    delimiter = "\t" if name.lower().endswith(".tsv") else _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            yield Unread(f"not readable as CSV ({fault})", f":{rows.line_num}")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = row
        elif len(row) > len(header):
            yield Unread(
                f"{len(row)} cells in a table of {len(header)} columns; put quotes around text "
                "that holds the separator",
                f":{rows.line_num}",
            )
        else:
            yield Record(dict(zip(header, row, strict=False)), f":{rows.line_num}")


def read_text(data: bytes, name: str) -> Iterator[Record | Unread]:
    """One article: the first line is its title when more lines follow."""
    first, _, rest = decoded(data).strip().partition("\n")
    fields = {"title": first, "text": rest} if rest.strip() else {"title": "", "text": first}
    yield Record({**fields, "source": ""})


def _json_fault(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"{fault.msg.lower()} at character {fault.pos + 1}"
    return "nested too deeply"


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


READERS: dict[str, Reader] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_text,
}


def reader_of(path: Path) -> Reader | None:
    return READERS.get(path.suffix.lower())
