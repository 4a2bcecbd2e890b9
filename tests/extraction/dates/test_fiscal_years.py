"""Fiscal years as the text, or the state it tells of, counts them. The sentences are our own."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.model import DateValue
from dashboard.wording.lines import EVIDENCE, row_of

PUBLISHED = dt.date(2015, 6, 10)


def values(text: str, country: str = "") -> dict[str, tuple[str, str]]:
    """Surface -> first and last day of every date of the text."""
    context = ReadingContext(article="a", published=PUBLISHED, country=country)
    found = {}
    for mention in find_dates(text, context):
        assert isinstance(mention.value, DateValue), mention
        assert all(row_of(EVIDENCE, line) for line in mention.evidence), mention.evidence
        found[mention.surface] = (mention.value.start.isoformat(), mention.value.end.isoformat())
    return found


STATED = [
    "السنة المالية 2018-2019 التي تبدأ في يوليو",
    "السنة المالية 2018-2019، التي تنتهي في يونيو",
    "السنة المالية 2018-2019 (التي تنتهي في 30 يونيو)",
    "بلغ العجز 8 في السنة المالية 2018-2019. وتنتهي السنة المالية في البلاد نهاية يونيو",
    "السنة المالية 2018-2019 التي بدأت في يوليو الماضي",
    "السنة المالية 2018/2019. وتبدأ السنة المالية في أول يوليو",
    "السنة المالية 2018-2019 أهم من السنة المالية الحالية التي تنتهي في يونيو",
]


@pytest.mark.parametrize("text", STATED)
def test_as_the_text_says(text: str) -> None:
    span = next(v for surface, v in values(text).items() if "2019" in surface)
    assert span == ("2018-07-01", "2019-06-30")


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("السنة المالية السابقة", "2016-07-01", "2017-06-30"),
        ("السنة المالية التالية", "2018-07-01", "2019-06-30"),
        ("السنة المالية الماضية", "2013-07-01", "2014-06-30"),
        ("العام المالي الحالي", "2014-07-01", "2015-06-30"),
        ("هذا العام المالي", "2014-07-01", "2015-06-30"),
        ("السنة المالية المقبلة", "2015-07-01", "2016-06-30"),
    ],
)
def test_relative_to_the_fiscal_year(phrase: str, start: str, end: str) -> None:
    text = f"بلغ 5 في السنة المالية 2017-2018، التي تنتهي في يونيو، مقابل 4 في {phrase}"
    assert values(text)[phrase] == (start, end)


def test_the_state_of_the_source_or_of_the_places() -> None:
    expected = ("2018-07-01", "2019-06-30")
    year = "العام المالي 2018/2019"
    assert values(f"موازنة {year}", country="EG")[year] == expected
    assert values(f"قالت مصر إن موازنة {year} أقل عجزا")[year] == expected
    assert values(f"قالت مصر إن موازنة {year} أقل عجزا", country="AE")[year] == expected


def test_the_text_comes_before_the_state() -> None:
    text = "تعمل الشركة في مصر، وأرباحها في السنة المالية 2018-2019 التي تنتهي في مارس جيدة"
    assert values(text)["السنة المالية 2018-2019"] == ("2018-04-01", "2019-03-31")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("السنة المالية 2018-2019", ""),
        ("السنة المالية 2018-2019 في تونس", "EG"),
        ("بحثت مصر وتونس السنة المالية 2018-2019", ""),
        ("السنة المالية 2018-2019. تنتهي الدورة في يونيو", ""),
        ("السنة المالية 2018-2019 شهدت مفاوضات تنتهي في يونيو", ""),
    ],
)
def test_calendar_years_where_nothing_tells(text: str, country: str) -> None:
    assert values(text, country)["السنة المالية 2018-2019"] == ("2018-01-01", "2019-12-31")


def test_only_fiscal_years_are_counted_so() -> None:
    found = values("مصر في العام الدراسي 2018-2019 وفي عام 2018 وفي العام الماضي", "EG")
    assert set(found.values()) == {
        ("2018-01-01", "2019-12-31"),
        ("2018-01-01", "2018-12-31"),
        ("2014-01-01", "2014-12-31"),
    }


def test_parts_of_a_fiscal_year() -> None:
    quarter = "الربع الأول من العام المالي 2018/2019"
    half = "النصف الثاني من السنة المالية 2018-2019"
    assert values(quarter, "EG")[quarter] == ("2018-07-01", "2018-09-30")
    assert values(half, "EG")[half] == ("2019-01-01", "2019-06-30")
    (unknown,) = find_dates(quarter, ReadingContext(article="a", published=PUBLISHED))
    assert unknown.value is None
    assert all(row_of(EVIDENCE, line) for line in unknown.evidence)


def test_a_year_that_ends_with_a_month() -> None:
    year = "السنة المالية المنتهية في نهاية يونيو 2015"
    assert values(year)[year] == ("2014-07-01", "2015-06-30")
