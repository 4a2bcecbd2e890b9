"""The co-occurrence heat map: the lower triangle of a symmetric table, names on its diagonal."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.style import LABEL_SIZE, ChartStyle, Figure, blank
from dashboard.look.palette import Palette

HEIGHT = 440
_VALUE_SIZE = 11
_MOST_PRINTED = 18  # rows up to which values fit into cells


def heatmap_figure(
    names: Sequence[tuple[str, str]],
    pairs: pd.DataFrame,
    measure: str,
    style: ChartStyle,
    selected: str | None = None,
    counted: str = "count.sentences",
    revision: str = "heatmap",
    diverging: bool = False,
) -> Figure:
    """Cells of ``pairs`` between ``names`` (entity id, label), in the order given.

    ``pairs`` holds a, b (entity ids), count, npmi, llr and mark; a column ``told`` says what else
    to tell of each pair, instead of npmi and llr. ``measure`` is the column that colours,
    ``counted`` the message that counts; pairs that never meet stay empty cells. ``diverging``: the
    measure has a sign, shown by two colours.
    """
    drawing = blank(style, HEIGHT, revision)
    place = {entity: index for index, (entity, _) in enumerate(names)}
    size = len(names)
    cells = pairs[pairs["a"].isin(place) & pairs["b"].isin(place)].copy()
    if size < 2:
        return drawing.figure()
    at = pd.DataFrame({"a": cells["a"].map(place), "b": cells["b"].map(place)})
    cells["row"], cells["column"] = at.max(axis=1), at.min(axis=1)
    top = _top(cells[measure].abs() if diverging else cells[measure], measure)
    grid: list[list[float | None]] = [
        [None if column >= row else 0.0 for column in range(size)] for row in range(size)
    ]
    for row, column, value in zip(cells["row"], cells["column"], cells[measure], strict=True):
        grid[row][column] = float(value) if diverging else max(float(value), 0.0)
    drawing.heatmap(
        z=grid,
        zmin=-top if diverging else 0,
        zmax=top,
        colorscale=_scale(style.palette, diverging),
        showscale=False,
        xgap=1.5,
        ygap=1.5,
        hoverinfo="skip",
    )
    _add_click_targets(drawing, cells, names, counted, style, size)
    _add_values(drawing, cells, measure, top, style, size, selected)
    _add_names(drawing, names, cells, style, selected)
    _add_selection(drawing, cells, style, selected)
    drawing.lay_out(
        margin={"l": 6, "r": 6, "t": 26, "b": 6},
        xaxis={
            "visible": False,
            "range": [size + 2.2, -0.5] if style.rtl else [-0.5, size + 2.2],
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [size - 0.4, -0.9], "fixedrange": True},
    )
    return drawing.figure()


def scale_colours(palette: Palette, diverging: bool = False) -> tuple[str, ...]:
    """From least to most; two-sided from fewer over none to more."""
    if not diverging:
        return palette.heat
    return (palette.communities[1], palette.heat[0], palette.heat[-2])


def _scale(palette: Palette, diverging: bool) -> list[list[float | str]]:
    colours = scale_colours(palette, diverging)
    return [[step / (len(colours) - 1), colour] for step, colour in enumerate(colours)]


def _top(values: pd.Series, measure: str) -> float:
    highest = float(values.max()) if not values.empty else 1.0
    return max(highest, 0.1 if measure == "npmi" else 1.0)


def _add_click_targets(
    drawing: Drawing,
    cells: pd.DataFrame,
    names: Sequence[tuple[str, str]],
    counted: str,
    style: ChartStyle,
    size: int,
) -> None:
    # Plotly's heat maps report no clicks, so transparent squares lie over the cells.
    labels = [label for _, label in names]
    if "told" in cells:
        told = [f"<br>{style.isolated(text)}" for text in cells["told"]]
    else:
        told = [
            f"  NPMI {npmi:.2f}  LLR {llr:,.1f}"
            for npmi, llr in zip(cells["npmi"], cells["llr"], strict=True)
        ]
    counts = [style.wording.count(counted, int(count)) for count in cells["count"]]
    drawing.scatter(
        x=cells["column"],
        y=cells["row"],
        mode="markers",
        marker={"symbol": "square", "size": max(8, 370 / size), "color": "rgba(0,0,0,0)"},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=cells["mark"].tolist(),
        hovertext=[
            f"{style.isolated(labels[row])} × {style.isolated(labels[column])}<br>"
            f"<b>{style.isolated(count)}</b>{more}"
            for row, column, count, more in zip(
                cells["row"], cells["column"], counts, told, strict=True
            )
        ],
        hoverinfo="text",
    )


def _add_values(
    drawing: Drawing,
    cells: pd.DataFrame,
    measure: str,
    top: float,
    style: ChartStyle,
    size: int,
    selected: str | None,
) -> None:
    """Values in the darkest cells and in the selected one, as text of sufficient contrast."""
    printed = cells[cells[measure].abs() >= (0.5 if measure == "npmi" else top / 2)]
    if size > _MOST_PRINTED:
        printed = printed.iloc[0:0]
    printed = cells[cells.index.isin(printed.index) | (cells["mark"] == selected)]
    for row in printed.to_dict("records"):
        value = float(row[measure])
        drawing.annotate(
            x=row["column"],
            y=row["row"],
            text=_cell_text(value, measure, style),
            showarrow=False,
            font={"size": _VALUE_SIZE, "color": _readable(style.palette, abs(value) / top)},
        )


def _cell_text(value: float, measure: str, style: ChartStyle) -> str:
    if measure == "npmi":
        return f"{value:.2f}".replace("0.", ".", 1)
    shown = style.wording.short_number(round(value)) if value >= 1000 else f"{round(value)}"
    return f"+{shown}" if measure == "change" and value > 0 else shown


def _readable(palette: Palette, share: float) -> str:
    """Ink or ground, whichever stands out on the cell's shade."""
    dark_theme = palette.bg != "#FFFFFF"
    on_strong = palette.on_selection if not dark_theme else palette.bg
    return on_strong if share > 0.55 else palette.ink


