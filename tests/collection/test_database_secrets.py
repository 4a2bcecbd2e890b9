"""A database that fails tells what is the matter, and neither its password nor its place."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.collection.database import DatabaseError, database, reached, writing

SECRET = "tr0ub4dor"
HOST = "127.0.0.1"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"postgresql://keeper:{SECRET}@{HOST}:9/none", "cannot be reached"),
        (f"postgresql://keeper:{SECRET}@{HOST}:port/none", "not understood"),
        (f"postgresql://keeper:{SECRET}/x@{HOST}:9:9/none", "cannot be used|not understood"),
        (f"nonsense://keeper:{SECRET}@{HOST}/none", "not understood"),
        (f"postgresql://keeper:{SECRET}@{HOST}:99999/none", "cannot be used"),
    ],
)
def test_no_fault_tells_the_password_or_the_place(
    url: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(DatabaseError, match=said) as raised:
        database(url, sa.MetaData())
    told = str(raised.value)
    assert "\n" not in told
    for hidden in (SECRET, "keeper", HOST, "none"):
        assert hidden not in told
    assert SECRET not in caplog.text
    assert SECRET not in repr(raised.value.__cause__)


def test_what_was_to_be_written_stays_out_of_errors(tmp_path: Path) -> None:
    tables = sa.MetaData()
    table = sa.Table("kept", tables, sa.Column("text", sa.Text, nullable=False, unique=True))
    engine = database(tmp_path / "kept.db", tables)
    with writing(engine, "kept") as connection:
        connection.execute(sa.insert(table).values(text=SECRET))
    with pytest.raises(sa.exc.IntegrityError) as raised, engine.begin() as connection:
        connection.execute(sa.insert(table).values(text=SECRET))
    assert SECRET not in str(raised.value)
    with pytest.raises(DatabaseError) as told, writing(engine, "kept") as connection:
        connection.execute(sa.insert(table).values(text=SECRET))
    assert SECRET not in str(told.value)


def test_a_text_that_cannot_be_encoded_is_one_line() -> None:
    with pytest.raises(DatabaseError, match="a text that it cannot hold"), reached():
        "\ud800".encode()
