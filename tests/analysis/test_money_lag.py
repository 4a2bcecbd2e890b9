"""How much, and how long before it was told."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from dashboard.analysis.lag import BANDS, lag
from dashboard.analysis.money import money
from dashboard.collection import build, open_collection
from dashboard.model import Article, Grain, Selection
from tests.collection.word_extractor import WordExtractor


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("told")
    text = (
        "قدم التحالف الدولي 5 مليون دولار، لإعمار الموصل، في بغداد.\n"
        "وكرر العبادي: 5 مليون دولار. وطلب أكثر من 5 مليون دولار و3 مليون ريال."
    )
    articles = [
        Article("a", "منحة 5 مليون دولار", text, "س", "", dt.date(2018, 3, 1)),
        Article("b", "", "دفع العراق 5 مليون دولار في عام 2018.", "س", "", dt.date(2018, 5, 1)),
        Article("c", "", "دفع العراق 7 مليون دينار في 2018-05-02.", "س", "", dt.date(2018, 5, 1)),
    ]
    build(articles, folder, WordExtractor())
    return open_collection(folder)


def test_a_figure_counts_once_in_an_article(told) -> None:
    shown = money(told, Selection())
    five = shown.figures[(shown.figures["article"] == "a") & (shown.figures["bound"] == "exact")]
    assert list(five["repeats"]) == [3, 1]
    assert five["surface"].iloc[0] == "5 مليون دولار"
    by_currency = shown.currencies.set_index("currency")
    assert dict(by_currency["figures"]) == {"USD": 3, "IQD": 1, "": 1}
    assert by_currency.loc["USD", "mentions"] == 5


def test_the_clause_and_those_near_it(told) -> None:
    selection = Selection(text="لإعمار")
    row = money(told, selection).figures.iloc[0]
    assert row["clause"] == "قدم التحالف الدولي 5 مليون دولار"
    assert [name for _, name in row["near"]] == ["التحالف الدولي", "الموصل", "بغداد"]
    assert row["repeats"] == 1  # only what is selected repeats


def test_the_limit_keeps_the_largest_of_each_currency(told) -> None:
    shown = money(told, Selection(), limit=3)
    assert (shown.total, shown.shown) == (5, 3)
    assert set(shown.figures["currency"]) == {"USD", "IQD", ""}


def test_lags(told) -> None:
    shown = lag(told, Selection(), Grain.DAY)
    counted = dict(zip(shown.bands["band"], shown.bands["mentions"], strict=True))
    assert counted["same_day"] == 3  # during the year that goes on
    assert counted["day_after"] == 3
    assert shown.coarse == 3
    assert shown.median == 0


def test_the_bands_leave_no_day_out() -> None:
    for (_, _, most), (_, least, _) in itertools.pairwise(BANDS):
        assert most + 1 == least
    assert BANDS[0][1] is None
    assert BANDS[-1][2] is None