def _add_names(
    drawing: Drawing,
    names: Sequence[tuple[str, str]],
    cells: pd.DataFrame,
    style: ChartStyle,
    selected: str | None,
) -> None:
    chosen = cells[cells["mark"] == selected]
    bold = {*chosen["row"], *chosen["column"]}
    for index, (_, label) in enumerate(names):
        text = style.isolated(label)
        drawing.annotate(
            x=index - 0.35,
            y=index,
            text=f"<b>{text}</b>" if index in bold else text,
            showarrow=False,
            xanchor="right" if style.rtl else "left",
            yanchor="middle",
            font={
                "size": LABEL_SIZE,
                "color": style.palette.ink if index in bold else style.palette.ink2,
            },
        )


def _add_selection(
    drawing: Drawing, cells: pd.DataFrame, style: ChartStyle, selected: str | None
) -> None:
    for cell in cells[cells["mark"] == selected].to_dict("records"):
        outline = {"color": style.palette.ink3, "width": 1}
        for x0, x1, y0, y1 in (
            (-0.5, cell["row"] - 0.5, cell["row"] - 0.5, cell["row"] + 0.5),
            (cell["column"] - 0.5, cell["column"] + 0.5, cell["column"] + 0.5, cell["row"] + 0.5),
        ):
            drawing.rectangle(x0=x0, x1=x1, y0=y0, y1=y1, line=outline)
        drawing.rectangle(
            x0=cell["column"] - 0.5,
            x1=cell["column"] + 0.5,
            y0=cell["row"] - 0.5,
            y1=cell["row"] + 0.5,
            line={"color": style.palette.selection, "width": 2},
        )
