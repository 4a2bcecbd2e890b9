"""The marks of a still figure: Plotly's traces, those that this package's figures use."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.charts.plane import Axis, number
from dashboard.charts.strokes import Element, add, each, rounded, tell, unless, write

_CLEAR = "rgba(0,0,0,0)"
_MOST_CLEAR = 250  # unseen marks kept for what they tell; more would make the file heavy


def _bars(
    root: Element, trace: Any, x: Axis, y: Axis, base: dict[tuple[float, float], float]
) -> None:
    count = len(trace.x)
    marker = trace.marker
    colours, opacities = each(marker.color, count), each(marker.opacity, count)
    outlines, thick = each(marker.line.color, count), each(marker.line.width, count)
    widths, hover = each(trace.width, count), each(trace.hovertext, count)
    group = add(root, "g")
    for at in range(count):
        if trace.orientation == "h":
            start, length = number(trace.base[at]), float(trace.x[at])
            middle, thickness = float(trace.y[at]), float(widths[at])
            left, right = sorted((x.placed(start), x.placed(start + length)))
            top, bottom = sorted(
                (y.placed(middle - thickness / 2), y.placed(middle + thickness / 2))
            )
        else:
            middle, height = number(trace.x[at]), float(trace.y[at])
            key = (middle, float(widths[at]))
            below = base.get(key, 0.0)
            base[key] = below + height
            half = x.length(float(widths[at])) / 2
            left, right = x.placed(middle) - half, x.placed(middle) + half
            top, bottom = sorted((y.placed(below), y.placed(below + height)))
        drawn = add(
            group,
            "rect",
            x=left,
            y=top,
            width=max(right - left, 0.6),
            height=max(bottom - top, 0.0),
            fill=colours[at],
            fill_opacity=unless(opacities[at], 1),
            stroke=outlines[at],
            stroke_width=thick[at],
        )
        tell(drawn, hover[at])


def _scatter(
    root: Element, trace: Any, x: Axis, y: Axis, base: dict[tuple[float, float], float]
) -> None:
    mode = trace.mode or "markers"
    if "lines" in mode:
        _path(root, trace, x, y)
    if "markers" in mode:
        _marks(root, trace, x, y)
    if "text" in mode:
        _texts(root, trace, x, y)


def _path(root: Element, trace: Any, x: Axis, y: Axis) -> None:
    steps, moving = [], True
    for across, up in zip(trace.x, trace.y, strict=True):
        if across is None or up is None or math.isnan(number(up)):
            moving = True
            continue
        steps.append(f"{'M' if moving else 'L'}{rounded(x.at(across))} {rounded(y.at(up))}")
        moving = False
    add(
        root,
        "path",
        d="".join(steps),
        fill="none",
        stroke=trace.line.color,
        stroke_width=trace.line.width,
        stroke_opacity=unless(trace.opacity, 1),
        stroke_dasharray="1.5 3" if trace.line.dash == "dot" else None,
    )


def _marks(root: Element, trace: Any, x: Axis, y: Axis) -> None:
    count, marker = len(trace.x), trace.marker
    if marker.color == _CLEAR and count > _MOST_CLEAR:
        return
    sizes, colours = each(marker.size, count), each(marker.color, count)
    opacities, hover = each(marker.opacity, count), each(trace.hovertext, count)
    outlines, thick = each(marker.line.color, count), each(marker.line.width, count)
    square = marker.symbol == "square"
    group = add(root, "g")
    for at in range(count):
        middle, height = x.at(trace.x[at]), y.at(trace.y[at])
        if math.isnan(height):
            continue
        size = float(sizes[at] or 6)
        look = {
            "fill": "none" if colours[at] == _CLEAR else colours[at],
            "pointer_events": "all" if colours[at] == _CLEAR else None,
            "opacity": unless(opacities[at], 1),
            "stroke": outlines[at],
            "stroke_width": thick[at],
        }
        if square:
            corner = {"x": middle - size / 2, "y": height - size / 2}
            drawn = add(group, "rect", width=size, height=size, **corner, **look)
        else:
            drawn = add(group, "circle", cx=middle, cy=height, r=size / 2, **look)
        tell(drawn, hover[at])


def _texts(root: Element, trace: Any, x: Axis, y: Axis) -> None:
    above = str(trace.textposition or "").startswith("top")
    for across, up, text in zip(trace.x, trace.y, trace.text, strict=True):
        write(
            root,
            str(text),
            x.at(across),
            y.at(up) + (-7 if above else 16),
            float(trace.textfont.size),
            str(trace.textfont.color),
        )


def _heat(
    root: Element, trace: Any, x: Axis, y: Axis, base: dict[tuple[float, float], float]
) -> None:
    across, up = x.length(1) - float(trace.xgap or 0), y.length(1) - float(trace.ygap or 0)
    low, high = float(trace.zmin), float(trace.zmax)
    scale = [(float(step), str(colour)) for step, colour in trace.colorscale]
    group = add(root, "g")
    for row, cells in enumerate(trace.z):
        for column, value in enumerate(cells):
            if value is None or math.isnan(float(value)):
                continue
            share = (float(value) - low) / (high - low) if high > low else 0.0
            add(
                group,
                "rect",
                x=x.placed(column) - across / 2,
                y=y.placed(row) - up / 2,
                width=across,
                height=up,
                fill=_mixed(scale, min(max(share, 0.0), 1.0)),
            )


def _mixed(scale: Sequence[tuple[float, str]], share: float) -> str:
    """The colour of a share of the scale, between the two that it lies between."""
    for (low, first), (high, second) in itertools.pairwise(scale):
        if share <= high:
            part = (share - low) / (high - low)
            mixed = (
                round(a + (b - a) * part)
                for a, b in zip(_channels(first), _channels(second), strict=True)
            )
            return "#" + "".join(f"{channel:02X}" for channel in mixed)
    return scale[-1][1]


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


TRACES: Mapping[str, Callable[..., None]] = {"bar": _bars, "scatter": _scatter, "heatmap": _heat}
