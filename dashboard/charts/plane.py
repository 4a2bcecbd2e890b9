"""Where the values of a figure lie on paper: its axes, in pixels from the top left corner."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

_ISOLATES = "\u2066\u2067\u2068\u2069"


def number(value: Any) -> float:
    """A coordinate as a number: days as milliseconds since 1970, as Plotly counts them."""
    if isinstance(value, np.datetime64):
        return float(value.astype("datetime64[us]").astype(np.int64)) / 1000
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime(*value.timetuple()[:3])
        return (moment.replace(tzinfo=None) - dt.datetime(1970, 1, 1)).total_seconds() * 1000
    return math.nan if value is None else float(value)


def text_width(text: str, size: float) -> float:
    """About how wide a text is; Arabic letters are narrower than Latin ones on the average."""
    shown = [char for char in text if char not in _ISOLATES]
    return sum(0.46 if "\u0590" <= char <= "\u08ff" else 0.56 for char in shown) * size


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of values laid along pixels; ``first`` is where ``low`` lies."""

    low: float
    high: float
    first: float
    last: float
    logarithmic: bool = False

    def at(self, value: Any) -> float:
        """The pixel of a value of the data."""
        plain = number(value)
        if self.logarithmic:
            plain = math.log10(plain) if plain > 0 else math.nan
        return self.placed(plain)

    def placed(self, value: float) -> float:
        """The pixel of a value as the axis itself counts (logarithmic: powers of ten)."""
        return self.first + (value - self.low) / (self.high - self.low) * (self.last - self.first)

    def length(self, size: float) -> float:
        """How many pixels a difference of values takes."""
        return abs(size / (self.high - self.low) * (self.last - self.first))


@dataclass(frozen=True)
class Plane:
    """The plot's edges within ``width`` and ``height``, and its axes by Plotly's names for them."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    axes: Mapping[str, Axis]

    def of_paper(self, x: float, y: float) -> tuple[float, float]:
        """Shares of the plot, counted from its lower left corner, in pixels."""
        return (
            self.left + x * (self.right - self.left),
            self.bottom - y * (self.bottom - self.top),
        )


def plane_of(figure: go.Figure, width: float) -> Plane:
    layout = figure.layout
    left = float(layout.margin.l or 0)
    right = width - float(layout.margin.r or 0)
    top = float(layout.margin.t or 0)
    bottom = float(layout.height) - float(layout.margin.b or 0)
    axes = {"x": _axis(layout.xaxis, left, right)}
    for name in value_axes(figure):
        low, high = layout[name].domain or (0.0, 1.0)
        axes[name.replace("axis", "")] = _axis(
            layout[name], bottom - low * (bottom - top), bottom - high * (bottom - top)
        )
    return Plane(width, float(layout.height), left, right, top, bottom, axes)


def value_axes(figure: go.Figure) -> Sequence[str]:
    """The names of the figure's vertical axes."""
    return [name for name in figure.layout if name.startswith("yaxis")] or ["yaxis"]


def _axis(drawn: Any, first: float, last: float) -> Axis:
    low, high = map(number, drawn.range or (0.0, 1.0))
    return Axis(low, high, first, last, drawn.type == "log")
