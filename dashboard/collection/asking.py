"""One DuckDB connection for a collection, a cursor of its own for every question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.collection.selecting import Parameters


class Asker:
    """Asks the index; safe to share between threads, since each question has its own cursor."""

    def __init__(self, index: Path) -> None:
        self._connection = duckdb.connect(str(index), read_only=True)

    def frame(self, sql: str, bound: Parameters | None = None) -> pd.DataFrame:
        """The rows as a frame of the caller's own; dates are datetime64, missing ones NaT."""
        with self._connection.cursor() as cursor:
            frame: pd.DataFrame = cursor.execute(sql, bound.values if bound else {}).df()
        return frame

    def row(self, sql: str, bound: Parameters | None = None) -> tuple[Any, ...]:
        """The only row of a question that gives just one."""
        with self._connection.cursor() as cursor:
            found: tuple[Any, ...] | None = cursor.execute(
                sql, bound.values if bound else {}
            ).fetchone()
        if found is None:
            raise LookupError("the question gave no row")
        return found

    def rows(self, sql: str, bound: Parameters | None = None) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            found: list[tuple[Any, ...]] = cursor.execute(
                sql, bound.values if bound else {}
            ).fetchall()
        return found

    def close(self) -> None:
        self._connection.close()
