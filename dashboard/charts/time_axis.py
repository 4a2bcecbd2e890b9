"""Ticks of a time axis: labels stand centred under the span they name, never slanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from dashboard.charts.style import TICK_SIZE, ChartStyle

_MOST_LABELS = 14


def time_axis(style: ChartStyle, start: dt.date, end: dt.date) -> dict[str, Any]:
    """An axis over the inclusive days ``start``..``end``, left to right in every language."""
    ticks = list(_ticks(style, start, end))
    return {
        "type": "date",
        "range": [_midnight(start), _midnight(end + dt.timedelta(days=1))],
        "tickmode": "array",
        "tickvals": [
            _midnight(start) + (_midnight(stop) - _midnight(start)) / 2 for start, stop, _ in ticks
        ],
        "ticktext": [style.isolated(label) for _, _, label in ticks],
        "tickangle": 0,
        "tickfont": {"color": style.palette.ink2, "size": TICK_SIZE},
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": style.palette.line2,
        "linewidth": 1,
        "ticks": "",
        "fixedrange": False,
        "calendar": "gregorian",
    }


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)


def _ticks(
    style: ChartStyle, start: dt.date, end: dt.date
) -> Iterator[tuple[dt.date, dt.date, str]]:
    """(first day, day after the last, label) of the named spans that fit on the axis."""
    days = (end - start).days + 1
    if days > 730:
        years = end.year - start.year + 1
        step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if years / n <= _MOST_LABELS)
        for year in range(start.year, end.year + 1):
            if year % step == 0:
                yield _clipped(
                    dt.date(year, 1, 1), _year_after(year), start, end, style.wording.year(year)
                )
    elif days > 62:
        months = list(_months(start, end))
        step = next(n for n in (1, 2, 3, 4, 6, 12) if len(months) / n <= 12)
        for index, (first, following) in enumerate(months):
            if index % step == 0:
                name = style.wording.month_name(first.month)
                with_year = index == 0 or first.month <= step
                name += f" {style.wording.year(first.year)}" if with_year else ""
                yield _clipped(first, following, start, end, name)
    else:
        step = max(1, -(-days // 8))
        for offset in range(0, days, step):
            day = start + dt.timedelta(days=offset)
            month = style.wording.month_name(day.month)
            yield day, day + dt.timedelta(days=1), f"{style.wording.year(day.day)} {month}"


def _clipped(
    first: dt.date, following: dt.date, start: dt.date, end: dt.date, label: str
) -> tuple[dt.date, dt.date, str]:
    """The part of a span that the axis shows, so that its label stands under what is seen."""
    return max(first, start), min(following, end + dt.timedelta(days=1)), label


def _year_after(year: int) -> dt.date:
    return dt.date(year + 1, 1, 1) if year < 9999 else dt.date.max


def _months(start: dt.date, end: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    first = start.replace(day=1)
    while first <= end:
        following = (first + dt.timedelta(days=32)).replace(day=1)
        yield first, following
        first = following
