"""The timeline and the lag: when it was written, and when it is said to have happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.analysis.lag import Lag, mark_of_cell
from dashboard.analysis.timeline import Timeline, mark_of_bar, mark_of_period
from dashboard.charts.lag import lag_figure
from dashboard.charts.style import Figure, LegendEntry
from dashboard.charts.timeline import Stack, timeline_figure
from dashboard.look.palette import Palette
from dashboard.model import SHOWN_KINDS, DateAxis, Grain, MentionKind
from dashboard.pages.address import mark_text
from dashboard.pages.answers import lag_of, names_of, timeline_of
from dashboard.pages.charting import Asked, Chart, Listing
from dashboard.pages.choices import kind_of, told_apart
from dashboard.wording import Wording

_MOST_NAMED = 6  # of the selected names, compared when nobody chose others


def timeline_asked(asked: Asked) -> Timeline:
    view = asked.view
    grain = None if view.grain == "auto" else Grain(view.grain)
    compared = view.compare if view.stack == "entity" else ()
    if view.stack == "entity" and not compared:
        compared = view.selection.entities[:_MOST_NAMED]
    return timeline_of(asked.collection, view.selection, grain, view.stack, compared)


def timeline_title(asked: Asked, found: Timeline) -> str:
    wording, entities = asked.wording, asked.view.selection.entities
    known = names_of(asked.collection, entities)
    key = "timeline.title.happened" if found.axis is DateAxis.HAPPENED else "timeline.title"
    if not entities:
        return wording.text(key)
    names = [known[entity] for entity in entities]
    return wording.text(f"{key}.about", names=wording.listed(names[:3]))


def timeline_subtitle(found: Timeline) -> str:
    """The end of the key of the message below the title."""
    happened = "happened." if found.axis is DateAxis.HAPPENED else ""
    return f"{happened}{found.grain}"


def timeline_chart(asked: Asked, found: Timeline) -> Chart:
    wording, selected = asked.wording, asked.mark
    stretch = None if asked.view.all_years else found.stretch
    shape = (found.grain, found.stack, found.keys, stretch)
    stacks = _stacks(found, wording, asked.style.palette)
    rows = asked.once("timeline rows", lambda: _drawn_rows(found, wording), *shape)

    def figure() -> Figure:
        label = _selected_label(rows, selected, wording)
        revision = f"{found.axis}{found.grain}{found.stack}{stretch}"
        return timeline_figure(
            rows, stacks, asked.style, selected, label, revision=revision, stretch=stretch
        )

    return Chart(
        timeline_title(asked, found),
        asked.drawn("timeline", figure, *shape),
        asked.once("timeline table", lambda: _timeline_listing(found, stacks, wording), *shape),
        [LegendEntry(stack.label, stack.colour) for stack in reversed(stacks)],
        notes=_timeline_notes(found, stretch, wording),
    )


def lag_asked(asked: Asked) -> Lag:
    view = asked.view
    grain = Grain.MONTH if view.grain == "auto" else Grain(view.grain)
    return lag_of(asked.collection, view.selection, grain)


def lag_chart(asked: Asked, found: Lag) -> Chart:
    cells = asked.once("lag cells", lambda: _lag_cells(found, asked.wording), found.grain)
    figure = asked.drawn("lag", lambda: lag_figure(cells, asked.style, asked.mark), found.grain)
    return Chart(
        asked.wording.text("timeline.title.lag"), figure, _lag_listing(cells, asked.wording)
    )


def _stacks(found: Timeline, wording: Wording, palette: Palette) -> list[Stack]:
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
    labels = {key: str(names.get(key) or unknown) for key in found.keys}
    if found.stack.value == "entity":
        labels = told_apart(labels, lambda entity: kind_of(entity, wording))
    return [
        Stack(key, label, palette.community(rank))
        for rank, (key, label) in enumerate(labels.items())
    ]


def _drawn_rows(found: Timeline, wording: Wording) -> pd.DataFrame:
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


def _selected_label(drawn: pd.DataFrame, selected: str | None, wording: Wording) -> str:
    row = drawn[drawn["mark"] == selected]
    if row.empty:
        return ""
    count, key = int(row["mentions"].iloc[0]), str(row["key"].iloc[0])
    counted = (
        wording.count_of(MentionKind(key), count)
        if key in SHOWN_KINDS
        else wording.count("count.mentions", count)
    )
    return wording.text("timeline.selected", period=row["period"].iloc[0], count=counted)


def _timeline_notes(
    found: Timeline, stretch: tuple[dt.date, dt.date] | None, wording: Wording
) -> list[str]:
    notes = [] if found.spans.empty else [wording.text("timeline.wide")]
    if stretch:
        rows = found.rows
        outside = (rows["end"].dt.date < stretch[0]) | (rows["start"].dt.date > stretch[1])
        count = int(rows.loc[outside, "mentions"].sum())
        notes.append(
            wording.text(
                "timeline.outside",
                mentions=wording.count("count.mentions", count),
                first=wording.year(rows["start"].min().year),
                last=wording.year(rows["end"].max().year),
            )
        )
    undated = int(found.undated["mentions"].sum())
    if undated:
        mentions = wording.count("count.mentions", undated)
        notes.append(wording.text("timeline.undated", mentions=mentions))
    return notes


def _timeline_listing(found: Timeline, stacks: list[Stack], wording: Wording) -> Listing:
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


def _lag_listing(cells: pd.DataFrame, wording: Wording) -> Listing:
    columns = {
        "published_name": wording.text("table.published"),
        "happened_name": wording.text("table.happened"),
        "mentions": wording.text("table.mentions"),
    }
    return Listing(cells, cells["mark"].tolist(), columns, wording.count("count.rows", len(cells)))


def _lag_cells(found: Lag, wording: Wording) -> pd.DataFrame:
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
