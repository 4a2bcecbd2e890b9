"""Amounts over time: one logarithmic panel a currency on a shared time axis."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.style import (
    LABEL_SIZE,
    TICK_SIZE,
    ChartStyle,
    Figure,
    blank,
    drawn_selection,
    opacities,
)
from dashboard.charts.time_axis import label_side, time_axis
from dashboard.model import Bound, MentionKind

_PANEL = 150  # pixels for a currency with many amounts
_LOW_PANEL = 96
_GAP = 44
_MOST_PANELS = 5
_UP, _DOWN = "↑", "↓"
_COLUMNS = ("currency", "amount", "amount_max", "bound", "day", "mark", "label")
_Row = dict[Any, Any]  # of the frame that is drawn, by its columns
_OPEN = {Bound.AT_LEAST, Bound.MORE_THAN}
_CLOSED = {Bound.AT_MOST, Bound.LESS_THAN}


def not_drawn(frame: pd.DataFrame) -> list[str]:
    """The currencies of ``frame`` that have dated amounts and yet no panel: the rarest ones."""
    return _by_frequency(frame.loc[_is_drawn(frame), "currency"].tolist())[_MOST_PANELS:]


def _is_drawn(frame: pd.DataFrame) -> pd.Series:
    return frame["day"].notna() & (frame["amount"] > 0)


def _by_frequency(currencies: Iterable[str]) -> list[str]:
    return [currency for currency, _ in Counter(currencies).most_common()]


def _rows(frame: pd.DataFrame) -> list[_Row]:
    """What is drawn, row by row: to pick them out of frames, panel for panel, took longer than all
    else. Days are Python's own, an amount_max that is missing is None."""
    rows: list[_Row] = frame.loc[_is_drawn(frame), list(_COLUMNS)].to_dict("records")
    for row in rows:
        row["day"] = row["day"].to_pydatetime()
        row["amount_max"] = None if pd.isna(row["amount_max"]) else row["amount_max"]
    return rows


def money_figure(
    frame: pd.DataFrame,
    style: ChartStyle,
    selected: str | None = None,
    selected_label: str = "",
    revision: str = "money",
) -> Figure:
    """A mark for each row of ``frame``: currency (ISO code or "" for undecided), amount, amount_max
    (NaN: none), bound, day (datetime64), surface, label, mark. Exact amounts are dots, "more than"
    an open dot with an arrow up, "less than" down, ranges a vertical bar. Amounts of 0 and rows
    without a day are not drawn."""
    selected = drawn_selection(frame["mark"], selected)
    drawn = _rows(frame)
    order = _by_frequency(row["currency"] for row in drawn)[:_MOST_PANELS]
    heights = [_PANEL if index == 0 else _LOW_PANEL for index in range(len(order))]
    total = sum(heights) + _GAP * len(order) + 30
    drawing = blank(style, max(total, 200), revision)
    if not drawn:
        return drawing.figure()
    first, last = min(row["day"] for row in drawn), max(row["day"] for row in drawn)
    drawing.lay_out(
        margin={"t": 18, "b": 24, "l": 8, "r": 8},
        xaxis=time_axis(style, first.date(), last.date())
        | {"anchor": f"y{len(order)}" if len(order) > 1 else "y", "fixedrange": True},
    )
    _pad_time(drawing, first, last)
    top = 1.0
    plot = sum(heights) + _GAP * len(order)
    for index, (currency, height) in enumerate(zip(order, heights, strict=True)):
        axis = "y" if index == 0 else f"y{index + 1}"
        head = top - _GAP / plot
        foot = head - height / plot
        rows = [row for row in drawn if row["currency"] == currency]
        _add_panel(drawing, rows, currency, axis, (max(foot, 0.0), head), style, selected)
        top = foot
    _label_selected(drawing, drawn, (first, last), order, style, selected, selected_label)
    return drawing.figure()


def _pad_time(drawing: Drawing, first: dt.datetime, last: dt.datetime) -> None:
    """Room at both ends, so that no mark is cut in half."""
    pad = max((last - first) * 0.03, dt.timedelta(days=2))
    drawing.lay_out(xaxis={"range": [first - pad, last + pad]})


