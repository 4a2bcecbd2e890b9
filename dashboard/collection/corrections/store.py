"""Where corrections are kept: an append-only log in SQLite or PostgreSQL.

Rows are only ever added. A step is taken back by another row, so the log shows everything that
was done, by whom and when. One database serves all collections; each has a key of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from dashboard.articles.shown import plain_line
from dashboard.collection.corrections.history import undoing
from dashboard.collection.corrections.steps import UNFIT_LETTERS, CorrectionError, Step
from dashboard.collection.database import DatabaseError, UtcTime, database, reached, writing
from dashboard.model import Correction, CorrectionAction

_FORMAT = 1
_LONGEST = 10_000  # code points of one text in an imported line
_LONGEST_REASON = 2_000
_MOST_DETAILS = 20
_MOST_LINES = 200_000  # of one import
_YEARS = range(2000, 2200)  # in which a step can have been taken

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
                "format": _FORMAT,
                "uid": row["uid"],
                "action": row["action"],
                "target": uids[int(row["target"])] if undo else row["target"],
                "detail": json.loads(row["detail"]),
                "author": row["author"],
                "at": row["at"].isoformat(),
                "reason": row["reason"],
            }
            yield json.dumps(line, ensure_ascii=False) + "\n"

    def imported(self, lines: Iterable[str]) -> int:
        """Adds the steps of an export that are not here yet, and returns how many those are.

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
            added = 0
            for number, line in enumerate(lines, start=1):
                if number > _MOST_LINES:
                    raise CorrectionError(f"more than {_MOST_LINES:,} lines; split the file")
                if not line.strip():
                    continue
                try:
                    fields = _line_fields(line, numbers)
                except (ValueError, TypeError, KeyError, RecursionError) as fault:
                    raise CorrectionError(f"line {number}: {_said(fault)}") from fault
                if fields["uid"] not in numbers:
                    numbers[fields["uid"]] = self._insert(connection, fields)
                    added += 1
        return added

    def _added(self, connection: Connection, step: Step, author: str, reason: str) -> Correction:
        fields = {
            "uid": uuid.uuid4().hex,
            "action": step.action.value,
            "target": step.target,
            "detail": json.dumps(dict(sorted(step.detail.items())), ensure_ascii=False),
            "author": author.strip(),
            "at": dt.datetime.now(dt.UTC),
            "reason": plain_line(reason, _LONGEST_REASON),
        }
        return _correction({**fields, "id": self._insert(connection, fields)})

    def _insert(self, connection: Connection, fields: Mapping[str, Any]) -> int:
        added = connection.execute(
            sa.insert(_TABLE).values(collection=self.collection, **fields).returning(_TABLE.c.id)
        )
        return int(added.scalar_one())

    def _read(self, connection: Connection) -> list[Correction]:
        return [_correction(row) for row in connection.execute(self._rows()).mappings()]

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


def _line_fields(line: str, numbers: Mapping[str, int]) -> dict[str, Any]:
    read = json.loads(line)
    if not isinstance(read, dict):
        raise ValueError("not a JSON object")
    if read.get("format") != _FORMAT:
        raise ValueError(f"format must be {_FORMAT}, got {read.get('format')!r}")
    action = CorrectionAction(read["action"])
    detail = read["detail"]
    if not isinstance(detail, dict) or len(detail) > _MOST_DETAILS:
        raise ValueError("detail must map texts to texts")
    texts = [read[name] for name in ("uid", "target", "author", "reason")]
    for text in (*texts, *detail, *detail.values()):
        if not isinstance(text, str) or len(text) > _LONGEST:
            raise ValueError(
                "uid, target, author and reason must be texts, and detail must map texts to "
                f"texts, each of at most {_LONGEST:,} characters"
            )
        if UNFIT_LETTERS.search(text):
            raise ValueError("a text with control characters, or that turns its direction")
    at = dt.datetime.fromisoformat(read["at"])
    if at.tzinfo is None:
        raise ValueError("at must say its zone")
    if at.year not in _YEARS:
        raise ValueError("at must be a moment of this century")
    uid, target, author, reason = texts
    if not 0 < len(uid) <= 32:
        raise ValueError("uid must have 1 to 32 letters")
    if action is CorrectionAction.UNDO:
        if target not in numbers:
            raise ValueError(f"it takes back {target[:40]!r}, which is not there")
        target = str(numbers[target])
    return {
        "uid": uid,
        "action": action.value,
        "target": target,
        "detail": json.dumps(dict(sorted(detail.items())), ensure_ascii=False),
        "author": author,
        "at": at,
        "reason": reason,
    }


def _said(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"not JSON ({fault.msg.lower()})"
    if isinstance(fault, KeyError):
        return f"{fault.args[0]} is missing"
    return str(fault).splitlines()[0]
