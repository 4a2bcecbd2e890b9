import datetime as dt
from decimal import Decimal

import pytest

from dashboard.annotation.cards import card
from dashboard.model import (
    BY_HAND,
    Bound,
    Calendar,
    DateValue,
    Grain,
    Mention,
    MentionKind,
    MoneyValue,
)
from dashboard.wording import Language, Wording

ENGLISH = Wording(Language.ENGLISH)
ARABIC = Wording()
USD = MoneyValue(Decimal(5_000_000_000), currency="USD", basis="article")


def mention(value, kind=MentionKind.MONEY, surface="5 مليار دولار", rule="money.rule", evidence=()):
    return Mention("a", 0, len(surface), surface, kind, value, rule, evidence)


def rows(made):
    return {term: text for term, text, _ in made["rows"]}


def test_an_amount_is_told_in_full():
    made = card(mention(USD, evidence=("دولار",)), ENGLISH, times=3)
    assert made["kind"] == "Amount"
    assert (made["hero"], made["unit"], made["badge"]) == (
        "5,000,000,000",
        "US Dollar",
        "Exact value",
    )
    assert rows(made) == {
        "Currency": "USD, from the article",
        "Rule": "money.rule",
        "Evidence": "دولار",
        "Repeats": "3 times in the article, counted once",
    }
    assert made["filter"] == {
        "label": "Filter to this amount",
        "amount": "5000000000",
        "amount_max": None,
        "currency": "USD",
    }


def test_an_arabic_card_names_everything_in_arabic():
    made = card(mention(USD), ARABIC, times=3)
    assert made["unit"] == "دولار أمريكي"
    assert rows(made)["التكرار"] == "3 مرات في المقالة، تُحسب مرة"


@pytest.mark.parametrize(
    ("value", "hero", "badge"),
    [
        (MoneyValue(Decimal(5), currency="USD", bound=Bound.MORE_THAN), "> 5", "More than"),
        (MoneyValue(Decimal(3), Decimal(5), "USD", bound=Bound.RANGE), "3–5", "Range"),
        (MoneyValue(Decimal(5), currency="USD", approximate=True), "≈ 5", "Approximate"),
    ],
)
def test_uncertainty_stays_in_the_value(value, hero, badge):
    made = card(mention(value), ENGLISH)
    assert (made["hero"], made["badge"]) == (hero, badge)


def test_an_undecided_currency_keeps_its_candidates():
    value = MoneyValue(Decimal(100), candidates=("SAR", "QAR"), basis="undecided")
    told = rows(card(mention(value), ENGLISH))
    assert told["Currency"] == "Undecided"
    assert told["Possible currencies"] == "Saudi Riyal and Qatari Riyal"


def test_a_unit_price_says_what_it_is_per():
    value = MoneyValue(Decimal(50), currency="USD", unit="برميل")
    assert "برميل" in rows(card(mention(value), ENGLISH))["Price"]


def date(start, end, grain, **more):
    value = DateValue("", dt.date.fromisoformat(start), dt.date.fromisoformat(end), grain, **more)
    return mention(value, MentionKind.DATE, "اليوم", "date.rule")


def test_a_relative_day_says_what_it_was_counted_from():
    made = card(date("2020-07-23", "2020-07-23", Grain.DAY, anchor=dt.date(2020, 7, 24)), ENGLISH)
    assert made["hero"] == "Thursday 23 July 2020"
    assert rows(made)["Counted from"] == "24 Jul 2020"
    assert made["filter"]["start"] == made["filter"]["end"] == "2020-07-23"


def test_a_hijri_date_has_its_gregorian_days():
    made = card(date("2015-07-02", "2015-07-02", Grain.DAY, calendar=Calendar.HIJRI), ENGLISH)
    told = rows(made)
    assert told["Calendar"] == "Hijri (Umm al-Qura)"
    assert told["In Gregorian"] == "Thursday 2 July 2015"


def test_a_year_lists_its_days():
    assert rows(card(date("2014-01-01", "2014-12-31", Grain.YEAR), ENGLISH))["Days"] == (
        "1 Jan 2014 to 31 Dec 2014"
    )


def test_a_contradiction_is_shown():
    made = card(date("2020-07-23", "2020-07-23", Grain.DAY, conflict="الجمعة"), ENGLISH)
    assert made["conflict"] == "The text contradicts itself: الجمعة"


def test_an_unresolved_date_says_why():
    made = card(mention(None, MentionKind.DATE, "أمس", "date.rule"), ENGLISH)
    assert made["badge"] == "Unresolved: no date of publication to count from"
    assert made["filter"] is None


def test_a_name_leads_to_its_entity():
    one = mention(None, MentionKind.PER, "كاجينز", "names.builtin")
    made = card(one, ENGLISH, ("e1", "مايلز كاجينز"), times=4)
    assert made["hero"] == "مايلز كاجينز"
    assert made["entity"] == "e1"
    assert made["filter"] == {"label": "Filter to this name", "entity": "e1"}
    assert rows(made) == {
        "As written": "كاجينز",
        "Model": "names.builtin",
        "Repeats": "4 times in the article",
    }


def test_an_unlinked_name_has_no_filter():
    made = card(mention(None, MentionKind.PER, "كاجينز", "names.builtin"), ENGLISH)
    assert (made["hero"], made["filter"], made["entity"]) == ("كاجينز", None, "")


@pytest.mark.parametrize("wording", [ARABIC, ENGLISH])
@pytest.mark.parametrize("kind", MentionKind)
def test_every_kind_has_a_card(wording, kind):
    assert card(mention(None, kind), wording)["kind"]


@pytest.mark.parametrize("basis", ["written", "adjective", "article", "source", "country", ""])
def test_every_basis_is_put_in_words(basis):
    value = MoneyValue(Decimal(1), currency="IQD", basis=basis)
    assert rows(card(mention(value), ENGLISH))["Currency"].startswith("IQD,")


@pytest.mark.parametrize("wording", [ENGLISH, ARABIC])
def test_what_people_did_is_told_however_much_was_found(wording):
    told = ("bounds: 5 → 5 مليون; هدى, 2026-05-01; لأن", "confirm; منى, 2026-05-02")
    found = tuple(f"{word}: about" for word in ("نحو", "قرابة", "حوالي", "زهاء"))
    made = card(mention(USD, evidence=(*found, *told)), wording)
    lines = [text for _, text, how in made["rows"] if how == "quoted"]
    assert len(lines) == 5
    assert "هدى" in lines[-2]
    assert "منى" in lines[-1]
    assert sum(term == wording.text("card.corrected") for term, _, _ in made["rows"]) == 1


def test_what_a_person_says_it_is_has_no_rule():
    told = "retag: LOC → ORG; هدى, 2026-05-01"
    made = card(mention(None, MentionKind.ORG, "بغداد", BY_HAND, (told,)), ENGLISH)
    assert set(rows(made)) == {"Corrected"}
