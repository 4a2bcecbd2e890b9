"""Axes: ticks of values and of time, and room for their labels."""

import datetime as dt
import json
from itertools import pairwise

import pandas as pd
import pytest

from dashboard.charts.drawing import Drawing
from dashboard.charts.money import money_figure
from dashboard.charts.style import ChartStyle, round_ticks
from dashboard.charts.time_axis import label_side, time_axis
from tests.charts.frames import (
    ARABIC,
    ENGLISH,
    MONEY,
)


@pytest.mark.parametrize(
    ("top", "ticks"),
    [(1, [0, 1]), (3, [0, 1, 2, 3]), (108, [0, 50, 100, 150]), (257, [0, 100, 200, 300])],
)
def test_value_ticks_are_round(top: float, ticks: list[int]) -> None:
    assert round_ticks(top) == ticks


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (dt.date(2014, 1, 1), dt.date(2021, 12, 31), "2018"),
        (dt.date(2020, 5, 1), dt.date(2020, 9, 30), "تموز"),
        (dt.date(2020, 7, 20), dt.date(2020, 7, 26), "23"),
        (dt.date(2020, 7, 20), dt.date(2020, 7, 26), "20 تموز"),
        (dt.date(1500, 1, 1), dt.date(2020, 1, 1), "1600"),
    ],
)
def test_time_labels_name_the_span_above_them(start: dt.date, end: dt.date, label: str) -> None:
    axis = time_axis(ARABIC, start, end)
    lines = [text.partition("<br>")[0] for text in axis["ticktext"]]
    texts = [line.strip("\u2066\u2067\u2069") for line in lines]
    assert label in texts
    assert len(texts) <= 14


@pytest.mark.parametrize("style", [ARABIC, ENGLISH])
@pytest.mark.parametrize(
    ("start", "days"),
    [
        (start, days)
        for start in (dt.date(2014, 6, 30), dt.date(2013, 11, 20), dt.date(2018, 2, 10))
        for days in (1, 5, 28, 45, 80, 365, 700, 1000, 2719, 6000, 50_000)
    ],
)
def test_no_two_time_labels_touch_on_a_phone(style: ChartStyle, start: dt.date, days: int) -> None:
    axis = time_axis(style, start, start + dt.timedelta(days=days - 1))
    assert axis["ticktext"]
    ends = []
    for middle, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        wide = max(len(line.strip("\u2066\u2067\u2069")) for line in text.split("<br>")) * 6.5
        at = (middle - dt.datetime.combine(start, dt.time())) / dt.timedelta(days=days) * 290
        ends.append((at - wide / 2, at + wide / 2))
    assert all(right < left for (_, right), (left, _) in pairwise(ends)), axis["ticktext"]


@pytest.mark.parametrize("days", [1, 20, 62, 63, 100, 200, 365, 500, 730])
@pytest.mark.parametrize(
    "start", [dt.date(2018, 1, 28), dt.date(2018, 6, 30), dt.date(2017, 12, 1)]
)
@pytest.mark.parametrize("style", [ARABIC, ENGLISH])
def test_the_first_day_or_month_says_its_year(style, start, days) -> None:
    axis = time_axis(style, start, start + dt.timedelta(days=days - 1))
    first = axis["ticktext"][0]
    year = first.partition("<br>")[2].strip("\u2066\u2067\u2069")
    assert year == style.wording.year(axis["tickvals"][0].year)


@pytest.mark.parametrize("unit", ["ns", "us", "s"])
def test_days_are_told_as_days_whatever_pandas_counts_them_in(unit: str) -> None:
    drawing = Drawing()
    drawing.scatter(x=pd.Series(pd.to_datetime(["2018-02-14"])).dt.as_unit(unit), y=[1])
    assert json.loads(drawing.figure().to_json())["data"][0]["x"] == ["2018-02-14T00:00:00"]


def test_there_is_room_for_the_labels_of_an_axis() -> None:
    drawing = Drawing(
        margin={"l": 8, "r": 8, "t": 4, "b": 90},
        xaxis={"ticktext": ["one<br>two"]},
        yaxis={"ticktext": ["1", "a million"], "side": "left"},
        yaxis2={"ticktext": ["unseen" * 9], "side": "right", "visible": False},
    )
    margin = drawing.figure().layout.margin
    assert margin.l > 50
    assert (margin.r, margin.t, margin.b) == (8, 4, 90)


@pytest.mark.parametrize(
    ("day", "side"), [(1, "left"), (5, "left"), (15, "center"), (27, "right"), (31, "right")]
)
def test_a_label_near_an_end_of_the_axis_grows_towards_the_middle(day: int, side: str) -> None:
    first, last = dt.datetime(2020, 1, 1), dt.datetime(2020, 1, 31)
    assert label_side(dt.datetime(2020, 1, day), first, last) == side
    assert label_side(first, first, first) == "center"
    one = MONEY.iloc[:1].assign(day=dt.datetime(2020, 1, day))
    ends = MONEY.iloc[[0, 1]].assign(day=[first, last], mark=["first", "last"])
    figure = money_figure(pd.concat([one, ends]), ARABIC, "d1", "خمسة")
    assert [note.xanchor for note in figure.layout.annotations if "خمسة" in note.text] == [side]
