"""When: bins, spans and the choice of a grain."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.analysis.timeline import Stack, fitting_grain, timeline
from dashboard.collection import build, open_collection
from dashboard.collection.periods import BIN_GRAINS
from dashboard.model import Article, DateAxis, Grain, Selection
from tests.collection.word_extractor import WordExtractor


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("dated")
    articles = [
        Article("a", "", "في 2018/02 وفي عام 2018.", "س", "", dt.date(2018, 12, 31)),
        Article("b", "", "في 2018-12-31. ثم 2019-01-01.", "س", "", dt.date(2019, 1, 1)),
        Article("c", "", "في عام 1435.", "س"),
    ]
    build(articles, folder, WordExtractor())
    return open_collection(folder)


@pytest.mark.parametrize(
    ("grain", "bars", "spans"),
    [
        (Grain.DAY, ["2018-12-31", "2019-01-01"], ["1435-01-01", "2018-01-01", "2018-02-01"]),
        # 31 December 2018 was a Monday: both days are in one ISO week.
        (Grain.WEEK, ["2018-12-31"], ["1435-01-01", "2018-01-01", "2018-02-01"]),
        (Grain.MONTH, ["2018-02-01", "2018-12-01", "2019-01-01"], ["1435-01-01", "2018-01-01"]),
        (Grain.QUARTER, ["2018-01-01", "2018-10-01", "2019-01-01"], ["1435-01-01", "2018-01-01"]),
        (Grain.YEAR, ["1435-01-01", "2018-01-01", "2019-01-01"], []),
    ],
)
def test_a_date_is_a_bar_or_a_span_by_its_precision(dated, grain, bars, spans) -> None:
    shown = timeline(dated, Selection(axis=DateAxis.HAPPENED), grain, Stack.NONE)
    assert [str(start.date()) for start in shown.bars["start"]] == bars
    assert [str(start.date()) for start in shown.spans["start"]] == spans
    assert shown.bars["mentions"].sum() + shown.spans["mentions"].sum() == 5
    assert shown.undated.empty
    assert len(shown.rows) == len(bars) + len(spans)


@pytest.mark.parametrize(
    ("grain", "end"),
    [
        (Grain.DAY, "2018-12-31"),
        (Grain.WEEK, "2019-01-06"),
        (Grain.MONTH, "2018-12-31"),
        (Grain.QUARTER, "2018-12-31"),
        (Grain.YEAR, "2018-12-31"),
    ],
)
def test_a_bar_ends_on_its_last_day(dated, grain, end) -> None:
    shown = timeline(dated, Selection(), grain)
    assert shown.bars["end"].iloc[0] == pd.Timestamp(end)


def test_the_grain_fits_the_period(collection) -> None:
    for selection in (Selection(), Selection(start=dt.date(2018, 1, 1), end=dt.date(2018, 2, 1))):
        grain = fitting_grain(collection, selection)
        shown = timeline(collection, selection, stack=Stack.NONE)
        assert shown.grain is grain
        assert grain in BIN_GRAINS
        assert 1 < len(shown.bars) <= 70
    assert fitting_grain(collection, Selection(sources=("nowhere",))) is Grain.MONTH


def test_one_far_date_does_not_coarsen_the_rest(tmp_path) -> None:
    text = " ".join(f"في 2018-02-{day:02}." for day in range(1, 29)) * 4 + " منذ عام 1435."
    build([Article("a", "", text, "س", "", dt.date(2018, 3, 1))], tmp_path, WordExtractor())
    collection = open_collection(tmp_path)
    selection = Selection(axis=DateAxis.HAPPENED)
    assert fitting_grain(collection, selection) is Grain.DAY
    shown = timeline(collection, selection, stack=Stack.NONE)
    assert (len(shown.bars), len(shown.spans)) == (28, 1)
    period = collection.period(selection)
    assert period is not None
    assert period[0] == pd.Timestamp("1435-01-01")


def test_the_bars_seen_first_are_those_that_hold_nearly_all(tmp_path) -> None:
    text = " ".join(f"في 2018-02-{day:02}." for day in range(1, 29)) * 4
    far = build(
        [Article("a", "", f"{text} في 1435-06-01.", "س", "", dt.date(2018, 3, 1))],
        tmp_path / "far",
        WordExtractor(),
    )
    assert far.articles == 1
    selection = Selection(axis=DateAxis.HAPPENED)
    shown = timeline(open_collection(tmp_path / "far"), selection, stack=Stack.NONE)
    assert shown.stretch == (dt.date(2018, 2, 1), dt.date(2018, 2, 28))
    years = timeline(open_collection(tmp_path / "far"), selection, Grain.YEAR, Stack.NONE)
    assert years.stretch == (dt.date(2018, 1, 1), dt.date(2018, 12, 31))
    build(
        [Article("a", "", text, "س", "", dt.date(2018, 3, 1))], tmp_path / "near", WordExtractor()
    )
    near = open_collection(tmp_path / "near")
    assert timeline(near, selection, stack=Stack.NONE).stretch is None
    assert timeline(near, Selection(sources=("nowhere",)), stack=Stack.NONE).stretch is None


def test_compared_names_are_those_that_were_chosen(collection) -> None:
    chosen = ("LOC:بغداد", "LOC:العراق", "LOC:nowhere")
    shown = timeline(collection, Selection(), Grain.YEAR, Stack.ENTITY, chosen)
    assert shown.keys == ("LOC:بغداد", "LOC:العراق")
    assert set(shown.bars["key"]) == set(shown.keys)
    assert shown.others > 0


def test_a_grain_without_bins_is_refused(collection) -> None:
    with pytest.raises(ValueError, match="grain must be one of"):
        timeline(collection, Selection(), Grain.CENTURY)


def test_kinds_are_stacked_from_the_rarest(collection) -> None:
    shown = timeline(collection, Selection(), Grain.YEAR, Stack.KIND)
    assert shown.keys == ("MONEY", "DATE", "PER", "ORG", "LOC")
    first = shown.bars[shown.bars["start"] == shown.bars["start"].iloc[0]]
    assert list(first["key"]) == [key for key in shown.keys if key in set(first["key"])]
