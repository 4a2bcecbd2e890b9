"""A figure as SVG that stands alone: for paper and for files, where no script draws.

It draws what this package's figures use of Plotly, from the same figure that the page shows, so
that both show the same marks, colours and words. What a pointer would tell is each mark's title.
"""

from __future__ import annotations

import html
import itertools
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.charts.plane import Axis, Plane, number, plane_of, text_width, value_axes
from dashboard.charts.style import Figure

WIDTH = 720.0
_CLEAR = "rgba(0,0,0,0)"
_MOST_CLEAR = 250  # unseen marks kept for what they tell; more would make the file heavy
_HALO = "3.5"
_TAG = re.compile(r"</?b>|<br\s*/?>")

Element = ET.Element


def still(figure: Figure, label: str, width: float = WIDTH) -> str:
    """The figure as one SVG element, to be read in a page. ``label`` says what it shows.

    Texts keep their own direction; the page around it gives the fonts.
    """
    plane = plane_of(figure, width)
    root = ET.Element(
        "svg",
        {
            "viewBox": f"0 0 {_round(plane.width)} {_round(plane.height)}",
            "role": "img",
            "aria-label": label,
            # As in Plotly: texts isolate themselves from a base that runs left to right.
            "direction": "ltr",
            "font-size": "12",
        },
    )
    shapes = list(figure.layout.shapes)
    for shape in shapes:
        if shape.layer == "below":
            _shape(root, shape, plane)
    _grid(root, figure, plane)
    base: dict[tuple[float, float], float] = {}
    for trace in figure.data:
        axis = plane.axes[trace["yaxis"] or "y"] if trace.type != "heatmap" else plane.axes["y"]
        _TRACES[trace.type](root, trace, plane.axes["x"], axis, base)
    for shape in shapes:
        if shape.layer != "below":
            _shape(root, shape, plane)
    _labels(root, figure, plane)
    for annotation in figure.layout.annotations:
        _annotation(root, annotation, plane, figure)
    return ET.tostring(root, encoding="unicode")


