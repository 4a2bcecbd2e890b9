"""How much: figures over time, by currency, each once per article."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.collection import Collection
from dashboard.model import Mark, Selection


@dataclass(frozen=True)
class Money:
    """The amounts of a selection; unlike currencies are never added.

    ``figures``: as Collection.amounts, one row a figure of an article, with its ``repeats``.
    ``currencies``: currency ("": undecided), figures, mentions, articles, least, most.
    ``total`` figures are in the selection, ``shown`` of them in ``figures``.
    """

    figures: pd.DataFrame
    currencies: pd.DataFrame
    total: int
    shown: int


def money(collection: Collection, selection: Selection, limit: int = 1500) -> Money:
    """Every figure of the selection, at most ``limit``: the largest of each currency."""
    selection = selection.with_mark(None)
    # Neither keeps two cores at work by itself.
    with ThreadPoolExecutor(1) as beside:
        counted = beside.submit(collection.currencies, selection)
        figures = collection.amounts(selection, limit)
    currencies = counted.result()
    return Money(figures, currencies, int(currencies["figures"].sum()), len(figures))


def mark_of_figure(row: Any) -> Mark:
    """The mark of a row of ``figures``: all its selected occurrences (``repeats`` of them)."""
    return Mark("money", article=row.article, mentions=tuple(row.mentions))


def mark_of_currency(row: Any) -> Mark:
    """The mark of a row of ``currencies``: its ``mentions``."""
    return Mark("money", currency=row.currency)
