"""What narrows the view, as chips above the charts: each is one part and its own way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.collection import Collection
from dashboard.collection.telling import ToldStatement
from dashboard.model import Mark, MentionKind, MoneyValue, Selection
from dashboard.pages import session
from dashboard.pages.answers import ask, names_of
from dashboard.pages.charting.money import value_of
from dashboard.pages.charting.timeline import period_words
from dashboard.pages.plain import plain_markdown
from dashboard.wording import Wording


def chip_row(collection: Collection) -> None:
    """What narrows the view, each part with its own way out; the selected mark comes last."""
    wording, selection = session.wording(), session.view().selection
    for key, label, remove in _chips(collection, selection, wording):
        st.button(f"{plain_markdown(label)}  ✕", key=f"chip_{key}", on_click=remove)
    if selection != Selection(axis=selection.axis):
        st.button(
            wording.text("chips.clear"),
            key="chips_clear",
            type="tertiary",
            on_click=session.clear_filters,
        )


# Its name, what it says, and what takes it away.
Chip = tuple[str, str, Callable[[], None]]


def _chips(collection: Collection, selection: Selection, wording: Wording) -> list[Chip]:
    chips: list[Chip] = []

    def add(key: str, label: str, value: str, **fields: Any) -> None:
        chips.append(
            (
                key,
                f"{wording.text(label)} {value}",
                lambda: session.select(**fields),
            )
        )

    if selection.start or selection.end:
        if selection.start and selection.end:
            period = wording.span(selection.start, selection.end)
        elif selection.start:
            period = wording.text("chips.from", date=selection.start)
        else:
            period = wording.text("chips.until", date=selection.end)
        add("period", "chips.period", period, start=None, end=None)
    if selection.sources:
        unknown = wording.text("table.unknown_source")
        names = [source or unknown for source in selection.sources]
        add("sources", "chips.sources", wording.listed(names[:2]) + _more(names, 2), sources=())
    if selection.kinds:
        kinds = wording.listed([wording.kind(kind) for kind in selection.kinds])
        add("kinds", "chips.kinds", kinds, kinds=())
    entities = names_of(collection, selection.entities)
    for place, entity in enumerate(selection.entities):
        rest = tuple(other for other in selection.entities if other != entity)
        add(f"name{place}", "chips.name", entities[entity], entities=rest)
    if selection.amount_min is not None or selection.amount_max is not None:
        low, high = selection.amount_min, selection.amount_max
        amount = (
            wording.number(low)
            if low is not None and low == high
            else f"{wording.number(low) if low is not None else '…'}–"
            f"{wording.number(high) if high is not None else '…'}"
        )
        add("amount", "chips.amount", amount, amount_min=None, amount_max=None)
    if selection.currency:
        currency = wording.currency(selection.currency)
        add("currency", "chips.currency", currency, currency=None)
    if selection.text:
        add("text", "chips.text", f"«{selection.text}»", text="")
    if selection.once:
        once = wording.text("chips.once")
        chips.append(("once", once, lambda: session.select(once=False)))
    if selection.mark is not None:
        said = mark_words(collection, selection.mark, wording)
        chips.append(
            (
                "selected",
                f"{wording.text('chips.selected')} {said}",
                lambda: session.choose_mark(None),
            )
        )
    return chips


def filter_words(collection: Collection, selection: Selection, wording: Wording) -> list[str]:
    """What the chips say, as plain text."""
    return [label for _, label, _ in _chips(collection, selection, wording)]


def _more(names: list[str], shown: int) -> str:
    return f" +{len(names) - shown}" if len(names) > shown else ""


def mark_words(collection: Collection, mark: Mark, wording: Wording) -> str:
    """The mark as its chip names it: "الربع الثالث 2020، مبالغ"."""
    parts: list[str] = []
    if mark.entities:
        names = names_of(collection, mark.entities)
        parts.append(" × ".join(names[entity] for entity in mark.entities))
    if mark.start and mark.end:
        parts.append(_period_words(mark.start, mark.end, wording))
    if mark.other_start and mark.other_end:
        parts.append(_period_words(mark.other_start, mark.other_end, wording))
    if mark.undated:
        parts.append(wording.text("table.undated"))
    if mark.kind is not None:
        parts.append(wording.kind(mark.kind))
    if mark.source is not None:
        parts.append(mark.source or wording.text("table.unknown_source"))
    if mark.statement is not None:
        parts.append(_statement_words(collection, mark, wording))
    elif mark.mentions:
        parts.append(_mention_words(collection, mark, wording))
    return (wording.text("list.comma") if wording.has("list.comma") else "، ").join(
        part for part in parts if part
    )


def _period_words(start: dt.date, end: dt.date, wording: Wording) -> str:
    return period_words(start, end, wording)


def _statement_words(collection: Collection, mark: Mark, wording: Wording) -> str:
    """Who said it; a statement that is there no more is called one."""
    told: ToldStatement | None = ask(collection, "told_statement", Selection(mark=mark))
    one = wording.kind_of_one(MentionKind.QUOTE)
    return f"{one} {told.name or told.statement.speaker_surface}" if told else one


def _mention_words(collection: Collection, mark: Mark, wording: Wording) -> str:
    rows: pd.DataFrame = ask(collection, "evidence", Selection(mark=mark), 1, 0, "newest")
    if rows.empty:
        return wording.count("count.mentions", len(mark.mentions))
    row = rows.to_dict("records")[0]
    value: MoneyValue | None = value_of(row) if isinstance(row["amount_text"], str) else None
    return wording.amount(value) if value else str(row["surface"])
