"""Sentences that look as if they held an amount or a date, but gave none: to see what is missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.annotation.furniture import note_html, quoted_html
from dashboard.collection import Collection, Quality
from dashboard.model import MentionKind
from dashboard.pages import session
from dashboard.pages.answers import ask
from dashboard.wording import Wording
from dashboard.wording.numbers import isolated_if_foreign

_AT_ONCE = 10
_SHOWN = "suspects.shown."


def suspects(collection: Collection, found: Quality) -> None:
    """A list for amounts and one for dates, each opened by a click; none where none is missed."""
    wording = session.wording()
    for kind, count, total in (
        (MentionKind.MONEY, found.suspect_money, found.money_sentences),
        (MentionKind.DATE, found.suspect_dates, found.date_sentences),
    ):
        if not count:
            continue
        title = wording.text(f"quality.suspect_{'money' if kind is MentionKind.MONEY else 'dates'}")
        of_all = wording.text("summary.n_of_total", n=count, total=total)
        with st.expander(f"{title} · {of_all}", key=f"suspects_{kind.value}"):
            st.html(note_html(wording.text("suspects.help")))
            _list(collection, kind, count, wording)


def _list(collection: Collection, kind: MentionKind, count: int, wording: Wording) -> None:
    key = f"{_SHOWN}{kind.value}"
    shown = int(st.session_state.get(key, _AT_ONCE))
    rows: pd.DataFrame = ask(collection, "suspects", kind, shown)
    for at, row in enumerate(rows.to_dict("records")):
        st.html(quoted_html(row["text"], 0, 0))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(note_html(_where(row, wording)))
            st.button(
                wording.text("suspects.open"),
                key=f"suspects.{kind.value}.{at}",
                type="tertiary",
                on_click=_open,
                args=(row["article"],),
            )
    if shown < count:
        st.button(
            wording.text("evidence.more"),
            key=f"suspects.{kind.value}.more",
            on_click=_more,
            args=(key, shown + _AT_ONCE),
        )


def _where(row: Mapping[Any, Any], wording: Wording) -> str:
    day = row["published"]
    # The day comes first: by its words the line is read from the side of the page's language.
    dated = wording.text("table.undated") if pd.isna(day) else wording.date(day)
    told = [
        isolated_if_foreign(part, wording.right_to_left)
        for part in (row["source"], row["title"])
        if part
    ]
    return " · ".join([dated, *told])


def _more(key: str, shown: int) -> None:
    session.acted()
    st.session_state[key] = shown


def _open(article: str) -> None:
    session.clear_filters()
    session.change(article=article, mention="", search="")
    session.go_to("articles")