def _round(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _add(parent: Element, name: str, text: str = "", /, **attributes: Any) -> Element:
    """Attributes that are None are left out; numbers are rounded to a tenth of a pixel."""
    made = ET.SubElement(
        parent,
        name,
        {
            key.replace("_", "-"): _round(value) if isinstance(value, int | float) else str(value)
            for key, value in attributes.items()
            if value is not None
        },
    )
    if text:
        made.text = text
    return made


def _lines(text: str) -> tuple[list[str], bool]:
    """The lines of a text of a figure, whose markup is Plotly's, and whether it is bold."""
    bold = "<b>" in text
    lines = re.split(r"<br\s*/?>", text)
    return [html.unescape(_TAG.sub("", line)) for line in lines], bold


def _tell(element: Element, hover: Any) -> None:
    if isinstance(hover, str) and hover:
        _add(element, "title", "\n".join(_lines(hover)[0]))


def _each(values: Any, count: int) -> Sequence[Any]:
    """A value for each of ``count`` marks: Plotly takes one for all, or a list."""
    if values is None or isinstance(values, str | int | float):
        return [values] * count
    return list(values)


# Traces


def _bars(
    root: Element, trace: Any, x: Axis, y: Axis, base: dict[tuple[float, float], float]
) -> None:
    count = len(trace.x)
    marker = trace.marker
    colours, opacities = _each(marker.color, count), _each(marker.opacity, count)
    outlines, thick = _each(marker.line.color, count), _each(marker.line.width, count)
    widths, hover = _each(trace.width, count), _each(trace.hovertext, count)
    group = _add(root, "g")
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
        drawn = _add(
            group,
            "rect",
            x=left,
            y=top,
            width=max(right - left, 0.6),
            height=max(bottom - top, 0.0),
            fill=colours[at],
            fill_opacity=_unless(opacities[at], 1),
            stroke=outlines[at],
            stroke_width=thick[at],
        )
        _tell(drawn, hover[at])


def _unless(value: Any, usual: Any) -> Any:
    return None if value == usual else value


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
        steps.append(f"{'M' if moving else 'L'}{_round(x.at(across))} {_round(y.at(up))}")
        moving = False
    _add(
        root,
        "path",
        d="".join(steps),
        fill="none",
        stroke=trace.line.color,
        stroke_width=trace.line.width,
        stroke_opacity=_unless(trace.opacity, 1),
        stroke_dasharray="1.5 3" if trace.line.dash == "dot" else None,
    )


def _marks(root: Element, trace: Any, x: Axis, y: Axis) -> None:
    count, marker = len(trace.x), trace.marker
    if marker.color == _CLEAR and count > _MOST_CLEAR:
        return
    sizes, colours = _each(marker.size, count), _each(marker.color, count)
    opacities, hover = _each(marker.opacity, count), _each(trace.hovertext, count)
    outlines, thick = _each(marker.line.color, count), _each(marker.line.width, count)
    square = marker.symbol == "square"
    group = _add(root, "g")
    for at in range(count):
        middle, height = x.at(trace.x[at]), y.at(trace.y[at])
        if math.isnan(height):
            continue
        size = float(sizes[at] or 6)
        look = {
            "fill": "none" if colours[at] == _CLEAR else colours[at],
            "pointer_events": "all" if colours[at] == _CLEAR else None,
            "opacity": _unless(opacities[at], 1),
            "stroke": outlines[at],
            "stroke_width": thick[at],
        }
        if square:
            corner = {"x": middle - size / 2, "y": height - size / 2}
            drawn = _add(group, "rect", width=size, height=size, **corner, **look)
        else:
            drawn = _add(group, "circle", cx=middle, cy=height, r=size / 2, **look)
        _tell(drawn, hover[at])


def _texts(root: Element, trace: Any, x: Axis, y: Axis) -> None:
    above = str(trace.textposition or "").startswith("top")
    for across, up, text in zip(trace.x, trace.y, trace.text, strict=True):
        _write(
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
    group = _add(root, "g")
    for row, cells in enumerate(trace.z):
        for column, value in enumerate(cells):
            if value is None or math.isnan(float(value)):
                continue
            share = (float(value) - low) / (high - low) if high > low else 0.0
            _add(
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


_TRACES: Mapping[str, Callable[..., None]] = {"bar": _bars, "scatter": _scatter, "heatmap": _heat}


# Around the marks


def _grid(root: Element, figure: Figure, plane: Plane) -> None:
    """Horizontal lines at the ticks, and the baselines."""
    for name in value_axes(figure):
        drawn, axis = figure.layout[name], plane.axes[name.replace("axis", "")]
        if drawn.visible is False:
            continue
        for tick in drawn.tickvals if drawn.tickvals is not None else ():
            base = drawn.zeroline and number(tick) == 0
            colour = drawn.zerolinecolor if base else drawn.gridcolor
            if colour:
                _line(root, plane, axis.at(tick), colour)
    below = figure.layout.xaxis
    if below.visible is not False and below.showline:
        anchor = plane.axes.get(below.anchor or "y", plane.axes["y"])
        _line(root, plane, max(anchor.first, anchor.last), below.linecolor)


def _line(root: Element, plane: Plane, y: float, colour: str) -> None:
    # Between two rows of pixels a line would be blurred.
    y = math.floor(y) + 0.5
    _add(root, "line", x1=plane.left, x2=plane.right, y1=y, y2=y, stroke=colour, stroke_width=1)


def _labels(root: Element, figure: Figure, plane: Plane) -> None:
    below = figure.layout.xaxis
    if below.visible is not False and below.tickvals is not None:
        anchor = plane.axes.get(below.anchor or "y", plane.axes["y"])
        level = max(anchor.first, anchor.last) + 17
        for tick, text in zip(below.tickvals, below.ticktext, strict=True):
            _write(root, text, plane.axes["x"].at(tick), level, 12, below.tickfont.color)
    for name in value_axes(figure):
        drawn, axis = figure.layout[name], plane.axes[name.replace("axis", "")]
        if drawn.visible is False or drawn.tickvals is None:
            continue
        right = drawn.side == "right"
        edge = plane.right + 6 if right else plane.left - 6
        for tick, text in zip(drawn.tickvals, drawn.ticktext, strict=True):
            level = axis.at(tick) + 4
            _write(root, text, edge, level, 12, drawn.tickfont.color, "start" if right else "end")


def _write(
    root: Element,
    text: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    anchor: str = "middle",
    halo: str | None = None,
) -> None:
    (words, *_), bold = _lines(text)
    _add(
        root,
        "text",
        words,
        x=x,
        y=y,
        fill=colour,
        text_anchor=anchor,
        font_size=_unless(size, 12),
        font_weight="600" if bold else None,
        stroke=halo,
        stroke_width=_HALO if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )


def _shape(root: Element, shape: Any, plane: Plane) -> None:
    x = plane.axes["x"]
    left, right = sorted((x.at(shape.x0), x.at(shape.x1)))
    name, _, domain = str(shape.yref or "y").partition(" ")
    y = plane.axes[name]
    if domain:
        ends = sorted(y.first + (y.last - y.first) * share for share in (shape.y0, shape.y1))
    else:
        ends = sorted((y.placed(float(shape.y0)), y.placed(float(shape.y1))))
    _add(
        root,
        "rect",
        x=left,
        y=ends[0],
        width=right - left,
        height=ends[1] - ends[0],
        fill=shape.fillcolor or "none",
        stroke=shape.line.color if shape.line.width != 0 else None,
        stroke_width=shape.line.width or None,
    )


def _annotation(root: Element, note: Any, plane: Plane, figure: Figure) -> None:
    x, y = _spot(note, plane)
    y -= float(note.yshift or 0)
    size = float(note.font.size)
    anchor = {"left": "start", "right": "end"}.get(note.xanchor or "", "middle")
    baseline = y - size * 0.3 if note.yanchor == "bottom" else y + size * 0.36
    (words, *_), _bold = _lines(str(note.text))
    if note.bgcolor:
        pad = float(note.borderpad or 1)
        wide = text_width(words, size) + 2 * pad + 2
        _add(
            root,
            "rect",
            x=x - wide / 2,
            y=baseline - size * 0.95 - pad,
            width=wide,
            height=size * 1.3 + 2 * pad,
            rx=4,
            fill=note.bgcolor,
        )
    if note.yref != "paper" or note.xref != "paper":
        x = _within(x, text_width(words, size), anchor, plane)
    # The shadow of a label on the page is a halo in the colour of the ground.
    halo = str(note.font.shadow).rsplit(" ", 1)[-1] if note.font.shadow else None
    _write(root, str(note.text), x, baseline, size, str(note.font.color), anchor, halo)


def _within(x: float, wide: float, anchor: str, plane: Plane) -> float:
    """Moved so far that a centred text does not run over the edge of the paper."""
    if anchor != "middle" or wide >= plane.width:
        return x
    return min(max(x, wide / 2 + 2), plane.width - wide / 2 - 2)


def _spot(note: Any, plane: Plane) -> tuple[float, float]:
    across, up = note.x, note.y
    share_x = plane.of_paper(float(across), 0)[0] if note.xref == "paper" else None
    x = plane.axes["x"].at(across) if share_x is None else share_x
    name, _, domain = str(note.yref or "y").partition(" ")
    if name == "paper":
        return x, plane.of_paper(0, float(up))[1]
    axis = plane.axes[name]
    if domain:
        return x, axis.first + (axis.last - axis.first) * float(up)
    # On a logarithmic axis a note is placed by its power of ten.
    return x, axis.placed(number(up))
