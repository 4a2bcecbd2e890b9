"""The statements panel: who said what, by speaker and day."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from dashboard.collection import Collection
from dashboard.pages import session
from dashboard.pages.charting.statements import (
    statement_listing,
    statements_asked,
    statements_taken,
)
from dashboard.pages.panels.figure import asked_now, headline, no_marks, notes_of, table
from dashboard.pages.panels.speakers import speaker_choice
from dashboard.pages.turning import page_of, turn_pages

_PAGE = 300
# Pixels; together they fit the column of charts on a laptop.
_WIDTHS: dict[str, int] = {"date": 118, "speaker": 120, "verb": 66, "said": 250, "form": 60}
# The grid sets a cell by its first letter; a colon has none, and stood across from the verbs.
_ALIGNED: dict[str, Any] = {"verb": "right"}


def statements_panel(collection: Collection) -> None:
    wording, asked = session.wording(), asked_now(collection)
    told = statements_asked(asked, _PAGE, lambda of, total: _PAGE * _page(of, total))
    headline(told.title, wording.text("statements.subtitle"))
    speaker_choice(collection, told.speaker, wording)
    notes_of(told.notes(wording))
    if told.rows.empty:
        no_marks(
            wording.text("empty.no_statements"),
            wording.text("empty.clear_filters"),
            session.clear_filters,
        )
        return
    listing, page = statement_listing(told, wording), told.first // _PAGE
    table(
        listing,
        "statements",
        formats={
            name: st.column_config.Column(
                listing.columns[name], width=width, alignment=_ALIGNED.get(name)
            )
            for name, width in _WIDTHS.items()
        },
        height=620,
        title=wording.text("tabs.statements"),
        taken=statements_taken(asked, told),
        page=page,
    )
    turn_pages("statements", page, _pages(told.total), wording)


def _pages(total: int) -> int:
    return math.ceil(total / _PAGE)


def _page(of: object, total: int) -> int:
    return page_of("statements", _pages(total), repr(of))
