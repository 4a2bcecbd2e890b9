"""The timeline: stacked bars of mentions over time; coarse dates are drawn as spans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import (
    LABEL_SIZE,
    ChartStyle,
    blank_figure,
    drawn_selection,
    opacities,
    value_axis,
)
from dashboard.charts.time_axis import time_axis

HEIGHT = 340
_DAY_MS = 86_400_000
_FILL = 0.84  # of a bin's width; the rest is the gap between bars
_LANE = 15  # pixels a lane of spans
_MOST_LANES = 6


@dataclass(frozen=True, slots=True)
class Stack:
    """One layer of the bars, from the baseline up."""

    key: str
    label: str
    colour: str


def timeline_figure(
    frame: pd.DataFrame,
    stacks: Sequence[Stack],
    style: ChartStyle,
    selected: str | None = None,
    selected_label: str = "",
    height: int = HEIGHT,
    revision: str = "timeline",
) -> go.Figure:
    """Bars of ``frame``: start, end (inclusive, datetime64), whole, key, mentions, period (its
    name), mark (what a click reports). Rows with ``whole`` are dates coarser than the bins; they
    lie below the bars as spans. Rows without a start are not drawn."""
    selected = drawn_selection(frame["mark"], selected)
    dated = frame[frame["start"].notna()]
    bars, spans = dated[~dated["whole"]], dated[dated["whole"]]
    lanes = _lanes(spans)
    strip = _LANE * max(lanes.values(), default=-1) + _LANE if lanes else 0
    figure = blank_figure(style, height + strip, revision)
    if dated.empty:
        return figure
    start, end = _extent(bars if not bars.empty else dated)
    share = strip / (height + strip - 56) if strip else 0.0
    for stack in stacks:
        _add_bars(figure, bars[bars["key"] == stack.key], stack, style, selected)
    if lanes:
        _add_spans(figure, spans, lanes, stacks, style, selected)
    tallest = float(bars.groupby("start")["mentions"].sum().max()) if not bars.empty else 1.0
    figure.update_layout(
        # A drag zooms into a stretch of time, a double click goes back; clicks still select.
        dragmode="zoom",
        barmode="stack",
        xaxis=time_axis(style, start, end) | {"anchor": "y"},
        yaxis=value_axis(style, tallest) | {"domain": [share + 0.07 if share else 0, 1]},
    )
    if lanes:
        top = max(lanes.values()) + 1
        figure.update_layout(
            yaxis2={
                "domain": [0, share],
                "range": [top, 0],
                "visible": False,
                "fixedrange": True,
                "anchor": "x",
            },
            xaxis={"anchor": "y"},
        )
    _add_selection(figure, bars, style, selected, selected_label)
    return figure


def _extent(frame: pd.DataFrame) -> tuple[dt.date, dt.date]:
    return frame["start"].min().date(), frame["end"].max().date()


def _add_bars(
    figure: go.Figure, rows: pd.DataFrame, stack: Stack, style: ChartStyle, selected: str | None
) -> None:
    if rows.empty:
        return
    width = (rows["end"] - rows["start"]).dt.days + 1
    middle = rows["start"] + pd.to_timedelta(width / 2, unit="D")
    marks = rows["mark"].tolist()
    chosen = [mark == selected for mark in marks]
    figure.add_trace(
        go.Bar(
            x=middle,
            y=rows["mentions"],
            width=(width * _DAY_MS * _FILL).tolist(),
            name=style.isolated(stack.label),
            customdata=marks,
            marker={
                "color": stack.colour,
                "opacity": opacities(marks, selected),
                "line": {
                    "color": [
                        style.palette.selection if is_it else style.palette.bg for is_it in chosen
                    ],
                    "width": [2 if is_it else 0.5 for is_it in chosen],
                },
            },
            # The figure itself shows what is selected; Plotly's own dimming would double it.
            selected={"marker": {"opacity": 1.0}},
            unselected={"marker": {"opacity": 0.5 if selected else 1.0}},
            hovertext=[
                f"{style.isolated(period)}<br>{style.isolated(stack.label)} "
                f"<b>{style.wording.number(int(count))}</b>"
                for period, count in zip(rows["period"], rows["mentions"], strict=True)
            ],
            hoverinfo="text",
        )
    )


def _lanes(spans: pd.DataFrame) -> dict[int, int]:
    """The lane of each span (by its index in the frame): the first one that is free there.

    Spans beyond the last lane share it, so that a long list of years stays on the screen.
    """
    lanes: dict[int, int] = {}
    ends: list[pd.Timestamp] = []
    for index, row in spans.sort_values(["start", "end", "key"]).iterrows():
        free = next((lane for lane, end in enumerate(ends) if end < row["start"]), len(ends))
        lane = min(free, _MOST_LANES - 1)
        if lane == len(ends):
            ends.append(row["end"])
        else:
            ends[lane] = max(ends[lane], row["end"])
        lanes[int(str(index))] = lane
    return lanes


def _add_spans(
    figure: go.Figure,
    spans: pd.DataFrame,
    lanes: dict[int, int],
    stacks: Sequence[Stack],
    style: ChartStyle,
    selected: str | None,
) -> None:
    for stack in stacks:
        rows = spans[spans["key"] == stack.key]
        if rows.empty:
            continue
        marks = rows["mark"].tolist()
        days = (rows["end"] - rows["start"]).dt.days + 1
        figure.add_trace(
            go.Bar(
                orientation="h",
                base=rows["start"],
                x=(days * _DAY_MS).tolist(),
                y=[lanes[int(str(index))] + 0.5 for index in rows.index],
                width=0.6,
                yaxis="y2",
                customdata=marks,
                marker={
                    "color": stack.colour,
                    "opacity": opacities(marks, selected),
                    "line": {
                        "color": [
                            style.palette.selection if mark == selected else style.palette.bg
                            for mark in marks
                        ],
                        "width": [2 if mark == selected else 0.5 for mark in marks],
                    },
                },
                selected={"marker": {"opacity": 1.0}},
                unselected={"marker": {"opacity": 0.5 if selected else 1.0}},
                hovertext=[
                    f"{style.isolated(period)}<br>{style.isolated(stack.label)} "
                    f"<b>{style.wording.number(int(count))}</b>"
                    for period, count in zip(rows["period"], rows["mentions"], strict=True)
                ],
                hoverinfo="text",
            )
        )


def _add_selection(
    figure: go.Figure, bars: pd.DataFrame, style: ChartStyle, selected: str | None, label: str
) -> None:
    """A band behind the selected bin, and its period and count above."""
    row = bars[bars["mark"] == selected]
    if row.empty:
        return
    start, end = row["start"].iloc[0], row["end"].iloc[0] + pd.Timedelta(days=1)
    figure.add_shape(
        type="rect",
        x0=start,
        x1=end,
        y0=0,
        y1=1,
        yref="y domain",
        fillcolor=style.palette.selected_row,
        line_width=0,
        layer="below",
    )
    figure.add_annotation(
        x=start + (end - start) / 2,
        y=1,
        yref="y domain",
        yanchor="bottom",
        text=f"<b>{style.isolated(label)}</b>",
        showarrow=False,
        font={"size": LABEL_SIZE, "color": style.palette.ink},
    )
