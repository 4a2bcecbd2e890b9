"""A figure as SVG that stands alone: for paper and for files, where no script draws.

It draws what this package's figures use of Plotly, from the same figure that the page shows, so
that both show the same marks, colours and words. What a pointer would tell is each mark's title.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from typing import Any

from dashboard.charts.plane import Plane, number, plane_of, text_width, value_axes
from dashboard.charts.still_marks import TRACES
from dashboard.charts.strokes import LINE, Element, add, lines_of, rounded, write
from dashboard.charts.style import Figure

WIDTH = 720.0


def still(figure: Figure, label: str, width: float = WIDTH) -> str:
    """The figure as one SVG element, to be read in a page. ``label`` says what it shows.

    Texts keep their own direction; the page around it gives the fonts.
    """
    plane = plane_of(figure, width)
    root = ET.Element(
        "svg",
        {
            "viewBox": f"0 0 {rounded(plane.width)} {rounded(plane.height + _below(figure))}",
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
        TRACES[trace.type](root, trace, plane.axes["x"], axis, base)
    for shape in shapes:
        if shape.layer != "below":
            _shape(root, shape, plane)
    _labels(root, figure, plane)
    for annotation in figure.layout.annotations:
        _annotation(root, annotation, plane, figure)
    return ET.tostring(root, encoding="unicode")


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
    add(root, "line", x1=plane.left, x2=plane.right, y1=y, y2=y, stroke=colour, stroke_width=1)


def _labels(root: Element, figure: Figure, plane: Plane) -> None:
    below = figure.layout.xaxis
    if below.visible is not False and below.tickvals is not None:
        anchor = plane.axes.get(below.anchor or "y", plane.axes["y"])
        level = max(anchor.first, anchor.last) + 17
        for tick, text in zip(below.tickvals, below.ticktext, strict=True):
            write(root, text, plane.axes["x"].at(tick), level, 12, below.tickfont.color)
    for name in value_axes(figure):
        drawn, axis = figure.layout[name], plane.axes[name.replace("axis", "")]
        if drawn.visible is False or drawn.tickvals is None:
            continue
        right = drawn.side == "right"
        edge = plane.right + 6 if right else plane.left - 6
        for tick, text in zip(drawn.tickvals, drawn.ticktext, strict=True):
            level = axis.at(tick) + 4
            write(root, text, edge, level, 12, drawn.tickfont.color, "start" if right else "end")


def _below(figure: Figure) -> float:
    """What the further lines of the labels below the chart take; Plotly makes this room itself."""
    texts = figure.layout.xaxis.ticktext
    return LINE * max((len(lines_of(text)[0]) - 1 for text in texts or ()), default=0)


def _shape(root: Element, shape: Any, plane: Plane) -> None:
    x = plane.axes["x"]
    left, right = sorted((x.at(shape.x0), x.at(shape.x1)))
    name, _, domain = str(shape.yref or "y").partition(" ")
    y = plane.axes[name]
    if domain:
        ends = sorted(y.first + (y.last - y.first) * share for share in (shape.y0, shape.y1))
    else:
        ends = sorted((y.placed(float(shape.y0)), y.placed(float(shape.y1))))
    add(
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
    (words, *_), _bold = lines_of(str(note.text))
    if note.bgcolor:
        pad = float(note.borderpad or 1)
        wide = text_width(words, size) + 2 * pad + 2
        add(
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
    write(root, str(note.text), x, baseline, size, str(note.font.color), anchor, halo)


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
