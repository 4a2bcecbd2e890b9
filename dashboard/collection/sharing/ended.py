"""Sign-ins that their person has ended, until they would have expired by themselves.

The cookie of a sign-in is good for as long as it says. Whoever signs out takes it from the
browser; that a copy of it is refused too is remembered here.
"""

from __future__ import annotations

import datetime as dt
import os

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from dashboard.collection.database import UtcTime, database, reached, writing

_METADATA = sa.MetaData()
_TABLE = sa.Table(
    "ended_sign_in",
    _METADATA,
    sa.Column("sign_in", sa.String(64), primary_key=True),
    sa.Column("until", UtcTime, nullable=False),
)


class Ended:
    """The ended sign-ins of all people. Methods raise DatabaseError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def at(cls, where: str | os.PathLike[str]) -> Ended:
        return cls(database(where, _METADATA))

    def end(self, sign_in: str, until: dt.datetime) -> None:
        """Refuses this sign-in from now on; forgets those that have expired."""
        with writing(self._engine, "ended sign-ins") as connection:
            connection.execute(sa.delete(_TABLE).where(_TABLE.c.until < dt.datetime.now(dt.UTC)))
            connection.execute(sa.delete(_TABLE).where(_TABLE.c.sign_in == sign_in))
            connection.execute(sa.insert(_TABLE).values(sign_in=sign_in, until=until))

    def holds(self, sign_in: str) -> bool:
        """Whether this sign-in was ended."""
        wanted = sa.select(_TABLE.c.sign_in).where(_TABLE.c.sign_in == sign_in)
        with reached(), self._engine.connect() as connection:
            return connection.execute(wanted).first() is not None
