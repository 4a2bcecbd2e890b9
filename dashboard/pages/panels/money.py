"""The money panel: every amount over time, by currency; unlike currencies are never added."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis.money import Money, mark_of_figure
from dashboard.analysis.rates import RateError, Rates, read_rates
from dashboard.annotation.furniture import figures_html, money_legend_html, note_html
from dashboard.charts.money import money_figure
from dashboard.collection import Collection
from dashboard.model import Bound, DateAxis, MentionKind, MoneyValue, Selection
from dashboard.pages import plain, session
from dashboard.pages.address import mark_text
from dashboard.pages.answers import ask, drawn_once, money_of, remembered
from dashboard.pages.panels.figure import (
    Listing,
    draw,
    headline,
    no_marks,
    picture,
    selected_mark_text,
    style,
    table,
)
from dashboard.wording import Wording
from dashboard.wording.lines import reason_words

_MOST_METRICS = 5
_MOST_ROWS = 500
_TARGET = "money.rates.target"


def money_panel(collection: Collection) -> None:
    view, wording = session.view(), session.wording()
    found = money_of(collection, view.selection)
    title = money_title(collection, view.selection, wording)
    happened = view.selection.axis is DateAxis.HAPPENED
    subtitle = wording.text("money.subtitle.happened" if happened else "money.subtitle")
    headline(title, subtitle)
    if found.figures.empty:
        _nothing(wording)
        return
    st.html(figures_html(money_metrics(found, wording)))
    rates = rates_choice(wording)
    plainly = view.selection.with_mark(None)
    figures = remembered(
        "worded money",
        collection,
        lambda: marked_figures(found, happened, wording),
        plainly,
        wording,
    )
    selected = selected_mark_text()
    chosen = figures[figures["mark"] == selected]
    label = str(chosen["selected_label"].iloc[0]) if not chosen.empty else ""
    st.html(
        money_legend_html(
            *(wording.text(f"money.legend.{shape}") for shape in ("exact", "more", "less", "range"))
        )
    )
    figure = drawn_once(
        "money",
        collection,
        lambda: money_figure(figures, style(), selected, label),
        view.selection,
        wording,
        session.is_dark(),
    )
    draw(figure, "money", title)
    if found.shown < found.total:
        cut = wording.text("money.cut", shown=found.shown, total=found.total)
        st.html(note_html(cut))
    undated = int(figures["day"].isna().sum())
    if undated:
        amounts = wording.count("count.amounts", undated)
        st.html(note_html(wording.text("timeline.undated", mentions=amounts)))
    if rates is not None:
        figures = figures.assign(converted=_converted(figures, rates, wording))
    table(figure_listing(figures, wording, found), "money", take=picture("money", title, subtitle))


def money_title(collection: Collection, selection: Selection, wording: Wording) -> str:
    entities = ask(collection, "entity_names", selection.entities)
    names = [entities.get(entity, entity) for entity in selection.entities]
    if not names:
        return wording.text("money.title")
    return wording.text("money.title.about", names=wording.listed(names[:3]))


def _nothing(wording: Wording) -> None:
    selection = session.view().selection
    if selection.kinds and MentionKind.MONEY not in selection.kinds:
        no_marks(
            wording.text("empty.no_amounts.filters"),
            wording.text("empty.show_amounts"),
            lambda: session.select(kinds=()),
        )
    elif selection.start and selection.end:
        no_marks(
            wording.text("empty.no_amounts", period=wording.span(selection.start, selection.end)),
            wording.text("empty.widen_period"),
            lambda: session.select(start=None, end=None),
        )
    else:
        no_marks(
            wording.text("empty.no_amounts.filters"),
            wording.text("empty.clear_filters"),
            session.clear_filters,
        )


def money_metrics(found: Money, wording: Wording) -> list[tuple[str, str]]:
    """How many figures each currency has; never a sum over currencies."""
    metrics = []
    for row in found.currencies.head(_MOST_METRICS).to_dict("records"):
        count = int(row["figures"])
        label = (
            wording.count("money.in_currency", count, currency=wording.currency(row["currency"]))
            if row["currency"]
            else wording.text("money.undecided")
        )
        metrics.append((wording.number(count), label))
    return metrics


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples()


def marked_figures(found: Money, happened: bool, wording: Wording) -> pd.DataFrame:
    """The figures with their day on the axis, their value in words, and their marks."""
    figures = found.figures
    values = [value_of(row) for row in figures.to_dict("records")]
    day = figures["happened_start"] if happened else figures["published"]
    shown = [wording.amount(value) for value in values]
    dates = [wording.date(moment) if not pd.isna(moment) else "" for moment in day]
    return figures.assign(
        day=pd.to_datetime(day),
        currency=figures["currency"].fillna(""),
        value=shown,
        date=dates,
        label=[
            f"{date} · {text} · {surface}" if date else f"{text} · {surface}"
            for date, text, surface in zip(dates, shown, figures["surface"].tolist(), strict=True)
        ],
        selected_label=[
            wording.text("timeline.selected", period=wording.short_amount(value), count=date)
            for value, date in zip(values, dates, strict=True)
        ],
        # Only what a mark is made of: each cell of a column of texts costs more than the mark.
        mark=[
            mark_text(mark_of_figure(row))
            for row in _rows(figures[["article", "mentions"]].astype(object))
        ],
    )


def value_of(row: dict[Any, Any]) -> MoneyValue:
    """The value in the columns of a row of amounts or evidence."""
    return MoneyValue(
        Decimal(row["amount_text"]),
        Decimal(row["amount_max_text"]) if isinstance(row["amount_max_text"], str) else None,
        row["currency"] if isinstance(row["currency"], str) else None,
        tuple(row["candidates"]) if row["candidates"] is not None else (),
        bool(row["approximate"]),
        Bound(row["bound"]),
    )


def _near(near: Any, wording: Wording) -> str:
    """The names in the amount's sentence, nearest first."""
    return wording.listed([str(name) for _, name in near]) if near is not None else ""


