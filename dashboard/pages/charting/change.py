"""Change: who is named with whom more, or less, after a day than before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.analysis.change import Change, mark_of_changed_pair
from dashboard.annotation.furniture import scale_html
from dashboard.charts.heatmap import heatmap_figure, scale_colours
from dashboard.pages.address import mark_text
from dashboard.pages.answers import change_of
from dashboard.pages.charting import Asked, Chart, Listing
from dashboard.pages.charting.cooccurrence import (
    COUNTED,
    HEATMAP_NAMES,
    named_apart,
    ordered_names,
)
from dashboard.wording import Wording


def change_asked(asked: Asked, split: dt.date | None) -> Change | None:
    """Before and after ``split``, or the middle of the period; None without dated articles, or
    when ``split`` lies outside the period."""
    view = asked.view
    found = change_of(asked.collection, view.selection, view.window, HEATMAP_NAMES, split)
    if found is None:
        return None
    whole = named_apart(found.whole, asked.wording)
    named = {column: whole.pairs[column] for column in ("name_a", "name_b")}
    return replace(found, whole=whole, pairs=found.pairs.assign(**named))


def change_chart(asked: Asked, found: Change) -> Chart:
    wording, window = asked.wording, asked.view.window
    pairs = _changed_pairs(found, wording)
    most = int(pairs["change"].abs().max())
    return Chart(
        wording.text("cooccurrence.title"),
        asked.drawn(
            "change",
            lambda: heatmap_figure(
                ordered_names(found.whole),
                pairs,
                "change",
                asked.style,
                asked.mark,
                COUNTED[window],
                revision="change",
                diverging=True,
            ),
            window,
            found.split,
        ),
        _change_listing(pairs, wording),
        scale=scale_html(
            f"{wording.text('cooccurrence.fewer')} / {wording.text('cooccurrence.more')}",
            scale_colours(asked.style.palette, diverging=True),
            [f"-{most}", "0", f"+{most}"],
        ),
    )


def first_period(found: Change, wording: Wording) -> str:
    """Which days the first period has, in words."""
    span = wording.span(found.start, found.split)
    return f"{wording.text('cooccurrence.first_period')}: {span}"


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples()


def _changed_pairs(found: Change, wording: Wording) -> pd.DataFrame:
    """The pairs with the marks behind them, and what is told of each."""
    counted = COUNTED[found.whole.window]
    first, second = (wording.text(f"cooccurrence.{one}_period") for one in ("first", "second"))
    return found.pairs.assign(
        told=[
            f"{first}: {wording.count(counted, row.first)} · "
            f"{second}: {wording.count(counted, row.second)}"
            for row in _rows(found.pairs)
        ],
        mark=[mark_text(mark_of_changed_pair(found, row)) for row in _rows(found.pairs)],
    )


def _change_listing(pairs: pd.DataFrame, wording: Wording) -> Listing:
    ordered = pairs.assign(size=pairs["change"].abs()).sort_values(
        ["size", "count", "a", "b"], ascending=[False, False, True, True], ignore_index=True
    )
    frame = pd.DataFrame(
        {
            "pair": [
                wording.text("cooccurrence.pair", a=a, b=b)
                for a, b in zip(ordered["name_a"], ordered["name_b"], strict=True)
            ],
            "first": ordered["first"],
            "second": ordered["second"],
            "change": ordered["change"],
            "count": ordered["count"],
        }
    )
    columns = {
        "pair": wording.text("table.pair"),
        "first": wording.text("cooccurrence.first_period"),
        "second": wording.text("cooccurrence.second_period"),
        "change": wording.text("cooccurrence.view.change"),
        "count": wording.text("table.total"),
    }
    return Listing(
        frame, ordered["mark"].tolist(), columns, wording.count("count.pairs", len(frame))
    )
