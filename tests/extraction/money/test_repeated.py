"""The same figure in an article, grouped."""

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.money import find_money, repeated_amounts

TEXT = (
    "دعم بـ5 مليار دولار\n"
    "أعلن عن خمسة مليارات دولار، وأضاف أنها أكثر من 5,000,000,000 دولار أمريكي، "
    "منها 5 مليارات يورو و3 إلى 4 ملايين دولار و50 دولارا للبرميل و50 دولارا."
)


def test_groups_by_figure_currency_and_unit() -> None:
    groups = repeated_amounts(find_money(TEXT, ReadingContext("a1")))
    assert [[mention.surface for mention in group.mentions] for group in groups] == [
        ["5 مليار دولار", "خمسة مليارات دولار", "5,000,000,000 دولار أمريكي"],
        ["5 مليارات يورو"],
        ["3 إلى 4 ملايين دولار"],
        ["50 دولارا"],
        ["50 دولارا"],
    ]
    assert groups[0].value.currency == "USD"
    assert groups[3].value.unit == "برميل"


def test_articles_stay_apart() -> None:
    mentions = [m for id in ("a", "b") for m in find_money("5 دولارات", ReadingContext(id))]
    assert [len(group.mentions) for group in repeated_amounts(mentions)] == [1, 1]


def test_nothing_gives_no_group() -> None:
    assert repeated_amounts([]) == []