def figures_table(found: Money, happened: bool, wording: Wording, name: str) -> None:
    """The figures as a table alone, where another chart stands above."""
    table(figure_listing(marked_figures(found, happened, wording), wording, found), name)


def figure_listing(figures: pd.DataFrame, wording: Wording, found: Money) -> Listing:
    rows = figures.head(_MOST_ROWS).reset_index(drop=True)
    rows = rows.assign(near_name=[_near(near, wording) for near in rows["near"]])
    columns = {
        "date": wording.text("table.date"),
        "surface": wording.text("money.as_written"),
        "value": wording.text("money.value"),
        **({"converted": _converted_to(wording)} if "converted" in rows else {}),
        "near_name": wording.text("money.near"),
        "clause": wording.text("money.purpose"),
        "repeats": wording.text("money.repeats"),
    }
    return Listing(
        rows, rows["mark"].tolist(), columns, wording.count("count.amounts", found.total)
    )


def rates_choice(wording: Wording) -> tuple[Rates, str] | None:
    """The user's own exchange rates and the currency to show beside the original; None without."""
    with st.popover(wording.text("money.rates"), type="tertiary"):
        given = st.file_uploader(
            wording.text("money.rates"),
            type=["csv"],
            key="money.rates",
            help=wording.text("money.rates.help"),
        )
        if given is None:
            st.html(note_html(wording.text("money.rates.none")))
            return None
        try:
            rates = read_rates(given.getvalue().decode("utf-8-sig", errors="replace"))
        except RateError as fault:
            plain.error(
                wording.text(
                    "money.rates.wrong", line=fault.line, reason=reason_words(fault.reason, wording)
                )
            )
            return None
        target = st.selectbox(
            wording.text("table.currency"),
            rates.targets(),
            format_func=wording.currency,
            key=_TARGET,
        )
    return (rates, target) if target else None


def _converted_to(wording: Wording) -> str:
    return wording.text(
        "money.converted", currency=wording.currency(str(st.session_state.get(_TARGET, "")))
    )


def _converted(figures: pd.DataFrame, rates: tuple[Rates, str], wording: Wording) -> list[str]:
    """The value by the last rate on or before its day, with that rate; empty without one."""
    texts = []
    for row in figures.to_dict("records"):
        given = None
        if row["currency"] and not pd.isna(row["day"]):
            given = rates[0].converted(
                Decimal(row["amount_text"]), row["currency"], row["day"].date(), rates[1]
            )
        texts.append(
            ""
            if given is None
            else f"{wording.amount(MoneyValue(given.amount, currency=given.currency))} "
            f"({wording.text('money.rates.used', rate=str(given.rate), date=given.day)})"
        )
    return texts
