"""The timeline: stacked bars of mentions over time; coarse dates are drawn as spans."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.style import (
    LABEL_SIZE,
    ChartStyle,
    Figure,
    blank,
    drawn_selection,
    opacities,
    value_axis,
)
from dashboard.charts.time_axis import label_side, time_axis

HEIGHT = 340
_DAY_MS = 86_400_000
_FILL = 0.84  # of a bin's width; the rest is the gap between bars
_LANE = 15  # pixels a lane of spans
_MOST_LANES = 6

_Row = dict[Any, Any]  # of the frame that is drawn, by its columns


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
    stretch: tuple[dt.date, dt.date] | None = None,
) -> Figure:
    """Bars of ``frame``: start, end (inclusive, datetime64), whole, key, mentions, period (its
    name), mark (what a click reports). Rows with ``whole`` are dates coarser than the bins; they
    lie below the bars as spans. Rows without a start are not drawn. The axis goes over the bars,
    or over the inclusive days of ``stretch`` and the selected bar."""
    selected = drawn_selection(frame["mark"], selected)
    bars, spans = _rows(frame)
    lanes = _lanes(spans)
    strip = _LANE * max(lanes) + _LANE if lanes else 0
    drawing = blank(style, height + strip, revision)
    if not bars and not spans:
        return drawing.figure()
    start, end = _axis_extent(bars or spans, stretch, selected)
    share = strip / (height + strip - 56) if strip else 0.0
    for stack in stacks:
        of_stack = [row for row in bars if row["key"] == stack.key]
        _add_bars(drawing, of_stack, stack, style, selected)
    if lanes:
        _add_spans(drawing, spans, lanes, stacks, style, selected)
    drawing.lay_out(
        # A drag zooms into a stretch of time, a double click goes back; clicks still select.
        dragmode="zoom",
        barmode="stack",
        xaxis=time_axis(style, start.date(), end.date()) | {"anchor": "y"},
        yaxis=value_axis(style, _tallest(bars)) | {"domain": [share + 0.07 if share else 0, 1]},
    )
    if lanes:
        drawing.lay_out(
            yaxis2={
                "domain": [0, share],
                "range": [max(lanes) + 1, 0],
                "visible": False,
                "fixedrange": True,
                "anchor": "x",
            },
        )
    _add_selection(drawing, bars, (start, end), style, selected, selected_label)
    return drawing.figure()


def _rows(frame: pd.DataFrame) -> tuple[list[_Row], list[_Row]]:
    """The bars and the spans of ``frame``, their days as Python's own."""
    rows: list[_Row] = frame[frame["start"].notna()].to_dict("records")
    for row in rows:
        row["start"], row["end"] = row["start"].to_pydatetime(), row["end"].to_pydatetime()
    bars = [row for row in rows if not row["whole"]]
    return bars, [row for row in rows if row["whole"]]


def _tallest(bars: list[_Row]) -> float:
    heights: Counter[dt.datetime] = Counter()
    for row in bars:
        heights[row["start"]] += row["mentions"]
    return float(max(heights.values(), default=1))


def _extent(rows: list[_Row]) -> tuple[dt.datetime, dt.datetime]:
    return min(row["start"] for row in rows), max(row["end"] for row in rows)


def _axis_extent(
    rows: list[_Row], stretch: tuple[dt.date, dt.date] | None, selected: str | None
) -> tuple[dt.datetime, dt.datetime]:
    if stretch is None:
        return _extent(rows)
    first, last = (dt.datetime.combine(day, dt.time.min) for day in stretch)
    chosen = [row for row in rows if row["mark"] == selected]
    seen = [{"start": first, "end": last}, *chosen]
    return _extent(seen)


def _add_bars(
    drawing: Drawing, rows: list[_Row], stack: Stack, style: ChartStyle, selected: str | None
) -> None:
    if not rows:
        return
    days = [(row["end"] - row["start"]).days + 1 for row in rows]
    drawing.bar(
        x=[row["start"] + dt.timedelta(hours=12 * n) for row, n in zip(rows, days, strict=True)],
        y=[row["mentions"] for row in rows],
        width=[n * _DAY_MS * _FILL for n in days],
        name=style.isolated(stack.label),
        **_marks(rows, stack, style, selected),
    )


def _marks(
    rows: list[_Row], stack: Stack, style: ChartStyle, selected: str | None
) -> dict[str, Any]:
    """What bars and spans have in common."""
    marks = [str(row["mark"]) for row in rows]
    palette, label = style.palette, style.isolated(stack.label)
    return {
        "customdata": marks,
        "marker": {
            "color": stack.colour,
            "opacity": opacities(marks, selected),
            "line": {
                "color": [palette.selection if mark == selected else palette.bg for mark in marks],
                "width": [2 if mark == selected else 0.5 for mark in marks],
            },
        },
        # The figure itself shows what is selected; Plotly's own dimming would double it.
        "selected": {"marker": {"opacity": 1.0}},
        "unselected": {"marker": {"opacity": 0.5 if selected else 1.0}},
        "hovertext": [
            f"{style.isolated(row['period'])}<br>{label} "
            f"<b>{style.wording.number(int(row['mentions']))}</b>"
            for row in rows
        ],
        "hoverinfo": "text",
    }


def _lanes(spans: list[_Row]) -> list[int]:
    """The lane of each span: the first one that is free there.

    Spans beyond the last lane share it, so that a long list of years stays on the screen.
    """
    lanes = [0] * len(spans)
    ends: list[dt.datetime] = []
    order = sorted(range(len(spans)), key=lambda at: _order(spans[at]))
    for at in order:
        start, end = spans[at]["start"], spans[at]["end"]
        free = next((lane for lane, taken in enumerate(ends) if taken < start), len(ends))
        lane = min(free, _MOST_LANES - 1)
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = max(ends[lane], end)
        lanes[at] = lane
    return lanes


def _order(row: _Row) -> tuple[dt.datetime, dt.datetime, str]:
    return row["start"], row["end"], row["key"]


def _add_spans(
    drawing: Drawing,
    spans: list[_Row],
    lanes: list[int],
    stacks: Sequence[Stack],
    style: ChartStyle,
    selected: str | None,
) -> None:
    for stack in stacks:
        places = [at for at, row in enumerate(spans) if row["key"] == stack.key]
        if not places:
            continue
        rows = [spans[at] for at in places]
        drawing.bar(
            orientation="h",
            base=[row["start"] for row in rows],
            x=[((row["end"] - row["start"]).days + 1) * _DAY_MS for row in rows],
            y=[lanes[at] + 0.5 for at in places],
            width=0.6,
            yaxis="y2",
            **_marks(rows, stack, style, selected),
        )


def _add_selection(
    drawing: Drawing,
    bars: list[_Row],
    extent: tuple[dt.datetime, dt.datetime],
    style: ChartStyle,
    selected: str | None,
    label: str,
) -> None:
    """A band behind the selected bin, and its period and count above."""
    row = next((row for row in bars if row["mark"] == selected), None)
    if row is None:
        return
    start, end = row["start"], row["end"] + dt.timedelta(days=1)
    drawing.rectangle(
        x0=start,
        x1=end,
        y0=0,
        y1=1,
        yref="y domain",
        fillcolor=style.palette.selected_row,
        line={"width": 0},
        layer="below",
    )
    middle = start + (end - start) / 2
    drawing.annotate(
        x=middle,
        xanchor=label_side(middle, *extent),
        y=1,
        yref="y domain",
        yanchor="bottom",
        text=f"<b>{style.isolated(label)}</b>",
        showarrow=False,
        font={"size": LABEL_SIZE, "color": style.palette.ink},
    )
