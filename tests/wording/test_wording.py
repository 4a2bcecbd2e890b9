import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import Bound, Calendar, DateValue, Grain, MentionKind, MoneyValue
from dashboard.wording import Digits, Language, Months, Wording
from dashboard.wording.dates import unit_start

ARABIC = Wording()
ENGLISH = Wording(Language.ENGLISH)
EASTERN = Wording(digits=Digits.ARABIC_INDIC, months=Months.EGYPTIAN)
JULY = dt.date(2020, 7, 23)


def isolated(text):
    return f"\u2066{text}\u2069"


@pytest.mark.parametrize(
    ("n", "arabic", "english"),
    [
        (0, "لا مقالات", "no articles"),
        (1, "مقالة واحدة", "1 article"),
        (2, "مقالتان", "2 articles"),
        (3, "3 مقالات", "3 articles"),
        (10, "10 مقالات", "10 articles"),
        (11, "11 مقالة", "11 articles"),
        (99, "99 مقالة", "99 articles"),
        (100, "100 مقالة", "100 articles"),
        (103, "103 مقالات", "103 articles"),
        (12480, "12,480 مقالة", "12,480 articles"),
    ],
)
def test_counts_take_the_plural_form_of_their_number(n, arabic, english):
    assert ARABIC.count("count.articles", n) == arabic
    assert ENGLISH.count("count.articles", n) == english


@pytest.mark.parametrize(
    ("n", "text"), [(2, "مبلغان"), (5, "5 مبالغ"), (41, "41 مبلغا"), (566, "566 مبلغا")]
)
def test_masculine_nouns_take_their_accusative(n, text):
    assert ARABIC.count("count.amounts", n) == text


@pytest.mark.parametrize(
    ("value", "arabic", "english"),
    [
        (950, "950", "950"),
        (1000, "ألف", "1 thousand"),
        (2_000_000, "مليونان", "2 million"),
        (1_500_000_000, "1.5 مليار", "1.5 billion"),
        (5_000_000_000, "5 مليارات", "5 billion"),
        (88_200_000_000, "88.2 مليارا", "88.2 billion"),
        (100_000_000, "100 مليون", "100 million"),
        (10_000_000, "10 ملايين", "10 million"),
        (15_000_000, "15 مليونا", "15 million"),
        (-5_000_000_000, "-5 مليارات", "-5 billion"),
        (Decimal("2.5e12"), "2.5 تريليون", "2.5 trillion"),
    ],
)
def test_short_numbers(value, arabic, english):
    assert ARABIC.short_number(value) == arabic
    assert ENGLISH.short_number(value) == english


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (MoneyValue(Decimal("5e9"), currency="USD"), "5,000,000,000 USD"),
        (
            MoneyValue(Decimal(400_000_000), currency="EUR", bound=Bound.AT_LEAST),
            "≥ 400,000,000 EUR",
        ),
        (MoneyValue(Decimal(3), currency="USD", bound=Bound.MORE_THAN), "> 3 USD"),
        (MoneyValue(Decimal(3), currency="USD", bound=Bound.LESS_THAN), "< 3 USD"),
        (MoneyValue(Decimal(3), Decimal(5), "USD", bound=Bound.RANGE), "3–5 USD"),
        (MoneyValue(Decimal(3), currency="USD", approximate=True), "≈ 3 USD"),
        (MoneyValue(Decimal("12.5"), candidates=("SAR", "QAR")), "12.5 SAR/QAR"),
        (MoneyValue(Decimal(27)), "27"),
    ],
)
def test_amounts_stand_in_a_run_of_their_own_in_arabic(value, text):
    assert ENGLISH.amount(value) == text
    assert ARABIC.amount(value) == isolated(text)


@pytest.mark.parametrize(
    ("amount", "arabic"),
    [
        (2_000_000_000, "مليارا دولار أمريكي"),
        (2_000_000, "مليونا دولار أمريكي"),
        (3_000_000, "3 ملايين دولار أمريكي"),
        (15_000_000_000, "15 مليار دولار أمريكي"),
        (Decimal("88.2e9"), "88.2 مليار دولار أمريكي"),
        (100_000_000, "100 مليون دولار أمريكي"),
    ],
)
def test_scales_before_a_currency_lose_their_ending(amount, arabic):
    assert ARABIC.short_amount(MoneyValue(Decimal(amount), currency="USD")) == arabic


def test_short_amounts_name_their_currency():
    value = MoneyValue(Decimal("5e9"), currency="USD")
    assert ARABIC.short_amount(value) == "5 مليارات دولار أمريكي"
    assert ENGLISH.short_amount(value) == "5 billion US dollars"


def test_digits_and_months_of_choice():
    assert EASTERN.number(12480) == "١٢٬٤٨٠"
    assert EASTERN.date(JULY) == "٢٣ يوليو ٢٠٢٠"
    assert EASTERN.percent(0.25) == isolated("٢٥٪")
    assert Wording(months=Months.MAGHREBI).date(JULY) == "23 جويلية 2020"
    assert ARABIC.date(JULY) == "23 تموز 2020"
    assert Wording(Language.ENGLISH, Digits.ARABIC_INDIC).number(5) == "5"


