"""What holds of every figure: Plotly knows its values, and a copy is nothing new to it."""

import json
import pickle

import plotly.graph_objects as go
import pytest

from dashboard.charts.drawing import Drawing
from dashboard.charts.heatmap import heatmap_figure
from dashboard.charts.lag import lag_figure
from dashboard.charts.money import money_figure
from dashboard.charts.network import network_figure
from dashboard.charts.style import ChartStyle
from dashboard.charts.timeline import timeline_figure
from tests.charts.frames import (
    ARABIC,
    EDGES,
    LAGS,
    NAMES,
    NODES,
    PAIRS,
    RANGES,
    STACKS,
    STYLES,
    bars,
)

FIGURES = {
    "timeline": lambda style, mark: timeline_figure(bars(), STACKS, style, mark, "5 أماكن"),
    "empty timeline": lambda style, mark: timeline_figure(bars().head(0), STACKS, style, mark),
    "lag": lambda style, mark: lag_figure(LAGS, style, mark),
    "empty lag": lambda style, mark: lag_figure(LAGS.head(0), style, mark),
    "heat map": lambda style, mark: heatmap_figure(NAMES, PAIRS, "npmi", style, mark),
    "change": lambda style, mark: heatmap_figure(NAMES, PAIRS, "npmi", style, mark, diverging=True),
    "network": lambda style, mark: network_figure(NODES, EDGES, style, mark, "4 جمل"),
    "money": lambda style, mark: money_figure(RANGES, style, mark, "مليون"),
    "empty money": lambda style, mark: money_figure(RANGES.head(0), style, mark),
}


@pytest.mark.parametrize("style", STYLES, ids=["ar", "en"])
@pytest.mark.parametrize("mark", [None, "m3", "m4", "l1", "p1", "n2", "d2"])
@pytest.mark.parametrize("name", FIGURES)
def test_plotly_knows_every_value_of_every_figure(
    name: str, mark: str | None, style: ChartStyle
) -> None:
    """Figures are made unchecked; here they are checked."""
    told = FIGURES[name](style, mark).to_dict()
    assert go.Figure(told).to_plotly_json().keys() == told.keys()
    assert bool(told["data"]) == (not name.startswith("empty"))


def test_a_value_that_plotly_does_not_know_is_found() -> None:
    drawing = Drawing(xaxis={"colour": "red"})
    with pytest.raises(ValueError, match="colour"):
        go.Figure(drawing.figure().to_dict())


def test_a_drawn_figure_stays_the_same_whoever_takes_a_copy() -> None:
    figure = lag_figure(LAGS, ARABIC, "l1")
    told = json.dumps(figure.to_dict(), default=str)
    copy = pickle.loads(pickle.dumps(figure))
    assert copy.to_json() == figure.to_json()
    assert copy.to_dict() is not figure.to_dict()
    assert (figure.layout.height, len(figure.data)) == (400, 2)
    assert json.dumps(figure.to_dict(), default=str) == told


@pytest.mark.parametrize("mark", [None, "m3", "m4", "l1", "p1", "n2", "d2"])
@pytest.mark.parametrize("name", FIGURES)
def test_a_copy_of_a_figure_is_nothing_new_to_plotly(name: str, mark: str | None) -> None:
    """The page hands figures over as copies, several times; nothing is drawn again for it."""
    figure = FIGURES[name](ARABIC, mark)
    told = json.loads(figure.to_json())
    assert told["layout"]["datarevision"] == FIGURES[name](ARABIC, mark).layout.datarevision
    assert "template" not in told["layout"]
    assert "bdata" not in figure.to_json()


def test_other_values_have_another_revision() -> None:
    one, other = (Drawing(), Drawing())
    one.scatter(x=[1], y=[2])
    other.scatter(x=[1], y=[3])
    revisions = [drawing.figure().layout.datarevision for drawing in (one, other)]
    assert revisions[0] != revisions[1]


def test_layout_is_merged_value_by_value() -> None:
    drawing = Drawing(margin={"l": 1, "t": 2}, xaxis={"range": [0, 1]})
    drawing.lay_out(margin={"t": 3}, xaxis={"range": [2, 3], "visible": False})
    layout = drawing.figure().layout
    assert (layout.margin.l, layout.margin.t) == (1, 3)
    assert (layout.xaxis.range, layout.xaxis.visible) == ((2, 3), False)
