"""The filters of the sidebar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.arabic.numbers import read_number
from dashboard.collection import Collection
from dashboard.model import DateAxis, MentionKind, Selection
from dashboard.pages import session
from dashboard.pages.address import EARLIEST, LATEST
from dashboard.pages.answers import ask, names_of, remembered
from dashboard.pages.choices import kind_of, told_apart
from dashboard.wording import Wording

# Reading order of the kinds: people first, amounts last.
KINDS = (
    MentionKind.PER,
    MentionKind.ORG,
    MentionKind.LOC,
    MentionKind.DATE,
    MentionKind.MONEY,
)
_MOST_NAMES = 400  # offered in the list; the rest is found by search


def filter_column(collection: Collection) -> None:
    """Every filter of the selection; each change narrows all views at once."""
    wording = session.wording()
    selection = session.view().selection
    _period(collection, selection, wording)
    _axis(wording)
    _sources(collection, selection, wording)
    _kinds(collection, selection, wording)
    _names(collection, selection, wording)
    _amounts(collection, selection, wording)
    _text(selection, wording)
    _once(collection, selection, wording)


def _period(collection: Collection, selection: Selection, wording: Wording) -> None:
    whole = ask(collection, "period", Selection(axis=selection.axis))
    first, last = (day.date() for day in whole) if whole else (None, None)
    left, right = st.columns(2, gap="small")
    for column, field, label, default in (
        (left, "start", "filters.period.from", first),
        (right, "end", "filters.period.to", last),
    ):
        key = session.shown(f"filter.{field}", getattr(selection, field) or default)

        def changed(day: dt.date | None, field: str = field, default: Any = default) -> None:
            session.select(**{field: None if day == default else day})

        column.date_input(
            wording.text(label),
            value=None,
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
            **session.on(changed, key),
        )
    if selection.start and selection.end and selection.start > selection.end:
        st.caption(wording.text("filters.period.wrong"))


def _axis(wording: Wording) -> None:
    view = session.view()
    now = "lag" if view.lag else view.selection.axis.value

    def changed(axis: str | None) -> None:
        if axis == "lag":
            session.change(lag=True)
        elif axis:
            session.change(lag=False)
            # A period on the other axis would hide what the switch is meant to show.
            session.select(axis=DateAxis(axis), start=None, end=None)

    st.segmented_control(
        wording.text("filters.axis"),
        ("published", "happened", "lag"),
        format_func=lambda axis: wording.text(f"filters.axis.{axis}"),
        required=True,
        help=wording.text("filters.axis.help"),
        width="stretch",
        **session.on(changed, session.shown("filter.axis", now)),
    )


def _sources(collection: Collection, selection: Selection, wording: Wording) -> None:
    listed: pd.DataFrame = ask(collection, "sources", Selection())
    known = listed["source"].tolist()
    chosen = [source for source in selection.sources if source in known]
    unknown = wording.text("table.unknown_source")
    labels = told_apart({source: source or unknown for source in known})
    st.multiselect(
        wording.text("filters.sources"),
        known,
        format_func=labels.__getitem__,
        placeholder=wording.text("filters.sources.all"),
        select_all=False,
        **session.on(
            lambda sources: session.select(sources=tuple(sources)),
            session.shown("filter.sources", chosen),
        ),
    )


def _kinds(collection: Collection, selection: Selection, wording: Wording) -> None:
    counts = ask(collection, "kind_counts", selection.changed(kinds=(), mark=None))
    names = {
        kind.value: f"{wording.text(f'kind.{kind}')}  {wording.number(counts.get(kind, 0))}"
        for kind in KINDS
    }
    chosen = [kind.value for kind in (selection.kinds or KINDS)]

    def changed(kinds: list[str]) -> None:
        kept = tuple(kind for kind in KINDS if kind.value in kinds)
        # All of them, like none of them, is no filter.
        session.select(kinds=() if len(kept) in (0, len(KINDS)) else kept)

    st.pills(
        wording.text("filters.kinds"),
        [kind.value for kind in KINDS],
        selection_mode="multi",
        format_func=lambda kind: names[kind],
        **session.on(changed, session.shown("filter_kinds", chosen)),
    )


def _names(collection: Collection, selection: Selection, wording: Wording) -> None:
    labels = remembered("names offered", collection, lambda: _offered(collection, wording), wording)
    chosen = names_of(collection, selection.entities)
    if any(entity not in labels for entity in chosen):
        labels = told_apart({**chosen, **labels}, lambda entity: kind_of(entity, wording))
    st.multiselect(
        wording.text("filters.names"),
        list(labels),
        format_func=labels.__getitem__,
        placeholder=wording.text("filters.names.placeholder"),
        # With it, Enter after a few letters takes all the names that they fit.
        select_all=False,
        **session.on(
            lambda entities: session.select(entities=tuple(entities)),
            session.shown(
                "filter.names", [entity for entity in selection.entities if entity in labels]
            ),
        ),
    )


def _offered(collection: Collection, wording: Wording) -> dict[str, str]:
    """The most frequent entities with their names; twins are told apart by their kind."""
    offered: pd.DataFrame = ask(collection, "entities", Selection(), "", _MOST_NAMES)
    names = dict(zip(offered["entity"], offered["name"], strict=True))
    kinds = dict(zip(offered["entity"], offered["kind"], strict=True))
    return told_apart(names, lambda entity: wording.text(f"kind.one.{kinds[entity]}"))


def _amounts(collection: Collection, selection: Selection, wording: Wording) -> None:
    left, right = st.columns(2, gap="small")
    for column, field, label in (
        (left, "amount_min", "filters.amount.from"),
        (right, "amount_max", "filters.amount.to"),
    ):
        amount: Decimal | None = getattr(selection, field)
        text = "" if amount is None else wording.number(amount)
        column.text_input(
            f"{wording.text('filters.amount')} {wording.text(label)}",
            placeholder=wording.text(label),
            **session.on(_amount_change(field), session.shown(f"filter.{field}", text)),
        )
    if st.session_state.pop("filter.amount.wrong", False):
        st.caption(wording.text("error.number"))
    low, high = selection.amount_min, selection.amount_max
    if low is not None and high is not None and low > high:
        st.caption(wording.text("filters.amount.wrong"))
    codes = [code for code in ask(collection, "currencies", Selection())["currency"] if code]
    st.selectbox(
        wording.text("filters.currency"),
        ["", *codes],
        format_func=lambda code: (
            f"{wording.currency(code)} ({code})" if code else wording.text("filters.currency.all")
        ),
        **session.on(
            lambda code: session.select(currency=code or None),
            session.shown(
                "filter.currency", selection.currency if selection.currency in codes else ""
            ),
        ),
    )


def _amount_change(field: str) -> Callable[[str], None]:
    def changed(written: str) -> None:
        amount = amount_written(written)
        if written.strip() and amount is None:
            st.session_state["filter.amount.wrong"] = True
        else:
            session.select(**{field: amount})

    return changed


def amount_written(written: str) -> Decimal | None:
    """An amount as people type it: 5000000, 5,000,000, "5 ملايين", "خمسة مليارات"."""
    return read_number(written.strip()) if written.strip() else None


def _text(selection: Selection, wording: Wording) -> None:
    st.text_input(
        wording.text("filters.text"),
        placeholder=wording.text("filters.text.placeholder"),
        help=wording.text("filters.text.help"),
        **session.on(
            lambda text: session.select(text=text.strip()),
            session.shown("filter.text", selection.text),
        ),
    )


def _once(collection: Collection, selection: Selection, wording: Wording) -> None:
    """Whether near-identical articles count once; offered where there are any."""
    repeating = ask(collection, "near_duplicates")
    if not repeating and not selection.once:
        return
    st.toggle(
        wording.text("filters.once"),
        help=wording.text("filters.once.help", articles=wording.count("count.articles", repeating)),
        **session.on(
            lambda once: session.select(once=once), session.shown("filter.once", selection.once)
        ),
    )
