"""The change panel: who is named with whom more, or less, after a day than before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st

from dashboard.analysis.change import Change
from dashboard.collection import Collection
from dashboard.pages import session
from dashboard.pages.charting.change import change_asked, change_chart, first_period
from dashboard.pages.panels.figure import (
    asked_now,
    draw_figure,
    headline,
    no_marks,
    picture,
    table,
)
from dashboard.wording import Wording


def change_panel(collection: Collection, controls: Callable[[Wording], None]) -> None:
    view, wording, asked = session.view(), session.wording(), asked_now(collection)
    subtitle = wording.text("cooccurrence.subtitle.change")
    headline(wording.text("cooccurrence.title"), subtitle)
    controls(wording)
    found = change_asked(asked, view.split)
    if found is None and view.split is not None:
        # The day lies outside the period now: back to the middle.
        session.change(split=None)
        found = change_asked(asked, None)
    if found is None or found.pairs.empty:
        no_marks(
            wording.text("empty.no_dated_articles" if found is None else "empty.no_pairs"),
            wording.text("empty.clear_filters"),
            session.clear_filters,
        )
        return
    _periods(found, wording)
    chart = change_chart(asked, found)
    left, aside = st.columns([2.6, 1], gap="small")
    with left:
        draw_figure(chart.figure, "change", chart.title)
    with aside:
        st.html(chart.scale)
    table(chart.listing, "change", take=picture("change", subtitle, chart))


def _periods(found: Change, wording: Wording) -> None:
    """The day that divides the periods; it belongs to the first."""

    def changed(day: dt.date | None) -> None:
        session.change(split=day)
        if session.view().selection.mark is not None:
            session.choose_mark(None)

    st.date_input(
        first_period(found, wording),
        value=None,
        min_value=found.start,
        max_value=found.end - dt.timedelta(days=1),
        format="YYYY-MM-DD",
        width=320,
        **session.on(changed, session.shown("change.split", found.split)),
    )
