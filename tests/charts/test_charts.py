"""Figures from frames: every mark carries what a click reports, and nothing is drawn twice."""

import datetime as dt
import json
import pickle
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.drawing import Drawing
from dashboard.charts.heatmap import heatmap_figure
from dashboard.charts.lag import lag_figure
from dashboard.charts.money import money_figure, not_drawn
from dashboard.charts.network import network_figure, network_legend
from dashboard.charts.style import ChartStyle, plain, round_ticks
from dashboard.charts.time_axis import label_side, time_axis
from dashboard.charts.timeline import Stack, timeline_figure
from dashboard.look.palette import DARK, LIGHT
from dashboard.wording import Language, Wording

ARABIC = ChartStyle(LIGHT, Wording(Language.ARABIC))
ENGLISH = ChartStyle(DARK, Wording(Language.ENGLISH))
STYLES = [ARABIC, ENGLISH]


def marks(figure: go.Figure) -> list[str]:
    return [
        mark for trace in figure.data if trace.customdata is not None for mark in trace.customdata
    ]


def bars() -> pd.DataFrame:
    rows = [
        ("PER", "2020-07-01", "2020-07-31", False, 3, "m1"),
        ("PER", "2020-08-01", "2020-08-31", False, 1, "m2"),
        ("LOC", "2020-07-01", "2020-07-31", False, 5, "m3"),
        ("LOC", "2020-01-01", "2020-12-31", True, 2, "m4"),
    ]
    frame = pd.DataFrame(rows, columns=["key", "start", "end", "whole", "mentions", "mark"])
    return frame.assign(
        start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]), period="تموز 2020"
    )


STACKS = [Stack("PER", "أشخاص", "#BB5E8F"), Stack("LOC", "أماكن", "#1292F0")]


@pytest.mark.parametrize("style", STYLES)
def test_every_row_of_a_timeline_is_one_mark(style: ChartStyle) -> None:
    figure = timeline_figure(bars(), STACKS, style)
    assert sorted(marks(figure)) == ["m1", "m2", "m3", "m4"]
    heights = {
        mark: y
        for trace in figure.data
        if trace.orientation != "h"
        for mark, y in zip(trace.customdata, trace.y, strict=True)
    }
    assert heights == {"m1": 3, "m2": 1, "m3": 5}


def test_a_year_is_a_span_and_not_its_first_day() -> None:
    figure = timeline_figure(bars(), STACKS, ARABIC)
    (span,) = [trace for trace in figure.data if trace.orientation == "h"]
    assert pd.Timestamp(span.base[0]) == pd.Timestamp("2020-01-01")
    assert span.x[0] == 366 * 86_400_000


def test_the_selected_bar_stands_out_and_is_named() -> None:
    figure = timeline_figure(bars(), STACKS, ARABIC, "m3", "تموز 2020: 5 أماكن")
    opacity = {
        mark: value
        for trace in figure.data
        if trace.orientation != "h"
        for mark, value in zip(trace.customdata, trace.marker.opacity, strict=True)
    }
    assert opacity == {"m1": 0.5, "m2": 0.5, "m3": 1.0}
    assert any("تموز 2020: 5 أماكن" in note.text for note in figure.layout.annotations)


def test_the_value_axis_stands_where_reading_starts() -> None:
    assert timeline_figure(bars(), STACKS, ARABIC).layout.yaxis.side == "right"
    assert timeline_figure(bars(), STACKS, ENGLISH).layout.yaxis.side == "left"


def test_a_stretch_is_the_axis_and_the_selected_bar_widens_it() -> None:
    stretch = dt.date(2020, 7, 1), dt.date(2020, 7, 31)
    shown = timeline_figure(bars(), STACKS, ARABIC, stretch=stretch).layout.xaxis.range
    assert [str(day)[:10] for day in shown] == ["2020-07-01", "2020-08-01"]
    wider = timeline_figure(bars(), STACKS, ARABIC, "m2", stretch=stretch).layout.xaxis.range
    assert [str(day)[:10] for day in wider] == ["2020-07-01", "2020-09-01"]


def test_rows_without_a_date_are_not_drawn() -> None:
    frame = bars().assign(start=pd.NaT, end=pd.NaT)
    assert marks(timeline_figure(frame, STACKS, ARABIC)) == []


PAIRS = pd.DataFrame(
    {
        "a": ["e1", "e1"],
        "b": ["e2", "e3"],
        "count": [4, 1],
        "npmi": [0.61, -0.2],
        "llr": [12.0, -0.5],
        "mark": ["p1", "p2"],
    }
)
NAMES = [("e1", "العراق"), ("e2", "داعش"), ("e3", "بغداد")]


@pytest.mark.parametrize("measure", ["count", "npmi", "llr"])
def test_every_pair_is_one_cell_below_the_diagonal(measure: str) -> None:
    figure = heatmap_figure(NAMES, PAIRS, measure, ARABIC)
    targets = [trace for trace in figure.data if trace.type == "scatter"]
    assert [list(trace.customdata) for trace in targets] == [["p1", "p2"]]
    assert all(y > x for x, y in zip(targets[0].x, targets[0].y, strict=True))


