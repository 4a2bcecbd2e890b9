"""A figure while it is being drawn.

Plotly checks and copies every value each time something is added to one of its figures: that took
ten times as long as everything else about a chart, at every click. Here traces and layout are
gathered as plain values, and the figure is made of them once, unchecked; the tests check each kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd
import plotly.graph_objects as go


class Drawn(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A figure that nobody changes any more."""

    @cached_property
    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = super().to_dict()
        return told

    def to_dict(self) -> dict[str, Any]:
        """Its plain values, always the same ones: whoever shows it only writes them down."""
        return self._told

    def __reduce__(self) -> tuple[Any, ...]:
        # Plotly's own writes into what to_dict() gives.
        return go.Figure, (self._told,)


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
        # A column would be asked by its labels, not by place.
        plain = {
            name: value.to_numpy() if isinstance(value, pd.Series) else value
            for name, value in values.items()
        }
        self._traces.append({"type": kind, **plain})

    def annotate(self, **annotation: Any) -> None:
        self._annotations.append(annotation)

    def rectangle(self, **shape: Any) -> None:
        self._shapes.append({"type": "rect", **shape})

    def lay_out(self, **layout: Any) -> None:
        """Sets values of the layout; those within, such as one side of the margin, one by one."""
        _merge(self._layout, layout)

    def figure(self) -> Drawn:
        layout = self._layout | {"annotations": self._annotations, "shapes": self._shapes}
        return Drawn({"data": self._traces, "layout": layout}, _validate=False)


def _merge(into: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, Mapping):
            within = into.setdefault(name, {})
            _merge(within, value)
        else:
            into[name] = value
