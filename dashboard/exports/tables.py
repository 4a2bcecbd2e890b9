"""Tables as CSV and XLSX. Cells come from articles: one that begins like a formula is defused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.exports.provenance import Provenance

# A spreadsheet takes a cell that begins with one of these for a formula; white space and marks
# of direction before it do not stop every program.
_FORMULA_STARTS = frozenset("=+-@\t\r|%＝＋－＠")
_SKIPPED = (
    " \t\r\n\x0b\x0c\x00\u00a0\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff\"'"
)
_INNER_FORMULA = re.compile(
    f"[,;\t|](?=[{re.escape(_SKIPPED)}]*[{re.escape(''.join(_FORMULA_STARTS))}])"
)
_DEFUSED = r"\g<0>'"


def csv_bytes(frame: pd.DataFrame, columns: Mapping[str, str], about: Provenance) -> bytes:
    """UTF-8 with a byte-order mark, as spreadsheets want it for Arabic. ``columns`` maps column
    to heading, in order. The first lines, each beginning with ``#``, say what it was made from."""
    # A separator in a name begins another cell, and that one could be a formula.
    head = "".join(f"# {_INNER_FORMULA.sub(_DEFUSED, line)}\r\n" for line in about.lines())
    # Every text is quoted: where a semicolon or a tab separates, it would begin a cell as well.
    body: str = safe(frame, columns).to_csv(
        index=False, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC
    )
    return (head + body).encode("utf-8-sig", "replace")


def xlsx_bytes(
    frame: pd.DataFrame, columns: Mapping[str, str], about: Provenance, right_to_left: bool
) -> bytes:
    """A workbook: the table on the first sheet, what it was made from on the second."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "siyaq"
    sheet.sheet_view.rightToLeft = right_to_left
    table = safe(frame, columns)
    sheet.append([str(heading) for heading in table.columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in table.itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    sheet.freeze_panes = "A2"
    second = book.create_sheet("about")
    for line in about.lines():
        name, _, value = line.partition(": ")
        second.append([name, _cell(_defused(value))])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def safe(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The columns under their headings, with no cell or heading that a program would execute."""
    chosen = frame[list(columns)].map(_defused)
    chosen.columns = pd.Index([str(_defused(heading)) for heading in columns.values()])
    return chosen


def _defused(cell: Any) -> Any:
    if isinstance(cell, str) and cell.lstrip(_SKIPPED)[:1] in _FORMULA_STARTS and cell:
        return f"'{cell}"
    return cell


def _cell(value: Any) -> Any:
    """A value as openpyxl takes it: no characters that XML forbids, no numpy types, no NaN."""
    if value is None or (isinstance(value, float) and pd.isna(value)) or value is pd.NaT:
        return None
    if isinstance(value, str):
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        return ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767]  # the most that a cell holds
    return value.item() if hasattr(value, "item") else value
