"""The statements panel: who said what, by speaker and day."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.collection import Collection
from dashboard.model import Mark
from dashboard.pages import session
from dashboard.pages.address import mark_text
from dashboard.pages.answers import ask
from dashboard.pages.panels.figure import Listing, headline, no_marks, table
from dashboard.wording import Wording

_MOST_ROWS = 300
# Pixels; together they fit the column of charts on a laptop.
_WIDTHS: dict[str, int] = {"date": 100, "speaker": 120, "verb": 66, "said": 250, "form": 60}


def statements_panel(collection: Collection) -> None:
    view, wording = session.view(), session.wording()
    selection = view.selection.with_mark(None)
    names = ask(collection, "entity_names", (view.entity,)) if view.entity else {}
    speaker = view.entity if view.entity in names else ""
    title = (
        wording.text("statements.title.about", names=names[speaker])
        if speaker
        else wording.text("statements.title")
    )
    headline(title, wording.text("statements.subtitle"))
    _speaker_choice(collection, speaker, wording)
    rows: pd.DataFrame = ask(
        collection,
        "statements",
        selection,
        speaker or None,
        _MOST_ROWS,
        0,
        statement_order(view.order),
    )
    if rows.empty:
        no_marks(
            wording.text("empty.no_statements"),
            wording.text("empty.clear_filters"),
            session.clear_filters,
        )
        return
    total = ask(collection, "statement_count", selection, speaker or None)
    listing = statement_listing(rows, total, wording)
    table(
        listing,
        "statements",
        formats={
            name: st.column_config.Column(listing.columns[name], width=width)
            for name, width in _WIDTHS.items()
        },
        height=620,
    )


def statement_order(order: str) -> str:
    return order if order in ("newest", "oldest") else "newest"


def _speaker_choice(collection: Collection, speaker: str, wording: Wording) -> None:
    offered: pd.DataFrame = ask(collection, "speakers", session.view().selection.with_mark(None))
    offered = offered[offered["entity"] != ""]  # roles have no name to choose by
    names = dict(zip(offered["entity"], offered["name"], strict=True))
    counts = dict(zip(offered["entity"], offered["statements"], strict=True))
    if speaker and speaker not in names:
        names |= ask(collection, "entity_names", (speaker,))
    st.selectbox(
        wording.text("statements.speaker"),
        list(names),
        index=None,
        format_func=lambda entity: (
            f"{names[entity]}  ·  {wording.count('count.statements', int(counts.get(entity, 0)))}"
        ),
        placeholder=wording.text("profile.choose"),
        **session.on(
            lambda entity: session.change(entity=entity or ""),
            session.shown("statements.speaker", speaker or None),
        ),
    )


def statement_listing(rows: pd.DataFrame, total: int, wording: Wording) -> Listing:
    named = rows["entity_name"].notna()
    frame = pd.DataFrame(
        {
            "date": [
                wording.date(day) if not pd.isna(day) else wording.text("table.undated")
                for day in rows["published"]
            ],
            "speaker": rows["entity_name"].where(named, rows["speaker"]),
            "verb": rows["verb"],
            "said": rows["reported"],
            "form": [
                wording.text("statements.direct" if direct else "statements.reported")
                for direct in rows["direct"]
            ],
        }
    )
    columns = {
        "date": wording.text("table.date"),
        "speaker": wording.text("statements.speaker"),
        "verb": wording.text("statements.verb"),
        "said": wording.text("statements.said"),
        "form": wording.text("statements.form"),
    }
    marks = [
        mark_text(Mark("statements", article=article, mentions=mentions))
        for article, mentions in zip(rows["article"], rows["mentions"], strict=True)
    ]
    return Listing(frame, marks, columns, wording.count("count.statements", total))
