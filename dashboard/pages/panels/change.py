"""The change panel: who is named with whom more, or less, after a day than before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis.change import Change, mark_of_changed_pair
from dashboard.annotation.furniture import scale_html
from dashboard.charts.heatmap import heatmap_figure, scale_colours
from dashboard.collection import Collection
from dashboard.pages import session
from dashboard.pages.address import mark_text
from dashboard.pages.answers import change_of, drawn_once
from dashboard.pages.panels.figure import (
    Listing,
    draw,
    headline,
    no_marks,
    picture,
    selected_mark_text,
    style,
    table,
)
from dashboard.wording import Wording

CHANGE_NAMES = 14


def change_panel(
    collection: Collection, title: str, controls: Callable[[Wording], None], counted: str
) -> None:
    """``counted`` is the message that counts windows of the chosen size."""
    view, wording = session.view(), session.wording()
    subtitle = wording.text("cooccurrence.subtitle.change")
    headline(title, subtitle)
    controls(wording)
    found = change_of(collection, view.selection, view.window, CHANGE_NAMES, view.split)
    if found is None and view.split is not None:
        # The day lies outside the period now: back to the middle.
        session.change(split=None)
        found = change_of(collection, view.selection, view.window, CHANGE_NAMES, None)
    if found is None or found.pairs.empty:
        no_marks(
            wording.text("empty.no_dated_articles" if found is None else "empty.no_pairs"),
            wording.text("empty.clear_filters"),
            session.clear_filters,
        )
        return
    _periods(found, wording)
    pairs = changed_pairs(found)
    names = found.whole.nodes.set_index("entity")["name"]
    ordered = [(entity, str(names[entity])) for entity in found.whole.order]
    chart, aside = st.columns([2.6, 1], gap="small")
    with chart:
        figure = drawn_once(
            "change",
            collection,
            lambda: heatmap_figure(
                ordered,
                pairs,
                "change",
                style(),
                selected_mark_text(),
                counted,
                revision="change",
                diverging=True,
            ),
            *(view.selection, view.window, found.split, wording, session.is_dark()),
        )
        draw(figure, "change", title)
    with aside:
        most = int(pairs["change"].abs().max())
        st.html(
            scale_html(
                f"{wording.text('cooccurrence.fewer')} / {wording.text('cooccurrence.more')}",
                scale_colours(session.colours(), diverging=True),
                [f"-{most}", "0", f"+{most}"],
            )
        )
    table(change_listing(pairs, wording), "change", take=picture("change", title, subtitle))


def changed_pairs(found: Change) -> pd.DataFrame:
    """The pairs with the marks behind them."""
    return found.pairs.assign(
        mark=[mark_text(mark_of_changed_pair(found, row)) for row in _rows(found.pairs)]
    )


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples()


def _periods(found: Change, wording: Wording) -> None:
    """The day that divides the periods; it belongs to the first."""

    def changed(day: dt.date | None) -> None:
        session.change(split=day)
        if session.view().selection.mark is not None:
            session.choose_mark(None)

    first = wording.span(found.start, found.split)
    st.date_input(
        f"{wording.text('cooccurrence.first_period')}: {first}",
        value=None,
        min_value=found.start,
        max_value=found.end - dt.timedelta(days=1),
        format="YYYY-MM-DD",
        width=320,
        **session.on(changed, session.shown("change.split", found.split)),
    )


def change_listing(pairs: pd.DataFrame, wording: Wording) -> Listing:
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
