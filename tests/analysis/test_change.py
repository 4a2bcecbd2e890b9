"""Two periods side by side: their counts add up to the whole, and each pair opens its evidence."""

import datetime as dt

import pytest

from dashboard.analysis.change import change, mark_of_changed_pair
from dashboard.collection import Collection
from dashboard.model import Selection, Window


@pytest.mark.parametrize("window", list(Window))
def test_both_periods_add_up_to_the_whole(collection: Collection, window: Window) -> None:
    found = change(collection, Selection(), window)
    assert found is not None
    assert not found.pairs.empty
    assert (found.pairs["first"] + found.pairs["second"] == found.pairs["count"]).all()
    assert (found.pairs["change"] == found.pairs["second"] - found.pairs["first"]).all()
    assert found.pairs["change"].abs().sum() > 0


@pytest.mark.parametrize("window", list(Window))
def test_each_pair_opens_as_many_windows_as_it_counts(
    collection: Collection, window: Window
) -> None:
    found = change(collection, Selection(), window)
    assert found is not None
    for row in found.pairs.head(15).itertuples():
        counted = collection.evidence_count(Selection(mark=mark_of_changed_pair(found, row)))
        assert counted.windows == found.pairs.loc[row.Index, "count"]
        assert counted.mentions == row.mentions


def test_a_day_outside_the_period_divides_nothing(collection: Collection) -> None:
    assert change(collection, Selection(), split=dt.date(1900, 1, 1)) is None


def test_the_middle_divides_when_no_day_is_given(collection: Collection) -> None:
    found = change(collection, Selection())
    assert found is not None
    before, after = found.split - found.start, found.end - found.split
    assert abs(before - after) <= dt.timedelta(days=1)
