"""Reading the CSV tables of words: typed rows, and errors that name the line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

Row = TypeVar("Row")

LEXICONS = Path(__file__).resolve().parents[2] / "data" / "lexicons"


class LexiconError(ValueError):
    """A row of a lexicon that cannot be read; the message is ``path:line: reason``."""


def table(
    name: str,
    columns: tuple[str, ...],
    row: Callable[[Mapping[str, str]], Row],
    folder: Path = LEXICONS,
) -> list[Row]:
    """The rows of ``<folder>/<name>.csv`` in order, each made by ``row`` from its cells.

    The header must be exactly ``columns`` plus a last column ``source``. Empty lines and lines
    that start with ``#`` are skipped. ``row`` raises ValueError with a reason for a bad row.
    Raises LexiconError at the first fault.
    """
    path = folder / f"{name}.csv"
    shown = f"data/lexicons/{path.name}" if folder == LEXICONS else str(path)
    rows: list[Row] = []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, [])
        if tuple(header) != (*columns, "source"):
            wanted = ",".join((*columns, "source"))
            raise LexiconError(f"{shown}:1: header must be {wanted!r}, got {','.join(header)!r}")
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            where = f"{shown}:{reader.line_num}"
            if len(cells) != len(header):
                raise LexiconError(f"{where}: {len(header)} cells needed, got {len(cells)}")
            try:
                rows.append(row(dict(zip(header, (cell.strip() for cell in cells), strict=True))))
            except ValueError as fault:
                raise LexiconError(f"{where}: {fault}") from fault
    return rows
