"""The co-occurrence network: nodes by weighted degree, edges by strength, colour by community."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.style import TICK_SIZE, ChartStyle, Figure, LegendEntry, blank
from dashboard.wording.numbers import isolated, isolated_if_foreign

HEIGHT = 440
_PLOT_WIDTH = 560  # pixels, about the column of charts on a laptop
_NARROWEST = 340  # pixels of the chart on a phone
_LETTER, _LINE = 6.2, 15  # pixels of a label's letter and line
_SMALLEST, _LARGEST = 9.0, 26.0  # node diameters in pixels
_SHARES = np.array([0.3, 0.5, 0.7])  # of an edge's length, where it can be clicked
_ROOM = _LARGEST / 2 + 7  # pixels that a clickable place keeps from the middle of every node
_WIDTHS = (0.7, 1.4, 2.4, 3.4)  # edges are drawn in four widths, one trace each


def network_figure(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    style: ChartStyle,
    selected: str | None = None,
    selected_label: str = "",
    counted: str = "count.sentences",
    revision: str = "network",
) -> Figure:
    """``nodes``: entity, label, x, y, weight (weighted degree), community (0 the largest), mark.
    ``edges``: a, b (entities), strength, count, mark; ``counted`` is the message that counts.
    Nodes and the middles of edges can be clicked."""
    drawing = blank(style, HEIGHT, revision)
    drawing.lay_out(
        margin={"l": 4, "r": 4, "t": 8, "b": 8},
        xaxis={"visible": False, "range": _padded(nodes["x"])},
        yaxis={"visible": False, "range": _padded(nodes["y"])},
        dragmode="pan",
    )
    if nodes.empty:
        return drawing.figure()
    by_entity = nodes.set_index("entity")
    placed = edges.assign(
        ax=edges["a"].map(by_entity["x"]),
        ay=edges["a"].map(by_entity["y"]),
        bx=edges["b"].map(by_entity["x"]),
        by=edges["b"].map(by_entity["y"]),
        inside=edges["a"].map(by_entity["community"]) == edges["b"].map(by_entity["community"]),
        community=edges["a"].map(by_entity["community"]),
    ).dropna(subset=["ax", "bx"])
    chosen = placed[placed["mark"] == selected]
    _add_edges(drawing, placed, style)
    _add_edge_targets(drawing, placed, by_entity, counted, style)
    _add_selected_edge(drawing, chosen, style, selected_label)
    _add_nodes(drawing, nodes, chosen, style, selected)
    return drawing.figure()


def network_legend(nodes: pd.DataFrame, style: ChartStyle) -> list[LegendEntry]:
    """One entry a coloured community: its heaviest name and how many more it holds."""
    entries = []
    for community, members in nodes.groupby("community", sort=True):
        rank = int(str(community))
        if rank >= len(style.palette.communities) or len(members) < 2:
            continue
        largest = members.sort_values(["weight", "entity"], ascending=[False, True])["label"].iloc[
            0
        ]
        more = style.wording.number(len(members) - 1)
        # A legend takes its direction from the first letter, which is the name's.
        label = f"{largest} +{more}"
        if not style.wording.right_to_left:
            label = isolated(f"{isolated_if_foreign(largest, False)} +{more}")
        entries.append(LegendEntry(label, style.palette.community(rank)))
    return entries


def _padded(values: pd.Series) -> list[float]:
    if values.empty:
        return [-1.0, 1.0]
    low, high = float(values.min()), float(values.max())
    pad = max((high - low) * 0.08, 0.1)
    return [low - pad, high + pad]


def _add_edges(drawing: Drawing, edges: pd.DataFrame, style: ChartStyle) -> None:
    strongest = max(float(edges["strength"].max()), 1e-9) if not edges.empty else 1.0
    width = (edges["strength"].clip(lower=0) / strongest * len(_WIDTHS)).astype(int)
    width = width.clip(upper=len(_WIDTHS) - 1)
    colour = edges["community"].where(edges["inside"], -1)
    for (level, group), rows in edges.groupby([width.tolist(), colour.tolist()], sort=True):
        community = int(str(group))
        inside = community >= 0
        line = (
            _faded(style.palette.community(community), 0.34)
            if inside
            else _faded(style.palette.ink3, 0.26)
        )
        drawing.scatter(
            x=_with_gaps(rows["ax"], rows["bx"]),
            y=_with_gaps(rows["ay"], rows["by"]),
            mode="lines",
            line={"color": line, "width": _WIDTHS[int(str(level))]},
            hoverinfo="skip",
        )


def _with_gaps(first: pd.Series, second: pd.Series) -> list[float | None]:
    """The ends of each line, with a gap after it: one trace draws many lines."""
    line: list[float | None] = []
    for start, end in zip(first, second, strict=True):
        line += [float(start), float(end), None]
    return line


def _faded(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _add_edge_targets(
    drawing: Drawing,
    edges: pd.DataFrame,
    by_entity: pd.DataFrame,
    counted: str,
    style: ChartStyle,
) -> None:
    """Invisible marks along each edge: lines themselves report no clicks."""
    labels = by_entity["label"]
    across = _PLOT_WIDTH / float(np.ptp(_padded(by_entity["x"])))
    up = HEIGHT / float(np.ptp(_padded(by_entity["y"])))
    x: list[float] = []
    y: list[float] = []
    marks: list[str] = []
    texts: list[str] = []
    for edge in edges.to_dict("records"):
        text = (
            f"{style.isolated(labels[edge['a']])} × {style.isolated(labels[edge['b']])}<br>"
            f"<b>{style.isolated(style.wording.count(counted, int(edge['count'])))}</b>"
        )
        xs = edge["ax"] + (edge["bx"] - edge["ax"]) * _SHARES
        ys = edge["ay"] + (edge["by"] - edge["ay"]) * _SHARES
        # Of marks under the pointer Plotly takes the smallest: one upon a node would hide it.
        room = np.hypot(
            np.subtract.outer(xs, by_entity["x"].to_numpy()) * across,
            np.subtract.outer(ys, by_entity["y"].to_numpy()) * up,
        ).min(axis=1)
        for place in range(len(_SHARES)):
            if room[place] >= _ROOM or place == room.argmax():
                x.append(float(xs[place]))
                y.append(float(ys[place]))
                marks.append(edge["mark"])
                texts.append(text)
    drawing.scatter(
        x=x,
        y=y,
        mode="markers",
        marker={"size": 13, "color": "rgba(0,0,0,0)"},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=marks,
        hovertext=texts,
        hoverinfo="text",
    )


def _add_selected_edge(
    drawing: Drawing, chosen: pd.DataFrame, style: ChartStyle, label: str
) -> None:
    for edge in chosen.to_dict("records"):
        drawing.scatter(
            x=[edge["ax"], edge["bx"]],
            y=[edge["ay"], edge["by"]],
            mode="lines",
            line={"color": style.palette.selection, "width": 3.5},
            hoverinfo="skip",
        )
        drawing.annotate(
            x=(edge["ax"] + edge["bx"]) / 2,
            y=(edge["ay"] + edge["by"]) / 2,
            text=f"<b>{style.isolated(label)}</b>",
            showarrow=False,
            bgcolor=style.palette.selection,
            bordercolor=style.palette.selection,
            borderpad=4,
            font={"size": TICK_SIZE, "color": style.palette.on_selection},
        )


def _add_nodes(
    drawing: Drawing,
    nodes: pd.DataFrame,
    chosen: pd.DataFrame,
    style: ChartStyle,
    selected: str | None,
) -> None:
    ends = {*chosen["a"], *chosen["b"]} | set(nodes.loc[nodes["mark"] == selected, "entity"])
    heaviest = max(float(nodes["weight"].max()), 1e-9)
    # Area, not diameter, stands for the weight.
    diameters = [
        max(_SMALLEST, _LARGEST * math.sqrt(max(float(weight), 0.0) / heaviest))
        for weight in nodes["weight"]
    ]
    ringed = [entity in ends for entity in nodes["entity"]]
    drawing.scatter(
        x=nodes["x"],
        y=nodes["y"],
        mode="markers",
        marker={
            "size": diameters,
            "color": [style.palette.community(int(rank)) for rank in nodes["community"]],
            "opacity": 1,
            "line": {
                "color": [style.palette.selection if ring else style.palette.bg for ring in ringed],
                "width": [2.5 if ring else 1 for ring in ringed],
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=nodes["mark"].tolist(),
        hovertext=[style.isolated(label) for label in nodes["label"]],
        hoverinfo="text",
    )
    labelled = _labelled(nodes, diameters, ends)
    for node, ring in zip(nodes.to_dict("records"), ringed, strict=True):
        if aside := labelled.get(node["entity"]):
            drawing.annotate(**_label(node, aside, ring, style))


def _labelled(
    nodes: pd.DataFrame, diameters: Sequence[float], ends: set[str]
) -> dict[str, tuple[float, float]]:
    """The entities whose labels fit below or above them: the selected ends, then the heaviest, each
    only where neither a label nor a heavier node stands; the others have theirs on hover. For each,
    the pixels from its node to the middle of its label, across (most 0; at the sides as many as let
    it end within the chart) and up.

    What fits on a phone fits everywhere: only the distances across grow with the chart.
    """
    left, right = _padded(nodes["x"])
    top = _padded(nodes["y"])[1]
    high = np.ptp(_padded(nodes["y"])) or 1.0
    placed = nodes.assign(
        px=(nodes["x"] - left) / (right - left) * _NARROWEST,
        py=(top - nodes["y"]) / high * HEIGHT,
        radius=np.asarray(diameters) / 2,
        end=nodes["entity"].isin(ends),
    ).sort_values(["end", "weight", "entity"], ascending=[False, False, True])
    labels: list[tuple[float, float, float]] = []  # middle in pixels, half width
    discs: list[tuple[float, float, float]] = []
    kept: dict[str, tuple[float, float]] = {}
    for node in placed.to_dict("records"):
        half = len(str(node["label"])) * _LETTER / 2
        x = max(min(node["px"], _NARROWEST - half), half)
        away = node["radius"] + _LINE / 2 + 2
        free = [
            level
            for level in (node["py"] + away, node["py"] - away)
            if all(
                abs(x - other) > half + other_half or abs(level - taken) > _LINE
                for other, taken, other_half in labels
            )
            and all(
                abs(x - other) > half + radius or abs(level - middle) > _LINE / 2 + radius
                for other, middle, radius in discs
            )
        ]
        discs.append((node["px"], node["py"], node["radius"]))
        if node["end"] or free:
            level = free[0] if free else node["py"] + away
            labels.append((x, level, half))
            kept[str(node["entity"])] = x - node["px"], node["py"] - level
    return kept


def _label(node: Any, aside: tuple[float, float], ring: bool, style: ChartStyle) -> dict[str, Any]:
    text = style.isolated(str(node["label"]))
    halo = style.palette.bg
    return {
        "x": node["x"],
        "y": node["y"],
        "xshift": round(aside[0]),
        "yshift": round(aside[1]),
        "text": f"<b>{text}</b>" if ring else text,
        "showarrow": False,
        # A halo in the ground's colour keeps a label readable where edges pass under it.
        "font": {
            "size": TICK_SIZE,
            "color": style.palette.ink if ring else style.palette.ink2,
            "shadow": ", ".join(f"{dx}px {dy}px 2px {halo}" for dx, dy in _HALO),
        },
    }


_HALO: Sequence[tuple[int, int]] = ((-1, -1), (1, -1), (-1, 1), (1, 1), (0, 2), (0, -2))
