"""The articles page: full-text search, a table, and the article itself beside it."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from dashboard.annotation.furniture import headline_html, note_html
from dashboard.annotation.reader import reader_payload
from dashboard.collection import Collection
from dashboard.pages import session
from dashboard.pages.answers import article_of, ask
from dashboard.pages.correcting import mention_controls
from dashboard.pages.reader import mount_reader
from dashboard.pages.shell import sides
from dashboard.pages.source import heard
from dashboard.pages.tables import fitting_height
from dashboard.pages.turning import page_of, turn_pages
from dashboard.wording import Wording

_PAGE = 100
_BEGINNING = 80  # characters
# Pixels; title and excerpt share what the narrow ones leave. The first three fit on a phone.
_WIDTHS = {
    "title": 158,
    "source": 84,
    "published": 116,
    "mentions": 52,
    "copies": 52,
    "excerpt": 165,
}


def articles_page(collection: Collection) -> None:
    view, wording = session.view(), session.wording()
    selection = view.selection.with_mark(None)
    count = ask(collection, "article_count", selection, view.search)
    found = wording.count("count.articles", count)
    left, right = sides()
    with left, st.container(key="charts"):
        st.html(
            headline_html(
                wording.text("articles.title"), wording.text("articles.found", articles=found)
            )
        )
        pages = max(1, math.ceil(count / _PAGE))
        page = page_of("articles", pages)
        order = view.order if view.order in ("newest", "oldest") else "newest"
        rows: pd.DataFrame = ask(
            collection, "articles", selection, view.search, _PAGE, page * _PAGE, order
        )
        _search(wording)
        if rows.empty:
            st.html(note_html(wording.text("empty.no_articles")))
            st.html(note_html(wording.text("empty.no_articles.cure")))
        else:
            _table(rows, wording, bool(ask(collection, "near_duplicates")))
            turn_pages("articles", page, pages, wording)
    with right:
        opened = view.article or (str(rows["article"].iloc[0]) if not rows.empty else "")
        payload = article_of(collection, opened, wording) if opened else None
        chosen = [view.mention] if view.mention else []
        with st.container(key="source"):
            mention_controls(collection)
            mount_reader(
                reader_payload(wording, None, payload, chosen=chosen), heard, key="reader.article"
            )


def _search(wording: Wording) -> None:
    st.text_input(
        wording.text("articles.search"),
        help=wording.text("articles.search.help"),
        **session.on(
            lambda query: session.change(search=query.strip(), article="", mention=""),
            session.shown("articles.search", session.view().search),
        ),
    )


def _table(rows: pd.DataFrame, wording: Wording, alike: bool) -> None:
    """``alike``: whether any article of the collection nearly repeats another."""
    unknown = wording.text("table.unknown_source")
    searched = bool(session.view().search)
    frame = pd.DataFrame(
        {
            "title": [
                # In a search the sentence found stands in a column of its own.
                title or ("" if searched else _beginning(text)) or wording.text("reader.untitled")
                for title, text in zip(rows["title"], rows["text"], strict=True)
            ],
            "source": [source or unknown for source in rows["source"]],
            "published": [
                wording.date(day) if not pd.isna(day) else wording.text("table.undated")
                for day in rows["published"]
            ],
            "mentions": rows["mentions"],
            "copies": rows["copies"],
            "excerpt": rows["text"],
        }
    )
    columns = {
        name: wording.text(f"articles.column.{name}")
        # Without a search the excerpt is the title again.
        for name in ("title", "source", "published", "mentions", "copies", "excerpt")
        if (name != "excerpt" or searched) and (name != "copies" or alike)
    }
    order = list(columns)
    ids = rows["article"].tolist()

    def opened() -> None:
        cells = st.session_state["articles.table"]["selection"]["cells"]
        if cells and cells[0][0] < len(ids):
            session.change(article=ids[cells[0][0]], mention="")

    st.dataframe(
        frame,
        key="articles.table",
        hide_index=True,
        column_order=order[::-1] if wording.right_to_left else order,
        column_config={
            name: st.column_config.Column(
                heading,
                width=_WIDTHS[name]
                + (_WIDTHS["excerpt"] if name == "title" and "excerpt" not in columns else 0),
                help=wording.text("articles.column.copies.help") if name == "copies" else None,
            )
            for name, heading in columns.items()
        },
        on_select=opened,
        selection_mode="single-cell",
        height=fitting_height(len(frame), 700),
    )


def _beginning(text: str) -> str:
    """What an article without a title is known by in a list."""
    line = " ".join(text.split())
    return line if len(line) <= _BEGINNING else f"{line[:_BEGINNING].rsplit(' ', 1)[0]}…"
