"""Mentions by period, against a plain count of the same."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.collection import Collection
from dashboard.collection.periods import BIN_GRAINS
from dashboard.model import DateAxis, Grain
from tests.collection.selections import ENTITIES, SELECTIONS, Told, meant
from tests.collection.test_selecting import EXAMPLES

Period = tuple[dt.date | None, dt.date | None, bool]
UNDATED: Period = (None, None, False)


def first_of(day: dt.date, grain: Grain) -> dt.date:
    if grain is Grain.WEEK:
        return day - dt.timedelta(days=day.weekday())
    if grain is Grain.DAY:
        return day
    month = {Grain.MONTH: day.month, Grain.QUARTER: (day.month - 1) // 3 * 3 + 1}.get(grain, 1)
    return day.replace(month=month, day=1)


def last_of(first: dt.date, grain: Grain) -> dt.date:
    day = first
    while first_of(day + dt.timedelta(days=1), grain) == first:
        day += dt.timedelta(days=1)
    return day


def period_of(one: Told, axis: DateAxis, grain: Grain) -> Period:
    date = one.dates(axis)
    if date is None:
        return UNDATED
    start, end = date
    first = first_of(start, grain)
    if first_of(end, grain) == first:
        return first, last_of(first, grain), False
    return start, end, True


def key_of(one: Told, key: str) -> str:
    if key == "kind":
        return one.mention.kind.value
    if key == "source":
        return one.article.source
    return one.entity or "" if key == "entity" else ""


@pytest.mark.parametrize("axis", list(DateAxis))
@pytest.mark.parametrize("key", ["", "kind", "source", "entity"])
@EXAMPLES
@given(
    selection=SELECTIONS,
    grain=st.sampled_from(BIN_GRAINS),
    only=st.lists(st.sampled_from(ENTITIES), max_size=3, unique=True).map(tuple),
)
def test_periods_are_those_of_a_plain_count(
    collection: Collection, told, axis, key, selection, grain, only
) -> None:
    mentions: Counter[tuple[str, Period]] = Counter()
    articles = defaultdict(set)
    for one in meant(told, selection):
        if key != "entity" or one.entity in only:
            place = key_of(one, key), period_of(one, axis, grain)
            mentions[place] += 1
            articles[place].add(one.article.id)
    found = collection.by_period(selection, grain, axis, key, only if key == "entity" else ())
    rows = {
        (row.key, (day(row.start), day(row.end), row.whole)): (row.mentions, row.articles)
        for row in found.itertuples()
    }
    assert len(rows) == len(found)
    assert rows == {place: (count, len(articles[place])) for place, count in mentions.items()}
    assert found["start"].dropna().is_monotonic_increasing


def day(value: pd.Timestamp) -> dt.date | None:
    return None if pd.isna(value) else value.date()
