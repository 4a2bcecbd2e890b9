"""Every number shown equals the mentions listed: each row's mark is asked for its evidence."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.analysis.cooccurrence import cooccurrence, mark_of_node, mark_of_pair
from dashboard.analysis.lag import lag, mark_of_band, mark_of_cell
from dashboard.analysis.money import mark_of_currency, mark_of_figure, money
from dashboard.analysis.profile import mark_of_neighbour, profile, profile_selection
from dashboard.analysis.timeline import Stack, mark_of_bar, mark_of_period, timeline
from dashboard.collection import Collection
from dashboard.collection.periods import BIN_GRAINS
from dashboard.model import DateAxis, Grain, Mark, Selection, Window
from tests.collection.selections import SELECTIONS

EXAMPLES = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def behind(collection: Collection, selection: Selection, mark: Mark) -> int:
    marked = selection.with_mark(mark)
    count = collection.evidence_count(marked)
    assert len(collection.evidence(marked, limit=10_000)) == count.mentions
    return count.mentions


@EXAMPLES
@given(selection=SELECTIONS, grain=st.sampled_from(BIN_GRAINS), stack=st.sampled_from(Stack))
def test_bars_spans_and_undated(collection, selection, grain, stack) -> None:
    shown = timeline(collection, selection, grain, stack)
    for frame in (shown.bars, shown.spans, shown.undated):
        for row in frame.head(12).itertuples():
            assert behind(collection, selection, mark_of_bar(shown, row)) == row.mentions
    counted = sum(frame["mentions"].sum() for frame in (shown.bars, shown.spans, shown.undated))
    assert counted + shown.others == shown.total == collection.counts(selection).mentions
    if stack is not Stack.ENTITY:
        assert shown.others == 0


@EXAMPLES
@given(selection=SELECTIONS)
def test_whole_bars(collection, selection) -> None:
    shown = timeline(collection, selection, Grain.QUARTER)
    for (start, end), rows in list(shown.bars.groupby(["start", "end"]))[:8]:
        mark = mark_of_period(shown, start.date(), end.date())
        assert behind(collection, selection, mark) == rows["mentions"].sum()


@EXAMPLES
@given(selection=SELECTIONS, grain=st.sampled_from(BIN_GRAINS))
def test_lags(collection, selection, grain) -> None:
    shown = lag(collection, selection, grain)
    for row in shown.bands.itertuples():
        assert behind(collection, selection, mark_of_band(row)) == row.mentions
    for row in shown.cells.head(12).itertuples():
        assert behind(collection, selection, mark_of_cell(row)) == row.mentions
    assert shown.bands["mentions"].sum() == shown.placed
    assert shown.placed + shown.unplaced == collection.counts(selection).mentions
    assert shown.cells["mentions"].sum() + shown.coarse == shown.placed


@EXAMPLES
@given(selection=SELECTIONS, window=st.sampled_from(Window))
def test_pairs_and_nodes(collection, selection, window) -> None:
    shown = cooccurrence(collection, selection, window, limit=8)
    for row in shown.nodes.itertuples():
        assert behind(collection, selection, mark_of_node(shown, row)) == row.mentions
    for row in shown.pairs.head(12).itertuples():
        mark = mark_of_pair(shown, row)
        assert behind(collection, selection, mark) == row.mentions
        assert collection.evidence_count(selection.with_mark(mark)).windows == row.count


@EXAMPLES
@given(selection=SELECTIONS)
def test_figures_and_currencies(collection, selection) -> None:
    shown = money(collection, selection)
    for row in shown.figures.head(15).itertuples():
        mark = mark_of_figure(row)
        assert behind(collection, selection, mark) == row.repeats
        listed = collection.evidence(selection.with_mark(mark))
        assert set(listed["id"]) == set(row.mentions)
        assert listed["amount"].nunique() == 1
    for row in shown.currencies.itertuples():
        assert behind(collection, selection, mark_of_currency(row)) == row.mentions
    assert shown.figures["repeats"].sum() == shown.currencies["mentions"].sum()
    assert shown.total == shown.shown


@pytest.mark.parametrize("axis", list(DateAxis))
def test_neighbours_of_a_profile(collection, axis) -> None:
    entity = "PER:مصطفي الكاظمي"
    shown = profile(collection, Selection(axis=axis), entity)
    near = profile_selection(Selection(axis=axis), entity)
    assert len(shown.neighbours) > 3
    for row in shown.neighbours.itertuples():
        assert behind(collection, near, mark_of_neighbour(row)) == row.mentions
    for row in shown.timeline.bars.itertuples():
        assert behind(collection, near, mark_of_bar(shown.timeline, row)) == row.mentions
    assert profile(collection, Selection(), "PER:nobody") is None