def test_a_cell_of_change_says_both_periods_beside_its_count() -> None:
    told = PAIRS.assign(change=[2, -1], told=["قبل: 1 · بعد: 3", "قبل: 1 · بعد: 0"])
    figure = heatmap_figure(NAMES, told, "change", ARABIC, diverging=True)
    (targets,) = [trace for trace in figure.data if trace.type == "scatter"]
    assert "قبل: 1 · بعد: 3" in targets.hovertext[0]
    assert "4" in targets.hovertext[0].partition("<b>")[2].partition("</b>")[0]
    assert "NPMI" not in targets.hovertext[0]


def test_each_name_stands_once_on_the_diagonal() -> None:
    figure = heatmap_figure(NAMES, PAIRS, "npmi", ARABIC)
    texts = [note.text for note in figure.layout.annotations]
    assert all(sum(name in text for text in texts) == 1 for _, name in NAMES)


def test_strong_values_are_printed_in_their_cells() -> None:
    figure = heatmap_figure(NAMES, PAIRS, "npmi", ENGLISH)
    assert [note.text for note in figure.layout.annotations if note.text == ".61"] == [".61"]


NODES = pd.DataFrame(
    {
        "entity": ["e1", "e2", "e3"],
        "label": ["العراق", "داعش", "بغداد"],
        "x": [0.0, 1.0, 0.5],
        "y": [0.0, 0.0, 1.0],
        "weight": [5.0, 4.0, 1.0],
        "community": [0, 0, 1],
        "mark": ["n1", "n2", "n3"],
    }
)


def test_nodes_and_edges_can_be_clicked() -> None:
    edges = PAIRS.assign(strength=PAIRS["count"].astype(float))
    figure = network_figure(NODES, edges, ARABIC, "p1", "4 جمل")
    assert set(marks(figure)) == {"p1", "p2", "n1", "n2", "n3"}
    assert any("4 جمل" in note.text for note in figure.layout.annotations)


def test_no_label_of_the_network_leaves_a_phone() -> None:
    names = ["إبراهيم الجعفري", "مجلس النواب العراقي", "الاتحاد الأوروبي"]
    nodes = pd.concat([NODES.head(1)] * 3, ignore_index=True).assign(
        entity=names, label=names, mark=names, x=[0.0, 0.5, 1.0], y=[0.0, 0.5, 1.0]
    )
    figure = network_figure(nodes, EDGES.head(0), ARABIC)
    low, high = figure.layout.xaxis.range
    labels = figure.layout.annotations
    assert len(labels) == 3
    for label, name in zip(labels, names, strict=True):
        middle = (label.x - low) / (high - low) * 340 + label.xshift
        assert len(name) * 3 <= middle <= 340 - len(name) * 3
    assert [label.xshift for label in labels][1] == 0


def test_the_legend_names_communities_by_their_heaviest_member() -> None:
    entries = network_legend(NODES, ENGLISH)
    assert [entry.label for entry in entries] == ["العراق +1"]


MONEY = pd.DataFrame(
    {
        "currency": ["USD", "USD", "IQD", "USD"],
        "amount": [5e9, 4e8, 1e12, 2e6],
        "amount_max": [None, None, None, 3e6],
        "bound": ["exact", "more_than", "exact", "range"],
        "day": pd.to_datetime(["2020-07-23", "2018-02-14", "2019-01-24", None]),
        "surface": ["5 مليار دولار", "أكثر من 400 مليون دولار", "تريليون دينار", "2-3"],
        "label": ["a", "b", "c", "d"],
        "mark": ["d1", "d2", "d3", "d4"],
    }
)


def test_each_dated_amount_is_one_dot_in_its_currencys_panel() -> None:
    figure = money_figure(MONEY, ARABIC)
    dots = {
        mark: (trace.yaxis, y)
        for trace in figure.data
        if trace.customdata is not None
        for mark, y in zip(trace.customdata, trace.y, strict=True)
    }
    assert set(dots) == {"d1", "d2", "d3"}
    assert dots["d1"][0] == dots["d2"][0] != dots["d3"][0]
    assert dots["d1"][1] == 5e9
    assert figure.layout.yaxis.type == figure.layout.yaxis2.type == "log"


def test_currencies_without_a_panel_are_told() -> None:
    many = pd.concat(
        [MONEY.head(1).assign(currency=code) for code in ("USD", "USD", "EUR", *"ABCD")],
        ignore_index=True,
    )
    undated = MONEY.head(1).assign(currency="Z", day=pd.NaT)
    drawn = money_figure(many, ENGLISH)
    assert len([one for one in drawn.layout if one.startswith("yaxis")]) == 5
    assert not_drawn(pd.concat([many, undated], ignore_index=True)) == ["D"]
    assert not_drawn(MONEY.head(1)) == []


