"""Asking the index from many threads: cursors are used again, and a failed question harms none."""

from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest
from hypothesis import given

from dashboard.collection import build, open_collection
from dashboard.collection.asking import Asker
from dashboard.collection.index import index_name
from dashboard.collection.manifest import read_manifest
from dashboard.collection.selecting import Parameters
from dashboard.collection.store import Store
from dashboard.model import Selection
from tests.collection.selections import SELECTIONS
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor

ARTICLES = "SELECT count(*) FROM article"


@pytest.fixture
def asker(tmp_path):
    folder = tmp_path / "n.collection"
    build(stories(20), folder, WordExtractor())
    made = Asker(folder / index_name(read_manifest(Store.at(folder))))
    yield made
    made.close()


def test_questions_one_after_the_other_take_one_cursor(asker, monkeypatch) -> None:
    made = []
    connection = asker._connection

    class Counted:
        def cursor(self):
            made.append(connection.cursor())
            return made[-1]

        def close(self):
            connection.close()

    monkeypatch.setattr(asker, "_connection", Counted())
    assert [asker.row(ARTICLES) for _ in range(5)] == [(20,)] * 5
    assert len(made) == 1


def test_a_failed_question_leaves_the_others_alone(asker) -> None:
    for _ in range(3):
        with pytest.raises(duckdb.Error):
            asker.rows("SELECT nothing_of_the_kind FROM article")
        assert asker.row(ARTICLES) == (20,)


def test_what_binds_nothing_is_asked_once(asker, monkeypatch) -> None:
    told = []
    frame = Asker.frame

    def noted(asked, sql, bound=None):
        told.append(sql)
        return frame(asked, sql, bound)

    monkeypatch.setattr(Asker, "frame", noted)
    first = asker.once(ARTICLES, Parameters())
    assert asker.once(ARTICLES, Parameters()) is first
    assert len(told) == 1
    beside, _ = asker.beside()
    assert beside.once(ARTICLES, Parameters()) is not first, "corrections may change it"
    for count in (5, 7, 5):
        bound = Parameters()
        sql = f"SELECT {bound.bind(count)}::INTEGER AS given"
        assert asker.once(sql, bound)["given"].tolist() == [count]
    bound = Parameters()
    found = asker.once(f"SELECT count(*) AS n FROM ({bound.sentences_with('العراق')})", bound)
    assert found["n"].iloc[0] >= 0
    assert len(asker._once) == 1


@pytest.mark.parametrize(("bits", "type_"), [(5, "int32"), (26, "int32"), (27, "int64")])
def test_a_key_is_as_narrow_as_it_can_be(asker, bits, type_) -> None:
    """20 articles take 5 bits, and a number of 32 bits has one for its sign."""
    largest = (1 << bits) - 1
    found = asker.columns(f"SELECT {asker.key('a.aid', str(largest), bits)} AS key FROM article a")
    assert found["key"].dtype == type_
    assert sorted((found["key"].astype("int64") >> bits).tolist()) == list(range(20))
    assert set((found["key"].astype("int64") & largest).tolist()) == {largest}


@pytest.mark.parametrize("where", ["m.kind = 'MONEY'", "m.aid = 19", "m.aid % 3 = 1", "false"])
def test_bits_stand_for_what_fulfils_a_condition(asker, where) -> None:
    bound = Parameters()
    bits = bound.bind(asker.bits("m.aid", where, Parameters()))
    found = asker.rows(
        f"SELECT a.aid FROM article a WHERE get_bit({bits}::BLOB::BIT, a.aid) = 1", bound
    )
    expected = asker.rows(f"SELECT DISTINCT m.aid FROM mention m WHERE {where}")
    assert sorted(found) == sorted(expected)
    assert bool(found) == (where != "false")


def test_many_threads_get_their_own_answers(asker) -> None:
    def asked(number: int) -> int:
        bound = Parameters()
        ((found,),) = asker.rows(f"SELECT {bound.bind(number)} + 0 * count(*) FROM article", bound)
        return int(found)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(asked, range(200))) == list(range(200))


def test_each_asks_in_its_own_schema(asker) -> None:
    over, name = asker.beside()
    with over.writing() as cursor:
        cursor.execute(f"CREATE VIEW {name}.article AS SELECT 1 AS id")
    for _ in range(3):
        assert over.row(ARTICLES) == (1,)
        assert asker.row(ARTICLES) == (20,)


def test_a_closed_index_can_be_taken_away(asker, tmp_path) -> None:
    asker.row(ARTICLES)
    path = next(tmp_path.glob("*/index-*"))
    asker.close()
    with duckdb.connect(str(path)) as connection:  # to write: nobody may have it open
        assert connection.execute(ARTICLES).fetchone() == (20,)


@given(SELECTIONS)
def test_kinds_alone_are_counted_as_in_all_counts(counted_stories, selection) -> None:
    assert counted_stories.kind_counts(selection) == counted_stories.counts(selection).by_kind


@pytest.fixture(scope="module")
def counted_stories(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kinds") / "n.collection"
    build(stories(60), folder, WordExtractor())
    found = open_collection(folder)
    assert len(found.kind_counts(Selection())) > 2
    yield found
    found.close()
