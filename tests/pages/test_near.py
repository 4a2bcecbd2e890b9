"""Near-identical articles on the pages: marked where they stand, and counted once on demand."""

from pathlib import Path

import pytest

from dashboard.collection import build
from tests.collection.test_near import ALL
from tests.collection.word_extractor import WordExtractor
from tests.pages.conftest import LANGUAGES


@pytest.fixture(scope="module")
def papers(collections_home: Path) -> str:
    """The key of a collection of sixteen articles, four of which nearly repeat another."""
    build(ALL, collections_home / "papers.collection", WordExtractor(), name="papers")
    return "papers"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_tells_how_many_are_like_an_article(open_screen, papers, language) -> None:
    screen = open_screen("articles", lang=language, collection=papers)
    table = screen.table("articles.table")
    assert len(table) == 16
    assert sorted(table["copies"]) == [0] * 10 + [1, 1, 3, 3, 3, 3]
    once = open_screen("articles", lang=language, collection=papers, once="1")
    assert len(once.table("articles.table")) == 12


def test_a_collection_without_any_has_neither_column_nor_filter(open_screen, story) -> None:
    assert story.near_duplicates() == 0
    articles = open_screen("articles", lang="en").app.dataframe[0]
    assert "copies" not in articles.proto.column_order
    workbench = open_screen(lang="en")
    assert not [toggle for toggle in workbench.app.toggle if toggle.key == "filter.once"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filter_leaves_repetitions_out_of_every_count(open_screen, papers, language) -> None:
    screen = open_screen(lang=language, collection=papers)
    wording = screen.wording
    evidence = screen.source()["evidence"]
    assert evidence["badge"] == wording.number(16)
    copies = wording.count("evidence.copies", 3)
    assert sum(copies in row["note"] for row in evidence["rows"]) == 4
    (toggle,) = [toggle for toggle in screen.app.toggle if toggle.key == "filter.once"]
    assert wording.count("count.articles", 4) in toggle.help
    toggle.set_value(True)
    screen.run()
    assert screen.address("once") == "1"
    assert screen.source()["evidence"]["badge"] == wording.number(12)
    screen.click("chip_once")
    assert screen.address("once") == ""
    assert screen.source()["evidence"]["badge"] == wording.number(16)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_a_collection_count_them(open_screen, papers, language) -> None:
    screen = open_screen("collections", lang=language, collection=papers)
    label = screen.wording.text("quality.near")
    assert f"<dt>{label}</dt><dd><bdi>4</bdi>" in screen.html()
