"""What changed between two periods: who is named together more, and who less."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.analysis.cooccurrence import Cooccurrence, Numbers, cooccurrence
from dashboard.collection import Collection
from dashboard.model import Selection, Window

Period = tuple[dt.date, dt.date]  # inclusive days on the selection's axis


@dataclass(frozen=True)
class Change:
    """Co-occurrence in two periods, of the same entities.

    ``pairs``: a, b, name_a, name_b, count_before, count_after (windows that name both),
    share_before, share_after (of all windows of the period that name anyone), keyness (signed
    log-likelihood: positive when the share grew), strongest change first. The evidence of a count
    is that of ``mark_of_pair(before, row)`` within ``selection_before``; likewise after.
    """

    pairs: pd.DataFrame
    before: Cooccurrence
    after: Cooccurrence
    selection_before: Selection
    selection_after: Selection


def change(
    collection: Collection,
    selection: Selection,
    before: Period,
    after: Period,
    window: Window = Window.SENTENCE,
    limit: int = 40,
) -> Change:
    """Pairs among the ``limit`` entities that both periods together name most; the period and
    mark of the selection itself are left aside."""
    first, second = (
        selection.with_mark(None).changed(start=start, end=end) for start, end in (before, after)
    )
    named = pd.concat([collection.entities(one, limit=limit) for one in (first, second)])
    ranked = named.groupby("entity")["mentions"].sum().sort_values(ascending=False, kind="stable")
    chosen = tuple(ranked.index[:limit])
    found = [cooccurrence(collection, one, window, limit, chosen) for one in (first, second)]
    names = pd.concat([one.nodes for one in found]).drop_duplicates("entity")
    counts = [_by_names(one, "count") for one in found]
    pairs = counts[0].merge(
        counts[1], on=["a", "b"], how="outer", suffixes=("_before", "_after"), sort=True
    )
    columns = ["count_before", "count_after"]
    pairs[columns] = pairs[columns].fillna(0).astype("int64")
    for column, one in zip(("share_before", "share_after"), found, strict=True):
        pairs[column] = pairs[column.replace("share", "count")] / max(one.total, 1)
    pairs["keyness"] = keyness(
        pairs["count_before"].to_numpy(dtype=float),
        pairs["count_after"].to_numpy(dtype=float),
        found[0].total,
        found[1].total,
    )
    called = names.set_index("entity")["name"]
    pairs.insert(2, "name_a", pairs["a"].map(called))
    pairs.insert(3, "name_b", pairs["b"].map(called))
    order = pairs["keyness"].abs().sort_values(ascending=False, kind="stable").index
    return Change(pairs.loc[order].reset_index(drop=True), found[0], found[1], first, second)


def keyness(before: Numbers, after: Numbers, total_before: int, total_after: int) -> Numbers:
    """Log-likelihood of two frequencies in two bodies of text, signed by the direction.

    ``2 * sum(observed * ln(observed / expected))`` over both, expected from the pooled share:
    Rayson, P. and Garside, R. (2000), Comparing Corpora using Frequency Profiling.
    """
    pooled = (before + after) / max(total_before + total_after, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = [
            np.where(seen > 0, seen * np.log(seen / (pooled * total)), 0.0)
            for seen, total in ((before, total_before), (after, total_after))
        ]
    grew = after / max(total_after, 1) >= before / max(total_before, 1)
    signed: Numbers = np.where(grew, 1.0, -1.0) * np.maximum(2 * (terms[0] + terms[1]), 0.0)
    return signed


def _by_names(found: Cooccurrence, column: str) -> pd.DataFrame:
    """a, b and ``column`` of the pairs, with the ids of each pair in order, so that both periods
    name a pair alike."""
    low = found.pairs[["a", "b"]].min(axis=1)
    high = found.pairs[["a", "b"]].max(axis=1)
    return pd.DataFrame({"a": low, "b": high, column: found.pairs[column]})
