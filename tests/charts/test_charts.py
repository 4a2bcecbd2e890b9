"""Figures from frames: every mark carries what a click reports, and nothing is drawn twice."""

import datetime as dt

import pandas as pd
import pytest

from dashboard.charts.heatmap import heatmap_figure
from dashboard.charts.lag import lag_figure
from dashboard.charts.money import money_figure, not_drawn
from dashboard.charts.style import ChartStyle, plain
from dashboard.charts.timeline import timeline_figure
from dashboard.look.palette import DARK
from tests.charts.frames import (
    ARABIC,
    ENGLISH,
    LAGS,
    MONEY,
    NAMES,
    PAIRS,
    STACKS,
    STYLES,
    bars,
    marks,
)


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


def test_names_are_shown_literally() -> None:
    assert plain("<b>x</b> & y") == "&lt;b&gt;x&lt;/b&gt; &amp; y"
    hostile = [("e1", "<img src=x>"), ("e2", "ب"), ("e3", "ج")]
    figure = heatmap_figure(hostile, PAIRS, "npmi", ARABIC)
    assert not any("<img" in note.text for note in figure.layout.annotations)
