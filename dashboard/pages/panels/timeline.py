"""The timeline panel: when it was written, when it is said to have happened, and the lag."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis.lag import Lag, mark_of_cell
from dashboard.analysis.timeline import MOST_COMPARED, Timeline, mark_of_bar, mark_of_period
from dashboard.annotation.furniture import note_html
from dashboard.charts.lag import lag_figure
from dashboard.charts.style import Figure, LegendEntry
from dashboard.charts.timeline import Stack, timeline_figure
from dashboard.collection import Collection
from dashboard.look.palette import Palette
from dashboard.model import DateAxis, Grain, MentionKind, Selection
from dashboard.pages import session
from dashboard.pages.address import mark_text
from dashboard.pages.answers import ask, drawn_once, lag_of, timeline_of
from dashboard.pages.panels.figure import (
    Listing,
    draw,
    headline,
    legend,
    no_marks,
    picture,
    selected_mark_text,
    style,
    table,
)
from dashboard.wording import Wording

_GRAINS = ("day", "week", "month", "quarter", "year")
_STACKS = ("kind", "source", "entity")
_MOST_NAMES = 400


def timeline_panel(collection: Collection) -> None:
    view = session.view()
    if view.lag:
        _lag_panel(collection)
        return
    wording = session.wording()
    grain = None if view.grain == "auto" else Grain(view.grain)
    compared = view.compare if view.stack == "entity" else ()
    if view.stack == "entity" and not compared:
        compared = view.selection.entities[:6]
    found = timeline_of(collection, view.selection, grain, view.stack, compared)
    names = ask(collection, "entity_names", view.selection.entities)
    title = timeline_title(wording, found.axis, [names.get(e, e) for e in view.selection.entities])
    happened = "happened." if found.axis is DateAxis.HAPPENED else ""
    subtitle = wording.text(f"timeline.subtitle.{happened}{found.grain}")
    headline(title, subtitle)
    _controls(wording, found)
    if view.stack == "entity":
        _comparison(collection, found, wording)
    if found.bars.empty and found.spans.empty:
        _nothing(wording, found)
        return
    stacks = stacks_of(found, wording, session.colours())
    entries = [LegendEntry(stack.label, stack.colour) for stack in reversed(stacks)]
    legend(entries)
    selected = selected_mark_text()

    def figure() -> Figure:
        drawn = drawn_rows(found, wording)
        label = selected_label(drawn, selected, found, wording)
        revision = f"{found.axis}{found.grain}{found.stack}"
        return timeline_figure(drawn, stacks, style(), selected, label, revision=revision)

    asked = (view.selection, found.grain, view.stack, compared, wording, session.is_dark())
    draw(drawn_once("timeline", collection, figure, *asked), "timeline", title)
    for note in timeline_notes(found, wording):
        st.html(note_html(note))
    table(
        timeline_listing(found, stacks, wording),
        "timeline",
        take=picture("timeline", title, subtitle, entries),
    )


def timeline_title(wording: Wording, axis: DateAxis, names: list[str]) -> str:
    key = "timeline.title.happened" if axis is DateAxis.HAPPENED else "timeline.title"
    return (
        wording.text(f"{key}.about", names=wording.listed(names[:3]))
        if names
        else wording.text(key)
    )


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


def _comparison(collection: Collection, found: Timeline, wording: Wording) -> None:
    """Which names are compared; without a choice, those named most."""
    offered: pd.DataFrame = ask(collection, "entities", Selection(), "", _MOST_NAMES)
    names = dict(zip(offered["entity"], offered["name"], strict=True))
    names |= ask(collection, "entity_names", found.keys)
    st.multiselect(
        wording.text("timeline.compare"),
        list(names),
        format_func=lambda entity: names[entity],
        max_selections=MOST_COMPARED,
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


def stacks_of(found: Timeline, wording: Wording, palette: Palette) -> list[Stack]:
    if found.stack.value == "kind":
        return [
            Stack(key, wording.kind(MentionKind(key)), palette.kinds[MentionKind(key)].fill)
            for key in found.keys
            if MentionKind(key) in palette.kinds
        ]
    names = {
        row["key"]: row["name"]
        for frame in (found.bars, found.spans, found.undated)
        for row in frame[["key", "name"]].to_dict("records")
    }
    unknown = wording.text("table.unknown_source")
    return [
        Stack(key, str(names.get(key) or unknown), palette.community(rank))
        for rank, key in enumerate(found.keys)
    ]


def drawn_rows(found: Timeline, wording: Wording) -> pd.DataFrame:
    """Bars and spans in one frame, with the name of each period and the mark behind it."""
    frame = pd.concat([found.bars, found.spans], ignore_index=True)
    return frame.assign(
        period=[
            _period(start, end, whole, found.grain, wording)
            for start, end, whole in zip(frame["start"], frame["end"], frame["whole"], strict=True)
        ],
        mark=[mark_text(mark_of_bar(found, row)) for row in _rows(frame)],
    )


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples()


def _period(start: Any, end: Any, whole: bool, grain: Grain, wording: Wording) -> str:
    if not whole:
        return wording.period(start.date(), grain)
    return period_words(start.date(), end.date(), wording)


def period_words(start: dt.date, end: dt.date, wording: Wording) -> str:
    """The inclusive days as the unit that they are: a month, a quarter, a year; else as a span."""
    for wide in (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.DECADE):
        if _is_unit(start, end, wide):
            return wording.period(start, wide)
    return wording.span(start, end)


def _is_unit(start: dt.date, end: dt.date, grain: Grain) -> bool:
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12, Grain.DECADE: 120}
    size = months[grain]
    first = (start.year * 12 + start.month - 1) % size == 0 and start.day == 1
    following = end + dt.timedelta(days=1)
    length = (following.year - start.year) * 12 + following.month - start.month
    return bool(first and following.day == 1 and length == size)


def selected_label(
    drawn: pd.DataFrame, selected: str | None, found: Timeline, wording: Wording
) -> str:
    row = drawn[drawn["mark"] == selected]
    if row.empty:
        return ""
    count = int(row["mentions"].iloc[0])
    counted = {
        "MONEY": "count.amounts",
        "DATE": "count.dates",
        "PER": "count.people",
        "ORG": "count.organisations",
        "LOC": "count.places",
    }
    key = counted.get(str(row["key"].iloc[0]), "count.mentions")
    return wording.text(
        "timeline.selected", period=row["period"].iloc[0], count=wording.count(key, count)
    )


def timeline_notes(found: Timeline, wording: Wording) -> list[str]:
    notes = [] if found.spans.empty else [wording.text("timeline.wide")]
    undated = int(found.undated["mentions"].sum())
    if undated:
        mentions = wording.count("count.mentions", undated)
        notes.append(wording.text("timeline.undated", mentions=mentions))
    return notes


def timeline_listing(found: Timeline, stacks: list[Stack], wording: Wording) -> Listing:
    """Periods as rows, newest first; a row's mark is the whole bar."""
    bars = found.bars.pivot_table(
        index=["start", "end"], columns="key", values="mentions", aggfunc="sum", fill_value=0
    ).sort_index(ascending=False)
    frame = pd.DataFrame(
        {"period": [wording.period(start.date(), found.grain) for start, _ in bars.index]}
    )
    columns = {"period": wording.text("table.period")}
    for stack in stacks:
        if stack.key in bars.columns:
            frame[stack.key] = bars[stack.key].to_numpy()
            columns[stack.key] = stack.label
    frame["total"] = bars.sum(axis=1).to_numpy() if len(bars.columns) else 0
    columns["total"] = wording.text("table.total")
    marks = [
        mark_text(mark_of_period(found, start.date(), end.date())) for start, end in bars.index
    ]
    unit = {
        Grain.DAY: "count.days",
        Grain.WEEK: "count.weeks",
        Grain.MONTH: "count.months",
        Grain.QUARTER: "count.quarters",
        Grain.YEAR: "count.years",
    }[found.grain]
    return Listing(frame, marks, columns, wording.count(unit, len(frame)))