def test_more_than_is_an_open_dot_with_an_arrow() -> None:
    figure = money_figure(MONEY, ENGLISH)
    (dots,) = [t for t in figure.data if t.customdata is not None and "d2" in t.customdata]
    colour = dict(zip(dots.customdata, dots.marker.color, strict=True))
    assert colour["d2"] == DARK.bg != colour["d1"]
    assert [list(trace.text) for trace in figure.data if trace.mode == "text"] == [["↑"]]


def test_lags_are_bubbles_at_their_two_dates() -> None:
    assert marks(lag_figure(LAGS, ARABIC)) == ["l1", "l2"]


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


def test_names_are_shown_literally() -> None:
    assert plain("<b>x</b> & y") == "&lt;b&gt;x&lt;/b&gt; &amp; y"
    hostile = [("e1", "<img src=x>"), ("e2", "ب"), ("e3", "ج")]
    figure = heatmap_figure(hostile, PAIRS, "npmi", ARABIC)
    assert not any("<img" in note.text for note in figure.layout.annotations)


LAGS = pd.DataFrame(
    {
        "published": pd.to_datetime(["2020-07-01", "2020-08-01"]),
        "happened": pd.to_datetime(["2014-01-01", "2020-08-01"]),
        "mentions": [4, 1],
        "hover": ["x", "y"],
        "mark": ["l1", "l2"],
    }
)
RANGES = MONEY.assign(amount_max=[None, None, None, 3e6], day=pd.Timestamp("2020-07-23"))
EDGES = PAIRS.assign(strength=PAIRS["count"].astype(float))
FIGURES = {
    "timeline": lambda style, mark: timeline_figure(bars(), STACKS, style, mark, "5 أماكن"),
    "empty timeline": lambda style, mark: timeline_figure(bars().head(0), STACKS, style, mark),
    "lag": lambda style, mark: lag_figure(LAGS, style, mark),
    "empty lag": lambda style, mark: lag_figure(LAGS.head(0), style, mark),
    "heat map": lambda style, mark: heatmap_figure(NAMES, PAIRS, "npmi", style, mark),
    "change": lambda style, mark: heatmap_figure(NAMES, PAIRS, "npmi", style, mark, diverging=True),
    "network": lambda style, mark: network_figure(NODES, EDGES, style, mark, "4 جمل"),
    "money": lambda style, mark: money_figure(RANGES, style, mark, "مليون"),
    "empty money": lambda style, mark: money_figure(RANGES.head(0), style, mark),
}


@pytest.mark.parametrize("style", STYLES, ids=["ar", "en"])
@pytest.mark.parametrize("mark", [None, "m3", "m4", "l1", "p1", "n2", "d2"])
@pytest.mark.parametrize("name", FIGURES)
def test_plotly_knows_every_value_of_every_figure(
    name: str, mark: str | None, style: ChartStyle
) -> None:
    """Figures are made unchecked; here they are checked."""
    told = FIGURES[name](style, mark).to_dict()
    assert go.Figure(told).to_plotly_json().keys() == told.keys()
    assert bool(told["data"]) == (not name.startswith("empty"))


def test_a_value_that_plotly_does_not_know_is_found() -> None:
    drawing = Drawing(xaxis={"colour": "red"})
    with pytest.raises(ValueError, match="colour"):
        go.Figure(drawing.figure().to_dict())


def test_a_drawn_figure_stays_the_same_whoever_takes_a_copy() -> None:
    figure = lag_figure(LAGS, ARABIC, "l1")
    told = json.dumps(figure.to_dict(), default=str)
    copy = pickle.loads(pickle.dumps(figure))
    assert copy.to_json() == figure.to_json()
    assert copy.to_dict() is not figure.to_dict()
    assert (figure.layout.height, len(figure.data)) == (400, 2)
    assert json.dumps(figure.to_dict(), default=str) == told


@pytest.mark.parametrize("mark", [None, "m3", "m4", "l1", "p1", "n2", "d2"])
@pytest.mark.parametrize("name", FIGURES)
def test_a_copy_of_a_figure_is_nothing_new_to_plotly(name: str, mark: str | None) -> None:
    """The page hands figures over as copies, several times; nothing is drawn again for it."""
    figure = FIGURES[name](ARABIC, mark)
    told = json.loads(figure.to_json())
    assert told["layout"]["datarevision"] == FIGURES[name](ARABIC, mark).layout.datarevision
    assert "template" not in told["layout"]
    assert "bdata" not in figure.to_json()


def test_other_values_have_another_revision() -> None:
    one, other = (Drawing(), Drawing())
    one.scatter(x=[1], y=[2])
    other.scatter(x=[1], y=[3])
    revisions = [drawing.figure().layout.datarevision for drawing in (one, other)]
    assert revisions[0] != revisions[1]


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


def test_layout_is_merged_value_by_value() -> None:
    drawing = Drawing(margin={"l": 1, "t": 2}, xaxis={"range": [0, 1]})
    drawing.lay_out(margin={"t": 3}, xaxis={"range": [2, 3], "visible": False})
    layout = drawing.figure().layout
    assert (layout.margin.l, layout.margin.t) == (1, 3)
    assert (layout.xaxis.range, layout.xaxis.visible) == ((2, 3), False)


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
