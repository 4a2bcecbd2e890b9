"""CSV and TSV: one article a row, the names of the columns in the first."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from dashboard.articles import limits
from dashboard.articles.encoding import damage, lines, open_text
from dashboard.articles.protocol import Record, Unread

_PARTING = re.compile("[,;|]")
_MOST_LINES_PUT_BACK = 200_000  # in one file, so that hostile quotes cannot make it read for ever


def read_csv(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    """One record a row.

    A quote that is not closed, or not doubled inside a cell, would swallow the rows after it: the
    row is given up, and reading goes on with the line after the one it began on.
    """
    csv.field_size_limit(limits.CELL_LENGTH)
    source = _Lines(open_text(stream, newline=""))
    delimiter = _delimiter(source, name)
    rows = csv.reader(source, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        source.row_begins()
        where = f":{source.next_number}"
        try:
            row = next(rows)
        except StopIteration:
            yield from source.unread()
            return
        except csv.Error as fault:
            yield Unread(_reason(fault), where)
            source.put_back_all_but_first()
            # The lines that were the rest of the given-up row are no rows of their own.
            if header is not None:
                _skip_to_full_row(source, len(header), delimiter)
            continue
        yield from source.unread()
        if not any(cell.strip() for cell in row):
            continue
        written = source.row_text()
        if header is None:
            header = [cell.strip() for cell in row]
        elif reason := damage(written):
            yield Unread(reason, where)
        elif len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            yield Unread(
                f"{len(row)} cells in a table of {len(header)} columns; put quotes around text "
                "that holds the separator",
                where,
            )
        else:
            yield Record(dict(zip(header, row, strict=False)), where)


def _reason(fault: csv.Error) -> str:
    if "field larger" in str(fault):
        return (
            f"a cell of more than {limits.CELL_LENGTH:,} characters, or a quote that is never "
            "closed; close it, or split the article"
        )
    return "a stray quote; double the quotes inside a cell and close each cell that opens with one"


def _skip_to_full_row(source: _Lines, columns: int, delimiter: str) -> None:
    """Drops the lines that cannot be a row by themselves, or the beginning of one."""
    while (line := source.peeked()) is not None:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            cells = []
        opens_quoted = line.count('"') % 2 == 1 and len(cells) > 1
        if len(cells) == columns or opens_quoted:
            return
        next(source)


def _delimiter(source: _Lines, name: str) -> str:
    """What parts the names of the columns; an ending says what it is likeliest to be."""
    header = source.peeked() or ""
    if name.lower().endswith(".tsv") and ("\t" in header or not _PARTING.search(header)):
        return "\t"
    return max(",;\t|", key=header.count)


class _Lines:
    """Lines of a text for csv.reader, remembering those of the row at hand to put them back."""

    def __init__(self, text: TextIO) -> None:
        self._lines = lines(text, limits.LINE_LENGTH)
        self._waiting: deque[tuple[int, str]] = deque()
        self._row: list[tuple[int, str]] = []
        self._row_length = 0
        self._put_back = 0
        self._last_number = 0
        self._too_long: list[int] = []

    @property
    def next_number(self) -> int:
        return self._waiting[0][0] if self._waiting else self._last_number + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._row_length > limits.LINE_LENGTH:
            raise csv.Error("field larger than a line may be")
        if not self._waiting and not self._fetch():
            raise StopIteration
        numbered = self._waiting.popleft()
        self._row.append(numbered)
        self._row_length += len(numbered[1])
        return numbered[1]

    def peeked(self) -> str | None:
        return self._waiting[0][1] if self._waiting or self._fetch() else None

    def row_begins(self) -> None:
        self._row = []
        self._row_length = 0

    def row_text(self) -> str:
        return "".join(line for _, line in self._row)

    def put_back_all_but_first(self) -> None:
        rest = self._row[1:]
        if self._put_back + len(rest) <= _MOST_LINES_PUT_BACK:
            self._put_back += len(rest)
            self._waiting.extendleft(reversed(rest))
        self.row_begins()

    def unread(self) -> Iterator[Unread]:
        """The lines that were left out since the last call, for being too long."""
        for number in self._too_long:
            yield Unread(f"a row of more than {limits.LINE_LENGTH:,} characters", f":{number}")
        self._too_long = []

    def _fetch(self) -> bool:
        for number, line in self._lines:
            self._last_number = number
            if line is not None:
                self._waiting.append((number, line))
                return True
            self._too_long.append(number)
        return False
