"""One article with everything that was found in it, as the words of model.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.collection.asking import Asker
from dashboard.collection.selecting import Parameters
from dashboard.model import (
    Article,
    Bound,
    Calendar,
    DateValue,
    Grain,
    Mention,
    MentionKind,
    MoneyValue,
    Value,
)

MENTION_COLUMNS = (
    "m.start, m.stop, m.surface, m.kind::VARCHAR, m.rule, m.evidence, m.timex, m.date_start, "
    "m.date_end, m.grain, m.calendar, m.anchor, m.conflict, m.approximate, m.amount_text, "
    "m.amount_max_text, m.currency, m.candidates, m.bound, m.basis, m.unit"
)


@dataclass(frozen=True)
class ReadArticle:
    """An article with its mentions in order; ``entities`` maps the id of a linked mention to
    (entity id, entity name), ``repeats`` that of an amount to how often the article has it."""

    article: Article
    mentions: tuple[Mention, ...]
    entities: Mapping[str, tuple[str, str]]
    repeats: Mapping[str, int]


def article(ask: Asker, article_id: str) -> ReadArticle | None:
    """The article of this id with all its mentions; None when there is none."""
    bound = Parameters()
    found = ask.rows(
        "SELECT aid, id, title, text, source, url, published, language FROM article "
        f"WHERE id = {bound.bind(article_id)}",
        bound,
    )
    if not found:
        return None
    aid, *fields = found[0]
    bound = Parameters()
    rows = ask.rows(
        f"SELECT {MENTION_COLUMNS}, e.id, e.name, m.repeats FROM mention m "
        "LEFT JOIN entity e ON e.eid = m.eid "
        f"WHERE m.aid = {bound.bind(aid)} ORDER BY m.mid",
        bound,
    )
    mentions = tuple(mention_of_row(article_id, row[:-3]) for row in rows)
    leaders = [row[-1] for row in rows if row[-1] is not None]
    return ReadArticle(
        Article(*fields),
        mentions,
        {
            mention.id: (row[-3], row[-2])
            for mention, row in zip(mentions, rows, strict=True)
            if row[-3] is not None
        },
        {
            mention.id: leaders.count(row[-1])
            for mention, row in zip(mentions, rows, strict=True)
            if row[-1] is not None
        },
    )


def mention_of_row(article_id: str, row: Sequence[Any]) -> Mention:
    """The mention of a row of MENTION_COLUMNS."""
    start, stop, surface, kind, rule, found_by, *value = row
    return Mention(
        article_id, start, stop, surface, MentionKind(kind), _value(value), rule, tuple(found_by)
    )


def _value(columns: list[Any]) -> Value | None:
    (timex, start, end, grain, calendar, anchor, conflict, approximate) = columns[:8]
    (amount, amount_max, currency, candidates, bound, basis, unit) = columns[8:]
    if timex is not None:
        return DateValue(
            timex, start, end, Grain(grain), Calendar(calendar), anchor, approximate, conflict
        )
    if amount is None:
        return None
    return MoneyValue(
        Decimal(amount),
        None if amount_max is None else Decimal(amount_max),
        currency,
        tuple(candidates or ()),
        approximate,
        Bound(bound),
        basis,
        unit,
    )
