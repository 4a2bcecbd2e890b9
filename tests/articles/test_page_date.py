"""When a saved page came out, by what it shows; lines that say so are no part of its text."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.articles import read_bytes
from dashboard.articles.formats.page_date import without_date_lines
from dashboard.extraction.publication import published_day
from dashboard.model import Article, Rejected
from tests.articles import making
from tests.articles.making import FIRST, SECOND, TITLE

BODY = f"<p>{FIRST} {SECOND}</p><p>{SECOND} {FIRST}</p><p>{FIRST}</p>"
TEXT = f"{FIRST} {SECOND}\n{SECOND} {FIRST}\n{FIRST}"
DAY = dt.date(2020, 7, 23)


def read(article: str, around: str = "") -> list[Article | Rejected]:
    page = (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
        f'<body><nav><a href="/">الرئيسية</a></nav>{around}<article>{article}</article>'
        "<footer>جميع الحقوق محفوظة 2021</footer></body></html>"
    )
    return list(read_bytes(page.encode(), "a.html", "a.html", published_day))


@pytest.mark.parametrize(
    "line",
    [
        "<p>آخر تحديث: 23 يوليو 2020 - 10:30</p>",
        "<p>نُشر في: الخميس 23 تموز/يوليو 2020، الساعة 10:30 بتوقيت مكة المكرمة</p>",
        "<p>تاريخ النشر: 23/07/2020</p>",
        "<p>تم النشر في ٢٣ تموز ٢٠٢٠</p><p>آخر تحديث: ٢٤ تموز ٢٠٢٠</p>",
        "<p>آخر تحديث: 24 تموز 2020 - نشر في 23 تموز 2020</p>",
        "<p>23/07/2020</p>",
        "<p>الخميس، 23 يوليو 2020</p>",
        "<p>2 ذو الحجة 1441 هـ - 23 يوليو 2020 م</p>",
        "<p>Published on July 23, 2020</p>",
        "<time>الخميس 23 تموز 2020</time>",
        '<div class="date">23 تموز 2020</div>',
        '<p class="byline">كتب أحمد علي - بغداد، 23 تموز 2020</p>',
        "<p>موجز الخبر في سطر واحد يقرؤه من لا وقت لديه</p><time>23 تموز 2020</time>",
    ],
)
def test_the_day_by_the_headline_is_that_of_publication(line: str) -> None:
    (article,) = read(f"<h1>{TITLE}</h1>{line}{BODY}")
    assert isinstance(article, Article)
    assert article.published == DAY
    assert article.text.endswith(TEXT)
    assert "2020" not in article.text
    assert "٢٠٢٠" not in article.text


def test_a_line_at_the_end_counts_too() -> None:
    (article,) = read(f"<h1>{TITLE}</h1>{BODY}<p>آخر تحديث: الخميس 23 تموز 2020</p>")
    assert isinstance(article, Article)
    assert (article.published, article.text) == (DAY, TEXT)


def test_the_marks_of_the_page_come_first() -> None:
    page = making.web_page().replace(b"</h1>", "</h1><p>آخر تحديث: 25 تموز 2020</p>".encode())
    (article,) = read_bytes(page, "a.html", "a.html", published_day)
    assert isinstance(article, Article)
    assert (article.published, article.text) == (DAY, making.TEXT)


@pytest.mark.parametrize(
    ("article", "around"),
    [
        (f"<h1>{TITLE}</h1>{BODY}", "<p>الأحد، 29 تشرين الثاني 2020</p>"),
        (f"<h1>{TITLE}</h1>{BODY}", "<aside><time>1 تموز 2020</time></aside>"),
        (f"<h1>{TITLE}</h1>{BODY}<div><a>خبر آخر</a><time>1 تموز 2020</time></div>", ""),
    ],
)
def test_days_of_something_else_are_not_taken(article: str, around: str) -> None:
    (found,) = read(article, around)
    assert isinstance(found, Article)
    assert found.published is None


def test_how_long_ago_is_no_day_and_is_told() -> None:
    article, told = read(f"<h1>{TITLE}</h1><p>آخر تحديث: قبل ساعتين</p>{BODY}")
    assert isinstance(article, Article)
    assert (article.published, article.text) == (None, TEXT)
    assert isinstance(told, Rejected)
    assert "'قبل ساعتين' tells only how long ago it was" in told.reason


@pytest.mark.parametrize(
    "line",
    [
        "نشر في عام 2019 كتابا عن الموصل في 23 تموز 2020.",
        "نشر في بغداد في 23 تموز 2020 كتابه الأول",
        "وفي 23 تموز 2020 أعلنت الوزارة",
        "23 تموز 2020: الوزارة تعلن",
        "تحديث",
        "2020",
        "",
    ],
)
def test_sentences_stay_in_the_text(line: str) -> None:
    text = f"{line}\n{TEXT}"
    assert without_date_lines(text) == (text, None)


def test_what_happened_day_by_day_stays_in_the_text() -> None:
    text = f"23 تموز 2020\n{FIRST}\n24 تموز 2020\n{SECOND}"
    assert without_date_lines(text) == (text, None)


def test_a_text_of_nothing_else_stays() -> None:
    text = "آخر تحديث: 23 تموز 2020"
    assert without_date_lines(text) == (text, None)
