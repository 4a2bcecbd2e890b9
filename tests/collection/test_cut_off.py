"""Once it is open, a collection's query engine reads nothing else: no file, no address."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.collection import Collection, build, open_collection
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor


@pytest.fixture
def opened(tmp_path: Path):
    build(stories(20), tmp_path / "n.collection", WordExtractor())
    found = open_collection(tmp_path / "n.collection")
    yield found
    found.close()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd.csv'",
        "SELECT * FROM read_csv('https://elsewhere.example/x.csv')",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_statements_that_would_reach_out_fail(opened: Collection, tmp_path: Path, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        opened._ask.rows(sql.format(folder=tmp_path))
    assert [one.name for one in tmp_path.iterdir()] == ["n.collection"]


def test_its_questions_are_answered_all_the_same(opened: Collection) -> None:
    assert opened.manifest.articles == 20
    assert opened.rejected().empty
