"""Records of any naming to articles: fields, days, addresses, ids, languages."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.articles.language import arabic_share, language_of
from dashboard.articles.records import (
    FIELD_NAMES,
    TextFieldMissingError,
    UnusableRecordError,
    article_of,
    recognised_fields,
    stable_id,
    web_address,
)
from dashboard.articles.written_dates import published_date, why_no_day
from dashboard.model import Article
from tests.articles.making import FIRST, SECOND, TEXT, TITLE


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (["id", "title", "text"], {"id": "id", "title": "title", "text": "text"}),
        (["Headline", "BODY"], {"title": "Headline", "text": "BODY"}),
        (["العنوان", "النصّ", "المصدر"], {"title": "العنوان", "text": "النصّ", "source": "المصدر"}),
        (["publishedAt", "content"], {"date": "publishedAt", "text": "content"}),
        (["Published-Date", "full_text"], {"date": "Published-Date", "text": "full_text"}),
        (["summary", "text"], {"text": "text"}),
        (["description"], {"text": "description"}),
        (["الخبر", "تاريخ النشر"], {"text": "الخبر", "date": "تاريخ النشر"}),
        ([" text "], {"text": " text "}),
        (["col1", "col2"], {}),
        ([], {}),
    ],
)
def test_common_names_are_recognised(names: list[str], fields: dict[str, str]) -> None:
    assert recognised_fields(names) == fields


@pytest.mark.parametrize("field", FIELD_NAMES)
def test_every_listed_name_is_recognised(field: str) -> None:
    for name in FIELD_NAMES[field]:
        assert recognised_fields([name]) == {field: name}


def test_a_mapping_is_used_where_it_fits_and_passed_over_where_not() -> None:
    mapping = {"text": "col2", "title": "col1"}
    mapped = article_of({"col1": TITLE, "col2": FIRST, "text": SECOND}, fields=mapping)
    assert (mapped.title, mapped.text) == (TITLE, FIRST)
    assert article_of({"title": TITLE, "body": FIRST}, fields=mapping).text == FIRST


@pytest.mark.parametrize(
    ("record", "content"),
    [
        ({"title": TITLE, "text": ""}, TITLE),
        ({"title": None, "text": f" {FIRST} "}, FIRST),
        ({"title": f"a\n{TITLE}", "text": "ب\r\nج\rد"}, f"a {TITLE}\nب\nج\nد"),
        ({"title": "ا " * 400, "text": FIRST}, f"{'ا ' * 399}ا\n{FIRST}"),
        ({"text": [FIRST, SECOND]}, TEXT),
        ({"text": "ا\x00ب\x1fج"}, "ا ب ج"),
        ({"text": "ا\ud800ب"}, "ا?ب"),
        ({"text": 5.0}, "5"),
        ({"text": FIRST, "title": float("nan")}, FIRST),
    ],
)
def test_contents(record: dict[str, object], content: str) -> None:
    assert article_of(record).content == content


@pytest.mark.parametrize(
    ("record", "kind", "reason"),
    [
        ({}, TextFieldMissingError, "(none)"),
        ({"a": "x", "b\n": "y"}, TextFieldMissingError, "'a', 'b\\n'"),
        ({"text": "  ", "title": ""}, UnusableRecordError, "the text is empty"),
        ({"text": {"a": 1}}, UnusableRecordError, "the text is empty"),
        ({"text": "ا ب " * 1_000_001}, UnusableRecordError, "4,000,003 characters"),
        ({"text": "ا" * 1_000_000}, UnusableRecordError, "a word of 1,000,000 characters"),
    ],
)
def test_unusable_records_say_why(
    record: dict[str, object], kind: type[UnusableRecordError], reason: str
) -> None:
    with pytest.raises(kind) as raised:
        article_of(record)
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-07-23", dt.date(2020, 7, 23)),
        ("2020-07-23T23:30:00+03:00", dt.date(2020, 7, 23)),
        ("20200723", dt.date(2020, 7, 23)),
        ("20200723T101500Z", dt.date(2020, 7, 23)),
        ("Thu, 23 Jul 2020 10:00:00 GMT", dt.date(2020, 7, 23)),
        ("1595462400", dt.date(2020, 7, 23)),
        ("1595462400000", dt.date(2020, 7, 23)),
        ("1595462400.5", dt.date(2020, 7, 23)),
        ("July 23, 2020", dt.date(2020, 7, 23)),
        ("23 Jul 2020", dt.date(2020, 7, 23)),
        ("Thursday, 23 July 2020 10:30", dt.date(2020, 7, 23)),
        ("42500", dt.date(2016, 5, 10)),
        ("42500.4375", dt.date(2016, 5, 10)),
        ("42500.5.1", None),
        ("12500", None),
        ("98765", None),
        ("July 43, 2020", None),
        ("2020-13-45", None),
        ("", None),
        ("23/07/2020", None),
        ("غدا", None),
        ("9" * 5000, None),
        ("Thu, 99 Jul 99999999999 10:00:00 GMT", None),
    ],
)
def test_days_of_publication(written: str, day: dt.date | None) -> None:
    assert published_date(written) == day


def test_other_days_are_read_by_what_is_given() -> None:
    asked: list[str] = []

    def read(written: str) -> dt.date | None:
        asked.append(written)
        return dt.date(2020, 7, 23)

    assert published_date(" ٢٣ تموز ٢٠٢٠ ", read) == dt.date(2020, 7, 23)
    assert published_date("2019-01-02", read) == dt.date(2019, 1, 2)
    assert asked == ["٢٣ تموز ٢٠٢٠"]
    article = article_of({"text": FIRST, "date": "٢٣ تموز ٢٠٢٠"}, read)
    assert article.published == dt.date(2020, 7, 23)


@pytest.mark.parametrize(
    ("why", "written"),
    [
        (
            "relative",
            ["قبل ساعتين", "منذ 3 أيام", "أمس", "اليوم", "الخميس", "2 hours ago", "Today"],
        ),
        ("partial", ["2016-05", "أيار 2016", "05/2016", "2016", "عام 2016 م", "May 2016", "أيار"]),
        ("partial", ["أيار/مايو 2016", "رمضان 1441 هـ", "٢٠١٦"]),
        ("", ["23 من شهر كذا", "99/99/2020", "في الطبعة المسائية", "20166", ""]),
    ],
)
def test_why_what_is_written_names_no_day(why: str, written: list[str]) -> None:
    assert {one: why_no_day(one) for one in written} == dict.fromkeys(written, why)


def test_days_in_cells_are_taken_as_they_are() -> None:
    for value in (dt.date(2020, 7, 23), dt.datetime(2020, 7, 23, 22), 1595462400, 44035, 44035.5):
        assert article_of({"text": FIRST, "date": value}).published == dt.date(2020, 7, 23)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://news.example/1?a=b#c", True),
        (" http://news.example ", True),
        ("https://news.example/أخبار/1", True),
        ("HTTPS://NEWS.EXAMPLE/1", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)//https://news.example", False),
        ("data:text/html,<script>", False),
        ("file:///etc/passwd", False),
        ("ftp://news.example/1", False),
        ("//news.example/1", False),
        ("news.example/1", False),
        ("https://", False),
        ("https://bank.example@elsewhere.example/", False),
        ("https://news.example/\u202egpj.exe", False),
        ("https://news.example/a b", False),
        ("https://news.example/a\nb", False),
        ("https://[::1", False),
        ("https://news.example/" + "a" * 3000, False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_are_kept(written: str, kept: bool) -> None:
    assert web_address(written) == (written.strip() if kept else "")


def test_ids_are_the_same_in_every_run() -> None:
    # Pinned: collections built earlier, links and corrections refer to these ids.
    assert stable_id("عنوان", "نص", "مصدر", dt.date(2020, 7, 23)) == "af79a3735e38c0a6"
    assert article_of({"title": "عنوان", "text": "نص"}).id == "a1425e6a15b1b36c"


def test_ids_differ_with_content_source_and_day() -> None:
    records: list[dict[str, object]] = [
        {"text": FIRST},
        {"text": SECOND},
        {"text": FIRST, "title": TITLE},
        {"text": FIRST, "source": "ا"},
        {"text": FIRST, "date": "2020-07-23"},
    ]
    assert len({article_of(record).id for record in records}) == len(records)


@pytest.mark.parametrize(
    ("given_id", "expected"),
    [
        (7, "7"),
        (7.0, "7"),
        (" n-1 ", "n-1"),
        ("a\nb\u202e", "a b"),
        ({"$oid": "5f1"}, "5f1"),
    ],
)
def test_given_ids_stay_on_one_line(given_id: object, expected: str) -> None:
    assert article_of({"text": FIRST, "id": given_id}).id == expected


def test_an_id_of_a_thousand_characters_is_none() -> None:
    assert article_of({"text": FIRST, "id": "x" * 1000}).id == article_of({"text": FIRST}).id


@pytest.mark.parametrize(
    ("content", "declared", "language"),
    [
        (FIRST, "", "ar"),
        (FIRST, "ar-IQ", "ar"),
        (FIRST, "Arabic", "ar"),
        (FIRST, "العربية", "ar"),
        (FIRST, "en", "ar"),
        (FIRST, "fa", "fa"),
        ("The ministry said on Thursday", "", "other"),
        ("The ministry said on Thursday", "en-GB", "en"),
        ("The ministry said on Thursday", "ar", "other"),
        (f"NATO {FIRST} USD", "", "ar"),
        ("12345", "", "other"),
    ],
)
def test_languages(content: str, declared: str, language: str) -> None:
    assert article_of({"text": content, "language": declared}).language == language


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(["id", "title", "text", "date", "source", "url", "language", "other"])


@given(st.dictionaries(FIELDS, VALUES))
def test_any_record_is_a_sound_article_or_a_declared_fault(record: dict[str, object]) -> None:
    try:
        article = article_of(record)
    except UnusableRecordError:
        return
    assert article == article_of(record)
    assert isinstance(article, Article)
    assert article.content.strip()
    assert article.id
    assert len(article.id.splitlines()) == 1
    assert article.url == "" or article.url.lower().startswith(("http://", "https://"))
    article.content.encode("utf-8")
    article.id.encode("utf-8")


@given(st.text(st.sampled_from("ابجژ٠َ،ab1 .\u200f\u06d5ﻻ"), max_size=30))
def test_the_short_way_to_tell_arabic_agrees_with_counting(content: str) -> None:
    assert (language_of(content) == "ar") == (arabic_share(content) >= 0.5)
