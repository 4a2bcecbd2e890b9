"""Mentions as the JSON that the command line promises."""

from __future__ import annotations

from decimal import Decimal

from dashboard.model import DateValue, Mention, MoneyValue, Value

Json = dict[str, object]


def mention_as_json(mention: Mention) -> Json:
    """One output line of ``extract``; ``value`` is None for names and unresolved dates."""
    return {
        "article": mention.article,
        "kind": mention.kind.value,
        "start": mention.start,
        "end": mention.end,
        "text": mention.surface,
        "value": None if mention.value is None else value_as_json(mention.value),
        "rule": mention.rule,
    }


def value_as_json(value: Value) -> Json:
    if isinstance(value, MoneyValue):
        return _money_as_json(value)
    return _date_as_json(value)


def _money_as_json(value: MoneyValue) -> Json:
    json: Json = {
        "amount": number_as_json(value.amount),
        "amount_max": None if value.amount_max is None else number_as_json(value.amount_max),
        "currency": value.currency,
        "approximate": value.approximate,
        "bound": value.bound.value,
        "basis": value.basis,
    }
    if value.candidates:
        json["candidates"] = list(value.candidates)
    if value.unit:
        json["unit"] = value.unit
    return json


def _date_as_json(value: DateValue) -> Json:
    json: Json = {
        "timex": value.timex,
        "start": value.start.isoformat(),
        "end": value.end.isoformat(),
        "grain": value.grain.value,
        "calendar": value.calendar.value,
        "approximate": value.approximate,
    }
    if value.anchor:
        json["anchor"] = value.anchor.isoformat()
    if value.conflict:
        json["conflict"] = value.conflict
    return json


def number_as_json(number: Decimal) -> int | float:
    """A whole number as an int of any size, else the nearest double."""
    return int(number) if number == number.to_integral_value() else float(number)
