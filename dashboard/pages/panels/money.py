"""The money panel: every amount over time, by currency; unlike currencies are never added."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard.analysis.money import Money
from dashboard.analysis.rates import RateError, Rates, read_rates
from dashboard.annotation.furniture import figures_html, note_html
from dashboard.collection import Collection
from dashboard.model import MentionKind, MoneyValue
from dashboard.pages import plain, session
from dashboard.pages.charting.money import (
    figure_listing,
    marked_figures,
    money_asked,
    money_chart,
    money_legend,
    money_metrics,
    money_title,
    worded_figures,
)
from dashboard.pages.choices import told_apart
from dashboard.pages.panels.figure import asked_now, draw, headline, no_marks, picture, table
from dashboard.wording import Wording
from dashboard.wording.lines import reason_words

_TARGET = "money.rates.target"


def money_panel(collection: Collection) -> None:
    wording, asked = session.wording(), asked_now(collection)
    found = money_asked(asked)
    subtitle = wording.text(f"money.subtitle{'.happened' if asked.happened else ''}")
    headline(money_title(asked), subtitle)
    if found.figures.empty:
        _nothing(wording)
        return
    st.html(figures_html(money_metrics(found, wording)))
    rates = rates_choice(wording)
    st.html(money_legend(wording))
    figures = worded_figures(asked, found)
    chart = money_chart(asked, found, figures)
    draw(chart, "money")
    listing = chart.listing
    if rates is not None:
        converted = figures.assign(converted=_converted(figures, rates, wording))
        listing = figure_listing(converted, wording, found, _converted_to(wording))
    table(listing, "money", take=picture("money", subtitle, chart))


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


def figures_table(found: Money, happened: bool, wording: Wording, name: str) -> None:
    """The figures as a table alone, where another chart stands above."""
    table(figure_listing(marked_figures(found, happened, wording), wording, found), name)


def rates_choice(wording: Wording) -> tuple[Rates, str] | None:
    """The user's own exchange rates and the currency to show beside the original; None without."""
    with st.popover(wording.text("money.rates"), type="tertiary"):
        given = st.file_uploader(
            wording.text("money.rates"),
            type=["csv"],
            key="money.rates",
            on_change=session.acted,
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
        names = told_apart({code: wording.currency(code) for code in rates.targets()}, str)
        target = st.selectbox(
            wording.text("table.currency"),
            list(names),
            format_func=names.__getitem__,
            key=_TARGET,
            on_change=session.acted,
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
