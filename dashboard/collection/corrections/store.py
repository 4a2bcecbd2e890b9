"""Where corrections are kept: an append-only log in SQLite or PostgreSQL.

Rows are only ever added. A step is taken back by another row, so the log shows everything that
was done, by whom and when. One database serves all collections; each has a key of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from dashboard.articles.shown import plain_line
from dashboard.collection.corrections.history import undoing
from dashboard.collection.corrections.lines import FORMAT, line_fields, said
from dashboard.collection.corrections.steps import CorrectionError, Step
from dashboard.collection.database import DatabaseError, UtcTime, database, reached, writing
from dashboard.model import Correction, CorrectionAction

_LONGEST_REASON = 2_000
_MOST_LINES = 200_000  # of one import

_METADATA = sa.MetaData()
_TABLE = sa.Table(
    "correction",
    _METADATA,
    # BIGINT would not count by itself in SQLite.
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("collection", sa.Text, nullable=False),
    # The same in every database that a step is exported to.
    sa.Column("uid", sa.String(32), nullable=False),
    sa.Column("action", sa.String(16), nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.UniqueConstraint("collection", "uid", name="correction_uid"),
    sa.Index("correction_collection", "collection", "id"),
    sqlite_autoincrement=True,
)

# The steps of a collection from ``first`` to ``last`` were added from a file together.
_IMPORTS = sa.Table(
    "correction_import",
    _METADATA,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("collection", sa.Text, nullable=False),
    sa.Column("first", sa.BigInteger, nullable=False),
    sa.Column("last", sa.BigInteger, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Index("correction_import_collection", "collection"),
)


class Corrections:
    """The corrections of one collection, shared by every process that has the database."""

    def __init__(self, engine: Engine, collection: str) -> None:
        self._engine = engine
        self.collection = collection

    @classmethod
    def at(cls, where: str | os.PathLike[str], collection: str) -> Corrections:
        """The corrections kept in ``where``: a path (SQLite) or a URL (postgresql://...).

        Raises CorrectionError when it cannot be reached.
        """
        with _reached():
            return cls(database(where, _METADATA), collection)

    def append(self, step: Step, author: str, reason: str = "") -> Correction:
        """Keeps ``step`` as done by ``author`` now, and returns it with its number."""
        if step.action is CorrectionAction.UNDO:
            raise CorrectionError("take a step back with undo()")
        with self._writing() as connection:
            return self._added(connection, step, author, reason)

    def undo(self, correction: int, author: str, reason: str = "") -> Correction:
        """Takes back any step, not only the last. Raises CorrectionError when there is no such
        step or it is taken back already."""
        with self._writing() as connection:
            taken = self._read(connection)
            if not any(
                one.id == correction and one.action is not CorrectionAction.UNDO for one in taken
            ):
                raise CorrectionError(f"there is no correction {correction} to take back")
            if correction in undoing(taken):
                raise CorrectionError(f"correction {correction} is taken back already")
            step = Step(CorrectionAction.UNDO, str(correction))
            return self._added(connection, step, author, reason)

    def redo(self, correction: int, author: str, reason: str = "") -> Correction:
        """Does again what was taken back, by taking that undo back."""
        with self._writing() as connection:
            undo = undoing(self._read(connection)).get(correction)
            if undo is None:
                raise CorrectionError(f"correction {correction} is not taken back")
            return self._added(
                connection, Step(CorrectionAction.UNDO, str(undo.id)), author, reason
            )

    def log(self) -> list[Correction]:
        """The whole log, oldest first, UNDO rows included."""
        with _reached(), self._engine.connect() as connection:
            return self._read(connection)

    @property
    def version(self) -> int:
        """How many rows there are: it grows with every step, whoever took it. (The highest id
        would not do: PostgreSQL may show a higher one before a lower one.)"""
        counted = (
            sa.select(sa.func.count())
            .select_from(_TABLE)
            .where(_TABLE.c.collection == self.collection)
        )
        with _reached(), self._engine.connect() as connection:
            return int(connection.execute(counted).scalar_one())

    def exported(self) -> Iterator[str]:
        """The log as JSON Lines, oldest first; an UNDO names its step by that step's uid."""
        with _reached(), self._engine.connect() as connection:
            rows = connection.execute(self._rows()).mappings().all()
        uids = {row["id"]: row["uid"] for row in rows}
        for row in rows:
            undo = row["action"] == CorrectionAction.UNDO.value
            line = {
                "format": FORMAT,
                "uid": row["uid"],
                "action": row["action"],
                "target": uids[int(row["target"])] if undo else row["target"],
                "detail": json.loads(row["detail"]),
                "author": row["author"],
                "at": row["at"].isoformat(),
                "reason": row["reason"],
            }
            yield json.dumps(line, ensure_ascii=False) + "\n"

    def imported(self, lines: Iterable[str], author: str = "") -> int:
        """Adds the steps of an export that are not here yet, and returns how many those are. That
        ``author`` added them now is kept beside them; who took them, and when, stays theirs.

        All or nothing: a line that cannot be read raises CorrectionError("line N: reason").
        """
        with self._writing() as connection:
            numbers = {
                row.uid: row.id
                for row in connection.execute(
                    sa.select(_TABLE.c.uid, _TABLE.c.id).where(
                        _TABLE.c.collection == self.collection
                    )
                )
            }
            added: list[int] = []
            for number, line in enumerate(lines, start=1):
                if number > _MOST_LINES:
                    raise CorrectionError(f"more than {_MOST_LINES:,} lines; split the file")
                if not line.strip():
                    continue
                try:
                    fields = line_fields(line, numbers)
                except (ValueError, TypeError, KeyError, RecursionError) as fault:
                    raise CorrectionError(f"line {number}: {said(fault)}") from fault
                if fields["uid"] not in numbers:
                    numbers[fields["uid"]] = self._insert(connection, fields)
                    added.append(numbers[fields["uid"]])
            if added:
                # Nobody else adds to this collection meanwhile, so no other step lies in between.
                values = (self.collection, min(added), max(added), author.strip(), _now())
                names = ("collection", "first", "last", "author", "at")
                connection.execute(sa.insert(_IMPORTS), dict(zip(names, values, strict=True)))
        return len(added)

    def _added(self, connection: Connection, step: Step, author: str, reason: str) -> Correction:
        fields = {
            "uid": uuid.uuid4().hex,
            "action": step.action.value,
            "target": step.target,
            "detail": json.dumps(dict(sorted(step.detail.items())), ensure_ascii=False),
            "author": author.strip(),
            "at": _now(),
            "reason": plain_line(reason, _LONGEST_REASON),
        }
        return _correction({**fields, "id": self._insert(connection, fields)})

    def _insert(self, connection: Connection, fields: Mapping[str, Any]) -> int:
        added = connection.execute(
            sa.insert(_TABLE).values(collection=self.collection, **fields).returning(_TABLE.c.id)
        )
        return int(added.scalar_one())

    def _read(self, connection: Connection) -> list[Correction]:
        imports = connection.execute(
            sa.select(_IMPORTS).where(_IMPORTS.c.collection == self.collection)
        ).all()
        log = [_correction(row) for row in connection.execute(self._rows()).mappings()]
        for one in imports:
            first, last = (
                bisect_left(log, at, key=lambda step: step.id) for at in (one.first, one.last + 1)
            )
            log[first:last] = [
                replace(step, imported_at=one.at, imported_by=one.author)
                for step in log[first:last]
            ]
        return log

    def _rows(self) -> sa.Select[Any]:
        return sa.select(_TABLE).where(_TABLE.c.collection == self.collection).order_by(_TABLE.c.id)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that no other writer of this collection interleaves with."""
        with _reached(), writing(self._engine, self.collection) as connection:
            yield connection


@contextmanager
def _reached() -> Iterator[None]:
    """Turns a failing database into the one kind of error that callers of this log await."""
    try:
        with reached():
            yield
    except DatabaseError as fault:
        raise CorrectionError(f"corrections: {fault}") from fault


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _correction(row: Mapping[Any, Any]) -> Correction:
    return Correction(
        id=row["id"],
        action=CorrectionAction(row["action"]),
        target=row["target"],
        detail=tuple(sorted(json.loads(row["detail"]).items())),
        author=row["author"],
        at=row["at"],
        reason=row["reason"],
    )
