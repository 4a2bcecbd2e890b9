"""Saved views: a name for an address, kept in the database beside the corrections."""

from __future__ import annotations

import datetime as dt
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from dashboard.collection.database import UtcTime, database, reached, writing

LONGEST_NAME = 80  # code points
_LONGEST_ADDRESS = 20_000  # code points of JSON
MOST_VIEWS = 500  # of one author in one collection

_METADATA = sa.MetaData()
_TABLE = sa.Table(
    "saved_view",
    _METADATA,
    # BIGINT would not count by itself in SQLite.
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("collection", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("page", sa.String(40), nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.UniqueConstraint("collection", "author", "name", name="saved_view_name"),
    sqlite_autoincrement=True,
)


class ViewError(ValueError):
    """A view that cannot be saved or changed; ``key`` is the message that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class SavedView:
    """``address`` are the query parameters of ``page``; a private one is for its author alone.
    ``at`` is when it was saved or renamed last."""

    id: int
    name: str
    page: str
    address: Mapping[str, str]
    author: str
    private: bool
    at: dt.datetime


class SavedViews:
    """The saved views of one collection, as ``person`` may see and change them. "" is nobody: a
    reader who has not signed in sees what is not private, and can save nothing.

    Every method raises DatabaseError when the database is out of reach.
    """

    def __init__(self, engine: Engine, collection: str, person: str) -> None:
        self._engine = engine
        self.collection = collection
        self.person = person

    @classmethod
    def at(cls, where: str | os.PathLike[str], collection: str, person: str) -> SavedViews:
        """The views kept in ``where``: a path (SQLite) or a URL (postgresql://...)."""
        return cls(database(where, _METADATA), collection, person)

    def listed(self) -> list[SavedView]:
        """Those that the person may see: their own first, each by name."""
        mine = _TABLE.c.author == self.person
        seen = sa.select(_TABLE).where(
            _TABLE.c.collection == self.collection, sa.or_(sa.not_(_TABLE.c.private), mine)
        )
        with reached(), self._engine.connect() as connection:
            views = [_view(row) for row in connection.execute(seen).mappings()]
        # Databases differ in how they sort names.
        return sorted(views, key=lambda view: (view.author != self.person, view.name, view.id))

    def save(
        self, name: str, page: str, address: Mapping[str, str], *, private: bool = False
    ) -> SavedView:
        """Keeps a view under ``name``. Raises ViewError."""
        fields = {
            "collection": self.collection,
            "author": self._signed(),
            "name": _named(name),
            "page": page,
            "address": json.dumps(dict(sorted(address.items())), ensure_ascii=False),
            "private": private,
            "at": dt.datetime.now(dt.UTC),
        }
        if len(str(fields["address"])) > _LONGEST_ADDRESS:
            raise ViewError("views.refused.long")
        with self._writing() as connection:
            self._free(connection, str(fields["name"]))
            if self._count(connection) >= MOST_VIEWS:
                raise ViewError("views.refused.many")
            added = connection.execute(
                sa.insert(_TABLE).values(**fields).returning(_TABLE.c.id)
            ).scalar_one()
        return _view({**fields, "id": added})

    def rename(self, view: int, name: str) -> SavedView:
        """Gives the person's own view another name. Raises ViewError."""
        name = _named(name)
        with self._writing() as connection:
            now = self._own(connection, view)
            if name != now.name:
                self._free(connection, name)
            changed = {"name": name, "at": dt.datetime.now(dt.UTC)}
            connection.execute(sa.update(_TABLE).where(_TABLE.c.id == view).values(**changed))
            return self._own(connection, view)

    def share(self, view: int, *, private: bool) -> SavedView:
        """Shows the person's own view to everybody, or to nobody else. Raises ViewError."""
        with self._writing() as connection:
            self._own(connection, view)
            connection.execute(sa.update(_TABLE).where(_TABLE.c.id == view).values(private=private))
            return self._own(connection, view)

    def delete(self, view: int) -> SavedView:
        """Deletes the person's own view, and returns what it was. Raises ViewError."""
        with self._writing() as connection:
            gone = self._own(connection, view)
            connection.execute(sa.delete(_TABLE).where(_TABLE.c.id == view))
        return gone

    def _writing(self) -> Any:
        return writing(self._engine, f"views {self.collection}")

    def _signed(self) -> str:
        if not self.person:
            raise ViewError("views.refused.nobody")
        return self.person

    def _own(self, connection: Connection, view: int) -> SavedView:
        """Someone else's view is as if it were not there, so that nothing is learnt of it."""
        row = (
            connection.execute(
                sa.select(_TABLE).where(
                    _TABLE.c.id == view,
                    _TABLE.c.collection == self.collection,
                    _TABLE.c.author == self._signed(),
                )
            )
            .mappings()
            .one_or_none()
        )
        if row is None:
            raise ViewError("views.refused.gone")
        return _view(row)

    def _free(self, connection: Connection, name: str) -> None:
        taken = sa.select(_TABLE.c.id).where(
            _TABLE.c.collection == self.collection,
            _TABLE.c.author == self._signed(),
            _TABLE.c.name == name,
        )
        if connection.execute(taken).first() is not None:
            raise ViewError("views.refused.taken")

    def _count(self, connection: Connection) -> int:
        mine = sa.select(sa.func.count()).where(
            _TABLE.c.collection == self.collection, _TABLE.c.author == self.person
        )
        return int(connection.execute(mine).scalar_one())


def _named(name: str) -> str:
    """The name on one line, without characters that print nothing: they could disguise it."""
    plain = "".join(
        char
        for char in unicodedata.normalize("NFC", " ".join(name.split()))
        # The joiners are part of how words are written.
        if char in "\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    ).strip()
    if not plain.strip("\u200c\u200d"):
        raise ViewError("views.refused.unnamed")
    if len(plain) > LONGEST_NAME:
        raise ViewError("views.refused.name_long")
    return plain


def _view(row: Mapping[Any, Any]) -> SavedView:
    return SavedView(
        id=int(row["id"]),
        name=row["name"],
        page=row["page"],
        address=json.loads(row["address"]),
        author=row["author"],
        private=bool(row["private"]),
        at=row["at"],
    )
