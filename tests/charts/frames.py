"""What the tests of charts draw, and how they read a figure."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import ChartStyle
from dashboard.charts.timeline import Stack
from dashboard.look.palette import DARK, LIGHT
from dashboard.wording import Language, Wording

ARABIC = ChartStyle(LIGHT, Wording(Language.ARABIC))


ENGLISH = ChartStyle(DARK, Wording(Language.ENGLISH))


STYLES = [ARABIC, ENGLISH]


def marks(figure: go.Figure) -> list[str]:
    return [
        mark for trace in figure.data if trace.customdata is not None for mark in trace.customdata
    ]


def bars() -> pd.DataFrame:
    rows = [
        ("PER", "2020-07-01", "2020-07-31", False, 3, "m1"),
        ("PER", "2020-08-01", "2020-08-31", False, 1, "m2"),
        ("LOC", "2020-07-01", "2020-07-31", False, 5, "m3"),
        ("LOC", "2020-01-01", "2020-12-31", True, 2, "m4"),
    ]
    frame = pd.DataFrame(rows, columns=["key", "start", "end", "whole", "mentions", "mark"])
    return frame.assign(
        start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]), period="تموز 2020"
    )


STACKS = [Stack("PER", "أشخاص", "#BB5E8F"), Stack("LOC", "أماكن", "#1292F0")]


PAIRS = pd.DataFrame(
    {
        "a": ["e1", "e1"],
        "b": ["e2", "e3"],
        "count": [4, 1],
        "npmi": [0.61, -0.2],
        "llr": [12.0, -0.5],
        "mark": ["p1", "p2"],
    }
)


NAMES = [("e1", "العراق"), ("e2", "داعش"), ("e3", "بغداد")]


NODES = pd.DataFrame(
    {
        "entity": ["e1", "e2", "e3"],
        "label": ["العراق", "داعش", "بغداد"],
        "x": [0.0, 1.0, 0.5],
        "y": [0.0, 0.0, 1.0],
        "weight": [5.0, 4.0, 1.0],
        "community": [0, 0, 1],
        "mark": ["n1", "n2", "n3"],
    }
)


EDGES = PAIRS.assign(strength=PAIRS["count"].astype(float))


MONEY = pd.DataFrame(
    {
        "currency": ["USD", "USD", "IQD", "USD"],
        "amount": [5e9, 4e8, 1e12, 2e6],
        "amount_max": [None, None, None, 3e6],
        "bound": ["exact", "more_than", "exact", "range"],
        "day": pd.to_datetime(["2020-07-23", "2018-02-14", "2019-01-24", None]),
        "surface": ["5 مليار دولار", "أكثر من 400 مليون دولار", "تريليون دينار", "2-3"],
        "label": ["a", "b", "c", "d"],
        "mark": ["d1", "d2", "d3", "d4"],
    }
)


LAGS = pd.DataFrame(
    {
        "published": pd.to_datetime(["2020-07-01", "2020-08-01"]),
        "happened": pd.to_datetime(["2014-01-01", "2020-08-01"]),
        "mentions": [4, 1],
        "hover": ["x", "y"],
        "mark": ["l1", "l2"],
    }
)


RANGES = MONEY.assign(amount_max=[None, None, None, 3e6], day=pd.Timestamp("2020-07-23"))
