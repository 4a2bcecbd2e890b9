"""The timeline panel: when it was written, when it is said to have happened, and the lag."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.analysis.timeline import MOST_COMPARED, Timeline
from dashboard.collection import Collection
from dashboard.model import DateAxis, Selection
from dashboard.pages import session
from dashboard.pages.answers import ask
from dashboard.pages.charting.timeline import (
    lag_asked,
    lag_chart,
    timeline_asked,
    timeline_chart,
    timeline_subtitle,
    timeline_title,
)
from dashboard.pages.choices import kind_of, told_apart
from dashboard.pages.panels.figure import (
    asked_now,
    draw,
    headline,
    legend,
    no_marks,
    picture,
    table,
)
from dashboard.wording import Wording

_GRAINS = ("day", "week", "month", "quarter", "year")
_STACKS = ("kind", "source", "entity")
_MOST_NAMES = 400


def timeline_panel(collection: Collection) -> None:
    if session.view().lag:
        _lag_panel(collection)
        return
    wording, asked = session.wording(), asked_now(collection)
    found = timeline_asked(asked)
    subtitle = wording.text(f"timeline.subtitle.{timeline_subtitle(found)}")
    headline(timeline_title(asked, found), subtitle)
    _controls(wording, found)
    if session.view().stack == "entity":
        _comparison(collection, found, wording)
    if found.bars.empty and found.spans.empty:
        _nothing(wording, found)
        return
    chart = timeline_chart(asked, found)
    legend(chart.entries)
    draw(chart, "timeline")
    table(chart.listing, "timeline", take=picture("timeline", subtitle, chart))


def _controls(wording: Wording, found: Timeline) -> None:
    view = session.view()
    with st.container(horizontal=True, vertical_alignment="center", key="options"):
        session.shown("timeline.grain", found.grain.value)
        st.segmented_control(
            wording.text("timeline.grain"),
            _GRAINS,
            format_func=lambda grain: wording.text(f"timeline.grain.{grain}"),
            required=True,
            **session.on(lambda grain: session.change(grain=grain or "auto"), "timeline.grain"),
        )
        session.shown("timeline.stack", view.stack)
        st.segmented_control(
            wording.text("timeline.stack"),
            _STACKS,
            format_func=lambda stack: wording.text(f"timeline.stack.{stack}"),
            required=True,
            **session.on(lambda stack: session.change(stack=stack or "kind"), "timeline.stack"),
        )
        if found.stretch:
            st.toggle(
                wording.text("timeline.all_years"),
                **session.on(
                    lambda every: session.change(all_years=every),
                    session.shown("timeline.all_years", view.all_years),
                ),
            )


def _comparison(collection: Collection, found: Timeline, wording: Wording) -> None:
    """Which names are compared; without a choice, those named most."""
    offered: pd.DataFrame = ask(collection, "entities", Selection(), "", _MOST_NAMES)
    names = dict(zip(offered["entity"], offered["name"], strict=True))
    names |= ask(collection, "entity_names", found.keys)
    names = told_apart(names, lambda entity: kind_of(entity, wording))
    st.multiselect(
        wording.text("timeline.compare"),
        list(names),
        format_func=names.__getitem__,
        max_selections=MOST_COMPARED,
        select_all=False,  # Enter would take all the names that the letters fit
        **session.on(
            lambda entities: session.change(compare=tuple(entities)),
            session.shown("timeline.compare", list(found.keys)),
        ),
    )


def _nothing(wording: Wording, found: Timeline) -> None:
    if found.total and found.axis is DateAxis.HAPPENED:
        no_marks(
            wording.text("empty.no_dates"),
            wording.text("empty.use_published"),
            lambda: session.select(axis=DateAxis.PUBLISHED),
        )
    elif found.total:
        no_marks(
            wording.text("empty.no_dated_articles"),
            wording.text("empty.use_happened"),
            lambda: session.select(axis=DateAxis.HAPPENED),
        )
    else:
        no_mentions(wording)


def no_mentions(wording: Wording) -> None:
    """Nothing is selected: widen the period when one is set, else clear the filters."""
    selection = session.view().selection
    if selection.start and selection.end:
        no_marks(
            wording.text("empty.no_mentions", period=wording.span(selection.start, selection.end)),
            wording.text("empty.widen_period"),
            lambda: session.select(start=None, end=None),
        )
    else:
        no_marks(
            wording.text("empty.no_mentions.filters"),
            wording.text("empty.clear_filters"),
            session.clear_filters,
        )


def _lag_panel(collection: Collection) -> None:
    wording, asked = session.wording(), asked_now(collection)
    found = lag_asked(asked)
    subtitle = wording.text("timeline.subtitle.lag")
    headline(wording.text("timeline.title.lag"), subtitle)
    if found.cells.empty:
        no_marks(
            wording.text("empty.no_dates"),
            wording.text("empty.use_published"),
            lambda: session.change(lag=False),
        )
        return
    chart = lag_chart(asked, found)
    draw(chart, "lag")
    table(chart.listing, "lag", take=picture("lag", subtitle, chart))
