"""A figure on paper shows what the figure on the page does."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.heatmap import heatmap_figure
from dashboard.charts.money import money_figure
from dashboard.charts.plane import plane_of
from dashboard.charts.still import WIDTH, still
from dashboard.charts.style import ChartStyle
from dashboard.charts.timeline import Stack, timeline_figure
from dashboard.look.palette import LIGHT
from dashboard.wording import Language, Wording

ARABIC, ENGLISH = (ChartStyle(LIGHT, Wording(language)) for language in Language)
STACKS = [Stack("a", "أول <b>", "#0A6328"), Stack("b", "second", "#D37F10")]


def bars() -> pd.DataFrame:
    rows = [
        ("2020-01-01", "2020-01-31", False, "a", 3),
        ("2020-01-01", "2020-01-31", False, "b", 6),
        ("2020-02-01", "2020-02-29", False, "b", 9),
        ("2020-01-01", "2020-12-31", True, "a", 2),
    ]
    frame = pd.DataFrame(rows, columns=["start", "end", "whole", "key", "mentions"])
    frame["start"], frame["end"] = pd.to_datetime(frame["start"]), pd.to_datetime(frame["end"])
    frame["period"] = [f"period {place} <i>" for place in range(len(frame))]
    frame["mark"] = [f"m{place}" for place in range(len(frame))]
    return frame


def drawn(figure: go.Figure) -> ET.Element:
    return ET.fromstring(still(figure, 'title "<&'))


def rects(root: ET.Element) -> dict[str, dict[str, str]]:
    """The rectangles that tell something, by the first line of what they tell."""
    return {
        title.text.splitlines()[0].strip("\u2066\u2067\u2069"): rect.attrib
        for rect in root.iter("rect")
        if (title := rect.find("title")) is not None and title.text
    }


@pytest.mark.parametrize("style", [ARABIC, ENGLISH], ids=["ar", "en"])
def test_bars_stand_on_each_other_and_are_as_high_as_their_numbers(style: ChartStyle) -> None:
    found = rects(drawn(timeline_figure(bars(), STACKS, style)))
    first, second, third, span = (found[f"period {place} <i>"] for place in range(4))
    unit = float(first["height"]) / 3
    assert float(second["height"]) == pytest.approx(6 * unit, abs=0.3)
    assert float(third["height"]) == pytest.approx(9 * unit, abs=0.3)
    assert float(second["y"]) + float(second["height"]) == pytest.approx(float(first["y"]), abs=0.2)
    assert first["x"] == second["x"]
    assert float(third["x"]) > float(first["x"]), "time runs left to right in both languages"
    assert float(span["width"]) > float(first["width"]) * 1.5
    assert float(span["y"]) > float(first["y"])
    assert (first["fill"], second["fill"]) == ("#0A6328", "#D37F10")


@pytest.mark.parametrize("style", [ARABIC, ENGLISH], ids=["ar", "en"])
def test_the_years_below_the_months_are_drawn_within_the_picture(style: ChartStyle) -> None:
    root = drawn(timeline_figure(bars(), STACKS, style))
    years = [
        float(one.attrib["y"])
        for one in root.iter("text")
        if (one.text or "").strip("\u2066\u2067\u2069") == style.wording.year(2020)
    ]
    assert years
    assert max(years) < float(root.attrib["viewBox"].split()[3]) - 2


def test_the_value_axis_stands_where_reading_starts() -> None:
    right, left = (
        plane_of(timeline_figure(bars(), STACKS, one), WIDTH) for one in (ARABIC, ENGLISH)
    )
    assert right.right < WIDTH - 15 < left.right
    assert left.left > 15 > right.left


def test_the_selected_bar_is_outlined_and_told() -> None:
    root = drawn(timeline_figure(bars(), STACKS, ENGLISH, "m1", "January: 6"))
    found = rects(root)
    assert found["period 1 <i>"]["stroke"] == LIGHT.selection
    assert "fill-opacity" not in found["period 1 <i>"]
    assert found["period 2 <i>"]["fill-opacity"] == "0.5"
    (label,) = [one for one in root.iter("text") if "January: 6" in (one.text or "")]
    assert label.attrib["font-weight"] == "600"


def test_texts_are_words_whatever_stands_in_them() -> None:
    root = drawn(timeline_figure(bars(), STACKS, ENGLISH))
    assert root.attrib["aria-label"] == 'title "<&'
    assert {one.tag for one in root.iter()} <= {"svg", "g", "rect", "line", "text", "title", "path"}


def test_a_heat_map_has_a_cell_for_each_pair() -> None:
    names = [(str(place), f"اسم {place}") for place in range(4)]
    pairs = pd.DataFrame(
        [("0", "1", 9, 0.9, 5.0, "x"), ("2", "3", 1, 0.0, 1.0, "y")],
        columns=["a", "b", "count", "npmi", "llr", "mark"],
    )
    root = drawn(heatmap_figure(names, pairs, "npmi", ARABIC))
    cells = [one for one in root.iter("rect") if one.attrib["fill"].startswith("#")]
    assert len(cells) == 6, "the lower triangle"
    fills = [one.attrib["fill"] for one in cells]
    assert fills.count(LIGHT.heat[-1]) == 1
    assert fills.count(LIGHT.heat[0]) == 5
    labels = [(one.text or "").strip("\u2067\u2069") for one in root.iter("text")]
    assert [label for label in labels if label.startswith("اسم")] == [name for _, name in names]


def test_amounts_lie_on_a_logarithmic_axis() -> None:
    frame = pd.DataFrame(
        {
            "currency": ["USD"] * 4,
            "amount": [1e3, 1e6, 1e9, 1e6],
            "amount_max": [math.nan, math.nan, math.nan, 1e9],
            "bound": ["exact", "more_than", "exact", "exact"],
            "day": pd.to_datetime(["2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01"]),
            "surface": list("abcd"),
            "label": list("abcd"),
            "mark": list("abcd"),
        }
    )
    root = drawn(money_figure(frame, ENGLISH))
    heights = {
        (one.find("title").text or "").strip("\u2066\u2069"): float(one.attrib["cy"])  # type: ignore[union-attr]
        for one in root.iter("circle")
    }
    assert heights["a"] - heights["b"] == pytest.approx(heights["b"] - heights["c"], abs=0.2)
    assert heights["a"] > heights["c"], "more is higher"
    assert [one.text for one in root.iter("text") if one.text in ("↑", "↓")] == ["↑"]
    (span,) = [one for one in root.iter("path") if one.attrib["stroke-width"] == "5"]
    low, high = (float(step.split()[1]) for step in span.attrib["d"][1:].split("L"))
    assert (low, high) == (
        pytest.approx(heights["b"], abs=0.2),
        pytest.approx(heights["c"], abs=0.2),
    )