def _lag_panel(collection: Collection) -> None:
    view, wording = session.view(), session.wording()
    grain = Grain.MONTH if view.grain == "auto" else Grain(view.grain)
    found = lag_of(collection, view.selection, grain)
    title = wording.text("timeline.title.lag")
    subtitle = wording.text("timeline.subtitle.lag")
    headline(title, subtitle)
    if found.cells.empty:
        no_marks(
            wording.text("empty.no_dates"),
            wording.text("empty.use_published"),
            lambda: session.change(lag=False),
        )
        return
    cells = lag_cells(found, wording)
    draw(lag_figure(cells, style(), selected_mark_text()), "lag", title)
    table(lag_listing(cells, wording), "lag", take=picture("lag", title, subtitle))


def lag_listing(cells: pd.DataFrame, wording: Wording) -> Listing:
    columns = {
        "published_name": wording.text("table.published"),
        "happened_name": wording.text("table.happened"),
        "mentions": wording.text("table.mentions"),
    }
    return Listing(cells, cells["mark"].tolist(), columns, wording.count("count.rows", len(cells)))


def lag_cells(found: Lag, wording: Wording) -> pd.DataFrame:
    cells = found.cells.sort_values("mentions", ascending=False, ignore_index=True)
    published = [wording.period(day.date(), found.grain) for day in cells["published"]]
    happened = [wording.period(day.date(), found.grain) for day in cells["happened"]]
    counts = [wording.count("count.mentions", int(count)) for count in cells["mentions"]]
    return cells.assign(
        published_name=published,
        happened_name=happened,
        hover=[
            f"{wording.text('timeline.published_axis')}: {first} · "
            f"{wording.text('timeline.happened_axis')}: {second} · {count}"
            for first, second, count in zip(published, happened, counts, strict=True)
        ],
        mark=[mark_text(mark_of_cell(row)) for row in _rows(cells)],
    )