@pytest.mark.parametrize(
    ("grain", "arabic", "english"),
    [
        (Grain.DAY, "23 تموز 2020", "23 Jul 2020"),
        (Grain.WEEK, "أسبوع 20 تموز 2020 إلى 26 تموز 2020", "week of 20 Jul 2020 to 26 Jul 2020"),
        (Grain.MONTH, "تموز 2020", "July 2020"),
        (Grain.QUARTER, "الربع الثالث 2020", "Q3 2020"),
        (Grain.HALF, "النصف الثاني 2020", "second half of 2020"),
        (Grain.SEASON, "صيف 2020", "summer 2020"),
        (Grain.YEAR, "2020", "2020"),
        (Grain.DECADE, "عقد 2020", "the 2020s"),
        (Grain.CENTURY, "القرن 21", "century 21"),
    ],
)
def test_a_period_is_named_by_its_grain(grain, arabic, english):
    assert ARABIC.period(JULY, grain) == arabic
    assert ENGLISH.period(JULY, grain) == english


def date_value(start, end, grain, **more):
    return DateValue("", dt.date.fromisoformat(start), dt.date.fromisoformat(end), grain, **more)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date_value("2020-07-23", "2020-07-23", Grain.DAY), "الخميس 23 تموز 2020"),
        (date_value("2014-01-01", "2014-12-31", Grain.YEAR), "2014"),
        (date_value("2014-01-01", "2021-12-31", Grain.YEAR), "2014 إلى 2021"),
        (date_value("2020-03-03", "2020-03-05", Grain.DAY), "3 آذار 2020 إلى 5 آذار 2020"),
        (date_value("2015-01-01", "2015-03-31", Grain.QUARTER), "الربع الأول 2015"),
        (date_value("2015-01-01", "2015-12-31", Grain.YEAR, approximate=True), "نحو 2015"),
        (
            date_value("2015-06-18", "2015-07-16", Grain.MONTH, calendar=Calendar.HIJRI),
            "18 حزيران 2015 إلى 16 تموز 2015",
        ),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(value, text):
    assert ARABIC.date_value(value) == text


def test_hijri_dates():
    assert ARABIC.hijri(1441, 12, 2) == "2 ذو الحجة 1441 هـ"
    assert ENGLISH.hijri(1436, 9) == "Ramadan 1436 AH"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "أقل من ثانية"), (2, "ثانيتان"), (45, "45 ثانية"), (120, "دقيقتان"), (7200, "ساعتان")],
)
def test_durations(seconds, text):
    assert ARABIC.duration(seconds) == text


def test_foreign_names_keep_their_place():
    assert ARABIC.text("views.saved_as", name="ANT") == "حُفظ العرض باسم \u2068ANT\u2069"
    assert ENGLISH.text("views.saved_as", name="العراق") == "Saved as \u2068العراق\u2069"
    assert ARABIC.text("views.saved_as", name="العراق") == "حُفظ العرض باسم العراق"


def test_braces_in_a_value_are_only_text():
    assert ENGLISH.text("views.saved_as", name="{n}") == "Saved as {n}"


def test_an_unknown_key_or_a_missing_value_is_an_error():
    with pytest.raises(KeyError):
        ARABIC.text("no.such.key")
    with pytest.raises(KeyError):
        ARABIC.text("views.saved_as")


@pytest.mark.parametrize("wording", [ARABIC, ENGLISH])
@pytest.mark.parametrize("kind", MentionKind)
def test_every_kind_has_its_names(wording, kind):
    assert wording.kind(kind)
    assert wording.kind_of_one(kind)
    assert wording.text(f"kind.short.{kind}")


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ar-SA", Language.ARABIC), ("ar", Language.ARABIC), ("en-US", Language.ENGLISH)],
)
def test_the_browser_chooses_the_language(locale, language):
    assert Language.of_locale(locale) is language


def test_an_unknown_browser_language_reads_english():
    assert Language.of_locale(None) is Language.ENGLISH
    assert Language.of_locale("fr-FR") is Language.ENGLISH


@given(st.integers(-(10**15), 10**15))
def test_a_short_number_is_never_longer_than_the_full_one_by_more_than_its_word(n):
    assert ARABIC.short_number(n)
    assert len(ENGLISH.short_number(n)) <= len(ENGLISH.number(n)) + len(" thousand")


@given(
    st.dates(dt.date(1800, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR]),
)
def test_a_day_and_the_start_of_its_unit_have_the_same_name(day, grain):
    start = unit_start(day, grain)
    assert start <= day
    assert ARABIC.period(start, grain) == ARABIC.period(day, grain)
    assert unit_start(start, grain) == start
