"""The filters of the sidebar, and the same as removable chips above the charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.arabic.numbers import read_number
from dashboard.collection import Collection
from dashboard.model import DateAxis, Mark, MentionKind, MoneyValue, Selection
from dashboard.pages import session
from dashboard.pages.answers import ask
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
_EARLIEST, _LATEST = dt.date(600, 1, 1), dt.date(2999, 12, 31)


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
            min_value=_EARLIEST,
            max_value=_LATEST,
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
    st.multiselect(
        wording.text("filters.sources"),
        known,
        format_func=lambda source: source or unknown,
        placeholder=wording.text("filters.sources.all"),
        **session.on(
            lambda sources: session.select(sources=tuple(sources)),
            session.shown("filter.sources", chosen),
        ),
    )


def _kinds(collection: Collection, selection: Selection, wording: Wording) -> None:
    counts = ask(collection, "counts", selection.changed(kinds=(), mark=None)).by_kind
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
    offered: pd.DataFrame = ask(collection, "entities", Selection(), "", _MOST_NAMES)
    names = dict(zip(offered["entity"], offered["name"], strict=True))
    names |= ask(collection, "entity_names", selection.entities)
    kinds = dict(zip(offered["entity"], offered["kind"], strict=True))

    def shown_name(entity: str) -> str:
        kind = kinds.get(entity) or entity.partition(":")[0]
        one = wording.text(f"kind.one.{kind}") if wording.has(f"kind.one.{kind}") else ""
        twins = sum(name == names.get(entity) for name in names.values()) > 1
        return (
            f"{names.get(entity, entity)} ({one})" if twins and one else names.get(entity, entity)
        )

    st.multiselect(
        wording.text("filters.names"),
        list(names),
        format_func=shown_name,
        placeholder=wording.text("filters.names.placeholder"),
        **session.on(
            lambda entities: session.select(entities=tuple(entities)),
            session.shown(
                "filter.names", [entity for entity in selection.entities if entity in names]
            ),
        ),
    )


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


def chip_row(collection: Collection) -> None:
    """What narrows the view, each part with its own way out; the selected mark comes last."""
    wording, selection = session.wording(), session.view().selection
    for key, label, remove in _chips(collection, selection, wording):
        st.button(f"{label}  ✕", key=f"chip_{key}", on_click=remove)
    if selection != Selection(axis=selection.axis):
        st.button(
            wording.text("chips.clear"),
            key="chips_clear",
            type="tertiary",
            on_click=session.clear_filters,
        )


Chip = tuple[str, str, Callable[[], None]]


def _chips(collection: Collection, selection: Selection, wording: Wording) -> list[Chip]:
    chips: list[Chip] = []

    def add(key: str, label: str, value: str, **fields: Any) -> None:
        chips.append(
            (
                key,
                f"{wording.text(label)} {plain_markdown(value)}",
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
    entities = ask(collection, "entity_names", selection.entities)
    for place, entity in enumerate(selection.entities):
        rest = tuple(other for other in selection.entities if other != entity)
        add(f"name{place}", "chips.name", entities.get(entity, entity), entities=rest)
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
    if selection.mark is not None:
        said = plain_markdown(mark_words(collection, selection.mark, wording))
        chips.append(
            (
                "selected",
                f"{wording.text('chips.selected')} {said}",
                lambda: session.choose_mark(None),
            )
        )
    return chips


def _more(names: list[str], shown: int) -> str:
    return f" +{len(names) - shown}" if len(names) > shown else ""


def plain_markdown(text: str) -> str:
    """``text`` as Streamlit shows it literally: labels of widgets are Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!|<>~$:" else char for char in text)


def mark_words(collection: Collection, mark: Mark, wording: Wording) -> str:
    """The mark as its chip names it: "الربع الثالث 2020، مبالغ"."""
    parts: list[str] = []
    if mark.entities:
        names = ask(collection, "entity_names", mark.entities)
        parts.append(" × ".join(names.get(entity, entity) for entity in mark.entities))
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
    if mark.mentions:
        parts.append(_mention_words(collection, mark, wording))
    return (wording.text("list.comma") if wording.has("list.comma") else "، ").join(
        part for part in parts if part
    )


def _period_words(start: dt.date, end: dt.date, wording: Wording) -> str:
    from dashboard.pages.panels.timeline import period_words

    return period_words(start, end, wording)


def _mention_words(collection: Collection, mark: Mark, wording: Wording) -> str:
    rows: pd.DataFrame = ask(collection, "evidence", Selection(mark=mark), 1, 0, "newest")
    if rows.empty:
        return wording.count("count.mentions", len(mark.mentions))
    from dashboard.pages.panels.money import value_of

    row = rows.to_dict("records")[0]
    value: MoneyValue | None = value_of(row) if isinstance(row["amount_text"], str) else None
    return wording.amount(value) if value else str(row["surface"])
