"""Who may do what with which collection: roles, granted to addresses and domains.

A collection that nobody was granted a role in is nobody's but the administrators'. What is asked
of this module is answered from the database each time; who may change it is decided within the
transaction that changes it.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from dashboard.collection.database import UtcTime, database, reached, writing
from dashboard.collection.sharing.addresses import grantee as read_grantee
from dashboard.collection.sharing.addresses import grantees_of

_METADATA = sa.MetaData()
_TABLE = sa.Table(
    "access_grant",
    _METADATA,
    sa.Column("collection", sa.Text, primary_key=True),
    sa.Column("grantee", sa.Text, primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("granted_by", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Index("access_grant_grantee", "grantee"),
)


class Role(StrEnum):
    """What someone may do with a collection; each role includes those before it."""

    VIEWER = "viewer"  # look, and take exports away
    EDITOR = "editor"  # correct
    OWNER = "owner"  # share it, and everything else

    def includes(self, wanted: Role) -> bool:
        return _RANK[self] >= _RANK[wanted]


_RANK = {role: rank for rank, role in enumerate(Role)}


class Why(StrEnum):
    """Why a change of access was refused."""

    NOT_OWNER = "not_owner"
    LAST_OWNER = "last_owner"
    NOT_GRANTED = "not_granted"
    TAKEN = "taken"


class AccessError(ValueError):
    """A change of access that was refused; nothing was changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value.replace("_", " "))
        self.why = why


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in a collection, for an address or for everybody of an ``@domain``."""

    grantee: str
    role: Role
    granted_by: str
    at: dt.datetime


class Access:
    """The grants of all collections in one database. Every method raises DatabaseError when the
    database cannot be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def at(cls, where: str | os.PathLike[str]) -> Access:
        """The grants kept in ``where``: a path (SQLite) or a URL (postgresql://...)."""
        return cls(database(where, _METADATA))

    def roles_of(self, address: str) -> dict[str, Role]:
        """The greatest role that the person of this address has in each collection."""
        wanted = sa.select(_TABLE.c.collection, _TABLE.c.role).where(
            _TABLE.c.grantee.in_(grantees_of(address))
        )
        found: dict[str, Role] = {}
        with reached(), self._engine.connect() as connection:
            for collection, role in connection.execute(wanted):
                found[collection] = _greater(Role(role), found.get(collection))
        return found

    def role_in(self, collection: str, address: str) -> Role | None:
        """The greatest role that the person has in the collection; None for none."""
        with reached(), self._engine.connect() as connection:
            return _role_in(connection, collection, address)

    def grants(self, collection: str) -> list[Grant]:
        """All grants of the collection: owners first, then by address."""
        with reached(), self._engine.connect() as connection:
            found = [
                Grant(row["grantee"], Role(row["role"]), row["granted_by"], row["at"])
                for row in connection.execute(_rows(collection)).mappings()
            ]
        return sorted(found, key=lambda grant: (-_RANK[grant.role], grant.grantee))

    def claim(self, collection: str, owner: str) -> None:
        """Makes ``owner`` the owner of a new collection; nothing when they own it already. Raises
        AccessError when anybody else was ever granted anything under its key: what was granted
        then must not open another collection now."""
        with writing(self._engine, collection) as connection:
            if connection.execute(_rows(collection)).first() is None:
                _put(connection, collection, owner, Role.OWNER, owner)
            elif _role_in(connection, collection, owner) is not Role.OWNER:
                raise AccessError(Why.TAKEN)

    def grant(
        self, collection: str, grantee: str, role: Role, by: str, *, administrator: bool = False
    ) -> str:
        """Gives ``grantee`` this role in place of what it had, and returns it as it is kept.

        Raises AddressError for what is no address or domain, and AccessError when ``by`` is no
        owner (an ``administrator`` need not be), or when no owner would be left.
        """
        kept = read_grantee(grantee)
        with writing(self._engine, collection) as connection:
            _must_own(connection, collection, by, administrator)
            if role is not Role.OWNER:
                _must_leave_an_owner(connection, collection, kept, administrator)
            _take(connection, collection, kept)
            _put(connection, collection, kept, role, by)
        return kept

    def take_back(
        self, collection: str, grantee: str, by: str, *, administrator: bool = False
    ) -> None:
        """Takes away what ``grantee`` was granted. Raises AccessError as ``grant`` does, and when
        there is nothing to take back."""
        with writing(self._engine, collection) as connection:
            _must_own(connection, collection, by, administrator)
            _must_leave_an_owner(connection, collection, grantee, administrator)
            if not _take(connection, collection, grantee):
                raise AccessError(Why.NOT_GRANTED)


def _greater(one: Role, other: Role | None) -> Role:
    return one if other is None or one.includes(other) else other


def _rows(collection: str) -> sa.Select[Any]:
    return sa.select(_TABLE).where(_TABLE.c.collection == collection)


def _role_in(connection: Connection, collection: str, address: str) -> Role | None:
    wanted = (
        sa.select(_TABLE.c.role)
        .where(_TABLE.c.collection == collection)
        .where(_TABLE.c.grantee.in_(grantees_of(address)))
    )
    found: Role | None = None
    for role in connection.execute(wanted).scalars():
        found = _greater(Role(role), found)
    return found


def _must_own(connection: Connection, collection: str, by: str, administrator: bool) -> None:
    if not administrator and _role_in(connection, collection, by) is not Role.OWNER:
        raise AccessError(Why.NOT_OWNER)


def _must_leave_an_owner(
    connection: Connection, collection: str, losing: str, administrator: bool
) -> None:
    """An administrator owns every collection; others must not leave one without an owner."""
    owners = (
        sa.select(_TABLE.c.grantee)
        .where(_TABLE.c.collection == collection)
        .where(_TABLE.c.role == Role.OWNER.value)
    )
    if not administrator and list(connection.execute(owners).scalars()) == [losing]:
        raise AccessError(Why.LAST_OWNER)


def _put(connection: Connection, collection: str, grantee: str, role: Role, by: str) -> None:
    connection.execute(
        sa.insert(_TABLE).values(
            collection=collection,
            grantee=grantee,
            role=role.value,
            granted_by=by,
            at=dt.datetime.now(dt.UTC),
        )
    )


def _take(connection: Connection, collection: str, grantee: str) -> bool:
    taken = connection.execute(
        sa.delete(_TABLE).where(_TABLE.c.collection == collection, _TABLE.c.grantee == grantee)
    )
    return bool(taken.rowcount)
