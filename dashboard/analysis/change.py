"""How who-is-named-with-whom changed from one period to the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.analysis.cooccurrence import Cooccurrence, cooccurrence
from dashboard.collection import Collection
from dashboard.model import DateAxis, Mark, Selection, Window


@dataclass(frozen=True)
class Change:
    """Pairs before and after a day.

    ``whole`` is the co-occurrence of both periods together, its names and their order.
    ``pairs``: a, b, name_a, name_b, first, second (windows with both names in each period),
    change (second minus first), count (both periods), mentions. ``start``..``split`` is the first
    period, the days after ``split``..``end`` the second, by publication.
    """

    whole: Cooccurrence
    pairs: pd.DataFrame
    start: dt.date
    split: dt.date
    end: dt.date


def change(
    collection: Collection,
    selection: Selection,
    window: Window = Window.SENTENCE,
    limit: int = 14,
    split: dt.date | None = None,
) -> Change | None:
    """The change around ``split`` (None: the middle of the period); None without dates."""
    # An article has one day of publication, so each window lies in one of the periods.
    selection = selection.changed(mark=None, axis=DateAxis.PUBLISHED)
    period = collection.period(selection)
    if period is None:
        return None
    start = selection.start or period[0].date()
    end = selection.end or period[1].date()
    split = split or start + (end - start) / 2
    if not start <= split < end:
        return None
    # Undated mentions stand in neither period, so they do not count in both together either.
    whole = cooccurrence(collection, selection.changed(start=start, end=end), window, limit)
    chosen = tuple(whole.nodes["entity"])
    halves = [
        cooccurrence(collection, selection.changed(start=first, end=last), window, limit, chosen)
        for first, last in ((start, split), (split + dt.timedelta(days=1), end))
    ]
    counts = [half.pairs.set_index(["a", "b"])["count"] for half in halves]
    both = pd.concat(
        [_either_way(count, whole) for count in counts], axis=1, keys=["first", "second"]
    ).fillna(0)
    pairs = whole.pairs.join(both.astype("int64"), on=["a", "b"])
    pairs[["first", "second"]] = pairs[["first", "second"]].fillna(0).astype("int64")
    pairs["change"] = pairs["second"] - pairs["first"]
    return Change(whole, pairs, start, split, end)


def _either_way(counts: pd.Series, whole: Cooccurrence) -> pd.Series:
    """Counts under the order of names that ``whole`` has: each half orders them by its own."""
    known = set(zip(whole.pairs["a"], whole.pairs["b"], strict=True))
    turned: dict[tuple[str, str], int] = {}
    for row in counts.reset_index(name="count").to_dict("records"):
        pair = (str(row["a"]), str(row["b"]))
        turned[pair if pair in known else pair[::-1]] = int(row["count"])
    index = pd.MultiIndex.from_tuples(list(turned), names=["a", "b"])
    return pd.Series(list(turned.values()), index=index, dtype="int64")


def mark_of_changed_pair(found: Change, row: Any) -> Mark:
    """The mark of a row of ``pairs``: its ``mentions`` in both periods."""
    return Mark(
        "cooccurrence",
        axis=DateAxis.PUBLISHED,
        start=found.start,
        end=found.end,
        entities=(row.a, row.b),
        window=found.whole.window,
    )
