"""The articles page: search in folded Arabic, the table, and the article beside it."""

import pytest

from dashboard.pages.tables import fitting_height
from tests.pages.conftest import LANGUAGES
from tests.pages.story import HOSTILE_TITLE, RIVER, STORY


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_articles_are_listed_newest_first(open_screen, language) -> None:
    screen = open_screen("articles", lang=language)
    rows = screen.table("articles.table")
    assert len(rows) == len(STORY)
    assert rows["title"].iloc[0] == "النفط يعود إلى الارتفاع"
    assert screen.source()["article"]["id"] == "story-08"
    assert HOSTILE_TITLE in rows["title"].tolist()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("اعمار", {"story-02", "story-03"}),  # without its hamza, and behind a preposition
        ("للقوات", {"story-01"}),
        ('"إعمار الموصل"', {"story-02"}),
        ("زرافة", set()),
    ],
)
def test_search_finds_what_is_written_otherwise(open_screen, query, found) -> None:
    screen = open_screen("articles", lang="en")
    screen.set("articles.search", query)
    assert screen.address("search") == query
    titles = {article.title for article in STORY if article.id in found}
    if titles:
        assert titles <= set(screen.table("articles.table")["title"])
        assert len(screen.table("articles.table")) < len(STORY)
    else:
        assert screen.wording.text("empty.no_articles") in screen.html()


def test_search_in_the_header_leads_to_the_articles(open_screen) -> None:
    screen = open_screen("workbench", lang="en")
    screen.set("header.search", "الموازنة")
    assert screen.wording.text("articles.title") in screen.html()
    assert screen.table("articles.table")["title"].tolist() == ["البرلمان يقر الموازنة"]


def test_filters_narrow_the_articles(open_screen) -> None:
    screen = open_screen("articles", lang="en")
    screen.set("filter.sources", [RIVER])
    assert len(screen.table("articles.table")) == sum(one.source == RIVER for one in STORY)


def test_the_article_of_a_link_is_open(open_screen) -> None:
    screen = open_screen("articles", lang="en", article="story-02")
    assert screen.source()["article"]["id"] == "story-02"
    assert screen.source()["evidence"] is None


def test_undated_articles_say_so(open_screen) -> None:
    screen = open_screen("articles", lang="en")
    rows = screen.table("articles.table")
    assert rows["published"].tolist().count(screen.wording.text("table.undated")) == 2


@pytest.mark.parametrize(
    ("rows", "most", "height"), [(1, 220, "content"), (6, 220, "content"), (7, 220, 220)]
)
def test_a_table_is_as_high_as_its_rows_or_scrolls(rows, most, height) -> None:
    assert fitting_height(rows, most) == height
