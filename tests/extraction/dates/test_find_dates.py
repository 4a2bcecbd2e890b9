"""Dates in sentences of our own, grouped by what they denote."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.model import DateValue

THURSDAY = dt.date(2020, 7, 23)


def test_today_with_its_weekday_and_a_year() -> None:
    content = "أعلن الوزير، اليوم الخميس، خطة تختلف عما كان في عام 2014."
    found = find_dates(content, ReadingContext(article="a", published=THURSDAY))
    assert [(m.surface, m.value.timex) for m in found if isinstance(m.value, DateValue)] == [
        ("اليوم الخميس", "2020-07-23"),
        ("عام 2014", "2014"),
    ]
    assert all(content[m.start : m.end] == m.surface for m in found)


@pytest.mark.parametrize("expression", ["اليوم", "أمس", "الخميس الماضي", "الشهر المقبل"])
def test_undated_article_leaves_relative_dates_open_and_says_why(expression: str) -> None:
    (mention,) = find_dates(f"عقد الاجتماع {expression}.", ReadingContext(article="a"))
    assert mention.value is None
    assert "the article has none" in " ".join(mention.evidence)
