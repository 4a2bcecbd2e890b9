"""The same figure named more than once in an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.model import Mention, MoneyValue


@dataclass(frozen=True, slots=True)
class RepeatedAmount:
    """One figure and its mentions, in reading order. ``value`` is that of the first mention."""

    value: MoneyValue
    mentions: tuple[Mention, ...]


def repeated_amounts(mentions: Iterable[Mention]) -> list[RepeatedAmount]:
    """Mentions of one article grouped by figure: the same amounts in the same currency.

    Bounds and spelling do not part a group (أكثر من 5 مليارات, خمسة مليارات); an undecided
    currency joins only those with the same candidates; different price units stay apart.
    Groups come in the order of their first mention, single mentions included.
    """
    groups: dict[tuple[object, ...], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda mention: mention.start):
        value = mention.value
        if isinstance(value, MoneyValue):
            currency = value.currency or value.candidates
            key = (mention.article, value.amount, value.amount_max, currency, value.unit)
            groups.setdefault(key, []).append(mention)
    return [
        RepeatedAmount(members[0].value, tuple(members))
        for members in groups.values()
        if isinstance(members[0].value, MoneyValue)
    ]
