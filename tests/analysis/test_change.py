"""What changed between two periods, and what it would have been worth."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest

from dashboard.analysis.change import change, keyness
from dashboard.analysis.cooccurrence import mark_of_pair
from dashboard.collection import Collection
from dashboard.model import Selection, Window

BEFORE = (dt.date(2014, 1, 1), dt.date(2017, 12, 31))
AFTER = (dt.date(2018, 1, 1), dt.date(2021, 12, 31))


@pytest.mark.parametrize("window", list(Window))
def test_counts_of_both_periods_open_their_evidence(collection: Collection, window) -> None:
    found = change(collection, Selection(), BEFORE, AFTER, window, limit=8)
    assert not found.pairs.empty
    for row in found.pairs.itertuples():
        for count, one, selection in (
            (row.count_before, found.before, found.selection_before),
            (row.count_after, found.after, found.selection_after),
        ):
            marked = selection.with_mark(mark_of_pair(one, row))
            assert collection.evidence_count(marked).windows == count
    assert found.pairs["keyness"].abs().is_monotonic_decreasing
    assert not found.pairs.duplicated(["a", "b"]).any()
    assert found.pairs[["name_a", "name_b"]].notna().all().all()


def test_a_period_with_itself_has_not_changed(collection: Collection) -> None:
    found = change(collection, Selection(), BEFORE, BEFORE)
    assert (found.pairs["count_before"] == found.pairs["count_after"]).all()
    assert found.pairs["keyness"].abs().max() == pytest.approx(0, abs=1e-9)


def test_keyness_of_figures_worked_by_hand() -> None:
    # 10 of 1,000 before, 40 of 2,000 after: 50 of 3,000 pooled, so 16.67 and 33.33 expected.
    expected = 2 * (10 * math.log(10 / (50 / 3)) + 40 * math.log(40 / (100 / 3)))
    up = keyness(np.array([10.0]), np.array([40.0]), 1000, 2000)[0]
    down = keyness(np.array([40.0]), np.array([10.0]), 2000, 1000)[0]
    assert up == pytest.approx(expected)
    assert down == pytest.approx(-expected)
    assert keyness(np.array([0.0]), np.array([0.0]), 0, 0)[0] == 0
