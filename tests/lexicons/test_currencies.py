"""Every row of the currency tables is found in a text, and a bad row is named."""

from pathlib import Path

import pytest

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.money import find_money
from dashboard.lexicons.amounts import amount_followers, amount_links, change_words, count_words
from dashboard.lexicons.countries import place_forms, source_country
from dashboard.lexicons.currencies import (
    Currency,
    CurrencyName,
    CurrencySign,
    codes,
    currency_rows,
    families,
    lookalikes,
    name_rows,
    price_units,
    sign_rows,
    subunits,
)
from dashboard.lexicons.nationalities import Nationality, nationality_rows
from dashboard.lexicons.table import LexiconError, table
from dashboard.model import MoneyValue

NOWHERE = ReadingContext()


def money(text: str, context: ReadingContext = NOWHERE) -> MoneyValue:
    (mention,) = find_money(text, context)
    assert isinstance(mention.value, MoneyValue)
    return mention.value


def spelled(family: str) -> str:
    return next(name.spelling for name in name_rows() if name.family == family)


def state(country: str) -> str:
    return next((row.spelling for row in nationality_rows() if row.country == country), "")


@pytest.mark.parametrize("currency", currency_rows(), ids=lambda c: f"{c.code}-{c.country}")
def test_every_currency_is_found(currency: Currency) -> None:
    assert money(f"7 {currency.code}").currency == currency.code
    if currency.family not in {name.family for name in name_rows()}:
        return  # known by its code alone
    name = spelled(currency.family)
    if state(currency.country):
        assert money(f"7 {name} {state(currency.country)}").currency == currency.code
    if currency.standing == "default":
        assert money(f"7 {name}").currency == currency.code
    elif currency.standing in ("candidate", "scaled"):
        if currency.standing == "scaled":
            assert find_money(f"7 {name}", NOWHERE) == []
            value = money(f"7 ملايين {name}")
        else:
            value = money(f"7 {name}")
        if value.currency is not None:
            assert value.currency == currency.code
            return
        assert currency.code in value.candidates


@pytest.mark.parametrize("name", name_rows(), ids=lambda name: name.spelling)
def test_every_name_is_found(name: CurrencyName) -> None:
    rows = families().get(name.family, ())
    adjective = next((f" {state(row.country)}" for row in rows if state(row.country)), "")
    value = money(f"{'' if name.count == 'two' else '7 '}{name.spelling}{adjective}")
    amount = 2 if name.count == "two" else 7
    if name.family in subunits() and name.family not in families():
        assert value.amount < amount
    else:
        assert value.amount == amount


@pytest.mark.parametrize("sign", sign_rows(), ids=lambda sign: sign.sign)
def test_every_sign_is_found_on_either_side(sign: CurrencySign) -> None:
    context = ReadingContext(country=sign.country)
    for text in (f"7 {sign.sign}", f"{sign.sign} 7"):
        value = money(text, context)
        assert (value.currency, value.amount) == (sign.code, 7 * sign.scale)


@pytest.mark.parametrize("row", nationality_rows(), ids=lambda row: f"{row.spelling}-{row.country}")
def test_every_nationality_decides_a_currency(row: Nationality) -> None:
    family, code = next(
        (name, currency.code)
        for name, rows in families().items()
        for currency in rows
        if currency.country == row.country and name in {n.family for n in name_rows()}
    )
    assert money(f"7 {spelled(family)} {row.spelling}").currency == code


def test_every_subunit_belongs_to_a_currency() -> None:
    for family, rows in subunits().items():
        assert family in {name.family for name in name_rows()}
        assert {row.code for row in rows} <= codes()


def test_every_place_names_its_state() -> None:
    rows = table("country_places", ("spelling", "country"), lambda cells: dict(cells))
    shared = {"طرابلس"}
    for row in rows:
        currency = next(
            (
                c
                for c in currency_rows()
                if c.country == row["country"] and c.standing == "candidate"
            ),
            None,
        )
        if currency is None or row["spelling"] in shared:
            assert row["spelling"] in shared, f"{row}: no currency is in doubt there"
            continue
        value = money(f"في {row['spelling']} دفع 7 {spelled(currency.family)}")
        assert (value.currency, value.basis) == (currency.code, "country"), row
    assert len(place_forms()) > len(rows)


def test_every_source_has_its_state() -> None:
    rows = table("source_countries", ("source_or_domain", "country"), lambda cells: dict(cells))
    for row in rows:
        assert source_country(row["source_or_domain"], "") == row["country"]
    assert source_country("", "https://www.hespress.com/economie/1.html") == "MA"
    assert source_country("", "https://news.example.com.eg/1") == "EG"
    assert source_country("", "https://example.com/1") == ""
    assert source_country("", "https://example.tv/1") == ""


def test_every_price_unit_is_read() -> None:
    for unit in price_units().values():
        assert money(f"7 يورو لكل {unit}").unit == unit


def test_every_lookalike_is_passed_over() -> None:
    for word, followers in lookalikes().items():
        for follower in followers:
            assert find_money(f"7 {word} {' '.join(follower)}", NOWHERE) == []


def test_every_follower_and_link_allows_an_amount_without_its_noun() -> None:
    for follower in amount_followers():
        found = find_money(f"بلغ 30 مليار دولار مقابل 27 مليارا {follower}", NOWHERE)
        assert len(found) == 2, follower
    for link in amount_links():
        found = find_money(f"قال 30 مليار دولار {link} 27 مليارا.", NOWHERE)
        assert found[-1].value is not None, link
        assert found[-1].surface.endswith("27 مليارا"), link


def test_every_count_word_keeps_a_number_from_being_money() -> None:
    text = "بلغت 30 مليار دولار وسجل {} 27 مليونا."
    assert len(find_money(text.format("الناتج"), NOWHERE)) == 2
    for word in count_words():
        assert len(find_money(text.format(word), NOWHERE)) == 1, word


def test_every_change_word_parts_two_amounts() -> None:
    for word in change_words():
        assert len(find_money(f"{word} السعر من 10 دولارات إلى 12 دولارا", NOWHERE)) == 2, word


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("usd,dollar,US,default,,x", "code must be three capital letters, got 'usd'"),
        ("USD,dollar,US,main,,x", "standing must be one of"),
        ("USD,,US,default,,x", "family and country must not be empty"),
        ("USD,dollar,US,default,100,x", "point must be decimals, thousands or empty"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "currencies.csv").write_text(
        f"code,family,country,standing,point,source\n{row}\n", encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=reason) as fault:
        currency_rows(tmp_path)
    assert "currencies.csv:2:" in str(fault.value)
