"""The database of what people change: SQLite in a file, or PostgreSQL by URL.

Each kind of record (corrections, who may see what, saved views) has tables of its own, made at
first use. Rows are read and written through ``reached`` and ``writing``, so that a database that
is out of reach, full or locked is one clear line wherever it happens.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

_log = logging.getLogger(__name__)
_BUSY = 15  # seconds that a writer waits for another
_TABLES = 7_301_944  # the lock under which PostgreSQL's tables are made


class DatabaseError(ValueError):
    """The database cannot be used; the message is one line for the user."""


class UtcTime(sa.TypeDecorator[Any]):
    """A moment in UTC; SQLite keeps no zone, so it is added again on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def database(where: str | os.PathLike[str], tables: sa.MetaData) -> Engine:
    """The database at ``where``, a path (SQLite) or a URL (postgresql://...), with ``tables`` in
    it: one engine for each database and process. Raises DatabaseError when out of reach."""
    return _with_tables(_url(where), tables)


@contextmanager
def reached() -> Iterator[None]:
    """Turns a failing database into one line: DatabaseError."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, OSError, UnicodeError) as fault:
        # The line may be shown to anyone: the log alone says which server, and who asked it.
        _log.error("the database cannot be used: %s", _without_secrets(_first_line(fault)))
        raise DatabaseError(f"the database cannot be used: {_kind(fault)}") from None


def _first_line(fault: Exception) -> str:
    return (str(getattr(fault, "orig", None) or fault).strip().splitlines() or [""])[0]


def _kind(fault: Exception) -> str:
    """What is the matter, without names of servers, people and places."""
    told = _first_line(fault)
    if isinstance(getattr(fault, "orig", None), sqlite3.Error):
        return told  # speaks of a file that it never names
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    for words, kind in _KINDS:
        if re.search(words, told, re.IGNORECASE):
            return kind
    return type(fault).__name__


_KINDS = (
    ("password|authentication|role .* does not exist", "it does not let this server in"),
    ("timeout|timed out", "it does not answer in time"),
    ("resolve|refused|could not connect|connection failed|unreachable", "it cannot be reached"),
    ("no space|disk full", "its disk is full"),
    ("does not exist", "it is not there"),
    ("read-only|permission denied", "it may not be written to"),
    ("NUL|0x00|utf-8|codec", "a text that it cannot hold"),
    ("parse|invalid|plugin|dialect", "its address is not understood"),
)


def _without_secrets(text: str) -> str:
    """``text`` without the password of any address in it."""
    return re.sub(r"(://[^:/@\s]*):[^@\s]*@", r"\1:***@", text)


@contextmanager
def writing(engine: Engine, lock: str) -> Iterator[Connection]:
    """A transaction that no other writer of the same ``lock`` interleaves with, in this process or
    another. (SQLite has one lock for all.)"""
    with reached(), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(lock))))
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def _url(where: str | os.PathLike[str]) -> str:
    text = os.fspath(where)
    if "://" not in text:
        path = Path(text).expanduser().resolve()
        return sa.URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)
    scheme, rest = text.split("://", 1)
    return f"{'postgresql+psycopg' if scheme in ('postgres', 'postgresql') else scheme}://{rest}"


@lru_cache(maxsize=32)
def _with_tables(url: str, tables: sa.MetaData) -> Engine:
    engine = _engine(url)
    with reached(), engine.begin() as connection:
        # Two that start together must not both make the tables.
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TABLES)))
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        tables.create_all(connection)
    return engine


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    with reached():
        try:
            parsed = sa.make_url(url)
            lite = parsed.get_backend_name() == "sqlite"
            waiting = {"timeout": _BUSY} if lite else {"connect_timeout": _BUSY}
            engine = sa.create_engine(
                parsed, pool_pre_ping=not lite, connect_args=waiting, hide_parameters=True
            )
        except ValueError:
            # Its words may quote the part of the address that the password stands in.
            raise DatabaseError("the address of the database is not understood") from None
        except ImportError as fault:
            raise DatabaseError(f"{url.split('://')[0]}: no driver for it ({fault})") from fault
        if lite:
            if parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            sa.event.listen(engine, "connect", _prepared)
    return engine


def _prepared(connection: Any, _: Any) -> None:
    """Readers never wait for a writer (WAL); transactions begin when we say so."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
