"""How long between what is told and its telling: happening against publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard.analysis.timeline import day
from dashboard.collection import Collection
from dashboard.collection.periods import bin_ends
from dashboard.model import DateAxis, Grain, Mark, Selection

# (name, least, most) in days from publication to happening: negative is the past. The names are
# keys of the interface's wording.
BANDS: tuple[tuple[str, int | None, int | None], ...] = (
    ("decades_before", None, -3653),
    ("years_before", -3652, -366),
    ("year_before", -365, -32),
    ("month_before", -31, -8),
    ("week_before", -7, -2),
    ("day_before", -1, -1),
    ("same_day", 0, 0),
    ("day_after", 1, 1),
    ("week_after", 2, 7),
    ("month_after", 8, 31),
    ("year_after", 32, 365),
    ("years_after", 366, 3652),
    ("decades_after", 3653, None),
)


@dataclass(frozen=True)
class Lag:
    """The lags of a selection's mentions, in two drawings of the same.

    ``bands``: band (a name of BANDS), least, most (days; missing: open), mentions; all bands in
    order, empty ones too. ``cells``: published, published_end, happened, happened_end, mentions;
    bins of ``grain``, without the ``coarse`` mentions whose date is longer than a bin.
    ``placed`` mentions have both dates; ``unplaced`` lack one and have no lag.
    """

    grain: Grain
    bands: pd.DataFrame
    cells: pd.DataFrame
    placed: int
    coarse: int
    unplaced: int
    median: float | None


def lag(collection: Collection, selection: Selection, grain: Grain = Grain.MONTH) -> Lag:
    """Days from publication to happening; 0 while a longer date, such as a year, goes on."""
    selection = selection.with_mark(None)
    lags = collection.lags(selection)
    least = [-np.inf if low is None else low for _, low, _ in BANDS]
    at = np.searchsorted(np.array(least), lags["lag"].to_numpy(), side="right") - 1
    mentions = np.bincount(at, weights=lags["mentions"], minlength=len(BANDS)).astype("int64")
    bands = pd.DataFrame(BANDS, columns=["band", "least", "most"]).astype(
        {"least": "Int64", "most": "Int64"}
    )
    cells = collection.published_against_happened(selection, grain)
    cells.insert(1, "published_end", bin_ends(cells["published"], grain))
    cells.insert(3, "happened_end", bin_ends(cells["happened"], grain))
    placed = int(lags["mentions"].sum())
    return Lag(
        grain,
        bands.assign(mentions=mentions),
        cells,
        placed,
        placed - int(cells["mentions"].sum()),
        collection.mention_count(selection) - placed,
        _weighted_median(lags),
    )


def mark_of_band(row: Any) -> Mark:
    """The mark of a row of ``bands``."""
    return Mark(
        "lag",
        axis=DateAxis.HAPPENED,
        lag_min=None if pd.isna(row.least) else int(row.least),
        lag_max=None if pd.isna(row.most) else int(row.most),
    )


def mark_of_cell(row: Any) -> Mark:
    """The mark of a row of ``cells``."""
    return Mark(
        "lag",
        axis=DateAxis.PUBLISHED,
        start=day(row.published),
        end=day(row.published_end),
        other_start=day(row.happened),
        other_end=day(row.happened_end),
    )


def _weighted_median(lags: pd.DataFrame) -> float | None:
    if lags.empty:
        return None
    reached = lags["mentions"].cumsum()
    half = reached.iloc[-1] / 2
    return float(lags["lag"].iloc[int(np.searchsorted(reached.to_numpy(), half))])
