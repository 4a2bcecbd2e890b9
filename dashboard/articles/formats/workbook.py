"""Excel workbooks (.xlsx): one article a row of each sheet, below the names of the columns."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO

from dashboard.articles import limits
from dashboard.articles.formats.office import checked_office_file
from dashboard.articles.protocol import Record, Unread, parsing

_WHAT = "an Excel workbook (.xlsx)"


def read_xlsx(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    import openpyxl

    checked_office_file(stream, limits.WORKBOOK_BYTES, _WHAT, "xl/workbook.xml")
    with parsing(_WHAT):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that hold no text
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        for sheet in book.worksheets:
            # The size that a sheet claims may be wrong either way; what its rows hold counts.
            sheet.reset_dimensions()
            yield from _sheet_records(sheet)


def _sheet_records(sheet: Any) -> Iterator[Record | Unread]:
    header: list[str] | None = None
    empty = 0
    rows = sheet.iter_rows(max_col=limits.WORKBOOK_COLUMNS, values_only=True)
    for number, row in enumerate(rows, start=1):
        if all(cell is None or cell == "" for cell in row):
            empty += 1
            if empty > limits.WORKBOOK_EMPTY_ROWS:
                yield Unread(
                    f"more than {limits.WORKBOOK_EMPTY_ROWS:,} empty rows; what stands below "
                    "them is not read: delete them",
                    f"!{sheet.title}:{number}",
                    ends=True,
                )
                return
            continue
        empty = 0
        if header is None:
            header = ["" if cell is None else str(cell).strip() for cell in row]
        else:
            fields = {key: cell for key, cell in zip(header, row, strict=False) if key}
            yield Record(fields, f"!{sheet.title}:{number}")
