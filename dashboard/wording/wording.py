"""The interface's voice in one language: every text, number, date and amount goes through it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.lists import format_list

from dashboard.model import Bound, Calendar, DateValue, Grain, MentionKind, MoneyValue
from dashboard.wording import dates, numbers
from dashboard.wording.language import Digits, Language, Months
from dashboard.wording.messages import Texts, messages

Number = int | float | Decimal

_BOUNDS = {
    Bound.AT_LEAST: "number.at_least",
    Bound.MORE_THAN: "number.more_than",
    Bound.AT_MOST: "number.at_most",
    Bound.LESS_THAN: "number.less_than",
}


@cache
def _plural_rule(language: Language) -> Callable[[int], str]:
    rule: Callable[[int], str] = Locale.parse(language.value).plural_form
    return rule


_COUNTED = {
    MentionKind.PER: "count.people",
    MentionKind.ORG: "count.organisations",
    MentionKind.LOC: "count.places",
    MentionKind.DATE: "count.dates",
    MentionKind.MONEY: "count.amounts",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """``language`` with the reader's choice of ``digits`` and ``months`` (Arabic only)."""

    language: Language = Language.ARABIC
    digits: Digits = Digits.WESTERN
    months: Months = Months.LEVANTINE

    @property
    def direction(self) -> str:
        return self.language.direction

    @property
    def right_to_left(self) -> bool:
        return self.direction == "rtl"

    def text(self, key: str, **values: object) -> str:
        """The text of ``key`` with its placeholders filled.

        Numbers and dates are written as this wording writes them; a name in the other script is
        isolated so that it keeps its place. An unknown key or a missing value raises KeyError.
        """
        return self._filled(self._texts[key][""], values)

    def template(self, key: str) -> str:
        """The text with its placeholders still in it, for the browser to fill."""
        return self._texts[key][""]

    def listed(self, names: Sequence[str]) -> str:
        """ "أ، ب وج": the names as a sentence lists them."""
        isolates = [numbers.isolated_if_foreign(name, self.right_to_left) for name in names]
        return str(format_list(isolates, locale=self.language.value))

    def has(self, key: str) -> bool:
        return key in self._texts

    def count(self, key: str, n: int, **values: object) -> str:
        """The text of ``key`` in the plural form that ``n`` asks for: "3 مقالات"."""
        forms = self._texts[key]
        form = "zero" if n == 0 and "zero" in forms else self._plural_form(n)
        return self._filled(forms[form], {"n": n, **values})

    def number(self, value: Number, decimals: int | None = None) -> str:
        """ "12,480", with the chosen digits."""
        return self._with_digits(numbers.grouped(value, decimals))

    def year(self, value: int) -> str:
        """Ungrouped."""
        return self._with_digits(str(value))

    def percent(self, share: float, decimals: int = 0) -> str:
        """0.25 as "25%", isolated in Arabic."""
        return self._isolated(self._with_digits(f"{100 * share:.{decimals}f}%"))

    def short_number(self, value: Number, before_noun: bool = False) -> str:
        """ "5 مليارات", "88.2 مليارا", "100 مليون"; a bare scale word for exactly one or two.
        Before a noun its ending goes: "88.2 مليار دولار", "مليارا دولار"."""
        part, key = numbers.scaled(value)
        if key is None:
            return self.number(part)
        whole = abs(part) == abs(part).to_integral_value()
        # A fraction takes the noun of its whole part (88.2 مليارا), from three up.
        ruling = int(abs(part)) if whole or abs(part) >= 3 else 100
        form = self._plural_form(ruling)
        if part < 0 and form in ("one", "two"):
            form = "other"
        if before_noun and form == "many":
            form = "other"
        text = self._texts[key].get(form) or self._texts[key]["other"]
        if before_noun and form == "two":
            text = text.removesuffix("ن")
        return text.format(n=self.number(part))

    def duration(self, seconds: float) -> str:
        """In the unit that suits: "3 دقائق", "about" left to the sentence around it."""
        whole = max(0, round(seconds))
        if whole >= 5400:
            return self.count("count.hours", round(whole / 3600))
        if whole >= 90:
            return self.count("count.minutes", round(whole / 60))
        return self.count("count.seconds", whole)

    # Money

    def amount(self, value: MoneyValue) -> str:
        """The value in figures: "5,000,000,000 USD", "≥ 400,000,000 EUR", isolated in Arabic."""
        return self._isolated(f"{self.amount_number(value)} {self._code(value)}".rstrip())

    def amount_number(self, value: MoneyValue) -> str:
        """The figures alone, with their bound, to be set apart from the currency's name."""
        figures = self.number(value.amount)
        if value.amount_max is not None:
            figures = self._filled(
                self._texts["number.range"][""],
                {"a": value.amount, "b": value.amount_max},
            )
        elif value.bound in _BOUNDS:
            figures = self._texts[_BOUNDS[value.bound]][""].format(n=figures)
        if value.approximate:
            figures = self._texts["number.approximate"][""].format(n=figures)
        return figures

    def short_amount(self, value: MoneyValue) -> str:
        """ "5 مليارات دولار أمريكي": for labels, where the figures stand elsewhere."""
        named = value.currency is not None
        short = self.short_number(value.amount, named and value.amount_max is None)
        if value.amount_max is not None:
            end = self.short_number(value.amount_max, named)
            short = self.text("date.range", start=short, end=end)
        if value.currency is None:
            return short
        return f"{short} {dates.currency_in_a_count(value.currency, self.language)}"

    def currency(self, code: str) -> str:
        """The currency's name: "دولار أمريكي"."""
        return dates.currency_name(code, self.language)

    def territory(self, code: str) -> str:
        return dates.territory_name(code, self.language)

    # Dates

    def date(self, day: dt.date) -> str:
        """ "23 تموز 2020", "23 Jul 2020"."""
        month = dates.short_month_names(self.language, self.months)[day.month - 1]
        return self._with_digits(f"{day.day} {month} {day.year}")

    def long_date(self, day: dt.date) -> str:
        """With the weekday: "الخميس 23 تموز 2020", "Thursday 23 July 2020"."""
        month = dates.month_names(self.language, self.months)[day.month - 1]
        weekday = dates.weekday_names(self.language)[day.weekday()]
        return self._with_digits(f"{weekday} {day.day} {month} {day.year}")

    def time(self, moment: dt.datetime) -> str:
        """ "23 تموز 2020، 14:05"."""
        comma = "،" if self.right_to_left else ","
        return f"{self.date(moment)}{comma} {self._with_digits(f'{moment:%H:%M}')}"

    def month_name(self, month: int) -> str:
        return dates.month_names(self.language, self.months)[month - 1]

    def period(self, day: dt.date, grain: Grain) -> str:
        """The unit of ``grain`` that holds ``day``: "تموز 2020", "الربع الثالث 2020", "2014"."""
        year = self.year(day.year)
        if grain is Grain.DAY:
            return self.date(day)
        if grain is Grain.WEEK:
            monday, sunday = dates.week_of(day)
            return self.text("date.week", start=monday, end=sunday)
        if grain is Grain.MONTH:
            return f"{self.month_name(day.month)} {year}"
        if grain is Grain.QUARTER:
            return self.text(f"date.quarter.{dates.quarter_of(day)}", year=year)
        if grain is Grain.HALF:
            return self.text(f"date.half.{dates.half_of(day)}", year=year)
        if grain is Grain.SEASON:
            season, first_year = dates.season_of(day)
            return self.text(f"date.season.{season}", year=self.year(first_year))
        if grain is Grain.DECADE:
            return self.text("date.decade", year=self.year(day.year // 10 * 10))
        if grain is Grain.CENTURY:
            return self.text("date.century", n=dates.century_of(day))
        return year

    def span(self, start: dt.date, end: dt.date, grain: Grain = Grain.DAY) -> str:
        """From the unit of ``start`` to that of ``end``, once when they are the same."""
        first, last = self.period(start, grain), self.period(end, grain)
        return first if first == last else self.text("date.range", start=first, end=last)

    def date_value(self, value: DateValue) -> str:
        """The value as its precision allows: a year stays a year, a range a range.

        A Hijri month or year is no Gregorian unit, so it is given by its days.
        """
        if value.calendar is Calendar.HIJRI and value.start != value.end:
            text = self.span(value.start, value.end)
        elif value.start == value.end:
            text = self.long_date(value.start)
        else:
            text = self.span(value.start, value.end, value.grain)
        return self.text("date.approximate", date=text) if value.approximate else text

    def hijri(self, year: int, month: int, day: int | None = None) -> str:
        """ "2 ذو الحجة 1441 هـ"; without ``day`` the month and year."""
        text = self.text(
            "date.hijri",
            day="" if day is None else self.year(day),
            month=self.text(f"date.hijri.month.{month}"),
            year=self.year(year),
        )
        return text.strip()

    # Kinds

    def kind(self, kind: MentionKind) -> str:
        """ "أشخاص": the kind in the plural, as filters and legends name it."""
        return self.text(f"kind.{kind}")

    def count_of(self, kind: MentionKind, n: int) -> str:
        """ "3 مبالغ": so many mentions of the kind. KeyError for one that is not shown."""
        return self.count(_COUNTED[kind], n)

    def kind_of_one(self, kind: MentionKind) -> str:
        return self.text(f"kind.one.{kind}")

    @property
    def _texts(self) -> Texts:
        return messages(self.language)

    def _plural_form(self, n: int) -> str:
        return _plural_rule(self.language)(n)

    def _filled(self, text: str, values: dict[str, object]) -> str:
        return text.format_map({name: self._written(value) for name, value in values.items()})

    def _written(self, value: object) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal | dt.date):
            return numbers.isolated_if_foreign(str(value), self.right_to_left)
        return self.date(value) if isinstance(value, dt.date) else self.number(value)

    def _code(self, value: MoneyValue) -> str:
        return value.currency or "/".join(value.candidates)

    def _with_digits(self, text: str) -> str:
        if self.language is Language.ENGLISH:
            return text
        return numbers.with_digits(text, self.digits)

    def _isolated(self, text: str) -> str:
        return numbers.isolated(text) if self.right_to_left else text
