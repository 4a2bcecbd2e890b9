"""When: mentions over time, by publication or by happening, and one against the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from dashboard.collection import Collection
from dashboard.collection.periods import BIN_GRAINS
from dashboard.model import SHOWN_KINDS, DateAxis, Grain, Mark, MentionKind, Selection

_NEARLY_ALL = 0.98
_MUCH_LONGER = 3
_MOST_SEEN = 120  # bins that a phone can show, two pixels each
_MOST_BINS = 60  # a grain is fine enough when the period has no more bins of it
_DAYS = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 30.4, Grain.QUARTER: 91.3, Grain.YEAR: 365.25}
MOST_COMPARED = 6


class Stack(StrEnum):
    """What the bars of a timeline are divided by."""

    NONE = ""
    KIND = "kind"
    SOURCE = "source"
    ENTITY = "entity"


@dataclass(frozen=True)
class Timeline:
    """The mentions of a selection over time; every mention is in just one row of one frame.

    ``bars``: key, name, start, end, whole, mentions, articles; in order of time, then of the
    stack; start and end are those of the bin, ``whole`` is False.
    ``spans``: the same columns, for dates that fit in no bin (a year among months): start and
    end are the date's own, ``whole`` is True.
    ``undated``: key, name, mentions, articles; mentions without a date on the axis.
    ``key`` is what the stack divides by (a kind, a source, an entity id, or ""), ``name`` how
    to call it. ``others`` mentions are not shown: names beyond the chosen ones, and, when names
    are compared, all that is no name.
    ``stretch``: the inclusive days of the bins between which nearly all that the bars show lies (98
    in 100); None when the whole is not much longer, so that every bar can be seen in it.
    """

    grain: Grain
    axis: DateAxis
    stack: Stack
    keys: tuple[str, ...]
    bars: pd.DataFrame
    spans: pd.DataFrame
    undated: pd.DataFrame
    total: int
    others: int
    stretch: tuple[dt.date, dt.date] | None

    @property
    def rows(self) -> pd.DataFrame:
        """Bars and spans in one frame, as a chart draws them."""
        return pd.concat([self.bars, self.spans], ignore_index=True)


def fitting_grain(collection: Collection, selection: Selection) -> Grain:
    """The finest grain that shows nearly all of the selection (98 in 100) in at most 60 bars."""
    period = collection.period(selection, _NEARLY_ALL)
    if period is None:
        return Grain.MONTH
    days = (period[1] - period[0]).days + 1
    return next((grain for grain in BIN_GRAINS if days / _DAYS[grain] <= _MOST_BINS), Grain.YEAR)


def timeline(
    collection: Collection,
    selection: Selection,
    grain: Grain | None = None,
    stack: Stack | str = Stack.KIND,
    compared: Sequence[str] = (),
) -> Timeline:
    """Mentions by period on the selection's axis; the selection's own mark is left aside.

    ``grain`` None: the fitting one. With ``stack`` "entity", ``compared`` (at most 6 entity ids)
    are shown, or the six that the selection names most.
    """
    stack = Stack(stack)
    selection = selection.with_mark(None)
    axis = selection.axis
    grain = grain or fitting_grain(collection, selection)
    chosen: tuple[str, ...] = ()
    if stack is Stack.ENTITY:
        # Chosen first: periods of every name there is would be a hundred times the work.
        chosen = tuple(compared)[:MOST_COMPARED] or tuple(
            collection.entities(selection, limit=MOST_COMPARED)["entity"]
        )
    rows = collection.by_period(selection, grain, axis, stack.value, chosen)
    total = int(rows["mentions"].sum())
    if stack is Stack.ENTITY:
        total = collection.mention_count(selection)  # those of other names too
        names = collection.entity_names(chosen)
        keys = tuple(key for key in chosen if key in names)
    elif stack is Stack.KIND:
        keys = tuple(kind.value for kind in SHOWN_KINDS)
        keys += tuple(sorted(set(rows["key"]) - set(keys)))
        names = {key: key for key in keys}
    else:
        keys = tuple(rows.groupby("key")["mentions"].sum().sort_values(ascending=False).index)
        names = {key: key for key in keys}
    rows = rows.assign(name=rows["key"].map(names))
    place = {key: at for at, key in enumerate(keys)}
    rows = rows.assign(place=rows["key"].map(place)).sort_values(
        ["start", "end", "place"], na_position="last", kind="stable"
    )
    columns = ["key", "name", "start", "end", "whole", "mentions", "articles"]
    dated = rows["start"].notna()
    bars = rows.loc[dated & ~rows["whole"], columns].reset_index(drop=True)
    return Timeline(
        grain=grain,
        axis=axis,
        stack=stack,
        keys=keys,
        bars=bars,
        spans=rows.loc[dated & rows["whole"], columns].reset_index(drop=True),
        undated=rows.loc[~dated, ["key", "name", "mentions", "articles"]].reset_index(drop=True),
        total=total,
        others=total - int(rows["mentions"].sum()),
        stretch=_stretch(bars, grain),
    )


def _stretch(bars: pd.DataFrame, grain: Grain) -> tuple[dt.date, dt.date] | None:
    """``bars`` are in order of time."""
    if bars.empty:
        return None
    # The bin in which the first of the middle 98 in 100 mentions lies, and that of the last.
    until, cut = bars["mentions"].cumsum(), bars["mentions"].sum() * (1 - _NEARLY_ALL) / 2
    first = int(until.searchsorted(cut, side="right"))
    last = int(until.searchsorted(until.iloc[-1] - cut, side="left"))
    start, end = bars["start"].iloc[first].date(), bars["end"].iloc[last].date()
    whole = (bars["end"].iloc[-1].date() - bars["start"].iloc[0].date()).days + 1
    seen = (end - start).days + 1
    if whole <= _MUCH_LONGER * seen or whole <= _MOST_SEEN * _DAYS[grain]:
        return None
    return start, end


def mark_of_bar(timeline: Timeline, row: Any) -> Mark:
    """The mark of a row of ``bars``, ``spans`` or ``undated``: as many mentions as it shows.

    ``row`` is a Series or a named tuple of that frame.
    """
    dated = hasattr(row, "start")
    start, end = (day(row.start), day(row.end)) if dated else (None, None)
    return Mark(
        "timeline",
        axis=timeline.axis,
        start=start,
        end=end,
        exactly=dated and bool(row.whole),
        undated=not dated,
        kind=MentionKind(row.key) if timeline.stack is Stack.KIND else None,
        source=row.key if timeline.stack is Stack.SOURCE else None,
        entities=(row.key,) if timeline.stack is Stack.ENTITY else (),
    )


def mark_of_period(timeline: Timeline, start: dt.date, end: dt.date) -> Mark:
    """The mark of a whole bar, with all that is stacked in it."""
    return Mark("timeline", axis=timeline.axis, start=start, end=end)


def day(moment: Any) -> dt.date | None:
    """The date of a timestamp of a frame; None when it is missing."""
    return None if pd.isna(moment) else pd.Timestamp(moment).date()
