"""Every currency that is legal tender today, as CLDR names and formats it in Arabic."""

import datetime as dt
from decimal import Decimal

import pytest
from babel import Locale
from babel.core import get_global
from babel.numbers import format_compact_currency, format_currency, get_territory_currencies

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.money import find_money
from dashboard.lexicons.currencies import codes
from dashboard.model import MoneyValue

TENDER = sorted(
    {
        currency
        for territory in get_global("territory_currencies")
        for currency in get_territory_currencies(territory, start_date=dt.date(2025, 1, 1))
    }
)
# Libya is left out: CLDR gives it a decimal comma, its press writes 5,000 for five thousand.
ARAB_STATES = [
    *("AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "MA", "MR", "OM", "QA", "SA", "SD", "SY"),
    *("TN", "YE"),
]
# CLDR has no Arabic name for these two; news gives their code.
UNNAMED = {"XCG", "ZWG"}


def money(text: str, country: str = "") -> MoneyValue:
    (mention,) = find_money(text, ReadingContext(country=country))
    assert isinstance(mention.value, MoneyValue)
    return mention.value


def test_every_tender_is_in_the_table() -> None:
    assert len(TENDER) > 140
    assert set(TENDER) <= codes()


@pytest.mark.parametrize("code", TENDER)
def test_its_name_and_symbol_are_found(code: str) -> None:
    locale = Locale("ar")
    texts = [format_currency(7, code, locale=locale, format_type="standard")]
    if code not in UNNAMED:
        texts += [format_currency(n, code, locale=locale, format_type="name") for n in (3, 11, 100)]
        if code != "AFN":  # سبعة أفغاني are seven Afghans
            texts.append(f"سبعة {locale.currencies[code]}")
    for text in texts:
        assert money(text).currency == code, text


@pytest.mark.parametrize("country", ARAB_STATES)
def test_each_states_format_of_its_own_currency_is_read(country: str) -> None:
    (code, *_) = get_territory_currencies(country, start_date=dt.date(2025, 1, 1))
    for amount in ("1234.5", "2500000", "7"):
        written = format_currency(Decimal(amount), code, locale=f"ar_{country}")
        value = money(written, country)
        assert value.currency == code, written
        assert abs(value.amount - Decimal(amount)) <= Decimal("0.5"), written
    written = format_compact_currency(2_500_000, code, locale=f"ar_{country}", fraction_digits=1)
    assert money(written, country).amount == 2_500_000, written
