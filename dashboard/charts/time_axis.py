"""Ticks of a time axis: labels stand centred under the span they name, never slanted.

Nobody tells the server how wide the figure will be, so labels are as many as fit on a phone; on a
wide screen they only stand further apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from dashboard.charts.style import TICK_SIZE, ChartStyle

_ROOM = 290.0  # pixels of the axis on a phone
_EDGE = 0.2  # of the axis, where half a label may not fit
_BELOW = "\n"  # a second line of a label
_LETTER, _GAP = 6.6, 6.0  # pixels of a label's letter, and between two labels


def time_axis(style: ChartStyle, start: dt.date, end: dt.date) -> dict[str, Any]:
    """An axis over the inclusive days ``start``..``end``, left to right in every language."""
    ticks = _ticks(style, start, end)
    return {
        "type": "date",
        "range": [_midnight(start), _midnight(end + dt.timedelta(days=1))],
        "tickmode": "array",
        "tickvals": [
            _midnight(start) + (_midnight(stop) - _midnight(start)) / 2 for start, stop, _ in ticks
        ],
        "ticktext": [
            "<br>".join(map(style.isolated, label.split(_BELOW))) for _, _, label in ticks
        ],
        "tickangle": 0,
        "tickfont": {"color": style.palette.ink2, "size": TICK_SIZE},
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": style.palette.line2,
        "linewidth": 1,
        "ticks": "",
        # Long names of months at the ends, and years below them, make their own room.
        "automargin": True,
        "fixedrange": False,
        "calendar": "gregorian",
    }


def label_side(at: dt.datetime, start: dt.datetime, end: dt.datetime) -> str:
    """The end of a label that stands at ``at`` (Plotly's xanchor): near an end of the axis it
    grows towards the middle, so that nothing of it is cut off."""
    share = (at - start) / (end - start) if end > start else 0.5
    return "left" if share < _EDGE else "right" if share > 1 - _EDGE else "center"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)


_Tick = tuple[dt.date, dt.date, str]


def _ticks(style: ChartStyle, start: dt.date, end: dt.date) -> list[_Tick]:
    """(first day, day after the last, label) of the named spans that fit on the axis."""
    days = (end - start).days + 1
    if days > 730:
        return _fitting(_years(style, start, end), (1, 2, 5, 10, 20, 50, 100, 200, 500), start, end)
    if days > 62:
        ticks = _fitting(_months(style, start, end), (1, 2, 3, 4, 6, 12), start, end)
    else:
        ticks = _fitting(_days(style, start, end), (1, 2, 3, 5, 7, 10, 14, 31), start, end)
    return _with_year(style, ticks)


def _with_year(style: ChartStyle, ticks: list[_Tick]) -> list[_Tick]:
    """The first label says its year, whichever of them had room to be the first."""
    first, *others = ticks
    if _BELOW in first[2]:
        return ticks
    return [(first[0], first[1], f"{first[2]}{_BELOW}{style.wording.year(first[0].year)}"), *others]


def _fitting(
    spans: Callable[[int], list[_Tick]], steps: Sequence[int], start: dt.date, end: dt.date
) -> list[_Tick]:
    """The labels of the smallest step at which no two of them touch. One at an end of the axis,
    whose span is mostly cut off, gives way before the step grows."""
    for step in steps:
        ticks = spans(step)
        while len(ticks) > 2 and _touch(ticks[0], ticks[1], start, end):
            ticks = ticks[1:] if ticks[0][0] <= start else []
        while len(ticks) > 2 and _touch(ticks[-2], ticks[-1], start, end):
            ticks = ticks[:-1] if ticks[-1][1] > end else []
        if ticks and not any(_touch(a, b, start, end) for a, b in pairwise(ticks)):
            return ticks
    return spans(steps[-1])[:1]


def _touch(one: _Tick, next_: _Tick, start: dt.date, end: dt.date) -> bool:
    middles = [(first.toordinal() + after.toordinal()) / 2 for first, after, _ in (one, next_)]
    apart = (middles[1] - middles[0]) / ((end - start).days + 1) * _ROOM
    wide = sum(max(map(len, label.split(_BELOW))) for _, _, label in (one, next_)) * _LETTER
    return apart < wide / 2 + _GAP


def _years(style: ChartStyle, start: dt.date, end: dt.date) -> Callable[[int], list[_Tick]]:
    return lambda step: [
        _clipped(dt.date(year, 1, 1), _year_after(year), start, end, style.wording.year(year))
        for year in range(start.year, end.year + 1)
        if year % step == 0
    ]


def _months(style: ChartStyle, start: dt.date, end: dt.date) -> Callable[[int], list[_Tick]]:
    months = list(_first_days(start, end))

    def named(step: int) -> list[_Tick]:
        ticks = []
        for index in range(0, len(months), step):
            first, following = months[index]
            name = style.wording.month_name(first.month)
            if first.month <= step:
                name += f"{_BELOW}{style.wording.year(first.year)}"
            ticks.append(_clipped(first, following, start, end, name))
        return ticks

    return named


def _days(style: ChartStyle, start: dt.date, end: dt.date) -> Callable[[int], list[_Tick]]:
    """Numbers of days; the month stands with the first of it that is named."""

    def named(step: int) -> list[_Tick]:
        ticks: list[_Tick] = []
        month = 0
        for offset in range(0, (end - start).days + 1, step):
            day = start + dt.timedelta(days=offset)
            name = style.wording.year(day.day)
            if day.month != month:
                month = day.month
                name += f" {style.wording.month_name(month)}"
            ticks.append((day, day + dt.timedelta(days=1), name))
        return ticks

    return named


def _clipped(
    first: dt.date, following: dt.date, start: dt.date, end: dt.date, label: str
) -> tuple[dt.date, dt.date, str]:
    """The part of a span that the axis shows, so that its label stands under what is seen."""
    return max(first, start), min(following, end + dt.timedelta(days=1)), label


def _year_after(year: int) -> dt.date:
    return dt.date(year + 1, 1, 1) if year < 9999 else dt.date.max


def _first_days(start: dt.date, end: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    first = start.replace(day=1)
    while first <= end:
        following = (first + dt.timedelta(days=32)).replace(day=1)
        yield first, following
        first = following
