"""A figure while it is being drawn.

Plotly checks and copies every value each time something is added to one of its figures: that took
ten times as long as everything else about a chart, at every click. Here traces and layout are
gathered as plain values, and the figure is made of them once, unchecked; the tests check each kind.
"""

from __future__ import annotations

import copy
import hashlib
import pickle
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.plane import text_width

# Pixels: the letters of an axis' labels and one of their lines; what lies between labels and plot.
_LABEL, _LINE, _FROM_AXIS = 12.0, 16.0, 18.0


class Drawn(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A figure of plain values that nobody changes any more.

    Plotly's own objects for it are made when somebody asks for its data or layout: whoever shows it
    only writes its values down. The look that Plotly adds by itself is not among them: 7 kB, and as
    often as the page hands over a copy of it, everything is drawn again.
    """

    def __init__(self, told: dict[str, Any]) -> None:
        # Nothing of Plotly's: it would check and copy every value, which takes longer than to draw.
        self.__dict__["_told"] = told

    def to_dict(self) -> dict[str, Any]:
        """Its plain values, always the same ones."""
        told: dict[str, Any] = self.__dict__["_told"]
        return told

    @cached_property
    def _whole(self) -> go.Figure:
        # It writes into what it is given.
        return go.Figure(copy.deepcopy(self.to_dict()), _validate=False)

    @property
    def data(self) -> tuple[Any, ...]:
        traces: tuple[Any, ...] = self._whole.data
        return traces

    @property
    def layout(self) -> Any:
        return self._whole.layout

    def __reduce__(self) -> tuple[Any, ...]:
        return Drawn, (self.to_dict(),)


class Drawing:
    """Gathers what Plotly calls traces, annotations, shapes and layout, under Plotly's names."""

    def __init__(self, **layout: Any) -> None:
        self._traces: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []
        self._layout: dict[str, Any] = {}
        self.lay_out(**layout)

    def bar(self, **trace: Any) -> None:
        self._trace("bar", trace)

    def scatter(self, **trace: Any) -> None:
        self._trace("scatter", trace)

    def heatmap(self, **trace: Any) -> None:
        self._trace("heatmap", trace)

    def _trace(self, kind: str, values: Mapping[str, Any]) -> None:
        self._traces.append({"type": kind} | {name: _plain(one) for name, one in values.items()})

    def annotate(self, **annotation: Any) -> None:
        self._annotations.append(annotation)

    def rectangle(self, **shape: Any) -> None:
        self._shapes.append({"type": "rect", **shape})

    def lay_out(self, **layout: Any) -> None:
        """Sets values of the layout; those within, such as one side of the margin, one by one."""
        _merge(self._layout, layout)

    def figure(self) -> Drawn:
        layout = self._layout | {
            "annotations": self._annotations,
            "shapes": self._shapes,
            "datarevision": _revision(self._traces),
        }
        layout["margin"] = _with_room_for_labels(layout)
        return Drawn({"data": self._traces, "layout": layout})


def _plain(value: Any) -> Any:
    """Columns and arrays as lists, by place. Packed, as Plotly writes arrays, they count as changed
    whenever the page hands a copy of them over, and everything is drawn again."""
    if isinstance(value, pd.Series):
        value = value.to_numpy()
    if isinstance(value, np.ndarray):
        # Of nanoseconds numpy makes bare numbers, of microseconds datetimes.
        value = value.astype("datetime64[us]") if value.dtype.kind == "M" else value
        return value.tolist()
    return value


def _revision(traces: Sequence[Mapping[str, Any]]) -> str:
    """A name for just these traces. Each time that a figure is drawn, Streamlit hands a copy of it
    to Plotly: told that the data are the same, Plotly does not draw them once more."""
    return hashlib.blake2b(pickle.dumps(traces), digest_size=8).hexdigest()


def _with_room_for_labels(layout: Mapping[str, Any]) -> dict[str, float]:
    """The margin with room for the labels of the axes. Plotly makes room too (automargin), but only
    when it has drawn everything once, and then draws everything again."""
    margin: dict[str, float] = dict(layout.get("margin", {}))
    for name, axis in layout.items():
        labels = axis.get("ticktext") if name.startswith(("xaxis", "yaxis")) else None
        if not labels or axis.get("visible") is False:
            continue
        lines = [line for label in labels for line in str(label).split("<br>")]
        if name.startswith("xaxis"):
            most = max(str(label).count("<br>") for label in labels) + 1
            side, room = "b", most * _LINE + _FROM_AXIS
        else:
            side = "r" if axis.get("side") == "right" else "l"
            room = max(text_width(line, _LABEL) for line in lines) + _FROM_AXIS
        margin[side] = max(margin.get(side, 0), round(room))
    return margin


def _merge(into: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, Mapping):
            within = into.setdefault(name, {})
            _merge(within, value)
        else:
            into[name] = value