def _add_panel(
    drawing: Drawing,
    rows: list[_Row],
    currency: str,
    axis: str,
    domain: tuple[float, float],
    style: ChartStyle,
    selected: str | None,
) -> None:
    name = style.wording.currency(currency) if currency else style.wording.text("money.undecided")
    title = f"{name} ({currency})" if currency else name
    upper = max(row["amount_max"] or row["amount"] for row in rows)
    drawing.lay_out(
        **{
            axis.replace("y", "yaxis"): _log_axis(min(row["amount"] for row in rows), upper, style)
            | {"domain": list(domain), "anchor": "x"}
        }
    )
    drawing.annotate(
        x=1 if style.rtl else 0,
        xref="paper",
        y=domain[1],
        yref="paper",
        xanchor="right" if style.rtl else "left",
        yanchor="bottom",
        yshift=6,
        text=f"<b>{style.isolated(title)}</b>",
        showarrow=False,
        font={"size": LABEL_SIZE, "color": style.palette.ink},
    )
    marks = [row["mark"] for row in rows]
    fill = style.palette.kinds[MentionKind.MONEY].fill
    _add_ranges(drawing, rows, axis, style, selected)
    open_up = [row for row in rows if row["bound"] in _OPEN]
    open_down = [row for row in rows if row["bound"] in _CLOSED]
    hollow = [row["bound"] in _OPEN | _CLOSED for row in rows]
    chosen = [mark == selected for mark in marks]
    drawing.scatter(
        x=[row["day"] for row in rows],
        y=[row["amount"] for row in rows],
        yaxis=axis,
        mode="markers",
        customdata=marks,
        marker={
            "size": [15 if is_it else 9 for is_it in chosen],
            "symbol": ["circle"] * len(marks),
            "color": [style.palette.bg if is_open else fill for is_open in hollow],
            "opacity": opacities(marks, selected) if selected else 0.85,
            "line": {
                "color": [
                    style.palette.selection if is_it else (fill if is_open else style.palette.bg)
                    for is_it, is_open in zip(chosen, hollow, strict=True)
                ],
                "width": [
                    2.5 if is_it else (1.8 if is_open else 0.8)
                    for is_it, is_open in zip(chosen, hollow, strict=True)
                ],
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.5 if selected else 0.85}},
        hovertext=[style.isolated(row["label"]) for row in rows],
        hoverinfo="text",
    )
    for arrow, pointing in ((_UP, open_up), (_DOWN, open_down)):
        _add_arrows(drawing, pointing, axis, arrow, fill)


def _add_ranges(
    drawing: Drawing, rows: list[_Row], axis: str, style: ChartStyle, selected: str | None
) -> None:
    ranges = [row for row in rows if row["amount_max"] is not None]
    if not ranges:
        return
    x: list[Any] = []
    y: list[float | None] = []
    for row in ranges:
        x += [row["day"], row["day"], None]
        y += [row["amount"], row["amount_max"], None]
    drawing.scatter(
        x=x,
        y=y,
        yaxis=axis,
        mode="lines",
        line={"color": style.palette.kinds[MentionKind.MONEY].fill, "width": 5},
        opacity=0.6,
        hoverinfo="skip",
    )


def _add_arrows(drawing: Drawing, rows: list[_Row], axis: str, arrow: str, colour: str) -> None:
    """An arrow over or under each open dot; part of the dot's mark, so not clickable alone."""
    if not rows:
        return
    drawing.scatter(
        x=[row["day"] for row in rows],
        y=[row["amount"] for row in rows],
        yaxis=axis,
        mode="text",
        text=[arrow] * len(rows),
        textposition="top center" if arrow == _UP else "bottom center",
        textfont={"color": colour, "size": 13},
        hoverinfo="skip",
    )


def _log_axis(low: float, high: float, style: ChartStyle) -> dict[str, Any]:
    first = math.floor(math.log10(low) - 0.15)
    last = math.ceil(math.log10(high) + 0.15)
    step = max(1, math.ceil((last - first) / 4))
    powers = list(range(first, last + 1, step))
    return {
        "type": "log",
        "side": style.value_side,
        "range": [first - 0.1, last + 0.1],
        "tickmode": "array",
        "tickvals": [10.0**power for power in powers],
        "ticktext": [
            style.isolated(style.wording.short_number(10**power))
            if power >= 0
            else f"{10.0**power:g}"
            for power in powers
        ],
        "tickfont": {"color": style.palette.ink3, "size": TICK_SIZE},
        "gridcolor": style.palette.grid,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "ticks": "",
        "automargin": True,
    }


def _label_selected(
    drawing: Drawing,
    drawn: list[_Row],
    extent: tuple[dt.datetime, dt.datetime],
    order: Sequence[str],
    style: ChartStyle,
    selected: str | None,
    label: str,
) -> None:
    for row in drawn:
        if row["mark"] != selected or row["currency"] not in order:
            continue
        index = order.index(row["currency"])
        axis = "y" if index == 0 else f"y{index + 1}"
        drawing.annotate(
            x=row["day"],
            y=math.log10(row["amount"]),
            yref=axis,
            yshift=18,
            xanchor=label_side(row["day"], *extent),
            text=f"<b>{style.isolated(label)}</b>",
            showarrow=False,
            font={"size": LABEL_SIZE, "color": style.palette.ink},
            bgcolor=style.palette.bg,
        )
