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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A title leaves out what the text then says.
        ("الدوحة تستضيف القمة في ديسمبر\nقال المنظمون إن الموعد هو ديسمبر المقبل", "2015-12"),
        ("مهرجان بيروت في كانون الثاني\nيقام المهرجان في كانون الثاني 2016", "2016-01"),
        # The same day, or a month that holds it.
        ("القمة في 3 نوفمبر\nتعقد في نوفمبر المقبل", "2015-11-03"),
        # A verb of the past right before it says more than another date of that month.
        ("استقال في أكتوبر\nوتجرى الانتخابات في أكتوبر المقبل", "2014-10"),
        # What is so near needs no year.
        ("مناورات في 12 يونيو\nوكانت الأولى في يونيو 2014", "2015-06-12"),
        # Another month, or both years named: nothing is learnt.
        ("انتخابات في ديسمبر\nوحفل في نوفمبر 2014", "2015-12"),
        ("انتخابات ديسمبر\nمن ديسمبر 2014 إلى ديسمبر 2015", "2015-12"),
    ],
)
def test_a_month_without_a_year_is_the_one_that_the_article_names_elsewhere(
    text: str, expected: str
) -> None:
    context = ReadingContext(article="a", published=dt.date(2015, 6, 10))
    value = find_dates(text, context)[0].value
    assert isinstance(value, DateValue)
    assert value.timex == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دعوة إلى التصويت الاثنين\nيفتح الباب الاثنين المقبل", "2015-06-15"),
        ("لكي يصوت الناس الثلاثاء. يفتح الباب الثلاثاء القادم", "2015-06-16"),
        ("دعوة إلى التصويت الاثنين\nيفتح الباب في 15 يونيو 2015", "2015-06-15"),
        ("أمس\nنتطلع إلى مباراة الأحد. والملعب جاهز ليوم الأحد المقبل", "2015-06-14"),
        # What is so near and has no verb, or one of the past; another day, both of them named.
        ("أمس\nهزيمة الفريق الثلاثاء. ومباراته التالية الثلاثاء المقبل", "2015-06-09"),
        ("قال الوزير الاثنين إن الباب يفتح الاثنين المقبل", "2015-06-08"),
        ("دعوة إلى التصويت الاثنين\nيفتح الباب الثلاثاء المقبل", "2015-06-08"),
        ("دعوة إلى اللقاء الاثنين\nبعد الاثنين الماضي وقبل الاثنين المقبل", "2015-06-08"),
    ],
)
def test_a_weekday_is_the_coming_one_when_the_article_names_that_elsewhere(
    text: str, expected: str
) -> None:
    context = ReadingContext(article="a", published=dt.date(2015, 6, 10))
    value = next(one for one in find_dates(text, context) if one.surface != "أمس").value
    assert isinstance(value, DateValue)
    assert value.timex == expected
