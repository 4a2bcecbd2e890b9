"""One DuckDB connection for a collection, a cursor of its own for every question."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from numpy.typing import NDArray

from dashboard.collection.found import FoundSentences
from dashboard.collection.selecting import Parameters

_numbers = itertools.count(1)
_NARROW = 31  # bits of a number that a signed one of 32 holds


class Asker:
    """Asks the index; safe to share between threads, since each question has its own cursor.

    The index is attached for reading only. What lies over it (corrections) has a schema of its
    own in memory, which is looked in first.
    """

    def __init__(self, index: Path) -> None:
        self._connection = duckdb.connect(":memory:", config={"temp_directory": f"{index}.spill"})
        # It would write out the whole of a view that a question names twice before filtering it.
        self._connection.execute("SET disabled_optimizers = 'common_subplan'")
        place = str(index).replace("'", "''")
        self._connection.execute(f"ATTACH '{place}' AS built (READ_ONLY)")
        # From here on it reads nothing else: no file, no address, no extension off the network.
        self._connection.execute("SET enable_external_access = false")
        self.schema = "built.main"
        self._path = self.schema
        self._found = FoundSentences()
        self._idle: list[Any] = []
        self._once: dict[str, pd.DataFrame] = {}
        self._owner = True
        # Corrections make no article and no sentence.
        ((articles, sentences, paragraphs),) = self._connection.execute(
            f"SELECT count(*), sum(sentences), sum(paragraphs) FROM {self.schema}.article"
        ).fetchall()
        self._sizes = {"aid": articles, "sid": sentences or 0, "pid": paragraphs or 0}

    def beside(self) -> tuple[Asker, str]:
        """An asker of the same index with an empty schema in front, and that schema's name.
        The schema goes when nobody holds the asker any more."""
        name = f"memory.over_{next(_numbers)}"
        over = object.__new__(Asker)
        over._connection = self._connection
        over.schema = name
        over._path = f"{name},{self._path}"
        over._found = self._found
        over._idle = []
        over._once = {}
        over._sizes = self._sizes
        over._owner = False
        with self._connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {name}")
        weakref.finalize(over, _dropped, self._connection, name, self._found).atexit = False
        return over, name

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """A cursor to fill this asker's own schema with."""
        with self._cursor() as cursor:
            yield cursor

    def frame(self, sql: str, bound: Parameters | None = None) -> pd.DataFrame:
        """The rows as a frame of the caller's own; dates are datetime64, missing ones NaT."""
        with self._asked(sql, bound) as asked:
            frame: pd.DataFrame = asked.df()
        return frame

    def once(self, sql: str, bound: Parameters) -> pd.DataFrame:
        """The frame of a question; when it binds no values, asked once as long as this is open,
        since nothing that it reads ever changes. For few rows, which are shared: they may not be
        changed."""
        if bound.values or bound.sentences:
            return self.frame(sql, bound)
        if sql not in self._once:
            self._once[sql] = self.frame(sql)
        return self._once[sql]

    def row(self, sql: str, bound: Parameters | None = None) -> tuple[Any, ...]:
        """The only row of a question that gives just one."""
        with self._asked(sql, bound) as asked:
            found: list[tuple[Any, ...]] = asked.fetchall()
        if not found:
            raise LookupError("the question gave no row")
        return found[0]

    def rows(self, sql: str, bound: Parameters | None = None) -> list[tuple[Any, ...]]:
        with self._asked(sql, bound) as asked:
            found: list[tuple[Any, ...]] = asked.fetchall()
        return found

    def columns(self, sql: str, bound: Parameters | None = None) -> dict[str, NDArray[Any]]:
        """The rows as one array a column, of columns without missing values, in any order."""
        with self._asked(sql, bound) as asked:
            found: dict[str, NDArray[Any]] = asked.fetchnumpy()
        return found

    def distinct(self, column: str) -> str:
        """An expression for how many different values of ``column`` ("m.aid", "m.sid" or "m.pid")
        a group has: exact, in a bit for each that the collection has, which takes a fraction of
        the time of a count of distinct values where there are few groups of many rows."""
        return f"coalesce(bit_count({self.held(column)}), 0)"

    def held(self, column: str) -> str:
        """The aggregate that has one bit for each value of ``column``; see ``distinct``."""
        return f"bitstring_agg({column}, 0, {self._most(column) | 7})"

    def bits(self, column: str, where: str, bound: Parameters) -> bytes | bytearray:
        """A bit for each value of ``column`` (see ``distinct``), set where a mention m that fulfils
        ``where`` has it, to be bound in ``get_bit($bits::BLOB::BIT, value)``: in a third of the
        time of a join, where both sides are many."""
        sql = f"SELECT {self.held(column)}::BLOB AS bits FROM mention m WHERE {where}"
        (found,) = self.once(sql, bound)["bits"]
        return found if isinstance(found, bytearray) else bytes(self._most(column) // 8 + 1)

    def _most(self, column: str) -> int:
        size: int = self._sizes[column.rpartition(".")[2]]
        return max(size - 1, 0)

    def key(self, column: str, number: str, bits: int, stands: str = "") -> str:
        """An expression for one number: ``column`` (see ``distinct``; ``stands`` where a query has
        given it another name) above the ``bits`` of ``number``. It has 32 bits where it can: those
        are fetched, sorted and counted in two thirds of the time of 64."""
        most = self._most(column).bit_length() + bits
        width = "INTEGER" if most <= _NARROW else "BIGINT"
        return f"({stands or column}::{width} << {bits}) | ({number})::{width}"

    @contextmanager
    def _asked(self, sql: str, bound: Parameters | None) -> Iterator[Any]:
        """The answer, to be read within: a database goes on answering while it is read."""
        bound = bound or Parameters()
        with self._cursor() as cursor, self._found.queries(bound, self.schema, cursor) as found:
            for number, query in enumerate(found):
                sql = sql.replace(f"@found{number}@", query)
            yield cursor.execute(sql, bound.values)

    def close(self) -> None:
        # A cursor keeps the database open as well as its connection does.
        while self._idle:
            self._idle.pop().close()
        if self._owner:
            self._connection.close()

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """A cursor that nobody else has meanwhile. Making one costs as much as a small question,
        so they are used again; one whose question failed is not."""
        try:
            cursor = self._idle.pop()
        except IndexError:
            cursor = self._connection.cursor()
            cursor.execute(f"SET search_path = '{self._path}'")
        try:
            yield cursor
        except BaseException:
            cursor.close()
            raise
        self._idle.append(cursor)


def _dropped(connection: Any, schema: str, found: FoundSentences) -> None:
    try:
        with connection.cursor() as cursor:
            found.forget(schema, cursor)
            cursor.execute(f"DROP SCHEMA {schema} CASCADE")
    except duckdb.Error:
        # The connection is closed, and all that was in memory is gone with it.
        return
