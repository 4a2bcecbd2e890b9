"""When a thing was published against when it is said to have happened."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.charts.style import TICK_SIZE, ChartStyle, Figure, blank, drawn_selection
from dashboard.charts.time_axis import time_axis
from dashboard.model import MentionKind

HEIGHT = 400
_LARGEST = 26.0  # pixels


def lag_figure(
    frame: pd.DataFrame,
    style: ChartStyle,
    selected: str | None = None,
    revision: str = "lag",
) -> Figure:
    """A bubble for each row of ``frame``: published, happened (starts of their bins, datetime64),
    mentions, hover (its text), mark. A line shows where both dates are the same."""
    drawing = blank(style, HEIGHT, revision)
    if frame.empty:
        return drawing.figure()
    marks = frame["mark"].tolist()
    selected = drawn_selection(marks, selected)
    most = float(frame["mentions"].max())
    chosen = [mark == selected for mark in marks]
    colour = style.palette.kinds[MentionKind.DATE].fill
    low = min(frame["published"].min(), frame["happened"].min())
    high = max(frame["published"].max(), frame["happened"].max())
    drawing.scatter(
        x=[low, high],
        y=[low, high],
        mode="lines",
        line={"color": style.palette.line2, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    drawing.scatter(
        x=frame["published"],
        y=frame["happened"],
        mode="markers",
        customdata=marks,
        marker={
            "size": [max(6.0, _LARGEST * (count / most) ** 0.5) for count in frame["mentions"]],
            "color": colour,
            "opacity": [0.5 if selected and not is_it else 0.75 for is_it in chosen],
            "line": {
                "color": [
                    style.palette.selection if is_it else style.palette.bg for is_it in chosen
                ],
                "width": [2 if is_it else 0.8 for is_it in chosen],
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.6}},
        hovertext=[style.isolated(text) for text in frame["hover"]],
        hoverinfo="text",
    )
    published = time_axis(style, *_with_room(frame["published"]))
    happened = time_axis(style, *_with_room(frame["happened"]))
    happened |= {
        "side": style.value_side,
        "showgrid": True,
        "gridcolor": style.palette.grid,
        "tickfont": {"color": style.palette.ink3, "size": TICK_SIZE},
        "automargin": True,
    }
    drawing.lay_out(xaxis=published, yaxis=happened)
    return drawing.figure()


def _with_room(days: pd.Series) -> tuple[dt.date, dt.date]:
    """First and last day with room around them, so that no bubble is cut in half."""
    first, last = days.min().date(), days.max().date()
    room = max((last - first) * 0.04, dt.timedelta(days=5))
    return first - room, last + room
