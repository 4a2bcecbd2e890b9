"""The workbench: its four tabs, every filter, chips, and the source column beside them."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from dashboard.analysis.cooccurrence import cooccurrence
from dashboard.model import DateAxis, Mark, MentionKind, Selection
from dashboard.pages.address import mark_of
from dashboard.pages.charting.cooccurrence import named_apart
from dashboard.pages.charting.statements import Told, statement_listing
from dashboard.wording import Language, Wording
from tests.pages.conftest import LANGUAGES
from tests.pages.story import BRIDGE, HOSTILE_SOURCE, HOSTILE_TITLE, RIVER, UNDATED

TABS = ("timeline", "cooccurrence", "money", "statements")


def entity_named(story, name):
    frame = story.entities(Selection(), name, 5)
    return str(frame["entity"].iloc[0])


@pytest.mark.parametrize("mentions", [("a1@5-10",), ()])
def test_a_statement_s_row_means_the_statement_itself(mentions) -> None:
    row = {
        "article": "a1",
        **dict.fromkeys(("source", "title", "url"), ""),
        "published": dt.datetime(2014, 8, 6),
        "entity_name": None,
        "speaker": "المتحدث",
        "verb": "قال",
        "verb_start": 11,
        "reported": "إن الوضع صعب",
        "direct": False,
        "mentions": mentions,
    }
    told = Told("", "", pd.DataFrame([row]), 1)
    (text,) = statement_listing(told, Wording(Language.ENGLISH)).marks
    assert mark_of(text) == Mark("statements", article="a1", mentions=mentions, statement=11)


def summary(screen) -> str:
    """The line that says how much is selected."""
    (line,) = [
        one.value
        for one in screen.app.get("html")
        if one.value.startswith('<p class="siyaq-summary')
    ]
    return str(line).partition(">")[2].removesuffix("</p>")


def told(screen, story, selection) -> str:
    """The same line, by the collection's own count."""
    counts, wording = story.counts(selection), screen.wording
    return wording.text(
        "summary.mentions_in_articles",
        mentions=wording.count("count.mentions", counts.mentions),
        articles=wording.count("count.in_articles", counts.articles),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tab", TABS)
def test_a_tab_opens_from_its_link(open_screen, tab, language) -> None:
    screen = open_screen(lang=language, chart=tab)
    assert screen.messages() == []
    assert screen.wording.text(f"{tab}.title") in screen.html()
    assert len(screen.app.get("plotly_chart")) == (0 if tab == "statements" else 1)
    assert len(screen.table(f"table.{tab}")) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tabs_are_named_in_the_language(open_screen, language) -> None:
    screen = open_screen(lang=language)
    assert [tab.label for tab in screen.app.tabs] == [
        screen.wording.text(f"tabs.{tab}") for tab in TABS
    ]


def test_the_timeline_and_its_table_count_the_same(open_screen, story) -> None:
    screen = open_screen(lang="en")
    (figure,) = screen.figures()
    assert {trace["type"] for trace in figure["data"]} == {"bar"}
    counts = story.counts(Selection())
    dated = story.counts(Selection(start=dt.date(1900, 1, 1)))
    assert int(screen.table("table.timeline")["total"].sum()) == dated.mentions < counts.mentions
    assert screen.wording.count("count.mentions", counts.mentions - dated.mentions) in screen.html()


def test_the_five_billion_stand_once_in_the_table_of_money(open_screen) -> None:
    rows = open_screen(lang="en", chart="money").table("table.money")
    billions = rows[rows["value"].str.contains("5,000,000,000")]
    assert len(billions) == 1
    assert int(billions["repeats"].iloc[0]) == 2
    assert "USD" in billions["value"].iloc[0] or "dollar" in billions["value"].iloc[0].lower()


def test_money_is_never_added_over_currencies(open_screen, story) -> None:
    html = open_screen(lang="en", chart="money").html()
    for row in story.currencies(Selection()).to_dict("records"):
        assert f"<strong><bdi>{row['figures']}</bdi></strong>" in html


@pytest.mark.parametrize("shape", ["heatmap", "network"])
@pytest.mark.parametrize("within", ["sentence", "paragraph", "article"])
@pytest.mark.parametrize("measure", ["count", "npmi", "llr"])
def test_co_occurrence_is_drawn_in_every_window_and_measure(
    open_screen, shape, within, measure
) -> None:
    screen = open_screen(
        lang="en", chart="cooccurrence", shape=shape, within=within, measure=measure
    )
    assert screen.messages() == []
    assert len(screen.figures()) == 1
    assert len(screen.table("table.cooccurrence")) > 0


def test_a_change_says_how_often_in_each_period(open_screen) -> None:
    screen = open_screen(lang="en", chart="cooccurrence", shape="change")
    table = screen.table("table.change")
    (cells,) = [one for one in screen.figures()[0]["data"] if one["type"] == "scatter"]
    assert len(cells["hovertext"]) == len(table)
    first, second = (
        screen.wording.text(f"cooccurrence.{one}_period") for one in ("first", "second")
    )
    for row in table.to_dict("records"):
        counts = (screen.wording.count("count.sentences", row[one]) for one in ("first", "second"))
        told = f"{first}: {next(counts)} · {second}: {next(counts)}"
        assert any(told in hover for hover in cells["hovertext"])


def test_names_that_read_the_same_are_told_apart(story) -> None:
    found = cooccurrence(story, Selection())
    nodes = found.nodes.copy()
    twins = [
        next(one for one in nodes["entity"] if one.startswith(kind)) for kind in ("LOC", "ORG")
    ]
    nodes.loc[nodes["entity"].isin(twins), "name"] = "حلب"
    same = replace(found, nodes=nodes)
    wording = Wording(Language.ENGLISH)
    told = named_apart(same, wording)
    names = dict(zip(told.nodes["entity"], told.nodes["name"], strict=True))
    assert told.nodes["name"].is_unique
    assert [wording.text(f"kind.one.{one[:3]}") in names[one] for one in twins] == [True, True]
    for side in ("a", "b"):
        assert list(told.pairs[f"name_{side}"]) == [names[one] for one in told.pairs[side]]
    assert named_apart(found, wording) is found or not found.nodes["name"].is_unique


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("stack", ["kind", "source", "entity"])
def test_the_timeline_is_drawn_at_every_grain_and_stack(open_screen, grain, stack) -> None:
    screen = open_screen(lang="ar", grain=grain, stack=stack, axis="happened")
    assert screen.messages() == []
    assert len(screen.figures()) == 1


def test_the_lag_view_is_reached_and_left(open_screen) -> None:
    screen = open_screen(lang="en")
    screen.set("filter.axis", "lag")
    assert screen.address("lag") == "1"
    assert screen.wording.text("timeline.title.lag") in screen.html()
    screen.set("filter.axis", "happened")
    assert (screen.address("lag"), screen.address("axis")) == ("", "happened")
    assert screen.wording.text("timeline.title.happened") in screen.html()


FILTERS = {
    "from": ("filter.start", dt.date(2020, 1, 1), Selection(start=dt.date(2020, 1, 1)), "period"),
    "to": ("filter.end", dt.date(2019, 12, 31), Selection(end=dt.date(2019, 12, 31)), "period"),
    "sources": ("filter.sources", [RIVER], Selection(sources=(RIVER,)), "sources"),
    "hostile source": (
        "filter.sources",
        [HOSTILE_SOURCE],
        Selection(sources=(HOSTILE_SOURCE,)),
        "sources",
    ),
    "kinds": ("filter_kinds", ["PER"], Selection(kinds=(MentionKind.PER,)), "kinds"),
    "min": (
        "filter.amount_min",
        "خمسة مليارات",
        Selection(amount_min=Decimal(5_000_000_000)),
        "amount",
    ),
    "max": ("filter.amount_max", "20,000,000", Selection(amount_max=Decimal(20_000_000)), "amount"),
    "currency": ("filter.currency", "EUR", Selection(currency="EUR"), "currency"),
    "text": ("filter.text", "إعمار الموصل", Selection(text="إعمار الموصل"), "text"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_narrows_every_count_and_its_chip_removes_it(
    open_screen, story, name, language
) -> None:
    key, value, selection, chip = FILTERS[name]
    screen = open_screen(lang=language)
    whole = summary(screen)
    assert whole == told(screen, story, Selection())
    screen.set(key, value)
    assert summary(screen) == told(screen, story, selection) != whole
    assert 0 < story.counts(selection).mentions < story.counts(Selection()).mentions
    assert screen.source()["evidence"]["badge"] == screen.wording.number(
        story.counts(selection).mentions
    )
    assert f"chip_{chip}" in screen.keys("button")
    screen.click(f"chip_{chip}")
    assert summary(screen) == whole
    assert not [key for key in screen.keys("button") if key.startswith("chip")]


def test_a_name_narrows_and_each_name_has_its_own_chip(open_screen, story) -> None:
    salih, bank = entity_named(story, "برهم صالح"), entity_named(story, "البنك الدولي")
    screen = open_screen(lang="ar")
    screen.set("filter.names", [salih, bank])
    assert summary(screen) == told(screen, story, Selection(entities=(salih, bank)))
    assert {"chip_name0", "chip_name1"} <= set(screen.keys("button"))
    screen.click("chip_name0")
    assert summary(screen) == told(screen, story, Selection(entities=(bank,)))
    assert "البنك الدولي" in screen.widget("chip_name0").label


def test_clear_removes_every_filter_but_keeps_the_axis(open_screen, story) -> None:
    screen = open_screen(
        lang="en", axis="happened", text="العراق", kinds="PER~LOC", sources=RIVER, min="1"
    )
    screen.click("chips_clear")
    assert summary(screen) == told(screen, story, Selection(axis=DateAxis.HAPPENED))
    assert screen.address("axis") == "happened"
    assert not any(map(screen.address, ("text", "kinds", "sources", "min")))


def test_an_amount_that_is_no_number_is_said_and_changes_nothing(open_screen, story) -> None:
    screen = open_screen(lang="en")
    screen.set("filter.amount_min", "كثير جدا")
    assert screen.wording.text("error.number") in [one.value for one in screen.app.caption]
    assert summary(screen) == told(screen, story, Selection())


def test_bounds_the_wrong_way_round_are_said(open_screen) -> None:
    screen = open_screen(lang="en", **{"from": "2021-01-01", "to": "2020-01-01"}, min="9", max="1")
    captions = [one.value for one in screen.app.caption]
    assert screen.wording.text("filters.period.wrong") in captions
    assert screen.wording.text("filters.amount.wrong") in captions


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tab", TABS)
def test_an_empty_view_says_why_and_one_button_mends_it(open_screen, tab, language) -> None:
    screen = open_screen(lang=language, chart=tab, text="زرافة")
    assert not screen.app.get("plotly_chart")
    assert screen.source()["evidence"]["badge"] == "0"
    assert screen.source()["evidence"]["empty"]["cause"]
    screen.click("empty.cure")
    if tab == "cooccurrence":  # its first cure widens the window
        assert screen.address("within") == "article"
    else:
        assert screen.address("text") == ""
        assert screen.messages() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_relative_date_without_a_date_of_publication_stays_open_and_says_so(
    open_screen, language
) -> None:
    screen = open_screen(lang=language, article=UNDATED)
    article, wording = screen.source()["article"], screen.wording
    assert article["date"] == wording.text("reader.undated")
    content = f"{''.join(map(_text, article['title']))}\n" + "\n".join(
        "".join(_text(piece) for sentence in block["s"] for piece in sentence)
        for block in article["blocks"]
    )
    cards = {
        content[start:end]: article["cards"][number]
        for start, end, kind, number in article["mentions"]
        if kind == "DATE"
    }
    assert cards["أمس"]["badge"] == wording.text("card.unresolved")
    assert cards["أمس"]["filter"] is None
    written = next(card for words, card in cards.items() if "أيار 2019" in words)
    assert written["filter"]["start"] == "2019-05-05"


def _text(piece) -> str:
    return piece if isinstance(piece, str) else piece[0]


def test_a_missing_article_is_said(open_screen) -> None:
    screen = open_screen(lang="en", article="story-99")
    assert screen.messages() == [screen.wording.text("error.article_missing")]


def test_hostile_titles_and_sources_reach_the_browser_as_text(open_screen) -> None:
    screen = open_screen(lang="en", article="story-10", sources=HOSTILE_SOURCE, stack="source")
    assert "".join(map(_text, screen.source()["article"]["title"])) == HOSTILE_TITLE
    html = screen.html()
    assert "<b>**" not in html
    chip = screen.widget("chip_sources").label
    assert "$y$" not in chip
    assert r"\$y\$" in chip
    assert r"\<b\>" in chip


def test_sources_are_all_offered(open_screen) -> None:
    offered = open_screen(lang="en").widget("filter.sources").options
    assert {RIVER, BRIDGE, HOSTILE_SOURCE} <= set(offered)
    assert len(offered) == 4, "the articles without a source are offered too"
