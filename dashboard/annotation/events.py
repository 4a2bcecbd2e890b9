"""What a reader did in the source column, as the browser reports it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

_MOST_DIGITS = 40  # before and behind the decimal point


class ReaderAction(StrEnum):
    """CHOOSE a mention, OPEN an evidence row, FILTER to what a mention means, show MORE rows,
    change the ORDER, or take the CURE offered by an empty pane."""

    CHOOSE = "choose"
    OPEN = "open"
    FILTER = "filter"
    MORE = "more"
    ORDER = "order"
    CURE = "cure"
    RESEND = "resend"  # answered by pages.reader itself: the browser lacks a long article


@dataclass(frozen=True, slots=True)
class ReaderEvent:
    """One action. Fields that it does not use are empty.

    CHOOSE: mention, kind, entity, via ("click", "key" or "step"). OPEN: row, article, mention.
    FILTER: mention, kind, and entity, or amount/amount_max/currency, or start/end. MORE: shown
    (rows there were). ORDER: order. CURE: cure.
    """

    action: ReaderAction
    mention: str = ""
    kind: str = ""
    entity: str = ""
    via: str = ""
    row: str = ""
    article: str = ""
    amount: Decimal | None = None
    amount_max: Decimal | None = None
    currency: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    shown: int = 0
    order: str = ""
    cure: str = ""
    sequence: int = 0


def reader_event(reported: object) -> ReaderEvent | None:
    """The event in what the browser sent; None for anything that is not one.

    The browser is not trusted: unknown fields are dropped, and a field of the wrong form drops
    the event.
    """
    if not isinstance(reported, Mapping):
        return None
    try:
        return ReaderEvent(
            action=ReaderAction(_text(reported, "name")),
            **{
                name: _text(reported, name)
                for name in ("mention", "kind", "entity", "via", "row", "article", "order")
            },
            amount=_amount(reported, "amount"),
            amount_max=_amount(reported, "amount_max"),
            currency=_text(reported, "currency") or None,
            start=_day(reported, "start"),
            end=_day(reported, "end"),
            shown=_whole(reported, "shown"),
            cure=_text(reported, "action"),
            sequence=_whole(reported, "sequence"),
        )
    except ValueError:
        return None


def _text(reported: Mapping[Any, Any], name: str) -> str:
    value = reported.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 1000:
        raise ValueError(name)
    return value


def amount_of(text: str) -> Decimal:
    """The amount in a text from outside. Raises ValueError, for what is beyond any sum too:
    1e999999999 is eleven signs here, and a gigabyte when it is written out."""
    if len(text) > 2 * _MOST_DIGITS:
        raise ValueError("an amount of too many digits")
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no amount") from error
    if not amount.is_finite() or abs(amount.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"{text!r} is beyond any amount")
    return amount


def _amount(reported: Mapping[Any, Any], name: str) -> Decimal | None:
    text = _text(reported, name)
    return amount_of(text) if text else None


def _day(reported: Mapping[Any, Any], name: str) -> dt.date | None:
    text = _text(reported, name)
    return dt.date.fromisoformat(text) if text else None


def _whole(reported: Mapping[Any, Any], name: str) -> int:
    value = reported.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise ValueError(name)
    return value
