"""The statements panel: who said what, by speaker and day."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.collection import Collection
from dashboard.pages import session
from dashboard.pages.answers import ask
from dashboard.pages.charting.statements import statement_listing, statements_asked
from dashboard.pages.choices import kind_of, told_apart, with_more
from dashboard.pages.panels.figure import asked_now, headline, no_marks, table
from dashboard.wording import Wording

_MOST_ROWS = 300
# Pixels; together they fit the column of charts on a laptop.
_WIDTHS: dict[str, int] = {"date": 118, "speaker": 120, "verb": 66, "said": 250, "form": 60}


def statements_panel(collection: Collection) -> None:
    wording = session.wording()
    told = statements_asked(asked_now(collection), _MOST_ROWS)
    headline(told.title, wording.text("statements.subtitle"))
    _speaker_choice(collection, told.speaker, wording)
    if told.rows.empty:
        no_marks(
            wording.text("empty.no_statements"),
            wording.text("empty.clear_filters"),
            session.clear_filters,
        )
        return
    listing = statement_listing(told, wording)
    table(
        listing,
        "statements",
        formats={
            name: st.column_config.Column(listing.columns[name], width=width)
            for name, width in _WIDTHS.items()
        },
        height=620,
    )


def _speaker_choice(collection: Collection, speaker: str, wording: Wording) -> None:
    offered: pd.DataFrame = ask(collection, "speakers", session.view().selection.with_mark(None))
    offered = offered[offered["entity"] != ""]  # roles have no name to choose by
    names = dict(zip(offered["entity"], offered["name"], strict=True))
    counts = dict(zip(offered["entity"], offered["statements"], strict=True))
    if speaker and speaker not in names:
        names |= ask(collection, "entity_names", (speaker,))
    labels = told_apart(
        {
            entity: with_more(name, wording.count("count.statements", int(counts.get(entity, 0))))
            for entity, name in names.items()
        },
        lambda entity: kind_of(entity, wording),
    )
    st.selectbox(
        wording.text("statements.speaker"),
        list(names),
        index=None,
        format_func=labels.__getitem__,
        placeholder=wording.text("profile.choose"),
        **session.on(
            lambda entity: session.change(entity=entity or ""),
            session.shown("statements.speaker", speaker or None),
        ),
    )
