"""Which sentences a selection speaks of, found once for all questions of a view.

A page asks some ten questions about one selection. Looking a word up among all words of the
collection, or a name among all mentions, costs as much as the rest of most of them, so what was
found is kept as a small table in memory, for every process its own. The database also knows how
long such a table is, and joins it the right way round, which of a query within it only guesses.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dashboard.collection.selecting import Parameters, Sentences

# Sets of sentences that are kept, and sentences of them all: 4 bytes each.
_MOST = 256
_ROOM = 25_000_000
_numbers = itertools.count(1)
_Known = tuple[str, Sentences]  # the schema that was asked, "" for what is the same in all


@dataclass
class _Table:
    name: str
    sids: int
    readers: int = 0  # statements that name it now


@dataclass
class FoundSentences:
    """The tables of one connection; safe to share between threads."""

    _tables: dict[_Known, _Table] = field(default_factory=dict)  # last used last
    # Reentrant: an asker that nobody holds any more may be forgotten at any moment.
    _lock: Any = field(default_factory=threading.RLock)

    @contextmanager
    def queries(self, bound: Parameters, schema: str, cursor: Any) -> Iterator[list[str]]:
        """Queries for the sids of the sentences that ``bound`` speaks of, as ``schema`` has them:
        of their tables, which ``cursor`` makes the first time and which stay at least until this
        ends, or the whole query while there is no room for one."""
        reading: list[_Table] = []
        asked = []
        try:
            for wanted in bound.sentences:
                with self._lock:
                    table = self._table(wanted, schema, cursor)
                    if table:
                        table.readers += 1
                        reading.append(table)
                asked.append(f"SELECT sid FROM {table.name}" if table else wanted.query(bound))
            yield asked
        finally:
            with self._lock:
                for table in reading:
                    table.readers -= 1

    def forget(self, schema: str, cursor: Any) -> None:
        """Drop what was found in ``schema``, which nobody asks any more."""
        with self._lock:
            for known in [known for known in self._tables if known[0] == schema]:
                self._drop(known, cursor)

    def _table(self, wanted: Sentences, schema: str, cursor: Any) -> _Table | None:
        known = (schema if wanted.corrected else "", wanted)
        table = self._tables.pop(known, None)
        if table is None and self._makes_room(cursor):
            table = _made(wanted, cursor)
        if table:
            self._tables[known] = table
        return table

    def _makes_room(self, cursor: Any) -> bool:
        """Drop what is not read now, used longest ago first, as far as needed; whether there is
        room then."""
        for known, table in list(self._tables.items()):
            if self._has_room():
                break
            if not table.readers:
                self._drop(known, cursor)
        return self._has_room()

    def _has_room(self) -> bool:
        sids = sum(table.sids for table in list(self._tables.values()))
        return len(self._tables) < _MOST and sids <= _ROOM

    def _drop(self, known: _Known, cursor: Any) -> None:
        table = self._tables.pop(known, None)
        if table:
            cursor.execute(f"DROP TABLE {table.name}")


def _made(wanted: Sentences, cursor: Any) -> _Table:
    name = f"memory.main.found_{next(_numbers)}"
    bound = Parameters()
    query = f"SELECT sid FROM ({wanted.query(bound)}) AS found(sid)"
    ((sids,),) = cursor.execute(f"CREATE TABLE {name} AS {query}", bound.values).fetchall()
    return _Table(name, int(sids))
