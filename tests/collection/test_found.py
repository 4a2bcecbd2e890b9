"""Which sentences a selection speaks of: looked up once for all questions, and never wrong."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import duckdb
import pytest

from dashboard.collection import found as module
from dashboard.collection.found import FoundSentences
from dashboard.collection.selecting import Containing, Parameters, searched
from dashboard.model import Selection


class Watched:
    """A cursor that notes what it is told."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.cursor, self.told = cursor, []

    def execute(self, sql: str, values: object = None) -> object:
        self.told.append(sql)
        return self.cursor.execute(sql, values)


@pytest.fixture
def cursor() -> Iterator[Watched]:
    sentences = ["وصل الوزير الي بغداد", "وزير الدفاع", "في بغداد", "لا شيء"]
    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE TABLE sentence (sid INTEGER, folded VARCHAR)")
        connection.execute("CREATE TABLE word (wid INTEGER, word VARCHAR)")
        connection.execute("CREATE TABLE posting (wid INTEGER, sid INTEGER, place INTEGER)")
        words = sorted({word for sentence in sentences for word in sentence.split()})
        connection.executemany("INSERT INTO word VALUES (?, ?)", list(enumerate(words)))
        for sid, sentence in enumerate(sentences):
            connection.execute("INSERT INTO sentence VALUES (?, ?)", [sid, sentence])
            for place, word in enumerate(sentence.split()):
                connection.execute(
                    "INSERT INTO posting VALUES (?, ?, ?)", [words.index(word), sid, place]
                )
        yield Watched(connection)


@contextmanager
def query(kept: FoundSentences, text: str, cursor: Watched) -> Iterator[str]:
    bound = Parameters()
    bound.sentences_with(text)
    with kept.queries(bound, "", cursor) as (asked,):
        # Values are bound only where the words have to be asked.
        yield "" if bound.values else asked


def asked(kept: FoundSentences, text: str, cursor: Watched) -> str:
    with query(kept, text, cursor) as found:
        return found


def sids(cursor: Watched, asked: str) -> list[int]:
    return sorted(sid for (sid,) in cursor.cursor.execute(asked).fetchall())


@pytest.mark.parametrize(
    ("text", "found"),
    [("وزير", [0, 1]), ("بغداد", [0, 2]), ("الي بغداد", [0]), ("لا", [3]), ("موسكو", [])],
)
def test_a_text_is_looked_up_once(cursor: Watched, text: str, found: list[int]) -> None:
    kept = FoundSentences()
    first = asked(kept, text, cursor)
    assert sids(cursor, first) == found
    assert asked(kept, text, cursor) == first
    assert len(cursor.told) == 1


def test_there_are_never_more_tables_than_told(cursor: Watched, monkeypatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    kept = FoundSentences()
    one, two = asked(kept, "وزير", cursor), asked(kept, "بغداد", cursor)
    assert asked(kept, "وزير", cursor) == one
    three = asked(kept, "الدفاع", cursor)
    assert sids(cursor, three) == [1]
    assert sids(cursor, one) == [0, 1]
    with pytest.raises(duckdb.CatalogException):
        sids(cursor, two)


def test_a_table_stays_while_it_is_read(cursor: Watched, monkeypatch) -> None:
    monkeypatch.setattr(module, "_MOST", 1)
    kept = FoundSentences()
    with query(kept, "وزير", cursor) as one:
        with query(kept, "وزير", cursor) as same:
            assert one == same
        with query(kept, "بغداد", cursor) as two:
            assert two == "", "no room"
        assert sids(cursor, one) == [0, 1]
    with query(kept, "بغداد", cursor) as two:
        assert sids(cursor, two) == [0, 2]
    with pytest.raises(duckdb.CatalogException):
        sids(cursor, one)


def test_who_fails_reads_no_longer(cursor: Watched, monkeypatch) -> None:
    monkeypatch.setattr(module, "_MOST", 1)
    kept = FoundSentences()
    with pytest.raises(ZeroDivisionError), query(kept, "وزير", cursor):
        raise ZeroDivisionError
    assert sids(cursor, asked(kept, "بغداد", cursor)) == [0, 2]


def test_long_tables_take_the_room_of_many(cursor: Watched, monkeypatch) -> None:
    monkeypatch.setattr(module, "_ROOM", 1)
    kept = FoundSentences()
    assert sids(cursor, asked(kept, "وزير", cursor)) == [0, 1]
    assert sids(cursor, asked(kept, "بغداد", cursor)) == [0, 2]
    assert [known[1].text for known in kept._tables] == ["بغداد"]


def test_many_threads_ask_for_more_than_there_is_room_for(collection, monkeypatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    monkeypatch.setattr(collection._ask, "_found", FoundSentences())
    texts = ["بغداد", "دولار", "العراق", "التحالف", "مليون"] * 12
    wanted = {text: collection.mention_count(Selection(text=text)) for text in set(texts)}
    assert len(set(wanted.values())) > 2
    with ThreadPoolExecutor(8) as pool:
        counts = pool.map(lambda text: collection.mention_count(Selection(text=text)), texts)
        assert list(counts) == [wanted[text] for text in texts]
    assert len(collection._ask._found._tables) <= 2
    assert all(table.readers == 0 for table in collection._ask._found._tables.values())


def test_without_room_questions_are_answered_all_the_same(collection, monkeypatch) -> None:
    selection = Selection(text="بغداد")
    wanted = collection.counts(selection)
    assert 0 < wanted.mentions < collection.counts(Selection()).mentions
    monkeypatch.setattr(module, "_MOST", 1)
    monkeypatch.setattr(collection._ask, "_found", FoundSentences())
    bound = Parameters()
    bound.sentences_with(searched("دولار"))
    with collection._ask.writing() as cursor, collection._ask._found.queries(bound, "", cursor):
        assert collection.counts(selection) == wanted
        assert list(collection._ask._found._tables) == [("", Containing(searched("دولار")))]


def test_what_is_looked_for_never_becomes_sql(collection) -> None:
    for text in ("'; DROP TABLE mention; --", "@found0@ بغداد", "$p0"):
        bound = Parameters()
        assert text not in bound.sentences_with(searched(text))
        assert collection.counts(Selection(text=text)).mentions == 0
