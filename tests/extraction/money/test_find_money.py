"""Amounts of money, grouped under the value; then spans, what is no money, and known gaps."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.money import find_money
from dashboard.extraction.money.ellipsis import RULE, SHARED_RULE
from dashboard.extraction.money.rules import PARTS, RULES
from dashboard.model import Bound, Mention, MentionKind, MoneyValue

NOWHERE = ReadingContext("a1")
TUNISIA = ReadingContext("a1", source="Jawhara FM")
SEED = Path(__file__).resolve().parents[4] / "shared" / "seed" / "coalition-article.txt"


def amount(value: str, currency: str, most: str | None = None) -> MoneyValue:
    return MoneyValue(Decimal(value), None if most is None else Decimal(most), currency)


def found(text: str, context: ReadingContext = NOWHERE) -> list[Mention]:
    return find_money(text, context)


def core(value: object) -> MoneyValue:
    """The amounts and the currency alone."""
    assert isinstance(value, MoneyValue)
    return MoneyValue(value.amount, value.amount_max, value.currency)


# (value, rule, texts): the square brackets mark the span.
EXAMPLES = [
    (
        amount("5000000000", "USD"),
        "money.number-scale-currency",
        [
            "دعم بـ[5 مليار دولار]",
            "دعم ب[خمسة مليارات دولار] في السنة",
            "[٥ مليارات دولار أمريكي].",
            "[خمسة مليارات دولار أميركي]",
            "و[خمسة مليارات دولار]",
            "[5مليارات دولار]",
            "[5 مليارات #دولار]",
        ],
    ),
    (
        amount("5300000", "EUR"),
        "money.number-scale-currency",
        ["[5 ملايين و300 ألف يورو]", "[خمسة ملايين وثلاثمئة ألف أورو]", "[5,3 مليون يورو]"],
    ),
    (amount("1500000000", "USD"), "money.number-scale-currency", ["[مليار ونصف المليار دولار]"]),
    (amount("2000000", "EUR"), "money.number-scale-currency", ["[مليوني يورو]", "[مليونا يورو]"]),
    (amount("400000", "TND"), "money.number-scale-currency", ["[أربعمئة (400) ألف دينار تونسي]"]),
    (
        amount("50", "USD"),
        "money.number-currency",
        ["[50 دولارا]", "[خمسون دولارا]", "[50دولار]", "بـ[خمسين دولاراً] فقط", "[50 دولارًا]"],
    ),
    (amount("42", "KWD"), "money.number-currency", ["[42 دينارا كويتيا]", "[42 دينار كويتي]"]),
    (amount("42", "GBP"), "money.number-currency", ["[42 جنيها استرلينيا]", "[42 باوند بريطاني]"]),
    (amount("42", "HKD"), "money.number-currency", ["[42 دولار هونغ كونغ]"]),
    (amount("42", "XOF"), "money.number-currency", ["[42 فرنك غرب أفريقي]"]),
    (amount("42", "THB"), "money.number-currency", ["[42 بات تايلاندي]"]),
    (
        amount("200000", "USD"),
        "money.number-of-currencies",
        ["[مئتي ألف من الدولارات]", "[200 ألف من الدولارات الأمريكية]"],
    ),
    (amount("0.5", "USD"), "money.part-of-currency", ["[نصف الدولار]"]),
    (amount("60", "JOD"), "money.confirmed-number-currency", ["[ستون (60) دينارا أردنيا]"]),
    (amount("20000", "SAR"), "money.bracketed-number-currency", ["غرامة ([20,000) ريال سعودي]"]),
    (
        amount("500", "USD"),
        "money.number-sign",
        ["[500$]", "[500 USD]", "[٥٠٠ $]"],
    ),
    (amount("42.5", "EGP"), "money.number-sign", ["[42.5 ج.م].", "[٤٢٫٥ ج.م]"]),
    (amount("500", "USD"), "money.sign-number", ["[$500]", "[US$ 500]", "[USD 500]"]),
    (amount("5000000", "USD"), "money.sign-number", ["[$5 ملايين]"]),
    (amount("0.45", "USD"), "money.number-subunit", ["[45 سنتا أمريكيا]"]),
    (amount("0.75", "KWD"), "money.number-subunit", ["[750 فلسا كويتيا]"]),
    (amount("103000000", "TND"), "money.number-of-subunits", ["[103 مليار من المليمات التونسية]"]),
    (amount("1.5", "USD"), "money.currency-with-subunit", ["إن [دولارا و50 سنتا] تكفي"]),
    (amount("1", "USD"), "money.currency-one", ["[دولار واحد]", "ب[دولار واحد]"]),
    (amount("1.5", "GBP"), "money.currency-half", ["[جنيه ونصف الجنيه الإسترليني]"]),
    (amount("2", "USD"), "money.dual-currency", ["[دولارين]", "ب[دولارين]", "[دولاران أمريكيان]"]),
    (amount("20.43", "USD"), "money.number-currency+money.with-subunit", ["[20 دولارا و43 سنتا]"]),
    (
        amount("3.02", "EGP"),
        "money.number-currency+money.with-dual-subunit",
        ["[3 جنيهات مصرية وقرشان]"],
    ),
    (amount("3.5", "USD"), "money.number-currency+money.with-half", ["[3 دولارات ونصف]"]),
    (
        amount("1500000", "USD"),
        "money.number-scale-currency+money.with-half",
        ["[مليون دولار ونصف المليون]", "[مليون دولار ونصف مليون دولار]"],
    ),
    (
        amount("3278000", "TND"),
        "money.number-scale-currency+money.with-rest",
        ["[3 ملايين دينار تونسي و278 ألف دينار]", "[3 ملايين دينار تونسي و278 ألفا]"],
    ),
    (amount("20.43", "USD"), "money.number-sign+money.with-cents-sign", ["[20$ و43¢]"]),
    (
        amount("3000000", "USD", "5000000"),
        "money.range-to-currency",
        ["من [3 إلى 5 ملايين دولار]", "[3-5 ملايين دولار]", "من [ثلاثة إلى خمسة ملايين دولار]"],
    ),
    (
        amount("150", "SAR", "700"),
        "money.range-two-currencies",
        ["[150 ريالا إلى 700 ريال سعودي]", "من [150 ريالا سعوديا حتى 700 ريال]"],
    ),
    (
        amount("133000", "USD", "199000"),
        "money.range-two-currencies",
        ["تراوح بين [133 ألف دولار إلى 199 ألف دولار]"],
    ),
    (
        amount("10", "USD", "20"),
        "money.range-two-currencies-between",
        ["بين [10 دولارات و20 دولارا]"],
    ),
    (
        amount("10000000", "EUR", "20000000"),
        "money.range-between-currency",
        ["ما بين [10 و20 مليون يورو]", "بين نحو [عشرة وعشرين مليون يورو]"],
    ),
    (amount("10", "USD", "20"), "money.range-two-signs", ["[10$-20$]"]),
    (amount("10", "USD", "20"), "money.range-two-signs-between", ["بين [10$ و20$]"]),
    (amount("10", "USD", "20"), "money.range-signs-first", ["[$10 - $20]"]),
    (amount("10", "USD", "20"), "money.range-sign-to", ["[$10 - 20]"]),
    (amount("10", "USD", "20"), "money.range-to-sign", ["[10-20$]"]),
    (amount("10", "USD", "20"), "money.range-between-sign", ["بين [10 و20$]"]),
    (amount("10", "USD", "20"), "money.range-to-currencies", ["من [10 إلى 20 من الدولارات]"]),
    (
        amount("10", "USD", "20"),
        "money.range-between-currencies",
        ["بين [10 و20 من الدولارات]"],
    ),
    (amount("10", "USD", "20"), "money.range-open-end", ["من [10 دولارات إلى 20] في اليوم"]),
    (
        amount("10000", "USD", "20000"),
        "money.range-open-end-between",
        ["بين [10 آلاف دولار و20 ألفا] سنويا"],
    ),
    (amount("5000000", "USD", "6000000"), "money.range-or-currency", ["[5 أو 6 ملايين دولار]"]),
    (amount("0.7", "KWD", "0.9"), "money.range-two-subunits", ["[700 فلس إلى 900 فلس كويتي]"]),
    (
        amount("0.7", "KWD", "0.9"),
        "money.range-two-subunits-between",
        ["بين [700 فلس و900 فلس كويتي]"],
    ),
    (amount("0.7", "KWD", "0.9"), "money.range-to-subunit", ["[700-900 فلس كويتي]"]),
    (amount("0.7", "KWD", "0.9"), "money.range-between-subunit", ["بين [700 و900 فلس كويتي]"]),
]


@pytest.mark.parametrize(
    ("value", "rule", "marked"),
    [(value, rule, text) for value, rule, texts in EXAMPLES for text in texts],
)
def test_finds(value: MoneyValue, rule: str, marked: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    (mention,) = found(text)
    assert core(mention.value) == value
    assert mention.rule == rule
    assert (mention.start, mention.end) == (start, end), mention.surface
    assert mention.surface == text[start:end]
    assert mention.kind is MentionKind.MONEY
    assert mention.evidence


def test_rule_names_are_unique_and_each_has_an_example() -> None:
    names = [rule.name for rule in (*RULES, *PARTS)]
    assert len(set(names)) == len(names)
    shown = {name for _, rule, _ in EXAMPLES for name in rule.split("+")}
    assert shown == set(names)


@pytest.mark.parametrize(
    ("text", "bound", "approximate"),
    [
        ("أكثر من 5 دولارات", Bound.MORE_THAN, False),
        ("بأكثر من خمسة دولارات", Bound.MORE_THAN, False),
        ("ما لا يقل عن 5 دولارات", Bound.AT_LEAST, False),
        ("5 دولارات على الأقل", Bound.AT_LEAST, False),
        ("لا تتجاوز 5 دولارات", Bound.AT_MOST, False),
        ("دون 5 دولارات", Bound.LESS_THAN, False),
        ("نحو 5 دولارات", Bound.EXACT, True),
        ("قرابة 5 دولارات", Bound.EXACT, True),
        ("5 دولارات تقريبا", Bound.EXACT, True),
        ("نحو من 5 إلى 6 دولارات", Bound.RANGE, True),
        ("لتصل إلى 5 دولارات", Bound.EXACT, False),
    ],
)
def test_bounds_are_in_the_value(text: str, bound: Bound, approximate: bool) -> None:
    (mention,) = found(text)
    assert isinstance(mention.value, MoneyValue)
    assert (mention.value.bound, mention.value.approximate) == (bound, approximate)
    assert mention.value.amount == 5
    assert text[mention.start] in "5خ"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("50 دولارا للبرميل", "برميل"),
        ("50 دولارا لكل برميل", "برميل"),
        ("50 دولارا/برميل", "برميل"),
        ("دينار واحد للتر", "لتر"),
        ("3.75 ريال للدولار", "دولار"),
        ("50 دولارا لكل تلميذ", "تلميذ"),
        ("50 دولارا للوزارة", ""),
        ("50 دولارا", ""),
    ],
)
def test_unit_prices_keep_their_unit(text: str, unit: str) -> None:
    (mention,) = found(text)
    assert isinstance(mention.value, MoneyValue)
    assert mention.value.unit == unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "بلغت 30 مليار دولار مقابل 27 مليارا في العام الماضي",
            [("30 مليار دولار", "30000000000"), ("27 مليارا", "27000000000")],
        ),
        ("27 مليارا مقابل 30 مليار دولار", [("30 مليار دولار", "30000000000")]),
        (
            "الصادرات 30 مليار دولار والواردات 27 مليارا، وفرنسا (3 مليارات) وألمانيا (2 مليار)",
            [
                ("30 مليار دولار", "30000000000"),
                ("27 مليارا", "27000000000"),
                ("3 مليارات", "3000000000"),
                ("2 مليار", "2000000000"),
            ],
        ),
        ("30 مليار دولار وعدد السكان 27 مليونا", [("30 مليار دولار", "30000000000")]),
        ("22 مليون دينار (22 مليار)", [("22 مليون دينار", "22000000")]),
        ("من فئة 100 و200 دولار", [("100", "100"), ("200 دولار", "200")]),
        ("صفقتان بـ27 و30 مليون يورو", [("27", "27000000"), ("30 مليون يورو", "30000000")]),
        ("30 مليار دولار مقابل 27 مليار برميل", [("30 مليار دولار", "30000000000")]),
        ("30 مليار دولار. وحضر 27 ألفا.", [("30 مليار دولار", "30000000000")]),
        ("في عام 2013 و30 مليون يورو", [("30 مليون يورو", "30000000")]),
    ],
)
def test_a_currency_left_out_is_taken_from_beside(
    text: str, expected: list[tuple[str, str]]
) -> None:
    mentions = found(text)
    assert [(m.surface, m.value.amount) for m in mentions if isinstance(m.value, MoneyValue)] == [
        (surface, Decimal(value)) for surface, value in expected
    ]
    for mention in mentions:
        if mention.surface.split()[-1] not in ("دولار", "يورو", "دينار"):
            assert mention.rule in (RULE, SHARED_RULE)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("ارتفع من 10 دولارات إلى 12 دولارا", ["10 دولارات", "12 دولارا"]),
        ("قفز 1.90 دولار إلى 75.34 دولار", ["1.90 دولار", "75.34 دولار"]),
        ("سينخفض من 139 مليار دولار إلى 89 مليارا", ["139 مليار دولار", "89 مليارا"]),
        ("من 12 دولارا إلى 10 دولارات", ["12 دولارا", "10 دولارات"]),
        ("350 ألف ريال و5 آلاف ريال", ["350 ألف ريال", "5 آلاف ريال"]),
        ("74.75 دولار و69.56 دولار", ["74.75 دولار", "69.56 دولار"]),
        ("3 ملايين دولار و500 ألف يورو", ["3 ملايين دولار", "500 ألف يورو"]),
        ("5 ملايين دولار و3 ملايين يورو", ["5 ملايين دولار", "3 ملايين يورو"]),
        ("5 ملايين دولار (4 ملايين يورو)", ["5 ملايين دولار", "4 ملايين يورو"]),
        ("في الربع الأخير من 2016 إلى 1.4 مليار دولار", ["1.4 مليار دولار"]),
        ("عام 2015 مليار دولار", ["مليار دولار"]),
        ("999 أو 1099 دولارا", ["999", "1099 دولارا"]),
        ("خسر 5 ملايين\nدولار كندا يرتفع", []),
    ],
)
def test_amounts_stay_apart(text: str, surfaces: list[str]) -> None:
    assert [mention.surface for mention in found(text)] == surfaces


@pytest.mark.parametrize(
    ("text", "value", "context"),
    [
        ("1,250 دينار", "1250", NOWHERE),
        ("1,250 دينار", "1.25", TUNISIA),
        ("1.250 دينار", "1.25", TUNISIA),
        ("5.000 دينار", "5000", TUNISIA),
        ("2,5 مليون دينار", "2500000", TUNISIA),
        ("824ر2294 مليون دينار", "2294824000", TUNISIA),
        ("5ر2 مليون دينار", "2500000", TUNISIA),
        ("3.000 دينار كويتي", "3", NOWHERE),
        ("42.900 ريال إيراني", "42900", NOWHERE),
        ("12.500 دولار", "12500", NOWHERE),
        ("1.1574 دولار", "1.1574", NOWHERE),
        ("110.390 ين", "110.39", NOWHERE),
        ("4 م.د", "4000000", TUNISIA),
        ("1.440 مليم", "1.44", TUNISIA),
        ("4.3 سنت أمريكي", "0.043", NOWHERE),
    ],
)
def test_separators_are_read_by_source_and_currency(
    text: str, value: str, context: ReadingContext
) -> None:
    (mention,) = found(text, context)
    assert isinstance(mention.value, MoneyValue)
    assert mention.value.amount == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "ريال مدريد 2 - برشلونة 1",
        "فاز 3 ريال مدريد",
        "نهائي يورو 2016",
        "انخفض الدولار 0.4 بالمئة",
        "5 ملايين برميل",
        "ملايين الدولارات",
        "عشرات الآلاف من الدولارات",
        "عدة مليارات دولار",
        "20% دولار",
        "في عام 2013 سنت الحكومة قانونا",
        "أمضى سنتين في مصر",
        "try 20 times",
        "الأول دينار",
        "http://example.com/a%20USD%20b",
        "",
    ],
)
def test_is_no_money(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ارتفع دولارا",  # the bare accusative says one
        "58.5 كليون دولار",  # a misspelt scale word
    ],
)
@pytest.mark.xfail(reason="known gap")
def test_known_gaps(text: str) -> None:
    assert found(text)


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not here")
def test_the_seed_article_gives_its_three_amounts() -> None:
    mentions = found(SEED.read_text(encoding="utf-8"))
    assert [core(mention.value) for mention in mentions] == [amount("5000000000", "USD")] * 3
    assert [mention.surface for mention in mentions] == [
        "5 مليار دولار",
        "خمسة مليارات دولار",
        "خمسة مليارات دولار",
    ]


WORDS = """
خمسة ملايين دولار دولارا دولارين ريال سعودي يورو سنت فلس من إلى بين و ونصف نصف 5 20$ $ ( ) - أو
مقابل للبرميل أكثر 3.5 الدولارات واحد ج.م USD ألف % عام 2015 ² دينارٌ
"""


@given(
    st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=14).map(" ".join)
    | st.text(max_size=80)
)
def test_mentions_are_ordered_apart_and_say_what_they_span(text: str) -> None:
    mentions = found(text)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.surface == text[mention.start : mention.end]
        assert isinstance(mention.value, MoneyValue)
        assert mention.value.amount.is_finite()
        assert (mention.value.amount_max is None) == (mention.value.bound is not Bound.RANGE)
        assert replace(mention) == mention
        end = mention.end
